"""How a text is cut into tokens: the pattern of one token, and the tokens of every stretch met so far.

The forms of a stretch are kept one behind the other in a flat tuple, `Form`'s fields for each: columns are then slices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

from onrecord_baselines.rules.text.classes import Form, make_form
from onrecord_baselines.rules.text.memory import Memory
from onrecord_baselines.rules.text.words import gazetteer, marked, word_set

# An initial, or `No.`: the word after it tells whether the stop is its own.
OPEN_STOP = re.compile(r"\. (?:(?<=[^\W\d_a-z]\. )(?<![^\W_].\. )|(?<=No\. )(?<![^\W_]No\. ))")
TIED = marked("grammar", "tied")
POSTAL = marked("grammar", "postal")
PARTY_LETTERS = frozenset("DRI")
SHORTEST = 3  # characters of a name before a hyphen
FIELDS = len(Form._fields)
MOST = 100_000  # stretches: when there are more, all are dropped


def read_forms(part: str) -> Iterable[Any]:
    """Return the fields of the forms of a unit's tokens in order; white space at its ends is left out."""
    if is_plain(part):
        return chain.from_iterable(map(CHUNKS.__getitem__, part.split(" ")))
    return chain.from_iterable(map(PIECES.__getitem__, token_pattern().findall(part.strip())))


def is_plain(part: str) -> bool:
    """Tell whether a unit can be cut at its spaces, one after each word, with no stop whose meaning is what follows."""
    if not part.isprintable() or "  " in part or part[:1] == " " or part[-1:] == " ":
        return False
    return ". " not in part or not OPEN_STOP.search(part)


@cache
def token_pattern() -> re.Pattern[str]:
    """Return the pattern of one token with the white space after it; its matches tile a trimmed unit.

    No part of it can match the same characters in two ways, so it takes linear time.
    """
    letter, upper, joint = r"[^\W\d_]", r"[^\W\d_a-z]", "[-\u2010\u2011'\u2019.&]"
    short = {entry.removesuffix(".") for entry in word_set("abbreviations")} - {"No"}
    by_letter: dict[str, list[str]] = {}
    for entry in sorted(short, key=lambda each: (-len(each), each)):
        by_letter.setdefault(entry[0], []).append(re.escape(entry[1:]))
    abbreviations = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(by_letter.items()))
    joins = (
        r"[-\u2010\u2011](?=[^\W_])"  # `six-member`
        rf"|['\u2019](?!s(?![^\W_]))(?={letter})"  # `O'Brien`, but `Ruiz` and `'s`
        r"|\.(?=[a-z])|(?<=\d)\.(?=\d)"  # `onrecord.example`, `3.5`
        r"|(?<=\d),(?=\d{3})|(?<=\d)[:/](?=\d)"  # `1,200`, `10:30`
        rf"|(?<={letter})&(?={letter})"
    )
    tokens = (
        rf"[a-z]{{2,}}+(?![^\W_]|{joint})",  # plain words
        rf"[DRI]-(?:(?:{abbreviations})\.|(?:[A-Z]\.){{2}}|W\.Va\.)",  # `D-Minn.`
        rf"(?:{abbreviations})\.|No\.(?=\s{{0,3}}\d)",
        rf"{letter}(?:\.{letter})+(?![^\W_])\.?",  # `U.S.`
        rf"(?!I){upper}\.(?=\s{{0,3}}{upper})",  # an initial
        rf"[^\W_]++(?:(?:{joins})[^\W_]++)*+",
        r"['\u2019]s(?![^\W_])",
        r"-+|\.+|!+|\?+|\*+|=+|_+|\"+|'+|`+|[^\w\s]",
    )
    # Two alternatives that hold for most of a text come first: a plain word or stop with one space after it.
    return re.compile(rf"(?:[A-Za-z][a-z]+|[,.]) (?!\s)|(?:{'|'.join(tokens)})\s*+")


def forms_of_piece(piece: str) -> tuple[Any, ...]:
    """Return the form of a token with the white space after it (two or three forms for a compound)."""
    return tuple(chain.from_iterable(make_form(part.rstrip(), len(part)) for part in part_people(piece)))


def forms_of_chunk(chunk: str) -> tuple[Any, ...]:
    """Return the forms of a stretch between two spaces (`said,"` has three), read with a space after it."""
    return tuple(chain.from_iterable(map(PIECES.__getitem__, token_pattern().findall(f"{chunk} "))))


def part_people(piece: str) -> tuple[str, ...]:
    """Cut the name of a people off the word that a hyphen ties to it: `Kenyan-led` has a name in it."""
    name, hyphen, rest = piece.partition("-")
    if name in PARTY_LETTERS and names_state(rest.rstrip()):
        return (name, "-", rest)
    if name.isdigit() and rest[:1].isupper():
        # `1-Ana Ruiz`, a seed.
        return (name, "-", rest)
    if not hyphen or not rest[:1].islower():
        return (piece,)
    if name not in gazetteer() and (
        rest.rstrip() not in TIED or len(name) < SHORTEST or name in word_set("name_words")
    ):
        return (piece,)
    return (name, "-", rest)


def names_place(word: str) -> bool:
    """Tell whether a word is a known place with a government."""
    return gazetteer().get(word, ("",))[0] == "GPE"


def names_state(text: str) -> bool:
    """Tell whether a word is a state or its short form, as after the letter of a party (`D-Minn.`, `R-Maine`)."""
    return text in POSTAL or names_place(text)


PIECES = Memory(forms_of_piece, MOST)
CHUNKS = Memory(forms_of_chunk, MOST)
