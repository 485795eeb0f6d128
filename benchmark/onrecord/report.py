"""Scores one system's predictions: each task with its headline, interval, numbers, signature, and the coverage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from onrecord.cases import Case
from onrecord.counts import Counts, Task
from onrecord.layers import LAYERS, Document, Record
from onrecord.numbers import Floats
from onrecord.records import Predictions, submitted_layers
from onrecord.resampling import FEW_DOCUMENTS, FEWEST_DOCUMENTS, RESAMPLES, bootstrap, interval
from onrecord.tasks import TASKS

_DIGITS = 12
"""Numbers in JSON are rounded to this many decimals, so that a last bit of arithmetic does not change a file."""


class Scored(Struct, frozen=True, kw_only=True):
    """One task's result. ``headline`` is null if undefined or not submitted, ``interval`` if it cannot be given."""

    signature: str
    headline: float | None
    interval: tuple[float, float] | None
    numbers: dict[str, float | None]


class Coverage(Struct, frozen=True):
    """How many documents of the split a file covers: with a record at all, and with each layer that it submits."""

    records: int
    layers: dict[str, int]


class Report(Struct, frozen=True, kw_only=True):
    """The result of scoring one file of predictions against one split in one track."""

    documents: int
    split: str
    track: str
    tasks: dict[str, Scored]
    coverage: Coverage
    slices: dict[str, dict[str, dict[str, Scored]]] | msgspec.UnsetType = UNSET

    def to_json(self) -> bytes:
        """Returns the report as indented JSON, keys in a fixed order, with a line feed at the end."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


class Scope(Struct, frozen=True, kw_only=True):
    """What numbers speak of, beside the task: two numbers may be compared only if all of this is equal."""

    data: str
    split: str
    track: str
    seed: int = 1
    resamples: int = RESAMPLES
    version: str

    def signature(self, task: Task, part: str = "") -> str:
        """Returns the signature of a task's numbers; ``part`` names a slice."""
        split = f"{self.split}/{part}" if part else self.split
        return "|".join(
            (
                "onrecord",
                f"{task.name}:{task.reading}",
                f"data:{self.data}",
                f"split:{split}",
                f"track:{self.track}",
                f"ci:doc{self.resamples}",
                f"seed:{self.seed}",
                f"v:{self.version}",
            )
        )


def make_report(
    documents: Sequence[Document],
    gold: Mapping[str, Record],
    predictions: Predictions | Mapping[str, Record],
    scope: Scope,
    *,
    seen_targets: frozenset[str] | None = None,
    slices: Iterable[str] = (),
) -> Report:
    """Scores predictions against gold in every task.

    Args:
        documents: the documents of the split; one without a predicted record counts as predicted empty.
        gold: a record for each document, by id.
        predictions: what ``read_predictions`` returned, or records by id.
        scope: what stands in the signatures.
        seen_targets: the words of the targets in training data, None if there are no training data.
        slices: names of document fields (``genre``, ``topic``) by whose values the numbers are given too.
    """
    if not isinstance(predictions, Predictions):
        predictions = Predictions(dict(predictions), submitted_layers(predictions))
    cases = [
        Case(document, gold[document.id], predictions.records.get(document.id), seen_targets) for document in documents
    ]
    tables = {task.name: task.table(cases) for task in TASKS}
    layers = predictions.layers
    parts: dict[str, dict[str, dict[str, Scored]]] = {}
    for name in slices:
        values = sorted({str(getattr(document, name)) for document in documents})
        parts[name] = {}
        for value in values:
            rows = [index for index, document in enumerate(documents) if str(getattr(document, name)) == value]
            parts[name][value] = {
                task.name: _scored(task, tables[task.name].select(rows), layers, scope, f"{name}={value}")
                for task in TASKS
            }
    return Report(
        documents=len(documents),
        split=scope.split,
        track=scope.track,
        tasks={task.name: _scored(task, tables[task.name], layers, scope) for task in TASKS},
        coverage=_coverage(documents, predictions),
        slices=parts or UNSET,
    )


def notes(report: Report) -> list[str]:
    """Returns what a reader must be told beside the numbers: missing intervals, short ones, missing documents."""
    told = []
    if report.documents < FEWEST_DOCUMENTS:
        told.append(f"no intervals: they need {FEWEST_DOCUMENTS} documents, and this split has {report.documents}")
    elif report.documents < FEW_DOCUMENTS:
        told.append(f"intervals are too short with fewer than {FEW_DOCUMENTS} documents (here {report.documents})")
    missing = report.documents - report.coverage.records
    if missing:
        told.append(f"{missing} of {report.documents} documents have no record; they count as predicted empty")
    for layer, covered in report.coverage.layers.items():
        if covered < report.coverage.records:
            told.append(f"{layer}: {report.coverage.records - covered} records lack the layer and count as empty in it")
    layers = frozenset(report.coverage.layers)
    absent = [task.name for task in TASKS if not task.submitted(layers)]
    if absent:
        told.append(f"not submitted, so not scored: {', '.join(absent)}")
    return told


def _scored(task: Task, counts: Counts, layers: frozenset[Any], scope: Scope, part: str = "") -> Scored:
    signature = scope.signature(task, part)
    keys = task.numbers(counts.sums())
    if not task.submitted(layers):
        return Scored(signature=signature, headline=None, interval=None, numbers=dict.fromkeys(keys))
    numbers = {key: None if task.withheld(key, layers) else plain(value) for key, value in keys.items()}
    ends = None
    documents = len(counts.doc_ids)
    if documents >= FEWEST_DOCUMENTS and numbers[task.headline] is not None:
        values = bootstrap(task, counts, seed=scope.seed, resamples=scope.resamples)
        ends = interval(values, documents)
    return Scored(
        signature=signature,
        headline=numbers[task.headline],
        interval=None if ends is None else (round(ends.low, _DIGITS), round(ends.high, _DIGITS)),
        numbers=numbers,
    )


def plain(value: Floats) -> float | None:
    """Returns a number as JSON has it: rounded, and None where it is undefined."""
    number = float(value)
    return None if math.isnan(number) else round(number, _DIGITS)


def _coverage(documents: Sequence[Document], predictions: Predictions) -> Coverage:
    records = [predictions.records[document.id] for document in documents if document.id in predictions.records]
    return Coverage(
        len(records),
        {
            layer: sum(getattr(record, layer) is not UNSET for record in records)
            for layer in (*LAYERS, "unit_scores")
            if layer in predictions.layers
        },
    )
