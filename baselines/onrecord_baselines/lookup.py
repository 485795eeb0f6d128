"""The floor ``lookup``: in the track ``given``, the speaker is whoever is named nearest to the quotation.

It looks the source up: the entity whose mention stands nearest to the content, outside it, in the units that the
content touches, else in the unit before. That is what remains of attribution once quotations and names are known.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord import Document, Entity, Input, Quote, Record, Stance, System, UsageError
from onrecord_baselines.floors import Floor, every_unit_factual, floor_card, refuse_settings

_SPEAKERS = ("PERSON", "ORG", "NORP")


def make(argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
    """Makes the floor; the seed changes nothing.

    Raises:
        UsageError: it takes no argument and no option.
    """
    refuse_settings("lookup", argument, options)
    return Floor(floor_card("Nearest name"), predict_one, tracks=("given",))


def predict_one(item: Input) -> Record:
    """Predicts one document.

    Raises:
        UsageError: nothing is given.
    """
    if item.given is None:
        raise UsageError("lookup needs the track given: there is nothing to look up in the text alone")
    entities = [entity for entity in item.given.entities or () if entity.kind or entity.type in _SPEAKERS]
    return Record(
        item.document.id,
        quotes=tuple(
            Quote(id=quote.id, speaker=nearest(quote, entities, item.document)) for quote in item.given.quotes or ()
        ),
        stances=tuple(Stance(pair.holder, pair.target, "neutral") for pair in item.given.stances or ()),
        claims=every_unit_factual(item.document),
    )


def nearest(quote: Quote, entities: list[Entity], document: Document) -> str | None:
    """Returns the id of the entity mentioned nearest to a quotation's content and outside it, None if there is none."""
    start, end = min(span.start for span in quote.content), max(span.end for span in quote.content)
    touched = [n for n, (unit_start, unit_end) in enumerate(document.units) if unit_start < end and start < unit_end]
    for units in (touched, [min(touched) - 1] if min(touched) else []):
        reach = [document.units[n] for n in units]
        found = [
            (max(start - mention.end, mention.start - end, 0), mention.start, entity.id)
            for entity in entities
            for mention in entity.mentions
            if any(a <= mention.start and mention.end <= b for a, b in reach)
            and not any(span.start < mention.end and mention.start < span.end for span in quote.content)
        ]
        if found:
            return min(found)[2]
    return None
