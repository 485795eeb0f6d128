"""Pronouns that are sources: whom `he`, `it` and `they` stand for."""

from __future__ import annotations

from onrecord_baselines.rules.names.kinds import ROLES, kind_of
from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.nominals import described, new_source
from onrecord_baselines.rules.quotations.sources import head_of
from onrecord_baselines.rules.quotations.subjects import sentence_subject
from onrecord_baselines.rules.quotations.verbs import MARKS
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.words import word_map

OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it"}
POSSESSIVES = OWNERS | {"my": "i", "our": "we"}
PRONOUNS = word_map("pronouns")


def several_before(cast: Cast, at: int) -> int | None:
    """Return the plural subject that `they` stands for: of its own sentence, else of one of the three before it."""
    sheet = cast.sheet
    unit = sheet.unit_of[at]
    low = sheet.ranges[unit][0]
    if at - low > 3:
        found = plural_subject(cast, low, at)
        if found is not None or sheet.words[low][0] not in MARKS:
            return found
    for back in range(1, min(unit, 3) + 1):
        first, last = sheet.ranges[unit - back]
        found = plural_subject(cast, first, last) if first < last else None
        if found is not None:
            return found
        if back == 1 and cast.spoken and cast.is_several(cast.spoken[-1]):
            return None
    return None


def plural_subject(cast: Cast, low: int, high: int) -> int | None:
    """Return the entity of the plural common noun that is the subject between two tokens, or None."""
    sheet = cast.sheet
    phrase = sentence_subject(sheet, low, high)
    if phrase is None or sheet.lowers[phrase.first] in PRONOUNS:
        return None
    at = head_of(sheet, phrase)
    head = sheet.lowers[at]
    if kind_of(head) != "group" or (sheet.kinds[at] & CAPITAL and at > low and phrase.last - phrase.first > 3):
        return None
    for name in cast.names_in(sheet.starts[phrase.first], sheet.ends[phrase.last - 1]):
        if name.first <= at < name.last:
            return name.entity if cast.is_several(name.entity) else None
    known = cast.unnamed.get(head)
    return known if known is not None else new_source(cast, phrase, "group", head)


def acting_person(cast: Cast, at: int) -> int | None:
    """Return the person whom the subject of a pronoun's sentence names by a role (`The mayor repeated his claim`)."""
    sheet = cast.sheet
    low = sheet.ranges[sheet.unit_of[at]][0]
    phrase = sentence_subject(sheet, low, at) if at > low else None
    if phrase is None or sheet.lowers[phrase.first] in PRONOUNS:
        return None
    head = sheet.lowers[head_of(sheet, phrase)]
    return described(cast, phrase, head) if ROLES.get(head) == "person" else None


def pronoun(cast: Cast, at: int, previous: int | None) -> int | None:
    """Return the entity of a pronoun: the last speaker if it fits, else the last fitting name before it."""
    sheet = cast.sheet
    start = sheet.starts[at]
    gender = PRONOUNS[POSSESSIVES.get(sheet.lowers[at], sheet.lowers[at])]
    found: int | None = None
    if gender in ("m", "f"):
        found = cast.subject_person(at, gender)
        if found is None and previous is not None and cast.fits(previous, gender):
            found = previous
        if found is None:
            found = cast.told_before(start, "PERSON", gender)
        if found is None:
            found = acting_person(cast, at)
    elif gender == "o":
        found = previous if previous is not None and cast.is_thing(previous) else cast.told_before(start, "ORG")
    elif gender == "p":
        found = several_before(cast, at)
        if found is None and previous is not None and cast.is_several(previous):
            found = previous
        if found is None:
            found = next((each for each in reversed(cast.spoken[-4:]) if cast.is_several(each)), None)
    if found is not None:
        cast.clusters[found].add(start, sheet.ends[at], "pronoun")
    return found
