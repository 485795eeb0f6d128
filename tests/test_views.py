"""Tests that every view of ``onrecord.load`` has the declared columns, says what the files say, and is never stale."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import datasets
import pytest
import tokenizers
import transformers

from onrecord.faults import DataError, InvalidRecords, UsageError
from onrecord.layers import (
    CANARY,
    CLAIM_KINDS,
    ENTITY_TYPES,
    FORMS,
    GENRES,
    KINDS,
    QUOTE_TYPES,
    SPLITS,
    STANCE_LABELS,
    TOPICS,
    WORTHS,
)
from onrecord.records import encode
from onrecord.store import load_documents, load_gold
from onrecord.views import load
from onrecord.views.features import ENTITY_TAGS, VIEWS, view_features
from onrecord.views.tokens import tags

CHECKOUT = Path(__file__).parents[1]
FAST_TOKENIZER: Any = transformers.PreTrainedTokenizerFast  # Any: its own types are incomplete
PLAIN_VIEWS = tuple(view for view in VIEWS if view != "tokens")
TEXT = "Mayor Ana Ruíz 🎉 said the plan, which Bo Li called “a stunt”, costs $5.\nTwo officials disagreed on Monday.\n"
SENTENCES = [line.strip() for line in TEXT.splitlines()]


def span(words: str) -> dict[str, Any]:
    """The place of some words in ``TEXT``, which has them once."""
    assert TEXT.count(words) == 1
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}


def mention(words: str, form: str = "name") -> dict[str, Any]:
    return {**span(words), "form": form}


def document(doc_id: str, text: str, **fields: Any) -> dict[str, Any]:
    starts = [text.index(line) for line in text.splitlines()]
    units = [[start, start + len(line)] for start, line in zip(starts, text.splitlines(), strict=True)]
    known: dict[str, Any] = {
        "title": None,
        "genre": "local news",
        "topic": "housing",
        "outlet": None,
        "date": None,
        "targets": [],
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"text": text, "sha256": digest, "canary": CANARY, "units": units}
    return {"id": doc_id, "split": "article", **known, "date": None, **row, "targets": [], **fields}


DOCUMENTS: list[dict[str, Any]] = [
    document("one", TEXT, targets=[{"id": "t1", "text": "the plan"}, {"id": "t2", "text": "the cost"}]),
    document("two", "Nothing.\n", title="A day", genre="opinion", outlet="The Outlet", date="2025-07-18"),
]
GOLD: list[dict[str, Any]] = [
    {
        "doc_id": "one",
        "entities": [
            {"id": "e1", "name": "Ana Ruíz", "type": "PERSON", "kind": None, "mentions": [mention("Ana Ruíz")]},
            {"id": "e2", "name": "$5", "type": "MONEY", "kind": None, "mentions": [mention("$5", "value")]},
            {"id": "e3", "name": "Bo Li", "type": "PERSON", "kind": None, "mentions": [mention("Bo Li")]},
            {
                "id": "e4",
                "name": "officials",
                "type": None,
                "kind": "group",
                "mentions": [mention("officials", "nominal")],
            },
        ],
        "quotes": [
            {
                "id": "q1",
                "type": "mixed",
                "content": [span("the plan"), span("costs $5")],
                "cue": span("said"),
                "source": span("Mayor Ana Ruíz"),
                "speaker": "e1",
                "parent": None,
            },
            {
                "id": "q2",
                "type": "direct",
                "content": [span("a stunt")],
                "cue": None,
                "source": None,
                "speaker": None,
                "parent": "q1",
            },
            {
                "id": "q3",
                "type": "indirect",
                "content": [span("disagreed")],
                "cue": None,
                "source": span("Two officials"),
                "speaker": "e4",
                "parent": None,
            },
        ],
        "stances": [
            {"holder": "e3", "target": "t1", "label": "against", "evidence": [span("a stunt")]},
            {"holder": None, "target": "t2", "label": "neutral", "evidence": []},
        ],
        "claims": [
            {
                "id": "c1",
                **span("Mayor Ana Ruíz"),
                "claimant": None,
                "quote": None,
                "worth": "factual",
                "kind": "record",
                "title": True,
                "disputed": False,
            },
            {
                "id": "c2",
                **span("the plan, which Bo Li called “a stunt”, costs $5"),
                "claimant": "e1",
                "quote": "q1",
                "worth": "check-worthy",
                "kind": "quantity",
                "title": False,
                "disputed": True,
            },
        ],
    },
    {"doc_id": "two", "entities": [], "quotes": [], "stances": [], "claims": []},
]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of two documents: one with a case of everything, one with nothing."""
    write(tmp_path / "corpus" / "article.jsonl", DOCUMENTS)
    write(tmp_path / "annotations" / "article.jsonl", GOLD)
    return tmp_path


@pytest.fixture
def word_tokenizer() -> Any:
    """Words between spaces, with marks at both ends; it would cut at four tokens if it were let."""
    marks = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    vocabulary = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "said": 3}
    pieces = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token=marks["unk_token"]))
    pieces.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    pieces.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    pieces.enable_truncation(4)
    return FAST_TOKENIZER(tokenizer_object=pieces, model_max_length=4, **marks)


@pytest.fixture
def byte_tokenizer() -> Any:
    """A token for every byte of UTF-8: one code point can be several tokens."""
    alphabet = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    pieces = tokenizers.Tokenizer(tokenizers.models.BPE({piece: i for i, piece in enumerate(alphabet)}, merges=[]))
    pieces.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    return FAST_TOKENIZER(tokenizer_object=pieces)


def named(feature: Any, value: Any) -> Any:
    """A value with every number of a label replaced by the label's name, at any depth."""
    if isinstance(feature, datasets.ClassLabel):
        return None if value is None else feature.int2str(value)
    if isinstance(feature, dict):
        return None if value is None else {key: named(feature[key], inner) for key, inner in value.items()}
    inner_feature = feature[0] if isinstance(feature, list) else getattr(feature, "feature", None)
    return value if inner_feature is None else [named(inner_feature, inner) for inner in value]


def named_rows(dataset: Any) -> list[dict[str, Any]]:
    return [named(dict(dataset.features), row) for row in dataset]


def spans_within(value: Any) -> Iterator[dict[str, Any]]:
    """Every value at any depth that has offsets and words."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans_within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_within(inner)


def test_the_default_view_is_the_files(checkout: Path) -> None:
    """With labels named, a row of the view ``default`` is the corpus row and the record, and nothing is lost."""
    for root, count in ((checkout, 2), (CHECKOUT, len(lines(CHECKOUT / "corpus" / "article.jsonl")))):
        expected = [
            {**row, **{key: layer for key, layer in record.items() if key != "doc_id"}}
            for row, record in zip(
                lines(root / "corpus" / "article.jsonl"), lines(root / "annotations" / "article.jsonl"), strict=True
            )
        ]
        assert len(expected) == count
        assert expected == named_rows(load(root=root))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_the_installed_data_are_what_load_reads_without_a_root() -> None:
    """``load()`` reads what ``load_documents`` and ``load_gold`` read."""
    documents, gold = load_documents(), load_gold()
    for row, doc in zip(named_rows(load()), documents, strict=True):
        merged = json.loads(encode(doc)) | json.loads(encode(gold[doc.id]))
        assert {**row, "doc_id": doc.id} == merged


@pytest.mark.parametrize("view", PLAIN_VIEWS)
def test_columns_are_the_declared_ones(view: str, checkout: Path) -> None:
    """Every row has exactly the declared columns, the table the declared types, and the split its name."""
    dataset = load(view, root=checkout)
    assert dataset.split == "article"
    assert dataset.cache_files == []
    assert view_features(view, datasets) == dataset.features
    assert dataset.features.arrow_schema.types == dataset.data.schema.types
    for row in dataset:
        assert list(dataset.features) == list(row)
    documented = re.search(rf"- ``{view}``, (.*?)\n    (?:- ``|\n)", load.__doc__ or "", re.DOTALL)
    assert documented is not None
    assert [name for name in dataset.features if not re.search(rf"\b{name}\b", documented[1])] == []


def test_closed_labels_are_class_labels(checkout: Path) -> None:
    """The names of every closed label are those of ``layers``, in their order; no label is None and not a number."""
    features = {view: load(view, root=checkout).features for view in PLAIN_VIEWS}
    entities, quotes = features["entities"], features["quotes"]
    expected = [
        (entities["type"], ENTITY_TYPES),
        (entities["kind"], KINDS),
        (entities["form"], FORMS),
        (quotes["type"], QUOTE_TYPES),
        (quotes["speaker_type"], ENTITY_TYPES),
        (quotes["speaker_kind"], KINDS),
        (features["stance"]["label"], STANCE_LABELS),
        (features["claims"]["label"], ("none", "factual", "check-worthy")),
        (features["default"]["genre"], GENRES),
        (features["default"]["topic"], TOPICS),
        (features["default"]["split"], SPLITS),
    ]
    for label, names in expected:
        assert list(names) == label.names
    claim = load("claims", root=checkout)[0]["claims"][1]
    assert (CLAIM_KINDS.index("quantity"), WORTHS.index("check-worthy")) == (claim["kind"], claim["worth"])
    rows = load("entities", root=checkout)
    assert [None, None, None, KINDS.index("group")] == rows["kind"][:]
    assert str(rows.data.schema.field("kind").type) == "int64"
    with pytest.raises((TypeError, ValueError)):
        entities["kind"].int2str(None)


def test_the_view_entities(checkout: Path) -> None:
    """A row a mention, in the order of the text, with its sentence."""
    rows = named_rows(load("entities", root=checkout))
    assert [row["text"] for row in rows] == ["Ana Ruíz", "Bo Li", "$5", "officials"]
    first = {"doc_id": "one", "entity_id": "e1", "name": "Ana Ruíz", "type": "PERSON", "kind": None, "form": "name"}
    assert {**first, **span("Ana Ruíz"), "unit": 0, "sentence_start": 0, "sentence": SENTENCES[0]} == rows[0]
    assert (1, len(SENTENCES[0]) + 1, SENTENCES[1]) == tuple(
        rows[3][key] for key in ("unit", "sentence_start", "sentence")
    )


def test_the_view_quotes(checkout: Path) -> None:
    """A row a quotation, its speaker resolved, nulls where there is none, and the units that it touches."""
    first, nested, last = named_rows(load("quotes", root=checkout))
    sentence = {"unit": 0, "start": 0, "end": len(SENTENCES[0]), "text": SENTENCES[0]}
    assert {
        "doc_id": "one",
        "quote_id": "q1",
        "type": "mixed",
        "content": [span("the plan"), span("costs $5")],
        "content_text": "the plan costs $5",
        "cue": span("said"),
        "source": span("Mayor Ana Ruíz"),
        "speaker_id": "e1",
        "speaker_name": "Ana Ruíz",
        "speaker_type": "PERSON",
        "speaker_kind": None,
        "parent_id": None,
        "context": [sentence],
    } == first
    absent = ("cue", "source", "speaker_id", "speaker_name", "speaker_type", "speaker_kind")
    assert ("q1", *[None] * 6) == (nested["parent_id"], *(nested[key] for key in absent))
    assert tuple(last[key] for key in ("speaker_name", "speaker_type", "speaker_kind")) == ("officials", None, "group")
    assert [unit["unit"] for unit in last["context"]] == [1]


def test_the_view_stance(checkout: Path) -> None:
    """A row a pair; the article's own voice has neither id nor name."""
    first, last = named_rows(load("stance", root=checkout))
    pair = {"doc_id": "one", "holder_id": "e3", "holder_name": "Bo Li", "target_id": "t1", "target_text": "the plan"}
    assert {**pair, "label": "against", "evidence": [span("a stunt")]} == first
    own = {"doc_id": "one", "holder_id": None, "holder_name": None, "target_id": "t2", "target_text": "the cost"}
    assert {**own, "label": "neutral", "evidence": []} == last


def test_the_view_claims(checkout: Path) -> None:
    """A row a unit, with or without claims; its label is the highest worth inside."""
    rows = named_rows(load("claims", root=checkout))
    assert [(row["doc_id"], row["unit"], row["label"]) for row in rows] == [
        ("one", 0, "check-worthy"),
        ("one", 1, "none"),
        ("two", 0, "none"),
    ]
    assert {"start": 0, "end": len(SENTENCES[0]), "text": SENTENCES[0]}.items() <= rows[0].items()
    title, claim = rows[0]["claims"]
    assert tuple(title[key] for key in ("title", "claimant_id", "claimant_name", "quote_id")) == (
        True,
        None,
        None,
        None,
    )
    assert {
        "id": "c2",
        **span("the plan, which Bo Li called “a stunt”, costs $5"),
        "worth": "check-worthy",
        "kind": "quantity",
        "claimant_id": "e1",
        "claimant_name": "Ana Ruíz",
        "quote_id": "q1",
        "title": False,
        "disputed": True,
    } == claim


def test_the_article_in_every_view() -> None:
    """Over the real article: as many rows as the files have items, and every pair of offsets gives its words."""
    documents = {row["id"]: row for row in lines(CHECKOUT / "corpus" / "article.jsonl")}
    records = lines(CHECKOUT / "annotations" / "article.jsonl")
    counts = {
        "default": len(documents),
        "entities": sum(len(entity["mentions"]) for record in records for entity in record["entities"]),
        "quotes": sum(len(record["quotes"]) for record in records),
        "stance": sum(len(record["stances"]) for record in records),
        "claims": sum(len(row["units"]) for row in documents.values()),
    }
    for view, count in counts.items():
        rows = load(view, root=CHECKOUT).to_list()
        assert count == len(rows)
        for row in rows:
            doc = documents[row["id" if view == "default" else "doc_id"]]
            # A row of the view default has words of its own, and its spans lie in its layers.
            inner = [value for key, value in row.items() if key != "text"] if view == "default" else row
            for found in spans_within(inner):
                assert doc["text"][found["start"] : found["end"]] == found["text"]
    first = load("entities", root=CHECKOUT)[0]
    assert tuple(first[key] for key in ("text", "start", "end", "unit")) == ("Donald Trump", 10, 22, 0)
    claims = sum(len(row["claims"]) for row in load("claims", root=CHECKOUT))
    assert sum(len(record["claims"]) for record in records) == claims


def test_a_split_without_a_row_of_a_view_keeps_its_columns(checkout: Path) -> None:
    """No quotation in the whole split: a table of no rows, with every column and type."""
    filled = load("quotes", root=checkout).features
    write(checkout / "corpus" / "article.jsonl", DOCUMENTS[1:])
    write(checkout / "annotations" / "article.jsonl", GOLD[1:])
    empty = load("quotes", root=checkout)
    assert (0, filled) == (empty.num_rows, empty.features)


def test_an_edited_row_is_seen_at_once(tmp_path: Path) -> None:
    """The next call reads the files again, in the same process and with nothing else changed."""
    for folder in ("corpus", "annotations"):
        (tmp_path / folder).mkdir()
        shutil.copy(CHECKOUT / folder / "article.jsonl", tmp_path / folder)
    before = load("stance", root=tmp_path)
    path = tmp_path / "annotations" / "article.jsonl"
    records = lines(path)
    other = next(label for label in STANCE_LABELS if label != records[0]["stances"][0]["label"])
    records[0]["stances"][0]["label"] = other
    write(path, records)
    after = load("stance", root=tmp_path)
    assert other == after.features["label"].int2str(after[0]["label"])
    assert after[0]["label"] != before[0]["label"]
    assert after.to_list()[1:] == before.to_list()[1:]


def test_a_row_that_breaks_a_rule_is_refused(checkout: Path) -> None:
    """Views are built of checked data alone: a shifted span is told, not served."""
    records = json.loads(json.dumps(GOLD))
    records[0]["quotes"][0]["cue"]["start"] -= 1
    write(checkout / "annotations" / "article.jsonl", records)
    with pytest.raises(InvalidRecords, match="span-text") as caught:
        load(root=checkout)
    assert DataError.exit_code == caught.value.exit_code


def test_the_view_tokens_tags_words(checkout: Path, word_tokenizer: Any) -> None:
    """A word that straddles the edge of a span is in it; a nested quotation has no tag; nothing is cut off."""
    dataset = load("tokens", root=checkout, tokenizer=word_tokenizer)
    row = named_rows(dataset)[0]
    words = TEXT.split()
    assert ["", *words, ""] == [TEXT[start:end] for start, end in row["offsets"]]
    assert [1, *[0] * len(words), 1] == row["special_tokens_mask"]
    assert [row["tokens"][i] for i in (0, 1 + words.index("said"), -1)] == ["[CLS]", "said", "[SEP]"]
    assert [row["input_ids"][i] for i in (0, 1 + words.index("said"), -1)] == [1, 3, 2]

    def tagged(column: str) -> list[tuple[str, str]]:
        assert (row[column][0], row[column][-1]) == ("O", "O")
        return [(word, tag) for word, tag in zip(words, row[column][1:-1], strict=True) if tag != "O"]

    names = [("Ana", "B-PERSON"), ("Ruíz", "I-PERSON"), ("Bo", "B-PERSON"), ("Li", "I-PERSON"), ("$5.", "B-MONEY")]
    assert names == tagged("entity_tags")
    parts = [("the", "B"), ("plan,", "I"), ("costs", "B"), ("$5.", "I"), ("disagreed", "B")]
    assert parts == tagged("content_tags")
    assert tagged("cue_tags") == [("said", "B")]
    sources = [("Mayor", "B"), ("Ana", "I"), ("Ruíz", "I"), ("Two", "B"), ("officials", "I")]
    assert sources == tagged("source_tags")
    assert list(ENTITY_TAGS) == label_of(dataset.features["entity_tags"]).names
    assert label_of(dataset.features["cue_tags"]).names == ["O", "B", "I"]
    assert list(dataset.features) == list(row)


def label_of(sequence: Any) -> Any:
    return sequence[0] if isinstance(sequence, list) else sequence.feature


def test_the_view_tokens_tags_bytes(byte_tokenizer: Any) -> None:
    """With a token a byte, the tagged tokens of each column cover exactly the characters of its spans."""
    dataset = load("tokens", root=CHECKOUT, tokenizer=byte_tokenizer)
    documents = lines(CHECKOUT / "corpus" / "article.jsonl")
    records = lines(CHECKOUT / "annotations" / "article.jsonl")
    for row, doc, record in zip(named_rows(dataset), documents, records, strict=True):
        assert len(row["tokens"]) == len(doc["text"].encode())
        outermost = [quote for quote in record["quotes"] if quote["parent"] is None]
        mentions = [mention for entity in record["entities"] for mention in entity["mentions"]]
        expected = {
            "entity_tags": [mention for mention in mentions if mention["form"] in ("name", "value")],
            "content_tags": [part for quote in outermost for part in quote["content"]],
            "cue_tags": [quote["cue"] for quote in outermost if quote["cue"]],
            "source_tags": [quote["source"] for quote in outermost if quote["source"]],
        }
        for column, spans in expected.items():
            covered = {i for part in spans for i in range(part["start"], part["end"])}
            marked = [(place, tag) for place, tag in zip(row["offsets"], row[column], strict=True) if tag != "O"]
            assert covered == {i for (start, end), _ in marked for i in range(start, end)}
            starts = [place[0] for place, tag in marked if tag[0] == "B"]
            assert sorted({part["start"] for part in spans}) == starts


@pytest.mark.parametrize(
    ("stretches", "places", "expected"),
    [
        ([(0, 4, "ORG")], [(0, 2), (2, 4)], "B-ORG I-ORG"),
        ([(1, 3, "")], [(0, 2), (2, 4), (4, 5)], "B I O"),
        ([(0, 2, "X"), (3, 5, "Y")], [(0, 4), (4, 5)], "B-X B-Y"),
        ([(0, 2, "X"), (3, 4, "Y")], [(0, 4), (4, 5)], "B-X O"),
        ([(0, 2, ""), (2, 4, "")], [(0, 2), (2, 4)], "B B"),
        ([(2, 4, ""), (0, 3, "")], [(0, 1), (1, 3), (3, 4)], "B I O"),
        ([(0, 2, ""), (0, 4, "")], [(0, 2), (2, 4)], "B I"),
        ([(0, 2, ""), (0, 2, "")], [(0, 2)], "B"),
        ([(1, 2, "")], [(0, 2), (1, 2)], "B I"),
        ([(0, 4, "")], [(0, 2), (2, 2), (2, 4)], "B I I"),
        ([(0, 2, ""), (2, 4, "")], [(0, 2), (2, 2), (2, 4)], "B O B"),
        ([(0, 4, "")], [None, (0, 4), (0, 0), (5, 5), None], "O B O O O"),
        ([], [(0, 5)], "O"),
    ],
    ids=[
        "two tokens", "straddles an edge", "straddles two spans", "a span with no token left", "spans that touch",
        "overlap: the first", "overlap: the longer", "one span twice", "two tokens of one character", "no width inside",
        "no width between", "special and empty tokens", "no span",
    ],
)  # fmt: skip
def test_tags(stretches: list[Any], places: list[Any], expected: str) -> None:
    """The rules of the tags, case by case."""
    assert expected.split() == tags(stretches, places, 5)
    assert expected.split() == tags(stretches[::-1], places, 5)


def test_a_tokenizer_by_its_folder(checkout: Path, tmp_path: Path, word_tokenizer: Any) -> None:
    """A saved tokenizer, as a string or a path, gives the rows that the tokenizer itself gives."""
    word_tokenizer.save_pretrained(tmp_path / "saved")
    expected = load("tokens", root=checkout, tokenizer=word_tokenizer).to_list()
    for name in (tmp_path / "saved", str(tmp_path / "saved")):
        assert expected == load("tokens", root=checkout, tokenizer=name).to_list()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: load("quotations"),
            "unknown view quotations; the views are default, entities, quotes, stance, claims",
        ),
        (lambda: load(split="dev"), "unknown split dev; the splits are article, train, validation, test"),
        (lambda: load("tokens"), "needs a tokenizer"),
        (lambda: load("quotes", tokenizer="bert"), "takes no tokenizer"),
        (lambda: load("tokens", tokenizer=transformers.ByT5Tokenizer()), "needs a fast tokenizer .*ByT5"),
        (lambda: load("tokens", tokenizer=str.split), "needs a fast tokenizer"),
        (lambda: load("tokens", tokenizer="./no/such/folder"), "the tokenizer ./no/such/folder cannot be loaded"),
    ],
    ids=[
        "view",
        "split",
        "no tokenizer",
        "tokenizer for another view",
        "slow",
        "no tokenizer at all",
        "no such folder",
    ],
)
def test_usage_errors(make: Callable[[], Any], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be meant is told in one line, with what can."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UsageError, match=message):
        make()


def test_a_split_or_checkout_that_is_not_there(tmp_path: Path, checkout: Path) -> None:
    """Missing data are told as missing data."""
    with pytest.raises(DataError, match="the split test is not in this installation"):
        load(split="test", root=checkout)
    with pytest.raises(DataError, match="not a checkout"):
        load(root=tmp_path / "nowhere")


@pytest.mark.parametrize(("library", "extra"), [("datasets", 'onrecord\\[hf\\]"'), ("transformers", "transformers")])
def test_a_missing_library_is_told(library: str, extra: str, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library, the message says what to install."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=f"pip install .*{extra}"):
        load("tokens", root=checkout, tokenizer="a-name")


def test_a_folder_named_datasets_is_not_the_library(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the library is missing, a folder of its name is imported in its place; that is told too."""
    monkeypatch.setitem(sys.modules, "datasets", type(sys)("datasets"))
    with pytest.raises(UsageError, match="not a folder of that name"):
        load(root=checkout)


def test_the_heavy_libraries_are_loaded_late() -> None:
    """Importing the views loads neither ``datasets`` nor ``transformers``."""
    code = "import sys, onrecord.views; print([m for m in ('datasets', 'transformers', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
