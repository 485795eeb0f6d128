"""The floor ``majority``: everything that looks like an item, with the label that is most frequent.

Without training data the labels are fixed: every capitalised run is a PERSON and an entity of its own, every stretch
in marks a direct quotation without a speaker, the article's voice neutral, every unit factual.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord import Claim, Document, Entity, Mention, Quote, Record, Span, Stance, System
from onrecord_baselines.floors import Floor, capitalised_runs, floor_card, refuse_settings, stretches_in_marks


def make(argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
    """Makes the floor; the seed changes nothing.

    Raises:
        UsageError: it takes no argument and no option.
    """
    refuse_settings("majority", argument, options)
    return Floor(floor_card("Majority label"), predict_document)


def predict_document(document: Document) -> Record:
    """Predicts one document."""
    text = document.text
    entities: dict[str, Entity] = {}
    for start, end in capitalised_runs(text):
        name = text[start:end]
        mention = Mention(start=start, end=end, text=name, form="name")
        known = entities.get(name)
        entities[name] = Entity(
            id=f"e{len(entities) + 1}" if known is None else known.id,
            name=name,
            type="PERSON",
            mentions=(mention,) if known is None else (*known.mentions, mention),
        )
    quotes = [
        Quote(id=f"q{number}", type="direct", content=(Span(start, end, text[start:end]),))
        for number, (start, end) in enumerate(stretches_in_marks(text), start=1)
    ]
    claims = [
        Claim(id=f"c{number}", start=start, end=end, text=text[start:end], worth="factual", kind="other")
        for number, (start, end) in enumerate(document.units, start=1)
    ]
    return Record(
        document.id,
        entities=tuple(entities.values()),
        quotes=tuple(quotes),
        stances=tuple(Stance(None, target.id, "neutral") for target in document.targets),
        claims=tuple(claims),
    )
