"""Broken prediction files, a class of fault each: the exit code, the rule, the place, and a bounded, safe print."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import UNITS, Json, Own, compact, document, gold, run_cli, run_process, span, write_rows
from onrecord.faults import InvalidRecords
from onrecord.files import MOST_LINE_BYTES
from onrecord.records import read_documents, read_inputs, read_predictions

Change = Callable[[Json], None]
Problem = tuple[str, str]
"""A fault as these tables have it: the path in the record, and the rule."""

_FAULT = re.compile(
    r"(?P<file>\S+\.jsonl)(?::(?P<line>\d+))?(?: doc=(?P<doc>\S*))?(?: (?P<path>\S.*?))?: \[(?P<rule>[a-z0-9-]+)\] "
)
_MORE = re.compile(r"\[(?P<rule>[a-z0-9-]+)\] and (?P<count>\d+) more of this rule")


def told(err: str) -> list[tuple[str, int | None, str, str]]:
    """Returns the faults of an error message: file, line, path, rule; every line of it must be one."""
    found = []
    for line in err.removeprefix("onrecord: ").splitlines():
        if match := _FAULT.match(line):
            found.append((match["file"], match["line"] and int(match["line"]), match["path"] or "", match["rule"]))
        else:
            assert _MORE.fullmatch(line), f"neither a fault nor a count: {line!r}"
    return found


def refused(path: Path, own: Own) -> list[tuple[int | None, str, str]]:
    """Scores a file that must be refused and returns (line, path, rule) of each fault."""
    result = run_cli("score", path, *own.options)
    assert result.code == 3, result
    assert not result.out
    assert "Traceback" not in result.err
    assert all(not _unprintable(character) for character in result.err), result.err
    faults = told(result.err)
    assert all(file == str(path) for file, *_ in faults), faults
    return [fault[1:] for fault in faults]


def _unprintable(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


# Changes of one place in a record


def steps(path: str) -> list[str | int]:
    """Returns ``entities[0].id`` as its keys and indices."""
    return [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]


def put(path: str, value: Any) -> Change:
    """Returns a change that sets a place to a value."""

    def change(record: Json) -> None:
        *way, last = steps(path)
        here: Any = record
        for step in way:
            here = here[step]
        here[last] = value

    return change


def drop(path: str) -> Change:
    """Returns a change that takes a key out."""

    def change(record: Json) -> None:
        *way, last = steps(path)
        here: Any = record
        for step in way:
            here = here[step]
        del here[last]

    return change


def add(path: str, **values: Any) -> Change:
    """Returns a change that appends an item to a list: a copy of the first one, with other values."""

    def change(record: Json) -> None:
        here: Any = record
        for step in steps(path):
            here = here[step]
        here.append({**here[0], **values})

    return change


def both(*changes: Change) -> Change:
    """Returns several changes as one."""

    def change(record: Json) -> None:
        for one in changes:
            one(record)

    return change


OBJECTS = {
    "record": "",
    "entity": "entities[1]",
    "mention": "entities[0].mentions[0]",
    "quotation": "quotes[1]",
    "content": "quotes[1].content[1]",
    "cue": "quotes[0].cue",
    "source": "quotes[0].source",
    "stance": "stances[1]",
    "evidence": "stances[0].evidence[0]",
    "claim": "claims[1]",
}
"""An object at each level of a record."""


def below(path: str, key: str) -> str:
    """Returns the path of a key."""
    return f"{path}.{key}" if path else key


Case = tuple[str, Change, list[Problem]]

UNKNOWN_KEYS: list[Case] = [
    (f"unknown key in the {name}", put(below(path, "extra"), 1), [(below(path, "extra"), "unknown-key")])
    for name, path in OBJECTS.items()
]

MISSING_KEYS: list[Case] = [
    (f"missing key {path}", drop(path), [(path.rpartition(".")[0], "missing-key")])
    for path in (
        "doc_id",
        "entities[0].id",
        "entities[0].mentions",
        "entities[0].mentions[0].start",
        "entities[0].mentions[0].end",
        "entities[0].mentions[0].form",
        "quotes[0].id",
        "quotes[0].content[0].start",
        "quotes[0].content[0].end",
        "quotes[0].cue.start",
        "quotes[0].source.end",
        "stances[0].holder",
        "stances[0].target",
        "stances[0].label",
        "stances[0].evidence[0].end",
        "claims[0].start",
        "claims[0].end",
        "claims[0].worth",
    )
] + [("missing key quotes[0].content", drop("quotes[0].content"), [("quotes[0].content", "empty-content")])]

NULLS: list[Case] = [
    (f"null {path}", put(path, None), [(path, rule)])
    for path, rule in (
        ("entities", "null-layer"),
        ("quotes", "null-layer"),
        ("stances", "null-layer"),
        ("claims", "null-layer"),
        ("unit_scores", "null-layer"),
        ("doc_id", "type"),
        ("entities[0]", "type"),
        ("entities[0].id", "type"),
        ("entities[0].mentions", "type"),
        ("entities[0].mentions[0]", "type"),
        ("entities[0].mentions[0].start", "type"),
        ("entities[0].mentions[0].form", "type"),
        ("quotes[0]", "type"),
        ("quotes[0].id", "type"),
        ("quotes[0].content", "type"),
        ("quotes[0].content[0]", "type"),
        ("stances[0]", "type"),
        ("stances[0].target", "type"),
        ("stances[0].evidence", "type"),
        ("stances[0].label", "label"),
        ("claims[0]", "type"),
        ("claims[0].end", "type"),
        ("claims[0].worth", "type"),
        ("claims[0].title", "type"),
        ("claims[0].disputed", "type"),
    )
]

LABELS: list[Case] = [
    (f"label {path} {value!r}", put(path, value), [(path, "label")])
    for path, value in (
        ("entities[0].type", "person"),
        ("entities[0].type", "TIME"),
        ("entities[0].type", ""),
        ("entities[2].kind", "PERSON"),
        ("entities[0].mentions[0].form", "Name"),
        ("quotes[0].type", "mixed "),
        ("stances[0].label", "silent"),
        ("stances[0].label", "favour"),
        ("claims[0].worth", "checkworthy"),
        ("claims[0].worth", "none"),
        ("claims[0].kind", "quantity\n"),
    )
]

CONTAINERS: list[Case] = [
    (f"type {path} {json.dumps(value)[:30]}", put(path, value), [(path, "type")])
    for path, value in (
        ("doc_id", 2),
        ("doc_id", ["d2"]),
        ("entities", {}),
        ("entities", "none"),
        ("entities", False),
        ("quotes", 0),
        ("stances", {"e1": "favor"}),
        ("claims", [[]]),
        ("entities[0]", ["e1"]),
        ("entities[0].id", 1),
        ("entities[0].name", True),
        ("entities[0].type", 3),
        ("entities[0].type", ["PERSON"]),
        ("entities[0].mentions", span("Ana Ruiz")),
        ("entities[0].mentions[0]", [6, 14]),
        ("entities[0].mentions[0].text", 0),
        ("quotes[0].content", span("will")),
        ("quotes[0].content[0]", "will"),
        ("quotes[0].cue", [span("said")]),
        ("quotes[0].cue", "said"),
        ("quotes[0].speaker", 1),
        ("quotes[0].parent", {}),
        ("stances[0].holder", ["e1"]),
        ("stances[0].evidence", {}),
        ("claims[0].title", "true"),
        ("claims[0].title", 1),
        ("claims[0].disputed", 0.0),
        ("claims[0].claimant", False),
        ("unit_scores", {}),
        ("unit_scores", 0.5),
        ("claims[0].start", 60.0),
        ("claims[0].start", 60.5),
        ("claims[0].start", True),
        ("claims[0].start", "60"),
        ("claims[0].start", [60]),
        ("entities[0].mentions[0].end", 14.0),
        ("quotes[0].content[0].end", "58"),
        ("stances[0].evidence[0].start", False),
    )
    if (path, value) != ("claims", [[]])
] + [
    ("type claims [[]]", put("claims", [[]]), [("claims[0]", "type")]),
    (
        "type unit_scores [true, null, '']",
        put("unit_scores", [True, None, ""]),
        [
            ("unit_scores[0]", "type"),
            ("unit_scores[1]", "type"),
            ("unit_scores[2]", "type"),
        ],
    ),
]

SPANS = {
    "mention": "entities[0].mentions[0]",
    "content": "quotes[0].content[0]",
    "cue": "quotes[0].cue",
    "source": "quotes[0].source",
    "evidence": "stances[0].evidence[0]",
    "claim": "claims[0]",
}

BOUNDS: list[Case] = [
    (f"{name} at [{start}, {end})", both(put(f"{path}.start", start), put(f"{path}.end", end)), [(path, "span-bounds")])
    for name, path in SPANS.items()
    for start, end in (
        (5, 5),
        (9, 3),
        (-1, 4),
        (104, 106),
        (2**53 + 1, 2**53 + 2),
        (0, 2**64),
        (-(10**30), 4),
        (0, 10**4000),
    )
]

WORDS: list[Case] = [
    (f"{name} with words {words!r}", put(f"{path}.text", words), [(path, "span-text")])
    for name, path in SPANS.items()
    for words in ("", "Something else")
]

IDS: list[Case] = [
    case
    for layer in ("entities", "quotes", "claims")
    for case in (
        (f"an empty id in {layer}", put(f"{layer}[1].id", ""), [(f"{layer}[1].id", "id")]),
        (f"an id of 65 characters in {layer}", put(f"{layer}[1].id", "é" * 65), [(f"{layer}[1].id", "id")]),
    )
]
"""Nothing refers to these items, so that the id is the one fault."""

RULES: list[Case] = [
    (
        "two entities of one id",
        put("entities[2].id", "e2"),
        [("entities[2].id", "duplicate-id")],
    ),
    (
        "two quotations of one id",
        both(put("quotes[1].id", "q1"), put("quotes[1].parent", None)),
        [
            ("quotes[1].id", "duplicate-id"),
        ],
    ),
    ("two claims of one id", put("claims[1].id", "c1"), [("claims[1].id", "duplicate-id")]),
    ("a name without a type", put("entities[0].type", None), [("entities[0]", "entity-type")]),
    ("a value without a type", put("entities[1].type", None), [("entities[1]", "entity-type")]),
    ("a mention twice in one entity", add("entities[0].mentions"), [("entities[0].mentions[1]", "duplicate-mention")]),
    ("a mention in two entities", add("entities", id="e4"), [("entities[3].mentions[0]", "duplicate-mention")]),
    (
        "a mention twice without a type",
        add("entities[2].mentions"),
        [
            ("entities[2].mentions[1]", "duplicate-mention"),
        ],
    ),
    ("a quotation of nothing", put("quotes[1].content", []), [("quotes[1].content", "empty-content")]),
    (
        "a quotation of marks",
        put("quotes[1].content", [span("“"), span("”.")]),
        [
            ("quotes[1].content", "empty-content"),
        ],
    ),
    ("an unknown speaker", put("quotes[0].speaker", "e9"), [("quotes[0].speaker", "dangling-id")]),
    ("a quotation as speaker", put("quotes[0].speaker", "q1"), [("quotes[0].speaker", "dangling-id")]),
    ("an empty speaker", put("quotes[0].speaker", ""), [("quotes[0].speaker", "dangling-id")]),
    ("an unknown parent", put("quotes[1].parent", "q3"), [("quotes[1].parent", "dangling-id")]),
    ("an unknown holder", put("stances[0].holder", "Ana Ruiz"), [("stances[0].holder", "dangling-id")]),
    ("an unknown target", put("stances[0].target", "t3"), [("stances[0].target", "dangling-id")]),
    ("a target by its words", put("stances[0].target", "the levy"), [("stances[0].target", "dangling-id")]),
    ("an unknown claimant", put("claims[0].claimant", "e0"), [("claims[0].claimant", "dangling-id")]),
    ("an unknown quotation", put("claims[0].quote", "q0"), [("claims[0].quote", "dangling-id")]),
    (
        "references without a layer of entities",
        drop("entities"),
        [
            ("quotes[0].speaker", "dangling-id"),
            ("quotes[1].speaker", "dangling-id"),
            ("stances[0].holder", "dangling-id"),
        ],
    ),
    ("a quotation inside itself", put("quotes[0].parent", "q1"), [("quotes[0].parent", "parent-cycle")]),
    ("two quotations inside each other", put("quotes[0].parent", "q2"), [("quotes[0].parent", "parent-cycle")]),
    ("a quotation twice", add("quotes", id="q3"), [("quotes[2]", "duplicate-quote")]),
    (
        "a quotation twice, its spans in another order",
        add("quotes", id="q3", content=[span("ruin us"), span("will")]),
        [("quotes[2]", "duplicate-quote")],
    ),
    ("a stance twice", add("stances", label="favor", evidence=[]), [("stances[2]", "duplicate-stance")]),
    ("the article's stance twice", add("stances", holder=None), [("stances[2]", "duplicate-stance")]),
    ("a claim twice", add("claims", id="c3", worth="factual"), [("claims[2]", "duplicate-claim")]),
    (
        "a claim twice without ids",
        both(add("claims", id=None), add("claims", id=None)),
        [
            ("claims[2]", "duplicate-claim"),
            ("claims[3]", "duplicate-claim"),
        ],
    ),
    (
        "a claim over two units",
        put("claims[1]", {"start": 50, "end": 70, "worth": "factual"}),
        [
            ("claims[1]", "claim-unit"),
        ],
    ),
    (
        "a claim that begins between units",
        put("claims[1]", {"start": 59, "end": 70, "worth": "factual"}),
        [
            ("claims[1]", "claim-unit"),
        ],
    ),
    (
        "a claim of the space between units",
        put("claims[1]", {"start": 59, "end": 60, "worth": "factual"}),
        [
            ("claims[1]", "claim-unit"),
        ],
    ),
    ("a score too few", put("unit_scores", [0.5]), [("unit_scores", "unit-scores")]),
    ("a score too many", put("unit_scores", [0.5] * 3), [("unit_scores", "unit-scores")]),
    ("no scores", put("unit_scores", []), [("unit_scores", "unit-scores")]),
    ("a score below 0", put("unit_scores", [-1e-9, 0]), [("unit_scores[0]", "unit-scores")]),
    ("a score above 1", put("unit_scores", [1, 1.0000001]), [("unit_scores[1]", "unit-scores")]),
    ("a score in percent", put("unit_scores", [0.1, 55]), [("unit_scores[1]", "unit-scores")]),
    ("a score of 30 digits", put("unit_scores", [10**30, 1]), [("unit_scores[0]", "unit-scores")]),
    ("a score of 400 digits", put("unit_scores", [10**400, 1]), [("unit_scores[0]", "number")]),
    (
        "several faults at once",
        both(put("quotes[0].cue.text", "x"), put("claims[0].quote", "q0")),
        [
            ("quotes[0].cue", "span-text"),
            ("claims[0].quote", "dangling-id"),
        ],
    ),
    (
        "several faults of shape at once",
        both(put("quotes[0].cue.text", 1), drop("claims[0].end"), put("x", 1)),
        [
            ("quotes[0].cue.text", "type"),
            ("claims[0]", "missing-key"),
            ("x", "unknown-key"),
        ],
    ),
    ("an unknown key of 3,000 characters", put("k" * 3000, 1), [("", "unknown-key")]),
]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(change, expected, id=name)
        for name, change, expected in (
            *UNKNOWN_KEYS,
            *MISSING_KEYS,
            *NULLS,
            *LABELS,
            *CONTAINERS,
            *BOUNDS,
            *WORDS,
            *IDS,
            *RULES,
        )
    ],
)
def test_records_that_break_a_rule(change: Change, expected: list[Problem], own: Own, tmp_path: Path) -> None:
    """One place of a valid record is changed: exactly the faults that follow are told, with line and path."""
    broken = gold("d2")
    change(broken)
    # Either all records have scores or none.
    scores = {"unit_scores": [0.5, 1]} if isinstance(broken.get("unit_scores"), list) else {}
    path = write_rows(tmp_path / "p.jsonl", [{**gold("d1"), **scores}, broken, {**gold("d3"), **scores}])
    faults = refused(path, own)
    if max(map(len, broken)) > 1000:
        faults = [(line, "", rule) for line, _, rule in faults]
    assert [(2, *problem) for problem in expected] == faults


# Lines of JSON as they are written


GOOD = compact(gold("d2"))

SPACINGS = {
    "compact": '"{key}":',
    "as json.dumps has it": '"{key}": ',
    "space before the colon": '"{key}" :',
    "tab before the colon": '"{key}"\t:',
    "carriage return before the colon": '"{key}"\r:',
    "escaped letter": '"\\u{code:04x}{rest}":',
    "escaped letter, spaces": '"\\u{code:04x}{rest}" : ',
    "escaped last letter in capitals": '"{front}\\u{last:04X}":',
}


def with_key_twice(path: str, spacing: str) -> tuple[bytes, str]:
    """Returns the good line with the first key of the object at ``path`` written again, and that key's path."""
    record = gold("d2")
    here: Any = record
    for step in steps(path):
        here = here[step]
    key, value = next(iter(here.items()))
    here["@@"] = 0
    again = SPACINGS[spacing].format(
        key=key, code=ord(key[0]), rest=key[1:], front=key[:-1], last=ord(key[-1])
    ) + json.dumps(value, ensure_ascii=False)
    return compact(record).replace(b'"@@":0', again.encode()), below(path, key)


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("level", OBJECTS)
def test_keys_that_stand_twice(level: str, spacing: str, own: Own, tmp_path: Path) -> None:
    """A key that stands twice is told at every level and in every spelling, with equal values too."""
    line, path = with_key_twice(OBJECTS[level], spacing)
    assert [(2, path, "duplicate-key")] == refused(write_rows(tmp_path / "p.jsonl", [gold("d1"), line]), own)


def number(digits: bytes) -> bytes:
    """Returns the good line with other digits for the start of a claim."""
    return GOOD.replace(b'"start":60', b'"start":' + digits)


def score(digits: bytes) -> bytes:
    """Returns the good line with unit scores, one of them in these digits."""
    return GOOD[:-1] + b',"unit_scores":[0.5,' + digits + b"]}"


START, SCORE = "claims[0].start", "unit_scores[1]"

LINES: list[tuple[str, bytes, list[Problem]]] = [
    ("cut off in a string", GOOD[:200], [("", "json")]),
    ("cut off at the last bracket", GOOD[:-1], [("", "json")]),
    ("a bracket alone", b"{", [("", "json")]),
    ("a bracket too many", GOOD + b"}", [("", "json")]),
    ("two records in one line", GOOD + GOOD, [("", "json")]),
    ("two records with a comma", GOOD + b"," + GOOD, [("", "json")]),
    ("a comma behind the record", GOOD + b",", [("", "json")]),
    ("text behind the record", GOOD + b" # a remark", [("", "json")]),
    ("text before the record", b"data: " + GOOD, [("", "json")]),
    ("a comma behind the last item", GOOD.replace(b"]}", b"],}", 1), [("", "json")]),
    ("single quotation marks", GOOD.replace(b'"', b"'"), [("", "json")]),
    ("a Python literal", repr(gold("d2")).encode(), [("", "json")]),
    ("a key without marks", GOOD.replace(b'"doc_id"', b"doc_id"), [("", "json")]),
    ("not a number", number(b"NaN"), [(START, "number")]),
    ("infinity", number(b"Infinity"), [(START, "number")]),
    ("minus infinity", number(b"-Infinity"), [(START, "number")]),
    ("a score that is not a number", score(b"NaN"), [(SCORE, "number")]),
    ("an infinite score", score(b"Infinity"), [(SCORE, "number")]),
    ("a score of 1e999", score(b"1e999"), [(SCORE, "number")]),
    ("a score of -1e999", score(b"-1e999"), [(SCORE, "number")]),
    ("a score of 5,000 digits", score(b"9" * 5000), [(SCORE, "number")]),
    ("a score in small letters", score(b"nan"), [("", "json")]),
    ("a label that is not a number", GOOD.replace(b'"check-worthy"', b"NaN"), [("claims[0].worth", "type")]),
    ("an offset of 1e999", number(b"1e999"), [(START, "type")]),
    ("an offset of 6e1", number(b"6e1"), [(START, "type")]),
    ("an offset of -0.0", number(b"-0.0"), [(START, "type")]),
    ("an offset of 060", number(b"060"), [("", "json")]),
    ("an offset of +60", number(b"+60"), [("", "json")]),
    ("an offset of 0x3c", number(b"0x3c"), [("", "json")]),
    ("an offset of 60.", number(b"60."), [("", "json")]),
    ("an offset in Arabic digits", number("٦٠".encode()), [("", "json")]),
    ("an offset of 5,000 digits", number(b"9" * 5000), [(START, "number")]),
    ("an offset of minus 5,000 digits", number(b"-" + b"9" * 5000), [(START, "number")]),
    ("bad UTF-8 in a string", GOOD.replace(b"Monday", b"Mond\xffay"), [("", "utf-8")]),
    ("bad UTF-8 in a key", GOOD.replace(b'"name"', b'"n\xe9me"'), [("", "utf-8")]),
    ("bad UTF-8 between", GOOD.replace(b":[", b":\xa0[", 1), [("", "utf-8")]),
    (
        "Latin-1",
        compact(gold("d2")).decode().replace("“", "é").replace("”", "é").replace("–", "-").encode("latin-1"),
        [
            ("", "utf-8"),
        ],
    ),
    ("a surrogate in UTF-8", GOOD.replace(b"Monday", b"\xed\xa0\x80"), [("", "utf-8")]),
    ("an overlong NUL in UTF-8", GOOD.replace(b"Monday", b"\xc0\x80"), [("", "utf-8")]),
    ("beyond Unicode in UTF-8", GOOD.replace(b"Monday", b"\xf4\x90\x80\x80"), [("", "utf-8")]),
    (
        "a lone surrogate in a name",
        GOOD.replace(b'"name":"Monday"', b'"name":"\\ud800"'),
        [
            ("entities[1].name", "surrogate"),
        ],
    ),
    (
        "a low surrogate first",
        GOOD.replace(b'"name":"Monday"', b'"name":"\\udc00\\ud800"'),
        [
            ("entities[1].name", "surrogate"),
        ],
    ),
    (
        "a lone surrogate in covered words",
        GOOD.replace(b'"text":"Monday"', b'"text":"\\uDFFF"'),
        [
            ("entities[1].mentions[0].text", "surrogate"),
        ],
    ),
    ("a lone surrogate in a label", GOOD.replace(b'"DATE"', b'"\\ud83d"'), [("entities[1].type", "label")]),
    ("a lone surrogate in doc_id", GOOD.replace(b'"d2"', b'"\\ud83d"'), [("doc_id", "surrogate")]),
    (
        "a lone surrogate in a key",
        GOOD.replace(b'"kind"', b'"kin\\ud83d"', 1),
        [
            ("entities[0].kin\\ud83d", "unknown-key"),
        ],
    ),
    ("a byte-order mark", b"\xef\xbb\xbf" + GOOD, [("", "byte-order-mark")]),
    ("a NUL behind the record", GOOD + b"\x00", [("", "json")]),
    ("a NUL in a string", GOOD.replace(b"Monday", b"Mon\x00day"), [("", "json")]),
    ("NULs alone", b"\x00" * 512, [("", "json")]),
    ("a tab in a string", GOOD.replace(b'"name":"Monday"', b'"name":"Mon\tday"'), [("", "json")]),
    ("a wrong escape", GOOD.replace(b"Monday", b"Mon\\xday"), [("", "json")]),
    ("half an escape", GOOD.replace(b"Monday", b"\\u12"), [("", "json")]),
    ("a list instead of an object", b"[" + GOOD + b"]", [("", "type")]),
    ("a string", b'"d2"', [("", "type")]),
    ("a number", b"2", [("", "type")]),
    ("null", b"null", [("", "type")]),
    ("NaN alone", b"NaN", [("", "type")]),
    ("an empty object", b"{}", [("", "missing-key")]),
    ("an empty list", b"[]", [("", "type")]),
    ("spaces alone", b"  \t ", [("", "blank-line")]),
    ("nothing", b"", [("", "blank-line")]),
    ("a byte-order mark alone", b"\xef\xbb\xbf", [("", "byte-order-mark"), ("", "blank-line")]),
    ("200,000 brackets", b"[" * 200_000, [("", "too-deep")]),
    ("200,000 brackets that close", b"[" * 200_000 + b"]" * 200_000, [("", "too-deep")]),
    ("200,000 objects", b'{"doc_id":' * 200_000, [("", "too-deep")]),
    ("200,000 brackets in a layer", b'{"doc_id":"d2","claims":' + b"[" * 200_000, [("", "too-deep")]),
    ("a line over 4 MiB", GOOD + b" " * MOST_LINE_BYTES, [("", "line-length")]),
    ("a line of several times 4 MiB", b"9" * (3 * MOST_LINE_BYTES + 5), [("", "line-length")]),
    ("a line of 4 MiB and one byte", GOOD + b" " * (MOST_LINE_BYTES + 1 - len(GOOD)), [("", "line-length")]),
    (
        "the keys of another format",
        b'{"id":"d2","label":1}',
        [
            ("id", "unknown-key"),
            ("label", "unknown-key"),
            ("", "missing-key"),
        ],
    ),
    (
        "an inputs file",
        compact({"document": document("d2"), "given": None}),
        [
            ("document", "unknown-key"),
            ("given", "unknown-key"),
            ("", "missing-key"),
        ],
    ),
    ("a UTF-16 line", GOOD.decode().encode("utf-16-le").replace(b"\n", b""), [("", "json")]),
    ("gzip", b"\x1f\x8b\x08\x00" + b"\x00\xff" * 20, [("", "utf-8")]),
]


@pytest.mark.parametrize(("line", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LINES])
def test_lines_that_cannot_be_read(line: bytes, expected: list[Problem], own: Own, tmp_path: Path) -> None:
    """A broken line between two good ones is told with its rule; the good ones are not."""
    path = write_rows(tmp_path / "p.jsonl", [gold("d1"), line, gold("d3")])
    assert [(2, *problem) for problem in expected] == refused(path, own)


# Whole files


A, B, C = (compact(gold(name)) for name in ("d1", "d2", "d3"))


def scored(line: bytes) -> bytes:
    """Returns a line with unit scores."""
    return line[:-1] + b',"unit_scores":[0.1,0.9]}'


FILES: list[tuple[str, bytes, list[tuple[int | None, str, str]]]] = [
    ("empty", b"", [(None, "", "empty-file")]),
    ("a line feed alone", b"\n", [(1, "", "blank-line")]),
    ("blank lines between and behind", A + b"\n\n" + B + b"\n \n", [(2, "", "blank-line"), (4, "", "blank-line")]),
    ("a byte-order mark first", b"\xef\xbb\xbf" + A + b"\n" + B, [(1, "", "byte-order-mark")]),
    ("cut off in the last line", A + b"\n" + B[:50], [(2, "", "json")]),
    ("cut off inside a character", A + b"\n" + B[: B.index("“".encode()) + 1], [(2, "", "utf-8")]),
    ("lines ended by a carriage return alone", A + b"\r" + B + b"\r", [(1, "", "json")]),
    (
        "a list over several lines",
        b"[\n" + A + b",\n" + B + b"\n]\n",
        [
            (1, "", "json"),
            (2, "", "json"),
            (4, "", "json"),
        ],
    ),
    ("an unknown document", A + b"\n" + B.replace(b'"d2"', b'"d4"') + b"\n", [(2, "doc_id", "unknown-doc")]),
    ("an unknown document, differing in case", B.replace(b'"d2"', b'"D2"') + b"\n", [(1, "doc_id", "unknown-doc")]),
    ("an empty document id", B.replace(b'"d2"', b'""') + b"\n", [(1, "doc_id", "unknown-doc")]),
    ("a document twice", A + b"\n" + B + b"\n" + A + b"\n", [(3, "doc_id", "duplicate-doc")]),
    (
        "a document twice, spelled otherwise",
        A + b"\n" + A.replace(b'"d1"', b'"\\u0064\\u0031"'),
        [
            (2, "doc_id", "duplicate-doc"),
        ],
    ),
    (
        "a document three times",
        A + b"\n" + A + b"\n" + A,
        [(2, "doc_id", "duplicate-doc"), (3, "doc_id", "duplicate-doc")],
    ),
    ("scores with some claims alone", A + b"\n" + scored(B) + b"\n" + C, [(1, "unit_scores", "mixed-scores")]),
    ("scores with the first claims alone", scored(A) + b"\n" + B + b"\n" + C, [(2, "unit_scores", "mixed-scores")]),
    (
        "a fault in each line",
        A[:-1] + b"\n" + B.replace(b'"e1"', b'"e0"', 1) + b"\n" + C.replace(b'"t1"', b"1", 1),
        [
            (1, "", "json"),
            (2, "quotes[0].speaker", "dangling-id"),
            (2, "quotes[1].speaker", "dangling-id"),
            (2, "stances[0].holder", "dangling-id"),
            (3, "stances[0].target", "type"),
        ],
    ),
    ("a text", b"The council passed the levy.\n", [(1, "", "json")]),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)), [(1, "", "utf-8"), (2, "", "json"), (3, "", "utf-8")]),
]


@pytest.mark.parametrize(("data", "expected"), [pytest.param(*row[1:], id=row[0]) for row in FILES])
def test_files_that_are_refused(
    data: bytes, expected: list[tuple[int | None, str, str]], own: Own, tmp_path: Path
) -> None:
    """Every fault of a file is told, each with its own line."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(data)
    assert expected == refused(path, own)


ACCEPTED = [
    ("no line feed at the end", A + b"\n" + B),
    ("carriage returns before the line feeds", A + b"\r\n" + B + b"\r\n"),
    ("spaces around", b"  " + A + b"\t\n"),
    ("any order", C + b"\n" + A + b"\n"),
    ("json.dumps", json.dumps(gold("d1")).encode() + b"\n"),
    ("spaces before colons", json.dumps(gold("d1"), separators=(" , ", " : ")).encode() + b"\n"),
    ("keys in another order", json.dumps(gold("d1"), sort_keys=True).encode() + b"\n"),
    ("a line of 4 MiB", A + b" " * (MOST_LINE_BYTES - len(A)) + b"\n" + B),
    ("an offset of -0", A.replace(b'"start":0', b'"start":-0') + b"\n"),
    ("a score of -0.0 and of 1", A[:-1] + b',"unit_scores":[-0.0,1]}\n'),
    ("a record without layers", b'{"doc_id":"d1"}\n'),
    ("a record with empty layers", b'{"doc_id":"d1","entities":[],"quotes":[],"stances":[],"claims":[]}\n'),
    ("scores without claims beside scores with", b'{"doc_id":"d1","unit_scores":[0,1]}\n' + scored(B) + b"\n"),
    ("no claims beside scores", b'{"doc_id":"d1","entities":[]}\n' + scored(B) + b"\n"),
    ("an id with a key's look", A.replace(b'"e1"', b'"\\":e1"') + b"\n"),
    ("an id that ends on a backslash", A.replace(b'"e1"', b'"e1\\\\"') + b"\n"),
    ("an id with a colon behind a space", A.replace(b'"e1"', b'"e :1"') + b"\n"),
    ("an id of 64 characters", A.replace(b'"e1"', b'"' + "𝔸".encode() * 64 + b'"') + b"\n"),
]


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in ACCEPTED])
def test_files_that_are_accepted(data: bytes, own: Own, tmp_path: Path) -> None:
    """What JSON Lines allow is read: spacing, order, escapes, line ends."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(data)
    result = run_cli("validate", path, *own.options)
    assert (0, "") == (result.code, result.err)


@pytest.mark.parametrize("verb", ["validate", "score", "errors"])
def test_every_verb_refuses_the_same(verb: str, own: Own, tmp_path: Path) -> None:
    """The verbs that read predictions share one reader."""
    path = write_rows(tmp_path / "p.jsonl", [A, B[:-1]])
    result = run_cli(verb, path, *own.options)
    assert 3 == result.code
    assert [(str(path), 2, "", "json")] == told(result.err)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        pytest.param(GOOD[:-5], "json", id="cut off"),
        pytest.param(b"[" * 200_000, "too-deep", id="200,000 brackets"),
        pytest.param(number(b"9" * 5000), "number", id="5,000 digits"),
        pytest.param(GOOD.replace(b'"d2"', b'"\\u001b[31m"'), "unknown-doc", id="an escape sequence"),
    ],
)
def test_in_a_process_of_its_own(line: bytes, rule: str, own: Own, tmp_path: Path) -> None:
    """The console script leaves with exit code 3 and the fault on standard error."""
    result = run_process("score", write_rows(tmp_path / "p.jsonl", [line]), *own.options)
    assert (3, "") == (result.code, result.out)
    assert [rule] == [fault[-1] for fault in told(result.err)]
    assert "\x1b" not in result.err


# Size


def counted(err: str) -> dict[str, int]:
    """Returns how many faults of each rule are told, and checks that it is no more than 20 in full."""
    shown: dict[str, int] = {}
    for *_, rule in told(err):
        shown[rule] = shown.get(rule, 0) + 1
    assert all(count <= 20 for count in shown.values())
    for match in _MORE.finditer(err):
        shown[match["rule"]] += int(match["count"])
    return shown


def test_fifty_thousand_broken_lines(own: Own, tmp_path: Path) -> None:
    """A file of 50,000 broken lines prints 20 of a rule and a count, fast and in little memory."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"doc_id":"d1","extra":1}\n' * 25_000 + b'{"doc_id":"nowhere"}\n' * 15_000 + b"{\n" * 10_000)
    program = (
        "from pathlib import Path\nfrom onrecord.cli import main\ntry:\n    main()\nfinally:\n"
        "    status = Path('/proc/self/status')\n"
        "    lines = status.read_text().splitlines() if status.exists() else []\n"
        "    print(next((line.split()[1] for line in lines if line.startswith('VmHWM')), 0))"
    )
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, "score", path, *own.options],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert 3 == done.returncode
    assert {"unknown-key": 25_000, "unknown-doc": 15_000, "json": 10_000} == counted(done.stderr)
    assert len(done.stderr.splitlines()) == 63
    # Quadratic or uncached work took minutes here; a busy machine does not.
    assert time.monotonic() - begun < 60
    # The peak of this process alone, in KiB; what getrusage says includes the process that it was forked from.
    assert int(done.stdout) < 200_000


CROWDED = [
    (
        "claims out of bounds",
        {"claims": [{"start": 999, "end": 1, "worth": "factual"}] * 30_000},
        {"span-bounds": 30_000, "duplicate-claim": 29_999},
    ),
    ("lists for claims", {"claims": [[]] * 50_000}, {"type": 50_000}),
    (
        "quotations inside each other, two by two",
        {
            "quotes": [
                {
                    "id": f"q{n}",
                    "content": [{"start": 0, "end": 1 + n % 90}, {"start": n % 89, "end": 90}],
                    "parent": f"q{n ^ 1}",
                }
                for n in range(6_000)
            ]
        },
        {"parent-cycle": 3_000},
    ),
]


@pytest.mark.parametrize(("layers", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CROWDED])
def test_one_line_with_many_faults(layers: Json, expected: dict[str, int], own: Own, tmp_path: Path) -> None:
    """Tens of thousands of faults in one record are counted in seconds and not in minutes: no walk is quadratic."""
    path = write_rows(tmp_path / "p.jsonl", [{"doc_id": "d1", **layers}])
    begun = time.monotonic()
    result = run_cli("score", path, *own.options)
    assert 3 == result.code
    assert len(result.err) < 20_000
    assert time.monotonic() - begun < 60
    assert expected == counted(result.err)


# Terminal safety


HOSTILE = [
    ("an escape sequence", "\x1b]0;owned\x07\x1b[31m"),
    ("a CSI in one character", "\x9b31m"),
    ("bidi marks", "a\u202egnirts\u2066\u200f\u061c"),
    ("markup", "[link=//x.y]z[/link][red]:boom:[/red]"),
    ("line breaks", "a\nonrecord: all is well\r\x85\u2028\u2029b"),
    ("backspaces and zero widths", "ab\x08\x08\u200b\ufeff\u00ad\x7f"),
    ("tags and private use", "\U000e0041\ue000\U0010ffff\ufff9"),
    ("very long", "x\x1b" * 5000),
]

PLACES: list[tuple[str, str]] = [
    ("doc_id", "unknown-doc"),
    ("entities[1].type", "label"),
    ("entities[0].mentions[0].text", "span-text"),
    ("quotes[0].speaker", "dangling-id"),
    ("stances[0].target", "dangling-id"),
    ("claims[0].start", "type"),
]


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE])
@pytest.mark.parametrize(("place", "rule"), PLACES)
def test_hostile_words_come_out_escaped(place: str, rule: str, words: str, own: Own, tmp_path: Path) -> None:
    """Control and bidi characters of a file never reach the terminal, markup is left as words, and all is bounded."""
    broken = gold("d2")
    put(place, words)(broken)
    path = write_rows(tmp_path / "p.jsonl", [json.dumps(broken).encode()])
    result = run_cli("score", path, *own.options)
    assert (3, [rule]) == (result.code, [fault[-1] for fault in told(result.err)])
    assert [] == [character for character in result.err if _unprintable(character)]
    assert len(result.err) < 8_000
    if words.startswith("["):
        assert words in result.err


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE])
def test_hostile_keys_come_out_escaped(words: str, own: Own, tmp_path: Path) -> None:
    """A key is foreign text too; however long it is, the rule and the remedy stand in the line."""
    path = write_rows(tmp_path / "p.jsonl", [json.dumps({**gold("d2"), words: 1}).encode()])
    result = run_cli("score", path, *own.options)
    assert 3 == result.code
    assert [] == [character for character in result.err if _unprintable(character)]
    assert len(result.err) < 8_000
    assert "[unknown-key] not a key of this object" in result.err


@pytest.mark.parametrize("words", [pytest.param(words[:60], id=name) for name, words in HOSTILE])
def test_hostile_words_that_are_valid(words: str, tmp_path: Path) -> None:
    """Names and texts that break no rule are escaped where the verbs print them."""
    text = f"a{words}b".replace("\r", "").replace("\n", " ")
    row = document("d1", text, [[0, len(text)]])
    row["targets"][0]["text"] = words
    item = {"start": 0, "end": len(text), "text": text}
    person = {"id": "e1", "name": words, "type": "PERSON", "kind": None, "mentions": [{**item, "form": "name"}]}
    quote = {"id": "q1", "type": "direct", "content": [item], "cue": None, "source": None, "speaker": None}
    right = {
        "doc_id": row["id"],
        "entities": [person],
        "quotes": [{**quote, "speaker": "e1", "parent": None}],
        "stances": [{"holder": "e1", "target": "t1", "label": "favor", "evidence": [item]}],
        "claims": [],
    }
    name = "e2"
    wrong = {
        "doc_id": row["id"],
        "entities": [{**person, "id": name, "type": "ORG"}],
        "quotes": [quote],
        "stances": [{"holder": name, "target": "t1", "label": "against", "evidence": []}],
        "claims": [{"start": 0, "end": 2, "worth": "factual"}],
    }
    corpus, key, path = (tmp_path / name for name in ("corpus.jsonl", "gold.jsonl", "p.jsonl"))
    for file, line in ((corpus, row), (key, right), (path, wrong)):
        write_rows(file, [json.dumps(line).encode()])
    for verb in (["score", "--all"], ["errors"], ["validate"]):
        result = run_cli(*verb, path, "--corpus", corpus, "--gold", key)
        assert (0, "") == (result.code, result.err)
        assert [] == [character for character in result.out if _unprintable(character)]
    if words.startswith("["):
        assert words[:20] in run_cli("errors", path, "--corpus", corpus, "--gold", key).out


# Anything at all


def test_random_damage_is_always_told(own: Own, tmp_path: Path) -> None:
    """Bytes of a good file changed, dropped, doubled: it is read, or refused with rules, and nothing else happens."""
    rng = random.Random(1)
    documents = read_documents(own.corpus)
    pieces = [
        b'"',
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"\n",
        b"\x00",
        b"\xff",
        b"null",
        b"1e999",
        b'"id":',
        b"-",
    ]
    path = tmp_path / "p.jsonl"

    logs = []
    for _ in range(600):
        data = bytearray(A + b"\n" + B + b"\n")
        for _ in range(rng.choice((1, 1, 2, 5))):
            at = rng.randrange(len(data))
            data[at : at + rng.choice((0, 1, 1, 8, 40))] = rng.choice((*pieces, bytes([rng.randrange(256)])))
        path.write_bytes(data)
        try:
            read_predictions(path, documents)
        except InvalidRecords as error:
            logs.append(error.log)
    assert len(logs) > 300
    assert all(logs)


@pytest.mark.parametrize("reader", [read_documents, read_inputs])
def test_random_damage_to_documents(reader: Callable[[Path], object], tmp_path: Path) -> None:
    """As above, for corpus and inputs files."""
    rng = random.Random(2)
    row = document("d1", units=UNITS)
    good = compact(row if reader is read_documents else {"document": row, "given": None}) + b"\n"
    path = tmp_path / "p.jsonl"
    logs = []
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.choice((1, 2))):
            at = rng.randrange(len(data))
            data[at : at + rng.choice((0, 1, 8))] = rng.choice(
                (b'"', b"\\", b"}", b"null", b"-1", b"99999", b"\xff", b"[")
            )
        path.write_bytes(data)
        try:
            reader(path)
        except InvalidRecords as error:
            logs.append(error.log)
    assert len(logs) > 150
    assert all(logs)
