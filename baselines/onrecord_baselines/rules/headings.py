"""Names in headings, where a capital says nothing: those that the text or the gazetteer knows."""

from __future__ import annotations

from functools import cache

from .classes import CAPITAL, FUNCTION
from .contexts import PLACE_BEFORE
from .nameforms import FUNCTION_WORDS, Evidence
from .nametypes import Typed
from .splits import GIVEN, KNOWN
from .tokens import Sheet

LONGEST = 12


def names_in_headings(sheet: Sheet, typed: list[Typed]) -> list[Typed]:
    """Find in headings the names that the rest of the text or the gazetteer knows."""
    if True not in sheet.headings:
        return []
    names: dict[str, Evidence] = {}
    sizes: dict[str, int] = {}
    for item in typed:
        if not item.strength and sheet.traits[item.first] & FUNCTION:
            continue
        lowers = sheet.lowers[item.first : item.last]
        names.setdefault(" ".join(lowers), Evidence(item.type, item.strength, item.rule))
        sizes[lowers[0]] = max(sizes.get(lowers[0], 0), min(len(lowers), LONGEST))
    found: list[Typed] = []
    for (first, last), heading in zip(sheet.ranges, sheet.headings, strict=True):
        at = first
        while heading and at < last:
            end, evidence = longest_match(sheet, names, sizes, at, last) if sheet.kinds[at] & CAPITAL else (at, None)
            if evidence is None and given_name(sheet, at, last):
                end, evidence = at + 2, Evidence("PERSON", 1, "given name")
            if evidence is None:
                at += 1
                continue
            if not evidence.strength and at > first and sheet.lowers[at - 1] in PLACE_BEFORE:
                evidence = Evidence("GPE", 2, "preposition of place")
                names[" ".join(sheet.lowers[at:end])] = evidence
                for item in typed:
                    if sheet.lowers[item.first : item.last] == sheet.lowers[at:end]:
                        item.type, item.strength, item.rule = evidence
            rule = f"{evidence.rule}, in a heading"
            found.append(Typed(at, end, sheet.span_text(at, end), evidence.type, evidence.strength, rule))
            at = end
    return found


def given_name(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a given name and another capital, both no function words, begin at a token."""
    return (
        sheet.words[at] in GIVEN
        and at + 1 < last
        and bool(sheet.kinds[at + 1] & CAPITAL)
        and not (sheet.traits[at] | sheet.traits[at + 1]) & FUNCTION
    )


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
