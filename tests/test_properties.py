"""Properties of every measure in both tracks: what may not matter, what adds up, what bounds what, what mirrors what.

Documents are small, and all spans of one lie between a few cuts of its text, so that they repeat, touch, overlap and
nest all the time. Gold has a letter in each of its spans and a mention in each entity; it need not be flat.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, pairwise
from typing import Any, NamedTuple, TypeVar

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from onrecord.cases import Case, Seen
from onrecord.counts import Counts, Sums, Task
from onrecord.goldsets import GoldSet, collected
from onrecord.layers import (
    CANARY,
    LAYERS,
    STANCE_LABELS,
    TRACKS,
    WORTHS,
    Claim,
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
    Target,
    Track,
)
from onrecord.records import Predictions
from onrecord.report import Report, Scope
from onrecord.tasks import TASKS

Range = tuple[int, int]
Triple = tuple[Document, Record, Record | None]
Numbers = dict[str, dict[str, float | None]]
Item = TypeVar("Item")

WORDS = ("Ana", "Élan", "東京", "𝔸x", "q̣a", "7½", "U.S.", "“no”", "—", "🗞")
ENTITY_TYPES: tuple[EntityType, ...] = ("PERSON", "ORG", "DATE")
QUOTE_TYPES: tuple[QuoteType, ...] = ("direct", "mixed")
TARGETS = (Target("t1", "the levy"), Target("t2", "the ban"))
TRAINING = Seen(targets=frozenset({"the levy"}), names=frozenset({"ana", "élan"}))
SCORES = (0.5, 0.0, 1.0, 0.50001, 0.25)
SOURCE_FORMS = ("name", "nominal", "pronoun", "none")
COUNTS = ("pairs", "found", "chains")
"""How the keys end that count; all other numbers are shares."""

DESCRIPTIONS = ("prevalence", "share", "p_at_5")
"""How the keys of shares end that are not 1 where all is right."""

SMALL = 1e-9
ROUNDED = 1e-5
"""Sums of fractions in fixed point may differ by this from what they are compared with."""


@cache
def upto(most: int) -> st.SearchStrategy[int]:
    """Returns the strategy of whole numbers from 0 on; making one is slow, so each is made once."""
    return st.integers(0, most)


def pick(draw: st.DrawFn, items: Sequence[Item]) -> Item:
    """Draws one of some items; examples shrink to the first."""
    return items[draw(upto(len(items) - 1))]


def rarely(draw: st.DrawFn) -> bool:
    """Draws whether to do what is done once in five times."""
    return draw(upto(4)) == 4


def most_of(draw: st.DrawFn, layer: Any) -> list[Any]:
    """Draws which items of a layer are kept: four in five are."""
    return [item for item in layer if draw(upto(4))]


# Documents and records


class Scene(NamedTuple):
    """A document with the ranges that its spans are drawn from: all, those with a letter, those inside one unit."""

    document: Document
    ranges: list[Range]
    lettered: list[Range]
    in_units: list[Range]

    def for_gold(self) -> Scene:
        """Returns the scene with lettered ranges alone."""
        in_units = [place for place in self.in_units if has_letter(self.document.text, place)]
        return self._replace(ranges=self.lettered, in_units=in_units)


def has_letter(text: str, place: Range) -> bool:
    """Whether a range covers a letter or a digit."""
    return any(character.isalnum() for character in text[slice(*place)])


def draw_scene(draw: st.DrawFn, doc_id: str) -> Scene:
    """Draws a text of one to four units, and the cuts between which all its spans lie."""
    text, units = "", []
    for number in range(1 + draw(upto(3))):
        words = [pick(draw, WORDS) for _ in range(1 + draw(upto(3)))] * pick(draw, (1, 1, 1, 1, 5, 8))
        start = len(text) + bool(text)
        text += f"\n{' '.join(words)}" if number else " ".join(["Ana", *words])
        units.append((start, len(text)))
    # Most cuts are at the edges of words and marks: ranges of the same letters, and halves of others, are many then.
    edges = [place for place in range(1, len(text)) if not text[place - 1].isalnum() or not text[place].isalnum()]
    cuts = {0, len(text)}
    for _ in range(draw(upto(5))):
        cuts.add(draw(upto(len(text))) if rarely(draw) else pick(draw, edges))
    ranges = list(combinations(sorted(cuts), 2))
    document = Document(
        id=doc_id,
        split="test",
        title=None,
        genre=pick(draw, ("analysis", "interview")),
        topic=pick(draw, ("water", "health", "media")),
        outlet=None,
        date=None,
        text=text,
        sha256="",
        canary=CANARY,
        units=tuple(units),
        targets=TARGETS,
    )
    return Scene(
        document,
        ranges,
        [place for place in ranges if has_letter(text, place)],
        sorted({(max(a, c), min(b, d)) for a, b in ranges for c, d in units if max(a, c) < min(b, d)}),
    )


def fresh_entity(draw: st.DrawFn, scene: Scene, name: str) -> Entity:
    """Draws an entity of one to three mentions."""
    kind = pick(draw, (*ENTITY_TYPES, None))
    forms: Sequence[Form] = ("value",) if kind == "DATE" else ("name", "name", "pronoun")
    if kind is None:
        forms = ("nominal", "pronoun")
    mentions = []
    for _ in range(1 + draw(upto(2))):
        start, end = pick(draw, scene.ranges)
        mentions.append(Mention(start=start, end=end, form=pick(draw, forms)))
    return Entity(id=name, type=kind, kind="group" if kind is None else None, mentions=tuple(mentions))


def fresh_quote(draw: st.DrawFn, scene: Scene, name: str, entities: Sequence[str], quotes: Sequence[str]) -> Quote:
    """Draws a quotation of one span or two."""
    phrases: list[Span | None] = [None, *(Span(*place) for place in scene.ranges)]
    first, second = Span(*pick(draw, scene.lettered)), pick(draw, phrases) if rarely(draw) else None
    return Quote(
        id=name,
        type=pick(draw, QUOTE_TYPES),
        content=(first,) if second in (None, first) else (first, second),
        cue=pick(draw, phrases),
        source=pick(draw, phrases),
        speaker=pick(draw, (None, *entities)),
        parent=pick(draw, (None, *quotes)),
    )


def fresh_claims(draw: st.DrawFn, scene: Scene, entities: Sequence[str], quotes: Sequence[str]) -> list[Claim]:
    """Draws no to three claims."""
    claims = []
    for _ in range(draw(upto(3)) if scene.in_units else 0):
        start, end = pick(draw, scene.in_units)
        claims.append(
            Claim(
                start=start,
                end=end,
                claimant=pick(draw, (None, *entities)),
                quote=pick(draw, (None, *quotes)),
                worth=pick(draw, WORTHS),
                title=rarely(draw),
            )
        )
    return claims


def fresh_stances(draw: st.DrawFn, entities: Sequence[str]) -> list[Stance]:
    """Draws no to four stances."""
    holders = (None, *entities)
    return [
        Stance(pick(draw, holders), pick(draw, TARGETS).id, pick(draw, STANCE_LABELS)) for _ in range(draw(upto(4)))
    ]


def valid(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Returns the entities without what a record may not have: repeated mentions, names without a type."""
    seen: set[tuple[int, int, str, str | None]] = set()
    kept = []
    for entity in entities:
        mentions = []
        for mention in entity.mentions:
            key = (mention.start, mention.end, mention.form, entity.type)
            if key not in seen and (entity.type or mention.form in ("nominal", "pronoun")):
                seen.add(key)
                mentions.append(mention)
        kept.append(replace(entity, mentions=tuple(mentions)))
    return tuple(kept)


def first_of(items: Iterable[Any], key: Callable[[Any], object]) -> tuple[Any, ...]:
    """Returns the items without those whose key came before."""
    found: dict[object, Any] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def whole(doc_id: str, entities: Iterable[Entity], quotes: Any, stances: Any, claims: Any) -> Record:
    """Returns a record without duplicates, claims numbered."""
    kept = first_of(claims, place_of)
    return Record(
        doc_id,
        entities=tuple(entities),
        quotes=first_of(quotes, content_of),
        stances=first_of(stances, pair_of),
        claims=tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(kept)),
    )


def content_of(quote: Quote) -> tuple[Range, ...]:
    """Returns the ranges of a quotation's content, sorted."""
    return tuple(sorted((span.start, span.end) for span in quote.content))


def place_of(claim: Claim) -> tuple[int, int, bool]:
    """Returns what no two claims of a record share."""
    return claim.start, claim.end, claim.title


def pair_of(stance: Stance) -> tuple[str | None, str]:
    """Returns what no two stances of a record share."""
    return stance.holder, stance.target


def resolved(record: Record) -> Record:
    """Returns the record with references to entities and quotations that are not there taken out."""
    entities = {None, *(entity.id for entity in record.entities or ())}
    quotes = {None, *(quote.id for quote in record.quotes or ())}

    def held(item: Any, **names: set[Any]) -> Any:
        return replace(item, **{key: None for key, known in names.items() if getattr(item, key) not in known})

    return replace(
        record,
        quotes=tuple(held(quote, speaker=entities, parent=quotes) for quote in record.quotes or ()),
        stances=tuple(stance for stance in record.stances or () if stance.holder in entities),
        claims=tuple(held(claim, claimant=entities, quote=quotes) for claim in record.claims or ()),
    )


def draw_gold(draw: st.DrawFn, scene: Scene) -> Record:
    """Draws a gold record."""
    scene = scene.for_gold()
    drawn = [fresh_entity(draw, scene, f"e{number}") for number in range(draw(upto(3)))]
    entities = [entity for entity in valid(drawn) if entity.mentions]
    names = [entity.id for entity in entities]
    quotes: list[Quote] = []
    for number in range(draw(upto(4))):
        quotes.append(fresh_quote(draw, scene, f"q{number}", names, [quote.id for quote in quotes]))
    speakers = {quote.id: quote.speaker for quote in quotes}
    claims = [
        replace(claim, claimant=speakers.get(claim.quote or ""), disputed=rarely(draw))
        for claim in fresh_claims(draw, scene, (), list(speakers))
    ]
    return resolved(whole(scene.document.id, entities, quotes, fresh_stances(draw, names), claims))


def draw_prediction(draw: st.DrawFn, scene: Scene, gold: Record) -> Record:
    """Draws a prediction in the track ``text``: most of the gold, some of it changed, and some things more."""
    entities: list[Entity] = []
    for entity in most_of(draw, gold.entities):
        kind = pick(draw, ENTITY_TYPES) if rarely(draw) else entity.type
        entities.append(replace(entity, type=kind, mentions=tuple(most_of(draw, entity.mentions))))
    entities += [fresh_entity(draw, scene, f"f{number}") for number in range(draw(upto(2)))]
    if entities and draw(upto(1)):
        # The same bounds under another type.
        entities.append(replace(pick(draw, entities), id="twin", type=pick(draw, ENTITY_TYPES)))
    entities = list(valid(entities))
    names = [entity.id for entity in entities]
    quotes: list[Quote] = []
    for quote in most_of(draw, gold.quotes):
        other = fresh_quote(draw, scene, quote.id, names, ()) if rarely(draw) else quote
        quotes.append(replace(quote, content=other.content) if draw(upto(1)) else other)
    for number in range(draw(upto(2))):
        drawn = fresh_quote(draw, scene, f"g{number}", names, [quote.id for quote in quotes])
        quotes.append(replace(drawn, type=None) if rarely(draw) else drawn)
    # The first of two stances of one holder on one target is kept, so fresh ones before the gold's change labels.
    stances = [*(fresh_stances(draw, names) if rarely(draw) else ()), *most_of(draw, gold.stances)]
    claims = [*most_of(draw, gold.claims), *fresh_claims(draw, scene, names, [quote.id for quote in quotes])]
    return resolved(whole(scene.document.id, entities, quotes, stances, claims))


def draw_answers(draw: st.DrawFn, scene: Scene, gold: Record) -> Record:
    """Draws a prediction in the track ``given``: answers for most of what was given, most of them right."""
    names = [entity.id for entity in gold.entities or ()]
    quotes = tuple(
        Quote(id=quote.id, speaker=pick(draw, (None, *names)) if rarely(draw) else quote.speaker)
        for quote in most_of(draw, gold.quotes)
    )
    stances = [
        replace(stance, label=pick(draw, STANCE_LABELS)) if rarely(draw) else stance
        for stance in most_of(draw, gold.stances)
    ]
    fresh = fresh_claims(draw, scene, names, [quote.id for quote in gold.quotes or ()])
    record = whole(scene.document.id, (), (), stances, [*most_of(draw, gold.claims), *fresh])
    return replace(record, entities=UNSET, quotes=quotes)


# Splits


@dataclass(frozen=True)
class Split:
    """Documents with gold and predictions, in one track, and what training data have."""

    triples: tuple[Triple, ...]
    track: Track
    seen: Seen | None = None

    @cached_property
    def gold(self) -> GoldSet:
        """The gold as the library holds it."""
        scope = Scope(data="test", split="test", track=self.track, version="0")
        documents = tuple(document for document, _, _ in self.triples)
        return GoldSet(documents, {gold.doc_id: gold for _, gold, _ in self.triples}, scope, self.seen)

    @cached_property
    def predictions(self) -> Predictions:
        """The predictions, which keep all rules, or this raises."""
        return collected([record for _, _, record in self.triples if record is not None], self.gold)

    @cached_property
    def cases(self) -> list[Case]:
        """Each document with its gold and prediction."""
        return self.gold.cases(self.predictions)

    @cached_property
    def report(self) -> Report:
        """All tasks, scored."""
        return self.gold.report(self.predictions)

    @property
    def numbers(self) -> Numbers:
        """The numbers of every task."""
        return {name: scored.numbers for name, scored in self.report.tasks.items()}

    def recalls(self, name: str, *keys: str) -> list[float]:
        """Returns some numbers of one task, 0 where they are undefined."""
        numbers = task_of(self.track, name).numbers(self.sums(name))
        return [float(np.nan_to_num(numbers[key])) for key in keys]

    def sums(self, name: str) -> Sums:
        """Returns the totals of one task."""
        return task_of(self.track, name).table(self.cases).sums()

    def with_prediction(self, index: int, record: Record) -> Split:
        """Returns the split with another prediction for one document."""
        triples = list(self.triples)
        triples[index] = (*triples[index][:2], record)
        return self.of(triples)

    def of(self, triples: Iterable[Triple]) -> Split:
        """Returns a split of other documents in the same track, with the same training data."""
        return Split(tuple(triples), self.track, self.seen)


def task_of(track: Track, name: str) -> Task:
    """Returns a task by its name."""
    return next(task for task in TASKS[track] if task.name == name)


@st.composite
def splits(draw: st.DrawFn, *tracks: Track, fewest: int = 1, layers_left_out: bool = True) -> Split:
    """Draws one to three documents; some predictions are missing, some lack a layer, all or none have unit scores."""
    track = pick(draw, tracks or TRACKS)
    scored = draw(upto(1))
    triples: list[Triple] = []
    for number in range(fewest + draw(upto(3 - fewest))):
        scene = draw_scene(draw, f"d{number}")
        gold = draw_gold(draw, scene)
        predicted = (draw_prediction if track == "text" else draw_answers)(draw, scene, gold)
        if scored:
            predicted = replace(predicted, unit_scores=tuple(pick(draw, SCORES) for _ in scene.document.units))
        if layers_left_out and rarely(draw):
            predicted = without(predicted, pick(draw, LAYERS))
        triples.append((scene.document, gold, None if layers_left_out and rarely(draw) else predicted))
    return Split(tuple(triples), track, pick(draw, (None, TRAINING)))


def without(record: Record, layer: str) -> Record:
    """Returns a record without a layer and without what leads to it."""
    bare = replace(record, **{layer: ()})
    if record.entities is not UNSET:
        bare = resolved(bare)
    return replace(bare, **{layer: UNSET})


# What may not matter


def turned(value: Any, rng: random.Random) -> Any:
    """Returns a document or record with every list of items in another order; units and their scores stay."""
    if isinstance(value, tuple):
        items = [turned(item, rng) for item in value]
        if all(isinstance(item, msgspec.Struct) for item in items):
            rng.shuffle(items)
        return tuple(items)
    if isinstance(value, msgspec.Struct):
        return replace(value, **{name: turned(getattr(value, name), rng) for name in value.__struct_fields__})
    return value


@settings(max_examples=60)
@given(splits(), st.randoms(use_true_random=False))
def test_order_never_matters(split: Split, rng: random.Random) -> None:
    """Lines of gold and of predictions, their items and the items of these may stand in any order."""
    triples: list[Any] = [tuple(turned(item, rng) for item in triple) for triple in split.triples]
    rng.shuffle(triples)
    other = split.of(triples)
    lines = [record for _, _, record in other.triples if record is not None]
    rng.shuffle(lines)
    report = other.gold.report(collected(lines, other.gold))
    assert split.report == report


NAMES = {
    (Document, "id"): "document",
    (Record, "doc_id"): "document",
    (Target, "id"): "target",
    (Entity, "id"): "entity",
    (Quote, "id"): "quote",
    (Quote, "speaker"): "entity",
    (Quote, "parent"): "quote",
    (Stance, "holder"): "entity",
    (Stance, "target"): "target",
    (Claim, "id"): "claim",
    (Claim, "claimant"): "entity",
    (Claim, "quote"): "quote",
}
"""Every place of an id, and what it names."""


def renamed(value: Any, names: Mapping[str, Mapping[str, str]]) -> Any:
    """Returns a document or record with other ids, ``names`` giving for each sort of thing the new name by the old."""
    if isinstance(value, tuple):
        return tuple(renamed(item, names) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields: dict[str, Any] = {}
    for field in value.__struct_fields__:
        sort, old = NAMES.get((type(value), field)), getattr(value, field)
        fields[field] = renamed(old, names) if sort is None or old is None else names[sort][old]
    return replace(value, **fields)


def permuted(ids: Iterable[str | None], rng: random.Random) -> dict[str, str]:
    """Returns new names for ids: each other's, behind a letter."""
    old = [name for name in ids if name is not None]
    return dict(zip(old, (f"z{name}" for name in rng.sample(old, len(old))), strict=True))


def own_names(record: Record, rng: random.Random) -> dict[str, dict[str, str]]:
    """Returns new names for the entities, quotations and claims of a record."""
    layers = {"entity": record.entities, "quote": record.quotes, "claim": record.claims}
    return {sort: permuted([item.id for item in layer or ()], rng) for sort, layer in layers.items()}


@settings(max_examples=60)
@given(splits(), st.randoms(use_true_random=False))
def test_ids_never_matter(split: Split, rng: random.Random) -> None:
    """Ids may be any: of documents and targets, of gold and prediction each for itself, or together if given."""
    shared = {
        "document": permuted([document.id for document, _, _ in split.triples], rng),
        "target": permuted([target.id for target in TARGETS], rng),
    }
    triples: list[Triple] = []
    for document, gold, predicted in split.triples:
        names = own_names(gold, rng)
        others = own_names(predicted or Record(""), rng)
        if split.track == "given":
            others |= {"entity": names["entity"], "quote": names["quote"]}
        found = None if predicted is None else renamed(predicted, others | shared)
        triples.append((renamed(document, shared), renamed(gold, names | shared), found))
    assert split.report == split.of(triples).report


@settings(max_examples=40)
@given(splits())
def test_a_missing_record_is_an_empty_one(split: Split) -> None:
    """A document without a record counts as predicted empty everywhere but in the ranking of units."""
    empty = [record or Record(gold.doc_id, quotes=(), stances=(), claims=()) for _, gold, record in split.triples]
    layers = split.predictions.layers
    filled = split.gold.cases(Predictions({record.doc_id: record for record in empty}, layers))
    for task in TASKS[split.track]:
        before, after = task.table(split.cases), task.table(filled)
        ranked = [before.columns.index(name) for name in ("map.sum", "p_at_5.sum") if name in before.columns]
        for table in (before.table, after.table):
            table[:, ranked] = 0
        assert (before.table == after.table).all()


@settings(max_examples=50)
@given(splits())
def test_gold_against_itself_is_exactly_one(split: Split) -> None:
    """The gold as a prediction has 1 in every share that is defined, and every headline with an item is defined."""
    perfect = split.of((document, gold, gold) for document, gold, _ in split.triples)
    for task in TASKS[split.track]:
        scored = perfect.report.tasks[task.name]
        assert scored.headline == (1.0 if task.items(perfect.sums(task.name)) else None)
        shares = {k: v for k, v in scored.numbers.items() if v is not None and not k.endswith(COUNTS + DESCRIPTIONS)}
        assert shares == dict.fromkeys(shares, 1.0)


# What adds up


def total(numbers: Mapping[str, float | None], keys: Iterable[tuple[str, float]]) -> float:
    """Returns the sum of shares times what they are shares of; an undefined one is of nothing."""
    return sum((numbers[key] or 0.0) * size for key, size in keys)


@settings(max_examples=40)
@given(splits("text", layers_left_out=False))
def test_rows_of_entities_by_type_sum_to_the_total(split: Split) -> None:
    """Shares by type, times the mentions of the type, add up to the share of all, in strict and in type."""
    numbers = split.numbers["entities"]
    for end, records in (("r", [gold for _, gold, _ in split.triples]), ("p", [found for *_, found in split.triples])):
        sizes = Counter(
            entity.type
            for record in records
            for entity in (record and record.entities) or ()
            for mention in entity.mentions
            if mention.form in ("name", "value")
        )
        for scheme in ("strict", "type"):
            rows = total(numbers, ((f"{scheme}.by_type.{kind}.{end}", size) for kind, size in sizes.items()))
            assert rows == pytest.approx(total(numbers, [(f"{scheme}.{end}", sizes.total())]), abs=SMALL)


@settings(max_examples=50)
@given(splits("text", layers_left_out=False))
def test_rows_of_quotations_sum_to_the_total(split: Split) -> None:
    """Each quotation is in one row by type, and if paired in one of attribution by type and by the source's form."""
    sums, numbers = split.sums("quotes"), split.numbers
    quotes, attribution = numbers["quotes"], numbers["attribution"]
    gold = [quote for _, record, _ in split.triples for quote in record.quotes or ()]
    predicted = [quote for *_, record in split.triples for quote in (record and record.quotes) or ()]
    types = (*QUOTE_TYPES, "indirect", "untyped")
    tp, fp, fn = ({kind: int(sums[f"{part}.{kind}"]) for kind in types} for part in ("tp", "fp", "fn"))
    sizes = Counter(quote.type for quote in gold)
    assert {kind: tp[kind] + fn[kind] for kind in types} == {kind: sizes[kind] for kind in types}  # type: ignore[index]
    paired = sum(tp.values())
    assert paired + sum(fp.values()) == len(predicted)
    assert paired == pytest.approx(total(quotes, [("content.r", len(gold))]))
    assert paired == pytest.approx(total(quotes, [("content.p", len(predicted))]))
    # Attribution: who has a speaker at all, then the right ones by each way of counting.
    speaker_pairs = attribution["speaker_pairs"] or 0
    assert speaker_pairs + (attribution["no_speaker.pairs"] or 0) == paired
    spoken = Counter(quote.type for quote in gold if quote.speaker is not None)
    right = total(attribution, [("r", spoken.total())])
    assert right == pytest.approx(total(attribution, [("speaker_accuracy", speaker_pairs)]))
    assert right == pytest.approx(total(attribution, [("p", sum(quote.speaker is not None for quote in predicted))]))
    assert right == pytest.approx(total(attribution, ((f"by_type.{kind}.r", size) for kind, size in spoken.items())))
    for rows in ([f"by_type.{kind}" for kind in types], [f"by_source_form.{form}" for form in SOURCE_FORMS]):
        pairs = {row: attribution[f"{row}.pairs"] or 0 for row in rows}
        assert speaker_pairs == sum(pairs.values())
        assert right == pytest.approx(total(attribution, ((f"{row}.accuracy", pairs[row]) for row in rows)))


@settings(max_examples=50)
@given(splits(layers_left_out=False))
def test_rows_of_stances_sum_to_the_total(split: Split) -> None:
    """Each pair is in one row by label, seen or not, on each side, and the right ones add up to the label accuracy."""
    sums, numbers = split.sums("stance"), split.numbers["stance"]
    targets = {"unsplit": ("t1", "t2")} if split.seen is None else {"seen": ("t1",), "unseen": ("t2",)}
    gold, predicted = (
        Counter((s.target, str(s.label)) for r in records for s in (r and r.stances) or () if s.holder is not None)
        for records in zip(*((g, p) for _, g, p in split.triples), strict=True)
    )
    right = 0.0
    for group, own in targets.items():
        for label in STANCE_LABELS:
            tp, fp, fn = (float(sums[f"{group}.{label}.{part}"]) for part in ("tp", "fp", "fn"))
            assert tp + fn == sum(gold[target, label] for target in own)
            assert tp + fp == sum(predicted[target, label] for target in own)
            right += tp
    assert right == pytest.approx(total(numbers, [("label_accuracy", numbers["found"] or 0)]))
    kinds = ("person", "group", "organization", "document", "other")
    assert gold.total() == numbers["gold_pairs"] == sum(numbers[f"holder.{kind}.gold_pairs"] or 0 for kind in kinds)


@settings(max_examples=40)
@given(splits(layers_left_out=False))
def test_rows_of_claims_sum_to_the_total(split: Split) -> None:
    """Units with a claim on either side are in one row by length, and check-worthy ones are the prevalence."""
    numbers = split.numbers["claims"]
    units = [(document, unit) for document, _, _ in split.triples for unit in document.units]
    records = {document.id: (gold, found or gold) for document, gold, found in split.triples}
    for side, end in enumerate("rp"):
        sizes: dict[str, Counter[str]] = {"unit": Counter(), "check_worthy": Counter()}
        for document, (start, stop) in units:
            words = len(document.text[start:stop].split())
            length = "short" if words <= 12 else "medium" if words <= 25 else "long"
            worths = {c.worth for c in records[document.id][side].claims or () if start <= c.start < stop}
            sizes["unit"][length] += bool(worths)
            sizes["check_worthy"][length] += "check-worthy" in worths
        for label, by_length in sizes.items():
            rows = [(f"by_unit_length.{length}.{label}.{end}", size) for length, size in by_length.items()]
            assert total(numbers, [(f"{label}.{end}", by_length.total())]) == pytest.approx(total(numbers, rows))
        if end == "r":
            worthy = sizes["check_worthy"].total()
            assert worthy == pytest.approx(total(numbers, [("prevalence", len(units))]))


@settings(max_examples=25)
@given(splits(fewest=2))
def test_slices_sum_to_the_total(split: Split) -> None:
    """Slices by genre and by topic: each is its documents scored alone, and counts add up to those of the whole."""
    report = split.gold.report(split.predictions, slices=("genre", "topic"))
    assert report.slices is not UNSET
    for name in ("genre", "topic"):
        values = {getattr(document, name) for document, _, _ in split.triples}
        assert set(report.slices[name]) == values
        parts = {value: split.of(t for t in split.triples if getattr(t[0], name) == value) for value in values}
        for task in TASKS[split.track]:
            alone = [task.table(part.cases) for part in parts.values()]
            whole_sums = split.sums(task.name)
            assert (sum(counts.sums().values for counts in alone) == whole_sums.values).all()
            scored = {value: report.slices[name][value][task.name] for value in values}
            for key, value in report.tasks[task.name].numbers.items():
                if key.endswith(COUNTS) and value is not None:
                    assert value == sum(part.numbers[key] or 0 for part in scored.values())
        for value, part in parts.items():
            # The layers are those of the whole file: it submits a layer or does not.
            again = part.gold.report(Predictions(part.predictions.records, split.predictions.layers))
            for task_name, scored_again in again.tasks.items():
                assert report.slices[name][value][task_name].numbers == scored_again.numbers


@settings(max_examples=40)
@given(splits(fewest=2), st.data())
def test_shards_merge_to_the_whole(split: Split, data: st.DataObject) -> None:
    """Documents counted in any parts, in any order, and selected and merged again, give the same digits."""
    cases = split.cases
    homes = data.draw(st.lists(st.integers(0, 2), min_size=len(cases), max_size=len(cases)), label="shard of each")
    shards = [[place for place, home in enumerate(homes) if home == shard] for shard in sorted(set(homes))]
    for task in TASKS[split.track]:
        whole_table = task.table(cases)
        counted = Counts.merge([task.table([cases[place] for place in places]) for places in shards])
        selected = Counts.merge([whole_table.select(places) for places in shards])
        for other in (counted, selected):
            assert sorted(other.doc_ids) == sorted(whole_table.doc_ids)
            for doc_id, row in zip(other.doc_ids, other.table, strict=True):
                assert (row == whole_table.table[whole_table.doc_ids.index(doc_id)]).all()
            assert plain(task, other) == plain(task, whole_table)
        assert plain(task, counted.select([0])) == plain(task, task.table([cases[shards[0][0]]]))


def plain(task: Task, counts: Counts) -> dict[str, str]:
    """Returns the numbers in full digits, so that undefined ones compare as equal."""
    return {key: repr(float(value)) for key, value in task.numbers(counts.sums()).items()}


# What bounds what


@settings(max_examples=60)
@given(splits())
def test_numbers_are_bounded(split: Split) -> None:
    """Shares lie in [0, 1], counts are whole; means lie between their parts, and F1 between P and R."""
    for numbers in split.numbers.values():
        for key, value in numbers.items():
            if value is None:
                continue
            if key.endswith(COUNTS):
                assert value >= 0
                assert value == int(value)
            elif key == "normalised_ap":
                # Below chance it is negative.
                assert value <= 1
            else:
                assert 0 <= value <= 1, key
        for key in numbers:
            if key == "f1" or key.endswith(".f1"):
                ends = [numbers.get(key[:-2] + end) for end in ("p", "r")]
                f1 = numbers[key]
                if f1 is not None and None not in ends:
                    low, high = sorted(end for end in ends if end is not None)
                    assert low - SMALL <= f1 <= high + SMALL, key
    stance = split.numbers["stance"]
    mean = stance["mean_f1" if split.track == "text" else "macro_f1"]
    parts = [v for k, v in stance.items() if k in {f"{label}.f1" for label in STANCE_LABELS} and v is not None]
    assert (mean is None) == (not parts)
    assert mean is None or min(parts) - SMALL <= mean <= max(parts) + SMALL


def descends(numbers: Mapping[str, float | None], *keys: str, tolerance: float = SMALL) -> bool:
    """Whether each number is at least the next; all are defined, or none is."""
    values = [numbers[key] for key in keys]
    if None in values:
        return values == [None] * len(values)
    return all(a >= b - tolerance for a, b in pairwise(value for value in values if value is not None))


@settings(max_examples=60)
@given(splits())
def test_stricter_measures_are_not_greater(split: Split) -> None:
    """Strict is at most exact and type, exact at most partial, LEA at most B³; a chain descends link by link."""
    numbers = split.numbers
    record = numbers["record"]
    assert descends(record, *(f"chain.{step}.f1" for step in ("content", "speaker", "sides", "worth")))
    assert record["f1"] == record["chain.worth.f1"]
    if split.track == "given":
        return
    entities, quotes = numbers["entities"], numbers["quotes"]
    for end in ("p", "r", "f1"):
        assert descends(entities, f"partial.{end}", f"exact.{end}", f"strict.{end}")
        assert descends(entities, f"type.{end}", f"strict.{end}")
        assert descends(entities, f"b3.{end}", f"lea.{end}", tolerance=ROUNDED)
        assert descends(quotes, f"content.{end}", f"exact.{end}")
    assert record["chain.content.f1"] is None or record["chain.content.f1"] == quotes["content.f1"]
    # Where bounds are not equal an overlap earns half at most, and spans that touch do not overlap.
    sums = split.sums("entities")
    overlapping = [0, 0]
    for _, *sides in split.triples:
        gold, found = (
            [
                (m.start, m.end)
                for e in (record and record.entities) or ()
                for m in e.mentions
                if m.form in ("name", "value")
            ]
            for record in sides
        )
        overlapping[0] += sum(any(a < d and c < b for c, d in found) for a, b in gold)
        overlapping[1] += sum(any(a < d and c < b for c, d in gold) for a, b in found)
    assert sums["partial"] <= sums["exact"] + min(overlapping)


def never_falls(before: Split, after: Split, task: str, *keys: str) -> bool:
    """Whether none of some numbers is less after."""
    pairs = zip(before.recalls(task, *keys), after.recalls(task, *keys), strict=True)
    return all(new >= old - SMALL for old, new in pairs)


@settings(max_examples=60)
@given(splits("text", layers_left_out=False), st.data())
def test_a_right_item_more_never_lowers_recall(split: Split, data: st.DataObject) -> None:
    """A gold mention, quotation or claim that the prediction lacks is put in, and no recall of its kind falls."""
    index = data.draw(upto(len(split.triples) - 1), label="document")
    _, gold, found = split.triples[index]
    assert found is not None

    def with_more(**layers: Any) -> Split:
        return split.with_prediction(index, replace(found, **layers))

    for entity in gold.entities or ():
        more = with_more(entities=valid((*(found.entities or ()), replace(entity, id="more"))))
        assert never_falls(split, more, "entities", *(f"{way}.r" for way in ("strict", "exact", "partial", "type")))
    for quote in gold.quotes or ():
        bare = replace(quote, id="more", speaker=None, parent=None)
        more = with_more(quotes=first_of((*(found.quotes or ()), bare), content_of))
        assert never_falls(split, more, "quotes", "content.r", "characters.r")
    for claim in gold.claims or ():
        bare_claim = replace(claim, id="more", claimant=None, quote=None)
        more = with_more(claims=first_of((*(found.claims or ()), bare_claim), place_of))
        assert never_falls(split, more, "claims", "spans.r", "unit.r", "unit_without_titles.r")


@settings(max_examples=50)
@given(splits("given", layers_left_out=False), st.data())
def test_a_right_answer_more_never_lowers_recall(split: Split, data: st.DataObject) -> None:
    """Answers that were left out are put in, right: recall of speakers, of labels and of chains does not fall."""
    index = data.draw(upto(len(split.triples) - 1), label="document")
    _, gold, found = split.triples[index]
    assert found is not None
    quotes = first_of((*(found.quotes or ()), *(gold.quotes or ())), lambda quote: quote.id)
    stances = first_of((*(found.stances or ()), *(gold.stances or ())), pair_of)
    more = split.with_prediction(index, replace(found, quotes=quotes, stances=stances))
    assert never_falls(split, more, "attribution", "r", "characters.r", "named.r")
    assert never_falls(split, more, "record", "chain.content.f1", "chain.speaker.f1")
    assert never_falls(split, more, "stance", *(f"{label}.r" for label in STANCE_LABELS), "article_voice.accuracy")


# What mirrors what

MIRRORED = {
    "entities": ("strict", "exact", "partial", "type", "b3", "ceafe", "lea"),
    "quotes": ("content", "characters"),
    "claims": ("unit", "check_worthy", "spans"),
}


@settings(max_examples=80)
@given(splits("text", layers_left_out=False))
def test_precision_and_recall_are_each_others_mirror(split: Split) -> None:
    """With gold and prediction swapped, P and R of the symmetric measures swap and their F1 stays."""
    swapped = [Case(case.document, case.predicted.record, case.gold.record) for case in split.cases]
    for name, measures in MIRRORED.items():
        task = task_of("text", name)
        there, back = (task.numbers(task.table(cases).sums()) for cases in (split.cases, swapped))
        for measure in measures:
            for end, other in (("p", "r"), ("r", "p"), ("f1", "f1")):
                assert repr(float(there[f"{measure}.{end}"])) == repr(float(back[f"{measure}.{other}"])), measure
