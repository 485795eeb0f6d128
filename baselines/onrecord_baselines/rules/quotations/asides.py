"""Reports whose cue is in a clause of its own: `As Ruiz told us, ...`, `which Ruiz says is ...`, `Insisting ...`."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import RELATIVE, SHORT_VERBS, has_verb, is_finite
from onrecord_baselines.rules.quotations.clauses import trimmed
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.sources import Phrase, source_after, source_before
from onrecord_baselines.rules.quotations.subjects import next_comma
from onrecord_baselines.rules.text.classes import ENDING
from onrecord_baselines.rules.text.words import word_map

CUES = word_map("cues")
AS_SAID = frozenset(
    (
        "said",
        "says",
        "noted",
        "notes",
        "reported",
        "reports",
        "wrote",
        "explained",
        "argued",
        "observed",
        "predicted",
        "warned",
    )
)


def as_told(page: Page, frame: Frame, cue: int) -> Draft | None:
    """Read `As Ruiz told the Gazette, the plan would fail`."""
    sheet = page.sheet
    source = source_before(sheet, cue, frame.low)
    if source is None or source.first != frame.low + 1:
        return None
    comma = next_comma(sheet, cue + 1, min(frame.high, cue + 12))
    if comma < 0 or comma + 1 >= frame.high or sheet.finite.find(1, cue + 1, comma) >= 0 or page.inside[comma + 1] >= 0:
        return None
    if CUES[sheet.lowers[cue]] not in ("say", "tell") or (comma == cue + 1 and sheet.lowers[cue] not in AS_SAID):
        return None
    span = trimmed(sheet, comma + 1, frame.high)
    if span is None or not has_verb(sheet, comma + 2, frame.high):
        return None
    return Draft([span], "indirect", "after `As ... said`", (sheet.starts[cue], sheet.ends[cue]), source)


def relative_clause(page: Page, frame: Frame, cue: int) -> Draft | None:
    """Read `the board, which Ruiz says is bankrupt`: the content is the relative clause from its verb on."""
    sheet = page.sheet
    if cue + 2 >= frame.high or page.inside[cue + 1] >= 0:
        return None
    if not is_finite(sheet, cue + 1) and sheet.lowers[cue + 1] not in SHORT_VERBS:
        return None
    source = source_before(sheet, cue, frame.low)
    if source is None or source.first - 1 <= frame.low or sheet.lowers[source.first - 1] not in RELATIVE:
        return None
    comma = next_comma(sheet, cue + 1, frame.high)
    span = trimmed(sheet, cue + 1, comma if comma >= 0 else frame.high)
    if span is None:
        return None
    return Draft([span], "indirect", "relative clause", (sheet.starts[cue], sheet.ends[cue]), source)


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
