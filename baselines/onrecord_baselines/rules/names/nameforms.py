"""The type that a name's own words give: by list, by head word, by given name, by the shape of an acronym."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord_baselines.rules.names.numerals import NUMBERS
from onrecord_baselines.rules.names.splits import GIVEN, HEADS, KNOWN, SURNAMES
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.words import marked, word_map, word_set

ROMAN = marked("grammar", "roman")
FUNCTION_WORDS = word_set("function_words")
LABELS_WITH_NUMBER = {
    "Article": "LAW",
    "Section": "LAW",
    "Title": "LAW",
    "Proposition": "LAW",
    "Prop": "LAW",
    "Bill": "LAW",
    "Amendment": "LAW",
    "Ordinance": "LAW",
    "Directive": "LAW",
    "Order": "LAW",
    "Decree": "LAW",
    "Law": "LAW",
    "Act": "LAW",
    "Resolution": "LAW",
    "Measure": "LAW",
    "Route": "FAC",
    "Highway": "FAC",
    "Interstate": "FAC",
    "Pier": "FAC",
    "Motorway": "FAC",
    "Quay": "FAC",
    "Dock": "FAC",
    "Berth": "FAC",
    "Terminal": "FAC",
    "Runway": "FAC",
    "Channel": "ORG",
    "Station": "ORG",
    "Local": "ORG",
    "Hurricane": "EVENT",
}
FIRST_HEADS = word_map("first_heads")
NAME_WORDS = word_set("name_words")
PARTICLES = marked("grammar", "particles")
COMPANY_ENDS = marked("grammar", "company_ends")
# `PayPal`, but `McDonald` and `DeLong` are people.
INNER_CAPITAL = re.compile(r"[a-z]{3}[A-Z]")
LONGEST_ACRONYM = 5  # characters
SURNAMES_KNOWN = word_set("surnames")
DIRECTIONS = marked("grammar", "direction")
CASE_MARKS = frozenset(("v.", "vs.", "v"))
PLACE_ENDINGS = tuple(sorted(marked("grammar", "place_ending")))
FAMILY_FIRST = marked("grammar", "family_first")
SUFFIXES = frozenset(("Jr.", "Sr.", "Jr", "Sr"))
TWO_WORD_HEADS = {
    f"{a} {b}": "FAC"
    for a in ("Convention", "Community", "Shopping", "Leisure", "Detention", "Sports", "Conference", "Civic")
    for b in ("Center", "Centre")
} | {
    "World Cup": "EVENT",
    "Police Station": "FAC",
    "Power Station": "FAC",
    "Power Plant": "FAC",
    "National Park": "LOC",
    "State Park": "LOC",
    "Supreme Court": "ORG",
    "High Court": "ORG",
    "Executive Order": "LAW",
    "Town Hall": "FAC",
    "City Hall": "FAC",
    "Guest House": "FAC",
    "White House": "ORG",
    "Black Sea": "LOC",
    "New Deal": "LAW",
    "Law School": "ORG",
}


COMMON = "common word in the name"


class Evidence(NamedTuple):
    """A type, how strong the evidence for it is (4 list, 3 head or title, 2 context, 1 shape, 0 none) and the rule."""

    type: str
    strength: int
    rule: str


class NameForm(NamedTuple):
    """What the words of a name say by themselves: by list, by form, and, if nothing else speaks, by shape."""

    listed: Evidence | None
    formed: Evidence | None
    shaped: Evidence


@remembered
def name_form(text: str) -> NameForm:
    """Return what the words of a name, one space apart, say by themselves."""
    words = text.split(" ")
    known = KNOWN.get(text) or KNOWN.get(text.replace("\u2019", "'"))
    if known is None and len(text) > LONGEST_ACRONYM and text.isupper():
        # `WASHINGTON`, as in a dateline.
        known = KNOWN.get(text.title())
        known = None if known is not None and known[0] == "NORP" else known
    listed = None
    if known:
        # `Austin`, `Jackson` and `Ford` are people as often.
        person = len(words) == 1 and (words[0] in GIVEN or words[0] in SURNAMES_KNOWN)
        strength = 2 if (known[0] == "GPE" and words[0] in GIVEN) or (known[0] in ("GPE", "ORG") and person) else 4
        listed = Evidence(known[0], strength, f"list of {known[1]}")
    form = form_of_many(words) if len(words) > 1 else form_of_one(words[0])
    shape = shape_of_many(words) if len(words) > 1 else shape_of_one(words[0])
    formed = Evidence(form[0], 2 if form[1] == COMMON else 3, form[1]) if form else None
    return NameForm(listed, formed, shape)


def form_of_many(words: list[str]) -> tuple[str, str] | None:
    """Return the type and rule that several words of a name give by themselves."""
    first, final = words[0], words[-1]
    if words[-2] in LABELS_WITH_NUMBER and (
        final[0].isdigit() or len(final) == 1 or NUMBERS.get(final.lower()) == "count"
    ):
        return LABELS_WITH_NUMBER[words[-2]], "label with a number"
    if final in COMPANY_ENDS or not CASE_MARKS.isdisjoint(words[1:-1]):
        return ("ORG", "company") if final in COMPANY_ENDS else ("LAW", "case name")
    for at, word in enumerate(words):
        if word in ("of", "for", "on") and at and words[at - 1] in HEADS:
            # `City of London Police`: the last head decides, the first one otherwise.
            end = HEADS.get(final, "") if at < len(words) - 2 and words[-2] not in ("of", "for", "on") else ""
            if " ".join(words[at + 1 :]) in KNOWN:
                # `University of Cape Town`.
                end = ""
            return end or HEADS[words[at - 1]], "head word"
    if FIRST_HEADS.get(first) == "ORG" and (words[1] == "of" or words[1] in PARTICLES):
        return "ORG", "first word"
    two = " ".join(words[-2:])
    part = first in DIRECTIONS and KNOWN.get(" ".join(words[1:]), ("",))[0] in ("GPE", "LOC")
    if part or two in TWO_WORD_HEADS:
        return ("LOC", "part of a place") if part else (TWO_WORD_HEADS[two], "head words")
    if final in HEADS and not is_person_before_head(words):
        return HEADS[final], "head word"
    if first in FIRST_HEADS:
        return FIRST_HEADS[first], "first word"
    hyphen = final.partition("-")[2]
    if first in FAMILY_FIRST and len(words) == 2 and hyphen and hyphen.islower():
        # `Moon Jae-in`.
        return "PERSON", "family name first"
    if final not in GIVEN and (final in NAME_WORDS or first in NAME_WORDS) and first not in GIVEN:
        return "ORG", COMMON
    if (
        first in FAMILY_FIRST
        and len(words) < 4
        and (final.lower() != final and ("-" not in final or final.partition("-")[2].islower()))
    ):
        return "PERSON", "family name first"
    initial = any(word[1:2] == "." and word.count(".") * 2 == len(word) for word in words[:-1]) and first not in KNOWN
    if (
        first in GIVEN
        or final in SUFFIXES
        or final in ROMAN
        or initial
        or any(word in PARTICLES for word in words[1:-1])
    ):
        return "PERSON", "given name"
    pair = len(words) == 3 and words[1] == "and"
    return ("ORG", "pair of a firm") if pair or "&" in " ".join(words) else None


@remembered
def initials(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the acronyms that several words of a name may have: of its capitals, and of all its words."""
    parts = [part for word in words for part in word.split("-") if part[:1].isalpha()]
    return "".join(part[0] for part in parts if part[0].isupper()), "".join(part[0].upper() for part in parts)


def is_person_before_head(words: list[str]) -> bool:
    """Tell whether a name that ends with a head word is a person's: `Marc Lamont Hill`, `Jonathan Bank`."""
    return words[-1] in SURNAMES and (
        words[0] in GIVEN or (len(words) == 3 and len(words[1]) == 2 and words[1][1] == ".")
    )


def form_of_one(word: str) -> tuple[str, str] | None:
    """Return the type and rule that the one word of a name gives by itself."""
    bare = word.replace(".", "")
    if len(bare) > 1 and bare.isupper() and bare.isalpha():
        return "ORG", "acronym"
    return ("ORG", "head word") if HEADS.get(word) == "ORG" else None


def shape_of_many(words: list[str]) -> Evidence:
    """Return the type of several capitals that nothing stands beside: a person, if no word is common."""
    if "'s" in words or "\u2019s" in words:
        return Evidence("ORG", 1, "possessive in the name")
    if any(len(word) > 1 and word.isupper() and "." not in word and word not in ROMAN for word in words):
        return Evidence("ORG", 1, "acronym in the name")
    if words[-1].lower() in FUNCTION_WORDS or words[0].lower() in FUNCTION_WORDS:
        return Evidence("ORG", 0, "common words")
    if KNOWN.get(words[0], ("", ""))[0] and words[-1] not in SURNAMES_KNOWN and "-" not in words[-1]:
        return Evidence("ORG", 1, "known name in the name")
    return Evidence("PERSON", 1, "two or more capitals")


def shape_of_one(word: str) -> Evidence:
    """Return the type of one capital that nothing stands beside."""
    if word in GIVEN:
        return Evidence("PERSON", 2, "given name")
    if word == "House":
        return Evidence("ORG", 1, "a parliament")
    if word in HEADS:
        return Evidence(HEADS[word], 0, "head word alone")
    if word in SURNAMES_KNOWN:
        return Evidence("PERSON", 2, "surname")
    if word.endswith(("ians", "ese", "ites", "ists")):
        return Evidence("NORP", 1, "ending of a people")
    if word.endswith(PLACE_ENDINGS) and len(word) > 6:
        return Evidence("GPE", 1, "ending of a place")
    if INNER_CAPITAL.search(word) and not word.startswith("Mac"):
        return Evidence("ORG", 1, "capital inside the word")
    if "." in word or word in NAME_WORDS or not word.replace("-", "").replace("'", "").replace("\u2019", "").isalpha():
        return Evidence("ORG", 0, "single capital")
    return Evidence("PERSON", 0, "single capital")
