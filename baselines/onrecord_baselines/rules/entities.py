"""Entities of a document: values first, then names around them, typed and clustered."""

from __future__ import annotations

from .clusters import Cluster, Place, cluster_mentions
from .headings import names_in_headings
from .names import find_names
from .nametypes import type_names
from .tokens import Sheet
from .values import find_values


def find_entities(sheet: Sheet) -> tuple[list[Cluster], list[Place]]:
    """Return the named and valued entities of a document, and the places of its names in order."""
    values = find_values(sheet)
    taken = bytearray(len(sheet.words))
    for value in values:
        for at in range(value.first, value.last):
            taken[at] = 1
    names = type_names(sheet, find_names(sheet, taken))
    more = [item for item in names_in_headings(sheet, names) if not any(taken[item.first : item.last])]
    if more:
        names += more
        names.sort(key=lambda item: item.first)
    return cluster_mentions(sheet, names, values)
