"""What predictions are scored against: documents with their gold, and the scope that their numbers will have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from onrecord.layers import Document, Record, Track
from onrecord.records import Predictions, read_documents, read_gold
from onrecord.report import Report, Scope, make_report
from onrecord.store import Store, digest
from onrecord.version import DATA_VERSION, VERSION


class GoldSet(NamedTuple):
    """Documents, their gold by id, what a signature says of them, and the targets that training data have."""

    documents: tuple[Document, ...]
    records: dict[str, Record]
    scope: Scope
    seen_targets: frozenset[str] | None

    def report(self, predictions: Predictions | Mapping[str, Record], *, slices: Iterable[str] = ()) -> Report:
        """Scores predictions against this gold."""
        return make_report(
            self.documents, self.records, predictions, self.scope, seen_targets=self.seen_targets, slices=slices
        )


def installed_gold(store: Store, split: str, *, track: Track = "text", seed: int = 1) -> GoldSet:
    """Reads a split of a store.

    Raises:
        DataError, InvalidRecords: the split is not there or breaks a rule (exit code 4).
    """
    documents = store.documents(split)
    sha = digest(store.documents_file(split), store.gold_file(split))
    scope = Scope(data=f"{DATA_VERSION}+{sha}", split=split, track=track, seed=seed, version=VERSION)
    return GoldSet(documents, store.gold(split), scope, store.seen_targets())


def own_gold(corpus: Path, gold: Path, *, track: Track = "text", seed: int = 1) -> GoldSet:
    """Reads documents and gold of one's own.

    Raises:
        UsageError, InvalidRecords: a file cannot be read or breaks a rule (exit code 3).
    """
    documents = read_documents(corpus)
    scope = Scope(data=f"own+{digest(corpus, gold)}", split="own", track=track, seed=seed, version=VERSION)
    return GoldSet(documents, read_gold(gold, documents), scope, None)
