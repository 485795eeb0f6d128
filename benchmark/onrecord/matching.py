"""Pairs gold with predicted items one to one: optimal, and the same whatever the order in which they come.

The pairing is a maximum-weight matching with integer weights. Candidates that share nothing fall into separate
components, so the cost follows the overlaps and not the length of a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.stretches import Stretches, alike, overlapping

Weights = Mapping[tuple[int, int], int]
"""(row, column) to a positive weight; a pair that is absent may not be formed."""


def best_pairs(weights: Weights, *, settle_ties: bool = True) -> list[tuple[int, int]]:
    """Returns the one-to-one pairs of greatest total weight, in ascending order.

    Ties go to the lexicographically least list of pairs, so the answer depends on the numbering of rows and columns
    alone. Where only totals are asked for, ``settle_ties=False`` saves the work.
    """
    rows = Counter(row for row, _ in weights)
    columns = Counter(column for _, column in weights)
    # A pair whose row and column have no other candidate is chosen whatever the rest does; most are like that.
    alone = [pair for pair in weights if rows[pair[0]] == 1 == columns[pair[1]]]
    if len(alone) == len(weights):
        return sorted(alone)
    others = [pair for pair in weights if not rows[pair[0]] == 1 == columns[pair[1]]]
    for component in _components(others):
        alone += _solve(component, weights, settle_ties=settle_ties)
    return sorted(alone)


def most_pairs(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Returns the most one-to-one pairs among some (row, column), as row to column; which of several such is not said.

    Maximum-cardinality matching in O(pairs · √rows) after Hopcroft and Karp (1973), for what weighs all the same.
    """
    columns_of: dict[int, list[int]] = {}
    for row, column in pairs:
        columns_of.setdefault(row, []).append(column)
    row_of: dict[int, int] = {}
    column_of: dict[int, int] = {}
    for row, columns in columns_of.items():
        free = next((column for column in columns if column not in row_of), None)
        if free is not None:
            column_of[row], row_of[free] = free, row
    while True:
        layer = _layers(columns_of, column_of, row_of)
        if not sum(_augment(row, columns_of, column_of, row_of, layer) for row in columns_of if row not in column_of):
            return column_of


def _layers(
    columns_of: Mapping[int, Sequence[int]], column_of: Mapping[int, int], row_of: Mapping[int, int]
) -> dict[int, int]:
    """Returns how far each row lies from a free one along alternating paths, up to where a free column is met."""
    layer = {row: 0 for row in columns_of if row not in column_of}
    queue, met = list(layer), False
    while queue and not met:
        following = []
        for row in queue:
            for column in columns_of[row]:
                other = row_of.get(column)
                if other is None:
                    met = True
                elif other not in layer:
                    layer[other] = layer[row] + 1
                    following.append(other)
        queue = following
    return layer


def _augment(
    root: int,
    columns_of: Mapping[int, Sequence[int]],
    column_of: dict[int, int],
    row_of: dict[int, int],
    layer: dict[int, int],
) -> bool:
    """Looks for one shortest augmenting path from a free row and flips it; rows that lead nowhere leave ``layer``."""
    path = [(root, iter(columns_of[root]))]
    chosen: list[int] = []
    while path:
        row, columns = path[-1]
        for column in columns:
            other = row_of.get(column)
            if other is None:
                for (owner, _), taken in zip(path, [*chosen, column], strict=True):
                    column_of[owner], row_of[taken] = taken, owner
                return True
            if layer.get(other) == layer.get(row, -2) + 1:
                path.append((other, iter(columns_of[other])))
                chosen.append(column)
                break
        else:
            layer.pop(row, None)
            path.pop()
            if chosen:
                chosen.pop()
    return False


def most_then_best(gains: Weights) -> list[tuple[int, int]]:
    """Returns the pairs that are most in number, then of greatest total gain, then least as a list.

    ``gains`` are non-negative integers, so a pair with no gain still counts as a pair.
    """
    if not gains:
        return []
    # One pair more outweighs every sum of gains.
    step = 1 + sum(gains.values())
    return best_pairs({pair: step + gain for pair, gain in gains.items()})


def alike_pairs(gold: Sequence[Stretches], predicted: Sequence[Stretches]) -> list[tuple[int, int]]:
    """Pairs two lists of stretches at IoU of at least one half: most pairs, then greatest sum of IoU, then least list.

    Both lists must be in a fixed order (sorted by spans) for the answer to be the same whatever order they came in.
    """
    gains: dict[tuple[int, int], int] = {}
    for g, p in overlapping(gold, predicted):
        gain = alike(gold[g], predicted[p])
        if gain is not None:
            gains[g, p] = gain
    return most_then_best(gains)


def _components(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Splits the candidate pairs into groups that share neither a row nor a column."""
    root: dict[int, int] = {}

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    # Rows are the even nodes, columns the odd ones.
    for row, column in pairs:
        left, right = 2 * row, 2 * column + 1
        root.setdefault(left, left)
        root.setdefault(right, right)
        root[find(left)] = find(right)
    groups: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        groups.setdefault(find(2 * pair[0]), []).append(pair)
    return list(groups.values())


def _solve(component: list[tuple[int, int]], weights: Weights, *, settle_ties: bool) -> list[tuple[int, int]]:
    rows = sorted({row for row, _ in component})
    columns = sorted({column for _, column in component})
    place = {column: number for number, column in enumerate(columns)}
    # The tie-break is part of the weight: row by row a digit that is greater for an earlier column and 0 for none.
    # A greater number is then a lexicographically lesser list, and exact integers make one solution do for all.
    base = len(columns) + 1 if settle_ties else 1
    unit = base ** len(rows)
    matrix = [[0] * len(columns) for _ in rows]
    for number, row in enumerate(rows):
        digit = base ** (len(rows) - 1 - number)
        for column in columns:
            if (row, column) in weights:
                tie = (len(columns) - place[column]) * digit if settle_ties else 0
                matrix[number][place[column]] = weights[row, column] * unit + tie
    if len(rows) <= len(columns):
        chosen = _assign(matrix)
    else:
        turned = [list(line) for line in zip(*matrix, strict=True)]
        chosen = [(row, column) for column, row in _assign(turned)]
    return [(rows[row], columns[column]) for row, column in chosen if matrix[row][column] > 0]


def _assign(matrix: list[list[int]]) -> list[tuple[int, int]]:
    """Gives each row a column of its own with the greatest total (rows ≤ columns), by shortest augmenting paths.

    The Hungarian method with potentials, O(rows² · columns): Kuhn (1955), Munkres (1957).
    """
    n, m = len(matrix), len(matrix[0])
    row_potential, column_potential = [0] * (n + 1), [0] * (m + 1)
    row_of = [0] * (m + 1)  # the row (from 1) that holds each column (from 1); 0 for none
    for row in range(1, n + 1):
        row_of[0] = row
        column = 0
        slack: list[int | None] = [None] * (m + 1)
        came_from = [0] * (m + 1)
        done = [False] * (m + 1)
        while row_of[column] != 0:
            done[column] = True
            here = row_of[column]
            best: int | None = None
            following = 0
            for other in range(1, m + 1):
                if done[other]:
                    continue
                cost = -matrix[here - 1][other - 1] - row_potential[here] - column_potential[other]
                known = slack[other]
                if known is None or cost < known:
                    slack[other] = known = cost
                    came_from[other] = column
                if best is None or known < best:
                    best, following = known, other
            step = best or 0
            for other in range(m + 1):
                if done[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                elif (known := slack[other]) is not None:
                    slack[other] = known - step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return [(row_of[column] - 1, column - 1) for column in range(1, m + 1) if row_of[column]]
