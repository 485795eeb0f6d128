"""The cast of a document: its entities by place, title and role, and who a source phrase stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .clusters import Cluster
from .frames import Page
from .sources import Phrase, head_of, is_coordinated
from .verbs import DETERMINERS
from .words import marked, word_map

DEFINITE = marked("grammar", "definite")
LOOK_BACK = 200
MALE = marked("grammar", "male")
FEMALE = marked("grammar", "female")


class Cast:
    """The entities of a document, found by place, by title and by role; grows by unnamed sources."""

    def __init__(self, page: Page, clusters: list[Cluster]) -> None:
        sheet = page.sheet
        self.sheet = sheet
        self.clusters = clusters
        places = [
            (mention.start, mention.end, index)
            for index, cluster in enumerate(clusters)
            for mention in cluster.mentions
            if mention.form == "name"
        ]
        places.sort()
        self.places = places
        self.starts = [place[0] for place in places]
        self.token_starts = [token.start for token in sheet.tokens]
        # Names in somebody's words are seldom what a pronoun outside them stands for.
        self.told = [place for place in places if page.inside[bisect_left(self.token_starts, place[0])] < 0]
        self.told_starts = [place[0] for place in self.told]
        self.roles: dict[str, list[tuple[int, int]]] = {}
        self.unnamed: dict[str, int] = {}
        self.gather_roles()

    def gather_roles(self) -> None:
        """Note which person each role word stands beside: before the name or in an apposition after it."""
        tokens = self.sheet.tokens
        for start, end, index in self.places:
            cluster = self.clusters[index]
            if cluster.type != "PERSON":
                continue
            first = bisect_left(self.token_starts, start)
            last = bisect_left(self.token_starts, end)
            low, high = self.sheet.ranges[self.sheet.unit_of[first]]
            before = first - 1
            while before >= max(low, first - 4) and (
                tokens[before].text in word_map("titles") or tokens[before].lower in word_map("roles")
            ):
                self.roles.setdefault(tokens[before].lower, []).append((start, index))
                before -= 1
            if last < high and tokens[last].text == ",":
                for at in range(last + 1, min(high, last + 9)):
                    if tokens[at].text == "," or tokens[at].lower in ("who", "said", "and"):
                        break
                    if tokens[at].lower in word_map("roles"):
                        self.roles.setdefault(tokens[at].lower, []).append((start, index))
                        break

    def names_in(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return the name mentions inside a stretch of the text, each with its entity."""
        return [
            place
            for place in self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if place[1] <= end
        ]

    def told_in(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return the name mentions outside marks in a stretch of the text, at most the first forty."""
        first = bisect_left(self.told_starts, start)
        return [
            place for place in self.told[first : min(bisect_left(self.told_starts, end), first + 40)] if place[1] <= end
        ]

    def before(self, place: int, kinds: tuple[str, ...], gender: str = "u") -> int | None:
        """Return the entity of a type that is named last before a place, if its gender fits."""
        at = bisect_right(self.told_starts, place - 1) - 1
        for index in range(at, max(-1, at - LOOK_BACK), -1):
            cluster = self.clusters[self.told[index][2]]
            if cluster.type in kinds and not (
                gender in ("m", "f") and cluster.gender in ("m", "f") and gender != cluster.gender
            ):
                return self.told[index][2]
        return None

    def resolve(self, phrase: Phrase, previous: int | None) -> int | None:
        """Return the entity that a source phrase stands for, with a new unnamed one where it names none."""
        tokens = self.sheet.tokens
        first = tokens[phrase.first]
        start, end = first.start, tokens[phrase.last - 1].end
        if phrase.last - phrase.first == 1 and first.lower in word_map("pronouns"):
            return self.pronoun(phrase.first, previous)
        if is_coordinated(self.sheet, phrase) and self.several(phrase):
            return self.nominal(phrase, "group")
        head = tokens[head_of(self.sheet, phrase)]
        names = self.names_in(start, end)
        final = tokens[phrase.head_last - 1]
        for name in names:
            ends_person = self.clusters[name[2]].type == "PERSON" and name[0] <= final.start < name[1]
            owned = tokens[phrase.head_last - 1].lower in ("'s", "\u2019s")
            if ends_person and not owned and not self.for_person(phrase, name[0]):
                return name[2]
        for name in names:
            if name[0] <= head.start < name[1]:
                return name[2]
        apposed = tokens[phrase.head_last].start if phrase.head_last < phrase.last else end
        for name in names:
            if (
                name[0] >= apposed
                and self.clusters[name[2]].type == "PERSON"
                and name[0] <= tokens[min(phrase.head_last + 4, phrase.last - 1)].start
            ):
                return name[2]
        return self.described(phrase, head.lower)

    def for_person(self, phrase: Phrase, place: int) -> bool:
        """Tell whether a name in a phrase hangs on a preposition (`a spokesman for Ana Ruiz`)."""
        tokens = self.sheet.tokens
        for at in range(phrase.first + 1, phrase.head_last):
            if tokens[at].start == place:
                return tokens[at - 1].lower in ("for", "of", "with", "to", "from", "by")
        return False

    def several(self, phrase: Phrase) -> bool:
        """Tell whether `and` in a phrase joins two sources, not two words of one name or role."""
        tokens = self.sheet.tokens
        for at in range(phrase.first, phrase.head_last):
            if tokens[at].lower == "and":
                place = tokens[at].start
                inside = any(
                    start <= place < end
                    for start, end, _ in self.names_in(tokens[phrase.first].start, tokens[phrase.last - 1].end)
                )
                of_before = any(tokens[k].lower in ("of", "for") for k in range(phrase.first, at))
                if not inside and not of_before:
                    return True
        return False

    def described(self, phrase: Phrase, head: str) -> int | None:
        """Return the entity of a nominal: a known role, a named body, a nominal met before, or a new one."""
        tokens = self.sheet.tokens
        place = tokens[phrase.first].start
        kind = kind_of(head)
        definite = tokens[phrase.first].lower in DEFINITE
        if kind == "person" and tokens[phrase.first].lower in ("the", "this", "that"):
            known = self.roles.get(head, [])
            at = bisect_left(known, (place, -1))
            if at:
                return self.add_nominal(phrase, known[at - 1][1])
        if definite and kind == "organization" and tokens[phrase.first].lower in ("the", "this"):
            found = self.body(place, head)
            if found is not None:
                return self.add_nominal(phrase, found)
        if definite and head in self.unnamed:
            return self.add_nominal(phrase, self.unnamed[head])
        return self.nominal(phrase, kind, head)

    def body(self, place: int, head: str) -> int | None:
        """Return the organisation that `the agency` stands for: one with the word in its name, else the last one."""
        at = bisect_right(self.starts, place - 1) - 1
        last = None
        for index in range(at, max(-1, at - LOOK_BACK), -1):
            cluster = self.clusters[self.places[index][2]]
            if cluster.type != "ORG":
                continue
            if head in cluster.words:
                return self.places[index][2]
            if last is None:
                last = self.places[index][2]
        return last

    def nominal_span(self, phrase: Phrase) -> tuple[int, int]:
        """Return the place of a nominal without determiner, apposition and participial modifier."""
        tokens = self.sheet.tokens
        first = phrase.first
        while first < phrase.head_last - 1 and tokens[first].lower in DETERMINERS - {
            "one",
            "two",
            "several",
            "many",
            "few",
            "some",
            "no",
            "most",
            "another",
        }:
            first += 1
        if tokens[first].lower in ("some", "another") and first < phrase.head_last - 1:
            first += 1
        return tokens[first].start, tokens[phrase.head_last - 1].end

    def add_nominal(self, phrase: Phrase, index: int) -> int:
        """Add a nominal mention to an entity."""
        self.clusters[index].add(*self.nominal_span(phrase), "nominal")
        return index

    def nominal(self, phrase: Phrase, kind: str, head: str = "") -> int:
        """Begin an unnamed entity."""
        cluster = Cluster(None, "unnamed source", kind=kind, gender=noun_gender(head))
        cluster.add(*self.nominal_span(phrase), "nominal")
        self.clusters.append(cluster)
        if head:
            self.unnamed[head] = len(self.clusters) - 1
        return len(self.clusters) - 1

    def pronoun(self, at: int, previous: int | None) -> int | None:
        """Return the entity of a pronoun: the last speaker if it fits, else the last fitting name before it."""
        token = self.sheet.tokens[at]
        gender = word_map("pronouns")[token.lower]
        found: int | None = None
        if gender in ("m", "f"):
            found = self.subject_person(at, gender)
            if found is None and previous is not None and self.fits(previous, gender):
                found = previous
            if found is None:
                found = self.before(token.start, ("PERSON",), gender)
        elif gender == "o":
            found = previous if previous is not None and self.is_thing(previous) else self.before(token.start, ("ORG",))
        elif (
            gender == "p"
            and previous is not None
            and (self.clusters[previous].kind == "group" or self.clusters[previous].type in ("ORG", "NORP"))
        ):
            found = previous
        if found is not None:
            self.clusters[found].add(token.start, token.end, "pronoun")
        return found

    def subject_person(self, at: int, gender: str) -> int | None:
        """Return the person named last in the same unit before the pronoun, or first in the unit before it."""
        sheet = self.sheet
        unit = sheet.unit_of[at]
        low = sheet.ranges[unit][0]
        for name in reversed(self.told_in(sheet.tokens[low].start, sheet.tokens[at].start)):
            if self.fits(name[2], gender) and self.clusters[name[2]].type == "PERSON":
                return name[2]
        if unit:
            first, last = sheet.ranges[unit - 1]
            if first < last:
                for name in self.told_in(sheet.tokens[first].start, sheet.tokens[last - 1].end):
                    if self.fits(name[2], gender) and self.clusters[name[2]].type == "PERSON":
                        return name[2]
        return None

    def fits(self, index: int, gender: str) -> bool:
        """Tell whether an entity can be he or she."""
        cluster = self.clusters[index]
        person = cluster.type == "PERSON" or cluster.kind == "person"
        return person and not (cluster.gender in ("m", "f") and cluster.gender != gender)

    def is_thing(self, index: int) -> bool:
        """Tell whether an entity can be `it`."""
        cluster = self.clusters[index]
        return cluster.type in ("ORG", "GPE") or cluster.kind in ("organization", "document")


def noun_gender(head: str) -> str:
    """Return m, f or u for a common noun."""
    if head in FEMALE or head.endswith("woman"):
        return "f"
    return "m" if head in MALE or (head.endswith("man") and head != "human") else "u"


def kind_of(head: str) -> str:
    """Return the kind of an unnamed source by its head noun: by list, else by its ending."""
    roles = word_map("roles")
    if head in roles:
        return roles[head]
    for ending in ("s", "es"):
        single = head.removesuffix(ending)
        if single != head and roles.get(single) == "document":
            return "document"
        if single != head and single in roles:
            return "group"
    if head.endswith("s") and not head.endswith("ss"):
        return "group"
    if head.endswith(("er", "or", "ist", "man", "woman", "person", "ian", "ee", "ant")):
        return "person"
    return "organization" if head.endswith(("tion", "ment", "ship", "ry")) else "person"
