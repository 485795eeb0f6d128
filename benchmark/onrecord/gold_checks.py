"""The rules that bind gold alone: that nothing is missing, flatness, trimming, forms, claimants, units that tile."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import UNSET

from onrecord.checks import are_plain_ids, cut, duplicates, id_problems
from onrecord.house_rules import spans_of
from onrecord.layers import CANARY, VALUE_TYPES, Document, Entity, Record
from onrecord.shapes import Problem

_TRAILING = ",.;:"
_LONGEST_WORD = 40
_WORD_WITH_STOP = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.\Z")
_SMALL_ABBREVIATION = re.compile(
    r"al|approx|apr|arts?|assn|aug|ave|blvd|bros|ca|capt|cf|cit|co|col|corp|dec|dept|dist|div|eds?|esp|est|etc|feb|figs?"
    r"|ft|gen|govt?|hon|hrs?|ibid|inc|jan|jr|jul|jun|lbs?|lt|ltd|mar|max|min|misc|mrs?|ms|mt|nos?|nov|oct|op|oz|para|pp"
    r"|prof|rep|resp|rev|sec|sen|sept?|sgt|sq|sr|st|supp|tel|univ|viz|vols?|vs|yrs?"
)
"""Abbreviations that are written without a capital too; a full stop behind one may be its own."""

MOST_MARKS = 30
"""How many combining marks may follow one another: the limit of Unicode's stream-safe text format (UAX #15)."""


def gold_problems(record: Record, document: Document, *, sound_entities: bool = False) -> Iterator[Problem]:
    """Yields the faults that count in gold alone: what is missing, flatness, trimming, forms, claimants.

    ``sound_entities`` says that the entities are known to have none.
    """
    for layer in ("entities", "quotes", "stances", "claims"):
        if getattr(record, layer) is UNSET:
            yield "", "missing-key", f"the key {layer} is missing; gold has every layer"
    if record.unit_scores is not UNSET:
        yield "unit_scores", "unknown-key", "unit scores belong to predictions alone"
    text = document.text
    for path, span in spans_of(record, entities=not sound_entities):
        if 0 <= span.start < span.end <= len(text):
            yield from edge_problems(path, text, span.start, span.end)
        if span.text is None:
            yield path, "missing-key", "gold stores the words of every span"
        elif not any(character.isalnum() for character in span.text):
            yield path, "empty-content", "the span covers no letter and no digit"
    if not sound_entities:
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


def document_problems(document: Document, *, sound_text: bool = False) -> Iterator[Problem]:
    """Yields the faults of one corpus row: text form, hash, canary, units that tile, targets.

    ``sound_text`` says that units are known to tile the text, and combining marks known not to pile up in it.
    """
    text = document.text
    if not are_plain_ids([document.id]):
        yield from (("id", rule, message) for _, rule, message in id_problems("", [document.id]))
    if not text:
        yield "text", "empty-text", "the text is empty"
    encoded = text.encode("utf-8", "surrogatepass")
    if not sound_text and _piles_marks(text):
        # Normalising takes time by the square of such a run.
        yield "text", "text-form", f"more than {MOST_MARKS} combining marks follow one another"
    elif not unicodedata.is_normalized("NFC", text):
        yield "text", "text-form", "the text is not in Unicode's NFC form"
    if "\r" in text or text.startswith("\ufeff"):
        yield "text", "text-form", "lines end in a line feed alone, and there is no byte-order mark"
    digest = hashlib.sha256(encoded).hexdigest()
    if document.sha256 != digest:
        yield "sha256", "text-hash", f"the text's SHA-256 is {digest}: the text was changed, or the hash is wrong"
    if document.date is not None and not _is_date(document.date):
        yield "date", "date", f"{cut(document.date)} is no date written YYYY-MM-DD"
    if document.canary != CANARY:
        yield "canary", "canary", "the canary is not the dataset's"
    if not sound_text:
        yield from _unit_problems(document)
    if not are_plain_ids([target.id for target in document.targets]):
        yield from id_problems("targets", (target.id for target in document.targets))
    yield from duplicates(
        "targets", "duplicate-target", "the words of targets[{}] again", (target.text for target in document.targets)
    )


def _piles_marks(text: str) -> bool:
    """Whether more than ``MOST_MARKS`` combining marks follow one another."""
    if text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MOST_MARKS:
            return True
    return False


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


def edge_problems(path: str, text: str, start: int, end: int) -> Iterator[Problem]:
    """Yields the faults of a gold span's edges: spaces, and marks that belong to the sentence."""
    words = text[start:end]
    if words != words.strip():
        yield path, "trimming", f"{cut(words)} starts or ends on a space"
    elif words[-1] in _TRAILING and not _may_abbreviate(words[-_LONGEST_WORD:]):
        yield path, "trimming", f"{cut(words)} ends on {words[-1]!r}, which no span but a unit may"


def _may_abbreviate(words: str) -> bool:
    """Whether a final full stop may be that of an abbreviation, in anybody's way of writing.

    Nobody can list them all, so one is taken for it behind one letter, a capital, or stops inside the word as well; the
    project's own gold is held to a list (``house_rules``).
    """
    found = _WORD_WITH_STOP.search(words)
    if found is None:
        return False
    word = found[0].removesuffix(".")
    return len(word) == 1 or "." in word or word != word.lower() or bool(_SMALL_ABBREVIATION.fullmatch(word))


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
