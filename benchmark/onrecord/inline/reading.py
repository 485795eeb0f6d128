"""Compiles the inline notation to a record; every fault is told with its line."""

from __future__ import annotations

import re
from typing import Any, get_args

import msgspec

from onrecord.faults import Fault, FaultLog, InvalidRecords
from onrecord.inline.words import Finder, NotFound
from onrecord.layers import (
    CLAIM_KINDS,
    ENTITY_TYPES,
    FORMS,
    KINDS,
    QUOTE_TYPES,
    VALUE_TYPES,
    WORTHS,
    Claim,
    Document,
    Entity,
    Form,
    Quote,
    Record,
    Stance,
    StanceLabel,
)

_UNIT = re.compile(r"([0-9]{1,5})\| (.*)\Z")
_SPAN = re.compile(
    r"  (?:(?P<entity>e[0-9]+)(?::(?P<form>[a-z]+))?|(?P<quote>q[0-9]+) (?P<role>content|cue|source)"
    r"|(?P<holder>e[0-9]+|-)/(?P<target>t[0-9]+)|(?P<claim>c[0-9]+)) (?P<words>\S.*)\Z"
)
_ROWS = {
    "entities": re.compile(r"(?P<id>e[0-9]+) (?P<sort>[A-Za-z]+) (?P<name>\S.*)\Z"),
    "quotes": re.compile(r"(?P<id>q[0-9]+) (?P<type>[a-z]+) (?P<speaker>e[0-9]+|-)(?: parent=(?P<parent>q[0-9]+))?\Z"),
    "stances": re.compile(r"(?P<holder>e[0-9]+|-) (?P<target>t[0-9]+) (?P<label>[a-z]+)\Z"),
    "claims": re.compile(
        r"(?P<id>c[0-9]+) (?P<worth>[a-z-]+) (?P<kind>[a-z]+) (?P<claimant>e[0-9]+|-)(?: (?P<quote>q[0-9]+))?"
        r"(?P<title> title)?(?P<disputed> disputed)?\Z"
    ),
}
_LABELS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("entities", "sort", (*ENTITY_TYPES, *KINDS)),
    ("quotes", "type", QUOTE_TYPES),
    ("stances", "label", get_args(StanceLabel)),
    ("claims", "worth", WORTHS),
    ("claims", "kind", CLAIM_KINDS),
)
_SHAPES = {
    "entities": "`e1 TYPE canonical name` or `e1 kind words`",
    "quotes": "`q1 type speaker`, then `parent=q2` if it has one",
    "stances": "`holder target label`",
    "claims": "`c1 worth kind claimant`, then the quotation, `title`, `disputed` where they hold",
}


def compile_inline(source: str, document: Document, *, file: str | None = None) -> Record:
    """Compiles one document's inline notation to its record; no offset is counted by hand.

    Args:
        source: the notation, as ``annotations/GUIDELINES.md`` describes it.
        document: the corpus row; its units and targets must be those that stand in ``source``.
        file: the name that faults are told with.

    Raises:
        InvalidRecords: a line is not in the notation, or its words are not where it says; every such line is told.
    """
    return _Reading(source, document, file).record()


class _Reading:
    def __init__(self, source: str, document: Document, file: str | None) -> None:
        self.document, self.file = document, file
        self.log = FaultLog()
        self.finder = Finder(document.text, document.units)
        self.lines = list(enumerate(source.split("\n"), start=1))
        self.mentions: dict[str, list[tuple[int, int, str]]] = {}
        self.spans: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self.span_lines: dict[tuple[str, ...], int] = {}
        self.rows: dict[str, list[tuple[int, re.Match[str]]]] = {name: [] for name in _ROWS}

    def tell(self, line: int | None, message: str) -> None:
        self.log.add(Fault("inline", message, file=self.file, line=line, doc_id=self.document.id))

    def record(self) -> Record:
        self._read()
        for table, column, known in _LABELS:
            for line, row in self.rows[table]:
                if row[column] not in known:
                    self.tell(line, f"{row[column]!r} is none of {', '.join(known)}")
        entities = [self._entity(line, row) for line, row in self.rows["entities"]]
        quotes = [self._quote(line, row) for line, row in self.rows["quotes"]]
        stances = [
            {
                "holder": _given(row["holder"]),
                "target": row["target"],
                "label": row["label"],
                "evidence": [self._span(span) for span in self._take((row["holder"], row["target"]))],
            }
            for _, row in self.rows["stances"]
        ]
        claims = [self._claim(line, row) for line, row in self.rows["claims"]]
        for key in (*self.spans, *((entity,) for entity in self.mentions)):
            self.tell(self.span_lines[key], f"{' '.join(key[:2])} has spans, but no row in its table")
        if self.log:
            raise InvalidRecords(self.log)
        return Record(
            self.document.id,
            entities=self._typed(tuple[Entity, ...], entities, "entities"),
            quotes=self._typed(tuple[Quote, ...], quotes, "quotes"),
            stances=self._typed(tuple[Stance, ...], stances, "stances"),
            claims=self._typed(tuple[Claim, ...], claims, "claims"),
        )

    def _read(self) -> None:
        table: str | None = None
        unit = -1
        header = [f"doc {self.document.id}", *(f"{target.id} {target.text}" for target in self.document.targets)]
        for number, line in self.lines:
            if number <= len(header):
                if line != header[number - 1]:
                    self.tell(number, f"the head does not match the corpus; this line must be {header[number - 1]!r}")
            elif not line:
                continue
            elif line in _ROWS:
                table = line
            elif table is not None:
                if match := _ROWS[table].match(line):
                    self.rows[table].append((number, match))
                else:
                    self.tell(number, f"not a row of the table {table}: {_SHAPES[table]}")
            elif match := _UNIT.match(line):
                unit += 1
                self._check_unit(number, unit, int(match[1]), match[2])
            elif match := _SPAN.match(line):
                self._read_span(number, unit, match)
            else:
                self.tell(number, "neither a unit (`3| text`), a span (two spaces, an id, words) nor a table's name")
        if unit + 1 != len(self.document.units):
            self.tell(None, f"{unit + 1} units, but the corpus has {len(self.document.units)}")

    def _check_unit(self, line: int, unit: int, number: int, words: str) -> None:
        if unit >= len(self.document.units):
            return
        start, end = self.document.units[unit]
        if number != unit + 1 or words != self.document.text[start:end]:
            self.tell(line, f"unit {unit + 1} is not that of the corpus; unit lines are never changed")

    def _read_span(self, line: int, unit: int, match: re.Match[str]) -> None:
        if not 0 <= unit < len(self.document.units):
            self.tell(line, "a span stands under the unit in which it begins")
            return
        try:
            span = self.finder.find(match["words"], unit)
        except NotFound as error:
            self.tell(line, str(error))
            return
        key: tuple[str, ...]
        if match["entity"]:
            if match["form"] and match["form"] not in FORMS:
                self.tell(line, f"{match['form']!r} is none of {', '.join(FORMS)}")
                return
            self.mentions.setdefault(match["entity"], []).append((*span, match["form"] or ""))
            self.span_lines.setdefault((match["entity"],), line)
            return
        if match["quote"]:
            key = (match["quote"], match["role"])
        elif match["holder"]:
            key = (match["holder"], match["target"])
        else:
            key = (match["claim"],)
        self.spans.setdefault(key, []).append(span)
        self.span_lines.setdefault(key, line)

    def _take(self, key: tuple[str, ...]) -> list[tuple[int, int]]:
        return sorted(self.spans.pop(key, []))

    def _one(self, line: int, key: tuple[str, ...], *, needed: bool) -> tuple[int, int] | None:
        spans = self._take(key)
        if len(spans) > 1 or (needed and not spans):
            self.tell(line, f"{' '.join(key)} has {len(spans)} spans, but one is needed")
        return spans[0] if spans else None

    def _entity(self, line: int, row: re.Match[str]) -> dict[str, Any]:
        named = row["sort"].isupper()
        usual: Form = "nominal" if not named else "value" if row["sort"] in VALUE_TYPES else "name"
        mentions = sorted((start, end, form or usual) for start, end, form in self.mentions.pop(row["id"], []))
        if not mentions:
            self.tell(line, f"{row['id']} has no mention")
        return {
            "id": row["id"],
            "name": row["name"],
            "type": row["sort"] if named else None,
            "kind": None if named else row["sort"],
            "mentions": [{**self._span((start, end)), "form": form} for start, end, form in mentions],
        }

    def _quote(self, line: int, row: re.Match[str]) -> dict[str, Any]:
        content = self._take((row["id"], "content"))
        if not content:
            self.tell(line, f"{row['id']} has no content")
        cue = self._one(line, (row["id"], "cue"), needed=False)
        source = self._one(line, (row["id"], "source"), needed=False)
        return {
            "id": row["id"],
            "type": row["type"],
            "content": [self._span(span) for span in content],
            "cue": cue and self._span(cue),
            "source": source and self._span(source),
            "speaker": _given(row["speaker"]),
            "parent": row["parent"],
        }

    def _claim(self, line: int, row: re.Match[str]) -> dict[str, Any]:
        span = self._one(line, (row["id"],), needed=True) or (0, 1)
        return {
            "id": row["id"],
            **self._span(span),
            "claimant": _given(row["claimant"]),
            "quote": row["quote"],
            "worth": row["worth"],
            "kind": row["kind"],
            "title": row["title"] is not None,
            "disputed": row["disputed"] is not None,
        }

    def _span(self, span: tuple[int, int]) -> dict[str, Any]:
        return {"start": span[0], "end": span[1], "text": self.document.text[slice(*span)]}

    def _typed(self, kind: Any, rows: list[dict[str, Any]], table: str) -> Any:
        try:
            return msgspec.convert(rows, kind)
        except msgspec.ValidationError as error:
            self.tell(None, f"in the table {table}: {error}")
            raise InvalidRecords(self.log) from None


def _given(name: str) -> str | None:
    return None if name == "-" else name
