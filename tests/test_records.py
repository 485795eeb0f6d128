"""Reading and writing records: round trips, the rules of gold and of documents, the JSON Schema, duplicate keys."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from conftest import ROOT, TEXT, Json, Own, compact, document, gold, run_cli, span, strict_cases, write_rows
from onrecord.faults import InvalidRecords
from onrecord.layers import Document, Input, Record
from onrecord.records import encode, read_documents, read_gold, read_inputs, read_predictions
from onrecord.shapes import repeats_or_omits_a_key, shape_problems

Change = Callable[[Json], object]
Problem = tuple[str, str]


def problems(error: InvalidRecords) -> list[Problem]:
    """Returns (path, rule) of each fault."""
    return [(fault.path, fault.rule) for fault in error.log.faults]


# Round trips


STORED = sorted((ROOT / "annotations").glob("*.jsonl")) + sorted((ROOT / "annotations" / "passes").glob("*.jsonl"))


@pytest.mark.parametrize("path", STORED, ids=lambda path: str(path.relative_to(ROOT)))
def test_stored_records_are_canonical(path: Path) -> None:
    """What is read and written again is the same to the byte."""
    split = path.name.split(".")[0]
    documents = read_documents(ROOT / "corpus" / f"{split}.jsonl")
    records = read_gold(path, documents, passes=path.parent.name == "passes")
    assert path.read_bytes() == b"".join(map(encode, records.values()))


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.jsonl")), ids=lambda path: path.name)
def test_stored_documents_are_canonical(path: Path) -> None:
    """So it is with the texts."""
    assert path.read_bytes() == b"".join(map(encode, read_documents(path)))


def test_the_tiny_corpus_is_canonical(own: Own) -> None:
    """Compact JSON with keys in declared order is what is written."""
    documents = read_documents(own.corpus)
    assert own.corpus.read_bytes() == b"".join(map(encode, documents))
    assert own.gold.read_bytes() == b"".join(map(encode, read_gold(own.gold, documents).values()))
    assert own.gold.read_bytes() == b"".join(map(encode, read_predictions(own.gold, documents).records.values()))


@pytest.mark.parametrize("seed", range(60))
def test_random_records_come_back(seed: int, tmp_path: Path) -> None:
    """Valid documents, gold, predictions and inputs are read as they were, and written as they were read."""
    cases = strict_cases(seed)
    corpus, key, path, inputs = (tmp_path / name for name in ("corpus", "gold", "predictions", "inputs"))
    corpus.write_bytes(b"".join(encode(text) for text, _, _ in cases))
    key.write_bytes(b"".join(encode(right) for _, right, _ in cases))
    inputs.write_bytes(b"".join(encode(Input(text)) for text, _, _ in cases))
    documents = read_documents(corpus)
    assert tuple(text for text, _, _ in cases) == documents
    assert {text.id: right for text, right, _ in cases} == read_gold(key, documents)
    assert tuple(Input(text) for text, _, _ in cases) == read_inputs(inputs)
    predicted = {text.id: found for text, _, found in cases if found is not None}
    if predicted:
        path.write_bytes(b"".join(map(encode, predicted.values())))
        assert predicted == read_predictions(path, documents).records


@pytest.mark.parametrize("seed", range(20))
def test_gold_is_in_the_order_of_the_documents(seed: int, tmp_path: Path) -> None:
    """However the lines of a gold file are ordered, the records come in the order of the documents."""
    cases = strict_cases(seed, documents=5)
    lines = [encode(right) for _, right, _ in cases]
    random.Random(seed).shuffle(lines)
    (tmp_path / "gold").write_bytes(b"".join(lines))
    documents = [text for text, _, _ in cases]
    assert [text.id for text in documents] == list(read_gold(tmp_path / "gold", documents))


# Spacing, escapes, order of keys


def respaced(value: Any, rng: random.Random) -> str:
    """Returns valid JSON of a value with random spacing, escapes and order of keys."""

    def gap() -> str:
        return rng.choice(("", "", "", " ", "\t", "  ", " \t "))

    def string(text: str) -> str:
        mode = rng.randrange(3)
        if mode == 0:
            return json.dumps(text, ensure_ascii=False)
        if mode == 1:
            return json.dumps(text)
        return '"' + "".join(f"\\u{unit:04x}" for unit in _utf16(text)) + '"'

    match value:
        case dict():
            items = list(value.items())
            rng.shuffle(items)
            inner = ",".join(f"{gap()}{string(key)}{gap()}:{gap()}{respaced(item, rng)}{gap()}" for key, item in items)
            return f"{{{inner or gap()}}}"
        case list():
            inner = ",".join(f"{gap()}{respaced(item, rng)}{gap()}" for item in value)
            return f"[{inner or gap()}]"
        case str():
            return string(value)
        case _:
            return json.dumps(value)


def _utf16(text: str) -> list[int]:
    data = text.encode("utf-16-be")
    return [int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)]


@pytest.mark.parametrize("seed", range(120))
def test_spacing_changes_nothing(seed: int, tmp_path: Path) -> None:
    """A record in any spacing, escaping and order of keys is the same record."""
    rng = random.Random(seed)
    for text, right, found in strict_cases(seed, documents=2):
        record = right if found is None else found
        line = respaced(json.loads(encode(record)), rng)
        (tmp_path / "p.jsonl").write_text(line, encoding="utf-8")
        assert {text.id: record} == read_predictions(tmp_path / "p.jsonl", [text]).records


# Keys that stand twice


JSON_TEXT = st.text(st.sampled_from('a":\\ {}[],é\n'), max_size=6)


@st.composite
def lines_with_keys(draw: st.DrawFn) -> bytes:
    """Draws a record of valid shape in some spacing, a few keys written twice, quotation marks in its strings."""
    colon = draw(st.sampled_from(['":', '": ', '" :', '"\t:', '" : ', '"\r:']))
    comma = draw(st.sampled_from([",", ", ", " ,"]))
    escaped = draw(st.booleans())

    def write(value: Any) -> str:
        if isinstance(value, dict):
            pairs = []
            for key, item in value.items():
                name = f"\\u{ord(key[0]):04x}{key[1:]}" if escaped and draw(st.booleans()) else key
                pairs.append(f'"{name}{colon}{write(item)}')
                if draw(st.integers(0, 30)) == 0:
                    pairs.append(f'"{key}{colon}{write(item)}')
            return "{" + comma.join(pairs) + "}"
        if isinstance(value, list):
            return "[" + comma.join(map(write, value)) + "]"
        return json.dumps(value, ensure_ascii=draw(st.booleans()))

    def some_span() -> Json:
        return {"start": draw(st.integers(0, 9)), "end": 3, "text": draw(JSON_TEXT)}

    record: Json = {"doc_id": draw(JSON_TEXT)}
    if draw(st.booleans()):
        mentions = [{**some_span(), "form": "name"} for _ in range(draw(st.integers(0, 2)))]
        record["entities"] = [{"id": draw(JSON_TEXT), "name": draw(JSON_TEXT), "type": "ORG", "mentions": mentions}]
    if draw(st.booleans()):
        cue = draw(st.sampled_from([None, 1]))
        record["quotes"] = [{"id": "q", "content": [some_span()], "cue": cue and some_span(), "parent": None}]
    if draw(st.booleans()):
        record["stances"] = [{"holder": draw(JSON_TEXT), "target": "t", "label": "favor", "evidence": [some_span()]}]
    if draw(st.booleans()):
        record["claims"] = [{**some_span(), "id": draw(JSON_TEXT), "worth": "factual", "title": True}]
    if draw(st.booleans()):
        record["unit_scores"] = [0.5, 1]
    return write(record).encode()


def holds_a_key_twice(line: bytes) -> bool:
    """The slow, evident way: every object's keys, counted as the standard library reads them."""
    found = False

    def pairs(items: list[tuple[str, Any]]) -> None:
        nonlocal found
        found = found or len({key for key, _ in items}) < len(items)

    json.loads(line, object_pairs_hook=pairs)
    return found


@settings(max_examples=200, deadline=None, derandomize=True)
@given(lines_with_keys())
def test_no_repeated_key_escapes_the_fast_detector(line: bytes) -> None:
    """The detector never misses; it is exact for usual spacing; and the walk that it calls for is exact for any."""
    msgspec.json.decode(line, type=Record)
    twice = holds_a_key_twice(line)
    suspected = repeats_or_omits_a_key(line, Record)
    assert suspected or not twice
    if not any(mark in line for mark in (b" :", b"\t:", b"\r:")):
        assert twice == suspected
    assert twice == any(rule == "duplicate-key" for _, rule, _ in shape_problems(line, Record))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(lines_with_keys())
def test_the_walk_finds_no_fault_in_what_the_decoder_takes(line: bytes) -> None:
    """The two readers of a line agree, but for keys that stand twice."""
    assert {"duplicate-key"} >= {rule for _, rule, _ in shape_problems(line, Record)}


# The rules of gold


def put(*way: str | int, value: Any) -> Change:
    """Returns a change that sets a place."""

    def change(row: Json) -> None:
        here: Any = row
        for step in way[:-1]:
            here = here[step]
        here[way[-1]] = value

    return change


def drop(*way: str | int) -> Change:
    """Returns a change that takes a place out."""

    def change(row: Json) -> None:
        here: Any = row
        for step in way[:-1]:
            here = here[step]
        del here[way[-1]]

    return change


def several(*changes: Change) -> Change:
    """Returns changes as one."""

    def change(row: Json) -> None:
        for one in changes:
            one(row)

    return change


def name(words: str, form: str = "name", nth: int = 1) -> Json:
    """Returns a mention."""
    return {**span(words, nth), "form": form}


CUE = ("quotes", 0, "cue")

GOLD_RULES: list[tuple[str, Change, list[Problem]]] = [
    ("a layer is missing", drop("stances"), [("", "missing-key")]),
    ("unit scores", put("unit_scores", value=[0, 1]), [("unit_scores", "unknown-key")]),
    ("a span without its words", drop(*CUE, "text"), [("quotes[0].cue", "missing-key")]),
    ("a span with null for its words", put(*CUE, "text", value=None), [("quotes[0].cue", "missing-key")]),
    ("an entity without kind", drop("entities", 0, "kind"), [("entities[0]", "missing-key")]),
    ("a quotation without parent", drop("quotes", 0, "parent"), [("quotes[0]", "missing-key")]),
    ("a stance without evidence", drop("stances", 1, "evidence"), [("stances[1]", "missing-key")]),
    ("a claim without title", drop("claims", 0, "title"), [("claims[0]", "missing-key")]),
    (
        "several keys missing",
        several(drop("claims", 0, "id"), drop("claims", 1, "kind"), drop(*CUE, "text")),
        [
            ("quotes[0].cue", "missing-key"),
            ("claims[0]", "missing-key"),
            ("claims[1]", "missing-key"),
        ],
    ),
    ("a space at the start", put(*CUE, value=span(" said")), [("quotes[0].cue", "trimming")]),
    ("a space at the end", put(*CUE, value=span("said ")), [("quotes[0].cue", "trimming")]),
    (
        "a line feed at the end",
        put("stances", 0, "evidence", 0, value=span("will ruin us”.\n")),
        [
            ("stances[0].evidence[0]", "trimming"),
        ],
    ),
    (
        "a full stop at the end of evidence",
        put("stances", 0, "evidence", 0, value=span("ruin us”.")),
        [
            ("stances[0].evidence[0]", "trimming"),
        ],
    ),
    (
        "a full stop at the end of a claim",
        put("claims", 0, value={**gold("d")["claims"][0], **span("vote of 5–4.")}),
        [
            ("claims[0]", "trimming"),
        ],
    ),
    (
        "a space at a mention's end",
        put("entities", 0, "mentions", 0, value=name("Ana Ruiz ")),
        [
            ("entities[0].mentions[0]", "trimming"),
        ],
    ),
    (
        "a space at a source's start",
        put("quotes", 0, "source", value=span(" Ana Ruiz")),
        [
            ("quotes[0].source", "trimming"),
        ],
    ),
    (
        "a space in content's edge",
        put("quotes", 1, "content", 0, value=span(" ruin us")),
        [
            ("quotes[1].content[0]", "trimming"),
        ],
    ),
    ("an entity without a name", put("entities", 0, "name", value=None), [("entities[0]", "missing-label")]),
    (
        "an entity without mentions",
        put("entities", 1, "mentions", value=[]),
        [
            ("entities[1]", "missing-label"),
            ("entities[1]", "entity-type"),
        ],
    ),
    (
        "a type and a kind",
        put("entities", 0, "kind", value="person"),
        [
            ("entities[0]", "entity-type"),
        ],
    ),
    ("neither type nor kind", put("entities", 2, "kind", value=None), [("entities[2]", "entity-type")]),
    (
        "a type with nominals alone",
        several(put("entities", 2, "type", value="ORG"), put("entities", 2, "kind", value=None)),
        [("entities[2]", "entity-type")],
    ),
    ("a value as a name", put("entities", 1, "mentions", 0, "form", value="name"), [("entities[1]", "mention-form")]),
    ("a name as a value", put("entities", 0, "mentions", 0, "form", value="value"), [("entities[0]", "mention-form")]),
    (
        "an unnamed entity by another name",
        put("entities", 2, "name", value="the council"),
        [
            ("entities[2].name", "entity-name"),
        ],
    ),
    (
        "mentions out of order",
        put("entities", 0, "mentions", value=[name("Monday", nth=1), name("Ana Ruiz")]),
        [
            ("entities[1].mentions[0]", "flatness"),
        ],
    ),
    (
        "a name in a name",
        put("entities", 0, "mentions", value=[name("Ana Ruiz"), name("Ruiz")]),
        [
            ("entities[0].mentions[1]", "flatness"),
        ],
    ),
    (
        "names that cross",
        put("entities", 1, "mentions", value=[name("Mayor Ana", "value"), name("Monday", "value")]),
        [
            ("entities[0].mentions[0]", "flatness"),
        ],
    ),
    ("a quotation without a type", put("quotes", 0, "type", value=None), [("quotes[0]", "missing-label")]),
    (
        "content out of order",
        put("quotes", 1, "content", value=[span("ruin us"), span("will")]),
        [
            ("quotes[1].content", "span-order"),
        ],
    ),
    (
        "content that overlaps",
        put("quotes", 1, "content", value=[span("will ruin"), span("ruin us")]),
        [
            ("quotes[1].content", "span-order"),
        ],
    ),
    ("a claim without an id", put("claims", 0, "id", value=None), [("claims[0]", "missing-label")]),
    ("a claim without a kind", put("claims", 0, "kind", value=None), [("claims[0]", "missing-label")]),
    ("another claimant than the speaker", put("claims", 0, "quote", value="q1"), [("claims[0]", "claimant")]),
    ("what binds predictions too", put(*CUE, "text", value="says"), [("quotes[0].cue", "span-text")]),
    ("silent in gold", put("stances", 0, "label", value="silent"), [("stances[0].label", "label")]),
]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in GOLD_RULES])
def test_rules_of_gold(change: Change, expected: list[Problem], own: Own, tmp_path: Path) -> None:
    """Each rule that binds gold is told, with path and line, and nothing beside it."""
    broken = gold("d2")
    change(broken)
    path = write_rows(tmp_path / "gold.jsonl", [gold("d1"), broken, gold("d3")])
    with pytest.raises(InvalidRecords) as caught:
        read_gold(path, read_documents(own.corpus), house=True)
    # A line that cannot be decoded leaves its document without a record, which is told as well.
    assert expected == [problem for problem in problems(caught.value) if problem != ("", "missing-doc")]
    assert {2} == {fault.line for fault in caught.value.log.faults if fault.rule != "missing-doc"}
    assert 3 == caught.value.exit_code
    with pytest.raises(InvalidRecords) as caught:
        read_gold(path, read_documents(own.corpus), installed=True, house=True)
    assert 4 == caught.value.exit_code


HOUSE: list[tuple[str, Change, list[Problem]]] = [
    ("a title claim of another kind", put("claims", 0, "title", value=True), [("claims[0]", "title-kind")]),
    (
        "a claimant without a quotation",
        several(put("claims", 0, "quote", value=None), put("claims", 0, "claimant", value="e1")),
        [("claims[0]", "claim-quote")],
    ),
    (
        "a claim outside the quotation that it names",
        several(put("claims", 0, "quote", value="q2"), put("claims", 0, "claimant", value="e1")),
        [("claims[0]", "claim-quote")],
    ),
    ("a quotation outside its parent", put("quotes", 1, "content", value=[span("passed")]), [("quotes[1]", "nesting")]),
]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in HOUSE], ids=[case[0] for case in HOUSE])
def test_rules_of_the_house(change: Change, expected: list[Problem], own: Own, tmp_path: Path) -> None:
    """What binds the project's own gold alone is told there, and is no fault of anybody else's."""
    broken = gold("d2")
    change(broken)
    path = write_rows(tmp_path / "gold.jsonl", [gold("d1"), broken, gold("d3")])
    read_gold(path, read_documents(own.corpus))
    with pytest.raises(InvalidRecords) as caught:
        read_gold(path, read_documents(own.corpus), house=True)
    assert expected == problems(caught.value)


ALLOWED: list[tuple[str, Change]] = [
    ("content that touches", put("quotes", 1, "content", value=[span("will"), span("ruin us")])),
    ("a nominal inside a name", put("entities", 2, "mentions", value=[name("Ruiz", "nominal")])),
    (
        "a typed entity with a pronoun beside its name",
        put(
            "entities",
            0,
            "mentions",
            value=[
                name("Ana Ruiz"),
                name("us", "pronoun"),
            ],
        ),
    ),
    ("a mark behind the full stop", put(*CUE, value=span("us”"))),
    ("no stances at all", put("stances", value=[])),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=case) for case, change in ALLOWED])
def test_what_gold_may_hold(change: Change, own: Own, tmp_path: Path) -> None:
    """The rules refuse nothing that the scheme allows."""
    row = gold("d2")
    change(row)
    if row["entities"][2]["name"] != row["entities"][2]["mentions"][0]["text"]:
        row["entities"][2]["name"] = row["entities"][2]["mentions"][0]["text"]
    path = write_rows(tmp_path / "gold.jsonl", [gold("d1"), row, gold("d3")])
    assert ["d1", "d2", "d3"] == list(read_gold(path, read_documents(own.corpus)))


@pytest.mark.parametrize(
    ("ending", "rules"),
    [
        pytest.param(ending, rules, id=ending)
        for ending, rules in (
            ("the U.S.", []),
            ("Acme Inc.", []),
            ("Ruiz Jr.", []),
            ("at 5 p.m.", []),
            ("we pay?", []),
            ("we pay!", []),
            ("“we pay.”", []),
            ("we pay.", ["trimming"]),
            ("we pay,", ["trimming"]),
            ("we pay;", ["trimming"]),
            ("we pay:", ["trimming"]),
            ("we pay...", ["trimming"]),
        )
    ],
)
def test_marks_at_the_end_of_a_span(ending: str, rules: list[str], tmp_path: Path) -> None:
    """A stop ends a span only where it is an abbreviation's own or stands before a closing mark."""
    row = document("d1", ending, [[0, len(ending)]])
    words = {"start": 0, "end": len(ending), "text": ending}
    record = {
        "doc_id": "d1",
        "entities": [],
        "quotes": [],
        "stances": [{"holder": None, "target": "t1", "label": "neutral", "evidence": [words]}],
        "claims": [],
    }
    documents = read_documents(write_rows(tmp_path / "corpus.jsonl", [row]))
    path = write_rows(tmp_path / "gold.jsonl", [record])
    found: list[str] = []
    try:
        read_gold(path, documents)
    except InvalidRecords as error:
        found = [rule for _, rule in problems(error)]
    assert rules == found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([gold("d1"), gold("d3")], [(None, "missing-doc")], id="a document without a record"),
        pytest.param([gold("d1"), gold("d2"), gold("d3"), gold("d4")], [(4, "unknown-doc")], id="one too many"),
        pytest.param([gold("d1"), gold("d2"), gold("d3"), gold("d1")], [(4, "duplicate-doc")], id="one twice"),
        pytest.param([], [(None, "empty-file")], id="an empty file"),
    ],
)
def test_gold_has_a_record_for_each_document(
    rows: list[Json], expected: list[tuple[int | None, str]], own: Own, tmp_path: Path
) -> None:
    """Gold and documents join one to one."""
    with pytest.raises(InvalidRecords) as caught:
        read_gold(write_rows(tmp_path / "gold.jsonl", rows), read_documents(own.corpus))
    assert expected == [(fault.line, fault.rule) for fault in caught.value.log.faults]


def test_silent_is_for_passes(own: Own, tmp_path: Path) -> None:
    """An annotation pass may hold the label that gold may not."""
    rows = [gold(doc_id) for doc_id in ("d1", "d2", "d3")]
    rows[1]["stances"][0]["label"] = "silent"
    path = write_rows(tmp_path / "pass.jsonl", rows)
    records = read_gold(path, read_documents(own.corpus), passes=True)
    stances = records["d2"].stances
    assert "silent" == (stances or ())[0].label


# The rules of documents


def text_is(text: str, units: list[list[int]]) -> Change:
    """Returns a change of text and units, with the right hash."""
    return lambda row: row.update(document("d2", text, units))


DOCUMENT_RULES: list[tuple[str, Change, list[Problem]]] = [
    ("an unknown key", put("url", value="x"), [("url", "unknown-key")]),
    ("a missing key", drop("outlet"), [("", "missing-key")]),
    ("a missing key in a target", drop("targets", 0, "text"), [("targets[0]", "missing-key")]),
    ("an unknown genre", put("genre", value="Opinion"), [("genre", "label")]),
    ("an unknown topic", put("topic", value="weather"), [("topic", "label")]),
    ("an unknown split", put("split", value="dev"), [("split", "label")]),
    ("a null genre", put("genre", value=None), [("genre", "type")]),
    ("a title that is a number", put("title", value=1), [("title", "type")]),
    ("no text", text_is("", []), [("text", "empty-text")]),
    ("a text that is not NFC", text_is("Va\u0301zquez", [[0, 8]]), [("text", "text-form")]),
    ("carriage returns", text_is("One.\r\nTwo.", [[0, 4], [6, 10]]), [("text", "text-form")]),
    ("a byte-order mark", text_is("\ufeffOne.", [[0, 5]]), [("text", "text-form")]),
    ("a changed text", put("text", value=TEXT.replace("Ana", "Eva")), [("sha256", "text-hash")]),
    ("a hash in capitals", lambda row: row.update(sha256=row["sha256"].upper()), [("sha256", "text-hash")]),
    ("another canary", put("canary", value="x"), [("canary", "canary")]),
    ("a date in words", put("date", value="24 November"), [("date", "date")]),
    ("a date without hyphens", put("date", value="20251124"), [("date", "date")]),
    ("a date that there is not", put("date", value="2025-02-30"), [("date", "date")]),
    ("a date with a time", put("date", value="2025-11-24T00:00"), [("date", "date")]),
    ("an empty date", put("date", value=""), [("date", "date")]),
    ("a unit beyond the text", put("units", 1, value=[60, 999]), [("units[1]", "span-bounds")]),
    ("an empty unit", put("units", 1, value=[60, 60]), [("units[1]", "span-bounds")]),
    ("a negative unit", put("units", 0, value=[-1, 59]), [("units[0]", "span-bounds")]),
    ("a unit of three numbers", put("units", 0, value=[0, 5, 9]), [("units[0]", "type")]),
    ("a unit that is an object", put("units", 0, value={"start": 0, "end": 59}), [("units[0]", "type")]),
    ("a unit of strings", put("units", 0, value=["0", 59]), [("units[0][0]", "type")]),
    (
        "units out of order",
        put("units", value=[[60, 105], [0, 59]]),
        [
            ("units[0]", "unit-tiling"),
            ("units[1]", "unit-tiling"),
        ],
    ),
    ("units that overlap", put("units", value=[[0, 59], [57, 105]]), [("units[1]", "unit-tiling")]),
    ("words in no unit", put("units", value=[[6, 59], [60, 105]]), [("units[0]", "unit-tiling")]),
    (
        "words between units",
        put("units", value=[[0, 50], [60, 105]]),
        [
            ("units[0]", "unit-tiling"),
            ("units[1]", "unit-tiling"),
        ],
    ),
    ("words behind the units", put("units", value=[[0, 59]]), [("units", "unit-tiling")]),
    ("no units", put("units", value=[]), [("units", "unit-tiling")]),
    ("a unit that ends on a space", text_is("One. Two.", [[0, 5], [5, 9]]), [("units[0]", "unit-tiling")]),
    ("two targets of one id", put("targets", 1, "id", value="t1"), [("targets[1].id", "duplicate-id")]),
    ("two targets of one text", put("targets", 1, "text", value="the levy"), [("targets[1]", "duplicate-target")]),
    ("a target with an empty id", put("targets", 1, "id", value=""), [("targets[1].id", "id")]),
    ("a document twice", put("id", value="d1"), [("id", "duplicate-doc")]),
]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in DOCUMENT_RULES])
def test_rules_of_documents(change: Change, expected: list[Problem], tmp_path: Path) -> None:
    """Each rule that binds a corpus row is told, with path and line, and nothing beside it."""
    broken = copy.deepcopy(document("d2"))
    change(broken)
    # A list of units is cut where the first fault makes the rest meaningless.
    path = write_rows(tmp_path / "corpus.jsonl", [document("d1"), broken, document("d3")])
    with pytest.raises(InvalidRecords) as caught:
        read_documents(path)
    assert expected == problems(caught.value)
    assert {2} == {fault.line for fault in caught.value.log.faults}
    if expected != [("id", "duplicate-doc")]:
        inputs = write_rows(tmp_path / "inputs.jsonl", [{"document": broken, "given": None}])
        with pytest.raises(InvalidRecords) as caught:
            read_inputs(inputs)
        assert [rule for _, rule in expected] == [rule for _, rule in problems(caught.value)]


@pytest.mark.parametrize("doc_id", ["", "x" * 5000], ids=["empty", "long"])
def test_a_document_needs_an_id(doc_id: str, tmp_path: Path) -> None:
    """A document's id is an id as any other: neither empty nor boundless."""
    path = write_rows(tmp_path / "corpus.jsonl", [document(doc_id)])
    with pytest.raises(InvalidRecords) as caught:
        read_documents(path)
    assert ["id"] == [fault.rule for fault in caught.value.log.faults]


# The JSON Schema


VALIDATOR = jsonschema.Draft202012Validator(onrecord.prediction_schema())


def test_the_schema_is_a_schema() -> None:
    """It keeps its own dialect, and `validate --schema` prints it."""
    jsonschema.Draft202012Validator.check_schema(onrecord.prediction_schema())
    printed = run_cli("validate", "--schema")
    assert (0, "") == (printed.code, printed.err)
    assert json.loads(json.dumps(onrecord.prediction_schema())) == json.loads(printed.out)


@pytest.mark.parametrize("seed", range(40))
def test_the_schema_accepts_valid_predictions(seed: int) -> None:
    """What the reader accepts, the schema accepts."""
    for _, right, found in strict_cases(seed):
        for record in (right, found):
            if record is not None:
                VALIDATOR.validate(json.loads(encode(record)))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=case)
        for case, change in (
            ("no doc_id", drop("doc_id")),
            ("an unknown key", put("extra", value=1)),
            ("an unknown key deep inside", put("quotes", 0, "content", 0, "extra", value=1)),
            ("a null layer", put("claims", value=None)),
            ("a negative offset", put("claims", 0, "start", value=-1)),
            ("an end of zero", put("quotes", 0, "cue", "end", value=0)),
            ("an offset as a string", put("claims", 0, "start", value="60")),
            ("an unknown type", put("entities", 0, "type", value="TIME")),
            ("an unknown form", put("entities", 0, "mentions", 0, "form", value="Name")),
            ("an unknown kind", put("claims", 0, "kind", value="opinion")),
            ("silent", put("stances", 0, "label", value="silent")),
            ("a null stance", put("stances", 0, "label", value=None)),
            ("a stance without a holder", drop("stances", 0, "holder")),
            ("a quotation without content", drop("quotes", 0, "content")),
            ("a quotation of no spans", put("quotes", 0, "content", value=[])),
            ("a claim without worth", drop("claims", 0, "worth")),
            ("a score above 1", put("unit_scores", value=[0.5, 1.5])),
            ("a score as a string", put("unit_scores", value=["0.5"])),
            ("a list for an object", put("quotes", 0, "cue", value=[])),
            ("an empty id", put("entities", 0, "id", value="")),
            ("an id of 65 characters", put("quotes", 0, "id", value="x" * 65)),
        )
    ],
)
def test_the_schema_refuses_broken_predictions(change: Change) -> None:
    """What the types and bounds refuse, the schema refuses."""
    row = gold("d1")
    change(row)
    assert [] != list(VALIDATOR.iter_errors(row))


# Own gold in memory


def test_records_in_memory_keep_the_rules_too() -> None:
    """`score` of records that were never in a file checks them as a file's."""
    article = onrecord.load_gold()
    (doc_id,) = article
    with pytest.raises(InvalidRecords) as caught:
        onrecord.score([Record(doc_id, claims=(onrecord.Claim(start=5, end=5, worth="factual"),)), Record("x")])
    assert [("claims[0]", "span-bounds"), ("", "unknown-doc")] == problems(caught.value)
    with pytest.raises(InvalidRecords) as caught:
        onrecord.score([Record(doc_id), Record(doc_id)])
    assert [("", "duplicate-doc")] == problems(caught.value)


def test_canonical_lines_take_the_fast_way(own: Own) -> None:
    """Neither canonical lines nor those of json.dumps are walked."""
    for row, kind in ((gold("d1"), Record), (document("d1"), Document)):
        for line in (compact(row), json.dumps(row).encode(), json.dumps(row, ensure_ascii=False).encode()):
            decoded = msgspec.json.decode(line, type=kind)
            assert not repeats_or_omits_a_key(line, kind, decoded)
