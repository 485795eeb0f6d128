"""Question and answer, and transcripts: lines that begin with a speaker's label and a colon."""

from __future__ import annotations

from bisect import bisect_right

from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.quotations.sources import Phrase
from onrecord_baselines.rules.text.classes import CAPITAL, TITLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

OUTLETS = marked("attribution", "outlet")
NO_LABELS = marked("attribution", "no_label")
GIVEN = word_map("given_names")
QUESTION = frozenset(("q", "question"))
ANSWER = frozenset(("a", "answer"))
LONGEST = 5
FURTHEST = 60


def label_drafts(page: Page) -> list[Draft]:
    """Return one direct quotation for each labelled answer, if at least two lines of the text have labels."""
    sheet = page.sheet
    units = labelled_units(sheet)
    labels = [(unit, end) for unit in units if (end := label_end(sheet, unit))]
    if len(labels) < 2:
        return []
    made: list[Draft] = []
    labelled = {unit for unit, _ in labels}
    for unit, end in labels:
        first = sheet.ranges[unit][0]
        words = sheet.lowers[first:end]
        if words[0] in QUESTION or not OUTLETS.isdisjoint(words):
            continue
        last = unit
        while last + 1 < len(sheet.ranges) and last + 1 not in labelled and follows(sheet, last):
            last += 1
        stop = sheet.ranges[last][1]
        while stop > end + 1 and sheet.words[stop - 1] in (".", ",", ";", ":"):
            stop -= 1
        if stop <= end + 1 or page.inside[end + 1] >= 0:
            continue
        content = [(sheet.starts[end + 1], sheet.ends[stop - 1])]
        made.append(Draft(content, "direct", "speaker's label", None, Phrase(first, end, end)))
    return made


def labelled_units(sheet: Sheet) -> list[int]:
    """Return the units with a colon near the start of a line."""
    text = sheet.text
    found: dict[int, None] = {}
    at = text.find(":")
    while at >= 0:
        low = max(0, at - FURTHEST)
        line = text.rfind("\n", low, at)
        if line >= 0 or not low:
            unit = bisect_right(sheet.document.units, (at, at)) - 1
            if unit >= 0:
                found[unit] = None
        at = text.find(":", at + 1)
    return list(found)


def follows(sheet: Sheet, unit: int) -> bool:
    """Tell whether the next unit stands on the same line."""
    units = sheet.document.units
    return "\n" not in sheet.text[units[unit][1] : units[unit + 1][0]]


def label_end(sheet: Sheet, unit: int) -> int:
    """Return the colon that ends a unit's label, or 0: `Q`, `A`, a name in capitals, a full name or a titled one."""
    first, last = sheet.ranges[unit]
    if last - first < 3 or not sheet.kinds[first] & CAPITAL:
        return 0
    for at in range(first + 1, min(last - 1, first + LONGEST)):
        if sheet.words[at] == ":":
            start = sheet.starts[first]
            on_line = not start or sheet.text[start - 1] == "\n"
            return at if on_line and is_label(sheet, first, at) else 0
        if not sheet.kinds[at] & CAPITAL or not sheet.kinds[at] & WORD:
            return 0
    return 0


def is_label(sheet: Sheet, first: int, end: int) -> bool:
    """Tell whether words before a colon label a speaker."""
    words, lowers = sheet.words[first:end], sheet.lowers[first:end]
    if lowers[0] in QUESTION | ANSWER:
        return end - first == 1 and words[0].isupper()
    if not NO_LABELS.isdisjoint(lowers):
        return False
    capitals = all(word.isupper() for word in words)
    named = len(words) > 1 and (words[0] in GIVEN or bool(sheet.traits[first] & TITLE) or len(words) == 2)
    return capitals or named
