"""Finds the words of a span line in the units of a text, and words a span so that it is found again.

Four ways to name a span, tried in this order when one is written: its words; its words and a number (``ICE #2``);
its first and its last words (``the levy >> the county``, ``We will sue >> @9 the last day``); offsets within its unit
(``{12:15}``), which only the writer uses, where nothing else will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_EQUAL = str.maketrans(
    {
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u2003\u2002\t", " "),
    }
)
"""Marks, dashes and spaces that are taken as equal, one character for one."""

_NUMBERED = re.compile(r"(.*\S) #([0-9]{1,3})\Z", re.DOTALL)
_OFFSETS = re.compile(r"\{([0-9]{1,7}):(?:@([0-9]{1,5}):)?([0-9]{1,7})\}\Z")
_LATER_UNIT = re.compile(r"@([0-9]{1,5}) (.+)\Z", re.DOTALL)
_MOST_WORDS = 8
"""A span of more words than this is shortened to its first and last ones."""


class NotFound(ValueError):
    """Words that are not in the unit, or are there more than once; ``str`` says which."""


class Finder:
    """Finds and words spans in one document, given its text and its units."""

    def __init__(self, text: str, units: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.units = units
        self._plain = text.translate(_EQUAL)

    def find(self, words: str, unit: int) -> tuple[int, int]:
        """Returns the range of text that ``words`` name, given the index of the unit where it begins.

        Raises:
            NotFound: the words are not there, or it is not clear which of several places is meant.
        """
        if match := _OFFSETS.match(words):
            return self._offsets(int(match[1]), None if match[2] is None else int(match[2]) - 1, int(match[3]), unit)
        plain = words.translate(_EQUAL)
        start, end = self.units[unit]
        places = self._places(plain, start, end)
        if len(places) == 1:
            return places[0], places[0] + len(plain)
        if len(places) > 1:
            raise NotFound(f"{words!r} stands {len(places)} times in unit {unit + 1}; add #1, #2 … to say which")
        if match := _NUMBERED.match(plain):
            return self._numbered(match[1], int(match[2]), unit)
        first, between, last = plain.partition(" >> ")
        if between:
            return self._from_to(first, last, unit)
        raise NotFound(f"{words!r} does not stand in unit {unit + 1}")

    def word(self, start: int, end: int, unit: int) -> str:
        """Returns words by which ``find`` gives back exactly the range, which begins in the unit."""
        for words in self._candidates(start, end, unit):
            try:
                if "\n" not in words and words == words.strip() and self.find(words, unit) == (start, end):
                    return words
            except NotFound:
                continue
        offset, ends_in = self.units[unit][0], self.unit_at(end - 1)
        if ends_in == unit:
            return f"{{{start - offset}:{end - offset}}}"
        return f"{{{start - offset}:@{ends_in + 1}:{end - self.units[ends_in][0]}}}"

    def unit_at(self, offset: int) -> int:
        """Returns the index of the unit that holds an offset (or, between units, of the one before)."""
        low, high = 0, len(self.units)
        while low < high:
            middle = (low + high) // 2
            if self.units[middle][0] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(0, low - 1)

    def _candidates(self, start: int, end: int, unit: int) -> Iterator[str]:
        words = self.text[start:end]
        parts = words.split()
        ends_in = self.unit_at(end - 1)
        whole = [words, *(f"{words} #{number}" for number in range(1, 10))] if ends_in == unit else []
        if len(parts) <= _MOST_WORDS:
            yield from whole
        later = "" if ends_in == unit else f"@{ends_in + 1} "
        for size in range(3, len(parts) // 2 + 1):
            first, last = self._edge(start, end, size)
            yield f"{first} >> {later}{last}"
            for number in range(1, 10):
                yield f"{first} #{number} >> {later}{last}"
        yield from whole

    def _edge(self, start: int, end: int, size: int) -> tuple[str, str]:
        # The words are cut out of the text, not joined again: the space between them may be of any kind.
        bounds = [match.span() for match in re.finditer(r"\S+", self.text[start:end])]
        return self.text[start : start + bounds[size - 1][1]], self.text[start + bounds[-size][0] : end]

    def _later(self, unit: int, begins_in: int) -> int:
        if not begins_in < unit < len(self.units):
            raise NotFound(f"@{unit + 1} is not a later unit of this text")
        return unit

    def _offsets(self, first: int, later: int | None, last: int, unit: int) -> tuple[int, int]:
        ends_in = unit if later is None else self._later(later, unit)
        start, end = self.units[unit][0] + first, self.units[ends_in][0] + last
        if not (start < end and start < self.units[unit][1] and end <= self.units[ends_in][1]):
            raise NotFound(f"the offsets are not a stretch of unit {unit + 1}")
        return start, end

    def _numbered(self, plain: str, number: int, unit: int) -> tuple[int, int]:
        places = self._places(plain, *self.units[unit])
        if not 1 <= number <= len(places):
            raise NotFound(f"{plain!r} stands {len(places)} times in unit {unit + 1}; there is no #{number}")
        return places[number - 1], places[number - 1] + len(plain)

    def _from_to(self, first: str, last: str, unit: int) -> tuple[int, int]:
        start, after = self.find(first, unit)
        ends_in, begin = unit, after
        if match := _LATER_UNIT.match(last):
            ends_in, last = self._later(int(match[1]) - 1, unit), match[2]
            begin = self.units[ends_in][0]
        places = self._places(last, begin, self.units[ends_in][1])
        if not places:
            raise NotFound(f"{last!r} does not stand after {first!r} in unit {ends_in + 1}")
        return start, places[0] + len(last)

    def _places(self, plain: str, start: int, end: int) -> list[int]:
        """Returns where the words stand as whole words in [start, end)."""
        if not plain:
            return []
        whole = []
        at = self._plain.find(plain, start, end)
        while at >= 0:
            after = at + len(plain)
            cut_before = at > 0 and self._plain[at - 1].isalnum() and plain[0].isalnum()
            cut_after = after < len(self._plain) and self._plain[after].isalnum() and plain[-1].isalnum()
            if not cut_before and not cut_after:
                whole.append(at)
            at = self._plain.find(plain, at + 1, end)
        return whole
