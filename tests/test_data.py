"""The data are pinned: counts, first, tenth and last records, hashes, editions and passes."""

import hashlib
from pathlib import Path

import pytest

from conftest import document as corpus_row
from conftest import gold as gold_row
from conftest import write_rows
from onrecord.cases import Seen
from onrecord.editions import compile_split
from onrecord.faults import DataError
from onrecord.goldsets import installed_gold
from onrecord.layers import SPLITS
from onrecord.records import encode, read_gold
from onrecord.statistics import count_split
from onrecord.store import Store, checkout, installed

ROOT = Path(__file__).parents[1]
STORE = checkout(ROOT)
ARTICLE_SHA = "71c9d71a94cec85d1aa36f178425d185992be4dcdd749969720c2cd190d7b97d"
COUNTS = {
    "documents": 1,
    "units": 28,
    "targets": 3,
    "entities": 28,
    "mentions": 42,
    "quotations": 9,
    "stances": 15,
    "claims": 19,
    "claim worth: check-worthy": 11,
    "quotation type: direct": 6,
    "quotation type: indirect": 3,
}
MENTIONS = [
    (10, 22, "Donald Trump", "name", "PERSON"),
    (460, 469, "Officials", "nominal", None),
    (3115, 3127, "Donald Trump", "name", "PERSON"),
]
CLAIMS = [(0, 22, "factual"), (1170, 1202, "factual"), (2952, 3065, "factual")]
UNITS = [(0, 237), (1170, 1290), (3067, 3127)]


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


def test_counts_are_pinned() -> None:
    """The counts of the gold stand here, so that no change of data goes unseen."""
    counts = count_split(STORE.documents("article"), list(STORE.gold("article").values()))
    assert {name: counts[name] for name in COUNTS} == COUNTS


def test_first_tenth_and_last_items_are_pinned() -> None:
    """First, tenth and last mention, claim and unit of the gold."""
    (document,) = STORE.documents("article")
    record = STORE.gold("article")[document.id]
    mentions = sorted((m.start, m.end, m.text, m.form, e.type) for e in record.entities or () for m in e.mentions)
    assert [mentions[0], mentions[9], mentions[-1]] == MENTIONS
    claims = record.claims or ()
    assert [(claims[n].start, claims[n].end, claims[n].worth) for n in (0, 9, -1)] == CLAIMS
    assert [document.units[n] for n in (0, 9, -1)] == UNITS


def test_both_editions_of_the_gold_are_the_same() -> None:
    """The inline files compile to the stored records, and the manifest is what it would be made anew."""
    for split in STORE.splits():
        assert compile_split(STORE, split, write=False) == []


@pytest.mark.parametrize("number", ["first", "second"])
def test_passes_are_kept(number: str) -> None:
    """Both passes stand beside the gold, with the label `silent`, and their grids have every holder on every target."""
    documents = STORE.documents("article")
    path = ROOT / "annotations" / "passes" / f"article.{number}.jsonl"
    records = read_gold(path, documents, passes=True)
    assert b"".join(map(encode, records.values())) == path.read_bytes()
    for document in documents:
        stances = records[document.id].stances or ()
        holders = {stance.holder for stance in stances}
        assert {(s.holder, s.target) for s in stances} == {(h, t.id) for h in holders for t in document.targets}
        assert any(stance.label == "silent" for stance in stances)
        speakers = {quote.speaker for quote in records[document.id].quotes or () if quote.speaker}
        people = {e.id for e in records[document.id].entities or () if e.kind != "document"}
        assert speakers & people <= holders


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
