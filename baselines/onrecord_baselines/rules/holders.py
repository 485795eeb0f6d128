"""Holders of a stance: the subject of a verb, the owner or the author of a noun, as entities of the cast."""

from __future__ import annotations

from .cast import Cast
from .classes import ADVERB, CAPITAL, ENDING, ROLE, WORD
from .kinds import kind_of
from .sources import Phrase, head_of, phrase_start, source_after, source_before
from .speakers import described, pronoun
from .tokens import Sheet
from .verbs import DETERMINERS
from .words import marked, word_map

AGENT_NOUNS = marked("leanings", "against_agent") | marked("leanings", "for_agent")
GROUP_NOUNS = marked("leanings", "group_noun")
NO_PERSON = marked("leanings", "no_person")
LINKS = marked("leanings", "link")
HOLDERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
JOINING = frozenset(("and", "but", "then", "or", "yet"))
WHO = frozenset(("who", "which", "that"))
OWNERS = {"his": "m", "her": "f", "its": "o", "their": "p"}
PRONOUNS = word_map("pronouns")
ROLES = word_map("roles")
ENDS = ("ers", "ors", "ists", "ents", "ants", "ians", "ees", "eers", "men", "women", "ites")
SINGLE_ENDS = ("er", "or", "ist", "ian", "eer")
MOST_JOINED = 6
FAR = 40
DEPTH = 4


def subject_of(sheet: Sheet, verbs: bytearray, at: int, low: int, depth: int = 0) -> Phrase | None:
    """Return the phrase of a verb's subject: before it, before its first conjunct, before `who`, or of `to`'s verb.

    ``verbs`` has 1 for each token that is a finite verb.
    """
    lowers = sheet.lowers
    if depth > DEPTH:
        return None
    before = at - 1
    while before >= low and (lowers[before] in LINKS or (sheet.traits[before] & ADVERB and not is_name(sheet, before))):
        if lowers[before] == "to":
            verb = finite_before(sheet, verbs, before, low)
            return subject_of(sheet, verbs, verb, low, depth + 1) if verb >= 0 else None
        before -= 1
    if before < low:
        return None
    if lowers[before] in WHO:
        end = before - 1 if before > low and lowers[before - 1] != "," else before - 2
        return phrase_ending(sheet, end, low)
    joined = lowers[before] in JOINING or (lowers[before] == "," and lowers[before - 1] in JOINING)
    participle = sheet.traits[at] & ENDING and before == at - 1
    if joined or participle:
        verb = finite_before(sheet, verbs, before, low)
        return subject_of(sheet, verbs, verb, low, depth + 1) if verb >= 0 else None
    if sheet.words[before] == "," and before > low and verbs[before - 1]:
        return subject_of(sheet, verbs, before - 1, low, depth + 1)
    return source_before(sheet, before + 1, low)


def phrase_ending(sheet: Sheet, end: int, low: int) -> Phrase | None:
    """Return the noun phrase whose last token is ``end``."""
    if end < low:
        return None
    first = phrase_start(sheet, end, low)
    return Phrase(first, end + 1, end + 1) if first <= end else None


def finite_before(sheet: Sheet, verbs: bytearray, at: int, low: int) -> int:
    """Return the finite verb next before a token in its sentence, or -1."""
    limit = max(low, at - FAR)
    verb = verbs.rfind(1, limit, at)
    return -1 if verb >= 0 and ";" in sheet.words[verb:at] else verb


def is_name(sheet: Sheet, at: int) -> bool:
    """Tell whether a token has a name's capital."""
    return bool(sheet.kinds[at] & CAPITAL)


class Holders:
    """Finds the entities that phrases stand for; remembers the last holder for `they`."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.sheet = cast.sheet
        self.last: int | None = None

    def of_phrase(self, phrase: Phrase | None) -> list[int]:
        """Return the entities of a phrase, each conjunct by itself; only people, groups and bodies."""
        if phrase is None:
            return []
        found: list[int] = []
        for part in self.conjuncts(phrase):
            entity = self.one(part)
            if entity is not None and entity not in found:
                found.append(entity)
        if found:
            self.last = found[0]
        return found

    def conjuncts(self, phrase: Phrase) -> list[Phrase]:
        """Cut a phrase at `and`s and commas that join two sources, not at one inside a name."""
        lowers = self.sheet.lowers
        names = self.cast.names_in(self.sheet.starts[phrase.first], self.sheet.ends[phrase.last - 1])
        cuts = [
            at
            for at in range(phrase.first + 1, phrase.head_last - 1)
            if lowers[at] == "and" and not any(name.first <= at < name.last for name in names)
        ]
        if not cuts:
            return [phrase]
        parts: list[Phrase] = []
        first = phrase.first
        for cut in [*cuts, phrase.head_last]:
            if cut > first:
                last = phrase.last if cut == phrase.head_last else cut
                parts.append(Phrase(first, last, cut))
            first = cut + 1
        return parts

    def one(self, phrase: Phrase) -> int | None:
        """Return the entity of a phrase without coordination, if it can hold a stance."""
        sheet, cast = self.sheet, self.cast
        first, last, head_last = phrase
        while first < head_last - 1 and sheet.lowers[first] in ("both", "even"):
            first += 1
        phrase = Phrase(first, last, head_last)
        if sheet.lowers[first] in OWNERS and head_last - first == 1:
            return self.owner(first)
        if sheet.lowers[first] in PRONOUNS and head_last - first == 1:
            entity = pronoun(cast, first, self.last)
            return entity if entity is not None and self.fits(entity) else None
        head = head_of(sheet, phrase)
        names = cast.names_in(sheet.starts[first], sheet.ends[last - 1])
        for name in names:
            if name.first <= head < name.last or name.last == head_last == head + 1:
                return name.entity if self.fits(name.entity) else None
        for name in names:
            inside = head_last <= name.first <= head_last + 3
            if inside and head_last < last and cast.clusters[name.entity].type == "PERSON":
                return name.entity
        if head_last < last and names and names[-1].first >= head_last:
            return None
        if not self.animate(head):
            return None
        entity = described(cast, phrase, sheet.lowers[head])
        return entity if entity is not None and self.fits(entity) else None

    def fits(self, entity: int) -> bool:
        """Tell whether an entity can hold a stance."""
        cluster = self.cast.clusters[entity]
        return cluster.type in HOLDERS if cluster.type else cluster.kind != "document"

    def animate(self, head: int) -> bool:
        """Tell whether a common noun names a person, a group or a body."""
        sheet = self.sheet
        lower = sheet.lowers[head]
        if not sheet.kinds[head] & WORD or lower in NO_PERSON or lower in DETERMINERS:
            return False
        if sheet.traits[head] & ROLE:
            return kind_of(lower) != "document"
        if lower in GROUP_NOUNS or lower in AGENT_NOUNS:
            return True
        single = lower.removesuffix("s")
        if single in ROLES:
            return ROLES[single] != "document"
        return len(lower) > 5 and lower.endswith(ENDS)

    def owner(self, at: int) -> int | None:
        """Return the entity of `his`, `her`, `its` or `their`."""
        sheet, cast = self.sheet, self.cast
        gender = OWNERS[sheet.lowers[at]]
        start = sheet.starts[at]
        if gender in ("m", "f"):
            found = cast.subject_person(at, gender)
            return found if found is not None else cast.told_before(start, "PERSON", gender)
        if gender == "o":
            return cast.told_before(start, "ORG")
        return self.last if self.last is not None and cast.is_several(self.last) else None

    def before_apostrophe(self, at: int, low: int) -> list[int]:
        """Return the owners in `Ana Ruiz's campaign`, ``at`` being the token of `'s`."""
        return self.of_phrase(phrase_ending(self.sheet, at - 1, low))

    def after(self, at: int, high: int) -> list[int]:
        """Return the holders that the phrases at a token name (`from the union, tenants and the mayor`)."""
        phrase = source_after(self.sheet, at, high)
        if (
            phrase is not None
            and phrase.last < high
            and self.animate(phrase.last)
            and not self.sheet.kinds[at] & CAPITAL
        ):
            # `by six states`: a plural that looks like a verb.
            phrase = Phrase(phrase.first, phrase.last + 1, phrase.last + 1)
        if phrase is not None and phrase.last < high and self.sheet.words[phrase.last - 1].endswith("."):
            # `by Rep. Carla Mott`: a title with its stop, then the name.
            names = self.cast.names_in(self.sheet.starts[phrase.last], self.sheet.ends[high - 1])
            if names and names[0].first == phrase.last:
                phrase = Phrase(phrase.first, names[0].last, names[0].last)
        found = self.of_phrase(phrase)
        while phrase is not None and found and len(found) < MOST_JOINED:
            at = phrase.last
            if at + 1 < high and self.sheet.words[at] == "," and self.sheet.lowers[at + 1] == "and":
                at += 1
            if at + 1 >= high or self.sheet.lowers[at] not in (",", "and"):
                break
            phrase = source_after(self.sheet, at + 1, high)
            if phrase is None or self.follows_verb(phrase.last, high):
                break
            more = self.of_phrase(phrase)
            found += (each for each in more if each not in found)
            if not more:
                break
        return found

    def follows_verb(self, at: int, high: int) -> bool:
        """Tell whether a phrase is the subject of a verb that follows it, and so no conjunct."""
        return at < high and bool(self.sheet.finite[at])
