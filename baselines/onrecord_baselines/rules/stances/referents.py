"""Where a document speaks of its targets: by their words, by their heads, by `the plan`, and by `it`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.stances.sidewords import evaluations, verb_leanings
from onrecord_baselines.rules.stances.topics import COMMON, STEMS, Topic
from onrecord_baselines.rules.stances.watchwords import GENERIC, PLURAL, SINGULAR, Watch
from onrecord_baselines.rules.text.classes import CAPITAL, FUNCTION, WORD
from onrecord_baselines.rules.text.tokens import places
from onrecord_baselines.rules.text.words import marked

LEANING_VERBS = frozenset(verb_leanings())
GENERIC_STEMS = frozenset(STEMS[word] for word in GENERIC)
GENERIC_ADJECTIVES = marked("leanings", "generic_adjective")
DEFINITE = frozenset(("the", "this", "that", "these", "those", "such", "its", "his", "her", "their", "our", "'s"))
LINKS = frozenset(("of", "on", "for", "in", "at", "to"))
NO_NOUN = LINKS | DETERMINERS | {"'s"} | (LEANING_VERBS - GENERIC)
NAMED = frozenset(("PERSON", "ORG", "NORP"))
REACH = 3  # units back that an anaphor looks


class Mention(NamedTuple):
    """A place that speaks of a target: its tokens, the target's number, and whether it is the target's own words."""

    first: int
    last: int
    target: int
    own: bool


class Referents:
    """The places of a document that speak of its targets, in order."""

    def __init__(self, cast: Cast, watch: Watch, topics: list[Topic]) -> None:
        """Read a document with its targets."""
        sheet = self.sheet = cast.sheet
        self.cast = cast
        self.topics = topics
        wanted = frozenset().union(*(topic.words for topic in topics))
        fits = bytes(map(wanted.__contains__, map(STEMS.__getitem__, sheet.lowers)))
        own = places(fits, 0, len(fits))
        self.stems = {lower: STEMS[lower] for lower in {sheet.lowers[at] for at in own}}
        self.mentions: list[Mention] = []
        if own:
            self.gather(sorted({*own, *places(watch.generics, own[0], len(fits))}))
        self.firsts = [mention.first for mention in self.mentions]
        self.begins = bytearray(len(sheet.words))
        # The units in which a word can stand for a target: those with a mention, and as many after as an anaphor looks.
        self.live = bytearray(len(sheet.ranges) + REACH)
        for first in self.firsts:
            self.begins[first] = 1
            unit = sheet.unit_of[first]
            self.live[unit : unit + REACH + 1] = b"\x01" * (REACH + 1)

    def gather(self, heads: list[int]) -> None:
        """Find the mentions around the words of the targets and words like `plan`, which stands for the last target."""
        done = 0
        for at in heads:
            if at < done or self.is_named(at):
                continue
            lower = self.sheet.lowers[at]
            mention = self.own_words(at) if lower in self.stems else None
            if mention is None and lower in GENERIC:
                mention = self.generic(at)
            if mention is not None:
                self.mentions.append(mention)
                done = mention.last

    def is_named(self, at: int) -> bool:
        """Tell whether a token is part of a person's or an organisation's name that does not end in a target's word."""
        cast = self.cast
        number = bisect_right(cast.starts, self.sheet.starts[at]) - 1
        if number < 0 or at >= cast.places[number].last:
            return False
        place = cast.places[number]
        return cast.clusters[place.entity].type in NAMED and self.sheet.lowers[place.last - 1] not in self.stems

    def own_words(self, at: int) -> Mention | None:
        """Return the mention that the noun phrase around a token makes, if its head or enough of its words fit."""
        sheet = self.sheet
        low, high = sheet.ranges[sheet.unit_of[at]]
        first, last = self.core(at, low, high)
        head = STEMS[sheet.lowers[last - 1]]
        # `the ban's opponents`: the possessor is a phrase of its own already, as `'s` ends it.
        found = {self.stems[lower] for lower in sheet.lowers[first:last] if lower in self.stems}
        tail = self.tail(last, high)
        more = {self.stems[lower] for lower in sheet.lowers[last:tail] if lower in self.stems} if tail > last else set()
        definite = first > low and sheet.lowers[first - 1] in DEFINITE
        best, choice, whole = 0, -1, False
        for number, topic in enumerate(self.topics):
            if topic.words.isdisjoint(found) and topic.words.isdisjoint(more):
                continue
            score, wide = fit(topic, head, found, more, definite=definite)
            if score > best or (score == best and score and self.mentions and self.mentions[-1].target == number):
                best, choice, whole = score, number, wide
        return Mention(first, tail if whole else last, choice, True) if best else None

    def core(self, at: int, low: int, high: int) -> tuple[int, int]:
        """Return the noun phrase around a token, from after its determiner to its head."""
        first = last = at
        while first > low and at - first < 4 and self.nounish(first - 1):
            first -= 1
        last = at + 1
        while last < high and last - at < 4 and self.nounish(last) and self.belongs(last):
            last += 1
        return first, last

    def belongs(self, at: int) -> bool:
        """Tell whether a token after a target's word is no judgement of it (`called the closure heartless`)."""
        lower = self.sheet.lowers[at]
        return lower in self.stems or lower in GENERIC or lower not in evaluations()

    def nounish(self, at: int) -> bool:
        """Tell whether a token can stand inside a noun phrase beside its head."""
        sheet = self.sheet
        lower = sheet.lowers[at]
        if lower in self.stems:
            return True
        return (
            bool(sheet.kinds[at] & WORD)
            and (not sheet.traits[at] & FUNCTION or lower in COMMON)
            and (not sheet.finite[at] or bool(sheet.kinds[at] & CAPITAL))
            and lower not in NO_NOUN
            and not lower.endswith("ly")
        )

    def tail(self, last: int, high: int) -> int:
        """Return the end of `of the two schools` after a noun phrase, or the phrase's own end."""
        lowers = self.sheet.lowers
        if last >= high or lowers[last] not in LINKS:
            return last
        at = last + 1
        while at < high and at - last < 4 and (lowers[at] in DETERMINERS or lowers[at] in ("two", "three", "all")):
            at += 1
        begin = at
        while at < high and at - begin < 4 and self.nounish(at):
            at += 1
        return at if at > begin else last

    def generic(self, at: int) -> Mention | None:
        """Return the mention that `the plan` makes of the target spoken of last, where nothing narrows it."""
        sheet = self.sheet
        low, high = sheet.ranges[sheet.unit_of[at]]
        before = at - 1
        while before > low and at - before < 3 and sheet.lowers[before] in GENERIC_ADJECTIVES:
            before -= 1
        if before < low or sheet.lowers[before] not in DEFINITE or sheet.lowers[before] == "'s":
            return None
        if at + 1 < high and (
            sheet.lowers[at + 1] in ("of", "on", "'s")
            or (self.nounish(at + 1) and sheet.lowers[at + 1] not in evaluations())
        ):
            return None
        held = self.mentions[-1] if self.mentions else None
        if held is None or sheet.unit_of[at] - sheet.unit_of[held.first] > REACH:
            return None
        return Mention(before + 1, at + 1, held.target, False)

    def between(self, first: int, last: int) -> list[Mention]:
        """Return the mentions that begin from token ``first`` to before token ``last``."""
        if self.begins.find(1, first, last) < 0:
            return []
        return self.mentions[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]

    def at(self, at: int) -> Mention | None:
        """Return the mention that begins at a token."""
        return self.between(at, at + 1)[0] if self.begins[at] else None

    def covers(self, at: int) -> bool:
        """Tell whether a token is one of a target's own words where it is spoken of."""
        if self.sheet.lowers[at] not in self.stems:
            return False
        number = bisect_left(self.firsts, at + 1) - 1
        return number >= 0 and at < self.mentions[number].last

    def before(self, at: int, reach: int = REACH, *, plural: bool | None = None) -> int:
        """Return the target spoken of last before a token (-1 for none), if its number fits."""
        sheet = self.sheet
        unit = sheet.unit_of[at]
        if not self.live[unit]:
            return -1
        number = bisect_left(self.firsts, at) - 1
        stop = max(-1, number - 6)
        while number > stop:
            mention = self.mentions[number]
            if unit - sheet.unit_of[mention.first] > reach:
                return -1
            if plural is None or self.topics[mention.target].plural == plural:
                return mention.target
            number -= 1
        return -1

    def pronoun(self, at: int) -> int:
        """Return the target that a pronoun stands for, or -1."""
        lower = self.sheet.lowers[at]
        if lower in SINGULAR:
            return self.before(at, plural=False)
        return self.before(at, plural=True) if lower in PLURAL else -1


def fit(topic: Topic, head: str, found: set[str], more: set[str], *, definite: bool) -> tuple[int, bool]:
    """Return how well a noun phrase with these stems names a target (0: not), and whether its tail belongs to it."""
    others = topic.words - {topic.head}
    here, there = found & others, more & others
    if topic.head and head == topic.head:
        if here or there or not others:
            return 4 + len(here) + len(there), bool(there)
        return (3 if definite or head not in GENERIC_STEMS else 0), False
    if head in GENERIC_STEMS and found & topic.words:
        return 2 + len(found & topic.words), False
    if topic.head in found and (here or not others):
        # `wind farm developers` speaks of the target's words, but of somebody else.
        return 2, False
    matched = len((found | more) & topic.words)
    return (1 + matched, bool(more & topic.words)) if matched >= 2 and 2 * matched >= len(topic.words) else (0, False)
