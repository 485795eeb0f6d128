"""The command line: help, exit codes, own gold, verify on changed data, JSON keys, closed pipes, what is imported."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from conftest import ROOT, Own, compact, document, gold, run_cli, run_process, write_rows
from onrecord.layers import LAYERS
from onrecord.store import checkout
from onrecord.tasks import TASKS
from onrecord.version import VERSION

DOC_ID = "ice-deportation-order"
VERBS = [
    [],
    ["run"],
    ["data"],
    ["data", "verify"],
    ["data", "lint"],
    ["data", "leaks"],
    ["data", "stats"],
    ["data", "show"],
    ["data", "compile"],
    ["data", "decompile"],
    ["predict"],
    ["inputs"],
    ["validate"],
    ["score"],
    ["errors"],
    ["compare"],
    ["agreement"],
    ["export"],
    ["import"],
]


@pytest.fixture(scope="session")
def predictions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the floor `majority` predicts for the article."""
    path = tmp_path_factory.mktemp("predictions") / "majority.jsonl"
    assert run_cli("predict", "majority", "--split", "article", "-o", path).code == 0
    return path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout's data, to be changed."""
    root = tmp_path / "checkout"
    for name in ("corpus", "annotations"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    return root


# Help


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: " ".join(verb) or "onrecord")
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help(verb: list[str], flag: str) -> None:
    """Every verb explains itself."""
    result = run_cli(*verb, flag)
    assert (0, "") == (result.code, result.err)
    assert result.out.startswith("Usage: onrecord")


def test_every_verb_is_here() -> None:
    """The list above is that of the command line."""
    from onrecord.cli import cli
    from onrecord.cli.data import data

    found = [
        [],
        *([name] for name in cli.list_commands(click.Context(cli))),
        *(["data", name] for name in data.commands),
    ]
    assert sorted(found) == sorted(VERBS)


def test_version() -> None:
    """`--version` prints the version."""
    result = run_cli("--version")
    assert (0, True) == (result.code, VERSION in result.out)


def test_every_option_is_explained() -> None:
    """No option of a verb stands in its help without a word on it, but for those that say it all."""
    from onrecord.cli import cli
    from onrecord.cli.data import data

    evident = {"split", "seed", "help"}
    context = click.Context(cli)
    verbs = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    commands = {**verbs, **data.commands}
    silent = [
        f"{name} --{option.name}"
        for name, command in commands.items()
        for option in command.params
        if option.param_type_name == "option" and not getattr(option, "help", None) and option.name not in evident
    ]
    assert [] == silent


# Usage


USAGE = [
    ("an unknown verb", ["frobnicate"]),
    ("an unknown option", ["score", "{p}", "--frobnicate"]),
    ("an unknown split", ["score", "{p}", "--split", "dev"]),
    ("an unknown track", ["score", "{p}", "--track", "gold"]),
    ("no predictions", ["score"]),
    ("no predictions to validate", ["validate"]),
    ("predictions that are not there", ["score", "no-such-file.jsonl"]),
    ("predictions that are a folder", ["score", "{folder}"]),
    ("a track that there is none of", ["score", "{p}", "--track", "words"]),
    ("a system that cannot predict the track", ["predict", "lookup", "--split", "article", "-o", "{out}"]),
    ("rules in the track given", ["predict", "rules", "--track", "given", "--split", "article", "-o", "{out}"]),
    ("one run to compare", ["compare", "{p}"]),
    ("a run named twice", ["compare", "{p}", "{p}"]),
    ("a pass that is not stored", ["agreement", "--split", "article", "--first", "no-such-file"]),
    ("gold without corpus: score", ["score", "{p}", "--gold", "{gold}"]),
    ("gold without corpus: validate", ["validate", "{p}", "--gold", "{gold}"]),
    ("gold without corpus: errors", ["errors", "{p}", "--gold", "{gold}"]),
    ("corpus without gold", ["score", "{p}", "--corpus", "{corpus}"]),
    ("a split and files", ["score", "{p}", "--gold", "{gold}", "--corpus", "{corpus}", "--split", "article"]),
    ("gold that is not there", ["score", "{p}", "--gold", "no-such-file", "--corpus", "{corpus}"]),
    ("an unknown slice", ["score", "{p}", "--slices", "genre,colour"]),
    ("a seed below 0", ["score", "{p}", "--seed", "-1"]),
    ("a seed beyond 32 bits", ["score", "{p}", "--seed", str(2**32)]),
    ("a seed that is no number", ["run", "--seed", "x"]),
    ("an unknown layer", ["errors", "{p}", "--layer", "unit_scores"]),
    ("no output", ["predict", "majority", "--split", "article"]),
    ("neither split nor inputs", ["predict", "majority", "-o", "{out}"]),
    ("both split and inputs", ["predict", "majority", "--split", "article", "--inputs", "{p}", "-o", "{out}"]),
    ("an unknown system", ["predict", "nosuchsystem", "--split", "article", "-o", "{out}"]),
    ("an unknown system to run", ["run", "--system", "nosuchsystem"]),
    ("an option without a value", ["predict", "majority", "--split", "article", "-o", "{out}", "--option", "x"]),
    ("an option without a key", ["predict", "majority", "--split", "article", "-o", "{out}", "--option", "=x"]),
    (
        "an option twice",
        [
            "predict",
            "majority",
            "--split",
            "article",
            "-o",
            "{out}",
            "--option",
            "a=1",
            "--option",
            "a=2",
        ],
    ),
    (
        "an option that the system does not know",
        [
            "predict",
            "majority",
            "--split",
            "article",
            "-o",
            "{out}",
            "--option",
            "a=1",
        ],
    ),
    ("an unknown document", ["data", "show", "no-such-document"]),
    ("a root that is not there", ["data", "verify", "--root", "no-such-folder"]),
]


@pytest.mark.parametrize("arguments", [pytest.param(arguments, id=name) for name, arguments in USAGE])
def test_usage_errors(arguments: list[str], predictions: Path, own: Own, tmp_path: Path) -> None:
    """A call that cannot be meant leaves with exit code 2, says why, and writes nothing."""
    names = {
        "p": predictions,
        "folder": tmp_path,
        "out": tmp_path / "out.jsonl",
        "gold": own.gold,
        "corpus": own.corpus,
    }
    result = run_cli(*(argument.format(**names) for argument in arguments))
    assert (2, "") == (result.code, result.out)
    assert result.err.strip()
    assert "Traceback" not in result.err
    assert [] == list(tmp_path.iterdir())


MISSING = [
    ["score", "{p}", "--split", "test"],
    ["validate", "{p}", "--split", "train"],
    ["errors", "{p}", "--split", "validation"],
    ["predict", "majority", "--split", "test", "-o", "{out}"],
    ["inputs", "--split", "test", "-o", "{out}"],
    ["run", "--split", "test", "--system", "majority"],
    ["data", "show", DOC_ID, "--split", "test", "--root", "{copy}"],
    ["data", "compile", "--split", "test", "--root", "{copy}"],
    ["data", "compile", "--split", "test", "--check", "--root", "{copy}"],
    ["data", "decompile", "--split", "test", "--root", "{copy}"],
    ["data", "verify", "--root", "{folder}"],
]


@pytest.mark.parametrize("arguments", MISSING, ids=lambda arguments: " ".join(arguments[:3]))
def test_missing_data(arguments: list[str], predictions: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data that are not there leave with exit code 4 and one line, whichever verb asks for them."""
    from onrecord.store import checkout

    for path in [*(copy / "corpus").glob("*.jsonl"), *(copy / "annotations").rglob("*.jsonl")]:
        if not path.name.startswith("article."):
            path.unlink()
    for module in ("data", "options", "predict", "run"):
        # This checkout may have the other splits; the copy has not.
        monkeypatch.setattr(import_module(f"onrecord.cli.{module}"), "installed", lambda: checkout(copy))
    (copy.parent / "empty").mkdir()
    names = {"p": predictions, "out": copy.parent / "out.jsonl", "copy": copy, "folder": copy.parent / "empty"}
    result = run_cli(*(argument.format(**names) for argument in arguments))
    assert (4, "") == (result.code, result.out), result
    assert 1 == len(result.err.splitlines())
    assert not (copy.parent / "out.jsonl").exists()


# Gold and corpus of one's own


def test_own_gold_against_itself(own: Own) -> None:
    """Gold scored against itself is right in all that it holds, and its signature says that the data are one's own."""
    result = run_cli("score", own.gold, *own.options, "--json")
    report = json.loads(result.out)
    assert (0, "") == (result.code, result.err)
    assert (3, "own", "text") == (report["documents"], report["split"], report["track"])
    for task in report["tasks"].values():
        assert 1 == task["headline"]
        assert "|data:own+" in task["signature"]
    assert [] == json.loads(run_cli("errors", own.gold, *own.options, "--json").out)


BROKEN_OWN: list[tuple[str, str, Callable[[dict[str, Any]], object], str]] = [
    ("a changed text", "corpus", lambda row: row.update(text=row["text"] + "!"), "text-hash"),
    ("a missing key in a document", "corpus", lambda row: row.pop("canary"), "missing-key"),
    ("an unknown genre", "corpus", lambda row: row.update(genre="gossip"), "label"),
    ("a missing layer in gold", "gold", lambda row: row.pop("claims"), "missing-key"),
    ("an untrimmed span in gold", "gold", lambda row: row["quotes"][0]["cue"].update(end=20, text="said "), "trimming"),
    ("a wrong word in gold", "gold", lambda row: row["quotes"][0]["cue"].update(text="says"), "span-text"),
    ("another document in gold", "gold", lambda row: row.update(doc_id="d9"), "unknown-doc"),
]


@pytest.mark.parametrize("verb", ["score", "validate", "errors"])
@pytest.mark.parametrize(("file", "change", "rule"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN_OWN])
def test_faults_in_own_files(
    verb: str, file: str, change: Callable[[dict[str, Any]], object], rule: str, own: Own, tmp_path: Path
) -> None:
    """Faults in files given by --gold or --corpus exit with 3 and name the file and its line."""
    row = document("d2") if file == "corpus" else gold("d2")
    change(row)
    make = document if file == "corpus" else gold
    path = write_rows(tmp_path / f"{file}.jsonl", [make("d1"), row, make("d3")])
    files = {"corpus": own.corpus, "gold": own.gold, file: path}
    result = run_cli(verb, own.gold, "--corpus", files["corpus"], "--gold", files["gold"])
    assert (3, "") == (result.code, result.out)
    assert f"{path}:2" in result.err
    assert f"[{rule}]" in result.err


def test_faults_in_installed_data(copy: Path, predictions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same faults in installed data exit with 4."""
    from onrecord.cli import options
    from onrecord.store import checkout

    path = copy / "annotations" / "article.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"start":10,', b'"start":11,', 1))
    monkeypatch.setattr(options, "installed", lambda: checkout(copy))
    result = run_cli("score", predictions)
    assert (4, True) == (result.code, f"{path}:1" in result.err)


# data


DATA_FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in (
        "corpus/*.jsonl",
        "corpus/*.txt",
        "annotations/*.*l",
        "annotations/passes/*",
        "annotations/inline/article/*",
    )
    for path in ROOT.glob(pattern)
)


def test_verify_on_an_unchanged_copy(copy: Path) -> None:
    """What is as the manifest says passes."""
    result = run_cli("data", "verify", "--root", copy)
    assert (0, "") == (result.code, result.err)
    assert "article: 1 documents" in result.out


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize("how", ["changed", "missing", "longer"])
def test_verify_tells_a_changed_file(name: str, how: str, copy: Path) -> None:
    """One byte changed, one byte more, or the file gone: exit code 4, and the file is named."""
    path = copy / name
    data = bytearray(path.read_bytes())
    if how == "missing":
        path.unlink()
    else:
        if how == "changed":
            data[len(data) // 2] ^= 1
        else:
            data += b"\n"
        path.write_bytes(data)
    result = run_cli("data", "verify", "--root", copy)
    assert (4, "") == (result.code, result.out)
    assert f"{name}: {'missing' if how == 'missing' else 'changed'}" in result.err
    assert 1 == len(result.err.splitlines())


MANIFESTS: list[tuple[str, Callable[[Path], object]]] = [
    ("is gone", lambda path: path.unlink()),
    ("is empty", lambda path: path.write_bytes(b"")),
    ("is cut off", lambda path: path.write_bytes(path.read_bytes()[:-5])),
    ("is not UTF-8", lambda path: path.write_bytes(b'{"a\xff": "b"}')),
    ("holds a list", lambda path: path.write_bytes(b"[]")),
    ("holds numbers", lambda path: path.write_bytes(b'{"corpus/article.jsonl": 1}')),
    ("lists nothing", lambda path: path.write_bytes(b"{}")),
    (
        "has another digest",
        lambda path: path.write_bytes(path.read_bytes().replace(b'"4', b'"5').replace(b'"7', b'"8')),
    ),
    (
        "lists a file too many",
        lambda path: path.write_bytes(path.read_bytes().replace(b"{", b'{"corpus/x.jsonl":"0",', 1)),
    ),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in MANIFESTS])
def test_verify_with_a_changed_manifest(change: Callable[[Path], object], copy: Path) -> None:
    """A manifest that does not fit is told as well."""
    change(copy / "annotations" / "MANIFEST.json")
    result = run_cli("data", "verify", "--root", copy)
    assert (4, "") == (result.code, result.out)
    assert "Traceback" not in result.err


def test_verify_tells_a_file_too_many(copy: Path) -> None:
    """A data file that the manifest does not list is told."""
    (copy / "corpus" / "extra.jsonl").write_text("{}\n")
    result = run_cli("data", "verify", "--root", copy)
    assert (4, True) == (result.code, "corpus/extra.jsonl: not in the manifest" in result.err)


def test_verify_checks_the_rules_too(copy: Path) -> None:
    """A manifest that was renewed over broken data does not hide them."""
    from onrecord.store import checkout

    path = copy / "annotations" / "article.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"start":10,', b'"start":11,', 1))
    manifest = json.dumps(checkout(copy).manifest())
    (copy / "annotations" / "MANIFEST.json").write_text(manifest)
    result = run_cli("data", "verify", "--root", copy)
    assert (4, True) == (result.code, f"{path}:1" in result.err)


def test_the_checkout_around_the_working_folder(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --root the checkout is that around the working folder, and outside of one there is nothing to write."""
    monkeypatch.chdir(copy / "annotations" / "inline")
    assert 0 == run_cli("data", "verify").code
    (copy / "corpus" / "article.jsonl").write_bytes(b"{}\n")
    assert 4 == run_cli("data", "verify").code
    monkeypatch.chdir(copy.parent)
    assert 0 == run_cli("data", "verify").code
    assert 2 == run_cli("data", "compile").code
    assert 2 == run_cli("data", "decompile").code


def test_show() -> None:
    """`data show` prints the text, its names, quotations, claims and stances."""
    result = run_cli("data", "show", DOC_ID, "--root", ROOT)
    assert (0, "") == (result.code, result.err)
    for words in ("President Donald Trump has ordered", "Marisol Vázquez", "check-worthy", "● c2", "stance favor"):
        assert words in result.out
    assert "\x1b" not in result.out


def test_stats() -> None:
    """`data stats` counts every split, as a table and as JSON."""
    result = run_cli("data", "stats", "--json", "--root", ROOT)
    counts = json.loads(result.out)
    assert (0, "") == (result.code, result.err)
    assert (1, 9, 28) == tuple(counts["article"][name] for name in ("documents", "quotations", "units"))
    assert all(isinstance(count, int) for numbers in counts.values() for count in numbers.values())
    table = run_cli("data", "stats", "--root", ROOT)
    assert (0, True) == (table.code, "quotations" in table.out)


def inline_file(root: Path) -> Path:
    """Returns the article's annotation in the inline notation."""
    return root / "annotations" / "inline" / "article" / f"{DOC_ID}.txt"


def test_compile_changes_nothing_stored(copy: Path) -> None:
    """What is stored is what compiling gives."""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert 0 == run_cli("data", "compile", "--check", "--root", copy).code
    assert 0 == run_cli("data", "compile", "--root", copy).code
    assert before == {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}


def test_compile_after_an_edit(copy: Path) -> None:
    """An edit of the notation fails the check, is compiled, passes the check, and comes back by decompiling."""
    path = inline_file(copy)
    stored = path.read_text(encoding="utf-8")
    edited = stored.replace("c3 check-worthy record -", "c3 factual record -")
    assert edited != stored
    path.write_text(edited, encoding="utf-8")
    gold_file = copy / "annotations" / "article.jsonl"
    before = gold_file.read_bytes()
    check = run_cli("data", "compile", "--check", "--root", copy)
    assert (1, "", True) == (check.code, check.out, "annotations/article.jsonl" in check.err)
    assert before == gold_file.read_bytes()
    assert 4 == run_cli("data", "verify", "--root", copy).code
    assert 0 == run_cli("data", "compile", "--root", copy).code
    assert before != gold_file.read_bytes()
    assert 0 == run_cli("data", "compile", "--check", "--root", copy).code
    assert 0 == run_cli("data", "verify", "--root", copy).code
    path.unlink()
    assert 0 == run_cli("data", "decompile", "--root", copy).code
    assert edited == path.read_text(encoding="utf-8")


BAD_EDITS = [
    ("words that are not there", "  e3 Monday\n", "  e3 Tuesday\n", 3, ":16"),
    ("a changed unit", "| The directive, confirmed", "| The order, confirmed", 3, ":13"),
    (
        "a rule of gold",
        "  q1 cue say\n",
        "  q1 cue say \n",
        3,
        "ice-deportation-order.txt doc=ice-deportation-order quotes[0].cue: [trimming]",
    ),
]


@pytest.mark.parametrize(("before", "after", "code", "where"), [pytest.param(*row[1:], id=row[0]) for row in BAD_EDITS])
def test_compile_of_a_bad_edit(before: str, after: str, code: int, where: str, copy: Path) -> None:
    """A fault is told with its place and nothing is written."""
    path = inline_file(copy)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    files = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    result = run_cli("data", "compile", "--root", copy)
    assert (code, "", True) == (result.code, result.out, where in result.err), result
    assert files == {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}


def test_compile_counts_every_fault(copy: Path) -> None:
    """Of fifty faults twenty are told and thirty counted, in the notation as elsewhere."""
    path = inline_file(copy)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nentities\n", "  e1 nobody at all\n" * 50 + "\nentities\n"), encoding="utf-8")
    result = run_cli("data", "compile", "--root", copy)
    assert (3, 21) == (result.code, len(result.err.splitlines()))
    assert "and 30 more of this rule" in result.err


def test_compile_makes_the_first_gold_of_a_split(copy: Path) -> None:
    """A split that has texts and notation, but no gold yet, is compiled; else no split could ever begin."""
    path = copy / "annotations" / "article.jsonl"
    before = path.read_bytes()
    path.unlink()
    check = run_cli("data", "compile", "--check", "--root", copy)
    assert (1, False) == (check.code, path.exists()), check
    assert 0 == run_cli("data", "compile", "--root", copy).code
    assert before == path.read_bytes()


@pytest.mark.parametrize("what", ["gone", "not UTF-8"])
def test_compile_without_notation(what: str, copy: Path) -> None:
    """A document without readable notation is missing data."""
    path = inline_file(copy)
    path.unlink() if what == "gone" else path.write_bytes(b"doc \xff\n")
    result = run_cli("data", "compile", "--root", copy)
    assert (4, True) == (result.code, path.name in result.err)


# predict, inputs, run


def test_inputs_hold_the_document_alone(tmp_path: Path) -> None:
    """What a system may see is the corpus row, and predicting from it is predicting the split."""
    path = tmp_path / "inputs.jsonl"
    assert 0 == run_cli("inputs", "--split", "article", "-o", path).code
    (line,) = path.read_bytes().splitlines()
    corpus = (ROOT / "corpus" / "article.jsonl").read_bytes().rstrip(b"\n")
    assert b'{"document":' + corpus + b',"given":null}' == line
    for name, chosen in (("a", ["--inputs", path]), ("b", ["--split", "article"])):
        assert 0 == run_cli("predict", "random", *chosen, "-o", tmp_path / name, "--seed", "7").code
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        pytest.param(b"{}", "missing-key", id="empty"),
        pytest.param(b"{", "json", id="cut off"),
        pytest.param(compact(document("d1")), "unknown-key", id="a corpus row"),
        pytest.param(compact({"document": {**document("d1"), "text": "x"}}), "text-hash", id="a changed text"),
        pytest.param(compact({"document": document("d1"), "given": []}), "type", id="a list given"),
    ],
)
def test_broken_inputs(line: bytes, rule: str, tmp_path: Path) -> None:
    """A broken file of inputs is refused with its place, and nothing is predicted."""
    path = write_rows(tmp_path / "inputs.jsonl", [line])
    result = run_cli("predict", "majority", "--inputs", path, "-o", tmp_path / "out.jsonl")
    assert 3 == result.code
    assert f"{path}:1" in result.err
    assert f"[{rule}]" in result.err
    assert [path] == list(tmp_path.iterdir())


def test_run() -> None:
    """`run` prints a board, and with --json a report for each system; the same seed, the same digits."""
    board = run_cli("run", "--system", "majority", "--system", "random", "--system", "majority")
    assert (0, "") == (board.code, board.err)
    assert all(name in board.out for name in ("majority", "random", "entities", "record"))
    reports = [run_cli("run", "--json", "--system", "majority", "--system", "random").out for _ in range(2)]
    assert reports[0] == reports[1]
    found = json.loads(reports[0])
    assert ["majority", "random", "second pass"] == list(found)
    assert [task.name for task in TASKS["text"]] == list(found["random"]["tasks"])
    seeds = [json.loads(run_cli("run", "--json", "--system", "random", "--seed", seed).out) for seed in ("1", "2")]
    assert seeds[0]["random"]["tasks"]["entities"]["numbers"] != seeds[1]["random"]["tasks"]["entities"]["numbers"]


@pytest.mark.parametrize("split", [split for split in checkout(ROOT).splits() if split != "train"])
def test_the_second_pass_stands_on_the_board(split: str) -> None:
    """Its figures are those of `agreement`: the second pass against the first, not against the adjudicated gold."""
    found = json.loads(run_cli("run", "--json", "--system", "majority", "--split", split).out)["second pass"]
    agreed = json.loads(run_cli("agreement", "--json", "--split", split).out)["numbers"]
    for task, key in (
        ("entities", "strict.f1"),
        ("quotes", "content.f1"),
        ("attribution", "f1"),
        ("claims", "spans.f1"),
    ):
        assert found["tasks"][task]["numbers"][key] == pytest.approx(agreed[task][key], abs=1e-9)
    assert "second pass" in run_cli("run", "--system", "majority", "--split", split).out
    given = json.loads(run_cli("run", "--json", "--system", "majority", "--split", split, "--track", "given").out)
    assert ["majority"] == list(given), "annotators were not given what that track gives"


# score, validate, errors


def test_score_json_has_the_stated_keys(predictions: Path) -> None:
    """`score --json` holds exactly what the design states; numbers are flat, each a number or null."""
    result = run_cli("score", predictions, "--split", "article", "--json")
    assert (0, "") == (result.code, result.err)
    report = json.loads(result.out)
    assert {"documents", "split", "track", "tasks", "coverage"} == set(report)
    assert (1, "article", "text") == (report["documents"], report["split"], report["track"])
    assert ["entities", "quotes", "attribution", "stance", "claims", "record"] == list(report["tasks"])
    for name, task in report["tasks"].items():
        assert {"signature", "headline", "interval", "numbers"} == set(task)
        assert task["signature"].startswith(f"onrecord|{name}:")
        assert task["interval"] is None
        assert task["numbers"]
        for key, value in task["numbers"].items():
            assert isinstance(key, str)
            assert value is None or type(value) in (int, float)
    assert {"records", "layers"} == set(report["coverage"])
    assert report == json.loads(run_cli("score", predictions, "--json").out)


def test_score_with_slices(predictions: Path) -> None:
    """Slices come beside the rest, and change nothing in it."""
    plain = json.loads(run_cli("score", predictions, "--json").out)
    sliced = json.loads(run_cli("score", predictions, "--json", "--slices", "genre,topic").out)
    slices = sliced.pop("slices")
    assert plain == sliced
    assert {"genre": ["analysis"], "topic": ["immigration"]} == {name: list(part) for name, part in slices.items()}


def test_layers_that_are_not_submitted(own: Own, tmp_path: Path) -> None:
    """A layer that no record has is not scored, and it is said so."""
    path = write_rows(tmp_path / "p.jsonl", [{"doc_id": "d1", "entities": gold("d1")["entities"]}])
    report = json.loads(run_cli("score", path, *own.options, "--json").out)
    assert {"entities"} == {name for name, task in report["tasks"].items() if task["headline"] is not None}
    for name, task in report["tasks"].items():
        assert (name == "entities") == any(value is not None for value in task["numbers"].values())
    assert {"records": 1, "layers": {"entities": 1}} == report["coverage"]
    told = run_cli("score", path, *own.options).out
    assert "not submitted, so not scored: quotes" in told
    assert "2 of 3 documents have no record" in told


def test_validate(predictions: Path, own: Own) -> None:
    """`validate` says what a valid file holds."""
    result = run_cli("validate", predictions)
    assert (0, "") == (result.code, result.err)
    assert f"{predictions}: valid; 1 of 1 documents" in result.out
    assert "3 of 3 documents" in run_cli("validate", own.gold, *own.options).out


def test_errors_json(predictions: Path) -> None:
    """`errors --json` is a list of places, and --layer takes those of one layer out of it."""
    result = run_cli("errors", predictions, "--json")
    found = json.loads(result.out)
    assert (0, "") == (result.code, result.err)
    keys = {"doc_id", "layer", "kind", "start", "end", "gold", "predicted", "item", "rule", "lost_by"}
    assert all(keys == set(item) for item in found)
    assert {"missed", "spurious", "boundary", "label", "wrong speaker"} >= {item["kind"] for item in found}
    parts = [json.loads(run_cli("errors", predictions, "--json", "--layer", layer).out) for layer in LAYERS]
    assert sorted(map(json.dumps, found)) == sorted(json.dumps(item) for part in parts for item in part)
    assert all(item["doc_id"] == DOC_ID for item in found)


# Processes


VERBOSE = [
    ["errors", "{p}"],
    ["errors", "{p}", "--json"],
    ["score", "{p}", "--all"],
    ["score", "{p}", "--json"],
    ["data", "show", DOC_ID],
    ["validate", "--schema"],
    ["--help"],
]


@pytest.mark.parametrize("arguments", VERBOSE, ids=" ".join)
def test_a_closed_pipe(arguments: list[str], predictions: Path) -> None:
    """The reader of the output has left, as `head` does: no traceback, and no error of ours."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from onrecord.cli import main; main()"]
            + [argument.format(p=predictions) for argument in arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (0, b"") == (done.returncode, done.stderr)


HEAVY = ("torch", "transformers", "datasets", "scipy", "sklearn", "pandas")


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("import onrecord", id="import"),
        pytest.param(
            "import onrecord; [getattr(onrecord, name) for name in dir(onrecord) if name != 'load']", id="face"
        ),
        pytest.param("from onrecord.cli import main; main(['score', '{p}'])", id="score"),
        pytest.param("from onrecord.cli import main; main(['score', '{p}', '--json', '--all'])", id="score --json"),
        pytest.param("from onrecord.cli import main; main(['errors', '{p}'])", id="errors"),
        pytest.param("from onrecord.cli import main; main(['data', 'verify'])", id="data verify"),
        pytest.param("from onrecord.cli import main; main(['run', '--system', 'majority'])", id="run"),
    ],
)
def test_what_is_not_loaded(program: str, predictions: Path) -> None:
    """Neither the face nor the verbs load what is heavy."""
    script = (
        "import sys\ntry:\n    exec(sys.argv[1])\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, program.replace("{p}", str(predictions))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (0, "[]") == (done.returncode, done.stderr.strip())


def environments() -> Iterator[Any]:
    """Yields settings of the standard streams that users have."""
    yield pytest.param({"PYTHONIOENCODING": "ascii"}, id="ASCII")
    yield pytest.param({"PYTHONIOENCODING": "cp1252"}, id="Windows, Western")
    yield pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="C locale")


@pytest.mark.parametrize("settings", list(environments()))
@pytest.mark.parametrize("arguments", [["errors", "{p}"], ["data", "show", DOC_ID]], ids=lambda arguments: arguments[0])
def test_poor_terminals(settings: dict[str, str], arguments: list[str], predictions: Path) -> None:
    """A terminal that cannot show a character gets another one in its place, not a traceback."""
    result = subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import main; main()"]
        + [argument.format(p=predictions) for argument in arguments],
        capture_output=True,
        env={**os.environ, **settings},
        check=False,
        timeout=60,
    )
    assert (0, b"") == (result.returncode, result.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    "arguments", [["errors", "{p}"], ["score", "{p}", "--json"]], ids=lambda arguments: arguments[0]
)
def test_a_full_disk(arguments: list[str], predictions: Path) -> None:
    """Output that cannot be written is told in a line."""
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-c", "from onrecord.cli import main; main()"]
            + [argument.format(p=predictions) for argument in arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert result.returncode != 0
    assert b"Traceback" not in result.stderr


def test_the_installed_script() -> None:
    """The console script is the same command line."""
    result = run_process("--version")
    assert (0, f"onrecord, version {VERSION}\n", "") == result
