"""What the project asks of its own gold beyond the rules for anybody's: the forms in which annotators write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from onrecord.layers import Document, Entity, Quote, Record, Span
from onrecord.shapes import Problem


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
    for index, claim in enumerate(record.claims or ()):
        path = f"claims[{index}]"
        if claim.title and claim.kind != "record":
            yield path, "title-kind", "a title claim is of kind `record`"
        if claim.quote is None and claim.claimant is not None:
            yield path, "claim-quote", "a claim with a claimant names the quotation in which it lies"
        around = quotes.get(claim.quote or "")
        if around is not None:
            letters = _letters(document.text, [Span(claim.start, claim.end)])
            outside = letters - _letters(document.text, _reporting(around))
            if not outside or not outside <= _letters(document.text, around.content):
                yield path, "claim-quote", f"the claim does not lie inside the content of {around.id}"


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


def _reporting(quote: Quote) -> list[Span]:
    return [span for span in (quote.cue, quote.source) if span is not None]


def _letters(text: str, spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}
