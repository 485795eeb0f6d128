"""The data are pinned: counts, first, tenth and last records, hashes, editions and passes."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

import papers
from conftest import document as corpus_row
from conftest import gold as gold_row
from conftest import run_cli, write_rows
from onrecord.cases import Seen
from onrecord.editions import compile_split
from onrecord.faults import DataError
from onrecord.goldsets import installed_gold
from onrecord.layers import SPLITS
from onrecord.leaderboard import second_pass_report
from onrecord.records import encode, read_gold
from onrecord.store import Store, checkout, installed

ROOT = Path(__file__).parents[1]
STORE = checkout(ROOT)
ARTICLE_SHA = "71c9d71a94cec85d1aa36f178425d185992be4dcdd749969720c2cd190d7b97d"
PINS = json.loads(papers.PINS.read_text(encoding="utf-8"))


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
    assert papers.pinned(split) == PINS[split]
    assert set(PINS) == set(STORE.splits())


def test_the_papers_say_what_the_data_give() -> None:
    """The tables of the datasheet are those that the data give; `python tests/papers.py` writes them anew."""
    assert papers.datasheet() == papers.DATASHEET.read_text(encoding="utf-8")


def test_both_editions_of_the_gold_are_the_same() -> None:
    """The inline files compile to the stored records, and the manifest is what it would be made anew."""
    for split in STORE.splits():
        assert compile_split(STORE, split, write=False) == []


@pytest.mark.parametrize("split", [split for split in STORE.splits() if split != "train"])
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


def test_a_pass_over_a_part_is_compared_over_that_part(tmp_path: Path) -> None:
    """Passes of some documents agree over those; over none they are refused; the board wants whole ones."""
    whole = (ROOT / "annotations/passes/test.second.jsonl").read_bytes().splitlines(keepends=True)
    part = tmp_path / "human-anyone.jsonl"
    part.write_bytes(b"".join(whole[3:8]))
    found = run_cli("agreement", "--split", "test", "--second", part)
    assert "over the 5 documents of 84 that both passes have" in found.out
    assert 5 == json.loads(run_cli("agreement", "--split", "test", "--second", part, "--json").out)["documents"]
    other = tmp_path / "human-other.jsonl"
    other.write_bytes(whole[20])
    refused = run_cli("agreement", "--split", "test", "--first", other, "--second", part)
    assert (2, "onrecord: the two passes have no document in common") == (refused.code, refused.err.strip())
    own = tmp_path / "data"
    for name in ("corpus", "annotations"):
        shutil.copytree(ROOT / name, own / name)
    stored = own / "annotations/passes/test.second.jsonl"
    stored.write_bytes(part.read_bytes())
    store = checkout(own)
    gold = installed_gold(store, "test")
    assert second_pass_report(store, gold) is None
    stored.rename(stored.with_name("test.first.jsonl"))
    (own / "annotations/MANIFEST.json").write_text(json.dumps(store.manifest()), encoding="utf-8")
    with pytest.raises(DataError, match=r"test\.first\.jsonl: the first pass covers a split whole"):
        store.verify()


def test_the_most_disputed_are_exported_for_people(tmp_path: Path) -> None:
    """`annotations/for-people` is what `export` writes of the twenty test documents whose passes differ most."""
    disputed = json.loads(run_cli("agreement", "--split", "test", "--by-document", "--json").out)[:20]
    named = [word for each in disputed for word in ("--document", each["doc_id"])]
    made = tmp_path / "made"
    assert run_cli("export", "--format", "brat", "--split", "test", *named, "--empty", "-o", made).code == 0
    kept = ROOT / "annotations" / "for-people"
    assert {p.name: p.read_bytes() for p in made.iterdir()} == {
        p.name: p.read_bytes() for p in kept.iterdir() if p.name != "README.md"
    }
    assert run_cli("import", "--format", "brat", "--split", "test", "-o", tmp_path / "pass.jsonl", kept).code == 0


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
