"""Scores one system's predictions: each task with its headline, interval, numbers, signature, and the coverage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import UNSET, Struct

from onrecord.counts import Counts, Task
from onrecord.layers import Track
from onrecord.numbers import Floats
from onrecord.resampling import FEW_DOCUMENTS, FEWEST_DOCUMENTS, RESAMPLES, bootstrap, interval
from onrecord.tabulation import Coverage, Tabulated
from onrecord.tasks import TASKS

_DIGITS = 12
"""Numbers in JSON are rounded to this many decimals, so that a last bit of arithmetic does not change a file."""


class Scored(Struct, frozen=True, kw_only=True):
    """One task's result. ``headline`` is null if undefined or not submitted, ``interval`` if it cannot be given."""

    signature: str
    headline: float | None
    interval: tuple[float, float] | None
    numbers: dict[str, float | None]


class Report(Struct, frozen=True, kw_only=True):
    """The result of scoring one file of predictions against one split in one track."""

    documents: int
    split: str
    track: Track
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
    track: Track
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


def make_report(run: Tabulated, scope: Scope, *, slices: Iterable[str] = ()) -> Report:
    """Turns the tables of a run into its numbers.

    Args:
        run: what was counted.
        scope: what stands in the signatures.
        slices: names of document fields (of ``SLICES``) by whose values the numbers are given too.
    """
    tables = {task.name: (task, run.tables[task.name]) for task in TASKS[scope.track]}
    parts: dict[str, dict[str, dict[str, Scored]]] = {}
    for name in slices:
        rows: dict[str, list[int]] = {}
        for index, value in enumerate(run.fields[name]):
            rows.setdefault(value, []).append(index)
        parts[name] = {
            value: _scored(_selected(tables, rows[value]), run.layers, scope, f"{name}={value}")
            for value in sorted(rows)
        }
    return Report(
        documents=run.documents,
        split=scope.split,
        track=scope.track,
        tasks=_scored(tables, run.layers, scope),
        coverage=run.coverage,
        slices=parts or UNSET,
    )


def _selected(tables: Mapping[str, tuple[Task, Counts]], rows: Sequence[int]) -> dict[str, tuple[Task, Counts]]:
    """Returns the tables of some documents; those without rows are of tasks that are not submitted."""
    return {name: (task, counts.select(rows) if counts.doc_ids else counts) for name, (task, counts) in tables.items()}


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
    absent = [task.name for task in TASKS[report.track] if not task.submitted(layers)]
    if absent:
        told.append(f"not submitted, so not scored: {', '.join(absent)}")
    return told


def _scored(
    tables: Mapping[str, tuple[Task, Counts]], layers: frozenset[str], scope: Scope, part: str = ""
) -> dict[str, Scored]:
    """Returns each task's result over the same documents; the intervals share their resamples."""
    numbers = {name: numbers_of(task, counts, layers) for name, (task, counts) in tables.items()}
    documents = max((len(counts.doc_ids) for _, counts in tables.values()), default=0)
    defined = {name: table for name, table in tables.items() if numbers[name][table[0].headline] is not None}
    values: dict[str, Floats] = {}
    if documents >= FEWEST_DOCUMENTS and scope.resamples:
        values = bootstrap(defined, seed=scope.seed, resamples=scope.resamples)
    result = {}
    for name, (task, _) in tables.items():
        ends = interval(values[name], documents) if name in values else None
        result[name] = Scored(
            signature=scope.signature(task, part),
            headline=numbers[name][task.headline],
            interval=None if ends is None else (round(ends.low, _DIGITS), round(ends.high, _DIGITS)),
            numbers=numbers[name],
        )
    return result


def numbers_of(task: Task, counts: Counts, layers: frozenset[str]) -> dict[str, float | None]:
    """Returns a task's numbers for a file that submits some layers, None where undefined or not submitted."""
    submitted = task.submitted(layers)
    return {
        key: plain(value) if submitted and not task.withheld(key, layers) else None
        for key, value in task.numbers(counts.sums()).items()
    }


def plain(value: Floats) -> float | None:
    """Returns a number as JSON has it: rounded, and None where it is undefined."""
    number = float(value)
    return None if math.isnan(number) else round(number, _DIGITS)
