"""Intervals: the same resamples as a plain bootstrap, their bounds, and when there are none."""

import math

import numpy as np
import pytest

from onrecord.cases import Case
from onrecord.counts import Task
from onrecord.goldsets import GoldSet
from onrecord.layers import Document, Record
from onrecord.records import predictions_of
from onrecord.report import Scope
from onrecord.resampling import bootstrap, document_weights, drawn_documents, interval
from onrecord.tasks import TASKS
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES
from random_cases import random_cases


def some_cases(seeds: range) -> list[tuple[Document, Record, Record | None]]:
    """Returns random cases of several seeds with ids of their own."""
    return [triple for seed in seeds for triple in random_cases(seed)]


def test_weights_count_the_documents_drawn() -> None:
    """Each resample draws as many documents as there are, and the stream is that of RandomState's 32-bit integers."""
    weights = np.concatenate(list(document_weights(7, seed=3, resamples=50)))
    drawn = np.random.RandomState(3).randint(0, 2**32, size=(50, 7), dtype=np.uint32).astype(np.int64) * 7 // 2**32
    expected = np.stack([np.bincount(row, minlength=7) for row in drawn])
    assert weights.shape == (50, 7)
    assert (weights == expected).all()


@pytest.mark.parametrize("task", [ENTITIES, CLAIMS], ids=lambda task: task.name)
def test_resampled_numbers_are_those_of_the_documents_drawn(task: Task) -> None:
    """Weighting the table gives what scoring the drawn documents anew gives, average precision included."""
    cases = [Case(*triple) for triple in some_cases(range(6))]
    counts = task.table(cases)
    values = bootstrap({"it": (task, counts)}, seed=11, resamples=40)["it"]
    drawn = drawn_documents(np.random.RandomState(11), 40, len(cases))
    for value, rows in zip(values, drawn, strict=True):
        again = float(task.numbers(task.table([cases[row] for row in rows]).sums())[task.headline])
        assert (math.isnan(value) and math.isnan(again)) or value == pytest.approx(again, abs=1e-12)


def test_no_interval_for_few_documents_or_many_undefined() -> None:
    """Under five documents, or with more than one resample in twenty undefined, there is none."""
    values = np.linspace(0, 1, 101)
    assert interval(values, 4) is None
    assert interval(values, 5) == (pytest.approx(0.025), pytest.approx(0.975))
    values[:6] = np.nan
    assert interval(values, 50) is None
    values[5] = 0.5
    assert interval(values, 50) is not None


def test_a_report_has_intervals_around_its_headlines() -> None:
    """With documents enough each defined headline lies inside its interval, and the same seed gives the same ends."""
    triples = [
        (document, gold, gold if number % 3 else Record(gold.doc_id, entities=(), quotes=(), stances=(), claims=()))
        for number, (document, gold, _) in enumerate(random_cases(1, documents=24))
    ]
    documents = tuple(triple[0] for triple in triples)
    gold = {triple[0].id: triple[1] for triple in triples}
    predictions = predictions_of({triple[0].id: triple[2] for triple in triples}, "text")
    scope = Scope(data="test", split="test", track="text", resamples=500, version="0")
    first, second = (GoldSet(documents, gold, scope, None).report(predictions) for _ in range(2))
    assert first == second
    for task in TASKS["text"]:
        scored = first.tasks[task.name]
        assert scored.headline is not None
        assert scored.interval is not None
        low, high = scored.interval
        assert 0 <= low <= scored.headline <= high <= 1
        assert low < high
