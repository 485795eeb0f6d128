"""Nouns that report: `the claim by Ruiz that the pond was poisoned`, `her argument that`, `his promise to`."""

from __future__ import annotations

from .bare import has_verb
from .classes import ENDING
from .clauses import trimmed
from .ends import first_verb
from .frames import Draft, Page
from .sources import Phrase, phrase_start, source_after
from .subjects import NO_SUBJECT
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import marked, word_map

CLAIMS = marked("attribution", "claim_noun")
VOWS = marked("attribution", "vow_noun")
NOUNS = CLAIMS | VOWS
POSSESSIVES = frozenset(("his", "her", "their", "its", "our", "my", "your"))
AGENTS = frozenset(("by", "from", "of"))
NONE = frozenset(("no", "any", "every"))
VERBS = word_map("verbs")
SUBJECT_BREAKS = frozenset((",", ";", ":", "and", "but", "that"))
REACH = 60


def noun_drafts(page: Page) -> list[Draft]:
    """Return the quotations that a noun reports: a clause with `that`, or an infinitive with the one who promises."""
    sheet = page.sheet
    lowers = sheet.lowers
    made: list[Draft] = []
    for at in places(lowers):
        if page.inside[at] >= 0 or (sheet.finite[at] and not after_owner(sheet, at)):
            continue
        low, high = sheet.ranges[sheet.unit_of[at]]
        draft = noun_draft(page, at, low, high)
        if draft is not None:
            made.append(draft)
    return made


def places(lowers: list[str]) -> list[int]:
    """Return the tokens that are reporting nouns; looking for the few in a text is the faster way."""
    found: list[int] = []
    for noun in NOUNS.intersection(lowers):
        at = -1
        for _ in range(lowers.count(noun)):
            at = lowers.index(noun, at + 1)
            found.append(at)
    return sorted(found)


def after_owner(sheet: Sheet, at: int) -> bool:
    """Tell whether a possessive or determiner stands directly before a noun."""
    return at > 0 and (sheet.lowers[at - 1] in POSSESSIVES | DETERMINERS or sheet.lowers[at - 1] == "'s")


def noun_draft(page: Page, at: int, low: int, high: int) -> Draft | None:
    """Return the quotation that one noun reports, or None."""
    sheet = page.sheet
    lowers = sheet.lowers
    source, start = owner(sheet, at, low), low
    after = at + 1
    if after < high and lowers[after] in AGENTS:
        phrase = source_after(sheet, after + 1, high)
        if phrase is None:
            return None
        after = phrase.last
        source = source or (phrase if lowers[at + 1] != "of" else None)
    if after + 2 >= high:
        return None
    if lowers[after] == "that" and lowers[at] in CLAIMS and has_verb(sheet, after + 2, high):
        if source is None and (bare(sheet, at, low) or sheet.lowers[at + 1] == "of"):
            return None
        start = after + 1
    elif lowers[after] == "to" and lowers[at] in VOWS and source is not None and plain_verb(sheet, after + 1):
        start = after
    else:
        return None
    stop = clause_end(page, at, start, low, high)
    span = trimmed(sheet, start, stop)
    if span is None or any(page.inside[here] >= 0 for here in range(start, min(stop, start + REACH))):
        return None
    return Draft([span], "indirect", "noun that reports", (sheet.starts[at], sheet.ends[at]), source)


def bare(sheet: Sheet, at: int, low: int) -> bool:
    """Tell whether a noun with no source is no report: denied (`no claim that`), or singular and bare."""
    before = sheet.lowers[at - 1] if at > low else ""
    return before in NONE or (before not in DETERMINERS and not sheet.lowers[at].endswith("s"))


def plain_verb(sheet: Sheet, at: int) -> bool:
    """Tell whether what follows `to` can be a verb."""
    return sheet.lowers[at].isalpha() and sheet.lowers[at] not in DETERMINERS and sheet.words[at][0].islower()


def owner(sheet: Sheet, at: int, low: int) -> Phrase | None:
    """Return who a noun belongs to: `her earlier claim`, `the board's claim`."""
    lowers = sheet.lowers
    for here in range(at - 1, max(low, at - 4) - 1, -1):
        if lowers[here] in POSSESSIVES:
            return Phrase(here, here + 1, here + 1)
        if lowers[here] in ("'s", "'") and here > low:
            first = phrase_start(sheet, here - 1, low)
            return Phrase(first, here, here) if first < here else None
        if not lowers[here].isalpha() or lowers[here] in DETERMINERS:
            break
    return None


def clause_end(page: Page, at: int, start: int, low: int, high: int) -> int:
    """Return where the clause after a reporting noun ends: before the main verb, if the noun is in its subject."""
    sheet = page.sheet
    begin = at
    while begin > low and sheet.lowers[begin - 1] not in SUBJECT_BREAKS:
        begin -= 1
    subject = first_verb(sheet, begin, at) < 0
    if sheet.lowers[low] in NO_SUBJECT:
        # `While she stands by her claim that it failed, Ruiz says ...`.
        return next((here for here in range(start + 2, high) if sheet.words[here] in (",", ";", ":")), high)
    if not subject:
        return next((here for here in range(start + 2, high) if sheet.words[here] in (";", ":")), high)
    first = first_verb(sheet, start, high)
    if first < 0:
        first = start if sheet.lowers[start] == "to" else -1
    for here in range(max(first, start) + 1, min(high, start + REACH)):
        lower = sheet.lowers[here]
        if lower in ("and", "but", "who", "which", "that", "because", "while", "when", "after", "before", "if"):
            break
        chained = VERBS.get(sheet.lowers[here - 1], "") in ("modal", "aux", "past", "present")
        if sheet.finite[here] and not sheet.traits[here] & ENDING and not chained and here > first + 1:
            return here
    return high
