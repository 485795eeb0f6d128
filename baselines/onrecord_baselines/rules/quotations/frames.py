"""Frames: the units that one quotation binds together, with what in them is inside marks and where the cues are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from onrecord_baselines.rules.quotations.marks import Stretch, find_stretches
from onrecord_baselines.rules.quotations.sources import Phrase
from onrecord_baselines.rules.quotations.verbs import is_cue, is_plain, passive_reports
from onrecord_baselines.rules.text.classes import CUE
from onrecord_baselines.rules.text.tokens import Sheet

MOST = 40
LONGEST = 2000
LEADS = frozenset((":", ","))


@dataclass(slots=True)
class Frame:
    """Consecutive units read as one sentence: tokens ``low`` to before ``high``, its stretches and its cues.

    ``passives`` are forms of verbs of speech after a form of `be`, or after a noun with marks beside them.
    """

    low: int
    high: int
    stretches: list[int]
    cues: list[int]
    passives: list[int]


@dataclass(slots=True)
class Draft:
    """A quotation in the making; offsets are of the text, ``source`` is in tokens.

    ``hint`` is the subject of the sentence beside floating marks: who may be speaking.
    """

    content: list[tuple[int, int]]
    type: str
    rule: str
    cue: tuple[int, int] | None = None
    source: Phrase | None = None
    speaker: int | None = None
    parent: int | None = None
    hint: Phrase | None = None


@dataclass(slots=True)
class Page:
    """A sheet with its stretches in marks, the stretch of each token (-1 outside), and the frames that hold any.

    ``inner_cues`` are the forms of verbs of speech inside marks.
    """

    sheet: Sheet
    stretches: list[Stretch]
    inside: list[int]
    frames: list[Frame]
    inner_cues: list[int] = field(default_factory=list)


def read_page(sheet: Sheet) -> Page:
    """Find the stretches in marks, bind units to frames, and list the cues outside marks."""
    stretches = find_stretches(sheet.text)
    inside = [-1] * len(sheet.words)
    opened: list[tuple[int, int]] = []
    for index, stretch in enumerate(stretches):
        first = bisect_left(sheet.starts, stretch.outer_start)
        last = bisect_left(sheet.starts, stretch.outer_end)
        if first < last:
            inside[first:last] = [index] * (last - first)
            opened.append((first, index))
    forms = sheet.where(CUE)
    cues = [at for at in forms if inside[at] < 0] if stretches else forms
    inner = [at for at in forms if inside[at] >= 0] if stretches else []
    frames = fill_frames(sheet, bind_units(sheet, inside, active_units(sheet, inside, cues, opened)), cues, opened)
    return Page(sheet, stretches, inside, frames, inner)


def active_units(sheet: Sheet, inside: list[int], cues: list[int], opened: list[tuple[int, int]]) -> list[int]:
    """Return the units that hold a cue or a part of a stretch, and those that go on after one, in order."""
    unit_of = sheet.unit_of
    units = {unit_of[at] for at in cues}
    size = len(inside)
    for first, index in opened:
        last = first
        while last < size and inside[last] == index:
            unit = unit_of[last]
            units.add(unit)
            last = sheet.ranges[unit][1]
        if last < size and inside[last] < 0 and inside[last - 1] == index:
            units.add(unit_of[last])
    return sorted(units)


def bind_units(sheet: Sheet, inside: list[int], units: list[int]) -> list[tuple[int, int]]:
    """Join a unit to the one before if a stretch crosses their border or it begins in lower case after a mark."""
    bound: list[tuple[int, int]] = []
    low = high = -1
    for unit in units:
        first, last = sheet.ranges[unit]
        if high == first:
            before, here = inside[first - 1], inside[first]
            crosses = here >= 0 and here == before
            goes_on = here < 0 <= before and sheet.words[first][0].islower()
            # `Ruiz said:` or `Ruiz stated,` before a line that begins with a mark.
            leads = before < 0 <= here and sheet.words[first - 1] in LEADS
            if (crosses or goes_on or leads) and first - low < LONGEST:
                high = last
                bound[-1] = (low, high)
                continue
        low, high = first, last
        bound.append((low, high))
    return bound


def fill_frames(
    sheet: Sheet, bound: list[tuple[int, int]], cues: list[int], opened: list[tuple[int, int]]
) -> list[Frame]:
    """Return the frames that stretches begin in or cues stand in outside marks, with these."""
    lowers = sheet.lowers
    frames: list[Frame] = []
    next_cue = next_stretch = 0
    for low, high in bound:
        stretches: list[int] = []
        reporting: list[int] = []
        passives: list[int] = []
        while next_stretch < len(opened) and opened[next_stretch][0] < high:
            stretches.append(opened[next_stretch][1])
            next_stretch += 1
        while next_cue < len(cues) and (at := cues[next_cue]) < high:
            next_cue += 1
            if at > low and is_plain(sheet, at):
                reporting.append(at)
            elif lowers[at] == "according":
                if at + 1 < high and lowers[at + 1] == "to":
                    reporting.append(at)
            elif passive_reports(sheet, at, low, high):
                passives.append(at)
            elif is_cue(sheet, at, low, high):
                reporting.append(at)
        # No sentence has so many: pairing every cue with every stretch of hostile text would take long.
        if (stretches or reporting or passives) and max(len(stretches), len(reporting), len(passives)) <= MOST:
            frames.append(Frame(low, high, stretches, reporting, passives))
    return frames
