"""Noun phrases read from right to left: where one starts, what is joined to it, which noun a clause hangs on."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.phrases import GOVERNING, LONGEST, OF_WORDS, POSSESSIVES, STOPS, Phrase
from onrecord_baselines.rules.quotations.verbs import DETERMINERS, PRONOUNS
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, FUNCTION, ROLE, VERB, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

NOUNISH = marked("grammar", "nounish")
OF_OR_TO = OF_WORDS | {"to"}
# Words past which a phrase that is read from right to left may go on in a way of its own.
TURNS = OF_OR_TO | POSSESSIVES | DETERMINERS | {"-", "and", "that"}
NO_START = frozenset(("and", "but", "of", "in", "on", "at"))
PARTICIPLES = ("ed", "en", "led", "seen", "won", "made", "held", "sent", "found")
PAST_PARTICIPLES = frozenset(
    ("left", "found", "sent", "made", "held", "seen", "sold", "kept", "given", "written", "taken", "shown", "hung")
)
PLACED_BY = frozenset(("at", "in", "on", "to", "with", "from", "outside", "near", "during", "under"))
ING_NOUNS = marked("attribution", "ing_noun")


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
    elif (
        first - 3 > low
        and lowers[first - 1] in PLACED_BY
        and (lowers[first - 2].endswith("ed") or lowers[first - 2] in PAST_PARTICIPLES)
        and is_noun_like(sheet, first - 3)
    ):
        # `A note left at the scene read`.
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


def participle_in(sheet: Sheet, first: int, last: int) -> int:
    """Return the participle that modifies a noun inside a phrase (`A study documenting losses found`), or -1."""
    for at in range(first + 1, last):
        if (
            sheet.traits[at] & ENDING
            and sheet.traits[at - 1] & ROLE
            and sheet.lowers[at] not in ING_NOUNS
            and not sheet.kinds[at] & CAPITAL
        ):
            return at
    return -1


def nearest_person(sheet: Sheet, first: int, noun: int) -> int:
    """Return where the phrase that `who` stands for begins: after `of`, if persons stand there and none before."""
    for at in range(noun - 1, first, -1):
        if sheet.lowers[at] in ("of", "by", "from") and sheet.traits[noun] & ROLE and not sheet.traits[at - 1] & ROLE:
            return at + 1
    return first


def before_bracket(sheet: Sheet, at: int, low: int) -> int:
    """Return the token before brackets that end with a token (`the head of CEI (the bishops' body), Ana Ruiz`)."""
    if sheet.words[at] != ")":
        return at
    for here in range(at - 1, max(low, at - 12), -1):
        if sheet.words[here] == "(":
            return here - 1
    return at


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
        if before in TURNS or lowers[start] in DETERMINERS:
            further = turned(sheet, start, limit)
            if further == start:
                break
            if further >= 0:
                start = further
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


def turned(sheet: Sheet, start: int, limit: int) -> int:
    """Return where a phrase starts that goes on past `of`, `and`, a hyphen or the like; ``start`` if it ends there.

    -1 leaves it to what the word before is by itself.
    """
    lowers = sheet.lowers
    before, inner = lowers[start - 1], start - 2 >= limit
    if before == "-" and inner and sheet.starts[start] == sheet.ends[start - 2] + 1:
        # `a Kenyan-led mission`, cut at its hyphen.
        return start - 2
    if before in OF_OR_TO and inner and lowers[start - 2] in GOVERNING:
        # `adviser to the mayor`, `sources close to the club`.
        return start - 2
    if before == "and" and inner and coordinates(sheet, start, limit):
        return start - 2
    if lowers[start] in DETERMINERS or before in OF_WORDS:
        # Past `of the`, `for the`: the phrase goes on to the left, but not in `to meet with Ruiz`.
        if before not in OF_WORDS or not inner or not is_noun_like(sheet, start - 2):
            return start
        meets = start - 3 >= limit and lowers[start - 3] == "to" and not sheet.kinds[start - 2] & CAPITAL
        return start if meets else start - 2
    if before == "that":
        return start
    return start - 1 if before in POSSESSIVES or before in DETERMINERS else -1


def coordinates(sheet: Sheet, start: int, limit: int) -> bool:
    """Tell whether `and` before ``start`` joins two nouns of one subject, not two clauses."""
    if not is_noun_like(sheet, start - 2):
        return False
    left = start - 2
    while (
        left > limit
        and sheet.kinds[left - 1] & (CAPITAL | WORD)
        and (sheet.kinds[left - 1] & CAPITAL or sheet.traits[left - 1] & ROLE or sheet.lowers[left - 1] in DETERMINERS)
    ):
        left -= 1
    if (
        left > limit
        and sheet.lowers[left - 1] in ("by", "from", "between", "say", "says", "said", "that")
        and sheet.kinds[start - 2] & CAPITAL
    ):
        return True
    first = max(limit, start - 14)
    between = sheet.words[first : start - 1]
    return sheet.finite.find(1, first, start - 1) < 0 and "," not in between and ";" not in between


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
