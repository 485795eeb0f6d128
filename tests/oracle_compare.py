"""Deliberately naive references for comparing systems: pure Python, written from the definition of the measures alone.

Run as a script, it checks itself on examples worked by hand and against other definitions of the same things.

Where the definition is silent or can be read in two ways, this is the reading taken here:

 1. The permutation test here is exact: the share of all 2^n patterns, the observed one among them. The estimate from
    random signs, (b+1)/(n+1), tends to it. The difference of the headlines is compared by its absolute value.
 2. A pattern in which a headline is undefined is dropped, as a bootstrap resample is, and over 5% dropped make the p
    undefined; so does an observed difference that is undefined. Undefined resamples of a bootstrap likewise.
 3. A p that is undefined is no test: it stays undefined, and Holm's procedure counts the others alone.
 4. A difference of exactly 0 in a bootstrap counts on both sides.
 5. Ranks depend on which pairs are significant and not on the order of the headlines; significance need not be
    transitive.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product
from typing import TypeAlias, TypeVar

Row = TypeVar("Row")
Pair: TypeAlias = tuple[int, int]

TOLERANCE = 1e-12
"""How much less than the observed difference still counts as equal to it."""

MOST_DROPPED = Fraction(5, 100)
"""The largest share of undefined resamples that leaves a number defined."""


def exact_permutation_p(
    headline: Callable[[list[Row]], float | None], rows_a: Sequence[Row], rows_b: Sequence[Row]
) -> float | None:
    """Return the two-sided p of two systems' difference over all swaps of documents between them.

    Args:
        headline: the number of a list of rows, one row a document, or None if it is undefined.
        rows_a: the rows of one system.
        rows_b: the rows of the other, of the same documents in the same order; ten at most.

    Returns:
        The share of patterns with at least the observed difference, or None (reading 2).

    """
    if len(rows_a) > 10:
        raise ValueError(f"{len(rows_a)} documents have too many patterns")
    documents = list(zip(rows_a, rows_b, strict=True))

    def difference(swaps: tuple[bool, ...]) -> float | None:
        a = headline([y if swap else x for (x, y), swap in zip(documents, swaps, strict=True)])
        b = headline([x if swap else y for (x, y), swap in zip(documents, swaps, strict=True)])
        return None if a is None or b is None else a - b

    observed = difference((False,) * len(documents))
    if observed is None:
        return None
    patterns = [difference(swaps) for swaps in product((False, True), repeat=len(documents))]
    defined = kept(patterns)
    if not defined:
        return None
    return float(share(defined, lambda value: abs(value) >= abs(observed) - TOLERANCE))


def kept(values: Sequence[float | None]) -> list[float]:
    """Return the values that are defined, or none if over 5% are not."""
    defined = [value for value in values if value is not None]
    dropped = len(values) - len(defined)
    return [] if not values or Fraction(dropped, len(values)) > MOST_DROPPED else defined


def share(values: Sequence[float], holds: Callable[[float], bool]) -> Fraction:
    """Return the share of values for which something holds."""
    return Fraction(sum(holds(value) for value in values), len(values))


def paired_bootstrap_p(diffs: Sequence[float | None]) -> float | None:
    """Return the p of a paired bootstrap, from the differences in its resamples."""
    defined = kept(diffs)
    if not defined:
        return None
    smaller = min(share(defined, lambda value: value <= 0), share(defined, lambda value: value >= 0))
    return float(min(Fraction(1), 2 * smaller))


def holm(pvalues: Sequence[float | None]) -> list[float | None]:
    """Return the p values adjusted by Holm's step-down procedure, in the order given."""
    order = sorted((p, place) for place, p in enumerate(pvalues) if p is not None)
    adjusted: list[float | None] = [None] * len(pvalues)
    largest = 0.0
    for step, (p, place) in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - step) * p))
        adjusted[place] = largest
    return adjusted


def ranks(n: int, significant_pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """Return each system's range of ranks, whose first is its rank.

    Args:
        n: how many systems there are, numbered from 0.
        significant_pairs: (better, worse) for each pair whose difference is significant.

    """
    pairs = set(significant_pairs)
    assert not any((worse, better) in pairs for better, worse in pairs)
    return [
        (
            1 + sum((other, system) in pairs for other in range(n)),
            n - sum((system, other) in pairs for other in range(n)),
        )
        for system in range(n)
    ]


# The checks of this file on itself


def average(rows: Sequence[float]) -> float | None:
    """Return the mean of some rows, a headline that is linear in them."""
    return sum(rows) / len(rows) if rows else None


def quotient(rows: Sequence[Pair]) -> float | None:
    """Return the sum of the first columns over that of the second, a headline that is not linear in the rows."""
    whole = sum(row[1] for row in rows)
    return sum(row[0] for row in rows) / whole if whole else None


def check_permutation_examples() -> None:
    """Check exact tests worked out by hand."""
    # one document: the swap has the same absolute difference
    assert exact_permutation_p(average, [1.0], [0.0]) == 1.0
    # differences 1, 1, 1: of 8 patterns +++ and --- reach 3
    assert exact_permutation_p(average, [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]) == 0.25
    # differences 3, 1: sums 4, 2, -2, -4
    assert exact_permutation_p(average, [3.0, 1.0], [0.0, 0.0]) == 0.5
    # differences 3, -1: sums 2, 4, -4, -2, all at least 2
    assert exact_permutation_p(average, [3.0, 0.0], [0.0, 1.0]) == 1.0
    # differences 2, 1, -1: sums 2, 4, 0, 2, -2, 0, -4, -2
    assert exact_permutation_p(average, [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]) == 0.75
    # no difference: every pattern has at least that
    assert exact_permutation_p(average, [0.5, 0.25], [0.5, 0.25]) == 1.0
    # 10 documents, all in favour: 2 of 1024
    assert exact_permutation_p(average, [1.0] * 10, [0.0] * 10) == 2 / 1024
    # 1/1 and 2/2 against 0/1 and 0/4: differences 1, then 2/3 - 1/5 for the first swapped, 1/5 - 2/3, -1
    assert exact_permutation_p(quotient, [(1, 1), (2, 2)], [(0, 1), (0, 4)]) == 0.5
    # 1/1 and 0/1 against 0/1 and 1/9: observed 1/2 - 1/10, swapped first 0/2 - 2/10: its size is less
    assert exact_permutation_p(quotient, [(1, 1), (0, 1)], [(0, 1), (1, 9)]) == 0.5
    # differences .1, .2, .3, -.3: 4 of the 16 sums are ±.1, the others reach .3, some of them by the tolerance alone
    assert exact_permutation_p(sum, [0.1, 0.2, 0.3, 0.0], [0.0, 0.0, 0.0, 0.3]) == 0.75
    # an undefined observed difference; one pattern in two undefined
    assert exact_permutation_p(quotient, [(0, 0)], [(1, 1)]) is None
    assert exact_permutation_p(quotient, [(1, 1), (0, 0)], [(0, 0), (1, 2)]) is None
    assert exact_permutation_p(average, [], []) is None


def check_permutation(seed: int) -> None:
    """Compare the exact test of a linear headline with plain sums of signs, and turn it about."""
    rng = random.Random(seed)
    size = rng.randint(1, 7)
    a, b = ([rng.randint(0, 4) for _ in range(size)] for _ in range(2))
    differences = [x - y for x, y in zip(a, b, strict=True)]
    sums = [0]
    for value in differences:
        sums = [total + sign * value for total in sums for sign in (1, -1)]
    expected = sum(abs(total) >= abs(sum(differences)) for total in sums) / len(sums)
    assert expected == exact_permutation_p(average, a, b)
    rows_a = [(value, value + rng.randint(1, 3)) for value in a]
    rows_b = [(value, value + rng.randint(1, 3)) for value in b]
    p = exact_permutation_p(quotient, rows_a, rows_b)
    assert p == exact_permutation_p(quotient, rows_b, rows_a)
    assert p is not None
    assert p >= 2 / 2**size
    order = rng.sample(range(size), size)
    assert p == exact_permutation_p(quotient, [rows_a[k] for k in order], [rows_b[k] for k in order])


def check_holm_examples() -> None:
    """Check adjusted p values worked out by hand."""
    assert holm([]) == []
    assert holm([0.25]) == [0.25]
    # 3 x 1/64, 2 x 1/32, 1 x 1/16: rising already
    assert holm([1 / 16, 1 / 64, 1 / 32]) == [1 / 16, 3 / 64, 1 / 16]
    # 4 x 1/8 = 1/2, then 3 x 1/8 raised to 1/2, 2 x 1/2 = 1, and 3/4 raised to 1
    assert holm([1 / 8, 1 / 8, 1 / 2, 3 / 4]) == [0.5, 0.5, 1.0, 1.0]
    # capped: 2 x 3/4, then 7/8 raised to 1
    assert holm([7 / 8, 3 / 4]) == [1.0, 1.0]
    # an undefined one is no test
    assert holm([None, 1 / 4, 1 / 8]) == [None, 0.25, 0.25]


def check_holm(seed: int) -> None:
    """Compare Holm's procedure with the closed testing that it shortens: the worst Bonferroni of all sets with a p."""
    rng = random.Random(seed)
    pvalues = [rng.randint(0, 64) / 64 for _ in range(rng.randint(1, 6))]
    places = range(len(pvalues))
    sets = [chosen for size in places for chosen in combinations(places, size + 1)]
    expected = [
        max(min(1.0, len(chosen) * min(pvalues[k] for k in chosen)) for chosen in sets if place in chosen)
        for place in places
    ]
    assert expected == holm(pvalues)


def check_rank_examples() -> None:
    """Check ranges worked out by hand."""
    assert ranks(0, []) == []
    assert ranks(3, []) == [(1, 3), (1, 3), (1, 3)]
    assert ranks(3, [(0, 1), (0, 2), (1, 2)]) == [(1, 1), (2, 2), (3, 3)]
    # 0 beats 2 alone, 1 is inseparable from both: not two tied groups
    assert ranks(3, [(0, 2)]) == [(1, 2), (1, 3), (2, 3)]
    # 0 beats 1 and 1 beats 2, but 0 and 2 are inseparable
    assert ranks(3, [(0, 1), (1, 2)]) == [(1, 2), (2, 2), (2, 3)]
    assert ranks(4, [(3, 0), (3, 1), (2, 0)]) == [(3, 4), (2, 4), (1, 3), (1, 2)]


def check_ranks(seed: int) -> None:
    """Compare ranges with the places that a system takes in all orders that keep a transitive significance."""
    rng = random.Random(seed)
    size = rng.randint(1, 5)
    scores, gap = [rng.randint(0, 6) for _ in range(size)], rng.randint(1, 4)
    pairs = [(i, j) for i in range(size) for j in range(size) if scores[i] - scores[j] >= gap]
    orders = [order for order in permutations(range(size)) if all(order.index(i) < order.index(j) for i, j in pairs)]
    for system, range_ in enumerate(ranks(size, pairs)):
        places = [1 + order.index(system) for order in orders]
        assert range_ == (min(places), max(places))


def check_bootstrap() -> None:
    """Check bootstrap p values worked out by hand."""
    assert paired_bootstrap_p([0.5, 0.25, 1.0]) == 0.0
    assert paired_bootstrap_p([1.0, 1.0, 1.0, -1.0]) == 0.5
    assert paired_bootstrap_p([-1.0, -1.0, -1.0, 1.0]) == 0.5
    # 0 counts on both sides: 2/8 are at most 0, all are at least 0
    assert paired_bootstrap_p([0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]) == 0.5
    assert paired_bootstrap_p([0.0, 0.0]) == 1.0
    assert paired_bootstrap_p([1.0, 0.0, -1.0]) == 1.0
    # 1 of 20 undefined is dropped, 2 of 20 are too many
    assert paired_bootstrap_p([None, -1.0, *[1.0] * 18]) == float(Fraction(2, 19))
    assert paired_bootstrap_p([None, None, *[1.0] * 18]) is None
    assert paired_bootstrap_p([]) is None


def main(rounds: int = 300) -> None:
    """Run all checks and say so."""
    check_permutation_examples()
    check_holm_examples()
    check_rank_examples()
    check_bootstrap()
    for seed in range(rounds):
        check_permutation(seed)
        check_holm(seed)
        check_ranks(seed)
    print(f"{rounds} rounds: exact tests, Holm's procedure and ranges agree with other definitions of them")


if __name__ == "__main__":
    main()
