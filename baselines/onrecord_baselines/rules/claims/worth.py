"""How checkable a clause is: points for figures, conduct, harm, law and comparison, against opinion and feeling."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from itertools import compress
from typing import TypeAlias

from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.verbs import BE, DETERMINERS
from onrecord_baselines.rules.text.claimwords import claim_words, past_forms, sure_verbs
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, FIGURE, FIRST_PERSON, NOUNS, ROLE, WEIGHT, WORD
from onrecord_baselines.rules.text.tokens import Sheet, chosen
from onrecord_baselines.rules.text.words import classed, marked

LABELS = (
    *("opinion", "norm", "law", "comparison", "cause", "record", "event", "conduct", "harm", "reaction", "content"),
    *("document", "aim", "money", "background", "plural", "deed", "relation", "outlook", "matter"),
    *("scenery", "soft", "negation", "quantity", "object", "expressive", "actor", "comment", "contracted"),
    *("grave", "leisure"),
)
BITS = {label: 1 << number for number, label in enumerate(LABELS)}
FIRST = 1 << len(LABELS)
OPINION, NORM, LAW, COMPARISON, CAUSE, RECORD, EVENT = (BITS[label] for label in LABELS[:7])
CONDUCT, HARM, REACTION, CONTENT, DOCUMENT, AIM, MONEY, BACKGROUND, PLURAL = (BITS[label] for label in LABELS[7:16])
DEED, RELATION, OUTLOOK, MATTER, SCENERY, SOFT, NEGATION = (BITS[label] for label in LABELS[16:23])
QUANTITY, OBJECT, EXPRESSIVE, ACTOR, COMMENT, CONTRACTED, GRAVE, LEISURE = (BITS[label] for label in LABELS[23:])
VERBAL = CONDUCT | EVENT | HARM | BACKGROUND | CAUSE | RELATION | COMPARISON
VERBS = VERBAL | CONTENT | PLURAL | CONTRACTED
TRICKY = FIRST << 1  # another class in some contexts
PAST_FORM = FIRST << 2
LOOK = VERBS | TRICKY
FACTS = CONDUCT | HARM | CAUSE | REACTION | LAW
AGAINST = OPINION | FIRST
FIGURES = {"MONEY": 3, "PERCENT": 3, "CARDINAL": 2}
STATIVE = frozenset(("is", "are", "was", "were", "has", "have", "had", "covers", "includes", "stands", "lies", "'s"))
PAST = classed("verbs", "past") | past_forms()
NO_PLURAL = frozenset(("ss", "us", "is", "'s"))
SINGULAR_S = marked("claim_verbs", "singular_s")  # words in -s that are no plurals
AFTER_NOUN = marked("claim_verbs", "after_noun")  # what follows a noun, not a verb
SURE = sure_verbs()
PLURAL_SUBJECTS = marked("claim_verbs", "plural_subject")
NO_VERB_AFTER = DETERMINERS | {"to", "of", "and", "or", "for", "in", "with", "by", "will", "would", "could", "should"}
FOLLOWING = DETERMINERS | marked("claim_verbs", "argument")
LIGHT = marked("claim_verbs", "light")
IDIOMS = marked("claim_verbs", "idiom")  # with a light verb, no deed (`shook hands`)
OPENED = frozenset(("opened", "open"))
IDIOMATIC = sorted(LIGHT | OPENED | {"twice"})
QUOTED = 2
MOST = 2  # names, and words of the first person, that count in a clause
YEAR = 4  # digits


# A clause's points (4 and more: worth a check), its words' classes, its figures' points, and how many words of opinion
# it has; a plain tuple, as a named one takes ten times as long to make.
Weight: TypeAlias = tuple[int, int, int, int]


@cache
def claim_masks() -> dict[str, int]:
    """Return the classes of every word of the list as bits."""
    masks = {word: sum(BITS[label] for label in labels if label in BITS) for word, labels in claim_words().items()}
    for word, mask in masks.items():
        if word.startswith("i'"):
            masks[word] = mask | FIRST
    for word in IDIOMATIC:
        masks[word] = masks.get(word, 0) | TRICKY
    return {word: mask | TRICKY if mask & OBJECT else mask for word, mask in masks.items()}


@cache
def weight_masks() -> dict[str, int]:
    """Return the classes of every word with a weight: those of the list, and the words of the first person."""
    masks = dict.fromkeys(FIRST_PERSON, FIRST) | claim_masks()
    return {w: mask | PAST_FORM if w.endswith("ed") or w in PAST else mask for w, mask in masks.items()}


@lru_cache(maxsize=10_000)
def class_points(classes: int, figures: int) -> int:
    """Return the points of a clause's classes; conduct and harm weigh most, background against them."""
    points = 3 * bool(classes & CONDUCT) + 3 * bool(classes & HARM) + 2 * bool(classes & CAUSE)
    points += 2 * bool(classes & COMPARISON) + 2 * bool(classes & LAW) + 2 * bool(classes & MONEY)
    points += bool(classes & EVENT) + 3 * bool(classes & REACTION) + bool(classes & RECORD)
    points += bool(classes & MATTER) + bool(classes & ACTOR) + bool(classes & NEGATION) - bool(classes & SOFT)
    points -= 6 * bool(classes & COMMENT) + 2 * bool(classes & EXPRESSIVE) + 2 * bool(classes & LEISURE)
    points += 2 * bool(classes & GRAVE and not classes & HARM)
    if classes & (RELATION | DEED):
        points += 1
    if classes & QUANTITY and not figures:
        points += 2
    if classes & CONTENT and classes & DOCUMENT:
        points += 3
    if classes & SCENERY and not classes & (CONDUCT | HARM | CAUSE | LAW):
        points -= 2
    return points


class Scales:
    """What weighs in a document's clauses: its figures, its names, its words of a class, and its finite verbs."""

    def __init__(self, sheet: Sheet, cast: Cast) -> None:
        self.sheet = sheet
        self.names = bytearray(len(sheet.words))
        for place in cast.places:
            self.names[place.first] = 1
        self.figures = bytearray(len(sheet.words))
        for cluster in cast.clusters:
            value = FIGURES.get(cluster.type or "", 0)
            if value:
                for start, _, _ in cluster.mentions:
                    self.figures[bisect_left(sheet.starts, start)] = value
        self.figured = self.figures.translate(chosen(0xFF))
        self.old_years = old_years(sheet)
        self.endings = sheet.traits.translate(chosen(ENDING))
        marks = sheet.marked(WEIGHT)
        self.weights = list(compress(range(len(marks)), marks))
        self.masks = list(map(weight_masks().__getitem__, compress(sheet.lowers, marks)))
        self.verbs = bytearray(sheet.finite)
        for number, mask in enumerate(self.masks):
            if mask & LOOK:
                at = self.weights[number]
                if mask & TRICKY:
                    mask = self.masks[number] = self.in_context(at, mask) | mask & PAST_FORM  # noqa: PLW2901
                if mask & VERBS and not self.verbs[at]:
                    self.verbs[at] = mask & CONTRACTED > 0 or self.is_verb(at, mask)

    def in_context(self, at: int, mask: int) -> int:
        """Return the classes of a word that can belong to an idiom or that counts with an object only."""
        sheet = self.sheet
        lower = sheet.lowers[at]
        following = sheet.lowers[at + 1] if at + 1 < len(sheet.lowers) else ""
        if lower in LIGHT and not IDIOMS.isdisjoint(sheet.lowers[at + 1 : at + 3]):
            return BACKGROUND | SCENERY
        if lower == "twice" and following in ("a", "every"):
            return 0
        if lower in OPENED and following == "fire":
            return HARM | CONDUCT
        if mask & OBJECT:
            return CONDUCT if self.has_object(at) else mask & ~CONDUCT
        return mask

    def is_verb(self, at: int, mask: int) -> bool:
        """Tell whether a word of the list that is no finite verb by its form is one by what stands around it."""
        sheet = self.sheet
        lower = sheet.lowers[at]
        if not at or sheet.kinds[at] & CAPITAL or sheet.traits[at - 1] & (NOUNS | ROLE) == NOUNS:
            return False
        if mask & VERBAL and mask & PAST_FORM:
            return True
        before = sheet.lowers[at - 1]
        third = lower.endswith("s")
        if not (mask & (CONTENT | PLURAL) or third) or not sheet.kinds[at - 1] & WORD or before in NO_VERB_AFTER:
            return False
        if mask & PLURAL and not third and before in PLURAL_SUBJECTS:
            return True
        if lower in SURE and (third or (before.endswith("s") and before[-2:] != "'s")):
            return True
        if at + 1 >= len(sheet.words):
            return False
        if before[-1] == "s" and before[-2:] not in NO_PLURAL and not third and before not in SINGULAR_S:
            # `the rules bar asylum seekers`
            return bool(sheet.kinds[at + 1] & WORD) and sheet.lowers[at + 1] not in AFTER_NOUN
        return bool(sheet.lowers[at + 1] in FOLLOWING or sheet.kinds[at + 1] & CAPITAL)

    def has_object(self, at: int) -> bool:
        """Tell whether a verb that does without an object has one (`closed the clinic`, not `closed in May`)."""
        sheet = self.sheet
        if at + 1 == len(sheet.lowers) or (at and sheet.lowers[at - 1] in BE):
            return False
        return sheet.lowers[at + 1] in DETERMINERS or bool(sheet.kinds[at + 1] & (FIGURE | CAPITAL))

    def weigh(self, low: int, high: int) -> Weight:
        """Return what speaks for and against a clause."""
        figures = 0
        if self.figured.find(1, low, high) >= 0:
            values = self.figures[low:high]
            figures = max(values) + (len(values) - values.count(0) > 1)
        number = bisect_left(self.weights, low)
        classes = opinions = firsts = 0
        masks = self.masks[number : bisect_left(self.weights, high, number)]
        for mask in masks:
            classes |= mask
        names = self.names.count(1, low, high)
        points = figures + min(MOST, names)
        if classes:
            points += class_points(classes, figures)
            if classes & AGAINST:
                for mask in masks:
                    opinions += mask & OPINION
                    firsts += mask & FIRST > 0
                points -= 2 * min(opinions, 3) + min(firsts, MOST)
        if self.old_years and bisect_left(self.old_years, low) < bisect_left(self.old_years, high):
            points = min(points - 3, 2)
        return points, classes, figures, opinions


def old_years(sheet: Sheet) -> list[int]:
    """Return the tokens that are years before 1990, except after `since`."""
    words, lowers = sheet.words, sheet.lowers
    return [
        at
        for at in sheet.where(FIGURE)
        if len(words[at]) == YEAR and "1000" < words[at] < "1990" and words[at].isdigit() and lowers[at - 1] != "since"
    ]
