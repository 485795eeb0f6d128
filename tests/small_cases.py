"""Small documents and records for tests that speak of spans, clusters, labels and units, and of nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from onrecord.cases import Case
from onrecord.counts import Task
from onrecord.layers import CANARY, Claim, Document, Entity, EntityType, Form, Mention, Record, Target, Worth

Typed = tuple[int, int, EntityType]
"""The start and end of a mention and its type."""

Numbers = dict[str, float | None]

VALUES = frozenset({"DATE", "MONEY", "PERCENT", "CARDINAL"})
"""The types whose mentions are values; those of the others are names."""


def document(
    units: Sequence[tuple[int, int]] = ((0, 28),), doc_id: str = "d", text: str = "abcdefghij klmnopqrst uvwxyz"
) -> Document:
    """Returns a document of nonsense with two targets, t1 and t2."""
    return Document(
        id=doc_id,
        split="test",
        title=None,
        genre="wire report",
        topic="health",
        outlet=None,
        date=None,
        text=text,
        sha256="",
        canary=CANARY,
        units=tuple(units),
        targets=(Target("t1", "a thing"), Target("t2", "another thing")),
    )


def long_document(doc_id: str, length: int) -> Document:
    """Returns a document of one unit with a text of some length."""
    return document(((0, length),), doc_id, "x" * length)


def names(spans: Iterable[Typed], doc_id: str = "d") -> Record:
    """Returns a record with an entity for each (start, end, type)."""
    return Record(
        doc_id,
        entities=tuple(
            Entity(
                id=f"e{number}",
                type=kind,
                mentions=(Mention(start=start, end=end, form="value" if kind in VALUES else "name"),),
            )
            for number, (start, end, kind) in enumerate(spans)
        ),
    )


def clusters(members: Iterable[Iterable[int]], doc_id: str = "d", form: Form = "name") -> Record:
    """Returns a record with an entity for each cluster, whose mentions are single characters at the offsets given."""
    return Record(
        doc_id,
        entities=tuple(
            Entity(
                id=f"e{number}",
                type="PERSON",
                mentions=tuple(Mention(start=start, end=start + 1, form=form) for start in sorted(cluster)),
            )
            for number, cluster in enumerate(members)
        ),
    )


def claims(units: Sequence[tuple[int, int]], worths: Mapping[int, Worth], doc_id: str = "d") -> Record:
    """Returns a record with a claim over each of some units, by their indices, of the worth given."""
    return Record(
        doc_id,
        claims=tuple(
            Claim(id=f"c{unit}", start=units[unit][0], end=units[unit][1], worth=worth, kind="event")
            for unit, worth in worths.items()
        ),
    )


def numbers_of(task: Task, cases: Sequence[Case]) -> Numbers:
    """Returns the numbers of a task over all cases, None where undefined."""
    found = task.numbers(task.table(cases).sums())
    return {key: None if math.isnan(float(value)) else float(value) for key, value in found.items()}


def assert_close(expected: Mapping[str, float | None], actual: Numbers, tolerance: float, what: object) -> None:
    """Asserts that the numbers expected are among ours: null where null is expected, else equal to the tolerance."""
    for key, value in expected.items():
        found = actual[key]
        close = found is value is None or (found is not None and value is not None and abs(found - value) <= tolerance)
        assert close, f"{key} is {found} instead of {value} in {what}"
