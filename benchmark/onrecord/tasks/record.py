"""The task record: the whole chain for each quotation, content, speaker, the speaker's sides, and the claim's worth."""

from __future__ import annotations

from collections import Counter

from onrecord.cases import Case, Side
from onrecord.counts import Row, Sums, Task
from onrecord.layers import Quote
from onrecord.numbers import Floats, prf, ratio
from onrecord.stretches import length, shared, union

_STEPS = ("content", "speaker", "sides", "worth")
_COLUMNS = (*_STEPS, "gold", "predicted", "empty")


def count(case: Case) -> Row:
    """Counts one document."""
    row: Counter[str] = Counter()
    gold, predicted = case.gold, case.predicted
    row["gold"], row["predicted"] = len(gold.quotes), len(predicted.quotes)
    worths = [_worth_inside(gold, index, quote) for index, quote in enumerate(gold.quotes)]
    row["empty"] = sum(
        worth is None and not _sides(gold, quote) for quote, worth in zip(gold.quotes, worths, strict=True)
    )
    for g, p in case.quote_pairs:
        wanted, offered = gold.quotes[g], predicted.quotes[p]
        row["content"] += 1
        if not case.none_or_same(wanted.speaker, offered.speaker):
            continue
        row["speaker"] += 1
        if _sides(gold, wanted) != _sides(predicted, offered):
            continue
        row["sides"] += 1
        # In the track given cue and source are asked of nobody, so the gold's serve both sides.
        row["worth"] += worths[g] == _worth_inside(predicted, p, wanted if case.given else offered)
    return row


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    result = {f"chain.{step}.f1": prf("", sums[step], sums["gold"], sums["predicted"])["f1"] for step in _STEPS}
    return {
        "f1": result["chain.worth.f1"],
        **result,
        "gold_chains": sums["gold"],
        "empty_share": ratio(sums["empty"], sums["gold"]),
    }


def _sides(side: Side, quote: Quote) -> dict[str, str]:
    return {} if quote.speaker is None else side.sides.get(quote.speaker, {})


def _worth_inside(side: Side, index: int, reported: Quote) -> str | None:
    """Returns the highest worth of the claims inside a quotation, None if it holds none.

    A claim is inside if its characters outside the cue and source of ``reported``, of which there must be some, are all
    content; the claim's field ``quote`` is not looked at.
    """
    content = side.quote_characters[index]
    reporting = side.characters([span for span in (reported.cue, reported.source) if span is not None])
    everything = union([*content, *reporting])
    worths = set()
    for claim in side.claims_touching(index):
        characters = side.claim_characters[claim]
        size = length(characters)
        if shared(characters, everything) == size and shared(characters, reporting) < size:
            worths.add(side.claims[claim].worth)
    return "check-worthy" if "check-worthy" in worths else next(iter(worths), None)


RECORD = Task(
    name="record",
    reading="chain",
    headline="f1",
    needs=(("entities",), ("quotes",), ("stances",), ("claims",)),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
    item="quotations",
    items=lambda sums: sums["gold"],
)
