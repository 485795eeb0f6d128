"""The noun phrase that names a source: before a cue, after a cue, and what in it is the head."""

from __future__ import annotations

from typing import NamedTuple

from .classes import ADVERB, CAPITAL, ENDING, FUNCTION, ROLE, TITLE, VERB, WORD
from .tokens import Sheet
from .verbs import DETERMINERS, PRONOUNS
from .words import marked, word_map

OF_WORDS = marked("grammar", "of_words")
STOPS = marked("grammar", "stops")
CLAUSE_WORDS = marked("grammar", "clause_words")
NOUNISH = marked("grammar", "nounish")
NO_START = frozenset(("and", "but", "of", "in", "on", "at"))
NO_END = OF_WORDS | DETERMINERS | {"and"}
POSSESSIVES = frozenset(("'s", "'", "&"))
ARTICLES = frozenset(("the", "a", "an", "his", "her", "its", "their"))
HEAD_ENDS = frozenset(("of", "for", "at", "from", "with", "in", "on", "who", "familiar", "close", "named", ","))
TIMES = word_map("time")
LONGEST = 30


class Phrase(NamedTuple):
    """A source phrase: its tokens, and the tokens of its head noun phrase without apposition."""

    first: int
    last: int
    head_last: int


def source_before(sheet: Sheet, cue: int, low: int) -> Phrase | None:
    """Return the phrase that ends before a cue: its subject, with an apposition between commas."""
    at = cue - 1
    while at >= low and sheet.traits[at] & ADVERB:
        at -= 1
    if at < low:
        return None
    if sheet.words[at] in (",", ")"):
        return source_with_apposition(sheet, at, low)
    first = phrase_start(sheet, at, low)
    return Phrase(first, at + 1, at + 1) if first <= at else None


def source_with_apposition(sheet: Sheet, comma: int, low: int) -> Phrase | None:
    """Return `Ana Ruiz, director of the institute` before a comma; a relative or participial clause is left out."""
    words = sheet.words
    at = comma - 1
    while at >= low and words[at] not in (",", "("):
        if words[at] == ")" or comma - at > 40:
            return None
        at -= 1
    if at <= low:
        return None
    first = phrase_start(sheet, at - 1, low)
    if first > at - 1:
        return None
    inside = sheet.lowers[at + 1] if at + 1 < comma else ""
    if not inside or inside in CLAUSE_WORDS or inside.endswith("ing") or inside[0].isdigit():
        return Phrase(first, at, at)
    # `On Monday, the mayor, ...` has its subject in the apposition's place.
    return Phrase(first, comma, at)


def phrase_start(sheet: Sheet, at: int, low: int) -> int:
    """Return where the noun phrase that ends with token ``at`` starts; past ``at`` if there is none."""
    lowers, kinds, traits = sheet.lowers, sheet.kinds, sheet.traits
    if lowers[at] in PRONOUNS:
        return at
    if not kinds[at] & WORD or lowers[at] in STOPS or sheet.finite[at]:
        return at + 1
    start = at
    limit = max(low, at - LONGEST)
    while start > limit:
        before = lowers[start - 1]
        if lowers[start] in DETERMINERS or before in OF_WORDS:
            # Past `of the`, `for the`: the phrase goes on to the left.
            if before not in OF_WORDS or start - 2 < limit or not is_noun_like(sheet, start - 2):
                break
            start -= 2
            continue
        if before == "and" and start - 2 >= limit and coordinates(sheet, start, limit):
            start -= 2
            continue
        if before == "that":
            break
        if before in POSSESSIVES or before in DETERMINERS:
            start -= 1
            continue
        if not kinds[start - 1] & WORD or before in STOPS or sheet.finite[start - 1]:
            break
        thin = traits[start - 1] & FUNCTION and before not in NOUNISH
        if thin and not (traits[start - 1] & ROLE or kinds[start - 1] & CAPITAL):
            break
        if before.endswith("ly") and not kinds[start - 1] & CAPITAL:
            break
        start -= 1
    while start <= at and lowers[start] in NO_START:
        start += 1
    return start


def coordinates(sheet: Sheet, start: int, limit: int) -> bool:
    """Tell whether `and` before ``start`` joins two nouns of one subject, not two clauses."""
    if not is_noun_like(sheet, start - 2):
        return False
    first = max(limit, start - 14)
    left = sheet.words[first : start - 1]
    return sheet.finite.find(1, first, start - 1) < 0 and "," not in left and ";" not in left


def is_noun_like(sheet: Sheet, at: int) -> bool:
    """Tell whether a token can end a noun phrase."""
    if sheet.traits[at] & ROLE:
        return True
    return (
        bool(sheet.kinds[at] & WORD)
        and not sheet.kinds[at] & VERB
        and not sheet.traits[at] & FUNCTION
        and sheet.lowers[at] not in STOPS
    )


def source_after(sheet: Sheet, at: int, high: int) -> Phrase | None:
    """Return the phrase that begins at a token after a cue (`said Ana Ruiz, director of the institute`)."""
    words, lowers = sheet.words, sheet.lowers
    if at < high and lowers[at] in PRONOUNS:
        return Phrase(at, at + 1, at + 1)
    end = at
    limit = min(high, at + LONGEST)
    while end < limit and continues(sheet, at, end, high):
        end += 1
    while end > at and lowers[end - 1] in NO_END:
        end -= 1
    if end == at:
        return None
    head = end
    if end + 1 < high and words[end] == ",":
        if begins_apposition(sheet, end + 1, high):
            more = end + 1
            limit = min(high, end + LONGEST)
            while more < limit and continues(sheet, end + 1, more, high):
                more += 1
            if more >= high or not sheet.kinds[more] & WORD:
                end = more
        elif end + 2 < high and words[end + 1].isdigit() and len(words[end + 1]) == 2:
            end += 2
    return Phrase(at, end, head)


def continues(sheet: Sheet, first: int, at: int, high: int) -> bool:
    """Tell whether a token goes on with the noun phrase that began at ``first``."""
    kind, lower = sheet.kinds[at], sheet.lowers[at]
    if not kind & WORD:
        return lower in POSSESSIVES
    if kind & CAPITAL:
        return TIMES.get(sheet.words[at], "") not in ("weekday", "month")
    if lower in ("of", "for", "from"):
        return at > first
    following = at + 1 if at + 1 < high else -1
    if lower == "at":
        return (
            at > first and following > 0 and bool(sheet.kinds[following] & CAPITAL or sheet.lowers[following] == "the")
        )
    if lower == "and":
        return (
            following > 0
            and at > first
            and lower not in PRONOUNS
            and bool(
                sheet.kinds[following] & CAPITAL
                or sheet.traits[following] & ROLE
                or sheet.lowers[following] in DETERMINERS
            )
        )
    if lower in ("in", "with", "on") or lower in CLAUSE_WORDS or lower in STOPS or sheet.finite[at]:
        return False
    return not (lower in TIMES or (at > first and (sheet.traits[at] & ENDING or lower.endswith("ly"))))


def begins_apposition(sheet: Sheet, at: int, high: int) -> bool:
    """Tell whether what follows a comma names the same person again: an article or a role, no clause."""
    lower = sheet.lowers[at]
    if lower in CLAUSE_WORDS or lower.endswith("ing"):
        return False
    if lower in ARTICLES:
        return True
    for after in range(at, min(high, at + 5)):
        if sheet.traits[after] & (ROLE | TITLE):
            return True
        if not sheet.kinds[after] & WORD:
            return False
    return False


def head_of(sheet: Sheet, phrase: Phrase) -> int:
    """Return the token of the head noun: the last before `of`, `for`, `who`, a comma or the phrase's end."""
    lowers = sheet.lowers
    for at in range(phrase.first, phrase.head_last - 1):
        if lowers[at + 1] in HEAD_ENDS and lowers[at] not in DETERMINERS:
            return at
    return phrase.head_last - 1


def is_coordinated(sheet: Sheet, phrase: Phrase) -> bool:
    """Tell whether a phrase names two sources with `and`."""
    return "and" in sheet.lowers[phrase.first : phrase.head_last]
