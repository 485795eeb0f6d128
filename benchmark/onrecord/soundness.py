"""Says of many records at once whose entities surely keep every rule, so that only the others are walked rule by rule.

Records are mostly sound, and a walk costs more than reading them. What is told of a fault comes from ``checks`` and
``gold_checks`` alone; a record that is called doubtful here may well be sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from onrecord.checks import are_plain_ids
from onrecord.columns import (
    NAME,
    OFFSET_BITS,
    TYPE_BITS,
    UNTYPED,
    VALUE,
    EntityColumns,
    Flags,
    Integers,
    unpacked,
)
from onrecord.gold_checks import edge_problems
from onrecord.layers import ENTITY_TYPES, VALUE_TYPES, Document

_FORM_BITS = 2
_SPACES = np.array([chr(code).isspace() for code in range(0x3001)] + [False])
"""Which characters are spaces; none stands beyond U+3000."""

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


def _doubt_words(
    doubtful: Flags, columns: EntityColumns, documents: Sequence[Document], lengths: Integers, *, gold: bool
) -> None:
    """Holds the words of each mention against the text, and in gold their edges against the rules."""
    whole = "".join([document.text for document in documents])
    start = columns.start + (np.cumsum(lengths) - lengths)[columns.document]
    end = start + columns.end - columns.start
    words: list[str | None] = [mention.text for mention in columns.mentions]
    if not _are_covered(words, whole, start, end):
        covered = list(map(whole.__getitem__, map(slice, start.tolist(), end.tolist())))
        wrong = [word != words[row] and (gold or words[row] is not None) for row, word in enumerate(covered)]
        doubtful[columns.document[np.array(wrong, dtype=np.bool_)]] = True
    if gold:
        rough = {word for word in set(words) if word is None or not _trimmed(word)}
        if rough:
            doubtful[columns.document[np.array([word in rough for word in words], dtype=np.bool_)]] = True


def _are_covered(words: list[str | None], whole: str, start: Integers, end: Integers) -> bool:
    """Says whether all words are surely those that stand in the whole text at their places."""
    said = [word for word in words if word is not None]
    sizes = end - start
    if len(said) < len(words) or not np.array_equal(list(map(len, said)), sizes):
        return False
    first = np.repeat(start - (np.cumsum(sizes) - sizes), sizes)
    text, spoken = _characters(whole), _characters("".join(said))
    return np.array_equal(text[first + np.arange(first.size)], spoken)


def _characters(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _are_spaces(text: npt.NDArray[np.uint8] | npt.NDArray[np.uint32], places: Integers) -> Flags:
    flags: Flags = _SPACES[np.minimum(text[places].astype(np.int64), _SPACES.size - 1)]
    return flags


def sound_units(documents: Sequence[Document]) -> list[bool]:
    """Says of each document whether its units surely tile its text; gaps of more than two characters are doubted."""
    counts = np.array([len(document.units) for document in documents], dtype=np.int64)
    lengths = np.array([len(document.text) for document in documents], dtype=np.int64)
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
    if not doubtful.any():
        text = _characters("".join([document.text for document in documents]))
        shift = np.cumsum(lengths) - lengths
        at, gap = shift[document], start - before
        rough = _are_spaces(text, at + start) | _are_spaces(text, at + end - 1)
        rough[gap == 1] |= ~_are_spaces(text, (at + before)[gap == 1])
        rough[gap == 2] |= ~(
            _are_spaces(text, (at + before)[gap == 2]) & _are_spaces(text, (at + before + 1)[gap == 2])
        )
        doubtful[document[rough]] = True
        # The same of what stands behind the last unit.
        for size in (1, 2):
            rest = tail >= size
            doubtful[rest] |= ~_are_spaces(text, (shift + lengths - size)[rest])
    return [not doubt for doubt in doubtful.tolist()]


@lru_cache(maxsize=1 << 16)
def _trimmed(words: str) -> bool:
    return any(map(str.isalnum, words)) and not any(edge_problems("", words, 0, len(words)))


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
