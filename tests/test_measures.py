"""Every number of every task in both tracks against an independent, naive scorer, on random hostile documents."""

import math
import random
from collections.abc import Sequence

import pytest

from onrecord.cases import Case, Seen
from onrecord.counts import Counts, Task
from onrecord.goldsets import GoldSet
from onrecord.layers import Document, Record, Track
from onrecord.records import predictions_of
from onrecord.report import Scope
from onrecord.tasks import TASKS
from onrecord.tracks import given_of, prediction_problems
from oracle import Training, oracle
from oracle_given import given_of as oracle_given_of
from oracle_given import oracle_given
from random_cases import random_cases, random_given_cases, random_training, shuffled

Triple = tuple[Document, Record, Record | None]
Numbers = dict[str, dict[str, float | None]]

TOLERANCE = 2e-6
"""Fixed point rounds a fraction to 1/720720; nothing else may differ."""


def numbers_of(triples: Sequence[Triple], training: Training | None = None, track: Track = "text") -> Numbers:
    """Returns our numbers for all tasks of a track, None where undefined or not submitted."""
    documents = tuple(document for document, _, _ in triples)
    gold = {document.id: record for document, record, _ in triples}
    predictions = predictions_of({d.id: record for d, _, record in triples if record is not None}, track)
    scope = Scope(data="test", split="test", track=track, version="0")
    seen = None
    if training is not None:
        seen = Seen.of((text for text, _ in training), {text.id: record for text, record in training})
    cases = GoldSet(documents, gold, scope, seen).cases(predictions)
    layers = predictions.layers
    result: Numbers = {}
    for task in TASKS[track]:
        result[task.name] = {}
        for key, value in task.numbers(task.table(cases).sums()).items():
            hidden = not task.submitted(layers) or task.withheld(key, layers) or math.isnan(float(value))
            result[task.name][key] = None if hidden else float(value)
    return result


@pytest.mark.parametrize("block", range(8))
def test_numbers_are_the_oracles(block: int) -> None:
    """On random cases, with and without a training split, each of our numbers is the oracle's."""
    for seed in range(block * 25, block * 25 + 25):
        triples = random_cases(seed)
        for training in (None, random_training(seed, triples)):
            expected = oracle(triples, training)
            assert_equal(expected, numbers_of(triples, training), f"seed {seed}")


@pytest.mark.parametrize("block", range(8))
def test_numbers_in_the_track_given_are_the_oracles(block: int) -> None:
    """The same of predictions that join by the ids that they were given."""
    for seed in range(block * 40, block * 40 + 40):
        triples = random_given_cases(seed)
        for document, gold, predicted in triples:
            assert given_of(gold) == oracle_given_of(gold)
            if predicted is not None:
                assert list(prediction_problems(predicted, document, given_of(gold))) == []
        for training in (None, random_training(seed, triples)):
            expected = oracle_given(triples, training)
            assert_equal(expected, numbers_of(triples, training, "given"), f"seed {seed}")


def assert_equal(expected: Numbers, actual: Numbers, what: str) -> None:
    """Asserts that two sets of numbers have the same keys, the same nulls and, to fixed point, the same values."""
    assert {name: set(numbers) for name, numbers in actual.items()} == {
        name: set(numbers) for name, numbers in expected.items()
    }
    for name, numbers in expected.items():
        for key, value in numbers.items():
            found = actual[name][key]
            where = f"{what}, {name}.{key}: {found} instead of {value}"
            assert (found is None) == (value is None), where
            assert found is None or value is None or abs(found - value) <= TOLERANCE, where


@pytest.mark.parametrize("seed", range(60))
def test_gold_against_itself_is_exactly_one(seed: int) -> None:
    """Every share that is defined is exactly 1 when the gold is submitted, and so is every headline."""
    triples = [(document, gold, gold) for document, gold, _ in random_cases(seed)]
    facts = ("pairs", "found", "chains", "prevalence", "share", "p_at_5")
    for task, numbers in numbers_of(triples).items():
        for key, value in numbers.items():
            if value is not None and not key.endswith(facts):
                assert value == 1.0, (task, key, value)


@pytest.mark.parametrize("seed", range(60))
def test_order_and_ids_never_matter(seed: int) -> None:
    """Shuffled lists, renumbered ids and shuffled documents give the same digits."""
    triples = random_cases(seed, documents=4)
    draw = random.Random(seed)
    others = [
        (document, shuffled(gold, draw), None if predicted is None else shuffled(predicted, draw))
        for document, gold, predicted in triples
    ]
    draw.shuffle(others)
    assert numbers_of(others) == numbers_of(triples)


@pytest.mark.parametrize("task", TASKS["text"], ids=lambda task: task.name)
def test_shards_merge_to_the_whole(task: Task) -> None:
    """Any sharding gives the same counts and the same numbers, and slices partition the sums."""
    triples = [triple for seed in range(12) for triple in random_cases(seed)]
    # Of the records with claims all or none may have unit scores, so the random ones are cut to one form.
    cases = [Case(d, g, p) for d, g, p in triples]
    whole = task.table(cases)
    for size in (1, 5, 17, 36):
        shards = [task.table(cases[first : first + size]) for first in range(0, len(cases), size)]
        merged = Counts.merge(shards)
        assert merged.doc_ids == whole.doc_ids
        assert (merged.table == whole.table).all()
        assert _plain(task.numbers(merged.sums())) == _plain(task.numbers(whole.sums()))
    halves = [whole.select(range(0, len(cases), 2)), whole.select(range(1, len(cases), 2))]
    assert (halves[0].sums().values + halves[1].sums().values == whole.sums().values).all()
    resorted = Counts.merge(halves)
    assert _plain(task.numbers(resorted.sums())) == _plain(task.numbers(whole.sums()))


def _plain(numbers: dict) -> dict[str, float | None]:  # type: ignore[type-arg]  # arrays without axes
    return {key: None if math.isnan(float(value)) else float(value) for key, value in numbers.items()}
