"""Builds the corpus rows of a split from the plan, the articles and what a reader fixed for each: targets and cuts.

``python corpus/plan/build.py test`` prints the rows of the documents that have an annotation in
``annotations/inline/test/``; with ``--all``, of every document whose article and targets are there.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import defaultdict
from pathlib import Path

import msgspec
from units import cut

from onrecord.layers import CANARY, Document, Target

HERE = Path(__file__).parent
INLINE = HERE.parents[1] / "annotations" / "inline"


def documents(split: str, *, unannotated: bool = False) -> list[Document]:
    """Returns the documents of a split in the order of the plan.

    Raises:
        ValueError: a correction of a cut does not fit its article.
    """
    targets, cuts = _by_document("targets.tsv"), _by_document("cuts.tsv")
    found = []
    for line in (HERE / "plan.jsonl").read_bytes().splitlines():
        row = msgspec.json.decode(line)
        article = HERE / "articles" / f"{row['id']}.txt"
        annotated = (INLINE / split / f"{row['id']}.txt").is_file()
        if row["split"] != split or row["id"] not in targets or not article.is_file() or not (annotated or unannotated):
            continue
        head, _, body = article.read_text(encoding="utf-8").partition("\n")
        title, text = head.removeprefix("TITLE:").strip(), body.strip()
        found.append(
            Document(
                id=row["id"],
                split=row["split"],
                title=title or None,
                genre=row["genre"],
                topic=row["topic"],
                outlet=row["outlet"],
                date=row["date"],
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                canary=CANARY,
                units=tuple(cut(text, cuts[row["id"]])),
                targets=tuple(Target(f"t{n}", words) for n, words in enumerate(targets[row["id"]], start=1)),
            )
        )
    return found


def _by_document(name: str) -> defaultdict[str, list[str]]:
    """Reads a table of ``plan/``: a document's id, then words; a document may have several rows."""
    rows = defaultdict(list)
    with open(HERE / name, encoding="utf-8", newline="") as stream:
        for doc_id, words in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[doc_id].append(words)
    return rows


def main() -> None:
    """Prints a split's rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("split", choices=("train", "validation", "test"))
    parser.add_argument("--all", action="store_true", help="also documents without an annotation")
    given = parser.parse_args()
    for document in documents(given.split, unannotated=given.all):
        sys.stdout.buffer.write(msgspec.json.encode(document) + b"\n")


if __name__ == "__main__":
    main()
