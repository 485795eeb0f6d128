"""What a word that shows a side is about: the target after it, before it, or spoken of last; chains of such words."""

from __future__ import annotations

from .classes import ENDING, WORD
from .holders import OWNERS, Holders
from .leanings import (
    ADJECTIVE,
    AGAINST,
    AGENT,
    CASE,
    NEUTRAL,
    NOUN,
    UNDO_NOUN,
    UNDOING,
    VERBAL,
    Leaning,
    Trigger,
)
from .referents import PLURAL, SINGULAR, Referents
from .tokens import Sheet
from .words import marked

FLIPS = marked("leanings", "flip")
GIFTS = marked("leanings", "object_of_gift")
BARRIERS = frozenset(("but", "while", "whereas", "because", "after", "when", "who", "which", "if", "although", "where"))
BARRIER_MARKS = frozenset(";:,()\u2014\u2013")
NOUN_KINDS = frozenset((NOUN, AGENT, UNDO_NOUN, CASE))
OF_NOUN = frozenset(("for", "of", "to", "at", "over", "about", "on", "towards", "toward", "with", "in"))
BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "'re"))
CAUSATIVES = frozenset(("have", "having", "get", "see", "wants", "want", "wanted"))
ELIDED = marked("leanings", "elided")
OF_HOLDER = marked("leanings", "of_holder")
GIVING = frozenset(("gave", "give", "gives", "giving", "given"))
REACH = 10


class Objects:
    """Finds the targets of triggers in a unit."""

    def __init__(self, sheet: Sheet, referents: Referents, holders: Holders) -> None:
        self.sheet = sheet
        self.referents = referents
        self.holders = holders

    def resolve(self, trigger: Trigger, unit: int, low: int, high: int, resolved: dict[int, Leaning]) -> Leaning | None:
        """Return a trigger with the target it is about, or None."""
        lowers = self.sheet.lowers
        infinitive = trigger.at > low and lowers[trigger.at - 1] == "to"
        if trigger.kind == UNDOING and trigger.at > low and self.caused(trigger, low):
            target = self.subject_target(trigger.at, max(low, trigger.at - 6))
            return Leaning(trigger, [target], trigger.sign, unit, False, [], infinitive) if target >= 0 else None
        if trigger.kind in (VERBAL, UNDOING) and self.is_passive(trigger, low):
            return self.resolve_passive(trigger, unit, low, high, infinitive=infinitive)
        begin, sign = trigger.last, trigger.sign
        if trigger.kind in (NEUTRAL, CASE):
            near = [at for at in range(begin, min(high, begin + 6)) if lowers[at] == "for"]
            blocked = near and any(lowers[at] in BARRIERS or lowers[at] == "against" for at in range(begin, near[0]))
            gift = lowers[trigger.at] in GIVING and GIFTS.isdisjoint(lowers[begin : near[0] if near else begin])
            if near and not blocked and not gift:
                begin, sign = near[0] + 1, 1
        elif trigger.kind in (NOUN, AGENT, UNDO_NOUN, ADJECTIVE):
            following = lowers[begin] if begin < high else ""
            if following not in OF_NOUN and following != "against":
                if trigger.kind == AGENT:
                    return self.owned_agent(trigger, unit, low, infinitive=infinitive)
                return self.elided(trigger, unit, low) if trigger.kind == NOUN else None
            begin += following != "against"
        targets, inner = self.object_after(begin, high, resolved)
        if inner is not None:
            return self.combine(trigger, inner, sign, unit, begin, infinitive=infinitive)
        if targets:
            return Leaning(trigger, targets, sign, unit, False, [], infinitive) if sign else None
        loose = trigger.last < high and (
            lowers[trigger.last] in ("on", "in", "at")
            or (lowers[trigger.last] == "of" and lowers[trigger.at] in OF_HOLDER)
        )
        if (trigger.kind == NOUN and loose) or (trigger.kind == AGAINST and self.ends_clause(begin, high)):
            return self.elided(trigger, unit, low)
        return None

    def caused(self, trigger: Trigger, low: int) -> bool:
        """Tell whether a participle says what somebody wants done: `to have it struck down`, `wants it scrapped`."""
        lowers = self.sheet.lowers
        before = lowers[max(low, trigger.at - 7) : trigger.at]
        if CAUSATIVES.isdisjoint(before) or lowers[trigger.at].endswith("ing"):
            return False
        return before[-1] in ("it", "them") or any(
            mention.last == trigger.at for mention in self.referents.between(max(low, trigger.at - 6), trigger.at)
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
                target = self.subject_target(trigger.at, low)
                if target < 0:
                    return None
                holders = self.holders.after(at + 1, high)
                return Leaning(trigger, [target], trigger.sign, unit, False, holders, infinitive) if holders else None
        return None

    def subject_target(self, at: int, low: int) -> int:
        """Return the target spoken of last in the unit before a token, by its words or by a pronoun; or -1."""
        mentions = self.referents.between(low, at)
        if mentions:
            return mentions[-1].target
        for place in range(max(low, at - 6), at):
            if self.sheet.lowers[place] in ("it", "they"):
                return self.referents.pronoun(place)
        return -1

    def object_after(self, begin: int, high: int, resolved: dict[int, Leaning]) -> tuple[list[int], Leaning | None]:
        """Return the targets that follow a trigger in its clause, or the trigger that stands before them."""
        sheet = self.sheet
        lowers = sheet.lowers
        for at in range(begin, min(high, begin + REACH)):
            if at in resolved:
                return [], resolved[at]
            mentions = self.referents.between(at, at + 1)
            if mentions:
                return self.with_conjuncts(mentions[0].target, mentions[0].last, high), None
            lower = lowers[at]
            if (lower in SINGULAR or lower in PLURAL) and at - begin < 5 and not self.determines(at, high):
                target = self.referents.pronoun(at)
                if target >= 0:
                    return [target], None
            if lower in BARRIERS or lower[0] in BARRIER_MARKS or (sheet.finite[at] and at > begin):
                break
        return [], None

    def determines(self, at: int, high: int) -> bool:
        """Tell whether `this`, `its` and the like stand before a noun of their own."""
        lower = self.sheet.lowers[at]
        if lower in ("it", "they", "them"):
            return False
        return lower in OWNERS or (at + 1 < high and bool(self.sheet.kinds[at + 1] & WORD))

    def with_conjuncts(self, target: int, last: int, high: int) -> list[int]:
        """Return a target with those joined to it by `and`."""
        targets = [target]
        while last + 1 < high and self.sheet.lowers[last] == "and":
            more = self.referents.between(last + 1, min(high, last + 3))
            if not more:
                break
            targets.append(more[0].target)
            last = more[0].last
        return targets

    def combine(
        self, trigger: Trigger, inner: Leaning, sign: int, unit: int, begin: int, *, infinitive: bool
    ) -> Leaning | None:
        """Return an outer trigger that is about an inner one (`backs the campaign against it`), or leave the inner."""
        lowers = self.sheet.lowers
        kind = inner.trigger.kind
        gerund = bool(self.sheet.traits[inner.trigger.at] & ENDING) and kind in (VERBAL, UNDOING)
        if trigger.kind == UNDOING or lowers[trigger.at] in FLIPS:
            return None
        if inner.infinitive:
            if trigger.kind not in NOUN_KINDS:
                return None
            value = inner.sign
        elif kind == AGAINST:
            value = inner.sign if trigger.kind in NOUN_KINDS | {NEUTRAL, VERBAL} else sign * inner.sign
        elif sign == 0:
            value = inner.sign if trigger.kind == CASE else 0
        elif kind in NOUN_KINDS or gerund:
            if inner.elided and kind == NOUN and inner.trigger.at - begin > 3:
                return None
            value = sign * inner.sign
        else:
            return None
        if not value:
            return None
        inner.consumed = True
        return Leaning(trigger, inner.targets, value, unit, inner.elided, [], infinitive)

    def owned_agent(self, trigger: Trigger, unit: int, low: int, *, infinitive: bool) -> Leaning | None:
        """Return `the plan's critics` and `its critics`."""
        lowers = self.sheet.lowers
        before = trigger.at - 1
        while before > low and trigger.at - before < 3 and lowers[before] not in OWNERS and lowers[before] != "'s":
            before -= 1
        if before <= low and lowers[max(before, low)] not in OWNERS:
            return None
        if lowers[before] == "'s":
            mentions = self.referents.between(max(low, before - 5), before)
            target = mentions[-1].target if mentions and mentions[-1].last == before else -1
        else:
            target = self.referents.before(before, 1) if lowers[before] in ("its", "their") else -1
        return Leaning(trigger, [target], trigger.sign, unit, False, [], infinitive) if target >= 0 else None

    def elided(self, trigger: Trigger, unit: int, low: int) -> Leaning | None:
        """Return a trigger whose target was spoken of just before (`criticism from the guild`)."""
        if trigger.kind == NOUN and self.sheet.lowers[trigger.at] not in ELIDED:
            return None
        mentions = self.referents.between(low, trigger.at)
        target = mentions[-1].target if mentions else self.referents.before(trigger.at, 2)
        return Leaning(trigger, [target], trigger.sign, unit, True, [], False) if target >= 0 else None

    def ends_clause(self, at: int, high: int) -> bool:
        """Tell whether nothing follows in the clause."""
        return at >= high or not self.sheet.kinds[at] & WORD or self.sheet.lowers[at] in ("and", "but")
