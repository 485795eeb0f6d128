"""Reported clauses without `that`: whether what follows a cue bare is a clause with a verb of its own."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.frames import Page
from onrecord_baselines.rules.quotations.sources import Phrase, source_after
from onrecord_baselines.rules.quotations.verbs import DETERMINERS, NOUNS_TOO, PRONOUNS
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING, FUNCTION, NOUNS, ROLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed, marked, word_map, word_set

ADDRESSED = marked("grammar", "addressed")
NO_CLAUSE = marked("grammar", "no_clause")
RELATIVE = frozenset(("who", "which", "that", "whose", "where"))
QUESTIONS = frozenset(("whether", "if", "why", "how", "what", "when", "where"))
ASKED = QUESTIONS - {"what", "if"}
# Verbs whatever stands before them (`the police have`, `a second one would`).
SHORT_VERBS = frozenset(
    [
        "'s",
        "'re",
        "'ll",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "would",
        "could",
        "should",
        "must",
        "might",
        "cannot",
    ]
)
LISTED = (
    frozenset(word_map("verbs"))
    | word_set("thirds")
    | SHORT_VERBS - {"'s"}
    | {"died", "lied", "tied", "used", "owed", "aged"}
)
NO_BARE = frozenset(("of", "by", "to", "about", "at", "and", "or", "so", "as", "with"))
OPENERS = frozenset(("if", "when", "after", "in"))
WEEKDAYS = classed("time", "weekday")
OBJECTS = DETERMINERS | {"to"}
NO_PAST_AFTER = DETERMINERS | {"of", "and"}
REACH = 60
OBJECTS_ME = frozenset(("him", "her", "them", "us", "me", "you"))
PLACED = frozenset(("in", "on", "at", "during", "through", "via"))
SUBJECTS = frozenset(("he", "she", "it", "they", "we", "i", "you"))
CLAUSE_STARTS = SUBJECTS | DETERMINERS
THIRDS = word_set("thirds")
SAID = classed("cues", "say") & {"say", "says", "said"}
OBJECTS_OF_SAID = marked("attribution", "said_object")
PRAYERS = frozenset(("prayers", "prayer", "goodbye", "farewell", "goodnight"))
CLAIMED = frozenset(("lives", "responsibility", "victory", "credit", "asylum", "seats"))
TIMES = word_map("time")
LATELY = frozenset(("this", "last", "next", "late", "early", "earlier", "that"))
DAY_ADVERBS = marked("attribution", "day_adverb")
JUST = frozenset(("just", "right", "shortly", "only", "long", "soon"))
# What times and adjuncts before a clause begin with, but for weekdays.
ADVERBIAL = DAY_ADVERBS | LATELY | TIMES.keys() | JUST | PLACED


def is_finite(sheet: Sheet, at: int) -> bool:
    """Tell whether a token is a finite verb; a form in -ing is none."""
    return bool(sheet.finite[at]) and not sheet.traits[at] & ENDING


def bare_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return where a clause without `that` begins after a cue and its addressee, or -1."""
    sheet = page.sheet
    at = cue + 1
    if sheet.lowers[cue] in ADDRESSED:
        addressee = addressee_after(sheet, at, stop)
        if addressee is None:
            return -1
        # `warned inflation could rise` has no addressee.
        direct = sheet.lowers[cue].startswith("warn") and sheet.finite[addressee.last : addressee.last + 1] == b"\1"
        at = at if direct else addressee.last
    if at < stop and (sheet.lowers[at] in ADVERBIAL or sheet.words[at] in WEEKDAYS):
        at = after_adverbial(sheet, cue, at, stop)
    if at < 0 or at >= stop:
        return -1
    lower, word = sheet.lowers[at], sheet.kinds[at] & WORD
    if not word and lower not in ("[", "$", "\u00a3", "\u20ac") and (page.inside[at] < 0 or lower in NO_CLAUSE):
        return -1
    if lower in NO_BARE or (lower in NO_CLAUSE and kind == "tell"):
        return -1
    if sheet.lowers[cue] in ("added", "adds") and sheet.lowers[at] not in SUBJECTS:
        kind = "clausal"
    if bare_clause(sheet, at, stop, kind) or (sheet.lowers[cue] in SAID and plain_clause(sheet, cue, at, stop)):
        return at
    return -1


def after_adverbial(sheet: Sheet, cue: int, at: int, stop: int) -> int:
    """Return where a clause can begin after times and an adjunct (`said on Monday the plan had failed`), or -1."""
    words, lowers = sheet.words, sheet.lowers
    while at < stop and (
        words[at] in WEEKDAYS
        or lowers[at] in DAY_ADVERBS
        or (lowers[at] in LATELY and at + 1 < stop and (lowers[at + 1] in TIMES or words[at + 1] in TIMES))
        or (lowers[at] in TIMES and at > cue + 1 and lowers[at - 1] in LATELY)
    ):
        at += 1
    if at >= stop or (at + 1 < stop and lowers[at] in JUST and lowers[at + 1] in ("after", "before", "when", "as")):
        return -1
    if at + 2 < stop and lowers[at] == "on" and words[at + 1] in WEEKDAYS:
        at += 2
        if words[at] == ",":
            return -1
    return after_adjunct(sheet, at, stop)


def after_adjunct(sheet: Sheet, at: int, stop: int) -> int:
    """Return where a clause begins after an adjunct (`said in a statement the plan had failed`), else ``at``."""
    if sheet.lowers[at] not in PLACED or at + 3 >= stop:
        return at
    if sheet.lowers[at + 1] not in ("a", "an"):
        return at
    phrase = source_after(sheet, at + 1, stop)
    if phrase is None or phrase.last + 2 >= stop or phrase.head_last < phrase.last:
        return at
    opens = sheet.lowers[phrase.last] in SUBJECTS or sheet.lowers[phrase.last] in DETERMINERS
    return phrase.last if opens and has_verb(sheet, phrase.last + 1, stop) else at


def addressee_after(sheet: Sheet, at: int, stop: int) -> Phrase | None:
    """Return whom a cue addresses: a pronoun, a name (`told Fox News peace is near`), or a noun phrase."""
    if at >= stop:
        return None
    if sheet.lowers[at] in OBJECTS_ME and (sheet.lowers[at] != "her" or clause_may_begin(sheet, at + 1)):
        return Phrase(at, at + 1, at + 1)
    phrase = source_after(sheet, at, stop)
    if (
        phrase is None
        or phrase.last >= stop
        or not (sheet.finite[phrase.last] or sheet.lowers[phrase.last] in SHORT_VERBS)
    ):
        return phrase
    last = phrase.first
    while last < phrase.last and sheet.kinds[last] & CAPITAL:
        last += 1
    return Phrase(phrase.first, last, last) if phrase.first < last < phrase.last else phrase


def clause_may_begin(sheet: Sheet, at: int) -> bool:
    """Tell whether a token can begin a clause after `told her`."""
    return at < len(sheet.words) and (sheet.lowers[at] in CLAUSE_STARTS or bool(sheet.kinds[at] & CAPITAL))


def no_clause_object(sheet: Sheet, at: int) -> bool:
    """Tell whether an object that is no clause follows `said`: `nothing`, `a short prayer`, but not `more than`."""
    lowers = sheet.lowers
    if lowers[at] in ASKED:
        return True
    if lowers[at] in OBJECTS_OF_SAID:
        return lowers[at + 1 : at + 2] != ["than"]
    return not PRAYERS.isdisjoint(lowers[at : at + 3])


def plain_clause(sheet: Sheet, cue: int, at: int, stop: int) -> bool:
    """Tell whether what follows `said` is a clause though no verb in it is known: little else follows it bare."""
    if not sheet.kinds[cue - 1] & WORD or stop - at < 4 or no_clause_object(sheet, at):
        return False
    thin = (
        sheet.traits[at] & (FUNCTION | ROLE) == FUNCTION
        and sheet.lowers[at] not in DETERMINERS
        and sheet.lowers[at] not in PRONOUNS
    )
    return bool(sheet.kinds[at] & WORD) and not thin and ":" not in sheet.words[at : at + 6]


def has_verb(sheet: Sheet, at: int, stop: int) -> bool:
    """Tell whether a finite verb stands between two tokens."""
    end = min(stop, at + REACH)
    return at < end and (
        sheet.finite.find(1, at, end) >= 0
        or not SHORT_VERBS.isdisjoint(sheet.lowers[at:end])
        or not THIRDS.isdisjoint(sheet.lowers[at + 1 : end])
    )


def bare_clause(sheet: Sheet, at: int, stop: int, kind: str) -> bool:
    """Tell whether a clause with a subject and a finite verb of its own begins at a token."""
    if (
        is_finite(sheet, at)
        or no_clause_object(sheet, at)
        or sheet.lowers[at] in CLAIMED
        or (at + 1 < len(sheet.lowers) and sheet.lowers[at + 1] in CLAIMED)
    ):
        return False
    lowers, finite, traits = sheet.lowers, sheet.finite, sheet.traits
    end = min(stop, at + 40)
    if kind == "say":
        for here in range(at + 1, end):
            if (finite[here] or lowers[here] in LISTED) and not traits[here] & ENDING:
                return True
        return False
    relative = False
    opened = lowers[at] not in OPENERS
    if opened and lowers[at] in (",", ";"):
        return False
    for here in range(at + 1, end):
        lower = lowers[here]
        if lower in RELATIVE:
            relative = True
        if opened and lower in (",", ";"):
            return False
        if not (finite[here] or lower in LISTED) or traits[here] & ENDING:
            continue
        joined = lowers[here - 1] == "and" or (
            bool(traits[here - 1] & ADVERB) and lowers[here - 2] == "and" and lower not in SHORT_VERBS
        )
        if opened and finite[here] and lower not in SHORT_VERBS and listing(sheet, at, here):
            # `suggested names and the staff recommended two`.
            return False
        if opened and finite[here] and (joined or (here > at + 1 and lowers[here - 1] in SUBJECTS)):
            # `maintains a lead and is ahead`, `recounts talks he had`: an object and no clause.
            return False
        if lower in NOUNS_TOO:
            # `announced his retirement in a short post`.
            continue
        if traits[here - 1] & NOUNS and lower not in SHORT_VERBS:
            # `announced his plans to`.
            continue
        if lower in LISTED or (finite[here] and (kind != "tell" or strong_past(sheet, here))):
            return not relative
    return False


def listing(sheet: Sheet, at: int, verb: int) -> bool:
    """Tell whether an object with no article and a second subject, joined by `and`, stand before a verb."""
    if sheet.lowers[at] in DETERMINERS or sheet.kinds[at] & CAPITAL or sheet.lowers[at] in SUBJECTS:
        return False
    return any(
        sheet.lowers[here] == "and" and sheet.lowers[here + 1] in DETERMINERS
        for here in range(at + 1, min(verb - 1, at + 6))
    )


def strong_past(sheet: Sheet, at: int) -> bool:
    """Tell whether a form in -ed is a finite verb by what follows: an object, `to` or a preposition of its own."""
    following = sheet.lowers[at + 1] if at + 1 < len(sheet.words) else ""
    return following in OBJECTS and sheet.lowers[at - 1] not in NO_PAST_AFTER
