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
    if nested.size:
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
    chosen, left = _dominant(rows, columns, weights)
    contested = left[np.argsort(document[left], kind="stable")]
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


def _dominant(rows: Integers, columns: Integers, weights: Integers) -> tuple[Flags, Integers]:
    """Returns which pairs surely belong to the one-to-one pairs of greatest total weight, and the places of the others.

    A pair that weighs at least as much as the heaviest other of its row and the heaviest other of its column together
    can take the place of any two that are chosen there. Its row and column then leave, and others come to dominate.
    """
    chosen: Flags = np.zeros(rows.size, dtype=np.bool_)
    left = np.arange(rows.size)
    while left.size:
        r, c, weight = rows[left], columns[left], weights[left]
        least = _heaviest_other(r, weight) + _heaviest_other(c, weight)
        found = np.flatnonzero(weight >= least)
        # Two of one row or column dominate only if they weigh the same: one of them is taken.
        found = found[_firsts(r[found])]
        found = found[_firsts(c[found])]
        if not found.size:
            break
        chosen[left[found]] = True
        left = left[~(_among(r, r[found]) | _among(c, c[found]))]
    return chosen, left


def _heaviest_other(groups: Integers, weights: Integers) -> Integers:
    """Returns for each item the greatest weight of the other items of its group, 0 if it has none."""
    order = np.lexsort((-weights, groups))
    ordered = weights[order]
    starts = run_starts(groups[order])
    lengths = run_lengths(groups[order], starts)
    second = np.where(lengths > 1, ordered[np.minimum(starts + 1, ordered.size - 1)], 0)
    others = np.repeat(ordered[starts], lengths)
    others[starts] = second
    result = np.empty_like(others)
    result[order] = others
    return result


def _firsts(values: Integers) -> Integers:
    """Returns the place of the first of each value, in ascending order."""
    order = np.argsort(values, kind="stable")
    return np.sort(order[run_starts(values[order])])


def _among(values: Integers, chosen: Integers) -> Flags:
    """Says which values are among the chosen ones; all are small numbers from 0 on."""
    marked = np.zeros(int(values.max(initial=0)) + 1, dtype=np.bool_)
    marked[chosen] = True
    flags: Flags = marked[values]
    return flags


def _contested(rows: Integers, columns: Integers) -> Integers:
    """Returns the places of the pairs that share a row or a column with another; the rest are chosen in any case."""
    return np.flatnonzero((np.bincount(rows)[rows] > 1) | (np.bincount(columns)[columns] > 1))


def _stretches(spans: Spans, rows: Integers) -> list[tuple[tuple[int, int], ...]]:
    return [((start, end),) for start, end in zip(spans.start[rows].tolist(), spans.end[rows].tolist(), strict=True)]
