"""What a speaker's words say of a target: words of praise and blame near it, and the acts that the words name."""

from __future__ import annotations

from bisect import bisect_left

from .acts import LONG, NEGATIONS
from .classes import WORD
from .leanings import UNDOING, VERBAL, Leaning, forms_of, verb_leanings
from .objects import BARRIERS
from .referents import PLURAL, SINGULAR, Referents
from .tokens import Sheet
from .words import marked

SIGNS = (
    dict.fromkeys(forms_of("bad_verb"), -1)
    | dict.fromkeys(forms_of("good_verb"), 1)
    | dict.fromkeys(marked("leanings", "bad"), -1)
    | dict.fromkeys(marked("leanings", "good"), 1)
)
CONDITIONS = marked("leanings", "condition")
DUTIES = marked("leanings", "duty")
STAY = marked("leanings", "stay")
GO = marked("leanings", "go")
FIRST = frozenset(("we", "i", "you", "they", "the"))
STOPS = frozenset((".", ";", "!", "?", ":"))
OWN = 2
NEGATION_REACH = 3


class Evaluator:
    """Weighs stretches of a document for each of its targets."""

    def __init__(self, sheet: Sheet, referents: Referents, leanings: list[Leaning]) -> None:
        self.sheet = sheet
        self.referents = referents
        self.leanings = leanings
        self.places = [leaning.trigger.at for leaning in leanings]

    def segments(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut a stretch at units and at marks that end a sentence."""
        sheet = self.sheet
        found: list[tuple[int, int]] = []
        begin = first
        for at in range(first, last):
            ends = at + 1 == last or sheet.unit_of[at + 1] != sheet.unit_of[at] or sheet.words[at] in STOPS
            if ends:
                if at - begin < LONG:
                    found.append((begin, at + 1))
                begin = at + 1
        return found

    def targets_in(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return place and number of each target that a segment speaks of, by words or else by a pronoun."""
        mentions = [(mention.first, mention.target) for mention in self.referents.between(first, last)]
        if mentions:
            return mentions
        for at in range(first, min(last, first + 12)):
            lower = self.sheet.lowers[at]
            if lower in SINGULAR or lower in PLURAL:
                target = self.referents.pronoun(at)
                if target >= 0:
                    return [(at, target)]
        return []

    def weigh(self, first: int, last: int, holder: int | None, *, own: bool = False) -> list[tuple[int, int]]:
        """Return how far a segment's words are for (positive) or against each sign's place: (place, sign) pairs."""
        lowers = self.sheet.lowers
        found: list[tuple[int, int]] = []
        for at in range(first, last):
            lower = lowers[at]
            sign = SIGNS.get(lower, 0)
            if sign:
                denied = self.denied(first, at)
                # `not a disaster` is no praise.
                sign = sign if not denied else (-1 if sign > 0 else 0)
                found.append((at, sign))
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
            if not foreign:
                place = leaning.trigger.at
                found = [pair for pair in found if pair[0] != place]
                found.append((place, OWN * leaning.sign))
        return found

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
        if sign:
            return -sign if not NEGATIONS.isdisjoint(words) else sign
        if lowers[at] == "need" and at > first and lowers[at - 1] in ("we", "i"):
            mentions = self.referents.between(at + 1, min(last, at + 5))
            pronoun = words[:1] in (["it"], ["them"])
            return 1 if mentions or pronoun else 0
        return 0

    def conditional(self, first: int, last: int) -> bool:
        """Tell whether a stretch makes its support depend on something."""
        lowers = self.sheet.lowers[first:last]
        return not CONDITIONS.isdisjoint(lowers)


def cue_sign(cue: str) -> int:
    """Return the side that a cue itself shows (`praised`, `condemned`, `warned`)."""
    if cue.startswith("warn"):
        return -1
    kind, sign = verb_leanings().get(cue, (UNDOING, 0))
    return OWN * sign if kind == VERBAL else 0


def shares(targets: list[tuple[int, int]], signs: list[tuple[int, int]]) -> dict[int, int]:
    """Give each sign to the target spoken of last before it, else to the first one; return the sum for each target."""
    total = dict.fromkeys((target for _, target in targets), 0)
    for place, sign in signs:
        before = [target for at, target in targets if at <= place]
        total[before[-1] if before else targets[0][1]] += sign
    return total


def has_word(sheet: Sheet, first: int, last: int) -> bool:
    """Tell whether a stretch holds a word."""
    return any(sheet.kinds[at] & WORD for at in range(first, last))
