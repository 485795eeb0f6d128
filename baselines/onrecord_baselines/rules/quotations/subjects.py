"""The subject of a sentence: the noun phrase that it begins with, or that follows what leads up to it."""

from __future__ import annotations

from onrecord_baselines.rules.names.dates import DAY_PARTS
from onrecord_baselines.rules.quotations.phrases import Phrase, is_date, source_after
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, FUNCTION, ROLE, TITLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

OPENERS = marked("grammar", "openers")
SUBJECT_STARTS = marked("grammar", "subject_starts")
NO_SUBJECT = marked("attribution", "no_subject")
PRONOUNS = word_map("pronouns")
LONGEST = 40


def sentence_subject(sheet: Sheet, low: int, high: int) -> Phrase | None:
    """Return the subject of the main clause between two tokens, past a leading adverbial or participle clause."""
    at = low
    for _ in range(3):
        stop = min(high, at + LONGEST)
        while at < stop and (
            not sheet.kinds[at] & WORD or sheet.lowers[at] in OPENERS or sheet.lowers[at].endswith("ly")
        ):
            at += 1
        if at >= stop:
            return None
        dated = past_date(sheet, at, high)
        if dated > at:
            at = dated
            break
        if not (sheet.lowers[at] in NO_SUBJECT or sheet.traits[at] & ENDING or is_date(sheet, at)):
            break
        comma = next_comma(sheet, at, min(high, at + LONGEST))
        if comma < 0:
            return None
        at = comma + 1
    if at >= high:
        return None
    lower = sheet.lowers[at]
    thin = sheet.traits[at] & (FUNCTION | ROLE | TITLE) == FUNCTION
    if thin and lower not in PRONOUNS and lower not in SUBJECT_STARTS:
        return None
    return source_after(sheet, at, high)


def past_date(sheet: Sheet, at: int, high: int) -> int:
    """Return the token after a date with no comma behind it (`On Monday Ruiz said`), or ``at``."""
    here = at
    while here < high and here - at < 3 and sheet.lowers[here] in ("on", "in", "late", "early", "last", "this", "by"):
        here += 1
    if here >= high or not is_date(sheet, here):
        return at
    here += 1
    stop = min(high, at + LONGEST)
    while here < stop and (sheet.words[here][0].isdigit() or sheet.lowers[here] in DAY_PARTS):
        here += 1
    named = here < high and (bool(sheet.kinds[here] & CAPITAL) or sheet.lowers[here] in ("the", "he", "she", "they"))
    return here if named and not is_date(sheet, here) else at


def next_comma(sheet: Sheet, first: int, last: int) -> int:
    """Return the first comma between two tokens, or -1."""
    if "," not in sheet.words[first:last]:
        return -1
    return sheet.words.index(",", first, last)
