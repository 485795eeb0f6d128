"""Says of many records at once whose entities surely keep every rule, so that only the others are walked rule by rule.

Records are mostly sound, and a walk costs more than reading them. What is told of a fault comes from ``checks`` and
``gold_checks`` alone; a record that is called doubtful here may well be sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.columns import NAME, OFFSET_BITS, UNTYPED, VALUE, EntityColumns, Flags, Integers
from onrecord.gold_checks import edge_problems
from onrecord.layers import ENTITY_TYPES, VALUE_TYPES, Document

_FORM_BITS, _TYPE_BITS = 2, 4
_PLAIN_IDS = re.compile(r"[A-Za-z0-9_.:-]*")
_LONGEST_PLAIN_ID = 64
_VALUES = np.array([kind in VALUE_TYPES for kind in (*ENTITY_TYPES, None)])


def sound_entities(columns: EntityColumns, documents: Sequence[Document], *, gold: bool) -> list[bool]:
    """Says for each record of the columns, standing beside its document, whether its entities surely keep the rules.

    ``gold`` holds them to those of gold as well.
    """
    doubtful: Flags = np.zeros(len(documents), dtype=np.bool_)
    lengths = np.array([len(document.text) for document in documents], dtype=np.int64)
    inside = (columns.start >= 0) & (columns.start < columns.end) & (columns.end <= lengths[columns.document])
    doubtful[columns.document[~inside]] = True
    _doubt_ids(doubtful, columns)
    if inside.all() and lengths.max(initial=0) < 1 << OFFSET_BITS:
        _doubt_words(doubtful, columns, documents, lengths, gold=gold)
        _doubt_repeats(doubtful, columns)
        if gold:
            _doubt_overlaps(doubtful, columns)
    else:
        doubtful[:] = True
    bare = columns.form >= max(NAME, VALUE) + 1
    doubtful[columns.document[~bare & (columns.type == UNTYPED)]] = True
    if gold:
        _doubt_labels(doubtful, columns)
    return [not doubt for doubt in doubtful.tolist()]


def _doubt_ids(doubtful: Flags, columns: EntityColumns) -> None:
    ids = [entity.id for entity in columns.entities]
    lengths = np.array(list(map(len, ids)), dtype=np.int64)
    doubtful[columns.entity_document[(lengths == 0) | (lengths > _LONGEST_PLAIN_ID)]] = True
    ends = np.cumsum(np.bincount(columns.entity_document, minlength=len(doubtful))).tolist()
    start = 0
    for document, end in enumerate(ends):
        own = ids[start:end]
        if len(set(own)) < len(own) or not _PLAIN_IDS.fullmatch("".join(own)):
            doubtful[document] = True
        start = end


def _doubt_words(
    doubtful: Flags, columns: EntityColumns, documents: Sequence[Document], lengths: Integers, *, gold: bool
) -> None:
    """Holds the words of each mention against the text, and in gold their edges against the rules."""
    whole = "".join([document.text for document in documents])
    shift = (np.cumsum(lengths) - lengths)[columns.document]
    bounds = (columns.start + shift).tolist(), (columns.end + shift).tolist()
    covered = list(map(whole.__getitem__, map(slice, *bounds)))
    stored = [mention.text for mention in columns.mentions]
    if covered != stored:
        wrong = [c != s and (gold or s is not None) for c, s in zip(covered, stored, strict=True)]
        doubtful[columns.document[np.array(wrong, dtype=np.bool_)]] = True
    if gold:
        rough = {words for words in set(covered) if not _trimmed(words)}
        if rough:
            doubtful[columns.document[np.array([words in rough for words in covered], dtype=np.bool_)]] = True


@lru_cache(maxsize=1 << 16)
def _trimmed(words: str) -> bool:
    return any(map(str.isalnum, words)) and not any(edge_problems("", words, 0, len(words)))


def _doubt_repeats(doubtful: Flags, columns: EntityColumns) -> None:
    keys = columns.keys(np.arange(columns.start.size))
    keys = np.sort((keys << _FORM_BITS | columns.form) << _TYPE_BITS | columns.type)
    repeated = keys[1:][keys[1:] == keys[:-1]]
    doubtful[repeated >> 2 * OFFSET_BITS + _FORM_BITS + _TYPE_BITS] = True


def _doubt_overlaps(doubtful: Flags, columns: EntityColumns) -> None:
    keys = np.sort(columns.keys(np.flatnonzero((columns.form == NAME) | (columns.form == VALUE))))
    starts = keys >> OFFSET_BITS
    ends = keys >> 2 * OFFSET_BITS << OFFSET_BITS | keys & (1 << OFFSET_BITS) - 1
    doubtful[(keys[1:] >> 2 * OFFSET_BITS)[starts[1:] < ends[:-1]]] = True


def _doubt_labels(doubtful: Flags, columns: EntityColumns) -> None:
    """Doubts what has neither or both of type and kind, no name, no mention, or forms that its type does not allow."""
    entities = columns.entities
    size = len(entities)
    named: Integers = np.bincount(columns.entity[columns.form == NAME], minlength=size)
    valued: Integers = np.bincount(columns.entity[columns.form == VALUE], minlength=size)
    mentions = np.bincount(columns.entity, minlength=size)
    untyped = columns.entity_type == UNTYPED
    kindless = np.array([entity.kind is None for entity in entities], dtype=np.bool_)
    nameless = np.array([entity.name is None for entity in entities], dtype=np.bool_)
    wrong = np.where(_VALUES[columns.entity_type], named, valued)
    doubt = nameless | (mentions == 0) | (untyped == kindless) | (~untyped & ((named + valued == 0) | (wrong > 0)))
    doubtful[columns.entity_document[doubt]] = True
