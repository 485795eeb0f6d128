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
    Mention,
    Quote,
    QuoteType,
    Record,
    Span,
    Stance,
    System,
    Worth,
)
from onrecord_baselines.floors import Floor, capitalised_runs, floor_card, refuse_settings, stretches_in_marks

_TYPES = get_args(EntityType)
_QUOTE_TYPES = get_args(QuoteType)
_WORTHS = get_args(Worth)
_CLAIM_KINDS = get_args(ClaimKind)
_HOLDERS = 3


def make(argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
    """Makes the floor with its seed; a document's lots depend on the seed and its id alone.

    Raises:
        UsageError: it takes no argument and no option.
    """
    refuse_settings("random", argument, options)
    return Floor(floor_card("Random labels"), partial(predict_document, seed=seed))


def predict_document(document: Document, *, seed: int) -> Record:
    """Predicts one document."""
    # Random hashes a string with SHA-512: the same draws on every machine and in any order of documents.
    draw = random.Random(f"{seed}/{document.id}")
    text = document.text
    entities = []
    types: dict[str, EntityType] = {}
    for number, (start, end) in enumerate(capitalised_runs(text), start=1):
        kind = types.setdefault(text[start:end], draw.choice(_TYPES))
        form: Form = "value" if kind in ("DATE", "MONEY", "PERCENT", "CARDINAL") else "name"
        mention = Mention(start=start, end=end, text=text[start:end], form=form)
        entities.append(Entity(id=f"e{number}", name=text[start:end], type=kind, mentions=(mention,)))
    ids = [entity.id for entity in entities]
    quotes = [
        Quote(
            id=f"q{number}",
            type=draw.choice(_QUOTE_TYPES),
            content=(Span(start, end, text[start:end]),),
            speaker=draw.choice([None, *ids]),
        )
        for number, (start, end) in enumerate(stretches_in_marks(text), start=1)
    ]
    stances = [
        Stance(holder, target.id, draw.choice(("favor", "against", "neutral")))
        for target in document.targets
        for holder in (None, *draw.sample(ids, min(_HOLDERS, len(ids))))
    ]
    claims: list[Claim] = []
    scores = []
    for start, end in document.units:
        worth = draw.choice((None, *_WORTHS))
        scores.append(round(draw.random(), 4))
        if worth is not None:
            number = len(claims) + 1
            words = text[start:end]
            claims.append(
                Claim(id=f"c{number}", start=start, end=end, text=words, worth=worth, kind=draw.choice(_CLAIM_KINDS))
            )
    return Record(
        document.id,
        entities=tuple(entities),
        quotes=tuple(quotes),
        stances=tuple(stances),
        claims=tuple(claims),
        unit_scores=tuple(scores),
    )
