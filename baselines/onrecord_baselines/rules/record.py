"""What was found, written as a record with ids in the order of the text."""

from __future__ import annotations

from typing import Any, cast

from onrecord import Claim, Entity, Mention, Quote, Record, Span, Stance
from onrecord_baselines.rules.claims.claims import Found
from onrecord_baselines.rules.names.cluster import Cluster, Mentioned
from onrecord_baselines.rules.quotations.frames import Draft
from onrecord_baselines.rules.stances.stance import Side
from onrecord_baselines.rules.text.tokens import Sheet

THOUSANDTHS = [number / 1000 for number in range(1001)]


class Writer:
    """Writes the layers of one document; ``ids`` leads from an entity's number to its id.

    ``rules`` leads from an item's id (a stance as ``holder/target``) to the rule that made it.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.ids: dict[int, str] = {}
        self.rules: dict[str, str] = {}

    def write(
        self, clusters: list[Cluster], drafts: list[Draft], sides: list[Side], claims: list[Found], scores: list[int]
    ) -> Record:
        """Return the record of a document; the entities come first, as all others name them."""
        return Record(
            doc_id=self.sheet.document.id,
            entities=self.entities(clusters),
            quotes=self.quotes(drafts),
            stances=self.stances(sides),
            claims=self.claims(claims, drafts),
            unit_scores=tuple(map(THOUSANDTHS.__getitem__, scores)),
        )

    def span(self, start: int, end: int) -> Span:
        """Return a span with its words."""
        return Span(start, end, self.sheet.text[start:end])

    def entities(self, clusters: list[Cluster]) -> tuple[Entity, ...]:
        """Return the entities in the order of their first mention; a mention that two hold joins them."""
        text = self.sheet.text
        for cluster in clusters:
            if cluster.referred:
                cluster.mentions.sort()
        holder: dict[tuple[int, int, str, str | None], str] = {}
        entities: list[Entity] = []
        ids, rules = self.ids, self.rules
        for cluster in sorted(clusters, key=first_mention):
            own = f"e{len(entities) + 1}"
            kind_of: Any = cluster.type
            kind: Any = cluster.kind
            places = cluster.mentions
            if cluster.referred:
                places = list(dict.fromkeys(places))
                keys = [(*place, kind_of) for place in places]
                held = next((holder[key] for key in keys if key in holder), None)
                places = [place for place, key in zip(places, keys, strict=True) if key not in holder]
                if not places and held is not None:
                    ids[cluster.number] = held
                    continue
                for key in keys:
                    holder.setdefault(key, own)
            ids[cluster.number] = own
            rules[own] = cluster.rule
            if len(places) == 1:
                # Most entities are mentioned once.
                start, end, form = places[0]
                mentions: tuple[Mention, ...] = (Mention(start=start, end=end, text=text[start:end], form=form),)
            else:
                mentions = tuple([Mention(start=s, end=e, text=text[s:e], form=form) for s, e, form in places])
            entities.append(Entity(id=own, name=cluster.name, type=kind_of, kind=kind, mentions=mentions))
        return tuple(entities)

    def quotes(self, drafts: list[Draft]) -> tuple[Quote, ...]:
        """Return the quotations; draft number n is ``q{n + 1}``."""
        sheet = self.sheet
        quotes: list[Quote] = []
        for number, draft in enumerate(drafts, 1):
            own = f"q{number}"
            source = draft.source
            self.rules[own] = draft.rule
            quotes.append(
                Quote(
                    id=own,
                    type=cast("Any", draft.type),
                    content=tuple([self.span(start, end) for start, end in draft.content]),
                    cue=self.span(*draft.cue) if draft.cue is not None else None,
                    source=self.span(sheet.starts[source.first], sheet.ends[source.last - 1]) if source else None,
                    speaker=self.ids.get(draft.speaker) if draft.speaker is not None else None,
                    parent=f"q{draft.parent + 1}" if draft.parent is not None else None,
                )
            )
        return tuple(quotes)

    def stances(self, sides: list[Side]) -> tuple[Stance, ...]:
        """Return the stances by target, the article's own voice last; one for each holder and target."""
        stances: list[Stance] = []
        seen: set[tuple[str | None, str]] = set()
        for side in sides:
            holder = self.ids.get(side.holder) if side.holder is not None else None
            if (side.holder is not None and holder is None) or (holder, side.target) in seen:
                continue
            seen.add((holder, side.target))
            self.rules[f"{holder or '-'}/{side.target}"] = side.rule
            evidence = tuple([self.span(start, end) for start, end in side.evidence])
            stances.append(Stance(holder, side.target, cast("Any", side.label), evidence))
        return tuple(stances)

    def claims(self, claims: list[Found], drafts: list[Draft]) -> tuple[Claim, ...]:
        """Return the claims in the order of the text, each place once."""
        text = self.sheet.text
        written: list[Claim] = []
        seen: set[tuple[int, int, bool]] = set()
        for claim in sorted(claims, key=lambda each: (each.start, each.end, each.title)):
            key = (claim.start, claim.end, claim.title)
            if key in seen:
                continue
            seen.add(key)
            quote = claim.quote
            speaker = drafts[quote].speaker if quote is not None else None
            own = f"c{len(written) + 1}"
            self.rules[own] = claim.rule
            written.append(
                Claim(
                    id=own,
                    start=claim.start,
                    end=claim.end,
                    text=text[claim.start : claim.end],
                    claimant=self.ids.get(speaker) if speaker is not None else None,
                    quote=f"q{quote + 1}" if quote is not None else None,
                    worth=cast("Any", claim.worth),
                    kind=cast("Any", claim.kind),
                    title=claim.title,
                )
            )
        return tuple(written)


def first_mention(cluster: Cluster) -> tuple[Mentioned, int]:
    """Return what entities are sorted by: their first mention, then their number."""
    return cluster.mentions[0], cluster.number
