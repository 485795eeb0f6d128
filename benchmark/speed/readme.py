"""Puts measurements, with the machine and the day, between their marks in the README beside this file."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

README = Path(__file__).parent / "README.md"


def marks(block: str) -> tuple[str, str]:
    """Returns the marks around a block of the README."""
    return f"<!-- {block}: begin -->", f"<!-- {block}: end -->"


def machine(load: float, packages: Sequence[str]) -> str:
    """Returns what the measurements were made on, and when; ``load`` is how busy it was with other work before."""
    model = platform.processor() or platform.machine()
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        model = found[1] if found else model
    except OSError:
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {_version(name)}" for name in packages)
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {day}: {model}, {cores} cores, Python {platform.python_version()}, {versions}; "
        f"load {load:.1f} in the minute before."
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def put(text: str, block: str, measured: str) -> str:
    """Returns a README's text with other measurements in one of its blocks.

    Raises:
        ValueError: it does not have both marks of the block, once each and in order.
    """
    first, last = marks(block)
    before, begin, rest = text.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end or first in rest or last in before + after:
        raise ValueError(f"the README needs {first} and, behind it, {last}, each once")
    return f"{before}{first}\n{measured}\n{last}{after}"


def write(block: str, measured: str) -> None:
    """Puts measurements into the README."""
    README.write_text(put(README.read_text(encoding="utf-8"), block, measured), encoding="utf-8")
