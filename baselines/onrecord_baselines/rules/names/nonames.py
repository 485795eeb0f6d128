"""Capitals that are no name of the scheme: the title of a work in marks, a language, a common word by itself."""

from __future__ import annotations

import re

from onrecord_baselines.rules.names.joins import NAME_WORDS, OPENING_MARKS
from onrecord_baselines.rules.names.splits import GIVEN, HEADS, KNOWN
from onrecord_baselines.rules.text.classes import FUNCTION, TITLE, WORD
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.pieces import PARTY_LETTERS
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

CUES = word_map("cues")
WORK_FIRST = frozenset(name.partition(" ")[0] for name, kind in word_map("other_names").items() if kind == "WORK")
WORK_NAMES = frozenset(name for name, kind in word_map("other_names").items() if kind == "WORK")
# `AR-15`, `H5N1`, `Baa1`, but `I-95` and `M62` are roads.
# `MEPs` are no name either.
ITEM = re.compile(r"(?!(?:I-|[AEIM])\d{1,3}$)(?=[^\d]*\d)[A-Za-z\d-]{2,20}|[A-Z]{2,5}s")
WORKS = marked("grammar", "works")
LANGUAGE_BEFORE = marked("grammar", "language_before")
ARTICLES = frozenset(("the", "a", "an"))
# The words in lower case after which capitals may be no name.
LEAVES_OUT = LANGUAGE_BEFORE | ARTICLES | OPENING_MARKS | {word.lower() for word in WORK_FIRST} | {"@"}


@remembered
def is_doubtful(word: str) -> bool:
    """Tell whether a name may be none by its first word."""
    return bool(oddity(word)) or word in WORK_FIRST or word == "Group" or (len(word) < 4 and word.isupper())


@remembered
def oddity(word: str) -> str:
    """Return why one capital by itself may be no name: a `work`, an `item`, a `letter`, a `common` word, or nothing."""
    if word in WORK_NAMES:
        return "work"
    if (word[-1] == "s" or not word.isalpha()) and ITEM.fullmatch(word) and word not in KNOWN:
        return "item"
    if len(word) == 1:
        return "letter"
    common = word in NAME_WORDS and not (word in HEADS or word in KNOWN or word in GIVEN)
    return "common" if common else ""


def is_odd(sheet: Sheet, parts: set[str], at: int, odd: str) -> bool:
    """Tell whether one capital by itself that may be no name (see ``oddity``) is none here."""
    words = sheet.words
    if odd == "letter":
        # `Plan B`, but `(D)` and `R-Ohio`, and `Mr. B`.
        if sheet.traits[at - 1 if at else 0] & TITLE:
            return False
        party = words[at] in PARTY_LETTERS and at and words[at - 1] in ("(", ",")
        return not (party and words[at + 1 : at + 2] != [","])
    # `the Man of the Match`, where no name of the text has the word.
    return odd != "common" or words[at] not in parts


def is_left_out(sheet: Sheet, parts: set[str], first: int, last: int) -> bool:
    """Tell whether capitals are no name: the title of a work in marks, a language, a common word by itself."""
    words, lowers = sheet.words, sheet.lowers
    word = words[first]
    if last < len(words) and words[last] == "@":
        return True
    if last - first == 1:
        odd = oddity(word)
        if odd and is_odd(sheet, parts, first, odd):
            return True
    elif word in WORK_FIRST and " ".join(words[first:last]) in WORK_NAMES:
        return True
    elif last - first == 2:
        if word == "Group" and len(words[first + 1]) == 1:
            return True
    elif len(word) < 4 and all(each.isupper() and len(each) < 4 for each in words[first:last]):
        # The head of a table (`W L T GF GA`).
        return True
    if not first or lowers[first - 1] not in LEAVES_OUT:
        return False
    before = words[first - 1]
    if before == "@":
        # `@user`.
        return True
    if before in WORK_FIRST and " ".join(words[first - 1 : last]) in WORK_NAMES:
        # `60 Minutes`.
        return True
    at = first - 1
    if at > 0 and lowers[at] in ARTICLES:
        at -= 1
    if at > 0 and words[at] in OPENING_MARKS and words[at] != "(":
        # `her novel, “The Salt Road”`.
        return not WORKS.isdisjoint(lowers[max(0, at - 3) : at])
    if last - first > 1 or lowers[first - 1] not in LANGUAGE_BEFORE or KNOWN.get(word, ("",))[0] != "NORP":
        return False
    # `written in Welsh`, but `in Welsh schools`.
    lower = lowers[last] if last < len(lowers) else ""
    noun = last < len(lowers) and sheet.kinds[last] & WORD and not sheet.traits[last] & FUNCTION
    return not (noun and lower not in CUES) and not word.endswith("ans")
