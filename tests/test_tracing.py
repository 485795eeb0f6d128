"""`onrecord errors --system`: the rule that made what is wrong, or that left out what is missed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import run_cli
from onrecord import Card, Input, Record, UsageError
from onrecord.cases import Case
from onrecord.differences import find_differences
from onrecord.layers import Quote, Span, Stance
from onrecord.tracing import with_rules
from small_cases import document, names

PAGE = document()
GOLD = replace(
    names([(0, 10, "PERSON"), (11, 21, "ORG"), (22, 28, "GPE")]),
    quotes=(
        Quote(id="q1", content=(Span(0, 10),), type="direct"),
        Quote(id="q2", content=(Span(11, 21),), type="direct"),
    ),
    stances=(),
    claims=(),
)
PREDICTED = replace(
    names([(0, 10, "ORG"), (12, 21, "ORG")]), quotes=(), stances=(Stance(None, "t1", "favor"),), claims=()
)
TRACE = {
    "e0": "a list",
    "e1": "a head word",
    "-/t1": "own voice",
    "quotes:0-3": "a coined term",
    "quotes:2-10": "marks around a name",
    "entities:11-28": "a rule of entities",
}


class Told:
    """A system that predicts the same of every document and gives a trace of it."""

    card = Card(title="Told", authors=("us",), licence="x", link="", kind="rules")

    def __init__(self, trace: object = TRACE) -> None:
        self.said = trace

    def predict(self, inputs: Iterable[Input]) -> Iterator[Record]:
        """Yields the prediction."""
        for item in inputs:
            yield replace(PREDICTED, doc_id=item.document.id)

    def trace(self, item: Input) -> Mapping[str, str]:
        """Returns what was given, or raises it."""
        assert item.document == PAGE
        if isinstance(self.said, Exception):
            raise self.said
        return self.said  # type: ignore[return-value]  # some tests give what is no trace


def told(system: object, predicted: Record = PREDICTED) -> list[tuple[str, str, int, str | None, str | None]]:
    """Returns what is told of each difference: layer, kind, start, and the two rules."""
    differences = list(find_differences(Case(PAGE, GOLD, predicted)))
    found = with_rules(differences, system, "told", {PAGE.id: Input(PAGE)}, {PAGE.id: predicted})  # type: ignore[arg-type]
    return [(item.layer, item.kind, item.start, item.rule, item.lost_by) for item in found]


def test_each_difference_has_its_rule() -> None:
    """What was predicted has the rule that made it; what is missed has that of the layer that shares most with it."""
    assert [
        ("entities", "label", 0, "a list", None),
        ("entities", "boundary", 11, "a head word", None),
        ("entities", "missed", 22, None, "a rule of entities"),
        ("quotes", "missed", 0, None, "marks around a name"),
        ("quotes", "missed", 11, None, None),
        ("stances", "spurious", 0, "own voice", None),
    ] == told(Told())


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        (ValueError("no trace today"), "its trace cannot be read: ValueError: no trace today"),
        (7, "its trace cannot be read"),
        ({"e0": 7}, "its trace must give names of rules"),
        ({7: "a list"}, "its trace must give names of rules"),
    ],
)
def test_a_trace_that_cannot_be_read_is_refused(trace: object, words: str) -> None:
    """Whatever a stranger's trace does comes out as one clear error."""
    with pytest.raises(UsageError, match=words):
        told(Told(trace))


def test_other_predictions_are_refused() -> None:
    """A trace speaks of what the system says today, so a file of other predictions is refused."""
    with pytest.raises(UsageError, match="predict again"):
        told(Told(), replace(PREDICTED, stances=()))


def test_the_rules_tell(tmp_path: Path) -> None:
    """Of each difference of the rules on the article where they predicted something the rule is told, and counted."""
    predictions = tmp_path / "p.jsonl"
    assert 0 == run_cli("predict", "rules", "--split", "article", "-o", predictions).code
    asked = ("errors", predictions, "--split", "article", "--system", "rules")
    found = json.loads(run_cli(*asked, "--json").out)
    assert found
    assert all((item["rule"] is None) == (item["item"] is None) for item in found)
    assert "rule" in run_cli(*asked).out
    refused = run_cli("errors", predictions, "--split", "article", "--system", "majority")
    assert 2 == refused.code
    assert "majority has no trace" in refused.err
