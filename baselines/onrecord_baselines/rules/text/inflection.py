"""The regular forms of an English verb."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple


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
