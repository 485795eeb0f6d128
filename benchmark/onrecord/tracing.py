"""Says which rule of a system made or lost what differs from the gold; the system itself is asked for its trace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.differences import Difference
from onrecord.faults import UsageError
from onrecord.foreign import shown
from onrecord.layers import Input, Record
from onrecord.records import encode
from onrecord.running import predict_records
from onrecord.systems import System, strangers_code


class LeftOut(NamedTuple):
    """A place of the text that a rule saw and made nothing of."""

    layer: str
    start: int
    end: int
    rule: str


class Trace(NamedTuple):
    """What a system says of one document: the rule of each predicted item by its id, and what it left out."""

    made: dict[str, str]
    left_out: list[LeftOut]


_LEFT_OUT = re.compile(r"(\w+):(\d{1,9})-(\d{1,9})")
_LONGEST_RULE = 200


def with_rules(
    differences: Iterable[Difference],
    system: System,
    name: str,
    inputs: Mapping[str, Input],
    records: Mapping[str, Record],
) -> list[Difference]:
    """Returns the differences, each with the rule that made the predicted item or, where none is, that lost the gold's.

    ``inputs`` and ``records`` are those of each document by its id; the records are what the system predicted.

    Raises:
        UsageError: the system has no trace, predicts other records than these, or its trace cannot be read.
        OnrecordError: as ``predict_records``.
    """
    if not callable(getattr(system, "trace", None)):
        raise UsageError(f"{name} has no trace: it does not say which of its rules makes what")
    traces: dict[str, Trace] = {}
    found = []
    for difference in differences:
        doc_id = difference.doc_id
        if doc_id not in traces:
            traces[doc_id] = _trace(system, name, inputs[doc_id], records.get(doc_id))
        trace = traces[doc_id]
        made = None if difference.item is None else trace.made.get(difference.item)
        lost = _lost(difference, trace.left_out) if difference.kind == "missed" else None
        found.append(replace(difference, rule=made, lost_by=lost))
    return found


def _trace(system: System, name: str, item: Input, predicted: Record | None) -> Trace:
    """Returns the system's trace of one document, after a look whether the prediction is what the system says today."""
    if predicted is None:
        return Trace({}, [])
    (record,) = predict_records(system, [item], name=name)
    if encode(record) != encode(predicted):
        doc_id = shown(item.document.id, 80)
        raise UsageError(f"{doc_id}: {name} predicts something else today; predict again, then ask for the errors")
    with strangers_code(lambda words: UsageError(f"{name}: its trace cannot be read: {words}")):
        said = system.trace(item)  # type: ignore[attr-defined]  # a system may have it; see System
        rules = {key: rule for key, rule in dict(said).items() if isinstance(key, str) and isinstance(rule, str)}
        whole = len(rules) == len(said)
    if not whole:
        raise UsageError(f"{name}: its trace must give names of rules by the ids of what they made")
    made = {key: rule[:_LONGEST_RULE] for key, rule in rules.items()}
    places = [(_LEFT_OUT.fullmatch(key), rule) for key, rule in made.items()]
    return Trace(made, [LeftOut(at[1], int(at[2]), int(at[3]), rule) for at, rule in places if at])


def _lost(difference: Difference, left_out: Iterable[LeftOut]) -> str | None:
    """Returns the rule that left out what shares most characters with a missed item."""
    best, rule = 0, None
    for place in left_out:
        shared = min(difference.end, place.end) - max(difference.start, place.start)
        if place.layer == difference.layer and shared > best:
            best, rule = shared, place.rule
    return rule
