"""Intervals by resampling documents: multinomial weights × the table of counts, percentiles of what comes out.

The bootstrap is Efron's (1979), over documents and never over spans: the spans of a document depend on each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from onrecord.counts import Counts, Task
from onrecord.numbers import Floats

RESAMPLES = 10_000
LEVEL = 0.95
FEWEST_DOCUMENTS = 5
"""With fewer documents than this there is no interval."""

FEW_DOCUMENTS = 20
"""With fewer than this an interval is too short: it covers about .91 instead of .95 at ten documents."""

MOST_UNDEFINED = 0.05
"""The share of resamples with an undefined number above which there is no interval."""

_CHUNK_CELLS = 4_000_000


class Interval(NamedTuple):
    """The ends of a percentile interval."""

    low: float
    high: float


def bootstrap(
    task: Task, counts: Counts, *, seed: int = 1, resamples: int = RESAMPLES, key: str | None = None
) -> Floats:
    """Returns the number ``key`` (the headline if None) of a task in each resample of documents; shape (resamples,).

    The resamples depend on the seed and on how many documents there are, so all tasks of a run share them.
    """
    values = [
        task.numbers(counts.sums(weights))[key or task.headline]
        for weights in document_weights(len(counts.doc_ids), seed=seed, resamples=resamples)
    ]
    return np.concatenate(values)


def interval(values: Floats, documents: int) -> Interval | None:
    """Returns the 95% percentile interval of resampled numbers.

    None under ``FEWEST_DOCUMENTS`` documents, or if more than ``MOST_UNDEFINED`` of the resamples are undefined.
    """
    defined = values[~np.isnan(values)]
    if documents < FEWEST_DOCUMENTS or defined.size < (1 - MOST_UNDEFINED) * values.size:
        return None
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(defined, [tail, 100 - tail])
    return Interval(float(low), float(high))


def document_weights(documents: int, *, seed: int, resamples: int) -> Iterator[Floats]:
    """Yields how often each document is drawn, in chunks of shape (some resamples, documents).

    Draws are of ``RandomState``, whose stream numpy keeps stable over versions.
    """
    random = np.random.RandomState(seed)
    chunk = max(1, min(resamples, _CHUNK_CELLS // max(1, documents)))
    for first in range(0, resamples, chunk):
        size = min(chunk, resamples - first)
        drawn = random.randint(0, documents, size=(size, documents))
        cells = drawn + documents * np.arange(size)[:, np.newaxis]
        counted = np.bincount(cells.reshape(-1), minlength=size * documents)
        yield counted.reshape(size, documents).astype(np.float64)
