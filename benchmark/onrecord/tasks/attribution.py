"""The task attribution: who said what, a quotation found and its speaker right.

The speaker is an entity, so a right answer may use any mention of it; predicted entities stand for gold ones by the
mentions that they share (``Case.stands_for``).
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from onrecord.cases import Case, Side
from onrecord.counts import Row, Sums, Task
from onrecord.layers import Quote
from onrecord.numbers import Floats, prf, ratio
from onrecord.stretches import length
from onrecord.tasks.quotes import ROWS, row_of

_SOURCE_FORMS = ("name", "nominal", "pronoun", "none")
_NAMES = ("seen", "unseen")
_COLUMNS = (
    *(f"{part}.{kind}" for kind in ROWS for part in ("tp", "fp", "fn", "pairs")),
    *("named.tp", "named.fp", "named.fn"),
    "right_many_to_one",
    *("no_speaker.pairs", "no_speaker.right"),
    *(f"{group}.{part}" for group in _NAMES for part in ("pairs", "right")),
    "with_training",
    *(f"by_source_form.{form}.{part}" for form in _SOURCE_FORMS for part in ("pairs", "right")),
    *("characters.both", "characters.gold", "characters.predicted"),
)
_NOBODY = -1
_NO_GOLD_ENTITY = -2


def count(case: Case) -> Row:
    """Counts one document."""
    row: Counter[str] = Counter(with_training=case.seen is not None)
    gold, predicted = case.gold.quotes, case.predicted.quotes
    for g, p in case.quote_pairs:
        _count_pair(case, row, gold[g], predicted[p])
    paired_gold = {g for g, _ in case.quote_pairs}
    paired_predicted = {p for _, p in case.quote_pairs}
    for index, quote in enumerate(gold):
        if index not in paired_gold and quote.speaker is not None:
            row[f"fn.{row_of(quote)}"] += 1
            row["named.fn"] += _named(case.gold, quote.speaker)
    for index, quote in enumerate(predicted):
        if index not in paired_predicted and quote.speaker is not None:
            row[f"fp.{row_of(quote)}"] += 1
            row["named.fp"] += _named(case.predicted, quote.speaker)
    row.update(_count_characters(case))
    return row


def numbers(sums: Sums) -> dict[str, Floats]:
    """Turns totals into the numbers of the task."""
    tp, fp, fn, pairs = (sums.total(f"{part}.", ROWS) for part in ("tp", "fp", "fn", "pairs"))
    result = prf("", tp, tp + fn, tp + fp)
    for kind in ROWS:
        key, right = f"by_type.{kind}", sums[f"tp.{kind}"]
        result |= prf(key, right, right + sums[f"fn.{kind}"], right + sums[f"fp.{kind}"])
        result[f"{key}.accuracy"] = ratio(right, sums[f"pairs.{kind}"])
        result[f"{key}.pairs"] = sums[f"pairs.{kind}"]
    result["speaker_accuracy"] = ratio(tp, pairs)
    result["speaker_accuracy_many_to_one"] = ratio(sums["right_many_to_one"], pairs)
    result["speaker_pairs"] = pairs
    for group in _NAMES:
        result[f"{group}.accuracy"] = ratio(sums[f"{group}.right"], sums[f"{group}.pairs"])
        # Without training data no name is seen and none unseen: undefined, and not none of them.
        result[f"{group}.pairs"] = np.where(sums["with_training"] > 0, sums[f"{group}.pairs"], np.nan)
    result["no_speaker.accuracy"] = ratio(sums["no_speaker.right"], sums["no_speaker.pairs"])
    result["no_speaker.pairs"] = sums["no_speaker.pairs"]
    result |= prf("characters", *(sums[f"characters.{part}"] for part in ("both", "gold", "predicted")))
    named = sums["named.tp"]
    result |= prf("named", named, named + sums["named.fn"], named + sums["named.fp"])
    for form in _SOURCE_FORMS:
        key = f"by_source_form.{form}"
        result[f"{key}.accuracy"] = ratio(sums[f"{key}.right"], sums[f"{key}.pairs"])
        result[f"{key}.pairs"] = sums[f"{key}.pairs"]
    return result


def _count_pair(case: Case, row: Counter[str], gold: Quote, predicted: Quote) -> None:
    kind = row_of(gold)
    if gold.speaker is None:
        row["no_speaker.pairs"] += 1
        row["no_speaker.right"] += predicted.speaker is None
        row[f"fp.{kind}"] += predicted.speaker is not None
        row["named.fp"] += _named(case.predicted, predicted.speaker)
        return
    right = case.same_speaker(gold.speaker, predicted.speaker)
    named = _named(case.gold, gold.speaker)
    row[f"pairs.{kind}"] += 1
    row[f"tp.{kind}"] += right
    row[f"fn.{kind}"] += not right
    row[f"fp.{kind}"] += not right and predicted.speaker is not None
    row["named.tp"] += named and right
    row["named.fn"] += named and not right
    row["named.fp"] += not right and _named(case.predicted, predicted.speaker)
    row["right_many_to_one"] += (
        predicted.speaker is not None and case.stands_for_many.get(predicted.speaker) == gold.speaker
    )
    names = case.gold.names(case.gold.entity_by_id[gold.speaker])
    if case.seen is not None and names:
        group = "seen" if any(map(case.seen.has_name, names)) else "unseen"
        row[f"{group}.pairs"] += 1
        row[f"{group}.right"] += right
    form = _source_form(case.gold, gold)
    row[f"by_source_form.{form}.pairs"] += 1
    row[f"by_source_form.{form}.right"] += right


def _named(side: Side, speaker: str | None) -> bool:
    return speaker is not None and side.entity_by_id[speaker].type is not None


def _source_form(side: Side, quote: Quote) -> str:
    """Returns the form of the speaker's mention inside the source: name before nominal before pronoun, else none."""
    if quote.source is None or quote.speaker is None:
        return "none"
    forms = {
        mention.form
        for mention in side.entity_by_id[quote.speaker].mentions
        if quote.source.start <= mention.start and mention.end <= quote.source.end
    }
    return next((form for form in ("name", "nominal", "pronoun") if form in forms), "none")


def _count_characters(case: Case) -> dict[str, int]:
    place = {entity.id: index for index, entity in enumerate(case.gold.entities)}
    # A speaker as the index of a gold entity. The last item is read by index −1, where there is no quotation.
    speakers = [place.get(quote.speaker or "", _NOBODY) for quote in case.gold.quotes]
    stand_ins = [
        _NOBODY if quote.speaker is None else place.get(case.stands_for.get(quote.speaker, ""), _NO_GOLD_ENTITY)
        for quote in case.predicted.quotes
    ]
    size = max(
        (end for side in (case.gold, case.predicted) for item in side.quote_characters for _, end in item), default=0
    )
    gold, predicted = _painted(case.gold, size), _painted(case.predicted, size)
    wanted = np.array([*speakers, _NOBODY])[gold]
    offered = np.array([*stand_ins, _NOBODY])[predicted]
    return {
        "characters.both": int(((wanted == offered) & (wanted >= 0)).sum()),
        "characters.gold": int((wanted >= 0).sum()),
        "characters.predicted": int((offered != _NOBODY).sum()),
    }


def _painted(side: Side, size: int) -> npt.NDArray[np.int64]:
    """Returns for each letter or digit the index of its innermost, shortest quotation, −1 where it is in none.

    Of two of one length the later in the order of spans counts.
    """
    owner = np.full(size, -1, dtype=np.int64)
    for index in sorted(range(len(side.quotes)), key=lambda i: (-length(side.quote_characters[i]), i)):
        for start, end in side.quote_characters[index]:
            owner[start:end] = index
    return owner


ATTRIBUTION = Task(
    name="attribution",
    reading="speaker",
    headline="f1",
    needs=(("quotes",), ("entities",)),
    columns=_COLUMNS,
    count=count,
    numbers=numbers,
    item="quotations with a speaker",
    items=lambda sums: sums.total("tp.", ROWS) + sums.total("fn.", ROWS),
)
