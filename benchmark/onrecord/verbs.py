"""The face's verbs over the installed data: predict with a system, score what it predicted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.checks import record_problems
from onrecord.faults import Fault, FaultLog, InvalidRecords
from onrecord.goldsets import installed_gold
from onrecord.layers import Document, Record
from onrecord.records import read_predictions
from onrecord.report import Report
from onrecord.running import inputs_of, predict_records
from onrecord.store import installed
from onrecord.systems import System, make_system


def predict(system: str | System, split: str = "article", *, seed: int = 1) -> list[Record]:
    """Predicts a split of the installed data with a system, given by itself or by its name.

    Raises:
        UsageError: there is no such system. DataError: there is no such split.
        InvalidRecords, IncompleteRun: the system yields a record that breaks a rule, or fails.
    """
    made = make_system(system, seed=seed) if isinstance(system, str) else system
    return list(predict_records(made, inputs_of(installed().documents(split)), name=made.card.title))


def score(
    predictions: str | Path | Iterable[Record], split: str = "article", *, seed: int = 1, slices: Iterable[str] = ()
) -> Report:
    """Scores predictions, a file of JSON Lines or records in memory, against a split of the installed data.

    Args:
        predictions: a path, or records in any order; documents without a record count as predicted empty.
        split: ``article``, ``train``, ``validation`` or ``test``.
        seed: of the resampling behind the intervals.
        slices: document fields (``genre``, ``topic``) by whose values the numbers are given too.

    Raises:
        InvalidRecords: a record breaks a rule. UsageError: the file cannot be read. DataError: there is no such split.
    """
    gold = installed_gold(installed(), split, seed=seed)
    if isinstance(predictions, str | Path):
        return gold.report(read_predictions(predictions, gold.documents), slices=slices)
    return gold.report(_checked(predictions, gold.documents), slices=slices)


def _checked(records: Iterable[Record], documents: Iterable[Document]) -> dict[str, Record]:
    by_id = {document.id: document for document in documents}
    found: dict[str, Record] = {}
    log = FaultLog()
    for record in records:
        if record.doc_id not in by_id:
            log.add(Fault("unknown-doc", "no document of this split has this id", doc_id=record.doc_id))
        elif record.doc_id in found:
            log.add(Fault("duplicate-doc", "the document has a record before", doc_id=record.doc_id))
        else:
            found[record.doc_id] = record
            for path, rule, message in record_problems(record, by_id[record.doc_id]):
                log.add(Fault(rule, message, doc_id=record.doc_id, path=path))
    if log:
        raise InvalidRecords(log)
    return found
