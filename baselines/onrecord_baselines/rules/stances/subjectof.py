"""Subjects: the phrase of a verb's subject, and whether a noun names people or a body."""

from __future__ import annotations

from onrecord_baselines.rules.names.kinds import kind_of
from onrecord_baselines.rules.quotations.nouns import phrase_start
from onrecord_baselines.rules.quotations.sources import Phrase, source_before
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING, ROLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

AGENT_NOUNS = marked("leanings", "against_agent") | marked("leanings", "for_agent")
GROUP_NOUNS = marked("leanings", "group_noun")
NO_PERSON = marked("leanings", "no_person")
LINKS = marked("leanings", "link")
JOINING = frozenset(("and", "but", "then", "or", "yet"))
WHO = frozenset(("who", "which", "that"))
ROLES = word_map("roles")
ENDS = ("ers", "ors", "ists", "ents", "ants", "ians", "ees", "eers", "men", "women", "ites")
FAR = 40
DEPTH = 4


def subject_of(sheet: Sheet, verbs: bytearray, at: int, low: int, depth: int = 0) -> Phrase | None:
    """Return the phrase of a verb's subject: before it, before its first conjunct, before `who`, or of `to`'s verb.

    ``verbs`` has 1 for each token that is a finite verb.
    """
    lowers = sheet.lowers
    if depth > DEPTH:
        return None
    before = at - 1
    while before >= low and (lowers[before] in LINKS or (sheet.traits[before] & ADVERB and not is_name(sheet, before))):
        if lowers[before] == "to":
            verb = finite_before(sheet, verbs, before, low)
            return subject_of(sheet, verbs, verb, low, depth + 1) if verb >= 0 else None
        before -= 1
    if before < low:
        return None
    if lowers[before] in WHO:
        end = before - 1 if before > low and lowers[before - 1] != "," else before - 2
        return phrase_ending(sheet, end, low)
    if sheet.words[before] == "," and (relative := before_clause(sheet, before, low)) is not None:
        return relative
    joined = lowers[before] in JOINING or (lowers[before] == "," and lowers[before - 1] in JOINING)
    participle = sheet.traits[at] & ENDING and before == at - 1
    if joined or participle:
        verb = finite_before(sheet, verbs, before, low)
        return subject_of(sheet, verbs, verb, low, depth + 1) if verb >= 0 else None
    if sheet.words[before] == "," and before > low and verbs[before - 1]:
        return subject_of(sheet, verbs, before - 1, low, depth + 1)
    return source_before(sheet, before + 1, low)


def before_clause(sheet: Sheet, comma: int, low: int) -> Phrase | None:
    """Return the phrase before a relative clause that ends at a comma (`the elders, who had backed it, now`)."""
    for at in range(comma - 1, max(low + 1, comma - 24), -1):
        if sheet.lowers[at] in ("who", "which") and sheet.words[at - 1] == ",":
            return phrase_ending(sheet, at - 2, low)
    return None


def phrase_ending(sheet: Sheet, end: int, low: int) -> Phrase | None:
    """Return the noun phrase whose last token is ``end``."""
    if end < low:
        return None
    first = phrase_start(sheet, end, low)
    return Phrase(first, end + 1, end + 1) if first <= end else None


def finite_before(sheet: Sheet, verbs: bytearray, at: int, low: int) -> int:
    """Return the finite verb next before a token in its sentence, or -1."""
    limit = max(low, at - FAR)
    verb = verbs.rfind(1, limit, at)
    return -1 if verb >= 0 and ";" in sheet.words[verb:at] else verb


def is_name(sheet: Sheet, at: int) -> bool:
    """Tell whether a token has a name's capital."""
    return bool(sheet.kinds[at] & CAPITAL)


def animate(sheet: Sheet, head: int) -> bool:
    """Tell whether a common noun names a person, a group or a body."""
    lower = sheet.lowers[head]
    if not sheet.kinds[head] & WORD or lower in NO_PERSON or lower in DETERMINERS:
        return False
    if sheet.traits[head] & ROLE:
        return kind_of(lower) != "document"
    if lower in GROUP_NOUNS or lower in AGENT_NOUNS:
        return True
    single = lower.removesuffix("s")
    if single in ROLES:
        return ROLES[single] != "document"
    return len(lower) > 5 and lower.endswith(ENDS)
