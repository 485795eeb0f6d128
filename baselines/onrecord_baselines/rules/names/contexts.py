"""The type that the words beside a name give it: titles, roles, prepositions, appositions and what follows."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from onrecord_baselines.rules.names.nameforms import SURNAMES_KNOWN, Evidence
from onrecord_baselines.rules.names.splits import GIVEN, KNOWN
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, FUNCTION, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked, word_map

PLACE_BEFORE = marked("grammar", "place_before")
SAYS = classed("cues", "say")
PERSON_BEFORE = classed("roles", "person")
PLACE_OF = marked("grammar", "place_of")
PLACE_NOUN = marked("grammar", "place_noun")
PLACE_OWNED = marked("grammar", "place_owned")
MOVED_TO = marked("grammar", "moved_to")
ORG_AFTER = marked("grammar", "org_after")
BODY_BEFORE = marked("grammar", "body_before")
LOC_AFTER = marked("grammar", "loc_after")
FAC_AFTER = marked("grammar", "fac_after")
GPE_AFTER = marked("grammar", "gpe_after")
WORKS_AT = marked("grammar", "works_at")
AT_PERSON = marked("grammar", "at_person")
PARTY_BEFORE = marked("grammar", "party_before")
ROLES = word_map("roles")
PERSON_OWNED = marked("grammar", "person_owned")
TWO_DIGITS = 2
LONGEST_PLACE = 3  # words
PLACES_BEFORE = frozenset(("in", "from", "of", "at", "near", "to", ""))
PERSON_NOUNS = ("ologist", "ician")
# The words that can say anything of a name at all, where they stand before it or after it.
TELLS_BEFORE = (
    PERSON_BEFORE
    | PARTY_BEFORE
    | BODY_BEFORE
    | PLACE_NOUN
    | PLACE_BEFORE
    | {"of", "the", "said", "says", "at", "to", "from"}
)
OPENS_APPOSITION = frozenset(("a", "an", "the", "whose", "his", "her", "their", "who"))
TELLS_AFTER = SAYS | ORG_AFTER | {",", "'s", "is", "was"}


class Beside(NamedTuple):
    """A name of ``size`` words (tokens ``first`` to before ``last``) and the words around it in lower case."""

    sheet: Sheet
    first: int
    last: int
    size: int
    earlier: str
    before: str
    after: str
    later: str


# As `Beside(…)`, but without a call of Python's.
make_beside = partial(tuple.__new__, Beside)


def by_context(sheet: Sheet, first: int, last: int, low: int, high: int) -> Evidence | None:
    """Return the evidence of what stands before and after a name in its unit (tokens ``low`` to before ``high``)."""
    lowers = sheet.lowers
    before = lowers[first - 1] if first > low else ""
    after = lowers[last] if last < high else ""
    if after not in TELLS_AFTER and before not in TELLS_BEFORE and not before.endswith(PERSON_NOUNS):
        return of_people(sheet, first, last, after) if last - first == 1 else None
    earlier = lowers[first - 2] if first - 1 > low else ""
    later = lowers[last + 1] if last + 1 < high else ""
    beside = make_beside((sheet, first, last, last - first, earlier, before, after, later))
    return (
        (after_comma(beside, high) if after == "," and beside.later else None)
        or by_noun(beside, high)
        or (after_article(beside) if before == "the" else by_cue(beside))
        or by_place(beside)
        or (of_one_word(beside) if beside.size == 1 else None)
    )


def after_comma(beside: Beside, high: int) -> Evidence | None:
    """Return what stands after a name and a comma: a country, an age, an apposition."""
    second = beside.sheet.words[beside.last + 1]
    if KNOWN.get(second, ("", ""))[0] == "GPE" and before_country(beside, high):
        return Evidence("GPE", 3, "place before its country")
    if len(second) == TWO_DIGITS and second.isdigit():
        return Evidence("PERSON", 3, "age after the name")
    return apposition(beside.sheet, beside.last + 1, high)


def before_country(beside: Beside, high: int) -> bool:
    """Tell whether a name is a place by the place after its comma (`Paradise, California, was`; not `Ruiz, Peru's`)."""
    sheet, after = beside.sheet, beside.last + 2
    ends = after >= high or not sheet.kinds[after] & WORD or bool(sheet.traits[after] & (FUNCTION | ADVERB))
    if after < high and sheet.lowers[after] in ("'s", "'"):
        return False
    if beside.before in PLACES_BEFORE - {""}:
        return True
    return ends and sheet.words[beside.first] not in GIVEN and sheet.words[beside.last - 1] not in SURNAMES_KNOWN


def by_noun(beside: Beside, high: int) -> Evidence | None:
    """Return what a common noun beside a name says it is: a role, a kind of body or place."""
    if beside.before in PERSON_BEFORE or beside.before.endswith(PERSON_NOUNS):
        return Evidence("PERSON", 3, "role before the name")
    if beside.before in PARTY_BEFORE and beside.sheet.words[beside.first] not in GIVEN:
        return Evidence("ORG", 2, "kind of party before the name")
    if beside.before in BODY_BEFORE:
        return Evidence("ORG", 2, "kind of body before the name")
    if beside.before in PLACE_NOUN or (beside.before == "of" and beside.earlier in PLACE_OF):
        return Evidence("GPE", 2, "kind of place before the name")
    if beside.size == 1 and beside.after == "'s" and beside.later in PLACE_OWNED:
        return Evidence("GPE", 1, "what a place has")
    said = beside.after in ("is", "was") and beside.later in ("a", "the")
    if said and PLACE_NOUN.intersection(beside.sheet.lowers[beside.last + 2 : min(high, beside.last + 4)]):
        return Evidence("GPE", 3, "said to be a place")
    return None


def after_article(beside: Beside) -> Evidence | None:
    """Return what `the` before a name says: a body, unless a person's or a place's administration follows."""
    for nouns, kind in ((LOC_AFTER, "LOC"), (FAC_AFTER, "FAC"), (GPE_AFTER, "GPE")):
        if beside.after in nouns:
            return Evidence(kind, 2, "kind of place after the name")
    if beside.after in PERSON_OWNED:
        return Evidence("PERSON", 1, "what a person has")
    if beside.size == 1 and beside.sheet.words[beside.first] in SURNAMES_KNOWN:
        return None
    if beside.earlier == "at" and beside.size == 1 and not beside.sheet.words[beside.first].isupper():
        # `at the Gabba`.
        return Evidence("FAC", 1, "preposition before a building")
    return Evidence("ORG", 2 if beside.size > 1 else 1, "article before capitals")


def by_cue(beside: Beside) -> Evidence | None:
    """Return that a name of several words beside a verb of speech is a person's."""
    if beside.size == 1:
        return None
    who = beside.after == "," and beside.later == "who"
    if beside.after in SAYS or beside.before in ("said", "says") or who:
        return Evidence("PERSON", 2, "cue beside the name")
    return None


def by_place(beside: Beside) -> Evidence | None:
    """Return that a preposition of place stands before a name; what somebody has (`in Ruiz's case`) is no place."""
    if beside.sheet.words[beside.first] in GIVEN:
        return None
    place = beside.before in PLACE_BEFORE and beside.size <= LONGEST_PLACE
    if place and (beside.after not in ("'s", "'") or beside.later in PLACE_OWNED):
        return Evidence("GPE", 2, "preposition of place")
    if beside.before == "at" and beside.earlier in WORKS_AT:
        return Evidence("ORG", 2, "where one works")
    if (
        beside.before == "at"
        and beside.size < LONGEST_PLACE
        and beside.earlier not in AT_PERSON
        and beside.after != "'s"
        and beside.sheet.words[beside.last - 1] not in SURNAMES_KNOWN
    ):
        return Evidence("GPE", 1, "preposition of place")
    if beside.size == 1 and beside.before == "to" and beside.earlier in MOVED_TO:
        return Evidence("GPE", 2, "preposition of place")
    return None


def of_one_word(beside: Beside) -> Evidence | None:
    """Return what stands beside a name of one word."""
    word, sheet = beside.sheet.words[beside.first], beside.sheet
    if beside.after in ORG_AFTER or (beside.after == "," and beside.later == "which"):
        return Evidence("ORG", 1, "what a body has")
    if beside.before == "from" and beside.after != "'s":
        return Evidence("GPE", 1, "preposition of place")
    if (beside.after in SAYS or beside.before == "said") and not word.isupper():
        return Evidence("PERSON", 1, "cue beside the name")
    return of_people(sheet, beside.first, beside.last, beside.after)


def of_people(sheet: Sheet, first: int, last: int, after: str) -> Evidence | None:
    """Return that a name of one word is a people's by its ending and a noun after it (`Sarnian goods`)."""
    word = sheet.words[first]
    if word.endswith(("ian", "ist")) and after and word not in GIVEN:
        return Evidence("NORP", 1, "ending of a people") if sheet.kinds[last] & (WORD | CAPITAL) == WORD else None
    return None


def apposition(sheet: Sheet, at: int, high: int) -> Evidence | None:
    """Return what the noun of an apposition says of the name before it (`Halden, a carmaker,`), if it says anything."""
    if sheet.lowers[at] not in OPENS_APPOSITION:
        return None
    if sheet.lowers[at] == "who":
        return Evidence("PERSON", 2, "relative clause of a person")
    told = None
    for place in range(at + 1, min(high, at + 6)):
        lower = sheet.lowers[place]
        if not sheet.kinds[place] & WORD or lower in ("of", "for", "in", "who", "that", "which", "from", "with", "at"):
            break
        kind = ROLES.get(lower, "person" if lower.endswith(("ist", "woman")) else "")
        if lower in PLACE_NOUN:
            told = Evidence("GPE", 2, "apposition of a place")
        elif lower in BODY_BEFORE or kind == "organization":
            told = Evidence("ORG", 2, "apposition of a body")
        elif kind == "person":
            told = Evidence("PERSON", 2, "apposition of a person")
    return told
