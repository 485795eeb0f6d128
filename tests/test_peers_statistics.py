"""Tests and intervals over documents: p-values of F1 against scipy, and how often intervals hold what is true.

``test_comparison`` and ``test_resampling`` hold the rest: scipy's bootstrap on the same resamples, its permutation test
of sums, krippendorff's alpha, and resamples that are scored anew, document by document.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from onrecord.comparison import randomisation_p
from onrecord.counts import Counts
from onrecord.numbers import Floats
from onrecord.resampling import bootstrap, interval
from onrecord.tasks.entities import ENTITIES
from oracle_compare import exact_permutation_p

Integers = npt.NDArray[np.int64]


def counts_of(gold: Integers, predicted: Integers, found: Integers) -> Counts:
    """Returns the counts of documents with so many gold and predicted names, so many of which are right."""
    columns = {"gold.PERSON": gold, "predicted.PERSON": predicted, "strict.PERSON": found}
    table = np.zeros((gold.size, len(ENTITIES.columns)), dtype=np.int64)
    for column, values in columns.items():
        table[:, ENTITIES.columns.index(column)] = values
    return Counts(ENTITIES.columns, tuple(f"d{number}" for number in range(gold.size)), table)


def f1(rows: Floats) -> Floats:
    """Returns F1 of (gold, predicted, found) rows, summed over the last axis but one: straight from its definition."""
    sums = rows.sum(axis=-2)
    quotient: Floats = 2 * sums[..., 2] / (sums[..., 0] + sums[..., 1])
    return quotient


@pytest.mark.parametrize("documents", range(2, 11))
def test_randomisation_of_f1_is_scipys(documents: int) -> None:
    """For F1, which is no sum over documents, all patterns of signs give the p of scipy's permutation test of pairs.

    With ``permutation_type="samples"`` scipy swaps the systems of each document, all 2^n ways; what is swapped are
    the numbers of rows, 0 to n − 1 of the one system and n to 2n − 1 of the other. Our random signs tend to it.
    """
    draw = np.random.RandomState(documents)
    gold = draw.randint(1, 9, size=documents)
    systems = []
    for rate in (0.7, 0.4):
        found = draw.binomial(gold, rate)
        systems.append((gold, found + draw.randint(0, 4, size=documents), found))
    rows = np.concatenate([np.stack(system, axis=1) for system in systems]).astype(float)

    def difference(first: Floats, second: Floats, axis: int) -> Floats:
        assert axis == -1
        return f1(rows[first.astype(int)]) - f1(rows[second.astype(int)])

    places = np.arange(documents)
    expected = stats.permutation_test(
        (places, places + documents), difference, permutation_type="samples", vectorized=True, n_resamples=np.inf
    ).pvalue
    exact = exact_permutation_p(
        lambda chosen: float(f1(np.array(chosen))), list(rows[:documents]), list(rows[documents:])
    )
    assert exact == pytest.approx(expected, abs=1e-12)
    estimate = randomisation_p(ENTITIES, *(counts_of(*system) for system in systems), seed=1)
    assert estimate == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / 10_000) + 2e-4)


def test_documents_are_resampled_and_not_mentions() -> None:
    """Where documents differ in how hard they are, resampling them covers the truth and resampling mentions does not.

    Each of 60 documents has a rate of its own, uniform on (0, 1), at which its 1 to 30 names are found, so micro-F1 is
    truly 1/2. Of 200 such corpora the 95% interval over documents holds 1/2 in at least 180. That over mentions is
    shorter and holds it less often; so is, and does, the spread of ten replicates divided by √10: resamples spread as
    the number itself does, and more of them make their mean no surer.
    """
    draw = np.random.RandomState(7)
    trials, documents = 200, 60
    held = dict.fromkeys(("documents", "mentions", "divided again"), 0)
    longer = 0
    for trial in range(trials):
        gold = draw.randint(1, 31, size=documents)
        found = draw.binomial(gold, draw.rand(documents))
        counts = counts_of(gold, gold, found)
        values = bootstrap({"it": (ENTITIES, counts)}, seed=trial, resamples=300)["it"]
        mentions = draw.binomial(gold.sum(), found.sum() / gold.sum(), size=300) / gold.sum()
        ten = values[:10]
        half = 1.96 * ten.std(ddof=1) / math.sqrt(10)
        ends = {
            "documents": interval(values, documents),
            "mentions": interval(mentions, documents),
            "divided again": (ten.mean() - half, ten.mean() + half),
        }
        for name, pair in ends.items():
            assert pair is not None
            held[name] += pair[0] <= 0.5 <= pair[1]
        longer += np.ptp(ends["documents"]) > np.ptp(ends["mentions"])
    assert held["documents"] >= 0.9 * trials
    assert held["mentions"] < 0.7 * trials
    assert held["divided again"] < 0.6 * trials
    assert longer == trials
