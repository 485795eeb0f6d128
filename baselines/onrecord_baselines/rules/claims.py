"""Claims: clauses that state something checkable, unit by unit, with their worth, kind and the unit's score."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from .cast import Cast
from .classes import CAPITAL, ENDING
from .cuts import clauses, find_joints, item_span, relative_clauses
from .frames import Draft, Page
from .regions import Region, find_gaps, find_regions
from .tokens import Sheet
from .words import classed
from .worth import (
    AIM,
    CAUSE,
    COMPARISON,
    CONDUCT,
    CONTENT,
    DOCUMENT,
    EVENT,
    FACTS,
    LAW,
    MONEY,
    NORM,
    OPINION,
    QUOTED,
    RECORD,
    STATIVE,
    Scales,
    Weight,
)

MODALS = classed("verbs", "modal") | {"'ll", "won't", "wouldn't", "couldn't", "shouldn't", "can't", "'d"}
PAST = classed("verbs", "past") - {"was", "were", "had"}
BEING = frozenset(("is", "are", "was", "were", "'s", "'re", "'m", "am", "been"))
PLANNED = frozenset(
    ("expected", "likely", "set", "due", "planned", "scheduled", "unlikely", "going", "bound", "poised")
)
MOTIVES = frozenset(("designed", "intended", "meant", "aimed", "calculated", "about", "consistent"))
NO_STATEMENT = frozenset(("if", "let", "let's", "please", "what", "who", "why", "how", "unless", "whether"))
AUXILIARIES = MODALS | BEING | {"has", "have", "had", "did", "does", "do"}
OBLIGED = frozenset(("has", "have", "need", "needs", "'ve"))
ALLOWED = frozenset(("may", "can", "cannot", "must"))
PERFECT = frozenset(("has", "have", "had", "'ve"))
COUNTED = 2
KINDS = ((LAW, "law"), (COMPARISON, "comparison"), (CAUSE, "cause"), (RECORD, "record"), (EVENT, "event"))
WORTHY = 4
LONG = 600  # no sentence has so many words
MIDDLE = 3.0
STEEPNESS = 1.6
COMMENTS = frozenset(("marking", "signalling", "signaling", "underscoring", "highlighting", "reflecting", "dealing"))
OFFSET = 30
RISES = [1 / (1 + exp(-(points - OFFSET - MIDDLE) / STEEPNESS)) for points in range(2 * OFFSET + 1)]
CLAIM_SCORES = [int(900 * value) + 50 for value in RISES]
OTHER_SCORES = [int(250 * value) + 10 for value in RISES]
RELATIVE = frozenset(("who", "which", "that"))


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
    joints = find_joints(sheet)
    regions = find_regions(sheet, drafts)
    gaps = find_gaps(sheet, drafts)
    documents = {cluster.number for cluster in cast.clusters if cluster.kind == "document"}
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
        if 0 < last - first < LONG and not sheet.headings[number]:
            count = len(found)
            for region in regions.get(number) or (Region(first, last, None),):
                quote = region.quote
                bonus = 0
                if quote is not None:
                    bonus = QUOTED if drafts[quote].speaker in documents else 1
                for low, high in clauses(sheet, joints, region.first, region.last, scales.verbs):
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
    if "," in sheet.words[max(low + 3, high - 14) : high]:
        high = without_comment(sheet, scales, low, high)
    weight = scales.weigh(low, high)
    points = weight.points + bonus
    main = main_verb(sheet, scales.verbs, low, high)
    if main >= 0:
        points += tense_points(sheet, main, high, weight)
        if states(sheet, low, high, main, weight):
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
        if inner.classes & OPINION or sheet.lowers[verb] in MODALS:
            continue
        points = inner.points + tense_points(sheet, verb, last, inner)
        worth = "check-worthy" if points >= WORTHY else "factual"
        kind = claim_kind(sheet.lowers[verb], inner)
        start, end = sheet.starts[first], sheet.ends[last - 1]
        found.append(Found(start, end, worth, kind, quote, False, "relative clause"))
        best = max(best, score_of(points, CLAIM_SCORES))
    return best


def without_comment(sheet: Sheet, scales: Scales, low: int, high: int) -> int:
    """Return a clause's end without an evaluative participle at it (`, marking a sad end`)."""
    for at in range(high - 3, max(low + 2, high - 14), -1):
        if sheet.words[at] == "," and sheet.traits[at + 1] & ENDING and not sheet.kinds[at + 1] & CAPITAL:
            comment = scales.weigh(at + 1, high)
            evaluates = comment.opinions or sheet.lowers[at + 1] in COMMENTS
            return at if evaluates and not comment.figures else high
    return high


def main_verb(sheet: Sheet, verbs: bytearray, low: int, high: int) -> int:
    """Return the finite verb of a clause (past one in a relative clause, if another follows), or -1."""
    limit = min(high, low + 60)
    main = verbs.find(1, low, limit)
    if low <= main < limit - 1 and verbs[main + 1] and sheet.lowers[main] not in AUXILIARIES:
        # A noun that can be a verb before the verb (`the visa rule has`).
        main += 1
    while main > low and sheet.lowers[main - 1] in RELATIVE:
        later = verbs.find(1, main + 1, limit)
        if later < 0:
            break
        main = later
    return main


def tense_points(sheet: Sheet, main: int, high: int, weight: Weight) -> int:
    """Return points for a verb in the past or the perfect, and against one of mere state."""
    lower = sheet.lowers[main]
    if weight.classes & AIM and lower in BEING and "to" in sheet.lowers[main : main + 3]:
        return 3
    if lower in STATIVE:
        following = sheet.lowers[main + 1] if main + 1 < high else ""
        if lower in PERFECT and following.endswith(("ed", "n", "t")):
            return 1
        bare = not weight.classes & (FACTS | AIM | MONEY) and weight.figures < 3
        return -1 if bare else 0
    return 1 if lower.endswith("ed") or lower in PAST or lower in PERFECT else 0


def asks(sheet: Sheet, high: int) -> bool:
    """Tell whether a clause is a question."""
    words = sheet.words
    return words[high - 1][0] == "?" or (high < len(words) and words[high] == "?")


def states(sheet: Sheet, low: int, high: int, main: int, weight: Weight) -> bool:
    """Tell whether a clause states something about the present or the past: no forecast, norm, question or feeling."""
    lowers = sheet.lowers
    if asks(sheet, high) or high - low < 3 or lowers[low] in NO_STATEMENT:
        return False
    following = lowers[main + 1] if main + 1 < high else ""
    if lowers[main] in MODALS:
        return lowers[main] in ALLOWED and bool(weight.classes & LAW) and not weight.opinions
    if lowers[main] in OBLIGED and following == "to":
        return False
    if lowers[main] in BEING:
        after = following
        if after in ("n't", "not", "also", "now", "only") or after.endswith("ly"):
            after = lowers[main + 2] if main + 2 < high else ""
        if after in PLANNED or after in MOTIVES:
            return False
    if weight.classes & NORM:
        return False
    if weight.opinions and not weight.figures and not weight.classes & FACTS:
        return False
    return bool(weight.classes & FACTS) or weight.figures > 0 or not weight.firsts


def claim_kind(verb: str, weight: Weight) -> str:
    """Return the kind of a claim: figures first, then what its words stand for, then the tense of its verb."""
    if weight.figures >= COUNTED:
        return "quantity"
    classes = weight.classes
    if classes & CONTENT and classes & DOCUMENT:
        return "record"
    for bit, kind in KINDS:
        if classes & bit:
            return kind
    return "event" if classes & CONDUCT or verb in PAST or verb.endswith("ed") else "other"


def score_of(points: int, scores: list[int]) -> int:
    """Return a unit's score in thousandths, rising with the points; a clause that is no claim stays low."""
    at = points + OFFSET
    return scores[at] if 0 <= at < len(scores) else scores[0 if at < 0 else -1]
