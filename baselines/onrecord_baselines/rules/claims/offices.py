"""Title claims: an office given to a named person by a title before the name or an apposition after it."""

from __future__ import annotations

from functools import cache

from onrecord_baselines.rules.claims.claims import Found
from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.phrases import LONGEST
from onrecord_baselines.rules.quotations.sources import begins_apposition, source_after
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import CAPITAL, FUNCTION, LONG, ROLE, TITLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked, word_map

HONORIFICS = marked("grammar", "honorifics")
OFFICES = classed("roles", "person") - marked("grammar", "no_office")
NOUNS = marked("grammar", "office_nouns")
CUES = word_map("cues")
OFFICE_WORDS = OFFICES | {title.lower() for title in word_map("titles") if title == title.capitalize()}
LEFT_OUT = DETERMINERS | HONORIFICS
HOLDING = frozenset(("chairs", "leads", "heads", "runs", "governs", "rules", "commands", "presides", "holds"))
DISPUTED = frozenset(
    ("self-declared", "self-proclaimed", "self-styled", "rightful", "disputed", "legitimate", "purported")
)
ENDS = frozenset((",", ".", ";", ")", "\u2014"))


def find_offices(sheet: Sheet, cast: Cast) -> list[Found]:
    """Return one claim for each person whose office the text gives, at the first such phrase."""
    found: list[Found] = []
    # Who may still get a claim, by the number of the entity.
    persons = [cluster.type == "PERSON" for cluster in cast.clusters]
    asked = asked_offices(sheet)
    lowers, traits = sheet.lowers, sheet.traits
    for place in cast.places:
        if not persons[place.entity]:
            continue
        before, after = place.first - 1, place.last
        titled = before >= 0 and (traits[before] & TITLE or lowers[before] in OFFICES)
        apposed = after < len(lowers) and lowers[after] == ","
        unit = sheet.unit_of[place.first]
        if not (titled or apposed) or sheet.headings[unit]:
            continue
        low, high = sheet.ranges[unit]
        first = office_before(sheet, place.first, low) if titled else place.first
        last = place.last if first < place.first else office_after(sheet, place.last, high)
        if last > place.last or first < place.first:
            persons[place.entity] = False
            start, end = sheet.starts[first], sheet.ends[last - 1]
            open_question = bool(asked) and not asked.isdisjoint(lowers[first:last])
            disputed = open_question or lowers[first] in DISPUTED or lowers[first - 1] in DISPUTED
            worth = "check-worthy" if disputed else "factual"
            found.append(Found(start, end, worth, "record", None, True, "office of a person"))
    return found


def asked_offices(sheet: Sheet) -> set[str]:
    """Return the words that tell of an office whose holder the text asks for: the office, or else what is led.

    `Who is the mayor?` asks for `mayor`, `Who chairs the bank?` for `chairman` and its like and for `bank`.
    """
    found: set[str] = set()
    if "?" not in sheet.text:
        return found
    lowers = sheet.lowers
    for first, last in sheet.ranges:
        if last - first > 2 and lowers[first] == "who" and lowers[last - 1] == "?":
            verb, asked = lowers[first + 1], lowers[first + 2 : last]
            if verb in HOLDING:
                found |= held_by(verb)
                led = [at for at in range(first + 2, last) if sheet.traits[at] & (LONG | FUNCTION) == LONG]
                found |= {lowers[at] for at in led[-1:]}
            elif verb in ("is", "was"):
                found |= OFFICES.intersection(asked)
    return found


@cache
def held_by(verb: str) -> frozenset[str]:
    """Return the offices that a verb in -s makes (`chairs` makes `chair`, `chairman` and `chairwoman`)."""
    return frozenset(word for word in OFFICE_WORDS if word.startswith(verb.removesuffix("s")))


def office_before(sheet: Sheet, first: int, low: int) -> int:
    """Return where `New York Mayor Ana Ruiz` begins if an office stands directly before the name, else the name."""
    lowers, kinds = sheet.lowers, sheet.kinds
    at = first - 1
    office = False
    limit = max(low, first - 8)
    while at >= limit:
        lower = lowers[at]
        if (sheet.traits[at] & TITLE and lower not in HONORIFICS) or lower in OFFICES:
            office = True
        elif not office:
            return first
        elif kinds[at] & (CAPITAL | WORD) != CAPITAL | WORD and not sheet.traits[at] & ROLE and lower not in NOUNS:
            break
        at -= 1
    begin = at + 1
    while begin < first and (lowers[begin] in LEFT_OUT or not kinds[begin] & WORD):
        begin += 1
    return begin if office else first


def office_after(sheet: Sheet, last: int, high: int) -> int:
    """Return where the apposition ends in `Ana Ruiz, director of the Harbour Institute`, or the end of the name."""
    if last + 1 >= high or sheet.words[last] != "," or not begins_apposition(sheet, last + 1, high):
        return last
    if OFFICE_WORDS.isdisjoint(sheet.lowers[last + 1 : min(high, last + 1 + LONGEST)]):
        return last
    phrase = source_after(sheet, last + 1, high)
    if phrase is None or OFFICE_WORDS.isdisjoint(sheet.lowers[phrase.first : phrase.head_last]):
        return last
    end = phrase.head_last
    ends = end >= high or sheet.words[end] in ENDS or sheet.lowers[end] in CUES
    return end if ends else last
