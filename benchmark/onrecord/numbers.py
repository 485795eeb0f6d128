"""From totals to measures: precision, recall, F1, means, average precision and alpha.

Every function but alpha takes and returns float64 arrays of one shape (a scalar total is an array without axes). An
undefined number, 0/0, is NaN here and null in a report: never 0, never 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Whole = TypeVar("Whole", int, npt.NDArray[Any])
"""An integer, or an array of integers."""

S = 720720
"""The unit in which fractions are stored as integers: the least common multiple of 1 to 16."""


def fixed(numerator: Whole, denominator: Whole) -> Whole:
    """Returns ``numerator / denominator`` (non-negative, positive) in units of 1/S, rounded half up.

    Both are integers, or integer arrays of one shape; 2·S·numerator must fit into the arrays' type.
    """
    rounded: Whole = (2 * S * numerator + denominator) // (2 * denominator)
    return rounded


def ratio(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Floats:
    """Returns the quotient, NaN where the denominator is 0."""
    top, bottom = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    quotient: Floats = np.full(np.broadcast(top, bottom).shape, np.nan)
    np.divide(top, bottom, out=quotient, where=bottom != 0)
    return quotient


def prf(name: str, found: npt.ArrayLike, gold: npt.ArrayLike, predicted: npt.ArrayLike) -> dict[str, Floats]:
    """Returns ``name.p``, ``name.r``, ``name.f1`` of ``found`` true positives among ``gold`` and ``predicted`` items.

    F1 = 2·found / (gold + predicted): 0 with gold and no prediction (where precision is undefined), undefined with
    neither. An empty ``name`` gives the bare keys.
    """
    tp, all_gold, all_predicted = (np.asarray(item, dtype=np.float64) for item in (found, gold, predicted))
    dot = f"{name}." if name else ""
    return {
        f"{dot}p": ratio(tp, all_predicted),
        f"{dot}r": ratio(tp, all_gold),
        f"{dot}f1": ratio(2 * tp, all_gold + all_predicted),
    }


def harmonic(precision: Floats, recall: Floats) -> Floats:
    """Returns F1 of a precision and a recall that have numerators of their own (as B³ has).

    0 where one of them is undefined and the other is not, undefined where both are.
    """
    p, r = np.nan_to_num(precision), np.nan_to_num(recall)
    f1 = np.nan_to_num(ratio(2 * p * r, p + r))
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, f1)


def mean_of_defined(values: Iterable[Floats]) -> Floats:
    """Returns the mean over the items that are defined, NaN where none is."""
    stack = np.stack([np.asarray(value, dtype=np.float64) for value in values])
    defined = ~np.isnan(stack)
    return ratio(np.where(defined, stack, 0.0).sum(axis=0), defined.sum(axis=0))


def average_precision(hits: Floats, items: Floats, positives: Floats) -> Floats:
    """Returns average precision, Σ ΔR·P over distinct scores, tied scores as one threshold.

    Args:
        hits: (…, thresholds): positives at each distinct score, scores descending.
        items: (…, thresholds): all items at each distinct score.
        positives: (…): all positives, those without a score included (they are never found).

    The definition is that of scikit-learn's ``average_precision_score``, with missing items left in the denominator.
    """
    precision = np.nan_to_num(ratio(np.cumsum(hits, axis=-1), np.cumsum(items, axis=-1)))
    return ratio((hits * precision).sum(axis=-1), positives)


def above_chance(score: Floats, chance: Floats) -> Floats:
    """Returns (score − chance) / (1 − chance): 0 at chance, 1 at perfection."""
    return ratio(score - chance, 1.0 - chance)


def nominal_alpha(pairs: Iterable[tuple[object, object]]) -> float | None:
    """Returns Krippendorff's alpha for two coders and nominal labels, None without at least two pairs.

    1 where the coders always agree, 0 at chance. None where all labels are one, since chance would always agree too.
    Source: Krippendorff, Content Analysis (2004), chapter 11.
    """
    coded = list(pairs)
    if len(coded) < 2:
        return None
    totals = Counter(label for pair in coded for label in pair)
    values = totals.total()
    observed = sum(first != second for first, second in coded) / len(coded)
    expected = 1 - sum(n * (n - 1) for n in totals.values()) / (values * (values - 1))
    return None if expected == 0 else 1 - observed / expected
