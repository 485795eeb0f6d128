"""A deliberately naive scorer in pure Python, written from the definition of the measures alone, to test the fast one.

It scores a list of (document, gold record, predicted record or None) in the track ``text``. Sets of characters stand
for spans, every pairing is searched completely, and every ratio is a ``Fraction`` until it is returned. It is meant
for small documents: up to about eight items a side. Run as a script, it checks itself on random cases.

Where the definition is silent or can be read in two ways, this is the reading taken here:

 1. The pairing of mentions names no last rule for ties; it takes the least list of pairs, as quotations do, both
    sides sorted by (start, end, form), forms compared as strings, and equal mentions by the order of their entities.
    Sums of IoU and of 2|K∩R|/(|K|+|R|) are in fixed point wherever they are compared.
 2. "The least list of pairs" of entities sorts both sides by their lists of mentions in that same order, never by id
    or by place in the file. A list that is the beginning of another is the lesser one. Entities of equal lists are
    sorted by type, as strings, no type as the empty one.
 3. Overlap of entity mentions (partial, type) and the pairing of mentions are of code points, spaces included.
 4. Partial precision and recall are credit/predicted and credit/gold, with half credit for a mere overlap.
 5. Clusters: an entity is the set of offsets of its names; entities without a name are no cluster. A prediction may
    give one offset to two entities of different types: the first, in the order of reading 2, has it, and for the
    others it is a name that the gold does not have. (Taken as written, B³ and LEA could exceed 1.)
    The F1 of B³ and LEA is the harmonic mean of their P and R; 0 if one is undefined and the other not, or both are 0.
    LEA is rounded once for each cluster, after its sum over R.
 6. A quotation's place in "sorted by spans" is its content spans, each quotation's own spans sorted first.
 7. Exact quotations are counted among the pairs of the one pairing, not by a pairing of their own.
 8. A missing predicted type is wrong in type accuracy.
 9. The IoU rule on two spans without any alnum character (cues, sources, claims) does not hold: 0/0 is undefined.
10. An unpaired gold quotation is a miss in attribution only if its speaker is given.
11. Many to one: a predicted entity stands for the gold one that holds most of its paired mentions; then for that of
    the greatest 2|K∩R|/(|K|+|R|), then the first in the order of reading 2; with no paired mention for none.
12. Characters with the right speaker use the one-to-one standing; alnum characters alone, and on each side only
    quotations of that side. A character outside all quotations of a side has no speaker on that side.
13. Source form: the mention lies wholly inside the source span; a value, no mention inside, or no source is "none".
14. Only holders that are entities count in the stance headline, label accuracy, ``found`` and ``gold_pairs`` (all
    their gold pairs, neutral ones too). The label None or "silent" is no side. A target is seen by its exact text.
    A stance counts in the row of the gold holder, a predicted one whose holder stands for nobody in that of its own
    holder. ``holder.*.gold_pairs`` has neutral pairs too.
15. A stance, speaker or claimant that no entity backs (entities unset) stands for nobody.
16. A record's unit scores are used if it has them, else its claims' labels, else it is a missing document; scores are
    rounded to four decimals. MAP gives missing documents 0, and MAP and P@5 are rounded to fixed point for each
    document. All units of all documents count in the prevalence. ``unit_scores`` with no claims anywhere leave unit,
    span and claimant numbers undefined.
17. Units without titles: a unit is left out, with its predictions, if it has gold claims and all are titles.
18. Claims are sorted by (start, end, title) for the least list of pairs.
19. A claim is inside a quotation if it has alnum characters outside cue and source and all of these are content, so
    one that a cue covers wholly is not inside, even where the cue lies over content.
20. Sides are compared by target id. Two speakers are right in a chain if both are none or they stand for each other.
21. If a task is not submitted all its numbers are None, counts and prevalence included. Attribution needs quotes
    and entities, stance stances alone, entities entities, record all four layers; layers that are unset count as empty.
22. A speaker's name is seen if any of the mentions of form name of its gold entity has the words, case folded, of a
    mention of form name in train. Speakers without such a mention are neither seen nor unseen.
23. A unit is disputed if any of its gold claims is, whatever their worth. Words are runs of non-space characters.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, permutations
from typing import TypeAlias

from msgspec import UnsetType
from msgspec.structs import replace

from onrecord.layers import (
    ENTITY_TYPES,
    Claim,
    Document,
    Entity,
    EntityType,
    Mention,
    Quote,
    Record,
    Span,
    Stance,
    Target,
)

Case: TypeAlias = tuple[Document, Record, Record | None]
Scored: TypeAlias = tuple[Document, Record, Record]
Training: TypeAlias = Sequence[tuple[Document, Record]]
Number: TypeAlias = Fraction | int | None
Numbers: TypeAlias = dict[str, Number]
Pairs: TypeAlias = tuple[tuple[int, int], ...]
Weight: TypeAlias = tuple[int, ...] | None
Typed: TypeAlias = tuple[int, int, str | None]
Cluster: TypeAlias = frozenset[tuple[int, int, int]]

S = 720720
"""The fixed point: the least common multiple of 1 to 16."""

QUOTE_ROWS = ("direct", "indirect", "mixed", "untyped")
SOURCE_FORMS = ("name", "nominal", "pronoun", "none")
HOLDERS = ("person", "group", "organization", "document", "other")
LENGTHS = ("short", "medium", "long")


# Arithmetic


def fixed(value: Fraction) -> int:
    """Return a fraction in fixed point, rounded half up."""
    return (value * S + Fraction(1, 2)).__floor__()


def ratio(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    """Return part/whole, or None if the whole is nothing."""
    return Fraction(part) / Fraction(whole) if whole else None


def prf(name: str, tp: Fraction | int, fp: Fraction | int, fn: Fraction | int) -> Numbers:
    """Return the three numbers ``name.p``, ``name.r`` and ``name.f1`` (or bare ``p``, ``r``, ``f1``)."""
    dot = f"{name}." if name else ""
    return {
        f"{dot}p": ratio(tp, tp + fp),
        f"{dot}r": ratio(tp, tp + fn),
        f"{dot}f1": ratio(2 * tp, 2 * tp + fp + fn),
    }


def harmonic(name: str, p: Fraction | None, r: Fraction | None) -> Numbers:
    """Return P, R and their harmonic mean, for measures whose P and R have no tp in common."""
    f1: Fraction | None
    if p is None and r is None:
        f1 = None
    elif not p or not r:
        f1 = Fraction(0)
    else:
        f1 = 2 * p * r / (p + r)
    return {f"{name}.p": p, f"{name}.r": r, f"{name}.f1": f1}


def mean(values: Iterable[Number]) -> Fraction | None:
    """Return the mean of the values that are defined, or None if none is."""
    defined = [Fraction(value) for value in values if value is not None]
    return ratio(sum(defined, Fraction(0)), len(defined))


# Pairing


def best_pairing(left: int, right: int, weight: Callable[[int, int], Weight], width: int) -> Pairs:
    """Pair ``range(left)`` with ``range(right)`` one to one, searching completely.

    ``weight(i, j)`` is None if the two may not pair, else a tuple of ``width`` integers. The pairing has the greatest
    sum of weights, compared place by place, and among those it is the lexicographically least list of pairs.
    """
    table = {(i, j): weight(i, j) for i in range(left) for j in range(right)}

    @cache
    def search(i: int, used: frozenset[int]) -> tuple[tuple[int, ...], Pairs]:
        if i == left:
            return (0,) * width, ()
        best_total, best_pairs = search(i + 1, used)
        for j in range(right):
            gain = table[i, j]
            if j in used or gain is None:
                continue
            rest_total, rest_pairs = search(i + 1, used | {j})
            total = tuple(a + b for a, b in zip(gain, rest_total, strict=True))
            pairs = ((i, j), *rest_pairs)
            if total > best_total or (total == best_total and pairs < best_pairs):
                best_total, best_pairs = total, pairs
        return best_total, best_pairs

    return search(0, frozenset())[1]


def iou_weight(a: frozenset[int], b: frozenset[int]) -> Weight:
    """Return (1, IoU in fixed point) if two sets of characters may pair, else None."""
    shared, union = len(a & b), len(a | b)
    if not union or 2 * shared < union:
        return None
    return 1, fixed(Fraction(shared, union))


def iou_pairs(gold: Sequence[frozenset[int]], predicted: Sequence[frozenset[int]]) -> Pairs:
    """Pair sets of characters at IoU >= .5: the most pairs, the greatest sum of IoU, the least list."""
    return best_pairing(len(gold), len(predicted), lambda i, j: iou_weight(gold[i], predicted[j]), 2)


# Reading records


def entities_of(record: Record) -> tuple[Entity, ...]:
    """Return a record's entities, none if unset."""
    return () if isinstance(record.entities, UnsetType) else record.entities


def quotes_of(record: Record) -> list[Quote]:
    """Return a record's quotations sorted by spans, none if unset."""
    return [] if isinstance(record.quotes, UnsetType) else sorted(record.quotes, key=quote_key)


def stances_of(record: Record) -> tuple[Stance, ...]:
    """Return a record's stances, none if unset."""
    return () if isinstance(record.stances, UnsetType) else record.stances


def claims_of(record: Record) -> list[Claim]:
    """Return a record's claims sorted by (start, end, title), none if unset."""
    if isinstance(record.claims, UnsetType):
        return []
    return sorted(record.claims, key=lambda claim: (claim.start, claim.end, claim.title))


def quote_key(quote: Quote) -> list[tuple[int, int]]:
    """Return what quotations are sorted by: their sorted content spans."""
    return sorted((span.start, span.end) for span in quote.content)


def mention_key(mention: Mention) -> tuple[int, int, str]:
    """Return what mentions are sorted by."""
    return mention.start, mention.end, mention.form


def entity_key(entity: Entity) -> tuple[list[tuple[int, int, str]], str]:
    """Return what entities are sorted by: their sorted mentions, then their type."""
    return sorted(mention_key(mention) for mention in entity.mentions), entity.type or ""


def entity_named(record: Record, id_: str) -> Entity | None:
    """Return the entity that has an id, None if there is none."""
    return next((entity for entity in entities_of(record) if entity.id == id_), None)


def names_of(document: Document, entities: Iterable[Entity]) -> set[str]:
    """Return the words of mentions of form name, case folded."""
    return {
        document.text[mention.start : mention.end].casefold()
        for entity in entities
        for mention in entity.mentions
        if mention.form == "name"
    }


def letters(document: Document, spans: Iterable[Span | Claim | None]) -> frozenset[int]:
    """Return the places of the alnum code points that the spans cover."""
    return frozenset(
        place
        for span in spans
        if span is not None
        for place in range(span.start, span.end)
        if document.text[place].isalnum()
    )


def content_of(document: Document, quote: Quote) -> frozenset[int]:
    """Return a quotation's characters."""
    return letters(document, quote.content)


def pair_quotes(document: Document, gold: Sequence[Quote], predicted: Sequence[Quote]) -> Pairs:
    """Return the pairing of quotations that serves quotes, attribution and record; both sides sorted by spans."""
    return iou_pairs([content_of(document, q) for q in gold], [content_of(document, q) for q in predicted])


def standing(gold: Record, predicted: Record) -> tuple[dict[str, str], dict[str, str]]:
    """Return which gold entity each predicted one stands for: one to one, and many to one."""
    left, right = sorted(entities_of(gold), key=entity_key), sorted(entities_of(predicted), key=entity_key)
    flat_left = sorted((mention_key(m), i) for i, e in enumerate(left) for m in e.mentions)
    flat_right = sorted((mention_key(m), j) for j, e in enumerate(right) for m in e.mentions)
    mention_pairs = iou_pairs(
        [frozenset(range(key[0], key[1])) for key, _ in flat_left],
        [frozenset(range(key[0], key[1])) for key, _ in flat_right],
    )
    shared = Counter((flat_left[a][1], flat_right[b][1]) for a, b in mention_pairs)

    def weight(i: int, j: int) -> Weight:
        if not shared[i, j]:
            return None
        return shared[i, j], fixed(Fraction(2 * shared[i, j], len(left[i].mentions) + len(right[j].mentions)))

    one = {right[j].id: left[i].id for i, j in best_pairing(len(left), len(right), weight, 2)}
    many: dict[str, str] = {}
    for j, entity in enumerate(right):
        best: tuple[int, ...] = (0, 0)
        for i, candidate in enumerate(left):
            gain = weight(i, j)
            if gain is not None and gain > best:
                best = gain
                many[entity.id] = candidate.id
    return one, many


def stand_for_each_other(stands: Mapping[str, str], gold: str | None, predicted: str | None) -> bool:
    """Tell whether both entities are given and the predicted one stands for the gold one."""
    return gold is not None and predicted is not None and stands.get(predicted) == gold


@dataclass(frozen=True)
class Join:
    """How a prediction's quotations and entities meet the gold ones; only this differs between the tracks."""

    quotes: Callable[[Document, Sequence[Quote], Sequence[Quote]], Pairs]
    """The pairs of quotations, both sides sorted by spans."""
    entities: Callable[[Record, Record], tuple[dict[str, str], dict[str, str]]]
    """Which gold entity each predicted one stands for: one to one, and many to one."""
    reporting: Callable[[Quote, Quote], Quote]
    """Of a pair (gold, predicted), the quotation whose cue and source are left out of the predicted one's claims."""


BY_TEXT = Join(pair_quotes, standing, lambda _, predicted: predicted)
"""The join of the track ``text``: by what the spans cover."""


# entities


def count_scheme(cases: Sequence[Scored], kind: str, only: str | None) -> tuple[Fraction, int, int]:
    """Return (credit, gold, predicted) of one scheme over names and values, of one type if ``only`` is given."""
    credit, n_gold, n_predicted = Fraction(0), 0, 0
    for _, gold, predicted in cases:
        sides: list[list[Typed]] = [
            [
                (mention.start, mention.end, entity.type)
                for entity in entities_of(record)
                for mention in entity.mentions
                if mention.form in ("name", "value") and only in (None, entity.type)
            ]
            for record in (gold, predicted)
        ]
        left, right = sides
        n_gold += len(left)
        n_predicted += len(right)

        def weight(i: int, j: int, left: list[Typed] = left, right: list[Typed] = right) -> Weight:
            (a_start, a_end, a_type), (b_start, b_end, b_type) = left[i], right[j]
            if not set(range(a_start, a_end)) & set(range(b_start, b_end)):
                return None
            if kind == "type":
                return (1,) if a_type == b_type else None
            return (2,) if (a_start, a_end) == (b_start, b_end) else (1,)

        if kind == "strict":
            credit += sum((Counter(left) & Counter(right)).values())
        elif kind == "exact":
            credit += sum((Counter(m[:2] for m in left) & Counter(m[:2] for m in right)).values())
        else:
            pairs = best_pairing(len(left), len(right), weight, 1)
            total = sum((weight(i, j) or (0,))[0] for i, j in pairs)
            credit += Fraction(total, 2) if kind == "partial" else total
    return credit, n_gold, n_predicted


def clusters(record: Record) -> list[Cluster]:
    """Return each entity's set of names, each as (start, end, number), entities without a name left out.

    The number says how often the same offsets stood in an entity before, in the order of reading 2.
    """
    found: list[Cluster] = []
    before: Counter[tuple[int, int]] = Counter()
    for entity in sorted(entities_of(record), key=entity_key):
        names = [(m.start, m.end) for m in entity.mentions if m.form == "name"]
        cluster = frozenset((*place, before[place]) for place in names)
        before.update(names)
        if cluster:
            found.append(cluster)
    return found


def b_cubed(keys: Sequence[Cluster], found: Sequence[Cluster]) -> int:
    """Return the B³ numerator of one document's clusters."""
    return sum(fixed(Fraction(len(k & r) ** 2, len(k))) for k in keys for r in found)


def lea(keys: Sequence[Cluster], found: Sequence[Cluster]) -> int:
    """Return the LEA numerator of one document's clusters."""
    total = 0
    for k in keys:
        if len(k) == 1:
            share = Fraction(sum(r == k for r in found))
        else:
            links = sum(1 for r in found for _ in combinations(k & r, 2))
            share = Fraction(links, sum(1 for _ in combinations(k, 2)))
        total += fixed(len(k) * share)
    return total


def ceaf_e(keys: Sequence[Cluster], found: Sequence[Cluster]) -> int:
    """Return the CEAF-e numerator of one document's clusters."""

    def weight(i: int, j: int) -> Weight:
        shared = len(keys[i] & found[j])
        return (fixed(Fraction(2 * shared, len(keys[i]) + len(found[j]))),) if shared else None

    return sum((weight(i, j) or (0,))[0] for i, j in best_pairing(len(keys), len(found), weight, 1))


def named_spans(document: Document, record: Record, known: set[str], seen: bool) -> Counter[Typed]:
    """Return the mentions of form name whose words are, or are not, among the known names."""
    return Counter(
        (mention.start, mention.end, entity.type)
        for entity in entities_of(record)
        for mention in entity.mentions
        if mention.form == "name" and (document.text[mention.start : mention.end].casefold() in known) == seen
    )


def score_entities(cases: Sequence[Scored], training: Training | None) -> Numbers:
    """Return the numbers of the entity task."""
    numbers: Numbers = {}
    known = {name for document, record in training or () for name in names_of(document, entities_of(record))}
    for row, seen in (("seen_names", True), ("unseen_names", False)):
        sides = [(named_spans(d, g, known, seen), named_spans(d, p, known, seen)) for d, g, p in cases]
        tp = sum((g & p).total() for g, p in sides)
        fp, fn = (sum(side[end].total() for side in sides) - tp for end in (1, 0))
        numbers |= prf(row, tp, fp, fn) if training is not None else prf(row, 0, 0, 0)
    for kind in ("strict", "exact", "partial", "type"):
        credit, n_gold, n_predicted = count_scheme(cases, kind, None)
        numbers |= prf(kind, credit, n_predicted - credit, n_gold - credit)
    for kind in ("strict", "type"):
        for label in ENTITY_TYPES:
            credit, n_gold, n_predicted = count_scheme(cases, kind, label)
            numbers |= prf(f"{kind}.by_type.{label}", credit, n_predicted - credit, n_gold - credit)
    both = [(clusters(gold), clusters(predicted)) for _, gold, predicted in cases]
    gold_names = S * sum(len(k) for keys, _ in both for k in keys)
    predicted_names = S * sum(len(r) for _, found in both for r in found)
    for name, measure in (("b3", b_cubed), ("lea", lea)):
        recall = ratio(sum(measure(keys, found) for keys, found in both), gold_names)
        precision = ratio(sum(measure(found, keys) for keys, found in both), predicted_names)
        numbers |= harmonic(name, precision, recall)
    similarity = sum(ceaf_e(keys, found) for keys, found in both)
    n_gold, n_predicted = S * sum(len(keys) for keys, _ in both), S * sum(len(found) for _, found in both)
    return numbers | prf("ceafe", similarity, n_predicted - similarity, n_gold - similarity)


# quotes


def score_quotes(cases: Sequence[Scored]) -> Numbers:
    """Return the numbers of the quotation task."""
    tp, fp, fn = Counter[str](), Counter[str](), Counter[str]()
    pairs_seen, type_right = 0, 0
    for document, gold_record, predicted_record in cases:
        gold, predicted = quotes_of(gold_record), quotes_of(predicted_record)
        pairs = pair_quotes(document, gold, predicted)
        gold_chars = {place for quote in gold for place in content_of(document, quote)}
        predicted_chars = {place for quote in predicted for place in content_of(document, quote)}
        tp["characters"] += len(gold_chars & predicted_chars)
        fp["characters"] += len(predicted_chars - gold_chars)
        fn["characters"] += len(gold_chars - predicted_chars)
        exact = [(i, j) for i, j in pairs if content_of(document, gold[i]) == content_of(document, predicted[j])]
        for name, right in (("content", pairs), ("exact", exact)):
            tp[name] += len(right)
            fp[name] += len(predicted) - len(right)
            fn[name] += len(gold) - len(right)
        for i, j in pairs:
            g, p = gold[i], predicted[j]
            pairs_seen += 1
            type_right += g.type == p.type
            tp[g.type or "untyped"] += 1
            for name, a, b in (("cue", g.cue, p.cue), ("source", g.source, p.source)):
                if a and b and iou_weight(letters(document, [a]), letters(document, [b])) is not None:
                    tp[name] += 1
                else:
                    fn[name] += a is not None
                    fp[name] += b is not None
        for side, quotes, miss in ((0, gold, fn), (1, predicted, fp)):
            paired = {pair[side] for pair in pairs}
            for index, quote in enumerate(quotes):
                if index not in paired:
                    miss[quote.type or "untyped"] += 1
                    miss["cue"] += quote.cue is not None
                    miss["source"] += quote.source is not None
    numbers: Numbers = {"type_accuracy": ratio(type_right, pairs_seen)}
    for name in ("content", "exact", "characters", "cue", "source"):
        numbers |= prf(name, tp[name], fp[name], fn[name])
    for name in QUOTE_ROWS:
        numbers |= prf(f"by_type.{name}", tp[name], fp[name], fn[name])
    return numbers


# attribution


def innermost_speaker(document: Document, quotes: Sequence[Quote], place: int) -> str | None:
    """Return the speaker of the shortest quotation (of equals the last by spans) that holds a character."""
    best: Quote | None = None
    for quote in quotes:
        content = content_of(document, quote)
        if place in content and (best is None or len(content) <= len(content_of(document, best))):
            best = quote
    return best.speaker if best else None


def source_form(quote: Quote, entities: Iterable[Entity]) -> str:
    """Return the form of the speaker's mention inside the source span, the best one there is."""
    if quote.source is None:
        return "none"
    inside = {
        mention.form
        for entity in entities
        if entity.id == quote.speaker
        for mention in entity.mentions
        if quote.source.start <= mention.start and mention.end <= quote.source.end
    }
    return next((form for form in ("name", "nominal", "pronoun") if form in inside), "none")


def score_attribution(cases: Sequence[Scored], training: Training | None, join: Join = BY_TEXT) -> Numbers:
    """Return the numbers of the attribution task."""
    tp, fp, fn = Counter[str](), Counter[str](), Counter[str]()
    right, given = Counter[str](), Counter[str]()
    known = {name for document, record in training or () for name in names_of(document, entities_of(record))}
    for document, gold_record, predicted_record in cases:
        gold, predicted = quotes_of(gold_record), quotes_of(predicted_record)
        one, many = join.entities(gold_record, predicted_record)
        gold_named = {entity.id for entity in entities_of(gold_record) if entity.type is not None}
        predicted_named = {entity.id for entity in entities_of(predicted_record) if entity.type is not None}
        pairs = join.quotes(document, gold, predicted)
        for i, j in pairs:
            g, p = gold[i].speaker, predicted[j].speaker
            hit = stand_for_each_other(one, g, p)
            kind = f"by_type.{gold[i].type or 'untyped'}"
            if g is None:
                given["no_speaker"] += 1
                right["no_speaker"] += p is None
                for row in ("all", kind):
                    fp[row] += p is not None
                fp["named"] += p in predicted_named
                continue
            form = source_form(gold[i], entities_of(gold_record))
            names = names_of(document, [e for e in entities_of(gold_record) if e.id == g])
            for row in ("all", kind, form, "nameless" if not names else "seen" if names & known else "unseen"):
                given[row] += 1
                right[row] += hit
            right["many"] += stand_for_each_other(many, g, p)
            for row in ("all", kind):
                tp[row] += hit
                fn[row] += not hit
                fp[row] += p is not None and not hit
            tp["named"] += hit and g in gold_named
            fn["named"] += not hit and g in gold_named
            fp["named"] += not hit and p in predicted_named
        for side, quotes, miss, named in ((0, gold, fn, gold_named), (1, predicted, fp, predicted_named)):
            for index, quote in enumerate(quotes):
                if index not in {pair[side] for pair in pairs}:
                    for row in ("all", f"by_type.{quote.type or 'untyped'}"):
                        miss[row] += quote.speaker is not None
                    miss["named"] += quote.speaker in named
        for place in range(len(document.text)):
            g, p = innermost_speaker(document, gold, place), innermost_speaker(document, predicted, place)
            hit = stand_for_each_other(one, g, p)
            tp["characters"] += hit
            fn["characters"] += g is not None and not hit
            fp["characters"] += p is not None and not hit
    numbers = prf("", tp["all"], fp["all"], fn["all"])
    for row in ("characters", "named"):
        numbers |= prf(row, tp[row], fp[row], fn[row])
    numbers["speaker_accuracy"] = ratio(right["all"], given["all"])
    numbers["speaker_pairs"] = given["all"]
    numbers["speaker_accuracy_many_to_one"] = ratio(right["many"], given["all"])
    for row, name in (*((form, f"by_source_form.{form}") for form in SOURCE_FORMS), ("no_speaker", "no_speaker")):
        numbers[f"{name}.accuracy"] = ratio(right[row], given[row])
        numbers[f"{name}.pairs"] = given[row]
    for kind in QUOTE_ROWS:
        row = f"by_type.{kind}"
        numbers |= prf(row, tp[row], fp[row], fn[row])
        numbers |= {f"{row}.accuracy": ratio(right[row], given[row]), f"{row}.pairs": given[row]}
    for row in ("seen", "unseen"):
        numbers[f"{row}.accuracy"] = None if training is None else ratio(right[row], given[row])
        numbers[f"{row}.pairs"] = None if training is None else given[row]
    return numbers


# stance


def holder_kind(entity: Entity | None) -> str:
    """Return the row of a holder: its kind, or the kind of its type; a value or nothing at all is "other"."""
    if entity is None:
        return "other"
    if entity.type is None:
        return entity.kind or "other"
    if entity.type in ("ORG", "GPE", "LOC", "FAC", "EVENT"):
        return "organization"
    return {"PERSON": "person", "NORP": "group", "LAW": "document"}.get(entity.type, "other")


def seen_group(document: Document, target: str, training: Training | None) -> str:
    """Tell whether a target's words are a target of train."""
    words = next((t.text for t in document.targets if t.id == target), None)
    return "seen" if any(words == t.text for other, _ in training or () for t in other.targets) else "unseen"


def score_stance(cases: Sequence[Scored], training: Training | None) -> Numbers:
    """Return the numbers of the stance task."""
    tp, fp, fn = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    voice, voice_right, gold_pairs, found, label_right = 0, 0, 0, 0, 0
    pairs_of = Counter[str]()
    for document, gold_record, predicted_record in cases:
        one, _ = standing(gold_record, predicted_record)
        gold, predicted = stances_of(gold_record), stances_of(predicted_record)

        def same(g: Stance, p: Stance, one: dict[str, str] = one) -> bool:
            return g.target == p.target and stand_for_each_other(one, g.holder, p.holder)

        for g in gold:
            if g.holder is None:
                voice += 1
                voice_right += any(p.holder is None and p.target == g.target and p.label == g.label for p in predicted)
                continue
            matches = [p for p in predicted if same(g, p)]
            kind = holder_kind(entity_named(gold_record, g.holder))
            gold_pairs += 1
            pairs_of[kind] += 1
            found += bool(matches)
            label_right += any(p.label == g.label for p in matches)
            if g.label in ("favor", "against"):
                for group in ("all", kind, seen_group(document, g.target, training)):
                    (tp if any(p.label == g.label for p in matches) else fn)[group, g.label] += 1
        for p in predicted:
            if p.holder is not None and p.label in ("favor", "against"):
                true = entity_named(gold_record, one[p.holder]) if p.holder in one else None
                kind = holder_kind(true or entity_named(predicted_record, p.holder))
                for group in ("all", kind, seen_group(document, p.target, training)):
                    fp[group, p.label] += not any(same(g, p) and g.label == p.label for g in gold)
    numbers: Numbers = {
        "article_voice.accuracy": ratio(voice_right, voice),
        "article_voice.pairs": voice,
        "label_accuracy": ratio(label_right, found),
        "found": found,
        "gold_pairs": gold_pairs,
    }
    holders = [(kind, f"holder.{kind}.") for kind in HOLDERS]
    numbers |= {f"{prefix}gold_pairs": pairs_of[kind] for kind, prefix in holders}
    for group, prefix in (("all", ""), ("seen", "seen."), ("unseen", "unseen."), *holders):
        rows: Numbers = {}
        for label in ("favor", "against"):
            rows |= prf(label, tp[group, label], fp[group, label], fn[group, label])
        if group == "all":
            numbers |= rows
        defined = group not in ("seen", "unseen") or training is not None
        numbers[f"{prefix}mean_f1"] = mean((rows["favor.f1"], rows["against.f1"])) if defined else None
    return numbers


# claims


def unit_claims(unit: tuple[int, int], claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims inside a unit."""
    return [claim for claim in claims if unit[0] <= claim.start and claim.end <= unit[1]]


def worth_rank(claims: Iterable[Claim]) -> int:
    """Return the highest worth of some claims: 2 for check-worthy, 1 for factual, 0 for none."""
    return max((2 if claim.worth == "check-worthy" else 1 for claim in claims), default=0)


def unit_scores(document: Document, record: Record) -> list[Fraction] | None:
    """Return each unit's score, or None for a missing document."""
    if not isinstance(record.unit_scores, UnsetType):
        return [Fraction(str(round(score, 4))) for score in record.unit_scores]
    if isinstance(record.claims, UnsetType):
        return None
    return [Fraction(worth_rank(unit_claims(unit, record.claims)), 2) for unit in document.units]


def average_precision(units: Sequence[tuple[Fraction | None, bool]]) -> Fraction | None:
    """Return average precision over (score or None if never found, positive), ties being one threshold."""
    positives = sum(positive for _, positive in units)
    if not positives:
        return None
    area, hits_before = Fraction(0), 0
    for threshold in sorted({score for score, _ in units if score is not None}, reverse=True):
        above = [positive for score, positive in units if score is not None and score >= threshold]
        area += Fraction(sum(above) - hits_before, positives) * Fraction(sum(above), len(above))
        hits_before = sum(above)
    return area


def precision_at_5(units: Sequence[tuple[Fraction | None, bool]]) -> Fraction:
    """Return the precision of the first five units (or all, if fewer), expected over the orders of tied ones."""
    size = min(5, len(units))
    expected, left = Fraction(0), size
    for threshold in sorted({score for score, _ in units if score is not None}, reverse=True):
        tied = [positive for score, positive in units if score == threshold]
        taken = min(left, len(tied))
        expected += Fraction(sum(tied) * taken, len(tied))
        left -= taken
    return expected / size


def unit_length(document: Document, unit: tuple[int, int]) -> str:
    """Return whether a unit is short (up to 12 words), medium (13 to 25) or long (26 and more)."""
    words = len(re.findall(r"\S+", document.text[slice(*unit)]))
    return "long" if words >= 26 else "medium" if words >= 13 else "short"


def score_claims(cases: Sequence[Scored], has_claims: bool, join: Join = BY_TEXT) -> Numbers:
    """Return the numbers of the claim task; those on claims themselves are None if no record has claims."""
    pooled: list[tuple[Fraction | None, bool]] = []
    undisputed: list[tuple[Fraction | None, bool]] = []
    average_precisions: list[int] = []
    precisions_at_5: list[int] = []
    tp, fp, fn = Counter[str](), Counter[str](), Counter[str]()
    claimant_pairs, claimant_right = 0, 0
    for document, gold_record, predicted_record in cases:
        gold, predicted = claims_of(gold_record), claims_of(predicted_record)
        scores = unit_scores(document, predicted_record)
        found: Sequence[Fraction | None] = [None] * len(document.units) if scores is None else scores
        units: list[tuple[Fraction | None, bool]] = []
        for unit, score in zip(document.units, found, strict=True):
            in_gold, in_predicted = unit_claims(unit, gold), unit_claims(unit, predicted)
            units.append((score, worth_rank(in_gold) == 2))
            undisputed += [] if any(claim.disputed for claim in in_gold) else units[-1:]
            titles_only = bool(in_gold) and all(claim.title for claim in in_gold)
            length = unit_length(document, unit)
            for label, least in (("unit", 1), ("check_worthy", 2)):
                rows = [label, f"by_unit_length.{length}.{label}"]
                rows += [] if any(claim.disputed for claim in in_gold) else [f"undisputed.{label}"]
                rows += [] if titles_only or least == 2 else ["unit_without_titles"]
                wanted, offered = worth_rank(in_gold) >= least, worth_rank(in_predicted) >= least
                for row in rows:
                    tp[row] += wanted and offered
                    fp[row] += offered and not wanted
                    fn[row] += wanted and not offered
        pooled += units
        area = average_precision(units)
        if area is not None:
            average_precisions.append(fixed(area))
            precisions_at_5.append(fixed(precision_at_5(units)))
        pairs = iou_pairs([letters(document, [c]) for c in gold], [letters(document, [c]) for c in predicted])
        tp["spans"] += len(pairs)
        fp["spans"] += len(predicted) - len(pairs)
        fn["spans"] += len(gold) - len(pairs)
        one, _ = join.entities(gold_record, predicted_record)
        for i, j in pairs:
            g, p = gold[i].claimant, predicted[j].claimant
            claimant_pairs += 1
            claimant_right += (g is None and p is None) or stand_for_each_other(one, g, p)
    area = average_precision(pooled)
    prevalence = ratio(sum(positive for _, positive in pooled), len(pooled))
    numbers: Numbers = {
        "average_precision": area,
        "undisputed.average_precision": average_precision(undisputed),
        "prevalence": prevalence,
        "normalised_ap": None if area is None or prevalence is None else ratio(area - prevalence, 1 - prevalence),
        "map": ratio(sum(average_precisions), S * len(average_precisions)),
        "p_at_5": ratio(sum(precisions_at_5), S * len(precisions_at_5)),
    }
    of_claims: Numbers = {}
    both = ("unit", "check_worthy")
    lengths = [f"by_unit_length.{length}.{label}" for length in LENGTHS for label in both]
    for row in (*both, "unit_without_titles", "spans", *lengths, *(f"undisputed.{label}" for label in both)):
        of_claims |= prf(row, tp[row], fp[row], fn[row])
    of_claims["claimant_accuracy"] = ratio(claimant_right, claimant_pairs)
    of_claims["claimant_pairs"] = claimant_pairs
    return numbers | (of_claims if has_claims else dict.fromkeys(of_claims))


# record


def claim_inside(document: Document, claim: Claim, quote: Quote, reporting: Quote) -> bool:
    """Tell whether a claim has characters outside a reporting quotation's cue and source, and all these are content."""
    said = letters(document, [claim]) - letters(document, [reporting.cue, reporting.source])
    return bool(said) and said <= content_of(document, quote)


def sides_of(record: Record, speaker: str | None) -> set[tuple[str, str]]:
    """Return a speaker's set of (target, favor or against); none if there is no speaker."""
    return {
        (stance.target, stance.label)
        for stance in stances_of(record)
        if speaker is not None and stance.holder == speaker and stance.label in ("favor", "against")
    }


def score_record(cases: Sequence[Scored], join: Join = BY_TEXT) -> Numbers:
    """Return the numbers of whole chains."""
    n_gold, n_predicted, empty = 0, 0, 0
    right = Counter[str]()
    for document, gold_record, predicted_record in cases:
        gold, predicted = quotes_of(gold_record), quotes_of(predicted_record)
        one, _ = join.entities(gold_record, predicted_record)

        def worth(record: Record, quote: Quote, reporting: Quote, document: Document = document) -> int:
            return worth_rank(c for c in claims_of(record) if claim_inside(document, c, quote, reporting))

        n_gold += len(gold)
        n_predicted += len(predicted)
        for quote in gold:
            empty += not sides_of(gold_record, quote.speaker) and not worth(gold_record, quote, quote)
        for i, j in join.quotes(document, gold, predicted):
            g, p = gold[i], predicted[j]
            right["content"] += 1
            both_none = g.speaker is None and p.speaker is None
            if not both_none and not stand_for_each_other(one, g.speaker, p.speaker):
                continue
            right["speaker"] += 1
            if sides_of(gold_record, g.speaker) != sides_of(predicted_record, p.speaker):
                continue
            right["sides"] += 1
            right["worth"] += worth(gold_record, g, g) == worth(predicted_record, p, join.reporting(g, p))
    numbers: Numbers = {
        f"chain.{step}.f1": ratio(2 * right[step], n_gold + n_predicted)
        for step in ("content", "speaker", "sides", "worth")
    }
    numbers["f1"] = numbers["chain.worth.f1"]
    numbers["gold_chains"] = n_gold
    numbers["empty_share"] = ratio(empty, n_gold)
    return numbers


# All of it


def submits(cases: Sequence[Case], layer: str) -> bool:
    """Tell whether any predicted record has a layer (or ``unit_scores``)."""
    return any(p is not None and not isinstance(getattr(p, layer), UnsetType) for _, _, p in cases)


def with_records(cases: Sequence[Case]) -> list[Scored]:
    """Return the cases with an empty record where there is no predicted one."""
    return [(document, gold, Record(document.id) if p is None else p) for document, gold, p in cases]


def as_floats(tasks: Mapping[str, tuple[bool, Numbers]]) -> dict[str, dict[str, float | None]]:
    """Return each task's numbers as floats, all of them None if it is not submitted."""
    return {
        task: {name: float(value) if submitted and value is not None else None for name, value in numbers.items()}
        for task, (submitted, numbers) in tasks.items()
    }


def oracle(cases: Sequence[Case], training: Training | None = None) -> dict[str, dict[str, float | None]]:
    """Score predictions in the track ``text``: task name -> number name -> value, None where undefined.

    ``training`` is the train split, documents with their gold; None means that there is none.
    """
    entities, quotes, stances, claims, ranked = (
        submits(cases, layer) for layer in ("entities", "quotes", "stances", "claims", "unit_scores")
    )
    scored = with_records(cases)
    tasks: dict[str, tuple[bool, Numbers]] = {
        "entities": (entities, score_entities(scored, training)),
        "quotes": (quotes, score_quotes(scored)),
        "attribution": (quotes and entities, score_attribution(scored, training)),
        "stance": (stances, score_stance(scored, training)),
        "claims": (claims or ranked, score_claims(scored, claims)),
        "record": (entities and quotes and stances and claims, score_record(scored)),
    }
    return as_floats(tasks)


# The checks of this file on itself


def all_pairings(left: int, right: int) -> Iterator[Pairs]:
    """Enumerate every one-to-one pairing of two small ranges."""
    for size in range(min(left, right) + 1):
        for chosen in combinations(range(left), size):
            for images in permutations(range(right), size):
                yield tuple(zip(chosen, images, strict=True))


def check_pairing(seed: int) -> None:
    """Compare the search with plain enumeration on one small random table full of ties."""
    rng = random.Random(seed)
    left, right, width = rng.randint(0, 4), rng.randint(0, 4), rng.randint(1, 2)
    table: dict[tuple[int, int], Weight] = {
        (i, j): None if rng.random() < 0.3 else tuple(rng.randint(1, 3) for _ in range(width))
        for i in range(left)
        for j in range(right)
    }

    def total(pairs: Pairs) -> list[int]:
        return [sum((table[pair] or ())[place] for pair in pairs) for place in range(width)]

    allowed = [pairs for pairs in all_pairings(left, right) if all(table[pair] is not None for pair in pairs)]
    greatest = max(total(pairs) for pairs in allowed)
    expected = min(pairs for pairs in allowed if total(pairs) == greatest)
    assert expected == best_pairing(left, right, lambda i, j: table[i, j], width)


def check_ranking(seed: int) -> None:
    """Compare P@5 with the plain mean over all orders that the scores allow."""
    rng = random.Random(seed)
    units: list[tuple[Fraction | None, bool]] = [
        (Fraction(rng.randint(0, 2)), rng.random() < 0.5) for _ in range(rng.randint(1, 7))
    ]
    orders = [
        [positive for _, positive in order]
        for order in permutations(units)
        if all((a[0] or 0) >= (b[0] or 0) for a, b in pairwise(order))
    ]
    size = min(5, len(units))
    assert precision_at_5(units) == Fraction(sum(sum(order[:size]) for order in orders), size * len(orders))


COUNTS = ("pairs", "found", "gold_chains", "gold_pairs")
DATA = ("prevalence", "empty_share", "p_at_5")


def some_training() -> Training:
    """Return a train split with a target and two names of the random cases."""
    document = replace(blank(((0, 9),)), text="ruiz ÉLAN", targets=(Target("t1", "a tax"),))
    names = tuple(
        Entity(id=f"e{start}", type="ORG", mentions=(Mention(start=start, end=end, form="name"),))
        for start, end in ((0, 4), (5, 9))
    )
    return [(document, Record("d", entities=names))]


def check_perfect(cases: Sequence[Case]) -> int:
    """Score gold against itself: all but counts and facts of the data are 1 or undefined; return how many are 1."""
    ones = 0
    for task, numbers in oracle([(d, gold, gold) for d, gold, _ in cases], some_training()).items():
        for name, value in numbers.items():
            if value is not None and not name.endswith((*COUNTS, *DATA)):
                assert value == 1.0, (task, name, value)
                ones += 1
    return ones


def check_bounds(cases: Sequence[Case]) -> None:
    """Assert that all numbers lie in [0, 1] except counts and the normalised AP."""
    for task, numbers in oracle(cases, []).items():
        for name, value in numbers.items():
            if value is None or name.endswith((*COUNTS, "normalised_ap")):
                continue
            assert 0 <= value <= 1, (task, name, value)


def check_order(cases: Sequence[Case], seed: int) -> None:
    """Assert that the order of items and documents, and the ids of both sides, never matter."""
    from random_cases import shuffled

    rng = random.Random(seed)
    other = [(d, shuffled(gold, rng), None if p is None else shuffled(p, rng)) for d, gold, p in cases]
    rng.shuffle(other)
    assert oracle(cases, some_training()) == oracle(other, some_training())


def example(
    gold: Sequence[tuple[int, int, EntityType]], predicted: Sequence[tuple[int, int, EntityType]]
) -> dict[str, float | None]:
    """Score names given as (start, end, type), each an entity of its own, on a text of twenty letters."""

    def record(names: Sequence[tuple[int, int, EntityType]]) -> Record:
        return Record(
            "d",
            entities=tuple(
                Entity(id=f"e{number}", type=label, mentions=(Mention(start=start, end=end, form="name"),))
                for number, (start, end, label) in enumerate(names)
            ),
        )

    return oracle([(blank(((0, 20),)), record(gold), record(predicted))])["entities"]


def blank(units: tuple[tuple[int, int], ...]) -> Document:
    """Return a document of letters alone."""
    return Document(
        id="d",
        split="test",
        title=None,
        genre="opinion",
        topic="media",
        outlet=None,
        date=None,
        text="x" * units[-1][1],
        sha256="",
        canary="",
        units=units,
        targets=(),
    )


def check_known() -> None:
    """Check values worked out by hand, most of them where some known scorer goes wrong."""
    person: EntityType = "PERSON"
    numbers = example([(0, 6, person)], [(0, 10, person), (0, 6, person)])
    assert numbers["strict.f1"] == 2 / 3
    numbers = example([(5, 10, person), (0, 5, person)], [(3, 10, person), (5, 10, person)])
    assert numbers["strict.f1"] == 0.5
    assert numbers["type.f1"] == 1.0
    assert numbers["partial.f1"] == 0.75
    numbers = example([(0, 2, person)], [(0, 3, "ORG"), (0, 3, person)])
    assert (numbers["type.r"], numbers["type.p"]) == (1.0, 0.5)
    numbers = example([(0, 5, person)], [(5, 9, person)])
    assert (numbers["partial.f1"], numbers["type.f1"]) == (0.0, 0.0)
    numbers = example([], [])
    assert set(numbers.values()) == {None}
    numbers = example([(0, 5, person)], [])
    assert (numbers["strict.p"], numbers["strict.r"], numbers["strict.f1"]) == (None, 0.0, 0.0)
    assert (numbers["b3.p"], numbers["b3.r"], numbers["b3.f1"]) == (None, 0.0, 0.0)
    a, b, c, d, e = ((place, place + 1, 0) for place in range(5))
    keys, found = [frozenset((a, b, c)), frozenset((d, e))], [frozenset((a, b)), frozenset((c, d, e))]
    assert Fraction(b_cubed(keys, found), 5 * S) == Fraction(11, 15)
    assert Fraction(lea(keys, found), 5 * S) == Fraction(3, 5)
    assert Fraction(ceaf_e(keys, found), 2 * S) == Fraction(4, 5)
    assert (lea([frozenset((a,))], [frozenset((a,))]), lea([frozenset((a,))], [frozenset((a, b))])) == (S, 0)
    tied = [(Fraction(1, 2), positive) for positive in (False, True, False, False)]
    assert average_precision(tied) == Fraction(1, 4)
    assert average_precision([(None, True), (Fraction(1), True), (Fraction(0), False)]) == Fraction(1, 2)
    assert precision_at_5(tied) == Fraction(1, 4)


def main(rounds: int = 300) -> None:
    """Run all checks and say so."""
    from random_cases import check_case, random_cases

    check_known()
    ones = 0
    for seed in range(rounds):
        check_pairing(seed)
        if seed < 40:
            check_ranking(seed)
        cases = random_cases(seed)
        for case in cases:
            check_case(*case)
        ones += check_perfect(cases)
        check_bounds(cases)
        check_order(cases, seed)
    print(f"{rounds} rounds: pairings, rankings, bounds and order hold; {ones} numbers of gold against itself are 1")


if __name__ == "__main__":
    main()
