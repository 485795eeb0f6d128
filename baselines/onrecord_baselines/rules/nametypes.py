"""The type of each candidate name: by list, by head word, by what stands beside it, by the rest of the document."""

from __future__ import annotations

from dataclasses import dataclass

from .splits import SURNAMES, Name
from .tokens import Sheet
from .words import classed, gazetteer, marked, word_map, word_set

DASHES = ("\u2014", "\u2013", "--")
ROMAN = marked("grammar", "roman")
PLACE_BEFORE = marked("grammar", "place_before")
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


@dataclass(slots=True)
class Typed:
    """A name with its type, how strong the evidence is (4 list, 3 head or title, 2 context, 1 shape) and the rule."""

    first: int
    last: int
    type: str
    strength: int
    rule: str
    title: str = ""


def type_names(sheet: Sheet, names: list[Name]) -> list[Typed]:
    """Type the candidates of a document; one string has one type, that of its strongest evidence."""
    typed = [type_name(sheet, name) for name in names]
    best: dict[str, Typed] = {}
    for item in typed:
        key = sheet.span_text(item.first, item.last)
        if key not in best or item.strength > best[key].strength:
            best[key] = item
    votes = count_votes(sheet, typed, best)
    parts = person_parts(sheet, best)
    for item in typed:
        key = sheet.span_text(item.first, item.last)
        strongest = votes.get(key, best[key])
        if strongest.strength > item.strength or (key in votes and strongest.type != item.type):
            item.type, item.rule, item.strength = (
                strongest.type,
                f"{strongest.rule}, elsewhere in the text",
                strongest.strength,
            )
        if item.strength <= 2 and item.last - item.first == 1 and sheet.tokens[item.first].lower in parts:
            item.type, item.rule, item.strength = "PERSON", "part of a person's name", 3
    return [reach_administration(sheet, item) for item in typed]


def count_votes(sheet: Sheet, typed: list[Typed], best: dict[str, Typed]) -> dict[str, Typed]:
    """Return, for each string that only its places speak for, the type that most of them give."""
    tally: dict[str, dict[str, int]] = {}
    for item in typed:
        key = sheet.span_text(item.first, item.last)
        if best[key].strength <= 2:
            of_type = tally.setdefault(key, {})
            of_type[item.type] = of_type.get(item.type, 0) + 1 + 3 * item.strength
    result: dict[str, Typed] = {}
    for key, of_type in tally.items():
        if len(of_type) > 1:
            kind = max(of_type, key=lambda name: (of_type[name], name))
            result[key] = Typed(0, 0, kind, 2, "most of its places")
    return result


def person_parts(sheet: Sheet, best: dict[str, Typed]) -> set[str]:
    """Return the surnames and given names of the persons whose full name the text gives."""
    parts: set[str] = set()
    for item in best.values():
        if item.type == "PERSON" and item.last - item.first > 1:
            parts.add(sheet.tokens[item.last - 1].lower)
            if sheet.tokens[item.first].text in word_map("given_names") or item.strength >= 3:
                parts.add(sheet.tokens[item.first].lower)
    return parts


def type_name(sheet: Sheet, name: Name) -> Typed:
    """Type one candidate from itself and its neighbours."""
    tokens = sheet.tokens
    first, last = name.first, name.last
    words = [token.text for token in tokens[first:last]]
    text = " ".join(words)
    known = gazetteer().get(text) or gazetteer().get(text.replace("\u2019", "'"))
    if name.title and not (known and known[0] in ("ORG", "GPE", "NORP")):
        return Typed(first, last, "PERSON", 3, "title before the name", name.title)
    if known:
        strength = 4 if not (known[0] == "GPE" and words[0] in word_map("given_names")) else 2
        return Typed(first, last, known[0], strength, f"list of {known[1]}")
    low, high = sheet.ranges[sheet.unit_of[first]]
    if first == low and last < high and tokens[last].text in DASHES and len(words) < 4:
        return Typed(first, last, "GPE", 3, "dateline")
    by_form = type_by_form(words)
    if by_form:
        return Typed(first, last, by_form[0], 3, by_form[1])
    kind, strength, rule = type_by_context(sheet, first, last, words)
    return Typed(first, last, kind, strength, rule)


def type_by_form(words: list[str]) -> tuple[str, str] | None:
    """Return the type that the words of a name give by themselves."""
    heads = word_map("heads")
    given = word_map("given_names")
    if len(words) > 1:
        if words[0] in LABELS_WITH_NUMBER and words[-1][0].isdigit():
            return LABELS_WITH_NUMBER[words[0]], "label with a number"
        if any(word in ("v.", "vs.") for word in words):
            return "LAW", "case name"
        for at, word in enumerate(words):
            if word in ("of", "for", "on") and at and words[at - 1] in heads:
                # `City of London Police`: the last head decides, the first one otherwise.
                end = heads.get(words[-1], "") if words[-1] in heads and at < len(words) - 2 else ""
                return end or heads[words[at - 1]], "head word"
        if " ".join(words[-2:]) in TWO_WORD_HEADS:
            return TWO_WORD_HEADS[" ".join(words[-2:])], "head words"
        if words[-1] in heads and not (words[-1] in SURNAMES and words[0] in given):
            return heads[words[-1]], "head word"
        if words[0] in FIRST_HEADS:
            return FIRST_HEADS[words[0]], "first word"
        if (
            words[0] in given
            or words[-1] in ("Jr.", "Sr.", "Jr", "Sr")
            or any(len(word) == 2 and word[1] == "." for word in words[:-1])
        ):
            return "PERSON", "given name"
        if any("&" in word for word in words):
            return "ORG", "ampersand"
    word = words[0]
    if len(words) == 1:
        bare = word.replace(".", "")
        if len(bare) > 1 and bare.isupper() and bare.isalpha():
            return "ORG", "acronym"
        if heads.get(word) == "ORG":
            return "ORG", "head word"
    return None


def type_by_context(sheet: Sheet, first: int, last: int, words: list[str]) -> tuple[str, int, str]:
    """Return type, strength and rule from what stands before and after a name."""
    tokens = sheet.tokens
    low, high = sheet.ranges[sheet.unit_of[first]]
    before = tokens[first - 1].lower if first > low else ""
    after = tokens[last].lower if last < high else ""
    second = tokens[last + 1] if last + 1 < high else None
    roles = word_map("roles")
    if (
        after == ","
        and second is not None
        and gazetteer().get(second.text, ("", ""))[0] == "GPE"
        and before in ("in", "from", "of", "at", "near", "to", "")
    ):
        return "GPE", 3, "place before its country"
    if roles.get(before) == "person" or before in word_map("titles"):
        return "PERSON", 3, "role before the name"
    if after == "," and second is not None and (second.text.isdigit() and len(second.text) == 2):
        return "PERSON", 3, "age after the name"
    if after in ("administration", "government") and before == "the":
        return ("PERSON", 1, "administration") if after == "administration" else ("GPE", 2, "government")
    if len(words) > 1 and before != "the":
        says = (
            after in classed("cues", "say")
            or before in ("said", "says")
            or (after == "," and second is not None and second.lower == "who")
        )
        if says:
            return "PERSON", 2, "cue beside the name"
    if before in PLACE_BEFORE and len(words) <= 3:
        return "GPE", 2, "preposition of place"
    if len(words) == 1 and before == "from":
        return "GPE", 1, "preposition of place"
    if len(words) > 1:
        return ("ORG", 2, "article before capitals") if before == "the" else type_by_words(words)
    following = tokens[last] if last < high else None
    return type_single(words[0], following is not None and following.word and not following.capital)


def type_by_words(words: list[str]) -> tuple[str, int, str]:
    """Return type, strength and rule of several capitals that nothing stands beside: a person, if no word is common."""
    if any(len(word) > 1 and word.isupper() and "." not in word and word not in ROMAN for word in words):
        return "ORG", 1, "acronym in the name"
    if words[-1].lower() in word_set("function_words") or words[0].lower() in word_set("function_words"):
        return "ORG", 0, "common words"
    if gazetteer().get(words[0], ("", ""))[0] in ("GPE", "NORP", "LOC"):
        return "ORG", 1, "place in the name"
    return "PERSON", 1, "two or more capitals"


def type_single(word: str, before_noun: bool) -> tuple[str, int, str]:
    """Return type, strength and rule of one capital that nothing stands beside."""
    if word in word_map("given_names"):
        return "PERSON", 2, "given name"
    if word.endswith(("ians", "ese", "ites", "ists")) or (word.endswith(("ian", "ist")) and before_noun):
        return "NORP", 1, "ending of a people"
    return "ORG", 0, "single capital"


def reach_administration(sheet: Sheet, item: Typed) -> Typed:
    """Make `the X administration` one body with its common noun."""
    high = sheet.ranges[sheet.unit_of[item.first]][1]
    if item.last < high and sheet.tokens[item.last].lower == "administration" and item.type in ("PERSON", "GPE", "ORG"):
        return Typed(item.first, item.last + 1, "ORG", 4, "administration", "")
    return item
