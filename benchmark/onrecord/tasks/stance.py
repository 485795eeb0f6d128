"""The task stance: which side each holder takes on each target, in the track ``text``.

Neutral has no F1 of its own here, since a system that calls everything neutral would earn it; the mean over favor and
against is that of SemEval-2016 task 6 (Mohammad et al.).
"""

from __future__ import annotations

from collections import Counter

from onrecord.cases import Case
from onrecord.counts import Row, Sums, Task
from onrecord.layers import SIDES
from onrecord.numbers import Floats, mean_of_defined, prf, ratio

_GROUPS = ("seen", "unseen", "unsplit")
"""Whether training data has the target; ``unsplit`` where there is no training split."""

_COLUMNS = (
    *(f"{group}.{side}.{part}" for group in _GROUPS for side in SIDES for part in ("tp", "fp", "fn")),
    *("gold_pairs", "found", "found_right", "voice.pairs", "voice.right"),
)


def count(case: Case) -> Row:
    """Counts one document."""
    row: Counter[str] = Counter()
    group = {target.id: _group(case, target.text) for target in case.document.targets}
    voice: dict[str, str | None] = {}
    predicted: dict[tuple[str, str], str | None] = {}
    for stance in case.predicted.record.stances or ():
        if stance.holder is None:
            voice[stance.target] = stance.label
            continue
        holder = case.stands_for.get(stance.holder)
        if holder is not None:
            predicted[holder, stance.target] = stance.label
        elif stance.label in SIDES:
            row[f"{group[stance.target]}.{stance.label}.fp"] += 1
    gold: dict[tuple[str, str], str | None] = {}
    for stance in case.gold.record.stances or ():
        if stance.holder is None:
            row["voice.pairs"] += 1
            row["voice.right"] += stance.target in voice and voice[stance.target] == stance.label
        else:
            gold[stance.holder, stance.target] = stance.label
    row["gold_pairs"] = len(gold)
    for pair in gold.keys() & predicted.keys():
        row["found"] += 1
        row["found_right"] += gold[pair] == predicted[pair]
    for pair, label in gold.items():
        if label in SIDES:
            row[f"{group[pair[1]]}.{label}.{'tp' if predicted.get(pair) == label else 'fn'}"] += 1
    for pair, label in predicted.items():
        if label in SIDES and gold.get(pair) != label:
            row[f"{group[pair[1]]}.{label}.fp"] += 1
    return row


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    result: dict[str, Floats] = {}
    for side in SIDES:
        tp, fp, fn = (sum((sums[f"{group}.{side}.{part}"] for group in _GROUPS), start=sums["found"] * 0)
                      for part in ("tp", "fp", "fn"))  # fmt: skip
        result |= prf(side, tp, tp + fn, tp + fp)
    result["mean_f1"] = mean_of_defined([result["favor.f1"], result["against.f1"]])
    for group in ("seen", "unseen"):
        sides = []
        for side in SIDES:
            tp, fp, fn = (sums[f"{group}.{side}.{part}"] for part in ("tp", "fp", "fn"))
            sides.append(prf("", tp, tp + fn, tp + fp)["f1"])
        result[f"{group}.mean_f1"] = mean_of_defined(sides)
    result["label_accuracy"] = ratio(sums["found_right"], sums["found"])
    result["found"], result["gold_pairs"] = sums["found"], sums["gold_pairs"]
    result["article_voice.accuracy"] = ratio(sums["voice.right"], sums["voice.pairs"])
    result["article_voice.pairs"] = sums["voice.pairs"]
    return result


def _group(case: Case, target: str) -> str:
    if case.seen_targets is None:
        return "unsplit"
    return "seen" if target in case.seen_targets else "unseen"


STANCE = Task(
    name="stance",
    reading="mean-of-sides",
    headline="mean_f1",
    needs=(("stances",),),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
)
