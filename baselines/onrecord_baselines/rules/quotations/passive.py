"""Passive reports: `It was alleged that`, `The court was told by a clerk that`, `was called "so" by Ruiz`."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.bare import QUESTIONS
from onrecord_baselines.rules.quotations.clauses import content_start
from onrecord_baselines.rules.quotations.ends import content_parts
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.openings import gerund_start, infinitive_start
from onrecord_baselines.rules.quotations.sources import Phrase, source_after
from onrecord_baselines.rules.quotations.terms import capitals_only
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

CUES = word_map("cues")
TOLD = marked("attribution", "told_passive")
INFINITIVES = marked("attribution", "told_infinitive")
IMPERSONAL = marked("attribution", "it_passive")
NAMING = frozenset(("name", "weak"))
REACH = 24


def passive_drafts(page: Page, frame: Frame, claimed: set[int]) -> list[Draft]:
    """Return the quotations of a frame whose cue is a passive; their source is the agent, if there is one."""
    made: list[Draft] = []
    for number, cue in enumerate(frame.passives):
        stop = frame.passives[number + 1] if number + 1 < len(frame.passives) else frame.high
        draft = named_passive(page, frame, cue, claimed) or clause_passive(page, frame, cue, stop)
        if draft is not None:
            made.append(draft)
    return made


def clause_passive(page: Page, frame: Frame, cue: int, stop: int) -> Draft | None:
    """Read `It was alleged that ...` and `Passengers were told (by Ruiz) that ...`."""
    sheet = page.sheet
    lower = sheet.lowers[cue]
    impersonal = lower in IMPERSONAL and impersonal_before(sheet, cue, frame.low)
    asked = lower in INFINITIVES or CUES[lower] == "accuse"
    if not impersonal and lower not in TOLD and not asked:
        return None
    source, after = agent(sheet, cue, min(frame.high, cue + REACH))
    last = after - 1 if source is not None else cue
    if asked and lower not in TOLD:
        start = asked_start(page, last, lower, frame.high)
    else:
        start = content_start(page, last, "passive", frame.high)
        if start < 0 and lower in INFINITIVES:
            start = asked_start(page, last, lower, frame.high)
    if start < 0 and lower in TOLD and source is None:
        start = content_start(page, cue, "say", frame.high)
    if start < 0:
        return None
    stop = semicolon_before(sheet, start, stop, frame.high) if start < stop < frame.high else frame.high
    spans = content_parts(page, cue, start, stop)
    if not spans:
        return None
    return Draft(spans, "indirect", "clause after a passive", (sheet.starts[cue], sheet.ends[cue]), source)


def asked_start(page: Page, last: int, lower: str, high: int) -> int:
    """Return where the content begins in `was asked (by Ruiz) to`, `asked whether`, `is accused of lying`, or -1."""
    sheet = page.sheet
    if CUES[lower] == "accuse":
        return gerund_start(sheet, last, high)
    if lower == "asked":
        at = last + 1
        if at + 1 < high and sheet.lowers[at] in QUESTIONS and sheet.lowers[at - 1] != ",":
            return at
    start = infinitive_start(sheet, last, "ask", high)
    return start if start == last + 1 else -1


def semicolon_before(sheet: Sheet, start: int, cue: int, high: int) -> int:
    """Return the semicolon between two passives, where the first one's content ends, or the end of the frame."""
    for at in range(cue, start, -1):
        if sheet.words[at] == ";":
            return at
    return high


def impersonal_before(sheet: Sheet, cue: int, low: int) -> bool:
    """Tell whether a passive's subject is `it`."""
    at = cue - 1
    while at > low and at > cue - 5 and sheet.lowers[at] not in ("it", ";", ","):
        at -= 1
    return at >= low and sheet.lowers[at] == "it"


def agent(sheet: Sheet, cue: int, high: int) -> tuple[Phrase | None, int]:
    """Return the agent after `by` behind a passive, and the token after it (past a closing comma)."""
    at = cue + 1
    if at >= high or sheet.lowers[at] != "by":
        return None, at
    phrase = source_after(sheet, at + 1, high)
    if phrase is None:
        return None, at
    after = phrase.last
    if phrase.head_last < phrase.last and after < high and sheet.words[after] == ",":
        after += 1
    return phrase, after


def named_passive(page: Page, frame: Frame, cue: int, claimed: set[int]) -> Draft | None:
    """Read `was called "a stunt" by Ruiz` and `, labelled "cosmetic" by Ruiz,`."""
    sheet = page.sheet
    if CUES[sheet.lowers[cue]] not in NAMING:
        return None
    for index in frame.stretches:
        stretch = page.stretches[index]
        if index in claimed or stretch.outer_start < sheet.starts[cue]:
            continue
        first = bisect_left(sheet.starts, stretch.outer_start, cue)
        if first - cue > 12 or any(not word[0].isalnum() for word in sheet.words[cue + 1 : first]):
            return None
        source, after = agent(sheet, cue, first)
        if source is None or after > first:
            last = bisect_left(sheet.starts, stretch.outer_end, first)
            source, _ = agent(sheet, last - 1, frame.high)
        text = sheet.text
        if capitals_only(text, stretch) or (source is None and not text[stretch.start : stretch.end].count(" ")):
            # A name or a coined term.
            return None
        claimed.add(index)
        content = [(stretch.start, stretch.end)]
        return Draft(content, "direct", "painted, passive", (sheet.starts[cue], sheet.ends[cue]), source)
    return None
