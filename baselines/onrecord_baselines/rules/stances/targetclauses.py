"""What is said of a target as a predicate: passives, what somebody wants done, what a target is called."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.verbs import BE as FORMS_OF_BE
from onrecord_baselines.rules.stances.holders import Holders
from onrecord_baselines.rules.stances.leanings import Leaning, Trigger
from onrecord_baselines.rules.stances.referents import Referents
from onrecord_baselines.rules.stances.sidewords import evaluations
from onrecord_baselines.rules.text.classes import WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import word_set

BARRIERS = frozenset(("but", "while", "whereas", "because", "after", "when", "who", "which", "if", "although", "where"))
BARRIER_MARKS = frozenset(";:,()\u2014\u2013")
ENDS = BARRIERS | BARRIER_MARKS
OF_NOUN = frozenset(("behind", "for", "of", "to", "at", "over", "about", "on", "towards", "toward", "with", "in"))
BE = FORMS_OF_BE | {"'s", "'re"}
CAUSATIVES = frozenset(("have", "having", "get", "see", "wants", "want", "wanted"))
DENYING = word_set("negations")
WISHES = frozenset(
    ("for", "want", "wants", "wanted", "demand", "demanded", "demanding", "like", "ask", "asked", "asking")
)
EVALUATIONS = evaluations()
REACH = 10


class Predicates:
    """Reads what a unit says of its targets before and after them."""

    def __init__(self, sheet: Sheet, referents: Referents, holders: Holders) -> None:
        self.sheet = sheet
        self.referents = referents
        self.holders = holders

    def named_as(self, trigger: Trigger, unit: int, high: int, *, infinitive: bool) -> Leaning | None:
        """Return `called the plan reckless`, `sees it as a chance`: the side is that of the words after the target."""
        lowers = self.sheet.lowers
        for at in range(trigger.last, min(high, trigger.last + 5)):
            mention = self.referents.at(at)
            target = mention.target if mention else -1
            end = mention.last if mention else at + 1
            if target < 0 and lowers[at] in ("it", "them", "this"):
                target = self.referents.pronoun(at)
            if target < 0:
                continue
            sign = self.evaluated(end, high)
            return Leaning(trigger, [target], sign, unit, False, [], infinitive) if sign else None
        return None

    def evaluated(self, at: int, high: int) -> int:
        """Return the side of the first words of praise or blame in the clause that goes on at a token."""
        lowers = self.sheet.lowers
        found = 0
        for place in range(at, min(high, at + REACH)):
            lower = lowers[place]
            if lower in DENYING:
                return 0
            if (lower in ENDS and lower != "(") or (found and lower in OF_NOUN):
                break
            sign = EVALUATIONS.get(lower, 0)
            # `a historic mistake`.
            found = sign if sign < 0 or not found else found
        return found

    def predicative(self, at: int, low: int) -> bool:
        """Tell whether an adjective follows `is`, `remain` or the like, with adverbs between."""
        lowers = self.sheet.lowers
        before = at - 1
        while before > low and (lowers[before].endswith("ly") or lowers[before] in ("still", "also", "not", "very")):
            before -= 1
        return before >= low and (lowers[before] in BE or lowers[before].startswith(("remain", "stay")))

    def to_be_undone(self, at: int, high: int, resolved: dict[int, Leaning]) -> bool:
        """Tell whether `to be` and an undoing follow a target: `a petition for the closure to be halted`."""
        lowers = self.sheet.lowers
        for place in range(at, min(high - 2, at + REACH)):
            if lowers[place] == "to" and lowers[place + 1] == "be":
                return place + 2 in resolved
        return False

    def caused(self, trigger: Trigger, low: int) -> bool:
        """Tell whether a participle says what somebody wants done: `to have it struck down`, `wants it scrapped`."""
        lowers = self.sheet.lowers
        before = lowers[max(low, trigger.at - 7) : trigger.at]
        if before[-2:] == ["to", "be"]:
            between = self.referents.between(max(low, trigger.at - 7), trigger.at)
            return not WISHES.isdisjoint(before) and bool(between)
        if CAUSATIVES.isdisjoint(before) or lowers[trigger.at].endswith("ing"):
            return False
        end = trigger.at - (before[-1] == "to")
        return lowers[end - 1] in ("it", "them") or any(
            mention.last == end for mention in self.referents.between(max(low, trigger.at - 6), trigger.at)
        )

    def is_passive(self, trigger: Trigger, low: int) -> bool:
        """Tell whether a participle is passive: after a form of `be`, and not `opposed to`."""
        lowers = self.sheet.lowers
        at = trigger.at
        if not lowers[at].endswith(("ed", "en", "ck")) or (at + 1 < len(lowers) and lowers[at + 1] == "to"):
            return False
        if at + 1 < len(lowers) and lowers[at + 1] == "by":
            return True
        before = at - 1
        while before >= low and lowers[before].endswith("ly"):
            before -= 1
        return before >= low and lowers[before] in BE

    def resolve_passive(self, trigger: Trigger, unit: int, low: int, high: int, *, infinitive: bool) -> Leaning | None:
        """Return `the plan was condemned by the union`: the target before, the holder after `by`."""
        lowers = self.sheet.lowers
        for at in range(trigger.last, min(high, trigger.last + 3)):
            if lowers[at] == "by":
                mentions = self.referents.between(low, trigger.at)
                far = mentions and self.other_subject(mentions[-1].last, trigger.at)
                target = -1 if far else self.subject_target(trigger.at, low)
                if target < 0:
                    return None
                holders = self.holders.after(at + 1, high)
                return Leaning(trigger, [target], trigger.sign, unit, False, holders, infinitive) if holders else None
        return None

    def other_subject(self, first: int, last: int) -> bool:
        """Tell whether a phrase of its own stands between a target and a passive (`the plan as a hoax pushed by`)."""
        lowers = self.sheet.lowers[first:last]
        return not {",", "and", "which", "that"} & set(lowers) and not {"a", "an", "the"}.isdisjoint(lowers)

    def subject_target(self, at: int, low: int) -> int:
        """Return the target spoken of last in the unit before a token, by its words or by a pronoun; or -1."""
        mentions = self.referents.between(low, at)
        if mentions:
            return mentions[-1].target
        for place in range(max(low, at - 6), at):
            if self.sheet.lowers[place] in ("it", "they"):
                return self.referents.pronoun(place)
        return -1

    def goes_on(self, at: int) -> bool:
        """Tell whether a noun without a target has another object (`approval from the state to buy a mine`)."""
        lowers = self.sheet.lowers
        for place in range(at, min(len(lowers), at + 8)):
            if lowers[place] in ENDS or self.sheet.finite[place]:
                return False
            if lowers[place] in ("to", "for"):
                return True
        return False

    def ends_clause(self, at: int, high: int) -> bool:
        """Tell whether nothing follows in the clause."""
        return at >= high or not self.sheet.kinds[at] & WORD or self.sheet.lowers[at] in ("and", "but")
