"""Stretches of a text as sorted disjoint ranges: what they cover, share, how alike two are, and which overlap."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.numbers import fixed

Stretches = tuple[tuple[int, int], ...]
"""Sorted, disjoint, non-touching half-open ranges."""


def union(ranges: Sequence[tuple[int, int]]) -> Stretches:
    """Returns the union of half-open ranges as sorted, disjoint, non-touching ones; empty ranges vanish."""
    if len(ranges) == 1:
        return (ranges[0],) if ranges[0][0] < ranges[0][1] else ()
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def length(stretches: Stretches) -> int:
    """Returns how many positions the stretches cover."""
    return sum(end - start for start, end in stretches)


def shared(left: Stretches, right: Stretches) -> int:
    """Returns how many positions two sorted disjoint lists of ranges share."""
    total = i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            total += end - start
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return total


def alike(left: Stretches, right: Stretches) -> int | None:
    """Returns the intersection over union in fixed point if it is at least one half, else None.

    Two empty lists are not alike.
    """
    both = shared(left, right)
    either = length(left) + length(right) - both
    return fixed(both, either) if both and 2 * both >= either else None


def overlapping(left: Sequence[Stretches], right: Sequence[Stretches]) -> list[tuple[int, int]]:
    """Returns the index pairs of stretches that share a position, each once, by one sweep over their ranges."""
    if not left or not right:
        return []
    if _in_a_row(left) and _in_a_row(right):
        return _merge(left, right)
    events = [(start, end, 0, index) for index, item in enumerate(left) for start, end in item]
    events += [(start, end, 1, index) for index, item in enumerate(right) for start, end in item]
    events.sort()
    active: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    found: dict[tuple[int, int], None] = {}
    for start, end, side, index in events:
        other = active[1 - side]
        if other:
            other[:] = [item for item in other if item[0] > start]
            for _, neighbour in other:
                found[(index, neighbour) if side == 0 else (neighbour, index)] = None
        mine = active[side]
        if mine and mine[0][0] <= start:
            mine[:] = [item for item in mine if item[0] > start]
        mine.append((end, index))
    return list(found)


def _in_a_row(items: Sequence[Stretches]) -> bool:
    """Whether the items have a range each and stand behind one another."""
    reached = 0
    for item in items:
        if len(item) != 1 or item[0][0] < reached:
            return False
        reached = item[0][1]
    return True


def _merge(left: Sequence[Stretches], right: Sequence[Stretches]) -> list[tuple[int, int]]:
    """Returns the overlapping pairs of two lists whose items stand in a row."""
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = left[i][0]
        other_start, other_end = right[j][0]
        if start < other_end and other_start < end:
            found.append((i, j))
        if end <= other_end:
            i += 1
        else:
            j += 1
    return found
