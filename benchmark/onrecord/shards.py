"""Counts the shards of large files in processes of their own, one a core, and merges their tables.

Counting is most of the work, and any sharding gives the same tables. Only files whose lines are of the same documents
and without a fault are counted so; all others are left to one process, which tells what is wrong.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from onrecord.counts import Counts
from onrecord.faults import OnrecordError
from onrecord.streams import Unaligned
from onrecord.tabulation import Coverage, LateLayer, Tabulated

_FEWEST_BYTES = 4 * 1024 * 1024
"""A shard of less than this is counted sooner than a process is started."""

_BLOCK = 1024 * 1024

Count = Callable[[range], list[Tabulated]]
"""Counts some lines of the files, a result for each file of predictions."""


def count_in_shards(paths: Sequence[Path], count: Count) -> list[Tabulated] | None:
    """Returns what ``count`` gives for all lines, by several processes; None where one process must do it.

    ``paths`` are the files that are read; the first of them sets how many lines there are.
    """
    if sys.platform != "linux" or not all(path.is_file() for path in paths):
        return None  # only there a process can be copied safely while it holds numpy
    shards = min(len(os.sched_getaffinity(0)), sum(path.stat().st_size for path in paths) // _FEWEST_BYTES)
    if shards < 2:
        return None
    lines = _count_lines(paths[0])
    bounds = [1 + lines * number // shards for number in range(shards)]
    ranges = [range(first, last) for first, last in zip(bounds, [*bounds[1:], sys.maxsize], strict=True)]
    workers = [_start(count, lines) for lines in ranges[1:]]
    results = [_attempt(count, ranges[0])]
    for process, connection in workers:
        try:
            results.append(connection.recv())
        except EOFError:
            results.append(None)
        process.join()
    found = [result for result in results if result is not None]
    if len(found) < len(results):
        return None
    whole = [_merged(parts) for parts in zip(*found, strict=True)]
    return [run for run in whole if run is not None] if all(whole) else None


def _merged(parts: Sequence[Tabulated]) -> Tabulated | None:
    """Returns the tables of several shards as one; None where the shards alone do not show that all is well."""
    first = parts[0]
    counted = [{name for name, counts in part.tables.items() if counts.doc_ids} for part in parts]
    if not counted[0] or any(names != counted[0] for names in counted):
        return None  # some shard lacks a layer that another has
    tables = {name: Counts.merge([part.tables[name] for part in parts]) for name in first.tables}
    doc_ids = tables[next(iter(counted[0]))].doc_ids
    if len(set(doc_ids)) < len(doc_ids):
        return None  # a document stands in two shards
    layers = {name: sum(part.coverage.layers.get(name, 0) for part in parts) for name in first.coverage.layers}
    coverage = Coverage(sum(part.coverage.records for part in parts), layers)
    if layers.get("unit_scores", coverage.records) < coverage.records:
        return None  # claims with scores of their own may be mixed with others
    fields = {name: [value for part in parts for value in part.fields[name]] for name in first.fields}
    documents, submitted = sum(part.documents for part in parts), frozenset(layers)
    return Tabulated(documents, fields, tables, coverage, submitted)


def _start(count: Count, lines: range) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, count, lines), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _serve(connection: Connection, count: Count, lines: range) -> None:
    connection.send(_attempt(count, lines))
    connection.close()


def _attempt(count: Count, lines: range) -> list[Tabulated] | None:
    try:
        return count(lines)
    except (OnrecordError, Unaligned, LateLayer):
        return None


def _count_lines(path: Path) -> int:
    with open(path, "rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK), b""))
