"""What a reviewer found once, and may not come back: each case was wrong before it was mended."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conftest import Own, run_cli, write_rows
from onrecord import Claim, Entity, InvalidRecords, Mention, Quote, Record, score
from onrecord.cases import Case
from onrecord.layers import Document, Span
from onrecord.records import read_documents
from onrecord.tasks.attribution import ATTRIBUTION
from onrecord.tracks import checked
from random_cases import random_cases

DOC = "ice-deportation-order"
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
