"""Reported speech without marks around it, or with marks around a part: a clause after or before its cue."""

from __future__ import annotations

from .according import according
from .classes import ENDING, WORD
from .clauses import NO_CLAUSE, content_start, has_verb, trimmed
from .frames import Draft, Frame, Page
from .sources import Phrase, source_after, source_before
from .words import word_map

CUES = word_map("cues")
TIMES = word_map("time")
JOINING = frozenset(("and", "but", "while"))


def reported_drafts(page: Page, frame: Frame, claimed: set[int], used: set[int]) -> list[Draft]:
    """Return the indirect and mixed quotations of a frame; ``used`` holds the places of cues already taken."""
    made: list[Draft] = []
    sheet = page.sheet
    for order, cue in enumerate(frame.cues):
        if sheet.starts[cue] in used:
            continue
        if sheet.lowers[cue] == "according":
            draft = according(page, frame, cue)
        else:
            draft = clause_after(page, frame, order, cue) or clause_before(page, frame, cue)
        if draft is None:
            continue
        if frame.stretches:
            set_type(page, frame, draft, claimed)
        made.append(draft)
    return made


def set_type(page: Page, frame: Frame, draft: Draft, claimed: set[int]) -> None:
    """Make a quotation mixed where marks stand in it, direct where they hold all of it."""
    inner = []
    for index in frame.stretches:
        stretch = page.stretches[index]
        for start, end in draft.content:
            if start <= stretch.start and stretch.end <= end:
                claimed.add(index)
                if start <= stretch.outer_start and stretch.outer_end <= end:
                    inner.append(stretch)
    if not inner:
        return
    draft.type = "mixed"
    if len(draft.content) == 1 and len(inner) == 1:
        start, end = draft.content[0]
        if inner[0].outer_start == start and inner[0].outer_end >= end - 1:
            draft.content = [(inner[0].start, inner[0].end)]
            draft.type = "direct"


def next_cut(page: Page, frame: Frame, order: int) -> int:
    """Return the token before which the content after a cue must end: where the next coordinate cue's clause begins."""
    sheet = page.sheet
    words, lowers = sheet.words, sheet.lowers
    here = frame.cues[order]
    for cue in frame.cues[order + 1 :]:
        source = None if sheet.traits[cue] & ENDING else source_before(sheet, cue, here + 1)
        first = source.first if source is not None else cue
        if words[first - 1] in (",", ";", "\u2014") or lowers[first - 1] in JOINING:
            while first - 1 > here and (not sheet.kinds[first - 1] & WORD or lowers[first - 1] in JOINING):
                first -= 1
            return first
    return frame.high


def subject(page: Page, frame: Frame, order: int, cue: int) -> Phrase | None:
    """Return a cue's source before it; a participle's is the subject of its frame."""
    sheet = page.sheet
    participle = sheet.traits[cue] & ENDING
    if participle or sheet.lowers[cue - 1] in ("and", "but"):
        if order:
            earlier = frame.cues[order - 1]
            return source_before(sheet, earlier, frame.low) or source_after(sheet, earlier + 1, cue)
        if participle and page.inside[frame.low] < 0:
            return source_after(sheet, frame.low, cue)
    return source_before(sheet, cue, frame.low)


def clause_after(page: Page, frame: Frame, order: int, cue: int) -> Draft | None:
    """Read `Ruiz said (that) the plan would fail`, `asked whether`, `vowed to`, `denied taking`."""
    if cue == frame.low:
        return None
    sheet = page.sheet
    kind = CUES[sheet.lowers[cue]]
    stop = next_cut(page, frame, order)
    start = content_start(page, cue, kind, stop)
    if start < 0:
        return None
    source = subject(page, frame, order, cue)
    if source is None:
        return None
    span = trimmed(sheet, start, stop)
    if span is None:
        return None
    place = (sheet.starts[cue], sheet.ends[cue])
    return Draft([span], "indirect", f"clause after the cue ({kind})", place, source)


def clause_before(page: Page, frame: Frame, cue: int) -> Draft | None:
    """Read `The plan would fail, Ruiz said` and `The plan, Ruiz said, would fail`, cue after content."""
    sheet = page.sheet
    words, low, high = sheet.words, frame.low, frame.high
    if CUES[sheet.lowers[cue]] not in ("say", "tell", "weak") or sheet.traits[cue] & ENDING or cue - 1 <= low:
        return None
    inverted = words[cue - 1] == ","
    source = source_after(sheet, cue + 1, high) if inverted else None
    if source is not None:
        first, rest = cue, source.last
    else:
        # `its president, Ana Ruiz, said`: the comma before the cue closes an apposition.
        inverted = False
        source = source_before(sheet, cue, low)
        if source is None:
            return None
        first, rest = source.first, cue + 1
    if first - 1 <= low or words[first - 1] != "," or not (inverted or ends_after(page, cue, high)):
        return None
    verb_first = has_verb(sheet, low, first - 1)
    if not verb_first and rest >= high - 1:
        return None
    content = trimmed(sheet, low, first - 1)
    before = page.inside[first - 2]
    if content is None or (before >= 0 and page.stretches[before].outer_start == sheet.starts[low]):
        return None
    spans = [content]
    if rest < high and words[rest] == ",":
        more = trimmed(sheet, rest + 1, high)
        if more is not None and has_verb(sheet, rest + 1, high):
            spans.append(more)
    elif not verb_first:
        return None
    return Draft(spans, "indirect", "clause before the cue", (sheet.starts[cue], sheet.ends[cue]), source)


def ends_after(page: Page, cue: int, high: int) -> bool:
    """Tell whether an attribution can end with its cue: a mark, a preposition or a day follows, no object."""
    sheet = page.sheet
    if (
        cue + 1 >= high
        or not sheet.kinds[cue + 1] & WORD
        or TIMES.get(sheet.words[cue + 1], "") in ("weekday", "month")
    ):
        return True
    return sheet.lowers[cue + 1] in NO_CLAUSE or sheet.lowers[cue + 1] in TIMES
