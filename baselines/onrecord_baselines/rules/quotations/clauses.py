"""Where the clause that a cue reports begins: after `that`, `whether` or `to`, or bare with a verb of its own."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import (
    ADDRESSED,
    QUESTIONS,
    SHORT_VERBS,
    SUBJECTS,
    bare_start,
    has_verb,
    is_finite,
)
from onrecord_baselines.rules.quotations.frames import Page
from onrecord_baselines.rules.quotations.openings import (
    adjunct_between,
    after_parenthesis,
    gerund_start,
    infinitive_start,
    said_comma,
)
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

BARE_WEAK = frozenset(("heard", "reported", "reports", "found", "finds", "show", "shows", "showed"))
CLAUSAL = marked("attribution", "clausal")
GERUND = marked("attribution", "gerund_cue")
NO_GERUND = marked("attribution", "no_gerund")
VOWED = marked("attribution", "vowed_clause")
UNDECIDED = -2
FURTHEST = 30  # tokens from a cue to its `that`, at most
TIMED = frozenset(("when", "while", "after", "before", "as"))
CLAIM_TO = marked("attribution", "claim_to")
HOW_CUES = marked("attribution", "how_cue")
PATTERNED = CLAIM_TO | HOW_CUES | VOWED | GERUND


def content_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return the first token of the content after a cue, or -1 if no clause follows."""
    if kind in ("name", "believe"):
        return -1
    sheet, lower = page.sheet, page.sheet.lowers[cue]
    start = UNDECIDED
    if kind in ("say", "tell") and cue + 3 < stop and sheet.words[cue + 1] == ":":
        start = colon_start(page, cue, stop)
    if kind != "ask" and cue + 2 < stop and sheet.lowers[cue + 1] == "that" and page.inside[cue + 1] < 0:
        return after_that(sheet, cue, cue + 1, stop)
    if start == UNDECIDED:
        start = complement_start(page, cue, kind, stop)
    if start == UNDECIDED and lower in PATTERNED and kind != "passive":
        start = pattern_start(sheet, cue, stop)
    if start != UNDECIDED or kind == "passive":
        return max(start, -1)
    if kind in ("vow", "ask"):
        return infinitive_start(sheet, cue, kind, stop)
    if kind == "accuse":
        return gerund_start(sheet, cue, stop)
    if kind == "deny":
        following = sheet.lowers[cue + 1] if cue + 1 < stop else ""
        return cue + 1 if following.endswith("ing") and following not in NO_GERUND else -1
    if lower in CLAUSAL or (kind == "weak" and lower in BARE_WEAK):
        kind = "clausal"
    return bare_start(page, cue, kind, stop) if kind in ("say", "tell", "clausal") else -1


def colon_start(page: Page, cue: int, stop: int) -> int:
    """Return the clause after a colon without marks (`Ruiz responded: Look, it is over`), or UNDECIDED."""
    sheet = page.sheet
    at = cue + 3 if sheet.words[cue + 2] == ">" else cue + 2
    clause = page.inside[at] < 0 and sheet.words[at][0].isupper() and has_verb(sheet, at, stop)
    return at if clause else UNDECIDED


def complement_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return what follows `that` (or begins with `whether`) within an addressee or adverbial, -1 or UNDECIDED."""
    sheet, inside = page.sheet, page.inside
    lowers, finite = sheet.lowers, sheet.finite
    if kind != "ask" and "that" not in lowers[cue + 1 : min(stop, cue + FURTHEST)]:
        comma = cue + 1 < stop and lowers[cue + 1] == "," and lowers[cue] in ("said", "says")
        return cue + 2 if comma and said_comma(page, cue, stop) else UNDECIDED
    timed_clause = cue + 1 < stop and lowers[cue + 1] in TIMED
    for at in range(cue + 1, min(stop, cue + 12)):
        lower = lowers[at]
        if kind == "ask":
            if lower in QUESTIONS:
                return at
        elif lower == "that" and at + 1 < stop and is_complementiser(page, cue, at, kind):
            return after_that(sheet, cue, at, stop)
        elif lower == ",":
            if at == cue + 1 and lowers[cue] in ("said", "says") and said_comma(page, cue, stop):
                return at + 1
            further = after_parenthesis(page, at, stop)
            return further if further >= 0 else UNDECIDED
        if inside[at] >= 0:
            if lowers[cue] in ADDRESSED:
                # `told "Morning Post" that`.
                continue
            return UNDECIDED
        # `said when he was hired that`: the verb is the adverbial clause's.
        verb = finite[at] and not sheet.traits[at] & ENDING and not (timed_clause and at > cue + 2)
        if verb or lower in (".", ";", ":", ","):
            return UNDECIDED
    return UNDECIDED


def is_complementiser(page: Page, cue: int, at: int, kind: str) -> bool:
    """Tell whether a `that` is a cue's: after it, its addressee or an adverbial."""
    return page.inside[at] < 0 and (at == cue + 1 or adjunct_between(page.sheet, cue, at, kind))


def after_that(sheet: Sheet, cue: int, that: int, stop: int) -> int:
    """Return where the content begins at a `that`: after it, with it where it is a subject, or -1."""
    near = that == cue + 1
    bare_verb = sheet.finite[that + 1] and not has_verb(sheet, that + 2, stop)
    if near and (bare_verb or sheet.lowers[that + 1] in SHORT_VERBS):
        # `said that was the truth`.
        return that
    # `said that` needs no verb that the lists know.
    sure = near and stop - that > 4 and sheet.kinds[that + 1] & WORD
    return that + 1 if sure or has_verb(sheet, that + 1, stop) else -1


def pattern_start(sheet: Sheet, cue: int, stop: int) -> int:
    """Return the content that single cues take: `claims to have`, `explained how`, `admitted taking`; or UNDECIDED."""
    lowers = sheet.lowers
    if cue + 2 >= stop:
        return UNDECIDED
    lower, following = lowers[cue], lowers[cue + 1]
    if lower in CLAIM_TO and following in ("to", "not"):
        to = cue + 1 if following == "to" else cue + 2
        return cue + 1 if lowers[to] == "to" and lowers[to + 1] not in DETERMINERS else -1
    if lower in HOW_CUES and following in ("how", "why") and lowers[cue + 2] != "to" and cue + 3 < stop:
        return cue + 1
    if lower in VOWED and following in SUBJECTS and is_finite(sheet, cue + 2):
        # `pledged they would resign`.
        return cue + 1
    if lower in GERUND:
        at = cue + 2 if following == "to" else cue + 1
        if sheet.traits[at] & ENDING and lowers[at] not in NO_GERUND and sheet.kinds[at + 1] & WORD:
            return at
    return UNDECIDED


def trimmed(sheet: Sheet, first: int, stop: int) -> tuple[int, int] | None:
    """Return the place of tokens ``first`` to before ``stop`` without final punctuation; None if nothing is left."""
    words, kinds = sheet.words, sheet.kinds
    last = stop
    while last > first and not kinds[last - 1] & WORD and words[last - 1][0] not in "\"\u201d\u2019')]%?!":
        last -= 1
    while first < last and not kinds[first] & WORD and words[first][0] not in '"\u201c\u2018$\u00a3\u20ac([':
        first += 1
    if first >= last or not (
        kinds[first] & WORD or any(kinds[at] & WORD for at in range(first, min(last, first + 50)))
    ):
        return None
    return sheet.starts[first], sheet.ends[last - 1]
