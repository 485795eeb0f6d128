"""Average precision and macro-F1 against scikit-learn, on random scores full of ties and random labels."""

from __future__ import annotations

import math
import random
from typing import NamedTuple

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score

from onrecord.cases import Case
from onrecord.counts import Task
from onrecord.layers import STANCE_LABELS, Entity, Mention, Record, Stance, StanceLabel, Worth
from onrecord.numbers import Floats
from onrecord.resampling import bootstrap, document_weights
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.stance import STANCE, STANCE_GIVEN
from small_cases import assert_close, claims, document, numbers_of

TOLERANCE = 1e-9


# Average precision


class Units(NamedTuple):
    """One document's units: which are positive, what they scored (None for a missing document), and the case itself."""

    positive: list[int]
    scores: list[float] | None
    case: Case


def random_units(draw: random.Random, doc_id: str, *, labels: bool) -> Units:
    """Returns a document of up to eight units with random gold, its prediction labels of units, or their scores.

    Scores are drawn as whole numbers of ten-thousandths, few of them different, and written with noise that rounding
    to four decimals takes away. For labels the scores are what our measure makes of them: 1, .5 or 0.
    """
    size = draw.randint(1, 8)
    units = [(3 * unit, 3 * unit + 2) for unit in range(size)]
    text = document(units, doc_id)
    worths: list[Worth | None] = [draw.choice(("check-worthy", "factual", None, None)) for _ in units]
    gold = claims(units, {unit: worth for unit, worth in enumerate(worths) if worth is not None}, doc_id)
    positive = [int(worth == "check-worthy") for worth in worths]
    if draw.random() < 0.15:
        return Units(positive, None, Case(text, gold, draw.choice((None, Record(doc_id, quotes=())))))
    if labels:
        said: list[Worth | None] = [draw.choice((worth, "check-worthy", "factual", None)) for worth in worths]
        found = claims(units, {unit: worth for unit, worth in enumerate(said) if worth is not None}, doc_id)
        steps = {"check-worthy": 1.0, "factual": 0.5, None: 0.0}
        return Units(positive, [steps[worth] for worth in said], Case(text, gold, found))
    known = draw.sample(range(10_001), draw.randint(1, 4))
    drawn = [draw.choice(known) for _ in units]
    noisy = [min(1.0, max(0.0, (step + draw.uniform(-0.49, 0.49)) / 10_000)) for step in drawn]
    return Units(
        positive, [step / 10_000 for step in drawn], Case(text, gold, Record(doc_id, unit_scores=tuple(noisy)))
    )


def sklearns(documents: list[Units], weights: Floats | None = None) -> float | None:
    """Returns average precision by scikit-learn over all documents, None where there is no positive.

    It knows no missing items. Those that are never found leave the precisions as they are, so the recall, and with it
    the sum, shrinks by the share of positives that is there.
    """
    weight = np.ones(len(documents)) if weights is None else weights
    of = [w for w, units in zip(weight, documents, strict=True) if units.scores is not None for _ in units.positive]
    there = [units for units in documents if units.scores is not None]
    true = np.array([positive for units in there for positive in units.positive])
    scores = np.array([score for units in there for score in units.scores or ()])
    present = float((true * of).sum()) if there else 0.0
    everything = sum(w * sum(units.positive) for w, units in zip(weight, documents, strict=True))
    if not everything:
        return None
    if not present:
        return 0.0
    return float(average_precision_score(true, scores, sample_weight=of)) * present / everything


@pytest.mark.parametrize("labels", [False, True], ids=["scores", "labels"])
@pytest.mark.parametrize("block", range(5))
def test_average_precision_is_scikit_learns(block: int, *, labels: bool) -> None:
    """Pooled over documents, tied scores are one threshold, and units of missing documents are never found."""
    draw = random.Random(block)
    for case in range(60):
        documents = [random_units(draw, f"d{number}", labels=labels) for number in range(draw.randint(1, 6))]
        positives = [positive for units in documents for positive in units.positive]
        expected = {"average_precision": sklearns(documents), "prevalence": sum(positives) / len(positives)}
        actual = numbers_of(CLAIMS, [units.case for units in documents])
        assert_close(expected, actual, TOLERANCE, (block, case))
        if case % 5 == 0:
            # scikit-learn is slow; each document's own average precision is stored in fixed point.
            alone = [sklearns([units]) or 0.0 for units in documents if sum(units.positive)]
            assert_close({"map": sum(alone) / len(alone) if alone else None}, actual, 1e-6, (block, case))


@pytest.mark.parametrize("seed", range(10))
def test_resampled_average_precision_is_scikit_learns(seed: int) -> None:
    """In every resample, documents drawn so many times weigh what ``sample_weight`` has their units weigh."""
    draw = random.Random(seed)
    # Many documents with few different scores, or few with many: the sums may be made in different ways.
    size = draw.choice((5, 40))
    documents = [random_units(draw, f"d{number}", labels=seed % 2 == 0) for number in range(size)]
    counts = CLAIMS.table([units.case for units in documents])
    found = bootstrap({"it": (CLAIMS, counts)}, seed=seed, resamples=40)["it"]
    for value, weights in zip(
        found, np.concatenate(list(document_weights(size, seed=seed, resamples=40))), strict=True
    ):
        expected = sklearns(documents, weights)
        assert math.isnan(value) if expected is None else abs(value - expected) <= TOLERANCE


# Macro-F1


HOLDERS = tuple(
    Entity(id=f"e{number}", type="PERSON", mentions=(Mention(start=4 * number, end=4 * number + 2, form="name"),))
    for number in range(4)
)
PAIRS = [(holder.id, target) for holder in HOLDERS for target in ("t1", "t2")]

Labels = dict[tuple[str, str], StanceLabel]


def stances(doc_id: str, labels: Labels, voice: StanceLabel) -> Record:
    """Returns a record of pairs with their labels, and the article's own voice, which is to be left out."""
    of_pairs = [Stance(holder, target, label) for (holder, target), label in labels.items()]
    return Record(doc_id, entities=HOLDERS, stances=(*of_pairs, Stance(None, "t1", voice)))


def random_labels(draw: random.Random, known: tuple[StanceLabel, ...]) -> tuple[Labels, Labels]:
    """Returns the gold labels of some pairs, and labels like them for some of these and some other pairs."""
    gold = {pair: draw.choice(known) for pair in PAIRS if draw.random() < 0.6}
    found = {pair: gold.get(pair, draw.choice(known)) for pair in PAIRS if draw.random() < 0.7}
    return gold, {pair: label if draw.random() < 0.6 else draw.choice(known) for pair, label in found.items()}


def sklearns_f1(true: list[str], found: list[str], labels: tuple[StanceLabel, ...], average: str | None) -> list[float]:
    """Returns macro-F1 (or F1 of each label, where ``average`` is None) by scikit-learn, NaN where undefined.

    ``labels`` are frozen, so what stands for a missing pair is no label of its own. A label with neither gold nor
    predictions counts as 0 there by default; ``zero_division=nan`` leaves it out, as we do.
    """
    return np.atleast_1d(f1_score(true, found, labels=labels, average=average, zero_division=np.nan)).tolist()


def null(value: float) -> float | None:
    """Returns a number, None where it is undefined."""
    return None if math.isnan(value) else value


@pytest.mark.parametrize(
    ("task", "headline", "labels"),
    [(STANCE_GIVEN, "macro_f1", STANCE_LABELS), (STANCE, "mean_f1", ("favor", "against"))],
    ids=["given", "text"],
)
@pytest.mark.parametrize("block", range(4))
def test_macro_f1_is_scikit_learns(task: Task, headline: str, labels: tuple[StanceLabel, ...], block: int) -> None:
    """Over the schema's labels in the track ``given``, and over the two sides in ``text``, where pairs are found.

    In ``given`` pairs cannot be invented; a missing pair is none of the labels. So it is in ``text``, both ways.
    """
    draw = random.Random(block)
    given = task is STANCE_GIVEN
    for case in range(40):
        known = tuple(draw.sample(STANCE_LABELS, draw.randint(1, 3)))
        cases, true, found = [], [], []
        for number in range(draw.randint(1, 4)):
            gold, predicted = random_labels(draw, known)
            if given:
                predicted = {pair: label for pair, label in predicted.items() if pair in gold}
            missing = draw.random() < 0.1
            pairs = gold.keys() | (set() if missing else predicted.keys())
            true += [gold.get(pair, "none") for pair in pairs]
            found += ["none" if missing else predicted.get(pair, "none") for pair in pairs]
            records = [stances(f"d{number}", of, draw.choice(STANCE_LABELS)) for of in (gold, predicted)]
            record = None if missing else records[1]
            cases.append(Case(document(doc_id=f"d{number}"), records[0], record, given=given))
        actual = numbers_of(task, cases)
        if not true:
            assert actual[headline] is None
            continue
        (mean,) = sklearns_f1(true, found, labels, "macro")
        expected = {headline: null(mean)}
        if case % 5 == 0:
            each = sklearns_f1(true, found, labels, None)
            expected |= {f"{label}.f1": null(value) for label, value in zip(labels, each, strict=True)}
        assert_close(expected, actual, TOLERANCE, (block, case))
