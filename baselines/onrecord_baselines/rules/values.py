"""Values: dates, times and durations, money, percentages and counted numbers, read off the tokens."""

from __future__ import annotations

from .dates import SPAN_WORD, match_date
from .numerals import NUMBER, Value, is_number, number_end, number_words
from .tokens import Sheet, Token
from .words import word_map, word_set

SYMBOLS = "$\u00a3\u20ac\u00a5\u20b9"


def find_values(sheet: Sheet) -> list[Value]:
    """Return the values of a document in order, none overlapping."""
    found: list[Value] = []
    for first, last in sheet.ranges:
        at = first
        while at < last:
            value = match_value(sheet.tokens, at, first, last)
            if value is None:
                at += 1
            else:
                if value.type:
                    found.append(value)
                at = max(value.last, at + 1)
    return found


def match_value(tokens: list[Token], at: int, first: int, last: int) -> Value | None:
    """Return the value that begins at a token, if one does; one without a type is a number to step over."""
    token = tokens[at]
    if not token.word and token.text[0] not in SYMBOLS:
        return None
    if (
        token.text[0].isdigit()
        and at + 1 < last
        and len(token.text) < 4
        and not tokens[at + 1].word
        and tokens[at + 1].text[0] not in "%\u00b0"
    ):
        # A short number before a mark is no date and no sum, unless it can be an age (`Ana Ruiz, 45,`).
        can_be_age = tokens[at + 1].text == "," and at - 1 > first and tokens[at - 2].capital
        if not can_be_age:
            return count(tokens, at, at + 1, first, last) if NUMBER.fullmatch(token.text) else None
    time_class = word_map("time").get(token.text) or word_map("time").get(token.lower)
    symbol = word_map("numbers").get(token.text) == "symbol" or token.text in "$£€¥"
    starts = time_class or symbol or token.text[0].isdigit() or token.lower in number_words() or token.lower == "the"
    if not starts:
        if token.lower in ("one", "half") or SPAN_WORD.fullmatch(token.lower):
            return match_date(tokens, at, first, last) or match_amount(tokens, at, first, last)
        return None
    return match_date(tokens, at, first, last) or match_amount(tokens, at, first, last)


def match_amount(tokens: list[Token], at: int, first: int, last: int) -> Value | None:
    """Return the sum, the percentage or the count that begins at a token."""
    token = tokens[at]
    numbers = word_map("numbers")
    if token.text in "$£€¥₹" or numbers.get(token.text) == "symbol":
        if at + 1 < last and NUMBER.match(tokens[at + 1].text) and tokens[at + 1].start == token.end:
            return Value(at, number_end(tokens, at + 1, last), "MONEY", "symbol and number")
        return None
    if not token.text[0].isdigit() and token.lower not in number_words() and token.lower != "one":
        return None
    end = number_end(tokens, at, last)
    if token.lower == "one" and end == at + 1:
        return None
    after = tokens[end].lower if end < last else ""
    label = numbers.get(after, "")
    if label == "percent":
        return Value(at, end + 1, "PERCENT", "number and percent")
    if after == "per" and end + 1 < last and tokens[end + 1].lower == "cent":
        return Value(at, end + 2, "PERCENT", "number and percent")
    if after in ("percentage", "basis") and end + 1 < last and tokens[end + 1].lower in ("points", "point"):
        return Value(at, end + 2, "PERCENT", "number and points")
    if label == "currency":
        return Value(at, end + 1, "MONEY", "number and currency")
    if after == "us" and end + 1 < last and numbers.get(tokens[end + 1].lower) == "currency":
        return Value(at, end + 2, "MONEY", "number and currency")
    return count(tokens, at, end, first, last)


def count(tokens: list[Token], at: int, end: int, first: int, last: int) -> Value | None:
    """Return a counted number; measures, labels (`No. 5`), ordinals and scores are none, and are stepped over."""
    token = tokens[at]
    numbers = word_map("numbers")
    skip = Value(at, end, "", "")
    if not is_number(token) and numbers.get(token.lower) not in ("mass", "scale") and token.lower != "one":
        return None
    after = numbers.get(tokens[end].lower, "") if end < last else ""
    if after == "measure" or (end < last and tokens[end].text in ("°", "°C", "°F")):
        return skip
    before = tokens[at - 1] if at > first else None
    if before is not None and (
        numbers.get(before.lower) == "label" or (before.text in ("#", "/", "-", "\u2013") and before.end == token.start)
    ):
        return skip
    if numbers.get(token.lower) == "scale" and end == at + 1:
        return (
            Value(at, end, "CARDINAL", "number")
            if before is not None and before.lower in ("a", "half", "per")
            else None
        )
    if (
        before is not None
        and before.capital
        and before.lower not in word_set("function_words")
        and token.text.isdigit()
        and at - 1 > first
    ):
        # `Apollo 11`, `Ward 6`: part of a name.
        return skip
    return Value(at, end, "CARDINAL", "number")
