"""The word lists of the rules: one entry a line, `#` for comments, `=` before a value where an entry has one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of ``words/<name>.txt`` in the order of the file."""
    text = files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in (raw.strip() for raw in text.split("\n")) if line and not line.startswith("# "))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a list's entries without their values."""
    return frozenset(line.partition("=")[0] for line in lines(name))


@cache
def word_map(name: str) -> dict[str, str]:
    """Return entry to value; an entry without ``=`` maps to the empty string."""
    return {key: value for key, _, value in (line.partition("=") for line in lines(name))}


@cache
def classed(name: str, label: str) -> frozenset[str]:
    """Return the entries of a list whose value is ``label``."""
    return frozenset(key for key, value in word_map(name).items() if value == label)


@cache
def marked(name: str, label: str) -> frozenset[str]:
    """Return the words of a ``class:word`` list that stand under ``label``."""
    return frozenset(word for kind, _, word in (line.partition(":") for line in lines(name)) if kind == label)


@cache
def gazetteer() -> dict[str, tuple[str, str]]:
    """Return every known name, as written, with its type and the list that knows it."""
    known: dict[str, tuple[str, str]] = {}
    for name in lines("locations"):
        known[name] = ("LOC", "locations")
    for name in lines("organisations"):
        known[name] = ("ORG", "organisations")
    for name in (*lines("states"), *lines("cities"), *word_map("countries")):
        known[name] = ("GPE", "places")
    for name, full in word_map("aliases").items():
        known.setdefault(name, known.get(full, ("GPE", "aliases")))
    people = [word for value in word_map("countries").values() for word in value.split(",") if word]
    for word in (*people, *lines("groups")):
        known[word] = ("NORP", "groups")
        known[plural(word)] = ("NORP", "groups")
    for name in [name for name in known if "'s" in name]:
        # As the tokens are: `King 's Lynn`.
        for mark in ("'", "\u2019"):
            known[name.replace("'s", f" {mark}s")] = known[name]
    for word in ("GOP", "Democrats", "Republicans", "Democrat", "Democratic", "Republican"):
        known[word] = ("NORP", "groups")
    return known


@cache
def known_sizes() -> dict[str, int]:
    """Return, for the first word of each known name, how many words the longest name that begins with it has."""
    sizes: dict[str, int] = {}
    for name in gazetteer():
        parts = name.split(" ")
        sizes[parts[0]] = max(sizes.get(parts[0], 0), len(parts))
    return sizes


def plural(word: str) -> str:
    """Return the plural of a noun for people (``Briton`` to ``Britons``); words in -s, -sh, -ch, -ese stay."""
    if word.endswith(("s", "sh", "ch", "ese")):
        return word
    if word.endswith("man") and word[:-3].endswith(("ch", "sh")):
        return f"{word[:-3]}men"
    return f"{word}s"
