"""Which verb a clause turns on: the main verb, past relative clauses and attributions, and the verb that says most."""

from __future__ import annotations

from onrecord_baselines.rules.claims.worth import AFTER_NOUN, NO_PLURAL, NO_VERB_AFTER
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, CUE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import classed

MODALS = classed("verbs", "modal") | {"'ll", "won't", "wouldn't", "couldn't", "shouldn't", "can't", "'d"}
MODALS |= {"could've", "would've", "should've", "might've", "must've"}
BEING = frozenset(("is", "are", "was", "were", "'s", "'re", "'m", "am", "been"))
AUXILIARIES = MODALS | BEING | {"has", "have", "had", "did", "does", "do"}
LINKS = frozenset(("ever", "been", "being", "be", "not", "n't", "also", "now", "it"))
LEADING_ON = AUXILIARIES | LINKS
CONTRACTED = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would", "s": "is"}
CLITIC_HOSTS = frozenset(("it", "that", "he", "she", "there", "here", "this", "what", "who"))
WHOLE = 4  # tokens of a sentence at least; letters of a verb
RELATIVE = frozenset(("who", "which", "that"))


def main_verb(sheet: Sheet, verbs: bytearray, low: int, high: int) -> int:
    """Return the finite verb of a clause (past one in a relative clause, if another follows), or -1."""
    lowers = sheet.lowers
    limit = min(low + 60, high)
    main = verbs.find(1, low, limit)
    if lowers[low + 1] == "'s" and lowers[low] in CLITIC_HOSTS:
        main = low + 1
    if low <= main < limit - 1 and verbs[main + 1] and lowers[main] not in AUXILIARIES:
        # A noun that can be a verb before the verb (`the visa rule has`).
        main += 1
    if low < main < limit - 2 and sheet.kinds[main] & CUE and not sheet.kinds[main + 1] & WORD:
        # Attribution that interrupts: `The slipway,” she said, “closed in May`.
        main = max(main, verbs.find(1, main + 1, limit))
    while main - 1 > low and lowers[main - 1] in RELATIVE:
        last = predicate(sheet, main, limit)
        if sheet.words[main - 2] == "," and "," in sheet.words[main:limit]:
            last = sheet.words.index(",", main)
        later = verbs.find(1, last + 1, limit)
        if later < 0:
            break
        main = later
    return main


def guessed_verb(sheet: Sheet, low: int, high: int) -> int:
    """Return the first form in -s inside a sentence that has no verb that the lists know, or -1."""
    if high >= len(sheet.words) or sheet.words[high] != "." or high - low < WHOLE:
        return -1
    for at in range(low + 1, min(high - 1, low + 12)):
        lower = sheet.lowers[at]
        if (
            lower[-1] == "s"
            and len(lower) >= WHOLE
            and lower[-2:] not in NO_PLURAL
            and sheet.kinds[at] & (WORD | CAPITAL) == WORD
            and sheet.kinds[at - 1] & WORD
            and sheet.kinds[at + 1] & WORD
            and sheet.lowers[at - 1] not in NO_VERB_AFTER
            and sheet.lowers[at + 1] not in AFTER_NOUN
        ):
            return at
    return -1


def predicate(sheet: Sheet, main: int, high: int) -> int:
    """Return the verb that says what is done: past auxiliaries and adverbs (`has now been moved`)."""
    at = main
    limit = min(high, main + 5)
    while at + 1 < limit and sheet.kinds[at] & WORD and (sheet.lowers[at] in LEADING_ON or sheet.traits[at] & ADVERB):
        at += 1
    return at


def full_form(lower: str) -> str:
    """Return a verb in lower case, a contracted one in full (`I'm` is `am`)."""
    return CONTRACTED.get(lower.rpartition("'")[2], lower) if "'" in lower and lower not in MODALS else lower
