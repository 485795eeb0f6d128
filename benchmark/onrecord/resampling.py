"""Intervals by resampling documents: multinomial weights × the table of counts, percentiles of what comes out.

The bootstrap is Efron's (1979), over documents and never over spans: the spans of a document depend on each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from onrecord.columns import Integers
from onrecord.counts import Counts, Prepared, Task
from onrecord.numbers import Floats

RESAMPLES = 10_000
LEVEL = 0.95
FEWEST_DOCUMENTS = 5
"""With fewer documents than this there is no interval."""

FEW_DOCUMENTS = 20
"""With fewer than this an interval is too short: it covers .86 to .88 at ten documents (``benchmark/simulations``)."""

MOST_UNDEFINED = 0.05
"""The share of resamples with an undefined number above which there is no interval."""

_CHUNK_CELLS = 4_000_000


class Interval(NamedTuple):
    """The ends of a percentile interval."""

    low: float
    high: float


def bootstrap(
    tables: Mapping[str, tuple[Task, Counts]], *, seed: int = 1, resamples: int = RESAMPLES
) -> dict[str, Floats]:
    """Returns the headline of each task in each resample of documents; arrays of shape (resamples,).

    The tables are of the same documents, and all share the resamples, which depend on the seed and on how many
    documents there are: so differences between the numbers of one resample are paired.
    """
    documents = next((len(counts.doc_ids) for _, counts in tables.values()), 0)
    prepared = {name: Prepared(task, counts) for name, (task, counts) in tables.items()}
    matrix = np.concatenate([np.zeros((documents, 0)), *(each.matrix for each in prepared.values())], axis=1)
    width = max((counts.cells_a_resample for _, counts in tables.values()), default=1)
    values: dict[str, list[Floats]] = {name: [] for name in tables}
    for weights in _ahead(document_weights(documents, seed=seed, resamples=resamples, width=width)):
        summed, at = weights @ matrix, 0
        for name, each in prepared.items():
            own = summed[:, at : at + each.matrix.shape[1]]
            values[name].append(each.headline(own, weights))
            at += each.matrix.shape[1]
    return {name: np.concatenate(parts) for name, parts in values.items()}


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


def document_weights(documents: int, *, seed: int, resamples: int, width: int = 1) -> Iterator[Floats]:
    """Yields how often each document is drawn, in chunks of shape (some resamples, documents).

    ``width`` is how many cells the user of a chunk needs for each resample; it bounds the memory.

    Draws are of ``RandomState``, whose stream numpy keeps stable over versions.
    """
    random = np.random.RandomState(seed)
    chunk = max(1, min(resamples, _CHUNK_CELLS // max(1, documents, width)))
    for first in range(0, resamples, chunk):
        size = min(chunk, resamples - first)
        cells = drawn_documents(random, size, documents) + documents * np.arange(size)[:, np.newaxis]
        counted = np.bincount(cells.reshape(-1), minlength=size * documents)
        yield counted.reshape(size, documents).astype(np.float64)


def _ahead(chunks: Iterator[Floats]) -> Iterator[Floats]:
    """Yields the chunks, each drawn by a second thread while the one before is used."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(next, chunks, None)
        while (chunk := future.result()) is not None:
            future = pool.submit(next, chunks, None)
            yield chunk


def drawn_documents(random: np.random.RandomState, size: int, documents: int) -> Integers:
    """Returns the documents of some resamples, (size, documents): ⌊u·documents/2³²⌋ of 32 random bits u each.

    No draw is more likely than another by more than documents/2³², and this is twice as fast as rejection.
    """
    bits = random.randint(0, 2**32, size=(size, documents), dtype=np.uint32).astype(np.int64)
    return bits * documents >> 32
