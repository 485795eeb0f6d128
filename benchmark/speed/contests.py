"""What is measured: contests, each with files of a set of data, our command, the peers and the figures to agree."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.layers import Track

Figures = Mapping[str, float]

ALIKE = 1e-9
"""How far figures by the same definition may differ."""

RESAMPLES = 10_000
FEWER = 1_000
"""Resamples where a peer computes each of them anew."""

_STRICT = ("strict.p", "strict.r", "strict.f1")
_SCHEMES = tuple(f"{scheme}.{part}" for scheme in ("strict", "exact", "partial", "type") for part in ("p", "r", "f1"))


def exactly(_: Figures, __: int) -> dict[str, float]:
    """Allows no difference but that of rounding."""
    return {}


def as_drawn(figures: Figures, resamples: int) -> dict[str, float]:
    """Allows the ends of an interval from other draws five standard errors, which is about .05 of its length.

    An end is a 2.5% quantile. Of a normal distribution with deviation s its standard error is
    √(.025·.975/resamples) / .0584 · s, the interval is 3.92·s long, and the difference of two has √2 of that error.
    """
    width = figures["high"] - figures["low"]
    error = math.sqrt(2 * 0.025 * 0.975 / resamples) / 0.0584 / 3.92 * width
    return {"low": 5 * error, "high": 5 * error}


def as_permuted(figures: Figures, resamples: int) -> dict[str, float]:
    """Allows p-values from other draws five standard errors of their difference, and one draw.

    Ours is the share of draws at least as far from 0, with variance p(1 - p)/resamples. scipy's is twice the share in
    the smaller tail, with variance 4·p/2·(1 - p/2)/resamples = p(2 - p)/resamples.
    """
    p = figures["p"]
    return {"p": 5 * math.sqrt(p * (3 - 2 * p) / resamples) + 2 / resamples}


@dataclass(frozen=True)
class Peer:
    """A peer in a contest.

    ``program`` is its name in ``peers.PEERS``; ``figures`` are those that must equal ours, but for what ``allowed``
    gives some of them; ``most`` is the most documents that it is run on, since it would take too long on more.
    """

    name: str
    program: str
    figures: tuple[str, ...]
    most: int
    allowed: Callable[[Figures, int], dict[str, float]] = exactly


@dataclass(frozen=True)
class Contest:
    """One piece of work: predictions against gold, in a track, with so many resamples for intervals (0 for none).

    With two files of predictions it is their comparison. ``task`` is the task whose figures are held against a peer's.
    ``most`` is the most documents that it is run on, ``most_alone`` that it is scored on in one process that reads all.
    """

    name: str
    gold: str
    predicted: tuple[str, ...]
    resamples: int
    most: int
    peers: tuple[Peer, ...] = ()
    most_alone: int = 10_000
    task: str = "entities"
    track: Track = "text"

    def command(self, folder: Path) -> list[str]:
        """Returns our command on a set of data, the ``python`` before it left out."""
        files = ["--gold", str(folder / f"{self.gold}.jsonl"), "--corpus", str(folder / "corpus.jsonl"), "--json"]
        paths = [str(folder / f"{name}.jsonl") for name in self.predicted]
        if len(paths) == 2:
            return ["-m", "onrecord", "compare", *paths, *files]
        options = ["--track", self.track, "--resamples", str(self.resamples)]
        return ["-m", "onrecord", "score", *paths, *files, *options]


ALL_TASKS = Contest("all tasks, no intervals", "gold", ("predicted",), resamples=0, most=10_000)

CONTESTS = (
    Contest(
        "entities, no interval",
        "gold_entities",
        ("flat",),
        resamples=0,
        most=100_000,
        most_alone=100_000,
        peers=(
            Peer("nervaluate", "nervaluate", _SCHEMES, 10_000),
            Peer("seqeval", "seqeval", _STRICT, 10_000),
        ),
    ),
    Contest(
        "entities nested and overlapping, no interval",
        "gold_entities",
        ("nested",),
        resamples=0,
        most=10_000,
        # Where spans overlap several, its figures depend on the order of the spans.
        peers=(Peer("nervaluate", "nervaluate-nested", (), 10_000),),
    ),
    Contest(
        "entities, interval of 10,000 resamples",
        "gold_entities",
        ("flat",),
        resamples=RESAMPLES,
        most=100_000,
        peers=(Peer("scipy", "scipy-bootstrap", ("strict.f1", "low", "high"), 10_000, as_drawn),),
    ),
    Contest(
        "two systems' entities, 10,000 permutations",
        "gold_entities",
        ("flat", "other"),
        resamples=RESAMPLES,
        most=10_000,
        peers=(Peer("scipy", "scipy-permutation", ("p",), 10_000, as_permuted),),
    ),
    Contest(
        "average precision, interval of 1,000 resamples",
        "gold",
        ("units",),
        resamples=FEWER,
        most=10_000,
        peers=(Peer("scikit-learn", "sklearn-average-precision", ("average_precision", "low", "high"), 10_000),),
        task="claims",
    ),
    Contest(
        "stance macro-F1, no interval",
        "gold",
        ("given",),
        resamples=0,
        most=10_000,
        peers=(Peer("scikit-learn", "sklearn-macro-f1", ("macro_f1",), 10_000),),
        task="stance",
        track="given",
    ),
    ALL_TASKS,
    Contest("all tasks, intervals of 10,000 resamples", "gold", ("predicted",), resamples=RESAMPLES, most=100_000),
    Contest(
        "all tasks and unit scores, intervals of 10,000 resamples",
        "gold",
        ("scored",),
        resamples=RESAMPLES,
        most=10_000,
        most_alone=1_000,
    ),
)
