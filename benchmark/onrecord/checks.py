"""The rules that every record, gold or predicted, must keep against its document.

Bounds, covered text, ids, labels, duplicates, claims inside one unit. Each problem is (path, rule, message).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import UNSET

from onrecord.layers import Claim, Document, Entity, Mention, Quote, Record, Span, Stance
from onrecord.shapes import Problem

MOST_ID = 64
"""The longest id, in code points."""

_NOT_IN_IDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, line and paragraph separators, bidi controls, surrogates: what makes two ids look alike, or a line two."""
_PLAIN_ID = rf"[A-Za-z0-9_.:-]{{1,{MOST_ID}}}"
_PLAIN_IDS = re.compile(f"{_PLAIN_ID}(?:,{_PLAIN_ID})*")


def record_problems(
    record: Record, document: Document, *, passes: bool = False, sound_entities: bool = False
) -> Iterator[Problem]:
    """Yields every fault of a record, gold or predicted, in the track ``text``.

    ``passes`` allows the stance label ``silent``, which annotation passes alone may use. ``sound_entities`` says that
    the entities are known to keep every rule.
    """
    text = document.text
    entities = record.entities or ()
    quotes = record.quotes or ()
    if not sound_entities:
        yield from _entities_problems(entities, text)
    entity_ids = {entity.id for entity in entities}
    quote_ids = {quote.id for quote in quotes}
    if quotes:
        yield from _quotes_problems(quotes, text, entity_ids, quote_ids)
    if record.stances:
        yield from _stance_problems(record.stances, document, entity_ids, passes)
    if record.claims:
        yield from _claim_problems(record.claims, document, entity_ids, quote_ids)
    if record.unit_scores is not UNSET:
        if len(record.unit_scores) != len(document.units):
            found, needed = len(record.unit_scores), len(document.units)
            yield "unit_scores", "unit-scores", f"{found} scores, but the document has {needed} units: one score a unit"
        for index, score in enumerate(record.unit_scores):
            if not 0 <= score <= 1:
                yield f"unit_scores[{index}]", "unit-scores", f"{score} is outside [0, 1]"


def span_problems(span: Span | Mention, path: str, text: str) -> Iterator[Problem]:
    """Yields the faults of one span: bounds, then covered text."""
    start, end = span.start, span.end
    if not 0 <= start < end <= len(text):
        yield path, "span-bounds", f"[{start}, {end}) is not a stretch of the text, which has {len(text)} code points"
    elif span.text is not None and span.text != text[start:end]:
        yield path, "span-text", f"the text at [{start}, {end}) is {cut(text[start:end])}, not {cut(span.text)}"


def _quotes_problems(
    quotes: tuple[Quote, ...], text: str, entity_ids: set[str], quote_ids: set[str]
) -> Iterator[Problem]:
    yield from id_problems("quotes", (quote.id for quote in quotes))
    for index, quote in enumerate(quotes):
        yield from _quote_problems(quote, f"quotes[{index}]", text, entity_ids, quote_ids)
    yield from _nesting_problems(quotes)
    yield from duplicates(
        "quotes", "duplicate-quote", "the content of quotes[{}] again",
        (tuple(sorted((span.start, span.end) for span in quote.content)) for quote in quotes),
    )  # fmt: skip


def _entities_problems(entities: tuple[Entity, ...], text: str) -> Iterator[Problem]:
    yield from id_problems("entities", (entity.id for entity in entities))
    for index, entity in enumerate(entities):
        yield from _entity_problems(entity, f"entities[{index}]", text)
    yield from _duplicate_mentions(entities)


def _entity_problems(entity: Entity, path: str, text: str) -> Iterator[Problem]:
    needs_type = False
    length = len(text)
    for index, mention in enumerate(entity.mentions):
        # The common case is decided here, without a call.
        if not 0 <= mention.start < mention.end <= length or (
            mention.text is not None and mention.text != text[mention.start : mention.end]
        ):
            span = Span(mention.start, mention.end, mention.text)
            yield from span_problems(span, f"{path}.mentions[{index}]", text)
        needs_type = needs_type or mention.form in ("name", "value")
    if needs_type and entity.type is None:
        yield path, "entity-type", "an entity with name or value mentions needs a type"


def _duplicate_mentions(entities: tuple[Entity, ...]) -> Iterator[Problem]:
    first: dict[tuple[int, int, str, str | None], str] = {}
    for e, entity in enumerate(entities):
        for m, mention in enumerate(entity.mentions):
            key = (mention.start, mention.end, mention.form, entity.type)
            if key in first:
                yield f"entities[{e}].mentions[{m}]", "duplicate-mention", f"the same mention as {first[key]}"
            else:
                first[key] = f"entities[{e}].mentions[{m}]"


def _quote_problems(quote: Quote, path: str, text: str, entity_ids: set[str], quote_ids: set[str]) -> Iterator[Problem]:
    broken = False
    for index, span in enumerate(quote.content):
        for problem in span_problems(span, f"{path}.content[{index}]", text):
            broken = True
            yield problem
    # Characters are what pairs quotations; one without any could pair with nothing.
    if not broken and not any(c.isalnum() for span in quote.content for c in text[span.start : span.end]):
        yield f"{path}.content", "empty-content", "the content covers no letter and no digit"
    if quote.cue is not None:
        yield from span_problems(quote.cue, f"{path}.cue", text)
    if quote.source is not None:
        yield from span_problems(quote.source, f"{path}.source", text)
    if quote.speaker is not None and quote.speaker not in entity_ids:
        yield f"{path}.speaker", "dangling-id", f"{cut(quote.speaker)} is no entity of this record"
    if quote.parent is not None and quote.parent not in quote_ids:
        yield f"{path}.parent", "dangling-id", f"{cut(quote.parent)} is no quotation of this record"


def _nesting_problems(quotes: tuple[Quote, ...]) -> Iterator[Problem]:
    parents = {quote.id: quote.parent for quote in quotes}
    cleared: set[str | None] = {None}
    for index, quote in enumerate(quotes):
        trail: dict[str, None] = {}
        here: str | None = quote.id
        while here is not None and here not in cleared and here not in trail:
            trail[here] = None
            here = parents.get(here)
        if here is not None and here not in cleared:
            yield f"quotes[{index}].parent", "parent-cycle", "a quotation cannot lie inside itself"
        cleared.update(trail)


def _stance_problems(
    stances: tuple[Stance, ...], document: Document, entity_ids: set[str], passes: bool
) -> Iterator[Problem]:
    target_ids = {target.id for target in document.targets}
    for index, stance in enumerate(stances):
        path = f"stances[{index}]"
        if stance.holder is not None and stance.holder not in entity_ids:
            yield f"{path}.holder", "dangling-id", f"{cut(stance.holder)} is no entity of this record"
        if stance.target not in target_ids:
            known = ", ".join(sorted(target_ids)) or "none"
            yield f"{path}.target", "dangling-id", f"{cut(stance.target)} is no target of this document ({known})"
        if stance.label is None:
            yield f"{path}.label", "label", "null, but one of favor, against, neutral is needed"
        elif stance.label == "silent" and not passes:
            yield f"{path}.label", "label", "silent is a label of annotation passes alone; leave the pair out"
        for number, span in enumerate(stance.evidence):
            yield from span_problems(span, f"{path}.evidence[{number}]", document.text)
    yield from duplicates(
        "stances", "duplicate-stance", "the holder and target of stances[{}] again",
        ((stance.holder, stance.target) for stance in stances),
    )  # fmt: skip


def _claim_problems(
    claims: tuple[Claim, ...], document: Document, entity_ids: set[str], quote_ids: set[str]
) -> Iterator[Problem]:
    starts = [start for start, _ in document.units]
    for index, claim in enumerate(claims):
        path = f"claims[{index}]"
        problems = list(span_problems(Span(claim.start, claim.end, claim.text), path, document.text))
        yield from problems
        unit = bisect.bisect_right(starts, claim.start) - 1
        if not problems and (unit < 0 or claim.end > document.units[unit][1]):
            yield path, "claim-unit", f"[{claim.start}, {claim.end}) does not lie inside one sentence unit"
        if claim.claimant is not None and claim.claimant not in entity_ids:
            yield f"{path}.claimant", "dangling-id", f"{cut(claim.claimant)} is no entity of this record"
        if claim.quote is not None and claim.quote not in quote_ids:
            yield f"{path}.quote", "dangling-id", f"{cut(claim.quote)} is no quotation of this record"
    yield from id_problems("claims", (claim.id for claim in claims))
    yield from duplicates(
        "claims", "duplicate-claim", "the span of claims[{}] again",
        ((claim.start, claim.end, claim.title) for claim in claims),
    )  # fmt: skip


def are_plain_ids(ids: Sequence[str]) -> bool:
    """Whether ids surely keep every rule, which most do; a quick answer, so that only the others are walked."""
    return not ids or (len(set(ids)) == len(ids) and _PLAIN_IDS.fullmatch(",".join(ids)) is not None)


def id_problems(path: str, ids: Iterable[str | None]) -> Iterator[Problem]:
    """Yields the faults of ids that must be unique: repeated, empty, too long, with characters that do not show."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name is None:
            continue
        if name in seen:
            yield f"{path}[{index}].id", "duplicate-id", f"the id {cut(name)} is used before"
        if not name or len(name) > MOST_ID:
            yield f"{path}[{index}].id", "id", f"an id has 1 to {MOST_ID} characters"
        elif _NOT_IN_IDS.search(name):
            message = f"{cut(name)} has a control, a surrogate, a line separator or a bidi control; an id has none"
            yield f"{path}[{index}].id", "id", message
        seen.add(name)


def duplicates(path: str, rule: str, message: str, keys: Iterable[object]) -> Iterator[Problem]:
    """Yields a fault for each key that stood before; ``message`` takes the index of the first."""
    first: dict[object, int] = {}
    for index, key in enumerate(keys):
        if key in first:
            yield f"{path}[{index}]", rule, message.format(first[key])
        else:
            first[key] = index


def cut(words: str) -> str:
    """Returns words as a Python literal, the middle left out where they are long."""
    return repr(words if len(words) <= 60 else f"{words[:40]}…{words[-18:]}")
