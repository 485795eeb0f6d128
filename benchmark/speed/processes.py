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

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A command that was to be measured did not end well."""


class Run(Struct, frozen=True):
    """What one process took: seconds of wall time and of CPU (children included), and bytes of memory.

    ``largest`` is the peak resident set of the largest process. ``together`` adds up the peaks of the process and of
    all its children; pages that they share count in each, so it is more than what was in use at any time.
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
        peaks: dict[int, int] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise Failed(f"exit code {process.returncode}: {' '.join(arguments)}")
        output.seek(0)
        largest = used.ru_maxrss * _MAXRSS_UNIT
        together = max(largest, sum(peaks.values()))
        return Run(seconds, used.ru_utime + used.ru_stime, largest, together, output.read())


def _watch(process: int, peaks: dict[int, int], ended: threading.Event) -> None:
    """Notes the peak of a process and of those that it started, again and again until it has ended (Linux alone)."""
    while not ended.wait(_PAUSE):
        for number in _family(process):
            peaks[number] = max(peaks.get(number, 0), _peak(number))


def _family(process: int) -> list[int]:
    try:
        words = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return [process]
    return [process, *(member for child in words for member in _family(int(child)))]


def _peak(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
