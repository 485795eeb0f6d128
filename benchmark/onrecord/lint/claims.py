"""Suspicions about claims: edges with attribution or connectives, questions, overlaps, title claims of nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from onrecord.layers import Claim, Document, Record, Span
from onrecord.lint.words import NO_SUBJECT, told
from onrecord.shapes import Problem

_CONNECTIVE = re.compile(
    r"(?:(?i:Meanwhile|However|Moreover|Furthermore|Still|But|And|Yet|So|Nevertheless|Instead|Also|Then)\b,? |that )"
    + NO_SUBJECT
)


def claim_suspicions(record: Record, document: Document) -> Iterator[Problem]:
    """Yields the suspicions about the claims of one record."""
    quotes = {quote.id: quote for quote in record.quotes or ()}
    people = [
        (entity.id, mention)
        for entity in record.entities or ()
        if entity.type == "PERSON"
        for mention in entity.mentions
    ]
    titled: dict[str, list[str]] = defaultdict(list)
    for index, claim in enumerate(record.claims or ()):
        path, words = f"claims[{index}]", f"{claim.id} {told(claim.text)}"
        if _CONNECTIVE.match(claim.text or ""):
            yield path, "claim-edge", f"{words} begins with a connective or a complementiser (C-7)"
        if (claim.text or "").endswith("?"):
            yield path, "claim-question", f"{words} is a question (C-5)"
        quote = quotes.get(claim.quote or "")
        for span in (quote.cue, quote.source) if quote else ():
            if span is not None and _at_edge(span, claim):
                yield path, "claim-edge", f"{words} has the attribution {span.text!r} at its edge (C-1)"
        if claim.title:
            inside = {person for person, mention in people if claim.start <= mention.start and mention.end <= claim.end}
            if not inside:
                yield path, "title-claim", f"{words} names no person (C-10)"
            for person in inside:
                titled[person].append(str(claim.id))
    for person, ids in titled.items():
        if len(ids) > 1:
            yield "claims", "title-claim", f"{person} has the title claims {', '.join(ids)}; one is enough (C-10)"
    plain = sorted((claim.start, claim.end, str(claim.id)) for claim in record.claims or () if not claim.title)
    for before, after in pairwise(plain):
        if before[0] < after[0] < before[1] < after[1]:
            yield "claims", "claim-overlap", f"{before[2]} and {after[2]} cross (C-3)"


def _at_edge(span: Span, claim: Claim) -> bool:
    inside = claim.start <= span.start and span.end <= claim.end
    return inside and (span.start == claim.start or span.end == claim.end)
