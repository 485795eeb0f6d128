"""What predictions are scored against: documents with their gold, and the scope that their numbers will have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.cases import Case, CaseBatch, Seen
from onrecord.faults import Fault, FaultLog, InvalidRecords, UsageError
from onrecord.foreign import shown
from onrecord.layers import Document, Input, Record, Stance, Track
from onrecord.records import Predictions, predictions_of, read_documents, read_gold, read_predictions
from onrecord.report import Report, Scope, make_report
from onrecord.resampling import RESAMPLES
from onrecord.shards import count_in_shards
from onrecord.store import Store, digest
from onrecord.streams import Sources, read_together
from onrecord.tabulation import LateLayer, Tabulated, Tabulator
from onrecord.tracks import MixedScores, checked, completed, given_of, inputs_of
from onrecord.version import DATA_VERSION, VERSION


class GoldSet(NamedTuple):
    """Documents, their gold by id, what a signature says of them, and what training data have (None without)."""

    documents: tuple[Document, ...]
    records: dict[str, Record]
    scope: Scope
    seen: Seen | None

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
        gold = [self.records[document.id] for document in self.documents]
        records = [predictions.records.get(document.id) for document in self.documents]
        given = None if self.scope.track == "text" else [given_of(record) for record in gold]
        return _cases(self.documents, gold, given, records, self.seen)

    def tabulated(self, predictions: Predictions) -> Tabulated:
        """Counts predictions against this gold."""
        tabulator = Tabulator(self.scope.track, layers=predictions.layers)
        tabulator.add(self.cases(predictions), [predictions.records.get(document.id) for document in self.documents])
        return tabulator.result()

    def report(self, predictions: Predictions, *, slices: Iterable[str] = ()) -> Report:
        """Scores predictions against this gold."""
        return make_report(self.tabulated(predictions), self.scope, slices=slices)


class GoldFiles(NamedTuple):
    """A corpus file and its gold, not yet read: for files of any size, which are scored without holding them whole."""

    corpus: Path
    gold: Path
    scope: Scope
    seen: Seen | None
    installed: bool
    stamps: tuple[tuple[int, int], ...]

    def read(self) -> GoldSet:
        """Reads all of it.

        Raises:
            DataError, InvalidRecords: a file is missing or breaks a rule (exit code 4 for installed data, else 3).
            UsageError: a file of one's own cannot be read, or changed since its hash was taken.
        """
        documents = read_documents(self.corpus, installed=self.installed)
        gold = read_gold(self.gold, documents, installed=self.installed)
        self._require_unchanged()
        return GoldSet(documents, gold, self.scope, self.seen)

    def tabulated(self, predictions: Sequence[Path]) -> list[Tabulated]:
        """Reads files of predictions beside the gold, once and some documents at a time, and counts them.

        Raises:
            InvalidRecords, UsageError, DataError: a file cannot be read or breaks a rule.
        """
        sources = Sources(self.corpus, self.gold, tuple(predictions), self.scope.track, self.installed)
        found = count_in_shards((self.corpus, self.gold, *predictions), partial(self._count, sources))
        if found is None:
            try:
                # What comes through a pipe cannot be counted a second time.
                found = self._count(sources, every_task=not all(path.is_file() for path in predictions))
            except LateLayer:
                found = self._count(sources, every_task=True)
        self._require_unchanged()
        return found

    def report(self, predictions: Path, *, slices: Iterable[str] = ()) -> Report:
        """Scores a file of predictions against this gold.

        Raises:
            InvalidRecords, UsageError, DataError: a file cannot be read or breaks a rule.
        """
        (run,) = self.tabulated([predictions])
        return make_report(run, self.scope, slices=slices)

    def _count(self, sources: Sources, lines: range | None = None, *, every_task: bool = False) -> list[Tabulated]:
        tabulators = [Tabulator(sources.track, every_task=every_task) for _ in sources.predictions]
        for batch in read_together(sources, lines):
            for tabulator, records, columns in zip(tabulators, batch.predicted, batch.predicted_columns, strict=True):
                cases = _cases(batch.documents, batch.gold, batch.given, records, self.seen)
                tabulator.add(CaseBatch(cases, batch.gold_columns, columns), records)
        return [tabulator.result() for tabulator in tabulators]

    def _require_unchanged(self) -> None:
        if _stamps(self.corpus, self.gold) != self.stamps:
            raise UsageError(f"{self.corpus} or {self.gold} changed while it was read; score again")


def installed_files(
    store: Store, split: str, *, track: Track = "text", seed: int = 1, resamples: int = RESAMPLES
) -> GoldFiles:
    """Returns a split of a store.

    Raises:
        DataError: the split is not there.
    """
    corpus, gold = store.required(split)
    stamps, data = _stamps(corpus, gold), f"{DATA_VERSION}+{digest(corpus, gold)}"
    scope = Scope(data=data, split=split, track=track, seed=seed, resamples=resamples, version=VERSION)
    return GoldFiles(corpus, gold, scope, store.seen(), installed=True, stamps=stamps)


def own_files(
    corpus: Path, gold: Path, *, track: Track = "text", seed: int = 1, resamples: int = RESAMPLES
) -> GoldFiles:
    """Returns documents and gold of one's own.

    Raises:
        UsageError: a file cannot be read.
    """
    for path in (corpus, gold):
        if path.exists() and not path.is_file():
            raise UsageError(f"{path}: not a regular file; corpus and gold are read more than once")
    try:
        stamps, sha = _stamps(corpus, gold), digest(corpus, gold)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be read: {error.strerror or error}") from None
    scope = Scope(data=f"own+{sha}", split="own", track=track, seed=seed, resamples=resamples, version=VERSION)
    return GoldFiles(corpus, gold, scope, None, installed=False, stamps=stamps)


def _stamps(*paths: Path) -> tuple[tuple[int, int], ...]:
    """Returns sizes and times of change: a file that has other ones is not the file that was hashed."""
    return tuple((status.st_size, status.st_mtime_ns) for status in (path.stat() for path in paths))


def installed_gold(store: Store, split: str, *, track: Track = "text", seed: int = 1) -> GoldSet:
    """Reads a split of a store.

    Raises:
        DataError, InvalidRecords: the split is not there or breaks a rule (exit code 4).
    """
    return installed_files(store, split, track=track, seed=seed).read()


def pass_gold(store: Store, gold: GoldSet, path: Path) -> GoldSet:
    """Returns a split with an annotation pass in the place of its gold.

    Raises:
        DataError, InvalidRecords: the pass cannot be read or breaks a rule (exit code 4).
    """
    data = f"{DATA_VERSION}+{digest(store.documents_file(gold.scope.split), path)}"
    return gold._replace(records=read_pass(path, gold.documents), scope=replace(gold.scope, data=data))


def read_pass(path: Path, documents: Sequence[Document]) -> dict[str, Record]:
    """Reads an annotation pass in the form of gold, in which silence is no row.

    Raises:
        DataError, InvalidRecords: the pass cannot be read or breaks a rule (exit code 4).
    """
    return without_silence(read_gold(path, documents, installed=True, passes=True))


def without_silence(records: Mapping[str, Record]) -> dict[str, Record]:
    """Returns the records of a pass in the form of gold: the label `silent` is no row."""
    return {doc_id: replace(record, stances=_spoken(record)) for doc_id, record in records.items()}


def _spoken(record: Record) -> tuple[Stance, ...]:
    return tuple(stance for stance in record.stances or () if stance.label != "silent")


def own_gold(corpus: Path, gold: Path, *, track: Track = "text", seed: int = 1) -> GoldSet:
    """Reads documents and gold of one's own.

    Raises:
        UsageError, InvalidRecords: a file cannot be read or breaks a rule (exit code 3).
    """
    return own_files(corpus, gold, track=track, seed=seed).read()


def _cases(
    documents: Sequence[Document],
    gold: Sequence[Record],
    given: Sequence[Record] | None,
    predicted: Sequence[Record | None],
    seen: Seen | None,
) -> list[Case]:
    """Returns documents beside their gold and prediction, which is completed by what was given, if anything was."""
    if given is None:
        return [Case(*row, seen) for row in zip(documents, gold, predicted, strict=True)]
    return [
        Case(document, wanted, record and completed(record, shown), seen, given=True)
        for document, wanted, shown, record in zip(documents, gold, given, predicted, strict=True)
    ]


def collected(records: Iterable[Record], gold: GoldSet) -> Predictions:
    """Checks records in memory against the documents that they join, as a file of them would be checked.

    Raises:
        InvalidRecords: a record breaks a rule.
    """
    by_id = {document.id: document for document in gold.documents}
    given = gold.given
    found: dict[str, Record] = {}
    mixed = MixedScores()
    log = FaultLog()
    for record in records:
        if not isinstance(record, Record) or not isinstance(record.doc_id, str):
            log.add(Fault("type", f"{shown(repr(record), 80)} is no Record with the id of a document"))
        elif record.doc_id not in by_id:
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
                mixed.see(whole)
    told = mixed.fault()
    if told is not None:
        _, doc_id, (path, rule, message) = told
        log.add(Fault(rule, message, doc_id=doc_id, path=path))
    if log:
        raise InvalidRecords(log)
    return predictions_of(found, gold.scope.track)
