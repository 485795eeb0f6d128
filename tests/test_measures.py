"""Every number of every task against an independent, naive scorer, on random hostile documents."""

import math
import random
from collections.abc import Sequence

import pytest
from msgspec import UNSET

from onrecord.cases import Case
from onrecord.counts import Counts, Task
from onrecord.layers import Document, Record
from onrecord.tasks import TASKS
from oracle import oracle
from random_cases import random_cases, shuffled

Triple = tuple[Document, Record, Record | None]
Numbers = dict[str, dict[str, float | None]]

TOLERANCE = 2e-6
"""Fixed point rounds a fraction to 1/720720; nothing else may differ."""

LAYERS = ("entities", "quotes", "stances", "claims", "unit_scores")


def numbers_of(triples: Sequence[Triple], seen: frozenset[str] | None = None) -> Numbers:
    """Returns our numbers for all tasks, None where undefined or not submitted."""
    records = [predicted for _, _, predicted in triples if predicted is not None]
    layers = frozenset(layer for layer in LAYERS if any(getattr(record, layer) is not UNSET for record in records))
    cases = [Case(document, gold, predicted, seen) for document, gold, predicted in triples]
    result: Numbers = {}
    for task in TASKS:
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
        for seen in (None, frozenset({triples[0][0].targets[0].text})):
            expected = oracle(triples, None if seen is None else set(seen))
            actual = numbers_of(triples, seen)
            assert {name: set(numbers) for name, numbers in actual.items()} == {
                name: set(numbers) for name, numbers in expected.items()
            }
            for name, numbers in expected.items():
                for key, value in numbers.items():
                    found = actual[name][key]
                    where = f"seed {seed}, {name}.{key}: {found} instead of {value}"
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


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
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
