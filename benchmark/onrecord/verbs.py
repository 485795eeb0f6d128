"""The face's verbs over the installed data: predict with a system, score what it predicted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.goldsets import collected, installed_gold
from onrecord.layers import Record, Track
from onrecord.report import Report
from onrecord.running import predict_records
from onrecord.store import installed
from onrecord.systems import System, make_system


def predict(system: str | System, split: str = "article", *, track: Track = "text", seed: int = 1) -> list[Record]:
    """Predicts a split of the installed data with a system, given by itself or by its name.

    Raises:
        UsageError: there is no such system. DataError: there is no such split.
        InvalidRecords, IncompleteRun: the system yields a record that breaks a rule, or fails.
    """
    made = make_system(system, seed=seed) if isinstance(system, str) else system
    inputs = installed_gold(installed(), split, track=track).inputs()
    return list(predict_records(made, inputs, name=made.card.title))


def score(
    predictions: str | Path | Iterable[Record],
    split: str = "article",
    *,
    track: Track = "text",
    seed: int = 1,
    slices: Iterable[str] = (),
) -> Report:
    """Scores predictions, a file of JSON Lines or records in memory, against a split of the installed data.

    Args:
        predictions: a path, or records in any order; documents without a record count as predicted empty.
        split: ``article``, ``train``, ``validation`` or ``test``.
        track: ``text``, or ``given`` for predictions made from what that track gives.
        seed: of the resampling behind the intervals.
        slices: document fields (``genre``, ``topic``) by whose values the numbers are given too.

    Raises:
        InvalidRecords: a record breaks a rule. UsageError: the file cannot be read. DataError: there is no such split.
    """
    gold = installed_gold(installed(), split, track=track, seed=seed)
    if isinstance(predictions, str | Path):
        return gold.report(gold.read(Path(predictions)), slices=slices)
    return gold.report(collected(predictions, gold), slices=slices)
