"""The noun phrase that names a source: before a cue, after a cue, and what in it is the head."""

from __future__ import annotations

from onrecord_baselines.rules.names.dates import DAY_PARTS
from onrecord_baselines.rules.quotations.nouns import (
    PARTICIPLES,
    PLACED_BY,
    before_bracket,
    before_relative,
    is_noun_like,
    listed_start,
    nearest_person,
    participle_in,
    phrase_start,
)
from onrecord_baselines.rules.quotations.phrases import (
    CLAUSE_WORDS,
    DATES,
    OF_WORDS,
    Phrase,
    begins_apposition,
    head_of,
    holds_and,
    is_date,
    modifies,
    source_after,
)
from onrecord_baselines.rules.quotations.verbs import BE, PRONOUNS
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, CUE, ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

ASIDES = frozenset(("however", "meanwhile", "though", "too", "also", "then", "again", "himself", "herself", "instead"))
CATENATIVES = marked("attribution", "catenative")
BETWEEN = frozenset(
    [
        "first",
        "long",
        "now",
        "all",
        "both",
        "jointly",
        "too",
        "himself",
        "herself",
        "themselves",
        "itself",
        "have",
        "has",
        "had",
        "never",
    ]
)
# What can stand between a subject and its cue, but for adverbs and dates.
LINKS = BETWEEN | BE | DAY_PARTS | {"to", "week", "month", "year", "yesterday", "today"}
# What can stand between a participle and the phrase before a cue (`Emails seen by the Ledger say`).
LED = OF_WORDS | PLACED_BY | {"by"}
__all__ = ["Phrase", "begins_apposition", "head_of", "holds_and", "phrase_start", "source_after", "source_before"]


def source_before(sheet: Sheet, cue: int, low: int) -> Phrase | None:
    """Return the phrase that ends before a cue: its subject, with an apposition between commas."""
    lowers = sheet.lowers
    at = cue - 1
    if sheet.traits[at] & ADVERB or lowers[at] in LINKS or sheet.words[at] in DATES:
        at = before_auxiliaries(sheet, cue, low)
    if at < low:
        return None
    lower = lowers[at]
    if lower in (",", ")"):
        return source_with_apposition(sheet, at, low)
    first = phrase_start(sheet, at, low)
    if first > at:
        return None
    if lower == "who" and at - 1 > low:
        # `Ruiz, who has claimed that`: the pronoun stands for the name before it.
        noun = at - 1 if sheet.kinds[at - 1] & WORD else at - 2
        begin = nearest_person(sheet, phrase_start(sheet, noun, low), noun)
        return Phrase(begin, noun + 1, noun + 1) if begin <= noun else Phrase(first, at + 1, at + 1)
    if lower in ("that", "which") and at - 1 > low and at == cue - 1:
        # `a video that suggested`, `documents, which show`.
        noun = at - 1 if sheet.kinds[at - 1] & WORD else at - 2
        begin = phrase_start(sheet, noun, low)
        return Phrase(begin, noun + 1, noun + 1) if begin <= noun and is_noun_like(sheet, noun) else None
    led = first - 2 > low and lowers[first - 1] in LED
    if led or "who" in lowers[max(low, first - 16) + 1 : first]:
        relative = before_relative(sheet, first, low)
        if relative is not None:
            return relative
    if at - first > 1:
        modifier = participle_in(sheet, first, at)
        if modifier > first:
            return Phrase(first, modifier, modifier)
    if first - 2 >= low and lowers[first - 1] == "and":
        first = listed_start(sheet, first, low)
    return Phrase(first, at + 1, at + 1)


def before_auxiliaries(sheet: Sheet, cue: int, low: int) -> int:
    """Return the token before a cue, its auxiliaries and adverbs and what it hangs on (`has sought to`, `used to`)."""
    words, lowers, traits = sheet.words, sheet.lowers, sheet.traits
    at = cue - 1
    while at >= low:
        if not (traits[at] & ADVERB or lowers[at] in LINKS or words[at] in DATES):
            break
        if (traits[at] & ADVERB and lowers[at] not in PRONOUNS) or (
            at > low and (lowers[at] in BETWEEN or (lowers[at] in BE and traits[cue] & ENDING))
        ):
            at -= 1
        elif (more := before_time(sheet, at, low)) < at:
            at = more
        elif lowers[at] == "to" and at - 1 >= low and lowers[at - 1] in CATENATIVES:
            at -= 3 if lowers[at - 1] in ("on", "quick", "keen", "happy", "careful") else 2
        else:
            break
    return at


def before_time(sheet: Sheet, at: int, low: int) -> int:
    """Return the token before a time between a subject and its cue (`Ruiz on Friday night said`), else ``at``."""
    lowers = sheet.lowers
    here = at
    if lowers[here] in DAY_PARTS and here > low:
        here -= 1
    if is_date(sheet, here):
        here -= 1
        if lowers[here] in ("from", "of"):
            return at
        while here > low and lowers[here] in ("on", "late", "early", "last"):
            here -= 1
        return here if here >= low else at
    if lowers[here] in ("week", "month", "year") and here - 2 >= low and lowers[here - 1] in ("last", "this"):
        return here - 2
    return here - 1 if here > low and lowers[here] in ("yesterday", "today") else at


def source_with_apposition(sheet: Sheet, comma: int, low: int) -> Phrase | None:
    """Return `Ana Ruiz, director of the institute` before a comma; a relative or participial clause is left out."""
    words, lowers = sheet.words, sheet.lowers
    at = comma - 1
    while at >= low and words[at] not in (",", "("):
        if words[at] == ")" or comma - at > 40:
            return None
        at -= 1
    if at <= low:
        return None
    final = before_bracket(sheet, at - 1, low)
    first = phrase_start(sheet, final, low)
    if first > final:
        return None
    inside = lowers[at + 1] if at + 1 < comma else ""
    relative = not inside or (inside in CLAUSE_WORDS and inside != "and") or inside.endswith("ing")
    relative = relative or inside in ("for", "in", "through", "via", "by", "on", "like", "with", "at", "under", "too")
    relative = relative or (inside.endswith(PARTICIPLES) and bool(sheet.finite[at + 1]))
    spoken = inside in PRONOUNS or (
        comma - at < 7 and any(sheet.finite[here] and sheet.kinds[here] & CUE for here in range(at + 1, comma))
    )
    relative = relative or spoken or (comma - at == 2 and (inside in ASIDES or inside.endswith("ly")))
    end, head = comma, at
    if relative or inside[0].isdigit() or words[at] == "(":
        end = at
    for inner in range(at + 2, end):
        if lowers[inner] in ("who", "whose", "whom", "which"):
            # `Ruiz, a trader who lives in Kuusla, said`.
            end = inner
            break
    # `Ana Ruiz, 34, a trader, said` and `Ana Ruiz, head of one body, and chair of another, said`.
    for _ in range(3):
        if first - 2 < low or words[first - 1] != "," or not modifies(sheet, first, at) or is_date(sheet, first - 2):
            break
        more = phrase_start(sheet, first - 2, low)
        if more > first - 2 or not sheet.kinds[first - 2] & CAPITAL or (more > low and lowers[more - 1] in OF_WORDS):
            break
        head = first - 1
        at, first = first - 1, more
    # `On Monday, the mayor, ...` has its subject in the apposition's place.
    return Phrase(first, end, min(head, end))
