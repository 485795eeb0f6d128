"""The edge cases that are a matter of files: what other scorers accept and ours refuses, and the join by ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Own, compact, run_cli, span, strict_cases, write_rows
from onrecord.records import encode

Json = dict[str, Any]


def ana(number: int = 1, kind: str = "PERSON", form: str = "name", **changed: object) -> Json:
    """Returns an entity of one mention, with some of the mention's fields changed."""
    return {"id": f"e{number}", "type": kind, "mentions": [{**span("Ana Ruiz"), "form": form, **changed}]}


def entities(*items: Json) -> bytes:
    """Returns a line with entities."""
    return compact({"doc_id": "d2", "entities": list(items)})


CLAIM = {**span("The council passed the levy"), "worth": "check-worthy"}
SCORES = '{"doc_id":"d2","unit_scores":[0.5,%s]}'


@pytest.mark.parametrize(
    ("line", "rule", "times"),
    [
        pytest.param(entities(ana(kind="TIME")), "label", 1, id="a label outside the schema"),
        pytest.param(
            compact({"doc_id": "d2", "stances": [{"holder": None, "target": "t1", "label": "2"}]}),
            "label",
            1,
            id="a third label",
        ),
        pytest.param(
            entities(
                *(ana(number) for number in range(4)), {**ana(4), "mentions": [{**span("Mayor"), "form": "name"}]}
            ),
            "duplicate-mention",
            3,
            id="a right mention four times",
        ),
        pytest.param(
            compact({"doc_id": "d2", "claims": [CLAIM] * 3}), "duplicate-claim", 2, id="a positive unit three times"
        ),
        pytest.param(
            compact({"doc_id": "d2", "unit_scores": [0.1, 0.9, 0.9, 0.9]}),
            "unit-scores",
            1,
            id="a score for it three times",
        ),
        pytest.param(compact({"doc_id": "d9", "entities": []}), "unknown-doc", 1, id="an unknown document"),
        pytest.param(compact({"doc_id": "d2", "tags": ["I-P", "I-P"]}), "unknown-key", 1, id="tags in a record"),
        pytest.param(b"Ana\tI-PERSON\nRuiz\tI-PERSON", "json", 2, id="a file of tags"),
        pytest.param((SCORES % "NaN").encode(), "number", 1, id="NaN"),
        pytest.param((SCORES % "Infinity").encode(), "number", 1, id="an infinite score"),
        pytest.param((SCORES % "1e999").encode(), "number", 1, id="a score beyond all floats"),
        pytest.param(entities(ana(start=6.0)), "type", 1, id="an offset as float"),
        pytest.param(entities(ana(start=True)), "type", 1, id="an offset as boolean"),
        pytest.param(entities(ana(start="6")), "type", 1, id="an offset as string"),
        pytest.param(entities(ana(end=2**53 + 1)), "span-bounds", 1, id="an offset beyond 2⁵³"),
    ],
)
def test_refused(line: bytes, rule: str, times: int, own: Own, tmp_path: Path) -> None:
    """These are faults of the file, told with their places, and the exit code is 3: nothing of it is scored.

    nervaluate 1.2.1 drops labels that it does not know in silence; a tool that counts duplicates gives precision .8
    for the mention four times and one wrong, and average precision 3.0 for the unit three times; the FEVER and
    CheckThat! 2020 scorers leave with 0 on unknown ids or failed checks of format; seqeval 1.2.2 reads tags of another
    scheme, ``I-P I-P`` for ``B-P I-P``, as 1.0 by default and as 0.0 in strict mode.
    """
    path = write_rows(tmp_path / "p.jsonl", [line])
    result = run_cli("score", path, *own.options)
    assert (3, "") == (result.code, result.out)
    assert times == result.err.count(f"[{rule}]") == result.err.count(f"{path}:")


@pytest.mark.parametrize("seed", range(5))
def test_records_join_by_id(seed: int, tmp_path: Path) -> None:
    """In whatever order the records stand, the report is the same to the byte; a join by position would say 0."""
    triples = strict_cases(seed, documents=4)
    lines = [encode(found) for _, _, found in triples if found is not None]
    options = []
    for name, rows in (("corpus", [text for text, _, _ in triples]), ("gold", [right for _, right, _ in triples])):
        (tmp_path / name).write_bytes(b"".join(encode(row) for row in rows))
        options += [f"--{name}", tmp_path / name]
    told = []
    for order in (lines, lines[::-1], lines[1:] + lines[:1]):
        (tmp_path / "predictions").write_bytes(b"".join(order))
        told.append(run_cli("score", tmp_path / "predictions", *options, "--json"))
    assert [0] * 3 == [result.code for result in told]
    assert told[0] == told[1] == told[2]
    (tmp_path / "predictions").write_bytes(b"".join(encode(right) for _, right, _ in reversed(triples)))
    report = json.loads(run_cli("score", tmp_path / "predictions", *options, "--json").out)
    assert report["tasks"]["entities"]["headline"] == 1.0
