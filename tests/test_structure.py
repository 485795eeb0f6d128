"""The project's own form: the face is exactly ``__all__``, nothing imports upwards, systems use the face alone."""

import ast
import importlib
import pkgutil
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "benchmark" / "onrecord"
BASELINES = ROOT / "baselines" / "onrecord_baselines"

FLOORS_UP = (
    ("version", "layers", "numbers", "foreign", "files"),
    ("faults", "stretches", "columns"),
    ("shapes", "matching", "rankings"),
    ("cases", "overlaps"),
    ("checks", "counts", "house_rules", "clusters", "rows", "numbering"),
    ("gold_checks", "tasks", "tracks"),
    ("soundness", "resampling"),
    ("records",),
    ("inline", "brat", "store", "streams", "tabulation"),
    ("report", "shards"),
    ("agreement", "comparison", "systems", "statistics", "schema", "differences", "leaks", "lint"),
    ("editions", "running", "goldsets", "views"),
    ("leaderboard", "verbs", "tracing"),
    ("cli",),
)
"""The rooms from the ground up; a room may import from floors below its own and from nothing else."""

HEAVY = ("torch", "transformers", "datasets", "scipy", "sklearn", "pandas")


def imports_of(path: Path) -> set[str]:
    """Returns the modules that a file imports, at its head or inside."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_face_is_exactly_all() -> None:
    """Every name of ``__all__`` can be had, and nothing else is public."""
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord._HOMES) == set(onrecord.__all__) - {"__version__"}
    modules = {module.name for module in pkgutil.iter_modules([str(LIBRARY)])}
    assert not modules & set(onrecord.__all__), "no name of the face is a module's"
    with pytest.raises(AttributeError):
        _ = onrecord.no_such_name


def test_nothing_imports_upwards() -> None:
    """A room imports from the rooms on the floors below it alone, and every room has its floor."""
    floor = {room: number for number, rooms in enumerate(FLOORS_UP) for room in rooms}
    rooms = {module.name for module in pkgutil.iter_modules([str(LIBRARY)]) if not module.name.startswith("_")}
    assert rooms == set(floor)
    for path in sorted(LIBRARY.rglob("*.py")):
        room = path.relative_to(LIBRARY).parts[0].removesuffix(".py")
        if room in {"__init__", "__main__"}:
            continue
        for module in imports_of(path):
            parts = module.split(".")
            if parts[0] == "onrecord" and len(parts) > 1 and parts[1] != room:
                assert floor[parts[1]] < floor[room], f"{path.name} imports {module}, which is not below it"
            assert module != "onrecord", f"{path.name} imports the face"


def test_no_layer_is_named_above_the_tasks() -> None:
    """Report, resampling and leaderboard loop over the tasks and name none of them."""
    names = {task.name for tasks in importlib.import_module("onrecord.tasks").TASKS.values() for task in tasks}
    for room in ("report", "resampling", "leaderboard"):
        tree = ast.parse((LIBRARY / f"{room}.py").read_text(encoding="utf-8"))
        strings = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not strings & names


def test_systems_import_the_face_alone() -> None:
    """Baselines are written as an outside author would write them: no import from inside the library."""
    for path in sorted(BASELINES.rglob("*.py")):
        for module in imports_of(path):
            assert not module.startswith("onrecord."), f"{path} imports {module}"


def test_every_package_is_installed() -> None:
    """The list in pyproject.toml is the tree: a package left out would be missing from the wheel."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    found = {"onrecord._corpus", "onrecord._annotations"}
    for source in (LIBRARY, BASELINES):
        for path in source.rglob("__init__.py"):
            found.add(".".join(path.parent.relative_to(source.parent).parts))
    assert set(settings["packages"]) == found
    assert (LIBRARY / "py.typed").is_file()
    assert (BASELINES / "py.typed").is_file()


def test_versions_agree() -> None:
    """The library's version stands in pyproject.toml, in the code and in CITATION.cff."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert onrecord.__version__ == declared
    assert f"version: {declared}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8").replace('"', "")


def test_every_file_says_what_it_holds() -> None:
    """Each Python file opens with one sentence."""
    for source in (LIBRARY, BASELINES, ROOT / "tests"):
        for path in source.rglob("*.py"):
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert docstring, path
            assert docstring.split("\n\n")[0].rstrip().endswith((".", "?")), path


def test_importing_the_face_is_light() -> None:
    """``import onrecord`` and scoring load none of the heavy packages, whether they are installed or not."""
    code = (
        "import sys, onrecord\n"
        "onrecord.score([], 'article')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


RULES = BASELINES / "rules"
FAMILIES_UP = ("text", "names", "quotations", "claims", "stances")
"""The families of rules from the ground up; the last two know nothing of each other."""


def test_no_family_of_rules_imports_upwards() -> None:
    """A family imports from itself and from those before it, and from nothing that stands above them."""
    assert {path.name for path in RULES.iterdir() if (path / "__init__.py").is_file()} == set(FAMILIES_UP)
    for number, family in enumerate(FAMILIES_UP):
        allowed = {*FAMILIES_UP[: number + 1]} - ({"claims"} if family == "stances" else set())
        for path in (RULES / family).glob("*.py"):
            for module in imports_of(path):
                parts = module.split(".")
                if parts[0] == "onrecord_baselines":
                    assert parts[2] in allowed, f"{path.name} imports {module}, which is not below it"


def test_the_rules_import_each_other_in_no_circle() -> None:
    """Of the modules of the rules there is an order in which each stands after those that it imports."""
    needs = {
        ".".join(("onrecord_baselines", *path.relative_to(BASELINES).with_suffix("").parts)): imports_of(path)
        for path in RULES.rglob("*.py")
        if path.stem != "__init__"
    }
    assert (
        len(list(TopologicalSorter({name: found & needs.keys() for name, found in needs.items()}).static_order())) > 70
    )
