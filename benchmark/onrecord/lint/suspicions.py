"""All suspicions of one annotated document, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.layers import Document, Record
from onrecord.lint.claims import claim_suspicions
from onrecord.lint.entities import entity_suspicions
from onrecord.lint.quotes import quote_suspicions
from onrecord.lint.stances import stance_suspicions
from onrecord.shapes import Problem


def suspicions(record: Record, document: Document, *, passes: bool = False) -> Iterator[Problem]:
    """Yields what a reader should look at again, as (path, rule, message); the words concerned stand in the message.

    The record must keep the rules of gold already.

    Args:
        record: an annotation of ``document``.
        document: the corpus row.
        passes: the record is an annotation pass, in which every candidate has a row for every target.
    """
    yield from entity_suspicions(record, document)
    yield from quote_suspicions(record, document)
    yield from stance_suspicions(record, document, passes=passes)
    yield from claim_suspicions(record, document)
