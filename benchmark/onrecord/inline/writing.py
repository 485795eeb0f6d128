"""Writes a record in the inline notation: the exact inverse of compiling."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.faults import InvalidRecords, UsageError
from onrecord.inline.reading import compile_inline
from onrecord.inline.words import Finder
from onrecord.layers import VALUE_TYPES, Document, Entity, Record


def write_inline(record: Record, document: Document) -> str:
    """Returns the notation of a record; ``compile_inline`` of it is the record again, to the last key.

    The record must be in the form of gold: ids ``e1``, ``q1``, ``c1``; mentions, content and evidence in the order of
    the text.

    Raises:
        UsageError: the notation cannot express the record.
    """
    lines = [f"doc {document.id}", *(f"{target.id} {target.text}" for target in document.targets), ""]
    finder = Finder(document.text, document.units)
    under: dict[int, list[tuple[int, int, int, str]]] = {}
    for rank, (label, start, end) in enumerate(_labelled_spans(record)):
        unit = finder.unit_at(start)
        under.setdefault(unit, []).append((start, -end, rank, f"  {label} {finder.word(start, end, unit)}"))
    for number, (start, end) in enumerate(document.units):
        lines.append(f"{number + 1}| {document.text[start:end]}")
        lines += [line for *_, line in sorted(under.get(number, []))]
    lines += _tables(record)
    source = "\n".join(lines) + "\n"
    try:
        same = compile_inline(source, document) == record
    except InvalidRecords:
        same = False
    if not same:
        raise UsageError(f"{document.id}: the inline notation cannot express this record; is it in the form of gold?")
    return source


def _labelled_spans(record: Record) -> Iterator[tuple[str, int, int]]:
    for entity in record.entities or ():
        for mention in entity.mentions:
            form = "" if mention.form == _usual_form(entity) else f":{mention.form}"
            yield f"{entity.id}{form}", mention.start, mention.end
    for quote in record.quotes or ():
        for role, spans in (("source", (quote.source,)), ("cue", (quote.cue,)), ("content", quote.content)):
            for span in spans:
                if span is not None:
                    yield f"{quote.id} {role}", span.start, span.end
    for claim in record.claims or ():
        yield str(claim.id), claim.start, claim.end
    for stance in record.stances or ():
        for span in stance.evidence:
            yield f"{stance.holder or '-'}/{stance.target}", span.start, span.end


def _tables(record: Record) -> Iterator[str]:
    yield from ("", "entities")
    for entity in record.entities or ():
        yield f"{entity.id} {entity.type or entity.kind} {entity.name}"
    yield from ("", "quotes")
    for quote in record.quotes or ():
        parent = f" parent={quote.parent}" if quote.parent else ""
        yield f"{quote.id} {quote.type} {quote.speaker or '-'}{parent}"
    yield from ("", "stances")
    for stance in record.stances or ():
        yield f"{stance.holder or '-'} {stance.target} {stance.label}"
    yield from ("", "claims")
    for claim in record.claims or ():
        marks = [claim.quote] if claim.quote else []
        marks += ["title"] * claim.title + ["disputed"] * claim.disputed
        yield " ".join([str(claim.id), claim.worth, str(claim.kind), claim.claimant or "-", *marks])


def _usual_form(entity: Entity) -> str:
    if entity.type is None:
        return "nominal"
    return "value" if entity.type in VALUE_TYPES else "name"
