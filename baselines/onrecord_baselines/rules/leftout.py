"""What the rules saw and left out, for the trace: marks, cues, capitals, beginnings of values, and units."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord import Record
from onrecord_baselines.rules.quotations.frames import Page
from onrecord_baselines.rules.quotations.terms import is_name, is_term, titled
from onrecord_baselines.rules.text.classes import CAPITAL, CUE, VALUE

Place = tuple[int, int]


def left_out(page: Page, record: Record) -> dict[str, str]:
    """Return the rule that left something out by ``layer:start-end`` of the place; what was read stands in no place."""
    found: dict[str, str] = {}
    for layer, places in (("quotes", quotes(page, record)), ("entities", names(page, record))):
        for (start, end), rule in places:
            found.setdefault(f"{layer}:{start}-{end}", rule)
    for (start, end), rule in claims(page, record):
        found[f"claims:{start}-{end}"] = rule
    return found


def quotes(page: Page, record: Record) -> Iterator[tuple[Place, str]]:
    """Yield the stretches in marks and then the cues that no quotation has; a cue's place is its unit."""
    sheet = page.sheet
    contents = covered(sheet.text, [(span.start, span.end) for quote in record.quotes or () for span in quote.content])
    for stretch in page.stretches:
        if 1 not in contents[stretch.start : stretch.end]:
            if titled(sheet.text, stretch):
                rule = "title in marks"
            elif is_name(sheet.text, stretch):
                rule = "name in marks"
            else:
                rule = "term in marks" if is_term(sheet.text, stretch) else "marks without attribution"
            yield (stretch.start, stretch.end), rule
    used = covered(sheet.text, [(q.cue.start, q.cue.end) for q in record.quotes or () if q.cue is not None])
    for at in sheet.where(CUE):
        if not used[sheet.starts[at]]:
            first, last = sheet.ranges[sheet.unit_of[at]]
            yield (sheet.starts[first], sheet.ends[last - 1]), f"no clause for the cue `{sheet.lowers[at]}`"


def names(page: Page, record: Record) -> Iterator[tuple[Place, str]]:
    """Yield the words with a capital, and the beginnings of values, that no name or value has."""
    sheet = page.sheet
    mentions = [m for entity in record.entities or () for m in entity.mentions if m.form in ("name", "value")]
    read = covered(sheet.text, [(mention.start, mention.end) for mention in mentions])
    for mask, rule in ((CAPITAL, "capital that is no name"), (VALUE, "number or time that is no value")):
        for at in sheet.where(mask):
            if not read[sheet.starts[at]]:
                heading = mask == CAPITAL and sheet.headings[sheet.unit_of[at]]
                yield (sheet.starts[at], sheet.ends[at]), "capital in a heading" if heading else rule


def claims(page: Page, record: Record) -> Iterator[tuple[Place, str]]:
    """Yield the units without a claim."""
    sheet = page.sheet
    stated = covered(sheet.text, [(claim.start, claim.end) for claim in record.claims or ()])
    for number, (first, last) in enumerate(sheet.ranges):
        if first < last:
            start, end = sheet.starts[first], sheet.ends[last - 1]
            if 1 not in stated[start:end]:
                yield (start, end), "heading" if sheet.headings[number] else "no clause states a fact"


def covered(text: str, places: list[Place]) -> bytearray:
    """Return one byte a character, 1 where a place covers it."""
    marked = bytearray(len(text))
    for start, end in places:
        marked[start:end] = b"\1" * (end - start)
    return marked
