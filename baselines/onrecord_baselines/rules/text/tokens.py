"""Words of a document with their places, unit by unit, in columns: what every other rule reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress, pairwise
from operator import add
from typing import Any

from onrecord import Document
from onrecord_baselines.rules.text.classes import BREAK, CAPITAL, FUNCTION, LONG, NOUNS, VERB, WORD
from onrecord_baselines.rules.text.pieces import FIELDS, names_place, read_forms

SHORT = 4  # characters: shorter words may be small in a heading
ENDS_SENTENCE = (".", "\u201d", '"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document cut into tokens.

    Columns with one entry a token: ``words`` as written, ``lowers`` in lower case, ``starts`` and ``ends`` (code
    points of the text), ``kinds`` and ``traits`` (bits, see ``classes``), ``unit_of`` (its unit), ``finite`` (1 for a
    finite verb). With one entry a unit: ``ranges`` (first token, token after the last), ``headings`` (is it in title
    case?).
    """

    document: Document
    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    kinds: bytes
    traits: bytes
    unit_of: list[int]
    ranges: list[tuple[int, int]]
    headings: list[bool]
    finite: bytearray

    def where(self, mask: int) -> list[int]:
        """Return the tokens whose kind has a bit of the mask, in order."""
        marked = self.marked(mask)
        if marked.count(1) * 8 > len(marked):
            return list(compress(range(len(marked)), marked))
        # Few of them: going from one to the next is faster than to look at all.
        return places(marked, 0, len(marked))

    def marked(self, mask: int) -> bytes:
        """Return one byte a token, 1 if its kind has a bit of the mask, else 0."""
        return self.kinds.translate(chosen(mask))

    def span_text(self, first: int, last: int) -> str:
        """Return the text from token ``first`` to before token ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]


@cache
def chosen(mask: int) -> bytes:
    """Return the table that makes a byte 1 if it has a bit of the mask, else 0."""
    return bytes(1 if value & mask else 0 for value in range(256))


def places(marks: bytes, low: int, high: int) -> list[int]:
    """Return the tokens from ``low`` to before ``high`` whose byte is 1, in order."""
    found: list[int] = []
    at = marks.find(1, low, high)
    while at >= 0:
        found.append(at)
        at = marks.find(1, at + 1, high)
    return found


def read_sheet(document: Document) -> Sheet:
    """Cut a document's units into tokens."""
    text = document.text
    forms: list[Any] = []
    edges: list[tuple[int, int, int]] = []
    ranges: list[tuple[int, int]] = []
    unit_of: list[int] = []
    first = 0
    for number, (start, end) in enumerate(document.units):
        part = text[start:end]
        forms += read_forms(part)
        last = len(forms) // FIELDS
        ranges.append((first, last))
        if first < last:
            begin = start + len(part) - len(part.lstrip()) if part[0].isspace() else start
            stop = start + len(part.rstrip()) if part[-1].isspace() else start + len(part)
            edges.append((begin, stop, last))
            unit_of += [number] * (last - first)
            first = last
    if not forms:
        return Sheet(document, text, [], [], [], [], b"", b"", [], ranges, [False] * len(ranges), bytearray())
    words, lowers, sizes, advances, kind_of, traits_of = (forms[field::FIELDS] for field in range(FIELDS))
    kinds, traits = bytes(kind_of), bytes(traits_of)
    starts = find_starts(edges, sizes, advances)
    ends = list(map(add, starts, sizes))
    finite = find_finite(kinds, traits)
    sheet = Sheet(document, text, words, lowers, starts, ends, kinds, traits, unit_of, ranges, [], finite)
    longs = traits.translate(chosen(LONG))
    sheet.headings.extend(is_heading(sheet, longs, first, last) for first, last in ranges)
    return sheet


def find_starts(edges: list[tuple[int, int, int]], sizes: Sequence[int], advances: Sequence[int]) -> list[int]:
    """Return where each token begins; ``edges`` has each unit's begin and end in the text, and the token after it."""
    steps = [edges[0][0], *advances]
    for (_, stop, last), (begin, _, _) in pairwise(edges):
        # From the last token of a unit to the first of the next.
        steps[last] = begin - stop + sizes[last - 1]
    steps.pop()
    return list(accumulate(steps))


def find_finite(kinds: bytes, traits: bytes) -> bytearray:
    """Return 1 for each verb form after no word that makes it a noun (`the report`, `his claim`), else 0."""
    verbs = int.from_bytes(kinds.translate(chosen(VERB)), "little")
    # One byte on: the word before each token.
    nouns = int.from_bytes(traits.translate(chosen(NOUNS)), "little") << 8
    return bytearray((verbs & ~nouns).to_bytes(len(kinds), "little"))


def is_heading(sheet: Sheet, longs: bytes, first: int, last: int) -> bool:
    """Tell whether a unit is in title case or capitals, so that a capital says nothing in it."""
    if last - first < 3:
        return False
    if sheet.words[last - 1] in ENDS_SENTENCE and not sheet.span_text(first, last).isupper():
        return False
    kinds, words = sheet.kinds, sheet.words
    if sheet.words[last - 1].endswith(".") and sheet.finite.find(1, first, last) >= 0:
        # `Hurricane Ana hit Belize at 4 a.m.`
        return False
    if any(longs[at] and not (kinds[at] & CAPITAL or sheet.traits[at] & FUNCTION) for at in range(first, last)):
        # `In Ruiz’s telling, Hale and Osei, …`: a small word that is no function word.
        return False
    if words[first] == "(" and words[last - 1] == ")":
        # `(Reporting by Ana Ruiz)`.
        return False
    if any(words[at] == "(" and names_place(words[at + 1]) for at in range(first, last - 1)):
        # `Ana Ruiz (Spain)`, a line of results.
        return False
    long_words = longs.count(1, first, last)
    if long_words < 3:
        return long_words > 0 and short_heading(sheet, first, last)
    capitals = sum(1 for at in range(first, last) if longs[at] and kinds[at] & CAPITAL)
    return capitals * 10 >= long_words * 7


def short_heading(sheet: Sheet, first: int, last: int) -> bool:
    """Tell whether a unit with few long words is a heading: all in capitals, or all capitalised, function words too."""
    words, kinds, traits = sheet.words, sheet.kinds, sheet.traits
    if not kinds[first] & CAPITAL or not kinds[last - 1 if kinds[last - 1] & WORD else last - 2] & CAPITAL:
        return False
    tokens = [at for at in range(first, last) if kinds[at] & WORD]
    if len(tokens) < 3:
        return False
    if all(words[at].isupper() for at in tokens):
        return len(tokens) > 3
    if sheet.words[last - 1] == ".":
        return False
    function = sum(1 for at in tokens if traits[at] & FUNCTION and kinds[at] & CAPITAL)
    return function > 1 and all(kinds[at] & CAPITAL or len(words[at]) < SHORT for at in tokens)


def after_break(sheet: Sheet, index: int) -> bool:
    """Tell whether a token's capital may come from its place: first in its unit, after marks, a bullet or a colon."""
    first = sheet.ranges[sheet.unit_of[index]][0]
    at = index - 1
    limit = max(first, index - 4)
    while at >= limit:
        if sheet.kinds[at] & WORD:
            return False
        if sheet.traits[at] & BREAK:
            return True
        at -= 1
    return at < first
