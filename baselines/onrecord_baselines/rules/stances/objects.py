"""What a word that shows a side is about: the target after it, before it, or spoken of last; chains of such words."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.pronouns import OWNERS
from onrecord_baselines.rules.stances.leanings import Leaning, Trigger
from onrecord_baselines.rules.stances.sidewords import (
    ADJECTIVE,
    AGAINST,
    AGENT,
    CASE,
    NAMING,
    NEUTRAL,
    NOUN,
    UNDO_NOUN,
    UNDOING,
    VERBAL,
    VOTE,
    WANTED,
)
from onrecord_baselines.rules.stances.targetclauses import BARRIERS, ENDS, OF_NOUN, REACH, Predicates
from onrecord_baselines.rules.stances.watchwords import ANAPHORS
from onrecord_baselines.rules.text.classes import ENDING, WORD
from onrecord_baselines.rules.text.words import marked

FLIPS = marked("leanings", "flip")
GIFTS = marked("leanings", "object_of_gift")
NOUN_KINDS = frozenset((NOUN, AGENT, UNDO_NOUN, CASE))
CARRYING = NOUN_KINDS | {NEUTRAL, VERBAL}
ATTEMPTS = marked("leanings", "attempt")
ELIDED = marked("leanings", "elided")
OPPOSED = marked("leanings", "opposed")
RETHINKING = frozenset(("reconsider", "rethink"))
PROCESSES = marked("leanings", "process")
OF_HOLDER = marked("leanings", "of_holder")
GIVING = frozenset(("offer", "offers", "offered", "offering", "gave", "give", "gives", "giving", "given"))


class Objects(Predicates):
    """Finds the targets of triggers in a unit."""

    def resolve(self, trigger: Trigger, unit: int, low: int, high: int, resolved: dict[int, Leaning]) -> Leaning | None:
        """Return a trigger with the target it is about, or None."""
        lowers = self.sheet.lowers
        infinitive = trigger.at > low and lowers[trigger.at - 1] == "to"
        if trigger.kind in (UNDOING, VERBAL, WANTED):
            if trigger.at > low and self.caused(trigger, low):
                target = self.subject_target(trigger.at, max(low, trigger.at - 6))
                return Leaning(trigger, [target], trigger.sign, unit, False, [], infinitive) if target >= 0 else None
            if trigger.kind == WANTED and not infinitive:
                return None
            if trigger.kind != WANTED and self.is_passive(trigger, low):
                return self.resolve_passive(trigger, unit, low, high, infinitive=infinitive)
        if trigger.kind == VOTE:
            return self.elided(trigger, unit, low)
        if trigger.kind == NAMING:
            return self.named_as(trigger, unit, high, infinitive=infinitive)
        begin, sign = trigger.last, trigger.sign
        if trigger.kind in (NEUTRAL, CASE):
            near = [at for at in range(begin, min(high, begin + 6)) if lowers[at] == "for"]
            blocked = near and any(lowers[at] in BARRIERS or lowers[at] == "against" for at in range(begin, near[0]))
            gift = lowers[trigger.at] in GIVING and GIFTS.isdisjoint(lowers[begin : near[0] if near else begin])
            if near and not blocked and not gift:
                begin, sign = near[0] + 1, 1
        elif trigger.kind in (NOUN, AGENT, UNDO_NOUN, ADJECTIVE):
            following = lowers[begin] if begin < high else ""
            felt = trigger.kind == ADJECTIVE and following == "by"
            if following not in OF_NOUN and following != "against" and not felt:
                return self.without_object(trigger, unit, low, high, infinitive=infinitive)
            begin += following != "against"
        targets, inner = self.object_after(begin, high, resolved)
        if inner is not None:
            return self.combine(trigger, inner, sign, unit, begin, infinitive=infinitive)
        if targets:
            undone = trigger.kind in (CASE, NEUTRAL) and self.to_be_undone(begin, high, resolved)
            return Leaning(trigger, targets, sign, unit, False, [], infinitive) if sign and not undone else None
        loose = trigger.last < high and (
            lowers[trigger.last] in ("on", "in", "at")
            or (lowers[trigger.last] == "of" and lowers[trigger.at] in OF_HOLDER)
        )
        bare = trigger.kind == AGAINST or lowers[trigger.at] in RETHINKING
        if (trigger.kind == NOUN and loose) or (bare and self.ends_clause(begin, high)):
            return self.elided(trigger, unit, low)
        return None

    def without_object(self, trigger: Trigger, unit: int, low: int, high: int, *, infinitive: bool) -> Leaning | None:
        """Return a noun or adjective that names no target: `its critics`, `the repeal`, `they remain opposed`."""
        lowers = self.sheet.lowers
        if trigger.kind == AGENT:
            return self.owned_agent(trigger, unit, low, infinitive=infinitive)
        before = lowers[trigger.at - 1] if trigger.at > low else ""
        if trigger.kind == UNDO_NOUN and before in ("its", "their"):
            target = self.referents.before(trigger.at, 1)
            return Leaning(trigger, [target], trigger.sign, unit, False, [], infinitive) if target >= 0 else None
        ends = self.ends_clause(trigger.last, high)
        undone = trigger.kind == UNDO_NOUN and before in ("the", "this", "that") and ends
        felt = (
            trigger.kind == ADJECTIVE and lowers[trigger.at] in OPPOSED and ends and self.predicative(trigger.at, low)
        )
        return self.elided(trigger, unit, low) if trigger.kind == NOUN or undone or felt else None

    def object_after(self, begin: int, high: int, resolved: dict[int, Leaning]) -> tuple[list[int], Leaning | None]:
        """Return the targets that follow a trigger in its clause, or the trigger that stands before them."""
        lowers, finite, begins = self.sheet.lowers, self.sheet.finite, self.referents.begins
        for at in range(begin, min(high, begin + REACH)):
            if at in resolved:
                return [], resolved[at]
            if begins[at] and (mention := self.referents.at(at)) is not None:
                return self.with_conjuncts(mention.target, mention.last, high), None
            lower = lowers[at]
            if lower in ANAPHORS:
                if lower in ("its", "their") and at + 1 < high and lowers[at + 1] in PROCESSES:
                    target = self.referents.before(at, 1)
                    return ([target], None) if target >= 0 else ([], None)
                if at - begin < 5 and not self.determines(at, high):
                    target = self.referents.pronoun(at)
                    if target >= 0:
                        return [target], None
            if lower in ENDS or (finite[at] and at > begin):
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
        aside = inner.trigger.at > begin and lowers[inner.trigger.at - 1] == "in" and kind == NOUN
        if aside or trigger.kind == UNDOING or lowers[trigger.at] in FLIPS:
            # `blocked roads in protest at it`: the protest has the object.
            return None
        if inner.infinitive and trigger.kind == VERBAL and not ATTEMPTS.isdisjoint(lowers[begin : inner.trigger.at]):
            # `resist any attempt to remove it`.
            value = sign * inner.sign
        elif inner.infinitive:
            if trigger.kind not in NOUN_KINDS:
                return None
            value = inner.sign
        elif kind == AGAINST:
            value = inner.sign if trigger.kind in CARRYING else sign * inner.sign
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
        if trigger.kind == NOUN and self.goes_on(trigger.last):
            return None
        mentions = self.referents.between(low, trigger.at)
        target = mentions[-1].target if mentions else self.referents.before(trigger.at, 2)
        return Leaning(trigger, [target], trigger.sign, unit, True, [], False) if target >= 0 else None
