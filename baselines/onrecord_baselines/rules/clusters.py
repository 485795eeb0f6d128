"""Entities: mentions that name one referent, joined by equal words, surname, acronym or alias."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from .classes import CAPITAL, WORD
from .nametypes import Typed
from .numerals import Value
from .splits import GIVEN
from .tokens import Sheet
from .words import gazetteer, marked, plural, word_map

PREFIXES = marked("grammar", "prefixes")
TITLE_GENDERS = {title.lower(): gender for title, gender in word_map("titles").items()}
NAMED_BY_ALIAS = frozenset(("GPE", "NORP", "ORG", "LOC"))
SHORTENED = frozenset(("ORG", "LAW", "EVENT", "FAC", "GPE", "LOC"))


Mentioned: TypeAlias = tuple[int, int, str]
"""One mention of an entity: its place in code points, and its form."""


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
    for item, words in zip(names, keys, strict=True):
        key = meeting_key(words, item.type)
        cluster = index.find(item, words, key)
        start, end = starts[item.first], ends[item.last - 1]
        name = text[start:end]
        if cluster is None:
            cluster = Cluster(item.type, item.rule, words=words, name=name, number=len(clusters))
            clusters.append(cluster)
        elif fuller(name, cluster):
            cluster.name = name
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


def fuller(name: str, cluster: Cluster) -> bool:
    """Tell whether a form is fuller than the name so far: longer; for a people, a noun, not an adjective."""
    if cluster.type == "NORP":
        return name.endswith("s") and not cluster.name.endswith("s")
    return len(name) > len(cluster.name)


def surname(words: tuple[str, ...]) -> str:
    """Return the surname of a person's name in lower case."""
    last = len(words) - 1
    while last > 0 and words[last] in PREFIXES:
        last -= 1
    return words[last]


@cache
def aliases() -> dict[str, str]:
    """Return short form to full name, in lower case."""
    return {key.lower(): value.lower() for key, value in word_map("aliases").items()}


@cache
def peoples() -> dict[str, str]:
    """Return plural to singular for every known people."""
    return {plural(name).lower(): name.lower() for name, (kind, _) in gazetteer().items() if kind == "NORP"}


@lru_cache(maxsize=50_000)
def meeting_key(words: tuple[str, ...], kind: str) -> tuple[str, str]:
    """Return the key under which equal names meet: aliases resolved, stops dropped, plurals of people undone."""
    text = " ".join(words)
    if kind in NAMED_BY_ALIAS:
        text = aliases().get(text, text)
    text = text.replace(".", "")
    return kind, peoples().get(text, text) if kind == "NORP" else text


class NameIndex:
    """Where each name of the text so far leads: by words, by surname, by given name, by acronym, by a short form."""

    def __init__(self, sheet: Sheet, names: list[Typed], keys: list[tuple[str, ...]]) -> None:
        self.sheet = sheet
        self.exact: dict[tuple[str, str], Cluster] = {}
        self.surnames: dict[str, Cluster] = {}
        self.given: dict[str, Cluster] = {}
        self.called: dict[tuple[str, str], Cluster] = {}
        self.acronyms: dict[tuple[str, str], Cluster] = {}
        self.tails: dict[tuple[str, str], Cluster] = {}
        # The full names of persons that end with a surname, over the whole text.
        self.full: dict[str, set[tuple[str, ...]]] = {}
        for item, words in zip(names, keys, strict=True):
            if item.type == "PERSON" and len(words) > 1:
                self.full.setdefault(surname(words), set()).add(words)

    def find(self, item: Typed, words: tuple[str, ...], key: tuple[str, str]) -> Cluster | None:
        """Return the entity that a name belongs to, if the text has named it."""
        if item.type == "PERSON":
            return self.find_person(item, words, key)
        found = self.exact.get(key)
        if found is not None or item.type not in SHORTENED:
            return found
        if len(words) > 1:
            return self.tails.get((item.type, " ".join(words)))
        acronym = item.text.replace(".", "")
        if len(acronym) > 1 and acronym.isupper():
            return self.acronyms.get((item.type, acronym))
        return self.tails.get((item.type, words[0].replace(".", "")))

    def find_person(self, item: Typed, words: tuple[str, ...], key: tuple[str, str]) -> Cluster | None:
        """Return the person that a name belongs to, if the text has named them."""
        if len(words) == 1:
            known = self.surnames.get(words[0])
            called = title_gender(item.title) if item.title else "u"
            if called != "u":
                # `Mr. Ruiz` and `Mrs. Ruiz` are two.
                return known if known is None or known.gender in ("u", called) else self.called.get((words[0], called))
            return known or self.given.get(words[0]) or self.exact.get(key)
        found = self.exact.get(key)
        if found is not None:
            return found
        last = surname(words)
        holder = self.surnames.get(last)
        if holder is None:
            return None
        # `Ruiz` before `Ana Ruiz` (a headline), or a name with and without a middle initial.
        same = holder.words[0] == words[0] if len(holder.words) > 1 else len(self.full.get(last, ())) == 1
        return holder if same else None

    def keep_other(self, cluster: Cluster, item: Typed, words: tuple[str, ...], key: tuple[str, str]) -> None:
        """Remember a name that is no person's for the mentions that follow."""
        new = key not in self.exact
        if new:
            self.exact[key] = cluster
        if len(words) > 1:
            if new:
                self.keep_short_forms(cluster, item, words)
            self.keep_bracketed(cluster, item)

    def keep_person(self, cluster: Cluster, item: Typed, words: tuple[str, ...], key: tuple[str, str]) -> None:
        """Remember a person by name, surname, given name and gender."""
        self.exact.setdefault(key, cluster)
        if len(words) > len(cluster.words):
            cluster.words = words
        last = words[0] if len(words) == 1 else surname(words)
        self.surnames[last] = cluster
        first = self.sheet.words[item.first]
        if len(words) > 1 and len(first) > 2:
            self.given.setdefault(words[0], cluster)
        told = title_gender(item.title) if item.title else "u"
        if told != "u":
            cluster.gender = told
        elif cluster.gender == "u":
            cluster.gender = GIVEN.get(first, "u")
        if cluster.gender != "u":
            self.called[last, cluster.gender] = cluster

    def keep_short_forms(self, cluster: Cluster, item: Typed, words: tuple[str, ...]) -> None:
        """Remember a name by its initials, and by its words without the first."""
        sheet = self.sheet
        tokens = range(item.first, item.last)
        for initials in (
            "".join(sheet.words[at][0] for at in tokens if sheet.kinds[at] & CAPITAL),
            "".join(sheet.words[at][0].upper() for at in tokens if sheet.kinds[at] & WORD),
        ):
            if len(initials) > 1:
                self.acronyms.setdefault((item.type, initials), cluster)
        # `Harbour Institute` after `National Harbour Institute`.
        if len(words) > 2 and sheet.kinds[item.first + 1] & CAPITAL:
            self.tails.setdefault((item.type, " ".join(words[1:])), cluster)

    def keep_bracketed(self, cluster: Cluster, item: Typed) -> None:
        """Remember a name by the short form in brackets after it."""
        words = self.sheet.words
        high = self.sheet.ranges[self.sheet.unit_of[item.first]][1]
        if item.last + 2 < high and words[item.last] == "(" and words[item.last + 2] == ")":
            short = words[item.last + 1].replace(".", "")
            if len(short) > 1 and short[0].isupper():
                self.acronyms[item.type, short] = cluster
                self.tails[item.type, short.lower()] = cluster


@lru_cache(maxsize=10_000)
def title_gender(title: str) -> str:
    """Return m, f or u for the words of a title."""
    for word in title.lower().split(" "):
        if TITLE_GENDERS.get(word, "u") in ("m", "f"):
            return TITLE_GENDERS[word]
    return "u"
