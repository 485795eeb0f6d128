"""Reads and writes documents and records as JSON Lines, typed and bounded; every fault is told with its place."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import UNSET, Struct

from onrecord.checks import record_problems
from onrecord.faults import DataError, Fault, FaultLog, InvalidRecords, UsageError
from onrecord.files import MOST_LINE_BYTES, bounded_lines
from onrecord.gold_checks import document_problems, gold_problems
from onrecord.house_rules import house_problems
from onrecord.layers import LAYERS, Document, Input, Layer, Record, Track
from onrecord.shapes import Problem, repeats_or_omits_a_key, shape_problems
from onrecord.tracks import input_problems, prediction_problems

Row = TypeVar("Row", bound=Struct)

_MOST_OF_A_LINE = 100_000
"""How many faults of shape are counted in one line; a line of 4 MiB can hold a million."""


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
    reader = _Reader(Path(path), Document, log, every_key=True, installed=installed)
    documents: dict[str, Document] = {}
    for number, document in reader.rows():
        for problem in document_problems(document):
            reader.tell(number, document.id, problem)
        if document.id in documents:
            reader.tell(number, document.id, ("id", "duplicate-doc", "the document stands in this file before"))
        documents[document.id] = document
    if log:
        raise InvalidRecords(log, installed=installed)
    return tuple(documents.values())


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

    Returns a record for each document, in the order of ``documents``.

    Raises:
        InvalidRecords, UsageError, DataError: as ``read_documents``; a document without a record is a fault too.
    """
    log = FaultLog()
    reader = _Reader(Path(path), Record, log, every_key=True, installed=installed)
    by_id = {document.id: document for document in documents}
    records: dict[str, Record] = {}
    for number, record in reader.joined(by_id, records):
        find = own_gold_problems if house else any_gold_problems
        for problem in find(record, by_id[record.doc_id], passes=passes):
            reader.tell(number, record.doc_id, problem)
    # Where lines were refused, a document may have its record among them.
    missing = [] if log else [doc_id for doc_id in by_id if doc_id not in records]
    for doc_id in missing:
        reader.tell(None, doc_id, ("", "missing-doc", "gold has a record for every document; this one has none"))
    if log:
        raise InvalidRecords(log, installed=installed)
    return {doc_id: records[doc_id] for doc_id in by_id}


def any_gold_problems(record: Record, document: Document, *, passes: bool = False) -> Iterator[Problem]:
    """Yields the faults of a gold record, or with ``passes`` of an annotation pass."""
    yield from record_problems(record, document, passes=passes)
    yield from gold_problems(record, document)


def own_gold_problems(record: Record, document: Document, *, passes: bool = False) -> Iterator[Problem]:
    """Yields the faults of a gold record of the project's own; the house's rules once all others hold."""
    problems = list(any_gold_problems(record, document, passes=passes))
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
    reader = _Reader(Path(path), Record, log)
    by_id = {document.id: document for document in documents}
    records: dict[str, Record] = {}
    with_scores: list[int] = []
    without_scores: list[int] = []
    for number, record in reader.joined(by_id, records):
        shown = None if given is None else given[record.doc_id]
        for problem in prediction_problems(record, by_id[record.doc_id], shown):
            reader.tell(number, record.doc_id, problem)
        if record.unit_scores is not UNSET:
            with_scores.append(number)
        elif record.claims is not UNSET:
            without_scores.append(number)
    if with_scores and without_scores:
        # Else units scored 1, .5 or 0 by their labels would be ranked among those that have scores of their own.
        some, others = with_scores[0], without_scores[0]
        message = f"line {some} has unit scores, this one claims without: all or none have them"
        reader.tell(others, None, ("unit_scores", "mixed-scores", message))
    if log:
        raise InvalidRecords(log)
    return predictions_of(records, "text" if given is None else "given")


def read_inputs(path: str | Path) -> tuple[Input, ...]:
    """Reads what ``onrecord inputs`` wrote: a document a line, with what is given.

    Raises:
        InvalidRecords, UsageError: as ``read_predictions``.
    """
    log = FaultLog()
    reader = _Reader(Path(path), Input, log)
    inputs: dict[str, Input] = {}
    for number, item in reader.rows():
        document = item.document
        for problem in (*document_problems(document), *input_problems(item)):
            reader.tell(number, document.id, problem)
        if document.id in inputs:
            reader.tell(number, document.id, ("document.id", "duplicate-doc", "the document stands here before"))
        inputs[document.id] = item
    if log:
        raise InvalidRecords(log)
    return tuple(inputs.values())


def predictions_of(records: dict[str, Record], track: Track) -> Predictions:
    """Returns records with the layers that they submit: those, and ``unit_scores``, that any of them has.

    In the track ``given`` entities are given, so nobody submits them.
    """
    names: Sequence[str] = (*LAYERS, "unit_scores") if track == "text" else (*LAYERS[1:], "unit_scores")
    layers = frozenset(n for n in names if any(getattr(record, n) is not UNSET for record in records.values()))
    return Predictions(records, layers)


class _Reader(Generic[Row]):
    """Reads the rows of one file into typed structs and tells the faults of those that are refused."""

    def __init__(
        self, path: Path, kind: type[Row], log: FaultLog, *, every_key: bool = False, installed: bool = False
    ) -> None:
        self.path, self.kind, self.log, self.every_key, self.installed = path, kind, log, every_key, installed

    def tell(self, number: int | None, doc_id: str | None, problem: Problem) -> None:
        """Adds a problem to the log, with the place where it stands."""
        path, rule, message = problem
        self.log.add(Fault(rule, message, file=str(self.path), line=number, doc_id=doc_id, path=path))

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yields (line number, row) for each line without a fault of shape, and tells those of the others."""
        decoder = msgspec.json.Decoder(self.kind)
        empty = True
        try:
            with _collector_resting():
                for number, line in bounded_lines(self.path):
                    empty = False
                    row = self._row(number, line, decoder)
                    if row is not None:
                        yield number, row
        except OSError as error:
            raise (DataError if self.installed else UsageError)(
                f"{self.path}: cannot be read: {error.strerror or error}"
            ) from None
        if empty:
            self.tell(None, None, ("", "empty-file", "the file is empty; it holds one record a line"))

    def joined(self, documents: Mapping[str, Document], records: dict[str, Record]) -> Iterator[tuple[int, Record]]:
        """Yields the rows (which are records) whose document is known, puts them into ``records``, tells the others."""
        for number, row in self.rows():
            if not isinstance(row, Record):  # pragma: no cover  # the type of the file is fixed by the caller
                continue
            if row.doc_id not in documents:
                message = "no document of this split has this id; was the right --split given?"
                self.tell(number, row.doc_id, ("doc_id", "unknown-doc", message))
            elif row.doc_id in records:
                self.tell(number, row.doc_id, ("doc_id", "duplicate-doc", "the document has a record before"))
            else:
                records[row.doc_id] = row
                yield number, row

    def _row(self, number: int, line: bytes | None, decoder: msgspec.json.Decoder[Row]) -> Row | None:
        if line is None:
            limit = MOST_LINE_BYTES // 2**20
            self.tell(number, None, ("", "line-length", f"the line is longer than {limit} MiB"))
            return None
        try:
            row = decoder.decode(line)
            if not repeats_or_omits_a_key(line, self.kind, row if self.every_key else None):
                return row
            refusal = None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            # Its words alone: the error itself would hold this frame, and a million of them all the memory.
            row, refusal = None, str(error)
        sound = True
        doc_id = _doc_id_of(line)
        for count, problem in enumerate(shape_problems(line, self.kind, every_key=self.every_key), start=1):
            sound = False
            self.tell(number, doc_id, problem)
            if count == _MOST_OF_A_LINE:
                self.tell(
                    number, doc_id, ("", "many-faults", f"the line has more than {count} faults; no more are told")
                )
                break
        if sound and refusal is not None:
            # The two readers disagree; the stricter one is believed.
            self.tell(number, doc_id, ("", "json", f"the line cannot be read: {refusal}"))
        return row if sound and refusal is None else None


class _Named(Struct):
    doc_id: str | None = None
    id: str | None = None


def _doc_id_of(line: bytes) -> str | None:
    """Returns the document that a refused line speaks of, if that much of it can be read."""
    try:
        named = msgspec.json.decode(line, type=_Named)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return named.doc_id or named.id


@contextmanager
def _collector_resting() -> Iterator[None]:
    # Reading makes many objects and no cycles; the collector would walk them again and again.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
