"""Writes generated documents, their gold and predictions as JSON Lines, any number of them in constant memory."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from onrecord.layers import Record
from onrecord.records import encode
from speed.predictions import spoil
from speed.texts import make_document

FILES = {
    "corpus": "the documents",
    "gold": "their gold, all layers",
    "gold_entities": "their gold, entities alone",
    "predicted": "predictions of all layers; mentions nested and overlapping",
    "scored": "the same with a score for each unit",
    "nested": "the same entities, and no other layer",
    "flat": "entities that overlap at most one of the gold each and touch none",
    "other": "the same by another system of like quality",
    "units": "scores of units, and no layer",
    "given": "stances for the pairs that the track given gives",
}
"""The files of a set of data, each ``<name>.jsonl``, and what is in it."""


def rows(number: int, *, seed: int, tokens: int) -> dict[str, bytes]:
    """Returns the line of one document for each file; it depends on nothing but the arguments."""
    made = make_document(number, seed=seed, tokens=tokens)
    doc_id, entities = made.document.id, made.gold.entities
    predicted = spoil(made, random.Random(f"{seed}:{number}:predicted"))
    written = {"gold": made.gold, "gold_entities": Record(doc_id, entities, (), (), ()), **predicted}
    return {"corpus": encode(made.document), **{name: encode(record) for name, record in written.items()}}


def write(folder: Path, documents: int, *, seed: int = 1, tokens: int = 400, processes: int = 1) -> None:
    """Writes a set of data into a new folder, the same bytes for the same seed whatever the number of processes.

    Sets of one seed and length of document begin with the same documents.
    """
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        streams = {name: stack.enter_context(open(folder / f"{name}.jsonl", "wb")) for name in FILES}
        make = partial(rows, seed=seed, tokens=tokens)
        made: Iterable[dict[str, bytes]] = map(make, range(documents))
        if processes > 1:
            made = stack.enter_context(multiprocessing.Pool(processes)).imap(make, range(documents), chunksize=16)
        for lines in made:
            for name, stream in streams.items():
                stream.write(lines[name])
