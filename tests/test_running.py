"""Runs of a system: resume after a kill, refusals, one writer at a time, systems that misbehave, whole files."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import Told, run_cli, run_process, strict_cases, write_rows
from onrecord import systems
from onrecord.layers import Input
from onrecord.records import encode, read_inputs
from onrecord.running import predict_to_file
from onrecord.systems import make_system

DOCUMENTS = 8

TOY = '''
"""A toy system, and many broken ones."""
import os, sys, time
from dataclasses import dataclass
from onrecord import *

CARD = dict(title="Toy", authors=("Nobody",), licence="CC0-1.0", link="https://example.org", kind="other")


def record(item, seed, options):
    text, start, end = item.document.text, *item.document.units[0]
    worth = "factual" if (seed + len(text) + len(options.get("colour", ""))) % 2 else "check-worthy"
    return Record(item.document.id, claims=(Claim(start=start, end=end, text=text[start:end], worth=worth),))


@dataclass
class Toy:
    seed: int
    options: dict
    title: str = "Toy"

    @property
    def card(self):
        return Card(**{**CARD, "title": os.environ.get("TOY_TITLE", "Toy")})

    def predict(self, inputs):
        for item in inputs:
            if os.environ.get("TOY_STOPS_AT") == item.document.id:
                return
            with open(os.environ.get("TOY_LOG", os.devnull), "a") as log:
                log.write(item.document.id + "\\n")
            if os.environ.get("TOY_HANGS_AT") == item.document.id:
                time.sleep(60)
            yield record(item, self.seed, self.options)


class Broken(Toy):
    """Good for two documents, then as its mode says."""

    def predict(self, inputs):
        mode = self.options["mode"]
        if mode == "raises when called":
            raise ValueError("a\\x1b[31m wrong call " + "x" * 5000)
        if mode == "returns nothing":
            return None
        if mode == "returns a list":
            return [record(item, self.seed, self.options) for item in inputs]
        return self.stream(inputs, mode)

    def stream(self, inputs, mode):
        for number, item in enumerate(inputs):
            good = record(item, self.seed, self.options)
            claim, = good.claims
            name = item.document.id
            if number < 2:
                yield good
                continue
            match mode:
                case "raises":
                    raise ValueError("of two\\nlines")
                case "raises a screen":
                    raise ValueError("\\x1b[31mred\\u202e" + "x" * 100_000)
                case "runs out of memory":
                    raise MemoryError
                case "asserts":
                    assert number < 2
                case "recurses":
                    def down(): down()
                    down()
                case "stops":
                    return
                case "raises StopIteration":
                    raise StopIteration
                case "leaves":
                    sys.exit(0)
                case "leaves with a word":
                    sys.exit("done")
                case "is interrupted":
                    raise KeyboardInterrupt
                case "refuses":
                    raise UsageError("a model is missing")
                case "wrong document":
                    yield Record("d1", claims=())
                case "swapped":
                    yield Record("d4", claims=())
                case "no record":
                    yield {"doc_id": name}
                case "None":
                    yield None
                case "out of bounds":
                    yield Record(name, claims=(Claim(start=0, end=9999, worth="factual"),))
                case "dangling":
                    yield Record(name, quotes=(Quote(id="q1", content=(Span(0, 9),), speaker="e7"),))
                case "silent":
                    yield Record(name, stances=(Stance(None, "t1", "silent"),))
                case "wrong label":
                    yield Record(name, claims=(Claim(start=claim.start, end=claim.end, worth="high"),))
                case "wrong type":
                    yield Record(name, entities=(Entity(id="e1", type="TIME", mentions=()),))
                case "null layer":
                    yield Record(name, claims=None)
                case "string offsets":
                    yield Record(name, claims=(Claim(start="0", end=5, worth="factual"),))
                case "float offsets":
                    yield Record(name, claims=(Claim(start=0.0, end=5.0, worth="factual"),))
                case "numbers for ids":
                    yield Record(name, entities=(Entity(id=1, mentions=()),))
                case "dicts":
                    yield Record(name, claims=({"start": 0, "end": 5},))
                case "surrogates":
                    yield Record(name, entities=(Entity(id="\\ud800", mentions=()),))
                case "nan":
                    yield Record(name, unit_scores=(float("nan"),) * len(item.document.units))


class Cardless:
    def predict(self, inputs):
        return iter(())


def make(argument, *, seed, options):
    if options.get("mode") == "cannot be made":
        raise OSError("no such model")
    if options.get("mode") == "has no card":
        return Cardless()
    return Broken(seed, options) if "mode" in options else Toy(seed, options)
'''


@cache
def input_lines() -> tuple[bytes, ...]:
    """Returns the inputs ``d1``, ``d2`` and so on, a line each."""
    rows = [row for seed in range(DOCUMENTS) for row, _, _ in strict_cases(seed, 1)]
    named = [replace(row, id=f"d{number}") for number, row in enumerate(rows, start=1)]
    return tuple(encode(Input(row)).rstrip(b"\n") for row in named)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with the toy system in it and a file of inputs."""
    (tmp_path / "toy_of_tests.py").write_text(TOY, encoding="utf-8")
    lines = input_lines()
    write_rows(tmp_path / "inputs.jsonl", lines)
    write_rows(tmp_path / "fewer.jsonl", lines[:-1])
    monkeypatch.chdir(tmp_path)
    # The installed systems are looked up once, not in each of hundreds of runs.
    monkeypatch.setattr(systems, "entry_points", cache(systems.entry_points))
    path = list(sys.path)
    yield tmp_path
    sys.path[:] = path
    sys.modules.pop("toy_of_tests", None)


NAME = "toy_of_tests:make"


def predict(output: str = "p.jsonl", *more: str, inputs: str = "inputs.jsonl", name: str = NAME) -> Told:
    """Runs ``onrecord predict`` in this process."""
    return run_cli("predict", name, "--inputs", inputs, "-o", output, *more)


def start(output: str, folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """Starts ``onrecord predict`` in a process of its own; it writes two records and hangs."""
    return subprocess.Popen(
        [
            *(sys.executable, "-c", "from onrecord.cli import main; main()"),
            *("predict", NAME, "--inputs", "inputs.jsonl", "-o", output, *more),
        ],
        cwd=folder,
        env={**os.environ, "TOY_HANGS_AT": "d3"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def lines_in(path: Path) -> int:
    """Returns how many whole lines a file has, 0 if there is none."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def whole_run(folder: Path, *more: str) -> bytes:
    """Returns what an uninterrupted run writes."""
    assert predict("whole.jsonl", *more).code == 0
    return (folder / "whole.jsonl").read_bytes()


def leftovers(folder: Path) -> list[str]:
    """Returns what a run left beside its output."""
    return sorted(path.name for path in folder.iterdir() if "partial" in path.name or path.name.endswith(".tmp"))


def break_off(folder: Path, after: int) -> bytes:
    """Runs the toy system so that it stops after some documents; returns the partial file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOY_STOPS_AT", f"d{after + 1}")
        assert 5 == predict().code
    return (folder / "p.jsonl.partial").read_bytes()


# A good run


def test_a_run_writes_a_record_for_each_input(folder: Path) -> None:
    """The file is there at the end, valid, and nothing beside it."""
    data = whole_run(folder)
    assert DOCUMENTS == data.count(b"\n")
    assert [] == leftovers(folder)
    assert data == whole_run(folder)


def test_a_system_may_return_a_list(folder: Path) -> None:
    """`predict` need not be a generator."""
    assert 0 == predict("p.jsonl", "--option", "mode=returns a list").code
    assert DOCUMENTS == lines_in(folder / "p.jsonl")


def test_the_output_appears_whole(folder: Path) -> None:
    """Until the last record the output is what it was before: absent, or the older file."""
    items = read_inputs(folder / "inputs.jsonl")
    target, partial = folder / "p.jsonl", folder / "p.jsonl.partial"
    for before in (None, b"an older file\n"):
        if before is not None:
            target.write_bytes(before)
        elif target.exists():
            target.unlink()
        for done in predict_to_file(make_system(NAME), items, target, name=NAME):
            assert before == (target.read_bytes() if target.exists() else None)
            assert done == lines_in(partial)
            assert (folder / "p.jsonl.partial.json").exists()
        assert DOCUMENTS == lines_in(target)
        assert [] == leftovers(folder)


# Resume


@pytest.mark.parametrize("after", range(DOCUMENTS))
def test_a_run_goes_on_where_it_stopped(after: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any number of records the rest is predicted, no more, and the bytes are those of a whole run."""
    expected = whole_run(folder)
    assert expected.splitlines()[:after] == break_off(folder, after).splitlines()
    monkeypatch.setenv("TOY_LOG", str(folder / "log"))
    (folder / "log").touch()
    result = predict()
    assert 0 == result.code
    assert expected == (folder / "p.jsonl").read_bytes()
    assert [f"d{number}" for number in range(after + 1, DOCUMENTS + 1)] == (folder / "log").read_text().split()
    assert (f"goes on after {after} of {DOCUMENTS}" in result.err) == (after > 0)
    assert [] == leftovers(folder)


def test_a_torn_line_is_dropped(folder: Path) -> None:
    """Wherever in its last line a partial file was cut, the resumed run ends in the same bytes."""
    expected = whole_run(folder)
    data = break_off(folder, 3)
    beside = (folder / "p.jsonl.partial.json").read_bytes()
    # A kill may come between the last record and the renaming as well.
    for written in (data, expected):
        last = written[:-1].rindex(b"\n") + 1
        ends = range(last - 1, len(written) + 1)
        for cut in (0, 1, *ends) if written is data else ends[:: len(ends) // 7]:
            (folder / "p.jsonl.partial").write_bytes(written[:cut])
            (folder / "p.jsonl.partial.json").write_bytes(beside)
            (folder / "p.jsonl").unlink(missing_ok=True)
            result = predict()
            assert 0 == result.code
            assert expected == (folder / "p.jsonl").read_bytes(), f"cut at {cut}"
            whole = written[:cut].count(b"\n")
            assert (f"goes on after {whole} of {DOCUMENTS}" in result.err) == (whole > 0)


def test_a_kill_in_mid_run(folder: Path) -> None:
    """A killed process leaves whole lines; while it lives a second writer is refused; the next run ends it."""
    expected = whole_run(folder)
    partial = folder / "p.jsonl.partial"
    process = start("p.jsonl", folder)
    try:
        wait_for(lambda: lines_in(partial) == 2)
        second = predict()
        assert not (folder / "p.jsonl").exists()
    finally:
        process.kill()
        process.communicate()
    assert (2, True) == (second.code, "another process is writing it" in second.err), second
    assert 2 == lines_in(partial)
    with partial.open("ab") as stream:
        stream.write(b'{"doc_id":"d')
    resumed = predict()
    assert 0 == resumed.code
    assert "goes on after" in resumed.err
    assert expected == (folder / "p.jsonl").read_bytes()
    assert [] == leftovers(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_an_interrupt_keeps_what_is_there(folder: Path) -> None:
    """Ctrl-C ends a run with exit code 5 and one line; the same command goes on."""
    expected = whole_run(folder)
    process = start("p.jsonl", folder)
    try:
        wait_for(lambda: lines_in(folder / "p.jsonl.partial") == 2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert 5 == process.returncode
    assert 1 == len(err.decode().splitlines())
    assert "interrupted" in err.decode()
    assert 2 == lines_in(folder / "p.jsonl.partial")
    assert 0 == predict().code
    assert expected == (folder / "p.jsonl").read_bytes()


# Resume with something else


OTHERS = [
    ("another seed", ["--seed", "2"], {}, "seed"),
    ("another option", ["--option", "colour=red"], {}, "option"),
    ("other inputs", [], {"inputs": "fewer.jsonl"}, "inputs"),
    ("another system", [], {"name": "majority"}, "system"),
]


@pytest.mark.parametrize(("more", "how", "named"), [pytest.param(*row[1:], id=row[0]) for row in OTHERS])
def test_a_run_goes_on_with_the_same_alone(more: list[str], how: dict[str, str], named: str, folder: Path) -> None:
    """With another system, seed, option or inputs a partial file is refused, left alone, and it is told which."""
    data = break_off(folder, 3)
    result = predict("p.jsonl", *more, **how)
    assert 2 == result.code
    assert 1 == len(result.err.splitlines())
    assert f"another {named}" in result.err or f"other {named}" in result.err
    assert data == (folder / "p.jsonl.partial").read_bytes()
    assert not (folder / "p.jsonl").exists()


def test_another_card(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system whose card has changed is another one."""
    break_off(folder, 3)
    monkeypatch.setenv("TOY_TITLE", "Toy, second edition")
    result = predict()
    assert (2, True) == (result.code, "another card" in result.err)


def test_options_are_not_confused(folder: Path) -> None:
    """An option whose value looks like two options is not those two."""
    slow = start("p.jsonl", folder, "--option", "a=1 b=2")
    try:
        wait_for(lambda: lines_in(folder / "p.jsonl.partial") == 2)
    finally:
        slow.kill()
        slow.communicate()
    assert 2 == predict("p.jsonl", "--option", "a=1", "--option", "b=2").code


DAMAGES: list[tuple[str, str, Callable[[bytes], bytes | None]]] = [
    ("its companion is gone", "p.jsonl.partial.json", lambda _: None),
    ("its companion is broken", "p.jsonl.partial.json", lambda _: b"{"),
    ("its companion is not UTF-8", "p.jsonl.partial.json", lambda _: b"\xff"),
    ("its companion is empty", "p.jsonl.partial.json", lambda _: b"{}"),
    ("a line is no record", "p.jsonl.partial", lambda _: b"{}\n"),
    ("a line is not UTF-8", "p.jsonl.partial", lambda _: b"\xff\n"),
    ("its lines are in another order", "p.jsonl.partial", lambda data: b"".join(data.splitlines(keepends=True)[::-1])),
    ("it has more lines than inputs", "p.jsonl.partial", lambda data: data * 4),
    ("a blank line stands behind", "p.jsonl.partial", lambda data: data + b"\n"),
]


@pytest.mark.parametrize(("name", "damage"), [pytest.param(*row[1:], id=row[0]) for row in DAMAGES])
def test_a_damaged_partial_file(name: str, damage: Callable[[bytes], bytes | None], folder: Path) -> None:
    """A partial file that is not this run's is refused in one line, not gone on with."""
    break_off(folder, 3)
    data = damage((folder / name).read_bytes())
    if data is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(data)
    result = predict()
    assert 2 == result.code
    assert 1 == len(result.err.splitlines())
    assert "remove" in result.err
    assert not (folder / "p.jsonl").exists()


def test_random_damage_to_a_partial_file(folder: Path) -> None:
    """Whatever bytes of a partial file change, a run is refused or ends; nothing else is raised."""
    rng = random.Random(3)
    told: list[str] = []
    data = break_off(folder, 3)
    beside = (folder / "p.jsonl.partial.json").read_bytes()
    for _ in range(80):
        changed = bytearray(data)
        changed[rng.randrange(len(data))] = rng.randrange(256)
        (folder / "p.jsonl.partial").write_bytes(changed)
        (folder / "p.jsonl.partial.json").write_bytes(beside)
        result = predict()
        assert result.code in (0, 2)
        if result.code == 2:
            told.append(result.err)
    assert told
    assert all("remove" in message for message in told)


# Systems that misbehave


LATE = [
    ("raises", 5),
    ("raises a screen", 5),
    ("runs out of memory", 5),
    ("asserts", 5),
    ("recurses", 5),
    ("stops", 5),
    ("raises StopIteration", 5),
    ("leaves", 5),
    ("leaves with a word", 5),
    ("is interrupted", 5),
    ("refuses", 2),
    ("wrong document", 3),
    ("swapped", 3),
    ("no record", 3),
    ("None", 5),
    ("out of bounds", 3),
    ("dangling", 3),
    ("silent", 3),
    ("wrong label", 3),
    ("wrong type", 3),
    ("null layer", 3),
    ("string offsets", 3),
    ("float offsets", 3),
    ("numbers for ids", 3),
    ("dicts", 3),
    ("surrogates", 3),
    ("nan", 3),
]


def in_safe_lines(result: Told, most: int = 1) -> bool:
    """Says whether an error is told in one line (or ``most``) of bounded length, with nothing that moves a cursor."""
    lines = result.err.splitlines()
    safe = all(character.isprintable() and len(line) < 1000 for line in lines for character in line)
    return result.err.startswith("onrecord: ") and len(lines) <= most and safe and "Traceback" not in result.err


@pytest.mark.parametrize(("mode", "code"), [pytest.param(*row, id=row[0]) for row in LATE])
def test_systems_that_misbehave_in_mid_run(mode: str, code: int, folder: Path) -> None:
    """What a system does wrong at its third document is told in a line; the first two are kept, and no output made."""
    result = predict("p.jsonl", "--option", f"mode={mode}")
    assert code == result.code, result
    assert not (folder / "p.jsonl").exists()
    assert 2 == lines_in(folder / "p.jsonl.partial")
    assert in_safe_lines(result, most=20 if code == 3 else 1), result.err[:2000]
    assert ("d3" in result.err) == (code == 3)


def test_a_misbehaving_system_can_be_mended(folder: Path) -> None:
    """What a failed run kept is where the mended system goes on."""
    broken = (folder / "toy_of_tests.py").read_text()
    assert 5 == predict("p.jsonl", "--option", "mode=raises").code
    mended = broken.replace('raise ValueError("of two\\nlines")', "yield good")
    assert mended != broken
    (folder / "toy_of_tests.py").write_text(mended)
    sys.modules.pop("toy_of_tests")
    again = run_process(
        "predict", NAME, "--inputs", "inputs.jsonl", "-o", "p.jsonl", "--option", "mode=raises", cwd=folder
    )
    assert (0, True) == (again.code, "goes on after 2 of 8" in again.err)
    assert DOCUMENTS == lines_in(folder / "p.jsonl")


EARLY = [
    ("raises when called", 5),
    ("returns nothing", 5),
    ("cannot be made", 2),
    ("has no card", 2),
]


@pytest.mark.parametrize(("mode", "code"), [pytest.param(*row, id=row[0]) for row in EARLY])
def test_systems_that_fail_at_once(mode: str, code: int, folder: Path) -> None:
    """A system that cannot begin is told in a line as well, with no traceback."""
    result = predict("p.jsonl", "--option", f"mode={mode}")
    assert (code, True) == (result.code, in_safe_lines(result)), result
    assert not (folder / "p.jsonl").exists()


MODULES = [
    ("raises", "raise RuntimeError('x')\n", "{module}:make"),
    ("cannot be parsed", "def (\n", "{module}:make"),
    ("leaves", "import sys; sys.exit(0)\n", "{module}:make"),
    ("needs what is not there", "import no_such_module_at_all\n", "{module}:make"),
    ("has no such name", "", "{module}:make"),
    ("has something else", "make = 3\n", "{module}:make"),
    ("takes other arguments", "def make(name): return name\n", "{module}:make"),
    ("makes nothing", "def make(argument, *, seed, options): return None\n", "{module}:make"),
    ("is not there", "", "no_such_module_at_all:make"),
    ("has no name", "", ":make"),
    ("is relative", "", ".{module}:make"),
    ("has an empty attribute", "", "{module}:"),
    ("is no name at all", "", "\x1b[31m:make"),
    ("is neither installed nor a module", "", "nosuchsystem"),
    ("takes no argument", "", "majority:large"),
]


@pytest.mark.parametrize(("body", "name"), [pytest.param(*row[1:], id=row[0]) for row in MODULES])
def test_modules_that_are_no_systems(body: str, name: str, folder: Path, request: pytest.FixtureRequest) -> None:
    """A name that leads to no system is a usage error, told in a line."""
    module = re.sub(r"\W", "_", request.node.name)
    (folder / f"{module}.py").write_text(body)
    result = predict(name=name.format(module=module))
    assert (2, True) == (result.code, in_safe_lines(result)), result
    assert [] == leftovers(folder)


# Where to write


@pytest.mark.parametrize(
    ("output", "code"),
    [
        pytest.param("no/such/folder/p.jsonl", 2, id="a folder that is not there"),
        pytest.param(".", 2, id="a folder"),
        pytest.param("x" * 300, 2, id="a name too long"),
        pytest.param("inputs.jsonl/p.jsonl", 2, id="a file as a folder"),
    ],
)
@pytest.mark.parametrize("verb", ["predict", "inputs"])
def test_outputs_that_cannot_be_written(verb: str, output: str, code: int, folder: Path) -> None:
    """It is the user's mistake, told in a line, and nothing is left behind."""
    before = sorted(folder.rglob("*.jsonl*"))
    if verb == "predict":
        result = run_cli("predict", "majority", "--inputs", "inputs.jsonl", "-o", output)
    else:
        result = run_cli("inputs", "--split", "article", "-o", output)
    assert code == result.code, result
    assert "Traceback" not in result.err
    assert before == sorted(folder.rglob("*.jsonl*"))
