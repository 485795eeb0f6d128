"""Reported speech by `according to`: its source, with what stands after it or before it."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import RELATIVE, has_verb
from onrecord_baselines.rules.quotations.clauses import trimmed
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.sources import Phrase, begins_apposition, source_after
from onrecord_baselines.rules.quotations.subjects import next_comma
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import CAPITAL, FIGURE, FUNCTION, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import word_map

ROLES = word_map("roles")
PRONOUNS = word_map("pronouns")
MEASURES = frozenset(("plan", "law", "order", "schedule", "age", "rules", "needs", "taste"))
JOINED = frozenset(("that", "but", "and"))


def according(page: Page, frame: Frame, cue: int) -> Draft | None:
    """Read `According to Ruiz, the plan ...` and `The plan ..., according to Ruiz` alike."""
    sheet = page.sheet
    low, high = frame.low, frame.high
    source = source_after(sheet, cue + 2, high)
    if source is None or is_measure(sheet, source):
        return None
    if cue - low < 2:
        if source.head_last < source.last < high and sheet.words[source.last] != ",":
            # The comma ends the source: what follows is the clause.
            source = Phrase(source.first, source.head_last, source.head_last)
        source = long_source(sheet, cue, source, high)
    before = cue - 1
    while before >= low and not sheet.kinds[before] & WORD:
        before -= 1
    leading = before < low or (before == low and bool(sheet.traits[before] & FUNCTION))
    leading = leading or (before == cue - 1 and sheet.lowers[before] in JOINED)
    leading = leading or (before > low and sheet.lowers[before] == "that")
    spans: list[tuple[int, int]] = []
    if not leading:
        head = trimmed(sheet, clause_low(sheet, low, cue), cue)
        if head is not None:
            spans.append(head)
    after = source.last
    comma = after < high and sheet.words[after] == ","
    broken = before < cue - 1 and (bool(sheet.finite[before]) or has_verb(sheet, after + 1, high))
    relative = comma and after + 1 < high and sheet.lowers[after + 1] in RELATIVE
    if leading and not comma and (end := next_comma(sheet, after, min(high, after + 16))) >= 0:
        # `According to a person briefed on the talks, ...`.
        after, comma = end, True
    joined = comma and not leading and sheet.lowers[after + 1 : after + 2] in (["and"], ["but"], ["while"], ["as"])
    if joined and any(after < other < after + 12 for other in frame.cues):
        # `..., according to Ruiz, and supporters say ...`.
        relative = True
    if comma and not relative and (leading or broken):
        after += 1
    elif not leading:
        after = high
    tail = trimmed(sheet, after, high)
    if tail is not None:
        spans.append(tail)
    if not spans:
        return None
    return Draft(spans, "indirect", "according to", (sheet.starts[cue], sheet.ends[cue + 1]), source)


def long_source(sheet: Sheet, cue: int, source: Phrase, high: int) -> Phrase:
    """Return the source of a leading `According to`, up to its comma and over an apposition up to the next one."""
    comma = next_comma(sheet, source.last, min(high, cue + 24))
    if comma < 0 or sheet.finite.find(1, source.last, comma) >= 0:
        return source
    # `According to the envoy to the islands Ana Ruiz, ...`.
    first = comma + 1
    more = next_comma(sheet, first, min(high, comma + 10))
    if more < 0 or not (sheet.kinds[first] & CAPITAL or begins_apposition(sheet, first, more)):
        return Phrase(cue + 2, comma, comma)
    plain = sheet.finite.find(1, first, more) < 0 and not any(sheet.kinds[at] & FIGURE for at in range(first, more))
    thin = sheet.traits[first] & FUNCTION and sheet.lowers[first] not in DETERMINERS
    return Phrase(cue + 2, more, comma) if plain and not thin else Phrase(cue + 2, comma, comma)


def is_measure(sheet: Sheet, source: Phrase) -> bool:
    """Tell whether `according to` names a measure and no source: `seated according to age`, `according to plan`."""
    lower = sheet.lowers[source.first]
    if source.last - source.first > 1 and lower in MEASURES and sheet.lowers[source.first + 1] in ("at", "of", "in"):
        return True
    if source.last - source.first > 1 or sheet.kinds[source.first] & CAPITAL or lower in MEASURES:
        return lower in MEASURES and source.last - source.first == 1
    known = lower in ROLES or lower.removesuffix("s") in ROLES or lower in PRONOUNS or lower in ("him", "them", "her")
    return not known and not lower.endswith(("s", "people"))


def clause_low(sheet: Sheet, low: int, cue: int) -> int:
    """Return where the clause before a cue begins: after a semicolon, or with the frame."""
    for at in range(cue - 1, low, -1):
        if sheet.words[at] == ";":
            return at + 1
    return low
