"""The floor ``majority``: everything that looks like an item, with the label that is most frequent.

Without training data the labels are fixed: every capitalised run is a PERSON, every stretch in marks a direct quotation
without a speaker, the article's voice neutral, every unit factual. Where quotations and pairs are given, nobody speaks
and everybody is neutral.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord import Entity, Input, Mention, Quote, Record, Span, Stance, System
from onrecord_baselines.floors import (
    Floor,
    capitalised_runs,
    every_unit_factual,
    floor_card,
    refuse_settings,
    stretches_in_marks,
)


def make(argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
    """Makes the floor; the seed changes nothing.

    Raises:
        UsageError: it takes no argument and no option.
    """
    refuse_settings("majority", argument, options)
    return Floor(floor_card("Majority label"), predict_one)


def predict_one(item: Input) -> Record:
    """Predicts one document."""
    document = item.document
    if item.given is not None:
        return Record(
            document.id,
            quotes=tuple(Quote(id=quote.id) for quote in item.given.quotes or ()),
            stances=tuple(Stance(pair.holder, pair.target, "neutral") for pair in item.given.stances or ()),
            claims=every_unit_factual(document),
        )
    text = document.text
    mentions: dict[str, list[Mention]] = {}
    for start, end in capitalised_runs(text):
        name = text[start:end]
        mentions.setdefault(name, []).append(Mention(start=start, end=end, text=name, form="name"))
    entities = [
        Entity(id=f"e{number}", name=name, type="PERSON", mentions=tuple(found))
        for number, (name, found) in enumerate(mentions.items(), start=1)
    ]
    quotes = [
        Quote(id=f"q{number}", type="direct", content=(Span(start, end, text[start:end]),))
        for number, (start, end) in enumerate(stretches_in_marks(text), start=1)
    ]
    return Record(
        document.id,
        entities=tuple(entities),
        quotes=tuple(quotes),
        stances=tuple(Stance(None, target.id, "neutral") for target in document.targets),
        claims=every_unit_factual(document),
    )
