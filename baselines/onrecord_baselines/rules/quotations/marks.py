"""Stretches in quotation marks: curly, straight, angled, single and doubled ones, paired paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

MARKS = "\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019'`"
BLANK = re.compile(r"\n[ \t]{0,80}\n")
ATTRIBUTION = re.compile(
    r", (?:(?:said|says|wrote|added|told|recalled) |(?:[A-Z][\w.'-]{1,20} ){1,3}(?:said|says|wrote|added|told)\b|"
    r"(?:he|she|they) (?:said|says|wrote|added|told)\b)"
)
CLOSERS = {
    "\u201c": ("\u201d", '"'),
    "\u201e": ("\u201c", "\u201d"),
    "\u00ab": ("\u00bb",),
    "\u2018": ("\u2019",),
    '"': ('"', "\u201d", "''"),
    "\u201d": ("\u201d",),
    "\u00bb": ("\u00ab", "\u00bb"),
    "``": ("''", '"', "\u201d"),
    "''": ("''",),
    "'": ("'",),
    "`": ("'",),
}
SINGLE = frozenset(("'", "`", "\u2018"))
OPENING = frozenset(("\u201c", "\u201e", "\u00ab", "``"))
BACKWARDS = frozenset(("\u201d", "\u00bb", "''"))
APOSTROPHES = frozenset(("'", "`"))
SPACES = ".,?!;:\u2026 "
LONGEST = 6000


class Stretch(NamedTuple):
    """What stands between two quotation marks, without them and trimmed; ``outer`` is its place with the marks.

    ``closed`` is false for a stretch that its paragraph leaves open.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True


def find_stretches(text: str) -> list[Stretch]:
    """Return the outermost stretches in quotation marks, in order, none overlapping."""
    found: list[Stretch] = []
    marks = find_marks(text, 0, len(text))
    if not marks:
        return found
    begin = first = 0
    for end, following in [*(blank.span() for blank in BLANK.finditer(text)), (len(text), len(text))]:
        last = bisect_left(marks, (end, ""), first)
        if first < last:
            pair_marks(text, begin, end, marks[first:last], found)
        begin, first = following, last
    return found


def pair_marks(text: str, begin: int, end: int, marks: list[tuple[int, str]], found: list[Stretch]) -> None:
    """Pair the marks of one paragraph; one left open runs to its end (it goes on in the next)."""
    open_at = -1
    opened = ""
    singles = [at for at, mark in marks if mark == "'" and closes_single(text, at, mark)]
    last_single = singles[-1] if singles else -1
    for at, mark in marks:
        if open_at >= 0 and at - open_at > LONGEST:
            open_at = -1
        if open_at < 0:
            if can_open(text, at, mark) and (mark not in APOSTROPHES or at < last_single):
                open_at, opened = at, mark
            elif not found or found[-1].outer_end <= begin:
                keep_unopened(text, begin, at, mark, found)
            continue
        if mark in CLOSERS[opened] and closes(text, at, mark, open_at, opened):
            keep(text, open_at, at, found, opened, mark)
            open_at = -1
        elif (opened == mark == '"' and opens_only(text, at)) or (mark == opened == "\u201c"):
            # An opening mark while one is open: the line before ended without its mark.
            line = text.find("\n", open_at, at)
            if line >= 0:
                keep(text, open_at, line - 1, found, opened, "")
            if line >= 0 or mark == '"':
                open_at = at
    if (
        open_at >= 0
        and end - open_at <= LONGEST
        and opens(text, open_at, len(opened))
        and goes_on(text, open_at, opened)
    ):
        line = text.find("\n", open_at, end)
        stop = line if line >= 0 else end
        said = ATTRIBUTION.search(text, open_at, stop)
        if said is not None and text[stop - 1] == "." and not next_opens(text, stop):
            # The closing mark before `, said Ruiz` was forgotten.
            stop = said.start()
        keep(text, open_at, stop - 1, found, opened, "")


def find_marks(text: str, begin: int, end: int) -> list[tuple[int, str]]:
    """Return the places and forms of what can be a mark; two apostrophes or grave accents are one mark."""
    marks: list[tuple[int, str]] = []
    for mark in MARKS:
        # To look for one character after the other is faster than for any of them.
        at = text.find(mark, begin, end)
        sure = mark not in APOSTROPHES
        while at >= 0:
            size = 1 if sure or text[at + 1 : at + 2] != mark else 2
            if sure or size == 2 or at == begin or not (text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()):
                # No apostrophe in a word.
                marks.append((at, mark * size))
            at = text.find(mark, at + size, end)
    marks.sort()
    return marks


def can_open(text: str, at: int, mark: str) -> bool:
    """Tell whether a mark can open a stretch where none is open."""
    if mark in OPENING:
        return True
    if mark == '"':
        return not closes_only(text, at)
    if mark == "\u2018":
        return not at or not text[at - 1].isalnum()
    if mark in SINGLE or mark in BACKWARDS:
        after = text[at + len(mark)] if at + len(mark) < len(text) else " "
        return opens(text, at, len(mark)) and (after.isalpha() or after in '["\u201c$')
    return False


def goes_on(text: str, open_at: int, opened: str) -> bool:
    """Tell whether a stretch that its paragraph leaves open can go on in the next."""
    if opened not in SINGLE:
        return opened not in BACKWARDS
    return opened == "\u2018" and (not open_at or text[open_at - 1] == "\n") and text[open_at + 1].isupper()


def next_opens(text: str, at: int) -> bool:
    """Tell whether the next paragraph begins with an opening mark."""
    following = text[at : at + 20].lstrip()
    return bool(following) and following[0] in '"\u201c\u2018\u00ab'


def keep_unopened(text: str, begin: int, at: int, mark: str, found: list[Stretch]) -> None:
    """Keep the words before a mark that closes and was never opened: `No one reads it," said Ruiz`."""
    if mark not in ('"', "\u201d") or not closes_only(text, at):
        return
    start = max(text.rfind("\n", begin, at) + 1, begin)
    if start < at < start + 400 and text[start].isupper():
        found.append(Stretch(start, at, start, at + 1))


def opens(text: str, at: int, size: int = 1) -> bool:
    """Tell whether the place of a mark lets it open: a space, bracket or dash before, a word after."""
    before = text[at - 1] if at else " "
    after = text[at + size] if at + size < len(text) else " "
    return (before.isspace() or before in "([{\u2014\u2013-\u201c\"\u2018'") and not after.isspace()


def opens_only(text: str, at: int) -> bool:
    """Tell whether a straight mark can open and cannot close."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before.isspace() and after.isalnum()


def closes_only(text: str, at: int) -> bool:
    """Tell whether a mark can close and cannot open: a comma or stop before, a space after."""
    after = text[at + 1] if at + 1 < len(text) else " "
    return at > 0 and text[at - 1] in ".,?!" and after.isspace()


def closes_single(text: str, at: int, mark: str) -> bool:
    """Tell whether a mark is a straight single one where it can close: no letter after, no plural owner before."""
    if mark != "'" or not at or text[at - 1].isspace():
        return False
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isalnum() and (text[at - 1] != "s" or after in ".,;:)?!")


def closes(text: str, at: int, mark: str, open_at: int, opened: str) -> bool:
    """Tell whether a mark closes what is open; an apostrophe does not, nor a straight mark that opens."""
    if opened in APOSTROPHES:
        return closes_single(text, at, mark)
    if mark == "\u2019":
        after = text[at + 1] if at + 1 < len(text) else " "
        return not after.isalnum() and (text[at - 1] in SPACES or text[at - 1] != "s" or after in ".,;:)")
    if mark == '"' and opened == '"':
        # A straight mark with a space before and a word after opens, unless marks stand apart from words (`" so "`).
        apart = open_at + 1 < len(text) and text[open_at + 1].isspace()
        return apart or not opens_only(text, at)
    return True


def keep(text: str, open_at: int, close_at: int, found: list[Stretch], opened: str, closer: str) -> None:
    """Add a stretch without its marks, trimmed, if anything is left; ``closer`` is empty for one left open."""
    start = open_at + len(opened)
    end = close_at if closer else close_at + 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and (text[start].isalnum() or any(map(str.isalnum, text[start : min(end, start + 200)]))):
        found.append(Stretch(start, end, open_at, close_at + len(closer) if closer else end, bool(closer)))
