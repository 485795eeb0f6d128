"""Runs a command as a process and measures it: wall time, CPU time, peak memory with that of its children."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

SOURCES = Path(__file__).resolve().parents[1]
"""The folder that holds this package and the library, so that what is measured is this checkout."""

_PAUSE = 0.05
"""Seconds between two looks at the memory of the running processes."""


class Failed(Exception):
    """A command that was to be measured did not end well."""


class Run(Struct, frozen=True):
    """What one process took: seconds of wall time and of CPU (children included), and bytes of memory.

    ``largest`` is the peak resident set of the largest process. ``together`` is the most that the process and all its
    children had at one time; pages that they share count in each. Both are looked at every ``_PAUSE`` seconds, and are
    0 where there is no ``/proc``: what ``wait4`` tells starts from the size of the process that called it.
    """

    seconds: float
    cpu: float
    largest: int
    together: int
    output: bytes


def run(arguments: Sequence[str]) -> Run:
    """Runs a Python command line, ``python`` itself left out, and measures it.

    Raises:
        Failed: it ended with another exit code than 0.
    """
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], stdout=output, env=environment)  # noqa: S603
        peaks, sums = [0], [0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, sums, ended))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise Failed(f"exit code {process.returncode}: {' '.join(arguments)}")
        output.seek(0)
        return Run(seconds, used.ru_utime + used.ru_stime, max(peaks), max(sums), output.read())


def _watch(process: int, peaks: list[int], sums: list[int], ended: threading.Event) -> None:
    """Notes the largest peak of a process and those that it started, and what all hold, until it has ended."""
    while not ended.wait(_PAUSE):
        sizes = [_sizes(number) for number in _family(process)]
        peaks.append(max(peak for peak, _ in sizes))
        sums.append(sum(held for _, held in sizes))


def _family(process: int) -> list[int]:
    try:
        words = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return [process]
    return [process, *(member for child in words for member in _family(int(child)))]


def _sizes(process: int) -> tuple[int, int]:
    """Returns the peak of the resident set of a process and what it is now, in bytes; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0, 0
    fields = dict(line.split(":", 1) for line in lines)
    peak, held = (1024 * int(fields.get(name, "0 kB").split()[0]) for name in ("VmHWM", "VmRSS"))
    return peak, held
