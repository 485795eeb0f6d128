"""Dates, times and durations: the patterns of values that the calendar and the clock give."""

from __future__ import annotations

import re

from .numerals import NUMBER, Value, is_number, number_end, number_words, unit_after
from .tokens import Token
from .words import word_map

YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
DECADE = re.compile(r"(?:1[5-9]|20)\d0s|\d0s")
CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?:[ap]m)?|[01]?\d[ap]m")
DATE_NUMBER = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
SPAN_WORD = re.compile(r"(?:\d{1,4}|[a-z]{2,12})-(?:year|month|week|day|hour|minute|decade)s?(?:-(?:old|olds|long))?")
HALF_DAY = ("a.m.", "p.m.", "am", "pm", "a.m", "p.m", "gmt", "bst", "est", "edt", "utc")
YEAR_BEFORE = frozenset(
    (
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "of",
        "during",
        "before",
        "after",
        "for",
        "between",
        "and",
        "to",
        "(",
    )
)


def time_word(tokens: list[Token], at: int, last: int) -> str:
    """Return the class of a token among the time words, or the empty string."""
    if at >= last:
        return ""
    words = word_map("time")
    token = tokens[at]
    label = words.get(token.text, "")
    if not label and (not token.capital or token.text.isupper()):
        label = words.get(token.lower, "")
        # `may`, `march`, `sun` in lower case are words of their own.
        if label in ("month", "short_month", "weekday", "holiday"):
            return ""
    return label


def match_date(tokens: list[Token], at: int, first: int, last: int) -> Value | None:
    """Return the date, time or duration that begins at a token."""
    token = tokens[at]
    label = time_word(tokens, at, last)
    end = at
    rule = "date"
    if label == "edge" and time_word(tokens, at + 1, last) in ("month", "weekday", "season", "edge"):
        end = month_end(tokens, at + 1, last)
    elif (
        label == "edge"
        and at + 1 < last
        and (YEAR.fullmatch(tokens[at + 1].text) or DECADE.fullmatch(tokens[at + 1].text))
    ):
        end = at + 2
    elif (label == "edge" and token.lower.startswith("mid-")) or label in ("month", "short_month"):
        end = month_end(tokens, at, last)
    elif label == "weekday":
        end = weekday_end(tokens, at, last)
    elif label == "relative" and at + 1 < last:
        end = relative_end(tokens, at, last)
    elif label in ("deictic", "holiday") or token.lower in ("noon", "midnight"):
        end = at + 1
        if time_word(tokens, end, last) in ("part", "holiday") or (
            token.lower == "christmas" and time_word(tokens, end, last) == "deictic"
        ):
            end += 1
    elif label == "season" and at + 1 < last and YEAR.fullmatch(tokens[at + 1].text):
        end = at + 2
    elif DATE_NUMBER.fullmatch(token.text) or DECADE.fullmatch(token.lower):
        end = at + 1
    elif CLOCK.fullmatch(token.lower) and (":" in token.text or "m" in token.lower or half_day(tokens, at + 1, last)):
        end = at + 2 if half_day(tokens, at + 1, last) else at + 1
    elif NUMBER.fullmatch(token.text) and half_day(tokens, at + 1, last):
        end = at + 2
    elif SPAN_WORD.fullmatch(token.lower) and (
        token.text[0].isdigit() or token.lower.partition("-")[0] in number_words() | {"one"}
    ):
        end, rule = at + 1, "duration"
    elif is_number(token) or token.lower in ("one", "half"):
        end, rule = number_date(tokens, at, first, last)
    elif token.lower in ("this", "that") and time_word(tokens, at + 1, last) in (
        "period",
        "part",
        "season",
        "month",
        "weekday",
    ):
        end = at + 2
    end = era_end(tokens, at, end, last)
    return Value(at, end, "DATE", rule) if end > at else None


def half_day(tokens: list[Token], at: int, last: int) -> bool:
    """Tell whether a token is `a.m.`, `p.m.` or a time zone."""
    return at < last and tokens[at].lower in HALF_DAY


def era_end(tokens: list[Token], at: int, end: int, last: int) -> int:
    """Take in `ago`, `earlier`, `later` and a time zone after a date."""
    if end > at and end < last and tokens[end].lower in ("ago", "earlier", "later", "gmt", "bst", "utc", "est", "edt"):
        return end + 1
    return end


def month_end(tokens: list[Token], at: int, last: int) -> int:
    """Return where a date that has a month (or its edge) at ``at`` ends: `May 4, 2021`, `May 2021`."""
    end = at + 1
    if tokens[at].lower == "mid" or time_word(tokens, end, last) in ("month", "short_month"):
        end += 1
    if (
        end < last
        and DAY.fullmatch(tokens[end].text)
        and not (end + 1 < last and tokens[end + 1].text in ("%", "percent"))
    ):
        end += 1
    comma = end + 1 if end < last and tokens[end].text == "," else end
    if comma < last and YEAR.fullmatch(tokens[comma].text):
        end = comma + 1
    return end


def weekday_end(tokens: list[Token], at: int, last: int) -> int:
    """Return where a date that begins with a weekday ends: `Monday morning`, `Friday, May 4, 2021`."""
    end = at + 1
    if time_word(tokens, end, last) == "part":
        return end + 1
    comma = end + 1 if end < last and tokens[end].text == "," else end
    if time_word(tokens, comma, last) in ("month", "short_month"):
        return month_end(tokens, comma, last)
    if (
        comma + 1 < last
        and DAY.fullmatch(tokens[comma].text)
        and time_word(tokens, comma + 1, last) in ("month", "short_month")
    ):
        return month_end(tokens, comma + 1, last)
    return end


def relative_end(tokens: list[Token], at: int, last: int) -> int:
    """Return where `last week`, `next March` or `past three years` ends, or ``at`` if it is none of them."""
    end = at + 1
    while (
        end < last
        and end < at + 4
        and (is_number(tokens[end]) or tokens[end].lower in ("few", "several", "couple", "of"))
    ):
        end += 1
    label = time_word(tokens, end, last)
    if label not in ("period", "month", "short_month", "weekday", "season", "part"):
        return at
    if tokens[at].lower == "recent" and label != "period":
        return at
    return end + 1


def number_date(tokens: list[Token], at: int, first: int, last: int) -> tuple[int, str]:
    """Return the end and the rule of a date that begins with a number: `4 May 2021`, `2021`, `three days`."""
    token = tokens[at]
    if DAY.fullmatch(token.text) and time_word(tokens, at + 1, last) in ("month", "short_month"):
        return month_end(tokens, at + 1, last), "date"
    end = number_end(tokens, at, last)
    if end < last and tokens[end].lower in ("and", "or", "to") and end + 1 < last and is_number(tokens[end + 1]):
        more = number_end(tokens, end + 1, last)
        if time_word(tokens, more, last) == "period":
            return more + 1, "duration"
    if (
        end < last
        and tokens[end].lower in ("more", "straight", "consecutive", "full", "whole", "calendar")
        and time_word(tokens, end + 1, last) == "period"
    ):
        return end + 2, "duration"
    if time_word(tokens, end, last) == "period" and tokens[end].lower not in ("second", "quarter", "quarters"):
        end += 1
        if end < last and tokens[end].lower == "old":
            end += 1
        return end, "duration"
    if YEAR.fullmatch(token.text) and end == at + 1:
        before = tokens[at - 1].lower if at > first else ""
        after = tokens[end] if end < last else None
        noun = (
            after is not None
            and after.word
            and after.lower.endswith("s")
            and not after.capital
            and after.lower not in ("was", "is", "has", "as", "this")
        )
        if before in YEAR_BEFORE or (not noun and before not in ("$", "£", "€") and not unit_after(tokens, end, last)):
            return end, "year"
    # An age in apposition: `Ana Ruiz, 45, said`.
    if (
        at - 2 >= first
        and end == at + 1
        and end < last
        and tokens[at - 1].text == ","
        and tokens[end].text in (",", ".")
        and tokens[at - 2].capital
        and token.text.isdigit()
        and len(token.text) == 2
    ):
        return end, "age"
    return at, ""
