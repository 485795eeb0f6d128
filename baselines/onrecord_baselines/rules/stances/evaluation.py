"""What a speaker's words say of a target: words of praise and blame near it, and the acts that the words name."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.stances.acts import LONG, NEGATIONS
from onrecord_baselines.rules.stances.leanings import Leaning
from onrecord_baselines.rules.stances.referents import Referents
from onrecord_baselines.rules.stances.sidewords import UNDO_NOUN, UNDOING, VERBAL
from onrecord_baselines.rules.stances.signs import (
    GOODS,
    HARMING,
    ILLS,
    LESS,
    MORE,
    MOVING,
    OWN,
    PAIRS,
    PREDICATES,
    SIGNS,
    THINGS,
)
from onrecord_baselines.rules.stances.targetclauses import BARRIERS, BE
from onrecord_baselines.rules.stances.watchwords import DISLIKED, DUTIES, Watch
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet, places
from onrecord_baselines.rules.text.words import marked

STAY = marked("leanings", "stay")
GO = marked("leanings", "go")
JUDGING = frozenset(("would", "will", "is", "was", "'s", "could"))
COMING = frozenset(("would", "will", "'ll", "could"))
DEGREES = frozenset(("so", "too", "more", "very", "not", "just", "quite", "also", "still", "as", "such", "a"))
COPULAS = ("seem", "look", "feel", "becom", "became", "remain", "prov", "call", "deem", "consider", "find", "found")
FEWER = frozenset(("lower", "fewer", "less", "reduced", "cheaper"))
NEGATION_REACH = 3


class Evaluator:
    """Weighs stretches of a document for each of its targets."""

    def __init__(self, sheet: Sheet, watch: Watch, referents: Referents, leanings: list[Leaning]) -> None:
        self.sheet = sheet
        self.watch = watch
        self.referents = referents
        self.leanings = leanings
        self.places = [leaning.trigger.at for leaning in leanings]

    def segments(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut a stretch at units and at marks that end a sentence."""
        sheet = self.sheet
        found: list[tuple[int, int]] = []
        begin = first
        while begin < last:
            end = min(last, sheet.ranges[sheet.unit_of[begin]][1])
            stop = self.watch.stops.find(1, begin, end)
            if stop >= 0:
                end = stop + 1
            if end - begin <= LONG:
                found.append((begin, end))
            begin = end
        return found

    def targets_in(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return place and number of each target that a segment speaks of, by words or else by a pronoun."""
        mentions = self.referents.between(first, last)
        if mentions:
            return [(mention.first, mention.target) for mention in mentions]
        for at in places(self.watch.anaphors, first, min(last, first + 12)):
            target = self.referents.pronoun(at)
            if target >= 0:
                return [(at, target)]
        return []

    def weigh(self, first: int, last: int, holder: int | None, *, own: bool = False) -> list[tuple[int, int]]:
        """Return how far a segment's words are for (positive) or against each sign's place: (place, sign) pairs."""
        lowers = self.sheet.lowers
        found: list[tuple[int, int]] = []
        for at in places(self.watch.evaluating, first, last):
            lower = lowers[at]
            sign = SIGNS.get(lower, 0)
            if sign and lower not in MOVING and not self.counts(at, first, last):
                continue
            if lower.startswith("deserve") and at + 1 < last and lowers[at + 1] in ("better", "more"):
                # `our children deserve better`.
                found.append((at, -OWN))
            elif sign and lower not in MOVING:
                if sign < 0 and lower in HARMING and self.strikes_target(at, last):
                    # `tried to wreck the deal`: what is done to a target is not said of it.
                    continue
                denied = self.denied(first, at)
                # `not a disaster` is no praise.
                sign = sign if not denied else (-1 if sign > 0 else 0)
                found.append((at, sign))
            elif lower in DISLIKED and at > first and lowers[at - 1] in NEGATIONS and self.has_object(at, last):
                # `I don't like it`, `we do not want the road`.
                found.append((at, -OWN))
            elif (pair := PAIRS.get((lower, lowers[at + 1] if at + 1 < last else ""), 0)) != 0:
                found.append((at, pair))
            elif (change := self.change(at, last)) != 0:
                # `would cut obesity`, `will cost jobs`.
                found.append((at, change))
            elif lower == "without" and self.counterfactual(at, last):
                return [(at, OWN)]
            elif lower in DUTIES:
                sign = self.duty(at, first, last)
                if sign:
                    found.append((at, sign * OWN))
        number = bisect_left(self.places, first)
        while number < len(self.places) and self.places[number] < last:
            leaning = self.leanings[number]
            number += 1
            foreign = leaning.holders and holder not in leaning.holders
            if own and (leaning.holders or leaning.elided):
                # What others do is not what the text itself says.
                found = [pair for pair in found if pair[0] != leaning.trigger.at]
                continue
            if not foreign and leaning.sign and self.judged(leaning, first, last, found):
                # `abandoning it would be a disaster`.
                found = [(at, sign * leaning.sign) for at, sign in found if at != leaning.trigger.at]
                continue
            if not foreign:
                place = leaning.trigger.at
                found = [pair for pair in found if pair[0] != place]
                found.append((place, OWN * leaning.sign))
        return found

    def change(self, at: int, last: int) -> int:
        """Return the side of `cuts crime`, `creates jobs` (for), of `costs jobs` and `raises rents` (against)."""
        lowers = self.sheet.lowers
        less = lowers[at] in LESS
        if not less and lowers[at] not in MORE:
            return 0
        for place in range(at + 1, min(last, at + 6)):
            lower = lowers[place]
            if lower in BARRIERS or lower == ",":
                break
            if self.referents.covers(place):
                break
            if lower in FEWER:
                less = not less
            elif lower in ILLS:
                return 1 if less else -1
            elif lower in GOODS:
                return -1 if less else 1
        return SIGNS.get(lowers[at], 0)

    def has_object(self, at: int, last: int) -> bool:
        """Tell whether a noun phrase or `it` follows a verb."""
        following = self.sheet.lowers[at + 1] if at + 1 < last else ""
        return following in DETERMINERS or following in ("it", "them") or bool(self.referents.between(at + 1, at + 2))

    def strikes_target(self, at: int, last: int) -> bool:
        """Tell whether a target follows a verb as its object."""
        mentions = self.referents.between(at + 1, min(last, at + 4))
        return bool(mentions) and self.sheet.lowers[at + 1] not in ("by", "from", ",", ".")

    def counterfactual(self, at: int, last: int) -> bool:
        """Tell whether `without` stands before a target and `would` or `will` comes after."""
        lowers = self.sheet.lowers
        near = bool(self.referents.between(at + 1, min(last, at + 4))) or lowers[at + 1 : at + 2] in (["it"], ["them"])
        return near and not COMING.isdisjoint(lowers[at + 1 : at + 24])

    def counts(self, at: int, first: int, last: int) -> bool:
        """Tell whether a word of praise or blame is one where it stands: not in a name; some only as a predicate."""
        sheet = self.sheet
        if sheet.kinds[at] & CAPITAL and at > first and sheet.kinds[at - 1] & WORD:
            return False
        if self.referents.covers(at):
            # `the flood barrier`: the target's own words say nothing of it.
            return False
        if sheet.lowers[at] not in PREDICATES:
            return True
        before = at - 1
        while before > first and (sheet.lowers[before].endswith("ly") or sheet.lowers[before] in DEGREES):
            before -= 1
        if before >= first and (sheet.lowers[before] in BE or sheet.lowers[before].startswith(COPULAS)):
            return sheet.lowers[at] != "right" or before != first
        return at + 1 < last and (sheet.lowers[at + 1] in THINGS or bool(self.referents.between(at + 1, at + 2)))

    def judged(self, leaning: Leaning, first: int, last: int, found: list[tuple[int, int]]) -> bool:
        """Tell whether an act opens a clause as its subject and a word of praise or blame judges it."""
        at = leaning.trigger.at
        if at - first > 3 or leaning.trigger.kind not in (UNDOING, VERBAL, UNDO_NOUN):
            return False
        if leaning.trigger.kind != UNDO_NOUN and not self.sheet.traits[at] & ENDING:
            return False
        return not JUDGING.isdisjoint(self.sheet.lowers[at:last]) and any(place > at for place, _ in found)

    def denied(self, first: int, at: int) -> bool:
        """Tell whether a negation stands shortly before a token in its clause."""
        lowers = self.sheet.lowers
        for before in range(at - 1, max(first, at - NEGATION_REACH) - 1, -1):
            if lowers[before] in BARRIERS or lowers[before] == ",":
                return False
            if lowers[before] in NEGATIONS:
                return True
        return False

    def duty(self, at: int, first: int, last: int) -> int:
        """Return the side of `must stay`, `must not be built`, `has to go`, `we need it`."""
        lowers = self.sheet.lowers
        words = lowers[at + 1 : min(last, at + 5)]
        sign = 0
        for word in words:
            if word in STAY:
                sign = 1
            elif word in GO:
                sign = -1
            if sign:
                break
            if word not in ("not", "be", "to", "never", "n't", "now"):
                break
        if lowers[at] in ("has", "have") and words[:1] != ["to"]:
            return 0
        if sign:
            return -sign if not NEGATIONS.isdisjoint(words) else sign
        if lowers[at] == "need" and at > first and lowers[at - 1] in ("we", "i"):
            mentions = self.referents.between(at + 1, min(last, at + 5))
            pronoun = words[:1] in (["it"], ["them"])
            return 1 if mentions or pronoun else 0
        return 0

    def conditional(self, first: int, last: int) -> bool:
        """Tell whether a stretch makes its support depend on something."""
        return self.watch.conditions.find(1, first, last) >= 0
