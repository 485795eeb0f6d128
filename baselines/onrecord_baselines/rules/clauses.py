"""Where the clause that a cue reports begins: after `that`, `whether` or `to`, or bare with a verb of its own."""

from __future__ import annotations

from .classes import CAPITAL, WORD
from .frames import Page
from .sources import source_after
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import classed, marked, word_map

ADDRESSED = marked("grammar", "addressed")
NO_CLAUSE = marked("grammar", "no_clause")
RELATIVE = frozenset(("who", "which", "that", "whose", "where"))
QUESTIONS = frozenset(("whether", "if", "why", "how", "what", "when", "where"))
SHORT_VERBS = frozenset(("'s", "'re"))
LISTED = frozenset(word_map("verbs")) | {"'re", "'ll"}
NO_BARE = frozenset(("of", "by", "to", "about", "and", "or", "so", "as", "with"))
OPENERS = frozenset(("if", "when", "after", "in"))
WEEKDAYS = classed("time", "weekday")
OBJECTS = DETERMINERS | {"to"}
NO_PAST_AFTER = DETERMINERS | {"of", "and"}
REACH = 60


def content_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return the first token of the content after a cue, or -1 if no clause follows."""
    sheet = page.sheet
    lowers = sheet.lowers
    if kind in ("name", "believe"):
        return -1
    # `that` (or `whether`, `if`) within an addressee or an adverbial of the cue.
    for at in range(cue + 1, min(stop, cue + 12)):
        lower = lowers[at]
        if kind == "ask":
            if lower in QUESTIONS:
                return at
        elif lower == "that" and at + 1 < stop and (at == cue + 1 or not sheet.finite[at + 1]):
            return at + 1 if has_verb(sheet, at + 1, stop) else -1
        if sheet.finite[at] or page.inside[at] >= 0 or lower in (".", ";", ":", ","):
            break
    if kind in ("vow", "ask"):
        return infinitive_start(sheet, cue, kind, stop)
    if kind == "deny":
        following = lowers[cue + 1] if cue + 1 < stop else ""
        return cue + 1 if following.endswith("ing") and following not in ("anything", "nothing", "something") else -1
    return bare_start(page, cue, kind, stop) if kind in ("say", "tell") else -1


def infinitive_start(sheet: Sheet, cue: int, kind: str, stop: int) -> int:
    """Return the `to` of the infinitive that a cue takes (`vowed to`, `asked them to`), or -1."""
    for at in range(cue + 1, min(stop, cue + 10)):
        lower = sheet.lowers[at]
        if lower == "not" and kind == "ask":
            # `asked not to be named` reports no question.
            return -1
        if (
            lower == "to"
            and at + 1 < stop
            and not sheet.kinds[at + 1] & CAPITAL
            and sheet.lowers[at + 1] not in DETERMINERS
        ):
            return at
        if not sheet.kinds[at] & WORD or sheet.finite[at]:
            break
    return -1


def bare_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return where a clause without `that` begins after a cue and its addressee, or -1."""
    sheet = page.sheet
    at = cue + 1
    if sheet.lowers[cue] in ADDRESSED:
        addressee = source_after(sheet, at, stop)
        if addressee is None:
            return -1
        at = addressee.last
    while at < stop and sheet.words[at] in WEEKDAYS:
        at += 1
    if at >= stop:
        return -1
    lower, word = sheet.lowers[at], sheet.kinds[at] & WORD
    if not word and (page.inside[at] < 0 or lower in NO_CLAUSE):
        return -1
    if lower in NO_BARE or (lower in NO_CLAUSE and kind == "tell"):
        return -1
    return at if bare_clause(sheet, at, stop, kind) else -1


def has_verb(sheet: Sheet, at: int, stop: int) -> bool:
    """Tell whether a finite verb stands between two tokens."""
    end = min(stop, at + REACH)
    return at < end and (sheet.finite.find(1, at, end) >= 0 or not SHORT_VERBS.isdisjoint(sheet.lowers[at:end]))


def bare_clause(sheet: Sheet, at: int, stop: int, kind: str) -> bool:
    """Tell whether a clause with a subject and a finite verb of its own begins at a token."""
    if sheet.finite[at]:
        return False
    lowers, finite = sheet.lowers, sheet.finite
    relative = False
    opened = kind == "tell" and lowers[at] not in OPENERS
    if opened and lowers[at] in (",", ";"):
        return False
    for here in range(at + 1, min(stop, at + 40)):
        lower = lowers[here]
        if lower in RELATIVE:
            relative = True
        if opened and lower in (",", ";"):
            return False
        if lower in LISTED or (finite[here] and (kind == "say" or strong_past(sheet, here))):
            return kind == "say" or not relative
    return False


def strong_past(sheet: Sheet, at: int) -> bool:
    """Tell whether a form in -ed is a finite verb by what follows: an object, `to` or a preposition of its own."""
    following = sheet.lowers[at + 1] if at + 1 < len(sheet.words) else ""
    return following in OBJECTS and sheet.lowers[at - 1] not in NO_PAST_AFTER


def trimmed(sheet: Sheet, first: int, stop: int) -> tuple[int, int] | None:
    """Return the place of tokens ``first`` to before ``stop`` without final punctuation; None if nothing is left."""
    words, kinds = sheet.words, sheet.kinds
    last = stop
    while last > first and not kinds[last - 1] & WORD and words[last - 1][0] not in "\"\u201d\u2019')]%?!":
        last -= 1
    while first < last and not kinds[first] & WORD and words[first][0] not in '"\u201c\u2018$\u00a3\u20ac([':
        first += 1
    if not any(kinds[at] & WORD for at in range(first, min(last, first + 50))):
        return None
    return sheet.starts[first], sheet.ends[last - 1]
