"""B³, CEAF-e and LEA of many documents at once: what clusters of names share, summed for each document.

B³ is Bagga and Baldwin (1998), CEAF-e Luo (2005), LEA Moosavi and Strube (2016).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from onrecord.columns import Integers, run_lengths, run_starts, summed
from onrecord.numbers import S, fixed
from onrecord.overlaps import one_to_one

_MOST_EXACT = 2**62 // (2 * S)
"""Fractions of greater numerators are computed in Python's integers, since 64 bits would not hold the product."""


class Clusters(NamedTuple):
    """Clusters of mentions: of each cluster its document, of each mention its key and its cluster.

    A key is equal on both sides exactly for the same mention, and no key stands twice on one side; keys are sorted.
    """

    document: Integers
    key: Integers
    cluster: Integers

    @property
    def sizes(self) -> Integers:
        """How many mentions each cluster has."""
        return np.bincount(self.cluster, minlength=self.document.size)


def count_clusters(gold: Clusters, predicted: Clusters, documents: int) -> dict[str, Integers]:
    """Returns sums and weights of the three measures, an array over the documents each; sums are in units of 1/S."""
    place = np.searchsorted(predicted.key, gold.key)
    place[place == predicted.key.size] = 0
    found = np.flatnonzero(predicted.key[place] == gold.key) if predicted.key.size else np.zeros(0, dtype=np.int64)
    width = max(1, predicted.document.size)
    pairs = np.sort(gold.cluster[found] * width + predicted.cluster[place[found]])
    starts = run_starts(pairs)
    both = run_lengths(pairs, starts)
    g, p = np.divmod(pairs[starts], width)
    g_size, p_size = gold.sizes, predicted.sizes
    document = gold.document[g]
    result = {}
    for end, side, own, size, other in (
        ("r", gold, g, g_size, p_size[p]),
        ("p", predicted, p, p_size, g_size[g]),
    ):
        weight = summed(side.document, size, documents)
        result[f"b3.{end}.sum"] = summed(document, _fixed(both * both, size[own]), documents)
        # A singleton's one link leads to itself, and only the same singleton finds it.
        links = np.where(size[own] > 1, both * (both - 1) // 2, other == 1)
        linked = summed(own, links, side.document.size)
        share = _fixed(size * linked, np.maximum(1, size * (size - 1) // 2))
        result[f"lea.{end}.sum"] = summed(side.document, share, documents)
        result[f"b3.{end}.weight"] = result[f"lea.{end}.weight"] = weight
    likeness = _fixed(2 * both, g_size[g] + p_size[p])
    chosen = one_to_one(g, p, likeness, document)
    result["ceafe.sum"] = summed(document[chosen], likeness[chosen], documents)
    result["ceafe.gold"] = np.bincount(gold.document[g_size > 0], minlength=documents)
    result["ceafe.predicted"] = np.bincount(predicted.document[p_size > 0], minlength=documents)
    return result


def _fixed(numerator: Integers, denominator: Integers) -> Integers:
    """As ``numbers.fixed``, of numerators of any size."""
    top = numerator.astype(object) if numerator.max(initial=0) > _MOST_EXACT else numerator
    return fixed(top, denominator).astype(np.int64)
