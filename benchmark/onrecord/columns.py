"""Entities of many records as integer columns, a row a mention, and texts as one, to be checked and counted at once."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.layers import ENTITY_TYPES, FORMS, Document, Entity, Mention, Record

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]

NAME, VALUE = FORMS.index("name"), FORMS.index("value")
UNTYPED = len(ENTITY_TYPES)
"""The code of an entity without a type; the others are their places in ``ENTITY_TYPES``."""

MOST_DOCUMENTS = 512
"""How many records go into one set of columns; more are taken in batches."""

OFFSET_BITS = 23
"""An offset takes this many bits of a key: a text comes from a line of at most 4 MiB, so it is shorter than 2^23."""

TYPE_BITS = 4
"""Room for the code of a type in a key."""

_MOST = 2**62
_FORM_CODES = {form: code for code, form in enumerate(FORMS)}
_TYPE_CODES = {kind: code for code, kind in enumerate((*ENTITY_TYPES, None))}


class TextColumns:
    """The texts of some documents behind one another: ``whole``, with the length and the start of each in it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.whole = "".join([document.text for document in documents])
        self.lengths = np.array([len(document.text) for document in documents], dtype=np.int64)
        self.starts: Integers = np.cumsum(self.lengths) - self.lengths

    @cached_property
    def codes(self) -> Codes:
        """The code points of ``whole``."""
        return codes_of(self.whole)


def codes_of(text: str) -> Codes:
    """Returns the code points of a text, (characters,)."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


class EntityColumns:
    """The mentions of at most ``MOST_DOCUMENTS`` records, in the order in which they stand there.

    ``document``, ``entity`` (both numbered through all records), ``start``, ``end``, ``form`` (place in ``FORMS``) and
    ``type`` (of the entity) have a row a mention; ``entities`` and ``mentions`` are the objects themselves.
    """

    def __init__(self, records: Sequence[Record | None]) -> None:
        layers = [() if record is None else record.entities or () for record in records]
        self.documents = len(records)
        self.entities: list[Entity] = list(chain.from_iterable(layers))
        nested = [entity.mentions for entity in self.entities]
        self.mentions: list[Mention] = list(chain.from_iterable(nested))
        self.start = _integers([mention.start for mention in self.mentions])
        self.end = _integers([mention.end for mention in self.mentions])
        self.form = _codes([_FORM_CODES[mention.form] for mention in self.mentions])
        self.entity_type = _codes([_TYPE_CODES[entity.type] for entity in self.entities])
        self.entity_document: Integers = np.repeat(np.arange(len(records)), _integers(list(map(len, layers))))
        self.entity: Integers = np.repeat(np.arange(len(self.entities)), _integers(list(map(len, nested))))

    @cached_property
    def document(self) -> Integers:
        """The document of each mention."""
        return self.entity_document[self.entity]

    @cached_property
    def type(self) -> Integers:
        """The type of each mention's entity."""
        return self.entity_type[self.entity]

    @cached_property
    def naming(self) -> Flags:
        """Whether each mention is a name or a value."""
        flags: Flags = (self.form == NAME) | (self.form == VALUE)
        return flags

    def keys(self, rows: Integers) -> Integers:
        """Returns (document, start, end) of some mentions as one integer each; they sort as such tuples do.

        Offsets must lie in the text.
        """
        return (self.document[rows] << OFFSET_BITS | self.start[rows]) << OFFSET_BITS | self.end[rows]


class Spans(NamedTuple):
    """Spans of many documents; all arrays have one length."""

    document: Integers
    start: Integers
    end: Integers


def unpacked(keys: Integers) -> Spans:
    """Returns the parts of keys."""
    mask = 2**OFFSET_BITS - 1
    return Spans(keys >> 2 * OFFSET_BITS, keys >> OFFSET_BITS & mask, keys & mask)


def summed(index: Integers, values: Integers, size: int) -> Integers:
    """Returns the sum of the values at each index, (size,); exact, as a weighted ``bincount`` need not be."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, index, values)
    return total


def _integers(values: list[int]) -> Integers:
    """Returns a list as an array; numbers of more than 64 bits, which no offset has, become -1."""
    try:
        # Twice as fast as np.array, and these lists are long.
        return np.frombuffer(struct.pack(f"{len(values)}q", *values), dtype=np.int64)
    except struct.error:
        return np.array([value if abs(value) < _MOST else -1 for value in values], dtype=np.int64)


def _codes(values: list[int]) -> Integers:
    return np.frombuffer(bytes(values), dtype=np.uint8).astype(np.int64)


def run_starts(keys: Integers) -> Integers:
    """Returns where each run of equal values begins in a sorted array."""
    if not keys.size:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))


def run_lengths(keys: Integers, starts: Integers) -> Integers:
    """Returns how long each of these runs is."""
    return np.diff(starts, append=keys.size)


def times(keys: Integers, values: Integers) -> Integers:
    """Returns how often each value stands among sorted keys."""
    return np.searchsorted(keys, values, side="right") - np.searchsorted(keys, values, side="left")


def common(left: Integers, right: Integers) -> tuple[Integers, Integers]:
    """Returns the multiset intersection of two sorted arrays: the distinct values, and how often each is in both."""
    starts = run_starts(left)
    values = left[starts]
    both = np.minimum(run_lengths(left, starts), times(right, values))
    found = both > 0
    return values[found], both[found]
