"""Words in marks beside a verb that no list knows: `"...," Ruiz captioned the photo`."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.sources import Phrase, source_after
from onrecord_baselines.rules.quotations.terms import is_name
from onrecord_baselines.rules.quotations.verbs import BE, DETERMINERS
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING
from onrecord_baselines.rules.text.tokens import Sheet

PERSONS = frozenset(("he", "she", "they"))


def unlisted_drafts(page: Page, frame: Frame, claimed: set[int]) -> list[Draft]:
    """Read `"...," Ruiz captioned the photo`: any past verb whose subject follows marks with a comma."""
    sheet = page.sheet
    made: list[Draft] = []
    for index in frame.stretches:
        stretch = page.stretches[index]
        if index in claimed or sheet.text[stretch.end - 1] != "," or not stretch.closed:
            continue
        if stretch.outer_start > sheet.starts[frame.low] or is_name(sheet.text, stretch):
            continue
        at = bisect_left(sheet.starts, stretch.outer_end, frame.low)
        if at + 1 >= frame.high or page.inside[at] >= 0:
            continue
        found = unlisted_cue(sheet, at, frame.high)
        if found is None:
            continue
        cue, source = found
        claimed.add(index)
        content, place = [(stretch.start, stretch.end)], (sheet.starts[cue], sheet.ends[cue])
        made.append(Draft(content, "direct", "marks before an unlisted verb", place, source))
    return made


def unlisted_cue(sheet: Sheet, at: int, high: int) -> tuple[int, Phrase] | None:
    """Return the verb and its subject after words in marks: `Ruiz captioned`, `shrugged the old campaigner`."""
    if sheet.finite[at] and sheet.lowers[at].endswith("ed"):
        source = source_after(sheet, at + 1, high)
        named = source is not None and (
            sheet.kinds[source.first] & CAPITAL or sheet.lowers[source.first] in DETERMINERS
        )
        return (at, source) if source is not None and named else None
    source = source_after(sheet, at, high)
    if source is None or source.last >= high:
        return None
    cue = source.last
    while cue + 1 < high and sheet.traits[cue] & ADVERB:
        cue += 1
    named = sheet.kinds[source.first] & CAPITAL or sheet.lowers[source.first] in PERSONS
    if not named or not sheet.finite[cue] or sheet.traits[cue] & ENDING or sheet.lowers[cue] in BE:
        return None
    return cue, source
