"""The cast of a document: its entities by place and role, which a source phrase or a pronoun can stand for."""

from __future__ import annotations

from bisect import bisect_left

from .classes import ROLE, TITLE
from .clusters import Cluster, Place
from .frames import Page
from .words import word_map

LOOK_BACK = 200
ROLES = word_map("roles")
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
        self.roles: dict[str, list[tuple[int, int]]] = {}
        self.unnamed: dict[str, int] = {}
        for place in places:
            if clusters[place.entity].type == "PERSON":
                self.gather_roles(place)

    def gather_roles(self, place: Place) -> None:
        """Note the role words that a person stands beside: before the name or in an apposition after it."""
        lowers, traits = self.sheet.lowers, self.sheet.traits
        low, high = self.sheet.ranges[self.sheet.unit_of[place.first]]
        before = place.first - 1
        limit = max(low, place.first - 4)
        while before >= limit and traits[before] & (ROLE | TITLE):
            self.roles.setdefault(lowers[before], []).append((place.start, place.entity))
            before -= 1
        if place.last < high and lowers[place.last] == ",":
            for at in range(place.last + 1, min(high, place.last + 9)):
                if lowers[at] in ROLE_ENDS:
                    break
                if traits[at] & ROLE:
                    self.roles.setdefault(lowers[at], []).append((place.start, place.entity))
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

    def body_before(self, place: int, head: str) -> int | None:
        """Return the organisation that `the agency` stands for: one with the word in its name, else the last one."""
        last = None
        end = bisect_left(self.starts, place)
        for at in range(end - 1, max(-1, end - 1 - LOOK_BACK), -1):
            entity = self.places[at].entity
            cluster = self.clusters[entity]
            if cluster.type != "ORG":
                continue
            if head in cluster.words:
                return entity
            if last is None:
                last = entity
        return last

    def told_before(self, place: int, kind: str, gender: str = "u") -> int | None:
        """Return the entity of a type that is named last before a place outside marks, if its gender fits."""
        end = bisect_left(self.told_starts, place)
        for at in range(end - 1, max(-1, end - 1 - LOOK_BACK), -1):
            entity = self.told[at].entity
            cluster = self.clusters[entity]
            if cluster.type == kind and ("u" in (gender, cluster.gender) or gender == cluster.gender):
                return entity
        return None

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
