"""Runs systems on a split, scores them, and sets them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from onrecord.comparison import compare_task
from onrecord.counts import Task
from onrecord.goldsets import GoldSet, installed_gold, pass_gold, read_pass
from onrecord.layers import Record, Track
from onrecord.records import predictions_of
from onrecord.report import Report, make_report
from onrecord.running import predict_records
from onrecord.store import Store
from onrecord.systems import make_system
from onrecord.tabulation import Tabulated
from onrecord.tasks import TASKS


class Reach(Struct, frozen=True):
    """What a split can show in one task: gold items, the widest half-width, the smallest difference (``Comparison``).

    ``half_width`` is None without intervals, ``smallest_difference`` with fewer than two systems as well.
    """

    items: int
    half_width: float | None
    smallest_difference: float | None


class Board(Struct, frozen=True):
    """Systems side by side: each with its report, and what the split can show in each task.

    ``second_pass`` is the second annotation pass scored against the first, before adjudication: the self-consistency
    of one model family, and no ceiling. It is None in the track ``given``, and where a split has no two passes.
    """

    reports: dict[str, Report]
    reach: dict[str, Reach]
    second_pass: Report | None = None


def run_systems(
    store: Store,
    split: str,
    names: Sequence[str],
    *,
    track: Track = "text",
    seed: int = 1,
    watch: Callable[[str, Iterable[Record], int], Iterable[Record]] | None = None,
) -> Board:
    """Predicts a split with each system and scores what comes out.

    ``watch`` wraps the records of a system as they come, to show progress: it is given the name, the records and how
    many there will be.

    Raises:
        UsageError: there is no such system. DataError: there is no such split.
        InvalidRecords, IncompleteRun: a system failed.
    """
    gold = installed_gold(store, split, track=track, seed=seed)
    inputs = gold.inputs()
    reports: dict[str, Report] = {}
    counted: dict[str, Tabulated] = {}
    for name in names:
        stream = predict_records(make_system(name, seed=seed), inputs, name=name)
        watched = stream if watch is None else watch(name, stream, len(inputs))
        counted[name] = gold.tabulated(predictions_of({record.doc_id: record for record in watched}, track))
        reports[name] = make_report(counted[name], gold.scope)
    bare = gold.cases(predictions_of({}, track))
    items = {task: int(task.items(task.table(bare).sums())) for task in TASKS[track]}
    reach = {task.name: _reach(task, size, counted, seed) for task, size in items.items()}
    return Board(reports, reach, second_pass_report(store, gold) if track == "text" else None)


def second_pass_report(store: Store, gold: GoldSet) -> Report | None:
    """Scores a split's second annotation pass against its first; None for a split without two whole passes.

    Raises:
        DataError, InvalidRecords: a pass cannot be read or breaks a rule.
    """
    first, second = (store.pass_file(gold.scope.split, number) for number in ("first", "second"))
    if not (first.is_file() and second.is_file()):
        return None
    records = read_pass(second, gold.documents)
    if len(records) < len(gold.documents):
        return None
    return pass_gold(store, gold, first).report(predictions_of(records, "text"))


def _reach(task: Task, items: int, counted: Mapping[str, Tabulated], seed: int) -> Reach:
    tables = {name: run.tables[task.name] for name, run in counted.items() if task.submitted(run.layers)}
    if not tables:
        return Reach(items, None, None)
    found = compare_task(task, tables, seed=seed)
    return Reach(items, found.half_width, found.smallest_difference)
