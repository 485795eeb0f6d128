"""Entities: mentions that name one referent, joined by equal words, surname, acronym or alias."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from .nametypes import Typed
from .numerals import Value
from .tokens import Sheet
from .words import gazetteer, marked, plural, word_map

PREFIXES = marked("grammar", "prefixes")


@dataclass(slots=True)
class Mentioned:
    """One mention of an entity: its place and its form."""

    start: int
    end: int
    form: str


@dataclass(slots=True)
class Cluster:
    """One entity in the making: type or kind, mentions, the titles before its name, and the rule that began it."""

    type: str | None
    rule: str
    kind: str | None = None
    mentions: list[Mentioned] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    words: tuple[str, ...] = ()
    gender: str = "u"

    def add(self, start: int, end: int, form: str) -> None:
        """Add a mention, once."""
        # Pronouns come long after names; a set would be one more thing to keep in step for a handful of mentions.
        if not self.mentions or self.mentions[-1] != Mentioned(start, end, form):
            self.mentions.append(Mentioned(start, end, form))


def cluster_mentions(sheet: Sheet, names: list[Typed], values: list[Value]) -> list[Cluster]:
    """Join names and values to entities, in the order of their first mention."""
    clusters: list[Cluster] = []
    index = NameIndex()
    by_value: dict[tuple[str, str], Cluster] = {}
    longer = full_names(sheet, names)
    items: list[tuple[int, Typed | Value]] = [(item.first, item) for item in names]
    items += [(value.first, value) for value in values]
    items.sort(key=lambda pair: pair[0])
    for _, item in items:
        start, end = sheet.tokens[item.first].start, sheet.tokens[item.last - 1].end
        if isinstance(item, Value):
            key = (item.type, sheet.text[start:end].lower())
            cluster = by_value.get(key)
            if cluster is None:
                cluster = by_value[key] = Cluster(item.type, item.rule)
                clusters.append(cluster)
            cluster.add(start, end, "value")
            continue
        words = tuple(token.lower for token in sheet.tokens[item.first : item.last])
        cluster = index.find(item, words, sheet, longer)
        if cluster is None:
            cluster = Cluster(item.type, item.rule, words=words)
            clusters.append(cluster)
        cluster.add(start, end, "name")
        if item.title:
            cluster.titles.append(item.title.lower())
        index.keep(cluster, item, words, sheet)
    return clusters


def full_names(sheet: Sheet, names: list[Typed]) -> dict[str, list[tuple[str, ...]]]:
    """Return surname to the full names of persons that end with it, in order, each once."""
    found: dict[str, list[tuple[str, ...]]] = {}
    kept: set[tuple[str, ...]] = set()
    for item in names:
        words = tuple(token.lower for token in sheet.tokens[item.first : item.last])
        if item.type == "PERSON" and len(words) > 1 and words not in kept:
            kept.add(words)
            found.setdefault(surname(words), []).append(words)
    return found


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


class NameIndex:
    """Where each name of the text so far leads: by words, by surname, by given name, by acronym."""

    def __init__(self) -> None:
        self.exact: dict[tuple[str, str], Cluster] = {}
        self.surnames: dict[str, Cluster] = {}
        self.given: dict[str, Cluster] = {}
        self.called: dict[tuple[str, str], Cluster] = {}
        self.acronyms: dict[tuple[str, str], Cluster] = {}
        self.tails: dict[tuple[str, str], Cluster] = {}
        self.aliases = aliases()
        self.peoples = peoples()

    def key(self, words: tuple[str, ...], kind: str) -> str:
        """Return the words under which equal names meet: aliases resolved, stops dropped, plurals of people undone."""
        text = " ".join(words)
        if kind in ("GPE", "NORP", "ORG", "LOC"):
            text = self.aliases.get(text, text)
        text = text.replace(".", "")
        return self.peoples.get(text, text) if kind == "NORP" else text

    def find(
        self, item: Typed, words: tuple[str, ...], sheet: Sheet, longer: dict[str, list[tuple[str, ...]]]
    ) -> Cluster | None:
        """Return the entity that a name belongs to, if the text has named it."""
        called = title_gender(item.title)
        if item.type == "PERSON" and called != "u" and len(words) == 1:
            # `Mr. Ruiz` and `Mrs. Ruiz` are two.
            other = self.surnames.get(words[0])
            if other is None or other.gender in ("u", called):
                return other
            return self.called.get((words[0], called))
        found = self.exact.get((item.type, self.key(words, item.type)))
        if item.type == "PERSON" and len(words) == 1:
            return self.surnames.get(words[0]) or self.given.get(words[0]) or found
        if found is not None:
            return found
        if item.type == "PERSON":
            holder = self.surnames.get(surname(words))
            if holder is None:
                return None
            # `Ruiz` before `Ana Ruiz` (a headline), or a name with and without a middle initial.
            same = holder.words[0] == words[0] if len(holder.words) > 1 else len(longer.get(surname(words), ())) == 1
            return holder if same else None
        if item.type in ("ORG", "LAW", "EVENT", "FAC", "GPE", "LOC"):
            if len(words) == 1:
                return self.acronym(item, words[0].replace(".", ""), sheet)
            return self.tails.get((item.type, " ".join(words)))
        return None

    def acronym(self, item: Typed, word: str, sheet: Sheet) -> Cluster | None:
        """Return the entity whose initials a word is, be it in brackets after the name or later."""
        text = sheet.tokens[item.first].text.replace(".", "")
        if len(text) < 2 or not text.isupper():
            return self.tails.get((item.type, word))
        return self.acronyms.get((item.type, text))

    def keep(self, cluster: Cluster, item: Typed, words: tuple[str, ...], sheet: Sheet) -> None:
        """Remember a name for the mentions that follow."""
        self.exact.setdefault((item.type, self.key(words, item.type)), cluster)
        if item.type == "PERSON":
            if len(words) > len(cluster.words):
                cluster.words = words
            self.surnames[surname(words)] = cluster
            first = sheet.tokens[item.first].text
            if len(words) > 1 and len(first) > 2:
                self.given.setdefault(words[0], cluster)
            cluster.gender = gender(cluster, first)
            if cluster.gender != "u":
                self.called[(surname(words), cluster.gender)] = cluster
            return
        tokens = sheet.tokens[item.first : item.last]
        if len(tokens) > 1:
            for initials in (
                "".join(token.text[0] for token in tokens if token.capital),
                "".join(token.text[0].upper() for token in tokens if token.word),
            ):
                if len(initials) > 1:
                    self.acronyms.setdefault((item.type, initials), cluster)
            high = sheet.ranges[sheet.unit_of[item.first]][1]
            if item.last + 2 < high and sheet.tokens[item.last].text == "(" and sheet.tokens[item.last + 2].text == ")":
                short = sheet.tokens[item.last + 1].text.replace(".", "")
                if len(short) > 1 and short[0].isupper():
                    self.acronyms[(item.type, short)] = cluster
                    self.tails[(item.type, short.lower())] = cluster
            # `Harbour Institute` after `National Harbour Institute`.
            if len(words) > 2 and tokens[1].capital:
                self.tails.setdefault((item.type, " ".join(words[1:])), cluster)


@cache
def title_genders() -> dict[str, str]:
    """Return title to gender, in lower case."""
    return {key.lower(): value for key, value in word_map("titles").items()}


def title_gender(title: str) -> str:
    """Return m, f or u for the words of a title."""
    for word in title.lower().split(" "):
        if title_genders().get(word, "u") in ("m", "f"):
            return title_genders()[word]
    return "u"


def gender(cluster: Cluster, first: str) -> str:
    """Return m, f or u for a person, from the last title that tells, else from the given name."""
    for title in cluster.titles[-1:]:
        if title_gender(title) != "u":
            return title_gender(title)
    known = word_map("given_names").get(first, "u")
    return known if known != "u" and cluster.gender == "u" else cluster.gender


def cluster_name(sheet: Sheet, cluster: Cluster) -> str:
    """Return the fullest form of an entity's name: the longest, a noun before an adjective, the first of equals."""
    forms = [
        sheet.text[mention.start : mention.end] for mention in cluster.mentions if mention.form in ("name", "value")
    ]
    if not forms:
        first = cluster.mentions[0]
        return " ".join(sheet.text[first.start : first.end].split())
    best = forms[0]
    for form in forms[1:]:
        noun = form.endswith("s") and not best.endswith("s")
        if noun if cluster.type == "NORP" else len(form) > len(best):
            best = form
    return best
