"""What the project asks of its own gold beyond the rules for anybody's: the forms in which annotators write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from onrecord.layers import Claim, Document, Entity, Quote, Record, Span
from onrecord.shapes import Problem

_LONGEST_ABBREVIATION = 16
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Bros|St|Dr|Mr|Mrs|Ms|No|Dept|Ave|Blvd|Mt|Ft|Gov|Sen|Rep|Gen|Col"
    r"|Lt|Sgt|Capt|Rev|Hon|Prof|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|etc|vs|[A-Z])\.)\Z"
)


def house_problems(record: Record, document: Document) -> Iterator[Problem]:
    """Yields where a gold record of the project's own departs from the forms of its guidelines."""
    for index, (start, end) in enumerate(document.units):
        if "\n" in document.text[start:end]:
            yield f"units[{index}]", "unit-lines", "a unit holds no line break"
    for index, target in enumerate(document.targets):
        if not target.text.strip():
            yield f"targets[{index}]", "target-words", "a target has words"
    for index, entity in enumerate(record.entities or ()):
        yield from _entity_problems(entity, f"entities[{index}]")
    quotes = {quote.id: quote for quote in record.quotes or ()}
    for index, quote in enumerate(record.quotes or ()):
        yield from _quote_problems(quote, quotes, f"quotes[{index}]", document.text)
    for index, stance in enumerate(record.stances or ()):
        if any((after.start, after.end) < (before.start, before.end) for before, after in pairwise(stance.evidence)):
            yield f"stances[{index}].evidence", "span-order", "evidence stands in the order of the text"
    letters = {quote.id: _letters(document.text, quote.content) for quote in quotes.values()}
    for index, claim in enumerate(record.claims or ()):
        yield from _claim_problems(claim, quotes, letters, f"claims[{index}]", document.text)
    for path, span in spans_of(record):
        words = document.text[span.start : span.end]
        if words.endswith(".") and not _ABBREVIATION.search(words[-_LONGEST_ABBREVIATION:]):
            yield path, "trimming", f"{words[-60:]!r} ends on a full stop that belongs to no known abbreviation"


def spans_of(record: Record, *, entities: bool = True) -> Iterator[tuple[str, Span]]:
    """Yields every span of a record with its path, those of entities too if they are asked for."""
    for e, entity in enumerate((record.entities or ()) if entities else ()):
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


def _entity_problems(entity: Entity, path: str) -> Iterator[Problem]:
    if entity.kind is not None and entity.mentions and entity.name != entity.mentions[0].text:
        yield f"{path}.name", "entity-name", "the name of an unnamed entity is the words of its first mention"
    if any((after.start, after.end) < (before.start, before.end) for before, after in pairwise(entity.mentions)):
        yield f"{path}.mentions", "span-order", "mentions stand in the order of the text"


def _quote_problems(quote: Quote, quotes: dict[str, Quote], path: str, text: str) -> Iterator[Problem]:
    if any(after.start < before.end for before, after in pairwise(quote.content)):
        yield f"{path}.content", "span-order", "content spans stand in the order of the text and do not overlap"
    parent = quotes.get(quote.parent or "")
    if parent is not None and not _letters(text, quote.content) <= _letters(text, parent.content):
        yield path, "nesting", f"the content does not lie inside that of its parent {parent.id}"


def _claim_problems(
    claim: Claim, quotes: dict[str, Quote], letters: dict[str, set[int]], path: str, text: str
) -> Iterator[Problem]:
    """Yields the faults of one claim; ``letters`` are those of each quotation's content.

    A claim lies inside a quotation if all its letters outside cue and source are content, and some are.
    """
    if claim.title and claim.kind != "record":
        yield path, "title-kind", "a title claim is of kind `record`"
    if claim.quote is None and claim.claimant is not None:
        yield path, "claim-quote", "a claim with a claimant names the quotation in which it lies"
    own = _letters(text, [Span(claim.start, claim.end)])
    around = []
    for quote in quotes.values():
        if not own.isdisjoint(letters[quote.id]):
            outside = own - _letters(text, _reporting(quote))
            if outside and outside <= letters[quote.id]:
                around.append(quote.id)
    if claim.quote is not None and claim.quote not in around:
        yield path, "claim-quote", f"the claim does not lie inside the content of {claim.quote}"
    if claim.quote is None and claim.claimant is None and around:
        yield path, "claim-quote", f"the claim lies inside the content of {around[0]}, and must name it"


def _reporting(quote: Quote) -> list[Span]:
    return [span for span in (quote.cue, quote.source) if span is not None]


def _letters(text: str, spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}
