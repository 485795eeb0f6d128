"""Spoils gold into predictions about as good as a middling system's: moved, lost, retyped, made up, nested."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from onrecord.layers import (
    ENTITY_TYPES,
    QUOTE_TYPES,
    STANCE_LABELS,
    VALUE_TYPES,
    WORTHS,
    Claim,
    Entity,
    EntityType,
    Form,
    Kind,
    Quote,
    Record,
    Span,
    Stance,
    StanceLabel,
)
from speed.texts import SLOT, SLOTS, UNIT, Made

Group = tuple[str, EntityType | None]
Place = tuple[int, int, Form]
"""The first word of a mention, the word behind its last, and its form."""


class Found(NamedTuple):
    """Predicted entities, and for the id of a gold entity that of the one that stands for it, where there is one."""

    entities: tuple[Entity, ...]
    ids: dict[str, str]


class Spoiler:
    """Draws predictions for one document."""

    def __init__(self, made: Made, draw: random.Random) -> None:
        self.words, self.gold, self.draw = made.words, made.gold, draw
        self._first = {start: n for n, start in enumerate(self.words.starts)}
        self._last = {end: n + 1 for n, end in enumerate(self.words.ends)}

    def entities(self, *, nested: bool) -> Found:
        """Returns predicted entities; ``nested`` adds mentions inside, around and across others.

        Without it a mention overlaps at most one of the gold and touches none, and the other way round.
        """
        draw, groups = self.draw, dict[Group, list[Place]]()
        free = {unit + slot for unit in range(0, len(self.words.starts), UNIT) for slot in SLOTS}
        gold = self.gold.entities or ()
        for entity in gold:
            for mention in entity.mentions:
                first, last = self._first[mention.start], self._last[mention.end]
                free.discard(first - 1)
                self._spoil_mention(groups, (entity.id, entity.type), (first, last, mention.form), nested=nested)
        for slot in draw.sample(sorted(free), min(len(free), draw.randint(0, len(self.words.starts) // 60))):
            other = draw.choice(ENTITY_TYPES)
            groups.setdefault((f"new{slot}", other), []).append((slot + 1, slot + draw.randint(2, 3), _form(other)))
        entities: list[Entity] = []
        ids: dict[str, str] = {}
        for n, ((name, type_), places) in enumerate(groups.items()):
            mentions = tuple(self.words.mention(*place) for place in dict.fromkeys(places))
            kind: Kind | None = "group" if type_ is None else None
            entities.append(Entity(id=f"p{n}", name=mentions[0].text, type=type_, kind=kind, mentions=mentions))
            ids.setdefault(name, f"p{n}")
        return Found(tuple(entities), ids)

    def _spoil_mention(self, groups: dict[Group, list[Place]], group: Group, place: Place, *, nested: bool) -> None:
        draw = self.draw
        (name, kind), (first, last, form) = group, place
        low, high = first - 1, first - 1 + SLOT
        chance = draw.random()
        if chance < 0.14:
            return
        if kind is not None and chance < 0.21:
            retyped = draw.choice(ENTITY_TYPES)
            kind, form = retyped, _form(retyped) if form in ("name", "value") else form
        elif chance < 0.30:
            first, last = draw.choice(((first - 1, last), (first, last + 1), (first - 1, first + 1)))
        elif chance < 0.36:
            name = f"apart{first}"
        groups.setdefault((name, kind), []).append((first, last, form))
        if nested and kind is not None and draw.random() < 0.12:
            inner = draw.choice(((first, first + 1), (low, high), (last - 1, min(last + 1, high))))
            other = draw.choice([known for known in ENTITY_TYPES if known != kind])
            groups.setdefault((f"more{first}", other), []).append((*inner, _form(other)))

    def quotes(self, found: Found) -> tuple[Quote, ...]:
        """Returns predicted quotations: some lost, cut, in part, with another speaker, and some made up."""
        draw = self.draw
        quotes: dict[tuple[Span, ...], Quote] = {}
        kept: dict[str, str] = {}
        gold = self.gold.quotes or ()
        for quote in gold:
            if draw.random() < 0.15:
                continue
            content = [self._moved(span) for span in quote.content[: 1 if draw.random() < 0.3 else None]]
            kept[quote.id] = quote.id
            quotes[tuple(content)] = Quote(
                id=quote.id,
                type=quote.type if draw.random() < 0.85 else draw.choice(QUOTE_TYPES),
                content=tuple(content),
                cue=quote.cue if draw.random() < 0.9 else None,
                source=self._moved(quote.source) if quote.source and draw.random() < 0.9 else None,
                speaker=found.ids.get(quote.speaker or "") if draw.random() < 0.8 else self._anybody(found),
                parent=kept.get(quote.parent or ""),
            )
        for n in range(draw.randint(0, max(1, len(gold) // 3))):
            first = draw.randrange(len(self.words.starts) // UNIT) * UNIT + draw.randint(0, 8)
            span = self.words.span(first, first + draw.randint(4, 10))
            quotes.setdefault((span,), Quote(id=f"new{n}", content=(span,), speaker=self._anybody(found)))
        return _resolved(tuple(quotes.values()))

    def stances(self, found: Found) -> tuple[Stance, ...]:
        """Returns predicted stances: some lost, with another label, or made up."""
        stances: dict[tuple[str, str], Stance] = {}
        for stance in self.gold.stances or ():
            holder = found.ids.get(stance.holder or "")
            if holder is not None and self.draw.random() < 0.9:
                stances[holder, stance.target] = Stance(holder, stance.target, self._label(stance))
        if self.draw.random() < 0.5 and found.entities:
            holder, target = self.draw.choice(found.entities).id, self.draw.choice(("t1", "t2"))
            stances.setdefault((holder, target), Stance(holder, target, self.draw.choice(STANCE_LABELS)))
        return tuple(stances.values())

    def given_stances(self) -> tuple[Stance, ...]:
        """Returns labels for the gold's pairs of holder and target, as the track ``given`` asks for them."""
        gold = self.gold.stances or ()
        return tuple(
            Stance(stance.holder, stance.target, self._label(stance)) for stance in gold if self.draw.random() < 0.95
        )

    def _label(self, stance: Stance) -> StanceLabel | None:
        return stance.label if self.draw.random() < 0.75 else self.draw.choice(STANCE_LABELS)

    def claims(self, found: Found, quotes: Sequence[Quote]) -> tuple[Claim, ...]:
        """Returns predicted claims: some lost, moved, twice in other words, of another worth, and some made up."""
        draw = self.draw
        known = {quote.id: quote for quote in quotes}
        claims: dict[tuple[int, int], Claim] = {}
        gold = self.gold.claims or ()
        for claim in gold:
            chance = draw.random()
            spans = [self._moved(Span(claim.start, claim.end))] if chance > 0.2 else []
            if chance > 0.9:
                first, last = self._first[spans[0].start], self._last[spans[0].end]
                spans = [*spans, self.words.span(first, (first + last) // 2)]
            quote = known.get(claim.quote or "")
            for span in spans:
                claims[span.start, span.end] = Claim(
                    start=span.start,
                    end=span.end,
                    text=span.text,
                    claimant=found.ids.get(claim.claimant or "") if draw.random() < 0.9 else None,
                    quote=None if quote is None else quote.id,
                    worth=claim.worth if draw.random() < 0.8 else draw.choice(WORTHS),
                )
        for _ in range(draw.randint(0, max(1, len(gold) // 3))):
            unit = draw.randrange(len(self.words.starts) // UNIT) * UNIT
            span = self.words.span(unit + draw.randint(0, 6), unit + UNIT)
            worth = draw.choice(WORTHS)
            new = Claim(start=span.start, end=span.end, text=span.text, worth=worth)
            claims.setdefault((span.start, span.end), new)
        return tuple(claims.values())

    def unit_scores(self) -> tuple[float, ...]:
        """Returns a score for each unit at four decimals, mostly distinct, on the whole higher where it should be."""
        worth = {self._first[claim.start] // UNIT: claim.worth for claim in self.gold.claims or ()}
        middle = {"check-worthy": 0.6, "factual": 0.45, None: 0.3}
        return tuple(
            round(min(1.0, max(0.0, self.draw.gauss(middle[worth.get(unit)], 0.15))), 4)
            for unit in range(len(self.words.starts) // UNIT)
        )

    def _moved(self, span: Span) -> Span:
        """Returns a span, one time in four with up to six words less."""
        first, last = self._first[span.start], self._last[span.end]
        if self.draw.random() < 0.25:
            less = self.draw.randint(1, 6)
            first, last = (first + less, last) if self.draw.random() < 0.5 else (first, last - less)
            if first >= last:
                first, last = self._first[span.start], self._last[span.end]
        return self.words.span(first, last)

    def _anybody(self, found: Found) -> str | None:
        return self.draw.choice(found.entities).id if found.entities and self.draw.random() < 0.8 else None


def spoil(made: Made, draw: random.Random) -> dict[str, Record]:
    """Returns the predictions for one document by the names of their files (``generate.FILES`` tells them)."""
    doc_id, spoiler = made.document.id, Spoiler(made, draw)
    found = spoiler.entities(nested=True)
    quotes = spoiler.quotes(found)
    layers = (found.entities, quotes, spoiler.stances(found), spoiler.claims(found, quotes))
    scores = spoiler.unit_scores()
    return {
        "predicted": Record(doc_id, *layers),
        "scored": Record(doc_id, *layers, scores),
        "nested": Record(doc_id, found.entities),
        "flat": Record(doc_id, spoiler.entities(nested=False).entities),
        "other": Record(doc_id, spoiler.entities(nested=False).entities),
        "units": Record(doc_id, unit_scores=scores),
        "given": Record(doc_id, UNSET, UNSET, spoiler.given_stances()),
    }


def _form(kind: EntityType) -> Form:
    return "value" if kind in VALUE_TYPES else "name"


def _resolved(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Returns the quotations, without the parents that gave way to another quotation of the same content."""
    ids = {quote.id for quote in quotes}
    return tuple(quote if quote.parent in ids else replace(quote, parent=None) for quote in quotes)
