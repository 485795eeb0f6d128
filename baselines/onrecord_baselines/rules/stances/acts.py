"""Acts and attitudes: each word that shows a side, with its target, its sign in its place, and who holds it."""

from __future__ import annotations

from onrecord_baselines.rules.stances.authors import Authors
from onrecord_baselines.rules.stances.holders import Holders
from onrecord_baselines.rules.stances.leanings import Leaning, Trigger, read_trigger
from onrecord_baselines.rules.stances.objects import FLIPS, NOUN_KINDS, Objects
from onrecord_baselines.rules.stances.referents import Referents
from onrecord_baselines.rules.stances.sidewords import NAMING, NEUTRAL, UNDOING, VERBAL, VOTE
from onrecord_baselines.rules.stances.targetclauses import BARRIERS
from onrecord_baselines.rules.stances.watchwords import CONDITIONS, Watch
from onrecord_baselines.rules.text.tokens import Sheet, places
from onrecord_baselines.rules.text.words import marked, word_set

NEGATIONS = word_set("negations")
OLD = marked("leanings", "old")
KEEPING = tuple([first, last] for first, last in (pair.split("_") for pair in sorted(marked("leanings", "keeping"))))
TURNS = frozenset(";:,")
ACTING = frozenset((VERBAL, UNDOING, NEUTRAL, NAMING, VOTE))
MOST = 40
LONG = 400  # no sentence has so many words


class Reader:
    """Reads a document's acts, unit by unit."""

    def __init__(self, sheet: Sheet, watch: Watch, referents: Referents, holders: Holders) -> None:
        self.sheet = sheet
        self.watch = watch
        self.referents = referents
        self.holders = holders
        self.objects = Objects(sheet, referents, holders)
        self.authors = Authors(sheet, referents, holders)

    def read(self) -> list[Leaning]:
        """Return the leanings of a document in the order of the text; none where no word can mean a target."""
        found: list[Leaning] = []
        live = self.referents.live
        unit = live.find(1)
        size = len(self.sheet.ranges)
        while 0 <= unit < size:
            found += self.read_unit(unit)
            unit = live.find(1, unit + 1)
        return found

    def triggers(self, unit: int) -> list[Trigger]:
        """Return the words of a unit that show a side; those that can be finite verbs count as such from here on."""
        sheet = self.sheet
        low, high = sheet.ranges[unit]
        if high - low > LONG or sheet.headings[unit]:
            return []
        forms = places(self.watch.triggers, low, high)
        if len(forms) > MOST:
            return []
        triggers = [trigger for at in forms if (trigger := read_trigger(sheet, at, low, high)) is not None]
        for trigger in triggers:
            if trigger.kind in ACTING and sheet.lowers[trigger.at].endswith(("s", "ed")):
                self.authors.verbs[trigger.at] = 1
        return triggers

    def read_unit(self, unit: int) -> list[Leaning]:
        """Return the leanings of one unit: targets from right to left, then holders from left to right."""
        triggers = self.triggers(unit)
        if not triggers:
            return []
        low, high = self.sheet.ranges[unit]
        resolved: dict[int, Leaning] = {}
        for trigger in reversed(triggers):
            leaning = self.objects.resolve(trigger, unit, low, high, resolved)
            if leaning is not None:
                resolved[trigger.at] = leaning
        if not resolved:
            return []
        kept = [resolved[at] for at in sorted(resolved) if not resolved[at].consumed]
        for leaning in kept:
            self.authors.find_holders(leaning, low, high)
            turn(self.sheet, leaning, low, high)
        return kept


def turn(sheet: Sheet, leaning: Leaning, low: int, high: int) -> None:
    """Turn or drop a leaning's side by negation, by `stopped` and the like, and by a condition."""
    lowers = sheet.lowers
    at = leaning.trigger.at
    begin = max(low, at - 5)
    before = lowers[begin:at]
    for number, lower in enumerate(before):
        if lower in BARRIERS or lower in TURNS:
            before = before[number:]
    denied = not NEGATIONS.isdisjoint(before)
    flips = [lower for number, lower in enumerate(before) if is_flip(lower, before[number + 1 :], leaning)]
    if leaning.trigger.kind == UNDOING and leaning.sign < 0 and keeps(before):
        leaning.sign = 1
    elif flips and not denied:
        far = flips == ["far"]
        leaning.sign = -leaning.sign if leaning.sign > 0 or far else 0
    elif denied and not flips:
        leaning.sign = -1 if leaning.sign > 0 else 0
    if leaning.sign > 0 and not CONDITIONS.isdisjoint(lowers[low:high]):
        leaning.sign = 0
    leaning.old = not OLD.isdisjoint(lowers[max(low, at - 6) : at])


def keeps(before: list[str]) -> bool:
    """Tell whether words before a trigger say that somebody will not undo (`refused to scrap`, `no plans to drop`)."""
    if before[-1:] == ["to"]:
        before = before[:-1]
    if before[-1:] == ["of"]:
        before = before[:-1]
    return before[-1:] in (["refused"], ["refuses"], ["refusing"]) or before[-2:] in KEEPING


def is_flip(lower: str, after: list[str], leaning: Leaning) -> bool:
    """Tell whether a word before a trigger ends what the trigger says (`stopped fighting`, `far from opposing`)."""
    if lower not in FLIPS:
        return False
    if lower in ("gave", "given", "giving"):
        return after[:1] == ["up"]
    if lower == "far":
        return after[:1] == ["from"]
    if after[:1] == ["to"]:
        return lower.startswith(("refus", "declin", "fail", "unable", "unwilling", "reluctan", "hesitant", "loath"))
    if lower == "unable":
        return False
    return not leaning.infinitive and (not after or leaning.trigger.kind in NOUN_KINDS)
