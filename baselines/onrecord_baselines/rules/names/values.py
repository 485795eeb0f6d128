"""Values: dates, times and durations, money, percentages and counted numbers, read off the tokens."""

from __future__ import annotations

from onrecord_baselines.rules.names.dates import match_date
from onrecord_baselines.rules.names.months import TIME_FORMS
from onrecord_baselines.rules.names.numerals import NUMBER, NUMBERS, Value, is_figure, is_number, number_end
from onrecord_baselines.rules.names.splits import KNOWN
from onrecord_baselines.rules.text.classes import CAPITAL, FUNCTION, RAND, SYMBOLS, VALUE, WORD, number_words
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked

NUMBERED = marked("grammar", "numbered")
AMOUNTS = number_words() | {"one"}
SYMBOL_WORDS = classed("numbers", "symbol") | classed("numbers", "dollar")
POINTING = frozenset(("this", "that"))  # they begin a date only before a word of the calendar
SPACED = frozenset(("Rs", "Rs.", "Tk", "RM", "KSh", "Rp"))
MOST_ROAD = 4  # characters: `R101` is a road
DEGREES = frozenset(("\u00b0", "\u00b0C", "\u00b0F"))


def find_values(sheet: Sheet) -> list[Value]:
    """Return the values of a document in order, none overlapping."""
    found: list[Value] = []
    end = 0
    ranges, unit_of = sheet.ranges, sheet.unit_of
    for at in sheet.where(VALUE):
        if at < end:
            continue
        first, last = ranges[unit_of[at]]
        value = match_value(sheet, at, first, last)
        if value is not None:
            end = value.last
            if value.type:
                found.append(value)
    return found


def match_value(sheet: Sheet, at: int, first: int, last: int) -> Value | None:
    """Return the value that begins at a token, if one does; one without a type is a number to step over."""
    word = sheet.words[at]
    if word.isalpha():
        lower = sheet.lowers[at]
        if lower in POINTING and (at + 1 >= last or sheet.lowers[at + 1] not in TIME_FORMS):
            return None
        value = match_date(sheet, at, first, last)
        if value is None and (lower in AMOUNTS or word in SYMBOL_WORDS):
            return match_amount(sheet, at, first, last)
        return value
    if word[0].isdigit() and at + 1 < last and len(word) < 4:
        following = sheet.words[at + 1]
        if not sheet.kinds[at + 1] & WORD and following[0] not in "%\u00b0":
            # A short number before a mark is no date and no sum, unless it can be an age (`Ana Ruiz, 45,`).
            can_be_age = following == "," and at - 1 > first and sheet.kinds[at - 2] & CAPITAL
            can_be_age = can_be_age or (at > first and sheet.lowers[at - 1] == "aged")
            if not can_be_age:
                return count(sheet, at, at + 1, first, last) if is_figure(word) else None
    return match_date(sheet, at, first, last) or match_amount(sheet, at, first, last)


def symbol_end(sheet: Sheet, at: int, last: int) -> int:
    """Return where the number begins after a sign for money that begins at a token (`$`, `HK$`, `Rs`), or ``at``."""
    word = sheet.words[at]
    label = NUMBERS.get(word)
    if label == "dollar":
        if at + 1 >= last or sheet.words[at + 1] != "$" or sheet.starts[at + 1] > sheet.ends[at]:
            return at
    elif not (word[0] in SYMBOLS or label == "symbol"):
        return at
    number = at + 2 if label == "dollar" else at + 1
    if number + 1 < last and word in SPACED and sheet.words[number] == ".":
        number += 1
    near = number < last and sheet.starts[number] - sheet.ends[number - 1] <= 1
    return number if near and NUMBER.match(sheet.words[number]) else at


def match_amount(sheet: Sheet, at: int, first: int, last: int) -> Value | None:
    """Return the sum, the percentage or the count that begins at a token."""
    word, lowers = sheet.words[at], sheet.lowers
    begin = symbol_end(sheet, at, last)
    if begin > at:
        return Value(at, number_end(sheet, begin, last), "MONEY", "symbol and number")
    if RAND.fullmatch(word):
        end = number_end(sheet, at, last)
        # `R12` may be a road: a sum has a scale or two digits more.
        return Value(at, end, "MONEY", "symbol and number") if end > at + 1 or len(word) > MOST_ROAD else None
    if not word[0].isdigit() and lowers[at] not in AMOUNTS:
        return None
    end = number_end(sheet, at, last)
    if lowers[at] == "one" and end == at + 1:
        return None
    after = lowers[end] if end < last else ""
    second = lowers[end + 1] if end + 1 < last else ""
    label = NUMBERS.get(after, "")
    if label == "percent":
        return Value(at, end + 1, "PERCENT", "number and percent")
    if after == "per" and second == "cent":
        return Value(at, end + 2, "PERCENT", "number and percent")
    if after in ("percentage", "basis") and second in ("points", "point"):
        return Value(at, end + 2, "PERCENT", "number and points")
    if label == "currency":
        if after == "pounds" and (lowers[at - 1].startswith("weigh") or is_weight(lowers[end + 1 : end + 4])):
            return Value(at, end + 1, "", "")
        return Value(at, end + 1, "MONEY", "number and currency")
    if after == "marks" and end > at + 1:
        return Value(at, end + 1, "MONEY", "number and currency")
    if after == "us" and NUMBERS.get(second) == "currency":
        return Value(at, end + 2, "MONEY", "number and currency")
    return count(sheet, at, end, first, last)


def is_weight(following: list[str]) -> bool:
    """Tell whether a weight in brackets follows pounds (`300 pounds (136 kilograms)`)."""
    return following[:1] == ["("] and following[-1] in ("kilograms", "kilos", "kg", "kilogrammes")


def count(sheet: Sheet, at: int, end: int, first: int, last: int) -> Value | None:
    """Return a counted number; measures, labels (`No. 5`), ordinals and scores are none, and are stepped over."""
    words, lowers = sheet.words, sheet.lowers
    label = NUMBERS.get(lowers[at])
    if label == "mass" and words[at].isupper():
        return None
    if not is_number(sheet, at) and label not in ("mass", "scale") and lowers[at] != "one":
        return None
    skip = Value(at, end, "", "")
    if end < last and (NUMBERS.get(lowers[end]) == "measure" or words[end] in DEGREES):
        return skip
    if at == first and end < last and words[at].isdigit() and words[end] in (".", ")"):
        # The number of a list's item.
        return skip
    if end < last and sheet.kinds[end] & CAPITAL and f"{words[at]} {words[end]}" in KNOWN:
        # `60 Minutes`.
        return skip
    if at > first:
        before = lowers[at - 1]
        if NUMBERS.get(before) == "label":
            return skip
        if before in ("#", "/", "-", "\u2013") and sheet.ends[at - 1] == sheet.starts[at]:
            return skip
    if label == "scale" and end == at + 1:
        return Value(at, end, "CARDINAL", "number") if at > first and lowers[at - 1] in ("a", "half", "per") else None
    if at > first and words[at - 1] in NUMBERED and (words[at].isdigit() or words[at].istitle()):
        return skip
    plain = end < last and sheet.kinds[end] & WORD and not words[end][0].isdigit()
    model = plain and at > first and words[at].isdigit() and len(words[at]) > 2
    if model and KNOWN.get(words[at - 1], ("",))[0] == "ORG":
        # `Boeing 737`, but not a row of results.
        return skip
    if at - 1 > first and sheet.kinds[at - 1] & CAPITAL and not sheet.traits[at - 1] & FUNCTION and words[at].isdigit():
        # `Apollo 11`, `Ward 6`: part of a name.
        return skip
    return Value(at, end, "CARDINAL", "number")
