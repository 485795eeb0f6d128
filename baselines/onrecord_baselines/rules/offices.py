"""Title claims: an office given to a named person by a title before the name or an apposition after it."""

from __future__ import annotations

from bisect import bisect_left

from .cast import Cast
from .claims import Found
from .frames import Page
from .sources import begins_apposition, source_after
from .tokens import Token
from .verbs import DETERMINERS
from .words import marked, word_map

HONORIFICS = marked("grammar", "honorifics")
NO_OFFICE = marked("grammar", "no_office")


def find_offices(page: Page, cast: Cast) -> list[Found]:
    """Return one claim for each person whose office the text gives, at the first such phrase."""
    found: list[Found] = []
    done: set[int] = set()
    sheet = page.sheet
    starts = cast.token_starts
    for start, end, index in cast.places:
        if index in done or cast.clusters[index].type != "PERSON":
            continue
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        unit = sheet.unit_of[first]
        if sheet.headings[unit]:
            continue
        low, high = sheet.ranges[unit]
        span = office_before(sheet.tokens, first, last, low) or office_after(page, first, last, high)
        if span is not None:
            done.add(index)
            found.append(
                Found(
                    sheet.tokens[span[0]].start,
                    sheet.tokens[span[1] - 1].end,
                    "factual",
                    "record",
                    None,
                    True,
                    "office of a person",
                )
            )
    return found


def office_before(tokens: list[Token], first: int, last: int, low: int) -> tuple[int, int] | None:
    """Return `New York Mayor Ana Ruiz` if an office stands directly before the name."""
    at = first - 1
    office = False
    while at >= low and at > first - 9:
        token = tokens[at]
        is_title = (token.text in word_map("titles") and token.lower not in HONORIFICS) or (
            word_map("roles").get(token.lower) == "person" and token.lower not in NO_OFFICE
        )
        if is_title:
            office = True
        elif not (token.capital and token.word) and not (office and noun_before(tokens, at)):
            break
        elif not office:
            return None
        at -= 1
    begin = at + 1
    while begin < first and (
        tokens[begin].lower in DETERMINERS or tokens[begin].lower in HONORIFICS or not tokens[begin].word
    ):
        begin += 1
    return (begin, last) if office and begin < first else None


def noun_before(tokens: list[Token], at: int) -> bool:
    """Tell whether a lower-case token belongs to an office (`council leader`, `deputy mayor`)."""
    token = tokens[at]
    return token.lower in word_map("roles") or token.lower in (
        "deputy",
        "vice",
        "acting",
        "assistant",
        "city",
        "county",
        "state",
        "'s",
        "\u2019s",
    )


def office_after(page: Page, first: int, last: int, high: int) -> tuple[int, int] | None:
    """Return `Ana Ruiz, director of the Harbour Institute` if an apposition with a role follows the name."""
    tokens = page.sheet.tokens
    if last + 1 >= high or tokens[last].text != "," or not begins_apposition(tokens, last + 1, high):
        return None
    phrase = source_after(page.sheet, last + 1, high)
    if phrase is None:
        return None
    words = [token.lower for token in tokens[phrase.first : phrase.head_last]]
    offices = [
        word
        for word in words
        if (word_map("roles").get(word) == "person" and word not in NO_OFFICE)
        or word.capitalize() in word_map("titles")
    ]
    after = tokens[phrase.head_last].text if phrase.head_last < high else "."
    if not offices or (
        after not in (",", ".", ";", ")", "\u2014")
        and tokens[min(phrase.head_last, high - 1)].lower not in word_map("cues")
    ):
        return None
    return first, phrase.head_last
