"""Holders of a stance: the subject of a verb, the owner or the author of a noun, as entities of the cast."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.nominals import described, nominal_span
from onrecord_baselines.rules.quotations.pronouns import OWNERS, pronoun
from onrecord_baselines.rules.quotations.sources import Phrase, head_of, source_after
from onrecord_baselines.rules.stances.subjectof import FAR, NO_PERSON, animate, is_name, phrase_ending
from onrecord_baselines.rules.text.classes import CAPITAL, ROLE
from onrecord_baselines.rules.text.words import word_map

HOLDERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
DENIED = frozenset(("no", "nobody", "none", "neither", "nor"))
PLACING = frozenset(("across", "around", "throughout", "along", "near", "outside", "inside", "behind"))
PRONOUNS = word_map("pronouns")
MOST_JOINED = 6


class Holders:
    """Finds the entities that phrases stand for; remembers the last holder for `they`."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.sheet = cast.sheet
        self.last: int | None = None
        # Unnamed groups that quotations or earlier acts have met, by the end of their mention.
        self.met = {
            mention[1]: cluster.number
            for cluster in cast.clusters
            if cluster.type is None
            for mention in cluster.mentions
            if mention[2] == "nominal"
        }

    def of_phrase(self, phrase: Phrase | None) -> list[int]:
        """Return the entities of a phrase, each conjunct by itself; only people, groups and bodies."""
        if phrase is None:
            return []
        phrase = self.widened(phrase)
        if phrase.first > 1 and self.sheet.lowers[phrase.first - 1] in ("from", "of", "in", "among"):
            before = self.sheet.lowers[max(0, phrase.first - 4) : phrase.first - 1]
            if before[-1:] in (["nobody"], ["none"], ["neither"]) or before[-2:] == ["no", "one"]:
                return []
        joint = phrase.first - 1 - (self.sheet.lowers[phrase.first - 1] == "the")
        if self.sheet.lowers[phrase.first] in DENIED or (joint >= 0 and self.sheet.lowers[joint] == "nor"):
            return []
        found = self.listed(phrase)
        if found:
            self.last = found[0]
            return found
        for part in self.conjuncts(phrase):
            entity = self.one(part)
            if entity is not None and entity not in found:
                found.append(entity)
        if found:
            self.last = found[0]
        return found

    def listed(self, phrase: Phrase) -> list[int]:
        """Return the holders of a list that opens a sentence (`guides, hoteliers and the Alpine Club`), or none."""
        sheet = self.sheet
        low = sheet.ranges[sheet.unit_of[phrase.first]][0]
        last = phrase.head_last
        if not 2 < last - low < FAR or "," not in sheet.words[low:last] or sheet.finite.find(1, low, last) >= 0:
            return []
        names = self.cast.names_in(sheet.starts[low], sheet.ends[last - 1])
        cuts = [
            at
            for at in range(low, last)
            if (sheet.lowers[at] in (",", "and")) and not any(name.first <= at < name.last for name in names)
        ]
        if not cuts or sheet.lowers[cuts[-1]] != "and":
            return []
        found: list[int] = []
        first = low
        for cut in [*cuts, last]:
            if cut > first:
                entity = self.one(Phrase(first, cut, cut))
                if entity is None and found and self.plural_noun(cut - 1):
                    entity = described(self.cast, Phrase(first, cut, cut), sheet.lowers[cut - 1])
                if entity is None:
                    return []
                found.append(entity)
            first = cut + 1
        return found

    def plural_noun(self, at: int) -> bool:
        """Tell whether a token is a plural that may name people."""
        lower = self.sheet.lowers[at]
        return (
            lower.endswith("s") and not lower.endswith("ss") and lower not in NO_PERSON and not is_name(self.sheet, at)
        )

    def widened(self, phrase: Phrase) -> Phrase:
        """Return a phrase with the whole of a name that it begins inside of, and with names joined before it."""
        sheet, first = self.sheet, phrase.first
        low = sheet.ranges[sheet.unit_of[first]][0]
        if first - 2 > low and sheet.lowers[first - 1] in PLACING:
            # `superintendents from across the state have asked`.
            end = first - 2 - (sheet.lowers[first - 2] == "from")
            outer = phrase_ending(sheet, end, low)
            return outer if outer is not None and animate(self.sheet, end) else phrase
        places = self.cast.names_in(sheet.starts[max(low, first - FAR)], sheet.ends[first])
        for name in reversed(places):
            if name.first <= first < name.last:
                first = name.first
            joint = first - 1 if first > low and sheet.lowers[first - 1] == "the" else first
            if (
                joint - 1 <= low
                or sheet.lowers[joint - 1] not in ("and", ",")
                or name.last not in (joint - 1, joint - 2)
            ):
                continue
            if sheet.lowers[name.last] not in ("and", ",") or sheet.lowers[joint - 1] == ",":
                continue
            if sheet.finite.find(1, low, name.last) >= 0 or not self.fits(name.entity):
                break
            first = name.first
        return Phrase(first, phrase.last, phrase.head_last)

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
        final = names[-1] if names else None
        if (
            final is not None
            and final.last == head_last
            and cast.clusters[final.entity].type == "PERSON"
            and sheet.traits[final.first - 1] & ROLE
            and final.first > first
        ):
            # `Bank of Leeds chairman Roy Peel`.
            return final.entity
        for name in names:
            if name.first <= head < name.last or name.last == head_last == head + 1:
                return name.entity if self.fits(name.entity) else None
        for name in names:
            inside = head_last <= name.first <= head_last + 3
            if inside and head_last < last and cast.clusters[name.entity].type == "PERSON":
                return name.entity
        if head_last < last and names and names[-1].first >= head_last:
            return None
        if not animate(self.sheet, head):
            return None
        end = nominal_span(cast, phrase)[1]
        entity = self.met.get(end)
        if entity is None:
            entity = described(cast, phrase, sheet.lowers[head])
            if entity is not None:
                self.met[end] = entity
        return entity if entity is not None and self.fits(entity) else None

    def fits(self, entity: int) -> bool:
        """Tell whether an entity can hold a stance."""
        cluster = self.cast.clusters[entity]
        return cluster.type in HOLDERS if cluster.type else cluster.kind != "document"

    def owner(self, at: int) -> int | None:
        """Return the entity of `his`, `her`, `its` or `their`; unlike ``pronoun``, it meets no unnamed group anew."""
        sheet, cast = self.sheet, self.cast
        gender = PRONOUNS[OWNERS[sheet.lowers[at]]]
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
            and animate(self.sheet, phrase.last)
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
            at += self.sheet.lowers[at + 1] in ("by", "from")
            phrase = source_after(self.sheet, at + 1, high) if at + 1 < high else None
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
