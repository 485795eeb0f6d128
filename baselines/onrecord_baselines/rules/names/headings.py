"""Names in headings, where a capital says nothing: those that the text or the gazetteer knows."""

from __future__ import annotations

from functools import cache
from itertools import compress

from onrecord_baselines.rules.names.contexts import PLACE_BEFORE
from onrecord_baselines.rules.names.nameforms import FUNCTION_WORDS, SURNAMES_KNOWN, Evidence
from onrecord_baselines.rules.names.onename import Typed
from onrecord_baselines.rules.names.splits import GIVEN, KNOWN
from onrecord_baselines.rules.text.classes import CAPITAL, FUNCTION, ROLE
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import word_map, word_set

LONGEST = 12
SHORT = 3  # characters: a capital word no longer than that may be an acronym
VERBS_AFTER = word_set("thirds") | word_map("cues").keys() | word_map("verbs").keys()


def names_in_headings(sheet: Sheet, typed: list[Typed]) -> list[Typed]:
    """Find in headings the names that the rest of the text or the gazetteer knows."""
    if True not in sheet.headings:
        return []
    names: dict[str, Evidence] = {}
    sizes: dict[str, int] = {}
    places = compress(sheet.ranges, sheet.headings)
    opening = {sheet.lowers[at] for first, last in places for at in range(first, last) if sheet.kinds[at] & CAPITAL}
    same: dict[str, list[Typed]] = {}
    for item in typed:
        if sheet.lowers[item.first] not in opening:
            continue
        lowers = sheet.lowers[item.first : item.last]
        name = " ".join(lowers)
        same.setdefault(name, []).append(item)
        if not item.strength and sheet.traits[item.first] & FUNCTION:
            continue
        names.setdefault(name, Evidence(item.type, item.strength, item.rule))
        sizes[lowers[0]] = max(sizes.get(lowers[0], 0), min(len(lowers), LONGEST))
    found: list[Typed] = []
    for first, last in compress(sheet.ranges, sheet.headings):
        at = first
        while at < last:
            end, evidence = longest_match(sheet, names, sizes, at, last) if sheet.kinds[at] & CAPITAL else (at, None)
            if evidence is None or evidence.strength < 3:
                end, evidence = person_in_heading(sheet, at, last, end, evidence)
            if evidence is None:
                at += 1
                continue
            if not evidence.strength and at > first and sheet.lowers[at - 1] in PLACE_BEFORE:
                evidence = Evidence("GPE", 2, "preposition of place")
                name = " ".join(sheet.lowers[at:end])
                names[name] = evidence
                for item in same[name]:
                    item.type, item.strength, item.rule = evidence
            rule = f"{evidence.rule}, in a heading"
            found.append(Typed(at, end, sheet.span_text(at, end), evidence.type, evidence.strength, rule))
            at = end
    return found


def person_in_heading(
    sheet: Sheet, at: int, last: int, end: int, evidence: Evidence | None
) -> tuple[int, Evidence | None]:
    """Return the end and the evidence of a person's name by its given name or surname, else what was known."""
    if end <= at + 1 and given_name(sheet, at, last):
        stop = at + 2
        if stop < last and (at + 3 >= last or sheet.words[stop] in SURNAMES_KNOWN):
            more = sheet.kinds[stop] & CAPITAL and not sheet.traits[stop] & FUNCTION
            stop += 1 if more and sheet.lowers[stop] not in VERBS_AFTER else 0
        return stop, Evidence("PERSON", 1, "given name")
    word = sheet.words[at].title() if sheet.words[at].isupper() and len(sheet.words[at]) > SHORT else sheet.words[at]
    if evidence is None and word in SURNAMES_KNOWN and not sheet.traits[at] & (FUNCTION | ROLE):
        return at + 1, Evidence("PERSON", 1, "surname")
    return end, evidence


def given_name(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a given name and another capital, both no function words, begin at a token."""
    if at + 1 >= last or not sheet.kinds[at + 1] & CAPITAL or sheet.traits[at] & FUNCTION:
        return False
    first, second = sheet.words[at], sheet.words[at + 1]
    if first.isupper() and len(first) > SHORT:
        # `HILLARY CLINTON`.
        return first.title() in GIVEN and (second.title() in SURNAMES_KNOWN or second.title() in GIVEN)
    begins = first in GIVEN or (len(first) == 2 and first[1] == ".")
    plain = not sheet.traits[at + 1] & FUNCTION or second == "May"
    return begins and plain and (second == "May" or second.lower() not in VERBS_AFTER)


@cache
def listed_names() -> tuple[dict[str, Evidence], dict[str, int]]:
    """Return the names of the gazetteer in lower case, and how many words those with one first word have at most."""
    names: dict[str, Evidence] = {}
    sizes: dict[str, int] = {}
    for name, (kind, rule) in KNOWN.items():
        words = name.lower().split(" ")
        # In capitals `US` and `us`, `IT` and `it` are one: short acronyms need the text's own evidence.
        if len(words) > 1 or (len(name) > 3 and words[0] not in FUNCTION_WORDS):
            names.setdefault(" ".join(words), Evidence(kind, 4, f"list of {rule}"))
            sizes[words[0]] = max(sizes.get(words[0], 0), len(words))
    return names, sizes


def longest_match(
    sheet: Sheet, names: dict[str, Evidence], sizes: dict[str, int], at: int, last: int
) -> tuple[int, Evidence | None]:
    """Return the end and the evidence of the longest known name that begins at a token."""
    listed, listed_sizes = listed_names()
    lower = sheet.lowers[at]
    size = max(sizes.get(lower, 0), listed_sizes.get(lower, 0))
    for end in range(min(at + size, last), at, -1):
        text = " ".join(sheet.lowers[at:end])
        evidence = names.get(text) or listed.get(text)
        if evidence is not None:
            return end, evidence
    return at, None
