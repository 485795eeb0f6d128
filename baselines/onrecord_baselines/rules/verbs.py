"""Which forms of a speech verb report something, and which are nouns, passives or infinitives."""

from __future__ import annotations

from .classes import ADVERB, CAPITAL, ENDING, ROLE, WORD
from .tokens import Sheet
from .words import classed, marked

DETERMINERS = marked("grammar", "determiners")
PRONOUNS = marked("grammar", "pronouns")
NOUN_BEFORE = marked("grammar", "noun_before")
NOUNS_TOO = marked("grammar", "nouns_too")
AFTER_CUE = marked("grammar", "after_cue")
SAYS = classed("cues", "say")
PLURAL_SUBJECTS = frozenset(("people", "women", "men", "police", "also", "officials"))
NO_REPORT_BEFORE = frozenset(("to", "not", "n't", "never", "being", "be", "been"))
PARTICIPLE_BEFORE = frozenset(("is", "are", "was", "were", "a", "an", "the"))
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
CATENATIVES = marked("attribution", "catenative")
SINGULAR_PARTICIPLES = frozenset(("calling", "speaking", "adding"))
CLEAR = (
    ["it", "clear", "that"],
    ["it", "plain", "that"],
    ["clear", "that"],
    ["plain", "that"],
    ["it", "known", "that"],
)
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


def is_cue(sheet: Sheet, at: int, low: int, high: int) -> bool:
    """Tell whether a form of a speech verb reports here: no infinitive, passive or noun; a participle after a comma.

    ``low`` and ``high`` are the first token of the sentence and the one after its last.
    """
    lower = sheet.lowers[at]
    if sheet.kinds[at] & CAPITAL and at > low and not (sheet.headings[sheet.unit_of[at]] and lower in HEADLINE):
        return False
    if sheet.words[at].isupper() and len(lower) > 1 and (at == low or not sheet.headings[sheet.unit_of[at]]):
        # `READ MORE:`.
        return False
    if lower in NEEDS_AFTER and (at + 1 >= high or sheet.words[at + 1] not in NEEDS_AFTER[lower]):
        return False
    if (
        lower in ("made", "makes", "making")
        and sheet.lowers[at + 1 : at + 4] not in CLEAR
        and sheet.lowers[at + 1 : at + 3] not in CLEAR
    ):
        return False
    if lower in ("held", "holds", "holding") and (
        at + 3 >= high or sheet.lowers[at + 2] in HELD_THINGS or sheet.finite.find(1, at + 3, high) < 0
    ):
        return False
    if (
        lower == "saying"
        and at - 2 >= low
        and sheet.lowers[at - 1] == "as"
        and sheet.lowers[at - 2] in ("quoted", "cited")
    ):
        return True
    if lower.startswith("plead") and at + 1 < high and sheet.lowers[at + 1] in ("guilty", "not", "no", "innocent"):
        # A plea in court is an act.
        return False
    if passive_or_infinitive(sheet, at, low) or reads_as_noun(sheet, at, low, high):
        return False
    if sheet.traits[at] & ENDING and at > low:
        return participle_reports(sheet, at, low)
    return True


def participle_reports(sheet: Sheet, at: int, low: int) -> bool:
    """Tell whether a form in -ing reports: after a mark, `and`, a form of `be`, or a verb that takes it."""
    before = at - 1
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


def reads_as_noun(sheet: Sheet, cue: int, low: int, high: int) -> bool:
    """Tell whether a form that is verb and noun is a noun here: `a light show`, `50 questions`, `the city's claims`."""
    lower = sheet.lowers[cue]
    if lower not in NOUNS_TOO:
        return False
    if cue <= low:
        return True
    before = sheet.lowers[cue - 1]
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


def passive_or_infinitive(sheet: Sheet, cue: int, low: int) -> bool:
    """Tell whether a cue is no report: `to say`, `did not say`, `is said to`, `a said amount`."""
    if cue <= low:
        return False
    before, form = sheet.lowers[cue - 1], sheet.lowers[cue]
    if before in NO_REPORT_BEFORE or before.endswith("n't"):
        # `went on to say`, `continued to insist`, `used to say` report all the same.
        return before != "to" or cue - 2 < low or sheet.lowers[cue - 2] not in CATENATIVES
    if before in PARTICIPLE_BEFORE and form not in SPEAKING:
        return not form.endswith("ing")
    if before in ("would", "could", "might") and form == "deny":
        return True
    if before in ("would", "could", "might", "can", "will") and form in SAYS:
        return form in ("say", "tell") and before in ("can", "could", "might")
    return False


def is_passive(sheet: Sheet, at: int, low: int, high: int) -> bool:
    """Tell whether a form is a passive that may report: `was told that`, `, labelled "so" by`."""
    if at <= low or sheet.traits[at] & ENDING:
        return False
    lower, before = sheet.lowers[at], at - 1
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
TOLD = marked("attribution", "told_passive")
INFINITIVES = marked("attribution", "told_infinitive")
MARKS = ('"', "\u201c", "\u2018", "'", "`", "\u00ab")
NAMED = classed_past()
