"""Suspicions about entities: unmarked names and values, edges, entities apart that look like one, idle nominals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from onrecord.layers import VALUE_TYPES, Document, Entity, Record
from onrecord.shapes import Problem

_SHORTEST_NAME = 3
_DETERMINER = re.compile(r"(?:the|a|an|this|his|her|its|their|our) ", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Mayor|Councillor|Councilor|Councilman|Councilwoman|Cllr|Judge|Justice"
    r"|Senator|Sen|Rep|Gov|Governor|President|Minister|Secretary|Professor|Sgt|Sergeant|Capt|Captain|Officer|Rev|Father"
    r"|Sister|Chief|Deputy|Inspector)\b\.? (?=[A-Z])"
)
# Not `St. Alban’s`, which is a name as it stands.
_POSSESSIVE = re.compile(r"\A(?!(?:St\.?|Saint) ).*['’]s?\Z")
_VALUE = re.compile(
    r"(?:(?:US|A|C|NZ|HK|S)?[$£€₹¥₦]|\bRs\.? ?)[0-9][0-9.,]*[0-9]|\b[0-9][0-9.,]*[ -]?(?:%|per ?cent\b)"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:March|May) [0-9]{1,2}\b|\b[0-9]{1,2} (?:March|May)\b|\b(?:in|since|of|by|from|until) (?:19|20)[0-9]{2}\b"
)


def entity_suspicions(record: Record, document: Document) -> Iterator[Problem]:
    """Yields the suspicions about the entities of one record."""
    entities = record.entities or ()
    yield from _unmarked(entities, document)
    for index, entity in enumerate(entities):
        path = f"entities[{index}]"
        if entity.type is not None:
            yield from _edges(entity, path)
            if entity.name not in {mention.text for mention in entity.mentions}:
                yield f"{path}.name", "entity-name", f"the name {entity.name!r} is the words of no mention (E-10)"
    yield from _twins(entities)
    yield from _idle(record)


def _unmarked(entities: tuple[Entity, ...], document: Document) -> Iterator[Problem]:
    """Yields names that are marked in one place and not in another, and unmarked dates, sums and percentages."""
    text = document.text
    covered = bytearray(len(text))
    names = set()
    for entity in entities:
        for mention in entity.mentions:
            if mention.form in ("name", "value"):
                covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            if mention.form == "name" and mention.end - mention.start >= _SHORTEST_NAME:
                names.add(text[mention.start : mention.end])
    for name in sorted(names):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(covered[found.start() : found.end()]):
                yield (
                    f"[{found.start()}]",
                    "unmarked-name",
                    f"{_around(text, *found.span())!r}: {name!r} is marked elsewhere",
                )
    for found in _VALUE.finditer(text):
        last = found.end() - 1
        if not covered[last] and not covered[found.start()]:
            yield (
                f"[{found.start()}]",
                "unmarked-value",
                f"{_around(text, *found.span())!r}: {found[0]!r} is no mention",
            )


def _edges(entity: Entity, path: str) -> Iterator[Problem]:
    for m, mention in enumerate(entity.mentions):
        words = mention.text or ""
        if mention.form not in ("name", "value"):
            continue
        if mention.form == "name" and _DETERMINER.match(words):
            yield f"{path}.mentions[{m}]", "name-edge", f"{words!r} begins with a determiner (E-2)"
        if entity.type == "PERSON" and _TITLE.match(words):
            yield f"{path}.mentions[{m}]", "name-edge", f"{words!r} begins with a title (E-2)"
        if mention.form == "name" and _POSSESSIVE.search(words):
            yield f"{path}.mentions[{m}]", "name-edge", f"{words!r} ends in a possessive (E-2)"


def _twins(entities: tuple[Entity, ...]) -> Iterator[Problem]:
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.type is not None and entity.type not in VALUE_TYPES:
            by_name[str(entity.name)].append(entity)
    for name, twins in by_name.items():
        if len(twins) > 1:
            ids = ", ".join(f"{twin.id} {twin.type}" for twin in twins)
            yield "entities", "entity-twice", f"{name!r} is the name of {ids} (E-10)"


def _idle(record: Record) -> Iterator[Problem]:
    """Yields nominals and pronouns that are neither a source nor a holder's (E-12), nor a speaker's only mention."""
    sources = [quote.source for quote in record.quotes or () if quote.source is not None]
    holders = {stance.holder for stance in record.stances or ()}
    speakers = {quote.speaker for quote in record.quotes or ()}
    for index, entity in enumerate(record.entities or ()):
        if entity.id in holders or (entity.id in speakers and len(entity.mentions) == 1):
            continue
        for m, mention in enumerate(entity.mentions):
            idle = not any(source.start < mention.end and mention.start < source.end for source in sources)
            if idle and mention.form in ("nominal", "pronoun"):
                words = f"{mention.text!r} ({entity.id})"
                yield (
                    f"entities[{index}].mentions[{m}]",
                    "idle-nominal",
                    f"{words} is no source, and no holder's (E-12)",
                )


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 20) : end + 20].replace("\n", " ")
