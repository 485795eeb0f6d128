"""Frames: the units that one quotation binds together, with what in them is inside marks and where the cues are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from .classes import CUE
from .marks import Stretch, find_stretches
from .sources import Phrase
from .tokens import Sheet
from .verbs import is_cue, is_passive

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
    stretches: list[int] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)
    passives: list[int] = field(default_factory=list)


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
    frames = bind_units(sheet, inside, active_units(sheet, inside, cues, opened))
    fill_frames(sheet, frames, cues, opened)
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


def bind_units(sheet: Sheet, inside: list[int], units: list[int]) -> list[Frame]:
    """Join a unit to the one before if a stretch crosses their border or it begins in lower case after a mark."""
    frames: list[Frame] = []
    for unit in units:
        first, last = sheet.ranges[unit]
        if frames and frames[-1].high == first:
            before, here = inside[first - 1], inside[first]
            crosses = here >= 0 and here == before
            goes_on = here < 0 <= before and sheet.words[first][0].islower()
            # `Ruiz said:` or `Ruiz stated,` before a line that begins with a mark.
            leads = before < 0 <= here and sheet.words[first - 1] in LEADS
            if (crosses or goes_on or leads) and first - frames[-1].low < LONGEST:
                frames[-1].high = last
                continue
        frames.append(Frame(first, last))
    return frames


def fill_frames(sheet: Sheet, frames: list[Frame], cues: list[int], opened: list[tuple[int, int]]) -> None:
    """Give each frame the stretches that begin in it, and the cues that stand outside marks."""
    next_cue = next_stretch = 0
    for frame in frames:
        low, high = frame.low, frame.high
        while next_stretch < len(opened) and opened[next_stretch][0] < high:
            frame.stretches.append(opened[next_stretch][1])
            next_stretch += 1
        while next_cue < len(cues) and cues[next_cue] < high:
            at = cues[next_cue]
            next_cue += 1
            if sheet.lowers[at] == "according":
                if at + 1 < high and sheet.lowers[at + 1] == "to":
                    frame.cues.append(at)
            elif is_passive(sheet, at, low, high):
                frame.passives.append(at)
            elif is_cue(sheet, at, low, high):
                frame.cues.append(at)
        if len(frame.cues) > MOST or len(frame.stretches) > MOST:
            # No sentence has so many: pairing every cue with every stretch of hostile text would take long.
            frame.cues.clear()
            frame.passives.clear()
            frame.stretches.clear()
