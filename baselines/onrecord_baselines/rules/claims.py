"""Claims: clauses that state something checkable, unit by unit, with their worth, kind and the unit's score."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from .cast import Cast
from .classes import FIGURE, WEIGHT, claim_words
from .frames import Draft, Page
from .numerals import is_number
from .regions import Region, clauses, find_joints, find_regions
from .tokens import Sheet
from .words import classed, marked

KINDS = ("law", "comparison", "cause", "record", "event")
ACTS = frozenset(KINDS)
NO_CLASSES: frozenset[str] = frozenset()
FIRST_PERSON = frozenset(("first person",))
AGAINST = FIRST_PERSON | {"opinion", "norm"}
NORMS = marked("claim_marks", "norm")
MODALS = classed("verbs", "modal")
PAST = classed("verbs", "past") - {"was", "were", "had"}
BEING = frozenset(("is", "are", "was", "were", "'s"))
PLANNED = frozenset(("expected", "likely", "set", "due", "planned", "scheduled"))
NO_STATEMENT = frozenset(("if", "let", "let's", "please"))
QUANTITIES = frozenset(("%", "$", "\u00a3", "\u20ac", "percent", "million", "billion"))
WORTHY = 5
LONG = 600  # no sentence has so many words


@dataclass(slots=True)
class Found:
    """A claim in the making; ``quote`` is the place of its quotation among the drafts."""

    start: int
    end: int
    worth: str
    kind: str
    quote: int | None
    title: bool
    rule: str


class Scales:
    """What weighs in a document's clauses: where its figures, its names and its words of opinion or act are."""

    def __init__(self, sheet: Sheet, cast: Cast) -> None:
        self.figures = sheet.marked(FIGURE)
        self.names = bytearray(len(sheet.words))
        for place in cast.places:
            self.names[place.first] = 1
        self.weights = sheet.where(WEIGHT)
        words = claim_words()
        self.classes = [words.get(sheet.lowers[at], FIRST_PERSON) for at in self.weights]

    def weigh(self, low: int, high: int) -> tuple[int, AbstractSet[str]]:
        """Return how much a clause looks like a checkable claim, and the classes of its words.

        Figures, names and acts speak for it, opinions, norms and the first person against it.
        """
        points = 2 * min(self.figures.count(1, low, high), 2) + min(self.names.count(1, low, high), 2)
        weights = self.weights
        at = bisect_left(weights, low)
        if at == len(weights) or weights[at] >= high:
            return points, NO_CLASSES
        met: set[str] = set()
        while at < len(weights) and weights[at] < high:
            classes = self.classes[at]
            if not classes.isdisjoint(AGAINST):
                points -= 2
            met |= classes
            at += 1
        return points + 2 * len(met & ACTS), met


def find_claims(page: Page, drafts: list[Draft], cast: Cast) -> tuple[list[Found], list[int]]:
    """Return the claims of a document without the title claims, and a score in thousandths for each unit."""
    sheet = page.sheet
    found: list[Found] = []
    scores: list[int] = []
    scales = Scales(sheet, cast)
    joints = find_joints(sheet)
    regions = find_regions(sheet, drafts)
    for number, (first, last) in enumerate(sheet.ranges):
        best = 0
        if 0 < last - first < LONG and not sheet.headings[number]:
            for region in regions.get(number, (Region(first, last, None),)):
                for low, high in clauses(sheet, joints, region):
                    points, classes = scales.weigh(low, high)
                    claim = judge(sheet, scales, low, high, points, classes, region.quote)
                    if claim is not None:
                        score = 400 + 60 * min(max(points, 0), 10)
                        found.append(claim)
                    else:
                        score = 100 + 40 * min(points, 6) if points > 0 else 60
                    best = max(best, score)
        scores.append(min(best, 1000))
    return found, scores


def judge(
    sheet: Sheet, scales: Scales, low: int, high: int, points: int, classes: AbstractSet[str], quote: int | None
) -> Found | None:
    """Return the claim that a clause makes, if it makes one."""
    if points < 0 or (points < 2 and "opinion" in classes) or (points < 1 and high - low < 6):
        return None
    words, lowers = sheet.words, sheet.lowers
    if words[high - 1][0] == "?" or (high < len(words) and words[high] == "?"):
        return None
    main = sheet.finite.find(1, low, min(high, low + 60))
    if main < 0 or lowers[main] in MODALS or lowers[low] in NO_STATEMENT:
        return None
    if main + 1 < high and lowers[main] in BEING and lowers[main + 1] in PLANNED:
        return None
    if "norm" in classes and not NORMS.isdisjoint(lowers[max(low, main - 2) : main + 2]):
        return None
    worth = "check-worthy" if points >= WORTHY else "factual"
    kind = claim_kind(sheet, scales, low, high, classes)
    return Found(sheet.starts[low], sheet.ends[high - 1], worth, kind, quote, False, "clause")


def claim_kind(sheet: Sheet, scales: Scales, low: int, high: int, classes: AbstractSet[str]) -> str:
    """Return the kind of a claim: figures first, then the first class that a word of it stands for."""
    lowers = sheet.lowers[low:high]
    if not QUANTITIES.isdisjoint(lowers):
        return "quantity"
    if classes:
        for kind in KINDS:
            if kind in classes:
                return kind
    at = scales.figures.find(1, low, high)
    while at >= 0:
        word = sheet.words[at]
        if not (len(word) == 4 and word[:2] in ("19", "20")) and is_number(sheet, at):
            return "quantity"
        at = scales.figures.find(1, at + 1, high)
    return "other" if PAST.isdisjoint(lowers) else "event"
