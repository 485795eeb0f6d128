"""The task stance: which side each holder takes on each target.

In the track ``text`` neutral has no F1 of its own, since a system that calls everything neutral would earn it; the mean
over favor and against is that of SemEval-2016 task 6 (Mohammad et al.). In the track ``given``, where the pairs are
given, it is macro-F1 over all three labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.cases import Case
from onrecord.counts import Row, Sums, Task
from onrecord.layers import SIDES, STANCE_LABELS
from onrecord.numbers import Floats, mean_of_defined, prf, ratio

_GROUPS = ("seen", "unseen", "unsplit")
"""Whether training data has the target; ``unsplit`` where there is no training split."""

_COLUMNS = (
    *(f"{group}.{label}.{part}" for group in _GROUPS for label in STANCE_LABELS for part in ("tp", "fp", "fn")),
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
        else:
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
        row[f"{group[pair[1]]}.{label}.{'tp' if predicted.get(pair) == label else 'fn'}"] += 1
    for pair, label in predicted.items():
        if gold.get(pair) != label:
            row[f"{group[pair[1]]}.{label}.fp"] += 1
    return row


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the track ``text``."""
    return _numbers(sums, SIDES, "mean_f1")


def numbers_given(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the track ``given``."""
    return _numbers(sums, STANCE_LABELS, "macro_f1")


def _numbers(sums: Sums, labels: Sequence[str], mean: str) -> dict[str, Floats]:
    result = _by_label(sums, labels, _GROUPS)
    result[mean] = mean_of_defined([result[f"{label}.f1"] for label in labels])
    for group in ("seen", "unseen"):
        rows = _by_label(sums, labels, (group,))
        result[f"{group}.{mean}"] = mean_of_defined([rows[f"{label}.f1"] for label in labels])
    result["label_accuracy"] = ratio(sums["found_right"], sums["found"])
    result["found"], result["gold_pairs"] = sums["found"], sums["gold_pairs"]
    result["article_voice.accuracy"] = ratio(sums["voice.right"], sums["voice.pairs"])
    result["article_voice.pairs"] = sums["voice.pairs"]
    return result


def _by_label(sums: Sums, labels: Sequence[str], groups: Sequence[str]) -> dict[str, Floats]:
    result: dict[str, Floats] = {}
    for label in labels:
        tp, fp, fn = (sums.total("", [f"{group}.{label}.{part}" for group in groups]) for part in ("tp", "fp", "fn"))
        result |= prf(label, tp, tp + fn, tp + fp)
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
    item="pairs with a side",
    items=lambda sums: sums.total("", [f"{g}.{side}.{end}" for g in _GROUPS for side in SIDES for end in ("tp", "fn")]),
)

STANCE_GIVEN = replace(
    STANCE,
    reading="macro-of-labels",
    headline="macro_f1",
    numbers=numbers_given,
    item="pairs",
    items=lambda sums: sums["gold_pairs"],
)
