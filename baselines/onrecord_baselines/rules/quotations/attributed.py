"""Reported clauses before their cue: `The plan would fail, Ruiz said` and `The plan, Ruiz said, would fail`."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import LATELY, NO_CLAUSE, RELATIVE, has_verb
from onrecord_baselines.rules.quotations.clauses import trimmed
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.pronouns import OWNERS
from onrecord_baselines.rules.quotations.sources import Phrase, source_after, source_before
from onrecord_baselines.rules.quotations.subjects import NO_SUBJECT
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

CUES = word_map("cues")
TIMES = word_map("time")
ROLES = word_map("roles")
JOINING = frozenset(("and", "but", "while"))
TRAILING = frozenset(("after", "when", "as", "while", "before", "following", "during", "in", "on", "at"))
WEAK_REPORTS = frozenset(
    (
        "report",
        "reports",
        "reported",
        "find",
        "finds",
        "found",
        "show",
        "shows",
        "showed",
        "rule",
        "rules",
        "ruled",
        "agree",
        "agrees",
        "agreed",
    )
)
ADDRESSED = marked("grammar", "addressed")


def clause_before(page: Page, frame: Frame, order: int, cue: int) -> Draft | None:
    """Read `The plan would fail, Ruiz said` and `The plan, Ruiz said, would fail`, cue after content."""
    sheet = page.sheet
    kind = CUES[sheet.lowers[cue]]
    if kind not in ("say", "tell") and (kind != "weak" or sheet.lowers[cue] not in WEAK_REPORTS):
        # `After the raid, he returned to his post`.
        return None
    words, low, high = sheet.words, after_attribution(page, frame, order), frame.high
    if sheet.traits[cue] & ENDING or cue - 1 <= low or "," not in words[low:cue]:
        return None
    if sheet.lowers[cue - 1] == "to":
        # `chose to respond in kind`.
        return None
    inverted = comma_at(page, cue - 1)
    if inverted and kind == "weak":
        return None
    source = source_after(sheet, cue + 1, high) if inverted else None
    if (
        source is not None
        and source.last < high
        and sheet.finite[source.last]
        and not sheet.traits[source.last] & ENDING
    ):
        # `said the board paid`: a clause, no inversion.
        return None
    if source is not None and sheet.lowers[source.first] in OWNERS and not has_role(sheet, source):
        return None
    if source is not None:
        first, rest = cue, source.last
    else:
        # `its president, Ana Ruiz, said`: the comma before the cue closes an apposition.
        inverted = False
        source = source_before(sheet, cue, low)
        if source is None:
            return None
        first, rest = source.first, cue + 1
        if sheet.lowers[cue] in ADDRESSED and (addressee := source_after(sheet, cue + 1, high)) is not None:
            rest = addressee.last
    if first - 1 <= low or not comma_at(page, first - 1) or not (inverted or ends_after(page, rest - 1, high)):
        return None
    verb_first = has_verb(sheet, low, first - 1)
    last = rest >= high - 1 or (not verb_first and sheet.words[rest] != "," and not middle_comma(page, rest, high))
    thin = first - low < 4 or sheet.lowers[low] in NO_SUBJECT or kind == "weak"
    if not verb_first and (rest >= high - 1 or last) and (not last or thin):
        return None
    end = first if page.inside[first - 1] >= 0 else first - 1
    content = trimmed(sheet, low, end)
    before = page.inside[first - 2]
    if content is None or (before >= 0 and page.stretches[before].outer_start == sheet.starts[low]):
        return None
    spans = [content]
    comma = rest if rest < high and words[rest] == "," else 0 if verb_first else middle_comma(page, rest, high)
    joined = comma and comma + 1 < high and sheet.lowers[comma + 1] in JOINING
    if joined and order + 1 < len(frame.cues):
        # `..., Ruiz said, and ..., Mori said`.
        comma = 0
    if comma and goes_on(page, comma + 1, high) and not (verb_first and sheet.lowers[comma + 1] in TRAILING):
        more = trimmed(sheet, comma + 1, high)
        if more is not None:
            spans.append(more)
    elif not verb_first and not last:
        return None
    return Draft(spans, "indirect", "clause before the cue", (sheet.starts[cue], sheet.ends[cue]), source)


def has_role(sheet: Sheet, phrase: Phrase) -> bool:
    """Tell whether a phrase holds a word for a person or body."""
    return any(
        sheet.kinds[at] & CAPITAL or ROLES.get(sheet.lowers[at], "document") != "document"
        for at in range(phrase.first, phrase.last)
    )


def after_attribution(page: Page, frame: Frame, order: int) -> int:
    """Return where the clause before a cue can begin: after `, Ruiz said, and`, or with the frame."""
    sheet = page.sheet
    if order:
        after = frame.cues[order - 1] + 1
        if sheet.words[after] == "," and sheet.lowers[after + 1] in JOINING:
            return after + 2
    return frame.low


def comma_at(page: Page, at: int) -> bool:
    """Tell whether a token is a comma, or a closing mark after one."""
    words = page.sheet.words
    return words[at] == "," or (page.inside[at] >= 0 and words[at - 1] == ",")


def middle_comma(page: Page, rest: int, high: int) -> int:
    """Return the comma that closes `Ruiz said on Tuesday,` in the middle of a clause, or 0."""
    for at in range(rest, min(high, rest + 8)):
        if page.sheet.words[at] == ",":
            return at
        if page.sheet.finite[at] or not page.sheet.kinds[at] & WORD:
            return 0
    return 0


def goes_on(page: Page, at: int, high: int) -> bool:
    """Tell whether the clause goes on behind an attribution in its middle: a verb, no relative or participle."""
    sheet = page.sheet
    if at >= high or sheet.lowers[at] in RELATIVE or sheet.traits[at] & ENDING:
        return False
    return has_verb(sheet, at - 1, high)


def ends_after(page: Page, cue: int, high: int) -> bool:
    """Tell whether an attribution can end with its cue: a mark, a preposition or a day follows, no object."""
    sheet = page.sheet
    if (
        cue + 1 >= high
        or not sheet.kinds[cue + 1] & WORD
        or TIMES.get(sheet.words[cue + 1], "") in ("weekday", "month")
    ):
        return True
    if (
        sheet.lowers[cue + 1] in LATELY
        and cue + 2 < high
        and {sheet.lowers[cue + 2], sheet.words[cue + 2]} & TIMES.keys()
    ):
        # `..., Ruiz said this week in a letter`.
        return True
    return sheet.lowers[cue + 1] in NO_CLAUSE or sheet.lowers[cue + 1] in TIMES
