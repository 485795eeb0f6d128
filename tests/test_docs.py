"""The documents say what the code does: README examples run, and every command, key and rule is written down."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from onrecord.cli import cli
from onrecord.counts import Task
from onrecord.layers import CANARY, LAYERS, TRACKS, Track
from onrecord.systems import make_system, own_systems, tracks_of
from onrecord.tasks import TASKS
from random_cases import random_cases, random_given_cases
from test_measures import numbers_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MEASURES = (ROOT / "benchmark" / "README.md").read_text(encoding="utf-8")
ONRECORD = [sys.executable, "-m", "onrecord"]


def blocks(language: str) -> list[str]:
    """Returns the fenced blocks of the README in one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command in a folder."""
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)


def test_the_leaderboard_is_the_one_that_prints() -> None:
    """The README's first result is what ``make run`` prints, character by character."""
    printed = []
    for split in ("article", "test"):
        done = run([*ONRECORD, "run", "--split", split], ROOT)
        assert done.returncode == 0, done.stderr
        printed += [line.rstrip() for line in done.stdout.strip().splitlines()]
    assert [line.rstrip() for line in blocks("text")[0].strip().splitlines()] == printed


def test_the_data_in_five_lines(tmp_path: Path) -> None:
    """The example prints a line for each of the nine quotations."""
    done = run([sys.executable, "-c", blocks("python")[0]], tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 9
    assert lines[0] == "Officials | the goal is to remove undocumented immigrants with final removal orders"


def test_a_system_of_your_own(tmp_path: Path) -> None:
    """The example system is written to a file and goes through the documented commands."""
    source = next(block for block in blocks("python") if "# mysystem.py" in block)
    assert len([line for line in source.splitlines() if line.strip()]) <= 20
    (tmp_path / "mysystem.py").write_text(source, encoding="utf-8")
    commands = next(block for block in blocks("sh") if "mysystem" in block).strip().splitlines()
    for command in commands:
        words = command.split()
        assert words[0] == "onrecord"
        done = run([*ONRECORD, *words[1:]], tmp_path)
        assert done.returncode == 0, (command, done.stderr)


def every_command(group: click.Group, prefix: str) -> list[str]:
    """Returns the full names of a group's commands, groups unfolded."""
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        full = f"{prefix} {name}"
        found += every_command(command, full) if isinstance(command, click.Group) else [full]
    return found


@pytest.mark.parametrize("command", every_command(cli, "onrecord"))
def test_every_command_is_documented(command: str) -> None:
    """Each verb stands in the README's table of commands, and says in its help what it does."""
    assert f"| `{command}` |" in README


def test_no_command_is_documented_that_is_not_there() -> None:
    """The table of commands names nothing else."""
    assert set(re.findall(r"^\| `(onrecord [a-z ]+)` \|", README, flags=re.MULTILINE)) == set(
        every_command(cli, "onrecord")
    )


def test_every_system_is_documented() -> None:
    """The README's table of systems has those that come with onrecord, each with its tracks."""
    section = README.split("\n## The systems that come with it\n", 1)[1].split("\n## ", 1)[0]
    listed = dict(re.findall(r"^\| `([a-z]+)` \| ([a-z, ]+) \|", section, flags=re.MULTILINE))
    names = {name for track in TRACKS for name in own_systems(track)}
    assert listed == {name: ", ".join(tracks_of(make_system(name), name)) for name in names}


def expand(pattern: str) -> list[str]:
    """Returns the keys that a pattern with alternatives in braces stands for."""
    match = re.search(r"\{([^{}]*)\}", pattern)
    if match is None:
        return [pattern]
    return [key for choice in match[1].split(",") for key in expand(pattern.replace(match[0], choice, 1))]


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("task", TASKS["text"], ids=lambda task: task.name)
def test_every_number_is_documented(task: Task, track: Track) -> None:
    """The keys in the task's section of benchmark/README.md are exactly those of its numbers, in each track."""
    given = {other.name: other for other in TASKS["given"]}.get(task.name)
    if track == "given" and (given is None or given.numbers is task.numbers):
        # Not scored there, or by the same numbers, which the other track's section lists.
        return
    title = task.name if track == "text" else f"{task.name} in the track given"
    section = re.split(r"^## ", MEASURES.split(f"\n## {title}\n", 1)[1], flags=re.MULTILINE)[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    listed = [key for cell in cells for pattern in re.findall(r"`([^`]+)`", cell) for key in expand(pattern)]
    assert len(listed) == len(set(listed))
    triples = random_cases(1) if track == "text" else random_given_cases(1)
    assert set(listed) == set(numbers_of(triples, track=track)[task.name])


def test_every_rule_is_documented() -> None:
    """The rules that faults name are those in benchmark/README.md."""
    library = ROOT / "benchmark" / "onrecord"
    names = ("shapes", "checks", "gold_checks", "house_rules", "rows", "records", "goldsets", "running", "tracks")
    sources = [library / f"{name}.py" for name in names]
    sources.append(library / "inline" / "reading.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    # A problem is (path, rule, message): the rule is the second item of a yield or tuple, or Fault's first argument.
    rules = set(re.findall(r'yield [^\n]*?, "([a-z-]+)", ', code))
    rules |= set(re.findall(r'\("[a-z_.]*", "([a-z-]+)", f?"', code)) | set(re.findall(r'Fault\("([a-z-]+)"', code))
    rules |= set(re.findall(r'duplicates\(\s*"[a-z]+",\s*"([a-z-]+)"', code)) | {"utf-8"}
    rules -= {*LAYERS, "targets"}
    section = MEASURES.split("\n## Faults\n", 1)[1]
    listed = set(re.findall(r"`([a-z0-9-]+)`", section))
    assert rules <= listed, rules - listed
    assert len(rules) > 30


@pytest.mark.parametrize("name", ["README.md", "DATASHEET.md"])
def test_the_origin_of_the_annotations_is_told(name: str) -> None:
    """The card and the datasheet say that language models wrote the annotations."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "language models" in text


def test_the_datasheet_has_the_canary() -> None:
    """The canary in the rows is the one that the datasheet gives."""
    assert CANARY.rsplit(" ", 1)[1] in (ROOT / "DATASHEET.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("*/*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link in a document leads to a file or folder of the checkout."""
    if ".venv" in path.parts:
        return
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", link):
            assert (path.parent / link).exists(), f"{path.name}: {link}"
