"""The task stance: which side each holder takes on each target.

In the track ``text`` neutral has no F1 of its own, since a system that calls everything neutral would earn it; the mean
over favor and against is that of SemEval-2016 task 6 (Mohammad et al.). In the track ``given``, where the pairs are
given, it is macro-F1 over all three labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.cases import Case
from onrecord.counts import Row, Sums, Task
from onrecord.layers import KINDS, SIDES, STANCE_LABELS, Entity, EntityType
from onrecord.numbers import Floats, mean_of_defined, prf, ratio

_GROUPS = ("seen", "unseen", "unsplit")
"""Whether training data has the target; ``unsplit`` where there is no training split."""

_HOLDERS = (*KINDS, "other")
"""The kinds of holders; ``other`` are values, and predicted entities with neither a type nor a kind."""

_KIND_OF_TYPE: Mapping[EntityType, str] = {
    "PERSON": "person",
    # A nationality, a religion or a party stands for several people, as the kind group does (E-14).
    "NORP": "group",
    # One body each: a place that acts is its government or its owner (E-9), an event those who hold it.
    **dict.fromkeys(("ORG", "GPE", "LOC", "FAC", "EVENT"), "organization"),
    # A law, a treaty, a ruling or a programme speaks as a text does (E-14).
    "LAW": "document",
}
_PARTS = ("tp", "fp", "fn")
_ROWS = (*_GROUPS, *(f"holder.{kind}" for kind in _HOLDERS))
"""The groups of targets sum to the total, and so do the kinds of holders."""

_COLUMNS = (
    *(f"{row}.{label}.{part}" for row in _ROWS for label in STANCE_LABELS for part in _PARTS),
    *("gold_pairs", "found", "found_right", "voice.pairs", "voice.right"),
)


def count(case: Case) -> Row:
    """Counts one document."""
    row: Counter[str] = Counter()
    group = {target.id: _group(case, target.text) for target in case.document.targets}

    def add(target: str, holder: Entity, label: str | None, part: str) -> None:
        row[f"{group[target]}.{label}.{part}"] += 1
        row[f"holder.{_holder_kind(holder)}.{label}.{part}"] += 1

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
            add(stance.target, case.predicted.entity_by_id[stance.holder], stance.label, "fp")
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
    entities = case.gold.entity_by_id
    for (holder, target), label in gold.items():
        add(target, entities[holder], label, "tp" if predicted.get((holder, target)) == label else "fn")
    for (holder, target), label in predicted.items():
        if gold.get((holder, target)) != label:
            add(target, entities[holder], label, "fp")
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
    for group in ("seen", "unseen", *(f"holder.{kind}" for kind in _HOLDERS)):
        rows = _by_label(sums, labels, (group,))
        result[f"{group}.{mean}"] = mean_of_defined([rows[f"{label}.f1"] for label in labels])
    for kind in _HOLDERS:
        pairs = [f"{label}.{part}" for label in STANCE_LABELS for part in ("tp", "fn")]
        result[f"holder.{kind}.gold_pairs"] = sums.total(f"holder.{kind}.", pairs)
    result["label_accuracy"] = ratio(sums["found_right"], sums["found"])
    result["found"], result["gold_pairs"] = sums["found"], sums["gold_pairs"]
    result["article_voice.accuracy"] = ratio(sums["voice.right"], sums["voice.pairs"])
    result["article_voice.pairs"] = sums["voice.pairs"]
    return result


def _by_label(sums: Sums, labels: Sequence[str], groups: Sequence[str]) -> dict[str, Floats]:
    result: dict[str, Floats] = {}
    for label in labels:
        tp, fp, fn = (sums.total("", [f"{group}.{label}.{part}" for group in groups]) for part in _PARTS)
        result |= prf(label, tp, tp + fn, tp + fp)
    return result


def _group(case: Case, target: str) -> str:
    if case.seen is None:
        return "unsplit"
    return "seen" if target in case.seen.targets else "unseen"


def _holder_kind(entity: Entity) -> str:
    if entity.type is None:
        return entity.kind or "other"
    return _KIND_OF_TYPE.get(entity.type, "other")


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
