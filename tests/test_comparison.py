"""Comparing systems: p-values against exact enumeration, scipy and naive references, ranks, refusals, agreement."""

import itertools
import json
import math
import subprocess
import sys
from pathlib import Path

import krippendorff
import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from conftest import ROOT, run_cli, write_rows
from conftest import document as corpus_row
from conftest import gold as gold_row
from onrecord import comparison
from onrecord.agreement import agree
from onrecord.cases import Case
from onrecord.comparison import bootstrap_p, compare_task, holm, randomisation_p
from onrecord.counts import Counts, Sums, Task
from onrecord.layers import Document, Entity, Record
from onrecord.numbers import Floats, nominal_alpha
from onrecord.records import read_gold
from onrecord.resampling import bootstrap, drawn_documents, interval
from onrecord.store import installed
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES
from oracle_compare import exact_permutation_p, paired_bootstrap_p, ranks
from oracle_compare import holm as naive_holm
from random_cases import random_cases

Triple = tuple[Document, Record, Record | None]


def two_systems(seed: int, documents: int) -> tuple[Counts, Counts]:
    """Returns the entity counts of two systems of different strength on the same random documents."""
    draw = np.random.RandomState(seed)
    tables = []
    for share in (0.8, 0.45):
        cases = []
        for document, gold, _ in random_cases(seed, documents=documents):
            kept = tuple(entity for entity in gold.entities or () if draw.rand() < share)
            extra = () if draw.rand() < share else _wrong(gold.entities or ())
            cases.append(Case(document, gold, Record(document.id, entities=kept + extra)))
        tables.append(ENTITIES.table(cases))
    return tables[0], tables[1]


def _wrong(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    from msgspec.structs import replace

    return tuple(
        replace(entity, id=f"{entity.id}x", type="LAW" if entity.type != "LAW" else "EVENT", kind=None)
        for entity in entities[:1]
        if entity.type is not None
    )


def headline(rows: list[Floats], counts: Counts, task: Task) -> float | None:
    """Returns the headline of summed rows."""
    index = {name: number for number, name in enumerate(counts.columns)}
    value = float(task.numbers(Sums(index, np.sum(rows, axis=0).astype(float)))[task.headline])
    return None if math.isnan(value) else value


@pytest.mark.parametrize("seed", range(6))
def test_randomisation_tends_to_the_exact_permutation(seed: int) -> None:
    """With up to ten documents, 10,000 random signs give the p of all sign patterns, to their error."""
    first, second = two_systems(seed, documents=4 + seed)
    exact = exact_permutation_p(lambda rows: headline(rows, first, ENTITIES), list(first.table), list(second.table))
    found = randomisation_p(ENTITIES, first, second, seed=3)
    assert exact is not None
    assert found is not None
    assert abs(found - exact) <= 4 * math.sqrt(exact * (1 - exact) / 10_000) + 2e-4


def test_randomisation_of_a_sum_is_scipys() -> None:
    """For a headline that is a plain sum, scipy's exact permutation test of paired samples gives the same p."""
    draw = np.random.RandomState(5)
    a, b = draw.randint(0, 9, size=(10, 1)), draw.randint(0, 7, size=(10, 1))
    doc_ids = tuple(f"d{n}" for n in range(10))
    task = Task(
        name="sum",
        reading="sum",
        headline="sum",
        needs=(),
        columns=("x",),
        count=lambda _: {},
        numbers=lambda sums: {"sum": sums["x"]},
        item="points",
        items=lambda sums: sums["x"],
    )
    expected = stats.permutation_test(
        (a[:, 0], b[:, 0]), lambda x, y: np.sum(x) - np.sum(y), permutation_type="samples", n_resamples=np.inf
    ).pvalue
    found = randomisation_p(task, Counts(("x",), doc_ids, a), Counts(("x",), doc_ids, b), seed=1)
    assert found == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / 10_000) + 2e-4)


class OurDraws(np.random.RandomState):
    """A stream of which scipy gets the documents that we draw."""

    def randint(self, low: int, high: int, size: tuple[int, int], **_: object) -> npt.NDArray[np.int64]:  # type: ignore[override]
        """Returns our draws of ``high`` documents."""
        assert low == 0
        return drawn_documents(np.random.RandomState(9), size[0], high)


def test_the_interval_is_scipys_on_the_same_resamples() -> None:
    """scipy.stats.bootstrap, given the same document indices, has the same interval."""
    first, _ = two_systems(2, documents=30)
    rows, index = first.table.astype(float), {name: number for number, name in enumerate(first.columns)}

    def statistic(drawn: npt.NDArray[np.int64], axis: int) -> Floats:
        assert axis == -1
        return ENTITIES.numbers(Sums(index, rows[drawn].sum(axis=-2)))["strict.f1"]

    expected = stats.bootstrap(
        (np.arange(30),),
        statistic,
        n_resamples=400,
        method="percentile",
        vectorized=True,
        random_state=OurDraws(9),
    ).confidence_interval
    values = bootstrap({"it": (ENTITIES, first)}, seed=9, resamples=400)["it"]
    assert interval(values, 30) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_holm_and_bootstrap_p_are_the_naive_ones(seed: int) -> None:
    """The step-down adjustment and the two-sided bootstrap p agree with their plain definitions."""
    draw = np.random.RandomState(seed)
    ps = [None if draw.rand() < 0.2 else float(p) for p in draw.rand(draw.randint(0, 9)).round(2)]
    assert holm(ps) == pytest.approx(naive_holm(ps))
    differences = draw.randint(-3, 6, size=50).astype(float)
    assert bootstrap_p(differences) == pytest.approx(paired_bootstrap_p([float(d) for d in differences]))


def test_a_board_of_three() -> None:
    """The better of two clearly different systems ranks first, its copy with it, and the ranges say so."""
    strong, weak = two_systems(11, documents=40)
    board = compare_task(ENTITIES, {"strong": strong, "weak": weak, "copy": strong}, seed=1, resamples=2000)
    assert {name: (rank.rank, rank.range) for name, rank in board.systems.items()} == {
        "strong": (1, (1, 2)),
        "weak": (3, (3, 3)),
        "copy": (1, (1, 2)),
    }
    order = ["strong", "weak", "copy"]
    decided = [
        (order.index(pair.first), order.index(pair.second)) if (pair.difference or 0) > 0
        else (order.index(pair.second), order.index(pair.first))
        for pair in board.pairs
        if pair.significant
    ]  # fmt: skip
    assert [rank.range for rank in board.systems.values()] == [tuple(place) for place in ranks(3, decided)]
    same = next(pair for pair in board.pairs if {pair.first, pair.second} == {"strong", "copy"})
    assert (same.difference, same.p, same.significant) == (0.0, 1.0, False)
    assert board.items == int(ENTITIES.items(strong.sums()))
    assert board.smallest_difference is not None
    assert board.smallest_difference > 0


BOARD = {
    ("a", "b"): (0.001, 0.006),
    ("a", "c"): (0.004, 0.02),
    ("a", "d"): (0.0125, 0.05),
    ("b", "c"): (0.02, 0.06),
    ("b", "d"): (0.03, 0.06),
    ("c", "d"): (0.6, 0.6),
}
"""p of each pair, and by Holm: times 6, 5, 4, 3, 2 and 1, none less than the one before; the least three are ≤ .05."""


def test_a_board_of_five_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four systems in order and one without a headline, which is no pair of Holm's and no place of anybody's range."""
    found = {"a": 8, "b": 6, "c": 4, "d": 2, "none": 0}
    tables = {}
    for name, each in found.items():
        table = np.zeros((6, len(ENTITIES.columns)), dtype=np.int64)
        table[:, ENTITIES.columns.index("strict.PERSON")] = each
        for side in ("gold.PERSON", "predicted.PERSON"):
            table[:, ENTITIES.columns.index(side)] = 10 * (each > 0)
        tables[name] = Counts(ENTITIES.columns, tuple(f"d{number}" for number in range(6)), table)
    names = {id(table): name for name, table in tables.items()}
    monkeypatch.setattr(
        comparison, "randomisation_p", lambda _, first, second, **__: BOARD[names[id(first)], names[id(second)]][0]
    )
    board = compare_task(ENTITIES, tables, resamples=50)
    assert {(p.first, p.second): (p.p, pytest.approx(p.p_holm)) for p in board.pairs if p.p is not None} == BOARD
    assert [(p.p_holm, p.significant) for p in board.pairs if "none" in {p.first, p.second}] == [(None, False)] * 4
    assert {(p.first, p.second) for p in board.pairs if p.significant} == {("a", "b"), ("a", "c"), ("a", "d")}
    assert {name: (rank.headline, rank.rank, rank.range) for name, rank in board.systems.items()} == {
        "a": (0.8, 1, (1, 1)),
        "b": (0.6, 2, (2, 4)),
        "c": (0.4, 2, (2, 4)),
        "d": (0.2, 2, (2, 4)),
        "none": (None, None, None),
    }


def test_a_task_has_those_on_its_board_who_submit_it(tmp_path: Path) -> None:
    """A run without quotations is no system of that board; the ranges there are those of the two that have them."""
    ids = [f"d{number}" for number in range(1, 7)]
    corpus, right = (
        write_rows(tmp_path / f"{n}.jsonl", map(f, ids)) for n, f in (("c", corpus_row), ("right", gold_row))
    )
    empty = write_rows(tmp_path / "empty.jsonl", [{"doc_id": name, "entities": [], "quotes": []} for name in ids])
    names = write_rows(tmp_path / "names.jsonl", [{"doc_id": n, "entities": gold_row(n)["entities"]} for n in ids])
    result = run_cli("compare", right, empty, names, "--gold", right, "--corpus", corpus, "--json")
    assert result.code == 0, result.err
    boards = {
        task: {name: system["range"] for name, system in board["systems"].items()}
        for task, board in json.loads(result.out).items()
    }
    # Six documents that all differ alike: 2 of 64 sign patterns are as far from 0, so a single pair is significant.
    assert boards["quotes"] == {"right": [1, 1], "empty": [2, 2]}
    # Over three pairs the correction makes .031 three times as much, and nobody is told apart.
    assert boards["entities"] == {"right": [1, 3], "empty": [1, 3], "names": [1, 3]}
    assert set(boards["stance"]) == {"right"}


def test_average_precision_is_compared_by_bootstrap_alone() -> None:
    """Pooled average precision gets no randomisation p, since swapping documents would mix scales of scores."""
    triples = random_cases(4, documents=12)
    cases = [Case(document, gold, gold) for document, gold, _ in triples]
    nothing = [Case(document, gold, Record(document.id, claims=())) for document, gold, _ in triples]
    board = compare_task(CLAIMS, {"gold": CLAIMS.table(cases), "nothing": CLAIMS.table(nothing)}, resamples=500)
    (pair,) = board.pairs
    assert pair.p_randomisation is None
    assert pair.p == pair.p_bootstrap
    assert pair.significant


def test_no_tests_for_few_documents() -> None:
    """Under five documents nothing is tested or ranked."""
    strong, weak = two_systems(1, documents=4)
    board = compare_task(ENTITIES, {"a": strong, "b": weak})
    assert board.pairs[0].p is None
    assert [rank.rank for rank in board.systems.values()] == [None, None]


@pytest.mark.parametrize("seed", range(30))
def test_alpha_is_krippendorffs(seed: int) -> None:
    """Alpha of two coders and nominal labels agrees with the package krippendorff."""
    draw = np.random.RandomState(seed)
    size = int(draw.randint(2, 40))
    first = draw.randint(0, 4, size=size)
    second = np.where(draw.rand(size) < 0.6, first, draw.randint(0, 4, size=size))
    found = nominal_alpha(zip(first.tolist(), second.tolist(), strict=True))
    if len(set(first) | set(second)) == 1:
        assert found is None
    else:
        expected = krippendorff.alpha(reliability_data=[first, second], level_of_measurement="nominal")
        assert found == pytest.approx(expected)


def test_the_passes_of_the_article() -> None:
    """The two passes differ in the worth of one claim; the other way round nothing changes but the sides."""
    documents = installed().documents("article")
    first, second = (
        read_gold(installed().pass_file("article", number), documents, passes=True) for number in ("first", "second")
    )
    there, back = agree(documents, first, second), agree(documents, second, first)
    assert there.grids == back.grids
    assert there.grids["stance"].equal == 1.0
    assert there.grids["stance"].cells == 39
    assert there.grids["unit worth"].equal == pytest.approx(27 / 28)
    assert all(value == 1.0 for numbers in there.numbers.values() for value in numbers.values())


def test_runs_of_other_signatures_are_refused(tmp_path: Path) -> None:
    """A stored report of other data, seed or scorer is refused, and the part that differs is named."""
    predictions = tmp_path / "a.jsonl"
    assert run_cli("predict", "majority", "--split", "article", "-o", predictions).code == 0
    report = tmp_path / "b.json"
    report.write_text(run_cli("score", predictions, "--json").out, encoding="utf-8")
    same = run_cli("compare", predictions, report)
    assert (same.code, same.err) == (0, "")
    for old, new in (("seed:1", "seed:2"), ("split:article", "split:test"), ("v:0.1.0", "v:9.9.9")):
        other = tmp_path / "c.json"
        other.write_text(report.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        result = run_cli("compare", predictions, other)
        assert result.code == 2
        assert f"{old} and {new}" in result.err
    for left, right in itertools.combinations(["a.jsonl", "b.json"], 2):
        assert run_cli("compare", tmp_path / left, tmp_path / right, "--json").code == 0


def test_the_table_of_coverage_is_the_simulations() -> None:
    """The README beside the simulation has the rows and columns that it prints, and a share in each with its error."""
    folder = ROOT / "benchmark" / "simulations"
    command = [sys.executable, str(folder / "coverage.py"), "--replications", "2"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    tables = [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
        for text in (printed, (folder / "README.md").read_text(encoding="utf-8"))
    ]
    assert tables[0][:2] == tables[1][:2]
    assert [row[:2] for row in tables[0]] == [row[:2] for row in tables[1]]
    for row in tables[1][2:]:
        for cell in row[2:]:
            share, error = map(float, cell.split(" ± "))
            assert error == pytest.approx(math.sqrt(share * (1 - share) / 1000), abs=6e-4)
