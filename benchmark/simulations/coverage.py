"""Simulates how often the 95% intervals hold the true figure, beside two ways of making intervals that are too short.

Documents differ in length and in how hard they are, as those of a real split do. Each replication draws a split from
such a population, computes the interval with the library's own bootstrap, and looks whether the figure of the whole
population lies in it. Run by ``make coverage``; what it prints stands in the README beside this file.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import click
import numpy as np
import numpy.typing as npt

from onrecord.counts import Counts, Task
from onrecord.numbers import average_precision
from onrecord.rankings import SCORE_STEPS, Ranking
from onrecord.resampling import bootstrap, interval
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES

Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]

SIZES = (10, 20, 40, 80, 200)
RESAMPLES = 1_000
POPULATION = 400_000
"""How many documents stand for the whole population where its figure has no closed form."""


class Split(NamedTuple):
    """A drawn split: the counts of a task over its documents, and a function that resamples single items instead."""

    counts: Counts
    resample_items: Callable[[np.random.RandomState], Values]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replications", type=int, default=1_000)
    replications = parser.parse_args().replications
    click.echo("| figure | documents | over documents | over items | ten replicates, again divided by √10 |")
    click.echo("|---|---|---|---|---|")
    for name, task, draw, truth in (
        ("micro-F1", ENTITIES, entity_split, entity_truth()),
        ("average precision", CLAIMS, claim_split, claim_truth()),
    ):
        for documents in SIZES:
            held = np.mean(list(_held(task, draw, truth, documents, replications)), axis=0)
            shares = (f"{share:.3f} ± {math.sqrt(share * (1 - share) / replications):.3f}" for share in held)
            click.echo(f"| {name} | {documents} | {' | '.join(shares)} |")
    click.echo(f"\n{replications} replications, {RESAMPLES} resamples an interval; ± one Monte-Carlo standard error.")


def _held(
    task: Task, draw: Callable[[np.random.RandomState, int], Split], truth: float, documents: int, replications: int
) -> Iterator[tuple[bool, bool, bool]]:
    """Yields for each replication whether the three intervals hold the true figure; one that is null does not.

    The third is what comes out where the spread of ten resampled figures, which is their standard error already, is
    divided by √10 once more.
    """
    random = np.random.RandomState(documents)
    for replication in range(replications):
        split = draw(random, documents)
        values = bootstrap({"it": (task, split.counts)}, seed=replication, resamples=RESAMPLES)["it"]
        ten = values[:10]
        half = 1.96 * np.nanstd(ten, ddof=1) / math.sqrt(10)
        ends = interval(values, documents), interval(split.resample_items(random), documents)
        within = [end is not None and end.low <= truth <= end.high for end in ends]
        yield within[0], within[1], bool(abs(np.nanmean(ten) - truth) <= half)


def entity_split(random: np.random.RandomState, documents: int) -> Split:
    """Draws names found and made up: 1 to 40 names a document, found at a rate of the document's own, Beta(4, 2)."""
    gold, predicted, found = _entities(random, documents)
    table = np.zeros((documents, len(ENTITIES.columns)), dtype=np.int64)
    for column, values in {"gold.PERSON": gold, "predicted.PERSON": predicted, "strict.PERSON": found}.items():
        table[:, ENTITIES.columns.index(column)] = values
    tp, fn, fp = found.sum(), (gold - found).sum(), (predicted - found).sum()

    def resample_items(stream: np.random.RandomState) -> Values:
        drawn = stream.multinomial(tp + fn + fp, np.array([tp, fn, fp]) / (tp + fn + fp), size=RESAMPLES)
        values: Values = 2 * drawn[:, 0] / (2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])
        return values

    return Split(Counts(ENTITIES.columns, _ids(documents), table), resample_items)


def entity_truth() -> float:
    """Returns micro-F1 of the population: 2·E(tp) / (E(gold) + E(predicted))."""
    gold, predicted, found = _entities(np.random.RandomState(0), POPULATION)
    return 2 * float(found.sum()) / float(gold.sum() + predicted.sum())


def _entities(random: np.random.RandomState, documents: int) -> tuple[Integers, Integers, Integers]:
    gold = random.randint(1, 41, size=documents)
    ease = random.beta(4, 2, size=documents)
    found = random.binomial(gold, ease)
    # A hard document draws more spurious names as well.
    return gold, found + random.poisson(gold * (1 - ease) * 0.7), found


def claim_split(random: np.random.RandomState, documents: int) -> Split:
    """Draws ranked units: 8 to 40 a document, of which a share of the document's own is positive, Beta(1.5, 8)."""
    ranking, positives = _units(random, documents)
    table = np.zeros((documents, len(CLAIMS.columns)), dtype=np.int64)
    table[:, CLAIMS.columns.index("positives")] = positives
    table[:, CLAIMS.columns.index("units")] = np.bincount(ranking.document, minlength=documents)

    def resample_items(stream: np.random.RandomState) -> Values:
        size = ranking.score.size
        drawn = stream.randint(0, size, size=(RESAMPLES, size))
        weights = np.stack([np.bincount(row, minlength=size) for row in drawn]).astype(np.float64)
        alone = Ranking(np.arange(size), ranking.score, ranking.positive, ranking.kept)
        values: Values = average_precision(*alone.sums(weights), weights @ ranking.positive)
        return values

    return Split(Counts(CLAIMS.columns, _ids(documents), table, ranking), resample_items)


def claim_truth() -> float:
    """Returns average precision of the population, by a large part of it."""
    ranking, positives = _units(np.random.RandomState(0), POPULATION // 8)
    return float(average_precision(*ranking.sums(np.ones(positives.size)), np.asarray(float(positives.sum()))))


def _units(random: np.random.RandomState, documents: int) -> tuple[Ranking, Integers]:
    sizes = random.randint(8, 41, size=documents)
    document = np.repeat(np.arange(documents), sizes)
    positive = random.binomial(1, random.beta(1.5, 8, size=documents)[document])
    # A system's scores run higher in some documents than in others, whatever stands there.
    logit = 1.2 * positive + random.normal(0, 0.6, size=documents)[document] + random.normal(0, 1, size=document.size)
    score = np.rint(SCORE_STEPS / (1 + np.exp(-logit))).astype(np.int64)
    positives = np.bincount(document, weights=positive, minlength=documents).astype(np.int64)
    return Ranking(document, score, positive.astype(np.int64), np.ones_like(document)), positives


def _ids(documents: int) -> tuple[str, ...]:
    return tuple(f"d{number}" for number in range(documents))


if __name__ == "__main__":
    main()
