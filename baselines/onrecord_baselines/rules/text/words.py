"""The word lists of the rules: one entry a line, `#` for comments, `=` before a value where an entry has one."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of ``words/<name>.txt`` in the order of the file."""
    text = files(__package__.rpartition(".")[0]).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return tuple([line for line in text.split("\n") if line and line[:2] != "# "])


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a list's entries without their values."""
    return frozenset([line.partition("=")[0] for line in lines(name)])


@cache
def word_map(name: str) -> dict[str, str]:
    """Return entry to value; an entry without ``=`` maps to the empty string."""
    return {key: value for key, _, value in [line.partition("=") for line in lines(name)]}


@cache
def classed(name: str, label: str) -> frozenset[str]:
    """Return the entries of a list whose value is ``label``."""
    return classes(name).get(label, frozenset())


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """Return value to entries of a list, read once for all its values."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in word_map(name).items():
        found[value].append(key)
    return {value: frozenset(keys) for value, keys in found.items()}


@cache
def marked(name: str, label: str) -> frozenset[str]:
    """Return the words of a ``class:word`` list that stand under ``label``."""
    return groups(name).get(label, frozenset())


@cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """Return label to words of a ``class:word`` list, read once for all its labels."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines(name):
        kind, _, word = line.partition(":")
        found[kind].append(word)
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def gazetteer() -> dict[str, tuple[str, str]]:
    """Return every known name, as written, with its type and the list that knows it."""
    known: dict[str, tuple[str, str]] = {}
    for name, kind in word_map("other_names").items():
        known[name] = (kind, "other_names")
    for name in lines("locations"):
        known[name] = ("LOC", "locations")
    for name in lines("organisations"):
        known[name] = ("ORG", "organisations")
    for name in (*lines("states"), *lines("cities"), *word_map("countries")):
        known[name] = ("GPE", "places")
    for name, full in word_map("aliases").items():
        known.setdefault(name, known.get(full, ("GPE", "aliases")))
    for name in (*lines("states"), *lines("cities"), *word_map("countries")):
        if " " in name:
            # `NEW YORK (AP)`.
            known.setdefault(name.upper(), ("GPE", "places"))
    people = [word for value in word_map("countries").values() for word in value.split(",") if word]
    for word in (*people, *lines("groups")):
        known[word] = ("NORP", "groups")
        known.setdefault(plural(word), ("NORP", "groups"))
    for name in [name for name in known if "'s" in name]:
        # As the tokens are: `King 's Lynn`.
        for mark in ("'", "\u2019"):
            known[name.replace("'s", f" {mark}s")] = known[name]
    for word in ("Democrats", "Republicans", "Democrat", "Democratic", "Republican"):
        known[word] = ("NORP", "groups")
    return known


@cache
def known_sizes() -> dict[str, int]:
    """Return how many words the longest known name has that begins so, by its first word and by its first two."""
    sizes: dict[str, int] = {}
    for name in gazetteer():
        size = name.count(" ") + 1
        first, _, rest = name.partition(" ")
        if sizes.get(first, 0) < size:
            sizes[first] = size
        if size > 1:
            two = name if size == 2 else f"{first} {rest.partition(' ')[0]}"
            if sizes.get(two, 0) < size:
                sizes[two] = size
    return sizes


def plural(word: str) -> str:
    """Return the plural of a noun for people (``Briton`` to ``Britons``); words in -s, -sh, -ch, -ese stay."""
    if word.endswith(("s", "sh", "ch", "ese")):
        return word
    if word.endswith("man") and word[:-3].endswith(("ch", "sh")):
        return f"{word[:-3]}men"
    return f"{word}s"
