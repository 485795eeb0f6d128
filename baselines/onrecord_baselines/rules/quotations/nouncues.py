"""Nouns that report: `the claim by Ruiz that the pond was poisoned`, `her argument that`, `his promise to`."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import has_verb
from onrecord_baselines.rules.quotations.clauses import trimmed
from onrecord_baselines.rules.quotations.ends import first_verb
from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.quotations.nouns import phrase_start
from onrecord_baselines.rules.quotations.phrases import OF_WORDS
from onrecord_baselines.rules.quotations.pronouns import OWNERS
from onrecord_baselines.rules.quotations.sources import Phrase, source_after
from onrecord_baselines.rules.quotations.subjects import NO_SUBJECT
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import CUE, ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

CLAIMS = marked("attribution", "claim_noun")
VOWS = marked("attribution", "vow_noun")
NOUNS = CLAIMS | VOWS
POSSESSIVES = OWNERS.keys() | {"our", "my", "your"}
OPENS_NOUN = POSSESSIVES | DETERMINERS | {"'s"}
AGENTS = frozenset(("by", "from", "of"))
BARE_SUBJECTS = frozenset(("he", "she", "they", "it"))
TIMED = frozenset(("this", "last", "on", "earlier"))
# What can follow a noun that reports.
LEADS = AGENTS | BARE_SUBJECTS | TIMED | {"that", "to", "for"}
BARE_NOUNS = marked("attribution", "bare_noun")
PREPOSITIONS = frozenset(
    (
        "with",
        "of",
        "by",
        "over",
        "about",
        "on",
        "at",
        "from",
        "amid",
        "despite",
        "after",
        "following",
        "against",
        "to",
        "for",
    )
)
GOVERNORS = PREPOSITIONS | marked("attribution", "claim_adjective")
WISHES = frozenset(
    (
        "recommendation",
        "recommendations",
        "demand",
        "demands",
        "request",
        "requests",
        "insistence",
        "suggestion",
        "suggestions",
        "proposal",
        "proposals",
    )
)
CALLS = frozenset(("call", "calls", "plea", "pleas", "appeal", "appeals"))
NONE = frozenset(("no", "any", "every"))
VERBS = word_map("verbs")
SUBJECT_BREAKS = frozenset((",", ";", ":", "and", "but", "that"))
REACH = 60
FURTHEST = 300  # tokens


def noun_drafts(page: Page) -> list[Draft]:
    """Return the quotations that a noun reports: a clause with `that`, or an infinitive with the one who promises."""
    sheet = page.sheet
    lowers = sheet.lowers
    made: list[Draft] = []
    for low, high in sheet.ranges:
        unit = lowers[low:high]
        if NOUNS.isdisjoint(unit):
            continue
        for at, lower in enumerate(unit[:-1], low):
            if lower not in NOUNS or lowers[at + 1] not in LEADS or page.inside[at] >= 0:
                continue
            if sheet.finite[at] and not after_owner(sheet, at) and not governed(sheet, at):
                continue
            draft = noun_draft(page, at, low, high)
            if draft is not None:
                made.append(draft)
    return made


def after_owner(sheet: Sheet, at: int) -> bool:
    """Tell whether a possessive or determiner stands directly before a noun."""
    return at > 0 and sheet.lowers[at - 1] in OPENS_NOUN


def governed(sheet: Sheet, at: int) -> bool:
    """Tell whether a form that is verb and noun is a noun after a preposition or a verb: `amid claims that`."""
    if not at:
        return False
    before = sheet.lowers[at - 1]
    return before in GOVERNORS or (bool(sheet.finite[at - 1]) and before.endswith("ed"))


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
    if after + 3 < high and lowers[after] in TIMED and lowers[after + 1] != "that":
        # `reports this week that`.
        for that in (after + 2, after + 3):
            if that + 2 < high and lowers[that] == "that":
                after = that
                break
    if after + 2 >= high:
        return None
    wished = lowers[at] in WISHES and "be" in lowers[after + 2 : after + 8]
    if lowers[at] in CALLS and lowers[at + 1] == "for":
        start = called_for(sheet, at + 1, high)
        if start < 0:
            return None
    elif lowers[after] == "that" and lowers[at] in CLAIMS and (wished or has_verb(sheet, after + 2, high)):
        if source is None and (bare(sheet, at, low) or sheet.lowers[at + 1] == "of"):
            return None
        start = after + 1
    elif (
        lowers[after] in BARE_SUBJECTS
        and lowers[at] in BARE_NOUNS
        and sheet.finite.find(1, after + 1, min(high, after + 3)) > 0
    ):
        # `claims he ordered the raid`.
        start = after
    elif lowers[after] == "to" and lowers[at] in ("claim", "claims") and lowers[after + 1] in ("have", "be"):
        # `the president's claim to have won`.
        start = after
    elif lowers[after] == "to" and lowers[at] in VOWS and source is not None and plain_verb(sheet, after + 1):
        start = after
    else:
        return None
    stop = clause_end(page, at, start, low, high)
    span = trimmed(sheet, start, stop)
    if span is None:
        return None
    marks = any(page.inside[here] >= 0 for here in range(start, min(stop, start + REACH)))
    kind = "mixed" if marks and page.inside[start] < 0 else "direct" if marks else "indirect"
    if kind == "direct":
        return None
    return Draft([span], kind, "noun that reports", (sheet.starts[at], sheet.ends[at]), source)


def called_for(sheet: Sheet, at: int, high: int) -> int:
    """Return where the content of `calls for all salt to be iodised` begins, or -1."""
    for here in range(at + 2, min(high - 1, at + 11)):
        if sheet.lowers[here] == "to":
            return at + 1 if plain_verb(sheet, here + 1) else -1
        if not sheet.kinds[here] & WORD or sheet.finite[here]:
            return -1
    return -1


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
        if (
            not lowers[here].isalpha()
            or lowers[here] in DETERMINERS
            or lowers[here] in OF_WORDS
            or lowers[here] in PREPOSITIONS
        ):
            break
    return None


def clause_end(page: Page, at: int, start: int, low: int, high: int) -> int:
    """Return where the clause after a reporting noun ends: before the main verb, if the noun is in its subject."""
    sheet = page.sheet
    # No clause is longer; the bound keeps hostile text from yielding spans as long as itself.
    high = min(high, start + FURTHEST)
    begin = at
    nearest = max(low, at - FURTHEST)
    while begin > nearest and sheet.lowers[begin - 1] not in SUBJECT_BREAKS:
        begin -= 1
    # `pointed to a report that ..., and a claim that ...`: one more object.
    listed = begin > low + 1 and sheet.lowers[begin - 1] in ("and", ",") and sheet.words[begin - 2] != ","
    subject = first_verb(sheet, begin, at) < 0 and not (listed and first_verb(sheet, low, begin) >= 0)
    if sheet.lowers[low] in NO_SUBJECT:
        # `While she stands by her claim that it failed, Ruiz says ...`.
        return next(
            (here for here in range(start + 2, high) if sheet.words[here] in (",", ";", ":")),
            high,
        )
    if not subject:
        for here in range(start + 2, high - 1):
            if sheet.words[here] in (";", ":"):
                return here
            if sheet.words[here] == "," and sheet.traits[here + 1] & ENDING and sheet.kinds[here + 1] & CUE:
                # `responded to reports that it failed, saying ...`.
                return here
        return high
    first = start if sheet.lowers[start] == "to" else first_verb(sheet, start, high)
    for here in range(max(first, start) + 1, min(high, start + REACH)):
        lower = sheet.lowers[here]
        if lower in ("and", "but", "who", "which", "that", "because", "while", "when", "after", "before", "if"):
            break
        chained = VERBS.get(sheet.lowers[here - 1], "") in ("modal", "aux", "past", "present")
        if sheet.finite[here] and not sheet.traits[here] & ENDING and not chained and here > first + 1:
            return here
    return high
