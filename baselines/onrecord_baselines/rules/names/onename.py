"""The type of one candidate name: by the title before it, its own words, the marks and the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord_baselines.rules.names.contexts import by_context
from onrecord_baselines.rules.names.nameforms import LONGEST_ACRONYM, Evidence, initials, name_form
from onrecord_baselines.rules.names.splits import KNOWN
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.pieces import PARTY_LETTERS, POSTAL, names_state
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

DASHES = frozenset(("\u2014", "\u2013", "--"))
BUILDING_BEFORE = marked("grammar", "building_before")
LETTERS = PARTY_LETTERS | POSTAL


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


def type_name(sheet: Sheet, first: int, last: int, title: str) -> Typed:
    """Type one candidate from itself and its neighbours."""
    words = sheet.words
    text = words[first] if last - first == 1 else " ".join(words[first:last])
    listed, formed, shaped = name_form(text)
    if title and not (listed and listed.type in ("ORG", "GPE", "NORP")):
        return Typed(first, last, text, "PERSON", 3, "title before the name", title)
    if listed and listed.strength > 2:
        kind, strength, rule = white_house(sheet, first, listed) if text == "White House" else listed
        return Typed(first, last, text, kind, strength, rule)
    low, high = sheet.ranges[sheet.unit_of[first]]
    after = words[last] if last < high else ""
    special = None
    if after == "(" or text in LETTERS or (first == low + 1 and words[low] == "By"):
        special = by_marks(sheet, first, last, low)
    if special is None:
        if listed:
            special = by_context(sheet, first, last, low, high) or listed
        elif first == low and after in DASHES and last - first < 4:
            return Typed(first, last, text, "GPE", 3, "dateline")
        elif first == low and after == ":" and last - first == 1 and len(text) > LONGEST_ACRONYM:
            return Typed(first, last, text, "PERSON", 3, "label of a speaker")
        else:
            special = formed or by_context(sheet, first, last, low, high) or shaped
    kind, strength, rule = special
    return Typed(first, last, text, kind, strength, rule)


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
        own = words[last + 1].replace(".", "") in initials(tuple(words[first:last]))
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
