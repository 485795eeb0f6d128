"""Dates, times and durations: the patterns of values that the calendar and the clock give."""

from __future__ import annotations

import re

from onrecord_baselines.rules.names.months import is_no_month, time_word
from onrecord_baselines.rules.names.numerals import (
    COUNTS,
    Value,
    is_day,
    is_figure,
    is_number,
    is_year,
    number_end,
    unit_after,
)
from onrecord_baselines.rules.text.classes import CAPITAL, SPAN_WORD, WORD, number_words
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

DECADE = re.compile(r"(?:1[5-9]|20)\d0s|\d0s")
CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?:[ap]m)?|[01]?\d[ap]m")
DATE_NUMBER = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
HALF_DAY = frozenset(("a.m.", "p.m.", "am", "pm", "a.m", "p.m", "gmt", "bst", "est", "edt", "utc"))
AFTER_DATE = frozenset(("ago", "earlier", "later", "gmt", "bst", "utc", "est", "edt"))
MONTHS = frozenset(("month", "short_month"))
DAY_PARTS = frozenset(("night", "morning", "afternoon", "evening"))
COUNTED_AFTER = frozenset(("of", "for", "between", "and", "to", "from", "("))
AFTER_THIS = frozenset(("period", "part", "season", "month", "weekday"))
PLURALS = frozenset(("hours", "days", "weeks", "months", "years", "decades"))
HALVES = frozenset(("first", "second", "latter"))
AND_A_HALF = ["and", "a", "half"]
YEAR_BEFORE = marked("grammar", "year_before")


def match_date(sheet: Sheet, at: int, first: int, last: int) -> Value | None:
    """Return the date, time or duration that begins at a token."""
    label = time_word(sheet, at, last)
    rule = "date"
    if label == "month" and is_no_month(sheet, at, first, last):
        return None
    if label and label not in ("period", "part", "ordinal"):
        end = calendar_end(sheet, at, last, label)
    elif sheet.words[at][0].isdigit():
        end, rule = digits_end(sheet, at, first, last)
    else:
        end, rule = words_end(sheet, at, first, last)
    if end == at:
        return None
    if end < last and sheet.lowers[end] == "and" and sheet.lowers[end : min(last, end + 3)] == AND_A_HALF:
        end += 3
    if end < last and sheet.lowers[end] in AFTER_DATE:
        end += 1
    half = at - 3 >= first and sheet.lowers[at - 3] in HALVES and sheet.lowers[at - 2 : at] == ["half", "of"]
    return Value(at - 3 if half else at, end, "DATE", rule)


def calendar_end(sheet: Sheet, at: int, last: int, label: str) -> int:
    """Return where a date that begins with a word of the calendar ends, or ``at``."""
    words, lower = sheet.words, sheet.lowers[at]
    following = time_word(sheet, at + 1, last)
    if label == "edge" and following in ("month", "weekday", "season", "edge"):
        return month_end(sheet, at + 1, last)
    if label in ("edge", "season") and at + 1 < last and is_year(words[at + 1]):
        return at + 2
    if label == "edge" and at + 1 < last and DECADE.fullmatch(words[at + 1]):
        return at + 2
    if label in MONTHS or (label == "edge" and lower.startswith("mid-")):
        return month_end(sheet, at, last)
    if label == "weekday":
        return weekday_end(sheet, at, last)
    if label == "short_weekday":
        end = weekday_end(sheet, at, last)
        return end if end > at + 1 else at
    if label == "relative" and at + 1 < last:
        return relative_end(sheet, at, last)
    if label in ("deictic", "holiday"):
        joins = following in ("part", "holiday") or (lower == "christmas" and following == "deictic")
        return at + 2 if joins else at + 1
    return at


def digits_end(sheet: Sheet, at: int, first: int, last: int) -> tuple[int, str]:
    """Return the end and the rule of a date that begins with a digit: `10:30 a.m.`, `1990s`, `4 May 2021`."""
    word, lower = sheet.words[at], sheet.lowers[at]
    if word.isdigit():
        return (at + 2, "date") if half_day(sheet, at + 1, last) else number_date(sheet, at, first, last)
    if DATE_NUMBER.fullmatch(word) or DECADE.fullmatch(lower):
        return at + 1, "date"
    if CLOCK.fullmatch(lower):
        half = half_day(sheet, at + 1, last)
        if ":" in word or "m" in lower or half:
            return (at + 2 if half else at + 1), "date"
    if SPAN_WORD.fullmatch(lower):
        return at + 1, "duration"
    return number_date(sheet, at, first, last) if is_figure(word) else (at, "")


def words_end(sheet: Sheet, at: int, first: int, last: int) -> tuple[int, str]:
    """Return the end and the rule of a date that begins with a word: `three days`, `two-year`, `this week`."""
    lower = sheet.lowers[at]
    if sheet.words[at] == "New":
        return new_year_end(sheet, at, last), "date"
    if lower in ("this", "that"):
        return (at + 2 if time_word(sheet, at + 1, last) in AFTER_THIS else at), "date"
    if lower in ("noon", "midnight"):
        return at + 1, "date"
    if "-" in lower and SPAN_WORD.fullmatch(lower):
        counted = lower.partition("-")[0]
        return (at + 1 if counted == "one" or counted in number_words() else at), "duration"
    if (
        lower == "half"
        and at + 2 < last
        and sheet.lowers[at + 1] in ("a", "an")
        and time_word(sheet, at + 2, last) == "period"
    ):
        return at + 3, "duration"
    if lower in ("many", "several"):
        told = time_word(sheet, at + 1, last) == "period" and sheet.lowers[at + 1].endswith("s")
        return (at + 2 if told else at), "duration"
    if lower in PLURALS:
        # `for months`, `only days before`.
        told = at > first and sheet.lowers[at - 1] in ("for", "only", "just")
        of_what = at + 1 < last and sheet.lowers[at + 1] in ("of", "to")
        return (at + 1 if told and not of_what else at), "duration"
    if lower in COUNTS or lower in ("one", "half"):
        return number_date(sheet, at, first, last)
    return at, ""


def new_year_end(sheet: Sheet, at: int, last: int) -> int:
    """Return where `New Year` or `New Year's Eve` ends, or ``at``."""
    if at + 1 >= last or sheet.words[at + 1] != "Year":
        return at
    day = at + 3 < last and sheet.lowers[at + 2] == "'s" and sheet.words[at + 3] in ("Eve", "Day")
    return at + 4 if day else at + 2


def half_day(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a token is `a.m.`, `p.m.` or a time zone."""
    return at < last and sheet.lowers[at] in HALF_DAY


def month_end(sheet: Sheet, at: int, last: int) -> int:
    """Return where a date that has a month (or its edge) at ``at`` ends: `May 4, 2021`, `May 2021`."""
    end = at + 1
    if sheet.lowers[at] == "mid" or time_word(sheet, end, last) in MONTHS:
        end += 1
    if end < last and is_day(sheet.words[end]) and not (end + 1 < last and sheet.words[end + 1] in ("%", "percent")):
        end += 1
    comma = end + 1 if end < last and sheet.words[end] == "," else end
    if comma < last and is_year(sheet.words[comma]):
        end = comma + 1
    return end


def weekday_end(sheet: Sheet, at: int, last: int) -> int:
    """Return where a date that begins with a weekday ends: `Monday morning`, `Friday, May 4, 2021`."""
    end = at + 1
    if time_word(sheet, end, last) == "part" or (end < last and sheet.lowers[end] in DAY_PARTS):
        return end + 1
    comma = end + 1 if end < last and sheet.words[end] == "," else end
    if time_word(sheet, comma, last) in MONTHS:
        return month_end(sheet, comma, last)
    if comma + 1 < last and is_day(sheet.words[comma]) and time_word(sheet, comma + 1, last) in MONTHS:
        return month_end(sheet, comma + 1, last)
    return end


def relative_end(sheet: Sheet, at: int, last: int) -> int:
    """Return where `last week`, `next March` or `past three years` ends, or ``at`` if it is none of them."""
    end = at + 1
    while (
        end < last
        and end < at + 4
        and (is_number(sheet, end) or sheet.lowers[end] in ("few", "several", "couple", "of"))
    ):
        end += 1
    label = time_word(sheet, end, last)
    if label not in ("period", "month", "short_month", "weekday", "season", "part"):
        return at
    if sheet.lowers[at] == "recent" and label != "period":
        return at
    if label == "weekday" and time_word(sheet, end + 1, last) == "part":
        # `next Tuesday night`.
        return end + 2
    return end + 1


def number_date(sheet: Sheet, at: int, first: int, last: int) -> tuple[int, str]:
    """Return the end and the rule of a date that begins with a number: `4 May 2021`, `2021`, `three days`."""
    word, lowers = sheet.words[at], sheet.lowers
    if is_day(word) and time_word(sheet, at + 1, last) in MONTHS:
        return month_end(sheet, at + 1, last), "date"
    end = number_end(sheet, at, last)
    if end < last and lowers[end] in ("and", "or", "to") and end + 1 < last and is_number(sheet, end + 1):
        more = number_end(sheet, end + 1, last)
        if time_word(sheet, more, last) == "period":
            return more + 1, "duration"
    if (
        end < last
        and lowers[end] in ("more", "straight", "consecutive", "full", "whole", "calendar")
        and time_word(sheet, end + 1, last) == "period"
    ):
        return end + 2, "duration"
    if (
        end < last
        and lowers[end] == "and"
        and lowers[end : end + 3] == AND_A_HALF
        and time_word(sheet, end + 3, last) == "period"
    ):
        # `three and a half months`.
        return end + 4, "duration"
    if time_word(sheet, end, last) == "period" and lowers[end] not in ("second", "quarter", "quarters"):
        end += 1
        if end < last and lowers[end] == "old":
            end += 1
        return end, "duration"
    if is_year(word) and end == at + 1:
        before = lowers[at - 1] if at > first else ""
        noun = (
            end < last
            and sheet.kinds[end] & (WORD | CAPITAL) == WORD
            and lowers[end].endswith(("s", "people", "children", "women", "men"))
            and lowers[end] not in ("was", "is", "has", "as", "this")
        )
        if (before in YEAR_BEFORE and not (noun and before in COUNTED_AFTER)) or (
            not noun and before not in ("$", "£", "€") and not unit_after(sheet, end, last)
        ):
            return end, "year"
    if at > first and lowers[at - 1] == "aged" and end == at + 1 and word.isdigit():
        return end, "age"
    # An age in apposition: `Ana Ruiz, 45, said`.
    if (
        at - 2 >= first
        and end == at + 1
        and end < last
        and sheet.words[at - 1] == ","
        and sheet.words[end] in (",", ".")
        and sheet.kinds[at - 2] & CAPITAL
        and word.isdigit()
        and len(word) == 2
    ):
        return end, "age"
    return at, ""
