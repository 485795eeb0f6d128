"""The task claims: which sentence units are worth checking, which claims they hold, and whose claims those are.

Ranking by check-worthiness after CheckThat! (Nakov et al. 2018 on); the units are gold, so systems are ranked on the
same items whatever their sentence splitter does.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from msgspec import UNSET

from onrecord.cases import Case
from onrecord.counts import SCORE_STEPS, Row, Sums, Task
from onrecord.numbers import Floats, S, above_chance, average_precision, fixed, prf, ratio

_PARTS = ("tp", "fp", "fn")
_COLUMNS = (
    *(f"unit.{part}" for part in _PARTS),
    *(f"unit_without_titles.{part}" for part in _PARTS),
    *("spans.both", "spans.gold", "spans.predicted", "claimant.pairs", "claimant.right"),
    *("units", "positives", "with_positive", "map.sum", "p_at_5.sum"),
)
_TOP = 5


def count(case: Case) -> Row:
    """Counts one document."""
    gold, predicted = case.gold.claims, case.predicted.claims
    row: Counter[str] = Counter()
    wanted, offered = case.gold.unit_claims, case.predicted.unit_claims
    titles_only = set(wanted) - {unit for unit, claims in wanted.items() if any(not gold[i].title for i in claims)}
    for unit in wanted.keys() | offered.keys():
        part = ("fn" if unit not in offered else "tp") if unit in wanted else "fp"
        row[f"unit.{part}"] += 1
        row[f"unit_without_titles.{part}"] += unit not in titles_only
    row["spans.both"], row["spans.gold"], row["spans.predicted"] = len(case.claim_pairs), len(gold), len(predicted)
    row["claimant.pairs"] = len(case.claim_pairs)
    for g, p in case.claim_pairs:
        row["claimant.right"] += case.none_or_same(gold[g].claimant, predicted[p].claimant)
    positives = _positives(case)
    row["units"], row["positives"] = len(case.document.units), sum(positives)
    if any(positives):
        row["with_positive"] = 1
        ranked = rank(case)
        row["map.sum"] = _average_precision(ranked, sum(positives))
        row["p_at_5.sum"] = _precision_at_top(ranked)
    return row


def rank(case: Case) -> list[tuple[int, int]]:
    """Returns a (score, positive) pair for each unit of a document, none if the document is missing.

    Scores are in units of 1/SCORE_STEPS. Without unit scores a unit scores 1, .5 or 0 by its predicted label.
    """
    record = case.predicted.record
    positives = _positives(case)
    if record.unit_scores is not UNSET:
        return [(_steps(score), positive) for score, positive in zip(record.unit_scores, positives, strict=True)]
    if record.claims is UNSET:
        return []
    units = case.predicted.unit_claims
    claims = case.predicted.claims
    return [
        (_worth_score({claims[i].worth for i in units.get(unit, ())}), positive)
        for unit, positive in enumerate(positives)
    ]


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    if sums.hits is None or sums.items is None:
        raise TypeError("the claims task is counted with a ranking")
    result = {"average_precision": average_precision(sums.hits, sums.items, sums["positives"])}
    result["prevalence"] = ratio(sums["positives"], sums["units"])
    result["normalised_ap"] = above_chance(result["average_precision"], result["prevalence"])
    result["map"] = ratio(sums["map.sum"], S * sums["with_positive"])
    result["p_at_5"] = ratio(sums["p_at_5.sum"], S * sums["with_positive"])
    for key in ("unit", "unit_without_titles"):
        tp, fp, fn = (sums[f"{key}.{part}"] for part in _PARTS)
        result |= prf(key, tp, tp + fn, tp + fp)
    result |= prf("spans", sums["spans.both"], sums["spans.gold"], sums["spans.predicted"])
    result["claimant_accuracy"] = ratio(sums["claimant.right"], sums["claimant.pairs"])
    result["claimant_pairs"] = sums["claimant.pairs"]
    return result


def _positives(case: Case) -> list[int]:
    claims = case.gold.claims
    units = {
        unit
        for unit, indices in case.gold.unit_claims.items()
        if any(claims[i].worth == "check-worthy" for i in indices)
    }
    return [int(unit in units) for unit in range(len(case.document.units))]


def _worth_score(worths: set[str]) -> int:
    if "check-worthy" in worths:
        return SCORE_STEPS
    return SCORE_STEPS // 2 if worths else 0


def _steps(score: float) -> int:
    return int(score * SCORE_STEPS + 0.5)


def _tied_groups(ranked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns (items, positives) of each distinct score, greatest score first."""
    groups: dict[int, tuple[int, int]] = {}
    for score, positive in ranked:
        items, hits = groups.get(score, (0, 0))
        groups[score] = (items + 1, hits + positive)
    return [groups[score] for score in sorted(groups, reverse=True)]


def _average_precision(ranked: list[tuple[int, int]], positives: int) -> int:
    items = hits = 0
    total = Fraction(0)
    for size, found in _tied_groups(ranked):
        items, hits = items + size, hits + found
        total += Fraction(found * hits, items)
    return fixed(total.numerator, total.denominator * positives)


def _precision_at_top(ranked: list[tuple[int, int]]) -> int:
    """Returns the expected precision of the first five (or of all, if fewer) over random order of ties, times S."""
    if not ranked:
        return 0
    places = left = min(_TOP, len(ranked))
    expected = Fraction(0)
    for size, found in _tied_groups(ranked):
        taken = min(left, size)
        expected += Fraction(found * taken, size)
        left -= taken
    return fixed(expected.numerator, expected.denominator * places)


CLAIMS = Task(
    name="claims",
    reading="average-precision",
    headline="average_precision",
    needs=(("claims", "unit_scores"),),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
    item="check-worthy units",
    items=lambda sums: sums["positives"],
    parts=(("unit.", "claims"), ("unit_without_titles.", "claims"), ("spans.", "claims"), ("claimant_", "claims")),
    rank=rank,
)
