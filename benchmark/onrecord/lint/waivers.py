"""Waivers: suspicions that a reader has looked at and found right, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from onrecord.faults import DataError


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One suspicion that stays: the document, the rule, words of its message, and why it is right as it is."""

    document: str
    rule: str
    words: str
    why: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    waiver: tuple[Waiver, ...] = ()


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Reads ``annotations/waivers.toml``; a missing file holds none.

    Raises:
        DataError: the file is no TOML, or a waiver lacks a key or has one too many.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File).waiver if path.is_file() else ()
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: the waivers cannot be read: {error}") from None


def unwaived(
    found: Iterable[tuple[str, tuple[str, str, str]]], waivers: Iterable[Waiver]
) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yields the suspicions, as (document, problem), that no waiver covers, then the waivers that cover none."""
    left = set(waivers)
    waivers = tuple(left)
    for document, problem in found:
        covering = {w for w in waivers if w.document == document and w.rule == problem[1] and w.words in problem[2]}
        left -= covering
        if not covering:
            yield document, problem
    for waiver in sorted(left, key=lambda waiver: (waiver.document, waiver.rule, waiver.words)):
        yield (
            waiver.document,
            ("waivers.toml", "idle-waiver", f"no {waiver.rule} with {waiver.words!r} is found; drop it"),
        )
