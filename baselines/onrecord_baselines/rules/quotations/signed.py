"""Quotations that a signature follows: embedded tweets, and words in marks over `- Ana Ruiz`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.quotations.sources import Phrase
from onrecord_baselines.rules.text.classes import CAPITAL, WORD
from onrecord_baselines.rules.text.tokens import Sheet

HANDLE = re.compile(r"[\u2014\u2013-]{1,2} ?([^\n(\u2014]{2,60}) ?\(@\w{1,30}\)")
LINKS = re.compile(r"(?: ?(?:pic\.twitter\.com|https?://t\.co|t\.co)/\w{1,20})+$")
TWEET = 330  # characters
REACH = 64  # characters from a dash to the `(@` of its handle, and more than a handle has
LONGEST_NAME = 6  # tokens
DASHES = frozenset(("-", "--", "\u2014", "\u2013", "~"))


def tweet_drafts(page: Page) -> list[Draft]:
    """Return the embedded tweets, `text - Ana Ruiz (@ana) May 4, 2019`, as direct quotations of those who sign them."""
    sheet = page.sheet
    text = sheet.text
    made: list[Draft] = []
    # One character is found faster than two.
    if "@" not in text or "(@" not in text:
        return made
    done = 0
    for match in handles(text):
        end = match.start()
        while end > 0 and text[end - 1].isspace():
            end -= 1
        nearest = max(done, end - 2 * TWEET)
        start = max(nearest, text.rfind("\n", nearest, end) + 1)
        if end - start > TWEET:
            unit = bisect_left(sheet.document.units, (end, end)) - 1
            start = max(start, sheet.document.units[unit][0]) if unit >= 0 else start
        link = LINKS.search(text, start, end)
        if link is not None:
            end = link.start()
        line = text.find("\n", match.end(), match.end() + 40)
        done = line if line >= 0 else match.end()
        while start < end and text[start].isspace():
            start += 1
        if end - start > TWEET or not any(map(str.isalpha, text[start:end])):
            continue
        first, last = bisect_left(sheet.starts, match.start(1)), bisect_left(sheet.starts, match.end(1))
        source = Phrase(first, last, last) if first < last else None
        made.append(Draft([(start, end)], "direct", "embedded tweet", None, source))
    return made


def handles(text: str) -> Iterator[re.Match[str]]:
    """Yield the signatures, `- Ana Ruiz (@ana)`; to look before each `(@` is faster than behind each dash."""
    done = 0
    at = text.find("(@")
    while at >= 0:
        match = HANDLE.search(text, max(done, at - REACH), at + REACH)
        if match is not None:
            yield match
            done = match.end()
        at = text.find("(@", max(at + 2, done))


def signature(sheet: Sheet, at: int, high: int) -> Phrase | None:
    """Return the name that signs words in marks which end before a token: `- Ana Ruiz`, a line of its own."""
    first = at
    while first < min(high, at + 2) and sheet.words[first] in DASHES:
        first += 1
    if first == at or first >= high or not sheet.kinds[first] & CAPITAL:
        return None
    last = first
    while last < high and last - first <= LONGEST_NAME and sheet.kinds[last] & CAPITAL:
        last += 1
    ends = last >= high or not sheet.kinds[last] & WORD
    return Phrase(first, last, last) if ends and last - first <= LONGEST_NAME else None
