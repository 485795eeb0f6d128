"""The form of a record that all annotators with the same labels would write: ids by first appearance, rows in order."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.layers import Claim, Entity, Quote, Record, Span


def renumbered(record: Record) -> Record:
    """Returns the record with ids ``e1``, ``q1``, ``c1`` by first appearance and all rows in the order of the ids.

    Entities count from their first mention, quotations from the first of content, cue and source, claims from their
    start; of two that begin together the shorter goes first. Stances are ordered by holder (the article's own voice
    last), then target; spans by the text. References to an id that no entity or quotation bears stay as they are.
    """
    entities = sorted(record.entities or (), key=_entity_key)
    quotes = sorted(record.quotes or (), key=_quote_key)
    claims = sorted(record.claims or (), key=lambda claim: (claim.start, claim.end, not claim.title))
    people = {entity.id: f"e{number}" for number, entity in enumerate(entities, start=1)}
    words = {quote.id: f"q{number}" for number, quote in enumerate(quotes, start=1)}
    stances = [
        replace(stance, holder=_other(people, stance.holder), evidence=tuple(sorted(stance.evidence, key=_span_key)))
        for stance in record.stances or ()
    ]
    return Record(
        record.doc_id,
        entities=tuple(_entity(entity, people) for entity in entities),
        quotes=tuple(_quote(quote, people, words) for quote in quotes),
        stances=tuple(sorted(stances, key=lambda stance: (_number(stance.holder), stance.target))),
        claims=tuple(_claim(claim, f"c{n}", people, words) for n, claim in enumerate(claims, start=1)),
    )


def _entity(entity: Entity, people: dict[str, str]) -> Entity:
    mentions = tuple(sorted(entity.mentions, key=lambda mention: (mention.start, mention.end)))
    return replace(entity, id=people[entity.id], mentions=mentions)


def _quote(quote: Quote, people: dict[str, str], words: dict[str, str]) -> Quote:
    return replace(
        quote,
        id=words[quote.id],
        content=tuple(sorted(quote.content, key=_span_key)),
        speaker=_other(people, quote.speaker),
        parent=_other(words, quote.parent),
    )


def _claim(claim: Claim, new_id: str, people: dict[str, str], words: dict[str, str]) -> Claim:
    return replace(claim, id=new_id, claimant=_other(people, claim.claimant), quote=_other(words, claim.quote))


def _entity_key(entity: Entity) -> tuple[int, int]:
    return min((mention.start, mention.end) for mention in entity.mentions)


def _quote_key(quote: Quote) -> tuple[tuple[int, int], tuple[int, int]]:
    spans = [span for span in (*quote.content, quote.cue, quote.source) if span is not None]
    return min(map(_span_key, spans)), min(map(_span_key, quote.content))


def _span_key(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _other(names: dict[str, str], name: str | None) -> str | None:
    return name if name is None else names.get(name, name)


def _number(holder: str | None) -> tuple[int, str]:
    """Sorts ``e2`` before ``e10``, and None last."""
    return (1_000_000, "") if holder is None else (int(holder[1:]) if holder[1:].isdecimal() else 999_999, holder)
