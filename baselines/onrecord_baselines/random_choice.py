"""The floor ``random``: the same candidates as ``majority``, with every label, speaker and holder drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import partial
from typing import get_args

from onrecord import (
    Claim,
    ClaimKind,
    Document,
    Entity,
    EntityType,
    Form,
    Input,
    Mention,
    Quote,
    QuoteType,
    Record,
    Span,
    Stance,
    StanceLabel,
    System,
    Worth,
)
from onrecord_baselines.floors import Floor, capitalised_runs, floor_card, refuse_settings, stretches_in_marks

_TYPES = get_args(EntityType)
_QUOTE_TYPES = get_args(QuoteType)
_WORTHS = get_args(Worth)
_CLAIM_KINDS = get_args(ClaimKind)
_SIDES: tuple[StanceLabel, ...] = ("favor", "against", "neutral")
_HOLDERS = 3


def make(argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
    """Makes the floor with its seed; a document's lots depend on the seed and its id alone.

    Raises:
        UsageError: it takes no argument and no option.
    """
    refuse_settings("random", argument, options)
    return Floor(floor_card("Random labels"), partial(predict_one, seed=seed))


def predict_one(item: Input, *, seed: int) -> Record:
    """Predicts one document."""
    # Random hashes a string with SHA-512: the same draws on every machine and in any order of documents.
    draw = random.Random(f"{seed}/{item.document.id}")
    if item.given is not None:
        return _predict_given(item.document, item.given, draw)
    text = item.document.text
    entities = _entities(text, draw)
    ids = [entity.id for entity in entities]
    quotes = tuple(
        Quote(
            id=f"q{number}",
            type=draw.choice(_QUOTE_TYPES),
            content=(Span(start, end, text[start:end]),),
            speaker=draw.choice([None, *ids]),
        )
        for number, (start, end) in enumerate(stretches_in_marks(text), start=1)
    )
    stances = tuple(
        Stance(holder, target.id, draw.choice(_SIDES))
        for target in item.document.targets
        for holder in (None, *draw.sample(ids, min(_HOLDERS, len(ids))))
    )
    claims, scores = _claims(item.document, draw)
    return Record(
        item.document.id,
        entities=tuple(entities),
        quotes=quotes,
        stances=stances,
        claims=claims,
        unit_scores=scores,
    )


def _predict_given(document: Document, given: Record, draw: random.Random) -> Record:
    ids = [entity.id for entity in given.entities or ()]
    quotes = tuple(Quote(id=quote.id, speaker=draw.choice([None, *ids])) for quote in given.quotes or ())
    stances = tuple(Stance(pair.holder, pair.target, draw.choice(_SIDES)) for pair in given.stances or ())
    claims, scores = _claims(document, draw)
    return Record(document.id, quotes=quotes, stances=stances, claims=claims, unit_scores=scores)


def _entities(text: str, draw: random.Random) -> list[Entity]:
    entities = []
    types: dict[str, EntityType] = {}
    for number, (start, end) in enumerate(capitalised_runs(text), start=1):
        kind = types.setdefault(text[start:end], draw.choice(_TYPES))
        form: Form = "value" if kind in ("DATE", "MONEY", "PERCENT", "CARDINAL") else "name"
        mention = Mention(start=start, end=end, text=text[start:end], form=form)
        entities.append(Entity(id=f"e{number}", name=text[start:end], type=kind, mentions=(mention,)))
    return entities


def _claims(document: Document, draw: random.Random) -> tuple[tuple[Claim, ...], tuple[float, ...]]:
    claims: list[Claim] = []
    scores = []
    for start, end in document.units:
        worth = draw.choice((None, *_WORTHS))
        scores.append(round(draw.random(), 4))
        if worth is not None:
            number = len(claims) + 1
            words = document.text[start:end]
            claims.append(
                Claim(id=f"c{number}", start=start, end=end, text=words, worth=worth, kind=draw.choice(_CLAIM_KINDS))
            )
    return tuple(claims), tuple(scores)
