"""Names in headings, where a capital says nothing: those that the text or the gazetteer knows."""

from __future__ import annotations

from .nametypes import Typed
from .tokens import Sheet
from .words import gazetteer, word_map, word_set


def names_in_headings(sheet: Sheet, typed: list[Typed]) -> list[Typed]:
    """Find in headings the names that the rest of the text or the gazetteer knows."""
    types: dict[tuple[str, ...], Typed] = {}
    longest: dict[str, int] = {}
    for item in typed:
        if not item.strength and sheet.tokens[item.first].lower in word_set("function_words"):
            continue
        remember(types, longest, tuple(token.lower for token in sheet.tokens[item.first : item.last]), item)
    for name, (kind, rule) in gazetteer().items():
        key = tuple(name.lower().split(" "))
        # In capitals `US` and `us`, `IT` and `it` are one: short acronyms need the text's own evidence.
        if len(key) > 1 or (len(name) > 3 and key[0] not in word_set("function_words")):
            remember(types, longest, key, Typed(0, 0, kind, 4, f"list of {rule}"))
    found: list[Typed] = []
    for (first, last), heading in zip(sheet.ranges, sheet.headings, strict=True):
        at = first
        while heading and at < last:
            end, model = longest_match(sheet, types, longest, at, last)
            if (
                model is None
                and sheet.tokens[at].text in word_map("given_names")
                and at + 1 < last
                and sheet.tokens[at + 1].capital
            ):
                end, model = at + 2, Typed(0, 0, "PERSON", 1, "given name")
                if sheet.tokens[at + 1].lower in word_set("function_words") or sheet.tokens[at].lower in word_set(
                    "function_words"
                ):
                    model = None
            if model is None:
                at += 1
                continue
            found.append(Typed(at, end, model.type, model.strength, f"{model.rule}, in a heading"))
            at = end
    return found


def remember(types: dict[tuple[str, ...], Typed], longest: dict[str, int], key: tuple[str, ...], item: Typed) -> None:
    """Keep a name under its words, and how long the names are that begin with its first word."""
    types.setdefault(key, item)
    longest[key[0]] = max(longest.get(key[0], 0), min(len(key), 12))


def longest_match(
    sheet: Sheet, types: dict[tuple[str, ...], Typed], longest: dict[str, int], at: int, last: int
) -> tuple[int, Typed | None]:
    """Return the end and the model of the longest known name that begins at a token."""
    token = sheet.tokens[at]
    if not token.capital:
        return at, None
    for size in range(min(longest.get(token.lower, 0), last - at), 0, -1):
        item = types.get(tuple(each.lower for each in sheet.tokens[at : at + size]))
        if item is not None:
            return at + size, item
    return at, None
