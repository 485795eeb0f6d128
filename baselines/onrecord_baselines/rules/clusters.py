"""Entities: mentions that name one referent, joined by equal words, surname, acronym or alias."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from .nameindex import SHORTENED, NameIndex, meeting_key
from .numerals import Value
from .onename import Typed
from .tokens import Sheet
from .words import word_set

RENAMINGS = word_set("renamings")
LONGEST_RENAMING = 7  # tokens
BETWEEN = frozenset((",", "(", "the"))
RENAMING_WORDS = BETWEEN | {word for renaming in RENAMINGS for word in renaming.split(" ")}
Mentioned: TypeAlias = tuple[int, int, Any]
"""One mention of an entity: its place in code points, and its form (`name`, `value`, `nominal` or `pronoun`)."""


class Place(NamedTuple):
    """One name in the text: its code points, the number of its entity, and its tokens."""

    start: int
    end: int
    entity: int
    first: int
    last: int


# As `Place(…)`, but without a call of Python's for each of thousands.
make_place = partial(tuple.__new__, Place)


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
    rows: list[tuple[int, int, int, int, int]] = []
    text, words, lowers, starts, ends = sheet.text, sheet.words, sheet.lowers, sheet.starts, sheet.ends
    keys = [tuple(lowers[item.first : item.last]) for item in names]
    index = NameIndex(sheet, names, keys)
    exact = index.exact
    before: Typed | None = None
    held: Cluster | None = None
    for item, parts in zip(names, keys, strict=True):
        first, last, kind = item.first, item.last, item.type
        key = meeting_key(parts, kind)
        person = kind == "PERSON"
        cluster = index.find_person(item, parts, key) if person else exact.get(key)
        known = cluster is not None
        if cluster is None:
            if kind in SHORTENED:
                cluster = index.find_other(item, parts)
            if cluster is None and before is not None and before.type == kind and renamed(sheet, before.last, first):
                cluster = held
        start, end = starts[first], ends[last - 1]
        name = text[start:end]
        if cluster is None:
            cluster = Cluster(kind, item.rule, None, [], parts, "u", name, len(clusters))
            clusters.append(cluster)
        elif name != cluster.name and fuller(name, cluster):
            cluster.name = name
        before, held = item, cluster
        cluster.mentions.append((start, end, "name"))
        rows.append((start, end, cluster.number, first, last))
        if person:
            index.keep_person(cluster, item, parts, key)
            continue
        if not known:
            exact[key] = cluster
            if len(parts) > 1:
                index.keep_short_forms(cluster, item)
        if len(parts) > 1 and last + 2 < len(words) and words[last] == "(":
            index.keep_bracketed(cluster, item)
    by_value: dict[tuple[str, str], Cluster] = {}
    for first, last, kind, rule in values:
        start, end = starts[first], ends[last - 1]
        name = text[start:end]
        value = (kind, name.lower())
        cluster = by_value.get(value)
        if cluster is None:
            cluster = by_value[value] = Cluster(kind, rule, None, [], (), "u", name, len(clusters))
            clusters.append(cluster)
        cluster.mentions.append((start, end, "value"))
    return clusters, list(map(make_place, rows))


def renamed(sheet: Sheet, last: int, first: int) -> bool:
    """Tell whether the words between two names say that they are one (`Quillan Bank, formerly Harrow Savings`).

    The words are the tokens ``last`` to before ``first``.
    """
    if not 0 < first - last < LONGEST_RENAMING or sheet.lowers[last] not in RENAMING_WORDS:
        return False
    return " ".join([word for word in sheet.lowers[last:first] if word not in BETWEEN]) in RENAMINGS


def fuller(name: str, cluster: Cluster) -> bool:
    """Tell whether a form is fuller than the name so far: longer; for a people, a noun, not an adjective."""
    if cluster.type == "NORP":
        return name.endswith("s") and not cluster.name.endswith("s")
    return len(name) > len(cluster.name)
