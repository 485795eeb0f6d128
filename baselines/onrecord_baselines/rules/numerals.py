"""Numbers in digits and words: where one begins and ends."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .tokens import Token
from .words import classed, word_map

NUMBER = re.compile(r"\d[\d,.]{0,40}")


class Value(NamedTuple):
    """A value's tokens, its type and the rule that found it."""

    first: int
    last: int
    type: str
    rule: str


@cache
def number_words() -> frozenset[str]:
    """Return the words that can begin a number."""
    return (
        classed("numbers", "count")
        | classed("numbers", "mass")
        | classed("numbers", "scale") - {"m", "k", "bn", "mn", "tn"}
    )


def unit_after(tokens: list[Token], at: int, last: int) -> bool:
    """Tell whether a unit, a scale or a percent sign follows a number."""
    return at < last and word_map("numbers").get(tokens[at].lower, "") in ("measure", "currency", "percent", "scale")


def is_number(token: Token) -> bool:
    """Tell whether a token is a number in digits or a number word (not a scale by itself)."""
    return bool(NUMBER.fullmatch(token.text)) or token.lower in classed("numbers", "count")


def number_end(tokens: list[Token], at: int, last: int) -> int:
    """Return where the number that begins at a token ends: `1.5 million`, `two hundred and ten`, `dozens`."""
    numbers = word_map("numbers")
    end = at + 1
    while end < last and end < at + 8:
        label = numbers.get(tokens[end].lower, "")
        if label == "scale" and tokens[end].lower != "k":
            # `5 m` is five metres as often as five million: digits and a space before `m` are a measure.
            if tokens[end].text == "m":
                break
            end += 1
        elif label == "count" and not tokens[end - 1].text[0].isdigit():
            end += 1
        elif (
            tokens[end].lower == "and"
            and end + 1 < last
            and numbers.get(tokens[end - 1].lower) == "scale"
            and is_number(tokens[end + 1])
        ):
            end += 2
        else:
            break
    return end
