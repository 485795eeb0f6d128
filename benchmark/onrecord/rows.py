"""Reads the rows of one file into typed structs, one after another, and tells the faults of those that are refused."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from onrecord.faults import DataError, Fault, FaultLog, InvalidRecords, UsageError
from onrecord.files import MOST_LINE_BYTES, Block, Place, bounded_blocks
from onrecord.shapes import Problem, repeats_or_omits_a_key, shape_problems

Row = TypeVar("Row", bound=Struct)

_MOST_OF_A_LINE = 100_000
"""How many faults of shape are counted in one line; a line of 4 MiB can hold a million."""

_MOST_LINES = 100_000
"""How many lines are refused before the rest of a file is left unread; a file of megabytes can hold a million."""

_MOST_TRIALS = 3
"""How many blocks may be in another form than the canonical one before no further one is tried."""

_ENCODER = msgspec.json.Encoder()


class Reader(Generic[Row]):
    """Reads the rows of one file (or some of its lines) into typed structs and tells the faults of those refused."""

    def __init__(
        self,
        path: Path,
        kind: type[Row],
        log: FaultLog,
        *,
        every_key: bool = False,
        installed: bool = False,
        lines: range | None = None,
    ) -> None:
        self.path, self.kind, self.log, self.every_key, self.installed = path, kind, log, every_key, installed
        self._lines = lines

    def tell(self, number: int | None, doc_id: str | None, problem: Problem) -> None:
        """Adds a problem to the log, with the place where it stands."""
        path, rule, message = problem
        self.log.add(Fault(rule, message, file=str(self.path), line=number, doc_id=doc_id, path=path))

    def rows(self) -> Iterator[tuple[Place, Row]]:
        """Yields (place, row) for each line without a fault of shape, and tells those of the others.

        Raises:
            UsageError, DataError: the file cannot be read (``DataError`` for installed data).
        """
        decoder, empty, refused, other_forms = msgspec.json.Decoder(self.kind), True, 0, 0
        try:
            for block in map(self._wanted, bounded_blocks(self.path)):
                if block is None:
                    return
                empty = empty and not block.lines
                rows = self._canonical(block, decoder) if other_forms < _MOST_TRIALS else None
                if rows is not None:
                    yield from zip(block.places(), rows, strict=True)
                    continue
                other_forms += 1
                for place, line in zip(block.places(), block.lines, strict=True):
                    row = self._row(place.number, line, decoder)
                    if row is not None:
                        yield place, row
                        continue
                    refused += 1
                    if refused == _MOST_LINES:
                        words = f"{refused} lines are refused, and the file is read no further"
                        self.tell(place.number, None, ("", "many-faults", words))
                        return
        except OSError as error:
            raise self.unreadable(error) from None
        if empty and self._lines is None:
            self.tell(None, None, ("", "empty-file", "the file is empty; it holds one record a line"))

    def _wanted(self, block: Block) -> Block | None:
        """Returns the lines of a block that are to be read, None behind the last of them."""
        if self._lines is None:
            return block
        number = block.first.number
        if number >= self._lines.stop:
            return None
        left_out = max(0, self._lines.start - number)
        if left_out == 0 and number + len(block.lines) <= self._lines.stop:
            return block
        kept = list(zip(block.places(), block.lines, strict=True))[left_out : self._lines.stop - number]
        return Block(kept[0][0] if kept else block.first, [line for _, line in kept])

    def _canonical(self, block: Block, decoder: msgspec.json.Decoder[Row]) -> list[Row] | None:
        """Returns the rows of a block in canonical form, as most are: every key in its place, once. None otherwise."""
        lines = [line for line in block.lines if line is not None]
        if len(lines) < len(block.lines):
            return None
        data = b"\n".join([*lines, b""])
        try:
            rows = decoder.decode_lines(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        return rows if _ENCODER.encode_lines(rows) == data else None

    def unreadable(self, error: OSError) -> UsageError | DataError:
        """Returns what is raised where the file cannot be read."""
        kind = DataError if self.installed else UsageError
        return kind(f"{self.path}: cannot be read: {error.strerror or error}")

    def _row(self, number: int, line: bytes | None, decoder: msgspec.json.Decoder[Row]) -> Row | None:
        if line is None:
            limit = MOST_LINE_BYTES // 2**20
            self.tell(number, None, ("", "line-length", f"the line is longer than {limit} MiB"))
            return None
        try:
            row = decoder.decode(line)
            if _ENCODER.encode(row) == line:
                return row
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


def refusal(log: FaultLog, *, installed: bool = False) -> InvalidRecords:
    """Returns the error that tells a file's faults, in the order of its lines."""
    log.sort()
    return InvalidRecords(log, installed=installed)


@contextmanager
def collector_resting() -> Iterator[None]:
    """Holds Python's cycle collector off: reading makes many objects and no cycles, and it would walk them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
