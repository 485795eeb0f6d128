"""What predictions are scored against: documents with their gold, and the scope that their numbers will have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from onrecord.cases import Case
from onrecord.faults import Fault, FaultLog, InvalidRecords
from onrecord.layers import Document, Input, Record, Track
from onrecord.records import Predictions, predictions_of, read_documents, read_gold, read_predictions
from onrecord.report import Report, Scope, make_report
from onrecord.store import Store, digest
from onrecord.tracks import checked, completed, given_of, inputs_of
from onrecord.version import DATA_VERSION, VERSION


class GoldSet(NamedTuple):
    """Documents, their gold by id, what a signature says of them, and the targets that training data have."""

    documents: tuple[Document, ...]
    records: dict[str, Record]
    scope: Scope
    seen_targets: frozenset[str] | None

    @property
    def given(self) -> dict[str, Record] | None:
        """What the track ``given`` shows of each document; None in the track ``text``."""
        if self.scope.track == "text":
            return None
        return {doc_id: given_of(record) for doc_id, record in self.records.items()}

    def read(self, predictions: Path) -> Predictions:
        """Reads a file of predictions for this gold.

        Raises:
            InvalidRecords, UsageError: as ``read_predictions``.
        """
        return read_predictions(predictions, self.documents, self.given)

    def inputs(self) -> tuple[Input, ...]:
        """Returns what a system may see of each document."""
        return inputs_of(self.documents, self.records, self.scope.track)

    def cases(self, predictions: Predictions) -> list[Case]:
        """Returns each document with its gold and prediction; in the track ``given`` completed by what was given."""
        given = self.given
        cases = []
        for document in self.documents:
            record = predictions.records.get(document.id)
            if record is not None and given is not None:
                record = completed(record, given[document.id])
            gold = self.records[document.id]
            cases.append(Case(document, gold, record, self.seen_targets, given=given is not None))
        return cases

    def report(self, predictions: Predictions, *, slices: Iterable[str] = ()) -> Report:
        """Scores predictions against this gold."""
        return make_report(self.cases(predictions), predictions, self.scope, slices=slices)


def installed_gold(store: Store, split: str, *, track: Track = "text", seed: int = 1) -> GoldSet:
    """Reads a split of a store.

    Raises:
        DataError, InvalidRecords: the split is not there or breaks a rule (exit code 4).
    """
    documents = store.documents(split)
    sha = digest(store.documents_file(split), store.gold_file(split))
    scope = Scope(data=f"{DATA_VERSION}+{sha}", split=split, track=track, seed=seed, version=VERSION)
    return GoldSet(documents, store.gold(split), scope, store.seen_targets())


def own_gold(corpus: Path, gold: Path, *, track: Track = "text", seed: int = 1) -> GoldSet:
    """Reads documents and gold of one's own.

    Raises:
        UsageError, InvalidRecords: a file cannot be read or breaks a rule (exit code 3).
    """
    documents = read_documents(corpus)
    scope = Scope(data=f"own+{digest(corpus, gold)}", split="own", track=track, seed=seed, version=VERSION)
    return GoldSet(documents, read_gold(gold, documents), scope, None)


def collected(records: Iterable[Record], gold: GoldSet) -> Predictions:
    """Checks records in memory against the documents that they join, as a file of them would be checked.

    Raises:
        InvalidRecords: a record breaks a rule.
    """
    by_id = {document.id: document for document in gold.documents}
    given = gold.given
    found: dict[str, Record] = {}
    log = FaultLog()
    for record in records:
        if record.doc_id not in by_id:
            log.add(Fault("unknown-doc", "no document of this split has this id", doc_id=record.doc_id))
        elif record.doc_id in found:
            log.add(Fault("duplicate-doc", "the document has a record before", doc_id=record.doc_id))
        else:
            document = by_id[record.doc_id]
            whole, problems = checked(record, Input(document, None if given is None else given[document.id]))
            for path, rule, message in problems:
                log.add(Fault(rule, message, doc_id=record.doc_id, path=path))
            if whole is not None:
                found[record.doc_id] = whole
    if log:
        raise InvalidRecords(log)
    return predictions_of(found, gold.scope.track)
