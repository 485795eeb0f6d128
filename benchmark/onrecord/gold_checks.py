"""The rules that bind gold alone: that nothing is missing, flatness, trimming, forms, claimants, units that tile."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import UNSET

from onrecord.checks import cut, duplicates, id_problems
from onrecord.layers import CANARY, VALUE_TYPES, Document, Entity, Record, Span
from onrecord.shapes import Problem

_TRAILING = ",.;:"
_LONGEST_ABBREVIATION = 16
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Bros|St|Dr|Mr|Mrs|Ms|No|Dept|Ave|Blvd|Mt|Ft|Gov|Sen|Rep|Gen|Col"
    r"|Lt|Sgt|Capt|Rev|Hon|Prof|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|etc|vs|[A-Z])\.)\Z"
)


def gold_problems(record: Record, document: Document) -> Iterator[Problem]:
    """Yields the faults that count in gold alone: what is missing, flatness, trimming, forms, claimants."""
    for layer in ("entities", "quotes", "stances", "claims"):
        if getattr(record, layer) is UNSET:
            yield "", "missing-key", f"the key {layer} is missing; gold has every layer"
    if record.unit_scores is not UNSET:
        yield "unit_scores", "unknown-key", "unit scores belong to predictions alone"
    text = document.text
    for path, span in _all_spans(record):
        if 0 <= span.start < span.end <= len(text):
            yield from _edge_problems(path, text, span.start, span.end)
        if span.text is None:
            yield path, "missing-key", "gold stores the words of every span"
        elif not any(character.isalnum() for character in span.text):
            yield path, "empty-content", "the span covers no letter and no digit"
    for index, entity in enumerate(record.entities or ()):
        yield from _gold_entity_problems(entity, f"entities[{index}]")
    yield from _flatness_problems(record.entities or ())
    for index, quote in enumerate(record.quotes or ()):
        path = f"quotes[{index}]"
        if quote.type is None:
            yield path, "missing-label", "a quotation of the gold has a type"
    quotes = {quote.id: quote for quote in record.quotes or ()}
    for index, claim in enumerate(record.claims or ()):
        path = f"claims[{index}]"
        if claim.id is None or claim.kind is None:
            yield path, "missing-label", "a claim of the gold has an id and a kind"
        if claim.quote in quotes and claim.claimant != quotes[claim.quote].speaker:
            yield path, "claimant", f"the claim lies in {claim.quote}, so its claimant is that quotation's speaker"


def document_problems(document: Document) -> Iterator[Problem]:
    """Yields the faults of one corpus row: text form, hash, canary, units that tile, targets."""
    text = document.text
    yield from (("id", rule, message) for _, rule, message in id_problems("", [document.id]))
    if not text:
        yield "text", "empty-text", "the text is empty"
    if unicodedata.normalize("NFC", text) != text:
        yield "text", "text-form", "the text is not in Unicode's NFC form"
    if "\r" in text or text.startswith("\ufeff"):
        yield "text", "text-form", "lines end in a line feed alone, and there is no byte-order mark"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if document.sha256 != digest:
        yield "sha256", "text-hash", f"the text's SHA-256 is {digest}: the text was changed, or the hash is wrong"
    if document.date is not None and not _is_date(document.date):
        yield "date", "date", f"{cut(document.date)} is no date written YYYY-MM-DD"
    if document.canary != CANARY:
        yield "canary", "canary", "the canary is not the dataset's"
    yield from _unit_problems(document)
    yield from id_problems("targets", (target.id for target in document.targets))
    yield from duplicates(
        "targets", "duplicate-target", "the words of targets[{}] again", (target.text for target in document.targets)
    )


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _gold_entity_problems(entity: Entity, path: str) -> Iterator[Problem]:
    if entity.name is None or not entity.mentions:
        yield path, "missing-label", "an entity of the gold has a name and at least one mention"
    forms = {mention.form for mention in entity.mentions}
    if (entity.type is None) == (entity.kind is None):
        yield path, "entity-type", "an entity has a type if it is named or a value, else a kind, and never both"
    if entity.type is not None and not forms & {"name", "value"}:
        yield path, "entity-type", "a typed entity has a name or value mention; an unnamed one has a kind"
    wrong = "name" if entity.type in VALUE_TYPES else "value"
    if entity.type is not None and wrong in forms:
        yield path, "mention-form", "form is `value` exactly for DATE, MONEY, PERCENT and CARDINAL"


def _flatness_problems(entities: tuple[Entity, ...]) -> Iterator[Problem]:
    mentions = sorted(
        (mention.start, mention.end, f"entities[{e}].mentions[{m}]")
        for e, entity in enumerate(entities)
        for m, mention in enumerate(entity.mentions)
        if mention.form in ("name", "value")
    )
    for (_, end, before), (start, _, after) in pairwise(mentions):
        if start < end:
            yield after, "flatness", f"a name or value inside or across {before}"


def _edge_problems(path: str, text: str, start: int, end: int) -> Iterator[Problem]:
    words = text[start:end]
    if words != words.strip():
        yield path, "trimming", f"{cut(words)} starts or ends on a space"
    elif words[-1] in _TRAILING and not _ABBREVIATION.search(words[-_LONGEST_ABBREVIATION:]):
        yield path, "trimming", f"{cut(words)} ends on {words[-1]!r}, which no span but a unit may"


def _all_spans(record: Record) -> Iterator[tuple[str, Span]]:
    for e, entity in enumerate(record.entities or ()):
        for m, mention in enumerate(entity.mentions):
            yield f"entities[{e}].mentions[{m}]", Span(mention.start, mention.end, mention.text)
    for q, quote in enumerate(record.quotes or ()):
        for c, span in enumerate(quote.content):
            yield f"quotes[{q}].content[{c}]", span
        if quote.cue is not None:
            yield f"quotes[{q}].cue", quote.cue
        if quote.source is not None:
            yield f"quotes[{q}].source", quote.source
    for s, stance in enumerate(record.stances or ()):
        for v, span in enumerate(stance.evidence):
            yield f"stances[{s}].evidence[{v}]", span
    for c, claim in enumerate(record.claims or ()):
        yield f"claims[{c}]", Span(claim.start, claim.end, claim.text)


def _unit_problems(document: Document) -> Iterator[Problem]:
    text, reached = document.text, 0
    for index, (start, end) in enumerate(document.units):
        path = f"units[{index}]"
        if not 0 <= start < end <= len(text):
            yield path, "span-bounds", f"[{start}, {end}) is not a stretch of the text of {len(text)} code points"
            return
        if start < reached:
            yield path, "unit-tiling", "units stand in the order of the text and do not overlap"
            return
        if text[reached:start].strip():
            yield path, "unit-tiling", f"{cut(text[reached:start].strip())} before it is in no unit"
        words = text[start:end]
        if words != words.strip():
            yield path, "unit-tiling", "a unit starts and ends on a non-space character"
        reached = end
    if text[reached:].strip():
        yield "units", "unit-tiling", f"{cut(text[reached:].strip())} at the end is in no unit"
