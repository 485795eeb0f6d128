"""Sources that are common nouns: a role or body already known (`the mayor`), or a new unnamed entity."""

from __future__ import annotations

from onrecord_baselines.rules.names.cluster import Cluster, Place
from onrecord_baselines.rules.names.kinds import kind_of, noun_gender
from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.sources import Phrase
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.words import marked

PLACES = frozenset(("city", "town", "county", "country", "nation", "province", "village", "island"))
DEFINITE = marked("grammar", "definite")
COUNTS_KEPT = frozenset(("one", "two", "several", "many", "few", "some", "no", "most", "another"))
DROPPED = DETERMINERS - COUNTS_KEPT


def several(cast: Cast, phrase: Phrase, names: list[Place]) -> bool:
    """Tell whether `and` in a phrase joins two sources, not two words of one name or role."""
    lowers = cast.sheet.lowers
    for at in range(phrase.first, phrase.head_last):
        if lowers[at] in ("of", "for"):
            return False
        if lowers[at] == "and" and not any(name.first <= at < name.last for name in names):
            return not two_roles(cast, phrase, names, at)
    return False


def two_roles(cast: Cast, phrase: Phrase, names: list[Place], at: int) -> bool:
    """Tell whether `and` joins two roles of one person (`Ruiz ally and chief executive Ana Mori`)."""
    sheet = cast.sheet
    people = [name for name in names if cast.clusters[name.entity].type == "PERSON" and name.last == phrase.head_last]
    before = sheet.lowers[at - 1]
    single = (
        not sheet.kinds[at - 1] & CAPITAL and not before.endswith("s") and before not in ("police", "staff", "people")
    )
    plain = sheet.lowers[phrase.first] not in DETERMINERS and sheet.lowers[at + 1] not in DETERMINERS
    return bool(people) and single and plain and people[0].first > at + 1


def described(cast: Cast, phrase: Phrase, head: str, previous: int | None = None) -> int | None:
    """Return the entity of a nominal: a known role, a named body, a nominal met before, or a new one."""
    sheet = cast.sheet
    place = sheet.starts[phrase.first]
    kind = kind_of(head)
    opening = sheet.lowers[phrase.first]
    known = None
    if kind == "person" and opening in ("the", "this", "that"):
        known = cast.role_before(head, place)
    if known is None and head in PLACES and opening in ("the", "this"):
        known = cast.told_before(place, "GPE")
    elif known is None and kind == "organization" and opening in ("the", "this"):
        known = cast.body_before(place, head)
    if known is None and opening in DEFINITE:
        known = cast.unnamed.get(head)
    if known is None and opening == "the" and (kind == "person" or head.endswith("-year-old")):
        known = cast.only_person(place)
        known = None if known == previous else known
    if known is None:
        return new_source(cast, phrase, kind, head)
    cast.clusters[known].add(*nominal_span(cast, phrase), "nominal")
    return known


def nominal_span(cast: Cast, phrase: Phrase) -> tuple[int, int]:
    """Return the place of a nominal without determiner, apposition and participial modifier."""
    lowers = cast.sheet.lowers
    first, final = phrase.first, phrase.head_last - 1
    while first < final and lowers[first] in DROPPED:
        first += 1
    if first < final and lowers[first] in ("some", "another"):
        first += 1
    return cast.sheet.starts[first], cast.sheet.ends[final]


def new_source(cast: Cast, phrase: Phrase, kind: str, head: str = "") -> int:
    """Begin an unnamed entity."""
    start, end = nominal_span(cast, phrase)
    name = " ".join(cast.sheet.text[start:end].split())
    gender, number = noun_gender(head), len(cast.clusters)
    cluster = Cluster(None, "unnamed source", kind=kind, name=name, gender=gender, number=number)
    cluster.add(start, end, "nominal")
    cast.clusters.append(cluster)
    if head:
        cast.unnamed[head] = cluster.number
    return cluster.number
