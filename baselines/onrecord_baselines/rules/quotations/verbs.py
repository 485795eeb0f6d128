"""Which forms of a speech verb report something, and which are nouns, passives or infinitives."""

from __future__ import annotations

from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING, ROLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked, word_set

DETERMINERS = marked("grammar", "determiners")
PRONOUNS = marked("grammar", "pronouns")
NOUN_BEFORE = marked("grammar", "noun_before")
NOUNS_TOO = marked("grammar", "nouns_too")
AFTER_CUE = marked("grammar", "after_cue")
SAYS = classed("cues", "say")
PLURAL_SUBJECTS = frozenset(("people", "women", "men", "police", "also", "officials"))
NO_REPORT_BEFORE = frozenset(("to", "not", "n't", "never", "being", "be", "been"))
PARTICIPLE_BEFORE = frozenset(("is", "are", "was", "were", "a", "an", "the"))
HINDERING = NO_REPORT_BEFORE | PARTICIPLE_BEFORE | {"would", "could", "might", "can"}
SPEAKING = frozenset(("saying", "telling", "asking", "calling", "warning", "urging"))
# Verbs that report only in one pattern: `As Ruiz put it`, `The note ran: "..."`.
NEEDS_AFTER = {
    "held": ("that",),
    "holds": ("that",),
    "holding": ("that",),
    "pointed": ("out",),
    "points": ("out",),
    "pointing": ("out",),
    "made": ("clear", "plain", "it"),
    "makes": ("clear", "plain", "it"),
    "making": ("clear", "plain", "it"),
    "put": ("it",),
    "puts": ("it",),
    "ran": (":",),
    "ended": (":",),
    "began": (":", ","),
}
MAKES = frozenset(("made", "makes", "making"))
HOLDS = frozenset(("held", "holds", "holding"))
PLEADS = frozenset(word for word in word_set("cues") if word.startswith("plead"))
SPECIAL = NEEDS_AFTER.keys() | PLEADS | NOUNS_TOO | {"according"}
CATENATIVES = marked("attribution", "catenative")
SINGULAR_PARTICIPLES = frozenset(("calling", "speaking", "adding"))
CLEAR = (
    ["it", "clear", "that"],
    ["it", "plain", "that"],
    ["clear", "that"],
    ["plain", "that"],
    ["it", "known", "that"],
)
QUOTED_AS = (["quoted", "as"], ["cited", "as"])
HELD_THINGS = frozenset(
    (
        "post",
        "job",
        "seat",
        "position",
        "title",
        "view",
        "office",
        "record",
        "role",
        "belief",
        "opinion",
        "line",
        "for",
        "until",
        "since",
        "when",
    )
)
HEADLINE = marked("attribution", "headline_cue")
BEGINNING = frozenset(("started", "began", "kept", "stopped", "start", "begin", "by", "of", "after", "when"))
PARTICIPLE_AFTER = frozenset(("and", "before", "while", "was", "is", "were", "are", "been"))


def is_plain(sheet: Sheet, at: int) -> bool:
    """Tell whether a form that does not begin its sentence reports beyond doubt: no other test can say otherwise."""
    before = sheet.lowers[at - 1]
    return not (
        before in DOUBTFUL
        or sheet.lowers[at] in SPECIAL
        or sheet.kinds[at] & CAPITAL
        or sheet.traits[at] & ENDING
        or sheet.traits[at - 1] & ADVERB
        or before.endswith("n't")
    )


def is_cue(sheet: Sheet, at: int, low: int, high: int) -> bool:
    """Tell whether a form of a speech verb reports here: no infinitive, passive or noun; a participle after a comma.

    ``low`` and ``high`` are the first token of the sentence and the one after its last.
    """
    lower = sheet.lowers[at]
    if sheet.kinds[at] & CAPITAL:
        heading = sheet.headings[sheet.unit_of[at]]
        if at > low and not (heading and lower in HEADLINE):
            return False
        if sheet.words[at].isupper() and len(lower) > 1 and (at == low or not heading):
            # `READ MORE:`.
            return False
    if lower in SPECIAL and not special_reports(sheet, at, low, high):
        return False
    if at <= low:
        return True
    if passive_or_infinitive(sheet.lowers, at, low):
        return False
    return not sheet.traits[at] & ENDING or participle_reports(sheet, at, low)


def special_reports(sheet: Sheet, at: int, low: int, high: int) -> bool:
    """Tell whether a form that reports in one pattern only, is a noun too or an act in court reports here."""
    lower = sheet.lowers[at]
    if lower in NEEDS_AFTER and not has_pattern(sheet, at, high):
        return False
    if lower in PLEADS and at + 1 < high and sheet.lowers[at + 1] in ("guilty", "not", "no", "innocent"):
        # A plea in court is an act.
        return False
    return lower not in NOUNS_TOO or (at > low and not reads_as_noun(sheet, at, high))


def has_pattern(sheet: Sheet, at: int, high: int) -> bool:
    """Tell whether a verb that reports only in one pattern has it: `made it clear that`, `held that it was`."""
    lower = sheet.lowers[at]
    if at + 1 >= high or sheet.words[at + 1] not in NEEDS_AFTER[lower]:
        return False
    if lower in MAKES:
        return sheet.lowers[at + 1 : at + 4] in CLEAR or sheet.lowers[at + 1 : at + 3] in CLEAR
    if lower in HOLDS:
        things = at + 3 >= high or sheet.lowers[at + 2] in HELD_THINGS
        return not things and sheet.finite.find(1, at + 3, high) >= 0
    return True


def participle_reports(sheet: Sheet, at: int, low: int) -> bool:
    """Tell whether a form in -ing reports: after a mark, `and`, a form of `be`, or a verb that takes it."""
    before = at - 1
    if sheet.lowers[at] == "saying" and before > low and sheet.lowers[before - 1 : at] in QUOTED_AS:
        return True
    while before > low and sheet.traits[before] & ADVERB and sheet.kinds[before] & WORD:
        before -= 1
    if not sheet.kinds[before] & WORD:
        return True
    lower = sheet.lowers[before]
    if (
        lower in ("of", "from")
        and before > low
        and sheet.lowers[before - 1] in ("short", "instead", "refrained", "refrain", "stop", "stopped", "far")
    ):
        return False
    if at + 2 < len(sheet.lowers) and sheet.lowers[at + 1] == "that" and lower not in ("without", "to"):
        return True
    if lower in ("is", "are", "was", "were", "been") and sheet.lowers[at] == "wondering":
        return False
    if lower in PARTICIPLE_AFTER or lower in BEGINNING:
        return True
    # `a letter urging him to`, `one poster writing "`, `a message stating,`.
    noun = bool(sheet.traits[before] & ROLE) or (before > low and sheet.lowers[before - 1] in DETERMINERS)
    named = bool(sheet.kinds[before] & CAPITAL) and sheet.lowers[at] not in SINGULAR_PARTICIPLES
    return (noun or named) and not sheet.traits[before] & ADVERB


def reads_as_noun(sheet: Sheet, cue: int, high: int) -> bool:
    """Tell whether a form that is verb and noun is a noun here: `a light show`, `50 questions`, `the city's claims`."""
    lower, before = sheet.lowers[cue], sheet.lowers[cue - 1]
    if before in PRONOUNS or (lower == "warning" and before in (",", "and")):
        return False
    goes_on = cue + 1 < high and (
        sheet.lowers[cue + 1] in AFTER_CUE
        or sheet.kinds[cue + 1] & CAPITAL
        or sheet.words[cue + 1][0] in ',:"\u201c\u2018'
    )
    if (
        not goes_on
        or not sheet.kinds[cue - 1] & WORD
        or before in DETERMINERS
        or before[0].isdigit()
        or before in NOUN_BEFORE
    ):
        return True
    if lower.endswith("s"):
        return not (sheet.kinds[cue - 1] & CAPITAL or sheet.traits[cue - 1] & (ADVERB | ROLE))
    return not before.endswith("s") and before not in PLURAL_SUBJECTS


def passive_or_infinitive(lowers: list[str], cue: int, low: int) -> bool:
    """Tell whether a cue is no report: `to say`, `did not say`, `is said to`, `a said amount`."""
    before, form = lowers[cue - 1], lowers[cue]
    if before not in HINDERING and not before.endswith("n't"):
        return False
    if before in NO_REPORT_BEFORE or before.endswith("n't"):
        # `went on to say`, `continued to insist`, `used to say` report all the same.
        return before != "to" or cue - 2 < low or lowers[cue - 2] not in CATENATIVES
    if before in PARTICIPLE_BEFORE and form not in SPEAKING:
        return not form.endswith("ing")
    if before in ("would", "could", "might") and form == "deny":
        return True
    return form in ("say", "tell") and before in ("can", "could", "might")


def passive_reports(sheet: Sheet, at: int, low: int, high: int) -> bool:
    """Tell whether a form is a passive that may report: `was told that`, `, labelled "so" by`."""
    if at <= low or sheet.traits[at] & ENDING:
        return False
    lower, before = sheet.lowers[at], at - 1
    if not (sheet.traits[before] & ADVERB or sheet.lowers[before] in BEFORE_PASSIVE):
        return False
    if not lower.endswith(PASSIVE_ENDS):
        return False
    while before > low and sheet.traits[before] & ADVERB and sheet.lowers[before] not in BE:
        before -= 1
    following = sheet.lowers[at + 1] if at + 1 < high else ""
    short = sheet.lowers[before] in ("'s", "'re", "'m") and before > low and sheet.lowers[before - 1] in PRONOUNS
    if sheet.lowers[before] in BE or short:
        return following != "to" or lower in TOLD or lower in INFINITIVES
    # `The plan, labelled "cosmetic" by Ruiz, ...`.
    return sheet.words[at - 1] == "," and lower in NAMED and following[:1] in ("as", *MARKS)


def classed_past() -> frozenset[str]:
    """Return the past forms of verbs that name or paint."""
    return frozenset(word for word in classed("cues", "name") if word.endswith(PASSIVE_ENDS))


PASSIVE_ENDS = ("ed", "told", "said", "known")
BE = frozenset(("is", "are", "was", "were", "been", "being", "be"))
BEFORE_PASSIVE = BE | {"'s", "'re", "'m", ","}
DOUBTFUL = BEFORE_PASSIVE | HINDERING
TOLD = marked("attribution", "told_passive")
INFINITIVES = marked("attribution", "told_infinitive")
MARKS = ('"', "\u201c", "\u2018", "'", "`", "\u00ab")
NAMED = classed_past()
