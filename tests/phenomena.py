"""Holds the rules against invented passages, one phenomenon each: what of a passage's gold they get wrong, in words."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from onrecord import Document, Input, Record, Stance, Target, make_system
from onrecord.cases import Case
from onrecord.stretches import alike
from small_cases import document

PASSAGES = Path(__file__).with_name("phenomena.jsonl")


class Passage(NamedTuple):
    """A passage, the layer that it is about, its phenomenon, and its gold (of that layer and what it needs)."""

    document: Document
    layer: str
    phenomenon: str
    gold: Record


def passages() -> list[Passage]:
    """Reads the passages."""
    return [_passage(json.loads(line)) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]


def _passage(row: dict[str, object]) -> Passage:
    text = str(row["text"])
    blank = document(msgspec.convert(row["units"], tuple[tuple[int, int], ...]), str(row["id"]), text)
    page = replace(
        blank,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        targets=msgspec.convert(row.get("targets", []), tuple[Target, ...]),
    )
    gold = msgspec.convert(row["gold"], Record)
    return Passage(page, str(row["layer"]), str(row["phenomenon"]), gold)


def predicted(found: Sequence[Passage]) -> list[Record]:
    """Returns what the rules say of each passage."""
    return list(make_system("rules", seed=1).predict([Input(passage.document) for passage in found]))


def faults(passage: Passage, record: Record) -> list[str]:
    """Returns what is wrong in the passage's own layer; an empty list is a pass."""
    case = Case(passage.document, passage.gold, record)
    judge = {"entities": _entities, "quotes": _quotes, "stances": _stances, "claims": _claims}[passage.layer]
    return list(judge(case))


def _entities(case: Case) -> Iterator[str]:
    """Names and values must be found with bounds and type, and names clustered as in the gold."""
    text = case.document.text
    sides = []
    for side in (case.gold, case.predicted):
        spans = {
            (mention.start, mention.end, entity.type)
            for entity in side.entities
            for mention in entity.mentions
            if mention.form in ("name", "value")
        }
        clusters = {
            frozenset((mention.start, mention.end) for mention in entity.mentions if mention.form == "name")
            for entity in side.entities
        }
        sides.append((spans, clusters - {frozenset()}))
    (gold, gold_clusters), (found, clusters) = sides
    yield from (f"missed {kind} “{text[start:end]}”" for start, end, kind in sorted(gold - found, key=str))
    yield from (f"spurious {kind} “{text[start:end]}”" for start, end, kind in sorted(found - gold, key=str))
    if gold == found and gold_clusters != clusters:
        yield "names clustered otherwise"


def _quotes(case: Case) -> Iterator[str]:
    """Each quotation must be found with its letters, type, cue, source (at IoU ½) and speaker, and none besides."""
    text = case.document.text
    paired = dict(case.quote_pairs)
    for g, quote in enumerate(case.gold.quotes):
        words = " … ".join(text[span.start : span.end] for span in quote.content)
        if g not in paired:
            yield f"missed {quote.type} “{words}”"
            continue
        other = case.predicted.quotes[paired[g]]
        if case.gold.quote_characters[g] != case.predicted.quote_characters[paired[g]]:
            said = " … ".join(text[span.start : span.end] for span in other.content)
            yield f"content of “{words}” is “{said}”"
        if quote.type != other.type:
            yield f"type of “{words}” is {other.type}, not {quote.type}"
        if not case.none_or_same(quote.speaker, other.speaker):
            yield f"speaker of “{words}”"
        for name in ("cue", "source"):
            wanted, offered = getattr(quote, name), getattr(other, name)
            both = wanted is not None and offered is not None
            if both and alike(case.gold.characters((wanted,)), case.gold.characters((offered,))) is None:
                yield f"{name} of “{words}” is “{text[offered.start : offered.end]}”"
            elif not both and wanted is not offered:
                yield f"{name} of “{words}” is {'missed' if offered is None else 'spurious'}"
    for p, quote in enumerate(case.predicted.quotes):
        if p not in paired.values():
            yield f"spurious {quote.type} “{' … '.join(text[span.start : span.end] for span in quote.content)}”"


def _stances(case: Case) -> Iterator[str]:
    """Each holder's sides must be those of the gold; the article's own voice and neutral are left out."""
    names = {entity.id: entity.name for entity in case.gold.entities}
    wanted = {(s.holder, s.target): s.label for s in case.gold.record.stances or () if _is_side(s)}
    offered = {
        (case.stands_for.get(s.holder or "", f"({s.holder})"), s.target): s.label
        for s in case.predicted.record.stances or ()
        if _is_side(s)
    }
    for pair in wanted.keys() | offered.keys():
        if wanted.get(pair) != offered.get(pair):
            yield f"{names.get(pair[0] or '', pair[0])} on {pair[1]}: {offered.get(pair)}, not {wanted.get(pair)}"


def _is_side(stance: Stance) -> bool:
    return stance.holder is not None and stance.label in ("favor", "against")


def _claims(case: Case) -> Iterator[str]:
    """Each claim must be found at IoU ½ with its worth and claimant, and none besides."""
    text = case.document.text
    paired = dict(case.claim_pairs)
    for g, claim in enumerate(case.gold.claims):
        words = text[claim.start : claim.end]
        if g not in paired:
            yield f"missed {claim.worth} “{words}”"
            continue
        other = case.predicted.claims[paired[g]]
        if claim.worth != other.worth:
            yield f"“{words}” is {other.worth}, not {claim.worth}"
        if not case.none_or_same(claim.claimant, other.claimant):
            yield f"claimant of “{words}”"
    for p, claim in enumerate(case.predicted.claims):
        if p not in paired.values():
            yield f"spurious {claim.worth} “{text[claim.start : claim.end]}”"


def main(layers: Sequence[str]) -> None:
    """Prints what is wrong in each passage, and how many pass by layer and phenomenon."""
    found = [passage for passage in passages() if not layers or passage.layer in layers]
    passed: Counter[tuple[str, str]] = Counter()
    for passage, record in zip(found, predicted(found), strict=True):
        wrong = faults(passage, record)
        passed[passage.layer, passage.phenomenon] += not wrong
        if wrong:
            print(f"{passage.document.id} [{passage.phenomenon}] {passage.document.text!r}")
            print(*(f"    {line}" for line in wrong), sep="\n")
    size = Counter((passage.layer, passage.phenomenon) for passage in found)
    for key, number in sorted(size.items()):
        print(f"{key[0]:10} {key[1]:40} {passed[key]:3} of {number}")
    for layer in sorted({layer for layer, _ in size}):
        whole, right = (sum(n for key, n in counts.items() if key[0] == layer) for counts in (size, passed))
        print(f"{layer:10} {right} of {whole}")


if __name__ == "__main__":
    main(sys.argv[1:])
