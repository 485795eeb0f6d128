"""brat's standoff: out and back is the same record, what people wrote wrongly is told by its line, nothing crashes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from conftest import document as corpus_row
from conftest import gold as gold_row
from conftest import run_cli, strict_cases
from onrecord.brat import CONFIGURATION, read_brat, write_brat
from onrecord.brat.reading import LARGEST
from onrecord.faults import InvalidRecords
from onrecord.layers import Document, Record
from onrecord.numbering import renumbered
from onrecord.records import encode, read_gold
from onrecord.store import checkout
from test_data import ROOT

STORE = checkout(ROOT)
ROW = convert(corpus_row("d1"), Document, strict=False)
GOLD = renumbered(convert(gold_row("d1"), Record, strict=False))
ANN = write_brat(GOLD, ROW)


@pytest.mark.parametrize("split", STORE.splits())
def test_the_gold_comes_back(split: str) -> None:
    """Written for brat and read again, every gold record is what it was, to the byte."""
    gold = STORE.gold(split)
    for row in STORE.documents(split):
        assert encode(read_brat(write_brat(gold[row.id], row), row)) == encode(gold[row.id])


@pytest.mark.parametrize("split", STORE.splits())
def test_the_gold_is_numbered_by_first_appearance(split: str) -> None:
    """Ids, rows and spans of the gold are in the one form that all annotators with these labels would write."""
    for record in STORE.gold(split).values():
        assert record == renumbered(record)


@pytest.mark.parametrize("seed", range(60))
def test_random_gold_comes_back(seed: int) -> None:
    """So does random gold, but for what a claim's claimant is: that follows from its quotation."""
    for row, right, _ in strict_cases(seed):
        record = renumbered(right)
        assert renumbered(record) == record
        speakers = {quote.id: quote.speaker for quote in record.quotes or ()}
        if any(claim.claimant != speakers.get(claim.quote or "") for claim in record.claims or ()):
            continue
        found = read_brat(write_brat(record, row), row)
        assert encode(found) == encode(record)


def test_spans_over_line_breaks_are_fragments() -> None:
    """Brat shows no span over a line break: it is written in fragments, and is one span again when read."""
    text = "He said: “We go.\n\nWe win.”"
    row = convert(corpus_row("d1", text, [[0, 16], [18, 26]]), Document, strict=False)
    source = "T1\tContent 10 16;18 25\tWe go. We win.\nA1\tType T1 direct\n"
    (quote,) = read_brat(source, row).quotes or ()
    assert [(span.start, span.end) for span in quote.content] == [(10, 25)]
    assert "T1\tContent 10 16;18 25\tWe go. We win.\n" in write_brat(read_brat(source, row), row)


def test_fragments_of_a_line_are_several_spans() -> None:
    """What a person marks in pieces is a quotation of several content spans."""
    at = ROW.text.index("will ruin us")
    source = f"T1\tContent {at} {at + 4};{at + 10} {at + 12}\twill us\nA1\tType T1 direct\n"
    (quote,) = read_brat(source, ROW).quotes or ()
    assert [span.text for span in quote.content] == ["will", "us"]


FAULTS = {
    "no such type": ("T1\tPERSON", "T1\tMAN", "is no type of span"),
    "outside the text": ("T1\tPERSON 6 14", "T1\tPERSON 6 1400", "lies outside the text"),
    "other words": ("\tAna Ruiz\n", "\tAna Ruix\n", "its words are not those of the text"),
    "a relation unknown": ("\tCue Arg1", "\tCause Arg1", "is no relation"),
    "a relation to nothing": (r"(\tCue Arg1:T[0-9]+ Arg2:)T[0-9]+", r"\g<1>T99", "T99 is no span of this file"),
    "a relation to the wrong thing": (r"(\tCue Arg1:T[0-9]+ Arg2:)T[0-9]+", r"\g<1>T1", "but has to be one of"),
    "an attribute unknown": ("\tWorth ", "\tValue ", "is no attribute"),
    "a value unknown": (" check-worthy\n", " worthy\n", "Worth cannot be 'worthy'"),
    "no type of quotation": (r"A[0-9]+\tType T[0-9]+ mixed\n", "", "is content, but has no Type"),
    "no side": (r"A[0-9]+\tSide T[0-9]+ against\n", "", "is a stance, but has no Side"),
    "no worth": (r"A[0-9]+\tWorth T[0-9]+ check-worthy\n", "", "is a claim, but has no Worth"),
    "twice": (r"(T1\t.*\n)", r"\1\1", "T1 is there twice"),
    "no line of the format": (r"\A", "E1\tEvent:T1\n", "no line of brat's standoff format"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_faults_are_told(case: str) -> None:
    """Each fault is told with file and line."""
    pattern, replacement, told = FAULTS[case]
    source, changed = re.subn(pattern, replacement, ANN, count=1)
    assert changed == 1
    with pytest.raises(InvalidRecords) as caught:
        read_brat(source, ROW, file="d1.ann")
    message = str(caught.value)
    assert told in message
    assert re.search(r"d1\.ann:[0-9]+ ", message)


def test_a_huge_file_is_refused() -> None:
    """More than the bound is not read."""
    with pytest.raises(InvalidRecords, match="are not read"):
        read_brat("\n" * (LARGEST + 1), ROW)


@given(
    st.lists(st.sampled_from(ANN.splitlines()) | st.text(max_size=40), max_size=60), st.randoms(use_true_random=False)
)
def test_nothing_crashes(lines: list[str], dice: object) -> None:
    """Any lines give a record or faults, and nothing else."""
    try:
        record = read_brat("\n".join(lines), ROW)
    except InvalidRecords:
        return
    assert record == renumbered(record)


def test_there_and_back_by_the_command_line(tmp_path: Path) -> None:
    """Export of the article and import of the folder give the gold; an empty export gives bare texts and no labels."""
    folder = tmp_path / "out"
    assert run_cli("export", "--format", "brat", "--split", "article", "-o", folder).code == 0
    names = {path.name for path in folder.iterdir()}
    assert names == {*CONFIGURATION, "targets.tsv", "ice-deportation-order.txt", "ice-deportation-order.ann"}
    assert run_cli("import", "--format", "brat", "--split", "article", folder, "-o", tmp_path / "pass.jsonl").code == 0
    documents = STORE.documents("article")
    assert read_gold(tmp_path / "pass.jsonl", documents, passes=True) == STORE.gold("article")
    again = run_cli("export", "--format", "brat", "--split", "article", "-o", folder)
    assert (again.code, "is there already" in again.err) == (2, True)
    bare = tmp_path / "bare"
    assert run_cli("export", "--format", "brat", "--split", "article", "--empty", "-o", bare).code == 0
    assert (bare / "ice-deportation-order.ann").read_bytes() == b""
    unknown = run_cli("export", "--format", "brat", "--split", "article", "--document", "x", "-o", tmp_path / "x")
    assert (unknown.code, (tmp_path / "x").exists()) == (2, False)


def test_a_changed_text_is_refused(tmp_path: Path) -> None:
    """A folder whose text is no longer the corpus's is a fault, and nothing is written; so is an empty folder."""
    folder = tmp_path / "out"
    run_cli("export", "--format", "brat", "--split", "article", "-o", folder)
    (folder / "ice-deportation-order.txt").write_text("Another text.")
    told = run_cli("import", "--format", "brat", "--split", "article", folder, "-o", tmp_path / "pass.jsonl")
    assert (told.code, "not that of the corpus" in told.err, (tmp_path / "pass.jsonl").exists()) == (3, True, False)
    (tmp_path / "none").mkdir()
    none = run_cli("import", "--format", "brat", "--split", "article", tmp_path / "none", "-o", tmp_path / "pass.jsonl")
    assert (none.code, "no file is named like a document" in none.err) == (2, True)
