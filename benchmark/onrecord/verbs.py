"""The face's verbs over the installed data: predict with a system, score what it predicted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.foreign import shown
from onrecord.goldsets import collected, installed_files, installed_gold
from onrecord.layers import TRACKS, Record, Track
from onrecord.report import Report
from onrecord.running import predict_records
from onrecord.store import installed
from onrecord.systems import System, card_of, make_system
from onrecord.tabulation import chosen_slices, require_named


def predict(system: str | System, split: str = "article", *, track: Track = "text", seed: int = 1) -> list[Record]:
    """Predicts a split of the installed data with a system, given by itself or by its name.

    Raises:
        UsageError: there is no such system or track. DataError: there is no such split.
        InvalidRecords, IncompleteRun: the system yields a record that breaks a rule, or fails.
    """
    require_named("track", [track], TRACKS)
    made = make_system(system, seed=seed) if isinstance(system, str) else system
    card = card_of(made, shown(type(made).__name__, 80))
    inputs = installed_gold(installed(), split, track=track).inputs()
    return list(predict_records(made, inputs, name=card.title))


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
        InvalidRecords: a record breaks a rule. DataError: there is no such split.
        UsageError: the file cannot be read, or there is no such track or slice.
    """
    require_named("track", [track], TRACKS)
    names = chosen_slices(slices)
    files = installed_files(installed(), split, track=track, seed=seed)
    if isinstance(predictions, str | Path):
        return files.report(Path(predictions), slices=names)
    gold = files.read()
    return gold.report(collected(predictions, gold), slices=names)
