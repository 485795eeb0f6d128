"""Says of many records at once which surely keep every rule of entities or texts, so that only others are walked.

Records are mostly sound, and a walk costs more than reading them. What is told of a fault comes from ``checks`` and
``gold_checks`` alone; a record that is called doubtful here may well be sound.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, pairwise

import numpy as np

from onrecord.checks import are_plain_ids
from onrecord.columns import (
    NAME,
    OFFSET_BITS,
    TYPE_BITS,
    UNTYPED,
    VALUE,
    Codes,
    EntityColumns,
    Flags,
    Integers,
    TextColumns,
    codes_of,
    unpacked,
)
from onrecord.gold_checks import MOST_MARKS, edge_problems
from onrecord.layers import ENTITY_TYPES, VALUE_TYPES

_FORM_BITS = 2
_SPACES = np.array([chr(code).isspace() for code in range(0x3001)] + [False])
"""Which characters are spaces; none stands beyond U+3000."""

_ALNUM = np.array([chr(code).isalnum() for code in range(0x3001)] + [False])
"""Which characters are surely letters or digits."""

_FIRST_MARK = 0x300
"""No combining mark stands before it."""

_VALUES = np.array([kind in VALUE_TYPES for kind in (*ENTITY_TYPES, None)])


def sound_entities(columns: EntityColumns, texts: TextColumns, *, gold: bool) -> list[bool]:
    """Says for each record of the columns, standing beside its text, whether its entities surely keep the rules.

    ``gold`` holds them to those of gold as well.
    """
    lengths = texts.lengths
    doubtful: Flags = np.zeros(lengths.size, dtype=np.bool_)
    inside = (columns.start >= 0) & (columns.start < columns.end) & (columns.end <= lengths[columns.document])
    doubtful[columns.document[~inside]] = True
    _doubt_ids(doubtful, columns)
    if inside.all() and lengths.max(initial=0) < 1 << OFFSET_BITS:
        _doubt_words(doubtful, columns, texts, gold=gold)
        _doubt_repeats(doubtful, columns)
        if gold:
            _doubt_overlaps(doubtful, columns)
    else:
        doubtful[:] = True
    doubtful[columns.document[columns.naming & (columns.type == UNTYPED)]] = True
    if gold:
        _doubt_labels(doubtful, columns)
    return [not doubt for doubt in doubtful.tolist()]


def _doubt_ids(doubtful: Flags, columns: EntityColumns) -> None:
    ids = [entity.id for entity in columns.entities]
    plain = are_plain_ids(list(set(ids)))
    ends = np.cumsum(np.bincount(columns.entity_document, minlength=len(doubtful))).tolist()
    for document, (start, end) in enumerate(pairwise([0, *ends])):
        own = ids[start:end]
        if len(set(own)) < len(own) or not (plain or are_plain_ids(own)):
            doubtful[document] = True


def _doubt_words(doubtful: Flags, columns: EntityColumns, texts: TextColumns, *, gold: bool) -> None:
    """Holds the words of each mention against the text, and in gold their edges against the rules."""
    start = columns.start + texts.starts[columns.document]
    end = start + columns.end - columns.start
    words: list[str | None] = [mention.text for mention in columns.mentions]
    if not _are_covered(words, texts, start, end):
        covered = list(map(texts.whole.__getitem__, map(slice, start.tolist(), end.tolist())))
        wrong = [word != words[row] and (gold or words[row] is not None) for row, word in enumerate(covered)]
        doubtful[columns.document[np.array(wrong, dtype=np.bool_)]] = True
    if gold:
        plain = _are(_ALNUM, texts.codes[start]) & _are(_ALNUM, texts.codes[end - 1])
        rough = [row for row in np.flatnonzero(~plain).tolist() if not _trimmed(words[row])]
        doubtful[columns.document[rough]] = True


def _are_covered(words: list[str | None], texts: TextColumns, start: Integers, end: Integers) -> bool:
    """Says whether all words are surely those that stand in the text at their places."""
    said = [word for word in words if word is not None]
    sizes = end - start
    if len(said) < len(words) or not np.array_equal(list(map(len, said)), sizes):
        return False
    first = np.repeat(start - (np.cumsum(sizes) - sizes), sizes)
    return np.array_equal(texts.codes[first + np.arange(first.size)], codes_of("".join(said)))


def _are(table: Flags, codes: Codes) -> Flags:
    """Says which characters a table has."""
    flags: Flags = table[codes if codes.dtype == np.uint8 else np.minimum(codes, table.size - 1)]
    return flags


def sound_texts(texts: TextColumns) -> list[bool]:
    """Says of each document whether its units surely tile its text and combining marks surely do not pile up in it.

    Gaps of more than two characters are doubted.
    """
    documents, lengths = texts.documents, texts.lengths
    counts = np.array([len(document.units) for document in documents], dtype=np.int64)
    bounds = list(chain.from_iterable(chain.from_iterable(document.units for document in documents)))
    if not bounds or max(bounds) >= 1 << OFFSET_BITS:
        return [False] * len(documents)
    start, end = np.array(bounds, dtype=np.int64).reshape(-1, 2).T
    document = np.repeat(np.arange(len(documents)), counts)
    last = np.cumsum(counts) - 1
    before = np.concatenate(([0], end[:-1]))
    before[(last - counts + 1)[counts > 0]] = 0
    doubtful: Flags = counts == 0
    doubtful[document[(start >= end) | (start < before) | (start - before > 2) | (end > lengths[document])]] = True
    tail = np.where(counts > 0, lengths - end[last], 0)
    doubtful |= tail > 2
    # What stands between units can be looked up only where bounds are right.
    rows = np.flatnonzero(~doubtful[document])
    at, gap, size = texts.starts[document[rows]], (start - before)[rows], (end - start)[rows]
    first = at + start[rows]
    rough = _are(_SPACES, texts.codes[first]) | _are(_SPACES, texts.codes[first + size - 1])
    for back in (1, 2):
        wide = gap >= back
        rough[wide] |= ~_are(_SPACES, texts.codes[(first - back)[wide]])
        # The same of what stands behind the last unit.
        rest = ~doubtful & (tail >= back)
        doubtful[rest] |= ~_are(_SPACES, texts.codes[(texts.starts + lengths - back)[rest]])
    doubtful[document[rows[rough]]] = True
    _doubt_marks(doubtful, texts)
    return [not doubt for doubt in doubtful.tolist()]


def _doubt_marks(doubtful: Flags, texts: TextColumns) -> None:
    perhaps = np.flatnonzero(texts.codes >= _FIRST_MARK)
    first = perhaps[: max(0, perhaps.size - MOST_MARKS)]
    piled = first[perhaps[MOST_MARKS:] - first == MOST_MARKS]
    doubtful[np.searchsorted(texts.starts, piled, side="right") - 1] = True


@lru_cache(maxsize=1 << 16)
def _trimmed(words: str | None) -> bool:
    return words is not None and any(map(str.isalnum, words)) and not any(edge_problems("", words, 0, len(words)))


def _doubt_repeats(doubtful: Flags, columns: EntityColumns) -> None:
    keys = columns.keys(np.arange(columns.start.size))
    keys = np.sort((keys << _FORM_BITS | columns.form) << TYPE_BITS | columns.type)
    repeated = keys[1:][keys[1:] == keys[:-1]]
    doubtful[unpacked(repeated >> _FORM_BITS + TYPE_BITS).document] = True


def _doubt_overlaps(doubtful: Flags, columns: EntityColumns) -> None:
    document, start, end = unpacked(np.sort(columns.keys(np.flatnonzero(columns.naming))))
    doubtful[document[1:][(document[1:] == document[:-1]) & (start[1:] < end[:-1])]] = True


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
