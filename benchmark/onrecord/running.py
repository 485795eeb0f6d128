"""Runs a system over inputs: in memory, or into a file that grows line by line, can be resumed, and appears whole."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from onrecord.faults import Fault, FaultLog, IncompleteRun, InvalidRecords, UsageError
from onrecord.files import write_whole
from onrecord.layers import Input, Record
from onrecord.records import encode
from onrecord.systems import System, card_of, strangers_code, tracks_of
from onrecord.tracks import MixedScores, checked


class Run(Struct, frozen=True, forbid_unknown_fields=True):
    """What a partial file was begun with; it goes on only with the same."""

    system: str
    seed: int
    options: dict[str, str]
    card: str
    inputs: str


def predict_records(
    system: System, inputs: Sequence[Input], *, name: str = "system", before: MixedScores | None = None
) -> Iterator[Record]:
    """Yields a system's record for each input, each checked as it comes.

    ``before`` has seen the records that the same system made before these, where there are any.

    Raises:
        InvalidRecords: a record breaks a rule or is not that of its input.
        IncompleteRun: the system stopped early or raised an error.
        OnrecordError: what the system itself refused.
    """
    require_track(system, inputs, name)
    mixed = before or MixedScores()
    with _failures_told(name, f"after 0 of {len(inputs)} documents"):
        stream = iter(system.predict(iter(inputs)))
    for number, item in enumerate(inputs):
        with _failures_told(name, f"after {number} of {len(inputs)} documents"):
            record = next(stream, None)
        if record is None:
            raise IncompleteRun(f"{name} stopped after {number} of {len(inputs)} documents")
        whole = _checked(record, item, name)
        mixed.see(whole)
        _refuse_mixed(mixed, name)
        yield whole
    with _failures_told(name, "after its last document"):
        surplus = next(stream, None)
    if surplus is not None:
        log = FaultLog()
        log.add(Fault("order", f"more records than the {len(inputs)} inputs; a system yields one an input", file=name))
        raise InvalidRecords(log)


def _checked(record: object, item: Input, name: str) -> Record:
    """Returns a system's record as a reader of its file will see it.

    Raises:
        InvalidRecords: it is not that of its input, cannot be written, or breaks a rule.
    """
    whole, problems = checked(record, item)
    log = FaultLog()
    for path, rule, message in problems:
        log.add(Fault(rule, message, file=name, doc_id=item.document.id, path=path))
    if log or whole is None:
        raise InvalidRecords(log)
    return whole


def _refuse_mixed(mixed: MixedScores, name: str) -> None:
    told = mixed.fault()
    if told is not None:
        log = FaultLog()
        _, doc_id, (path, rule, message) = told
        log.add(Fault(rule, message, file=name, doc_id=doc_id, path=path))
        raise InvalidRecords(log)


def require_track(system: System, inputs: Sequence[Input], name: str) -> None:
    """Raises ``UsageError`` if a system says that it cannot predict the track that the inputs are of."""
    track = "given" if any(item.given is not None for item in inputs) else "text"
    tracks = tracks_of(system, name)
    if track not in tracks:
        raise UsageError(f"{name} cannot predict the track {track}; it can predict: {', '.join(tracks)}")


def predict_to_file(
    system: System,
    inputs: Sequence[Input],
    output: str | Path,
    *,
    name: str,
    seed: int = 1,
    options: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """Writes a system's records to ``output`` and yields how many are there, as they come.

    Whole lines are appended to ``output.partial``, which is renamed to ``output`` at the end. A partial file of the
    same system, seed, options and inputs is gone on with; its last line is dropped if it is torn.

    Raises:
        UsageError: the partial file was begun with something else, or another process is writing it.
        InvalidRecords, IncompleteRun: as ``predict_records``, or the file cannot be written; what it has is kept.
    """
    require_track(system, inputs, name)
    target = Path(output).resolve()
    partial, beside = target.with_name(f"{target.name}.partial"), target.with_name(f"{target.name}.partial.json")
    run = Run(name, seed, dict(options or {}), _sha256([encode(card_of(system, name))]), _sha256(map(encode, inputs)))
    try:
        if target.exists() and not target.is_file():
            raise UsageError(f"{output}: is no regular file; predictions are written beside it and renamed")
        stream = open(partial, "a+b")  # noqa: SIM115  # closed by the block below, renamed inside it
    except OSError as error:
        raise UsageError(f"{partial}: cannot be written: {error.strerror}") from None
    with _disk_told(partial), stream:
        _lock(stream, partial)
        mixed = MixedScores()
        done = _resume(stream, beside, run, inputs, mixed)
        yield done
        for record in predict_records(system, inputs[done:], name=name, before=mixed):
            stream.write(encode(record))
            stream.flush()
            done += 1
            yield done
        os.fsync(stream.fileno())
        partial.replace(target)
        beside.unlink(missing_ok=True)


def _resume(stream: BinaryIO, beside: Path, run: Run, inputs: Sequence[Input], mixed: MixedScores) -> int:
    """Returns how many records a partial file holds, after dropping a torn last line; ``mixed`` sees them."""
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
            record, _ = checked(msgspec.json.decode(line, type=Record), item)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            record = None
        if record is not None:
            mixed.see(record)
        if record is None or mixed.fault() is not None:
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


def _failures_told(name: str, when: str) -> AbstractContextManager[None]:
    return strangers_code(lambda words: IncompleteRun(f"{name}: {words} {when}"))


@contextmanager
def _disk_told(partial: Path) -> Iterator[None]:
    """Tells an error of the files that a run writes; those of the system are told before they come here."""
    try:
        yield
    except OSError as error:
        raise IncompleteRun(
            f"{partial}: cannot be written: {error.strerror or error}; the same command goes on from there"
        ) from None


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
