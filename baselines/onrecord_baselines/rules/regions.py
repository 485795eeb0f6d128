"""Where claims may stand: in contents, in sentences of the article's own, before attributions; cut into clauses."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from .classes import CAPITAL, ENDING, JOINT, ROLE, WORD
from .frames import Draft
from .numerals import is_number
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import marked, word_map

LEADING = marked("grammar", "leading")
SUBORDINATE = marked("grammar", "subordinate")
PRONOUNS = word_map("pronouns")
RELATIVE = frozenset(("that", "which", "who", "whom"))
CONTRASTS = frozenset(("but", "while"))
DASHES = frozenset(("\u2014", "\u2013", "--"))
OPENING = {")": "(", "\u201d": "\u201c", '"': '"', "]": "[", "\u00bb": "\u00ab"}
CURRENCIES = "$\u00a3\u20ac"


class Region(NamedTuple):
    """A stretch of one unit that may hold claims, in tokens, with the quotation it belongs to."""

    first: int
    last: int
    quote: int | None


def find_regions(sheet: Sheet, drafts: list[Draft]) -> dict[int, list[Region]]:
    """Return, for each unit that quotations touch, where claims may stand in it; other units are one region."""
    contents: dict[int, list[Region]] = {}
    cues: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        for start, end in draft.content:
            at, last = bisect_left(sheet.starts, start), bisect_left(sheet.starts, end)
            while at < last:
                unit = sheet.unit_of[at]
                stop = min(last, sheet.ranges[unit][1])
                contents.setdefault(unit, []).append(Region(at, stop, index))
                at = stop
        if draft.cue is not None:
            unit = sheet.unit_of[bisect_left(sheet.starts, draft.cue[0])]
            cues.setdefault(unit, []).append(index)
    return {
        unit: unit_regions(sheet, unit, contents.get(unit, []), cues.get(unit, []), drafts)
        for unit in contents.keys() | cues.keys()
    }


def unit_regions(sheet: Sheet, unit: int, contents: list[Region], cues: list[int], drafts: list[Draft]) -> list[Region]:
    """Return where claims may stand in a unit: in contents, in the unit itself, and before an attribution."""
    first, last = sheet.ranges[unit]
    result = [region for region in contents if region.last - region.first > 3]
    if not cues:
        # Marks of a few words in a sentence of the article's own: the sentence is the claim.
        return result or [Region(first, last, None)]
    earliest = min((region.first for region in contents), default=last)
    for index in cues:
        source = drafts[index].source
        if source is not None and first <= source.first < earliest:
            earliest = source.first
    if earliest - first > 5 and sheet.lowers[first] not in SUBORDINATE:
        result.append(Region(first, main_clause_end(sheet, first, earliest), None))
    return result


def main_clause_end(sheet: Sheet, first: int, last: int) -> int:
    """Return where the clause before an attribution ends: before `, a decision that` and the like, else with it."""
    if sheet.lowers[last - 1] in RELATIVE:
        for at in range(last - 1, max(first, last - 12), -1):
            if sheet.words[at] == ",":
                return at
    return last


def find_joints(sheet: Sheet) -> list[int]:
    """Return the tokens at which a clause may end, with a mark before it if it is `and`."""
    lowers, words = sheet.lowers, sheet.words
    return [
        at
        for at in sheet.where(JOINT)
        if words[at] == ";" or lowers[at] in CONTRASTS or (at and words[at - 1] in (",", "\u2014"))
    ]


def clauses(sheet: Sheet, joints: list[int], region: Region) -> list[tuple[int, int]]:
    """Cut a region at semicolons and before coordinated clauses with subjects of their own."""
    begin, last, _ = region
    number = bisect_left(joints, begin)
    if number == len(joints) or joints[number] >= last:
        cuts = [trim(sheet, begin, last)]
    else:
        cuts = []
        for at in joints[number : bisect_left(joints, last)]:
            if sheet.words[at] == ";" or (
                at > begin + 3 and sheet.finite.find(1, begin, at) >= 0 and own_subject(sheet, at + 1, last)
            ):
                cuts.append(trim(sheet, begin, at))
                begin = at + 1
        cuts.append(trim(sheet, begin, last))
    return [cut for cut in cuts if cut[1] - cut[0] >= 3]


def own_subject(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a subject and then a finite verb follow within a dozen tokens."""
    if at >= last or sheet.finite[at] or sheet.traits[at] & ENDING:
        return False
    lower = sheet.lowers[at]
    opens = (
        sheet.kinds[at] & CAPITAL
        or sheet.traits[at] & ROLE
        or lower in DETERMINERS
        or lower in PRONOUNS
        or is_number(sheet, at)
    )
    return bool(opens) and sheet.finite.find(1, at + 1, min(last, at + 12)) >= 0


def trim(sheet: Sheet, low: int, high: int) -> tuple[int, int]:
    """Drop punctuation, bullets and a leading connective at a clause's edges."""
    words, lowers, kinds = sheet.words, sheet.lowers, sheet.kinds
    if low < high and low == sheet.ranges[sheet.unit_of[low]][0]:
        low = after_dateline(sheet, low, high)
    while low < high and (
        (not kinds[low] & WORD and words[low][0] not in CURRENCIES) or (lowers[low] in LEADING and low + 1 < high)
    ):
        low += 1
    while high > low and not kinds[high - 1] & WORD and words[high - 1][0] not in "%?!":
        if closes_inside(sheet, low, high):
            break
        high -= 1
    return low, high


def after_dateline(sheet: Sheet, low: int, high: int) -> int:
    """Return the token after the dateline of a wire report (`PORTMERE \u2014`), which is no part of its first claim."""
    head = sheet.words[low + 1 : min(high, low + 6)]
    if DASHES.isdisjoint(head):
        return low
    at = low + 1 + next(number for number, word in enumerate(head) if word in DASHES)
    return at + 1 if all(kind & CAPITAL for kind in sheet.kinds[low:at] if kind & WORD) else low


def closes_inside(sheet: Sheet, low: int, high: int) -> bool:
    """Tell whether the last mark of a clause closes a bracket or a quotation mark that opens inside it."""
    opening = OPENING.get(sheet.words[high - 1])
    return opening is not None and opening in sheet.words[max(low, high - 60) : high - 1]
