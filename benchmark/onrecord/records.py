"""Reads and writes documents and records as JSON Lines, typed and bounded; every fault is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct

from onrecord.checks import record_problems
from onrecord.columns import MOST_DOCUMENTS, EntityColumns, TextColumns
from onrecord.faults import FaultLog
from onrecord.files import Place
from onrecord.gold_checks import document_problems, gold_problems
from onrecord.house_rules import house_problems
from onrecord.layers import LAYERS, Document, Input, Layer, Record, Track
from onrecord.rows import Reader, collector_resting, refusal
from onrecord.shapes import Problem
from onrecord.soundness import sound_entities, sound_texts
from onrecord.tracks import MixedScores, input_problems, prediction_problems

Placed = tuple[Place, Record]
Row = TypeVar("Row")


class Predictions(Struct, frozen=True):
    """The records of one file by document id, and the layers that the file submits (those that any record has)."""

    records: dict[str, Record]
    layers: frozenset[Layer | str]


def encode(row: Struct) -> bytes:
    """Returns the canonical form of a row: compact JSON in UTF-8, keys in declared order, and a line feed."""
    return msgspec.json.encode(row) + b"\n"


def read_documents(path: str | Path, *, installed: bool = False) -> tuple[Document, ...]:
    """Reads a corpus file and checks each document against itself.

    Raises:
        InvalidRecords: a row breaks a rule (exit code 3, or 4 for installed data).
        UsageError, DataError: the file cannot be read (``DataError`` for installed data).
    """
    log = FaultLog()
    reader = Reader(Path(path), Document, log, every_key=True, installed=installed)
    with collector_resting():
        documents = tuple(chain.from_iterable(texts.documents for texts in document_batches(reader)))
    if log:
        raise refusal(log, installed=installed)
    return documents


def read_gold(
    path: str | Path,
    documents: Iterable[Document],
    *,
    installed: bool = False,
    passes: bool = False,
    house: bool = False,
) -> dict[str, Record]:
    """Reads gold records (or, with ``passes``, an annotation pass) and checks them against their documents.

    ``house`` holds them to the rules of the project's own gold as well.

    Returns a record for each document, in the order of ``documents``. A pass may have records of some of them only.

    Raises:
        InvalidRecords, UsageError, DataError: as ``read_documents``; a document without gold is a fault too.
    """
    log = FaultLog()
    reader = Reader(Path(path), Record, log, every_key=True, installed=installed)
    by_id = {document.id: document for document in documents}
    records: dict[str, Record] = {}
    with collector_resting():
        for batch in _batches(_joined(reader, by_id, records)):
            beside = TextColumns([by_id[record.doc_id] for _, record in batch])
            columns = EntityColumns([record for _, record in batch])
            check_gold(reader, batch, beside, columns, passes=passes, house=house)
    # Where lines were refused, a document may have its record among them.
    missing = [] if log or passes else [doc_id for doc_id in by_id if doc_id not in records]
    for doc_id in missing:
        tell_missing(reader, doc_id)
    if log:
        raise refusal(log, installed=installed)
    return {doc_id: records[doc_id] for doc_id in by_id if doc_id in records}


def any_gold_problems(
    record: Record, document: Document, *, passes: bool = False, sound_entities: bool = False
) -> Iterator[Problem]:
    """Yields the faults of a gold record, or with ``passes`` of an annotation pass."""
    yield from record_problems(record, document, passes=passes, sound_entities=sound_entities)
    yield from gold_problems(record, document, sound_entities=sound_entities)


def own_gold_problems(
    record: Record, document: Document, *, passes: bool = False, sound_entities: bool = False
) -> Iterator[Problem]:
    """Yields the faults of a gold record of the project's own; the house's rules once all others hold."""
    problems = list(any_gold_problems(record, document, passes=passes, sound_entities=sound_entities))
    yield from problems or house_problems(record, document)


def read_predictions(
    path: str | Path, documents: Iterable[Document], given: Mapping[str, Record] | None = None
) -> Predictions:
    """Reads predictions and checks them against the documents that they join.

    ``given`` has what the track ``given`` showed of each document; None is the track ``text``.

    Raises:
        InvalidRecords: a line breaks a rule; every fault is told, not the first alone.
        UsageError: the file cannot be read.
    """
    log = FaultLog()
    reader = Reader(Path(path), Record, log)
    by_id = {document.id: document for document in documents}
    records: dict[str, Record] = {}
    mixed = MixedScores()
    with collector_resting():
        for batch in _batches(_joined(reader, by_id, records)):
            shown = None if given is None else [given[record.doc_id] for _, record in batch]
            beside = TextColumns([by_id[record.doc_id] for _, record in batch])
            columns = EntityColumns([record for _, record in batch])
            check_predictions(reader, batch, beside, shown, mixed, columns)
    tell_mixed(reader, mixed)
    if log:
        raise refusal(log)
    return predictions_of(records, "text" if given is None else "given")


def read_inputs(path: str | Path) -> tuple[Input, ...]:
    """Reads what ``onrecord inputs`` wrote: a document a line, with what is given.

    Raises:
        InvalidRecords, UsageError: as ``read_predictions``.
    """
    log = FaultLog()
    reader = Reader(Path(path), Input, log)
    inputs: dict[str, Input] = {}
    for place, item in reader.rows():
        document = item.document
        for problem in (*document_problems(document), *input_problems(item)):
            reader.tell(place.number, document.id, problem)
        if document.id in inputs:
            problem = ("document.id", "duplicate-doc", "the document stands here before")
            reader.tell(place.number, document.id, problem)
        inputs[document.id] = item
    if log:
        raise refusal(log)
    return tuple(inputs.values())


def predictions_of(records: dict[str, Record], track: Track) -> Predictions:
    """Returns records with the layers that they submit: those, and ``unit_scores``, that any of them has."""
    names = submittable(track)
    layers = frozenset(n for n in names if any(getattr(record, n) is not UNSET for record in records.values()))
    return Predictions(records, layers)


def submittable(track: Track) -> Sequence[str]:
    """Returns the layers that predictions of a track may submit, and ``unit_scores``.

    In the track ``given`` entities are given, so nobody submits them.
    """
    return (*LAYERS, "unit_scores") if track == "text" else (*LAYERS[1:], "unit_scores")


def document_batches(reader: Reader[Document]) -> Iterator[TextColumns]:
    """Yields the documents of a corpus file, some at a time, and tells their faults; repeated ones are left out."""
    seen: set[str] = set()
    for batch in _batches(reader.rows()):
        texts = TextColumns([document for _, document in batch])
        sound = sound_texts(texts)
        fresh = []
        for (place, document), fine in zip(batch, sound, strict=True):
            for problem in document_problems(document, sound_text=fine):
                reader.tell(place.number, document.id, problem)
            if document.id in seen:
                problem = ("id", "duplicate-doc", "the document stands in this file before")
                reader.tell(place.number, document.id, problem)
            else:
                seen.add(document.id)
                fresh.append(document)
        yield texts if len(fresh) == len(batch) else TextColumns(fresh)


def check_gold(
    reader: Reader[Record],
    rows: Sequence[Placed],
    texts: TextColumns,
    columns: EntityColumns,
    *,
    passes: bool = False,
    house: bool = False,
) -> None:
    """Tells the faults of gold records, each beside the text of its document; ``columns`` are those of the records."""
    find = own_gold_problems if house else any_gold_problems
    sound = sound_entities(columns, texts, gold=True)
    for (place, record), document, fine in zip(rows, texts.documents, sound, strict=True):
        if fine and not house and record.quotes == record.stances == record.claims == () and not _has_scores(record):
            continue  # there is nothing else in it
        for problem in find(record, document, passes=passes, sound_entities=fine):
            reader.tell(place.number, record.doc_id, problem)


def check_predictions(
    reader: Reader[Record],
    rows: Sequence[Placed | None],
    texts: TextColumns,
    given: Sequence[Record] | None,
    mixed: MixedScores,
    columns: EntityColumns,
) -> None:
    """Tells the faults of predicted records, each beside the text of its document and what was given of it."""
    sound = sound_entities(columns, texts, gold=False)
    for index, row in enumerate(rows):
        if row is None:
            continue
        place, record = row
        mixed.see(record, place.number)
        others = record.quotes or record.stances or record.claims or _has_scores(record)
        if sound[index] and given is None and not others:
            continue
        shown = None if given is None else given[index]
        for problem in prediction_problems(record, texts.documents[index], shown, sound_entities=sound[index]):
            reader.tell(place.number, record.doc_id, problem)


def _has_scores(record: Record) -> bool:
    return record.unit_scores is not UNSET


def tell_missing(reader: Reader[Record], doc_id: str) -> None:
    """Tells that gold has no record for a document."""
    reader.tell(None, doc_id, ("", "missing-doc", "gold has a record for every document; this one has none"))


def tell_unknown(reader: Reader[Record], place: Place, doc_id: str) -> None:
    """Tells that a record is of no document."""
    message = "no document of this split has this id; was the right --split given?"
    reader.tell(place.number, doc_id, ("doc_id", "unknown-doc", message))


def tell_duplicate(reader: Reader[Record], place: Place, doc_id: str) -> None:
    """Tells that a document has another record before."""
    reader.tell(place.number, doc_id, ("doc_id", "duplicate-doc", "the document has a record before"))


def tell_mixed(reader: Reader[Record], mixed: MixedScores) -> None:
    """Tells that a file mixes records with and without unit scores, if it does."""
    fault = mixed.fault()
    if fault is not None:
        line, doc_id, problem = fault
        reader.tell(line, doc_id, problem)


def _joined(reader: Reader[Record], documents: Mapping[str, Document], records: dict[str, Record]) -> Iterator[Placed]:
    """Yields the rows whose document is known, puts them into ``records``, and tells the others."""
    for place, record in reader.rows():
        if record.doc_id not in documents:
            tell_unknown(reader, place, record.doc_id)
        elif record.doc_id in records:
            tell_duplicate(reader, place, record.doc_id)
        else:
            records[record.doc_id] = record
            yield place, record


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, MOST_DOCUMENTS)):
        yield batch
