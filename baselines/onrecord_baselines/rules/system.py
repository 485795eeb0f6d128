"""The system of the rules: runs the families in order and writes what they found as a valid record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from onrecord import Card, Claim, Entity, Input, Mention, Quote, Record, Span, Stance, System, UsageError, __version__

from .cast import Cast
from .claims import Found, find_claims
from .clusters import Cluster, cluster_name
from .entities import find_entities
from .frames import Draft, read_page
from .offices import find_offices
from .quotations import find_quotations
from .speakers import find_parents, resolve_speakers
from .stance import Side, find_stances
from .tokens import Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules found in one document: the record, and which rule made each of its items."""

    record: Record
    rules: dict[str, str]


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
        """Return the id of each predicted item (a stance as ``holder/target``) with the rule that made it."""
        return read(item).rules


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
    clusters, _ = find_entities(sheet)
    page = read_page(sheet)
    drafts = unique_drafts(find_quotations(page), sheet)
    known = Cast(page, clusters)
    resolve_speakers(page, known, drafts)
    find_parents(drafts)
    claims, scores = find_claims(page, drafts, [(start, end) for start, end, _ in known.places])
    claims += find_offices(page, known)
    sides = find_stances(page, known, drafts, item.document)
    return write(sheet, clusters, drafts, sides, claims, scores)


def strip_stops(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Drop a comma, stop, colon or semicolon at a content's end, unless it is an abbreviation's own."""
    text = sheet.text
    while end > start and (text[end - 1] in ",;:." or text[end - 1].isspace()):
        if text[end - 1] == "." and own_stop(sheet, end):
            break
        end -= 1
    return start, end


def own_stop(sheet: Sheet, end: int) -> bool:
    """Tell whether the full stop before a place belongs to an abbreviation."""
    at = bisect_left(sheet.tokens, end, key=lambda token: token.start) - 1
    return at >= 0 and sheet.tokens[at].word and sheet.tokens[at].end == end


def unique_drafts(drafts: list[Draft], sheet: Sheet) -> list[Draft]:
    """Return the quotations in order, one for each content; content without a letter or digit is dropped."""
    kept: list[Draft] = []
    seen: set[tuple[tuple[int, int], ...]] = set()
    text = sheet.text
    for draft in drafts:
        content = [strip_stops(sheet, start, end) for start, end in draft.content]
        spans = sorted(
            {span for span in content if span[0] < span[1] and any(char.isalnum() for char in text[span[0] : span[1]])}
        )
        apart = [span for at, span in enumerate(spans) if not at or spans[at - 1][1] <= span[0]]
        if apart and tuple(apart) not in seen:
            seen.add(tuple(apart))
            draft.content = apart
            kept.append(draft)
    kept.sort(key=lambda draft: draft.content)
    return kept


def write(
    sheet: Sheet,
    clusters: list[Cluster],
    drafts: list[Draft],
    sides: list[Side],
    claims: list[Found],
    scores: list[int],
) -> Reading:
    """Turn what was found into a record with ids in the order of the text."""
    rules: dict[str, str] = {}
    ids, entities = write_entities(sheet, clusters, rules)
    quotes = write_quotes(sheet, drafts, ids, rules)
    stances = write_stances(sheet, sides, ids, rules)
    written = write_claims(sheet, claims, drafts, ids, rules)
    record = Record(
        doc_id=sheet.document.id,
        entities=entities,
        quotes=quotes,
        stances=stances,
        claims=written,
        unit_scores=tuple(round(score / 1000, 4) for score in scores),
    )
    return Reading(record, rules)


def span_of(sheet: Sheet, start: int, end: int) -> Span:
    """Return a span with its words."""
    return Span(start, end, sheet.text[start:end])


def write_entities(
    sheet: Sheet, clusters: list[Cluster], rules: dict[str, str]
) -> tuple[dict[int, str], tuple[Entity, ...]]:
    """Return each cluster's id and the entities; a mention that two clusters hold joins them."""
    order = sorted(
        range(len(clusters)),
        key=lambda index: (clusters[index].mentions[0].start, clusters[index].mentions[0].end, index),
    )
    holder: dict[tuple[int, int, str, str | None], str] = {}
    ids: dict[int, str] = {}
    entities: list[Entity] = []
    for index in order:
        cluster = clusters[index]
        mentions: list[Mention] = []
        known: str | None = None
        own = f"e{len(entities) + 1}"
        for mention in sorted(cluster.mentions, key=lambda each: (each.start, each.end, each.form)):
            key = (mention.start, mention.end, mention.form, cluster.type)
            if key in holder:
                known = known or holder[key]
                continue
            holder[key] = own
            text = sheet.text[mention.start : mention.end]
            mentions.append(Mention(start=mention.start, end=mention.end, text=text, form=cast("Any", mention.form)))
        if not mentions:
            if known is not None:
                ids[index] = known
            continue
        ids[index] = own
        rules[own] = cluster.rule
        entities.append(
            Entity(
                id=own,
                name=cluster_name(sheet, cluster),
                type=cast("Any", cluster.type),
                kind=cast("Any", cluster.kind),
                mentions=tuple(mentions),
            )
        )
    return ids, tuple(entities)


def write_quotes(sheet: Sheet, drafts: list[Draft], ids: dict[int, str], rules: dict[str, str]) -> tuple[Quote, ...]:
    """Return the quotations; draft number n is ``q{n + 1}``."""
    quotes: list[Quote] = []
    for index, draft in enumerate(drafts):
        source = None
        if draft.source is not None:
            tokens = sheet.tokens
            source = span_of(sheet, tokens[draft.source.first].start, tokens[draft.source.last - 1].end)
        rules[f"q{index + 1}"] = draft.rule
        quotes.append(
            Quote(
                id=f"q{index + 1}",
                type=cast("Any", draft.type),
                content=tuple(span_of(sheet, start, end) for start, end in draft.content),
                cue=span_of(sheet, *draft.cue) if draft.cue is not None else None,
                source=source,
                speaker=ids.get(draft.speaker) if draft.speaker is not None else None,
                parent=f"q{draft.parent + 1}" if draft.parent is not None else None,
            )
        )
    return tuple(quotes)


def write_stances(sheet: Sheet, sides: list[Side], ids: dict[int, str], rules: dict[str, str]) -> tuple[Stance, ...]:
    """Return the stances by target, the article's own voice last; one for each holder and target."""
    stances: list[Stance] = []
    seen: set[tuple[str | None, str]] = set()
    for side in sides:
        holder = ids.get(side.holder) if side.holder is not None else None
        if (side.holder is not None and holder is None) or (holder, side.target) in seen:
            continue
        seen.add((holder, side.target))
        rules[f"{holder or '-'}/{side.target}"] = side.rule
        evidence = tuple(span_of(sheet, start, end) for start, end in side.evidence)
        stances.append(Stance(holder, side.target, cast("Any", side.label), evidence))
    return tuple(stances)


def write_claims(
    sheet: Sheet, claims: list[Found], drafts: list[Draft], ids: dict[int, str], rules: dict[str, str]
) -> tuple[Claim, ...]:
    """Return the claims in the order of the text, each place once."""
    written: list[Claim] = []
    seen: set[tuple[int, int, bool]] = set()
    for claim in sorted(claims, key=lambda each: (each.start, each.end, each.title)):
        key = (claim.start, claim.end, claim.title)
        if key in seen:
            continue
        seen.add(key)
        speaker = drafts[claim.quote].speaker if claim.quote is not None else None
        own = f"c{len(written) + 1}"
        rules[own] = claim.rule
        written.append(
            Claim(
                id=own,
                start=claim.start,
                end=claim.end,
                text=sheet.text[claim.start : claim.end],
                claimant=ids.get(speaker) if speaker is not None else None,
                quote=f"q{claim.quote + 1}" if claim.quote is not None else None,
                worth=cast("Any", claim.worth),
                kind=cast("Any", claim.kind),
                title=claim.title,
            )
        )
    return tuple(written)
