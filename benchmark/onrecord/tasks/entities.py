"""The task entities: names and values found and typed, and names clustered by what they refer to.

Strict, exact, partial and type are the four schemes of SemEval-2013 task 9 and nervaluate, paired optimally here; B³ is
Bagga and Baldwin (1998), CEAF-e Luo (2005), LEA Moosavi and Strube (2016).
"""

from __future__ import annotations

from collections import Counter

from onrecord.cases import Case, Side
from onrecord.counts import Row, Sums, Task
from onrecord.layers import ENTITY_TYPES
from onrecord.matching import best_pairs, overlapping
from onrecord.numbers import Floats, S, fixed, harmonic, prf, ratio

_CLUSTER_PARTS = ("b3.r", "b3.p", "lea.r", "lea.p")
_COLUMNS = (
    *(f"{part}.{kind}" for kind in ENTITY_TYPES for part in ("gold", "predicted", "strict", "type")),
    "exact",
    "partial",
    *(f"{part}.{end}" for part in _CLUSTER_PARTS for end in ("sum", "weight")),
    "ceafe.sum",
    "ceafe.gold",
    "ceafe.predicted",
)

Place = tuple[int, int]
Typed = tuple[int, int, str]


def count(case: Case) -> Row:
    """Counts one document."""
    gold, predicted = _typed_mentions(case.gold), _typed_mentions(case.predicted)
    row: Counter[str] = Counter()
    for _, _, kind in gold:
        row[f"gold.{kind}"] += 1
    for _, _, kind in predicted:
        row[f"predicted.{kind}"] += 1
    for (_, _, kind), found in (Counter(gold) & Counter(predicted)).items():
        row[f"strict.{kind}"] += found
    places = Counter(mention[:2] for mention in gold) & Counter(mention[:2] for mention in predicted)
    row["exact"] = places.total()
    near = overlapping([(mention[:2],) for mention in gold], [(mention[:2],) for mention in predicted])
    weights = {(g, p): 2 if gold[g][:2] == predicted[p][:2] else 1 for g, p in near}
    row["partial"] = sum(weights[pair] for pair in best_pairs(weights, settle_ties=False))
    same = {(g, p): 1 for g, p in near if gold[g][2] == predicted[p][2]}
    for g, _ in best_pairs(same, settle_ties=False):
        row[f"type.{gold[g][2]}"] += 1
    row.update(_count_clusters(_clusters(case.gold), _clusters(case.predicted)))
    return row


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
    for measure in ("b3", "lea"):
        for end in ("p", "r"):
            result[f"{measure}.{end}"] = ratio(sums[f"{measure}.{end}.sum"], S * sums[f"{measure}.{end}.weight"])
    result["ceafe.p"] = ratio(sums["ceafe.sum"], S * sums["ceafe.predicted"])
    result["ceafe.r"] = ratio(sums["ceafe.sum"], S * sums["ceafe.gold"])
    for measure in ("b3", "ceafe", "lea"):
        result[f"{measure}.f1"] = harmonic(result[f"{measure}.p"], result[f"{measure}.r"])
    return result


def _typed_mentions(side: Side) -> list[Typed]:
    return sorted(
        (mention.start, mention.end, entity.type or "")
        for entity in side.entities
        for mention in entity.mentions
        if mention.form in ("name", "value")
    )


def _clusters(side: Side) -> list[frozenset[tuple[int, int, int]]]:
    """Returns the clusters of names, each mention as (start, end, how often these bounds came before).

    A prediction may give the same bounds to two entities; the second is then another mention, which no gold has.
    """
    seen: Counter[Place] = Counter()
    clusters = []
    for entity in side.entities:
        members = set()
        for start, end in sorted((m.start, m.end) for m in entity.mentions if m.form == "name"):
            members.add((start, end, seen[start, end]))
            seen[start, end] += 1
        if members:
            clusters.append(frozenset(members))
    return clusters


def _count_clusters(
    gold: list[frozenset[tuple[int, int, int]]], predicted: list[frozenset[tuple[int, int, int]]]
) -> dict[str, int]:
    home = {mention: index for index, cluster in enumerate(gold) for mention in cluster}
    common: Counter[tuple[int, int]] = Counter()
    for p, cluster in enumerate(predicted):
        for mention in cluster:
            if mention in home:
                common[home[mention], p] += 1
    sizes = {"r": [len(cluster) for cluster in gold], "p": [len(cluster) for cluster in predicted]}
    row: Counter[str] = Counter()
    for end, own, other in (("r", 0, "p"), ("p", 1, "r")):
        row[f"b3.{end}.weight"] = row[f"lea.{end}.weight"] = sum(sizes[end])
        linked: Counter[int] = Counter()
        for pair, both in common.items():
            size, other_size = sizes[end][pair[own]], sizes[other][pair[1 - own]]
            row[f"b3.{end}.sum"] += fixed(both * both, size)
            # A singleton's one link leads to itself, and only the same singleton finds it.
            linked[pair[own]] += both * (both - 1) // 2 if size > 1 else int(other_size == 1)
        row[f"lea.{end}.sum"] = sum(
            fixed(sizes[end][index] * found, max(1, _links(sizes[end][index]))) for index, found in linked.items()
        )
    row["ceafe.gold"], row["ceafe.predicted"] = len(gold), len(predicted)
    likeness = {(g, p): fixed(2 * both, sizes["r"][g] + sizes["p"][p]) for (g, p), both in common.items()}
    row["ceafe.sum"] = sum(likeness[pair] for pair in best_pairs(likeness, settle_ties=False))
    return row


def _links(size: int) -> int:
    return size * (size - 1) // 2


ENTITIES = Task(
    name="entities",
    reading="strict",
    headline="strict.f1",
    needs=(("entities",),),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
    item="mentions",
    items=lambda sums: sums.total("gold.", ENTITY_TYPES),
)
