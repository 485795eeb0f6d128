"""Writes a record in brat's standoff format."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.brat import configuration as types
from onrecord.layers import VALUE_TYPES, Claim, Document, Entity, Quote, Record, Span, Stance


def write_brat(record: Record, document: Document) -> str:
    """Returns the ``.ann`` file of a record; ``read_brat`` of it is the record again if its ids are in the usual form.

    Format: https://brat.nlplab.org/standoff.html. A span over a line break is one annotation of several fragments.
    """
    return _Writing(record, document).text()


class _Writing:
    def __init__(self, record: Record, document: Document) -> None:
        self.record, self.document = record, document
        self.spans: list[str] = []
        self.links: list[str] = []
        self.marks: list[str] = []
        self.groups: list[str] = []
        self.notes: list[str] = []
        self.mention_of: dict[str, str] = {}
        self.content_of: dict[str, str] = {}

    def text(self) -> str:
        for entity in self.record.entities or ():
            self._entity(entity)
        for quote in self.record.quotes or ():
            self._quote(quote)
        for quote in self.record.quotes or ():
            if quote.parent is not None:
                self._link("Parent", self.content_of[quote.id], self.content_of[quote.parent])
        for stance in self.record.stances or ():
            self._stance(stance)
        for claim in self.record.claims or ():
            self._claim(claim)
        return "".join(f"{line}\n" for line in (*self.spans, *self.groups, *self.links, *self.marks, *self.notes))

    def _entity(self, entity: Entity) -> None:
        bears = entity.type if entity.type is not None else f"{types.UNNAMED}{entity.kind}"
        usual = "nominal" if entity.type is None else "value" if entity.type in VALUE_TYPES else "name"
        ids = []
        for mention in entity.mentions:
            ids.append(self._span(bears, mention.start, mention.end))
            if mention.form != usual:
                self._mark("Form", ids[-1], mention.form)
        self.mention_of[entity.id] = ids[0]
        if len(ids) > 1:
            self.groups.append(f"*\tEquiv {' '.join(ids)}")
        if entity.type is not None and entity.name != usual_name(mention.text or "" for mention in entity.mentions):
            self.notes.append(f"#{len(self.notes) + 1}\tAnnotatorNotes {ids[0]}\t{entity.name}")

    def _quote(self, quote: Quote) -> None:
        first = self.content_of[quote.id] = self._all(types.CONTENT, quote.content)
        self._mark("Type", first, quote.type)
        for relation, bears, span in (("Cue", types.CUE, quote.cue), ("Source", types.SOURCE, quote.source)):
            if span is not None:
                self._link(relation, first, self._span(bears, span.start, span.end))
        if quote.speaker is not None:
            self._link("Speaker", first, self.mention_of[quote.speaker])

    def _stance(self, stance: Stance) -> None:
        start, end = self.document.units[0]
        first = self._all(types.STANCE, stance.evidence or (Span(start, end),))
        if not stance.evidence:
            self._mark("NoEvidence", first)
        self._mark("Target", first, stance.target)
        self._mark("Side", first, stance.label)
        if stance.holder is not None:
            self._link("Holder", first, self.mention_of[stance.holder])

    def _claim(self, claim: Claim) -> None:
        span = self._span(types.CLAIM, claim.start, claim.end)
        self._mark("Worth", span, claim.worth)
        self._mark("Kind", span, claim.kind)
        for flag, holds in (("Title", claim.title), ("Disputed", claim.disputed)):
            if holds:
                self._mark(flag, span)
        if claim.quote is not None:
            self._link("Within", span, self.content_of[claim.quote])

    def _all(self, bears: str, spans: tuple[Span, ...]) -> str:
        first, *more = [self._span(bears, span.start, span.end) for span in spans]
        for other in more:
            self._link("More", first, other)
        return first

    def _span(self, bears: str, start: int, end: int) -> str:
        text, pieces, at = self.document.text, [], start
        for line in text[start:end].split("\n"):
            words = line.strip()
            if words:
                begin = at + line.index(words)
                pieces.append((begin, begin + len(words)))
            at += len(line) + 1
        name = f"T{len(self.spans) + 1}"
        where = ";".join(f"{begin} {stop}" for begin, stop in pieces)
        self.spans.append(f"{name}\t{bears} {where}\t{' '.join(text[begin:stop] for begin, stop in pieces)}")
        return name

    def _link(self, relation: str, one: str, other: str) -> None:
        self.links.append(f"R{len(self.links) + 1}\t{relation} Arg1:{one} Arg2:{other}")

    def _mark(self, attribute: str, bearer: str, value: str | None = None) -> None:
        words = f"{attribute} {bearer}" if value is None else f"{attribute} {bearer} {value}"
        self.marks.append(f"A{len(self.marks) + 1}\t{words}")


def usual_name(words: Iterable[str]) -> str:
    """Returns the name of an entity of which nothing else is said: its longest mention, the first of several."""
    return max(words, key=len)
