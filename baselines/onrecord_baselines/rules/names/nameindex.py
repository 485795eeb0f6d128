"""Where each name of the text so far leads: by words, surname, given name, acronym, alias or short form."""

from __future__ import annotations

from functools import cache, cached_property

from onrecord_baselines.rules.names.cluster import Cluster
from onrecord_baselines.rules.names.nameforms import initials
from onrecord_baselines.rules.names.onename import Typed
from onrecord_baselines.rules.names.splits import GIVEN, HEADS, KNOWN
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import gazetteer, marked, plural, word_map

PARTICLES = marked("grammar", "particles")
PREFIXES = marked("grammar", "prefixes")
TITLE_GENDERS = {title.lower(): gender for title, gender in word_map("titles").items()}
NAMED_BY_ALIAS = frozenset(("GPE", "NORP", "ORG", "LOC"))
SHORTENED = frozenset(("ORG", "LAW", "EVENT", "FAC", "GPE", "LOC"))
LONGEST_NAME = 12  # words: no part of a longer name is kept


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
    found = {
        plural(name).lower(): name.lower()
        for name, (kind, _) in gazetteer().items()
        if kind == "NORP" and plural(name) != name
    }
    for value in word_map("countries").values():
        # `Kurdish` and `Kurds`, `Spanish` and `Spaniards` are one people.
        first, *others = value.split(",")
        for other in others:
            found[other.lower()] = found[plural(other).lower()] = first.lower()
    return found


@remembered
def meeting_key(name: tuple[tuple[str, ...], str]) -> tuple[str, str]:
    """Return the key under which equal names (words and type) meet: aliases resolved, stops and plurals dropped."""
    words, kind = name
    text = " ".join(words)
    if kind in NAMED_BY_ALIAS:
        text = aliases().get(text, text)
    text = text.replace(".", "")
    return kind, peoples().get(text, text) if kind == "NORP" else text


@remembered
def short_forms(name: tuple[tuple[str, ...], bytes]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what a name of several words may be called: acronyms, its words but the first or last ones, heads.

    ``name`` is its words and their column of kinds (see ``classes``); all but the acronyms are in lower case.
    """
    words, kinds = name
    lowers = [word.lower().replace("\u2019", "'") for word in words]
    tails: list[str] = []
    heads: list[str] = []
    for at in range(1, min(len(words), LONGEST_NAME)):
        if kinds[at - 1] & CAPITAL:
            tails.append(" ".join(lowers[:at]))
        if kinds[at] & CAPITAL:
            # `Harbour Institute` after `National Harbour Institute`; of two such names the latest counts.
            tails.append(" ".join(lowers[at:]))
            if at + 1 < len(words) and words[at] in HEADS:
                # The head of `Directorate of Prisons`.
                heads.append(lowers[at])
    return tuple([short for short in initials(words) if len(short) > 1]), tuple(tails), tuple(heads)


class NameIndex:
    """Where each name of the text so far leads: by words, by surname, by given name, by acronym, by a short form."""

    def __init__(self, sheet: Sheet, names: list[Typed], keys: list[tuple[str, ...]]) -> None:
        self.sheet = sheet
        self.names = names
        self.keys = keys
        self.exact: dict[tuple[str, str], Cluster] = {}
        self.surnames: dict[str, Cluster] = {}
        self.given: dict[str, Cluster] = {}
        # The persons by surname and gender; only a name with a title asks for them.
        self.called: dict[tuple[str, str], Cluster] = {}
        self.titled = any(item.title for item in names)
        self.acronyms: dict[tuple[str, str], Cluster] = {}
        self.tails: dict[tuple[str, str], Cluster] = {}

    @cached_property
    def opened(self) -> set[str]:
        """Return the words that are a name of the text by themselves."""
        return {words[0] for words in self.keys if len(words) == 1}

    @cached_property
    def full(self) -> dict[str, set[tuple[str, ...]]]:
        """Return the full names of persons by surname, over the whole text."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for item, words in zip(self.names, self.keys, strict=True):
            if item.type == "PERSON" and len(words) > 1 and words[0] not in PARTICLES:
                found.setdefault(surname(words), set()).add(words)
        return found

    def find_other(self, item: Typed, words: tuple[str, ...]) -> Cluster | None:
        """Return the entity of a name that is no person's and not yet named so, by an acronym or a longer form."""
        if len(words) > 1:
            return self.find_long(item, words)
        acronym = item.text.replace(".", "")
        if len(acronym) > 1 and acronym.isupper():
            return self.acronyms.get((item.type, acronym))
        if item.text in KNOWN and item.type in ("ORG", "GPE", "LOC"):
            found = self.tails.get((item.type, words[0])) if item.type == "GPE" else None
            return (
                found if found is not None and found.words[-1] in ("state", "province", "region", "republic") else None
            )
        return self.tails.get((item.type, words[0].replace(".", "")))

    def find_long(self, item: Typed, words: tuple[str, ...]) -> Cluster | None:
        """Return the entity of a name of several words by a longer name, or by an acronym that stood before it."""
        kind = item.type
        found = self.tails.get((kind, " ".join(words))) if self.tails else None
        if found is not None and (item.text not in KNOWN or item.text == "New York"):
            return found
        for short in initials(tuple(self.sheet.words[item.first : item.last])):
            found = self.exact.get((kind, short.lower())) if len(short) > 2 else None
            if found is not None and found.name.replace(".", "").isupper() and len(found.words) == 1:
                return found
        if kind != "ORG" or words[0] not in self.opened:
            return None
        # `Halden` in a headline, before `Halden Motors`.
        found = self.exact.get((kind, words[0]))
        return found if found is not None and len(found.words) == 1 and found.name not in KNOWN else None

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
        last = words[-1] if words[-1] not in PREFIXES else surname(words)
        if words[0] in PARTICLES:
            # `De la Fuente`.
            return self.surnames.get(last)
        holder = self.surnames.get(last)
        if holder is None:
            return None
        # `Ruiz` before `Ana Ruiz` (a headline), or a name with and without a middle initial.
        full = len(holder.words) > 1 and holder.words[0] not in PARTICLES
        same = holder.words[0] == words[0] if full else len(self.full.get(last, ())) == 1
        return holder if same else None

    def keep_short_forms(self, cluster: Cluster, item: Typed) -> None:
        """Remember a name of several words by its initials, and by its words without the first or last ones."""
        sheet, kind = self.sheet, item.type
        written = tuple(sheet.words[item.first : item.last])
        acronyms, tails, heads = short_forms((written, sheet.kinds[item.first : item.last]))
        for short in acronyms:
            self.acronyms.setdefault((kind, short), cluster)
        if kind == "GPE" and item.text in KNOWN and item.text != "New York City":
            return
        for tail in tails:
            self.tails[kind, tail] = cluster
        for head in heads:
            self.tails.setdefault((kind, head), cluster)

    def keep_person(self, cluster: Cluster, item: Typed, words: tuple[str, ...], key: tuple[str, str]) -> None:
        """Remember a person by name, surname, given name and gender."""
        self.exact.setdefault(key, cluster)
        last = words[0]
        if len(words) > 1:
            if len(words) > len(cluster.words):
                cluster.words = words
            if len(last) > 2:
                self.given.setdefault(last, cluster)
            last = words[-1] if words[-1] not in PREFIXES else surname(words)
        self.surnames[last] = cluster
        gender = cluster.gender
        told = title_gender(item.title) if item.title else "u"
        if told != "u":
            gender = cluster.gender = told
        elif gender == "u":
            gender = cluster.gender = GIVEN.get(self.sheet.words[item.first], "u")
        if gender != "u" and self.titled:
            self.called[last, gender] = cluster

    def keep_bracketed(self, cluster: Cluster, item: Typed) -> None:
        """Remember a name by the short form in brackets after it."""
        words = self.sheet.words
        high = self.sheet.ranges[self.sheet.unit_of[item.first]][1]
        if item.last + 2 < high and words[item.last] == "(" and words[item.last + 2] == ")":
            short = words[item.last + 1].replace(".", "")
            if len(short) > 1 and short[0].isupper():
                self.acronyms[item.type, short] = cluster
                self.tails[item.type, short.lower()] = cluster


@remembered
def title_gender(title: str) -> str:
    """Return m, f or u for the words of a title."""
    for word in title.lower().split(" "):
        if TITLE_GENDERS.get(word, "u") in ("m", "f"):
            return TITLE_GENDERS[word]
    return "u"
