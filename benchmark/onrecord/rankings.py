"""Items ranked by a score, over many documents, and their sums over weighted documents: for average precision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from onrecord.columns import Flags, Integers, run_starts
from onrecord.numbers import Floats

SCORE_STEPS = 10_000
"""Unit scores are compared at four decimals."""

_DENSE = 8
"""How many cells of a matrix cost as much as one item that is gathered and summed."""

Summer = Callable[[Floats], tuple[Floats, Floats]]
"""Takes weights, (…, documents), and gives weighted positives and items, (…, thresholds) each."""

Ranked = tuple[int, int, int]
"""An item of one document: its score, and 1 or 0 for positive and for kept."""


@dataclass(frozen=True)
class Ranking:
    """Items that were ranked by a score, with the document of each: what average precision is computed from.

    ``document`` indexes the table's rows, ``score`` is in units of 1/SCORE_STEPS, ``positive`` is 0 or 1, and ``kept``
    is 1 for what is in the ranking without disputed items too; all four have one length.
    """

    document: Integers
    score: Integers
    positive: Integers
    kept: Integers

    @staticmethod
    def of(rows: Sequence[Sequence[Ranked]]) -> Ranking:
        """Returns the ranking of (score, positive, kept), given a list of them for each document."""
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        items = np.array([item for row in rows for item in row], dtype=np.int64).reshape(-1, 3)
        return Ranking(np.repeat(np.arange(len(rows)), lengths), *items.T)

    @staticmethod
    def merged(parts: Sequence[Ranking], sizes: Sequence[int]) -> Ranking:
        """Returns the ranking over all documents of several tables, whose numbers of documents are ``sizes``."""
        offsets = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
        return Ranking(
            np.concatenate([part.document + offset for part, offset in zip(parts, offsets, strict=True)]),
            np.concatenate([part.score for part in parts]),
            np.concatenate([part.positive for part in parts]),
            np.concatenate([part.kept for part in parts]),
        )

    def selected(self, rows: Integers) -> Ranking:
        """Returns the items of the documents in ``rows``, numbered by their place there."""
        place = np.full(int(self.document.max(initial=-1)) + 1, -1, dtype=np.int64)
        known = rows[rows < place.size]
        place[known] = np.flatnonzero(rows < place.size)
        left = self._only(place[self.document] >= 0)
        return replace(left, document=place[left.document])

    def without_disputed(self) -> Ranking:
        """Returns the ranking of the items that are kept."""
        return self._only(self.kept > 0)

    def _only(self, items: Flags) -> Ranking:
        return Ranking(self.document[items], self.score[items], self.positive[items], self.kept[items])

    def sums(self, weights: Floats) -> tuple[Floats, Floats]:
        """Returns the weighted positives and items at each threshold, two arrays (…, thresholds).

        ``weights`` is (…, documents). A threshold is a score that a positive item has; an item below it counts at the
        next one down, which changes nothing, since precision is asked for only where recall rises.
        """
        return self.summer(weights.shape[-1])(weights)

    def summer(self, documents: int) -> Summer:
        """Returns ``sums`` made ready for many weights over so many documents."""
        if self._dense(documents):
            hits, items = self._matrices(documents)
            return lambda weights: (weights @ hits, weights @ items)
        every, found = self._grouped(self.positive >= 0), self._grouped(self.positive > 0)
        return lambda weights: (found(weights), every(weights))

    def width(self, documents: int) -> int:
        """How many numbers one weighted sum of the ranking holds."""
        return self._thresholds[1] if self._dense(documents) else self.score.size

    def _dense(self, documents: int) -> bool:
        """Whether a matrix of documents × thresholds is smaller work than gathering the items."""
        return documents * self._thresholds[1] <= _DENSE * max(1, self.score.size)

    @cached_property
    def _thresholds(self) -> tuple[Integers, int]:
        """For each item the index of its threshold, greatest first, or the number of thresholds if it is under all."""
        distinct = np.unique(-self.score[self.positive > 0])
        return np.searchsorted(distinct, -self.score, side="left"), int(distinct.size)

    def _matrices(self, documents: int) -> tuple[Floats, Floats]:
        """Returns positives and items as matrices of documents × thresholds."""
        index, size = self._thresholds
        inside = index < size
        cells = self.document[inside] * size + index[inside]
        positive = self.positive[inside].astype(np.float64)
        hits, items = np.zeros(documents * size), np.zeros(documents * size)
        np.add.at(hits, cells, positive)
        np.add.at(items, cells, 1.0)
        return hits.reshape(documents, size), items.reshape(documents, size)

    def _grouped(self, among: Flags) -> Callable[[Floats], Floats]:
        """Returns what sums the weights of some items by their thresholds, each of which has one of these items."""
        index, size = self._thresholds
        own = np.flatnonzero(among & (index < size))
        own = own[np.argsort(index[own], kind="stable")]
        document, starts = self.document[own], run_starts(index[own])
        if not size:
            return lambda weights: np.zeros((*weights.shape[:-1], 0))
        return lambda weights: np.add.reduceat(np.take(weights, document, axis=-1), starts, axis=-1)
