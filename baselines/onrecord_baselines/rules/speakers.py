"""Speakers: the entity that a source phrase names, be it by name, by a title or role, or by a pronoun."""

from __future__ import annotations

from .cast import Cast
from .clusters import Cluster, Place
from .frames import Draft, Page
from .kinds import kind_of, noun_gender
from .sources import Phrase, head_of, is_coordinated
from .verbs import DETERMINERS
from .words import marked, word_map

DEFINITE = marked("grammar", "definite")
PRONOUNS = word_map("pronouns")
NOUN_PREPOSITIONS = frozenset(("for", "of", "with", "to", "from", "by"))
COUNTS_KEPT = frozenset(("one", "two", "several", "many", "few", "some", "no", "most", "another"))
DROPPED = DETERMINERS - COUNTS_KEPT


def resolve_speakers(page: Page, cast: Cast, drafts: list[Draft]) -> None:
    """Give each quotation its speaker; a floating one takes the last speaker of its paragraph."""
    previous: int | None = None
    last_end = 0
    for draft in drafts:
        if draft.source is not None:
            draft.speaker = resolve(cast, draft.source, previous)
        elif draft.cue is None and previous is not None:
            between = page.sheet.text[last_end : min(draft.content[0][0], last_end + 2000)]
            if "\n" not in between:
                draft.speaker = previous
        if draft.speaker is not None:
            previous = draft.speaker
        last_end = draft.content[-1][1]


def resolve(cast: Cast, phrase: Phrase, previous: int | None) -> int | None:
    """Return the entity that a source phrase stands for, with a new unnamed one where it names none."""
    sheet = cast.sheet
    first, last, head_last = phrase
    if last - first == 1 and sheet.lowers[first] in PRONOUNS:
        return pronoun(cast, first, previous)
    names = cast.names_in(sheet.starts[first], sheet.ends[last - 1])
    if is_coordinated(sheet, phrase) and several(cast, phrase, names):
        return new_source(cast, phrase, "group")
    head = head_of(sheet, phrase)
    owned = sheet.lowers[head_last - 1] == "'s"
    for name in names:
        ends_person = cast.clusters[name.entity].type == "PERSON" and name.first < head_last <= name.last
        if ends_person and not owned and not for_person(cast, phrase, name):
            return name.entity
    for name in names:
        if name.first <= head < name.last:
            return name.entity
    if head_last < last:
        limit = min(head_last + 4, last - 1)
        for name in names:
            if head_last <= name.first <= limit and cast.clusters[name.entity].type == "PERSON":
                return name.entity
    return described(cast, phrase, sheet.lowers[head])


def for_person(cast: Cast, phrase: Phrase, name: Place) -> bool:
    """Tell whether a name in a phrase hangs on a preposition (`a spokesman for Ana Ruiz`)."""
    return phrase.first < name.first and cast.sheet.lowers[name.first - 1] in NOUN_PREPOSITIONS


def several(cast: Cast, phrase: Phrase, names: list[Place]) -> bool:
    """Tell whether `and` in a phrase joins two sources, not two words of one name or role."""
    lowers = cast.sheet.lowers
    for at in range(phrase.first, phrase.head_last):
        if lowers[at] in ("of", "for"):
            return False
        if lowers[at] == "and" and not any(name.first <= at < name.last for name in names):
            return True
    return False


def described(cast: Cast, phrase: Phrase, head: str) -> int | None:
    """Return the entity of a nominal: a known role, a named body, a nominal met before, or a new one."""
    sheet = cast.sheet
    place = sheet.starts[phrase.first]
    kind = kind_of(head)
    opening = sheet.lowers[phrase.first]
    known = None
    if kind == "person" and opening in ("the", "this", "that"):
        known = cast.role_before(head, place)
    if known is None and kind == "organization" and opening in ("the", "this"):
        known = cast.body_before(place, head)
    if known is None and opening in DEFINITE:
        known = cast.unnamed.get(head)
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


def pronoun(cast: Cast, at: int, previous: int | None) -> int | None:
    """Return the entity of a pronoun: the last speaker if it fits, else the last fitting name before it."""
    sheet = cast.sheet
    start = sheet.starts[at]
    gender = PRONOUNS[sheet.lowers[at]]
    found: int | None = None
    if gender in ("m", "f"):
        found = cast.subject_person(at, gender)
        if found is None and previous is not None and cast.fits(previous, gender):
            found = previous
        if found is None:
            found = cast.told_before(start, "PERSON", gender)
    elif gender == "o":
        found = previous if previous is not None and cast.is_thing(previous) else cast.told_before(start, "ORG")
    elif gender == "p" and previous is not None and cast.is_several(previous):
        found = previous
    if found is not None:
        cast.clusters[found].add(start, sheet.ends[at], "pronoun")
    return found
