"""The type that a name's own words give: by list, by head word, by given name, by the shape of an acronym."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .splits import GIVEN, HEADS, KNOWN, SURNAMES
from .words import marked, word_set

ROMAN = marked("grammar", "roman")
FUNCTION_WORDS = word_set("function_words")
LABELS_WITH_NUMBER = {
    "Article": "LAW",
    "Section": "LAW",
    "Title": "LAW",
    "Proposition": "LAW",
    "Resolution": "LAW",
    "Measure": "LAW",
    "Route": "FAC",
    "Highway": "FAC",
    "Interstate": "FAC",
    "Pier": "FAC",
    "Hurricane": "EVENT",
}
FIRST_HEADS = {
    "Lake": "LOC",
    "Mount": "LOC",
    "Mt.": "LOC",
    "Cape": "LOC",
    "Gulf": "LOC",
    "Strait": "LOC",
    "Isle": "LOC",
    "Hurricane": "EVENT",
    "Cyclone": "EVENT",
    "Typhoon": "EVENT",
    "Operation": "EVENT",
    "Tropical": "EVENT",
    "Storm": "EVENT",
    "Port": "GPE",
    "Fort": "GPE",
    "Camp": "FAC",
    "Interstate": "FAC",
    "Radio": "ORG",
    "Club": "ORG",
    "Team": "ORG",
}
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


@lru_cache(maxsize=50_000)
def name_form(text: str) -> NameForm:
    """Return what the words of a name, one space apart, say by themselves."""
    words = text.split(" ")
    known = KNOWN.get(text) or KNOWN.get(text.replace("\u2019", "'"))
    listed = None
    if known:
        strength = 4 if not (known[0] == "GPE" and words[0] in GIVEN) else 2
        listed = Evidence(known[0], strength, f"list of {known[1]}")
    form = form_of_many(words) if len(words) > 1 else form_of_one(words[0])
    shape = shape_of_many(words) if len(words) > 1 else shape_of_one(words[0])
    return NameForm(listed, Evidence(form[0], 3, form[1]) if form else None, shape)


def form_of_many(words: list[str]) -> tuple[str, str] | None:
    """Return the type and rule that several words of a name give by themselves."""
    first, final = words[0], words[-1]
    if first in LABELS_WITH_NUMBER and final[0].isdigit():
        return LABELS_WITH_NUMBER[first], "label with a number"
    if "v." in words or "vs." in words:
        return "LAW", "case name"
    for at, word in enumerate(words):
        if word in ("of", "for", "on") and at and words[at - 1] in HEADS:
            # `City of London Police`: the last head decides, the first one otherwise.
            end = HEADS.get(final, "") if at < len(words) - 2 else ""
            return end or HEADS[words[at - 1]], "head word"
    two = " ".join(words[-2:])
    if two in TWO_WORD_HEADS:
        return TWO_WORD_HEADS[two], "head words"
    if final in HEADS and not (final in SURNAMES and first in GIVEN):
        return HEADS[final], "head word"
    if first in FIRST_HEADS:
        return FIRST_HEADS[first], "first word"
    initial = any(len(word) == 2 and word[1] == "." for word in words[:-1])
    if first in GIVEN or final in ("Jr.", "Sr.", "Jr", "Sr") or initial:
        return "PERSON", "given name"
    return ("ORG", "ampersand") if "&" in " ".join(words) else None


def form_of_one(word: str) -> tuple[str, str] | None:
    """Return the type and rule that the one word of a name gives by itself."""
    bare = word.replace(".", "")
    if len(bare) > 1 and bare.isupper() and bare.isalpha():
        return "ORG", "acronym"
    return ("ORG", "head word") if HEADS.get(word) == "ORG" else None


def shape_of_many(words: list[str]) -> Evidence:
    """Return the type of several capitals that nothing stands beside: a person, if no word is common."""
    if any(len(word) > 1 and word.isupper() and "." not in word and word not in ROMAN for word in words):
        return Evidence("ORG", 1, "acronym in the name")
    if words[-1].lower() in FUNCTION_WORDS or words[0].lower() in FUNCTION_WORDS:
        return Evidence("ORG", 0, "common words")
    if KNOWN.get(words[0], ("", ""))[0] in ("GPE", "NORP", "LOC"):
        return Evidence("ORG", 1, "place in the name")
    return Evidence("PERSON", 1, "two or more capitals")


def shape_of_one(word: str) -> Evidence:
    """Return the type of one capital that nothing stands beside."""
    if word in GIVEN:
        return Evidence("PERSON", 2, "given name")
    if word.endswith(("ians", "ese", "ites", "ists")):
        return Evidence("NORP", 1, "ending of a people")
    return Evidence("ORG", 0, "single capital")
