"""A document and its gold as the rows of each view: plain values, labels by name, spans with their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec

from onrecord.layers import LAYERS, Claim, Document, Entity, Mention, Quote, Record, Span
from onrecord.views.features import UNIT_LABELS

Row: TypeAlias = dict[str, Any]
RowsOf: TypeAlias = Callable[[Document, Record], Iterator[Row]]


def document_rows(document: Document, record: Record) -> Iterator[Row]:
    """Yields the one row of a document with its four layers nested, as they stand in the files."""
    layers = msgspec.to_builtins(record)
    yield {**msgspec.to_builtins(document), **{layer: layers[layer] for layer in LAYERS}}


def mention_rows(document: Document, record: Record) -> Iterator[Row]:
    """Yields a row for each mention, in the order of the text (of two that start together the shorter first)."""
    mentions = [(mention, entity) for entity in record.entities or () for mention in entity.mentions]
    for mention, entity in sorted(mentions, key=lambda pair: (pair[0].start, pair[0].end)):
        unit = _unit_at(document, mention.start)
        start, end = document.units[unit]
        yield {
            "doc_id": document.id,
            "entity_id": entity.id,
            "name": entity.name,
            "type": entity.type,
            "kind": entity.kind,
            "form": mention.form,
            **_span(mention),
            "unit": unit,
            "sentence_start": start,
            "sentence": document.text[start:end],
        }


def quote_rows(document: Document, record: Record) -> Iterator[Row]:
    """Yields a row for each quotation, in the order of the gold."""
    entities = _entities(record)
    for quote in record.quotes or ():
        speaker = entities.get(quote.speaker)
        yield {
            "doc_id": document.id,
            "quote_id": quote.id,
            "type": quote.type,
            "content": [_span(span) for span in quote.content],
            "content_text": " ".join(document.text[span.start : span.end] for span in quote.content),
            "cue": _span(quote.cue),
            "source": _span(quote.source),
            "speaker_id": quote.speaker,
            "speaker_name": speaker and speaker.name,
            "speaker_type": speaker and speaker.type,
            "speaker_kind": speaker and speaker.kind,
            "parent_id": quote.parent,
            "context": [{"unit": unit, **_unit_span(document, unit)} for unit in _units_touched(document, quote)],
        }


def stance_rows(document: Document, record: Record) -> Iterator[Row]:
    """Yields a row for each pair of a holder and a target that has a stance, in the order of the gold."""
    entities = _entities(record)
    targets = {target.id: target.text for target in document.targets}
    for stance in record.stances or ():
        holder = entities.get(stance.holder)
        yield {
            "doc_id": document.id,
            "holder_id": stance.holder,
            "holder_name": holder and holder.name,
            "target_id": stance.target,
            "target_text": targets[stance.target],
            "label": stance.label,
            "evidence": [_span(span) for span in stance.evidence],
        }


def unit_rows(document: Document, record: Record) -> Iterator[Row]:
    """Yields a row for each sentence unit, with the claims that start in it."""
    entities = _entities(record)
    inside: list[list[Claim]] = [[] for _ in document.units]
    for claim in record.claims or ():
        inside[_unit_at(document, claim.start)].append(claim)
    for unit, claims in enumerate(inside):
        yield {
            "doc_id": document.id,
            "unit": unit,
            **_unit_span(document, unit),
            "label": max((claim.worth for claim in claims), key=UNIT_LABELS.index, default="none"),
            "claims": [_claim(claim, entities.get(claim.claimant)) for claim in claims],
        }


ROWS: dict[str, RowsOf] = {
    "default": document_rows,
    "entities": mention_rows,
    "quotes": quote_rows,
    "stance": stance_rows,
    "claims": unit_rows,
}
"""What turns a document and its gold into the rows of a view; ``tokens`` is missing, as it needs a tokenizer."""


def _claim(claim: Claim, claimant: Entity | None) -> Row:
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "worth": claim.worth,
        "kind": claim.kind,
        "claimant_id": claim.claimant,
        "claimant_name": claimant and claimant.name,
        "quote_id": claim.quote,
        "title": claim.title,
        "disputed": claim.disputed,
    }


def _entities(record: Record) -> dict[str | None, Entity]:
    # None is a key that no entity has: looking up the article's own voice finds nobody.
    return {entity.id: entity for entity in record.entities or ()}


def _span(span: Span | Mention | None) -> Any:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _unit_span(document: Document, unit: int) -> Row:
    start, end = document.units[unit]
    return {"start": start, "end": end, "text": document.text[start:end]}


def _unit_at(document: Document, offset: int) -> int:
    return bisect_right(document.units, offset, key=lambda unit: unit[0]) - 1


def _units_touched(document: Document, quote: Quote) -> list[int]:
    spans = [*quote.content, *(span for span in (quote.cue, quote.source) if span is not None)]
    touched = {
        unit for span in spans for unit in range(_unit_at(document, span.start), _unit_at(document, span.end - 1) + 1)
    }
    return sorted(touched)
