"""Reported speech without marks around it, or with marks around a part: a clause after or before its cue."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from onrecord_baselines.rules.quotations.according import according
from onrecord_baselines.rules.quotations.asides import CUES, as_told, leading, relative_clause
from onrecord_baselines.rules.quotations.attributed import clause_before
from onrecord_baselines.rules.quotations.causers import (
    BACK_OVER,
    JOINING,
    SUBORDINATE,
    THEN,
    finder,
    parted_subject,
    subject,
)
from onrecord_baselines.rules.quotations.clauses import BARE_WEAK, CLAUSAL, FURTHEST, PATTERNED, content_start
from onrecord_baselines.rules.quotations.ends import content_parts
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.sources import Phrase, source_before
from onrecord_baselines.rules.quotations.subjects import next_comma
from onrecord_baselines.rules.quotations.terms import is_name
from onrecord_baselines.rules.quotations.verbs import NEEDS_AFTER
from onrecord_baselines.rules.text.classes import ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

OPENING = frozenset(
    ("when", "if", "while", "after", "because", "since", "once", "although", "though", "unless", "before")
)
CLAUSELESS = frozenset(("name", "believe"))
CALLS = frozenset(("call", "calls", "called", "calling"))
NOBODY = frozenset(("neither", "nobody", "none", "no"))
FINDS = frozenset(("find", "finds", "found", "show", "shows", "showed"))
PARTING = JOINING | SUBORDINATE | {",", ";", "\u2014"}
BARE = BARE_WEAK | CLAUSAL | PATTERNED
HEARING = marked("attribution", "hearing_body")


def reported_drafts(page: Page, frame: Frame, claimed: set[int], used: AbstractSet[int]) -> list[Draft]:
    """Return the indirect and mixed quotations of a frame; ``used`` holds the places of cues already taken."""
    made: list[Draft] = []
    sheet = page.sheet
    for order, cue in enumerate(frame.cues):
        if used and sheet.starts[cue] in used:
            continue
        if sheet.lowers[cue] == "according":
            # `"...," Ruiz said, according to the Post`: the words are given already.
            given = any(place < sheet.starts[cue] for place in used) and page.inside[frame.low] >= 0
            draft = None if given else according(page, frame, cue)
        else:
            kind = kind_at(sheet, cue, frame.high)
            if kind in CLAUSELESS:
                continue
            draft = as_told(page, frame, cue) if not order and sheet.lowers[frame.low] == "as" else None
            draft = draft or clause_after(page, frame, order, kind) or clause_before(page, frame, order, cue)
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
                if start <= stretch.outer_start and stretch.outer_end <= end and not is_name(page.sheet.text, stretch):
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
    """Return the token before which the content after a cue with others behind it ends: where the next's clause begins.

    That is a coordinate clause; one inside the content does not end it.
    """
    sheet = page.sheet
    words, lowers = sheet.words, sheet.lowers
    here = frame.cues[order]
    inner = opening_comma(sheet, here, frame.high)
    seen = here + 1
    parted = False
    for cue in frame.cues[order + 1 :]:
        # Where nothing parts two cues, the second one's clause is inside the first one's.
        parted = parted or not PARTING.isdisjoint(lowers[seen:cue])
        seen = cue
        if not parted:
            continue
        source = None if sheet.traits[cue] & ENDING else source_before(sheet, cue, here + 1)
        first = source.first if source is not None else cue
        while source is None and first - 1 > here and sheet.lowers[first - 1] in THEN:
            first -= 1
        if here < inner and first - 1 == inner:
            # `told Ruiz that when the fleet left, Mori said ...`: the clause goes on in the content.
            continue
        if first - 1 < inner:
            continue
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


def opening_comma(sheet: Sheet, cue: int, high: int) -> int:
    """Return the comma after a clause with `when`, `if` or the like that opens the content of a cue, or -1."""
    if OPENING.isdisjoint(sheet.lowers[cue + 1 : cue + 7]):
        return -1
    for at in range(cue + 1, min(high - 1, cue + 6)):
        if sheet.lowers[at] == "that":
            return next_comma(sheet, at + 1, min(high, at + 40)) if sheet.lowers[at + 1] in OPENING else -1
    return next_comma(sheet, cue + 1, min(high, cue + 40)) if sheet.lowers[cue + 1] in OPENING else -1


def kind_at(sheet: Sheet, cue: int, high: int) -> str:
    """Return the kind of a cue; `called on` somebody takes what a vow does."""
    lower = sheet.lowers[cue]
    if lower in CALLS and cue + 1 < high and sheet.lowers[cue + 1] in ("on", "upon", "for"):
        return "vow"
    return CUES[lower]


def clause_after(page: Page, frame: Frame, order: int, kind: str) -> Draft | None:
    """Read `Ruiz said (that) the plan would fail`, `asked whether`, `vowed to`, `denied taking`."""
    sheet, cue = page.sheet, frame.cues[order]
    lower = sheet.lowers[cue]
    if kind == "weak" and lower not in BARE and "that" not in sheet.lowers[cue + 1 : min(frame.high, cue + FURTHEST)]:
        # A weak cue takes no clause without `that`.
        return None
    stop = next_cut(page, frame, order) if order + 1 < len(frame.cues) else frame.high
    start = content_start(page, cue, kind, stop)
    if start < 0:
        return relative_clause(page, frame, cue) if kind in ("say", "tell") else None
    source: Phrase | None
    if cue == frame.low:
        found = leading(page, frame, cue, start)
        if found is None:
            return None
        source, stop = found
    else:
        source = subject(page, frame, order, cue)
        if source is None and sheet.words[cue - 1] == ",":
            source = parted_subject(sheet, frame.low, cue, start)
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
    spans = content_parts(page, cue, start, stop)
    if not spans:
        return None
    last = cue
    if lower in NEEDS_AFTER:
        # `pointed out`, `made it clear`.
        while last + 1 < start and sheet.lowers[last + 1] in ("out", "it", "clear", "plain", "known"):
            last += 1
    place = (sheet.starts[cue], sheet.ends[last])
    return Draft(spans, "indirect", f"clause after the cue ({kind})", place, source)
