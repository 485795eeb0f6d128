"""Stance: who is for or against each target, by the words that a speaker or an agent has about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from .cast import Cast
from .frames import Draft, Page
from .tokens import Sheet
from .topics import Traces, read_topic, speaks_of
from .words import marked, word_map, word_set

NEAR = 6
LONG = 400  # no sentence has so many words
ACTS = frozenset(word_map("stance")) & marked("grammar", "acts")
CUES = word_map("cues")
HELPERS = marked("grammar", "helpers")
HOLDERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
NEGATIONS = word_set("negations")
SIGNS = {word: 1 if sign == "+" else -1 for word, sign in word_map("stance").items()}


@dataclass(slots=True)
class Side:
    """What one holder (an entity's place in the cast, None for the article's own voice) shows on one target."""

    holder: int | None
    target: str
    label: str
    evidence: list[tuple[int, int]]
    rule: str


class Saying(NamedTuple):
    """A quotation with a speaker: the stems of targets in it, and how much more its words are for than against."""

    draft: Draft
    met: set[str]
    score: int


class Act(NamedTuple):
    """An act of a named agent for (1) or against (-1) something: the stems of targets in its unit, and after it."""

    holder: int
    sign: int
    unit: int
    met: set[str]
    met_after: set[str]


def find_stances(page: Page, cast: Cast, drafts: list[Draft]) -> list[Side]:
    """Return one side for each holder and target that the text speaks of; the article's own voice stays neutral."""
    document = page.sheet.document
    if not document.targets:
        return []
    topics = [read_topic(target.text) for target in document.targets]
    traces = Traces(page.sheet, topics, ACTS)
    sayings = find_sayings(page.sheet, cast, drafts, traces)
    acts = find_acts(page, cast, traces)
    sides: dict[tuple[int | None, str], Side] = {}
    for target, topic in zip(document.targets, topics, strict=True):
        for saying in sayings:
            if speaks_of(saying.met, topic):
                take_side(saying, target.id, sides)
        for act in acts:
            if speaks_of(act.met, topic) and speaks_of(act.met_after, topic):
                label = "favor" if act.sign > 0 else "against"
                evidence = [document.units[act.unit]]
                sides[act.holder, target.id] = Side(act.holder, target.id, label, evidence, "agent of an act")
        sides[None, target.id] = Side(None, target.id, "neutral", [], "the article's own voice")
    return list(sides.values())


def find_sayings(sheet: Sheet, cast: Cast, drafts: list[Draft], traces: Traces) -> list[Saying]:
    """Return the quotations that have words of a target; a document holds no side."""
    found: list[Saying] = []
    for draft in drafts:
        if draft.speaker is None or cast.clusters[draft.speaker].kind == "document":
            continue
        spans = [(bisect_left(sheet.starts, start), bisect_left(sheet.starts, end)) for start, end in draft.content]
        met = set().union(*(traces.met(first, last) for first, last in spans))
        if met:
            score = sum(side_score(sheet, first, last) for first, last in spans)
            if draft.cue is not None:
                score += cue_score(sheet.text[draft.cue[0] : draft.cue[1]].lower())
            found.append(Saying(draft, met, score))
    return found


def take_side(saying: Saying, target: str, sides: dict[tuple[int | None, str], Side]) -> None:
    """Take a side, or none, from one quotation that speaks about a target."""
    draft, score = saying.draft, saying.score
    label = "favor" if score > 0 else "against" if score < 0 else "neutral"
    held = sides.get((draft.speaker, target))
    if held is None or label not in ("neutral", held.label):
        rule = "quotation about the target"
        sides[draft.speaker, target] = Side(draft.speaker, target, label, list(draft.content), rule)


def side_score(sheet: Sheet, first: int, last: int) -> int:
    """Return how many more words are for than against, a negation within three words before turning one."""
    lowers = sheet.lowers
    score = 0
    for at in range(first, last):
        if lowers[at] in SIGNS:
            score += SIGNS[lowers[at]] * polarity(lowers, first, at)
    return score


def polarity(lowers: list[str], first: int, at: int) -> int:
    """Return -1 if a negation stands within three words before a token (not before ``first``), else 1."""
    return 1 if NEGATIONS.isdisjoint(lowers[max(first, at - 3) : at]) else -1


def cue_score(cue: str) -> int:
    """Return the side that a cue itself shows (`praised`, `condemned`)."""
    return 2 * SIGNS.get(cue, 0) if CUES.get(cue) == "name" else 0


def find_acts(page: Page, cast: Cast, traces: Traces) -> list[Act]:
    """Find acts such as `Ruiz opposed the closure` and `the union condemned it` in the article's own words."""
    sheet = page.sheet
    found: list[Act] = []
    place_ends = [place.end for place in cast.places]
    for at in traces.watched:
        if page.inside[at] >= 0:
            continue
        unit = sheet.unit_of[at]
        first, last = sheet.ranges[unit]
        if last - first > LONG:
            continue
        holder = agent_before(sheet, cast, place_ends, first, at)
        if holder is None:
            continue
        met = traces.met(first, last)
        if met:
            sign = SIGNS[sheet.lowers[at]] * polarity(sheet.lowers, first, at)
            found.append(Act(holder, sign, unit, met, traces.met(at + 1, last)))
    return found


def agent_before(sheet: Sheet, cast: Cast, place_ends: list[int], first: int, at: int) -> int | None:
    """Return the person or body named as the subject before a verb, if no other verb stands between."""
    number = bisect_right(place_ends, sheet.starts[at]) - 1
    if number < 0:
        return None
    place = cast.places[number]
    if place.first < first or cast.clusters[place.entity].type not in HOLDERS:
        return None
    between = sheet.text[place.end : sheet.starts[at]].split()
    return place.entity if len(between) <= NEAR - 2 and all(word.lower() in HELPERS for word in between) else None
