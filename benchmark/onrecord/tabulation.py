"""Counts the documents of one run, some at a time, into a table for each task, with what the run covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import UNSET, Struct

from onrecord.cases import Case
from onrecord.counts import Counts
from onrecord.faults import UsageError
from onrecord.foreign import shown
from onrecord.layers import Document, Record, Track
from onrecord.records import submittable
from onrecord.tasks import TASKS

SLICES = ("genre", "topic")
"""The fields of a document by whose values numbers are given too."""


class Coverage(Struct, frozen=True):
    """How many documents of the split a file covers: with a record at all, and with each layer that it submits."""

    records: int
    layers: dict[str, int]


class Tabulated(NamedTuple):
    """A run's tables by task, over the same documents; those of tasks that it does not submit have no rows.

    ``layers`` are those that the run submits. ``fields`` gives for each name in ``SLICES`` the value of each document.
    """

    documents: int
    fields: dict[str, list[str]]
    tables: dict[str, Counts]
    coverage: Coverage
    layers: frozenset[str]


class LateLayer(Exception):
    """A layer first comes after documents were counted without its tasks; all must be counted again."""


class Tabulator:
    """Takes the cases of a run, some at a time, and gives its tables.

    Tasks of which no record so far has the layers are left out, since most of the work is saved so. If such a layer
    comes later after all, ``LateLayer`` is raised; with ``every_task`` none is left out. ``layers`` are those that are
    known beforehand to be submitted.
    """

    def __init__(self, track: Track, *, every_task: bool = False, layers: frozenset[str] = frozenset()) -> None:
        self._track, self._every_task, self._known = track, every_task, layers
        self._parts: dict[str, list[Counts]] = {task.name: [] for task in TASKS[track]}
        self._fields: dict[str, list[str]] = {name: [] for name in SLICES}
        self._documents = self._records = 0
        self._layers = dict.fromkeys(submittable(track), 0)

    def add(self, cases: Sequence[Case], records: Sequence[Record | None]) -> None:
        """Counts some documents; ``records`` are the predicted ones as they were submitted.

        Raises:
            LateLayer: see the class.
        """
        for layer in self._layers:
            self._layers[layer] += sum(record is not None and getattr(record, layer) is not UNSET for record in records)
        submitted = self._submitted()
        for task in TASKS[self._track]:
            if self._every_task or task.submitted(submitted):
                if self._documents and not self._parts[task.name]:
                    raise LateLayer
                self._parts[task.name].append(task.table(cases))
        self._documents += len(cases)
        self._records += sum(record is not None for record in records)
        for name, values in self._fields.items():
            values += [field_of(case.document, name) for case in cases]

    def result(self) -> Tabulated:
        """Returns the tables of all that was added."""
        submitted = self._submitted()
        tables = {}
        for task in TASKS[self._track]:
            parts = self._parts[task.name] if task.submitted(submitted) else []
            tables[task.name] = Counts.merge(parts) if parts else task.table([])
        layers = {layer: count for layer, count in self._layers.items() if count}
        return Tabulated(self._documents, self._fields, tables, Coverage(self._records, layers), submitted)

    def _submitted(self) -> frozenset[str]:
        return self._known.union(layer for layer, count in self._layers.items() if count)


def field_of(document: Document, name: str) -> str:
    """Returns a document's value of one of ``SLICES``."""
    return str(getattr(document, name))


def chosen_slices(names: str | Iterable[str]) -> tuple[str, ...]:
    """Returns the names of slices, given one by one or as words with commas between.

    Raises:
        UsageError: there is no such slice.
    """
    chosen = [name for name in names.split(",") if name] if isinstance(names, str) else list(names)
    require_named("slice", chosen, SLICES)
    return tuple(chosen)


def require_named(what: str, names: Iterable[object], choices: tuple[str, ...]) -> None:
    """Raises ``UsageError`` if one of the names is none of the choices."""
    for name in names:
        if name not in choices:
            raise UsageError(f"there is no {what} {shown(str(name), 80)!r}; choose from: {', '.join(choices)}")
