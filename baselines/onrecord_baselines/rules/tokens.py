"""Words of a document with their places, unit by unit: what every other rule reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from onrecord import Document

from .words import gazetteer, word_set

PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'\u2019"
MARKS = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e"
BULLETS = "-*\u2022\u2013\u2014\u00b7\u25cf>#:"
ARABIC = ("al", "el", "ul", "as", "ad", "an", "ar", "ibn")


class Token(NamedTuple):
    """One word or mark: its place in the text, its words, the same in lower case, and whether it can be a name's."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    word: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document cut into tokens; ``ranges`` gives each unit's tokens, ``headings`` the units in title case."""

    document: Document
    text: str
    tokens: list[Token]
    ranges: list[tuple[int, int]]
    headings: list[bool]
    unit_of: list[int]

    def span_text(self, first: int, last: int) -> str:
        """Return the text from token ``first`` to before token ``last``."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def read_sheet(document: Document) -> Sheet:
    """Cut a document's units into tokens."""
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    headings: list[bool] = []
    unit_of: list[int] = []
    for number, (start, end) in enumerate(document.units):
        first = len(tokens)
        tokens.extend(tokenize(document.text, start, end))
        ranges.append((first, len(tokens)))
        headings.append(is_heading(tokens, first, len(tokens)))
        unit_of.extend([number] * (len(tokens) - first))
    return Sheet(document, document.text, tokens, ranges, headings, unit_of)


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Cut ``text[start:end]`` into words and marks; a possessive ``'s`` is a token of its own."""
    pieces = [(match.start(), match.end()) for match in PIECE.finditer(text, start, end)]
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        begin, stop = pieces[at]
        if text[begin].isalnum():
            at, stop = grow_word(text, pieces, at)
        else:
            at += 1
            # A run of one mark (`--`, `...`) is one token.
            while (
                at < len(pieces) and pieces[at][0] == stop and text[stop] == text[begin] and text[begin] not in "()[]"
            ):
                stop = pieces[at][1]
                at += 1
            if text[begin] in APOSTROPHES and at < len(pieces) and pieces[at] == (stop, stop + 1) and text[stop] == "s":
                stop += 1
                at += 1
        tokens.append(make_token(text, begin, stop))
    return tokens


def grow_word(text: str, pieces: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """Join the pieces of one word (`six-member`, `1,200`, `U.S.`, `O'Brien`); return the next piece and the end."""
    begin, stop = pieces[at]
    at += 1
    size = len(pieces)
    while at < size and pieces[at][0] == stop:
        mark = text[stop]
        if mark.isalnum():
            stop = pieces[at][1]
            at += 1
            continue
        if at + 1 >= size or pieces[at + 1][0] != stop + 1 or not joins(text, begin, stop, pieces[at + 1]):
            break
        stop = pieces[at + 1][1]
        at += 2
    if at < size and pieces[at][0] == stop and text[stop] == "." and own_stop(text, begin, stop, pieces, at):
        return at + 1, stop + 1
    return at, stop


def joins(text: str, begin: int, stop: int, after: tuple[int, int]) -> bool:
    """Tell whether the mark at ``stop`` joins the word before it with the piece after it."""
    mark, left, right = text[stop], text[stop - 1], text[after[0]]
    if not right.isalnum():
        return False
    if mark in HYPHENS:
        # `Kenyan-led`: the people is a name of its own.
        return not (right.islower() and text[begin].isupper() and text[begin:stop] in gazetteer())
    if mark in APOSTROPHES:
        ends = after[1] >= len(text) or not text[after[1]].isalnum()
        return right.isalpha() and not (text[after[0] : after[1]] == "s" and ends)
    if mark == ".":
        dotted = stop - begin == 1 or text[begin + 1] == "."
        return (left.isdigit() and right.isdigit()) or (dotted and after[1] - after[0] == 1) or right.islower()
    if mark == ",":
        return left.isdigit() and right.isdigit() and after[1] - after[0] >= 3
    if mark in ":/":
        return left.isdigit() and right.isdigit()
    return mark == "&" and left.isalpha() and right.isalpha()


def own_stop(text: str, begin: int, stop: int, pieces: list[tuple[int, int]], at: int) -> bool:
    """Tell whether the full stop after a word belongs to it: `U.S.`, `Dr.`, an initial before a capital."""
    if stop - begin > 12:
        return False
    word = text[begin:stop]
    if "." in word:
        return all(len(part) == 1 for part in word.split("."))
    if f"{word}." in word_set("abbreviations"):
        # `No.` may end a sentence: it is an abbreviation before a digit alone.
        return word != "No" or (at + 1 < len(pieces) and text[pieces[at + 1][0]].isdigit())
    return (
        len(word) == 1 and word.isupper() and word != "I" and at + 1 < len(pieces) and text[pieces[at + 1][0]].isupper()
    )


def make_token(text: str, begin: int, stop: int) -> Token:
    """Return the token at a place."""
    words = text[begin:stop]
    head = words[0]
    word = head.isalnum()
    if not word:
        return Token(begin, stop, words, words.lower().replace("\u2019", "'"), False, False)
    lower = words.lower()
    if "\u2019" in lower:
        lower = lower.replace("\u2019", "'")
    capital = head.isupper() and head.isalpha()
    if not capital and "-" in words and lower.partition("-")[0] in ARABIC:
        capital = words.partition("-")[2][:1].isupper()
    if lower in ("i", "i'm", "i've", "i'd", "i'll"):
        capital = False
    return Token(begin, stop, words, lower, capital, word)


def is_heading(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a unit is in title case or capitals, so that a capital says nothing in it."""
    long_words = capitals = 0
    for index in range(first, last):
        token = tokens[index]
        if token.word and len(token.text) > 3 and token.text[0].isalpha():
            long_words += 1
            capitals += token.capital
    if long_words < 3 or capitals * 10 < long_words * 7:
        return False
    if all(token.text.isupper() for token in tokens[first:last] if token.word and token.text[0].isalpha()):
        return True
    return tokens[last - 1].text not in (".", "\u201d", '"')


def after_break(sheet: Sheet, index: int) -> bool:
    """Tell whether a token's capital may come from its place: first in its unit, after marks, a bullet or a colon."""
    first = sheet.ranges[sheet.unit_of[index]][0]
    at = index - 1
    limit = max(first, index - 4)
    while at >= limit:
        token = sheet.tokens[at]
        if token.word:
            return False
        if token.text[0] in BULLETS or token.text[0] in "\"\u201c\u2018'\u00ab\u201e.!?\u2026":
            return True
        at -= 1
    return at < first
