"""One document with its gold and its predicted record, and the pairings between the two that several tasks share."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from onrecord.columns import EntityColumns
from onrecord.layers import Claim, Document, Entity, Quote, Record, Span
from onrecord.matching import alike_pairs, best_pairs
from onrecord.numbers import fixed
from onrecord.stretches import Stretches, union


@dataclass(frozen=True)
class Seen:
    """What training data have: the words of their targets, and their names with case folded (``str.casefold``)."""

    targets: frozenset[str]
    names: frozenset[str]

    @staticmethod
    def of(documents: Iterable[Document], gold: Mapping[str, Record]) -> Seen:
        """Returns what some documents with their gold have; a name is the words of a mention of form ``name``."""
        sides = [Side(gold[document.id], document) for document in documents]
        return Seen(
            frozenset(target.text for side in sides for target in side.document.targets),
            frozenset(name.casefold() for side in sides for entity in side.entities for name in side.names(entity)),
        )

    def has_name(self, words: str) -> bool:
        """Whether the words, case apart, are a name in training data."""
        return words.casefold() in self.names


class Case:
    """A document, its gold record and what a system predicted for it.

    Everything is sorted by spans here, so that no number depends on the order or the ids in a file. A layer that is
    not there counts as empty. ``given`` says that items join by the ids that the track ``given`` gave, and not by
    their spans. ``seen`` is None where there are no training data.
    """

    def __init__(
        self,
        document: Document,
        gold: Record,
        predicted: Record | None,
        seen: Seen | None = None,
        *,
        given: bool = False,
    ) -> None:
        self.document = document
        self.given = given
        self.gold = Side(gold, document)
        self.predicted = Side(predicted or Record(document.id), document)
        self.seen = seen

    @cached_property
    def quote_pairs(self) -> list[tuple[int, int]]:
        """Indices of paired quotations, into ``gold.quotes`` and ``predicted.quotes``."""
        if self.given:
            place = {quote.id: index for index, quote in enumerate(self.gold.quotes)}
            return sorted((place[quote.id], index) for index, quote in enumerate(self.predicted.quotes))
        return alike_pairs(self.gold.quote_characters, self.predicted.quote_characters)

    @cached_property
    def claim_pairs(self) -> list[tuple[int, int]]:
        """Indices of paired claims, into ``gold.claims`` and ``predicted.claims``."""
        return alike_pairs(self.gold.claim_characters, self.predicted.claim_characters)

    @cached_property
    def shared_mentions(self) -> dict[tuple[int, int], int]:
        """How many mentions a gold and a predicted entity share, by their indices; pairs that share none are absent."""
        gold, predicted = self.gold.mention_owners, self.predicted.mention_owners
        counts: dict[tuple[int, int], int] = {}
        for g, p in alike_pairs([(span,) for span, *_ in gold], [(span,) for span, *_ in predicted]):
            pair = (gold[g][-1], predicted[p][-1])
            counts[pair] = counts.get(pair, 0) + 1
        return counts

    @cached_property
    def stands_for(self) -> dict[str, str]:
        """The id of a predicted entity to that of the gold entity that it stands for, one to one."""
        if self.given:
            return {entity.id: entity.id for entity in self.predicted.entities}
        if not self.shared_mentions:
            return {}
        gold, predicted, likeness = self.gold.entities, self.predicted.entities, self._likeness
        # Shared mentions first; likeness, which sums to less than one of them, decides among equals.
        step = 1 + sum(likeness.values())
        pairs = best_pairs({pair: count * step + likeness[pair] for pair, count in self.shared_mentions.items()})
        return {predicted[p].id: gold[g].id for g, p in pairs}

    @cached_property
    def stands_for_many(self) -> dict[str, str]:
        """The same many to one: each predicted entity stands for the gold entity that shares most of its mentions."""
        if self.given:
            return self.stands_for
        best: dict[int, tuple[int, int, int]] = {}
        for (g, p), count in self.shared_mentions.items():
            best[p] = max(best.get(p, (0, 0, 0)), (count, self._likeness[g, p], -g))
        return {self.predicted.entities[p].id: self.gold.entities[-g].id for p, (_, _, g) in best.items()}

    @cached_property
    def _likeness(self) -> dict[tuple[int, int], int]:
        """2·shared / (mentions of both), in fixed point, of each pair of entities that share a mention."""
        gold, predicted = self.gold.entities, self.predicted.entities
        return {
            (g, p): fixed(2 * count, len(gold[g].mentions) + len(predicted[p].mentions))
            for (g, p), count in self.shared_mentions.items()
        }

    def same_speaker(self, gold: str | None, predicted: str | None) -> bool:
        """Whether both speakers are given and stand for each other."""
        return gold is not None and predicted is not None and self.stands_for.get(predicted) == gold

    def none_or_same(self, gold: str | None, predicted: str | None) -> bool:
        """Whether the speakers stand for each other, or neither is given."""
        return (gold is None and predicted is None) or self.same_speaker(gold, predicted)


class CaseBatch(list[Case]):
    """Cases with the columns of their records' entities, where a reader has made these already."""

    def __init__(self, cases: Iterable[Case], gold: EntityColumns, predicted: EntityColumns) -> None:
        super().__init__(cases)
        self.columns = (gold, predicted)


def entity_columns(cases: Sequence[Case]) -> tuple[EntityColumns, EntityColumns]:
    """Returns the columns of the gold and of the predicted entities."""
    if isinstance(cases, CaseBatch):
        return cases.columns
    return (
        EntityColumns([case.gold.record for case in cases]),
        EntityColumns([case.predicted.record for case in cases]),
    )


class Side:
    """One record of a case, gold or predicted, with its items in the order of their spans."""

    def __init__(self, record: Record, document: Document) -> None:
        self.record = record
        self.document = document

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities by their mentions' spans and forms, then by type; ids and places in the file do not matter."""
        return sorted(self.record.entities or (), key=_entity_key)

    @cached_property
    def entity_by_id(self) -> dict[str, Entity]:
        """The entities by their ids."""
        return {entity.id: entity for entity in self.record.entities or ()}

    @cached_property
    def mention_owners(self) -> list[tuple[tuple[int, int], str, int]]:
        """Each mention's range, form, and the index of its entity in ``entities``, in the order of the text."""
        return sorted(
            ((mention.start, mention.end), mention.form, index)
            for index, entity in enumerate(self.entities)
            for mention in entity.mentions
        )

    def names(self, entity: Entity) -> list[str]:
        """Returns the words of an entity's mentions of form ``name``."""
        return [self.document.text[m.start : m.end] for m in entity.mentions if m.form == "name"]

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotations by their content's spans."""
        return sorted(self.record.quotes or (), key=_quote_key)

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims by their spans; a title claim follows another of the same span."""
        return sorted(self.record.claims or (), key=lambda claim: (claim.start, claim.end, claim.title))

    @cached_property
    def quote_characters(self) -> list[Stretches]:
        """The letters and digits of each quotation's content, as ranges of their ranks."""
        return [self.characters(quote.content) for quote in self.quotes]

    @cached_property
    def claim_characters(self) -> list[Stretches]:
        """The letters and digits of each claim, as ranges of their ranks."""
        return [self.characters((Span(claim.start, claim.end),)) for claim in self.claims]

    @cached_property
    def unit_claims(self) -> dict[int, list[int]]:
        """The units that hold claims, by their indices, each with the indices of its claims."""
        starts = [start for start, _ in self.document.units]
        found: dict[int, list[int]] = {}
        for index, claim in enumerate(self.claims):
            found.setdefault(bisect.bisect_right(starts, claim.start) - 1, []).append(index)
        return found

    def claims_touching(self, quote: int) -> list[int]:
        """Returns the indices of the claims that share a character with the content of one quotation.

        One at a time: a hostile file may nest thousands of quotations in one another, and few of them are asked for.
        """
        starts, reached = self._claim_bounds
        found: set[int] = set()
        for start, end in self.quote_characters[quote]:
            # Claims stand by their starts, and up to `first` none reaches beyond this start.
            first = bisect.bisect_right(reached, start)
            near = range(first, bisect.bisect_left(starts, end, first))
            found.update(index for index in near if any(last > start for _, last in self.claim_characters[index]))
        return sorted(found)

    @cached_property
    def _claim_bounds(self) -> tuple[list[int], list[int]]:
        """The start of each claim's characters, and how far it and those before it reach."""
        # A claim without characters touches nothing; it stands where the one before it ends.
        starts: list[int] = []
        reached: list[int] = []
        for stretches in self.claim_characters:
            last = reached[-1] if reached else 0
            starts.append(max(stretches[0][0] if stretches else last, starts[-1] if starts else 0))
            reached.append(max(last, stretches[-1][1] if stretches else last))
        return starts, reached

    @cached_property
    def sides(self) -> dict[str, dict[str, str]]:
        """Holder id to target id to ``favor`` or ``against``; neutral and the article's own voice are left out."""
        found: dict[str, dict[str, str]] = {}
        for stance in self.record.stances or ():
            if stance.holder is not None and stance.label in ("favor", "against"):
                found.setdefault(stance.holder, {})[stance.target] = stance.label
        return found

    def characters(self, spans: Iterable[Span]) -> Stretches:
        """Returns the letters and digits (``str.isalnum``) that the spans cover, as ranges of their ranks in the text.

        In ranks, spans that differ by marks and spaces alone are equal and neighbours touch.
        """
        ranks = _ranks(self.document.text)
        return union([(int(ranks[span.start]), int(ranks[span.end])) for span in spans])


def _quote_key(quote: Quote) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for span in quote.content)


def _entity_key(entity: Entity) -> tuple[list[tuple[int, int, str]], str]:
    """Returns what entities are sorted by; what a type is called decides only between entities of equal mentions."""
    return sorted((mention.start, mention.end, mention.form) for mention in entity.mentions), entity.type or ""


@cache
def _is_alnum(limit: int) -> npt.NDArray[np.bool_]:
    return np.fromiter((chr(code).isalnum() for code in range(limit)), dtype=np.bool_, count=limit)


_last: tuple[str, npt.NDArray[np.int64]] = ("", np.zeros(1, dtype=np.int64))


def _ranks(text: str) -> npt.NDArray[np.int64]:
    """Returns for each offset of the text, its end included, how many letters and digits stand before it."""
    global _last  # noqa: PLW0603  # gold and predicted sides of one case ask in turn for the same text
    if _last[0] is not text:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        # Most texts need the small table; the whole of Unicode takes a tenth of a second to tabulate.
        table = _is_alnum(0x3000 if not codes.size or codes.max() < 0x3000 else 0x110000)
        _last = (text, np.concatenate(([0], np.cumsum(table[codes], dtype=np.int64))))
    return _last[1]
