"""The system of the rules: runs the families in order and writes what they found as a valid record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from onrecord import Card, Input, Record, System, UsageError, __version__
from onrecord_baselines.rules.claims.claims import find_claims
from onrecord_baselines.rules.claims.offices import find_offices
from onrecord_baselines.rules.leftout import left_out
from onrecord_baselines.rules.names.entities import find_entities
from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.frames import Draft, Page, read_page
from onrecord_baselines.rules.quotations.quotations import find_quotations
from onrecord_baselines.rules.quotations.speakers import resolve_speakers
from onrecord_baselines.rules.record import Writer
from onrecord_baselines.rules.stances.stance import find_stances
from onrecord_baselines.rules.text.classes import WORD
from onrecord_baselines.rules.text.tokens import Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules found in one document: the record, which rule made each of its items, and the page they read."""

    record: Record
    rules: dict[str, str]
    page: Page


class Rules:
    """Word lists and patterns; no training, the same bytes on every machine."""

    tracks = ("text",)

    @property
    def card(self) -> Card:
        """Return what the board shows of the rules."""
        return Card(
            title="Rules",
            authors=("The onrecord authors",),
            licence="Apache-2.0",
            link="",
            kind="rules",
            model_family="word lists and patterns",
            parameters=0,
            versions={"onrecord": __version__},
        )

    def predict(self, inputs: Iterable[Input]) -> Iterator[Record]:
        """Yield one record for each input, in order."""
        for item in inputs:
            yield read(item).record

    def trace(self, item: Input) -> dict[str, str]:
        """Return the id of each predicted item (a stance as ``holder/target``) with the rule that made it.

        What was seen and left out stands there as ``layer:start-end``, with the rule that left it out.
        """
        reading = read(item)
        return {**reading.rules, **left_out(reading.page, reading.record)}


def make(argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
    """Return the rules; they take neither an argument nor options, and have no use for the seed."""
    del seed
    if argument is not None:
        raise UsageError(f"rules takes no argument, not {argument!r}: write the system as `rules`")
    if options:
        raise UsageError(f"rules takes no options, not {', '.join(sorted(options))}: leave them out")
    return Rules()


def read(item: Input) -> Reading:
    """Annotate one document."""
    if item.given is not None:
        raise UsageError("rules reads the track text only: run it on inputs without `given`")
    sheet = read_sheet(item.document)
    clusters, places = find_entities(sheet)
    page = read_page(sheet)
    drafts = unique_drafts(find_quotations(page), sheet)
    known = Cast(page, clusters, places)
    resolve_speakers(page, known, drafts)
    claims, scores = find_claims(page, drafts, known)
    claims += find_offices(sheet, known)
    sides = find_stances(page, known, drafts)
    writer = Writer(sheet)
    return Reading(writer.write(clusters, drafts, sides, claims, scores), writer.rules, page)


def strip_stops(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Drop a comma, stop, colon or semicolon at a content's end, unless it is an abbreviation's own."""
    text = sheet.text
    while end > start and ((last := text[end - 1]) in ",;:." or last.isspace()):
        if last == "." and own_stop(sheet, end):
            break
        end -= 1
    return start, end


def holds_word(text: str, start: int, end: int) -> bool:
    """Tell whether a letter or digit stands between two places."""
    return start < end and (text[start].isalnum() or any(map(str.isalnum, text[start:end])))


def own_stop(sheet: Sheet, end: int) -> bool:
    """Tell whether the full stop before a place belongs to an abbreviation."""
    at = bisect_left(sheet.ends, end)
    return at < len(sheet.ends) and sheet.ends[at] == end and bool(sheet.kinds[at] & WORD)


def unique_drafts(drafts: list[Draft], sheet: Sheet) -> list[Draft]:
    """Return the quotations in order, one for each content; content without a letter or digit is dropped."""
    kept: list[Draft] = []
    seen: set[tuple[tuple[int, int], ...]] = set()
    text = sheet.text
    for draft in drafts:
        spans = [strip_stops(sheet, start, end) for start, end in draft.content]
        if len(spans) > 1:
            spans = [(start, end) for start, end in sorted(set(spans)) if holds_word(text, start, end)]
            spans = [span for at, span in enumerate(spans) if not at or spans[at - 1][1] <= span[0]]
        elif not holds_word(text, *spans[0]):
            continue
        key = tuple(spans)
        if spans and key not in seen:
            seen.add(key)
            draft.content = spans
            kept.append(draft)
    kept.sort(key=attrgetter("content"))
    return kept
