"""Compares systems on the same documents: paired tests, ranks with ranges, and what the split can show at all.

Paired randomisation is Fisher's, over documents, as in Noreen (1989) and Yeh (2000); Holm (1979) corrects for the
number of pairs. Average precision pooled over documents is compared by paired bootstrap alone: swapping documents
between two systems would mix the scales of their scores.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from onrecord.counts import Counts, Prepared, Task
from onrecord.numbers import Floats
from onrecord.report import plain
from onrecord.resampling import (
    FEWEST_DOCUMENTS,
    MOST_UNDEFINED,
    RESAMPLES,
    Interval,
    bootstrap,
    interval,
)

ALPHA = 0.05
_DETECTABLE = 2.8
"""A difference of this many standard errors is found in four of five samples at α = .05 (1.96 + 0.84)."""

_CHUNK_CELLS = 4_000_000


class Pair(Struct, frozen=True, kw_only=True):
    """Two systems in one task: the difference of their headlines (first minus second) and what the tests say of it.

    ``p`` is that of the test that counts for the task, randomisation or (for average precision) bootstrap, ``p_holm``
    the same corrected for all pairs of the board. Null where a headline is undefined or there are too few documents.
    """

    first: str
    second: str
    difference: float | None
    interval: tuple[float, float] | None
    p_randomisation: float | None
    p_bootstrap: float | None
    p: float | None
    p_holm: float | None
    significant: bool


class Rank(Struct, frozen=True, kw_only=True):
    """A system's place in one task: 1 + systems significantly better, and the range of places it may have.

    A range, since being inseparable is not transitive: there are no groups of tied systems.
    """

    headline: float | None
    interval: tuple[float, float] | None
    rank: int | None
    range: tuple[int, int] | None


class Comparison(Struct, frozen=True, kw_only=True):
    """All systems in one task, with what the split can show: items, half-width, and the smallest difference seen.

    ``half_width`` is that of the widest interval; ``smallest_difference`` 2.8 times the largest standard error of a
    paired difference, so that any two of these systems that far apart would mostly be told apart.
    """

    item: str
    items: int
    half_width: float | None
    smallest_difference: float | None
    systems: dict[str, Rank]
    pairs: tuple[Pair, ...]


def compare_task(task: Task, tables: Mapping[str, Counts], *, seed: int = 1, resamples: int = RESAMPLES) -> Comparison:
    """Compares systems, each given by its table of counts over the same documents, in one task."""
    names = list(tables)
    documents = len(next(iter(tables.values())).doc_ids)
    headlines = {name: plain(task.numbers(table.sums())[task.headline]) for name, table in tables.items()}
    usable = [name for name in names if headlines[name] is not None and documents >= FEWEST_DOCUMENTS]
    values = bootstrap({name: (task, tables[name]) for name in usable}, seed=seed, resamples=resamples)
    ends = {name: interval(values[name], documents) if name in values else None for name in names}
    found = [
        _compare_pair(task, first, second, tables, headlines, values, seed=seed, resamples=resamples)
        for first, second in itertools.combinations(names, 2)
    ]
    adjusted = holm([pair.p for pair in found])
    pairs = tuple(_with_holm(pair, p) for pair, p in zip(found, adjusted, strict=True))
    errors = [
        float(np.nanstd(values[pair.first] - values[pair.second], ddof=1))
        for pair in pairs
        if pair.first in values and pair.second in values
    ]
    widths = [(each.high - each.low) / 2 for each in ends.values() if each is not None]
    return Comparison(
        item=task.item,
        items=int(task.items(next(iter(tables.values())).sums())),
        half_width=max(widths, default=None),
        smallest_difference=_DETECTABLE * max(errors) if errors else None,
        systems=_ranked(names, headlines, ends, pairs, usable),
        pairs=pairs,
    )


def randomisation_p(
    task: Task, first: Counts, second: Counts, *, seed: int = 1, resamples: int = RESAMPLES
) -> float | None:
    """Returns the two-sided p of paired randomisation: documents swap systems by random signs, p = (b+1)/(n+1).

    b counts the swaps whose difference is at least as far from 0 as the one observed. Swaps with an undefined number
    are dropped; None if the observed difference is undefined or more than 5% are dropped.
    """
    a, b = Prepared(task, first), Prepared(task, second)
    halves, middle = (a.matrix - b.matrix) / 2, (a.matrix + b.matrix).sum(axis=0) / 2
    observed = float(a.headline(a.matrix.sum(axis=0)) - b.headline(b.matrix.sum(axis=0)))
    if np.isnan(observed):
        return None
    differences = []
    for signs in _random_signs(len(first.doc_ids), max(halves.shape[1], 1), seed=seed, resamples=resamples):
        moved = signs @ halves
        differences.append(a.headline(middle + moved) - b.headline(middle - moved))
    drawn = np.concatenate(differences)
    defined = drawn[~np.isnan(drawn)]
    if defined.size < (1 - MOST_UNDEFINED) * drawn.size:
        return None
    # Sums are exact halves of integers, but two ways to the same fraction may differ in its last bit.
    farther = int((np.abs(defined) >= abs(observed) - 1e-12).sum())
    return (farther + 1) / (defined.size + 1)


def bootstrap_p(differences: Floats) -> float | None:
    """Returns the two-sided p of the paired bootstrap, min(1, 2·min(share ≤ 0, share ≥ 0)).

    None if more than 5% of the differences are undefined, or all are.
    """
    defined = differences[~np.isnan(differences)]
    if not defined.size or defined.size < (1 - MOST_UNDEFINED) * differences.size:
        return None
    return min(1.0, 2 * min(float((defined <= 0).mean()), float((defined >= 0).mean())))


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """Returns Holm's step-down adjustment of p-values; an undefined one stays None and is not counted."""
    order = sorted((p, index) for index, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    reached = 0.0
    for place, (p, index) in enumerate(order):
        reached = max(reached, min(1.0, (len(order) - place) * p))
        adjusted[index] = reached
    return adjusted


def _compare_pair(
    task: Task,
    first: str,
    second: str,
    tables: Mapping[str, Counts],
    headlines: Mapping[str, float | None],
    values: Mapping[str, Floats],
    *,
    seed: int,
    resamples: int,
) -> Pair:
    a, b = headlines[first], headlines[second]
    p_randomisation = p_bootstrap = None
    ends: Interval | None = None
    if first in values and second in values:
        differences = values[first] - values[second]
        p_bootstrap = bootstrap_p(differences)
        ends = interval(differences, len(tables[first].doc_ids))
        if task.rank is None:
            p_randomisation = randomisation_p(task, tables[first], tables[second], seed=seed, resamples=resamples)
    return Pair(
        first=first,
        second=second,
        difference=None if a is None or b is None else a - b,
        interval=None if ends is None else (ends.low, ends.high),
        p_randomisation=p_randomisation,
        p_bootstrap=p_bootstrap,
        p=p_bootstrap if task.rank is not None else p_randomisation,
        p_holm=None,
        significant=False,
    )


def _with_holm(pair: Pair, p: float | None) -> Pair:
    fields = {name: getattr(pair, name) for name in pair.__struct_fields__}
    return Pair(**{**fields, "p_holm": p, "significant": p is not None and p <= ALPHA})


def _ranked(
    names: Sequence[str],
    headlines: Mapping[str, float | None],
    ends: Mapping[str, Interval | None],
    pairs: Sequence[Pair],
    usable: Sequence[str],
) -> dict[str, Rank]:
    better = dict.fromkeys(names, 0)
    worse = dict.fromkeys(names, 0)
    for pair in pairs:
        if pair.significant and pair.difference:
            winner, loser = (pair.first, pair.second) if pair.difference > 0 else (pair.second, pair.first)
            better[loser] += 1
            worse[winner] += 1
    result = {}
    for name in names:
        end = ends[name]
        placed = name in usable
        result[name] = Rank(
            headline=headlines[name],
            interval=None if end is None else (end.low, end.high),
            rank=1 + better[name] if placed else None,
            range=(1 + better[name], len(usable) - worse[name]) if placed else None,
        )
    return result


def _random_signs(documents: int, columns: int, *, seed: int, resamples: int) -> Iterator[Floats]:
    random = np.random.RandomState(seed)
    chunk = max(1, min(resamples, _CHUNK_CELLS // max(1, documents, columns)))
    for start in range(0, resamples, chunk):
        size = min(chunk, resamples - start)
        yield random.randint(0, 2, size=(size, documents), dtype=np.uint8).astype(np.float64) * 2 - 1
