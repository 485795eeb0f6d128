"""Whether a clause states something about the present or the past, how much its verb weighs, and of what kind it is."""

from __future__ import annotations

from onrecord_baselines.rules.claims.mainverbs import BEING, MODALS, predicate
from onrecord_baselines.rules.claims.worth import (
    AIM,
    BACKGROUND,
    CAUSE,
    COMPARISON,
    CONDUCT,
    CONTENT,
    DOCUMENT,
    EVENT,
    FACTS,
    LAW,
    MONEY,
    NEGATION,
    NORM,
    OPINION,
    OUTLOOK,
    RECORD,
    SOFT,
    STATIVE,
    SURE,
    Weight,
    claim_masks,
)
from onrecord_baselines.rules.claims.worth import PAST as FINITE_PAST
from onrecord_baselines.rules.text.classes import FIRST_PERSON
from onrecord_baselines.rules.text.tokens import Sheet

PAST = FINITE_PAST - {"was", "were", "had"}
PLANNED = frozenset(
    ("expected", "likely", "set", "due", "planned", "scheduled", "unlikely", "going", "bound", "poised")
)
MOTIVES = frozenset(("designed", "intended", "meant", "aimed", "calculated", "about", "consistent"))
ACCUSED = frozenset(("you", "he", "she"))
SKIPPED = frozenset(("n't", "not", "also", "now", "only", "never", "still"))
NO_STATEMENT = frozenset(("if", "let", "let's", "please", "what", "who", "why", "how", "unless", "whether"))
OBLIGED = frozenset(("has", "have", "need", "needs", "'ve"))
ALLOWED = frozenset(("may", "can", "cannot", "must"))
PERFECT = frozenset(("has", "have", "had", "'ve"))
COUNTED = 2
NO_BACKGROUND = CONDUCT | CAUSE | LAW
TELLING = FACTS | AIM | MONEY | NEGATION
KINDS = ((LAW, "law"), (COMPARISON, "comparison"), (CAUSE, "cause"), (RECORD, "record"), (EVENT, "event"))
RISEN = frozenset(("up", "down", "double", "triple"))
BEEN = frozenset(("was", "were", "been"))
DOING = ("ed", "ing", "ght", "wn", "ven", "ken", "sen")
DONE = (*DOING, "n", "t", "d")
POSSIBLY = frozenset(("well", "yet", "still", "even", "soon", "eventually", "have", "also", "only"))
CLEFT = frozenset(("time", "about", "who", "what", "why", "how"))
POINTING = frozenset(("this", "that", "it", "here", "these", "those"))
NOTHING = frozenset(("nothing", "nobody", "none"))
SAID = frozenset(("promised", "pledged", "vowed", "threatened"))  # deeds, whatever was promised
SHORTEST = 3  # tokens
WEIGHTY = 3  # points of figures
IMPERATIVES = frozenset(form for form in SURE if not form.endswith("s")) | {
    "make",
    "take",
    "give",
    "get",
    "keep",
    "help",
}


def tense_points(sheet: Sheet, lower: str, main: int, high: int, weight: Weight) -> int:
    """Return points for a verb in the past or the perfect, and against one of mere state or of scenery.

    ``lower`` is the full form of the verb at ``main``.
    """
    _, classes, figures, _ = weight
    if classes & AIM and lower in BEING and "to" in sheet.lowers[main : main + 3]:
        return 3
    past = is_past(lower)
    points = 0
    if classes & BACKGROUND and not classes & NO_BACKGROUND and not figures:
        points = -2 * bool(claim_masks().get(sheet.lowers[predicate(sheet, main, high)], 0) & BACKGROUND)
    if classes & NEGATION and (past or lower in BEEN):
        points += 1
    if past and sheet.lowers[main - (main > 0)] in ACCUSED:
        # `You called it a success`: what somebody did is on record.
        points += 1
    if lower not in STATIVE:
        return points + past
    following = sheet.lowers[main + 1] if main + 1 < high else ""
    if lower in BEING and following in RISEN:
        return points + 2
    if lower in PERFECT or lower in BEEN:
        said = sheet.lowers[predicate(sheet, main, high)]
        if said.endswith(DONE if lower in PERFECT else DOING):
            return points + 1
    return points - (not classes & TELLING and figures < WEIGHTY)


def is_past(verb: str) -> bool:
    """Tell whether a verb is in the past or begins a perfect."""
    return verb in PAST or verb in PERFECT or verb.endswith("ed")


def asks(sheet: Sheet, high: int) -> bool:
    """Tell whether a clause is a question."""
    words = sheet.words
    return words[high - 1][0] == "?" or (high < len(words) and words[high] == "?")


def states(sheet: Sheet, low: int, high: int, verb: str, main: int, weight: Weight) -> bool:
    """Tell whether a clause states something about the present or the past: no forecast, norm, question or feeling."""
    lowers = sheet.lowers
    opening = lowers[low]
    if asks(sheet, high) or high - low < SHORTEST or opening in NO_STATEMENT or opening in IMPERATIVES:
        return False
    _, classes, figures, opinions = weight
    following = lowers[main + 1] if main + 1 < high else ""
    if verb in MODALS:
        # What somebody may or can do is a claim where the law says so.
        return verb in ALLOWED and following not in POSSIBLY and bool(classes & LAW) and not opinions
    if verb in OBLIGED and (following == "to" or lowers[main + 1 : main + 3] == ["got", "to"]):
        return False
    if classes & NORM or (classes & OUTLOOK and looks_ahead(verb)):
        return False
    if verb in BEING and (is_plan(sheet, low, main, high) or (not figures and evaluates(sheet, main, high))):
        return False
    if figures or (classes & FACTS and opening not in NOTHING):
        return True
    if opinions or (classes & COMPARISON and opening in NOTHING):
        # `Nothing is more important`: praise.
        return False
    # `I miss my garden` is a feeling, `I met the mayor` is none.
    return opening not in FIRST_PERSON or is_past(verb)


def is_plan(sheet: Sheet, low: int, main: int, high: int) -> bool:
    """Tell whether a form of `to be` tells of a plan, a motive or what something is about."""
    lowers = sheet.lowers
    at = main + 1
    if at < high and (lowers[at] in SKIPPED or lowers[at].endswith("ly")):
        at += 1
    if at >= high:
        return False
    return lowers[at] in PLANNED or lowers[at] in MOTIVES or (lowers[at] in CLEFT and lowers[low] in POINTING)


def evaluates(sheet: Sheet, main: int, high: int) -> bool:
    """Tell whether what a form of `to be` says of its subject is praise or blame (`is a good man`, `am proud`)."""
    masks = claim_masks()
    for at in range(main + 1, min(high, main + 7)):
        lower = sheet.lowers[at]
        mask = masks.get(lower, 0)
        if mask & (OPINION | SOFT):
            return True
        if mask & (FACTS | LAW) or sheet.finite[at]:
            return False
    return False


def looks_ahead(verb: str) -> bool:
    """Tell whether a verb says what somebody expects, plans or hopes."""
    return claim_masks().get(verb, 0) & OUTLOOK > 0 and verb not in SAID


def claim_kind(verb: str, weight: Weight) -> str:
    """Return the kind of a claim: figures first, then what its words stand for, then the tense of its verb."""
    _, classes, figures, _ = weight
    if figures >= COUNTED:
        return "quantity"
    if classes & CONTENT and classes & DOCUMENT:
        return "record"
    for bit, kind in KINDS:
        if classes & bit:
            return kind
    return "event" if classes & CONDUCT or verb in PAST or verb.endswith("ed") else "other"
