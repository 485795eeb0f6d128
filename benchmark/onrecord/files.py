"""Files that appear whole or not at all, and lines that are read with a bound on their length."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

MOST_LINE_BYTES = 4 * 1024 * 1024
"""The longest line of JSONL that is read; a longer one is a fault."""

_BUFFER = 1024 * 1024


@contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """Opens a temporary file beside ``path`` for writing and renames it to ``path`` when the block ends well.

    When the block raises, the temporary file is removed and ``path`` is as it was before. A link is followed, and what
    is there and no regular file (a device, a pipe) is written to as it is.
    """
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        with open(target, "wb") as stream:
            yield stream
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_whole(path: str | Path, data: bytes) -> None:
    """Writes ``data`` to ``path``, whole or not at all."""
    with whole_file(path) as stream:
        stream.write(data)


class Place(NamedTuple):
    """Where a line stands: its number from 1, and its first byte."""

    number: int
    offset: int


class Block(NamedTuple):
    """Some lines that stand behind one another: the place of the first, and each without its line feed.

    ``None`` stands for a line that is too long.
    """

    first: Place
    lines: list[bytes | None]

    def places(self) -> Iterator[Place]:
        """Yields the place of each line; after a line that is too long, offsets are not known and are not right."""
        number, offset = self.first
        for line in self.lines:
            yield Place(number, offset)
            number += 1
            offset += len(line or b"") + 1


def bounded_blocks(path: str | Path, limit: int = MOST_LINE_BYTES) -> Iterator[Block]:
    """Yields the lines of a file in blocks of about a megabyte; a line of more than ``limit`` bytes ends its block.

    Raises:
        OSError: the file cannot be read.
    """
    with open(path, "rb", buffering=_BUFFER) as stream:
        first = Place(1, 0)
        while data := stream.read(_BUFFER):
            data += stream.readline(limit + 1)
            lines: list[bytes | None] = [*data.removesuffix(b"\n").split(b"\n")]
            size = len(data)
            if len(lines[-1] or b"") > limit:
                while not data.endswith(b"\n") and (data := stream.readline(limit + 1)):
                    size += len(data)
            yield Block(first, [line if len(line or b"") <= limit else None for line in lines])
            first = Place(first.number + len(lines), first.offset + size)


def file_sha256(path: str | Path) -> str:
    """Returns the SHA-256 of a file's bytes as 64 hex digits."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
