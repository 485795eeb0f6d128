"""The types of a document's names: of each by itself, then by what the rest of the document tells."""

from __future__ import annotations

from onrecord_baselines.rules.names.contexts import PLACE_BEFORE, PLACES_BEFORE
from onrecord_baselines.rules.names.nameforms import COMMON, FAMILY_FIRST, FIRST_HEADS, PARTICLES, initials
from onrecord_baselines.rules.names.onename import Typed, type_name
from onrecord_baselines.rules.names.splits import GIVEN, Name
from onrecord_baselines.rules.names.sports import find_teams, is_town
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

LIST_JOINTS = frozenset((",", "and", "or", "the"))
SHORTEST_LIST = 3  # names
WIDEST_GAP = 4  # tokens
STRONG = 3  # strength: by list, head or title
PREFIXES = marked("grammar", "prefixes")
LITTLE = frozenset((COMMON, "surname"))  # rules that say little of a name
NO_EVENT_AFTER = PLACES_BEFORE | PLACE_BEFORE


def type_names(sheet: Sheet, names: list[Name]) -> list[Typed]:
    """Type the candidates of a document; one string has one type, that of its strongest evidence."""
    typed = [type_name(sheet, first, last, title) for first, last, title in names]
    best: dict[str, Typed] = {}
    again: dict[str, list[Typed]] = {}
    for item in typed:
        kept = best.setdefault(item.text, item)
        if kept is item:
            continue
        other = item
        if item.strength > kept.strength:
            best[item.text], other = item, kept
        again.setdefault(item.text, []).append(other)
    parts = person_parts(sheet, best)
    for text, items in again.items():
        agree_on(best[text], items)
    if parts:
        take_parts(sheet, typed, parts)
    follow_long_forms(sheet, typed, best)
    towns = [item for item in typed if item.type == "GPE" and item.rule.startswith("list") and is_town(item.text)]
    teams = find_teams(sheet, [(item.first, item.last) for item in towns]) if towns else {}
    for item in towns if teams else ():
        if item.first in teams:
            item.type, item.strength, item.rule = teams[item.first]
    agree_in_lists(sheet, typed)
    if "administration" in sheet.lowers:
        for item in typed:
            reach_administration(sheet, item)
    return typed


def agree_on(best: Typed, others: list[Typed]) -> None:
    """Give the places of one string one type: that of the strongest evidence, or if it is weak, of most places."""
    kind, strength, rule = best.type, best.strength, best.rule
    votes: dict[str, int] = {}
    if strength <= 2:
        for item in (best, *others):
            votes[item.type] = votes.get(item.type, 0) + 1 + 3 * item.strength
        if len(votes) > 1:
            kind, strength, rule = max(votes, key=lambda each: (votes[each], each)), 2, "most of its places"
    for item in (best, *others):
        if strength > item.strength or (len(votes) > 1 and kind != item.type):
            item.type, item.strength, item.rule = kind, strength, f"{rule}, elsewhere in the text"


def take_parts(sheet: Sheet, typed: list[Typed], parts: set[str]) -> None:
    """Type the names that are the surname or given name of a person whose full name the text gives."""
    lowers = sheet.lowers
    for item in typed:
        if lowers[item.last - 1] not in parts:
            continue
        short = item.last - item.first == 1 or (item.strength <= 2 and lowers[item.first] in PARTICLES)
        if short and may_be_part(sheet, item):
            item.type, item.rule, item.strength = "PERSON", "part of a person's name", 3


def agree_in_lists(sheet: Sheet, typed: list[Typed]) -> None:
    """Give a name that nothing else speaks for the type of the others in its list (`Vantor, Kelp & Sons and …`)."""
    lowers = sheet.lowers
    near: list[int] = []
    end = -WIDEST_GAP
    for at, item in enumerate(typed):
        gap, end, last = item.first - end, item.last, end
        if 0 < gap < WIDEST_GAP:
            near.append(at)
            if gap == 1 and lowers[last] == "and":
                # `Kagan and Jackson`.
                agree_in_pair(typed[at - 1], item)
                agree_in_pair(item, typed[at - 1])
    at = 0
    for place in near:
        if place < at:
            continue
        at = place
        while at < len(typed) and is_listed_after(sheet, typed[at - 1], typed[at]):
            at += 1
        items = typed[place - 1 : at]
        if len(items) >= SHORTEST_LIST:
            types = {item.type for item in items if item.strength}
            if len(types) == 1 and any(item.strength >= STRONG for item in items):
                for item in items:
                    if not item.strength:
                        item.type, item.strength, item.rule = *types, 1, "list of one kind"


def agree_in_pair(item: Typed, beside: Typed) -> None:
    """Make a person of what may be a place or a person, beside a person."""
    if beside.type == "PERSON" and item.strength == 2 and item.rule == "list of places":
        item.type, item.rule = "PERSON", "list of one kind"


def is_listed_after(sheet: Sheet, one: Typed, other: Typed) -> bool:
    """Tell whether only a comma, `and`, or both, with an article, stand between two names."""
    return 0 < other.first - one.last < WIDEST_GAP and LIST_JOINTS.issuperset(sheet.lowers[one.last : other.first])


def may_be_part(sheet: Sheet, item: Typed) -> bool:
    """Tell whether a word that is in a person's name can mean that person: not where it is known, or a place here."""
    if item.strength <= 2:
        return item.rule != "preposition of place"
    if item.type not in ("GPE", "ORG") or not item.rule.startswith("list of") or item.text.isupper():
        return False
    # `Bolton said` where the text names a `John Bolton`.
    return item.first > 0 and sheet.lowers[item.first - 1] not in NO_EVENT_AFTER


def follow_long_forms(sheet: Sheet, typed: list[Typed], best: dict[str, Typed]) -> None:
    """Give short forms that say little by themselves the type of the longer name that they begin or end."""
    longer: dict[str, Typed] = {}
    events: dict[str, Typed] = {}
    acronyms: dict[str, Typed] = {}
    for item in best.values():
        if item.last - item.first < 2 or item.strength < 2 or item.type in ("PERSON", "NORP"):
            continue
        beginnings, rest, initial_forms = long_forms(item.text)
        for text in beginnings:
            longer.setdefault(text, item)
        if rest:
            longer.setdefault(rest, item)
            if item.type == "EVENT":
                events[rest] = item
        for short in initial_forms:
            acronyms.setdefault(short, item)
    for item in typed if longer else ():
        if events and item.text in events and not (item.first and sheet.lowers[item.first - 1] in NO_EVENT_AFTER):
            item.type, item.strength, item.rule = "EVENT", 3, "short form of a longer name"
            continue
        form = longer.get(item.text) if item.strength <= 1 or item.rule in LITTLE else None
        if form is None and item.rule[:7] == "acronym":
            bare = item.text.replace(".", "")
            form = acronyms.get(bare) if bare.isupper() else None
        if form is not None:
            item.type, item.strength, item.rule = form.type, 3, "short form of a longer name"


@remembered
def long_forms(text: str) -> tuple[tuple[str, ...], str, tuple[str, str]]:
    """Return the shorter forms of a name: its beginnings, what follows its first word if that is a head, acronyms."""
    words = tuple(text.split(" "))
    after = 1
    while after < len(words) - 1 and words[after] in PARTICLES:
        after += 1
    beginnings = tuple([" ".join(words[:end]) for end in range(1, len(words))])
    return beginnings, " ".join(words[after:]) if words[0] in FIRST_HEADS else "", initials(words)


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


def reach_administration(sheet: Sheet, item: Typed) -> None:
    """Make `the X administration` one body with its common noun."""
    high = sheet.ranges[sheet.unit_of[item.first]][1]
    if item.last < high and sheet.lowers[item.last] == "administration" and item.type in ("PERSON", "GPE", "ORG"):
        item.last += 1
        item.text = f"{item.text} {sheet.words[item.last - 1]}"
        item.type, item.strength, item.rule, item.title = "ORG", 4, "administration", ""
