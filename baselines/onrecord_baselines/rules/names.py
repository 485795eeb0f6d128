"""Runs of capitalised words that may be names, the short forms of them, and what the scheme leaves out."""

from __future__ import annotations

import re

from .capitals import Capitals
from .classes import CAPITAL, FIGURE, FUNCTION, ROLE, TITLE, WORD
from .joins import COMPANY_ENDS, CONNECTORS, NAME_WORDS, NUMBERED, OPENING_MARKS, numbered
from .pieces import PARTY_LETTERS
from .splits import GIVEN, HEADS, KNOWN, SIZES, SURNAMES, TITLES, Name, split_run
from .tokens import Sheet
from .words import marked, word_map

CUES = word_map("cues")
BEFORE_SURNAME = frozenset(("de", "van", "von", "der", "den", "di", "du", "della", "dos", "bin", "ibn", "bint"))
WORK_FIRST = frozenset(name.partition(" ")[0] for name, kind in word_map("other_names").items() if kind == "WORK")
WORK_NAMES = frozenset(name for name, kind in word_map("other_names").items() if kind == "WORK")
# `AR-15`, `H5N1`, `Baa1`, but `I-95` and `M62` are roads.
# `MEPs` are no name either.
ITEM = re.compile(r"(?!(?:I-|[AEIM])\d{1,3}$)(?=[^\d]*\d)[A-Za-z\d-]{2,20}|[A-Z]{2,5}s")
LABELS = marked("grammar", "caps_label")
LABEL_ONLY = marked("grammar", "label_only")
COMMON_GIVEN = marked("grammar", "common_given")
WORKS = marked("grammar", "works")
LANGUAGE_BEFORE = marked("grammar", "language_before")


def find_names(sheet: Sheet, taken: bytearray) -> list[Name]:
    """Return the candidate names of all units that are no headings, in order; ``taken`` tokens are values."""
    words, lowers, kinds, ranges, unit_of = sheet.words, sheet.lowers, sheet.kinds, sheet.ranges, sheet.unit_of
    capitals = sheet.where(CAPITAL)
    if True in sheet.headings:
        capitals = [at for at in capitals if not sheet.headings[unit_of[at]]]
    seen = Capitals(sheet, capitals)
    found: list[Name] = []
    unsure: list[int] = []
    end = 0
    for at in capitals:
        if at < end or taken[at]:
            continue
        last = ranges[unit_of[at]][1]
        start, stop = at, at + 1
        joins = stop < last and (
            kinds[stop] & CAPITAL or lowers[stop] in CONNECTORS or words[at] in NUMBERED or words[stop] in OPENING_MARKS
        )
        if joins or SIZES.get(words[at], 0) > 1:
            start, stop = seen.run(at, last, taken)
        elif not seen.stands_alone(at, last):
            unsure.append(at)
            continue
        while stop - start > 1 and words[start] in LABELS:
            # `WATCH Ana Ruiz sing`.
            start += 1
        if stop - start > 1 and words[stop - 1] == "Flight" and stop < last and kinds[stop] & FIGURE:
            # `Lion Air Flight 610`.
            stop -= 1
        if stop - start == 1 and words[start] in LABELS:
            end = stop
            continue
        if stop - start == 1:
            end = stop
            if lowers[start] in LABEL_ONLY and stop < last and kinds[stop] & FIGURE:
                continue
            if not sheet.traits[start] & TITLE or words[start] in GIVEN or TITLES[words[start]] == "+":
                found.append((start, stop, ""))
        elif start < stop:
            end = stop
            while not ends_name(sheet, start, stop):
                stop -= 1
            for first, final, title in split_run(tuple(words[start:stop]), *hangs_on(sheet, start)):
                found.append((start + first, start + final, title))
    parts = {words[at] for first, last, _ in found if last - first > 1 for at in (first, last - 1)}
    more = short_forms(sheet, seen, parts, unsure)
    names = sorted(found + more) if more else found
    names = [name for name in names if not is_left_out(sheet, parts, name[0], name[1])]
    for at, (first, last, title) in enumerate(names):
        if first and lowers[first - 1] in BEFORE_SURNAME:
            low = max(ranges[unit_of[first]][0], names[at - 1][1] if at else 0)
            names[at] = (particles_start(sheet, first, low), last, title)
    return with_marks(sheet, names)


def particles_start(sheet: Sheet, start: int, low: int) -> int:
    """Return where a surname with small particles begins (`de Blasio`, `von der Leyen`)."""
    at = start
    while at > low and sheet.lowers[at - 1] in BEFORE_SURNAME:
        at -= 1
    # `a van Ruiz drove`.
    noun = sheet.lowers[at] == "van" and at > low and sheet.lowers[at - 1] in ("a", "the", "his", "her", "their", "its")
    return start if noun else at


def with_marks(sheet: Sheet, names: list[Name]) -> list[Name]:
    """Give back the `'s` that is a name's own, as an apposition after it shows (`Pellow's, the chain`)."""
    words, lowers, high = sheet.words, sheet.lowers, len(sheet.words)
    owners = {
        words[last - 1]
        for first, last, _ in names
        if last + 2 < high
        and lowers[last] == "'s"
        and words[last + 1] == ","
        and lowers[last + 2] in ("the", "a", "an")
        and not (first and lowers[first - 1] == "of")
    }
    if not owners:
        return names
    return [
        (first, last + 1, title)
        if words[last - 1] in owners
        and last + 1 < high
        and lowers[last] == "'s"
        and (words[last + 1] == "," or lowers[last + 1].endswith("ed"))
        else (first, last, title)
        for first, last, title in names
    ]


def short_forms(sheet: Sheet, seen: Capitals, parts: set[str], unsure: list[int]) -> list[Name]:
    """Return the words that open a sentence and are part of a longer name of the text (`Halden Motors … Halden`)."""
    words = sheet.words
    return [
        (at, at + 1, "")
        for at in unsure
        if words[at] in parts
        and not sheet.traits[at] & (FUNCTION | ROLE)
        and words[at] not in NAME_WORDS
        and (words[at] not in HEADS or words[at] in SURNAMES)
        and words[at] not in COMMON_GIVEN
        and sheet.lowers[at] not in seen.written
    ]


def ends_name(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether a run may end before a token: with a capital, `plc`, a number, or the mark of a known name."""
    word = sheet.words[stop - 1]
    if sheet.kinds[stop - 1] & CAPITAL or word in COMPANY_ENDS or numbered(sheet, stop - 1):
        return True
    # `St. John's`.
    return sheet.lowers[stop - 1] == "'s" and " ".join(sheet.words[start:stop]) in KNOWN


def is_left_out(sheet: Sheet, parts: set[str], first: int, last: int) -> bool:
    """Tell whether capitals are no name: the title of a work in marks, a language, a common word by itself."""
    words, lowers = sheet.words, sheet.lowers
    word = words[first]
    before = words[first - 1] if first else ""
    if before == "@" or words[last : last + 1] == ["@"]:
        # `@user`.
        return True
    if word in WORK_FIRST and " ".join(words[first:last]) in WORK_NAMES:
        return True
    if before in WORK_FIRST and " ".join(words[first - 1 : last]) in WORK_NAMES:
        # `60 Minutes`.
        return True
    if last - first == 1 and (word[-1] == "s" or not word.isalpha()) and ITEM.fullmatch(word) and word not in KNOWN:
        return True
    if last - first == 1 and len(word) == 1 and not sheet.traits[first - 1 if first else 0] & TITLE:
        # `Plan B`, but `(D)` and `R-Ohio`.
        return not (
            word in PARTY_LETTERS and first and words[first - 1] in ("(", ",") and words[last : last + 1] != [","]
        )
    if last - first > 2 and all(each.isupper() and len(each) < 4 for each in words[first:last]):
        # The head of a table (`W L T GF GA`).
        return True
    if last - first == 2 and word == "Group" and len(words[first + 1]) == 1:
        return True
    if (
        last - first == 1
        and word in NAME_WORDS
        and not (word in parts or word in HEADS or word in KNOWN or word in GIVEN)
    ):
        # `the Man of the Match`.
        return True
    at = first - 1
    if at > 0 and lowers[at] in ("the", "a", "an"):
        at -= 1
    if at > 0 and words[at] in OPENING_MARKS and words[at] != "(":
        # `her novel, “The Salt Road”`.
        return not WORKS.isdisjoint(lowers[max(0, at - 3) : at])
    if (
        last - first > 1
        or first < 1
        or lowers[first - 1] not in LANGUAGE_BEFORE
        or KNOWN.get(words[first], ("",))[0] != "NORP"
    ):
        return False
    # `written in Welsh`, but `in Welsh schools`.
    lower = lowers[last] if last < len(lowers) else ""
    noun = last < len(lowers) and sheet.kinds[last] & WORD and not sheet.traits[last] & FUNCTION
    return not (noun and lower not in CUES) and not words[first].endswith("ans")


def hangs_on(sheet: Sheet, first: int) -> tuple[str, bool]:
    """Return the title before `of` that a run hangs on, if any, and whether it hangs on an office at all."""
    if not first or sheet.lowers[first - 1] not in ("of", "the"):
        return "", False
    at = first - 1 if sheet.lowers[first - 1] == "of" else first - 2
    if at < 1 or sheet.lowers[at] != "of":
        return "", False
    title = sheet.words[at - 1] if at == first - 1 and sheet.traits[at - 1] & TITLE else ""
    return title, bool(sheet.traits[at - 1] & (ROLE | TITLE))
