"""Generates documents and their gold: words in units of one length, with names, quotations and claims at known places.

Nothing is taken from real texts: words are made of syllables. A document depends on the seed and its number alone.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from msgspec.structs import replace

from onrecord.layers import (
    CANARY,
    CLAIM_KINDS,
    GENRES,
    QUOTE_TYPES,
    STANCE_LABELS,
    TOPICS,
    VALUE_TYPES,
    WORTHS,
    Claim,
    Document,
    Entity,
    EntityType,
    Form,
    Kind,
    Mention,
    Quote,
    Record,
    Span,
    Stance,
    Target,
)

UNIT = 19
"""Words of a unit; with the full stop it has 20 tokens."""

SLOTS = (0, 5, 10, 15)
"""The words of a unit at which there is room for a mention: four words, the first of them free in the gold.

A word or a full stop stands between two slots, so that what stays in its slot touches nothing in another.
"""

SLOT = 4

_CUE, _CONTENT = 4, 5
_NESTED_CUE, _NESTED = 9, 10
_TYPES: tuple[EntityType, ...] = (
    *("PERSON", "PERSON", "PERSON", "ORG", "ORG", "GPE", "GPE", "DATE", "DATE"),
    *("NORP", "LOC", "FAC", "EVENT", "LAW", "MONEY", "PERCENT", "CARDINAL"),
)
_SPEAKING = ("PERSON", "ORG", "GPE")
_SYLLABLES = ("ba", "den", "ka", "lo", "mi", "nor", "pe", "ra", "sé", "tu", "vel", "zo")
_WORDS = tuple(a + b for a in _SYLLABLES for b in _SYLLABLES)
_NAMES = tuple(word.title() for word in _WORDS)
_VALUES = tuple(str(number) for number in range(100, 2100, 7))


@dataclass
class Words:
    """A text and its words, the i-th at ``text[starts[i]:ends[i]]``, in units of ``UNIT``; ranges are half-open."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, first: int, last: int) -> Span:
        """Returns the span of a range of words."""
        start, end = self.starts[first], self.ends[last - 1]
        return Span(start, end, self.text[start:end])

    def mention(self, first: int, last: int, form: Form) -> Mention:
        """Returns the mention of a range of words."""
        start, end = self.starts[first], self.ends[last - 1]
        return Mention(start=start, end=end, text=self.text[start:end], form=form)


@dataclass
class Referent:
    """An entity to be: what it is called, and its mentions as (first word, word behind the last, form)."""

    name: tuple[str, ...]
    type: EntityType | None
    places: list[tuple[int, int, Form]]


@dataclass
class Made:
    """A document with its gold, and where the words of its text are."""

    document: Document
    gold: Record
    words: Words


def page(doc_id: str, text: str, units: Iterable[tuple[int, int]]) -> Document:
    """Returns a document without targets."""
    return Document(
        id=doc_id,
        split="test",
        title=None,
        genre="wire report",
        topic="health",
        outlet=None,
        date=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        canary=CANARY,
        units=tuple(units),
        targets=(),
    )


def make_document(number: int, *, seed: int, tokens: int) -> Made:
    """Makes one document of ``tokens`` tokens (a multiple of 20, at least 200).

    For each 400 tokens it has 25 mentions, 3 quotations, 8 claims and 3 stances.
    """
    draw = random.Random(f"{seed}:{number}")
    units = tokens // (UNIT + 1)
    words = draw.choices(_WORDS, k=units * UNIT)
    quoted = sorted(draw.sample(range(0, units, 2), 3 * tokens // 400))
    referents, speakers = _refer(draw, words, quoted, tokens)
    placed = _written(words, units)
    ids = {id(referent): f"e{n}" for n, referent in enumerate(referents)}
    quotes, inside = _quotes(draw, placed, quoted, [(ids[id(speaker)], reach) for speaker, reach in speakers])
    entities = tuple(_entity(placed, referent, ids[id(referent)]) for referent in referents)
    document = replace(
        page(
            f"d{number:06d}",
            placed.text,
            [(placed.starts[u * UNIT], placed.ends[u * UNIT + UNIT - 1] + 1) for u in range(units)],
        ),
        genre=draw.choice(GENRES),
        topic=draw.choice(TOPICS),
        targets=(Target("t1", "the first matter"), Target("t2", "the second matter")),
    )
    claims = _claims(draw, placed, units, inside, 8 * tokens // 400)
    stances = _stances(draw, placed, [entity.id for entity in entities], units, 3 * tokens // 400)
    return Made(document, Record(document.id, entities, quotes, stances, claims), placed)


def _refer(
    draw: random.Random, words: list[str], quoted: list[int], tokens: int
) -> tuple[list[Referent], list[tuple[Referent, int]]]:
    """Writes mentions into the words; returns the entities, and each quoted unit's speaker and the word behind it."""
    referents = [Referent((), _TYPES[0] if n == 0 else draw.choice(_TYPES), []) for n in range(15 * tokens // 400)]
    for referent in referents:
        known = _VALUES if referent.type in VALUE_TYPES else _NAMES
        referent.name = tuple(draw.choices(known, k=draw.choice((1, 2, 2))))
    talkers = [referent for referent in referents if referent.type in _SPEAKING]
    speakers: list[tuple[Referent, int]] = []
    named = 0
    for unit in quoted:
        chance, speaker = draw.random(), draw.choice(talkers)
        form: Form = "name"
        called = speaker.name
        if chance < 0.15:
            form, called = "nominal", ("officials",)
            speaker = Referent(called, None, [])
            referents.append(speaker)
        elif chance < 0.35 and any(place[2] == "name" for place in speaker.places):
            form, called = "pronoun", ("they",)
        named += form == "name"
        _mention(words, unit * UNIT, speaker, form, called)
        speakers.append((speaker, speaker.places[-1][1]))
    taken = {unit * UNIT for unit in quoted}
    free = [u + slot for u in range(0, len(words), UNIT) for slot in SLOTS if u + slot not in taken]
    for slot in draw.sample(free, tokens // 16 - named):
        referent = draw.choice(referents[: 15 * tokens // 400])
        called = referent.name if draw.random() < 0.6 else referent.name[-1:]
        _mention(words, slot, referent, "value" if referent.type in VALUE_TYPES else "name", called)
    return [referent for referent in referents if referent.places], speakers


def _mention(words: list[str], slot: int, referent: Referent, form: Form, called: tuple[str, ...]) -> None:
    first, last = slot + 1, slot + 1 + len(called)
    words[first:last] = called
    referent.places.append((first, last, form))


def _written(words: list[str], units: int) -> Words:
    sentences = [" ".join(words[unit * UNIT : (unit + 1) * UNIT]) + "." for unit in range(units)]
    # A space or, at the end of a unit, a full stop and a space stand behind each word.
    steps = [len(word) + 1 + (n % UNIT == UNIT - 1) for n, word in enumerate(words)]
    starts = [0, *accumulate(steps)][:-1]
    return Words(" ".join(sentences), starts, [start + len(word) for start, word in zip(starts, words, strict=True)])


def _entity(words: Words, referent: Referent, name: str) -> Entity:
    mentions = tuple(words.mention(*place) for place in sorted(referent.places))
    called = mentions[0].text if referent.type is None else " ".join(referent.name)
    kind: Kind | None = "group" if referent.type is None else None
    return Entity(id=name, name=called, type=referent.type, kind=kind, mentions=mentions)


def _quotes(
    draw: random.Random, words: Words, quoted: list[int], speakers: list[tuple[str, int]]
) -> tuple[tuple[Quote, ...], dict[int, list[tuple[int, int, Quote]]]]:
    """Returns the quotations, and for each unit the stretches of content in it, the innermost last.

    ``speakers`` has for each quoted unit the speaker's id and the word behind its mention there. Each quotation has its
    source and cue before it. Some go on in the next unit; of three, the last may lie inside the one before.
    """
    quotes: list[Quote] = []
    inside: dict[int, list[tuple[int, int, Quote]]] = {}
    for n, (unit, (speaker, reach)) in enumerate(zip(quoted, speakers, strict=True)):
        at = unit * UNIT
        nested = n % 3 == 2 and draw.random() < 0.5
        if nested:
            at = quoted[n - 1] * UNIT
        pieces = [(at + (_NESTED if nested else _CONTENT), at + UNIT)]
        cue = at + (_NESTED_CUE if nested else _CUE)
        if not nested and draw.random() < 0.2 and at + 2 * UNIT <= len(words.starts):
            pieces.append((at + UNIT, at + 2 * UNIT))
        source = None if nested else draw.choice((words.span(at + 1, reach), words.span(at, reach), None))
        quote = Quote(
            id=f"q{n}",
            type=draw.choice(QUOTE_TYPES),
            content=tuple(words.span(*piece) for piece in pieces),
            cue=words.span(cue, cue + 1),
            source=source,
            speaker=None if not nested and draw.random() < 0.1 else speaker,
            parent=f"q{n - 1}" if nested else None,
        )
        quotes.append(quote)
        for first, last in pieces:
            inside.setdefault(first // UNIT, []).append((first, last, quote))
    return tuple(quotes), inside


def _claims(
    draw: random.Random, words: Words, units: int, inside: dict[int, list[tuple[int, int, Quote]]], size: int
) -> tuple[Claim, ...]:
    claims = []
    for n, unit in enumerate(sorted(draw.sample(range(units), size))):
        first, last, quote = (unit * UNIT, (unit + 1) * UNIT, None)
        if unit in inside:
            first, last, quote = draw.choice(inside[unit])
        elif draw.random() < 0.5:
            first += draw.randint(1, 6)
        span = words.span(first, last)
        claims.append(
            Claim(
                id=f"c{n}",
                start=span.start,
                end=span.end,
                text=span.text,
                claimant=quote.speaker if quote else None,
                quote=quote.id if quote else None,
                worth=draw.choice(WORTHS),
                kind=draw.choice(CLAIM_KINDS),
            )
        )
    return tuple(claims)


def _stances(draw: random.Random, words: Words, holders: list[str], units: int, size: int) -> tuple[Stance, ...]:
    stances = []
    for holder in draw.sample(holders, min(size, len(holders))):
        unit, label = draw.randrange(units) * UNIT, draw.choice(STANCE_LABELS)
        evidence = () if label == "neutral" else (words.span(unit, unit + UNIT),)
        stances.append(Stance(holder, draw.choice(("t1", "t2")), label, evidence))
    return tuple(stances)
