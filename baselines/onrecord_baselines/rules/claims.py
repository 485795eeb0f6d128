"""Claims: clauses that state something checkable, unit by unit, with their worth, kind and the unit's score."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from .frames import Draft, Page
from .numerals import is_number
from .tokens import Sheet
from .verbs import DETERMINERS, verb_at
from .words import classed, marked, word_map

KINDS = ("law", "comparison", "cause", "record", "event")
LEADING = marked("grammar", "leading")
SUBORDINATE = marked("grammar", "subordinate")
WORTHY = 5
LONG = 600  # no sentence has so many words
FIRST_PERSON = marked("grammar", "first_person")


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


@dataclass(slots=True)
class Region:
    """A stretch of one unit that may hold claims, in tokens, with the quotation it belongs to."""

    first: int
    last: int
    quote: int | None


def find_claims(page: Page, drafts: list[Draft], named: list[tuple[int, int]]) -> tuple[list[Found], list[int]]:
    """Return the claims of a document without the title claims, and a score in thousandths for each unit.

    ``named`` holds the places of name mentions, sorted.
    """
    sheet = page.sheet
    found: list[Found] = []
    scores: list[int] = []
    starts = {start for start, _ in named}
    contents = contents_by_unit(sheet, drafts)
    cues = cues_by_unit(sheet, drafts)
    for number, (first, last) in enumerate(sheet.ranges):
        best = 0
        if 0 < last - first < LONG and not sheet.headings[number]:
            for region in regions(sheet, number, contents.get(number, []), cues.get(number, []), drafts):
                for low, high in clauses(sheet, region):
                    points, classes = weigh(sheet, low, high, starts)
                    best = max(best, 100 + 40 * min(points, 6) if points > 0 else 60)
                    claim = judge(sheet, low, high, points, classes, region.quote)
                    if claim is not None:
                        best = max(best, 400 + 60 * min(max(points, 0), 10))
                        found.append(claim)
        scores.append(min(best, 1000))
    return found, scores


def contents_by_unit(sheet: Sheet, drafts: list[Draft]) -> dict[int, list[Region]]:
    """Return, for each unit, the stretches of it that are a quotation's content."""
    by_unit: dict[int, list[Region]] = {}
    starts = [token.start for token in sheet.tokens]
    for index, draft in enumerate(drafts):
        for start, end in draft.content:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            at = first
            while at < last:
                unit = sheet.unit_of[at]
                stop = min(last, sheet.ranges[unit][1])
                by_unit.setdefault(unit, []).append(Region(at, stop, index))
                at = stop
    return by_unit


def cues_by_unit(sheet: Sheet, drafts: list[Draft]) -> dict[int, list[int]]:
    """Return, for each unit, the quotations whose cue stands in it."""
    by_unit: dict[int, list[int]] = {}
    starts = [token.start for token in sheet.tokens]
    for index, draft in enumerate(drafts):
        if draft.cue is not None:
            by_unit.setdefault(sheet.unit_of[min(bisect_left(starts, draft.cue[0]), len(starts) - 1)], []).append(index)
    return by_unit


def regions(sheet: Sheet, number: int, contents: list[Region], cues: list[int], drafts: list[Draft]) -> list[Region]:
    """Return where claims may stand in a unit: in contents, in the unit itself, and before an attribution."""
    first, last = sheet.ranges[number]
    if not contents and not cues:
        return [Region(first, last, None)]
    long_contents = [region for region in contents if region.last - region.first > 3]
    if not cues:
        # Marks of a few words in a sentence of the article's own: the sentence is the claim.
        return long_contents or [Region(first, last, None)]
    result = list(long_contents)
    earliest = min((region.first for region in contents), default=last)
    for index in cues:
        source = drafts[index].source
        if source is not None and first <= source.first < earliest:
            earliest = source.first
    if earliest - first > 5 and sheet.tokens[first].lower not in SUBORDINATE:
        result.append(Region(first, main_clause_end(sheet, first, earliest), None))
    return result


def main_clause_end(sheet: Sheet, first: int, last: int) -> int:
    """Return where the clause before an attribution ends: before `, a decision that` and the like, else with it."""
    tokens = sheet.tokens
    if tokens[last - 1].lower in ("that", "which", "who", "whom"):
        for at in range(last - 1, max(first, last - 12), -1):
            if tokens[at].text == ",":
                return at
    return last


def clauses(sheet: Sheet, region: Region) -> list[tuple[int, int]]:
    """Cut a region at semicolons and before coordinated clauses with subjects of their own."""
    tokens = sheet.tokens
    cuts: list[tuple[int, int]] = []
    begin = region.first
    verb_seen = False
    for at in range(region.first, region.last):
        token = tokens[at]
        if verb_at(tokens, at):
            verb_seen = True
        joint = token.text == ";" or (
            token.lower in ("and", "but", "while", "whereas")
            and at > begin + 3
            and verb_seen
            and (tokens[at - 1].text in (",", "\u2014") or token.lower in ("but", "while"))
            and own_subject(sheet, at + 1, region.last)
        )
        if joint:
            cuts.append((begin, at))
            begin = at + 1
            verb_seen = False
    cuts.append((begin, region.last))
    trimmed = (trim(sheet, low, high) for low, high in cuts)
    return [cut for cut in trimmed if cut[1] - cut[0] >= 3]


def own_subject(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a subject and then a finite verb follow within a dozen tokens."""
    tokens = sheet.tokens
    if at >= last or verb_at(tokens, at) or tokens[at].lower.endswith("ing"):
        return False
    opens = (
        tokens[at].capital
        or tokens[at].lower in DETERMINERS
        or tokens[at].lower in word_map("pronouns")
        or is_number(tokens[at])
    )
    opens = opens or tokens[at].lower in word_map("roles")
    return opens and any(verb_at(tokens, k) for k in range(at + 1, min(last, at + 12)))


def trim(sheet: Sheet, low: int, high: int) -> tuple[int, int]:
    """Drop punctuation, bullets and a leading connective at a clause's edges."""
    tokens = sheet.tokens
    if low < high and low == sheet.ranges[sheet.unit_of[low]][0]:
        # The dateline of a wire report (`PORTMERE \u2014`) is no part of its first claim.
        for at in range(low + 1, min(high, low + 6)):
            if tokens[at].text in ("\u2014", "\u2013", "--") and all(
                token.capital for token in tokens[low:at] if token.word
            ):
                low = at + 1
                break
    while low < high:
        token = tokens[low]
        if (not token.word and token.text[0] not in "$\u00a3\u20ac") or (token.lower in LEADING and low + 1 < high):
            low += 1
        else:
            break
    while high > low and not tokens[high - 1].word and tokens[high - 1].text[0] not in "%?!":
        if closes_inside(sheet, low, high):
            break
        high -= 1
    return low, high


def closes_inside(sheet: Sheet, low: int, high: int) -> bool:
    """Tell whether the last mark of a clause closes a bracket or a quotation mark that opens inside it."""
    opening = {")": "(", "\u201d": "\u201c", '"': '"', "]": "[", "\u00bb": "\u00ab"}.get(sheet.tokens[high - 1].text)
    return opening is not None and any(sheet.tokens[at].text == opening for at in range(max(low, high - 60), high - 1))


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Return the classes of every word that speaks for or against a claim."""
    classes = ("opinion", "norm", *KINDS)
    words = {word for kind in classes for word in marked("claim_marks", kind)}
    return {word: frozenset(kind for kind in classes if word in marked("claim_marks", kind)) for word in sorted(words)}


def weigh(sheet: Sheet, low: int, high: int, named: set[int]) -> tuple[int, frozenset[str]]:
    """Return how much a clause looks like a checkable claim (figures, names, acts against opinion), and its classes."""
    points = names = figures = 0
    classes = word_classes()
    counts = classed("numbers", "count")
    met: set[str] = set()
    for token in sheet.tokens[low:high]:
        lower = token.lower
        if token.capital:
            names += token.start in named
        if token.text[0].isdigit() or lower in counts:
            figures += 1
        elif lower in classes:
            kinds = classes[lower]
            met |= kinds
            if "opinion" in kinds or "norm" in kinds:
                points -= 2
        elif lower in FIRST_PERSON:
            points -= 2
    kinds_met = frozenset(met)
    return points + 2 * min(figures, 2) + min(names, 2) + 2 * sum(kind in met for kind in KINDS), kinds_met


def judge(sheet: Sheet, low: int, high: int, points: int, classes: frozenset[str], quote: int | None) -> Found | None:
    """Return the claim that a clause makes, if it makes one."""
    tokens = sheet.tokens
    if tokens[high - 1].text[0] == "?" or (high < len(tokens) and tokens[high].text == "?"):
        return None
    main = next((at for at in range(low, min(high, low + 60)) if verb_at(tokens, at)), -1)
    if main < 0:
        return None
    label = word_map("verbs").get(tokens[main].lower, "")
    if label == "modal" or tokens[low].lower in ("if", "let", "let's", "please"):
        return None
    if (
        main + 1 < high
        and tokens[main].lower in ("is", "are", "was", "were", "'s")
        and tokens[main + 1].lower in ("expected", "likely", "set", "due", "planned", "scheduled")
    ):
        return None
    if points < 0 or any(
        token.lower in marked("claim_marks", "norm") for token in tokens[max(low, main - 2) : main + 2]
    ):
        return None
    if (points < 2 and "opinion" in classes) or (points < 1 and high - low < 6):
        return None
    span = (tokens[low].start, tokens[high - 1].end)
    return Found(
        *span,
        "check-worthy" if points >= WORTHY else "factual",
        claim_kind(sheet, low, high, classes),
        quote,
        False,
        "clause",
    )


def claim_kind(sheet: Sheet, low: int, high: int, classes: frozenset[str]) -> str:
    """Return the kind of a claim: figures first, then the first class that a word of it stands for."""
    tokens = sheet.tokens[low:high]
    if any(
        token.text in ("%", "$", "\u00a3", "\u20ac") or token.lower in ("percent", "million", "billion")
        for token in tokens
    ):
        return "quantity"
    for kind in KINDS:
        if kind in classes:
            return kind
    if any(is_number(token) and not (len(token.text) == 4 and token.text[:2] in ("19", "20")) for token in tokens):
        return "quantity"
    return (
        "event"
        if any(
            word_map("verbs").get(token.lower) == "past" and token.lower not in ("was", "were", "had")
            for token in tokens
        )
        else "other"
    )
