"""What a stranger's system, file or text may try: each try ends in one clear message with the right exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import onrecord
from conftest import Own, Told, document, run_cli, run_process, write_rows
from onrecord import Claim, Entity, Input, InvalidRecords, Record, UsageError, make_system, systems
from onrecord.checks import id_problems
from onrecord.records import read_documents

HOSTILE = '''
"""A system that is hostile in the way that the environment says."""
import asyncio, os, sys
from onrecord import *

MODE = os.environ["HOSTILE"]
LOOP = []
LOOP.append(LOOP)
CARD = dict(title="Hostile", authors=("Nobody",), licence="CC0-1.0", link="", kind="other")


class Silent(Exception):
    def __str__(self):
        raise ValueError("not even this")


class Refusal(UsageError):
    exit_code = 0

    def __str__(self):
        raise SystemExit(0)


class Success(OnrecordError):
    exit_code = 0


class Odd:
    def __repr__(self):
        raise ValueError("no")


ERRORS = {
    "a generator's end": GeneratorExit("x"),
    "a cancelled task": asyncio.CancelledError("x"),
    "an error without words": Silent(),
    "a refusal without words": Refusal(),
    "a success": Success("x"),
    "a full disk": OSError(28, "No space left on device"),
    "a closed pipe": BrokenPipeError(32, "Broken pipe"),
    "an exit": SystemExit(0),
}
CARDS = {
    "an object": {"title": object()},
    "a number": {"title": 5},
    "a surrogate": {"title": "\\ud800"},
    "a loop": {"authors": LOOP},
    "another kind": {"kind": "oracle"},
}
TRACKS = {
    "null": None,
    "a string": "text",
    "a number": 5,
    "another track": ("words",),
    "no track": (),
    "a list in a list": [["text"]],
    "what cannot be shown": [Odd()],
}


class System:
    @property
    def card(self):
        if MODE.startswith("its card raises "):
            raise ERRORS[MODE.removeprefix("its card raises ")]
        if MODE == "its card is none":
            return None
        return Card(**{**CARD, **CARDS.get(MODE.removeprefix("its card has "), {})})

    @property
    def tracks(self):
        if MODE.startswith("its tracks raise "):
            raise ERRORS[MODE.removeprefix("its tracks raise ")]
        return TRACKS.get(MODE.removeprefix("its tracks are "), ("text", "given"))

    def predict(self, inputs):
        for item in inputs:
            name, size = item.document.id, len(item.document.units)
            if MODE.startswith("it raises "):
                raise ERRORS[MODE.removeprefix("it raises ")]
            if MODE == "its record has a loop":
                yield Record(name, claims=LOOP)
            elif MODE == "its record has an odd id":
                yield Record([name])
            elif MODE == "its scores come late":
                yield Record(name, claims=()) if name != "d3" else Record(name, unit_scores=(0.5,) * size)
            elif MODE == "its scores end":
                yield Record(name, unit_scores=(0.5,) * size) if name != "d3" else Record(name, claims=())
            elif MODE == "it prints":
                print("printed")
                os.write(1, b"written below\\n")
                os.system("echo echoed")
                sys.__stdout__.write("to the first stream\\n")
                yield Record(name, claims=())


if MODE == "it prints":
    print("at import")


def make(argument, *, seed, options):
    if MODE.startswith("make raises "):
        raise ERRORS[MODE.removeprefix("make raises ")]
    return System()
'''

ERRORS = (
    "a generator's end",
    "a cancelled task",
    "an error without words",
    "a refusal without words",
    "a success",
    "a full disk",
    "a closed pipe",
    "an exit",
)
MODES = [
    *((f"make raises {error}", 2) for error in ERRORS),
    *((f"its card raises {error}", 2) for error in ERRORS),
    *((f"its card has {what}", 2) for what in ("an object", "a number", "a surrogate", "a loop", "another kind")),
    ("its card is none", 2),
    *((f"its tracks raise {error}", 2) for error in ERRORS),
    *(
        (f"its tracks are {what}", 2)
        for what in (
            *("null", "a string", "a number", "another track", "no track", "a list in a list"),
            "what cannot be shown",
        )
    ),
    *((f"it raises {error}", 5) for error in ERRORS),
    ("its record has a loop", 3),
    ("its record has an odd id", 3),
]
MIXED = [("its scores come late", 3), ("its scores end", 3)]
NAME = "hostile_of_tests:make"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with the hostile system and inputs of three documents."""
    (tmp_path / "hostile_of_tests.py").write_text(HOSTILE, encoding="utf-8")
    write_rows(tmp_path / "inputs.jsonl", [{"document": document(f"d{number}")} for number in (1, 2, 3)])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(systems, "entry_points", cache(systems.entry_points))
    path = list(sys.path)
    yield tmp_path
    sys.path[:] = path
    sys.modules.pop("hostile_of_tests", None)


def assert_one_line(result: Told, code: int) -> None:
    """Asserts that a run ended with a code and one safe line."""
    assert (code, "") == (result.code, result.out), result
    (line,) = result.err.splitlines()
    assert line.startswith("onrecord: ")
    assert line.isprintable()
    assert "Traceback" not in line


@pytest.mark.parametrize(("mode", "code"), [pytest.param(*row, id=row[0]) for row in [*MODES, *MIXED]])
def test_predict_with_a_hostile_system(mode: str, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`predict` tells what the system did as the system's own doing, and makes no output."""
    monkeypatch.setenv("HOSTILE", mode)
    result = run_cli("predict", NAME, "--inputs", "inputs.jsonl", "-o", "p.jsonl")
    assert_one_line(result, code)
    assert "output cannot be written" not in result.err
    assert "hostile_of_tests:make" in result.err
    assert not (folder / "p.jsonl").exists()


@pytest.mark.parametrize(("mode", "code"), [pytest.param(*row, id=row[0]) for row in MODES])
@pytest.mark.usefixtures("folder")
def test_run_with_a_hostile_system(mode: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`run` does as `predict`."""
    monkeypatch.setenv("HOSTILE", mode)
    assert_one_line(run_cli("run", "--system", NAME), code)


@pytest.mark.parametrize("mode", [mode for mode, _ in MODES if not mode.startswith("make")])
@pytest.mark.usefixtures("folder")
def test_a_hostile_system_as_an_object(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In memory too, whatever the system does comes out as an error of the library's."""
    monkeypatch.setenv("HOSTILE", mode)
    monkeypatch.syspath_prepend(".")
    module = __import__("hostile_of_tests")
    with pytest.raises(onrecord.OnrecordError) as caught:
        onrecord.predict(module.System(), "article")
    assert str(caught.value)


@pytest.mark.parametrize("mode", [mode for mode, _ in MIXED])
def test_mixed_scores_after_a_break(mode: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the partial file counts as well: a resumed run is refused at the same place."""
    monkeypatch.setenv("HOSTILE", mode)
    for done in (0, 2):
        result = run_cli("predict", NAME, "--inputs", "inputs.jsonl", "-o", "p.jsonl")
        assert (3, done > 0) == (result.code, f"goes on after {done} of 3" in result.err), result
        assert "[mixed-scores]" in result.err
        assert 2 == (folder / "p.jsonl.partial").read_bytes().count(b"\n")


def test_a_partial_file_of_mixed_scores(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A partial file that is whole and mixed is not gone on with."""
    monkeypatch.setenv("HOSTILE", "its scores come late")
    assert 3 == run_cli("predict", NAME, "--inputs", "inputs.jsonl", "-o", "p.jsonl").code
    with (folder / "p.jsonl.partial").open("ab") as stream:
        stream.write(b'{"doc_id":"d3","unit_scores":[0.5,0.5]}\n')
    result = run_cli("predict", NAME, "--inputs", "inputs.jsonl", "-o", "p.jsonl")
    assert_one_line(result, 2)
    assert not (folder / "p.jsonl").exists()


@pytest.mark.parametrize("more", [["--json"], []], ids=["json", "board"])
def test_prints_of_a_system(more: list[str], folder: Path) -> None:
    """What a system prints goes to standard error, from wherever it is written; standard output is the result."""
    result = run_process("run", "--system", NAME, *more, cwd=folder, env={**os.environ, "HOSTILE": "it prints"})
    assert 0 == result.code, result
    if more:
        assert [NAME, "second pass"] == list(json.loads(result.out))
    else:
        assert result.out.startswith("onrecord leaderboard")
    for words in ("at import", "printed", "written below", "echoed", "to the first stream"):
        assert words in result.err
        assert words not in result.out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_disk_that_fills_up(folder: Path) -> None:
    """Where the predictions cannot be written on, their file is named, what is there is kept, and a run can go on."""
    assert 0 == run_cli("predict", "majority", "--inputs", "inputs.jsonl", "-o", "whole.jsonl").code
    expected = (folder / "whole.jsonl").read_bytes()
    limit = len(expected.splitlines()[0]) + 20
    script = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))\n"
        "from onrecord.cli import main\n"
        "main(['predict', 'majority', '--inputs', 'inputs.jsonl', '-o', 'p.jsonl'])"
    )
    done = subprocess.run([sys.executable, "-B", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert (5, 1) == (done.returncode, len(done.stderr.splitlines())), done.stderr
    assert "p.jsonl.partial: cannot be written: File too large" in done.stderr
    result = run_cli("predict", "majority", "--inputs", "inputs.jsonl", "-o", "p.jsonl")
    assert (0, True) == (result.code, "goes on after 1 of 3" in result.err), result
    assert expected == (folder / "p.jsonl").read_bytes()


def test_tracks_as_a_list() -> None:
    """The tracks of a system may be any list or set of theirs."""

    class Fine:
        card = onrecord.Card(title="Fine", authors=(), licence="", link="", kind="other")
        tracks = frozenset({"given", "text"})

        def predict(self, inputs: Iterable[Input]) -> Iterator[Record]:
            return (Record(item.document.id) for item in inputs)

    assert ("text", "given") == systems.tracks_of(Fine(), "fine")
    assert [Record("ice-deportation-order")] == onrecord.predict(Fine(), "article")
    assert ("given",) == systems.tracks_of(make_system("lookup"), "lookup")


@pytest.mark.parametrize("system", [None, 5, object(), Record("d1"), onrecord.Card], ids=lambda item: str(type(item)))
def test_what_is_no_system(system: object) -> None:
    """Anything else than a system is told to be none."""
    with pytest.raises(UsageError, match="no system"):
        onrecord.predict(system, "article")  # type: ignore[arg-type]


# Ids


BAD_IDS = [
    ("nothing", ""),
    ("65 characters", "x" * 65),
    ("a null", "e\x001"),
    ("a line feed", "e1\n"),
    ("a tab", "\te1"),
    ("a delete", "e\x7f1"),
    ("a control of eight bits", "e\x851"),
    ("a line separator", "e\u20281"),
    ("a paragraph separator", "e\u20291"),
    ("a right-to-left mark", "e1\u200f"),
    ("a left-to-right mark", "\u200ee1"),
    ("an Arabic letter mark", "e\u061c1"),
    ("an override", "\u202ee1"),
    ("an isolate", "\u2066e1\u2069"),
]
GOOD_IDS = ["e1", "x" * 64, "Ä 1", "ид", "実体", "😀", "a-b_c.d:e/f", "é"]


@pytest.mark.parametrize("name", [pytest.param(name, id=case) for case, name in BAD_IDS])
@pytest.mark.parametrize("place", ["entities", "quotes", "claims"])
def test_ids_that_do_not_show(name: str, place: str, own: Own, tmp_path: Path) -> None:
    """An id has 1 to 64 characters that can be seen and do not turn the line around."""
    row = {"doc_id": "d1", "entities": [], "quotes": [], "claims": []}
    item = {
        "entities": {"id": name, "mentions": []},
        "quotes": {"id": name, "content": [{"start": 0, "end": 5}]},
        "claims": {"id": name, "start": 0, "end": 5, "worth": "factual"},
    }[place]
    path = write_rows(tmp_path / "p.jsonl", [{**row, place: [item]}])
    result = run_cli("validate", path, *own.options)
    (line,) = result.err.splitlines()
    assert (3, True) == (result.code, f"{place}[0].id: [id]" in line), line
    assert line.isprintable()


@pytest.mark.parametrize("name", [pytest.param(name, id=case) for case, name in BAD_IDS])
def test_ids_of_documents_and_targets(name: str, tmp_path: Path) -> None:
    """The same binds documents and their targets."""
    row = document("d1")
    for changed, where in (
        ({**row, "id": name}, "id"),
        ({**row, "targets": [{"id": name, "text": "x"}]}, "targets[0].id"),
    ):
        with pytest.raises(InvalidRecords) as caught:
            read_documents(write_rows(tmp_path / "c.jsonl", [changed]))
        assert [(where, "id")] == [(fault.path, fault.rule) for fault in caught.value.log.faults]


@pytest.mark.parametrize("name", GOOD_IDS)
def test_ids_that_show(name: str) -> None:
    """Letters of any script, spaces and signs are no faults."""
    assert [] == list(id_problems("entities", [name]))


def test_an_id_that_is_a_surrogate() -> None:
    """What no file can hold is refused in memory too."""
    assert ["id"] == [rule for _, rule, _ in id_problems("entities", ["e\ud8001"])]


# Records in memory


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([{"doc_id": "ice-deportation-order"}], id="a dict"),
        pytest.param([None], id="none"),
        pytest.param([Record(["ice-deportation-order"])], id="a list for an id"),  # type: ignore[arg-type]
        pytest.param([Record(None)], id="no id"),  # type: ignore[arg-type]
        pytest.param([Entity(id="e1", mentions=())], id="an entity"),
    ],
)
def test_what_is_no_record(records: list[Record]) -> None:
    """What is no record is a fault, not a traceback."""
    with pytest.raises(InvalidRecords) as caught:
        onrecord.score(records)
    assert ["type"] == [fault.rule for fault in caught.value.log.faults]


def test_a_record_that_holds_itself() -> None:
    """A list inside itself cannot be written, and is told."""
    loop: list[object] = []
    loop.append(loop)
    for layers in ({"claims": loop}, {"entities": loop}, {"unit_scores": loop}):
        with pytest.raises(InvalidRecords) as caught:
            onrecord.score([Record("ice-deportation-order", **layers)])  # type: ignore[arg-type]
        assert ["type"] == [fault.rule for fault in caught.value.log.faults]


# Texts


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("x" + "\u0323" * 30 + " y", [], id="thirty marks"),
        pytest.param("x" + "\u0323" * 31 + " y", ["text-form"], id="thirty-one marks"),
        pytest.param("x" + "\u0323\u0301" * 16 + " y", ["text-form"], id="marks of two classes"),
        pytest.param(("x" + "\u0323" * 30) * 40 + " y", [], id="thirty marks, often"),
        pytest.param("y " + "\u0f71" * 31, ["text-form"], id="vowel signs"),
        pytest.param("e\u0301 y", ["text-form"], id="one mark that composes"),
        pytest.param("実" * 500, [], id="no marks"),
    ],
)
def test_runs_of_combining_marks(text: str, rules: list[str], tmp_path: Path) -> None:
    """More than thirty combining marks in a row are a fault of the text, as in Unicode's stream-safe format."""
    path = write_rows(tmp_path / "c.jsonl", [document("d1", text, [[0, len(text)]])])
    found: list[str] = []
    try:
        read_documents(path)
    except InvalidRecords as error:
        found = [fault.rule for fault in error.log.faults]
    assert rules == found


def test_a_long_run_of_marks_is_told_soon(tmp_path: Path) -> None:
    """Normalising takes time by the square of a run of marks; one of 800,000 is refused without it."""
    text = "a" + "\u0301\u0323" * 400_000
    path = write_rows(tmp_path / "c.jsonl", [document("d1", text, [[0, len(text)]])])
    begun = time.monotonic()
    with pytest.raises(InvalidRecords):
        read_documents(path)
    assert time.monotonic() - begun < 20


# The rest of a file


def test_scores_are_mixed_in_memory(own: Own) -> None:
    """The rule that all or none have unit scores binds records in memory as it binds files."""
    from onrecord.goldsets import collected, own_gold

    claims = (Claim(start=0, end=5, worth="factual"),)
    bare, scored = Record("d1", claims=claims), Record("d2", claims=claims, unit_scores=(0.1, 0.2))
    chosen = own_gold(own.corpus, own.gold)
    for records in ([bare, scored], [scored, bare]):
        with pytest.raises(InvalidRecords) as caught:
            collected(records, chosen)
        (fault,) = caught.value.log.faults
        assert ("mixed-scores", "d1", "unit_scores") == (fault.rule, fault.doc_id, fault.path)
    for good in ([bare], [scored], [bare, Record("d2", quotes=())], [scored, Record("d1", unit_scores=(0.0, 1.0))]):
        assert len(good) == len(collected(good, chosen).records)


def test_predictions_on_what_a_file_gives(own: Own, tmp_path: Path) -> None:
    """Predicting from a file of inputs of the track given is predicting the split, and gold may be scored there."""
    files = [tmp_path / name for name in ("inputs.jsonl", "a.jsonl", "b.jsonl")]
    assert 0 == run_cli("inputs", "--split", "article", "--track", "given", "-o", files[0]).code
    chosen = (["--inputs", files[0]], ["--split", "article", "--track", "given"])
    for where, path in zip(chosen, files[1:], strict=True):
        assert 0 == run_cli("predict", "lookup", *where, "-o", path).code
    assert files[1].read_bytes() == files[2].read_bytes()
    result = run_cli("score", own.gold, *own.options, "--track", "given", "--json")
    assert {1} == {task["headline"] for task in json.loads(result.out)["tasks"].values()}
