"""Entities of a document: values first, then names around them, typed and clustered."""

from __future__ import annotations

from .clusters import Cluster, cluster_mentions
from .headings import names_in_headings
from .names import find_names
from .nametypes import Typed, type_names
from .tokens import Sheet
from .values import find_values


def find_entities(sheet: Sheet) -> tuple[list[Cluster], list[Typed]]:
    """Return the named and valued entities of a document, and its typed names in order."""
    values = find_values(sheet)
    taken = [False] * len(sheet.tokens)
    for value in values:
        for at in range(value.first, value.last):
            taken[at] = True
    typed = type_names(sheet, find_names(sheet, taken))
    typed += [item for item in names_in_headings(sheet, typed) if not any(taken[item.first : item.last])]
    typed.sort(key=lambda item: item.first)
    return cluster_mentions(sheet, typed, values), typed
