"""Runs the contests at several sizes, ours and the peers' in turn, and holds the figures of both against each other."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from onrecord.resampling import document_weights
from speed import peers
from speed.answers import Answer
from speed.contests import ALIKE, ALL_TASKS, CONTESTS, RESAMPLES, Contest, Peer, as_drawn
from speed.generate import write
from speed.processes import Run, run

OURS = "onrecord"
MOST_PLAIN = 10_000
"""On more documents the interval is not computed again by a plain loop."""

Tell = Callable[[str], None]


class Timing(Struct, kw_only=True):
    """The rounds of one tool in one contest at one size: seconds each, and bytes at most.

    ``whole`` is the process from start to end and ``cpu`` its CPU time, children included; ``stages`` has for each of
    ``answers.STAGES`` the seconds inside it (of our own only ``score``, in a process of its own).
    """

    contest: str
    documents: int
    tool: str
    whole: list[float] = msgspec.field(default_factory=list)
    cpu: list[float] = msgspec.field(default_factory=list)
    stages: dict[str, list[float]] = msgspec.field(default_factory=dict)
    largest: int = 0
    together: int = 0

    def add(self, process: Run, seconds: Mapping[str, float]) -> None:
        """Adds a round."""
        self.whole.append(process.seconds)
        self.cpu.append(process.cpu)
        self.largest = max(self.largest, process.largest)
        self.together = max(self.together, process.together)
        for stage, value in seconds.items():
            self.stages.setdefault(stage, []).append(value)


class Check(Struct, kw_only=True):
    """One figure of ours beside a peer's, and how far they may differ."""

    contest: str
    documents: int
    tool: str
    figure: str
    ours: float
    theirs: float
    allowed: float = ALIKE

    @property
    def equal(self) -> bool:
        """Whether they agree."""
        return abs(self.ours - self.theirs) <= self.allowed


class Length(Struct):
    """Seconds for one document of so many tokens: the whole process, and of CPU time the counting of each task."""

    tokens: int
    whole: float
    tasks: dict[str, float]


class Results(Struct):
    """All that was measured."""

    timings: list[Timing] = msgspec.field(default_factory=list)
    checks: list[Check] = msgspec.field(default_factory=list)
    lengths: list[Length] = msgspec.field(default_factory=list)

    def timing(self, contest: str, documents: int, tool: str = OURS) -> Timing | None:
        """Returns the rounds of a tool in a contest at a size; None if there was none."""
        wanted = (contest, documents, tool)
        return next((t for t in self.timings if (t.contest, t.documents, t.tool) == wanted), None)


def rounds_at(documents: int) -> int:
    """Returns how many rounds a size has unless another number is asked for: many where they are short."""
    return 3 if documents <= 100 else 2 if documents <= 1_000 else 1


def measure(sizes: Sequence[int], lengths: Sequence[int], folder: Path, *, rounds: int | None, tell: Tell) -> Results:
    """Generates data of each size in a folder, runs every contest on them, and takes them away again."""
    results = Results()
    for documents in sizes:
        data = folder / f"documents-{documents}"
        tell(f"{documents} documents: generating")
        write(data, documents, processes=os.cpu_count() or 1)
        for contest in CONTESTS:
            if documents <= contest.most:
                tell(f"{documents} documents: {contest.name}")
                compete(contest, data, documents, rounds or rounds_at(documents), results)
        shutil.rmtree(data)
    for tokens in lengths:
        tell(f"one document of {tokens} tokens")
        data = folder / f"tokens-{tokens}"
        write(data, 1, tokens=tokens)
        whole = min(run(ALL_TASKS.command(data)).seconds for _ in range(3))
        answer = _answer(run(["-m", "speed.alone", "lengths", str(data)]).output)
        results.lengths.append(Length(tokens, whole, answer.seconds))
        shutil.rmtree(data)
    return results


def compete(contest: Contest, data: Path, documents: int, rounds: int, results: Results) -> None:
    """Runs a contest on a set of data so many times, each time ours first and then the peers."""
    ours = Timing(contest=contest.name, documents=documents, tool=OURS)
    rivals = [
        (peer, Timing(contest=contest.name, documents=documents, tool=peer.name))
        for peer in contest.peers
        if documents <= peer.most
    ]
    checks: dict[tuple[str, str], Check] = {}
    for _ in range(rounds):
        process = run(contest.command(data))
        alone = {}
        if documents <= contest.most_alone:
            alone = {"score": _answer(run(["-m", "speed.alone", contest.name, str(data)]).output).seconds["score"]}
        ours.add(process, alone)
        figures = our_figures(contest, json.loads(process.output))
        for peer, timing in rivals:
            process = run(["-m", "speed.peers", peer.program, str(data), str(contest.resamples)])
            answer = _answer(process.output)
            timing.add(process, answer.seconds)
            for check in compared(contest, peer, documents, figures, answer.figures):
                checks[check.tool, check.figure] = check
    results.timings += [ours, *(timing for _, timing in rivals)]
    results.checks += checks.values()
    if any(peer.allowed is as_drawn for peer, _ in rivals) and documents <= MOST_PLAIN:
        plain = Peer("plain loop, our draws", "", ("strict.f1", "low", "high"), MOST_PLAIN)
        results.checks += compared(contest, plain, documents, figures, plain_interval(data))


def our_figures(contest: Contest, printed: dict[str, Any]) -> dict[str, float]:
    """Returns the figures of a contest's task from what our command printed."""
    if len(contest.predicted) == 2:
        return {"p": printed[contest.task]["pairs"][0]["p_randomisation"]}
    scored = printed["tasks"][contest.task]
    ends = dict(zip(("low", "high"), scored["interval"] or (), strict=False))
    return {**scored["numbers"], **ends}


def compared(
    contest: Contest, peer: Peer, documents: int, ours: Mapping[str, float], theirs: Mapping[str, float]
) -> list[Check]:
    """Returns our figures beside a peer's."""
    allowed = peer.allowed(theirs, contest.resamples)
    return [
        Check(
            contest=contest.name,
            documents=documents,
            tool=peer.name,
            figure=name,
            ours=ours[name],
            theirs=theirs[name],
            allowed=allowed.get(name, ALIKE),
        )
        for name in peer.figures
    ]


def plain_interval(data: Path) -> dict[str, float]:
    """Returns strict F1 with its interval by a loop over the same resamples, each summed and divided by itself."""
    counts = peers.strict_counts(peers.read(data, "gold_entities"), peers.read(data, "flat"))
    draws = document_weights(len(counts), seed=1, resamples=RESAMPLES)
    values = [peers.f1(weights @ counts) for chunk in draws for weights in chunk]
    low, high = np.percentile(values, [2.5, 97.5])
    return {"strict.f1": float(peers.f1(counts.sum(axis=0))), "low": float(low), "high": float(high)}


def _answer(output: bytes) -> Answer:
    return msgspec.json.decode(output, type=Answer)
