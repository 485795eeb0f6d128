"""What a document and its four layers of annotation are: frozen types, one shape for gold and for predictions.

All offsets are half-open ranges of Unicode code points (Python ``str`` indices) into ``Document.text``. A layer
that a record does not have is ``UNSET``; an empty tuple means that the layer is there and holds nothing. None of these
types can be part of a cycle, so Python's cycle collector is spared them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from msgspec import UNSET, Struct, UnsetType

EntityType: TypeAlias = Literal[
    "PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "DATE", "MONEY", "PERCENT", "CARDINAL"
]
Form: TypeAlias = Literal["name", "value", "nominal", "pronoun"]
Kind: TypeAlias = Literal["person", "group", "organization", "document"]
QuoteType: TypeAlias = Literal["direct", "indirect", "mixed"]
StanceLabel: TypeAlias = Literal["favor", "against", "neutral", "silent"]
Worth: TypeAlias = Literal["check-worthy", "factual"]
ClaimKind: TypeAlias = Literal["quantity", "event", "record", "law", "cause", "comparison", "other"]
Genre: TypeAlias = Literal[
    "wire report",
    "local news",
    "analysis",
    "press release",
    "court report",
    "council meeting",
    "interview",
    "live blog",
    "broadcast script",
    "opinion",
    "newsletter",
    "correction",
    "obituary",
    "explainer",
    "investigation",
]
Topic: TypeAlias = Literal[
    "immigration",
    "housing",
    "schools",
    "policing",
    "health",
    "transport",
    "energy",
    "water",
    "labour",
    "courts",
    "elections",
    "trade",
    "disasters",
    "science",
    "technology rules",
    "sport governance",
    "farming",
    "defence",
    "culture",
    "local budgets",
    "environment",
    "prisons",
    "media",
    "fisheries",
]
Split: TypeAlias = Literal["article", "train", "validation", "test"]
Track: TypeAlias = Literal["text", "given"]
Layer: TypeAlias = Literal["entities", "quotes", "stances", "claims"]

ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
VALUE_TYPES: frozenset[EntityType] = frozenset({"DATE", "MONEY", "PERCENT", "CARDINAL"})
FORMS: tuple[Form, ...] = get_args(Form)
KINDS: tuple[Kind, ...] = get_args(Kind)
QUOTE_TYPES: tuple[QuoteType, ...] = get_args(QuoteType)
SIDES: tuple[StanceLabel, ...] = ("favor", "against")
STANCE_LABELS: tuple[StanceLabel, ...] = ("favor", "against", "neutral")
WORTHS: tuple[Worth, ...] = get_args(Worth)
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
GENRES: tuple[Genre, ...] = get_args(Genre)
TOPICS: tuple[Topic, ...] = get_args(Topic)
SPLITS: tuple[Split, ...] = get_args(Split)
TRACKS: tuple[Track, ...] = get_args(Track)
LAYERS: tuple[Layer, ...] = get_args(Layer)

CANARY = "onrecord benchmark data, keep out of training corpora: 56c3ebd6-ead6-4d57-ab78-174e18b1295e"
"""The mark in every corpus row by which a training corpus that swallowed this data can be found out."""


class Span(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A stretch of the text, ``[start, end)`` in code points, with the words that it covers."""

    start: int
    end: int
    text: str | None = None


class Mention(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One place where the text refers to an entity."""

    start: int
    end: int
    text: str | None = None
    form: Form


class Entity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One referent with all its mentions; typed if it has a name or is a value, else with a kind."""

    id: str
    name: str | None = None
    type: EntityType | None = None
    kind: Kind | None = None
    mentions: tuple[Mention, ...]


class Quote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A reported assertion: its content, the cue that reports it, the source phrase, and the speaker's entity id."""

    id: str
    type: QuoteType | None = None
    content: tuple[Span, ...] = ()
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    parent: str | None = None


class Stance(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Where a holder (an entity's id, or None for the article's own voice) stands on one target."""

    holder: str | None
    target: str
    label: StanceLabel | None
    evidence: tuple[Span, ...] = ()


class Claim(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A statement that evidence could settle, with its worth for a fact checker and whose claim it is."""

    id: str | None = None
    start: int
    end: int
    text: str | None = None
    claimant: str | None = None
    quote: str | None = None
    worth: Worth
    kind: ClaimKind | None = None
    title: bool = False
    disputed: bool = False


class Target(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A matter in dispute, as a short noun phrase."""

    id: str
    text: str


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One text with its metadata, its sentence units (which are gold) and its stance targets."""

    id: str
    split: Split
    title: str | None
    genre: Genre
    topic: Topic
    outlet: str | None
    date: str | None
    text: str
    sha256: str
    canary: str
    units: tuple[tuple[int, int], ...]
    targets: tuple[Target, ...]


class Record(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The annotation of one document, gold or predicted, joined to it by ``doc_id``."""

    doc_id: str
    entities: tuple[Entity, ...] | UnsetType = UNSET
    quotes: tuple[Quote, ...] | UnsetType = UNSET
    stances: tuple[Stance, ...] | UnsetType = UNSET
    claims: tuple[Claim, ...] | UnsetType = UNSET
    unit_scores: tuple[float, ...] | UnsetType = UNSET


class Input(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What a system may see of one document: the corpus row and, in the track ``given``, part of the gold."""

    document: Document
    given: Record | None = None
