"""Claims: clauses that state something checkable, unit by unit, with their worth, kind and the unit's score."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from onrecord_baselines.rules.claims.cuts import clauses, item_span, relative_clauses
from onrecord_baselines.rules.claims.mainverbs import MODALS, full_form, guessed_verb, main_verb
from onrecord_baselines.rules.claims.regions import find_gaps, find_regions
from onrecord_baselines.rules.claims.statements import asks, claim_kind, states, tense_points
from onrecord_baselines.rules.claims.worth import OPINION, QUOTED, Scales
from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.text.classes import CAPITAL, JOINT
from onrecord_baselines.rules.text.tokens import Sheet

WORTHY = 4
LONG = 600  # no sentence has so many words
MIDDLE = 3.0
STEEPNESS = 1.6
COMMENTS = frozenset(("marking", "signalling", "signaling", "underscoring", "highlighting", "reflecting", "dealing"))
OFFSET = 30
RISES = [1 / (1 + exp(-(points - OFFSET - MIDDLE) / STEEPNESS)) for points in range(2 * OFFSET + 1)]
CLAIM_SCORES = [int(900 * value) + 50 for value in RISES]
OTHER_SCORES = [int(250 * value) + 10 for value in RISES]


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


def find_claims(page: Page, drafts: list[Draft], cast: Cast) -> tuple[list[Found], list[int]]:
    """Return the claims of a document without the title claims, and a score in thousandths for each unit."""
    sheet = page.sheet
    found: list[Found] = []
    scores: list[int] = []
    scales = Scales(sheet, cast)
    joints = sheet.marked(JOINT)
    regions = find_regions(sheet, drafts)
    gaps = find_gaps(sheet, drafts)
    documents = {cluster.number for cluster in cast.clusters if cluster.kind == "document"}
    verbs, headings = scales.verbs, sheet.headings
    lead: Found | None = None
    for number, (first, last) in enumerate(sheet.ranges):
        best = 0
        if lead is not None:
            place = item_span(sheet, number)
            if place is not None:
                worthy = lead.worth == "check-worthy"
                kind = "event" if worthy and lead.kind in ("event", "quantity") else "other"
                found.append(Found(*place, lead.worth, kind, lead.quote, False, "list item"))
                scores.append(score_of(WORTHY if worthy else 1, CLAIM_SCORES))
                continue
            lead = None
        if 0 < last - first < LONG and not headings[number]:
            count = len(found)
            for begin, stop, quote in regions.get(number) or ((first, last, None),):
                bonus = 0
                if quote is not None:
                    bonus = QUOTED if drafts[quote].speaker in documents else 1
                for low, high in clauses(sheet, joints, begin, stop, verbs):
                    score = read_clause(sheet, scales, low, high, quote, bonus, found)
                    best = max(best, score)
            if number in gaps:
                for low, high in gaps[number]:
                    best = max(best, read_relatives(sheet, scales, low, high, None, found))
            if sheet.words[last - 1] == ":" and len(found) > count:
                lead = found[-1]
        scores.append(best)
    return found, scores


def read_clause(
    sheet: Sheet, scales: Scales, low: int, high: int, quote: int | None, bonus: int, found: list[Found]
) -> int:
    """Add the claims that a clause makes, itself or in a relative clause; return its score in thousandths."""
    if scales.endings.rfind(1, low + 4, high - 1) >= 0:
        high = without_comment(sheet, scales, low, high)
    weight = scales.weigh(low, high)
    points = weight[0] + bonus
    main = main_verb(sheet, scales.verbs, low, high)
    if main < 0:
        main = guessed_verb(sheet, low, high)
    if main >= 0:
        verb = full_form(sheet.lowers[main])
        points += tense_points(sheet, verb, main, high, weight)
        if states(sheet, low, high, verb, main, weight):
            worth = "check-worthy" if points >= WORTHY else "factual"
            kind = claim_kind(sheet.lowers[main], weight)
            found.append(Found(sheet.starts[low], sheet.ends[high - 1], worth, kind, quote, False, "clause"))
            return score_of(points, CLAIM_SCORES)
    best = read_relatives(sheet, scales, low, high, quote, found)
    return best if asks(sheet, high) else max(best, score_of(points, OTHER_SCORES))


def read_relatives(sheet: Sheet, scales: Scales, low: int, high: int, quote: int | None, found: list[Found]) -> int:
    """Add the claims of the relative clauses in a stretch that is no claim itself; return the best score of them."""
    best = 0
    for first, verb, last in relative_clauses(sheet, scales.verbs, low, high):
        inner = scales.weigh(first, last)
        points, classes, _, _ = inner
        if classes & OPINION or sheet.lowers[verb] in MODALS or "yet" in sheet.lowers[verb : verb + 3]:
            continue
        points += tense_points(sheet, full_form(sheet.lowers[verb]), verb, last, inner)
        worth = "check-worthy" if points >= WORTHY else "factual"
        kind = claim_kind(sheet.lowers[verb], inner)
        start, end = sheet.starts[first], sheet.ends[last - 1]
        found.append(Found(start, end, worth, kind, quote, False, "relative clause"))
        best = max(best, score_of(points, CLAIM_SCORES))
    return best


def without_comment(sheet: Sheet, scales: Scales, low: int, high: int) -> int:
    """Return a clause's end without an evaluative participle at it (`, marking a sad end`)."""
    first = max(low + 4, high - 13)
    at = scales.endings.rfind(1, first, high - 1)
    while at >= 0 and (sheet.words[at - 1] != "," or sheet.kinds[at] & CAPITAL):
        at = scales.endings.rfind(1, first, at)
    if at < 0:
        return high
    _, _, figures, opinions = scales.weigh(at, high)
    evaluates = opinions or sheet.lowers[at] in COMMENTS
    return at - 1 if evaluates and not figures else high


def score_of(points: int, scores: list[int]) -> int:
    """Return a unit's score in thousandths, rising with the points; a clause that is no claim stays low."""
    at = points + OFFSET
    return scores[at] if 0 <= at < len(scores) else scores[0 if at < 0 else -1]
