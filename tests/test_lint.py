"""Lint tells what looks wrong in gold, each rule in a case of its own, and says nothing of gold that is right."""

import hashlib
from pathlib import Path

import pytest

from conftest import ROOT, run_cli
from conftest import document as corpus_row
from onrecord import compile_inline
from onrecord.layers import CANARY, Document, Target
from onrecord.lint import Waiver, read_waivers, suspicions, unwaived
from onrecord.records import own_gold_problems
from onrecord.shapes import Problem
from onrecord.store import checkout

UNITS = (
    "Mayor Ana Ruiz said on Monday that the levy “will ruin us”.",
    "“It will not,” the clerk said, and Ruiz asked who pays.",
    "The levy brought in $40 in March, Ruiz’s aide wrote.",
)
HEAD = "doc d1\nt1 the levy\n\n"
RIGHT = f"""{HEAD}1| {UNITS[0]}
  e1 Ana Ruiz
  e2 Monday
  q1 source Mayor Ana Ruiz
  q1 cue said
  q1 content the levy “will ruin us”
  e1/t1 the levy “will ruin us”
  c1 Mayor Ana Ruiz
2| {UNITS[1]}
  e1 Ruiz
  e3 clerk
  q2 source the clerk
  q2 cue said
  q2 content It will not
  q3 source Ruiz
  q3 cue asked
  q3 content who pays
  e3/t1 It will not
3| {UNITS[2]}
  e4 $40
  e5 March
  e1 Ruiz
  e6 aide
  q4 source Ruiz’s aide
  q4 cue wrote
  q4 content The levy brought in $40 in March
  e6/t1 The levy brought in $40
  c2 The levy brought in $40 in March

entities
e1 PERSON Ana Ruiz
e2 DATE Monday
e3 person clerk
e4 MONEY $40
e5 DATE March
e6 person aide

quotes
q1 mixed e1
q2 direct e3
q3 indirect e1
q4 indirect e6

stances
e1 t1 against
e3 t1 favor
e6 t1 neutral
- t1 neutral

claims
c1 factual record - title
c2 check-worthy quantity e6 q4
"""


def row() -> Document:
    """Returns the document of the cases."""
    text = " ".join(UNITS)
    cuts, at = [], 0
    for unit in UNITS:
        cuts.append((at, at + len(unit)))
        at += len(unit) + 1
    return Document(
        id="d1",
        split="test",
        title=None,
        genre="local news",
        topic="local budgets",
        outlet=None,
        date=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        canary=CANARY,
        units=tuple(cuts),
        targets=(Target("t1", "the levy"),),
    )


def suspected(source: str, *, passes: bool = False) -> list[Problem]:
    """Returns the suspicions of a record that keeps every rule of the format."""
    record = compile_inline(source, row())
    assert not list(own_gold_problems(record, row(), passes=passes))
    return list(suspicions(record, row(), passes=passes))


def changed(*changes: tuple[str, str]) -> str:
    """Returns the right annotation with lines changed."""
    source = RIGHT
    for before, after in changes:
        assert source.count(before) == 1, before
        source = source.replace(before, after)
    return source


def test_right_gold_is_not_suspected() -> None:
    """The annotation from which all cases depart is clean, as a pass too."""
    assert suspected(RIGHT) == suspected(RIGHT, passes=True) == []


CASES: dict[str, tuple[str, tuple[tuple[str, str], ...], str]] = {
    "a name left out": (
        "unmarked-name",
        (("2| “It will not,” the clerk said, and Ruiz asked who pays.\n  e1 Ruiz\n", "2| " + UNITS[1] + "\n"),),
        "'Ruiz'",
    ),
    "a sum left out": ("unmarked-value", (("  e4 $40\n", ""), ("e4 MONEY $40\n", "")), "'$40'"),
    "a weekday left out": ("unmarked-value", (("  e2 Monday\n", ""), ("e2 DATE Monday\n", "")), "'Monday'"),
    "a title in a name": (
        "name-edge",
        (("  e1 Ana Ruiz\n", "  e1 Mayor Ana Ruiz\n"), ("e1 PERSON Ana", "e1 PERSON Mayor Ana")),
        "title",
    ),
    "a possessive in a name": ("name-edge", (("  e5 March\n  e1 Ruiz\n", "  e5 March\n  e1 Ruiz’s\n"),), "possessive"),
    "a name that nobody bears": ("entity-name", (("e1 PERSON Ana Ruiz", "e1 PERSON Ana B. Ruiz"),), "Ana B. Ruiz"),
    "one name, two entities": (
        "entity-twice",
        (
            ("  e5 March\n  e1 Ruiz\n", "  e5 March\n  e7 Ruiz\n"),
            ("e6 person aide\n", "e6 person aide\ne7 ORG Ruiz\n"),
            ("e1 PERSON Ana Ruiz", "e1 PERSON Ruiz"),
        ),
        "e7 ORG",
    ),
    "a nominal without use": (
        "idle-nominal",
        (("  e4 $40\n", "  e7 levy\n  e4 $40\n"), ("e6 person aide\n", "e6 person aide\ne7 document levy\n")),
        "'levy' (e7)",
    ),
    "direct without marks": ("quote-marks", (("q3 indirect e1", "q3 direct e1"),), "q3 'who pays'"),
    "indirect with marks": ("quote-marks", (("q1 mixed e1", "q1 indirect e1"),), "holds marks"),
    "mixed without marks": ("quote-marks", (("q4 indirect e6", "q4 mixed e6"),), "holds no mark"),
    "outer marks inside": (
        "content-edge",
        (("q2 content It will not\n", "q2 content “It will not,”\n"),),
        "outer marks",
    ),
    "a complementiser inside": (
        "content-edge",
        (("q1 content the levy", "q1 content that the levy"),),
        "complementiser",
    ),
    "a long cue": ("cue-words", (("q1 cue said\n", "q1 cue said on Monday that the\n"),), "smallest"),
    "a source of nobody": ("source-speaker", (("q3 indirect e1", "q3 indirect -"),), "no speaker"),
    "a source of somebody else": ("source-speaker", (("q3 indirect e1", "q3 indirect e3"),), "holds no mention"),
    "a quotation inside another": (
        "no-parent",
        (
            ("q1 content the levy “will ruin us”\n", "q1 content the levy “will ruin us”\n  q5 content will ruin us\n"),
            ("q4 indirect e6\n", "q4 indirect e6\nq5 direct e1\n"),
        ),
        "q5",
    ),
    "a side without evidence": ("stance-evidence", (("  e1/t1 the levy “will ruin us”\n", ""),), "e1/t1"),
    "neutral without evidence": ("stance-evidence", (("  e6/t1 The levy brought in $40\n", ""),), "e6/t1"),
    "a value as holder": (
        "stance-holder",
        (("- t1 neutral\n", "e2 t1 neutral\n"), ("  e2 Monday\n", "  e2 Monday\n  e2/t1 Monday\n")),
        "'Monday'",
    ),
    "a connective inside": (
        "claim-edge",
        (("  e3 clerk\n", "  e3 clerk\n  c3 and Ruiz asked who pays\n"), ("c2 check", "c3 factual other -\nc2 check")),
        "connective",
    ),
    "attribution inside": (
        "claim-edge",
        (("  c2 The levy brought in $40 in March\n", "  c2 The levy >> aide wrote\n"),),
        "'wrote'",
    ),
    "a title claim of nobody": (
        "title-claim",
        (("  c1 Mayor Ana Ruiz\n", ""), ("  e3 clerk\n", "  e3 clerk\n  c1 the clerk\n")),
        "no person",
    ),
    "two title claims": (
        "title-claim",
        (("  e3 clerk\n", "  e3 clerk\n  c3 Ruiz\n"), ("c2 check", "c3 factual record - title\nc2 check")),
        "e1 has",
    ),
    "claims that cross": (
        "claim-overlap",
        (
            ("  e3 clerk\n", "  e3 clerk\n  c3 the clerk said, and Ruiz\n  c4 and Ruiz asked who pays\n"),
            ("c2 check", "c3 factual other -\nc4 factual other -\nc2 check"),
        ),
        "c3 and c4",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_looks_wrong_is_told(case: str) -> None:
    """Each change of the right annotation is told by its rule, with the words concerned."""
    rule, changes, words = CASES[case]
    found = suspected(changed(*changes))
    assert any(told == rule and words in message for _, told, message in found), found


def test_a_question_is_no_claim() -> None:
    """A claim that ends in a question mark is told."""
    text = "“Who pays?” she asked."
    document = Document(
        id="d1", split="test", title=None, genre="local news", topic="housing", outlet=None, date=None, text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(), canary=CANARY, units=((0, len(text)),), targets=(),
    )  # fmt: skip
    source = f"doc d1\n\n1| {text}\n  c1 Who pays?\n\nentities\n\nquotes\n\nstances\n\nclaims\nc1 factual other -\n"
    assert "claim-question" in {rule for _, rule, _ in suspicions(compile_inline(source, document), document)}


def test_a_pass_decides_every_cell() -> None:
    """A pass without a row for a speaker or for the article's own voice is told, and so is evidence for silence."""
    missing = changed(("e3 t1 favor\n", ""), ("  e3/t1 It will not\n", ""), ("- t1 neutral\n", ""))
    told = [message for _, rule, message in suspected(missing, passes=True) if rule == "stance-grid"]
    assert told == ["-/t1 has no row (S-3)", "e3/t1 has no row (S-3)"]
    assert [rule for _, rule, _ in suspected(changed(("e3 t1 favor", "e3 t1 silent")), passes=True)] == [
        "stance-evidence"
    ]


def test_waivers_cover_what_they_name_and_nothing_else(tmp_path: Path) -> None:
    """A waiver takes one suspicion away; one that covers none is told itself."""
    path = tmp_path / "waivers.toml"
    path.write_text('[[waiver]]\ndocument = "d1"\nrule = "cue-words"\nwords = "as it were"\nwhy = "an idiom"\n')
    (waiver,) = read_waivers(path)
    assert waiver == Waiver("d1", "cue-words", "as it were", "an idiom")
    problem = ("quotes[0].cue", "cue-words", "q1 'said, as it were, once': the smallest span")
    assert list(unwaived([("d1", problem)], [waiver])) == []
    assert list(unwaived([("d2", problem)], [waiver])) == [
        ("d2", problem),
        ("d1", ("waivers.toml", "idle-waiver", "no cue-words with 'as it were' is found; drop it")),
    ]
    assert read_waivers(tmp_path / "none.toml") == ()


@pytest.mark.parametrize("words", ["[[waiver]]\ndocument = 'd1'\n", "no toml", "[[waiver]]\nx = 1\n", "other = 1\n"])
def test_broken_waivers_are_told(words: str, tmp_path: Path) -> None:
    """A file of waivers that cannot be meant is one clear message and exit code 4."""
    for folder in ("corpus", "annotations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "annotations" / "waivers.toml").write_text(words)
    (tmp_path / "annotations" / "MANIFEST.json").write_text("{}")
    told = run_cli("data", "lint", "--root", tmp_path)
    assert (told.code, "the waivers cannot be read" in told.err) == (4, True)


def test_the_data_are_clean() -> None:
    """Nothing looks wrong in the gold that no waiver covers, and no waiver is idle."""
    told = run_cli("data", "lint", "--root", ROOT)
    assert told.code == 0, told.out
    assert all(waiver.why for waiver in read_waivers(checkout(ROOT).annotations / "waivers.toml"))


def test_lint_fails_on_a_suspicion(tmp_path: Path) -> None:
    """A suspicion in the gold is printed, and the exit code is 1."""
    from conftest import gold, write_rows

    for folder in ("corpus", "annotations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "annotations" / "MANIFEST.json").write_text("{}")
    write_rows(tmp_path / "corpus" / "test.jsonl", [corpus_row("d1")])
    record = gold("d1")
    record["entities"] = [entity for entity in record["entities"] if entity["id"] != "e2"]
    write_rows(tmp_path / "annotations" / "test.jsonl", [record])
    told = run_cli("data", "lint", "--root", tmp_path)
    assert (told.code, "[unmarked-value]" in told.out) == (1, True)
