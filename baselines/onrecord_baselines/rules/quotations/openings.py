"""Contents that begin with a gerund, an infinitive, a comma or a parenthesis, and what may stand before `that`."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import (
    ADDRESSED,
    DAY_ADVERBS,
    LATELY,
    SUBJECTS,
    TIMES,
    has_verb,
    is_finite,
)
from onrecord_baselines.rules.quotations.frames import Page
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet

ADJUNCTS = frozenset(
    [
        "when",
        "while",
        "out",
        "it",
        "clear",
        "plain",
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


def said_comma(page: Page, cue: int, stop: int) -> bool:
    """Tell whether `Ruiz said, the plan would fail` goes on with a clause: a subject at the start, no second comma."""
    sheet = page.sheet
    low = sheet.ranges[sheet.unit_of[cue]][0]
    at = cue + 2
    if cue - low > 6 or at + 2 >= stop or page.inside[at] >= 0 or sheet.traits[at] & ENDING:
        return False
    named = bool(sheet.kinds[at] & CAPITAL) or sheet.lowers[at] in DETERMINERS or sheet.lowers[at] in SUBJECTS
    return (
        named and has_verb(sheet, at + 1, stop) and "," not in sheet.words[at:stop] and "," not in sheet.words[low:cue]
    )


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
        if lower == "to" and at == cue + 1 and sheet.lowers[cue].startswith("appeal"):
            # `appealed to drivers to stay at home`.
            continue
        if lower == "not" and kind == "ask":
            # `asked not to be named` reports no question.
            return -1
        if (
            lower == "to"
            and at + 1 < stop
            and not sheet.kinds[at + 1] & CAPITAL
            and sheet.lowers[at + 1] not in DETERMINERS
        ):
            return at - 1 if sheet.lowers[at - 1] == "not" and at - 1 > cue else at
        if not sheet.kinds[at] & WORD or sheet.finite[at]:
            break
    return -1
