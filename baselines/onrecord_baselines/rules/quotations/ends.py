"""Where a reported clause ends: what after `and`, `but`, `which` or a semicolon is the article's own voice again."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.bare import has_verb
from onrecord_baselines.rules.quotations.clauses import trimmed
from onrecord_baselines.rules.quotations.frames import Page
from onrecord_baselines.rules.text.classes import ENDING
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map, word_set

VERBS = word_map("verbs")
PRONOUNS = word_map("pronouns")
TIMES = word_map("time")
SHELLS = marked("attribution", "shell")
IMPERSONAL = marked("attribution", "it_passive")
REACTIONS = marked("attribution", "reaction")
PERSON_ACTS = marked("attribution", "person_act")
JOINING = frozenset(("and", "but", "yet"))
DASHES = frozenset(("\u2014", "\u2013", "--"))
ENDINGS = JOINING | DASHES | {",", ";"}
# Finite whatever stands before them (`the police have`), or rarely anything but verbs.
SURE = word_set("thirds") | {"is", "are", "was", "were", "has", "have", "had", "would"}
AFTER_COMMA = JOINING | {"which", "a", "an", "while", "though", "although"}
WATCHED = ENDINGS | SURE
DECLINES = frozenset(("declined", "declines", "refused", "refuses", "stopped"))
SILENCE = frozenset(
    (
        "say",
        "elaborate",
        "comment",
        "specify",
        "disclose",
        "identify",
        "provide",
        "detail",
        "explain",
        "give",
        "name",
        "offer",
        "reveal",
    )
)
WITHIN = frozenset(("on", "in", "within", "by", "at", "that", "later", "hours", "days", "weeks", "since", "after"))
PRESENT_CUES = ("s", "say", "claim", "argue", "insist")
BACKSHIFTED = frozenset(("was", "were", "had", "would", "could", "might", "did"))


def content_parts(page: Page, cue: int, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the spans of the content that begins at ``start``: cut at its end, one for each clause with `that`."""
    sheet = page.sheet
    stop = content_stop(page, cue, start, stop)
    if "that" not in sheet.lowers[start + 2 : min(stop, start + 120)]:
        whole = trimmed(sheet, start, stop)
        return [whole] if whole is not None else []
    cuts = further_clauses(page, start, stop)
    spans = []
    begin = start
    for end, following in [*cuts, (stop, stop)]:
        span = trimmed(sheet, begin, end)
        if span is not None:
            spans.append(span)
        begin = following
    return spans


def further_clauses(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    """Return, for each further clause with `that` (`that X and that Y`), where the one before ends and it begins."""
    sheet = page.sheet
    found: list[tuple[int, int]] = []
    last = stop
    for at in range(min(stop, start + 120) - 1, start + 1, -1):
        if sheet.lowers[at] != "that" or page.inside[at] >= 0:
            continue
        before = at - 1
        joined = sheet.lowers[before] in JOINING or sheet.lowers[before] == "or"
        # A comma alone joins two clauses only where `and that` follows later.
        if not joined and not (sheet.words[before] == "," and found):
            continue
        if not has_verb(sheet, at + 2, last):
            continue
        while before > start and (sheet.lowers[before - 1] in JOINING or sheet.words[before - 1] == ","):
            before -= 1
        found.insert(0, (before, at + 1))
        last = before
    return found


def content_stop(page: Page, cue: int, start: int, stop: int) -> int:
    """Return the token before which a reported clause ends."""
    sheet = page.sheet
    lowers, words, inside = sheet.lowers, sheet.words, page.inside
    past = not lowers[cue].endswith(PRESENT_CUES) and not sheet.traits[cue] & ENDING
    first: int | None = None
    begin, end = start + 2, min(stop - 2, start + 150)
    marks = inside[start:end].count(-1) < end - start
    watched = WATCHED if marks else ENDINGS
    for at, lower in enumerate(lowers[begin:end], begin):
        if lower not in watched:
            continue
        if marks and inside[at - 1] >= 0 > inside[at] and words[at - 2] == "," and lower in SURE:
            # `who said the plan "would fail," is working on it`.
            return at
        if lower not in ENDINGS or inside[at] >= 0:
            continue
        word, after = words[at], at + 1
        comma = word == ","
        if comma and lowers[after] not in AFTER_COMMA:
            continue
        if first is None:
            first = first_verb(sheet, start, stop)
        backshifted = past and 0 <= first < at and lowers[first] in BACKSHIFTED
        if comma and lowers[after] == "which" and lowers[after + 1] in REACTIONS and is_verbal(sheet, at - 1):
            return at
        if comma and lowers[after] in ("a", "an") and shell(sheet, after, stop):
            return at
        if word in DASHES and not DASHES.isdisjoint(words[max(0, cue - 12) : cue]):
            # The report stands between dashes.
            return at
        if silent(lowers, at if not comma else after):
            return at
        joined = lowers[after] in JOINING or lowers[after] in ("while", "though", "although")
        if comma and not joined:
            continue
        if lowers[at] in JOINING and words[at - 1] != ",":
            # `said the roof was sound and opened the doors`: the source goes on acting.
            if past and 0 <= first < at and lowers[after] in PERSON_ACTS and lowers[first] != "would":
                return at
            continue
        if word == ";" and lowers[after] == "it" and not IMPERSONAL.isdisjoint(lowers[after : after + 4]):
            return at
        if comma and past and lowers[after] == "and" and lowers[after + 1] in PERSON_ACTS and 0 <= first < at:
            return at
        fact = comma and joined and lowers[after] == "but" and 0 <= first < at and lowers[first] == "will"
        if fact and past and lowers[after + 1] not in PRONOUNS and present_in(sheet, after + 2, stop):
            # `has said he will vote for it, but the vote conflicts with the wedding`.
            return at
        if in_own_voice(sheet, after + 1 if joined else after, stop, backshifted, past):
            return at
    return stop


def silent(lowers: list[str], at: int) -> bool:
    """Tell whether `but` and what the source did not do follow: `but would not say`, `but declined to comment`."""
    if lowers[at] not in ("but", "and", "though"):
        return False
    following = lowers[at + 1 : at + 5]
    if not following:
        return False
    if following[0] in DECLINES:
        return True
    if following[0] in ("would", "did", "could", "does", "do", "will"):
        denied = following[1:2] == ["not"] and not SILENCE.isdisjoint(following[2:4])
        return denied or (following[0] == "did" and following[1:3] == ["not", "immediately"])
    return following[0].endswith("n't") and not SILENCE.isdisjoint(following[1:3])


def first_verb(sheet: Sheet, start: int, stop: int) -> int:
    """Return the first finite verb of a clause, or -1."""
    for at in range(start, min(stop, start + 60)):
        if (sheet.finite[at] and not sheet.traits[at] & ENDING) or sheet.lowers[at] in SURE:
            return at
    return -1


def is_verbal(sheet: Sheet, at: int) -> bool:
    """Tell whether a clause ends with a verb, so that `, which` after it takes up all of it."""
    return bool(sheet.finite[at]) or bool(sheet.finite[at - 1] and sheet.lowers[at].endswith("en"))


def shell(sheet: Sheet, at: int, stop: int) -> bool:
    """Tell whether an apposition begins whose noun stands for the whole report: `, a finding that the board hid`."""
    for here in range(at + 1, min(stop, at + 4)):
        if sheet.lowers[here] in SHELLS:
            following = sheet.lowers[here + 1] if here + 1 < stop else ""
            return following in ("that", "which", "the", "he", "she", "it", "they", "denied", "rejected", "disputed")
    return False


def in_own_voice(sheet: Sheet, at: int, stop: int, backshifted: bool, past: bool) -> bool:
    """Tell whether a clause with a subject of its own is the article's: its tense or its time is not the report's."""
    lowers = sheet.lowers
    end = min(stop, at + 30)
    verb = first_verb(sheet, at, end)
    if verb <= at:
        return False
    if backshifted and present_tense(sheet, verb):
        return True
    opening = lowers[at]
    if opening in WITHIN and timed(sheet, at, verb) and plain_past(sheet, verb):
        return True
    pronoun = opening in PRONOUNS and verb == at + 1
    return past and pronoun and lowers[verb] in PERSON_ACTS


def present_in(sheet: Sheet, at: int, stop: int) -> bool:
    """Tell whether the first verb of a clause is in the present tense, or may be (`conflicts`)."""
    verb = first_verb(sheet, at, min(stop, at + 12))
    if verb >= 0:
        return present_tense(sheet, verb)
    return any(
        sheet.lowers[here].endswith("s") and sheet.lowers[here + 1 : here + 2] == ["with"]
        for here in range(at, min(stop - 1, at + 8))
    )


def timed(sheet: Sheet, at: int, verb: int) -> bool:
    """Tell whether a clause begins with a time (`on Tuesday`, `within an hour`, `that night`)."""
    return any(
        sheet.lowers[here] in TIMES or TIMES.get(sheet.words[here], "") in ("weekday", "month")
        for here in range(at, min(verb, at + 4))
    )


def plain_past(sheet: Sheet, verb: int) -> bool:
    """Tell whether a verb is a simple past (`was`, `froze`), not `had been` or `would be`."""
    lower = sheet.lowers[verb]
    return lower not in ("had", "would", "could", "might") and (VERBS.get(lower, "") == "past" or lower.endswith("ed"))


def present_tense(sheet: Sheet, verb: int) -> bool:
    """Tell whether a verb is in the present tense."""
    lower = sheet.lowers[verb]
    return VERBS.get(lower, "") == "present" and lower not in ("says", "argues")
