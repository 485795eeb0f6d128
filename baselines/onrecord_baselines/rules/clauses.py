"""Where the clause that a cue reports begins: after `that`, `whether` or `to`, or bare with a verb of its own."""

from __future__ import annotations

from .bare import ADDRESSED, DAY_ADVERBS, LATELY, QUESTIONS, SHORT_VERBS, TIMES, bare_start, has_verb, is_finite
from .classes import ADVERB, CAPITAL, ENDING, WORD
from .frames import Page
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import marked

BARE_WEAK = frozenset(("reported", "reports", "found", "finds", "show", "shows", "showed"))
CLAUSAL = marked("attribution", "clausal")
ADJUNCTS = frozenset(
    [
        "to",
        "in",
        "on",
        "at",
        "during",
        "through",
        "from",
        "with",
        "by",
        "after",
        "before",
        "for",
        "as",
        "again",
        "under",
        "via",
        "over",
        "and",
        "without",
    ]
)


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
        elif (
            lower == "that"
            and at + 1 < stop
            and page.inside[at] < 0
            and (at == cue + 1 or adjunct_between(sheet, cue, at, kind))
        ):
            if at == cue + 1 and (sheet.finite[at + 1] or sheet.lowers[at + 1] in SHORT_VERBS):
                # `said that was the truth`.
                return at
            # `said that` needs no verb that the lists know.
            sure = at == cue + 1 and stop - at > 4 and sheet.kinds[at + 1] & WORD
            return at + 1 if sure or has_verb(sheet, at + 1, stop) else -1
        if lower == "," and kind != "ask":
            further = after_parenthesis(page, at, stop)
            if further >= 0:
                return further
            break
        if page.inside[at] >= 0 and sheet.lowers[cue] in ADDRESSED:
            # `told "Morning Post" that`.
            continue
        if is_finite(sheet, at) or page.inside[at] >= 0 or lower in (".", ";", ":", ","):
            break
    if kind == "passive":
        return -1
    if kind in ("vow", "ask"):
        return infinitive_start(sheet, cue, kind, stop)
    if kind == "accuse":
        return gerund_start(sheet, cue, stop)
    if kind == "deny":
        following = lowers[cue + 1] if cue + 1 < stop else ""
        return cue + 1 if following.endswith("ing") and following not in ("anything", "nothing", "something") else -1
    if sheet.lowers[cue] in CLAUSAL or (kind == "weak" and sheet.lowers[cue] in BARE_WEAK):
        kind = "clausal"
    return bare_start(page, cue, kind, stop) if kind in ("say", "tell", "clausal") else -1


def gerund_start(sheet: Sheet, cue: int, stop: int) -> int:
    """Return the gerund after `of` that says what somebody is accused of, or -1."""
    for at in range(cue + 1, min(stop - 1, cue + 14)):
        if sheet.lowers[at] == "of" and sheet.traits[at + 1] & ENDING:
            return at + 1
        if not sheet.kinds[at] & WORD or is_finite(sheet, at):
            return -1
    return -1


def adjunct_between(sheet: Sheet, cue: int, that: int, kind: str) -> bool:
    """Tell whether only an addressee, an adverbial or a time stands between a cue and `that`."""
    lower = sheet.lowers[cue + 1]
    if sheet.finite[that + 1]:
        return False
    if sheet.lowers[cue] in ADDRESSED or kind in ("vow", "passive"):
        return True
    timed = sheet.lowers[cue + 2] in ("following", "same", "next") if lower == "the" else False
    timed = timed or lower in TIMES or sheet.words[cue + 1] in TIMES or lower in DAY_ADVERBS or lower in LATELY
    return timed or lower in ADJUNCTS or bool(sheet.traits[cue + 1] & ADVERB)


def after_parenthesis(page: Page, comma: int, stop: int) -> int:
    """Return where the clause begins in `said on Monday, after a night in the hall, that it ...`, or -1."""
    sheet = page.sheet
    for at in range(comma + 1, min(stop - 2, comma + 18)):
        if page.inside[at] >= 0 or sheet.words[at] in (".", ";", ":"):
            return -1
        if sheet.words[at] == ",":
            return at + 2 if sheet.lowers[at + 1] == "that" and has_verb(sheet, at + 2, stop) else -1
    return -1


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
