"""How checkable a clause is: points for figures, conduct, harm, law and comparison, against opinion and feeling."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from .cast import Cast
from .classes import CAPITAL, FIGURE, NOUNS, ROLE, WEIGHT, WORD, claim_words
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import classed

LABELS = (
    *("opinion", "norm", "law", "comparison", "cause", "record", "event", "conduct", "harm", "reaction", "content"),
    *("document", "aim", "money", "background", "plural", "motive"),
)
BITS = {label: 1 << number for number, label in enumerate(LABELS)}
FIRST = 1 << len(LABELS)
OPINION, NORM, LAW, COMPARISON, CAUSE, RECORD, EVENT = (BITS[label] for label in LABELS[:7])
CONDUCT, HARM, REACTION, CONTENT, DOCUMENT, AIM, MONEY, BACKGROUND, PLURAL, MOTIVE = (BITS[b] for b in LABELS[7:])
VERBAL = CONDUCT | EVENT | HARM | BACKGROUND | CAUSE
FACTS = CONDUCT | HARM | CAUSE | REACTION | LAW
AGAINST = OPINION | FIRST
FIGURES = {"MONEY": 3, "PERCENT": 3, "CARDINAL": 2}
STATIVE = frozenset(("is", "are", "was", "were", "has", "have", "had", "covers", "includes", "stands", "lies", "'s"))
PAST = classed("verbs", "past")
ARGUMENTS = frozenset(
    ("that", "to", "no", "less", "more", "only", "every", "any", "nothing", "about", "over", "nearly")
)
FOLLOWING = DETERMINERS | ARGUMENTS
LIGHT = frozenset(("took", "gave", "met"))
IDIOMS = frozenset(("office", "place", "part", "over", "effect", "shape", "up", "way", "birth", "notice"))
QUOTED = 2


class Weight(NamedTuple):
    """A clause's points (4 and more: worth a check), its words' classes, its figures' points, and words against it."""

    points: int
    classes: int
    figures: int
    opinions: int
    firsts: int


@cache
def claim_masks() -> dict[str, int]:
    """Return the classes of every word of the list as bits."""
    return {word: sum(BITS[label] for label in labels if label in BITS) for word, labels in claim_words().items()}


@lru_cache(maxsize=10_000)
def class_points(classes: int, figures: int) -> int:
    """Return the points of a clause's classes; conduct and harm weigh most, background against them."""
    points = 3 * bool(classes & CONDUCT) + 3 * bool(classes & HARM) + 2 * bool(classes & CAUSE)
    points += 2 * bool(classes & COMPARISON) + 2 * bool(classes & LAW) + 2 * bool(classes & MONEY)
    points += bool(classes & EVENT) + 3 * bool(classes & REACTION) + bool(classes & RECORD)
    if classes & CONTENT and classes & DOCUMENT:
        points += 3
    if classes & BACKGROUND and not classes & (CONDUCT | CAUSE | LAW) and not figures:
        points -= 2
    return points


class Scales:
    """What weighs in a document's clauses: its figures, its names, its words of a class, and its finite verbs."""

    def __init__(self, sheet: Sheet, cast: Cast) -> None:
        self.sheet = sheet
        self.names = bytearray(len(sheet.words))
        for place in cast.places:
            self.names[place.first] = 1
        self.figures = bytearray(len(sheet.words))
        for cluster in cast.clusters:
            value = FIGURES.get(cluster.type or "", 0)
            if value:
                for start, _, _ in cluster.mentions:
                    self.figures[bisect_left(sheet.starts, start)] = value
        self.numbers = sheet.marked(FIGURE)
        self.weights = sheet.where(WEIGHT)
        masks = claim_masks()
        self.masks = [masks.get(sheet.lowers[at], FIRST) for at in self.weights]
        for number, at in enumerate(self.weights):
            if sheet.lowers[at] in LIGHT and at + 1 < len(sheet.words) and sheet.lowers[at + 1] in IDIOMS:
                self.masks[number] = BACKGROUND
        self.verbs = bytearray(sheet.finite)
        for at, mask in zip(self.weights, self.masks, strict=True):
            if mask & (VERBAL | CONTENT | PLURAL) and not self.verbs[at]:
                self.verbs[at] = self.is_verb(at, mask)

    def is_verb(self, at: int, mask: int) -> bool:
        """Tell whether a word of the list that is no finite verb by its form is one by what stands around it."""
        sheet = self.sheet
        lower = sheet.lowers[at]
        if not at or sheet.kinds[at] & CAPITAL or (sheet.traits[at - 1] & NOUNS and not sheet.traits[at - 1] & ROLE):
            return False
        if mask & VERBAL and (lower.endswith("ed") or lower in PAST):
            return True
        if (
            not (mask & (CONTENT | PLURAL) or lower.endswith("s"))
            or not sheet.kinds[at - 1] & WORD
            or sheet.lowers[at - 1] in NO_SUBJECT
        ):
            return False
        if at + 1 >= len(sheet.words):
            return False
        return bool(sheet.lowers[at + 1] in FOLLOWING or sheet.kinds[at + 1] & CAPITAL)

    def weigh(self, low: int, high: int) -> Weight:
        """Return what speaks for and against a clause."""
        values = self.figures[low:high]
        figures = max(values)
        if figures and len(values) - values.count(0) > 1:
            figures += 1
        number = bisect_left(self.weights, low)
        classes = opinions = firsts = 0
        for mask in self.masks[number : bisect_left(self.weights, high, number)]:
            classes |= mask
            if mask & AGAINST:
                opinions += mask & OPINION
                firsts += mask == FIRST
        names = min(self.names.count(1, low, high), 2)
        points = figures + names
        if classes:
            points += class_points(classes, figures) - 2 * min(opinions, 3) - min(firsts, 2)
        if self.long_ago(low, high):
            points = min(points - 3, 2)
        return Weight(points, classes, figures, opinions, firsts)

    def long_ago(self, low: int, high: int) -> bool:
        """Tell whether a clause names a year before 1990."""
        words = self.sheet.words
        at = self.numbers.find(1, low, high)
        while at >= 0:
            word = words[at]
            if len(word) == 4 and word.isdigit() and "1000" < word < "1990":
                return True
            at = self.numbers.find(1, at + 1, high)
        return False


NO_SUBJECT = DETERMINERS | {"to", "of", "and", "or", "for", "in", "with", "by", "will", "would", "could", "should"}
