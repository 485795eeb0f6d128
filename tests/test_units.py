"""The cutter of the companion texts: each sentence, heading and footer line a unit, corrections where it errs."""

import importlib.util
import sys
from typing import Any

import pytest

from conftest import ROOT
from onrecord.records import encode
from onrecord.store import checkout

PLAN = ROOT / "corpus" / "plan"
STORE = checkout(ROOT)


@pytest.fixture(scope="module", name="cutting")
def _cutting() -> Any:
    return load("units")


def load(name: str) -> Any:
    """Returns a program of the plan as a module."""
    spec = importlib.util.spec_from_file_location(name, PLAN / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


CASES = (
    "A heading without a stop|By Ana Ruiz",
    "The ferry left. / It was late.",
    "“We will go. / We will win,” she said. / Nobody laughed.",
    "‘Who pays?’ the mayor asked. / ‘Who pays?’ / Nobody knew.",
    "“Who pays?” Ruiz of Port Elder wrote. / The answer came late.",
    "Mr. Ruiz met Dr. J. P. Olsvik of the U.S. Coast Guard on Sept. 12 at 7 p.m. Monday. / They talked.",
    "It closed at 5 p.m. / The crowd left.",
    "The firm, Harbour Inc., sued. / Its rival, Quay Co., did not.",
    "Item No. 7 failed. / No. / It passed.",
    "1. The first point stands. / It holds.",
    "• Bring boots. / • Bring rope.".replace(" / ", "|"),
    "He waited … and left. / He waited ... / Then he left.",
    "The quay is shut! / Why? / (Nobody says.) / It rained.",
    "The rate rose 3.5 percent. / “3.5 is too much,” she said.",
)


@pytest.mark.parametrize("case", CASES)
def test_units_are_sentences_and_lines(cutting: Any, case: str) -> None:
    """Units are what stands between the bars (new lines) and strokes (new sentences)."""
    text = case.replace("|", "\n\n").replace(" / ", " ")
    expected = [unit for line in case.split("|") for unit in line.split(" / ")]
    assert [text[start:end] for start, end in cutting.cut(text)] == expected


def test_corrections_join_and_cut(cutting: Any) -> None:
    """A correction cuts where no program would, or joins what was torn; one that fits nowhere is refused."""
    text = "The vote was at 5 p.m. Ruiz won.No one cheered."
    cut = [text[start:end] for start, end in cutting.cut(text, ["5 p.m.¦Ruiz won", "Ruiz won.¦No one"])]
    assert cut == ["The vote was at 5 p.m.", "Ruiz won.", "No one cheered."]
    torn = "He lives at St Ann. Road is long."
    assert len(cutting.cut(torn)) == 2
    assert cutting.cut(torn, ["Ann.~Road"]) == [(0, len(torn))]
    with pytest.raises(ValueError, match="0 times"):
        cutting.cut(text, ["no¦where"])


@pytest.mark.parametrize("split", [split for split in STORE.splits() if split != "article"])
def test_the_corpus_is_what_the_plan_builds(split: str) -> None:
    """The rows of a split are built from plan, articles, targets and cuts, to the byte."""
    load("units")
    built = b"".join(encode(row) for row in load("build").documents(split))
    assert built == STORE.documents_file(split).read_bytes()
