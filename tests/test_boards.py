"""A whole board of systems: Holm over all its pairs, ranges of rank, what the split can show; slices; training data."""

import hashlib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from onrecord.cases import Case, Seen
from onrecord.comparison import ALPHA, Comparison, compare_task
from onrecord.counts import Counts
from onrecord.goldsets import GoldSet
from onrecord.layers import Document, Entity, Record, Stance, Target
from onrecord.records import encode, predictions_of
from onrecord.report import Scope, make_report
from onrecord.resampling import drawn_documents
from onrecord.store import Store
from onrecord.tasks.entities import ENTITIES
from random_cases import random_cases
from small_cases import document

DOCUMENTS = 30


def counts_of(found: list[int]) -> Counts:
    """Returns the counts of a system that finds so many of ten names in each document, and nothing else."""
    table = np.zeros((len(found), len(ENTITIES.columns)), dtype=np.int64)
    for column, values in {"gold.PERSON": [10] * len(found), "predicted.PERSON": found, "strict.PERSON": found}.items():
        table[:, ENTITIES.columns.index(column)] = values
    return Counts(ENTITIES.columns, tuple(f"d{number}" for number in range(len(found))), table)


def systems() -> dict[str, Counts]:
    """Returns five systems: one far better, two close together, one somewhat worse, one far worse."""
    draw = np.random.RandomState(7)
    base = draw.randint(3, 8, size=DOCUMENTS)
    return {
        "best": counts_of((base + 2).tolist()),
        "good": counts_of(base.tolist()),
        "alike": counts_of(np.clip(base + draw.randint(-2, 2, size=DOCUMENTS), 0, 10).tolist()),
        "worse": counts_of(np.clip(base - draw.randint(-2, 4, size=DOCUMENTS), 0, 10).tolist()),
        "worst": counts_of([1] * DOCUMENTS),
    }


@pytest.fixture(scope="module", name="board")
def _board() -> Comparison:
    return compare_task(ENTITIES, systems(), seed=3, resamples=2000)


def test_holm_is_over_all_pairs_of_the_board(board: Comparison) -> None:
    """The least p of ten is taken ten times, the next nine times, and none is less than the one before it."""
    assert [(pair.first, pair.second) for pair in board.pairs] == list(combinations(systems(), 2))
    in_order = sorted(board.pairs, key=lambda pair: pair.p or 0.0)
    reached = 0.0
    for place, pair in enumerate(in_order):
        assert pair.p is not None
        reached = max(reached, min(1.0, (10 - place) * pair.p))
        assert pair.p_holm == pytest.approx(reached, abs=1e-12)
        assert pair.significant == (reached <= ALPHA)
    # The correction decides something here: some pair would be told apart without it.
    assert any(pair.p is not None and pair.p <= ALPHA and not pair.significant for pair in board.pairs)


def test_ranks_count_the_systems_significantly_better_and_worse(board: Comparison) -> None:
    """By hand, from the pairs: rank 1 + those better, and the range down to all but those worse."""
    for name, place in board.systems.items():
        better = worse = 0
        for pair in board.pairs:
            if pair.significant and name in {pair.first, pair.second} and pair.difference is not None:
                ahead = pair.first if pair.difference > 0 else pair.second
                better += ahead != name
                worse += ahead == name
        assert (place.rank, place.range) == (1 + better, (1 + better, 5 - worse))
    assert board.systems["best"].range == (1, 1)
    assert board.systems["worst"].range == (5, 5)


def test_a_system_without_a_headline_has_no_rank_and_takes_no_place(board: Comparison) -> None:
    """Where there is neither gold nor prediction F1 is undefined: such a system widens nobody's range."""
    nothing = counts_of([0] * DOCUMENTS)
    nothing.table[:] = 0
    wider = compare_task(ENTITIES, {**systems(), "nothing": nothing}, seed=3, resamples=2000)
    assert (wider.systems["nothing"].rank, wider.systems["nothing"].range) == (None, None)
    assert wider.systems["nothing"].headline is None
    assert {name: wider.systems[name] for name in systems()} == board.systems


def test_half_width_and_smallest_difference_are_of_the_widest(board: Comparison) -> None:
    """Half the longest interval, and 2.8 times the greatest standard error of a paired difference, by a plain loop."""
    drawn = drawn_documents(np.random.RandomState(3), 2000, DOCUMENTS)
    values = {}
    for name, counts in systems().items():
        found = counts.table[:, ENTITIES.columns.index("strict.PERSON")][drawn].sum(axis=1)
        values[name] = 2 * found / (found + 10 * DOCUMENTS)
    widths = [np.ptp(np.percentile(each, [2.5, 97.5])) / 2 for each in values.values()]
    errors = [np.std(values[a] - values[b], ddof=1) for a, b in combinations(values, 2)]
    assert board.half_width == pytest.approx(max(widths), abs=1e-12)
    assert board.smallest_difference == pytest.approx(2.8 * max(errors), abs=1e-12)


# Slices


def test_a_slice_is_scored_as_its_documents_alone() -> None:
    """Of twelve documents in three genres each slice has the numbers and the interval of its own documents."""
    genres = ("wire report", "opinion", "obituary")
    triples = [
        (
            replace(document, id=f"d{n}", genre=genres[n % 3]),
            replace(gold, doc_id=f"d{n}"),
            replace(found, doc_id=f"d{n}"),
        )
        for n, (document, gold, found) in enumerate(random_cases(8, documents=18))
        if found is not None
    ]
    scope = Scope(data="test", split="test", track="text", resamples=200, version="0")

    def scored(chosen: list[tuple[Document, Record, Record]]) -> GoldSet:
        return GoldSet(tuple(d for d, _, _ in chosen), {d.id: gold for d, gold, _ in chosen}, scope, None)

    layers = predictions_of({d.id: found for d, _, found in triples}, "text").layers
    whole = scored(triples).report(predictions_of({d.id: r for d, _, r in triples}, "text"), slices=["genre"])
    for genre in genres:
        own = [triple for triple in triples if triple[0].genre == genre]
        assert len(own) >= 5
        found = predictions_of({d.id: record for d, _, record in own}, "text")
        run = scored(own).tabulated(replace(found, layers=layers))
        alone = make_report(run, scope)
        for task, result in whole.slices["genre"][genre].items():  # type: ignore[union-attr]
            assert (result.numbers, result.interval) == (alone.tasks[task].numbers, alone.tasks[task].interval)
            assert f"|split:test/genre={genre}|" in result.signature


# What training data have


def test_what_the_training_split_has_is_read_from_the_store(tmp_path: Path) -> None:
    """Targets by their words, names with case folded; nominals and values are no names. Without the split: None."""
    text = "Ana Ruiz, the mayor, met ÉLAN on Monday."
    row = replace(
        document(((0, len(text)),), "t1", text),
        split="train",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        targets=(Target("x", "a tax on boats"),),
    )
    places = {"Ana Ruiz": ("e1", "PERSON", "name"), "ÉLAN": ("e2", "ORG", "name"), "Monday": ("e3", "DATE", "value")}
    entities = []
    for words, (name, kind, form) in places.items():
        start = text.index(words)
        mention = {"start": start, "end": start + len(words), "text": words, "form": form}
        entities.append({"id": name, "name": words, "type": kind, "kind": None, "mentions": [mention]})
    import msgspec

    gold = Record("t1", msgspec.convert(entities, tuple[Entity, ...]), (), (Stance(None, "x", "neutral"),), ())
    store = Store(tmp_path / "corpus", tmp_path / "annotations")
    for folder, line in ((store.corpus, row), (store.annotations, gold)):
        folder.mkdir()
        (folder / "train.jsonl").write_bytes(encode(line))
    seen = store.seen()
    assert seen == Seen(frozenset({"a tax on boats"}), frozenset({"ana ruiz", "élan"}))
    assert Case(row, gold, None, seen).seen is seen
    (store.corpus / "train.jsonl").unlink()
    assert store.seen() is None
