"""Entities: mentions that name one referent, joined by equal words, surname, acronym or alias."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from .nameindex import NameIndex, meeting_key
from .nametypes import Typed
from .numerals import Value
from .tokens import Sheet
from .words import word_set

RENAMINGS = word_set("renamings")
LONGEST_RENAMING = 7  # tokens
Mentioned: TypeAlias = tuple[int, int, Any]
"""One mention of an entity: its place in code points, and its form (`name`, `value`, `nominal` or `pronoun`)."""


class Place(NamedTuple):
    """One name in the text: its code points, the number of its entity, and its tokens."""

    start: int
    end: int
    entity: int
    first: int
    last: int


@dataclass(slots=True)
class Cluster:
    """One entity in the making: type or kind, mentions, the titles before its name, and the rule that began it."""

    type: str | None
    rule: str
    kind: str | None = None
    mentions: list[Mentioned] = field(default_factory=list)
    words: tuple[str, ...] = ()
    gender: str = "u"
    name: str = ""
    number: int = -1
    referred: bool = False

    def add(self, start: int, end: int, form: str) -> None:
        """Add a mention by a common noun or a pronoun, once."""
        # They come long after names; a set would be one more thing to keep in step for a handful of mentions.
        self.referred = True
        if not self.mentions or self.mentions[-1] != (start, end, form):
            self.mentions.append((start, end, form))


def cluster_mentions(sheet: Sheet, names: list[Typed], values: list[Value]) -> tuple[list[Cluster], list[Place]]:
    """Join names and values to entities, in the order of their first mention; also return the names' places."""
    clusters: list[Cluster] = []
    places: list[Place] = []
    text, starts, ends, lowers = sheet.text, sheet.starts, sheet.ends, sheet.lowers
    keys = [tuple(lowers[item.first : item.last]) for item in names]
    index = NameIndex(sheet, names, keys)
    before: tuple[Typed, Cluster] | None = None
    for item, words in zip(names, keys, strict=True):
        key = meeting_key(words, item.type)
        cluster = index.find(item, words, key)
        if cluster is None and before is not None and before[0].type == item.type and renamed(sheet, before[0], item):
            cluster = before[1]
        start, end = starts[item.first], ends[item.last - 1]
        name = text[start:end]
        if cluster is None:
            cluster = Cluster(item.type, item.rule, words=words, name=name, number=len(clusters))
            clusters.append(cluster)
        elif fuller(name, cluster):
            cluster.name = name
        before = (item, cluster)
        cluster.mentions.append((start, end, "name"))
        places.append(Place(start, end, cluster.number, item.first, item.last))
        if item.type == "PERSON":
            index.keep_person(cluster, item, words, key)
        else:
            index.keep_other(cluster, item, words, key)
    by_value: dict[tuple[str, str], Cluster] = {}
    for first, last, kind, rule in values:
        start, end = starts[first], ends[last - 1]
        name = text[start:end]
        key = (kind, name.lower())
        held = by_value.get(key)
        if held is None:
            held = by_value[key] = Cluster(kind, rule, name=name, number=len(clusters))
            clusters.append(held)
        held.mentions.append((start, end, "value"))
    return clusters, places


def renamed(sheet: Sheet, one: Typed, other: Typed) -> bool:
    """Tell whether the words between two names say that they are one (`Quillan Bank, formerly Harrow Savings`)."""
    if not 0 < other.first - one.last < LONGEST_RENAMING:
        return False
    between = tuple(word for word in sheet.lowers[one.last : other.first] if word not in (",", "(", "the"))
    return " ".join(between) in RENAMINGS


def fuller(name: str, cluster: Cluster) -> bool:
    """Tell whether a form is fuller than the name so far: longer; for a people, a noun, not an adjective."""
    if cluster.type == "NORP":
        return name.endswith("s") and not cluster.name.endswith("s")
    return len(name) > len(cluster.name)
