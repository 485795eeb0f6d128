"""The source of a cue in running words: before it, or the subject that a participle or a second verb shares."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.asides import CUES
from onrecord_baselines.rules.quotations.frames import Frame, Page
from onrecord_baselines.rules.quotations.sources import Phrase, source_after, source_before
from onrecord_baselines.rules.quotations.subjects import next_comma, sentence_subject
from onrecord_baselines.rules.quotations.verbs import BE, PARTICIPLE_AFTER
from onrecord_baselines.rules.text.classes import ADVERB, CAPITAL, ENDING, ROLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import word_map

PRONOUNS = word_map("pronouns")
JOINING = frozenset(("and", "but", "while"))
THEN = frozenset(("then", "also", "later", "again", "even", "now", "further"))
# Words before a cue whose subject may stand before another verb.
SHARING = THEN | {"and", "but", "as"}
SUBORDINATE = frozenset(("although", "though", "whereas", "as"))
BACK_OVER = JOINING | SUBORDINATE | {"even", "however"}
QUOTED_BEFORE = frozenset(("is", "are", "was", "were", "been", "has", "have", "had", "also", "later"))
ROLES = word_map("roles")


def subject(page: Page, frame: Frame, order: int, cue: int) -> Phrase | None:
    """Return a cue's source before it; a participle's is the subject of its frame."""
    sheet = page.sheet
    at = cue - 1
    if sheet.lowers[at] not in SHARING and not sheet.traits[cue] & ENDING:
        return source_before(sheet, cue, frame.low)
    while at > frame.low and sheet.lowers[at] in THEN:
        at -= 1
    before = sheet.lowers[at] if sheet.lowers[at] in ("and", "but") else sheet.lowers[cue - 1]
    if before == "as" and cue - 2 > frame.low:
        # `was quoted as saying`.
        at = cue - 2
        while at - 1 > frame.low and sheet.lowers[at - 1] in QUOTED_BEFORE:
            at -= 1
        return source_before(sheet, at, frame.low)
    participle = sheet.traits[cue] & ENDING
    if participle and progressive(sheet, cue, frame.low):
        return source_before(sheet, cue, frame.low)
    if participle and noun_before(sheet, cue):
        return nearest(sheet, source_before(sheet, cue, frame.low))
    if participle or before in ("and", "but"):
        if order:
            earlier = frame.cues[order - 1]
            if participle and sheet.traits[earlier] & ENDING:
                # `saying it was safe and urging others to`.
                return subject(page, frame, order - 1, earlier)
            found = source_before(sheet, earlier, frame.low)
            if found is None and order > 1 and sheet.lowers[earlier - 1] in BACK_OVER | THEN:
                found = subject(page, frame, order - 1, earlier)
            return found or source_after(sheet, earlier + 1, cue)
        if not participle and f"{sheet.lowers[cue]}s" in CUES:
            # `the need to relieve him and confirm ...`: an infinitive.
            return None
        if page.inside[frame.low] < 0:
            found = sentence_subject(sheet, frame.low, cue)
            if participle or (found is not None and found.last < cue - 1):
                return found
    return source_before(sheet, cue, frame.low)


def nearest(sheet: Sheet, phrase: Phrase | None) -> Phrase | None:
    """Return the part of a phrase after its last preposition other than `of`: the noun that a participle modifies."""
    if phrase is None:
        return None
    for at in range(phrase.last - 2, phrase.first, -1):
        if sheet.lowers[at] in ("for", "from", "in", "by", "with", "at", "on", "to"):
            return Phrase(at + 1, phrase.last, phrase.last)
    return phrase


def progressive(sheet: Sheet, cue: int, low: int) -> bool:
    """Tell whether a form in -ing has a form of `be` before it (`is now claiming`)."""
    at = cue - 1
    while at > low and sheet.traits[at] & ADVERB and sheet.lowers[at] not in BE:
        at -= 1
    return sheet.lowers[at] in BE


def noun_before(sheet: Sheet, cue: int) -> bool:
    """Tell whether a noun stands directly before a participle, its source (`a letter urging him to`)."""
    before = cue - 1
    return bool(sheet.kinds[before] & WORD) and bool(sheet.traits[before] & ROLE or sheet.kinds[before] & CAPITAL)


def parted_subject(sheet: Sheet, low: int, cue: int, start: int) -> Phrase | None:
    """Return the subject that a stray comma parts from its cue: `The results of the trial this week, showed that`."""
    if sheet.lowers[start - 1] != "that" and sheet.lowers[start] not in PRONOUNS:
        return None
    first_comma = next_comma(sheet, low, cue)
    if first_comma != cue - 1 or cue - low > 40:
        return None
    source = sentence_subject(sheet, low, cue)
    return source if source is not None and sheet.finite.find(1, source.last + 1, cue) < 0 else None


def finder(sheet: Sheet, source: Phrase) -> bool:
    """Tell whether a source is a document or inquiry, whose finding is a clause and no thing."""
    return any(ROLES.get(sheet.lowers[at].removesuffix("s")) == "document" for at in range(source.first, source.last))


def cue_subject(page: Page, frame: Frame, cue: int) -> Phrase | None:
    """Return the source of a cue: the phrase before it, or the subject of its clause for a participle."""
    sheet = page.sheet
    if cue == frame.low and not sheet.traits[cue] & ENDING:
        # `Said Ana Ruiz: "..."`.
        return source_after(sheet, cue + 1, frame.high)
    if sheet.traits[cue] & ENDING and sheet.kinds[cue - 1] & WORD and sheet.lowers[cue - 1] not in PARTICIPLE_AFTER:
        # `a message stating, "..."`.
        found = source_before(sheet, cue, frame.low)
        if found is not None:
            return found
    order = frame.cues.index(cue)
    # Back over at most three participles (`said, adding, insisting`).
    for earlier in range(order, max(-1, order - 4), -1):
        at = frame.cues[earlier]
        if not sheet.traits[at] & ENDING:
            # Not back past a stretch in marks: what stands before it is another clause.
            low = at
            while low > frame.low and at - low < 60 and page.inside[low - 1] < 0:
                low -= 1
            source = source_before(sheet, at, low)
            if source is not None:
                return source
    if order >= 4 or page.inside[frame.low] >= 0:
        return None
    leads = next_comma(sheet, frame.low, cue) < 0
    return sentence_subject(sheet, frame.low, frame.high if leads else cue)
