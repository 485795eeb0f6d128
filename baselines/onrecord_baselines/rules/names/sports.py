"""Teams that are called by their town: names in rows of results, and beside a verb of winning where a score stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord_baselines.rules.names.nameforms import Evidence
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_set

TOWNS = word_set("cities") | word_set("states")
STATES = word_set("states")
PLAYERS = marked("grammar", "player")
AGAINST = frozenset(("with", "over", "against", "to", "by"))
RESULTS = frozenset(("win", "victory", "defeat", "draw", "loss", "lost", "won"))
WINNING = marked("grammar", "winning")
SCORE = re.compile(r"\d{1,3}-\d{1,3}")
POINTS = re.compile(r"\d{1,3}")
MOST_SMALL = 3  # words in small letters that a row of results may have
MOST_IN_PAIR = 6  # tokens: `Toronto at Chicago` and a full stop
MEETING = frozenset(("at", "v", "vs", "vs."))
TEAM = Evidence("ORG", 3, "team by its town")


def find_teams(sheet: Sheet, places: Iterable[tuple[int, int]]) -> dict[int, Evidence]:
    """Return by first token the towns (first token, token after the last) that stand for a team."""
    found: dict[int, Evidence] = {}
    scored: dict[int, bool] = {}
    rows: dict[int, bool] = {}
    for first, last in places:
        unit = sheet.unit_of[first]
        low, high = sheet.ranges[unit]
        if last < high and sheet.lowers[last] in PLAYERS and " ".join(sheet.words[first:last]) not in STATES:
            found[first] = TEAM
            continue
        if in_row(sheet, first, last, rows) or in_pair(sheet, first, last, low, high):
            found[first] = TEAM
            continue
        earlier = sheet.words[max(low, first - 3) : first]
        against = first > low and sheet.lowers[first - 1] in AGAINST
        after = against and (not RESULTS.isdisjoint(earlier) or any(map(SCORE.fullmatch, earlier)))
        beside = {*sheet.lowers[last : min(high, last + 1)], *sheet.lowers[max(low, first - 1) : first]}
        won = after or not WINNING.isdisjoint(beside)
        if won:
            if unit not in scored:
                scored[unit] = any(SCORE.fullmatch(word) for word in sheet.words[low:high])
            if scored[unit]:
                found[first] = TEAM
    return found


@remembered
def is_town(text: str) -> bool:
    """Tell whether a name is a known town or state, in any letters."""
    return text in TOWNS or text.title() in TOWNS


def in_row(sheet: Sheet, first: int, last: int, rows: dict[int, bool]) -> bool:
    """Tell whether a name stands in a row of results: a number after it, and before it a number, a mark or nothing.

    ``rows`` keeps for each unit whether it is a row at all (`Portsmouth 1 Hale Rovers 2`, `Munich 16 9 6 1`).
    """
    words = sheet.words
    unit = sheet.unit_of[first]
    low, high = sheet.ranges[unit]
    if last >= high or not POINTS.fullmatch(words[last]) or (first > low and words[first - 1][0].isalpha()):
        return False
    if unit not in rows:
        start = words.index(":", low, high) if ":" in words[low:high] else low
        numbers = sum(1 for word in words[start:high] if POINTS.fullmatch(word))
        rows[unit] = numbers > 1 and sum(1 for word in words[start:high] if word[0].islower()) < MOST_SMALL
    return rows[unit]


def in_pair(sheet: Sheet, first: int, last: int, low: int, high: int) -> bool:
    """Tell whether a unit is nothing but two names with `at`, `v` or `vs` between them (`Toronto at Chicago`)."""
    if high - low > MOST_IN_PAIR or (first != low and last < high - 1):
        return False
    joint = last if first == low else first - 1
    return low < joint < high - 1 and sheet.lowers[joint] in MEETING and sheet.words[joint + 1][0].isupper()
