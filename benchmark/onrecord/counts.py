"""The table of counts, documents × columns of non-negative integers, and what a task is: columns, count, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.cases import Case
from onrecord.numbers import Floats

Integers = npt.NDArray[np.int64]

_DENSE = 8
"""How many cells of a matrix cost as much as one item that is gathered and summed."""

SCORE_STEPS = 10_000
"""Unit scores are compared at four decimals."""


@dataclass(frozen=True)
class Ranking:
    """Items that were ranked by a score, with the document of each: what average precision is computed from.

    ``document`` indexes the table's rows, ``score`` is in units of 1/SCORE_STEPS, ``positive`` is 0 or 1; all three
    have one length.
    """

    document: Integers
    score: Integers
    positive: Integers

    @staticmethod
    def of(rows: Sequence[Sequence[tuple[int, int]]]) -> Ranking:
        """Returns the ranking of (score, positive) pairs, given a list of them for each document."""
        lengths = [len(row) for row in rows]
        pairs = np.array([pair for row in rows for pair in row], dtype=np.int64).reshape(-1, 2)
        return Ranking(np.repeat(np.arange(len(rows)), lengths), pairs[:, 0], pairs[:, 1])

    @staticmethod
    def merged(parts: Sequence[Ranking], sizes: Sequence[int]) -> Ranking:
        """Returns the ranking over all documents of several tables, whose numbers of documents are ``sizes``."""
        offsets = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
        return Ranking(
            np.concatenate([part.document + offset for part, offset in zip(parts, offsets, strict=True)]),
            np.concatenate([part.score for part in parts]),
            np.concatenate([part.positive for part in parts]),
        )

    def selected(self, rows: Integers) -> Ranking:
        """Returns the items of the documents in ``rows``, numbered by their place there."""
        place = np.full(int(self.document.max(initial=-1)) + 1, -1, dtype=np.int64)
        known = rows[rows < place.size]
        place[known] = np.flatnonzero(rows < place.size)
        kept = place[self.document] >= 0
        return Ranking(place[self.document[kept]], self.score[kept], self.positive[kept])

    def dense(self, documents: int) -> bool:
        """Whether a matrix of documents × scores is smaller work than gathering the items."""
        return documents * self.thresholds[1] <= _DENSE * max(1, self.score.size)

    def cells(self, documents: int) -> int:
        """How many numbers one weighted sum of the ranking holds."""
        return self.thresholds[1] if self.dense(documents) else self.score.size

    def matrices(self, documents: int) -> tuple[Floats, Floats]:
        """Returns positives and items as matrices of documents × distinct scores."""
        size = self.thresholds[1]
        cells = self.document * size + self.thresholds[0]
        hits, items = np.zeros((documents, size)), np.zeros((documents, size))
        np.add.at(hits.reshape(-1), cells, self.positive)
        np.add.at(items.reshape(-1), cells, 1.0)
        return hits, items

    @cached_property
    def thresholds(self) -> tuple[Integers, int]:
        """For each item the index of its score among the distinct ones, greatest first; and how many those are."""
        distinct, index = np.unique(-self.score, return_inverse=True)
        return index.reshape(-1).astype(np.int64), int(distinct.size)


@dataclass(frozen=True)
class Sums:
    """Totals over documents, weighted or not, over any leading axes; ``sums["column"]`` has the leading shape.

    ``hits`` and ``items`` (…, distinct scores) are the ranking's positives and items at each distinct score.
    """

    columns: Mapping[str, int]
    values: npt.NDArray[np.float64]
    hits: Floats | None = None
    items: Floats | None = None

    def __getitem__(self, column: str) -> Floats:
        picked: Floats = self.values[..., self.columns[column]]
        return picked

    def total(self, prefix: str, names: Sequence[str]) -> Floats:
        """Returns the sum of the columns ``prefix + name``."""
        indices = [self.columns[prefix + name] for name in names]
        total: Floats = self.values[..., indices].sum(axis=-1)
        return total


@dataclass(frozen=True)
class Counts:
    """A task's counts: a row a document, and the ranking where the task has one."""

    columns: tuple[str, ...]
    doc_ids: tuple[str, ...]
    table: Integers
    ranking: Ranking | None = None

    @property
    def cells_a_resample(self) -> int:
        """How many numbers one weighted sum may hold at a time: what bounds the size of a batch of weights."""
        ranked = 0 if self.ranking is None else self.ranking.cells(len(self.doc_ids))
        return max(len(self.doc_ids), len(self.columns), ranked)

    @cached_property
    def _floats(self) -> Floats:
        return self.table.astype(np.float64)

    def select(self, rows: Sequence[int]) -> Counts:
        """Returns the counts of some documents, by their indices."""
        index = np.asarray(rows, dtype=np.int64)
        ranking = None if self.ranking is None else self.ranking.selected(index)
        return Counts(self.columns, tuple(self.doc_ids[i] for i in rows), self.table[index], ranking)

    @staticmethod
    def merge(parts: Sequence[Counts]) -> Counts:
        """Returns the counts of several shards as one table; any sharding gives the same numbers."""
        first = parts[0]
        ranking = None
        if first.ranking is not None:
            rankings = [part.ranking for part in parts if part.ranking is not None]
            ranking = Ranking.merged(rankings, [len(part.doc_ids) for part in parts])
        doc_ids = tuple(doc_id for part in parts for doc_id in part.doc_ids)
        return Counts(first.columns, doc_ids, np.concatenate([part.table for part in parts]), ranking)

    def sums(self, weights: Floats | None = None) -> Sums:
        """Returns totals, each document once, or by ``weights`` (…, documents), computed in float64.

        Totals below 2^53 are exact, so they do not depend on the order of documents.
        """
        weight = np.ones(len(self.doc_ids)) if weights is None else weights
        values = weight @ self._floats
        index = {name: number for number, name in enumerate(self.columns)}
        if self.ranking is None:
            return Sums(index, values)
        hits, items = _ranked_sums(self.ranking, weight)
        return Sums(index, values, hits, items)


def _ranked_sums(ranking: Ranking, weights: Floats) -> tuple[Floats, Floats]:
    """Returns the weighted positives and items at each distinct score, (…, scores).

    With few distinct scores a matrix of documents × scores is smallest, with many a sum over the items in their order.
    """
    threshold, size = ranking.thresholds
    documents = weights.shape[-1]
    if ranking.dense(documents):
        hits, items = ranking.matrices(documents)
        return weights @ hits, weights @ items
    order = np.argsort(threshold, kind="stable")
    starts = np.searchsorted(threshold[order], np.arange(size))
    each = weights[..., ranking.document[order]]
    positive = ranking.positive[order].astype(np.float64)
    return np.add.reduceat(each * positive, starts, axis=-1), np.add.reduceat(each, starts, axis=-1)


Row = Mapping[str, int]
"""The columns of one document that are not 0."""


@dataclass(frozen=True)
class Task:
    """A measure as a value: the layers it needs, its columns, how a document is counted, how totals become numbers.

    ``headline`` is a key of ``numbers``, ``reading`` names which reading of the task that is (it stands in signatures),
    ``items`` counts the gold items that it is measured on, and ``item`` is their name.
    Without a layer of each group in ``needs`` nothing is scored; ``parts`` gives, for keys that start with a prefix, a
    layer that they need besides. ``rank`` gives a document's (score, positive) pairs, for average precision.
    """

    name: str
    reading: str
    headline: str
    needs: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    count: Callable[[Case], Row]
    numbers: Callable[[Sums], dict[str, Floats]]
    item: str
    items: Callable[[Sums], Floats]
    parts: tuple[tuple[str, str], ...] = ()
    rank: Callable[[Case], list[tuple[int, int]]] | None = None

    def table(self, cases: Sequence[Case]) -> Counts:
        """Counts every case into one table."""
        index = {name: number for number, name in enumerate(self.columns)}
        table = np.zeros((len(cases), len(self.columns)), dtype=np.int64)
        for number, case in enumerate(cases):
            for column, value in self.count(case).items():
                table[number, index[column]] = value
        ranking = None if self.rank is None else Ranking.of([self.rank(case) for case in cases])
        return Counts(self.columns, tuple(case.document.id for case in cases), table, ranking)

    def submitted(self, layers: frozenset[str]) -> bool:
        """Whether a file with these layers is scored: from each group in ``needs`` it has one."""
        return all(any(layer in layers for layer in group) for group in self.needs)

    def withheld(self, key: str, layers: frozenset[str]) -> bool:
        """Whether the number ``key`` is null for a file with these layers."""
        return any(key.startswith(prefix) and layer not in layers for prefix, layer in self.parts)
