"""How far two annotation passes agree: the same tasks, one pass as gold and the other as prediction, and alpha.

What comes out is the self-consistency of the annotators, and no measure of truth. Every figure is the same whichever of
the two is called the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.cases import Case, Side
from onrecord.layers import LAYERS, WORTHS, Document, Record
from onrecord.numbers import nominal_alpha
from onrecord.report import numbers_of
from onrecord.tasks import TASKS

_SHOWN: dict[str, tuple[str, ...]] = {
    "entities": ("strict.f1", "exact.f1", "type.f1", "b3.f1", "ceafe.f1", "lea.f1"),
    "quotes": ("content.f1", "exact.f1", "characters.f1", "type_accuracy", "cue.f1", "source.f1"),
    "attribution": ("f1",),
    "claims": ("spans.f1", "unit.f1", "claimant_accuracy"),
}
"""The numbers that say something of two equals; the others take one side for the truth."""


class Agreement(Struct, frozen=True):
    """Numbers by task, and for each closed grid of labels its alpha, share of equal cells, and how many those are.

    ``speaker_accuracy`` is 2·agreements over the sum of two counts, the paired quotations to which the first pass gives
    a speaker and those to which the second does: so neither pass is taken for the truth.
    """

    documents: int
    numbers: dict[str, dict[str, float | None]]
    grids: dict[str, Grid]


class Grid(Struct, frozen=True):
    """Agreement over cells that both passes fill: Krippendorff's alpha (nominal), share of equal cells, cells."""

    alpha: float | None
    equal: float | None
    cells: int


def agree(documents: Sequence[Document], first: dict[str, Record], second: dict[str, Record]) -> Agreement:
    """Returns how far two passes over the same documents agree.

    Holders are joined as predicted entities are with gold ones. A holder that only one pass has in its grid counts as
    `silent` in the other.
    """
    cases = [Case(document, first[document.id], second[document.id]) for document in documents]
    layers = frozenset(LAYERS)
    numbers = {}
    for task in TASKS["text"]:
        if task.name in _SHOWN:
            found = numbers_of(task, task.table(cases), layers)
            numbers[task.name] = {key: found[key] for key in _SHOWN[task.name]}
    numbers["attribution"]["speaker_accuracy"] = _speaker_accuracy(cases)
    stances = [
        cell
        for case, document in zip(cases, documents, strict=True)
        for cell in _stance_cells(case, first[document.id], second[document.id])
    ]
    worths = [
        cell for case in cases for cell in zip(_unit_labels(case.gold), _unit_labels(case.predicted), strict=True)
    ]
    return Agreement(len(documents), numbers, {"stance": _grid(stances), "unit worth": _grid(worths)})


def _speaker_accuracy(cases: Sequence[Case]) -> float | None:
    speakers = [
        (case, case.gold.quotes[g].speaker, case.predicted.quotes[p].speaker)
        for case in cases
        for g, p in case.quote_pairs
    ]
    given = sum((first is not None) + (second is not None) for _, first, second in speakers)
    return 2 * sum(case.same_speaker(first, second) for case, first, second in speakers) / given if given else None


def _stance_cells(case: Case, first: Record, second: Record) -> list[tuple[str, str]]:
    ours = {(stance.holder, stance.target): str(stance.label) for stance in first.stances or ()}
    theirs = {}
    for stance in second.stances or ():
        # A holder that stands for none of the first pass's keeps an id that none of those has.
        holder = None if stance.holder is None else case.stands_for.get(stance.holder, f"second/{stance.holder}")
        theirs[holder, stance.target] = str(stance.label)
    cells = sorted({*ours, *theirs}, key=lambda cell: (cell[0] or "", cell[1]))
    return [(ours.get(cell, "silent"), theirs.get(cell, "silent")) for cell in cells]


def _unit_labels(side: Side) -> list[str]:
    labels = ["none"] * len(side.document.units)
    for unit, claims in side.unit_claims.items():
        worths = {side.claims[index].worth for index in claims}
        labels[unit] = next(worth for worth in WORTHS if worth in worths)
    return labels


def _grid(cells: Sequence[tuple[str, str]]) -> Grid:
    equal = sum(first == second for first, second in cells) / len(cells) if cells else None
    return Grid(nominal_alpha(cells), equal, len(cells))
