"""Reads a corpus, its gold and predictions for it side by side, some documents at a time, so that memory is bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from onrecord.columns import EntityColumns, TextColumns
from onrecord.faults import FaultLog
from onrecord.files import Place
from onrecord.layers import Document, Record, Track
from onrecord.records import (
    check_gold,
    check_predictions,
    document_batches,
    tell_duplicate,
    tell_missing,
    tell_mixed,
    tell_unknown,
)
from onrecord.rows import Reader, collector_resting, refusal
from onrecord.tracks import MixedScores, given_of


class Batch(NamedTuple):
    """Some documents, each with its gold and with what each file predicts for it (None without a record).

    ``given`` is what the track ``given`` shows of each, None in the track ``text``.
    """

    documents: Sequence[Document]
    gold: list[Record]
    gold_columns: EntityColumns
    given: list[Record] | None
    predicted: list[list[Record | None]]
    predicted_columns: list[EntityColumns]


class Unaligned(Exception):
    """The same lines of two files are not of the same documents."""


class Sources(NamedTuple):
    """The files that are read side by side, in a track; ``installed`` says whose faults those of the first two are."""

    corpus: Path
    gold: Path
    predictions: tuple[Path, ...]
    track: Track
    installed: bool


def read_together(sources: Sources, lines: range | None = None) -> Iterator[Batch]:
    """Yields all documents of a corpus in batches, in its order, with gold and predictions in any order.

    What was yielded counts only if the end is reached: faults are raised there, all of them, first those of the corpus,
    then those of the gold, then those of the first faulty file of predictions.

    With ``lines`` only these lines of each file are read, which must be of the same documents.

    Raises:
        InvalidRecords, UsageError, DataError: as ``read_documents``, ``read_gold`` and ``read_predictions``.
        Unaligned: with ``lines``, they are not of the same documents.
    """
    corpus, gold, predictions, track, installed = sources
    documents = Reader(corpus, Document, FaultLog(), every_key=True, installed=installed, lines=lines)
    wanted = _Lookup(Reader(gold, Record, FaultLog(), every_key=True, installed=installed, lines=lines))
    offered = [_Lookup(Reader(path, Record, FaultLog(), lines=lines)) for path in predictions]
    mixed = [MixedScores() for _ in predictions]
    missing: list[str] = []
    with collector_resting():
        for texts in document_batches(documents):
            if documents.log:
                continue
            yield from _read_batch(texts, wanted, offered, mixed, missing, track)
            if lines is not None and any(lookup.passed for lookup in (wanted, *offered)):
                raise Unaligned
        if documents.log:
            raise refusal(documents.log, installed=installed)
        wanted.finish()
        # Where lines were refused, a document may have its record among them.
        for doc_id in [] if wanted.log else missing:
            tell_missing(wanted.reader, doc_id)
        if wanted.log:
            raise refusal(wanted.log, installed=installed)
        for lookup, scores in zip(offered, mixed, strict=True):
            lookup.finish()
            tell_mixed(lookup.reader, scores)
            if lookup.log:
                raise refusal(lookup.log)


def _read_batch(
    texts: TextColumns,
    wanted: _Lookup,
    offered: list[_Lookup],
    mixed: list[MixedScores],
    missing: list[str],
    track: Track,
) -> Iterator[Batch]:
    """Yields the batch, or nothing once a file has faults: these are then all that is still looked for."""
    documents = texts.documents
    ids = [document.id for document in documents]
    found = wanted.take(ids)
    missing += [doc_id for doc_id in ids if doc_id not in found]
    rows = [found[doc_id] for doc_id in ids if doc_id in found]
    gold = [record for _, record in rows]
    columns = EntityColumns(gold)
    beside = texts if not missing else TextColumns([document for document in documents if document.id in found])
    check_gold(wanted.reader, rows, beside, columns)
    if wanted.log or len(gold) < len(documents):
        return
    given = None if track == "text" else [given_of(record) for record in gold]
    predicted, predicted_columns = [], []
    for lookup, scores in zip(offered, mixed, strict=True):
        found = lookup.take(ids)
        placed = [found.get(doc_id) for doc_id in ids]
        records = [None if row is None else row[1] for row in placed]
        predicted.append(records)
        predicted_columns.append(EntityColumns(records))
        check_predictions(lookup.reader, placed, texts, given, scores, predicted_columns[-1])
    if not any(lookup.log for lookup in offered):
        yield Batch(documents, gold, columns, given, predicted, predicted_columns)


class _Lookup:
    """Finds the records of one file by document, in whatever order they stand, reading it once from start to end.

    Records that come before they are asked for are not kept but read once more (those of a pipe are kept).
    """

    def __init__(self, reader: Reader[Record]) -> None:
        self.reader, self.log = reader, reader.log
        self._rows = reader.rows()
        self._regular = reader.path.is_file()
        self._stream: BinaryIO | None = None
        self._taken: set[str] = set()
        self.passed: dict[str, tuple[Place, Record | None]] = {}
        self._again: list[tuple[Place, str]] = []

    def take(self, ids: Iterable[str]) -> dict[str, tuple[Place, Record]]:
        """Returns the records of some documents that were not asked for before; those without one are absent."""
        found = {}
        missing = dict.fromkeys(ids)
        for doc_id in [doc_id for doc_id in missing if doc_id in self.passed]:
            place, record = self.passed.pop(doc_id)
            found[doc_id] = (place, record or self._read_again(place))
            del missing[doc_id]
        self._taken.update(found)
        while missing:
            row = next(self._rows, None)
            if row is None:
                break
            place, record = row
            doc_id = record.doc_id
            if doc_id in missing:
                found[doc_id] = row
                self._taken.add(doc_id)
                del missing[doc_id]
            else:
                self._pass(place, record)
        return found

    def finish(self) -> None:
        """Reads what is left, and tells the records that no document asked for or that stood before."""
        for place, record in self._rows:
            self._pass(place, record)
        if self._stream is not None:
            self._stream.close()
        unclaimed = [(place, doc_id) for doc_id, (place, _) in self.passed.items()]
        for place, doc_id in sorted(unclaimed + self._again):
            (tell_duplicate if doc_id in self._taken else tell_unknown)(self.reader, place, doc_id)

    def _pass(self, place: Place, record: Record) -> None:
        if record.doc_id in self._taken or record.doc_id in self.passed:
            self._again.append((place, record.doc_id))
        else:
            self.passed[record.doc_id] = (place, None if self._regular else record)

    def _read_again(self, place: Place) -> Record:
        try:
            if self._stream is None:
                self._stream = open(self.reader.path, "rb")  # noqa: SIM115  # until all is read
            self._stream.seek(place.offset)
            return msgspec.json.decode(self._stream.readline(), type=Record)
        except OSError as error:
            raise self.reader.unreadable(error) from None
