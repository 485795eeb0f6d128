"""Reported speech without marks around it, or with marks around a part: a clause after or before its cue."""

from __future__ import annotations

from .according import according
from .attributed import clause_before
from .classes import ENDING, WORD
from .clauses import content_start
from .ends import content_parts
from .frames import Draft, Frame, Page
from .sources import Phrase, source_after, source_before
from .subjects import sentence_subject
from .tokens import Sheet
from .words import marked, word_map

CUES = word_map("cues")
JOINING = frozenset(("and", "but", "while"))
SUBORDINATE = frozenset(("although", "though", "whereas", "as"))
BACK_OVER = JOINING | SUBORDINATE | {"even", "however"}
CALLS = frozenset(("call", "calls", "called", "calling"))
QUOTED_BEFORE = frozenset(("is", "are", "was", "were", "been", "has", "have", "had", "also", "later"))
NOBODY = frozenset(("neither", "nobody", "none", "no"))
FINDS = frozenset(("find", "finds", "found", "show", "shows", "showed"))
ROLES = word_map("roles")
HEARING = marked("attribution", "hearing_body")


def reported_drafts(page: Page, frame: Frame, claimed: set[int], used: set[int]) -> list[Draft]:
    """Return the indirect and mixed quotations of a frame; ``used`` holds the places of cues already taken."""
    made: list[Draft] = []
    sheet = page.sheet
    for order, cue in enumerate(frame.cues):
        if sheet.starts[cue] in used:
            continue
        if sheet.lowers[cue] == "according":
            # `"...," Ruiz said, according to the Post`: the words are given already.
            given = any(place < sheet.starts[cue] for place in used) and page.inside[frame.low] >= 0
            draft = None if given else according(page, frame, cue)
        else:
            draft = clause_after(page, frame, order, cue) or clause_before(page, frame, order, cue)
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
        joined = lowers[first - 1] in JOINING or (
            lowers[first - 1] in SUBORDINATE and (words[first - 2] == "," or lowers[first - 2] == "even")
        )
        if words[first - 1] in (",", ";", "\u2014") or joined:
            while (
                first - 1 > here
                and page.inside[first - 1] < 0
                and (not sheet.kinds[first - 1] & WORD or lowers[first - 1] in BACK_OVER)
            ):
                first -= 1
            return first
    return frame.high


def subject(page: Page, frame: Frame, order: int, cue: int) -> Phrase | None:
    """Return a cue's source before it; a participle's is the subject of its frame."""
    sheet = page.sheet
    before = sheet.lowers[cue - 1]
    if before == "as" and cue - 2 > frame.low:
        # `was quoted as saying`.
        at = cue - 2
        while at - 1 > frame.low and sheet.lowers[at - 1] in QUOTED_BEFORE:
            at -= 1
        return source_before(sheet, at, frame.low)
    participle = sheet.traits[cue] & ENDING
    if participle or before in ("and", "but"):
        if order:
            earlier = frame.cues[order - 1]
            return source_before(sheet, earlier, frame.low) or source_after(sheet, earlier + 1, cue)
        if not participle and f"{sheet.lowers[cue]}s" in CUES:
            # `the need to relieve him and confirm ...`: an infinitive.
            return None
        if page.inside[frame.low] < 0:
            found = sentence_subject(sheet, frame.low, cue)
            if participle or (found is not None and found.last < cue - 1):
                return found
    return source_before(sheet, cue, frame.low)


def clause_after(page: Page, frame: Frame, order: int, cue: int) -> Draft | None:
    """Read `Ruiz said (that) the plan would fail`, `asked whether`, `vowed to`, `denied taking`."""
    sheet = page.sheet
    lower = sheet.lowers[cue]
    kind = CUES[lower]
    if lower in CALLS and cue + 1 < frame.high and sheet.lowers[cue + 1] in ("on", "upon", "for"):
        kind = "vow"
    stop = next_cut(page, frame, order)
    start = content_start(page, cue, kind, stop)
    if start < 0:
        return None
    source: Phrase | None
    if cue == frame.low:
        found = leading(page, frame, cue, start)
        if found is None:
            return None
        source, stop = found
    else:
        source = subject(page, frame, order, cue)
        if source is None:
            return None
        if sheet.lowers[source.first] in NOBODY:
            return None
        if kind == "weak" and lower in FINDS and sheet.lowers[start - 1] != "that" and not finder(sheet, source):
            return None
        if lower == "heard":
            # What a court heard somebody told it.
            if HEARING.isdisjoint(sheet.lowers[source.first : source.last]):
                return None
            source = None
    spans = content_parts(page, frame, cue, start, stop)
    if not spans:
        return None
    place = (sheet.starts[cue], sheet.ends[cue])
    return Draft(spans, "indirect", f"clause after the cue ({kind})", place, source)


def finder(sheet: Sheet, source: Phrase) -> bool:
    """Tell whether a source is a document or inquiry, whose finding is a clause and no thing."""
    return any(ROLES.get(sheet.lowers[at].removesuffix("s")) == "document" for at in range(source.first, source.last))


def leading(page: Page, frame: Frame, cue: int, start: int) -> tuple[Phrase, int] | None:
    """Return the source and the end of the content of `Insisting that it was safe, Ruiz opened the door`."""
    sheet = page.sheet
    if not sheet.traits[cue] & ENDING:
        return None
    for at in range(start + 2, min(frame.high - 2, start + 60)):
        if sheet.words[at] == "," and page.inside[at] < 0:
            source = source_after(sheet, at + 1, frame.high)
            if source is not None and source.last < frame.high and sheet.finite[source.last]:
                return source, at
    return None
