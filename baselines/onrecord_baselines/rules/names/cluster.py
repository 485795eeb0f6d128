"""One entity in the making, and one place where the text names it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeAlias

Mentioned: TypeAlias = tuple[int, int, Any]
"""One mention of an entity: its place in code points, and its form (`name`, `value`, `nominal` or `pronoun`)."""


class Place(NamedTuple):
    """One name in the text: its code points, the number of its entity, and its tokens."""

    start: int
    end: int
    entity: int
    first: int
    last: int


# As `Place(…)`, but without a call of Python's for each of thousands.
make_place = partial(tuple.__new__, Place)


@dataclass(slots=True)
class Cluster:
    """One entity in the making: type or kind, mentions, the titles before its name, and the rule that began it."""

    type: str | None
    rule: str
    kind: str | None = None
    mentions: list[Mentioned] = field(default_factory=list)
    words: tuple[str, ...] = ()
    gender: str = "u"
    name: str = ""
    number: int = -1
    referred: bool = False

    def add(self, start: int, end: int, form: str) -> None:
        """Add a mention by a common noun or a pronoun, once."""
        # They come long after names; a set would be one more thing to keep in step for a handful of mentions.
        self.referred = True
        if not self.mentions or self.mentions[-1] != (start, end, form):
            self.mentions.append((start, end, form))
