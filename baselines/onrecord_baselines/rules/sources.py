"""The noun phrase that names a source: before a cue, after a cue, and what in it is the head."""

from __future__ import annotations

from typing import NamedTuple

from .tokens import Sheet, Token
from .verbs import ADVERBS, DETERMINERS, PRONOUNS, is_verb, verb_at
from .words import marked, word_map, word_set

OF_WORDS = marked("grammar", "of_words")
STOPS = marked("grammar", "stops")
CLAUSE_WORDS = marked("grammar", "clause_words")


class Phrase(NamedTuple):
    """A source phrase: its tokens, and the tokens of its head noun phrase without apposition."""

    first: int
    last: int
    head_last: int


def source_before(sheet: Sheet, cue: int, low: int) -> Phrase | None:
    """Return the phrase that ends before a cue: its subject, with an apposition between commas."""
    tokens = sheet.tokens
    at = cue - 1
    while at >= low and (tokens[at].lower in ADVERBS or (tokens[at].lower.endswith("ly") and not tokens[at].capital)):
        at -= 1
    if at < low:
        return None
    if tokens[at].text in (",", ")"):
        return source_with_apposition(sheet, at, low)
    first = phrase_start(tokens, at, low)
    return Phrase(first, at + 1, at + 1) if first <= at else None


def source_with_apposition(sheet: Sheet, comma: int, low: int) -> Phrase | None:
    """Return `Ana Ruiz, director of the institute` before a comma; a relative or participial clause is left out."""
    tokens = sheet.tokens
    at = comma - 1
    depth = 0
    while at >= low and (depth or tokens[at].text not in (",", "(")):
        if tokens[at].text in (")", "(") or comma - at > 40:
            return None
        at -= 1
    opening = at
    if opening <= low:
        return None
    first = phrase_start(tokens, opening - 1, low)
    if first > opening - 1:
        return None
    inside = tokens[opening + 1].lower if opening + 1 < comma else ""
    if inside in CLAUSE_WORDS or inside.endswith("ing") or inside[:1].isdigit() or not inside:
        return Phrase(first, opening, opening)
    # `On Monday, the mayor, ...` has its subject in the apposition's place.
    return Phrase(first, comma, opening)


def phrase_start(tokens: list[Token], at: int, low: int) -> int:
    """Return where the noun phrase that ends with token ``at`` starts; past ``at`` if there is none."""
    token = tokens[at]
    if token.lower in PRONOUNS:
        return at
    if not token.word or token.lower in STOPS or verb_at(tokens, at):
        return at + 1
    start = at
    limit = max(low, at - 30)
    while start > limit:
        before = tokens[start - 1]
        if tokens[start].lower in DETERMINERS:
            # Past `of the`, `for the`: the phrase goes on to the left.
            if before.lower not in OF_WORDS or start - 2 < limit or not is_noun_like(tokens[start - 2]):
                break
            start -= 2
            continue
        if before.lower in OF_WORDS:
            if start - 2 < limit or not is_noun_like(tokens[start - 2]):
                break
            start -= 2
            continue
        if before.lower == "and" and start - 2 >= limit and coordinates(tokens, start, limit):
            start -= 2
            continue
        if before.lower == "that":
            break
        if before.lower in ("'s", "\u2019s", "'", "&", "\u2019") or before.lower in DETERMINERS:
            start -= 1
            continue
        if not before.word or before.lower in STOPS or verb_at(tokens, start - 1) or before.lower in OF_WORDS:
            break
        thin = before.lower in word_set("function_words") and before.lower not in NOUNISH
        if thin and before.lower not in word_map("roles") and not before.capital:
            break
        if before.lower.endswith("ly") and not before.capital:
            break
        start -= 1
    while start <= at and tokens[start].lower in ("and", "but", "of", "in", "on", "at"):
        start += 1
    return start


NOUNISH = marked("grammar", "nounish")


def coordinates(tokens: list[Token], start: int, limit: int) -> bool:
    """Tell whether `and` before ``start`` joins two nouns of one subject, not two clauses."""
    left = tokens[start - 2]
    if not is_noun_like(left):
        return False
    for k in range(start - 2, max(limit, start - 14) - 1, -1):
        if verb_at(tokens, k):
            return False
        if tokens[k].text in (",", ";"):
            return False
    return True


def is_noun_like(token: Token) -> bool:
    """Tell whether a token can end a noun phrase."""
    return (
        token.word and not is_verb(token) and token.lower not in word_set("function_words") | STOPS
    ) or token.lower in word_map("roles")


def source_after(sheet: Sheet, at: int, high: int) -> Phrase | None:
    """Return the phrase that begins at a token after a cue (`said Ana Ruiz, director of the institute`)."""
    tokens = sheet.tokens
    end = at
    if at < high and tokens[at].lower in PRONOUNS:
        return Phrase(at, at + 1, at + 1)
    while end < high and end < at + 30 and continues(tokens, at, end, high):
        end += 1
    while end > at and tokens[end - 1].lower in OF_WORDS | DETERMINERS | {"and"}:
        end -= 1
    if end == at:
        return None
    head = end
    if end + 1 < high and tokens[end].text == "," and begins_apposition(tokens, end + 1, high):
        more = end + 1
        while more < high and more < end + 30 and continues(tokens, end + 1, more, high):
            more += 1
        if more >= high or not tokens[more].word:
            end = more
    elif (
        end + 2 < high and tokens[end].text == "," and tokens[end + 1].text.isdigit() and len(tokens[end + 1].text) == 2
    ):
        end += 2
    return Phrase(at, end, head)


def continues(tokens: list[Token], first: int, at: int, high: int) -> bool:
    """Tell whether a token goes on with the noun phrase that began at ``first``."""
    token = tokens[at]
    if not token.word:
        return token.lower in ("'s", "\u2019s", "&", "'")
    if token.capital:
        return word_map("time").get(token.text, "") not in ("weekday", "month")
    if token.lower in ("of", "for", "from"):
        return at > first
    if token.lower == "at":
        return at > first and at + 1 < high and (tokens[at + 1].capital or tokens[at + 1].lower == "the")
    if token.lower in ("in", "with", "on"):
        return False
    if token.lower == "and":
        return (
            at + 1 < high
            and at > first
            and (
                tokens[at + 1].capital
                or tokens[at + 1].lower in word_map("roles")
                or tokens[at + 1].lower in DETERMINERS
            )
            and tokens[first].lower not in PRONOUNS
        )
    if token.lower in CLAUSE_WORDS or token.lower in STOPS or verb_at(tokens, at):
        return False
    return not (token.lower in word_map("time") or (token.lower.endswith(("ly", "ing")) and at > first))


def begins_apposition(tokens: list[Token], at: int, high: int) -> bool:
    """Tell whether what follows a comma names the same person again: an article or a role, no clause."""
    token = tokens[at]
    if token.lower in CLAUSE_WORDS or token.lower.endswith("ing"):
        return False
    if token.lower in ("the", "a", "an", "his", "her", "its", "their"):
        return True
    for k in range(at, min(high, at + 5)):
        if tokens[k].lower in word_map("roles") or tokens[k].text in word_map("titles"):
            return True
        if not tokens[k].word:
            return False
    return False


def head_of(sheet: Sheet, phrase: Phrase) -> int:
    """Return the token of the head noun: the last before `of`, `for`, `who`, a comma or the phrase's end."""
    tokens = sheet.tokens
    at = phrase.first
    while at < phrase.head_last - 1:
        after = tokens[at + 1]
        if (
            after.lower in ("of", "for", "at", "from", "with", "in", "on", "who", "and", "familiar", "close", "named")
            or after.text == ","
        ) and not (after.lower == "and" or tokens[at].lower in DETERMINERS):
            return at
        at += 1
    return phrase.head_last - 1


def is_coordinated(sheet: Sheet, phrase: Phrase) -> bool:
    """Tell whether a phrase names two sources with `and`."""
    return any(token.lower == "and" for token in sheet.tokens[phrase.first : phrase.head_last])
