"""Who holds a side that an act shows: a verb's subject, a noun's owner, who is named after `from` or `by`."""

from __future__ import annotations

from .classes import WORD
from .holders import OWNERS, Holders, finite_before, subject_of
from .leanings import (
    ADJECTIVE,
    AGENT,
    NEUTRAL,
    NOUN,
    UNDOING,
    VERBAL,
    Leaning,
    Trigger,
    forms_of,
    leaning_words,
)
from .objects import BARRIER_MARKS, BARRIERS, BE, OF_HOLDER
from .referents import Referents
from .sources import source_after
from .tokens import Sheet
from .words import marked

PROSPECTS = marked("leanings", "prospect")
ECHOES = forms_of("echo_verb")
MAYBE = frozenset(("could", "may", "might", "should", "must", "ought", "can"))
UNREAL = frozenset(("hope", "hopes", "hoped", "wish", "wishes", "if", "whether", "unless"))


class Authors:
    """Finds the holders of leanings; ``verbs`` has 1 for each token that is a finite verb."""

    def __init__(self, sheet: Sheet, referents: Referents, holders: Holders) -> None:
        self.sheet = sheet
        self.referents = referents
        self.holders = holders
        self.verbs = bytearray(sheet.finite)

    def find_holders(self, leaning: Leaning, low: int, high: int) -> None:
        """Find whose leaning it is."""
        if leaning.holders:
            return
        trigger = leaning.trigger
        sheet = self.sheet
        if self.is_prospect(trigger.at, low):
            return
        if trigger.kind in (VERBAL, UNDOING, NEUTRAL, ADJECTIVE):
            leaning.holders = self.of_subject(trigger.at, low, high)
            return
        at = trigger.at
        if trigger.kind == AGENT:
            leaning.holders = self.of_agent(at, low, high)
            return
        named = self.by_preposition(trigger, high)
        owner = self.by_owner(at, low)
        leaning.holders = [*named, *(each for each in owner if each not in named)]
        if leaning.holders:
            return
        verb = finite_before(sheet, self.verbs, at, low)
        if leaning.elided and verb >= 0 and trigger.kind == NOUN and sheet.lowers[at - 1] != "in":
            between = sheet.lowers[max(low, at - 6) : at]
            if ECHOES.isdisjoint(between):
                return
        leaning.holders = self.of_subject(at, low, high, verbal=False)

    def is_prospect(self, at: int, low: int) -> bool:
        """Tell whether an act is only expected or possible."""
        before = self.sheet.lowers[max(low, at - 4) : at]
        if "to" in before and not PROSPECTS.isdisjoint(before[: before.index("to")]):
            return True
        if not UNREAL.isdisjoint(self.sheet.lowers[max(low, at - 6) : at]):
            return True
        return not MAYBE.isdisjoint(before[-3:]) and "not" not in before

    def of_subject(self, at: int, low: int, high: int, *, verbal: bool = True) -> list[int]:
        """Return the subject of the verb at a token or of the verb that governs it; after it for an opening phrase."""
        sheet = self.sheet
        phrase = subject_of(sheet, self.verbs, at, low) if verbal and at > low else None
        if phrase is None:
            verb = finite_before(sheet, self.verbs, at, low)
            if verb >= 0:
                phrase = subject_of(sheet, self.verbs, verb, low)
            else:
                commas = [place for place in range(at, min(high, at + 14)) if sheet.words[place] == ","]
                phrase = source_after(sheet, commas[0] + 1, high) if commas else None
        if phrase is not None and self.referents.between(phrase.first, phrase.head_last):
            return []
        return self.holders.of_phrase(phrase)

    def of_agent(self, at: int, low: int, high: int) -> list[int]:
        """Return who a noun such as `opponent` describes: by apposition, by `is`, or whoever is named after."""
        sheet = self.sheet
        first = at
        while first > low and at - first < 5 and sheet.kinds[first - 1] & WORD and not sheet.finite[first - 1]:
            first -= 1
        if first > low and sheet.words[first - 1] == ",":
            names = self.holders.cast.told_in(sheet.starts[max(low, first - 8)], sheet.starts[first - 1])
            if names and names[-1].last == first - 1:
                return [names[-1].entity] if self.holders.fits(names[-1].entity) else []
        if first > low and sheet.lowers[first - 1] in BE:
            return self.of_subject(first - 1, low, high)
        if finite_before(sheet, self.verbs, at, low) < 0 and not sheet.lowers[at].endswith("s"):
            return self.of_subject(at, low, high, verbal=False)
        return []

    def by_preposition(self, trigger: Trigger, high: int) -> list[int]:
        """Return who is named after `from`, `by` or `of` behind a noun."""
        lowers = self.sheet.lowers
        for at in range(trigger.last, min(high, trigger.last + 14)):
            lower = lowers[at]
            if lower in ("from", "by", "among") or (
                lower == "of" and at == trigger.last and lowers[trigger.at] in OF_HOLDER
            ):
                if at + 1 < high and not self.referents.between(at + 1, min(high, at + 4)):
                    return self.holders.after(at + 1, high)
            elif (
                lower[0] in BARRIER_MARKS
                or lower in BARRIERS
                or (lower == "and" and at + 1 < high and lowers[at + 1] in leaning_words())
            ):
                break
        return []

    def by_owner(self, at: int, low: int) -> list[int]:
        """Return the owner before a noun: `her long fight`, `the union's petition`; with `shared by` one more."""
        sheet = self.sheet
        for before in range(at - 1, max(low - 1, at - 5), -1):
            lower = sheet.lowers[before]
            if lower in OWNERS:
                owner = self.holders.owner(before)
                return [owner] if owner is not None else []
            if lower == "'s" or (lower == "'" and sheet.lowers[before - 1].endswith("s")):
                if self.referents.between(max(low, before - 3), before):
                    return []
                return self.holders.before_apostrophe(before, low)
            if not sheet.kinds[before] & WORD or sheet.finite[before]:
                break
        return []


def opens_trigger(lowers: list[str], at: int, high: int) -> bool:
    """Tell whether `and` joins another word that shows a side."""
    return lowers[at] == "and" and at + 1 < high and lowers[at + 1] in leaning_words()
