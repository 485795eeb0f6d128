"""Stretches in quotation marks: curly, straight, angled and single ones, paired paragraph by paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from .words import marked, word_set

MARK = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]')
BLANK = re.compile(r"\n[ \t]{0,80}\n")
CLOSERS = {"\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb", "\u2018": "\u2019"}
LONGEST = 6000
TERMS = marked("grammar", "terms")


class Stretch(NamedTuple):
    """What stands between two quotation marks, without them and trimmed; ``outer`` is its place with the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def find_stretches(text: str) -> list[Stretch]:
    """Return the outermost stretches in quotation marks, in order, none overlapping."""
    found: list[Stretch] = []
    begin = 0
    for blank in BLANK.finditer(text):
        pair_paragraph(text, begin, blank.start(), found)
        begin = blank.end()
    pair_paragraph(text, begin, len(text), found)
    return found


def pair_paragraph(text: str, begin: int, end: int, found: list[Stretch]) -> None:
    """Pair the marks of one paragraph; one left open runs to its end (it goes on in the next)."""
    open_at = -1
    closers = ""
    for match in MARK.finditer(text, begin, end):
        at, mark = match.start(), match.group()
        if open_at >= 0 and at - open_at > LONGEST:
            open_at = -1
        if open_at < 0:
            if mark == '"' or (mark in CLOSERS and (mark != "\u2018" or not at or not text[at - 1].isalnum())):
                open_at = at
                closers = '"' if mark == '"' else CLOSERS[mark]
            continue
        if mark in closers and closes(text, at, open_at, closers):
            keep(text, open_at, at, found)
            open_at = -1
        elif closers == '"' and mark == '"' and opens_only(text, at):
            # An opening mark while one is open: the line before ended without its mark.
            line = text.find("\n", open_at, at)
            if line >= 0:
                keep(text, open_at, line - 1, found, closed=False)
            open_at = at
        elif mark == "\u201c" and closers == "\u201d":
            line = text.find("\n", open_at, at)
            if line >= 0:
                keep(text, open_at, line - 1, found, closed=False)
                open_at = at
    if open_at >= 0 and end - open_at <= LONGEST and closers != "\u2019" and opens(text, open_at):
        line = text.find("\n", open_at, end)
        keep(text, open_at, (line if line >= 0 else end) - 1, found, closed=False)


def opens(text: str, at: int) -> bool:
    """Tell whether the place of a mark lets it open: a space, bracket or dash before, a word after."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([{\u2014\u2013-\u201c\"\u2018'") and not after.isspace()


def opens_only(text: str, at: int) -> bool:
    """Tell whether a straight mark can open and cannot close."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before.isspace() and after.isalnum()


def closes(text: str, at: int, open_at: int, closers: str) -> bool:
    """Tell whether a mark closes what is open; an apostrophe does not, nor a straight mark that opens."""
    after = text[at + 1] if at + 1 < len(text) else " "
    if closers == "\u2019":
        return not after.isalnum() and (text[at - 1] in ".,?!;:\u2026 " or text[at - 1] != "s" or after in ".,;:)")
    if closers == '"':
        # A straight mark with a space before and a word after opens, unless marks stand apart from words (`" so "`).
        apart = open_at + 1 < len(text) and text[open_at + 1].isspace()
        return apart or not opens_only(text, at)
    return True


def keep(text: str, open_at: int, close_at: int, found: list[Stretch], closed: bool = True) -> None:
    """Add a stretch without its marks, trimmed, if anything is left."""
    start = open_at + 1
    end = close_at if closed else close_at + 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(char.isalnum() for char in text[start : min(end, start + 200)]):
        found.append(Stretch(start, end, open_at, close_at + 1 if closed else end))


def is_term(text: str, stretch: Stretch) -> bool:
    """Tell whether the marks stand around a title, a name or a coined term, not around somebody's words."""
    words = text[stretch.start : stretch.end].split()[:12]
    before = text[max(0, stretch.outer_start - 40) : stretch.outer_start].lower().split()
    if before and before[-1].strip(",:(") in TERMS:
        return True
    ends = text[stretch.end - 1] in ".?!,\u2026"
    if ends and len(words) > 2:
        return False
    long_words = [word for word in words if len(word) > 3]
    if long_words and len(words) > 1 and all(word[0].isupper() for word in long_words) and not ends:
        return True
    return bool(before) and before[-1] in ("the", "a", "an") and len(words) <= 3 and not ends


def is_sentence(text: str, stretch: Stretch) -> bool:
    """Tell whether a stretch is a sentence by itself: a capital first, a stop or comma last, three words or more."""
    first = next((char for char in text[stretch.start : min(stretch.end, stretch.start + 8)] if char.isalnum()), "")
    words = text[stretch.start : min(stretch.end, stretch.start + 400)].split()
    return (first.isupper() or first.isdigit()) and text[stretch.end - 1] in ".?!,\u2026\u2014-" and len(words) >= 1


def has_function_word(text: str, stretch: Stretch) -> bool:
    """Tell whether a stretch holds a function word, as somebody's words do and coined terms seldom do."""
    words = text[stretch.start : min(stretch.end, stretch.start + 400)].lower().split()
    return any(word.strip(".,;:!?'") in word_set("function_words") for word in words)
