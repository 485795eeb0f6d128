"""Small hostile documents with valid gold and valid predictions, the same for the same seed, to compare scorers on.

The gold keeps the scheme's hard constraints. Predictions keep those that bind predictions; within them they are gold
with shifted edges, changed labels, items dropped and doubled and ids renumbered, or noise, or empty, or not there.
Never made, because the scorer may refuse them: repeated spans within one content, ids that do not resolve, and unit
scores halfway between two numbers of four decimals.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from onrecord.layers import (
    CANARY,
    CLAIM_KINDS,
    ENTITY_TYPES,
    FORMS,
    GENRES,
    KINDS,
    QUOTE_TYPES,
    STANCE_LABELS,
    TOPICS,
    VALUE_TYPES,
    WORTHS,
    Claim,
    Document,
    Entity,
    Form,
    Mention,
    Quote,
    Record,
    Span,
    Stance,
    Target,
)

Case: TypeAlias = tuple[Document, Record, Record | None]
Range: TypeAlias = tuple[int, int]
Item = TypeVar("Item")

VOCABULARY = (
    "the mayor said that Ruiz of Élan and Ottawa will not pay 40 % or 7½ m² , it — she told “ Ny ” a 東京 𝔸x tax ."
    " ICE's U.S. plan is : 'no' ; who ? ! ... § they reject it ( all ) by May 3 x y z"
)
WORDS = VOCABULARY.split()
TARGET_TEXTS = ("a tax", "the plan", "the ban", "new rules", "the deal")
MAX_MENTIONS, MAX_QUOTES, MAX_STANCES, MAX_CLAIMS = 7, 6, 8, 6


# Documents


def make_document(rng: random.Random, index: int) -> Document:
    """Make a text of 60 to 160 characters, cut into 2 to 5 units, with 1 to 3 targets."""
    length = rng.randint(70, 150)
    text = rng.choice(("Ana", "—", "the", "7"))
    while len(text) < length:
        text += rng.choice((" ", " ", " ", " ", "\n", "", "  ")) + rng.choice(WORDS)
    text = text[:160].strip()
    gaps = [place for place in range(1, len(text) - 1) if text[place].isspace() and not text[place - 1].isspace()]
    cuts = sorted(rng.sample(gaps, min(rng.randint(1, 4), len(gaps))))
    units: list[Range] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        units.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    targets = rng.sample(TARGET_TEXTS, rng.randint(1, 3))
    return Document(
        id=f"d{index}",
        split="test",
        title=None,
        genre=rng.choice(GENRES),
        topic=rng.choice(TOPICS),
        outlet=None,
        date=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        canary=CANARY,
        units=tuple(units),
        targets=tuple(Target(id=f"t{number}", text=target) for number, target in enumerate(targets, 1)),
    )


def has_letters(document: Document, start: int, end: int) -> bool:
    """Tell whether a stretch of the text has an alnum character."""
    return any(character.isalnum() for character in document.text[start:end])


def trimmed(document: Document, start: int, end: int) -> Range | None:
    """Return a stretch without the edges that gold spans may not have, or None if no alnum character is left."""
    while start < end and document.text[start].isspace():
        start += 1
    while start < end and (document.text[end - 1].isspace() or document.text[end - 1] in ",.:;"):
        end -= 1
    return (start, end) if has_letters(document, start, end) else None


def gold_range(document: Document, rng: random.Random, low: int, high: int, longest: int) -> Range | None:
    """Return a trimmed stretch of whole runs of non-space characters within [low, high), or None."""
    starts = [
        place
        for place in range(low, high)
        if not document.text[place].isspace() and (place == low or document.text[place - 1].isspace())
    ]
    ends = [
        place
        for place in range(low + 1, high + 1)
        if not document.text[place - 1].isspace() and (place == high or document.text[place].isspace())
    ]
    if not starts:
        return None
    start = rng.choice(starts)
    reachable = [end for end in ends if start < end <= start + longest]
    return trimmed(document, start, rng.choice(reachable)) if reachable else None


def noise_range(document: Document, rng: random.Random, low: int, high: int, longest: int) -> Range:
    """Return any stretch within [low, high), at least one character long."""
    start = rng.randrange(low, high)
    return start, rng.randint(start + 1, min(high, start + longest))


def span(document: Document, place: Range, words: bool) -> Span:
    """Make a Span, with the words that it covers if asked."""
    return Span(*place, document.text[slice(*place)] if words else None)


# Gold


def make_gold(document: Document, rng: random.Random) -> Record:
    """Make a gold record: every layer set, every key filled, valid."""
    entities = gold_entities(document, rng)
    quotes = gold_quotes(document, rng, entities)
    stances = {
        (
            rng.choice([None, *(entity.id for entity in entities), *(entity.id for entity in entities[:2])]),
            rng.choice(document.targets).id,
        ): rng.choice(STANCE_LABELS)
        for _ in range(rng.choice((0, 2, 3, 4, 4)))
    }
    return Record(
        document.id,
        entities=entities,
        quotes=quotes,
        stances=tuple(
            Stance(holder, target, label, tuple(evidence(document, rng))) for (holder, target), label in stances.items()
        ),
        claims=gold_claims(document, rng, quotes),
    )


def evidence(document: Document, rng: random.Random) -> list[Span]:
    """Return no or one span of evidence."""
    place = gold_range(document, rng, 0, len(document.text), 40) if rng.random() < 0.6 else None
    return [span(document, place, True)] if place else []


def gold_entities(document: Document, rng: random.Random) -> tuple[Entity, ...]:
    """Return up to 4 entities with up to 6 mentions in all, names and values flat."""
    taken: list[Range] = []
    groups: list[list[Mention]] = []
    labels: list[tuple[str | None, str | None]] = []
    seen: set[tuple[Range, str, str | None]] = set()
    wanted = rng.choice((0, 2, 4, 5, 6, 6))
    for _ in range(12):
        place = gold_range(document, rng, 0, len(document.text), 12)
        if groups and rng.random() < 0.1:
            place = groups[0][0].start, groups[0][0].end
        if place is None or len(seen) == wanted:
            continue
        join = rng.randrange(len(groups)) if groups and rng.random() < 0.55 else None
        label = rng.choice([*ENTITY_TYPES, "PERSON", "PERSON", "ORG", "GPE", None, None]) if join is None else None
        type_ = label if join is None else labels[join][0]
        form = "value" if type_ in VALUE_TYPES else "name"
        if type_ is None or (join is not None and rng.random() < 0.4):
            form = rng.choice(("nominal", "pronoun"))
        flat = form in ("name", "value")
        if (flat and any(a < place[1] and place[0] < b for a, b in taken)) or (place, form, type_) in seen:
            continue
        if flat:
            taken.append(place)
        seen.add((place, form, type_))
        mention = Mention(start=place[0], end=place[1], text=document.text[slice(*place)], form=form)  # type: ignore[arg-type]
        if join is None:
            groups.append([mention])
            labels.append((type_, None if type_ else rng.choice(KINDS)))
        else:
            groups[join].append(mention)
    return tuple(
        Entity(id=f"e{number}", name=group[0].text, type=type_, kind=kind, mentions=tuple(group))  # type: ignore[arg-type]
        for number, (group, (type_, kind)) in enumerate(zip(groups, labels, strict=True), 1)
    )


def gold_quotes(document: Document, rng: random.Random, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """Return up to 4 quotations, some of two spans, some inside another."""
    quotes: list[Quote] = []
    contents: set[tuple[Range, ...]] = set()
    for _ in range(rng.randint(0, 4)):
        parent = rng.choice(quotes) if quotes and rng.random() < 0.35 else None
        low, high = 0, len(document.text)
        if parent is not None:
            outer = rng.choice(parent.content)
            low, high = outer.start, outer.end
        place = gold_range(document, rng, low, high, 60)
        if place is None:
            continue
        content = [place]
        if parent is None and rng.random() < 0.35 and place[1] + 2 < len(document.text):
            more = gold_range(document, rng, place[1] + 1, len(document.text), 30)
            content += [more] if more else []
        if tuple(content) in contents:
            continue
        contents.add(tuple(content))
        speaker = rng.choice(entities) if entities and rng.random() < 0.75 else None
        cue = gold_range(document, rng, 0, len(document.text), 10) if rng.random() < 0.6 else None
        source = gold_range(document, rng, 0, len(document.text), 20) if rng.random() < 0.4 else None
        if speaker and rng.random() < 0.6:
            mention = rng.choice(speaker.mentions)
            source = mention.start, mention.end
            if rng.random() < 0.5:
                other = rng.choice(speaker.mentions)
                source = min(mention.start, other.start), max(mention.end, other.end)
        quotes.append(
            Quote(
                id=f"q{len(quotes) + 1}",
                type=rng.choice(QUOTE_TYPES),
                content=tuple(span(document, piece, True) for piece in content),
                cue=span(document, cue, True) if cue else None,
                source=span(document, source, True) if source else None,
                speaker=speaker.id if speaker else None,
                parent=parent.id if parent else None,
            )
        )
    return tuple(quotes)


def gold_claims(document: Document, rng: random.Random, quotes: Sequence[Quote]) -> tuple[Claim, ...]:
    """Return up to 4 claims, each in one unit, with the innermost quotation around them and its speaker."""
    claims: list[Claim] = []
    for _ in range(rng.randint(0, 4)):
        low, high = rng.choice(document.units)
        if quotes and rng.random() < 0.6:
            piece = rng.choice(rng.choice(quotes).content)
            inside = [(max(a, piece.start), min(b, piece.end)) for a, b in document.units]
            low, high = rng.choice([(a, b) for a, b in inside if a < b])
        place = gold_range(document, rng, low, high, 50)
        title = rng.random() < 0.25
        if place is None or any((claim.start, claim.end, claim.title) == (*place, title) for claim in claims):
            continue
        around = [quote for quote in quotes if any(s.start <= place[0] and place[1] <= s.end for s in quote.content)]
        quote = min(around, key=lambda q: sum(s.end - s.start for s in q.content)) if around else None
        claims.append(
            Claim(
                id=f"c{len(claims) + 1}",
                start=place[0],
                end=place[1],
                text=document.text[slice(*place)],
                claimant=quote.speaker if quote else None,
                quote=quote.id if quote else None,
                worth=rng.choice(WORTHS),
                kind="record" if title else rng.choice(CLAIM_KINDS),
                title=title,
                disputed=rng.random() < 0.25,
            )
        )
    return tuple(claims)


# Predictions


@dataclass(frozen=True)
class Spoiler:
    """Makes one prediction out of a gold record; ``rate`` is how much it spoils."""

    document: Document
    rng: random.Random
    rate: float

    def hits(self, times: float = 1.0) -> bool:
        """Draw whether to spoil something here."""
        return self.rng.random() < self.rate * times

    def shifted(self, start: int, end: int, low: int, high: int) -> Range:
        """Return a stretch with its edges moved a little, within [low, high) and at least one character long."""
        if not self.hits():
            return start, end
        reach = self.rng.choice((1, 2, 3, 8))
        start = min(max(low, start + self.rng.randint(-reach, reach)), high - 1)
        return start, max(start + 1, min(high, end + self.rng.randint(-reach, reach)))

    def span(self, old: Span | None, longest: int) -> Span | None:
        """Return a cue or source: kept, moved, lost or invented."""
        if self.hits(0.3):
            place = noise_range(self.document, self.rng, 0, len(self.document.text), longest)
            return span(self.document, place, self.rng.random() < 0.5)
        if old is None or self.hits(0.4):
            return None
        return Span(*self.shifted(old.start, old.end, 0, len(self.document.text)))

    def entities(self, gold: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return entities with moved, dropped and doubled mentions, other types, split and merged."""
        rng, length = self.rng, len(self.document.text)
        groups: list[tuple[str, str | None, list[Mention]]] = []
        for entity in gold:
            if self.hits(0.4):
                continue
            type_: str | None = rng.choice([*ENTITY_TYPES, None]) if self.hits(0.5) else entity.type
            mentions: list[Mention] = []
            for old in entity.mentions:
                if self.hits(0.4):
                    continue
                form = rng.choice(FORMS) if self.hits(0.3) else old.form
                for _ in range(2 if self.hits(0.3) else 1):
                    place = self.shifted(old.start, old.end, 0, length)
                    mentions.append(Mention(start=place[0], end=place[1], form=form))
            cut = rng.randint(0, len(mentions)) if self.hits(0.4) else len(mentions)
            if self.hits(0.4) and groups:
                groups[-1][2].extend(mentions[cut:])
            elif cut < len(mentions):
                groups.append((f"{entity.id}b", type_, mentions[cut:]))
            groups.append((entity.id, type_, mentions[:cut]))
        return self.noise_entities(groups, 2 if self.hits() else 0)

    def noise_entities(self, groups: list[tuple[str, str | None, list[Mention]]], extra: int) -> tuple[Entity, ...]:
        """Return valid entities out of some groups and some noise."""
        rng, length = self.rng, len(self.document.text)
        for number in range(extra):
            forms: list[Form] = [rng.choice(FORMS) for _ in range(rng.randint(1, 2))]
            places = [noise_range(self.document, rng, 0, length, 10) for _ in forms]
            mentions = [Mention(start=a, end=b, form=form) for (a, b), form in zip(places, forms, strict=True)]
            if groups and rng.random() < 0.3 and groups[0][2]:
                mentions.append(groups[0][2][0])
            groups.append((f"n{number}", rng.choice([*ENTITY_TYPES, None]), mentions))
        seen: set[tuple[int, int, str, str | None]] = set()
        entities: list[Entity] = []
        for id_, wanted, mentions in groups:
            type_ = wanted
            if type_ is None and any(mention.form in ("name", "value") for mention in mentions):
                type_ = rng.choice(ENTITY_TYPES)
            kept: list[Mention] = []
            for mention in mentions:
                key = (mention.start, mention.end, mention.form, type_)
                if key not in seen and len(seen) < MAX_MENTIONS:
                    seen.add(key)
                    kept.append(mention)
            if kept or rng.random() < 0.05:
                kind = None if type_ else rng.choice((None, *KINDS))
                entities.append(Entity(id=id_, type=type_, kind=kind, mentions=tuple(kept)))  # type: ignore[arg-type]
        return tuple(entities)

    def quotes(self, gold: Sequence[Quote], ids: Sequence[str]) -> tuple[Quote, ...]:
        """Return quotations with moved, lost and gained content, other labels and speakers, some doubled."""
        rng, length = self.rng, len(self.document.text)
        drafts: list[Quote] = []
        for old in gold:
            if self.hits(0.4):
                continue
            for copy in range(2 if self.hits(0.4) else 1):
                content = [Span(*self.shifted(s.start, s.end, 0, length)) for s in old.content]
                if len(content) > 1 and self.hits(0.5):
                    content.pop(rng.randrange(len(content)))
                if self.hits(0.3):
                    content.append(Span(*noise_range(self.document, rng, 0, length, 20)))
                drafts.append(
                    Quote(
                        id=f"{old.id}{'b' * copy}",
                        type=rng.choice((None, *QUOTE_TYPES)) if self.hits(0.6) else old.type,
                        content=tuple(rng.sample(content, len(content))),
                        cue=self.span(old.cue, 10),
                        source=self.span(old.source, 20),
                        speaker=rng.choice((None, *ids)) if self.hits(0.5) else old.speaker,
                        parent=None if self.hits(0.5) else old.parent,
                    )
                )
        for number in range(rng.randint(1, 2) if self.hits() else 0):
            content = [Span(*noise_range(self.document, rng, 0, length, 40)) for _ in range(rng.randint(1, 2))]
            drafts.append(
                Quote(
                    id=f"n{number}",
                    type=rng.choice((None, *QUOTE_TYPES)),
                    content=tuple(content),
                    cue=self.span(None, 8),
                    source=self.span(None, 8),
                    speaker=rng.choice((None, *ids)),
                )
            )
        return self.valid_quotes(drafts, ids)

    def valid_quotes(self, drafts: Sequence[Quote], ids: Sequence[str]) -> tuple[Quote, ...]:
        """Return the drafts that are valid, with references that resolve."""
        kept: dict[tuple[Range, ...], Quote] = {}
        for quote in drafts:
            key = tuple(sorted({(s.start, s.end) for s in quote.content}))
            letters = any(has_letters(self.document, *place) for place in key)
            if key and letters and len(key) == len(quote.content) and len(kept) < MAX_QUOTES:
                kept.setdefault(key, quote)
        names = {quote.id for quote in kept.values()}
        return tuple(
            replace(
                quote,
                speaker=quote.speaker if quote.speaker in ids else None,
                parent=quote.parent if quote.parent in names else None,
            )
            for quote in kept.values()
        )

    def stances(self, gold: Sequence[Stance], ids: Sequence[str]) -> tuple[Stance, ...]:
        """Return stances with other labels, holders and targets, and some noise."""
        rng = self.rng
        targets = [target.id for target in self.document.targets]
        kept: dict[tuple[str | None, str], Stance] = {}
        for old in gold:
            if self.hits(0.5):
                continue
            holder = rng.choice((None, *ids)) if self.hits(0.4) else old.holder
            target = rng.choice(targets) if self.hits(0.4) else old.target
            if holder is None or holder in ids:
                label = rng.choice(STANCE_LABELS) if self.hits(0.7) else old.label
                kept.setdefault((holder, target), Stance(holder, target, label))
        for _ in range(rng.randint(1, 3) if self.hits() else 0):
            holder, target = rng.choice((None, *ids)), rng.choice(targets)
            kept.setdefault((holder, target), Stance(holder, target, rng.choice(STANCE_LABELS)))
        return tuple(kept.values())[:MAX_STANCES]

    def claims(self, gold: Sequence[Claim], ids: Sequence[str], quote_ids: Sequence[str]) -> tuple[Claim, ...]:
        """Return claims with moved edges, other labels and claimants, some doubled, and some noise."""
        rng = self.rng
        drafts: list[Claim] = []
        for old in gold:
            if self.hits(0.4):
                continue
            low, high = next((a, b) for a, b in self.document.units if a <= old.start and old.end <= b)
            for copy in range(2 if self.hits(0.4) else 1):
                place = self.shifted(old.start, old.end, low, high)
                drafts.append(
                    Claim(
                        id=f"{old.id}{'b' * copy}",
                        start=place[0],
                        end=place[1],
                        claimant=rng.choice((None, *ids)) if self.hits(0.4) else old.claimant,
                        quote=rng.choice((None, *quote_ids)) if self.hits(0.4) else old.quote,
                        worth=rng.choice(WORTHS) if self.hits(0.6) else old.worth,
                        title=not old.title if self.hits(0.3) else old.title,
                    )
                )
        for _ in range(rng.randint(1, 3) if self.hits() else 0):
            place = noise_range(self.document, rng, *rng.choice(self.document.units), 40)
            drafts.append(
                Claim(start=place[0], end=place[1], worth=rng.choice(WORTHS), claimant=rng.choice((None, *ids)))
            )
        kept: dict[tuple[int, int, bool], Claim] = {}
        for claim in drafts:
            claimant = claim.claimant if claim.claimant in ids else None
            quote = claim.quote if claim.quote in quote_ids else None
            kept.setdefault((claim.start, claim.end, claim.title), replace(claim, claimant=claimant, quote=quote))
        return tuple(kept.values())[:MAX_CLAIMS]

    def scores(self) -> tuple[float, ...]:
        """Return a score for each unit, with many ties, some of them only at four decimals."""
        choices = self.rng.choice(
            ((0.5,), (0.0, 1.0), (0.1, 0.5, 0.9), (0.33331, 0.33334, 0.3334, 0.2), tuple(k / 100 for k in range(101)))
        )
        return tuple(self.rng.choice(choices) for _ in self.document.units)


def make_prediction(document: Document, gold: Record, rng: random.Random, unset: set[str], scored: bool) -> Record:
    """Make one predicted record; ``unset`` layers are left out, and ``scored`` gives it unit scores."""
    spoiler = Spoiler(document, rng, rng.choice((0.0, 0.1, 0.2, 0.3, 0.5, 0.8)))
    gone = {layer for layer in ("entities", "quotes", "stances", "claims") if rng.random() < 0.08} | unset
    empty = {layer for layer in ("entities", "quotes", "stances", "claims") if rng.random() < 0.06}

    def source(layer: str, items: tuple[Item, ...] | UnsetType) -> tuple[Item, ...]:
        return () if isinstance(items, UnsetType) or layer in empty else items

    entities: tuple[Entity, ...] = ()
    if "entities" not in gone | empty:
        entities = spoiler.entities(source("entities", gold.entities))
    ids = [entity.id for entity in entities]
    quotes: tuple[Quote, ...] = ()
    if "quotes" not in gone | empty:
        quotes = spoiler.quotes(source("quotes", gold.quotes), ids)
    stances: tuple[Stance, ...] = ()
    if "stances" not in gone | empty:
        stances = spoiler.stances(source("stances", gold.stances), ids)
    claims: tuple[Claim, ...] = ()
    if "claims" not in gone | empty:
        claims = spoiler.claims(source("claims", gold.claims), ids, [quote.id for quote in quotes])
    record = Record(
        document.id,
        entities=UNSET if "entities" in gone else entities,
        quotes=UNSET if "quotes" in gone else quotes,
        stances=UNSET if "stances" in gone else stances,
        claims=UNSET if "claims" in gone else claims,
    )
    if scored and ("claims" not in gone or rng.random() < 0.6):
        record = replace(record, unit_scores=spoiler.scores())
    return shuffled(record, rng) if rng.random() < 0.7 else record


def shuffled(record: Record, rng: random.Random) -> Record:
    """Return the same annotation with its items in another order and its ids renumbered."""
    entities = record.entities if not isinstance(record.entities, UnsetType) else ()
    quotes = record.quotes if not isinstance(record.quotes, UnsetType) else ()
    new_entity = renumbered([entity.id for entity in entities], "x", rng)
    new_quote = renumbered([quote.id for quote in quotes], "y", rng)
    changed = Record(record.doc_id, unit_scores=record.unit_scores)
    if not isinstance(record.entities, UnsetType):
        changed = replace(
            changed,
            entities=mixed(
                record.entities,
                lambda e: replace(e, id=new_entity(e.id), mentions=mixed(e.mentions, lambda m: m, rng)),
                rng,
            ),
        )
    if not isinstance(record.quotes, UnsetType):
        changed = replace(
            changed,
            quotes=mixed(
                record.quotes,
                lambda q: replace(
                    q,
                    id=new_quote(q.id),
                    speaker=new_entity(q.speaker),
                    parent=new_quote(q.parent),
                    content=mixed(q.content, lambda s: s, rng),
                ),
                rng,
            ),
        )
    if not isinstance(record.stances, UnsetType):
        changed = replace(
            changed, stances=mixed(record.stances, lambda s: replace(s, holder=new_entity(s.holder)), rng)
        )
    if not isinstance(record.claims, UnsetType):
        changed = replace(
            changed,
            claims=mixed(
                record.claims,
                lambda c: replace(c, claimant=new_entity(c.claimant), quote=new_quote(c.quote)),
                rng,
            ),
        )
    return changed


def mixed(items: Sequence[Item], change: Callable[[Item], Item], rng: random.Random) -> tuple[Item, ...]:
    """Return changed items in a random order."""
    changed = [change(item) for item in items]
    rng.shuffle(changed)
    return tuple(changed)


def renumbered(ids: Sequence[str], letter: str, rng: random.Random) -> Callable[[str | None], str | None]:
    """Return a function from old ids to new ones, numbered in a random order."""
    numbers = list(range(len(ids)))
    rng.shuffle(numbers)
    table = {old: f"{letter}{number}" for old, number in zip(ids, numbers, strict=True)}
    return lambda old: None if old is None else table[old]


def random_cases(seed: int, documents: int = 3) -> list[Case]:
    """Return some documents with a valid gold record each and a valid prediction or none."""
    rng = random.Random(seed)
    unset = {layer for layer in ("entities", "quotes", "stances", "claims") if rng.random() < 0.05}
    scored = rng.random() < 0.4
    cases: list[Case] = []
    for index in range(1, documents + 1):
        document = make_document(rng, index)
        gold = make_gold(document, rng)
        predicted = None if rng.random() < 0.1 else make_prediction(document, gold, rng, unset, scored)
        if predicted is not None and rng.random() < 0.15:
            predicted = make_prediction(document, make_gold(document, rng), rng, unset, scored)
        cases.append((document, gold, predicted))
    return cases


def random_training(seed: int, cases: Sequence[Case]) -> list[tuple[Document, Record]]:
    """Return a training split of one document, with the first target of the first case and words of some mentions.

    The words are in another letter case, and some are no names there.
    """
    rng = random.Random(f"training {seed}")
    text = ""
    entities: list[Entity] = []
    for document, gold, _ in cases:
        for entity in () if isinstance(gold.entities, UnsetType) else gold.entities:
            for mention in entity.mentions:
                change = rng.choice((str.upper, str.lower, str.title, str))
                words = change(document.text[mention.start : mention.end])
                if rng.random() < 0.5:
                    form: Form = rng.choice(("name", "name", "name", "nominal", "value"))
                    place = Mention(start=len(text), end=len(text) + len(words), form=form)
                    entities.append(Entity(id=f"e{len(entities)}", type="ORG", mentions=(place,)))
                    text += f"{words} "
    first = cases[0][0]
    training = replace(first, id="training", split="train", text=text, units=(), targets=first.targets[:1])
    return [(training, Record("training", entities=tuple(entities)))]


# Predictions on what the track ``given`` gives


@dataclass(frozen=True)
class Answerer(Spoiler):
    """Makes one prediction in the track ``given`` out of a gold record, on the gold's own ids."""

    def other_entities(self, gold: Sequence[Entity]) -> tuple[Entity, ...] | UnsetType:
        """Return no layer, an empty one, the gold's, or some of the gold's entities with less said of them."""
        rng = self.rng
        way = rng.choice(("unset", "unset", "unset", "empty", "same", "less"))
        if way in ("unset", "empty"):
            return UNSET if way == "unset" else ()
        if way == "same":
            return tuple(gold)
        less = [
            replace(
                entity,
                name=None,
                type=rng.choice((None, entity.type)),
                kind=rng.choice((None, entity.kind)),
                mentions=rng.choice(((), entity.mentions)),
            )
            for entity in gold
        ]
        return tuple(entity for entity in less if not self.hits(0.5))

    def other_contents(self, gold: Sequence[Quote]) -> list[tuple[Span, ...]]:
        """Return what the prediction says that each quotation's content is: nothing, or what was given."""
        share = self.rng.choice((0.0, 0.0, 0.5, 1.0))
        return [mixed(quote.content, lambda s: s, self.rng) if self.rng.random() < share else () for quote in gold]

    def answers(self, gold: Sequence[Quote], ids: Sequence[str]) -> tuple[Quote, ...]:
        """Return answers to the given quotations: some left out, with right, wrong and no speakers."""
        rng = self.rng
        bare = rng.random() < 0.4
        drafts: list[Quote] = []
        for old, content in zip(gold, self.other_contents(gold), strict=True):
            if self.hits(0.5):
                continue
            draft = Quote(
                id=old.id,
                content=content,
                speaker=rng.choice((None, *ids)) if self.hits(0.8) else old.speaker,
                cue=None if bare else self.span(old.cue, 10),
                source=None if bare else self.span(old.source, 12),
            )
            if rng.random() < 0.5:
                draft = replace(draft, type=rng.choice((None, old.type)), parent=rng.choice((None, old.parent)))
            drafts.append(draft)
        return tuple(drafts)

    def labels(self, gold: Sequence[Stance]) -> tuple[Stance, ...]:
        """Return labels for the given pairs, some of them wrong, some pairs left out."""
        return tuple(
            Stance(old.holder, old.target, self.rng.choice(STANCE_LABELS) if self.hits(0.8) else old.label)
            for old in gold
            if not self.hits(0.4)
        )


def make_given_prediction(
    document: Document, gold: Record, rng: random.Random, unset: set[str], scored: bool
) -> Record:
    """Make one record predicted in the track ``given``; ``unset`` layers are left out, ``scored`` gives unit scores."""
    answerer = Answerer(document, rng, rng.choice((0.0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0)))
    gone = {layer for layer in ("quotes", "stances", "claims") if rng.random() < 0.08} | unset
    empty = {layer for layer in ("quotes", "stances", "claims") if rng.random() < 0.06}

    def items(layer: tuple[Item, ...] | UnsetType) -> tuple[Item, ...]:
        return () if isinstance(layer, UnsetType) else layer

    ids = [entity.id for entity in items(gold.entities)]
    quotes = answerer.answers(items(gold.quotes), ids)
    stances = answerer.labels(items(gold.stances))
    claims = answerer.claims(items(gold.claims), ids, [quote.id for quote in items(gold.quotes)])
    record = Record(
        document.id,
        entities=answerer.other_entities(items(gold.entities)),
        quotes=UNSET if "quotes" in gone else () if "quotes" in empty else quotes,
        stances=UNSET if "stances" in gone else () if "stances" in empty else stances,
        claims=UNSET if "claims" in gone else () if "claims" in empty else claims,
    )
    if scored and ("claims" not in gone or rng.random() < 0.6):
        record = replace(record, unit_scores=answerer.scores())
    return reordered(record, rng) if rng.random() < 0.7 else record


def reordered(record: Record, rng: random.Random) -> Record:
    """Return the same annotation with its items in another order and its ids as they are."""

    def turned(layer: tuple[Item, ...] | UnsetType) -> tuple[Item, ...] | UnsetType:
        return UNSET if isinstance(layer, UnsetType) else mixed(layer, lambda item: item, rng)

    return replace(
        record,
        entities=turned(record.entities),
        quotes=turned(record.quotes),
        stances=turned(record.stances),
        claims=turned(record.claims),
    )


def random_given_cases(seed: int, documents: int = 3) -> list[Case]:
    """Return some documents with a valid gold record each and a valid prediction in the track ``given`` or none.

    Speakers, claimants and holders are given entities and quotations have given ids, whether or not the record itself
    lists those entities or quotations. What a record says of entities, content, type and parent is what was given.
    """
    rng = random.Random(f"given {seed}")
    unset = {layer for layer in ("quotes", "stances", "claims") if rng.random() < 0.06}
    scored = rng.random() < 0.4
    cases: list[Case] = []
    for index in range(1, documents + 1):
        document = make_document(rng, index)
        gold = make_gold(document, rng)
        predicted = None if rng.random() < 0.1 else make_given_prediction(document, gold, rng, unset, scored)
        cases.append((document, gold, predicted))
    return cases


# What makes a case valid


def check_case(document: Document, gold: Record, predicted: Record | None) -> None:
    """Assert that a case keeps the hard constraints."""
    text = document.text
    assert 60 <= len(text) <= 160
    assert 2 <= len(document.units) <= 5
    assert 1 <= len(document.targets) <= 3
    covered = [place for start, end in document.units for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert set(covered) >= {place for place, character in enumerate(text) if not character.isspace()}
    check_record(document, gold)
    for layer in (gold.entities, gold.quotes, gold.stances, gold.claims):
        assert not isinstance(layer, UnsetType)
    check_gold(document, gold)
    if predicted is not None:
        check_record(document, predicted)


def check_spans(document: Document, spans: Sequence[Span | Mention | Claim | None]) -> None:
    """Assert bounds and covered text."""
    for item in spans:
        if item is not None:
            assert 0 <= item.start < item.end <= len(document.text)
            assert item.text is None or item.text == document.text[item.start : item.end]


def unique(keys: Sequence[object]) -> bool:
    """Tell whether no key comes twice."""
    return len(keys) == len(set(keys))


def check_record(document: Document, record: Record) -> None:
    """Assert what binds gold and predictions alike."""
    entities = () if isinstance(record.entities, UnsetType) else record.entities
    quotes = () if isinstance(record.quotes, UnsetType) else record.quotes
    stances = () if isinstance(record.stances, UnsetType) else record.stances
    claims = () if isinstance(record.claims, UnsetType) else record.claims
    ids: set[str | None] = {None, *(entity.id for entity in entities)}
    quote_ids: set[str | None] = {None, *(quote.id for quote in quotes)}
    assert record.doc_id == document.id
    assert unique([e.id for e in entities])
    assert unique([q.id for q in quotes])
    assert unique([c.id for c in claims if c.id is not None])
    mentions = [(m.start, m.end, m.form, e.type) for e in entities for m in e.mentions]
    assert unique(mentions)
    assert len(mentions) <= MAX_MENTIONS
    assert all(type_ for _, _, form, type_ in mentions if form in ("name", "value"))
    check_spans(document, [m for e in entities for m in e.mentions])
    assert unique([tuple(sorted((s.start, s.end) for s in q.content)) for q in quotes])
    assert len(quotes) <= MAX_QUOTES
    for quote in quotes:
        check_spans(document, [*quote.content, quote.cue, quote.source])
        assert any(has_letters(document, s.start, s.end) for s in quote.content)
        assert quote.speaker in ids
        assert quote.parent in quote_ids
        assert quote.parent != quote.id
    assert unique([(s.holder, s.target) for s in stances])
    assert len(stances) <= MAX_STANCES
    for stance in stances:
        assert stance.holder in ids
        assert stance.target in {t.id for t in document.targets}
        check_spans(document, stance.evidence)
    assert unique([(c.start, c.end, c.title) for c in claims])
    assert len(claims) <= MAX_CLAIMS
    for claim in claims:
        check_spans(document, [claim])
        assert any(a <= claim.start and claim.end <= b for a, b in document.units)
        assert claim.claimant in ids
        assert claim.quote in quote_ids
    if not isinstance(record.unit_scores, UnsetType):
        assert len(record.unit_scores) == len(document.units)
        assert all(0 <= s <= 1 for s in record.unit_scores)


def check_gold(document: Document, gold: Record) -> None:
    """Assert what binds gold alone: flat names, trimmed spans with an alnum character, forms, and claimants."""
    assert not isinstance(gold.entities, UnsetType)
    assert not isinstance(gold.quotes, UnsetType)
    assert not isinstance(gold.claims, UnsetType)
    names = [m for e in gold.entities for m in e.mentions if m.form in ("name", "value")]
    for index, one in enumerate(names):
        assert all(one.end <= other.start or other.end <= one.start for other in names[:index])
    for entity in gold.entities:
        assert entity.mentions
        assert (entity.type is None) != (entity.kind is None)
        for mention in entity.mentions:
            if mention.form in ("name", "value"):
                assert (mention.form == "value") == (entity.type in VALUE_TYPES)
    speakers = {quote.id: quote.speaker for quote in gold.quotes}
    for claim in gold.claims:
        assert claim.claimant == (speakers[claim.quote] if claim.quote else None)
    spans: list[Span | Mention | Claim | None] = [m for e in gold.entities for m in e.mentions]
    spans += [item for q in gold.quotes for item in (*q.content, q.cue, q.source)]
    spans += gold.claims
    for item in spans:
        assert item is None or trimmed(document, item.start, item.end) == (item.start, item.end)


def check_given_case(document: Document, gold: Record, predicted: Record | None) -> None:
    """Assert that a case of the track ``given`` keeps the hard constraints, and says nothing else of what is given."""
    check_case(document, gold, None)
    if predicted is None:
        return
    assert not isinstance(gold.entities, UnsetType)
    assert not isinstance(gold.quotes, UnsetType)
    assert not isinstance(gold.stances, UnsetType)
    ids: set[str | None] = {None, *(entity.id for entity in gold.entities)}
    quote_ids: set[str | None] = {None, *(quote.id for quote in gold.quotes)}
    quotes = () if isinstance(predicted.quotes, UnsetType) else predicted.quotes
    stances = () if isinstance(predicted.stances, UnsetType) else predicted.stances
    claims = () if isinstance(predicted.claims, UnsetType) else predicted.claims
    assert unique([quote.id for quote in quotes])
    assert unique([tuple(sorted((s.start, s.end) for s in q.content)) for q in quotes if q.content])
    for quote in quotes:
        assert quote.id in quote_ids
        assert quote.speaker in ids
        assert quote.parent in quote_ids - {quote.id}
        check_spans(document, [*quote.content, quote.cue, quote.source])
        own_quote = next(other for other in gold.quotes if other.id == quote.id)
        assert set(quote.content) in (set(), set(own_quote.content))
        assert quote.type in (None, own_quote.type)
        assert quote.parent in (None, own_quote.parent)
    assert unique([(s.holder, s.target) for s in stances])
    assert {(s.holder, s.target) for s in stances} <= {(s.holder, s.target) for s in gold.stances}
    assert all(claim.claimant in ids and claim.quote in quote_ids for claim in claims)
    bare = [replace(claim, claimant=None, quote=None) for claim in claims]
    check_record(document, replace(predicted, entities=gold.entities, quotes=(), stances=(), claims=tuple(bare)))
    given = {entity.id: entity for entity in gold.entities}
    for entity in () if isinstance(predicted.entities, UnsetType) else predicted.entities:
        own = given[entity.id]
        assert entity.type in (None, own.type)
        assert entity.kind in (None, own.kind)
        assert set(entity.mentions) <= set(own.mentions)
