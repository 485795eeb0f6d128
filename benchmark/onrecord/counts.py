"""The table of counts, documents × columns of non-negative integers, and what a task is: columns, count, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.cases import Case
from onrecord.numbers import Floats
from onrecord.rankings import Ranked, Ranking

Integers = npt.NDArray[np.int64]

Forms = dict[tuple[int, ...], int]
"""Sums of columns by the columns' places, each with its own place among these sums."""


@dataclass(frozen=True)
class Sums:
    """Totals over documents, weighted or not, over any leading axes; ``sums["column"]`` has the leading shape.

    ``values`` (…, columns) has every column's total or, with ``forms``, (…, forms) only the sums of columns that these
    name. ``hits`` and ``items`` (…, thresholds) are the ranking's positives and items at each threshold (see
    ``Ranking.sums``), ``undisputed`` the same two of the ranking without disputed items.
    """

    columns: Mapping[str, int]
    values: npt.NDArray[np.float64]
    hits: Floats | None = None
    items: Floats | None = None
    forms: Forms | None = None
    undisputed: tuple[Floats, Floats] | None = None

    def __getitem__(self, column: str) -> Floats:
        return self._sum((self.columns[column],))

    def total(self, prefix: str, names: Sequence[str]) -> Floats:
        """Returns the sum of the columns ``prefix + name``."""
        return self._sum(tuple(self.columns[prefix + name] for name in names))

    def _sum(self, places: tuple[int, ...]) -> Floats:
        picked: Floats
        if self.forms is not None:
            picked = self.values[..., self.forms[places]]
        elif len(places) == 1:
            picked = self.values[..., places[0]]
        else:
            picked = self.values[..., list(places)].sum(axis=-1)
        return picked


class _Probe(Sums):
    """Sums that answer 1 to everything, and note what they were asked for."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        one = np.ones(1)
        super().__init__(columns, one, one, one)
        self.asked: dict[tuple[int, ...], int]
        object.__setattr__(self, "asked", {})

    def _sum(self, places: tuple[int, ...]) -> Floats:
        self.asked.setdefault(places, len(self.asked))
        one: Floats = np.ones(())
        return one


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
        ranked = 0 if self.ranking is None else self.ranking.width(len(self.doc_ids))
        return max(len(self.doc_ids), len(self.columns), ranked)

    def summed(self, forms: Forms) -> Floats:
        """Returns each document's sums of columns, (documents, forms)."""
        parts = [self.table[:, list(places)].sum(axis=1) for places in forms]
        return np.stack(parts, axis=1).astype(np.float64) if parts else np.zeros((len(self.doc_ids), 0))

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

    @property
    def places(self) -> dict[str, int]:
        """Each column's place."""
        return {name: number for number, name in enumerate(self.columns)}

    def sums(self, weights: Floats | None = None) -> Sums:
        """Returns totals, each document once, or by ``weights`` (…, documents), computed in float64.

        Totals below 2^53 are exact, so they do not depend on the order of documents.
        """
        weight = np.ones(len(self.doc_ids)) if weights is None else weights
        values = (
            self.table.sum(axis=0).astype(np.float64) if weights is None else weights @ self.table.astype(np.float64)
        )
        if self.ranking is None:
            return Sums(self.places, values)
        undisputed = self.ranking.without_disputed().sums(weight)
        return Sums(self.places, values, *self.ranking.sums(weight), undisputed=undisputed)


Row = Mapping[str, int]
"""The columns of one document that are not 0."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A measure as a value: the layers it needs, its columns, how a document is counted, how totals become numbers.

    ``headline`` is a key of ``numbers``, ``reading`` names which reading of the task that is (it stands in signatures),
    ``count`` gives a document's columns, or ``tally`` those of many documents at once, (documents, columns).
    ``items`` counts the gold items that it is measured on, and ``item`` is their name.
    Without a layer of each group in ``needs`` nothing is scored; ``parts`` gives, for keys that start with a prefix, a
    layer that they need besides. ``headline_of`` gives the headline alone, where that is less work. ``rank`` gives a
    document's (score, positive, kept) for each of its items, for average precision.
    """

    name: str
    reading: str
    headline: str
    needs: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    count: Callable[[Case], Row] | None = None
    tally: Callable[[Sequence[Case]], Integers] | None = None
    numbers: Callable[[Sums], dict[str, Floats]]
    item: str
    items: Callable[[Sums], Floats]
    parts: tuple[tuple[str, str], ...] = ()
    rank: Callable[[Case], list[Ranked]] | None = None
    headline_of: Callable[[Sums], Floats] | None = None

    def headline_value(self, sums: Sums) -> Floats:
        """Returns the headline alone, from no more sums than it needs."""
        if self.headline_of is not None:
            return self.headline_of(sums)
        return self.numbers(sums)[self.headline]

    @cached_property
    def headline_forms(self) -> Forms:
        """The sums of columns that the headline needs."""
        probe = _Probe({name: number for number, name in enumerate(self.columns)})
        self.headline_value(probe)
        return probe.asked

    def table(self, cases: Sequence[Case]) -> Counts:
        """Counts every case into one table."""
        table = self._rows(cases) if self.tally is None else self.tally(cases)
        ranking = None if self.rank is None else Ranking.of([self.rank(case) for case in cases])
        return Counts(self.columns, tuple(case.document.id for case in cases), table, ranking)

    def _rows(self, cases: Sequence[Case]) -> Integers:
        index = {name: number for number, name in enumerate(self.columns)}
        table = np.zeros((len(cases), len(self.columns)), dtype=np.int64)
        if self.count is None:
            raise TypeError(f"the task {self.name} has neither count nor tally")
        for number, case in enumerate(cases):
            for column, value in self.count(case).items():
                table[number, index[column]] = value
        return table

    def submitted(self, layers: frozenset[str]) -> bool:
        """Whether a file with these layers is scored: from each group in ``needs`` it has one."""
        return all(any(layer in layers for layer in group) for group in self.needs)

    def withheld(self, key: str, layers: frozenset[str]) -> bool:
        """Whether the number ``key`` is null for a file with these layers."""
        return any(key.startswith(prefix) and layer not in layers for prefix, layer in self.parts)


class Prepared:
    """A task's counts made ready for many weighted headlines: only the sums of columns that the headline needs.

    ``matrix`` is (documents, forms).
    """

    def __init__(self, task: Task, counts: Counts) -> None:
        self._task, self._places, self._forms = task, counts.places, task.headline_forms
        self._ranked = None if counts.ranking is None else counts.ranking.summer(len(counts.doc_ids))
        self.matrix = counts.summed(self._forms)

    def headline(self, summed: Floats, weights: Floats | None = None) -> Floats:
        """Returns the headline of sums over documents, (…, forms): of ``weights @ matrix`` or any other.

        A task with a ranking needs the ``weights`` themselves, (…, documents).
        """
        hits, items = (None, None) if self._ranked is None or weights is None else self._ranked(weights)
        return self._task.headline_value(Sums(self._places, summed, hits, items, self._forms))
