"""The declared type of every column of every view, with a ``ClassLabel`` wherever the labels are closed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from onrecord.faults import UsageError
from onrecord.layers import (
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

VIEWS = ("default", "entities", "quotes", "stance", "claims", "tokens")
"""The names of the views, the first being what ``load()`` returns."""

UNIT_LABELS = ("none", "factual", "check-worthy")
"""The labels of a sentence unit, from low to high."""

ENTITY_TAGS = ("O", *(f"{edge}-{type_}" for type_ in ENTITY_TYPES for edge in "BI"))
QUOTE_TAGS = ("O", "B", "I")


def datasets_library() -> Any:
    """Returns the module ``datasets``; it has no types, and is imported only when a view is built.

    Raises:
        UsageError: it is not installed.
    """
    try:
        library = import_module("datasets")
    except ImportError as error:
        raise UsageError(f'views need the library datasets: pip install "onrecord[hf]" ({error})') from None
    if not hasattr(library, "Features"):
        # A folder named datasets in the current directory is imported as an empty package where the library is missing.
        raise UsageError('views need the library datasets, not a folder of that name: pip install "onrecord[hf]"')
    return library


def view_features(view: str, library: Any) -> Any:
    """Returns the ``datasets.Features`` of a view; ``library`` is the module ``datasets``."""
    return library.Features(_Types(library).columns(view))


class _Types:
    """The types of the columns, made of the feature classes of ``library``.

    A list is written ``[type]``: every release reads that as a list, while ``Sequence`` turned a list of records
    into a record of lists, and ``List`` is young.
    """

    def __init__(self, library: Any) -> None:
        self.library = library
        self.string, self.integer, self.bool = (library.Value(name) for name in ("string", "int64", "bool"))
        self.span = {"start": self.integer, "end": self.integer, "text": self.string}

    def columns(self, view: str) -> dict[str, Any]:
        """Returns the type of each column of a view, in order."""
        columns: dict[str, Any] = getattr(self, view)()
        return columns

    def label(self, names: Sequence[str]) -> Any:
        return self.library.ClassLabel(names=list(names))

    def default(self) -> dict[str, Any]:
        return {
            "id": self.string,
            "split": self.label(SPLITS),
            "title": self.string,
            "genre": self.label(GENRES),
            "topic": self.label(TOPICS),
            "outlet": self.string,
            "date": self.string,
            "text": self.string,
            "sha256": self.string,
            "canary": self.string,
            "units": [[self.integer]],
            "targets": [{"id": self.string, "text": self.string}],
            "entities": [
                {
                    "id": self.string,
                    "name": self.string,
                    "type": self.label(ENTITY_TYPES),
                    "kind": self.label(KINDS),
                    "mentions": [{**self.span, "form": self.label(FORMS)}],
                }
            ],
            "quotes": [
                {
                    "id": self.string,
                    "type": self.label(QUOTE_TYPES),
                    "content": [self.span],
                    "cue": self.span,
                    "source": self.span,
                    "speaker": self.string,
                    "parent": self.string,
                }
            ],
            "stances": [
                {
                    "holder": self.string,
                    "target": self.string,
                    "label": self.label(STANCE_LABELS),
                    "evidence": [self.span],
                }
            ],
            "claims": [
                {
                    "id": self.string,
                    **self.span,
                    "claimant": self.string,
                    "quote": self.string,
                    "worth": self.label(WORTHS),
                    "kind": self.label(CLAIM_KINDS),
                    "title": self.bool,
                    "disputed": self.bool,
                }
            ],
        }

    def entities(self) -> dict[str, Any]:
        return {
            "doc_id": self.string,
            "entity_id": self.string,
            "name": self.string,
            "type": self.label(ENTITY_TYPES),
            "kind": self.label(KINDS),
            "form": self.label(FORMS),
            **self.span,
            "unit": self.integer,
            "sentence_start": self.integer,
            "sentence": self.string,
        }

    def quotes(self) -> dict[str, Any]:
        return {
            "doc_id": self.string,
            "quote_id": self.string,
            "type": self.label(QUOTE_TYPES),
            "content": [self.span],
            "content_text": self.string,
            "cue": self.span,
            "source": self.span,
            "speaker_id": self.string,
            "speaker_name": self.string,
            "speaker_type": self.label(ENTITY_TYPES),
            "speaker_kind": self.label(KINDS),
            "parent_id": self.string,
            "context": [{"unit": self.integer, **self.span}],
        }

    def stance(self) -> dict[str, Any]:
        return {
            "doc_id": self.string,
            "holder_id": self.string,
            "holder_name": self.string,
            "target_id": self.string,
            "target_text": self.string,
            "label": self.label(STANCE_LABELS),
            "evidence": [self.span],
        }

    def claims(self) -> dict[str, Any]:
        return {
            "doc_id": self.string,
            "unit": self.integer,
            **self.span,
            "label": self.label(UNIT_LABELS),
            "claims": [
                {
                    "id": self.string,
                    **self.span,
                    "worth": self.label(WORTHS),
                    "kind": self.label(CLAIM_KINDS),
                    "claimant_id": self.string,
                    "claimant_name": self.string,
                    "quote_id": self.string,
                    "title": self.bool,
                    "disputed": self.bool,
                }
            ],
        }

    def tokens(self) -> dict[str, Any]:
        return {
            "doc_id": self.string,
            "tokens": [self.string],
            "input_ids": [self.library.Value("int32")],
            "offsets": [[self.integer]],
            "special_tokens_mask": [self.library.Value("int8")],
            "entity_tags": [self.label(ENTITY_TAGS)],
            "content_tags": [self.label(QUOTE_TAGS)],
            "cue_tags": [self.label(QUOTE_TAGS)],
            "source_tags": [self.label(QUOTE_TAGS)],
        }
