"""Suspicions about quotations: types that do not fit the marks, edges, cues, sources without their speaker, nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.layers import Document, Entity, Quote, Record, Span
from onrecord.lint.words import NO_SUBJECT, told
from onrecord.shapes import Problem

_MARKS = '"“”„«»'
_SINGLE = "'‘’"
_AUXILIARY = re.compile(
    r"(?:has|have|had|is|are|was|were|be|been|will|would|did|does|do|could|can|may|might|must|should) "
)
_LONGEST_CUE = 4
_COMPLEMENTISER = re.compile("that " + NO_SUBJECT)


def quote_suspicions(record: Record, document: Document) -> Iterator[Problem]:
    """Yields the suspicions about the quotations of one record."""
    entities = {entity.id: entity for entity in record.entities or ()}
    quotes = record.quotes or ()
    for index, quote in enumerate(quotes):
        path = f"quotes[{index}]"
        yield from _type(quote, path, document.text)
        yield from _cue(quote, path)
        yield from _source(quote, path, entities)
    yield from _unparented(quotes)


def _type(quote: Quote, path: str, text: str) -> Iterator[Problem]:
    first = quote.content[0]
    words = f"{quote.id} {told(first.text)}"
    before = text[: first.start].rstrip(" \u00a0")[-1:]
    inside = "".join(text[span.start : span.end] for span in quote.content)
    if quote.type == "direct" and quote.cue is not None and not (before and before in _MARKS + _SINGLE):
        yield path, "quote-marks", f"{words} is direct, but no mark opens before it (Q-8)"
    if quote.type == "indirect" and any(mark in inside for mark in _MARKS):
        yield path, "quote-marks", f"{words} is indirect, but holds marks of quotation (Q-8)"
    if quote.type == "mixed" and not any(mark in inside for mark in _MARKS + _SINGLE):
        yield path, "quote-marks", f"{words} is mixed, but holds no mark of quotation (Q-8, Q-9)"
    if quote.type == "direct" and text[first.start] in _MARKS and text[quote.content[-1].end - 1] in _MARKS:
        yield path, "content-edge", f"{words}: the outer marks of a direct quotation stay outside (Q-9)"
    if quote.type != "direct" and _COMPLEMENTISER.match(text, first.start):
        yield path, "content-edge", f"{words}: the complementiser stays outside (Q-9)"


def _cue(quote: Quote, path: str) -> Iterator[Problem]:
    words = (quote.cue and quote.cue.text) or ""
    if _AUXILIARY.match(words):
        yield f"{path}.cue", "cue-words", f"{quote.id} {words!r}: auxiliaries stay outside (Q-12)"
    elif len(words.split()) > _LONGEST_CUE:
        yield f"{path}.cue", "cue-words", f"{quote.id} {words!r}: the smallest span that reports (Q-12)"


def _source(quote: Quote, path: str, entities: dict[str, Entity]) -> Iterator[Problem]:
    source, speaker = quote.source, entities.get(quote.speaker or "")
    if source is None:
        return
    words = f"{quote.id} {source.text!r}"
    if speaker is None:
        yield f"{path}.source", "source-speaker", f"{words} is a source, but there is no speaker (Q-15)"
    elif not any(mention.start < source.end and source.start < mention.end for mention in speaker.mentions):
        yield f"{path}.source", "source-speaker", f"{words} holds no mention of the speaker {speaker.id} (E-12)"


def _unparented(quotes: tuple[Quote, ...]) -> Iterator[Problem]:
    for index, inner in enumerate(quotes):
        around = [outer for outer in quotes if outer is not inner and _lies_in(inner.content, outer.content)]
        if around and inner.parent is None and not any(_lies_in(outer.content, inner.content) for outer in around):
            yield f"quotes[{index}]", "no-parent", f"{inner.id} lies inside the content of {around[0].id} (Q-7)"


def _lies_in(inner: tuple[Span, ...], outer: tuple[Span, ...]) -> bool:
    return all(any(o.start <= i.start and i.end <= o.end for o in outer) for i in inner)
