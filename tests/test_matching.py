"""The assignment against complete search and against scipy, and the ranges under it against sets."""

import random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from onrecord.matching import best_pairs, most_pairs, most_then_best
from onrecord.numbers import S, fixed
from onrecord.overlaps import one_to_one
from onrecord.stretches import alike, length, overlapping, shared, union

Pairs = list[tuple[int, int]]


def every_pairing(weights: dict[tuple[int, int], int]) -> list[Pairs]:
    """Returns every one-to-one pairing of the candidates."""
    found: list[Pairs] = [[]]
    for row in sorted({row for row, _ in weights}):
        extended = list(found)
        for pairing in found:
            taken = {column for _, column in pairing}
            extended += [[*pairing, (r, c)] for r, c in sorted(weights) if r == row and c not in taken]
        found = extended
    return found


@pytest.mark.parametrize("seed", range(20))
def test_best_pairs_are_those_of_complete_search(seed: int) -> None:
    """Of all pairings that of greatest weight is taken, and of those the lexicographically least list."""
    draw = random.Random(seed)
    for _ in range(60):
        rows, columns = draw.randint(1, 4), draw.randint(1, 4)
        weights = {(r, c): draw.randint(1, 3) for r in range(rows) for c in range(columns) if draw.random() < 0.6}
        expected = min(every_pairing(weights), key=lambda pairs: (-sum(weights[pair] for pair in pairs), pairs))
        assert best_pairs(weights) == expected
        most = min(
            every_pairing(weights), key=lambda pairs: (-len(pairs), -sum(weights[pair] for pair in pairs), pairs)
        )
        assert most_then_best(weights) == most


@pytest.mark.parametrize("seed", range(10))
def test_totals_are_scipys(seed: int) -> None:
    """On larger dense matrices the total is that of scipy.optimize.linear_sum_assignment."""
    draw = np.random.RandomState(seed)
    matrix = draw.randint(1, 1000, size=(int(draw.randint(2, 30)), int(draw.randint(2, 30))))
    weights = {(r, c): int(matrix[r, c]) for r in range(matrix.shape[0]) for c in range(matrix.shape[1])}
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    for settle_ties in (True, False):
        pairs = best_pairs(weights, settle_ties=settle_ties)
        assert sum(weights[pair] for pair in pairs) == matrix[rows, columns].sum()


@pytest.mark.parametrize("seed", range(20))
def test_pairs_of_many_documents_weigh_most(seed: int) -> None:
    """Chosen from arrays, the pairs are one to one, and those of each document weigh as much as the heaviest there."""
    draw = random.Random(seed)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number in range(40):
        rows, columns = draw.randint(1, 6), draw.randint(1, 6)
        found |= {
            (10 * number + r, 10 * number + c): (draw.randint(1, draw.choice((1, 3, 1000))), number)
            for r in range(rows)
            for c in range(columns)
            if draw.random() < draw.choice((0.3, 0.9))
        }
    pairs = draw.sample(list(found), len(found))
    rows, columns = np.array(pairs, dtype=np.int64).T
    weights, documents = np.array([found[pair] for pair in pairs], dtype=np.int64).T
    chosen = one_to_one(rows, columns, weights, documents)
    assert len(set(rows[chosen])) == len(set(columns[chosen])) == chosen.sum()
    for number in range(40):
        own = {pair: weight for pair, (weight, document) in found.items() if document == number}
        assert weights[chosen & (documents == number)].sum() == sum(own[pair] for pair in best_pairs(own))


@pytest.mark.parametrize("seed", range(10))
def test_ranges_are_sets(seed: int) -> None:
    """Union, length, intersection, overlap and the IoU rule agree with sets of positions."""
    draw = random.Random(seed)

    def ranges() -> list[tuple[int, int]]:
        return [(start, start + draw.randint(0, 6)) for start in draw.choices(range(30), k=draw.randint(0, 4))]

    for _ in range(200):
        raw = [ranges() for _ in range(4)]
        sets = [{position for start, end in item for position in range(start, end)} for item in raw]
        items = [union(item) for item in raw]
        assert [length(item) for item in items] == [len(item) for item in sets]
        assert shared(items[0], items[1]) == len(sets[0] & sets[1])
        both, either = len(sets[0] & sets[1]), len(sets[0] | sets[1])
        expected = fixed(both, either) if both and 2 * both >= either else None
        assert alike(items[0], items[1]) == expected
        touching = {(i, j) for i in (0, 1) for j in (0, 1) if sets[i] & sets[2 + j]}
        assert set(overlapping(items[:2], items[2:])) == touching


def test_fixed_point_rounds_half_up() -> None:
    """Halves go up, and fractions of 1 to 16 are exact."""
    assert [fixed(1, n) * n for n in range(1, 17)] == [S] * 16
    assert fixed(1, 2 * S) == 1
    assert fixed(1, 2 * S + 1) == 0


def test_a_thousand_overlapping_predictions_of_one_item_are_quick() -> None:
    """A hostile file gives one gold item thousands of candidates; rows are few, so the cost stays linear in columns."""
    weights = {(r, c): 1 + (r * 7 + c) % 5 for r in range(3) for c in range(5000)}
    assert len(best_pairs(weights)) == 3


def test_most_pairs_are_scipys() -> None:
    """On random graphs, sparse and dense, as many pairs as scipy's maximum_bipartite_matching, one to one."""
    rng = random.Random(5)
    for _ in range(400):
        rows, columns = rng.randint(1, 12), rng.randint(1, 12)
        edges = [(r, c) for r in range(rows) for c in range(columns) if rng.random() < rng.choice((0.1, 0.3, 0.7))]
        found = most_pairs(edges)
        assert set(found.items()) <= set(edges)
        assert len(set(found.values())) == len(found)
        graph = csr_matrix(([1] * len(edges), ([r for r, _ in edges], [c for _, c in edges])), shape=(rows, columns))
        assert len(found) == int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def test_a_long_chain_and_a_dense_block_are_paired_soon() -> None:
    """Each of 20,000 rows that may take its own column or the next, and 300 rows that may take any of 300."""
    chain = [(row, column) for row in range(20_000) for column in (row + 1, row) if column < 20_000]
    assert len(most_pairs(chain)) == 20_000
    assert len(most_pairs([(row, column) for row in range(300) for column in range(300)])) == 300
