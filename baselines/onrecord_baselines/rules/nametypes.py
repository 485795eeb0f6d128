"""The type of each candidate name: by its words, by what stands beside it, by the rest of the document."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TypeAlias

from .classes import CAPITAL
from .contexts import PLACE_BEFORE, PLACES_BEFORE, by_context
from .nameforms import COMMON, FAMILY_FIRST, FIRST_HEADS, LONGEST_ACRONYM, PARTICLES, Evidence, initials, name_form
from .pieces import PARTY_LETTERS, POSTAL, names_state
from .splits import GIVEN, KNOWN, Name
from .sports import find_teams
from .tokens import Sheet
from .words import marked

Found: TypeAlias = tuple[str, int, str]  # type, strength and rule
LIST_JOINTS = frozenset((",", "and", "or", "the"))
SHORTEST_LIST = 3  # names
WIDEST_GAP = 4  # tokens
STRONG = 3  # strength: by list, head or title
DASHES = frozenset(("\u2014", "\u2013", "--"))
BUILDING_BEFORE = marked("grammar", "building_before")
PREFIXES = marked("grammar", "prefixes")


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
        short = item.last - item.first == 1 or (sheet.lowers[item.first] in PARTICLES and item.strength <= 2)
        if short and sheet.lowers[item.last - 1] in parts and may_be_part(sheet, item):
            item.type, item.rule, item.strength = "PERSON", "part of a person's name", 3
    follow_long_forms(sheet, typed, best)
    towns = [(item.first, item.last) for item in typed if item.type == "GPE" and item.rule.startswith("list")]
    teams = find_teams(sheet, towns) if towns else {}
    for item in typed if teams else ():
        if item.first in teams:
            item.type, item.strength, item.rule = teams[item.first]
    agree_in_lists(sheet, typed)
    if "administration" in sheet.lowers:
        for item in typed:
            reach_administration(sheet, item)
    return typed


def agree_in_lists(sheet: Sheet, typed: list[Typed]) -> None:
    """Give a name that nothing else speaks for the type of the others in its list (`Vantor, Kelp & Sons and …`)."""
    for one, other in itertools.pairwise(typed):
        if sheet.lowers[one.last : other.first] == ["and"]:
            # `Kagan and Jackson`.
            for item, beside in ((one, other), (other, one)):
                if beside.type == "PERSON" and item.strength == 2 and item.rule == "list of places":
                    item.type, item.rule = "PERSON", "list of one kind"
    at = 0
    while at < len(typed):
        end = at + 1
        while end < len(typed) and is_listed_after(sheet, typed[end - 1], typed[end]):
            end += 1
        if end - at >= SHORTEST_LIST:
            types = {item.type for item in typed[at:end] if item.strength}
            strong = any(item.strength >= STRONG for item in typed[at:end])
            for item in typed[at:end]:
                if not item.strength and strong and len(types) == 1:
                    item.type, item.strength, item.rule = *types, 1, "list of one kind"
        at = end


def is_listed_after(sheet: Sheet, one: Typed, other: Typed) -> bool:
    """Tell whether only a comma, `and`, or both, with an article, stand between two names."""
    gap = other.first - one.last
    return 0 < gap < WIDEST_GAP and all(word in LIST_JOINTS for word in sheet.lowers[one.last : other.first])


def may_be_part(sheet: Sheet, item: Typed) -> bool:
    """Tell whether a word that is in a person's name can mean that person: not where it is known, or a place here."""
    if item.strength <= 2:
        return item.rule != "preposition of place"
    if item.type not in ("GPE", "ORG") or not item.rule.startswith("list of") or item.text.isupper():
        return False
    # `Bolton said` where the text names a `John Bolton`.
    return item.first > 0 and sheet.lowers[item.first - 1] not in PLACES_BEFORE | PLACE_BEFORE


def follow_long_forms(sheet: Sheet, typed: list[Typed], best: dict[str, Typed]) -> None:
    """Give short forms that say little by themselves the type of the longer name that they begin or end."""
    longer: dict[str, Typed] = {}
    events: dict[str, Typed] = {}
    acronyms: dict[str, Typed] = {}
    for item in best.values():
        size = item.last - item.first
        if size < 2 or item.type in ("PERSON", "NORP") or item.strength < 2:
            continue
        words = sheet.words[item.first : item.last]
        for end in range(1, size):
            longer.setdefault(" ".join(words[:end]), item)
        after = 1
        while after < size - 1 and words[after] in PARTICLES:
            after += 1
        rest = " ".join(words[after:])
        if words[0] in FIRST_HEADS:
            longer.setdefault(rest, item)
            if item.type == "EVENT":
                events[rest] = item
        for short in initials(words):
            acronyms.setdefault(short, item)
    if not longer:
        return
    for item in typed:
        if item.text in events and not (item.first and sheet.lowers[item.first - 1] in PLACES_BEFORE | PLACE_BEFORE):
            item.type, item.strength, item.rule = "EVENT", 3, "short form of a longer name"
            continue
        bare = item.text.replace(".", "")
        form = longer.get(item.text) if item.strength <= 1 or item.rule in (COMMON, "surname") else None
        if form is None and bare.isupper() and item.rule.startswith("acronym"):
            form = acronyms.get(bare)
        if form is not None:
            item.type, item.strength, item.rule = form.type, 3, "short form of a longer name"


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
            last = item.last - 1
            while last > item.first and sheet.lowers[last] in PREFIXES:
                last -= 1
            parts.add(sheet.lowers[last])
            if sheet.words[item.first] in GIVEN or sheet.words[item.first] in FAMILY_FIRST or item.strength >= 3:
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
    low, high = sheet.ranges[sheet.unit_of[first]]
    if listed and listed.strength > 2:
        return Typed(first, last, text, *(white_house(sheet, first, listed) if text == "White House" else listed))
    special = by_marks(sheet, first, last, low)
    if special:
        return Typed(first, last, text, *special)
    if listed:
        return Typed(first, last, text, *(by_context(sheet, first, last, low, high) or listed))
    if first == low and last < high and words[last] in DASHES and last - first < 4:
        return Typed(first, last, text, "GPE", 3, "dateline")
    if last - first == 1 and first == low and last < high and words[last] == ":" and len(text) > LONGEST_ACRONYM:
        return Typed(first, last, text, "PERSON", 3, "label of a speaker")
    evidence = form.formed or by_context(sheet, first, last, low, high) or form.shaped
    return Typed(first, last, text, *evidence)


def white_house(sheet: Sheet, first: int, listed: Evidence) -> Evidence:
    """Return that the White House is a building where one is or goes (`to the White House`), else a body."""
    at = first - 2 if first > 1 and sheet.lowers[first - 1] == "the" else first - 1
    if at >= 0 and at < first - 1 and sheet.lowers[at] in BUILDING_BEFORE:
        return Evidence("FAC", 4, "preposition before the building")
    return listed


def by_marks(sheet: Sheet, first: int, last: int, low: int) -> Evidence | None:
    """Return what a party letter or a postal code is (`D-Minn.`, `Dallas, TX`)."""
    words = sheet.words
    word = words[first]
    high = sheet.ranges[sheet.unit_of[first]][1]
    if last - first in (2, 3) and first == low + 1 and words[low] == "By" and high - last < 2 and word.isupper():
        return Evidence("PERSON", 3, "byline")
    bracketed = last + 2 < high and words[last] == "(" and words[last + 2] == ")" and last - first < 4
    if bracketed and KNOWN.get(words[last + 1], ("",))[0] in ("GPE", "ORG") and word.istitle():
        # `Ruiz (Spain)`, `Hamilton (Mercedes)`; an acronym in brackets is the name's own.
        own = words[last + 1].replace(".", "") in initials(words[first:last])
        formed = name_form(" ".join(words[first:last])).formed
        return None if own or formed else Evidence("PERSON", 2, "team in brackets")
    if last - first > 1:
        return None
    alone = first > low and words[first - 1] == "(" and words[last : last + 1] == [")"]
    state = last + 1 < len(words) and words[last] == "-" and names_state(words[last + 1])
    if word in PARTY_LETTERS and (alone or state):
        return Evidence("NORP", 4, "letter of a party")
    if word in POSTAL and first > low and words[first - 1] in (",", "-") and sheet.kinds[first - 2] & CAPITAL:
        return Evidence("GPE", 4, "postal code")
    return None


def reach_administration(sheet: Sheet, item: Typed) -> None:
    """Make `the X administration` one body with its common noun."""
    high = sheet.ranges[sheet.unit_of[item.first]][1]
    if item.last < high and sheet.lowers[item.last] == "administration" and item.type in ("PERSON", "GPE", "ORG"):
        item.last += 1
        item.text = f"{item.text} {sheet.words[item.last - 1]}"
        item.type, item.strength, item.rule, item.title = "ORG", 4, "administration", ""
