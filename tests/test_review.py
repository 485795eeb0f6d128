"""What a reviewer found once, and may not come back: each case was wrong before it was mended."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import UNSET

from conftest import ROOT, TEXT, Json, Own, document, gold, run_cli, span, write_rows
from onrecord import Claim, Entity, InvalidRecords, Mention, Quote, Record, UsageError, compile_inline, predict, score
from onrecord.agreement import agree
from onrecord.cases import Case
from onrecord.cli.terminal import print_board
from onrecord.layers import CANARY, LAYERS, Document, Span, Target
from onrecord.leaderboard import run_systems
from onrecord.records import own_gold_problems, read_documents, read_gold
from onrecord.store import Store
from onrecord.tabulation import SLICES
from onrecord.tasks import TASKS
from onrecord.tasks.attribution import ATTRIBUTION
from onrecord.tracks import checked
from random_cases import random_cases

DOC = "ice-deportation-order"
Change = Callable[[Json], object]
WRONG: list[tuple[str, dict[str, Any]]] = [
    ("a worth outside the schema", {"claims": (Claim(start=0, end=10, worth="true"),)}),  # type: ignore[arg-type]
    ("a title that is no flag", {"claims": (Claim(start=0, end=10, worth="factual", title="yes"),)}),  # type: ignore[arg-type]
    ("an offset that is a flag", {"claims": (Claim(start=False, end=True, worth="factual"),)}),
    ("an offset that is a string", {"claims": (Claim(start="0", end=10, worth="factual"),)}),  # type: ignore[arg-type]
    ("a layer that is null", {"claims": None}),
    ("an offset of numpy's", {"claims": (Claim(start=np.int64(0), end=10, worth="factual"),)}),  # type: ignore[arg-type]
    (
        "an entity of no type",
        {"entities": (Entity(id="e", type="FOO", mentions=(Mention(start=0, end=3, form="name"),)),)},  # type: ignore[arg-type]
    ),
    (
        "a float as an offset",
        {"entities": (Entity(id="e", type="ORG", mentions=(Mention(start=0.0, end=5.5, form="name"),)),)},  # type: ignore[arg-type]
    ),
    ("a surrogate in a name", {"entities": (Entity(id="e", name="\ud800", type="ORG", mentions=()),)}),
]


@pytest.mark.parametrize("layers", [row[1] for row in WRONG], ids=[row[0] for row in WRONG])
def test_records_in_memory_are_checked_like_a_file(layers: dict[str, Any]) -> None:
    """A record made in Python may hold anything; it is refused and never scored."""
    with pytest.raises(InvalidRecords):
        score([Record(DOC, **layers)])


def test_a_system_that_yields_too_much(tmp_path: Path) -> None:
    """One record an input: a surplus is told, with exit code 3."""
    source = (
        "from onrecord import Card, Record\n"
        "class S:\n"
        "    card = Card(title='s', authors=(), licence='', link='', kind='other')\n"
        "    def predict(self, inputs):\n"
        "        for item in inputs:\n"
        "            yield Record(item.document.id)\n"
        "            yield Record(item.document.id)\n"
        "make = lambda argument, *, seed, options: S()\n"
    )
    (tmp_path / "much.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "predict", "much:make", "--split", "article", "-o", "p.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "[order]" in done.stderr) == (3, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_device_stays_a_device_and_a_link_a_link(tmp_path: Path) -> None:
    """Writing to a pipe leaves it a pipe; writing to a link writes to where it leads."""
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert run_cli("inputs", "--split", "article", "-o", link).code == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b'{"document"')
    assert run_cli("inputs", "--split", "article", "-o", "/dev/null").code == 0
    assert not Path("/dev/null").is_file()
    assert run_cli("predict", "majority", "--split", "article", "-o", "/dev/null").code == 2


def test_units_are_ranked_on_one_scale(own: Own, tmp_path: Path) -> None:
    """Scores of one document are not mixed with labels of another."""
    first = {"doc_id": "d1", "unit_scores": [0.1] * len(read_documents(own.corpus)[0].units)}
    path = write_rows(tmp_path / "p.jsonl", [first, {"doc_id": "d2", "claims": []}])
    result = run_cli("validate", path, *own.options)
    assert (result.code, "[mixed-scores]" in result.err) == (3, True)


def test_a_named_speaker_of_an_unnamed_source_is_no_gift() -> None:
    """A wrong named speaker is a false positive whoever the gold speaker is."""
    document: Document = random_cases(1)[0][0]
    spans = [(word, document.text.index(word)) for word in document.text.split() if word.isalnum()][:2]
    (first, at), (second, there) = spans
    named = Entity(id="e2", type="PERSON", name="b", mentions=(Mention(start=there, end=there + 1, form="name"),))
    unnamed = Entity(id="e1", kind="person", name="a", mentions=(Mention(start=at, end=at + 1, form="nominal"),))
    contents = [(Span(at, at + len(first)),), (Span(there, there + len(second)),)]
    gold = Record(
        document.id,
        entities=(unnamed, named),
        quotes=(Quote(id="q1", content=contents[0], speaker="e1"), Quote(id="q2", content=contents[1], speaker="e2")),
    )
    predicted = Record(
        document.id,
        entities=(named,),
        quotes=tuple(Quote(id=f"q{n}", content=content, speaker="e2") for n, content in enumerate(contents)),
    )
    numbers = ATTRIBUTION.numbers(ATTRIBUTION.table([Case(document, gold, predicted)]).sums())
    assert (float(numbers["named.p"]), float(numbers["named.r"])) == (0.5, 1.0)


def test_what_is_checked_is_what_is_written() -> None:
    """A sound record comes back as a reader of the file would see it."""
    from onrecord import Input

    document = random_cases(2)[0][0]
    record = Record(document.id, entities=[])  # type: ignore[arg-type]
    whole, problems = checked(record, Input(document))
    assert (problems, whole) == ([], Record(document.id, entities=()))


# Names that there are none of


@pytest.mark.parametrize(
    ("arguments", "choices"),
    [
        pytest.param({"track": "words"}, "text, given", id="another track"),
        pytest.param({"track": None}, "text, given", id="no track"),
        pytest.param({"track": ["text"]}, "text, given", id="a list of tracks"),
        pytest.param({"slices": ["genre", "colour"]}, "genre, topic", id="another slice"),
        pytest.param({"slices": ["id"]}, "genre, topic", id="another field"),
        pytest.param({"slices": "colour"}, "genre, topic", id="a slice as words"),
        pytest.param({"slices": [3]}, "genre, topic", id="a number"),
    ],
)
def test_names_that_there_are_none_of(arguments: dict[str, Any], choices: str) -> None:
    """The face tells an unknown track or slice, and which there are."""
    calls: list[Callable[[], object]] = [lambda: score([Record(DOC)], **arguments)]
    if "track" in arguments:
        calls.append(lambda: predict("majority", **arguments))
    for call in calls:
        with pytest.raises(UsageError) as caught:
            call()
        assert str(caught.value).endswith(f"choose from: {choices}")


def test_slices_are_named_in_one_place() -> None:
    """The face and the command line take the same slices, alone or with commas between."""
    reports = [score([Record(DOC)], slices=slices) for slices in (SLICES, ",".join(SLICES))]
    assert reports[0] == reports[1]
    assert reports[0].slices is not UNSET
    assert SLICES == tuple(reports[0].slices)
    assert ", ".join(SLICES) in run_cli("score", "--help").out


# The track given


def put(*path: str | int, value: object) -> Change:
    """Returns a change that puts a value where a path leads."""

    def change(row: Any) -> None:
        for key in path[:-1]:
            row = row[key]
        row[path[-1]] = value

    return change


def bare(row: Json) -> None:
    """Leaves of a gold record what the track given asks for."""
    row["entities"] = []
    row["quotes"] = [{"id": quote["id"], "speaker": quote["speaker"]} for quote in row["quotes"]]


PRONOUN = {**span("us"), "form": "pronoun"}
AGREEING: list[tuple[str, Change]] = [
    ("the gold itself", dict),
    ("ids alone", bare),
    ("an entity without mentions", put("entities", 0, "mentions", value=[])),
    ("an entity without a type", put("entities", 0, "type", value=None)),
    ("a pronoun beside the name", lambda row: row["entities"][0]["mentions"].append(PRONOUN)),
    ("content without its words", put("quotes", 0, "content", 0, "text", value=None)),
    ("content in another order", lambda row: row["quotes"][1]["content"].reverse()),
    ("a quotation without its type", put("quotes", 0, "type", value=None)),
    ("a quotation without its parent", put("quotes", 1, "parent", value=None)),
    ("another name for an entity", put("entities", 0, "name", value="Ruiz")),
]
CONTRADICTING: list[tuple[str, Change, list[tuple[str, str]]]] = [
    ("other content", put("quotes", 0, "content", 0, value=span("the levy")), [("quotes[0].content", "c")]),
    ("less content", lambda row: row["quotes"][1]["content"].pop(), [("quotes[1].content", "c")]),
    ("another type", put("quotes", 0, "type", value="direct"), [("quotes[0].type", "c")]),
    ("a parent that was not given", put("quotes", 0, "parent", value="q2"), [("quotes[0].parent", "c")]),
    ("an entity of another type", put("entities", 0, "type", value="ORG"), [("entities[0]", "c")]),
    ("an entity of another kind", put("entities", 2, "kind", value="person"), [("entities[2]", "c")]),
    (
        "an entity of another name",
        put("entities", 0, "mentions", 0, value={**span("Mayor"), "form": "name"}),
        [("entities[0].mentions", "c")],
    ),
    (
        "another name beside the given",
        lambda row: row["entities"][0]["mentions"].append({**span("Mayor"), "form": "name"}),
        [("entities[0].mentions", "c")],
    ),
    ("a pronoun alone", put("entities", 0, "mentions", value=[PRONOUN]), [("entities[0].mentions", "c")]),
    (
        "an unnamed entity elsewhere",
        put("entities", 2, "mentions", 0, value={**span("vote"), "form": "nominal"}),
        [("entities[2].mentions", "c")],
    ),
    (
        "an entity that was not given",
        lambda row: row["entities"].append({"id": "e9", "mentions": [PRONOUN]}),
        [("entities[3].id", "not-given")],
    ),
    (
        "an entity twice",
        lambda row: row["entities"].append(row["entities"][0]),
        [("entities[3].id", "duplicate-id")],
    ),
    (
        "content of other words",
        put("quotes", 0, "content", 0, "text", value="x"),
        [("quotes[0].content[0]", "span-text")],
    ),
    (
        "two contradictions",
        lambda row: (row["quotes"][0].update(type="direct"), row["entities"][0].update(type="ORG")),
        [("entities[0]", "c"), ("quotes[0].type", "c")],
    ),
]


def faults_of(path: Path, *arguments: str | Path) -> list[tuple[str, str]]:
    """Returns the places and rules that `validate` tells of the second line of a file."""
    result = run_cli("validate", path, *arguments, "--json")
    assert result.code in (0, 3), result
    told = json.loads(result.out).get("faults", [])
    assert {fault["line"] for fault in told} <= {2}
    return [(fault["path"], fault["rule"]) for fault in told]


@pytest.mark.parametrize("change", [pytest.param(change, id=case) for case, change in AGREEING])
def test_what_agrees_with_the_given(change: Change, own: Own, tmp_path: Path) -> None:
    """A prediction may repeat what it was given, or leave it out; its score is the same."""
    rows = [gold("d1"), gold("d2")]
    change(rows[1])
    path = write_rows(tmp_path / "p.jsonl", rows)
    assert [] == faults_of(path, *own.options, "--track", "given")
    reports = [
        json.loads(run_cli("score", chosen, *own.options, "--track", "given", "--json").out)["tasks"]
        for chosen in (path, write_rows(tmp_path / "whole.jsonl", [gold("d1"), gold("d2")]))
    ]
    assert reports[0] == reports[1]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CONTRADICTING])
def test_what_contradicts_the_given(change: Change, expected: list[tuple[str, str]], own: Own, tmp_path: Path) -> None:
    """Ids may be given ones by chance: where a prediction says something else of them, it is refused."""
    rows = [gold("d1"), gold("d2")]
    change(rows[1])
    path = write_rows(tmp_path / "p.jsonl", rows)
    named = [(where, "contradicts-given" if rule == "c" else rule) for where, rule in expected]
    assert named == faults_of(path, *own.options, "--track", "given")


def test_a_prediction_of_the_track_text_is_no_prediction_of_given(tmp_path: Path) -> None:
    """What the rules predict from the text has ids that are given ones by chance; it is refused in the track given."""
    path = tmp_path / "rules.jsonl"
    assert run_cli("predict", "rules", "--split", "article", "-o", path).code == 0
    assert run_cli("validate", path).code == 0
    result = run_cli("validate", path, "--track", "given")
    assert (3, True) == (result.code, "[contradicts-given]" in result.err)


def given(row: Json) -> Json:
    """Returns what the track given shows of a gold record."""
    return {
        "doc_id": row["doc_id"],
        "entities": row["entities"],
        "quotes": [{key: quote[key] for key in ("id", "type", "content", "parent")} for quote in row["quotes"]],
        "stances": [{"holder": pair["holder"], "target": pair["target"], "label": None} for pair in row["stances"]],
    }


ANSWERS: list[tuple[str, Change, list[str]]] = [
    ("claims", put("claims", value=[]), ["given.claims"]),
    ("unit scores", put("unit_scores", value=[0, 1]), ["given.unit_scores"]),
    ("a speaker", put("quotes", 0, "speaker", value="e1"), ["given.quotes[0].speaker"]),
    ("a cue", put("quotes", 0, "cue", value=span("said")), ["given.quotes[0].cue"]),
    ("a source", put("quotes", 1, "source", value=span("Mayor Ana Ruiz")), ["given.quotes[1].source"]),
    ("a label", put("stances", 1, "label", value="neutral"), ["given.stances[1].label"]),
    ("evidence", put("stances", 0, "evidence", value=[span("the levy")]), ["given.stances[0].evidence"]),
    ("a pronoun", lambda row: row["entities"][0]["mentions"].append(PRONOUN), ["given.entities[0].mentions"]),
    (
        "a second mention of an unnamed entity",
        lambda row: row["entities"][2]["mentions"].append(PRONOUN),
        ["given.entities[2].mentions"],
    ),
    (
        "the whole gold",
        lambda row: row.update(gold("d2")),
        [
            "given.claims",
            *(f"given.quotes[0].{key}" for key in ("cue", "source", "speaker")),
            "given.quotes[1].speaker",
            *(f"given.stances[0].{key}" for key in ("label", "evidence")),
            "given.stances[1].label",
        ],
    ),
]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ANSWERS])
def test_inputs_that_give_answers(change: Change, expected: list[str], tmp_path: Path) -> None:
    """A file of inputs gives what the track gives and nothing more; each answer in it is told with its place."""
    row = given(gold("d2"))
    change(row)
    lines = [{"document": document("d1"), "given": given(gold("d1"))}, {"document": document("d2"), "given": row}]
    path = write_rows(tmp_path / "inputs.jsonl", lines)
    result = run_cli("predict", "lookup", "--inputs", path, "-o", tmp_path / "p.jsonl")
    assert (3, [path]) == (result.code, list(tmp_path.iterdir()))
    told = [line.removeprefix("onrecord: ").split(": [gives-answers]")[0] for line in result.err.splitlines()]
    assert [f"{path}:2 doc=d2 {where}" for where in expected] == told


def test_inputs_of_two_tracks(tmp_path: Path) -> None:
    """A file of inputs is of one track; each line of the other than the first is told."""
    lines: list[Json] = [{"document": document(f"d{number}")} for number in (1, 2, 3, 4)]
    for number in (1, 3):
        lines[number]["given"] = given(gold(f"d{number + 1}"))
    for first in (lines, [*lines[1:], lines[0]]):
        path = write_rows(tmp_path / "inputs.jsonl", first)
        result = run_cli("predict", "majority", "--inputs", path, "-o", tmp_path / "p.jsonl")
        assert (3, [path]) == (result.code, list(tmp_path.iterdir()))
        places = re.findall(rf"{re.escape(str(path))}:(\d) doc=(d\d) given: \[mixed-tracks\]", result.err)
        assert [(str(line + 1), first[line]["document"]["id"]) for line in (1, 3)] == places
        path.unlink()


# Agreement


def test_agreement_takes_neither_pass_for_the_truth() -> None:
    """Called the other way round, all that is said of two passes stays the same."""
    compared = 0
    for seed in range(100):
        whole = [
            (row, first, second)
            for row, first, second in random_cases(seed)
            if second is not None and all(getattr(second, layer) is not UNSET for layer in LAYERS)
        ]
        rows = [row for row, _, _ in whole]
        passes = ({row.id: first for row, first, _ in whole}, {row.id: second for row, _, second in whole})
        there, back = agree(rows, *passes), agree(rows, *passes[::-1])
        assert there == back, seed
        compared += there.numbers["attribution"]["speaker_accuracy"] is not None
    assert compared > 40


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(["e1", "e1"], ["e1", "e1"], 1.0, id="all alike"),
        pytest.param(["e1", "e1"], ["e1", None], 2 / 3, id="one left out: 2·1 of 2 and 1"),
        pytest.param(["e1", None], ["e1", "e1"], 2 / 3, id="the same the other way round"),
        pytest.param(["e1", "e2"], ["e1", "e1"], 1 / 2, id="one wrong: 2·1 of 2 and 2"),
        pytest.param([None, None], ["e1", None], 0.0, id="given by one alone"),
        pytest.param([None, None], [None, None], None, id="given by none"),
    ],
)
def test_speaker_accuracy_of_two_passes(
    first: list[str | None], second: list[str | None], expected: float | None, own: Own
) -> None:
    """It is twice the agreements over the pairs with a speaker in the one pass and those in the other."""
    (row,) = read_documents(own.corpus)[:1]
    whole = read_gold(own.gold, read_documents(own.corpus))["d1"]
    assert whole.quotes

    def spoken(speakers: list[str | None]) -> dict[str, Record]:
        assert whole.quotes
        quotes = tuple(
            Quote(id=quote.id, content=quote.content, speaker=speaker)
            for quote, speaker in zip(whole.quotes, speakers, strict=True)
        )
        return {"d1": Record("d1", entities=whole.entities, quotes=quotes, stances=(), claims=())}

    found = agree([row], spoken(first), spoken(second)).numbers["attribution"]["speaker_accuracy"]
    assert expected == (None if found is None else pytest.approx(found))


# Gold


@pytest.mark.parametrize(
    ("ending", "anybody", "house"),
    [
        pytest.param(*row, id=row[0])
        for row in (
            ("in the U.S.", True, True),
            ("at 5 p.m.", True, True),
            ("Ruiz Jr.", True, True),
            ("in Calif.", True, False),
            ("of Smith et al.", True, False),
            ("a Ph.D.", True, True),
            ("the Univ.", True, False),
            ("approx.", True, False),
            ("at São P.", True, True),
            ("by É.", True, False),
            ("the levy.", False, False),
            ("5–4.", False, False),
            ("in 2024.", False, False),
            ("will ruin us”.", False, False),
            ("so...", False, False),
            ("Calif.,", False, False),
        )
    ],
)
def test_a_full_stop_at_the_end(ending: str, anybody: bool, house: bool, tmp_path: Path) -> None:
    """In anybody's gold a full stop may end what may be an abbreviation; the project's own is held to a list."""
    row = document("d1", ending, [[0, len(ending)]])
    words = {"start": 0, "end": len(ending), "text": ending}
    stance = {"holder": None, "target": "t1", "label": "neutral", "evidence": [words]}
    record = {"doc_id": "d1", "entities": [], "quotes": [], "stances": [stance], "claims": []}
    documents = read_documents(write_rows(tmp_path / "corpus.jsonl", [row]))
    path = write_rows(tmp_path / "gold.jsonl", [record])
    for own_rules, fine in ((False, anybody), (True, house)):
        found = []
        try:
            read_gold(path, documents, house=own_rules)
        except InvalidRecords as error:
            found = [(fault.path, fault.rule) for fault in error.log.faults]
        assert found == ([] if fine else [("stances[0].evidence[0]", "trimming")])


CLAIMS: list[tuple[str, Json, bool]] = [
    ("inside, and says so", {**span("will ruin us"), "quote": "q1", "claimant": "e1"}, True),
    ("inside the inner one, and says so", {**span("will ruin us"), "quote": "q2", "claimant": "e1"}, True),
    ("inside, and does not say so", {**span("will ruin us"), "quote": None, "claimant": None}, False),
    ("more than the content", {**span("that the levy “will ruin us"), "quote": None, "claimant": None}, True),
    ("a claim with cue and source inside", {**span(TEXT[:58]), "quote": None, "claimant": None}, True),
    ("outside", {**span("passed the levy"), "quote": None, "claimant": None}, True),
]


@pytest.mark.parametrize(("change", "fine"), [pytest.param(*row[1:], id=row[0]) for row in CLAIMS])
def test_a_claim_inside_a_quotation_names_it(change: Json, fine: bool, own: Own, tmp_path: Path) -> None:
    """In the project's own gold a claim inside a quotation's content has its id; in others' it may be left out."""
    row = gold("d2")
    row["claims"][0].update(change)
    path = write_rows(tmp_path / "gold.jsonl", [gold("d1"), row, gold("d3")])
    documents = read_documents(own.corpus)
    assert ["d1", "d2", "d3"] == list(read_gold(path, documents))
    found = []
    try:
        read_gold(path, documents, house=True)
    except InvalidRecords as error:
        found = [(fault.path, fault.rule) for fault in error.log.faults]
    assert found == ([] if fine else [("claims[0]", "claim-quote")])


def test_the_example_of_the_guidelines_compiles() -> None:
    """The worked example of the notation in the guidelines keeps the rules of a pass and holds what it says."""
    guidelines = (ROOT / "annotations" / "GUIDELINES.md").read_text(encoding="utf-8")
    source = next(block for block in re.findall(r"```text\n(.*?)```", guidelines, re.DOTALL) if "\n1| " in block)
    head = re.match(r"doc (?P<id>\S+)\n", source)
    assert head is not None
    units = re.findall(r"^[0-9]+\| (.*)$", source, re.MULTILINE)
    text = "\n".join(units)
    starts = [text.index(unit) for unit in units]
    row = Document(
        id=head["id"],
        split="train",
        title=None,
        genre="local news",
        topic="transport",
        outlet=None,
        date=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        canary=CANARY,
        units=tuple((start, start + len(unit)) for start, unit in zip(starts, units, strict=True)),
        targets=tuple(Target(*pair) for pair in re.findall(r"^(t[0-9]+) (.*)$", source, re.MULTILINE)),
    )
    record = compile_inline(source, row)
    assert [] == list(own_gold_problems(record, row, passes=True))
    assert record.entities
    assert record.quotes
    assert record.stances
    assert record.claims
    words = {entity.id: [text[m.start : m.end] for m in entity.mentions] for entity in record.entities}
    assert (["Ilse Brandvoll", "She", "Brandvoll"], ["two"], ["340"]) == (words["e2"], words["e5"], words["e6"])
    twos = {entity.id: entity.mentions[0].start for entity in record.entities if entity.id in ("e5", "e7")}
    assert {"e5": text.index("two pilots"), "e7": text.index("two had sunk")} == twos
    contents = {quote.id: [text[span.start : span.end] for span in quote.content] for quote in record.quotes}
    assert {
        "q1": ["the quay charge “will empty every slip in this harbour.”"],
        "q2": ["340 boats had left", "two had sunk"],
        "q3": ["We will go to court.\nWe will win"],
    } == contents
    assert [("q1", "mixed", "e2"), ("q2", "indirect", "e2"), ("q3", "direct", "e2")] == [
        (quote.id, quote.type, quote.speaker) for quote in record.quotes
    ]
    labels = [(stance.holder, stance.target, stance.label) for stance in record.stances]
    assert ("e2", "t2", "silent") in labels
    assert (None, "t2", "neutral") in labels
    assert 6 == len(labels)
    assert [(True, None), (False, None), (False, "q2"), (False, "q2"), (False, None)] == [
        (claim.title, claim.quote) for claim in record.claims
    ]
    last = record.claims[4]
    assert units[2].removesuffix(".") == text[last.start : last.end]


# The board


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store whose split `test` has six documents."""
    root = tmp_path_factory.mktemp("six")
    cases = random_cases(3, 6)
    store = Store(root / "corpus", root / "annotations")
    for folder, rows in ((store.corpus, [row for row, _, _ in cases]), (store.annotations, [g for _, g, _ in cases])):
        folder.mkdir()
        write_lines(folder / "test.jsonl", rows)
    return store


def write_lines(path: Path, rows: Iterable[Any]) -> None:
    """Writes typed rows as JSON Lines."""
    from onrecord.records import encode

    path.write_bytes(b"".join(map(encode, rows)))


def test_a_board_says_what_it_can_show(six: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the systems stand items, half-width and smallest difference, those that `compare` finds."""
    names = ("majority", "random")
    files = (six.documents_file("test"), six.gold_file("test"))
    paths = []
    for name in names:
        inputs = write_rows(
            tmp_path / "inputs.jsonl", [b'{"document":' + line + b"}" for line in files[0].read_bytes().splitlines()]
        )
        paths.append(tmp_path / f"{name}.jsonl")
        assert run_cli("predict", name, "--inputs", inputs, "-o", paths[-1]).code == 0
    compared = json.loads(run_cli("compare", *paths, "--corpus", files[0], "--gold", files[1], "--json").out)
    board = run_systems(six, "test", names)
    assert list(names) == list(board.reports)
    for task in TASKS["text"]:
        reach, expected = board.reach[task.name], compared[task.name]
        for key in ("items", "half_width", "smallest_difference"):
            assert expected[key] == getattr(reach, key)
    assert any(reach.smallest_difference is not None for reach in board.reach.values())
    mentions = [m for record in six.gold("test").values() for e in record.entities or () for m in e.mentions]
    assert board.reach["entities"].items == sum(mention.form in ("name", "value") for mention in mentions)
    print_board(board)
    printed = capsys.readouterr().out
    assert all(f"│ {row} " in printed for row in ("items", "half-width", "smallest difference"))
    print_board(run_systems(six, "test", ["majority"]))
    alone = capsys.readouterr().out
    assert all(f"│ {row} " in alone for row in ("items", "half-width"))
    assert "smallest difference" not in alone


def test_a_board_of_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """Without intervals the items stand there alone, also of a task that no system submits."""
    assert run_cli("run", "--system", "majority").out.count("│ items ") == 1
    from onrecord.store import installed

    board = run_systems(installed(), "article", ["majority"], track="given")
    assert [9, 9] == [board.reach[name].items for name in ("attribution", "record")]
    print_board(board)
    printed = capsys.readouterr().out
    assert "│ items " in printed
    assert "half-width" not in printed
