"""Quotations inside words in marks: `"I told the board that it was broken," said Ruiz` holds one of Ruiz's own."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.direct import direct_drafts
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.marks import Stretch, find_marks, pair_marks
from onrecord_baselines.rules.quotations.reported import reported_drafts
from onrecord_baselines.rules.quotations.verbs import is_cue
from onrecord_baselines.rules.text.tokens import Sheet

FIRST_PERSON = frozenset(("i", "we"))
PAST_ENDS = ("ed", "said", "told", "wrote")
MOST = 12
INNER = "\u2018'\u201c\"\u00ab\u201e"


def nested_drafts(page: Page) -> list[Draft]:
    """Return the quotations whose cue stands in marks; they are read sentence by sentence."""
    sheet = page.sheet
    cues = page.inner_cues
    if not cues:
        return []
    stretches: list[Stretch] = []
    inside = [-1] * len(sheet.words)
    frames = inner_frames(page, cues, stretches, inside)
    inner = Page(sheet, stretches, inside, frames)
    made: list[Draft] = []
    for frame in frames:
        claimed: set[int] = set()
        found = direct_drafts(inner, frame, claimed) if frame.stretches else []
        used = {draft.cue[0] for draft in found if draft.cue is not None}
        found += reported_drafts(inner, frame, claimed, used)
        made += [draft for draft in found if draft.source is not None and not performs(sheet, draft)]
    return made


def inner_frames(page: Page, cues: list[int], stretches: list[Stretch], inside: list[int]) -> list[Frame]:
    """Return one frame for each sentence in marks that holds a cue, and note the marks inside the marks."""
    sheet = page.sheet
    frames: list[Frame] = []
    last = -1
    for at in cues:
        index = page.inside[at]
        stretch = page.stretches[index]
        if index != last:
            add_inner(page, stretch, stretches, inside)
        if index != last or at >= frames[-1].high:
            last = index
            low, high = sheet.ranges[sheet.unit_of[at]]
            low = max(low, bisect_left(sheet.starts, stretch.start))
            high = min(high, bisect_left(sheet.starts, stretch.end))
            inner = sorted({inner for inner in inside[low:high] if inner >= 0}) if stretches else []
            frames.append(Frame(low, high, inner, [], []))
        frame = frames[-1]
        if inside[at] < 0 and len(frame.cues) < MOST and is_cue(sheet, at, frame.low, frame.high):
            frame.cues.append(at)
    return [frame for frame in frames if frame.cues and frame.high - frame.low > 3]


def add_inner(page: Page, stretch: Stretch, stretches: list[Stretch], inside: list[int]) -> None:
    """Note the marks inside one stretch."""
    sheet = page.sheet
    for inner in inner_stretches(sheet.text, stretch):
        first = bisect_left(sheet.starts, inner.outer_start)
        last = bisect_left(sheet.starts, inner.outer_end)
        inside[first:last] = [len(stretches)] * (last - first)
        stretches.append(inner)


def performs(sheet: Sheet, draft: Draft) -> bool:
    """Tell whether a first person does by saying so what the verb names (`I promise to go`), which reports nothing."""
    if draft.source is None or draft.cue is None or sheet.lowers[draft.source.first] not in FIRST_PERSON:
        return False
    return not sheet.text[draft.cue[0] : draft.cue[1]].lower().endswith(PAST_ENDS)


def inner_stretches(text: str, stretch: Stretch) -> list[Stretch]:
    """Return the stretches in marks inside a stretch."""
    found: list[Stretch] = []
    part, outer = text[stretch.start : stretch.end], text[stretch.outer_start]
    if not any(mark in part for mark in INNER if mark != outer):
        return found
    begin, first = stretch.start, 0
    marks = find_marks(text, begin, stretch.end)
    while first < len(marks):
        line = text.find("\n", begin, stretch.end)
        stop = line if line >= 0 else stretch.end
        last = bisect_left(marks, (stop, ""), first)
        if first < last:
            pair_marks(text, begin, stop, marks[first:last], found)
        begin, first = stop + 1, last
    return [inner for inner in found if inner.closed and inner.outer_end <= stretch.end]
