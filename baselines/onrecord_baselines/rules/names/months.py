"""Words of the calendar: their class, and where a month is a word or a name of its own (`May they`, `April Ruiz`)."""

from __future__ import annotations

from onrecord_baselines.rules.names.splits import GIVEN, HEADS, KNOWN
from onrecord_baselines.rules.text.classes import BREAK, CAPITAL, FUNCTION, ROLE, TITLE
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked, word_map

NAME_MONTHS = marked("grammar", "name_months")
MONTH_BEFORE = marked("grammar", "month_before")
MODAL_AFTER = marked("grammar", "modal_after")
SAYS = classed("cues", "say")
TIMES = word_map("time")
TIME_FORMS = frozenset(word.lower().replace("\u2019", "'") for word in TIMES)
# `may`, `march`, `sun` in lower case are words of their own.
SMALL_TIMES = {
    word: label
    for word, label in TIMES.items()
    if label not in {"month", "short_month", "weekday", "short_weekday", "holiday"}
}


def time_word(sheet: Sheet, at: int, last: int) -> str:
    """Return the class of a token among the time words, or the empty string."""
    if at >= last or sheet.lowers[at] not in TIME_FORMS:
        return ""
    word = sheet.words[at]
    label = TIMES.get(word)
    if label is None and (word.isupper() or not sheet.kinds[at] & CAPITAL or opens_unit(sheet, at)):
        label = SMALL_TIMES.get(sheet.lowers[at])
    return label or ""


def opens_unit(sheet: Sheet, at: int) -> bool:
    """Tell whether a token stands first in its unit or after a mark, where its capital says nothing."""
    return not at or sheet.unit_of[at - 1] != sheet.unit_of[at] or bool(sheet.traits[at - 1] & BREAK)


def is_no_month(sheet: Sheet, at: int, first: int, last: int) -> bool:
    """Tell whether a month's name is a word or a name here: `May they win`, `April Ruiz`, `Theresa May`, `Mrs May`."""
    words, lowers = sheet.words, sheet.lowers
    if words[at] not in NAME_MONTHS:
        return False
    before = lowers[at - 1] if at > first else ""
    if at > first and (words[at - 1] in GIVEN or sheet.traits[at - 1] & TITLE) and sheet.kinds[at - 1] & CAPITAL:
        return True
    if at + 1 >= last:
        return False
    after = lowers[at + 1]
    if opens_unit(sheet, at) and words[at] in ("May", "March") and after in MODAL_AFTER:
        return True
    if after in SAYS and before not in MONTH_BEFORE and words[at] == "May":
        return True
    return (
        before not in MONTH_BEFORE
        and bool(sheet.kinds[at + 1] & CAPITAL)
        and not sheet.traits[at + 1] & (FUNCTION | TITLE | ROLE)
        and words[at + 1] not in KNOWN
        and words[at + 1] not in HEADS
        and words[at + 1] not in TIMES
        and words[at] != "March"
    )
