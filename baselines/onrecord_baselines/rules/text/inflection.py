"""The forms of an English verb: the regular ones by rule, the irregular ones by list."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from onrecord_baselines.rules.text.words import marked


class Forms(NamedTuple):
    """The forms of a verb; past and participle are one form for a regular verb."""

    base: str
    third: str
    past: str
    ing: str


def inflect(lemma: str, doubled: AbstractSet[str]) -> Forms:
    """Return the regular forms of a verb; those of ``doubled`` repeat their last letter before -ed and -ing."""
    if lemma.endswith("e"):
        return Forms(lemma, f"{lemma}s", f"{lemma}d", f"{lemma if lemma.endswith('ee') else lemma[:-1]}ing")
    if lemma.endswith("y") and lemma[-2] not in "aeo":
        return Forms(lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    stem = f"{lemma}{lemma[-1]}" if lemma in doubled else lemma
    third = f"{lemma}es" if lemma.endswith(("s", "x", "sh", "ch", "z", "go")) else f"{lemma}s"
    return Forms(lemma, third, f"{stem}ed", f"{stem}ing")


@cache
def irregular(name: str) -> dict[str, tuple[str, ...]]:
    """Return the irregular forms of each verb that a list has any of, under its first form, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for form, _, lemma in (pair.partition("/") for pair in sorted(marked(name, "irregular"))):
        found[lemma] = (*found.get(lemma, ()), form)
    return found


def all_forms(name: str, lemma: str) -> tuple[str, ...]:
    """Return the regular forms of a verb of a list and then its irregular ones."""
    return (*inflect(lemma, marked(name, "doubled")), *irregular(name).get(lemma, ()))
