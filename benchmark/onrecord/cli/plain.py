"""What the command line prints without rich, which takes longer to load than a small file to score."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

import click
import msgspec


def figure(value: float | None) -> str:
    """Returns a share with three decimals and no leading zero (``.912``, ``1.000``), ``–`` for an undefined one."""
    if value is None:
        return "–"
    text = f"{value:.3f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def write_json(value: object) -> None:
    """Writes a value as indented JSON to standard output, past its encoding."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def prints_aside() -> Iterator[None]:
    """Sends to standard error what a system prints, so that standard output has the result alone.

    What is written below Python, to the file descriptor, goes there too.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(1)
        os.dup2(2, 1)
    except OSError:
        # One of the two is closed: there is nothing to keep apart.
        kept = None
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        if kept is not None:
            if sys.__stdout__ is not None:
                sys.__stdout__.flush()
            os.dup2(kept, 1)
            os.close(kept)


def print_notes(lines: Iterable[str]) -> None:
    """Prints remarks under a table, on standard output since they qualify its numbers."""
    for line in lines:
        click.echo(f"note: {line}")
