"""The type of each candidate name: by its words, by what stands beside it, by the rest of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .classes import CAPITAL, WORD
from .nameforms import Evidence, name_form
from .splits import GIVEN, KNOWN, Name
from .tokens import Sheet
from .words import classed, marked

Found: TypeAlias = tuple[str, int, str]  # type, strength and rule
DASHES = frozenset(("\u2014", "\u2013", "--"))
PLACE_BEFORE = marked("grammar", "place_before")
SAYS = classed("cues", "say")
PERSON_BEFORE = classed("roles", "person")
PLACES_BEFORE = frozenset(("in", "from", "of", "at", "near", "to", ""))


@dataclass(slots=True)
class Typed:
    """A name with its type, how strong the evidence for it is (see ``nameforms``) and the rule."""

    first: int
    last: int
    text: str
    type: str
    strength: int
    rule: str
    title: str = ""


def type_names(sheet: Sheet, names: list[Name]) -> list[Typed]:
    """Type the candidates of a document; one string has one type, that of its strongest evidence."""
    typed = [type_name(sheet, first, last, title) for first, last, title in names]
    best: dict[str, Typed] = {}
    for item in typed:
        kept = best.get(item.text)
        if kept is None or item.strength > kept.strength:
            best[item.text] = item
    # As they are now: what follows changes them.
    strongest = {text: (item.type, item.strength, item.rule) for text, item in best.items()}
    votes = count_votes(typed, strongest)
    parts = person_parts(sheet, best)
    for item in typed:
        kind, strength, rule = votes.get(item.text) or strongest[item.text]
        if strength > item.strength or (kind != item.type and item.text in votes):
            item.type, item.strength, item.rule = kind, strength, f"{rule}, elsewhere in the text"
        if item.strength <= 2 and item.last - item.first == 1 and sheet.lowers[item.first] in parts:
            item.type, item.rule, item.strength = "PERSON", "part of a person's name", 3
    if "administration" in sheet.lowers:
        for item in typed:
            reach_administration(sheet, item)
    return typed


def count_votes(typed: list[Typed], strongest: dict[str, Found]) -> dict[str, Found]:
    """Return, for each string that only its places speak for, the type that most of them give."""
    tally: dict[str, dict[str, int]] = {}
    for item in typed:
        if strongest[item.text][1] <= 2:
            of_type = tally.setdefault(item.text, {})
            of_type[item.type] = of_type.get(item.type, 0) + 1 + 3 * item.strength
    return {
        text: (max(of_type, key=lambda kind: (of_type[kind], kind)), 2, "most of its places")
        for text, of_type in tally.items()
        if len(of_type) > 1
    }


def person_parts(sheet: Sheet, best: dict[str, Typed]) -> set[str]:
    """Return the surnames and given names of the persons whose full name the text gives."""
    parts: set[str] = set()
    for item in best.values():
        if item.type == "PERSON" and item.last - item.first > 1:
            parts.add(sheet.lowers[item.last - 1])
            if sheet.words[item.first] in GIVEN or item.strength >= 3:
                parts.add(sheet.lowers[item.first])
    return parts


def type_name(sheet: Sheet, first: int, last: int, title: str) -> Typed:
    """Type one candidate from itself and its neighbours."""
    words = sheet.words
    text = words[first] if last - first == 1 else " ".join(words[first:last])
    form = name_form(text)
    listed = form.listed
    if title and not (listed and listed.type in ("ORG", "GPE", "NORP")):
        return Typed(first, last, text, "PERSON", 3, "title before the name", title)
    if listed:
        return Typed(first, last, text, *listed)
    low, high = sheet.ranges[sheet.unit_of[first]]
    if first == low and last < high and words[last] in DASHES and last - first < 4:
        return Typed(first, last, text, "GPE", 3, "dateline")
    evidence = form.formed or by_context(sheet, first, last, low, high) or form.shaped
    return Typed(first, last, text, *evidence)


def by_context(sheet: Sheet, first: int, last: int, low: int, high: int) -> Evidence | None:
    """Return the evidence of what stands before and after a name in its unit (tokens ``low`` to before ``high``)."""
    words, lowers = sheet.words, sheet.lowers
    before = lowers[first - 1] if first > low else ""
    after = lowers[last] if last < high else ""
    size = last - first
    if after == "," and last + 1 < high:
        second = words[last + 1]
        if before in PLACES_BEFORE and KNOWN.get(second, ("", ""))[0] == "GPE":
            return Evidence("GPE", 3, "place before its country")
        if len(second) == 2 and second.isdigit():
            return Evidence("PERSON", 3, "age after the name")
    if before in PERSON_BEFORE:
        return Evidence("PERSON", 3, "role before the name")
    if before == "the":
        if after == "administration":
            return Evidence("PERSON", 1, "administration")
        if after == "government":
            return Evidence("GPE", 2, "government")
        if size > 1:
            return Evidence("ORG", 2, "article before capitals")
    elif size > 1 and (
        after in SAYS or before in ("said", "says") or (after == "," and last + 1 < high and lowers[last + 1] == "who")
    ):
        return Evidence("PERSON", 2, "cue beside the name")
    if before in PLACE_BEFORE and size <= 3:
        return Evidence("GPE", 2, "preposition of place")
    if size == 1:
        if before == "from":
            return Evidence("GPE", 1, "preposition of place")
        noun_after = after and sheet.kinds[last] & (WORD | CAPITAL) == WORD
        if noun_after and words[first].endswith(("ian", "ist")) and words[first] not in GIVEN:
            return Evidence("NORP", 1, "ending of a people")
    return None


def reach_administration(sheet: Sheet, item: Typed) -> None:
    """Make `the X administration` one body with its common noun."""
    high = sheet.ranges[sheet.unit_of[item.first]][1]
    if item.last < high and sheet.lowers[item.last] == "administration" and item.type in ("PERSON", "GPE", "ORG"):
        item.last += 1
        item.text = f"{item.text} {sheet.words[item.last - 1]}"
        item.type, item.strength, item.rule, item.title = "ORG", 4, "administration", ""
