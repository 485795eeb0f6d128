"""The cluster measures against the package scorch (B³, CEAF-e), and LEA against examples worked by hand.

scorch scores one document at a time and returns recall, precision and F1 in this order. Mentions of one side alone it
treats as we do: they count among the mentions of their side and are found by nothing. The one difference in convention
is that what has nothing to divide by is 0 there and undefined here; the tests ask for exactly this difference.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from scorch import scores

from onrecord.cases import Case
from onrecord.tasks.entities import ENTITIES
from small_cases import Numbers, assert_close, clusters, long_document, numbers_of

Clusters = list[set[int]]
Scorer = Callable[[Clusters, Clusters], tuple[float, float, float]]

EXACT = 1e-12
"""Fixed point is exact for fractions of up to 16, which are all that small clusters have."""

ROUNDED = 1e-6
"""Fixed point rounds other fractions to 1/720720; each measure here is a mean of these."""


def case_of(gold: Clusters, predicted: Clusters, doc_id: str = "d") -> Case:
    """Returns a case of clusters whose mentions are at the offsets that they hold."""
    return Case(long_document(doc_id, 200), clusters(gold, doc_id), clusters(predicted, doc_id))


def random_partition(draw: random.Random, members: list[int], most: int) -> Clusters:
    """Returns the members in clusters, at random, of at most ``most`` members each."""
    found: Clusters = []
    for member in draw.sample(members, len(members)):
        open_ones = [cluster for cluster in found if len(cluster) < most]
        if open_ones and draw.random() < 0.7:
            draw.choice(open_ones).add(member)
        else:
            found.append({member})
    return found


def random_clusters(draw: random.Random, members: int, most: int, *, same: bool) -> tuple[Clusters, Clusters]:
    """Returns gold and predicted clusters of the same mentions or, else, with some that the other side has not."""
    places = list(range(0, 2 * draw.randint(0, members), 2))
    gold = random_partition(draw, places, most)
    if draw.random() < 0.1:
        return gold, [set(cluster) for cluster in gold]
    if same:
        return gold, random_partition(draw, places, most)
    kept = [place for place in places if draw.random() < 0.7]
    others = [place + 1 for place in places if draw.random() < 0.2]
    return gold, random_partition(draw, kept + others, most)


def expected_numbers(name: str, score: Scorer, gold: Clusters, predicted: Clusters) -> Numbers:
    """Returns what scorch says, under our names, with its 0 for want of clusters as undefined."""
    # Where nothing is shared, CEAF of scorch 0.2.0 raises (harmonic_mean of numpy's zeros); its formulae give 0.
    shared = any(one & other for one in gold for other in predicted)
    recall, precision, f1 = score(gold, predicted) if shared or score is scores.b_cubed else (0.0, 0.0, 0.0)
    assert recall == 0 or gold
    assert precision == 0 or predicted
    return {
        f"{name}.r": recall if gold else None,
        f"{name}.p": precision if predicted else None,
        f"{name}.f1": f1 if gold or predicted else None,
    }


@pytest.mark.parametrize("same", [True, False], ids=["the same mentions", "mentions of one side alone"])
@pytest.mark.parametrize(
    ("members", "most", "tolerance"), [(12, 8, EXACT), (90, 60, ROUNDED)], ids=["small clusters", "big clusters"]
)
def test_b_cubed_and_ceaf_e_are_scorchs(members: int, most: int, tolerance: float, *, same: bool) -> None:
    """On one document, B³ and CEAF-e are those of scorch: recall, precision and F1."""
    draw = random.Random(members + same)
    for number in range(300 if members < 50 else 80):
        gold, predicted = random_clusters(draw, members, most, same=same)
        expected = expected_numbers("b3", scores.b_cubed, gold, predicted)
        expected |= expected_numbers("ceafe", scores.ceaf_e, gold, predicted)
        assert_close(expected, numbers_of(ENTITIES, [case_of(gold, predicted)]), tolerance, (number, gold, predicted))


@pytest.mark.parametrize("seed", range(20))
def test_b_cubed_of_many_documents_is_scorchs_of_one(seed: int) -> None:
    """B³ sums over mentions, so many documents score as one that holds the clusters of all.

    CEAF-e does too: clusters of different documents share no mention, and pairs that share nothing add nothing.
    """
    draw = random.Random(seed)
    pairs = [random_clusters(draw, 10, 8, same=False) for _ in range(30)]
    cases = [case_of(gold, predicted, f"d{number}") for number, (gold, predicted) in enumerate(pairs)]
    whole: tuple[Clusters, Clusters] = ([], [])
    for number, pair in enumerate(pairs):
        for side, found in zip(whole, pair, strict=True):
            side += [{1000 * number + place for place in cluster} for cluster in found]
    expected = expected_numbers("b3", scores.b_cubed, *whole)
    expected |= expected_numbers("ceafe", scores.ceaf_e, *whole)
    assert_close(expected, numbers_of(ENTITIES, cases), EXACT, seed)


LEA = [
    # Moosavi and Strube (2016), section 4: links found over links, weighted by the size of the cluster.
    # Recall: {a,b,c} has 3 links, of which ab is found: 3·1/3 = 1; {d,e,f,g} has 6, of which fg: 4·1/6 = 2/3;
    # (1 + 2/3)/(3 + 4) = 5/21 = .238. Precision: {a,b} 2·1/1 = 2; {c,d} 2·0/1 = 0; {f,g,h,i} 4·1/6 = 2/3;
    # (2 + 0 + 2/3)/(2 + 2 + 4) = 1/3. F1 = 2·(5/21)·(1/3)/(5/21 + 1/3) = (10/63)/(12/21) = 5/18.
    pytest.param("abc defg", "ab cd fghi", 5 / 21, 1 / 3, 5 / 18, id="the article's example"),
    # {a} has its one link, to itself, found by {a}: 1·1; {b,c} has bc, not found: 2·0. Recall (1 + 0)/3;
    # precision: {a} 1·1, {b} and {c} 1·0 each, since b and c are no singletons of the gold: 1/3.
    pytest.param("a bc", "a b c", 1 / 3, 1 / 3, 1 / 3, id="a singleton found, a pair cut"),
    # {a}'s link to itself is found by the singleton {a} alone, and {a,b} has a link that the gold has not: all 0.
    pytest.param("a", "ab", 0, 0, 0, id="a singleton joined with another mention"),
    # Recall: {a} 1·0, {b} 1·1: 1/2. Precision: {b} 1·1, {c} 1·0: 1/2.
    pytest.param("a b", "b c", 1 / 2, 1 / 2, 1 / 2, id="singletons of one side alone"),
    # Recall: {a,b,c,d} has 6 links; ab and cd are found: 4·2/6 = 4/3; {e} 1·0, as e stands nowhere: (4/3)/5 = 4/15.
    # Precision: {a,b} 2·1, {c,d} 2·1: 1. F1 = 2·(4/15)/(19/15) = 8/19.
    pytest.param("abcd e", "ab cd", 4 / 15, 1, 8 / 19, id="a cluster cut in two"),
    # Recall: {a,b} 2·1, {c,d} 2·1: 1. Precision: 6 links, ab and cd of the gold: 4·(2/6)/4 = 1/3. F1 = 2·(1/3)/(4/3).
    pytest.param("ab cd", "abcd", 1, 1 / 3, 1 / 2, id="two clusters joined"),
    pytest.param("a bc def", "def a bc", 1, 1, 1, id="perfect"),
    pytest.param("ab c", "", 0, None, 0, id="no prediction"),
    pytest.param("", "ab c", None, 0, 0, id="no gold"),
    pytest.param("", "", None, None, None, id="nothing"),
]


@pytest.mark.parametrize(("gold", "predicted", "recall", "precision", "f1"), LEA)
def test_lea_by_hand(
    gold: str, predicted: str, recall: float | None, precision: float | None, f1: float | None
) -> None:
    """LEA by its definition: a cluster weighs its size, and a singleton has one link, to itself."""
    sides = [[{ord(letter) for letter in word} for word in side.split()] for side in (gold, predicted)]
    expected = {"lea.r": recall, "lea.p": precision, "lea.f1": f1}
    assert_close(expected, numbers_of(ENTITIES, [case_of(*sides)]), EXACT, (gold, predicted))
