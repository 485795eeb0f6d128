"""Who holds a side that an act shows: a verb's subject, a noun's owner, who is named after `from` or `by`."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.pronouns import OWNERS
from onrecord_baselines.rules.quotations.sources import Phrase, source_after
from onrecord_baselines.rules.quotations.subjects import sentence_subject
from onrecord_baselines.rules.quotations.verbs import SAYS
from onrecord_baselines.rules.stances.holders import Holders
from onrecord_baselines.rules.stances.leanings import Leaning, Trigger, leaning_words
from onrecord_baselines.rules.stances.objects import OF_HOLDER
from onrecord_baselines.rules.stances.referents import Referents
from onrecord_baselines.rules.stances.sidewords import (
    ADJECTIVE,
    AGENT,
    CASE,
    NAMING,
    NEUTRAL,
    NOUN,
    UNDOING,
    VERBAL,
    VOTE,
    WANTED,
    forms_of,
    phrase_starts,
)
from onrecord_baselines.rules.stances.subjectof import finite_before, subject_of
from onrecord_baselines.rules.stances.targetclauses import BE, CAUSATIVES, ENDS
from onrecord_baselines.rules.text.classes import ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

PROSPECTS = marked("leanings", "prospect")
ECHOES = forms_of("echo_verb")
INSTRUMENTS = marked("leanings", "instrument")
MANDATIVE = ("recommend", "demand", "urge", "ask", "propose", "suggest", "insist", "request")
NEEDING = marked("leanings", "needing")
CIRCUMSTANCES = frozenset(("after", "amid", "amidst", "despite", "following", "because"))
BECOMING = ("becom", "became", "remain", "emerg", "stay", "stood", "serv")
THIRD = frozenset(("he", "she", "they", "it"))
LEANING_WORDS = leaning_words()
BASE_FORMS = phrase_starts().union(*(marked("leanings", f"{side}_verb") for side in ("for", "against", "undo")))
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
        if sheet.traits[trigger.at] & ENDING and trigger.at > low and sheet.lowers[trigger.at - 1] in SAYS:
            # `said abandoning it would be wrong`.
            return
        if sheet.lowers[trigger.at - 1] in ("it", "them") and trigger.kind in (UNDOING, VERBAL, WANTED):
            wanted = [
                place for place in range(max(low, trigger.at - 4), trigger.at) if sheet.lowers[place] in CAUSATIVES
            ]
            if wanted:
                leaning.holders = self.of_subject(wanted[-1], low, high)
                return
        if trigger.kind == VOTE and (among := self.of_list(trigger.at, low)):
            leaning.holders = among
            return
        if trigger.kind in (VERBAL, UNDOING, NEUTRAL, ADJECTIVE, NAMING, VOTE, WANTED):
            leaning.holders = self.of_subject(trigger.at, low, high)
            return
        at = trigger.at
        before = sheet.lowers[max(low, at - 3) : at]
        if (trigger.kind == NOUN and not NEEDING.isdisjoint(before)) or (
            trigger.kind == CASE and before[-2:] == ["in", "the"]
        ):
            # `deals that required approval`, `in the case against`.
            return
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
        if verb >= 0 and not CIRCUMSTANCES.isdisjoint(sheet.lowers[verb + 1 : at]):
            # `removed him after protests against it`.
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
            elif (opening := sentence_subject(sheet, low, at)) is not None:
                phrase = opening
            else:
                commas = [place for place in range(at, min(high, at + 14)) if sheet.words[place] == ","]
                phrase = source_after(sheet, commas[0] + 1, high) if commas else None
        verb = finite_before(sheet, self.verbs, at, low)
        while phrase is None and verb >= 0:
            # `broke ranks to vote against it`: the first verb that has a subject.
            verb = finite_before(sheet, self.verbs, verb, low)
            phrase = subject_of(sheet, self.verbs, verb, low) if verb >= 0 else None
        if phrase is None:
            return []
        said = phrase.first - 1 - (sheet.lowers[phrase.first - 1] == "that")
        if phrase.head_last - phrase.first == 1 and sheet.lowers[phrase.first] in THIRD and said > low:
            # `Ana Ruiz said she would`.
            outer = subject_of(sheet, self.verbs, said, low) if sheet.lowers[said] in SAYS else None
            phrase = outer if outer is not None else phrase
        verb = finite_before(sheet, self.verbs, phrase.first, low)
        if self.referents.between(phrase.first, phrase.head_last):
            # `Ana Ruiz wants the law repealed`.
            wanted = verb >= 0 and sheet.lowers[verb] in CAUSATIVES
            return self.holders.of_phrase(subject_of(sheet, self.verbs, verb, low)) if wanted else []
        if verb >= 0 and verb < phrase.first and self.passes_on(phrase, verb, at):
            return self.holders.of_phrase(subject_of(sheet, self.verbs, verb, low))
        return self.holders.of_phrase(phrase)

    def passes_on(self, phrase: Phrase, verb: int, at: int) -> bool:
        """Tell whether a verb's subject acts for another's: `introduced a bill that would`, `urged that members`."""
        lowers = self.sheet.lowers
        if lowers[phrase.head_last - 1] in INSTRUMENTS and lowers[phrase.first] in ("a", "an", "another"):
            return True
        demanded = lowers[verb].startswith(MANDATIVE) and "that" in lowers[verb + 1 : phrase.first]
        return demanded and lowers[at] in BASE_FORMS

    def of_list(self, at: int, low: int) -> list[int]:
        """Return those that stand between `with` and a participle (`with Ana Ruiz and Tim Yee voting no`)."""
        if not self.sheet.lowers[at].endswith("ing"):
            return []
        for before in range(at - 1, max(low, at - 16) - 1, -1):
            if self.sheet.lowers[before] == "with":
                return self.holders.after(before + 1, at)
        return []

    def of_agent(self, at: int, low: int, high: int) -> list[int]:
        """Return who a noun such as `opponent` describes: by apposition, by `is`, or whoever is named after."""
        sheet = self.sheet
        first = at
        while (
            first > low
            and at - first < 8
            and sheet.lowers[first - 1] != "among"
            and ((sheet.kinds[first - 1] & WORD and not sheet.finite[first - 1]) or sheet.lowers[first - 1] == "'s")
        ):
            first -= 1
        if first > low and sheet.words[first - 1] == ",":
            names = self.holders.cast.told_in(sheet.starts[max(low, first - 8)], sheet.starts[first - 1])
            if names and names[-1].last == first - 1:
                return [names[-1].entity] if self.holders.fits(names[-1].entity) else []
        if first > low and sheet.lowers[first - 1] == "among":
            first -= 1
        if first > low and (sheet.lowers[first - 1] in BE or sheet.lowers[first - 1].startswith(BECOMING)):
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
            elif lower in ENDS or (lower == "and" and at + 1 < high and lowers[at + 1] in LEANING_WORDS):
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
