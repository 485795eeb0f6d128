"""Runs systems on a split, scores them, and sets them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.goldsets import installed_gold
from onrecord.layers import Record, Track
from onrecord.records import predictions_of
from onrecord.report import Report
from onrecord.running import predict_records
from onrecord.store import Store
from onrecord.systems import make_system


def run_systems(
    store: Store,
    split: str,
    names: Sequence[str],
    *,
    track: Track = "text",
    seed: int = 1,
    watch: Callable[[str, Iterable[Record], int], Iterable[Record]] | None = None,
) -> dict[str, Report]:
    """Predicts a split with each system and scores what comes out; a report by the system's name.

    ``watch`` wraps the records of a system as they come, to show progress: it is given the name, the records and how
    many there will be.

    Raises:
        UsageError: there is no such system. DataError: there is no such split.
        InvalidRecords, IncompleteRun: a system failed.
    """
    gold = installed_gold(store, split, track=track, seed=seed)
    inputs = gold.inputs()
    reports = {}
    for name in names:
        stream = predict_records(make_system(name, seed=seed), inputs, name=name)
        watched = stream if watch is None else watch(name, stream, len(inputs))
        reports[name] = gold.report(predictions_of({record.doc_id: record for record in watched}, track))
    return reports
