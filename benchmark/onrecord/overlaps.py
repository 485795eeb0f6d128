"""Pairs of overlapping spans of many documents at once, and the one-to-one pairs among them: most, or heaviest."""

from __future__ import annotations

import numpy as np

from onrecord.columns import OFFSET_BITS, Flags, Integers, Spans, run_lengths, run_starts
from onrecord.matching import best_pairs, most_pairs
from onrecord.stretches import overlapping

_WIDE = 16
"""How many candidates a span may have, on average, before a sweep over its document is cheaper than looking at all."""


def overlapping_pairs(left: Spans, right: Spans, documents: int) -> tuple[Integers, Integers]:
    """Returns the rows of left and of right of each pair of spans of one document that share a position.

    Both sides are sorted by document and start.
    """
    starts = left.document << OFFSET_BITS | left.start
    ends = left.document << OFFSET_BITS | left.end
    # A span overlaps those that start before its end, from the first on up to which some span reaches over its start.
    low = np.searchsorted(np.maximum.accumulate(ends), right.document << OFFSET_BITS | right.start, side="right")
    high = np.searchsorted(starts, right.document << OFFSET_BITS | right.end, side="left")
    width = np.maximum(high - low, 0)
    candidates = np.bincount(right.document, weights=width, minlength=documents)
    size = np.bincount(left.document, minlength=documents) + np.bincount(right.document, minlength=documents)
    nested = np.flatnonzero(candidates > _WIDE * size)
    width[np.isin(right.document, nested)] = 0
    r = np.repeat(np.arange(right.start.size), width)
    l = np.arange(r.size) + np.repeat(low - (np.cumsum(width) - width), width)  # noqa: E741
    kept = left.end[l] > right.start[r]
    parts = [(l[kept], r[kept])]
    for document in nested:
        own, other = np.flatnonzero(left.document == document), np.flatnonzero(right.document == document)
        pairs = overlapping(_stretches(left, own), _stretches(right, other))
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        parts.append((own[rows], other[columns]))
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def one_to_one(rows: Integers, columns: Integers, weights: Integers, document: Integers) -> Flags:
    """Says which of these candidate pairs belong to the one-to-one pairs of greatest total weight.

    ``rows`` and ``columns`` are numbered through all documents and ``document`` is that of each pair. Where several
    choices have the same total, it is not said which is taken.
    """
    chosen: Flags = np.ones(rows.size, dtype=np.bool_)
    contested = _contested(rows, columns)
    contested = contested[np.argsort(document[contested], kind="stable")]
    starts = run_starts(document[contested])
    for start, length in zip(starts, run_lengths(document[contested], starts), strict=True):
        group = contested[start : start + length]
        pairs = list(zip(rows[group].tolist(), columns[group].tolist(), strict=True))
        best = set(best_pairs(dict(zip(pairs, weights[group].tolist(), strict=True)), settle_ties=False))
        chosen[group] = [pair in best for pair in pairs]
    return chosen


def most_one_to_one(rows: Integers, columns: Integers) -> Flags:
    """Says which of these candidate pairs belong to the most one-to-one pairs; which of several choices is not said."""
    chosen: Flags = np.ones(rows.size, dtype=np.bool_)
    contested = _contested(rows, columns)
    pairs = list(zip(rows[contested].tolist(), columns[contested].tolist(), strict=True))
    best = set(most_pairs(pairs).items())
    chosen[contested] = [pair in best for pair in pairs]
    return chosen


def _contested(rows: Integers, columns: Integers) -> Integers:
    """Returns the places of the pairs that share a row or a column with another; the rest are chosen in any case."""
    return np.flatnonzero((np.bincount(rows)[rows] > 1) | (np.bincount(columns)[columns] > 1))


def _stretches(spans: Spans, rows: Integers) -> list[tuple[tuple[int, int], ...]]:
    return [((start, end),) for start, end in zip(spans.start[rows].tolist(), spans.end[rows].tolist(), strict=True)]
