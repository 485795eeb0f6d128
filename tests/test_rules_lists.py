"""The word lists of the rules: each is read, each class of a list is used, and no name stands in two lists in vain."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from onrecord_baselines.rules.text.words import groups, lines, word_map

RULES = Path(__file__).parents[1] / "baselines" / "onrecord_baselines" / "rules"
CLASS_LISTS = ("attribution", "claim_marks", "claim_verbs", "grammar", "leanings")
NAME_LISTS = ("other_names", "locations", "organisations", "states", "cities", "countries", "groups", "peoples")

SHARED = {
    ("states", "cities"): {
        *("Donetsk", "Kherson", "Luhansk", "New York", "Norfolk", "Ontario", "Surrey", "Washington"),
        *("Zacatecas", "Zaporizhzhia"),
    },
    ("states", "countries"): {"Chechnya", "Georgia", "Kosovo", "Macedonia", "Northern Ireland", "Quebec"},
    ("cities", "countries"): {"Gaza", "Hong Kong", "Macau", "San Marino", "Singapore", "Vatican City"},
    ("states", "groups"): {"Amhara"},
}
"""Names in two lists: a region and a town or a country of one name, of which the rules ask both; a region's people."""


def strings() -> set[str]:
    """Return the strings that the modules of the rules name."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in RULES.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def names_of(name: str) -> set[str]:
    """Return the names of a list; ``peoples`` are the words for people beside the countries."""
    if name == "peoples":
        return {word for value in word_map("countries").values() for word in value.split(",") if word}
    return set(word_map(name))


def test_every_list_is_read() -> None:
    """Each file of words is named in a module."""
    assert set() == {path.stem for path in (RULES / "words").glob("*.txt")} - strings()


@pytest.mark.parametrize("name", CLASS_LISTS)
def test_every_class_of_a_list_is_used(name: str) -> None:
    """Each label of a list of classes is named in a module."""
    assert set() == groups(name).keys() - strings()


@pytest.mark.parametrize("path", sorted((RULES / "words").glob("*.txt")), ids=lambda path: path.stem)
def test_no_list_says_a_thing_twice(path: Path) -> None:
    """No entry stands twice in a list, with the same value or with another."""
    keys = [line.partition("=")[0] for line in lines(path.stem)]
    assert [] == [key for key in set(keys) if keys.count(key) > 1]


def test_no_name_stands_in_two_lists_but_these() -> None:
    """A name has one type, that of the last list that has it: in any other it would be without effect."""
    found = {
        (first, second): both
        for number, first in enumerate(NAME_LISTS)
        for second in NAME_LISTS[number + 1 :]
        if (both := names_of(first) & names_of(second))
    }
    assert SHARED == found
