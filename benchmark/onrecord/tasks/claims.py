"""The task claims: which sentence units are worth checking, which claims they hold, and whose claims those are.

Ranking by check-worthiness after CheckThat! (Nakov et al. 2018 on); the units are gold, so systems are ranked on the
same items whatever their sentence splitter does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from msgspec import UNSET

from onrecord.cases import Case
from onrecord.counts import Row, Sums, Task
from onrecord.layers import Claim
from onrecord.numbers import Floats, S, above_chance, average_precision, fixed, prf, ratio
from onrecord.rankings import SCORE_STEPS, Ranked

_PARTS = ("tp", "fp", "fn")
_LABELS = ("unit", "check_worthy")
"""What a unit may be: one with any claim, and one with a check-worthy claim."""

_LENGTHS = ("short", "medium", "long")
_SHORT, _MEDIUM = 12, 25
"""The most words that a short and a medium unit have."""

_COLUMNS = (
    *(f"{label}.{length}.{part}" for label in _LABELS for length in _LENGTHS for part in _PARTS),
    *(f"undisputed.{label}.{part}" for label in _LABELS for part in _PARTS),
    *(f"unit_without_titles.{part}" for part in _PARTS),
    *("spans.both", "spans.gold", "spans.predicted", "claimant.pairs", "claimant.right"),
    *("units", "positives", "undisputed.positives", "with_positive", "map.sum", "p_at_5.sum"),
)
_TOP = 5

_OF_CLAIMS = (
    *("unit.", "check_worthy.", "unit_without_titles.", "by_unit_length."),
    *("undisputed.unit.", "undisputed.check_worthy.", "spans.", "claimant_"),
)
"""How the numbers begin that a file of unit scores alone cannot have."""


def count(case: Case) -> Row:
    """Counts one document."""
    gold, predicted = case.gold.claims, case.predicted.claims
    row = _count_units(case)
    row["spans.both"], row["spans.gold"], row["spans.predicted"] = len(case.claim_pairs), len(gold), len(predicted)
    row["claimant.pairs"] = len(case.claim_pairs)
    for g, p in case.claim_pairs:
        row["claimant.right"] += case.none_or_same(gold[g].claimant, predicted[p].claimant)
    positives = _positives(case)
    row["units"], row["positives"] = len(case.document.units), sum(positives)
    row["undisputed.positives"] = sum(p for p, kept in zip(positives, _undisputed(case), strict=True) if kept)
    if any(positives):
        row["with_positive"] = 1
        ranked = [(score, positive) for score, positive, _ in rank(case)]
        row["map.sum"] = _average_precision(ranked, sum(positives))
        row["p_at_5.sum"] = _precision_at_top(ranked)
    return row


def rank(case: Case) -> list[Ranked]:
    """Returns (score, positive, undisputed) for each unit of a document, nothing if the document is missing.

    Scores are in units of 1/SCORE_STEPS. Without unit scores a unit scores 1, .5 or 0 by its predicted label.
    """
    record = case.predicted.record
    positives, kept = _positives(case), _undisputed(case)
    if record.unit_scores is not UNSET:
        return list(zip(map(_steps, record.unit_scores), positives, kept, strict=True))
    if record.claims is UNSET:
        return []
    units = case.predicted.unit_claims
    claims = case.predicted.claims
    return [
        (_worth_score({claims[i].worth for i in units.get(unit, ())}), positive, kept[unit])
        for unit, positive in enumerate(positives)
    ]


def _headline(sums: Sums) -> Floats:
    if sums.hits is None or sums.items is None:
        raise TypeError("the claims task is counted with a ranking")
    return average_precision(sums.hits, sums.items, sums["positives"])


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    if sums.undisputed is None:
        raise TypeError("the claims task is counted with a ranking")
    result = {"average_precision": _headline(sums)}
    result["undisputed.average_precision"] = average_precision(*sums.undisputed, sums["undisputed.positives"])
    result["prevalence"] = ratio(sums["positives"], sums["units"])
    result["normalised_ap"] = above_chance(result["average_precision"], result["prevalence"])
    result["map"] = ratio(sums["map.sum"], S * sums["with_positive"])
    result["p_at_5"] = ratio(sums["p_at_5.sum"], S * sums["with_positive"])
    for label in _LABELS:
        for length in _LENGTHS:
            result |= _prf(sums, f"by_unit_length.{length}.{label}", f"{label}.{length}")
        # Every unit has a length, so the rows sum to the total.
        result |= _prf(sums, label, *(f"{label}.{length}" for length in _LENGTHS))
        result |= _prf(sums, f"undisputed.{label}", f"undisputed.{label}")
    result |= _prf(sums, "unit_without_titles", "unit_without_titles")
    result |= prf("spans", sums["spans.both"], sums["spans.gold"], sums["spans.predicted"])
    result["claimant_accuracy"] = ratio(sums["claimant.right"], sums["claimant.pairs"])
    result["claimant_pairs"] = sums["claimant.pairs"]
    return result


def _count_units(case: Case) -> Counter[str]:
    """Counts the units that have a claim on one side or the other."""
    row: Counter[str] = Counter()
    wanted, offered = case.gold.unit_claims, case.predicted.unit_claims
    for unit in wanted.keys() | offered.keys():
        gold = [case.gold.claims[i] for i in wanted.get(unit, ())]
        predicted = [case.predicted.claims[i] for i in offered.get(unit, ())]
        start, end = case.document.units[unit]
        words = len(case.document.text[start:end].split())
        length = "short" if words <= _SHORT else "medium" if words <= _MEDIUM else "long"
        disputed = any(claim.disputed for claim in gold)
        part = _part(bool(gold), bool(predicted))
        row[f"unit.{length}.{part}"] += 1
        row[f"undisputed.unit.{part}"] += not disputed
        row[f"unit_without_titles.{part}"] += not gold or any(not claim.title for claim in gold)
        right, found = _check_worthy(gold), _check_worthy(predicted)
        if right or found:
            part = _part(right, found)
            row[f"check_worthy.{length}.{part}"] += 1
            row[f"undisputed.check_worthy.{part}"] += not disputed
    return row


def _undisputed(case: Case) -> list[int]:
    claims = case.gold.claims
    disputed = {unit for unit, indices in case.gold.unit_claims.items() if any(claims[i].disputed for i in indices)}
    return [int(unit not in disputed) for unit in range(len(case.document.units))]


def _part(gold: bool, predicted: bool) -> str:
    return "tp" if gold and predicted else "fn" if gold else "fp"


def _check_worthy(claims: Sequence[Claim]) -> bool:
    return any(claim.worth == "check-worthy" for claim in claims)


def _prf(sums: Sums, key: str, *rows: str) -> dict[str, Floats]:
    """Returns precision, recall and F1 over the sum of some rows."""
    tp, fp, fn = (sums.total("", [f"{row}.{part}" for row in rows]) for part in _PARTS)
    return prf(key, tp, tp + fn, tp + fp)


def _positives(case: Case) -> list[int]:
    units = {
        unit for unit, indices in case.gold.unit_claims.items() if _check_worthy([case.gold.claims[i] for i in indices])
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
    headline_of=_headline,
    needs=(("claims", "unit_scores"),),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
    item="check-worthy units",
    items=lambda sums: sums["positives"],
    parts=tuple((key, "claims") for key in _OF_CLAIMS),
    rank=rank,
)
