"""The task entities: names and values found and typed, and names clustered by what they refer to.

Strict, exact, partial and type are the four schemes of SemEval-2013 task 9 and nervaluate, paired optimally here; for
the clusters see ``clusters``. Documents are counted many at a time, from columns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.cases import Case, Side, entity_columns
from onrecord.clusters import Clusters, count_clusters
from onrecord.columns import (
    MOST_DOCUMENTS,
    NAME,
    TYPE_BITS,
    EntityColumns,
    Integers,
    Spans,
    common,
    run_lengths,
    run_starts,
    summed,
    times,
    unpacked,
)
from onrecord.counts import Sums, Task
from onrecord.layers import ENTITY_TYPES
from onrecord.numbers import Floats, S, harmonic, prf, ratio
from onrecord.overlaps import most_one_to_one, overlapping_pairs

_SEEN = ("seen_names", "unseen_names")
_STRICT = ("strict", "gold", "predicted")
_PARTS = ("gold", "predicted", "strict", "type")
_CLUSTER_PARTS = ("b3.r", "b3.p", "lea.r", "lea.p")
_COLUMNS = (
    *(f"{part}.{kind}" for part in _PARTS for kind in ENTITY_TYPES),
    *(f"{group}.{part}" for group in _SEEN for part in _STRICT),
    "exact",
    "partial",
    *(f"{part}.{end}" for part in _CLUSTER_PARTS for end in ("sum", "weight")),
    "ceafe.sum",
    "ceafe.gold",
    "ceafe.predicted",
)
_TYPE_MASK = 2**TYPE_BITS - 1


def tally(cases: Sequence[Case]) -> Integers:
    """Counts documents, a row each."""
    if len(cases) <= MOST_DOCUMENTS:
        return _tally(cases)
    batches = [cases[first : first + MOST_DOCUMENTS] for first in range(0, len(cases), MOST_DOCUMENTS)]
    return np.concatenate([_tally(batch) for batch in batches])


def _tally(cases: Sequence[Case]) -> Integers:
    gold, predicted = entity_columns(cases)
    counted = _count_spans(gold, predicted)
    counted |= _count_seen_names(cases, gold, predicted)
    clusters = (
        _clusters(gold, [case.gold for case in cases]),
        _clusters(predicted, [case.predicted for case in cases]),
    )
    counted |= count_clusters(*clusters, len(cases))
    return np.stack([counted[column] for column in _COLUMNS], axis=1)


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    gold, predicted = sums.total("gold.", ENTITY_TYPES), sums.total("predicted.", ENTITY_TYPES)
    result = {
        **prf("strict", sums.total("strict.", ENTITY_TYPES), gold, predicted),
        **prf("exact", sums["exact"], gold, predicted),
        # Credit is stored doubled: 2 for equal bounds, 1 for an overlap.
        **prf("partial", sums["partial"] / 2, gold, predicted),
        **prf("type", sums.total("type.", ENTITY_TYPES), gold, predicted),
    }
    for scheme in ("strict", "type"):
        for kind in ENTITY_TYPES:
            found = sums[f"{scheme}.{kind}"]
            result |= prf(f"{scheme}.by_type.{kind}", found, sums[f"gold.{kind}"], sums[f"predicted.{kind}"])
    for group in _SEEN:
        result |= prf(group, *(sums[f"{group}.{part}"] for part in _STRICT))
    for measure in ("b3", "lea"):
        for end in ("p", "r"):
            result[f"{measure}.{end}"] = ratio(sums[f"{measure}.{end}.sum"], S * sums[f"{measure}.{end}.weight"])
    result["ceafe.p"] = ratio(sums["ceafe.sum"], S * sums["ceafe.predicted"])
    result["ceafe.r"] = ratio(sums["ceafe.sum"], S * sums["ceafe.gold"])
    for measure in ("b3", "ceafe", "lea"):
        result[f"{measure}.f1"] = harmonic(result[f"{measure}.p"], result[f"{measure}.r"])
    return result


def _count_spans(gold: EntityColumns, predicted: EntityColumns) -> dict[str, Integers]:
    """Returns what the four schemes count, an array over the documents each."""
    documents = gold.documents
    wanted, offered = _typed_keys(gold), _typed_keys(predicted)
    counted: dict[str, Integers] = {}
    _add_by_type(counted, "gold", wanted, None, documents)
    _add_by_type(counted, "predicted", offered, None, documents)
    _add_by_type(counted, "strict", *common(wanted, offered), documents)
    places, both = common(wanted >> TYPE_BITS, offered >> TYPE_BITS)
    counted["exact"] = summed(unpacked(places).document, both, documents)
    left, right = unpacked(wanted >> TYPE_BITS), unpacked(offered >> TYPE_BITS)
    g, p = overlapping_pairs(left, right, documents)
    counted["partial"] = _partial(wanted >> TYPE_BITS, offered >> TYPE_BITS, g, p, documents) + counted["exact"]
    same = ((wanted[g] ^ offered[p]) & _TYPE_MASK) == 0
    g, p = g[same], p[same]
    chosen = most_one_to_one(g, p)
    _add_by_type(counted, "type", wanted[g[chosen]], None, documents)
    return counted


def _partial(gold: Integers, predicted: Integers, g: Integers, p: Integers, documents: int) -> Integers:
    """Returns the credit of the scheme partial above that of exact, given the overlapping pairs (g, p) of sorted keys.

    A pair of equal bounds weighs 2 and another 1. Heaviest pairs of such weights come apart into two problems without
    weights (Kao, Lam, Sung and Ting 2001): the most pairs of equal bounds, which exact counts, and the most pairs of
    what these leave uncovered. Of the spans of equal bounds the fewer of the two sides cover.
    """
    here, there = times(gold, gold), times(predicted, gold)
    covered = (there > 0) & (here <= there)
    there, here = times(predicted, predicted), times(gold, predicted)
    covered_too = (here > 0) & (here > there)
    left = (gold[g] == predicted[p]) | ~(covered[g] | covered_too[p])
    g, p = g[left], p[left]
    return np.bincount(unpacked(gold[g[most_one_to_one(g, p)]]).document, minlength=documents)


def _count_seen_names(cases: Sequence[Case], gold: EntityColumns, predicted: EntityColumns) -> dict[str, Integers]:
    """Returns what strict counts of names whose words training data have and have not; 0 without training data."""
    counted: dict[str, Integers] = {}
    if all(case.seen is None for case in cases):
        nothing = np.zeros(len(cases), dtype=np.int64)
        return {f"{group}.{part}": nothing for group in _SEEN for part in _STRICT}
    keys = {"gold": _typed_keys(gold, names_alone=True), "predicted": _typed_keys(predicted, names_alone=True)}
    seen = {part: _are_seen(cases, unpacked(found >> TYPE_BITS)) for part, found in keys.items()}
    for group, wanted in zip(_SEEN, (1, 0), strict=True):
        own = {part: found[seen[part] == wanted] for part, found in keys.items()}
        found, often = common(own["gold"], own["predicted"])
        for part, items, count in (
            ("gold", own["gold"], np.ones_like(own["gold"])),
            ("predicted", own["predicted"], np.ones_like(own["predicted"])),
            ("strict", found, often),
        ):
            document = unpacked(items >> TYPE_BITS).document
            counted[f"{group}.{part}"] = summed(document, count, len(cases))
    return counted


def _are_seen(cases: Sequence[Case], spans: Spans) -> Integers:
    """Says of each span whether training data have its words as a name: 1, 0, or -1 without training data."""
    said = [
        -1 if (seen := cases[document].seen) is None else int(seen.has_name(cases[document].document.text[start:end]))
        for document, start, end in zip(*(part.tolist() for part in spans), strict=True)
    ]
    return np.array(said, dtype=np.int64)


def _typed_keys(columns: EntityColumns, *, names_alone: bool = False) -> Integers:
    """Returns (document, start, end, type) of each name and value (or each name), as sorted keys."""
    rows = np.flatnonzero(columns.form == NAME if names_alone else columns.naming)
    return np.sort(columns.keys(rows) << TYPE_BITS | columns.type[rows])


def _add_by_type(
    counted: dict[str, Integers], part: str, keys: Integers, often: Integers | None, documents: int
) -> None:
    """Adds how many typed keys (each so many times) there are by document and type."""
    cell = unpacked(keys >> TYPE_BITS).document << TYPE_BITS | keys & _TYPE_MASK
    by_cell = summed(cell, np.ones_like(keys) if often is None else often, documents << TYPE_BITS)
    grid = by_cell.reshape(documents, 1 << TYPE_BITS)
    counted |= {f"{part}.{kind}": grid[:, code] for code, kind in enumerate(ENTITY_TYPES)}


def _clusters(columns: EntityColumns, sides: Sequence[Side]) -> Clusters:
    """Returns the clusters of names.

    A prediction may give the same bounds to entities of several types; the first of them (entities in their order)
    has the mention, and for the others it is another one, which no gold has.
    """
    rows = np.flatnonzero(columns.form == NAME)
    keys = columns.keys(rows)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = run_starts(keys)
    lengths = run_lengths(keys, starts)
    if lengths.max(initial=0) > 1:
        repeated = np.unique(unpacked(keys[starts[lengths > 1]]).document)
        order = np.lexsort((_ranks(columns, sides, repeated)[columns.entity[rows]], columns.keys(rows)))
    # The same bounds stand at most once for each type, so a count of them takes no more room than a type.
    before = np.arange(keys.size) - np.repeat(starts, lengths)
    return Clusters(columns.entity_document, keys << TYPE_BITS | before, columns.entity[rows[order]])


def _ranks(columns: EntityColumns, sides: Sequence[Side], documents: Integers) -> Integers:
    """Returns for each entity of these documents its place in the side's order, 0 for those of others."""
    ranks = np.zeros(len(columns.entities), dtype=np.int64)
    for document in documents.tolist():
        place = {entity.id: number for number, entity in enumerate(sides[document].entities)}
        for row in np.flatnonzero(columns.entity_document == document).tolist():
            ranks[row] = place[columns.entities[row].id]
    return ranks


ENTITIES = Task(
    name="entities",
    reading="strict",
    headline="strict.f1",
    headline_of=lambda sums: prf("", *(sums.total(f"{part}.", ENTITY_TYPES) for part in _STRICT))["f1"],
    needs=(("entities",),),
    columns=_COLUMNS,
    tally=tally,
    numbers=numbers,
    item="mentions",
    items=lambda sums: sums.total("gold.", ENTITY_TYPES),
)
