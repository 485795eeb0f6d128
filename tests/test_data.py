"""The data are pinned: counts, first, tenth and last records, hashes, editions and passes."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import document as corpus_row
from conftest import gold as gold_row
from conftest import run_cli, write_rows
from onrecord.cases import Seen
from onrecord.editions import compile_split
from onrecord.faults import DataError
from onrecord.goldsets import installed_gold
from onrecord.layers import SPLITS
from onrecord.leaderboard import run_systems
from onrecord.records import encode, read_gold
from onrecord.statistics import count_split
from onrecord.store import Store, checkout, installed
from onrecord.systems import own_systems

ROOT = Path(__file__).parents[1]
STORE = checkout(ROOT)
DATASHEET = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")
ARTICLE_SHA = "71c9d71a94cec85d1aa36f178425d185992be4dcdd749969720c2cd190d7b97d"
PINS = json.loads((ROOT / "tests" / "pins.json").read_text(encoding="utf-8"))
PLACES = (0, 9, -1)


def pinned(split: str) -> dict[str, Any]:
    """Returns what is pinned of a split: its counts, and the first, tenth and last of its documents and items."""
    documents, gold = STORE.documents(split), STORE.gold(split)
    records = list(gold.values())
    mentions = [
        (record.doc_id, *row)
        for record in records
        for row in sorted((m.start, m.end, m.text, m.form, e.type) for e in record.entities or () for m in e.mentions)
    ]
    quotes = [(r.doc_id, q.id, q.type, q.content[0].start, q.content[-1].end) for r in records for q in r.quotes or ()]
    claims = [(r.doc_id, c.start, c.end, c.worth, c.kind) for r in records for c in r.claims or ()]
    stances = [(r.doc_id, s.holder, s.target, s.label) for r in records for s in r.stances or ()]
    units = [(document.id, *unit) for document in documents for unit in document.units]
    rows = {"mentions": mentions, "quotes": quotes, "claims": claims, "stances": stances, "units": units}
    found: dict[str, Any] = {"counts": count_split(documents, records)}
    found["documents"] = [(documents[n].id, documents[n].sha256) for n in PLACES if n < len(documents)]
    found |= {name: [items[n] for n in PLACES if n < len(items)] for name, items in rows.items()}
    return json.loads(json.dumps(found))


def test_the_data_verify() -> None:
    """Files are those of the manifest, and every record keeps every rule."""
    STORE.verify()
    installed().verify()


def test_the_article_is_the_text_given() -> None:
    """One document of this hash, without title, outlet and date, since it came without."""
    (document,) = STORE.documents("article")
    assert document.id == "ice-deportation-order"
    assert (document.title, document.outlet, document.date) == (None, None, None)
    assert hashlib.sha256(document.text.encode()).hexdigest() == document.sha256 == ARTICLE_SHA
    assert [target.text for target in document.targets] == [
        "the expanded deportation operation",
        "sanctuary-city policies",
        "birthright citizenship",
    ]


@pytest.mark.parametrize("split", STORE.splits())
def test_the_data_are_pinned(split: str) -> None:
    """Counts, and the first, tenth and last of everything, stand beside the tests: no change of data goes unseen."""
    assert pinned(split) == PINS[split]
    assert set(PINS) == set(STORE.splits())


def test_the_datasheet_counts_what_is_there() -> None:
    """The tables of counts in the datasheet are those that the command line prints."""
    assert run_cli("data", "stats", "--markdown", "--root", ROOT).out in DATASHEET


def test_the_datasheet_tells_how_far_the_passes_agree() -> None:
    """Every figure of agreement on the test is that of the datasheet, and so is what the split can show."""
    found = json.loads(run_cli("agreement", "--split", "test", "--json").out)
    for task, numbers in found["numbers"].items():
        for key, value in numbers.items():
            assert f"| {task} | {key} | {value:.3f} |" in DATASHEET
    for grid, row in found["grids"].items():
        assert (
            f"| {grid} | alpha over {row['cells']:,} cells ({row['equal']:.3f} equal) | {row['alpha']:.3f} |"
            in DATASHEET
        )
    board = run_systems(STORE, "test", own_systems("text"))
    for task, reach in board.reach.items():
        assert f"| {task} | {reach.items:,} | {reach.half_width:.3f} | {reach.smallest_difference:.3f} |" in DATASHEET


def test_both_editions_of_the_gold_are_the_same() -> None:
    """The inline files compile to the stored records, and the manifest is what it would be made anew."""
    for split in STORE.splits():
        assert compile_split(STORE, split, write=False) == []


@pytest.mark.parametrize("split", ["article", "test"])
@pytest.mark.parametrize("number", ["first", "second"])
def test_passes_are_kept(number: str, split: str) -> None:
    """Both passes stand beside the gold, with the label `silent`, and their grids have every holder on every target."""
    documents = STORE.documents(split)
    path = ROOT / "annotations" / "passes" / f"{split}.{number}.jsonl"
    records = read_gold(path, documents, passes=True)
    assert b"".join(map(encode, records.values())) == path.read_bytes()
    for document in documents:
        stances = records[document.id].stances or ()
        holders = {stance.holder for stance in stances}
        assert {(s.holder, s.target) for s in stances} == {(h, t.id) for h in holders for t in document.targets}
        speakers = {quote.speaker for quote in records[document.id].quotes or () if quote.speaker}
        people = {e.id for e in records[document.id].entities or () if e.kind != "document" and e.type != "LAW"}
        assert speakers & people <= holders
    assert any(stance.label == "silent" for record in records.values() for stance in record.stances or ())


def test_each_difference_of_the_passes_was_decided() -> None:
    """The log of the test's adjudication has every document on which the passes differ, and a decision in each line."""
    path = ROOT / "annotations" / "passes" / "test.adjudication.tsv"
    head, *rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    assert head == ["document", "pass", "place", "line", "decision"]
    assert {row[4] for row in rows} == {"kept", "dropped", "added", "reason"}
    gold = STORE.gold("test")
    disputed = json.loads(run_cli("agreement", "--split", "test", "--by-document", "--json").out)
    assert {each["doc_id"] for each in disputed if each["differences"]} <= {row[0] for row in rows} <= set(gold)


def test_splits_that_are_not_there_say_so() -> None:
    """A split that is to come is a DataError that names those that are there."""
    for split in set(SPLITS) - set(STORE.splits()):
        with pytest.raises(DataError, match="not in this installation"):
            STORE.documents(split)


def test_what_is_seen_is_all_of_the_training_split(tmp_path: Path) -> None:
    """Targets and names of every training document, and of no other split; None without it; its gold must be there."""
    store = Store(tmp_path / "corpus", tmp_path / "annotations")
    texts = {"train": ("the bridge", "the ferry"), "test": ("the tunnel",)}
    for folder in (store.corpus, store.annotations):
        folder.mkdir()
    for split, targets in texts.items():
        rows = [corpus_row(f"{split}{number}") for number in range(len(targets))]
        for row, target in zip(rows, targets, strict=True):
            row |= {"split": split, "targets": [{"id": "t1", "text": target}]}
        write_rows(store.documents_file(split), rows)
        records = [gold_row(row["id"]) | {"stances": [], "claims": []} for row in rows]
        if split == "train":
            records[0] |= {"entities": [], "quotes": []}
        write_rows(store.gold_file(split), records)
    assert store.seen() == Seen(frozenset({"the bridge", "the ferry"}), frozenset({"ana ruiz"}))
    assert installed_gold(store, "test").seen == store.seen()
    store.gold_file("train").unlink()
    with pytest.raises(DataError, match=r"annotations/train\.jsonl is missing"):
        store.seen()
    store.documents_file("train").unlink()
    assert store.seen() is None
    assert installed_gold(store, "test").seen is None
