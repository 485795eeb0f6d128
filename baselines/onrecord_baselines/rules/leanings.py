"""Words that show a side: their classes, their inflected forms, and which class a form has where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .classes import CAPITAL, ENDING, VERB, WORD
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import marked, word_map

VERBAL, UNDOING, NEUTRAL, NOUN, AGENT, AGAINST, ADJECTIVE, UNDO_NOUN, CASE = range(9)
NAMES = ("verb", "undoing", "neutral", "noun", "agent noun", "against", "adjective", "end of", "case")
SIGNED: tuple[tuple[str, int, int], ...] = (
    ("for_verb", VERBAL, 1),
    ("against_verb", VERBAL, -1),
    ("undo_verb", UNDOING, -1),
    ("neutral_verb", NEUTRAL, 0),
)
NOUNS: tuple[tuple[str, int, int], ...] = (
    ("for_noun", NOUN, 1),
    ("against_noun", NOUN, -1),
    ("undo_noun", UNDO_NOUN, -1),
    ("neutral_noun", CASE, 0),
    ("for_agent", AGENT, 1),
    ("against_agent", AGENT, -1),
    ("for_adjective", ADJECTIVE, 1),
    ("against_adjective", ADJECTIVE, -1),
)
DOUBLED = marked("leanings", "doubled")
AUXILIARIES = frozenset(word for word, value in word_map("verbs").items() if value in ("modal", "aux"))
AUXILIARIES |= {"has", "have", "had", "did", "does", "do", "to", "not", "n't", "never", "who", "they", "we", "i", "he"}
AUXILIARIES |= {"she", "it", "also", "now", "still", "is", "are", "was", "were", "been", "being"}
BE_HAVE = frozenset(("is", "are", "was", "were", "be", "has", "have", "had", "no"))
COMPLEMENTS = frozenset(("for", "of", "to", "at", "over", "against", "about", "on", "from", "by", "towards", "toward"))
PHRASES = frozenset(tuple(phrase.split("_")) for phrase in marked("leanings", "undo_phrase"))
PHRASE_STARTS = frozenset(phrase[0] for phrase in PHRASES)


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


def inflect(lemma: str) -> tuple[str, ...]:
    """Return the regular forms of a verb."""
    if lemma.endswith("e"):
        return lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeo":
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    stem = f"{lemma}{lemma[-1]}" if lemma in DOUBLED else lemma
    plural = f"{lemma}es" if lemma.endswith(("s", "x", "sh", "ch")) else f"{lemma}s"
    return lemma, plural, f"{stem}ed", f"{stem}ing"


@cache
def verb_leanings() -> dict[str, tuple[int, int]]:
    """Return the class and side of every verb form."""
    irregular = [pair.split("/") for pair in sorted(marked("leanings", "irregular"))]
    found: dict[str, tuple[int, int]] = {}
    for label, kind, sign in reversed(SIGNED):
        lemmas = marked("leanings", label)
        for lemma in sorted(lemmas):
            for form in inflect(lemma):
                found[form] = (kind, sign)
        for form, lemma in irregular:
            if lemma in lemmas:
                found[form] = (kind, sign)
    return found


@cache
def noun_leanings() -> dict[str, tuple[int, int]]:
    """Return the class and side of every noun and adjective."""
    return {word: (kind, sign) for label, kind, sign in reversed(NOUNS) for word in sorted(marked("leanings", label))}


@cache
def forms_of(label: str) -> frozenset[str]:
    """Return every form of a class's verbs."""
    lemmas = marked("leanings", label)
    forms = {form for lemma in lemmas for form in inflect(lemma)}
    irregular = (pair.split("/") for pair in marked("leanings", "irregular"))
    return frozenset(forms | {form for form, lemma in irregular if lemma in lemmas})


@cache
def leaning_words() -> frozenset[str]:
    """Return every form that can be a trigger."""
    return frozenset(verb_leanings()) | frozenset(noun_leanings()) | PHRASE_STARTS | {"against"}


def read_trigger(sheet: Sheet, at: int, low: int, high: int) -> Trigger | None:
    """Return what a form is where it stands; None if it shows no side there."""
    lower = sheet.lowers[at]
    following = sheet.lowers[at + 1] if at + 1 < high else ""
    if lower == "against":
        return Trigger(at, at + 1, AGAINST, -1)
    if lower in PHRASE_STARTS:
        for skip in (1, 2):
            if at + skip < high and (lower, sheet.lowers[at + skip]) in PHRASES:
                return Trigger(at, at + 1 + (skip == 1), UNDOING, -1)
    verb, noun = verb_leanings().get(lower), noun_leanings().get(lower)
    if sheet.kinds[at] & CAPITAL and at > low and sheet.words[at - 1] not in ("\u201c", '"'):
        return None
    base = noun is not None and verb is None and at > low and noun[0] in (NOUN, CASE, UNDO_NOUN)
    if base and sheet.lowers[at - 1] in AUXILIARIES - BE_HAVE:
        # `should call` is no noun.
        return None
    if noun is not None and (verb is None or reads_as_noun(sheet, at, low, following)):
        return Trigger(at, at + 1, *noun)
    if verb is None or (at > low and sheet.lowers[at - 1] in DETERMINERS | {"'s"} and lower != "against"):
        return None
    if lower in forms_of("neutral_verb"):
        direct = following in DETERMINERS or following in ("it", "them")
        if following in ("against", "in", "out", "up", "for") or (
            not direct and "for" in sheet.lowers[at + 1 : at + 4]
        ):
            return Trigger(at, at + 1, NEUTRAL, 0)
    return Trigger(at, at + 1, *verb)


def reads_as_noun(sheet: Sheet, at: int, low: int, following: str) -> bool:
    """Tell whether a form that is verb and noun (`support`, `protest`) is a noun where it stands."""
    lowers = sheet.lowers
    if at == low or not sheet.kinds[at - 1] & WORD:
        return following in COMPLEMENTS
    before = lowers[at - 1]
    if lowers[at].endswith("ed"):
        return False
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
