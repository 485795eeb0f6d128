"""The speed benchmark: its data are valid and seeded, peers give our figures on them, its tables print."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner

from conftest import ROOT, run_cli
from onrecord.gold_checks import document_problems
from onrecord.layers import Record
from onrecord.records import read_documents, read_gold, read_predictions
from onrecord.tracks import given_of

sys.path.insert(0, str(ROOT / "benchmark"))

from speed import __main__ as program
from speed import alone, measure, readme, systems, tables
from speed.contests import CONTESTS, Contest, as_drawn, as_permuted
from speed.generate import FILES, rows, write
from speed.measure import Check, Length, Results, Timing
from speed.peers import PEERS
from speed.processes import Failed, run

DOCUMENTS = 30
BEGIN, END = readme.marks(program.BLOCK)
SCORED = [contest for contest in CONTESTS if contest.peers]

Spans = list[tuple[int, int]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with a small set of data."""
    folder = tmp_path_factory.mktemp("speed") / "data"
    write(folder, DOCUMENTS)
    return folder


@pytest.mark.parametrize(("documents", "tokens"), [(20, 400), (1, 200), (1, 4_000)])
def test_data_are_valid(tmp_path: Path, documents: int, tokens: int) -> None:
    """Gold keeps every rule, the project's own included, and so does each file of predictions; all are complete."""
    folder = tmp_path / "data"
    write(folder, documents, tokens=tokens)
    assert {path.stem for path in folder.iterdir()} == set(FILES)
    texts = read_documents(folder / "corpus.jsonl")
    gold = read_gold(folder / "gold.jsonl", texts, house=True)
    assert set(read_gold(folder / "gold_entities.jsonl", texts)) == set(gold)
    for name in FILES.keys() - {"corpus", "gold", "gold_entities"}:
        given = {doc_id: given_of(record) for doc_id, record in gold.items()} if name == "given" else None
        assert set(read_predictions(folder / f"{name}.jsonl", texts, given).records) == set(gold)
    for text, record in zip(texts, gold.values(), strict=True):
        named = [m for e in record.entities or () for m in e.mentions if m.form in ("name", "value")]
        sizes = (len(text.units), len(named), *(len(layer or ()) for layer in (record.quotes, record.claims)))
        assert sizes == (tokens // 20, tokens // 16, 3 * tokens // 400, 8 * tokens // 400)
        assert len(record.stances or ()) == 3 * tokens // 400


def test_data_are_seeded(tmp_path: Path, data: Path) -> None:
    """One seed gives the same bytes, however many processes make them; a smaller set begins a larger one."""
    write(tmp_path / "again", DOCUMENTS, processes=2)
    write(tmp_path / "fewer", 5)
    for name in FILES:
        whole = (data / f"{name}.jsonl").read_bytes()
        assert (tmp_path / "again" / f"{name}.jsonl").read_bytes() == whole
        fewer = (tmp_path / "fewer" / f"{name}.jsonl").read_bytes()
        assert whole.splitlines()[:5] == fewer.splitlines()
    first, other = rows(3, seed=1, tokens=400), rows(3, seed=2, tokens=400)
    assert all(first[name] != other[name] for name in FILES)


def spans_of(record: Record) -> Spans:
    """Returns the bounds of a record's names and values, sorted."""
    entities = record.entities or ()
    return sorted((m.start, m.end) for e in entities for m in e.mentions if m.form in ("name", "value"))


def overlaps(span: tuple[int, int], others: Spans) -> int:
    """Returns how many of the others share a character with a span or touch it."""
    return sum(span[0] <= end and start <= span[1] for start, end in others)


def read_sides(data: Path, name: str) -> Iterator[tuple[Spans, Spans]]:
    """Yields the gold and predicted mentions of each document."""
    texts = read_documents(data / "corpus.jsonl")
    gold = read_gold(data / "gold_entities.jsonl", texts)
    predicted = read_predictions(data / f"{name}.jsonl", texts).records
    for doc_id, record in gold.items():
        yield spans_of(record), spans_of(predicted[doc_id])


@pytest.mark.parametrize("name", ["flat", "other"])
def test_flat_predictions_compete_for_nothing(data: Path, name: str) -> None:
    """A flat prediction overlaps or touches at most one gold mention, the other way round, and no prediction."""
    for gold, predicted in read_sides(data, name):
        assert all(overlaps(span, gold) <= 1 for span in predicted)
        assert all(overlaps(span, predicted) <= 1 for span in gold)
        assert all(before[1] < after[0] for before, after in pairwise(predicted))


def test_other_predictions_nest_and_overlap(data: Path) -> None:
    """The others hold mentions inside others, and mentions that cross others."""
    nested = crossing = 0
    for _, predicted in read_sides(data, "nested"):
        pairs = [(a, b) for a in predicted for b in predicted if a != b and a[0] < b[1] and b[0] < a[1]]
        nested += sum(a[0] <= b[0] and b[1] <= a[1] for a, b in pairs)
        crossing += sum(a[0] < b[0] < a[1] < b[1] for a, b in pairs)
    assert nested > DOCUMENTS
    assert crossing > DOCUMENTS / 10


def figures_of(contest: Contest, data: Path) -> dict[str, float]:
    """Returns our figures in a contest, by the command line."""
    done = run_cli(*contest.command(data)[2:])
    assert done.code == 0, done.err
    return measure.our_figures(contest, json.loads(done.out))


def test_predictions_are_middling(data: Path) -> None:
    """Strict F1 is about .7 in every file of entities."""
    for contest in CONTESTS:
        if contest.task == "entities" and len(contest.predicted) == 1:
            assert 0.6 < figures_of(contest, data)["strict.f1"] < 0.8


@pytest.mark.parametrize("contest", SCORED, ids=lambda contest: contest.name)
def test_peers_give_our_figures(data: Path, contest: Contest) -> None:
    """nervaluate, seqeval, scipy and scikit-learn give our figures, and so do a plain loop and our scoring alone."""
    fewer = replace(contest, resamples=min(contest.resamples, 300 if contest.task == "claims" else 10_000))
    ours = figures_of(fewer, data)
    for peer in contest.peers:
        answer = PEERS[peer.program](data, fewer.resamples)
        checks = measure.compared(fewer, peer, DOCUMENTS, ours, answer.figures)
        assert {check.figure for check in checks} == set(peer.figures)
        assert [check for check in checks if not check.equal] == []
        assert min(answer.seconds.values()) > 0
    if any(peer.program == "scipy-bootstrap" for peer in contest.peers):
        assert {name: pytest.approx(value, abs=1e-9) for name, value in measure.plain_interval(data).items()} == {
            name: ours[name] for name in ("strict.f1", "low", "high")
        }


@pytest.mark.parametrize("p", [0.05, 0.5, 0.9])
def test_p_values_of_other_draws_may_differ_by_five_standard_errors(p: float) -> None:
    """What is allowed is five deviations of the difference between the share in both tails and twice the smaller."""
    draw, resamples, size = np.random.default_rng(1), 10_000, 20_000
    both = draw.binomial(resamples, p, size) / resamples
    left, right, _ = draw.multinomial(resamples, [p / 2, 1 - p / 2, 0], size).T / resamples
    twice = 2 * np.minimum(left, right)
    allowed = as_permuted({"p": p}, resamples)["p"] - 2 / resamples
    assert allowed == pytest.approx(5 * (both - twice).std(), rel=0.03)


def test_ends_of_other_draws_may_differ_by_five_standard_errors() -> None:
    """What is allowed is five deviations of the difference between the ends of two intervals, if values are normal."""
    resamples = 2_000
    values = np.random.default_rng(1).standard_normal((2, 3_000, resamples))
    low, high = np.percentile(values, [2.5, 97.5], axis=-1)
    allowed = as_drawn({"low": low.mean(), "high": high.mean()}, resamples)
    assert allowed["low"] == allowed["high"] == pytest.approx(5 * (low[0] - low[1]).std(), rel=0.06)


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda contest: contest.name)
def test_scoring_alone_runs(data: Path, contest: Contest) -> None:
    """Each contest can be scored in a process that has read the files, and stages are told apart."""
    seconds = alone.main(contest.name, data).seconds
    assert seconds["read"] > 0
    assert seconds["score"] > 0


def test_a_process_is_measured(tmp_path: Path) -> None:
    """Time, memory with that of children but not ours, and output of a command; one that fails raises."""
    held = 60_000_000
    mine = b"x" * 4 * held
    child = f"import time; held = b'x' * {held}; time.sleep(0.5)"
    start = f"subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    code = f"import subprocess, sys; held = b'x' * {held}; {start}; print('done')"
    done = run(["-c", code])
    assert done.output.strip() == b"done"
    assert done.seconds >= 0.5
    assert 0 < done.cpu
    assert held < done.largest < 2 * held < done.together < len(mine)
    with pytest.raises(Failed):
        run(["-c", "import sys; sys.exit(3)"])


def some_results() -> Results:
    """Returns made-up measurements: ours are linear, nervaluate takes 30 times as long, seqeval is left out."""
    results = Results()
    for contest in (CONTESTS[0].name, "all tasks, intervals of 10,000 resamples"):
        for documents in (1_000, 10_000):
            ours = Timing(
                contest=contest,
                documents=documents,
                tool="onrecord",
                whole=[documents / 4_000, documents / 2_000],
                cpu=[1.0],
                stages={"score": [documents / 8_000]},
                largest=200_000_000,
                together=300_000_000,
            )
            results.timings.append(ours)
    stages = {"read": [1.0], "convert": [2.0], "score": [125.0]}
    peer = Timing(
        contest=CONTESTS[0].name, documents=10_000, tool="nervaluate", whole=[112.5], cpu=[128.0], stages=stages
    )
    results.timings.append(peer)
    results.lengths = [
        Length(tokens, tokens / 1_000, {"quotes": tokens / 1e6, "claims": tokens**2 / 1e9, "record": tokens / 1e6})
        for tokens in (1_000, 10_000)
    ]
    results.checks = [
        Check(contest="c", documents=10, tool="t", figure="f1", ours=0.5, theirs=0.5),
        Check(contest="c", documents=10, tool="t", figure="low", ours=0.5, theirs=0.75, allowed=0.5),
    ]
    return results


EXPECTED = [
    "| entities of 10,000 documents, whole process: nervaluate ÷ ours | ≥ 25 | 30.0 | reached |",
    "| all tasks of 1,000 documents with 10,000 resamples, s | < 3 | 0.375 | reached |",
    "| the same of 100,000 documents, memory of all processes, GB | < 1.5 | – | not measured |",
    "| quotes, exponent in the length of a document | ≤ 1.1 | 1.00 | reached |",
    "| claims, exponent in the length of a document | ≤ 1.1 | 2.00 | missed |",
    "| entities, no interval | onrecord | 10,000 | 2.50 / 3.75 | 1.00 | – | – | 1.25 | – | – |",
    "| entities, no interval | nervaluate | 10,000 | 112 | 128 | 1.00 | 2.00 | 125 | 30.0 | 100 |",
    "| entities, no interval | seqeval | 10,000 | – | – | – | – | – | – | – |",
    "| entities, no interval | whole | 0.375 | 0.375 | 1.00 | 1.00 |",
    "| entities, no interval | score | 0.125 | 0.125 | 1.00 | 1.00 |",
    "| all tasks, intervals of 10,000 resamples | 10,000 | 200 | 300 |",
    "| 10,000 | 10.0 | 10.0 | 100 | 10.0 |",
    "| exponent | – | 1.00 | 2.00 | 1.00 |",
    "| c | t | f1, low | 10 | 2.5e-01 | 5.0e-01 | equal |",
]


def test_tables() -> None:
    """Each table has its rows, with ratios of medians, exponents, what was not run, and what was reached or missed."""
    lines = tables.tables(some_results(), (1_000, 10_000)).splitlines()
    assert [line for line in EXPECTED if line not in lines] == []


def test_digits() -> None:
    """Numbers have three significant digits and no exponent."""
    values = {0.00012345: "0.000123", 0.5: "0.500", 9.999: "10.0", 12.34: "12.3", 1234.5: "1,234", 0: "0.00"}
    assert values == {value: tables.digits(value) for value in values}


@pytest.mark.parametrize(("theirs", "code"), [(0.5, 0), (0.5 + 2e-9, 1)])
def test_an_unequal_figure_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, theirs: float, code: int
) -> None:
    """A figure that a peer does not have makes the exit code 1; tables are printed and written all the same."""
    results = some_results()
    results.checks.append(Check(contest="d", documents=10, tool="t", figure="f1", ours=0.5, theirs=theirs))
    page = tmp_path / "README.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(readme, "README", page)
    monkeypatch.setattr(program, "measure", lambda *_, **__: results)
    done = CliRunner().invoke(program.main, ["--sizes", "10000,1000", "--write"])
    assert code == done.exit_code, done.output
    written = page.read_text(encoding="utf-8")
    assert written.startswith(f"before\n{BEGIN}\nMeasured on ")
    assert written.endswith(f"\n{END}\nafter\n")
    assert all(line in written and line in done.output for line in EXPECTED)
    assert ("DIFFERENT" in written) == (code == 1)


def test_the_readme_has_its_marks() -> None:
    """The README can be written to, and a text without both marks is refused."""
    text = (ROOT / "benchmark" / "speed" / "README.md").read_text(encoding="utf-8")
    for block in (program.BLOCK, systems.BLOCK):
        assert readme.put(readme.put(text, block, "x"), block, "y") == readme.put(text, block, "y")
    with pytest.raises(ValueError, match="each once"):
        readme.put(text.replace(END, ""), "measured", "x")


def test_a_short_run(data: Path) -> None:
    """A contest runs from end to end: ours and a peer in turn, as often as is asked for, all figures equal."""
    results = Results()
    contest = replace(CONTESTS[0], peers=CONTESTS[0].peers[:1])
    measure.compete(contest, data, DOCUMENTS, 2, results)
    assert ["onrecord", "nervaluate"] == [timing.tool for timing in results.timings]
    assert all(len(timing.whole) == len(timing.stages["score"]) == 2 for timing in results.timings)
    assert len(results.checks) == 12
    assert all(check.equal for check in results.checks)


def test_tools_read_texts_and_are_told() -> None:
    """The rules read what was asked for in a process of their own; a peer that cannot run stands as a dash."""
    pages = systems.documents("passages", 300)
    assert 300 <= sum(len(page.text.split()) for page in pages) < 700
    assert [] == [problem for page in pages for problem in document_problems(page)]
    (article,) = systems.documents("article", 1)
    assert "article" == article.split
    output = run(["-m", "speed.systems", systems.OURS, "passages", "300", "2"]).output
    ours = msgspec.json.decode(output, type=systems.Throughput)
    assert 2 == len(ours.rounds)
    assert min(ours.rounds) > 0
    ours = systems.Throughput(0.5, 1_000, [0.01, 0.02, 0.04])
    table = systems.table({("article", systems.OURS): ours, ("article", "spaCy"): None})
    *_, first, second = table.splitlines()
    assert first.endswith("| 0.500 | 100,000 | 50,000 | – |")
    assert second.endswith("| – | – | – | – |")
    table = systems.table({("article", systems.OURS): ours, ("article", "spaCy"): systems.Throughput(1, 100, [0.1])})
    assert table.endswith("| 1.00 | 1,000 | 1,000 | 50.0 |")
