"""The entity measures against seqeval and nervaluate on random flat mentions, and the tags of views read by seqeval.

Where there is nothing to divide by, both packages write 0; here that is undefined. The tests ask for exactly this
difference and for no other.
"""

from __future__ import annotations

import random

import pytest
from nervaluate import Evaluator
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2, Entities

from conftest import strict_cases
from onrecord.cases import Case
from onrecord.layers import EntityType
from onrecord.tasks.entities import ENTITIES
from onrecord.views.tokens import tags
from small_cases import Numbers, Typed, assert_close, long_document, names, numbers_of

TYPES: tuple[EntityType, ...] = ("PERSON", "ORG", "GPE", "DATE")
"""The types drawn: few, so that they meet."""

TOLERANCE = 1e-9


def expected_numbers(name: str, scores: tuple[float, float, float], gold: int, predicted: int) -> Numbers:
    """Returns a peer's precision, recall and F1 under our names; what it calls 0 for want of items is undefined."""
    items = (predicted, gold, gold + predicted)
    assert all(score == 0 for score, size in zip(scores, items, strict=True) if size == 0)
    return {
        f"{name}.{key}": float(score) if size else None
        for key, score, size in zip(("p", "r", "f1"), scores, items, strict=True)
    }


# seqeval: whole tokens


Tokens = list[tuple[int, int]]
Tagged = tuple[int, int, EntityType]
"""The first token of a mention, the one behind its last, and its type."""


def random_tokens(draw: random.Random) -> Tokens:
    """Returns the offsets of up to 18 words with a space, or nothing, between them."""
    tokens, start = [], 0
    for _ in range(draw.randint(0, 18)):
        end = start + draw.randint(1, 6)
        tokens.append((start, end))
        start = end + draw.randint(0, 1)
    return tokens


def random_mentions(draw: random.Random, size: int, like: list[Tagged]) -> list[Tagged]:
    """Returns flat mentions of one to three tokens among ``size``; many of them are, or almost are, those given."""
    offered = []
    for start, end, kind in like:
        first, last = (start, end) if draw.random() < 0.7 else (start - draw.randint(0, 1), end + draw.randint(-1, 1))
        offered.append((first, last, kind if draw.random() < 0.8 else draw.choice(TYPES)))
    for _ in range(draw.randint(0, 4)):
        start = draw.randint(0, 17)
        offered.append((start, start + draw.randint(1, 3), draw.choice(TYPES)))
    kept: list[Tagged] = []
    for first, last, kind in offered:
        flat = all(last <= start or end <= first for start, end, _ in kept)
        if 0 <= first < last <= size and flat and draw.random() < 0.85:
            kept.append((first, last, kind))
    return kept


def iob2(mentions: list[Tagged], size: int) -> list[str]:
    """Returns the tags of some mentions by the scheme IOB2."""
    row = ["O"] * size
    for first, last, kind in mentions:
        row[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
    return row


def characters(mentions: list[Tagged], tokens: Tokens) -> list[Typed]:
    """Returns the mentions in characters."""
    return [(tokens[first][0], tokens[last - 1][1], kind) for first, last, kind in mentions]


@pytest.mark.parametrize("block", range(10))
def test_strict_is_seqevals(block: int) -> None:
    """Micro-averaged and by type, strict P, R and F1 are those of seqeval in strict mode with the scheme IOB2."""
    draw = random.Random(block)
    for case in range(75):
        cases, true, found = [], [], []
        gold_types: list[str] = []
        predicted_types: list[str] = []
        for number in range(draw.randint(1, 5)):
            tokens = random_tokens(draw)
            gold = random_mentions(draw, len(tokens), [])
            predicted = random_mentions(draw, len(tokens), gold)
            gold_types += [kind for *_, kind in gold]
            predicted_types += [kind for *_, kind in predicted]
            true.append(iob2(gold, len(tokens)))
            found.append(iob2(predicted, len(tokens)))
            doc_id = f"d{number}"
            records = [names(characters(mentions, tokens), doc_id) for mentions in (gold, predicted)]
            cases.append(Case(long_document(doc_id, 150), *records))
        actual = numbers_of(ENTITIES, cases)
        if not gold_types + predicted_types:
            # seqeval raises where there is no type at all.
            assert_close({"strict.p": None, "strict.r": None, "strict.f1": None}, actual, 0, (block, case))
            continue
        report = classification_report(true, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
        scores = {row: (of["precision"], of["recall"], of["f1-score"]) for row, of in report.items()}
        expected = expected_numbers("strict", scores["micro avg"], len(gold_types), len(predicted_types))
        for kind in TYPES:
            of_type = scores.get(kind, (0.0, 0.0, 0.0))
            counts = gold_types.count(kind), predicted_types.count(kind)
            expected |= expected_numbers(f"strict.by_type.{kind}", of_type, *counts)
        assert_close(expected, actual, TOLERANCE, (block, case))


@pytest.mark.parametrize("seed", range(20))
def test_the_views_tags_are_strict_iob2(seed: int) -> None:
    """The tags of the view ``tokens`` are IOB2 in the strictest reading: it finds a mention in them for every ``B``.

    seqeval 1.2.2 scores ``I-P I-P`` against ``B-P I-P``, tags of another scheme, 1.0 by default and 0.0 in strict mode,
    and says nothing of it. Where tokens and spans agree, the spans come back; where tokens straddle them, are empty,
    or are several to a character, every ``I`` still stands behind a ``B`` or ``I`` of its kind.
    """
    draw = random.Random(seed)
    for _ in range(25):
        tokens = random_tokens(draw)
        mentions = random_mentions(draw, len(tokens), [])
        spans = characters(mentions, tokens)
        length = max((end for _, end in tokens), default=0) + 3
        row = tags(spans, [None, *tokens, None], length)
        read = [(entity.start - 1, entity.end - 1, entity.tag) for entity in Entities([row], IOB2).entities[0]]
        assert read == sorted(mentions)
        starts = sorted(draw.choices(range(length), k=draw.randint(0, 20)))
        others = [(start, min(length, start + draw.randint(0, 4))) for start in starts]
        row = tags(spans, [None, *others, None], length)
        assert sum(tag[0] == "B" for tag in row) == len(Entities([row], IOB2).entities[0])
        if any(tag != "O" for tag in row):
            report = classification_report([row], [row], mode="strict", scheme=IOB2, output_dict=True)
            assert report["micro avg"]["f1-score"] == 1.0


# nervaluate: any characters


def one_to_one(draw: random.Random) -> tuple[list[Typed], list[Typed]]:
    """Returns flat gold and predicted mentions, each of which overlaps at most one on the other side; many touch.

    They are at most nine characters long: nervaluate takes less than a hundredth of the gold span for no overlap.
    """
    gold: list[Typed] = []
    predicted: list[Typed] = []
    start = 0
    for _ in range(draw.randint(0, 8)):
        start += draw.choice((0, 0, 1, 4))
        width = draw.randint(1, 9)
        # Both hold the place in the middle, so they overlap, with ends that may be equal or not.
        middle = start + draw.randrange(width)
        ends = [(draw.randint(start, middle), draw.randint(middle + 1, start + width)) for _ in range(2)]
        kinds = [draw.choice(TYPES) for _ in range(2)]
        if draw.random() < 0.4:
            ends[1] = ends[0]
        if draw.random() < 0.6:
            kinds[1] = kinds[0]
        side = draw.random()
        if side < 0.8:
            gold.append((*ends[0], kinds[0]))
        if side > 0.2:
            predicted.append((*ends[1], kinds[1]))
        start += width
    draw.shuffle(gold)
    draw.shuffle(predicted)
    return gold, predicted


def inclusive(mentions: list[Typed]) -> list[dict[str, object]]:
    """Returns mentions as nervaluate has them: the end is that of the last character, as its loader of tags counts."""
    return [{"label": kind, "start": start, "end": end - 1} for start, end, kind in mentions]


@pytest.mark.parametrize("block", range(10))
def test_four_schemes_are_nervaluates(block: int) -> None:
    """Strict, exact, partial and type overall, strict and type by type, are nervaluate's where nothing competes.

    Where a span overlaps several, nervaluate 1.2.1 pairs greedily in the order given; ``test_edge_cases`` has that.
    Its rows by type see one type alone, which for strict and type is what ours are.
    """
    draw = random.Random(block)
    schemes = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
    for case in range(75):
        pairs = [one_to_one(draw) for _ in range(draw.randint(1, 5))]
        cases = []
        for number, (gold, predicted) in enumerate(pairs):
            doc_id = f"d{number}"
            cases.append(Case(long_document(doc_id, 110), names(gold, doc_id), names(predicted, doc_id)))
        evaluator = Evaluator(
            [inclusive(gold) for gold, _ in pairs],
            [inclusive(predicted) for _, predicted in pairs],
            tags=list(TYPES),
            loader="dict",
        )
        results = evaluator.evaluate()
        gold_types = [kind for gold, _ in pairs for *_, kind in gold]
        predicted_types = [kind for _, predicted in pairs for *_, kind in predicted]
        expected: Numbers = {}
        for ours, theirs in schemes.items():
            of = results["overall"][theirs]
            totals = len(gold_types), len(predicted_types)
            expected |= expected_numbers(ours, (of.precision, of.recall, of.f1), *totals)
        for kind, of_type in results["entities"].items():
            for ours in ("strict", "type"):
                of = of_type[schemes[ours]]
                counts = gold_types.count(kind), predicted_types.count(kind)
                expected |= expected_numbers(f"{ours}.by_type.{kind}", (of.precision, of.recall, of.f1), *counts)
        assert_close(expected, numbers_of(ENTITIES, cases), TOLERANCE, (block, case))


@pytest.mark.parametrize("seed", range(20))
def test_rows_by_type_sum_to_the_total(seed: int) -> None:
    """What is found of each type adds up to what is found, in whatever ways a wrong type is counted elsewhere."""
    triples = strict_cases(seed, documents=6)
    numbers = numbers_of(ENTITIES, [Case(*triple) for triple in triples])
    for end, records in (("r", [gold for _, gold, _ in triples]), ("p", [found for _, _, found in triples])):
        sizes: dict[str, int] = {}
        for entity in (entity for record in records if record is not None for entity in record.entities or ()):
            known = sum(mention.form in ("name", "value") for mention in entity.mentions)
            sizes[entity.type or ""] = sizes.get(entity.type or "", 0) + known
        for scheme in ("strict", "type"):
            parts = ((numbers[f"{scheme}.by_type.{kind}.{end}"], size) for kind, size in sizes.items() if kind)
            found = sum(size * share for share, size in parts if share is not None)
            total = numbers[f"{scheme}.{end}"]
            assert found == pytest.approx(0 if total is None else total * sum(sizes.values()), abs=1e-9)
