"""Entities of a document: values first, then names around them, typed and clustered."""

from __future__ import annotations

from onrecord_baselines.rules.names.cluster import Cluster, Place
from onrecord_baselines.rules.names.clusters import cluster_mentions
from onrecord_baselines.rules.names.headings import names_in_headings
from onrecord_baselines.rules.names.names import find_names
from onrecord_baselines.rules.names.nametypes import type_names
from onrecord_baselines.rules.names.values import find_values
from onrecord_baselines.rules.text.tokens import Sheet


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
