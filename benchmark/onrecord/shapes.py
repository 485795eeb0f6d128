"""Tells every fault of shape in one line of JSON that the typed decoder refused, by walking it beside the type.

The typed decoder (msgspec) is fast and stops at its first fault. A line that it refuses comes here: the standard
library reads it once more, keeping duplicate keys, and each value is held against the declared type.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct
from msgspec import inspect as types

Problem = tuple[str, str, str]
"""A fault inside one record: the path, the rule, and what is wrong."""

MOST_EXACT = 2**53
"""Integers beyond this lose digits in programs that read JSON numbers as floats."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as the pairs that stand in it, duplicate keys kept."""


class _Constant(str):
    """``NaN``, ``Infinity`` or ``-Infinity``: not JSON, but many writers emit them."""

    __slots__ = ()


class _Number(str):
    """A number that is not a plain integer, as it is written."""

    __slots__ = ()


class _Integer(str):
    """An integer of more digits than Python converts readily."""

    __slots__ = ()


def shape_problems(line: bytes, kind: type[Struct], *, every_key: bool = False) -> Iterator[Problem]:
    """Yields every fault of shape in ``line``, held against the struct type ``kind``.

    ``every_key`` asks that every declared key is written out, as gold must. A line without fault yields nothing.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        yield "", "utf-8", f"byte {error.start + 1} of the line is not UTF-8; save the file as UTF-8"
        return
    if text.startswith("\ufeff"):
        yield "", "byte-order-mark", "the line starts with a byte-order mark; save the file without one"
        text = text[1:]
    if not text.strip():
        yield "", "blank-line", "the line is blank; a file holds one record a line and nothing else"
        return
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        yield "", "json", f"not JSON: {error.msg} at character {error.pos + 1} of the line; is the line cut off?"
        return
    except RecursionError:
        yield "", "too-deep", "brackets are nested too deeply to be a record"
        return
    yield from _walk(value, _declared(kind), "", every_key)


def repeats_or_omits_a_key(line: bytes, kind: type[Struct], decoded: Struct | None = None) -> bool:
    """Says whether ``line``, which the typed decoder took as ``kind``, may hold a key twice.

    With ``decoded`` (what the decoder made of the line) it says so as well where a declared key is not written out.
    The answer is exact for compact and for ``json.dumps`` spacing; other spacing answers True, and the walk decides.

    The typed decoder takes the last of two equal keys in silence. Keys are therefore counted: in the line, and in
    what comes out when each object is read as a bag of raw values and written again, which has every key once.
    """
    if b" :" in line or b"\t:" in line or b"\r:" in line:
        return True
    written = _count_keys(line)
    bag = msgspec.json.decode(line, type=_bag_of(kind))
    if written != _count_keys(msgspec.json.encode(bag)):
        return True
    return decoded is not None and written != _count_keys(msgspec.json.encode(decoded))


def _count_keys(line: bytes) -> int:
    # A quotation mark followed by a colon ends a key, unless the mark is escaped and so stands inside a string.
    return line.count(b'":') - line.count(b'\\":')


@cache
def _bag_of(kind: type[Struct]) -> type[Struct]:
    """Returns a struct type with the keys of ``kind``, nested alike, whose other values stay raw and may be missing."""
    fields = [(field.name, _bag_type(field.type), UNSET) for field in _declared(kind).fields]
    return msgspec.defstruct(f"{kind.__name__}Keys", fields)


def _bag_type(declared: types.Type) -> Any:
    for option in _options(declared):
        if isinstance(option, types.StructType):
            return _bag_of(option.cls) | None
        if isinstance(option, types.VarTupleType) and isinstance(option.item_type, types.StructType):
            return list[_bag_of(option.item_type.cls)]  # type: ignore[misc]  # built at run time
    return Raw


@cache
def _declared(kind: type[Struct]) -> types.StructType:
    info = types.type_info(kind)
    if not isinstance(info, types.StructType):
        raise TypeError(f"{kind} is no struct")
    return info


@cache
def _layers_of(kind: type[Struct]) -> frozenset[str]:
    """Returns the keys that are left out, and not null, where there is nothing."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(kind) if field.default is UNSET)


def _options(declared: types.Type) -> tuple[types.Type, ...]:
    return declared.types if isinstance(declared, types.UnionType) else (declared,)


def _parse_integer(digits: str) -> int | _Integer:
    # int() of a million digits is slow and, from Python 3.11 on, an error.
    return int(digits) if len(digits) <= 20 else _Integer(digits)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_constant=_Constant, parse_float=_Number, parse_int=_parse_integer
)


def _walk(value: Any, declared: types.Type, path: str, every_key: bool) -> Iterator[Problem]:
    options = _options(declared)
    if value is None:
        if not any(isinstance(option, types.NoneType) for option in options):
            yield path, "type", f"null, but {_expected(options)} is needed"
        return
    for option in options:
        match option:
            case types.StructType() if isinstance(value, _Pairs):
                yield from _walk_object(value, option, path, every_key)
                return
            case types.VarTupleType() if isinstance(value, list) and not isinstance(value, _Pairs):
                for index, item in enumerate(value):
                    yield from _walk(item, option.item_type, f"{path}[{index}]", every_key)
                return
            case types.TupleType() if isinstance(value, list) and not isinstance(value, _Pairs):
                if len(value) != len(option.item_types):
                    yield path, "type", f"{len(value)} items, but {len(option.item_types)} are needed"
                else:
                    for index, (item, item_type) in enumerate(zip(value, option.item_types, strict=True)):
                        yield from _walk(item, item_type, f"{path}[{index}]", every_key)
                return
            case types.LiteralType() if type(value) is str:
                if value not in option.values:
                    yield path, "label", f"{_short(value)} is none of {', '.join(map(str, option.values))}"
                return
            case types.StrType() if type(value) is str:
                if _SURROGATE.search(value):
                    yield path, "surrogate", "a lone surrogate is no character; write the character itself"
                return
            case types.BoolType() if type(value) is bool:
                return
            case types.IntType() if type(value) is int:
                if abs(value) > MOST_EXACT:
                    yield path, "number", "an integer beyond 2^53"
                return
            case types.FloatType() if type(value) in (int, _Number):
                if not math.isfinite(float(value)):
                    yield path, "number", f"{_short(value)} is not a finite number"
                return
            case types.IntType() | types.FloatType() if isinstance(value, _Integer | _Constant):
                yield path, "number", f"{_short(value)} is not a number that can be used here"
                return
    yield path, "type", f"{_described(value)}, but {_expected(options)} is needed"


def _walk_object(pairs: _Pairs, declared: types.StructType, path: str, every_key: bool) -> Iterator[Problem]:
    fields = {field.encode_name: field for field in declared.fields}
    layers = _layers_of(declared.cls)
    seen: set[str] = set()
    for key, value in pairs:
        where = f"{path}.{key}" if path else key
        if key in seen:
            yield where, "duplicate-key", "the key stands twice in one object; which is meant?"
        elif key not in fields:
            yield where, "unknown-key", f"not a key of this object; the keys are {', '.join(fields)}"
        elif value is None and key in layers:
            yield where, "null-layer", "null, but a layer that is not submitted is left out, key and all"
        else:
            yield from _walk(value, fields[key].type, where, every_key)
        seen.add(key)
    for name, field in fields.items():
        if name not in seen and (field.required or every_key) and name != "unit_scores":
            yield path, "missing-key", f"the key {name} is missing"


def _short(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _described(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case _Pairs():
            return "an object"
        case list():
            return "a list"
        case _Constant():
            return str(value)
        case _Number():
            return f"the number {_short(value)}"
        case int() | _Integer():
            return f"the integer {_short(value)}"
        case _:
            return f"the string {_short(value)}"


def _expected(options: tuple[types.Type, ...]) -> str:
    names: list[str] = []
    for option in options:
        match option:
            case types.StructType():
                names.append("an object")
            case types.VarTupleType() | types.TupleType():
                names.append("a list")
            case types.LiteralType():
                names.append(f"one of {', '.join(map(str, option.values))}")
            case types.StrType():
                names.append("a string")
            case types.BoolType():
                names.append("true or false")
            case types.IntType():
                names.append("a whole number")
            case types.FloatType():
                names.append("a number")
            case types.NoneType():
                names.append("null")
    return " or ".join(names)
