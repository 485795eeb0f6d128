"""Frames: the units that one quotation binds together, with what in them is inside marks and where the cues are."""

from __future__ import annotations

from dataclasses import dataclass, field

from .marks import Stretch, find_stretches
from .sources import Phrase
from .tokens import Sheet
from .verbs import passive_or_infinitive, reads_as_noun
from .words import word_map

MOST = 40


@dataclass(slots=True)
class Frame:
    """Consecutive units read as one sentence: tokens ``low`` to before ``high``, its stretches and its cues."""

    low: int
    high: int
    stretches: list[int] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A quotation in the making; offsets are of the text, ``source`` is in tokens."""

    content: list[tuple[int, int]]
    type: str
    rule: str
    frame: int
    cue: tuple[int, int] | None = None
    source: Phrase | None = None
    speaker: int | None = None
    parent: int | None = None


@dataclass(slots=True)
class Page:
    """A sheet with its stretches in marks, the stretch of each token (-1 outside) and its frames."""

    sheet: Sheet
    stretches: list[Stretch]
    inside: list[int]
    frames: list[Frame]


def read_page(sheet: Sheet) -> Page:
    """Find the stretches in marks, bind units to frames, and list the cues outside marks."""
    stretches = find_stretches(sheet.text)
    inside = [-1] * len(sheet.tokens)
    at = 0
    for index, token in enumerate(sheet.tokens):
        while at < len(stretches) and stretches[at].outer_end <= token.start:
            at += 1
        if at < len(stretches) and stretches[at].outer_start <= token.start:
            inside[index] = at
    page = Page(sheet, stretches, inside, bind_units(sheet, inside))
    for frame in page.frames:
        fill_frame(page, frame)
    return page


def bind_units(sheet: Sheet, inside: list[int]) -> list[Frame]:
    """Join a unit to the one before if a stretch crosses their border or it begins in lower case after a mark."""
    frames: list[Frame] = []
    for first, last in sheet.ranges:
        if first == last:
            continue
        bound = False
        if frames and frames[-1].high == first and first:
            crosses = inside[first] >= 0 and inside[first] == inside[first - 1]
            goes_on = sheet.tokens[first].text[0].islower() and inside[first - 1] >= 0 and inside[first] < 0
            bound = (crosses or goes_on) and first - frames[-1].low < 2000
        if bound:
            frames[-1].high = last
        else:
            frames.append(Frame(first, last))
    return frames


def fill_frame(page: Page, frame: Frame) -> None:
    """List the stretches that begin in a frame, and the cues that stand outside marks."""
    tokens = page.sheet.tokens
    cues = word_map("cues")
    seen = -1
    for at in range(frame.low, frame.high):
        stretch = page.inside[at]
        if stretch >= 0:
            if stretch != seen and page.stretches[stretch].outer_start <= tokens[at].start:
                frame.stretches.append(stretch)
                seen = stretch
            continue
        token = tokens[at]
        attributes = token.lower == "according" and at + 1 < frame.high and tokens[at + 1].lower == "to"
        if attributes or (token.lower in cues and is_cue(page, frame, at)):
            frame.cues.append(at)
    if len(frame.cues) > MOST or len(frame.stretches) > MOST:
        # No sentence has so many: pairing every cue with every stretch of hostile text would take long.
        frame.cues.clear()
        frame.stretches.clear()


def is_cue(page: Page, frame: Frame, at: int) -> bool:
    """Tell whether a form of a speech verb reports here: no infinitive, passive or noun; a participle after a comma."""
    tokens = page.sheet.tokens
    if tokens[at].capital and at > frame.low:
        return False
    if passive_or_infinitive(tokens, at, frame.low) or reads_as_noun(tokens, at, frame.low, frame.high):
        return False
    if tokens[at].lower.endswith("ing") and at > frame.low:
        return not tokens[at - 1].word or tokens[at - 1].lower in (
            "and",
            "before",
            "while",
            "was",
            "is",
            "were",
            "are",
            "been",
        )
    return True
