"""Words that show a side: their classes, their inflected forms, and which class a form has where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.stances.sidewords import (
    AGAINST,
    CASE,
    NAMING,
    NEUTRAL,
    NOUN,
    UNDO_NOUN,
    VERBAL,
    VOTE,
    WANTED,
    forms_of,
    noun_leanings,
    phrase_starts,
    phrases,
    verb_leanings,
)
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, VERB, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

NAMES = (
    "verb",
    "undoing",
    "neutral",
    "noun",
    "agent noun",
    "against",
    "adjective",
    "end of",
    "case",
    "naming",
    "vote",
    "wish",
)
QUALIFIERS = marked("leanings", "qualifier")
AUXILIARIES = frozenset(word for word, value in word_map("verbs").items() if value in ("modal", "aux"))
AUXILIARIES |= {"has", "have", "had", "did", "does", "do", "to", "not", "n't", "never", "who", "they", "we", "i", "he"}
AUXILIARIES |= {"she", "it", "also", "now", "still", "is", "are", "was", "were", "been", "being"}
BE_HAVE = frozenset(("is", "are", "was", "were", "be", "has", "have", "had", "no"))
BEFORE_BASE = AUXILIARIES - BE_HAVE
OPENS_NOUN = DETERMINERS | {"'s"}
BEFORE_NOUN = OPENS_NOUN - {"both", "all", "each"}
BETWEEN = frozenset(("it", "them", "this", "that", "these", "those", "firmly", "squarely", "solidly", "back"))
BACKWARD = frozenset(("to", "from", "in", "on", "at", "into", "home", "and", "up", "with", "then", "when", "for"))
APART = frozenset(("down", "up", "out", "off", "back", "aside", "through", "away", "apart", "over"))
COMPLEMENTS = frozenset(("for", "of", "to", "at", "over", "against", "about", "on", "from", "by", "towards", "toward"))
QUESTIONS = frozenset(("question", "questions", "questioned", "questioning", "fire"))
UNDER = frozenset(("under", "drew", "draws", "drawn", "draw", "drawing"))
WORTH = marked("leanings", "questioned")
INTENDING = marked("leanings", "intending")
TAKING = frozenset(("take", "takes", "took", "taking", "taken"))
BUILT = marked("leanings", "built")
VOTES = {"no": -1, "nay": -1, "yes": 1, "yea": 1, "aye": 1}
VOTING = frozenset(("vote", "votes", "voted", "voting"))
WEIGHT = frozenset(("weight", "muscle", "clout"))
NO_AGAINST = marked("leanings", "no_against")
VERBS, NOUNS, PHRASES, PHRASE_STARTS = verb_leanings(), noun_leanings(), phrases(), phrase_starts()
NEUTRAL_VERBS, WANTED_VERBS, NAMING_VERBS = forms_of("neutral_verb"), forms_of("wanted_verb"), forms_of("naming")
IDIOMATIC = {"fire"} | WEIGHT | PHRASE_STARTS | NAMING_VERBS  # what `read_idiom` knows


class Trigger(NamedTuple):
    """A word that shows a side: its token, the token after it, its class, and 1 for, -1 against, 0 by what follows."""

    at: int
    last: int
    kind: int
    sign: int


@dataclass(slots=True)
class Leaning:
    """A trigger with its target: ``sign`` after negation, ``holders`` as places in the cast (none: nobody named)."""

    trigger: Trigger
    targets: list[int]
    sign: int
    unit: int
    elided: bool
    holders: list[int]
    infinitive: bool
    consumed: bool = False
    old: bool = False

    @property
    def rule(self) -> str:
        """Return the name of the rule."""
        return f"act: {NAMES[self.trigger.kind]}"


@cache
def leaning_words() -> frozenset[str]:
    """Return every form that can be a trigger."""
    return frozenset(IDIOMATIC) | VERBS.keys() | NOUNS.keys() | {"against"} | TAKING | BUILT | WANTED_VERBS | QUESTIONS


# What `read_wish` knows.
WISHING = TAKING | BUILT | WANTED_VERBS | VOTING | {word for word in leaning_words() if word.startswith("question")}


def read_trigger(sheet: Sheet, at: int, low: int, high: int) -> Trigger | None:
    """Return what a form is where it stands; None if it shows no side there."""
    lower = sheet.lowers[at]
    following = sheet.lowers[at + 1] if at + 1 < high else ""
    if lower == "back" and (following in BACKWARD or not following or not sheet.kinds[at + 1] & WORD):
        # `came back to`, `set back from`.
        return None
    if lower == "against":
        guarded = at > low and sheet.lowers[at - 1] in NO_AGAINST
        return None if guarded else Trigger(at, at + 1, AGAINST, -1)
    if lower in WISHING and (found := read_wish(sheet, at, low, high)) is not None:
        return found
    if lower in IDIOMATIC and (found := read_idiom(sheet, at, low, high)) is not None:
        return found
    if sheet.kinds[at] & CAPITAL and at > low and sheet.words[at - 1] not in ("\u201c", '"'):
        return None
    verb, noun = VERBS.get(lower), NOUNS.get(lower)
    base = noun is not None and verb is None and at > low and noun[0] in (NOUN, CASE, UNDO_NOUN)
    if base and sheet.lowers[at - 1] in BEFORE_BASE:
        # `should call` is no noun.
        return None
    if noun is not None and (verb is None or is_noun_here(sheet, at, low, following)):
        return Trigger(at, at + 1, *noun)
    if verb is None or (at > low and sheet.lowers[at - 1] in BEFORE_NOUN):
        return None
    if lower in NEUTRAL_VERBS:
        direct = following in DETERMINERS or following in ("it", "them")
        near = not direct and "for" in sheet.lowers[at + 1 : at + 4]
        if near or following in ("against", "in", "out", "up", "for"):
            return Trigger(at, at + 1, NEUTRAL, 0)
    return Trigger(at, at + 1, *verb)


def read_wish(sheet: Sheet, at: int, low: int, high: int) -> Trigger | None:
    """Return `wants to build`, `wants it kept`, `voted no`, `took it to court`, `questioned the need for it`."""
    lower = sheet.lowers[at]
    if lower in TAKING and (court := court_after(sheet, at, high)):
        return Trigger(at, court, VERBAL, -1)
    if lower.startswith("question") and not WORTH.isdisjoint(sheet.lowers[at + 1 : min(high, at + 4)]):
        return Trigger(at, at + 1, VERBAL, -1)
    if lower in WANTED_VERBS and at - 2 >= low and sheet.lowers[at - 1] == "to" and intends(sheet, at, low):
        return Trigger(at, at + 1, WANTED, 1)
    if lower in BUILT and lower not in VERBS:
        return Trigger(at, at + 1, WANTED, 1)
    if lower in VOTING and at + 1 < high and sheet.lowers[at + 1] in VOTES:
        return Trigger(at, at + 2, VOTE, VOTES[sheet.lowers[at + 1]])
    return None


def read_idiom(sheet: Sheet, at: int, low: int, high: int) -> Trigger | None:
    """Return `came under fire`, `her weight behind it`, a verb with its particle, `called it reckless`."""
    lower = sheet.lowers[at]
    following = sheet.lowers[at + 1] if at + 1 < high else ""
    if lower == "fire" and at > low and sheet.lowers[at - 1] in UNDER:
        return Trigger(at, at + 1, NOUN, -1)
    if lower in WEIGHT and following == "behind":
        return Trigger(at, at + 1, NOUN, 1)
    if lower in PHRASE_STARTS:
        for skip in (1, 2):
            meaning = PHRASES.get((lower, sheet.lowers[at + skip])) if at + skip < high else None
            if following == "to" and not names_thing(sheet, at + 2, high):
                # `agreed to recommend`.
                break
            if meaning is not None and (skip == 1 or (following in BETWEEN and sheet.lowers[at + 2] in APART)):
                return Trigger(at, at + 1 + (skip == 1), *meaning)
    verb = VERBS.get(lower)
    if (
        (verb is None or verb[0] == NEUTRAL)
        and lower in NAMING_VERBS
        and (following in DETERMINERS or following in ("it", "them"))
        and (at == low or sheet.lowers[at - 1] not in DETERMINERS)
    ):
        return Trigger(at, at + 1, NAMING, 0)
    return None


def names_thing(sheet: Sheet, at: int, high: int) -> bool:
    """Tell whether a noun phrase with a determiner or `it` stands at a token."""
    return at < high and (sheet.lowers[at] in DETERMINERS or sheet.lowers[at] in ("it", "them"))


def intends(sheet: Sheet, at: int, low: int) -> bool:
    """Tell whether an infinitive is what somebody wants: `wants to build`, `has pledged to open`."""
    return not INTENDING.isdisjoint(sheet.lowers[max(low, at - 3) : at - 1])


def court_after(sheet: Sheet, at: int, high: int) -> int:
    """Return where the object of `took the decision to court` or `took the city to court over it` begins, or 0."""
    words = sheet.lowers[at + 1 : min(high, at + 12)]
    if "court" not in words or words[words.index("court") - 1] != "to":
        return 0
    place = words.index("court")
    return at + place + 3 if "over" in words[place : place + 2] else at + 1


def is_noun_here(sheet: Sheet, at: int, low: int, following: str) -> bool:
    """Tell whether a form that is verb and noun (`support`, `protest`) is a noun where it stands."""
    lowers = sheet.lowers
    if at == low or not sheet.kinds[at - 1] & WORD:
        return following in COMPLEMENTS
    before = lowers[at - 1]
    if lowers[at].endswith("ed"):
        return False
    if at - 1 > low and lowers[at - 2] in OPENS_NOUN and not sheet.finite[at - 1] and before in QUALIFIERS:
        # `its chief sponsor`.
        return True
    if before in BE_HAVE and not lowers[at].endswith("ing"):
        # `there was praise`, `has support`.
        return True
    if before in AUXILIARIES:
        return False
    if before in DETERMINERS or sheet.traits[at - 1] & ENDING or before in ("'s", "of", "for", "in", "with", "from"):
        return True
    if sheet.kinds[at - 1] & VERB and sheet.finite[at - 1]:
        return True
    direct = following in DETERMINERS or following in ("it", "them")
    return not direct and (following in COMPLEMENTS or before in ("and", "fierce", "strong", "full"))
