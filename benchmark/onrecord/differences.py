"""Lists where a prediction differs from the gold, item by item: missed, spurious, boundary, label, wrong speaker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.cases import Case
from onrecord.layers import LAYERS, Document, Layer, Record
from onrecord.matching import best_pairs
from onrecord.stretches import overlapping

DifferenceKind: TypeAlias = Literal["missed", "spurious", "boundary", "label", "wrong speaker"]

_CONTEXT = 30


class Difference(Struct, frozen=True, kw_only=True):
    """One place where gold and prediction part.

    ``gold`` and ``predicted`` say in words what stands on each side (None: nothing), ``start`` and ``end`` are offsets
    of the gold item (of the predicted one where it is spurious), ``item`` is the id of the predicted item.

    Where the system was asked (``tracing``), ``rule`` is its rule that made the predicted item, and ``lost_by`` the
    rule that left out the missed one, None where no rule saw it.
    """

    doc_id: str
    layer: Layer
    kind: DifferenceKind
    start: int
    end: int
    gold: str | None
    predicted: str | None
    item: str | None = None
    rule: str | None = None
    lost_by: str | None = None

    def context(self, text: str) -> tuple[str, str, str]:
        """Returns some text before the place, the place, and some text after it."""
        return (
            text[max(0, self.start - _CONTEXT) : self.start],
            text[self.start : self.end],
            text[self.end : self.end + _CONTEXT],
        )


def find_differences(case: Case, layers: Collection[str] = LAYERS) -> Iterator[Difference]:
    """Yields one document's differences in some layers; a layer that the prediction does not have counts as empty."""
    for layer, find in _FINDERS.items():
        if layer in layers:
            yield from sorted(find(case), key=lambda found: (found.start, found.end, found.kind))


class Disputed(Struct, frozen=True):
    """How much two annotation passes differ on one document: differing items, and how many a unit of it."""

    doc_id: str
    differences: int
    per_unit: float


def most_disputed(
    documents: Sequence[Document], first: Mapping[str, Record], second: Mapping[str, Record]
) -> list[Disputed]:
    """Returns the documents by the differing items of two passes per unit, those with the most first.

    Passes must be in the form of gold, without the label `silent`. Of two documents alike the earlier stands first.
    """
    found = []
    for document in documents:
        differences = sum(1 for _ in find_differences(Case(document, first[document.id], second[document.id])))
        found.append(Disputed(document.id, differences, differences / max(1, len(document.units))))
    return sorted(found, key=lambda each: -each.per_unit)


def _maker(case: Case, layer: Layer) -> Callable[..., Difference]:
    def make(kind: DifferenceKind, start: int, end: int, **sides: str | None) -> Difference:
        found = {"gold": None, "predicted": None, **sides}
        return Difference(doc_id=case.document.id, layer=layer, kind=kind, start=start, end=end, **found)

    return make


def _entity_differences(case: Case) -> Iterator[Difference]:
    make = _maker(case, "entities")
    text = case.document.text
    sides = []
    for side in (case.gold, case.predicted):
        mentions = [
            (mention.start, mention.end, str(entity.type), entity.id)
            for entity in side.entities
            for mention in entity.mentions
            if mention.form in ("name", "value")
        ]
        sides.append(sorted(mentions))
    gold, predicted = sides
    near = overlapping([((g[0], g[1]),) for g in gold], [((p[0], p[1]),) for p in predicted])
    # The likest go together: same bounds and type before same bounds before same type before a mere overlap.
    weights = {(g, p): 1 + (gold[g][2] == predicted[p][2]) + 3 * (gold[g][:2] == predicted[p][:2]) for g, p in near}
    pairs = dict(best_pairs(weights))
    for g, (start, end, kind, _) in enumerate(gold):
        words = f"{kind} {text[start:end]!r}"
        if g not in pairs:
            yield make("missed", start, end, gold=words)
            continue
        other_start, other_end, other_kind, item = predicted[pairs[g]]
        other = f"{other_kind} {text[other_start:other_end]!r}"
        if (start, end) != (other_start, other_end):
            yield make("boundary", start, end, gold=words, predicted=other, item=item)
        if kind != other_kind:
            yield make("label", start, end, gold=words, predicted=other, item=item)
    for p in sorted(set(range(len(predicted))) - set(pairs.values())):
        start, end, kind, item = predicted[p]
        yield make("spurious", start, end, predicted=f"{kind} {text[start:end]!r}", item=item)


def _quote_differences(case: Case) -> Iterator[Difference]:
    make = _maker(case, "quotes")
    pairs = dict(case.quote_pairs)
    for g, quote in enumerate(case.gold.quotes):
        start, end = _extent([(span.start, span.end) for span in quote.content])
        if g not in pairs:
            yield make("missed", start, end, gold=f"{quote.type} quotation")
            continue
        other = case.predicted.quotes[pairs[g]]
        if case.gold.quote_characters[g] != case.predicted.quote_characters[pairs[g]]:
            words = [
                " … ".join(case.document.text[span.start : span.end] for span in item.content)
                for item in (quote, other)
            ]
            yield make("boundary", start, end, gold=repr(words[0]), predicted=repr(words[1]), item=other.id)
        if quote.type != other.type:
            yield make("label", start, end, gold=str(quote.type), predicted=str(other.type), item=other.id)
        if not case.none_or_same(quote.speaker, other.speaker):
            names = _name(case, 0, quote.speaker), _name(case, 1, other.speaker)
            yield make("wrong speaker", start, end, gold=names[0], predicted=names[1], item=other.id)
    for p in sorted(set(range(len(case.predicted.quotes))) - set(pairs.values())):
        quote = case.predicted.quotes[p]
        start, end = _extent([(span.start, span.end) for span in quote.content])
        yield make("spurious", start, end, predicted=f"{quote.type} quotation", item=quote.id)


def _stance_differences(case: Case) -> Iterator[Difference]:
    make = _maker(case, "stances")
    targets = {target.id: target.text for target in case.document.targets}
    predicted = {}
    for stance in case.predicted.record.stances or ():
        holder = None if stance.holder is None else case.stands_for.get(stance.holder, f"?{stance.holder}")
        predicted[holder, stance.target] = stance
    for stance in case.gold.record.stances or ():
        start, end = _extent([(span.start, span.end) for span in stance.evidence] or [(0, 0)])
        about = f"{_name(case, 0, stance.holder)} on {targets[stance.target]!r}: "
        other = predicted.pop((stance.holder, stance.target), None)
        if other is None:
            yield make("missed", start, end, gold=f"{about}{stance.label}")
        elif other.label != stance.label:
            sides = {"gold": f"{about}{stance.label}", "predicted": str(other.label)}
            yield make("label", start, end, **sides, item=f"{other.holder or '-'}/{other.target}")
    for stance in predicted.values():
        start, end = _extent([(span.start, span.end) for span in stance.evidence] or [(0, 0)])
        about = f"{_name(case, 1, stance.holder)} on {targets[stance.target]!r}: {stance.label}"
        yield make("spurious", start, end, predicted=about, item=f"{stance.holder or '-'}/{stance.target}")


def _claim_differences(case: Case) -> Iterator[Difference]:
    make = _maker(case, "claims")
    text = case.document.text
    pairs = dict(case.claim_pairs)
    for g, claim in enumerate(case.gold.claims):
        if g not in pairs:
            yield make("missed", claim.start, claim.end, gold=f"{claim.worth} {claim.kind}")
            continue
        other = case.predicted.claims[pairs[g]]
        if case.gold.claim_characters[g] != case.predicted.claim_characters[pairs[g]]:
            words = [repr(text[item.start : item.end]) for item in (claim, other)]
            yield make("boundary", claim.start, claim.end, gold=words[0], predicted=words[1], item=other.id)
        if claim.worth != other.worth:
            yield make("label", claim.start, claim.end, gold=claim.worth, predicted=other.worth, item=other.id)
        if not case.none_or_same(claim.claimant, other.claimant):
            names = _name(case, 0, claim.claimant), _name(case, 1, other.claimant)
            yield make("wrong speaker", claim.start, claim.end, gold=names[0], predicted=names[1], item=other.id)
    for p in sorted(set(range(len(case.predicted.claims))) - set(pairs.values())):
        claim = case.predicted.claims[p]
        yield make("spurious", claim.start, claim.end, predicted=f"{claim.worth} {claim.kind}", item=claim.id)


def _extent(ranges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(start for start, _ in ranges), max(end for _, end in ranges)


def _name(case: Case, side: int, entity: str | None) -> str:
    if entity is None:
        return "nobody"
    found = (case.gold, case.predicted)[side].entity_by_id[entity]
    if found.name is not None:
        return found.name
    first = min(found.mentions, key=lambda mention: mention.start, default=None)
    return entity if first is None else case.document.text[first.start : first.end]


_FINDERS: Mapping[Layer, Callable[[Case], Iterator[Difference]]] = {
    "entities": _entity_differences,
    "quotes": _quote_differences,
    "stances": _stance_differences,
    "claims": _claim_differences,
}
