"""Says which rule of a system made or lost what differs from the gold; the system itself is asked for its trace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from onrecord.differences import Difference
from onrecord.faults import UsageError
from onrecord.foreign import shown
from onrecord.layers import Input, Record
from onrecord.records import encode
from onrecord.running import predict_records
from onrecord.systems import System, strangers_code

Trace = dict[str, str]

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
        made = None if difference.item is None else trace.get(difference.item)
        lost = _lost(difference, trace) if difference.kind == "missed" else None
        found.append(replace(difference, rule=made, lost_by=lost))
    return found


def _trace(system: System, name: str, item: Input, predicted: Record | None) -> Trace:
    """Returns the system's trace of one document, after a look whether the prediction is what the system says today."""
    if predicted is None:
        return {}
    (record,) = predict_records(system, [item], name=name)
    if encode(record) != encode(predicted):
        doc_id = shown(item.document.id, 80)
        raise UsageError(f"{doc_id}: {name} predicts something else today; predict again, then ask for the errors")
    with strangers_code(lambda words: UsageError(f"{name}: its trace cannot be read: {words}")):
        said = system.trace(item)  # type: ignore[attr-defined]  # a system may have it; see System
        trace = {key: rule for key, rule in dict(said).items() if isinstance(key, str) and isinstance(rule, str)}
        whole = len(trace) == len(said)
    if not whole:
        raise UsageError(f"{name}: its trace must give names of rules by the ids of what they made")
    return {key: rule[:_LONGEST_RULE] for key, rule in trace.items()}


def _lost(difference: Difference, trace: Trace) -> str | None:
    """Returns the rule that left out what shares most characters with a missed item."""
    best, rule = 0, None
    for key, words in trace.items():
        found = _LEFT_OUT.fullmatch(key)
        if found and found[1] == difference.layer:
            shared = min(difference.end, int(found[3])) - max(difference.start, int(found[2]))
            if shared > best:
                best, rule = shared, words
    return rule
