"""Leaks between splits are found: shared wording, shared names, documents that are alike; what is allowed passes."""

from pathlib import Path
from typing import Any

from msgspec import convert

from conftest import ROOT, document, run_cli
from onrecord.layers import Document, Entity, Mention, Record
from onrecord.leaks import likeness_leaks, name_leaks, wording_leaks

EIGHT = "the ferry left the quay before the bell"


def row(doc_id: str, split: str, text: str) -> Document:
    """Returns a document of a split."""
    raw: dict[str, Any] = {**document(doc_id, text, [[0, len(text)]]), "split": split}
    return convert(raw, Document)


def named(doc_id: str, *names: tuple[str, str]) -> Record:
    """Returns a record with entities of these types and names."""
    entities = tuple(
        Entity(id=f"e{n}", name=name, type=kind, mentions=(Mention(start=0, end=1, form="name"),))  # type: ignore[arg-type]
        for n, (kind, name) in enumerate(names)
    )
    return Record(doc_id, entities=entities)


def test_eight_shared_words_leak() -> None:
    """Eight words in a row that two splits share are told, whatever their case and punctuation; seven are not."""
    train, test = row("a", "train", f"Yes, {EIGHT}."), row("b", "test", f"No: {EIGHT.upper()}!")
    (leak,) = wording_leaks([train, test], [])
    assert str(leak) == f"a and b: [wording] {EIGHT}"
    assert not list(wording_leaks([train, row("c", "test", EIGHT[4:])], []))
    assert not list(wording_leaks([train, row("c", "train", EIGHT)], [])), "one split may repeat itself"


def test_boilerplate_may_be_shared() -> None:
    """What lies inside a line of boilerplate passes; a run that only begins in it does not."""
    train, test = row("a", "train", EIGHT), row("b", "test", EIGHT)
    assert not list(wording_leaks([train, test], [f"And {EIGHT} rang."]))
    assert list(wording_leaks([train, test], ["The ferry left the quay before the"]))


def test_names_leak() -> None:
    """Names, and the last names of persons, are told; values, nationalities and what is known as real are not."""
    rows = [row("a", "train", "x"), row("b", "test", "x")]
    gold = {
        "a": named(
            "a", ("PERSON", "Ana Ruiz"), ("ORG", "Quay Board"), ("GPE", "France"), ("DATE", "May"), ("NORP", "Greens")
        ),
        "b": named(
            "b", ("PERSON", "Ilse Ruiz"), ("ORG", "quay board"), ("GPE", "France"), ("DATE", "May"), ("NORP", "Greens")
        ),
    }
    assert [(leak.rule, leak.shared) for leak in name_leaks(rows, gold, ["FRANCE"])] == [
        ("name", "Quay Board"),
        ("name", "Ruiz"),
    ]


def test_documents_alike_leak() -> None:
    """Two documents of different splits that share more than a twentieth of their runs of five words are told."""
    words = [f"w{n}" for n in range(124)]
    base = " ".join(words)
    near = " ".join([*words[:14], *(f"v{n}" for n in range(110))])
    far = " ".join([*words[:13], *(f"u{n}" for n in range(111))])
    leaks = list(likeness_leaks([row("a", "train", base), row("b", "test", near), row("c", "test", far)]))
    # 120 runs each; 10 shared of 230 are .043, so neither leaks; 12 of 228 are .053.
    assert leaks == []
    nearer = " ".join([*words[:16], *(f"v{n}" for n in range(108))])
    (leak,) = likeness_leaks([row("a", "train", base), row("b", "test", nearer), row("d", "train", base)][:2])
    assert (leak.rule, leak.documents, "0.053" in leak.shared) == ("likeness", ("a", "b"), True)


def test_the_splits_keep_apart(tmp_path: Path) -> None:
    """The data have no leak; a copy with a test text in train has, and exits with 1."""
    told = run_cli("data", "leaks", "--root", ROOT)
    assert told.code == 0, told.out
    for folder in ("corpus", "annotations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "annotations" / "MANIFEST.json").write_text("{}")
    from conftest import gold, write_rows

    for split, doc_id in (("train", "d1"), ("test", "d2")):
        write_rows(tmp_path / "corpus" / f"{split}.jsonl", [{**document(doc_id), "split": split}])
        write_rows(tmp_path / "annotations" / f"{split}.jsonl", [gold(doc_id)])
    told = run_cli("data", "leaks", "--root", tmp_path)
    assert told.code == 1
    assert {"[wording]", "[name]", "[likeness]"} <= set(told.out.split())
