"""Runs of capitalised words that may be names, and the short forms of them."""

from __future__ import annotations

from onrecord_baselines.rules.names.capitals import Capitals, by_itself
from onrecord_baselines.rules.names.joins import (
    COMPANY_ENDS,
    CONNECTORS,
    NAME_WORDS,
    NUMBERED,
    OPENING_MARKS,
    PARTICLES,
    numbered,
)
from onrecord_baselines.rules.names.nonames import LEAVES_OUT, is_doubtful, is_left_out
from onrecord_baselines.rules.names.splits import (
    GIVEN,
    HEADS,
    KNOWN,
    SIZES,
    SURNAMES,
    TITLES,
    Name,
    split_hanging,
    split_run,
)
from onrecord_baselines.rules.text.classes import CAPITAL, FIGURE, FUNCTION, ROLE, TITLE
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

BEFORE_SURNAME = frozenset(("de", "van", "von", "der", "den", "di", "du", "della", "dos", "bin", "ibn", "bint"))
LABELS = marked("grammar", "caps_label")
LABEL_ONLY = marked("grammar", "label_only")
COMMON_GIVEN = marked("grammar", "common_given")
JOINTS = CONNECTORS | OPENING_MARKS
OPENS_KNOWN = frozenset([words for words, size in SIZES.items() if size > 1 and " " not in words])


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
        word, last, stop = words[at], ranges[unit_of[at]][1], at + 1
        inner = stop < last
        joint = inner and lowers[stop] in JOINTS
        opens_known = word in OPENS_KNOWN
        start = at
        if inner and (
            kinds[stop] & CAPITAL
            or (joint and leads_on(sheet, at, last))
            or (opens_known and (f"{word} {words[stop]}" in SIZES or words[stop] in COMPANY_ENDS))
            or word in NUMBERED
        ):
            start, stop = seen.run(at, last, taken)
            while stop - start > 1 and words[start] in LABELS:
                # `WATCH Ana Ruiz sing`.
                start += 1
            if stop - start > 1 and words[stop - 1] == "Flight" and stop < last and kinds[stop] & FIGURE:
                # `Lion Air Flight 610`.
                stop -= 1
            if stop - start > 1:
                end = stop
                while not (kinds[stop - 1] & CAPITAL or ends_name(sheet, start, stop)):
                    stop -= 1
                run = tuple(words[start:stop])
                hangs = start and lowers[start - 1] in ("of", "the")
                of_title, of_office = hangs_on(sheet, start) if hangs else ("", False)
                split = split_hanging(run, of_title, of_office=of_office) if of_title or of_office else split_run(run)
                for first, final, title in split:
                    found.append((start + first, start + final, title))
                continue
            if stop == start:
                continue
        elif not (seen.stands_alone(at, last) if (told := by_itself(word)) is None else told):
            if not (joint or opens_known):
                unsure.append(at)
            continue
        end = stop
        if may_be_name(sheet, start, last):
            found.append((start, stop, ""))
    parts = {words[at] for first, last, _ in found if last - first > 1 for at in (first, last - 1)}
    more = short_names(sheet, seen, parts, unsure)
    names = sorted(found + more) if more else found
    return with_marks(sheet, kept_names(sheet, names, parts))


def leads_on(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether a run may go on over the connector or mark after its first capital."""
    lowers, after = sheet.lowers, at + 2
    if lowers[at + 1] in CONNECTORS:
        return after < last and (
            sheet.kinds[after] & CAPITAL > 0 or lowers[after] in PARTICLES or lowers[after] == "the"
        )
    return sheet.words[at] in GIVEN


def kept_names(sheet: Sheet, names: list[Name], parts: set[str]) -> list[Name]:
    """Return the names without what the scheme leaves out, each with the small particles before its surname."""
    words, lowers = sheet.words, sheet.lowers
    final = len(words) - 1
    kept: list[Name] = []
    for name in names:
        first, last, title = name
        before = lowers[first - 1] if first else ""
        doubtful = is_doubtful(words[first]) or before in LEAVES_OUT or (last <= final and words[last] == "@")
        if doubtful and is_left_out(sheet, parts, first, last):
            continue
        if before in BEFORE_SURNAME:
            low = max(sheet.ranges[sheet.unit_of[first]][0], kept[-1][1] if kept else 0)
            kept.append((particles_start(sheet, first, low), last, title))
        else:
            kept.append(name)
    return kept


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


def short_names(sheet: Sheet, seen: Capitals, parts: set[str], unsure: list[int]) -> list[Name]:
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


def may_be_name(sheet: Sheet, at: int, last: int) -> bool:
    """Tell whether one capital by itself is no label (`WATCH`, `Section 4`) and no mere title."""
    word = sheet.words[at]
    if word in LABELS or (sheet.lowers[at] in LABEL_ONLY and at + 1 < last and sheet.kinds[at + 1] & FIGURE):
        return False
    return not sheet.traits[at] & TITLE or word in GIVEN or TITLES[word] == "+"


def ends_name(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether a run may end before a token without a capital: `plc`, a number, or the mark of a known name."""
    if sheet.words[stop - 1] in COMPANY_ENDS or numbered(sheet, stop - 1):
        return True
    # `St. John's`.
    return sheet.lowers[stop - 1] == "'s" and " ".join(sheet.words[start:stop]) in KNOWN


def hangs_on(sheet: Sheet, first: int) -> tuple[str, bool]:
    """Return the title before the `of` or `the` that a run hangs on, if any, and whether it hangs on an office."""
    at = first - 1 if sheet.lowers[first - 1] == "of" else first - 2
    if at < 1 or sheet.lowers[at] != "of":
        return "", False
    title = sheet.words[at - 1] if at == first - 1 and sheet.traits[at - 1] & TITLE else ""
    return title, bool(sheet.traits[at - 1] & (ROLE | TITLE))
