"""Numbers in digits and words: what can be one, a year or a day, and where one ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, word_map

NUMBER = re.compile(r"\d[\d,.]{0,40}")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
NUMBERS = word_map("numbers")
COUNTS = classed("numbers", "count")
UNITS = frozenset(("measure", "currency", "percent", "scale"))


class Value(NamedTuple):
    """A value's tokens, its type and the rule that found it; one without a type is a number to step over."""

    first: int
    last: int
    type: str
    rule: str


def unit_after(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a unit, a scale or a percent sign follows a number."""
    return at < last and NUMBERS.get(sheet.lowers[at], "") in UNITS


def is_number(sheet: Sheet, at: int) -> bool:
    """Tell whether a token is a number in digits or a number word (not a scale by itself)."""
    return sheet.lowers[at] in COUNTS or is_figure(sheet.words[at])


@remembered
def is_figure(word: str) -> bool:
    """Tell whether a word is a number in digits."""
    return bool(NUMBER.fullmatch(word))


@remembered
def is_year(word: str) -> bool:
    """Tell whether a word is a number that can be a year."""
    return bool(YEAR.fullmatch(word))


@remembered
def is_day(word: str) -> bool:
    """Tell whether a word is a number that can be a day of a month."""
    return bool(DAY.fullmatch(word))


def number_end(sheet: Sheet, at: int, last: int) -> int:
    """Return where the number that begins at a token ends: `1.5 million`, `two hundred and ten`, `dozens`."""
    words, lowers = sheet.words, sheet.lowers
    end = at + 1
    limit = min(last, at + 8)
    while end < limit:
        lower = lowers[end]
        label = NUMBERS.get(lower, "")
        if label == "scale" and lower != "k":
            # `5 m` is five metres as often as five million: digits and a space before `m` are a measure.
            if words[end] == "m":
                break
            end += 1
        elif label == "count" and not words[end - 1][0].isdigit():
            end += 1
        elif (
            lower == "and" and end + 1 < last and NUMBERS.get(lowers[end - 1]) == "scale" and is_number(sheet, end + 1)
        ):
            end += 2
        else:
            break
    return end
