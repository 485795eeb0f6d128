"""Runs a system over inputs: in memory, or into a file that grows line by line, can be resumed, and appears whole."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from onrecord.checks import record_problems
from onrecord.faults import Fault, FaultLog, IncompleteRun, InvalidRecords, OnrecordError, UsageError
from onrecord.files import write_whole
from onrecord.layers import Document, Input, Record
from onrecord.records import encode
from onrecord.systems import System


class Run(Struct, frozen=True, forbid_unknown_fields=True):
    """What a partial file was begun with; it goes on only with the same."""

    system: str
    card: str
    inputs: str


def inputs_of(documents: Iterable[Document]) -> tuple[Input, ...]:
    """Returns the inputs of the track ``text``: each document, and nothing given."""
    return tuple(Input(document) for document in documents)


def predict_records(system: System, inputs: Sequence[Input], *, name: str = "system") -> Iterator[Record]:
    """Yields a system's record for each input, each checked as it comes.

    Raises:
        InvalidRecords: a record breaks a rule or is not that of its input.
        IncompleteRun: the system stopped early or raised an error.
        OnrecordError: what the system itself refused.
    """
    stream = iter(system.predict(iter(inputs)))
    for number, item in enumerate(inputs):
        document = item.document
        with _failures_told(name, f"after {number} of {len(inputs)} documents"):
            record = next(stream, None)
        if record is None:
            raise IncompleteRun(f"{name} stopped after {number} of {len(inputs)} documents")
        log = FaultLog()
        if not isinstance(record, Record) or record.doc_id != document.id:
            log.add(Fault("order", "a system yields one Record an input, in order", file=name, doc_id=document.id))
        else:
            for path, rule, message in record_problems(record, document):
                log.add(Fault(rule, message, file=name, doc_id=document.id, path=path))
        if log:
            raise InvalidRecords(log)
        yield record


def predict_to_file(
    system: System, inputs: Sequence[Input], output: str | Path, *, name: str, setting: str = ""
) -> Iterator[int]:
    """Writes a system's records to ``output`` and yields how many are there, as they come.

    Whole lines are appended to ``output.partial``, which is renamed to ``output`` at the end. A partial file of the
    same system, setting and inputs is gone on with; its last line is dropped if it is torn.

    Raises:
        UsageError: the partial file was begun with something else, or another process is writing it.
        InvalidRecords, IncompleteRun: as ``predict_records``; what is written so far is kept.
    """
    target = Path(output)
    partial, beside = target.with_name(f"{target.name}.partial"), target.with_name(f"{target.name}.partial.json")
    run = Run(f"{name} {setting}".strip(), _sha256([encode(system.card)]), _sha256(map(encode, inputs)))
    try:
        stream = open(partial, "a+b")  # noqa: SIM115  # closed by the block below, renamed inside it
    except OSError as error:
        raise UsageError(f"{partial}: cannot be written: {error.strerror}") from None
    with stream:
        _lock(stream, partial)
        done = _resume(stream, beside, run, inputs)
        yield done
        for record in predict_records(system, inputs[done:], name=name):
            stream.write(encode(record))
            stream.flush()
            done += 1
            yield done
        os.fsync(stream.fileno())
        partial.replace(target)
        beside.unlink(missing_ok=True)


def _resume(stream: BinaryIO, beside: Path, run: Run, inputs: Sequence[Input]) -> int:
    """Returns how many records a partial file holds, after dropping a torn last line."""
    stream.seek(0)
    data = stream.read()
    whole = data[: data.rfind(b"\n") + 1]
    if whole:
        _check_same_run(beside, run)
    if len(whole) < len(data):
        stream.truncate(len(whole))
    stream.seek(0, os.SEEK_END)
    lines = whole.splitlines()
    for line, item in zip(lines, inputs, strict=False):
        try:
            doc_id = msgspec.json.decode(line, type=Record).doc_id
        except (msgspec.MsgspecError, UnicodeDecodeError):
            doc_id = None
        if doc_id != item.document.id:
            raise UsageError(f"{beside.with_suffix('')}: does not hold this run's records in order; remove it")
    if len(lines) > len(inputs):
        raise UsageError(f"{beside.with_suffix('')}: holds more records than there are inputs; remove it")
    if not whole:
        write_whole(beside, msgspec.json.encode(run) + b"\n")
    return len(lines)


def _check_same_run(beside: Path, run: Run) -> None:
    partial = beside.with_suffix("")
    try:
        begun = msgspec.json.decode(beside.read_bytes(), type=Run)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        raise UsageError(f"{partial}: {beside.name}, which says how it was begun, is gone; remove both") from None
    differing = [field for field in run.__struct_fields__ if getattr(begun, field) != getattr(run, field)]
    if differing:
        raise UsageError(
            f"{partial}: was begun with another {' and another '.join(differing)}; finish it with that, or remove it"
        )


@contextmanager
def _failures_told(name: str, when: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise IncompleteRun(f"{name}: interrupted {when}; the same command goes on from there") from None
    except Exception as error:
        # The user's own refusals pass; any other error is the system's, told with the place and no traceback.
        if isinstance(error, OnrecordError):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__}: {error}".splitlines()[0]
        raise IncompleteRun(f"{name}: {message} (at {place.filename}:{place.lineno}) {when}") from error


def _lock(stream: BinaryIO, path: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  # there is none elsewhere

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  # there is none on Windows

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UsageError(f"{path}: another process is writing it") from None


def _sha256(lines: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for line in lines:
        whole.update(line)
    return whole.hexdigest()
