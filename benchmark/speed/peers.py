"""The peers, each as a program that reads the same files, makes of them what the tool wants, and scores them.

``python -m speed.peers NAME FOLDER RESAMPLES`` prints an ``Answer``. A peer reads with the standard library and checks
nothing of what it reads.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.layers import ENTITY_TYPES, STANCE_LABELS
from onrecord.resampling import document_weights
from speed.answers import Answer, Watch

Row = dict[str, Any]
Rows = list[Row]
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_TOKENS = re.compile(r"\w+|[^\w\s]")
_NAMING = ("name", "value")
_CHUNK_CELLS = 4_000_000


def read(folder: Path, name: str) -> Rows:
    """Returns the rows of one file of a set of data."""
    with open(folder / f"{name}.jsonl", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def mentions(row: Row) -> Iterator[tuple[int, int, str]]:
    """Yields (start, end, type) of the names and values of a record."""
    for entity in row["entities"]:
        for mention in entity["mentions"]:
            if mention["form"] in _NAMING:
                yield mention["start"], mention["end"], entity["type"]


def nervaluate(folder: Path, resamples: int, *, predicted: str = "flat") -> Answer:
    """Scores entities by nervaluate's four schemes, overall and by type, as it always does both."""
    from nervaluate import Evaluator  # noqa: PLC0415  # a peer's process loads that peer alone

    watch = Watch()
    files = [read(folder, name) for name in ("gold_entities", predicted)]
    watch.lap("read")
    # Its ends are those of the last character.
    sides = [
        [[{"label": kind, "start": start, "end": end - 1} for start, end, kind in mentions(row)] for row in rows]
        for rows in files
    ]
    evaluator = Evaluator(*sides, tags=list(ENTITY_TYPES), loader="dict")
    watch.lap("convert")
    overall = evaluator.evaluate()["overall"]
    watch.lap("score")
    figures: dict[str, float] = {}
    for ours, theirs in (("strict", "strict"), ("exact", "exact"), ("partial", "partial"), ("type", "ent_type")):
        of = overall[theirs]
        figures |= {f"{ours}.p": of.precision, f"{ours}.r": of.recall, f"{ours}.f1": of.f1}
    return Answer(figures, watch.seconds)


def nervaluate_nested(folder: Path, resamples: int) -> Answer:
    """The same for mentions that overlap several; its pairs there depend on their order, so its figures do."""
    return nervaluate(folder, resamples, predicted="nested")


def seqeval(folder: Path, resamples: int) -> Answer:
    """Scores entities by seqeval, strictly and in IOB2, over words and punctuation marks."""
    from seqeval.metrics.v1 import precision_recall_fscore_support  # noqa: PLC0415  # as above
    from seqeval.scheme import IOB2  # noqa: PLC0415

    watch = Watch()
    documents, gold, predicted = (read(folder, name) for name in ("corpus", "gold_entities", "flat"))
    watch.lap("read")
    sides: tuple[list[list[str]], list[list[str]]] = ([], [])
    for document, *records in zip(documents, gold, predicted, strict=True):
        tokens = [match.span() for match in _TOKENS.finditer(document["text"])]
        first = {start: number for number, (start, _) in enumerate(tokens)}
        last = {end: number for number, (_, end) in enumerate(tokens)}
        for side, record in zip(sides, records, strict=True):
            tags = ["O"] * len(tokens)
            for start, end, kind in mentions(record):
                tags[first[start] : last[end] + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last[end] - first[start])]
            side.append(tags)
    watch.lap("convert")
    p, r, f1, _ = precision_recall_fscore_support(*sides, average="micro", scheme=IOB2)
    watch.lap("score")
    return Answer({"strict.p": float(p), "strict.r": float(r), "strict.f1": float(f1)}, watch.seconds)


def strict_counts(gold: Rows, predicted: Rows) -> Floats:
    """Returns (gold, predicted, right) mentions of each document, (documents, 3), straight from the definition."""
    rows = []
    for wanted, offered in zip(gold, predicted, strict=True):
        sides = Counter(mentions(wanted)), Counter(mentions(offered))
        rows.append([sides[0].total(), sides[1].total(), (sides[0] & sides[1]).total()])
    return np.array(rows, dtype=np.float64)


def f1(sums: Floats) -> Floats:
    """Returns F1 of sums of such counts, over the last axis."""
    quotient: Floats = 2 * sums[..., 2] / (sums[..., 0] + sums[..., 1])
    return quotient


def scipy_bootstrap(folder: Path, resamples: int) -> Answer:
    """Gives strict F1 an interval by ``scipy.stats.bootstrap`` over documents, in batches, vectorized."""
    from scipy import stats  # noqa: PLC0415  # as above

    watch = Watch()
    files = [read(folder, name) for name in ("gold_entities", "flat")]
    watch.lap("read")
    counts = strict_counts(*files)
    watch.lap("convert")

    def statistic(drawn: Integers, axis: int = -1) -> Floats:
        return f1(counts[drawn].sum(axis=-2))

    result = stats.bootstrap(
        (np.arange(len(counts)),),
        statistic,
        n_resamples=resamples,
        batch=max(1, _CHUNK_CELLS // len(counts)),
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(1),
    )
    low, high = result.confidence_interval
    figures = {"strict.f1": float(f1(counts.sum(axis=0))), "low": float(low), "high": float(high)}
    watch.lap("score")
    return Answer(figures, watch.seconds)


def scipy_permutation(folder: Path, resamples: int) -> Answer:
    """Tests two systems by ``scipy.stats.permutation_test``: documents swap systems."""
    from scipy import stats  # noqa: PLC0415  # as above

    watch = Watch()
    gold, *files = (read(folder, name) for name in ("gold_entities", "flat", "other"))
    watch.lap("read")
    # What is swapped are the numbers of rows: 0 to n - 1 of the one system, n to 2n - 1 of the other.
    counts = np.concatenate([strict_counts(gold, predicted) for predicted in files])
    places = np.arange(len(gold))
    watch.lap("convert")

    def difference(first: Integers, second: Integers, axis: int = -1) -> Floats:
        return f1(counts[first].sum(axis=-2)) - f1(counts[second].sum(axis=-2))

    result = stats.permutation_test(
        (places, places + len(gold)),
        difference,
        permutation_type="samples",
        vectorized=True,
        n_resamples=resamples,
        batch=max(1, _CHUNK_CELLS // len(gold)),
        rng=np.random.default_rng(1),
    )
    watch.lap("score")
    return Answer({"p": float(result.pvalue)}, watch.seconds)


def sklearn_average_precision(folder: Path, resamples: int) -> Answer:
    """Gives average precision of units an interval by a loop of ``average_precision_score`` over resamples.

    The resamples are ours, so that the ends must be equal; drawing them counts to converting.
    """
    from sklearn.metrics import average_precision_score  # noqa: PLC0415  # as above

    watch = Watch()
    documents, gold, predicted = (read(folder, name) for name in ("corpus", "gold", "units"))
    watch.lap("read")
    positive, score, owner = [], [], []
    for number, (document, wanted, offered) in enumerate(zip(documents, gold, predicted, strict=True)):
        starts = [claim["start"] for claim in wanted["claims"] if claim["worth"] == "check-worthy"]
        for (start, end), value in zip(document["units"], offered["unit_scores"], strict=True):
            positive.append(any(start <= place < end for place in starts))
            score.append(value)
            owner.append(number)
    y, s, documents_of = np.array(positive), np.array(score), np.array(owner)
    chunks = list(document_weights(len(documents), seed=1, resamples=resamples)) if resamples else []
    watch.lap("convert")
    figures = {"average_precision": float(average_precision_score(y, s))}
    values = [
        average_precision_score(y, s, sample_weight=weights[documents_of]) for chunk in chunks for weights in chunk
    ]
    if values:
        low, high = np.percentile(values, [2.5, 97.5])
        figures |= {"low": float(low), "high": float(high)}
    watch.lap("score")
    return Answer(figures, watch.seconds)


def sklearn_macro_f1(folder: Path, resamples: int) -> Answer:
    """Scores the stance labels of the pairs given by ``f1_score``; a pair left out has a label that is not scored."""
    from sklearn.metrics import f1_score  # noqa: PLC0415  # as above

    watch = Watch()
    files = [read(folder, name) for name in ("gold", "given")]
    watch.lap("read")
    true, found = [], []
    for wanted, offered in zip(*files, strict=True):
        labels = {(stance["holder"], stance["target"]): stance["label"] for stance in offered["stances"]}
        for stance in wanted["stances"]:
            true.append(stance["label"])
            found.append(labels.get((stance["holder"], stance["target"]), "missing"))
    watch.lap("convert")
    value = f1_score(true, found, labels=list(STANCE_LABELS), average="macro")
    watch.lap("score")
    return Answer({"macro_f1": float(value)}, watch.seconds)


PEERS: dict[str, Callable[[Path, int], Answer]] = {
    "nervaluate": nervaluate,
    "nervaluate-nested": nervaluate_nested,
    "seqeval": seqeval,
    "scipy-bootstrap": scipy_bootstrap,
    "scipy-permutation": scipy_permutation,
    "sklearn-average-precision": sklearn_average_precision,
    "sklearn-macro-f1": sklearn_macro_f1,
}

if __name__ == "__main__":
    name, folder, resamples = sys.argv[1:]
    sys.stdout.buffer.write(msgspec.json.encode(PEERS[name](Path(folder), int(resamples))))
