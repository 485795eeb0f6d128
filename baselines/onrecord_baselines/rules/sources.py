"""The noun phrase that names a source: before a cue, after a cue, and what in it is the head."""

from __future__ import annotations

from .classes import ADVERB, CAPITAL, ENDING, FUNCTION, ROLE, VERB, WORD
from .phrases import (
    CLAUSE_WORDS,
    LONGEST,
    OF_WORDS,
    POSSESSIVES,
    POSTMODIFIERS,
    STOPS,
    TO_ROLES,
    Phrase,
    begins_apposition,
    head_of,
    is_coordinated,
    is_date,
    modifies,
    source_after,
)
from .tokens import Sheet
from .verbs import BE, DETERMINERS, PRONOUNS
from .words import marked

NOUNISH = marked("grammar", "nounish")
NO_START = frozenset(("and", "but", "of", "in", "on", "at"))
PARTICIPLES = ("ed", "en", "led", "seen", "won", "made", "held", "sent", "found")
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

__all__ = ["Phrase", "begins_apposition", "head_of", "is_coordinated", "phrase_start", "source_after", "source_before"]


def source_before(sheet: Sheet, cue: int, low: int) -> Phrase | None:
    """Return the phrase that ends before a cue: its subject, with an apposition between commas."""
    at = before_auxiliaries(sheet, cue, low)
    if at < low:
        return None
    if sheet.words[at] in (",", ")"):
        return source_with_apposition(sheet, at, low)
    first = phrase_start(sheet, at, low)
    if first > at:
        return None
    if sheet.lowers[at] == "who" and at - 1 > low:
        # `Ruiz, who has claimed that`: the pronoun stands for the name before it.
        noun = at - 1 if sheet.kinds[at - 1] & WORD else at - 2
        begin = phrase_start(sheet, noun, low)
        return Phrase(begin, noun + 1, noun + 1) if begin <= noun else Phrase(first, at + 1, at + 1)
    relative = before_relative(sheet, first, low)
    if relative is not None:
        return relative
    return Phrase(listed_start(sheet, first, low), at + 1, at + 1)


def before_auxiliaries(sheet: Sheet, cue: int, low: int) -> int:
    """Return the token before a cue, its auxiliaries and adverbs and what it hangs on (`has sought to`, `used to`)."""
    lowers, traits = sheet.lowers, sheet.traits
    at = cue - 1
    while at >= low:
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
    if lowers[here] in ("night", "morning", "afternoon", "evening") and here > low:
        here -= 1
    if is_date(sheet, here):
        here -= 1
        while here > low and lowers[here] in ("on", "late", "early", "last"):
            here -= 1
        return here if here >= low else at
    if lowers[here] in ("week", "month", "year") and here - 2 >= low and lowers[here - 1] in ("last", "this"):
        return here - 2
    return here - 1 if here > low and lowers[here] in ("yesterday", "today") else at


def before_relative(sheet: Sheet, first: int, low: int) -> Phrase | None:
    """Return the noun phrase before a relative or participial clause that ends before a cue, or None.

    `The man who sold the boat said` has the source `The man`, `Emails seen by the Ledger say` the source `Emails`.
    """
    lowers = sheet.lowers
    noun = -1
    if (first - 2 > low and lowers[first - 1] == "by" and lowers[first - 2].endswith(PARTICIPLES)) or (
        first - 2 > low and lowers[first - 1] in OF_WORDS and lowers[first - 2].endswith("ing")
    ):
        noun = first - 3
    else:
        for at in range(first - 1, max(low, first - 16), -1):
            if not sheet.kinds[at] & WORD:
                break
            if lowers[at] == "who":
                noun = at - 1
                break
    if noun < low or not is_noun_like(sheet, noun):
        return None
    start = phrase_start(sheet, noun, low)
    return Phrase(start, noun + 1, noun + 1) if start <= noun else None


def listed_start(sheet: Sheet, first: int, low: int) -> int:
    """Return where a list of names begins whose last two are joined with `and` (`Ruiz, Mori and Canon Lisle`)."""
    begin = first
    joint = "and"
    for _ in range(5):
        if begin == low:
            return begin
        if begin - 2 < low or sheet.lowers[begin - 1] != joint or not sheet.kinds[begin - 2] & CAPITAL:
            return first
        begin = phrase_start(sheet, begin - 2, low)
        joint = ","
        if not sheet.kinds[begin] & CAPITAL:
            return first
    return first


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
    first = phrase_start(sheet, at - 1, low)
    if first > at - 1:
        return None
    inside = lowers[at + 1] if at + 1 < comma else ""
    relative = not inside or (inside in CLAUSE_WORDS and inside != "and") or inside.endswith("ing")
    relative = relative or (inside.endswith(PARTICIPLES) and bool(sheet.finite[at + 1]))
    end, head = comma, at
    if relative or inside[0].isdigit() or words[at] == "(":
        end = at
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


def phrase_start(sheet: Sheet, at: int, low: int) -> int:
    """Return where the noun phrase that ends with token ``at`` starts; past ``at`` if there is none."""
    lowers, kinds, traits = sheet.lowers, sheet.kinds, sheet.traits
    if lowers[at] in PRONOUNS:
        return at
    if not kinds[at] & WORD or lowers[at] in STOPS or sheet.finite[at]:
        return at + 1
    start = at
    limit = max(low, at - LONGEST)
    while start > limit:
        before = lowers[start - 1]
        if before in ("to", *OF_WORDS) and start - 2 >= limit and lowers[start - 2] in TO_ROLES | POSTMODIFIERS:
            # `adviser to the mayor`, `sources close to the club`.
            start -= 2
            continue
        if lowers[start] in DETERMINERS and before == "and" and start - 2 >= limit and coordinates(sheet, start, limit):
            start -= 2
            continue
        if lowers[start] in DETERMINERS or before in OF_WORDS:
            # Past `of the`, `for the`: the phrase goes on to the left.
            if before not in OF_WORDS or start - 2 < limit or not is_noun_like(sheet, start - 2):
                break
            start -= 2
            continue
        if before == "and" and start - 2 >= limit and coordinates(sheet, start, limit):
            start -= 2
            continue
        if before == "that":
            break
        if before in POSSESSIVES or before in DETERMINERS:
            start -= 1
            continue
        if not kinds[start - 1] & WORD or before in STOPS or sheet.finite[start - 1]:
            break
        thin = traits[start - 1] & FUNCTION and before not in NOUNISH
        if thin and not (traits[start - 1] & ROLE or kinds[start - 1] & CAPITAL):
            break
        if before.endswith("ly") and not kinds[start - 1] & CAPITAL:
            break
        start -= 1
    while start <= at and lowers[start] in NO_START:
        start += 1
    return start


def coordinates(sheet: Sheet, start: int, limit: int) -> bool:
    """Tell whether `and` before ``start`` joins two nouns of one subject, not two clauses."""
    if not is_noun_like(sheet, start - 2):
        return False
    first = max(limit, start - 14)
    left = sheet.words[first : start - 1]
    return sheet.finite.find(1, first, start - 1) < 0 and "," not in left and ";" not in left


def is_noun_like(sheet: Sheet, at: int) -> bool:
    """Tell whether a token can end a noun phrase."""
    if sheet.traits[at] & ROLE:
        return True
    return (
        bool(sheet.kinds[at] & WORD)
        and not sheet.kinds[at] & VERB
        and not sheet.traits[at] & FUNCTION
        and sheet.lowers[at] not in STOPS
    )
