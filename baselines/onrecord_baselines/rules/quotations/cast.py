"""The cast of a document: its entities by place and role, which a source phrase or a pronoun can stand for."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from onrecord_baselines.rules.names.cluster import Cluster, Place
from onrecord_baselines.rules.quotations.frames import Page
from onrecord_baselines.rules.text.classes import ROLE, TITLE
from onrecord_baselines.rules.text.words import word_map

LOOK_BACK = 100
LATELY = 6  # names
ROLES = word_map("roles")
ARTICLES = frozenset(("a", "an", "the"))
# What a title before a name makes its bearer.
TITLED = {
    "dr": "doctor",
    "prof": "professor",
    "sen": "senator",
    "rep": "congressman",
    "gov": "governor",
    "sgt": "sergeant",
    "capt": "captain",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "insp": "inspector",
    "rev": "reverend",
    "pres": "president",
    "cllr": "councillor",
    "det": "detective",
    "supt": "superintendent",
}
# Bodies whose names say what they are: `the court` is no ministry.
OWN_NAMED = frozenset(
    (
        "court",
        "union",
        "bank",
        "university",
        "church",
        "council",
        "party",
        "hospital",
        "school",
        "senate",
        "parliament",
        "army",
        "navy",
        "police",
        "tribunal",
        "embassy",
        "airline",
        "newspaper",
        "campaign",
    )
)
ROLE_ENDS = frozenset((",", "who", "said", "and"))


class Cast:
    """The entities of a document, found by place, by title and by role; grows by unnamed sources.

    ``places`` holds the names of the text in order, ``told`` those outside quotation marks: names in somebody's words
    are seldom what a pronoun outside them stands for.
    """

    def __init__(self, page: Page, clusters: list[Cluster], places: list[Place]) -> None:
        self.sheet = page.sheet
        self.clusters = clusters
        self.places = places
        self.starts = [place.start for place in places]
        self.told = [place for place in places if page.inside[place.first] < 0] if page.stretches else places
        self.told_starts = [place.start for place in self.told] if page.stretches else self.starts
        self.unnamed: dict[str, int] = {}
        self.spoken: list[int] = []

    @cached_property
    def told_of(self) -> dict[str | None, tuple[list[int], list[int]]]:
        """The starts and the entities of the names outside quotation marks, by their type."""
        found: dict[str | None, tuple[list[int], list[int]]] = {}
        for start, _, entity, _, _ in self.told:
            starts, entities = found.setdefault(self.clusters[entity].type, ([], []))
            starts.append(start)
            entities.append(entity)
        return found

    @cached_property
    def roles(self) -> dict[str, list[tuple[int, int]]]:
        """The places and entities of persons by the role words that they stand beside."""
        found: dict[str, list[tuple[int, int]]] = {}
        sheet = self.sheet
        lowers, traits, size = sheet.lowers, sheet.traits, len(sheet.lowers)
        for place in self.places:
            _, _, entity, first, last = place
            beside = traits[first - 1] & (ROLE | TITLE) or (last < size and lowers[last] == ",")
            if beside and self.clusters[entity].type == "PERSON":
                self.gather_roles(place, found)
        return found

    def gather_roles(self, place: Place, roles: dict[str, list[tuple[int, int]]]) -> None:
        """Note the role words that a person stands beside: before the name or in an apposition after it."""
        lowers, traits = self.sheet.lowers, self.sheet.traits
        low, high = self.sheet.ranges[self.sheet.unit_of[place.first]]
        before = place.first - 1
        limit = max(low, place.first - 4)
        while before >= limit and traits[before] & (ROLE | TITLE):
            role = TITLED.get(lowers[before].removesuffix("."), lowers[before])
            roles.setdefault(role, []).append((place.start, place.entity))
            before -= 1
        if place.last < high and lowers[place.last] == ",":
            for at in range(place.last + 1, min(high, place.last + 9)):
                if lowers[at] in ROLE_ENDS:
                    break
                if traits[at] & ROLE or (
                    at > place.last + 1 and lowers[at - 1] in ARTICLES and at + 1 < high and lowers[at + 1] in ROLE_ENDS
                ):
                    roles.setdefault(lowers[at], []).append((place.start, place.entity))
                    break

    def names_in(self, start: int, end: int) -> list[Place]:
        """Return the names inside a stretch of the text."""
        found = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        while found and found[-1].end > end:
            found.pop()
        return found

    def told_in(self, start: int, end: int) -> list[Place]:
        """Return the names outside marks in a stretch of the text, at most the first forty."""
        first = bisect_left(self.told_starts, start)
        found = self.told[first : min(bisect_left(self.told_starts, end), first + 40)]
        while found and found[-1].end > end:
            found.pop()
        return found

    def role_before(self, role: str, place: int) -> int | None:
        """Return the person who stood beside a role word last before a place."""
        known = self.roles.get(role, [])
        at = bisect_left(known, (place, -1))
        return known[at - 1][1] if at else None

    @cached_property
    def bodies(self) -> dict[str, list[tuple[int, int]]]:
        """The places and entities of organisations by each word of their name, and all of them under no word."""
        found: dict[str, list[tuple[int, int]]] = {"": []}
        for place in self.places:
            cluster = self.clusters[place.entity]
            if cluster.type == "ORG":
                found[""].append((place.start, place.entity))
                for word in cluster.words:
                    found.setdefault(word, []).append((place.start, place.entity))
        return found

    def body_before(self, place: int, head: str) -> int | None:
        """Return the organisation that `the agency` stands for: one with the word in its name, else the last one."""
        for word in (head,) if head in OWN_NAMED else (head, ""):
            known = self.bodies.get(word, [])
            at = bisect_left(known, (place, -1))
            if at:
                return known[at - 1][1]
        return None

    def told_before(self, place: int, kind: str, gender: str = "u") -> int | None:
        """Return the entity of a type that is named last before a place outside marks, if its gender fits."""
        starts, entities = self.told_of.get(kind, ([], []))
        end = bisect_left(starts, place)
        if gender != "u":
            # One who is known to be he or she, if named lately, before one who may be.
            for at in range(end - 1, max(-1, end - 1 - LATELY), -1):
                if self.clusters[entities[at]].gender == gender:
                    return entities[at]
        for at in range(end - 1, max(-1, end - 1 - LOOK_BACK), -1):
            if gender == "u" or self.clusters[entities[at]].gender in ("u", gender):
                return entities[at]
        return None

    def only_person(self, place: int) -> int | None:
        """Return the one person named so far in the text, if there is exactly one."""
        starts, entities = self.told_of.get("PERSON", ([], []))
        named = bool(starts) and starts[0] < place
        return entities[0] if named and place <= self.second_person else None

    @cached_property
    def second_person(self) -> int:
        """Where a second person is first named outside marks, or the text's length if there is none."""
        starts, entities = self.told_of.get("PERSON", ([], []))
        return next(
            (start for start, entity in zip(starts, entities, strict=True) if entity != entities[0]),
            len(self.sheet.text),
        )

    def subject_person(self, at: int, gender: str) -> int | None:
        """Return the person named last in the same unit before the pronoun, or first in the unit before it."""
        sheet = self.sheet
        unit = sheet.unit_of[at]
        low = sheet.ranges[unit][0]
        for name in reversed(self.told_in(sheet.starts[low], sheet.starts[at])):
            if self.clusters[name.entity].type == "PERSON" and self.fits(name.entity, gender):
                return name.entity
        if unit:
            first, last = sheet.ranges[unit - 1]
            if first < last:
                for name in self.told_in(sheet.starts[first], sheet.ends[last - 1]):
                    if self.clusters[name.entity].type == "PERSON" and self.fits(name.entity, gender):
                        return name.entity
        return None

    def fits(self, index: int, gender: str) -> bool:
        """Tell whether an entity can be he or she."""
        cluster = self.clusters[index]
        person = cluster.type == "PERSON" or cluster.kind == "person"
        return person and cluster.gender in ("u", gender)

    def is_thing(self, index: int) -> bool:
        """Tell whether an entity can be `it`."""
        cluster = self.clusters[index]
        return cluster.type in ("ORG", "GPE") or cluster.kind in ("organization", "document")

    def is_several(self, index: int) -> bool:
        """Tell whether an entity can be `they`."""
        cluster = self.clusters[index]
        return cluster.kind == "group" or cluster.type in ("ORG", "NORP")
