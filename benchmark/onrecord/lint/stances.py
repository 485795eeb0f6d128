"""Suspicions about stances: holes in the grid of a pass, sides without evidence, holders who can be none."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.layers import VALUE_TYPES, Document, Record
from onrecord.shapes import Problem


def stance_suspicions(record: Record, document: Document, *, passes: bool) -> Iterator[Problem]:
    """Yields the suspicions about the stances of one record."""
    entities = {entity.id: entity for entity in record.entities or ()}
    stances = record.stances or ()
    for index, stance in enumerate(stances):
        path, pair = f"stances[{index}]", f"{stance.holder or '-'}/{stance.target}"
        holder = entities.get(stance.holder or "")
        if holder is not None and (holder.kind == "document" or holder.type in VALUE_TYPES | {"LAW"}):
            yield path, "stance-holder", f"{pair}: {holder.name!r} holds no stance (S-2)"
        if stance.label == "silent" and stance.evidence:
            yield path, "stance-evidence", f"{pair} is silent, but has evidence"
        if stance.label in ("favor", "against") and not stance.evidence:
            yield path, "stance-evidence", f"{pair} takes a side, but has no evidence (S-13)"
        if stance.label == "neutral" and stance.holder is not None and not stance.evidence:
            yield path, "stance-evidence", f"{pair} is neutral, but has no evidence (S-13)"
    if passes:
        yield from _holes(record, document)


def _holes(record: Record, document: Document) -> Iterator[Problem]:
    filled = {(stance.holder, stance.target) for stance in record.stances or ()}
    documents = {entity.id for entity in record.entities or () if entity.kind == "document" or entity.type == "LAW"}
    speakers = {quote.speaker for quote in record.quotes or () if quote.speaker is not None} - documents
    holders = {holder for holder, _ in filled} | speakers | {None}
    for holder in sorted(holders, key=str):
        for target in document.targets:
            if (holder, target.id) not in filled:
                yield "stances", "stance-grid", f"{holder or '-'}/{target.id} has no row (S-3)"
