"""Runs of capitalised words that may be names: where a run begins, and what may join its parts."""

from __future__ import annotations

from .classes import CAPITAL, FUNCTION, ROLE, TITLE, WORD
from .splits import GIVEN, HEADS, KNOWN, SIZES, TITLES, Name, known_end, split_run
from .tokens import Sheet, after_break
from .words import classed, marked, word_map, word_set

PARTICLES = marked("grammar", "particles")
PLURAL_OWNERS = marked("grammar", "plural_owners")
ABSTRACT_OF = marked("grammar", "abstract_of")
NO_OPENING = marked("grammar", "no_opening")
ACRONYMS_NO_NAME = word_set("acronyms_no_name")
CUES = word_map("cues")
SAYS = classed("cues", "say")
CASES = frozenset(("v.", "vs.", "v"))
CONNECTORS = frozenset(("of", "for", "on", "against", "and", "&", "'s", "'")) | CASES | PARTICLES


def find_names(sheet: Sheet, taken: bytearray) -> list[Name]:
    """Return the candidate names of all units that are no headings, in order; ``taken`` tokens are values."""
    words, lowers, kinds, ranges, unit_of = sheet.words, sheet.lowers, sheet.kinds, sheet.ranges, sheet.unit_of
    capitals = sheet.where(CAPITAL)
    if True in sheet.headings:
        capitals = [at for at in capitals if not sheet.headings[unit_of[at]]]
    seen = Evidence(sheet, capitals)
    found: list[Name] = []
    end = 0
    for at in capitals:
        if at < end or taken[at]:
            continue
        last = ranges[unit_of[at]][1]
        start, stop = at, at + 1
        joins = stop < last and (kinds[stop] & CAPITAL or lowers[stop] in CONNECTORS)
        if joins or SIZES.get(words[at], 0) > 1:
            start, stop = seen.run(at, last, taken)
        elif not seen.stands_alone(at, last):
            continue
        if stop - start == 1:
            end = stop
            if not sheet.traits[start] & TITLE or words[start] in GIVEN or TITLES[words[start]] == "+":
                found.append((start, stop, ""))
        elif start < stop:
            end = stop
            while not kinds[stop - 1] & CAPITAL:
                stop -= 1
            for first, final, title in split_run(tuple(words[start:stop]), *hangs_on(sheet, start)):
                found.append((start + first, start + final, title))
    return found


def hangs_on(sheet: Sheet, first: int) -> tuple[str, bool]:
    """Return the title before `of` that a run hangs on, if any, and whether it hangs on an office at all."""
    if not first or sheet.lowers[first - 1] not in ("of", "the"):
        return "", False
    at = first - 1 if sheet.lowers[first - 1] == "of" else first - 2
    if at < 1 or sheet.lowers[at] != "of":
        return "", False
    title = sheet.words[at - 1] if at == first - 1 and sheet.traits[at - 1] & TITLE else ""
    return title, bool(sheet.traits[at - 1] & (ROLE | TITLE))


class Evidence:
    """What the document tells of its capitals: which words stand with one inside a sentence, which without."""

    def __init__(self, sheet: Sheet, capitals: list[int]) -> None:
        self.sheet = sheet
        self.capitals: set[str] = set()
        self.opening: set[int] = set()
        self.written = set(sheet.words)
        kinds, lowers, unit_of = sheet.kinds, sheet.lowers, sheet.unit_of
        for at in capitals:
            if at and kinds[at - 1] & WORD and unit_of[at - 1] == unit_of[at]:
                self.capitals.add(lowers[at])
            elif after_break(sheet, at):
                self.opening.add(at)
            else:
                self.capitals.add(lowers[at])

    def run(self, at: int, last: int, taken: bytearray) -> tuple[int, int]:
        """Return the run of capitals that begins at a token, and may hold others; an empty run is no name."""
        sheet = self.sheet
        known = known_end(sheet.words, at, last)
        if known > at + 1:
            return at, extend(sheet, at, known, last, taken)
        end = extend(sheet, at, at + 1, last, taken)
        if end == at + 1:
            return (at, end) if self.stands_alone(at, last) else (at, at)
        if at not in self.opening:
            return (at, at) if sheet.lowers[at] in ("the", "a", "an") else (at, end)
        if self.opens(at):
            return at, end
        start = at + 1
        while start < end and not sheet.kinds[start] & CAPITAL:
            start += 1
        if end == start + 1 and sheet.words[start] in ACRONYMS_NO_NAME:
            return at, at
        return start, end

    def opens(self, at: int) -> bool:
        """Tell whether the first word of a sentence belongs to the name that seems to begin with it."""
        word, lower, traits = self.sheet.words[at], self.sheet.lowers[at], self.sheet.traits[at]
        if word in KNOWN or word in GIVEN or traits & TITLE:
            return lower not in NO_OPENING
        if traits & FUNCTION:
            return word in HEADS and lower not in ("order", "plan")
        if traits & ROLE or lower in CUES:
            return lower in self.capitals
        return lower in self.capitals or not (lower in self.written or lower.endswith("ly"))

    def stands_alone(self, at: int, last: int) -> bool:
        """Tell whether a single capitalised word is a name; at a sentence's start the text must show it."""
        word, traits = self.sheet.words[at], self.sheet.traits[at]
        if traits & FUNCTION or word in ACRONYMS_NO_NAME:
            return False
        if at not in self.opening or word in KNOWN:
            return True
        if len(word) > 1 and word.isupper():
            return True
        lower = self.sheet.lowers[at]
        if lower in self.written:
            return False
        if lower in self.capitals or word in GIVEN:
            return True
        if traits & ROLE or at + 1 >= last:
            return False
        following = self.sheet.lowers[at + 1]
        return following == "'s" or following in SAYS


def extend(sheet: Sheet, at: int, end: int, last: int, taken: bytearray) -> int:
    """Return where the run of capitals ends, over `of`, `and` and particles where they join one name."""
    kinds, lowers, starts, ends = sheet.kinds, sheet.lowers, sheet.starts, sheet.ends
    limit = min(last, at + 24)
    while end < limit and not taken[end] and starts[end] - ends[end - 1] <= 1:
        if kinds[end] & CAPITAL:
            end += 1
            continue
        if lowers[end] not in CONNECTORS:
            break
        joined = join_end(sheet, at, end, limit, taken)
        if joined == end:
            break
        end = joined
    return end


def join_end(sheet: Sheet, at: int, end: int, limit: int, taken: bytearray) -> int:
    """Return the place after the capital that a connector at ``end`` joins to the run, or ``end``."""
    words, lowers, kinds = sheet.words, sheet.lowers, sheet.kinds
    lower, before = lowers[end], words[end - 1]
    after = end + 1
    if lower in ("of", "for", "on", "against") and after < limit and lowers[after] == "the":
        after += 1
    if after >= limit or not kinds[after] & CAPITAL or taken[after]:
        return end
    if lower == "of":
        # `Secretary of State`: a title, not a body.
        joins = before in HEADS or before in ABSTRACT_OF
        if not joins and words[after] not in KNOWN:
            joins = any(each in ("for", "of") for each in lowers[max(at, end - 4) : end])
    elif lower in ("for", "on", "against"):
        joins = HEADS.get(before) in ("ORG", "LAW")
    elif lower in CASES:
        joins = bool(kinds[end - 1] & CAPITAL)
    elif lower in ("'s", "'"):
        joins = end == at + 1 and lowers[end - 1] in PLURAL_OWNERS
    elif lower == "and":
        joins = joins_and(sheet, at, end, limit, taken)
    else:
        joins = lower == "&" or after == end + 1
    return after + 1 if joins else end


def joins_and(sheet: Sheet, at: int, end: int, limit: int, taken: bytearray) -> bool:
    """Tell whether `and` joins two parts of one name (`Customs and Enforcement`), not two names."""
    words = sheet.words
    before, after = words[end - 1], words[end + 1]
    if after in KNOWN or after in GIVEN or before in KNOWN:
        return False
    stop = end + 2
    while (
        stop < limit
        and sheet.kinds[stop] & CAPITAL
        and not taken[stop]
        and sheet.starts[stop] == sheet.ends[stop - 1] + 1
    ):
        stop += 1
    final = words[stop - 1]
    if any(each in ("of", "for", "on") for each in sheet.lowers[at:end]):
        # `Department of Housing and Urban Renewal`, but not `Ministry of Transport and Harbour Council`.
        return not (before in HEADS and final in HEADS) and after not in TITLES
    if HEADS.get(final) not in ("ORG", "LAW"):
        return False
    if stop == end + 2 and end - at > 1:
        return before not in HEADS
    return before not in HEADS and words[at] not in GIVEN
