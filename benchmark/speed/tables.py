"""Turns what was measured into Markdown: the table beside the peers, growth, memory, lengths, equality and reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np

from speed.answers import STAGES
from speed.contests import CONTESTS
from speed.measure import OURS, Results, Timing

NONE = "–"
GROWTH = 1.1
"""The exponent up to which growth is called linear: caches lose a little as data grow."""

_ENTITIES, _INTERVALS = CONTESTS[0].name, "all tasks, intervals of 10,000 resamples"


def tables(results: Results, sizes: Sequence[int]) -> str:
    """Returns all tables, each under a heading."""
    parts = (
        ("Reach", reach(results)),
        ("Beside its peers", beside(results, sizes)),
        ("Growth with documents", growth(results, sizes)),
        ("Memory", memory(results, sizes)),
        ("Growth with the length of one document", lengths(results)),
        ("Equality of figures", equality(results)),
    )
    return "\n\n".join(f"### {title}\n\n{table}" for title, table in parts)


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """Returns a Markdown table, its first columns, those of words, to the left and the others to the right."""
    lines = [head, ["---"] * words + ["---:"] * (len(head) - words), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def digits(value: float) -> str:
    """Returns a number with three significant digits and no exponent."""
    magnitude = int(f"{value:.2e}".partition("e")[2])
    return f"{value:,.{max(0, 2 - magnitude)}f}"


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float | None:
    """Returns the slope of log seconds over log size by least squares; None with fewer than two sizes."""
    if len(sizes) < 2:
        return None
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def beside(results: Results, sizes: Sequence[int]) -> str:
    """Returns a row for each contest, size and tool; ratios are of medians, over ours."""
    rows = []
    for contest in CONTESTS:
        for documents in sizes:
            ours = results.timing(contest.name, documents)
            if ours is None:
                continue
            for tool in (OURS, *(peer.name for peer in contest.peers)):
                timing = results.timing(contest.name, documents, tool)
                rows.append([contest.name, tool, f"{documents:,}", *_cells(timing, ours)])
    head = ["work", "tool", "documents", "whole process, s", "CPU, s", *(f"{stage}, s" for stage in STAGES)]
    return markdown([*head, "whole ÷ ours", "score ÷ ours"], rows, words=2)


def _cells(timing: Timing | None, ours: Timing) -> list[str]:
    if timing is None:
        return [NONE] * (4 + len(STAGES))
    stages = [_seconds(timing.stages.get(stage)) for stage in STAGES]
    ratios = (_ratio(timing.whole, ours.whole), _ratio(timing.stages.get("score"), ours.stages.get("score")))
    shown = [NONE if timing is ours or ratio is None else digits(ratio) for ratio in ratios]
    return [_seconds(timing.whole), digits(median(timing.cpu)), *stages, *shown]


def _seconds(values: Sequence[float] | None) -> str:
    """Returns the least and the median of some rounds, or the one round."""
    if not values:
        return NONE
    return digits(values[0]) if len(values) == 1 else f"{digits(min(values))} / {digits(median(values))}"


def _ratio(theirs: Sequence[float] | None, ours: Sequence[float] | None) -> float | None:
    return median(theirs) / median(ours) if theirs and ours else None


def growth(results: Results, sizes: Sequence[int]) -> str:
    """Returns our milliseconds a document at each size, and the exponents of a fit of all and of the last two."""
    rows = []
    for contest in CONTESTS:
        for what in ("whole", "score"):
            found = _medians(results, contest.name, what, sizes)
            cells = [digits(1000 * found[size] / size) if size in found else NONE for size in sizes]
            fits = (_fit(found), _fit(dict(list(found.items())[-2:])))
            rows.append([contest.name, what, *cells, *(NONE if fit is None else f"{fit:.2f}" for fit in fits)])
    head = ["work", "what", *(f"{size:,}: ms a document" for size in sizes)]
    return markdown([*head, "exponent", "exponent of the last two"], rows, words=2)


def _medians(results: Results, contest: str, what: str, sizes: Sequence[int]) -> dict[int, float]:
    found = {}
    for size in sizes:
        timing = results.timing(contest, size)
        values = None if timing is None else timing.whole if what == "whole" else timing.stages.get(what)
        if values:
            found[size] = median(values)
    return found


def _fit(found: dict[int, float]) -> float | None:
    return exponent(list(found), list(found.values()))


def memory(results: Results, sizes: Sequence[int]) -> str:
    """Returns our peak memory in each contest of all tasks."""
    rows = []
    for contest in CONTESTS:
        for documents in sizes:
            timing = results.timing(contest.name, documents)
            if timing is not None and not contest.peers:
                cells = [f"{value / 1e6:,.0f}" for value in (timing.largest, timing.together)]
                rows.append([contest.name, f"{documents:,}", *cells])
    return markdown(["work", "documents", "largest process, MB", "all processes, MB"], rows)


def lengths(results: Results) -> str:
    """Returns what one document costs by its tokens, and the exponents."""
    found = results.lengths
    if not found:
        return NONE
    tasks = list(found[0].tasks)
    rows = [
        [f"{one.tokens:,}", digits(one.whole), *(digits(1000 * one.tasks[task]) for task in tasks)] for one in found
    ]
    for name, some in (("exponent", found), ("exponent of the last two", found[-2:])):
        fits = [_fit({one.tokens: one.tasks[task] for one in some}) for task in tasks]
        rows.append([name, NONE, *(NONE if fit is None else f"{fit:.2f}" for fit in fits)])
    return markdown(["tokens", "whole process, s", *(f"{task}, ms" for task in tasks)], rows)


def equality(results: Results) -> str:
    """Returns for each peer and contest how far the figures differ at most, over all sizes."""
    groups: dict[tuple[str, str], list[tuple[float, float, bool, str, int]]] = {}
    for check in results.checks:
        item = (abs(check.ours - check.theirs), check.allowed, check.equal, check.figure, check.documents)
        groups.setdefault((check.contest, check.tool), []).append(item)
    rows = []
    for (contest, tool), items in groups.items():
        farthest = max(items, key=lambda item: item[0] / item[1])
        names = ", ".join(dict.fromkeys(item[3] for item in items))
        sizes = ", ".join(f"{size:,}" for size in dict.fromkeys(item[4] for item in items))
        verdict = "equal" if all(item[2] for item in items) else "DIFFERENT"
        rows.append([contest, tool, names, sizes, f"{farthest[0]:.1e}", f"{farthest[1]:.1e}", verdict])
    head = ["work", "peer", "figures", "documents", "farthest difference", "allowed there", "verdict"]
    return markdown(head, rows, words=4)


def reach(results: Results) -> str:
    """Returns what was to be reached beside what was measured."""
    ours, theirs = (results.timing(_ENTITIES, 10_000, tool) for tool in (OURS, "nervaluate"))
    ratio = None if ours is None or theirs is None else _ratio(theirs.whole, ours.whole)
    seconds = _medians(results, _INTERVALS, "whole", (1_000, 10_000, 100_000))
    largest = results.timing(_INTERVALS, 100_000)
    memory = None if largest is None else largest.together / 1e9
    last = {size: value for size, value in seconds.items() if size > 1_000}
    rows = [
        _reached("entities of 10,000 documents, whole process: nervaluate ÷ ours", "≥", 25, ratio),
        _reached("all tasks of 1,000 documents with 10,000 resamples, s", "<", 3, seconds.get(1_000)),
        _reached("the same of 100,000 documents, memory of all processes, GB", "<", 1.5, memory),
        _reached("the same, exponent from 10,000 to 100,000 documents", "≤", GROWTH, _fit(last)),
    ]
    for task in ("quotes", "claims", "record"):
        found = {one.tokens: one.tasks[task] for one in results.lengths[-2:]}
        rows.append(_reached(f"{task}, exponent in the length of a document", "≤", GROWTH, _fit(found)))
    return markdown(["what", "wanted", "measured", "verdict"], rows)


def _reached(what: str, sign: str, bound: float, value: float | None) -> list[str]:
    if value is None:
        return [what, f"{sign} {bound}", NONE, "not measured"]
    good = {"≥": value >= bound, "≤": value <= bound, "<": value < bound}[sign]
    return [what, f"{sign} {bound}", digits(value), "reached" if good else "missed"]
