"""Entities: mentions that name one referent, joined by equal words, surname, acronym or alias."""

from __future__ import annotations

from onrecord_baselines.rules.names.cluster import Cluster, Place, make_place
from onrecord_baselines.rules.names.nameindex import SHORTENED, NameIndex, meeting_key
from onrecord_baselines.rules.names.numerals import Value
from onrecord_baselines.rules.names.onename import Typed
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import word_set

RENAMINGS = word_set("renamings")
LONGEST_RENAMING = 7  # tokens
BETWEEN = frozenset((",", "(", "the"))
RENAMING_WORDS = BETWEEN | {word for renaming in RENAMINGS for word in renaming.split(" ")}


def cluster_mentions(sheet: Sheet, names: list[Typed], values: list[Value]) -> tuple[list[Cluster], list[Place]]:
    """Join names and values to entities, in the order of their first mention; also return the names' places."""
    clusters: list[Cluster] = []
    rows: list[tuple[int, int, int, int, int]] = []
    text, words, lowers, starts, ends = sheet.text, sheet.words, sheet.lowers, sheet.starts, sheet.ends
    keys = [tuple(lowers[item.first : item.last]) for item in names]
    index = NameIndex(sheet, names, keys)
    exact = index.exact
    before: Typed | None = None
    held: Cluster | None = None
    for item, parts in zip(names, keys, strict=True):
        first, last, kind = item.first, item.last, item.type
        key = meeting_key((parts, kind))
        person = kind == "PERSON"
        cluster = index.find_person(item, parts, key) if person else exact.get(key)
        known = cluster is not None
        if cluster is None:
            if kind in SHORTENED:
                cluster = index.find_other(item, parts)
            if cluster is None and before is not None and before.type == kind and renamed(sheet, before.last, first):
                cluster = held
        start, end = starts[first], ends[last - 1]
        name = text[start:end]
        if cluster is None:
            cluster = Cluster(kind, item.rule, None, [], parts, "u", name, len(clusters))
            clusters.append(cluster)
        elif name != cluster.name and fuller(name, cluster):
            cluster.name = name
        before, held = item, cluster
        cluster.mentions.append((start, end, "name"))
        rows.append((start, end, cluster.number, first, last))
        if person:
            index.keep_person(cluster, item, parts, key)
            continue
        if not known:
            exact[key] = cluster
            if len(parts) > 1:
                index.keep_short_forms(cluster, item)
        if len(parts) > 1 and last + 2 < len(words) and words[last] == "(":
            index.keep_bracketed(cluster, item)
    by_value: dict[tuple[str, str], Cluster] = {}
    for first, last, kind, rule in values:
        start, end = starts[first], ends[last - 1]
        name = text[start:end]
        value = (kind, name.lower())
        cluster = by_value.get(value)
        if cluster is None:
            cluster = by_value[value] = Cluster(kind, rule, None, [], (), "u", name, len(clusters))
            clusters.append(cluster)
        cluster.mentions.append((start, end, "value"))
    return clusters, list(map(make_place, rows))


def renamed(sheet: Sheet, last: int, first: int) -> bool:
    """Tell whether the words between two names say that they are one (`Quillan Bank, formerly Harrow Savings`).

    The words are the tokens ``last`` to before ``first``.
    """
    if not 0 < first - last < LONGEST_RENAMING or sheet.lowers[last] not in RENAMING_WORDS:
        return False
    return " ".join([word for word in sheet.lowers[last:first] if word not in BETWEEN]) in RENAMINGS


def fuller(name: str, cluster: Cluster) -> bool:
    """Tell whether a form is fuller than the name so far: longer; for a people, a noun, not an adjective."""
    if cluster.type == "NORP":
        return name.endswith("s") and not cluster.name.endswith("s")
    return len(name) > len(cluster.name)
