"""Where claims may stand: in contents, in sentences of the article's own, before attributions."""

from __future__ import annotations

from bisect import bisect_left
from typing import TypeAlias

from onrecord_baselines.rules.claims.cuts import RELATIVE, SUBORDINATE
from onrecord_baselines.rules.quotations.frames import Draft
from onrecord_baselines.rules.text.tokens import Sheet

# A stretch of one unit that may hold claims: its first token, the token after its last, the quotation it belongs to.
Region: TypeAlias = tuple[int, int, int | None]


def find_regions(sheet: Sheet, drafts: list[Draft]) -> dict[int, list[Region]]:
    """Return, for each unit that quotations touch, where claims may stand in it; other units are one region."""
    contents: dict[int, list[Region]] = {}
    cues: dict[int, list[int]] = {}
    inner = inner_starts(sheet, drafts)
    starts, unit_of, ranges = sheet.starts, sheet.unit_of, sheet.ranges
    for index, draft in enumerate(drafts):
        for start, end in merged_content(sheet, draft) if len(draft.content) > 1 else draft.content:
            at = bisect_left(starts, start)
            last = bisect_left(starts, end, at)
            while at < last:
                unit = unit_of[at]
                stop = min(last, ranges[unit][1])
                cut = stop
                if index in inner:
                    # What somebody is quoted as having heard is the inner quotation's claim.
                    place = bisect_left(inner[index], at)
                    cut = min([stop, *inner[index][place : place + 1]])
                contents.setdefault(unit, []).append((at, cut, index))
                at = stop
        if draft.cue is not None:
            unit = unit_of[bisect_left(starts, draft.cue[0])]
            cues.setdefault(unit, []).append(index)
    return {
        unit: unit_regions(sheet, unit, contents.get(unit, []), cues.get(unit, []), drafts)
        for unit in contents.keys() | cues.keys()
    }


def find_gaps(sheet: Sheet, drafts: list[Draft]) -> dict[int, list[tuple[int, int]]]:
    """Return, by unit, the stretches around attributions: from a source before its cue, or after it to a content."""
    contents = sorted(start for draft in drafts for start, _ in draft.content)
    found: dict[int, list[tuple[int, int]]] = {}
    for draft in drafts:
        if draft.source is None or draft.cue is None:
            continue
        cue = bisect_left(sheet.starts, draft.cue[0])
        unit = sheet.unit_of[draft.source.first]
        low, high = draft.source.first, sheet.ranges[unit][1]
        if low < cue < high:
            high = cue
        else:
            following = bisect_left(contents, sheet.starts[low])
            if following < len(contents):
                high = min(high, bisect_left(sheet.starts, contents[following]))
        if high - low > 4 and (low, high) not in found.get(unit, []):
            found.setdefault(unit, []).append((low, high))
    return found


def inner_starts(sheet: Sheet, drafts: list[Draft]) -> dict[int, list[int]]:
    """Return, for each quotation that holds others, the tokens at which their attributions begin, in order."""
    found: dict[int, list[int]] = {}
    for draft in drafts:
        if draft.parent is not None and draft.cue is not None:
            at = bisect_left(sheet.starts, draft.cue[0])
            if draft.source is not None:
                at = min(at, draft.source.first)
            found.setdefault(draft.parent, []).append(at)
    for starts in found.values():
        starts.sort()
    return found


def merged_content(sheet: Sheet, draft: Draft) -> list[tuple[int, int]]:
    """Return a quotation's content, a clause that its attribution interrupts as one stretch."""
    content = draft.content
    merged = [content[0]]
    for start, end in content[1:]:
        before = merged[-1]
        first, last = bisect_left(sheet.starts, before[0]), bisect_left(sheet.starts, start)
        same = last < len(sheet.unit_of) and sheet.unit_of[first] == sheet.unit_of[last]
        stop = bisect_left(sheet.starts, before[1])
        if same and last < len(sheet.words) and sheet.words[last][:1].islower() and not has_finite(sheet, first, stop):
            merged[-1] = (before[0], end)
        else:
            merged.append((start, end))
    return merged


def has_finite(sheet: Sheet, first: int, last: int) -> bool:
    """Tell whether a finite verb stands in a stretch."""
    return sheet.finite.find(1, first, last) >= 0


def unit_regions(sheet: Sheet, unit: int, contents: list[Region], cues: list[int], drafts: list[Draft]) -> list[Region]:
    """Return where claims may stand in a unit: in contents, in the unit itself, and before an attribution."""
    first, last = sheet.ranges[unit]
    result = [region for region in contents if region[1] - region[0] > 3]
    if not cues:
        # Marks of a few words in a sentence of the article's own: the sentence is the claim.
        return result or [(first, last, None)]
    earliest = min([first for first, _, _ in contents]) if contents else last
    for index in cues:
        source = drafts[index].source
        if source is not None and first <= source.first < earliest:
            earliest = source.first
    if earliest - first > 5 and sheet.lowers[first] not in SUBORDINATE:
        result.append((first, main_clause_end(sheet, first, earliest), None))
    return result


def main_clause_end(sheet: Sheet, first: int, last: int) -> int:
    """Return where the clause before an attribution ends: before `, a decision that` and the like, else with it."""
    if sheet.lowers[last - 1] in RELATIVE:
        for at in range(last - 1, max(first, last - 12), -1):
            if sheet.words[at] == ",":
                return at
    return last
