"""The task quotes: quotations found by their content, with their type, cue and source.

Content, cue and source are the parts of PARC (Pareti 2016) and PolNeAR (Newell et al. 2018).
"""

from __future__ import annotations

from collections import Counter

from onrecord.cases import Case
from onrecord.counts import Row, Sums, Task
from onrecord.layers import QUOTE_TYPES, Quote
from onrecord.numbers import Floats, prf, ratio
from onrecord.stretches import alike, length, shared, union

ROWS = (*QUOTE_TYPES, "untyped")
"""The rows by type of quotation."""

_COLUMNS = (
    *(f"{part}.{kind}" for kind in ROWS for part in ("tp", "fp", "fn")),
    "exact",
    "type_right",
    *(f"characters.{part}" for part in ("both", "gold", "predicted")),
    *(f"{phrase}.{part}" for phrase in ("cue", "source") for part in ("tp", "fp", "fn")),
)


def count(case: Case) -> Row:
    """Counts one document."""
    gold, predicted = case.gold.quotes, case.predicted.quotes
    row: Counter[str] = Counter()
    for g, p in case.quote_pairs:
        row[f"tp.{row_of(gold[g])}"] += 1
        row["type_right"] += gold[g].type == predicted[p].type
        row["exact"] += case.gold.quote_characters[g] == case.predicted.quote_characters[p]
        _count_phrases(case, row, gold[g], predicted[p])
    paired_gold = {g for g, _ in case.quote_pairs}
    paired_predicted = {p for _, p in case.quote_pairs}
    for index, quote in enumerate(gold):
        if index not in paired_gold:
            row[f"fn.{row_of(quote)}"] += 1
            _count_phrases(case, row, quote, None)
    for index, quote in enumerate(predicted):
        if index not in paired_predicted:
            row[f"fp.{row_of(quote)}"] += 1
            _count_phrases(case, row, None, quote)
    covered = [
        union([stretch for characters in side.quote_characters for stretch in characters])
        for side in (case.gold, case.predicted)
    ]
    row["characters.both"] = shared(*covered)
    row["characters.gold"], row["characters.predicted"] = map(length, covered)
    return row


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    tp, fp, fn = (sums.total(f"{part}.", ROWS) for part in ("tp", "fp", "fn"))
    result = {
        **prf("content", tp, tp + fn, tp + fp),
        **prf("exact", sums["exact"], tp + fn, tp + fp),
        **prf("characters", *(sums[f"characters.{part}"] for part in ("both", "gold", "predicted"))),
    }
    for kind in ROWS:
        found = sums[f"tp.{kind}"]
        result |= prf(f"by_type.{kind}", found, found + sums[f"fn.{kind}"], found + sums[f"fp.{kind}"])
    result["type_accuracy"] = ratio(sums["type_right"], tp)
    for phrase in ("cue", "source"):
        found = sums[f"{phrase}.tp"]
        result |= prf(phrase, found, found + sums[f"{phrase}.fn"], found + sums[f"{phrase}.fp"])
    return result


def row_of(quote: Quote) -> str:
    """Returns the row by type that a quotation counts in."""
    return quote.type or "untyped"


def _count_phrases(case: Case, row: Counter[str], gold: Quote | None, predicted: Quote | None) -> None:
    """Counts cue and source of a pair, or of a quotation that is in none."""
    for name in ("cue", "source"):
        wanted = None if gold is None else getattr(gold, name)
        offered = None if predicted is None else getattr(predicted, name)
        found = (
            wanted is not None
            and offered is not None
            and alike(case.gold.characters((wanted,)), case.predicted.characters((offered,))) is not None
        )
        row[f"{name}.tp"] += found
        row[f"{name}.fn"] += wanted is not None and not found
        row[f"{name}.fp"] += offered is not None and not found


QUOTES = Task(
    name="quotes",
    reading="content",
    headline="content.f1",
    needs=(("quotes",),),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
    item="quotations",
    items=lambda sums: sums.total("tp.", ROWS) + sums.total("fn.", ROWS),
)
