"""The noun phrase that names a source after a cue, with its age and apposition."""

from __future__ import annotations

from typing import NamedTuple

from onrecord_baselines.rules.quotations.verbs import DETERMINERS, PRONOUNS
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING, ROLE, TITLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked, word_map

OF_WORDS = marked("grammar", "of_words")
STOPS = marked("grammar", "stops")
CLAUSE_WORDS = marked("grammar", "clause_words")
NO_END = OF_WORDS | DETERMINERS | {"and"}
POSSESSIVES = frozenset(("'s", "'", "&"))
ARTICLES = frozenset(("the", "a", "an", "his", "her", "its", "their"))
BEFORE_ARTICLE = OF_WORDS | {"and", "to", "all", "both", "half", "than"}
POSTMODIFIERS = marked("attribution", "postmodifier")
TO_ROLES = marked("attribution", "to_role")
GOVERNING = TO_ROLES | POSTMODIFIERS
CLAUSES_ONLY = CLAUSE_WORDS - OF_WORDS
LAUGHS = marked("attribution", "laugh")
TIMES = word_map("time")
DATES = classed("time", "weekday") | classed("time", "month")
HEAD_ENDS = frozenset(("of", "for", "to", "at", "from", "with", "in", "on", "who", "familiar", "close", "named", ","))
NOUNS_ING = frozenset(("posting", "filing", "ruling", "briefing", "hearing", "meeting", "listing", "building"))
LONGEST = 30


class Phrase(NamedTuple):
    """A source phrase: its tokens, and the tokens of its head noun phrase without apposition."""

    first: int
    last: int
    head_last: int


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
    close = bracket_end(sheet, end, high)
    if close > end:
        # `Rep. Ana Ruiz (D-Calif.), the chairwoman`.
        more = with_apposition(sheet, head, close, high)
        return Phrase(at, more if more > close else head, head)
    if end + 3 < high and words[end] == "," and words[end + 1].isdigit() and len(words[end + 1]) == 2:
        # An age stands between the name and what the source is.
        end = with_apposition(sheet, head, end + 2, high)
    else:
        end = with_apposition(sheet, head, end, high)
    return Phrase(at, end, head)


def bracket_end(sheet: Sheet, at: int, high: int) -> int:
    """Return the token after brackets that open at a token, or the token itself."""
    if at >= high or sheet.words[at] != "(":
        return at
    for here in range(at + 1, min(high, at + 12)):
        if sheet.words[here] == ")":
            return here + 1
    return at


def with_apposition(sheet: Sheet, head: int, end: int, high: int) -> int:
    """Return where an apposition ends whose comma stands at ``end``, or ``end``."""
    words, lowers = sheet.words, sheet.lowers
    if end + 1 >= high or words[end] != ",":
        return end
    first = end + 1
    nominal = not sheet.kinds[head - 1] & CAPITAL or sheet.traits[head - 1] & ROLE
    named = nominal and bool(sheet.kinds[first] & CAPITAL) and not is_date(sheet, first)
    if not named and not begins_apposition(sheet, first, high):
        return end
    more = first
    limit = min(high, first + LONGEST)
    while more < limit and (continues(sheet, first, more, high) or inner_preposition(sheet, first, more, high)):
        more += 1
    while more > first and lowers[more - 1] in NO_END:
        more -= 1
    if more == first or (more < high and sheet.finite[more] and not sheet.traits[more] & ENDING):
        return end
    # What goes on after it is a mark, or an adjunct of the cue; another noun would make it a clause.
    if more >= high or words[more][0] in ",.;:)\u2014-?!":
        return more
    adjunct = lowers[more] in CLAUSE_WORDS or lowers[more] in OF_WORDS or is_date(sheet, more)
    roles = any(sheet.traits[at] & (ROLE | TITLE) for at in range(first, more))
    return more if adjunct and (named or roles) else end


def inner_preposition(sheet: Sheet, first: int, at: int, high: int) -> bool:
    """Tell whether a preposition inside an apposition goes on with it: `a nurse in Kuusla`, `the last of the line`."""
    if at <= first or at + 1 >= high:
        return False
    lower = sheet.lowers[at]
    if lower in ("in", "at", "on", "to", "with"):
        following = at + 1
        place = bool(sheet.kinds[following] & CAPITAL) and not is_date(sheet, following)
        return place or sheet.lowers[following] in ("the", "its", "his", "her", "their") or lower == "with"
    return sheet.lowers[at - 1] in ARTICLES and lower in TIMES


def continues(sheet: Sheet, first: int, at: int, high: int) -> bool:
    """Tell whether a token goes on with the noun phrase that began at ``first``."""
    kind, lower = sheet.kinds[at], sheet.lowers[at]
    if not kind & WORD:
        tied = lower == "-" and at > 0 and at + 1 < high and sheet.starts[at + 1] == sheet.ends[at - 1] + 1
        return tied or lower in POSSESSIVES
    if kind & CAPITAL:
        if at > first and lower in CLAUSES_ONLY and sheet.headings[sheet.unit_of[at]]:
            # `Says Ruiz After Arrest`.
            return False
        return sheet.words[at] not in DATES
    if lower in ("of", "for", "from"):
        return at > first
    other = (lower in PRONOUNS and lower not in ARTICLES) or sheet.traits[at] & ADVERB
    if at > first and (other or (lower in ARTICLES and sheet.lowers[at - 1] not in BEFORE_ARTICLE)):
        return False
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
    if lower in ("to", "with", "in") and at > first and sheet.lowers[at - 1] in GOVERNING:
        return True
    if lower == "with" and at > first and following > 0 and following + 1 < high:
        # `a boy with a towel`, but not `said Ruiz with a smile`.
        described = not sheet.kinds[at - 1] & CAPITAL and sheet.lowers[following + 1] not in LAUGHS
        return described and sheet.lowers[following] in ("a", "an", "knowledge")
    if lower in ("in", "with", "on") or lower in CLAUSE_WORDS or lower in STOPS or sheet.finite[at]:
        return False
    if lower in NOUNS_ING and at > first and (following < 0 or not sheet.kinds[following] & WORD):
        # `said an internet posting.`
        return True
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


def is_date(sheet: Sheet, at: int) -> bool:
    """Tell whether a token is a weekday or a month."""
    return sheet.words[at] in DATES


def modifies(sheet: Sheet, first: int, last: int) -> bool:
    """Tell whether a phrase between commas is an age, a role or a second role, not a name by itself."""
    if sheet.words[first].isdigit():
        return last - first == 1
    if sheet.lowers[first] in ARTICLES or sheet.lowers[first] == "and":
        return True
    return bool(sheet.traits[first] & (ROLE | TITLE)) and "of" in sheet.lowers[first:last]


def head_of(sheet: Sheet, phrase: Phrase) -> int:
    """Return the token of the head noun: the last before `of`, `for`, `who`, a comma or the phrase's end."""
    lowers = sheet.lowers
    for at in range(phrase.first, phrase.head_last - 1):
        if lowers[at + 1] in HEAD_ENDS and lowers[at] not in DETERMINERS:
            return at
    return phrase.head_last - 1


def holds_and(sheet: Sheet, phrase: Phrase) -> bool:
    """Tell whether an `and` stands in a phrase's head, which may then name two sources."""
    return "and" in sheet.lowers[phrase.first : phrase.head_last]
