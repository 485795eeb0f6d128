"""Reads brat's standoff format as a record; it is not trusted, and every fault is told with its line."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import msgspec

from onrecord.brat import configuration as types
from onrecord.brat.writing import usual_name
from onrecord.faults import Fault, FaultLog, InvalidRecords
from onrecord.layers import VALUE_TYPES, Claim, Document, Entity, Quote, Record, Stance
from onrecord.numbering import renumbered

LARGEST = 4 * 1024 * 1024
"""The most characters of a file that is read."""

_NUMBER = r"[0-9]{1,9}"
_SPAN = re.compile(rf"(T{_NUMBER})\t([A-Za-z_]+) ({_NUMBER} {_NUMBER}(?:;{_NUMBER} {_NUMBER}){{0,999}})\t(.*)\Z")
_LINK = re.compile(rf"R{_NUMBER}\t([A-Za-z]+) Arg1:(T{_NUMBER}) Arg2:(T{_NUMBER})\s*\Z")
_MARK = re.compile(rf"[AM]{_NUMBER}\t([A-Za-z]+) (T{_NUMBER})(?: ([a-z0-9-]+))?\Z")
_GROUP = re.compile(rf"\*\tEquiv (T{_NUMBER}(?: T{_NUMBER})*)\Z")
_NOTE = re.compile(rf"#{_NUMBER}\tAnnotatorNotes (T{_NUMBER})\t(.*)\Z")

_Pieces = tuple[tuple[int, int], ...]


def read_brat(source: str, document: Document, *, file: str | None = None) -> Record:
    """Returns the record of an ``.ann`` file, its ids given anew by first appearance.

    What the standoff does not say follows from the rules: the usual form and the usual name (the longest mention), the
    claimant of a claim within a quotation (its speaker). Fragments with nothing but a line break between are one span.

    Args:
        source: the file's text.
        document: the corpus row; offsets are those of its text.
        file: the name that faults are told with.

    Raises:
        InvalidRecords: a line is not in the format, or what it says cannot be; every such line is told.
    """
    return _Reading(source, document, file).record()


class _Reading:
    def __init__(self, source: str, document: Document, file: str | None) -> None:
        self.source, self.document, self.file = source, document, file
        self.log = FaultLog()
        self.spans: dict[str, tuple[str, _Pieces]] = {}
        self.lines: dict[str, int] = {}
        self.links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.marks: dict[str, dict[str, str]] = defaultdict(dict)
        self.groups: list[list[str]] = []
        self.names: dict[str, str] = {}

    def tell(self, line: int | None, message: str) -> None:
        self.log.add(Fault("brat", message, file=self.file, line=line, doc_id=self.document.id))

    def record(self) -> Record:
        if len(self.source) > LARGEST:
            self.tell(None, f"more than {LARGEST} characters are not read")
            raise InvalidRecords(self.log)
        later = []
        for number, line in enumerate(self.source.split("\n"), start=1):
            words = line.rstrip("\r")
            if match := _SPAN.match(words):
                self._read_span(number, match)
            elif words.strip():
                later.append((number, words))
        for number, words in later:
            self._read_other(number, words)
        entity_of, entities = self._entities()
        quote_of, quotes = self._quotes(entity_of)
        speakers = {quote["id"]: quote["speaker"] for quote in quotes}
        stances = self._stances(entity_of)
        claims = self._claims(quote_of, speakers)
        if self.log:
            raise InvalidRecords(self.log)
        try:
            record = Record(
                self.document.id,
                entities=msgspec.convert(entities, tuple[Entity, ...]),
                quotes=msgspec.convert(quotes, tuple[Quote, ...]),
                stances=msgspec.convert(stances, tuple[Stance, ...]),
                claims=msgspec.convert(claims, tuple[Claim, ...]),
            )
        except msgspec.ValidationError as error:
            self.tell(None, str(error))
            raise InvalidRecords(self.log) from None
        return renumbered(record)

    def _read_span(self, line: int, match: re.Match[str]) -> None:
        name, bears, where, words = match.groups()
        text = self.document.text
        pieces = [tuple(map(int, piece.split())) for piece in where.split(";")]
        if name in self.spans:
            self.tell(line, f"{name} is there twice")
        elif bears not in types.SPANS:
            self.tell(line, f"{bears!r} is no type of span: {', '.join(types.SPANS)}")
        elif not all(0 <= start < end <= len(text) for start, end in pieces):
            self.tell(line, f"{name} lies outside the text, or is empty")
        elif " ".join(text[start:end] for start, end in pieces).split() != words.split():
            self.tell(line, f"{name}: its words are not those of the text; was the text changed?")
        else:
            self.spans[name] = bears, self._joined(sorted((start, end) for start, end in pieces))
        self.lines.setdefault(name, line)

    def _joined(self, pieces: list[tuple[int, int]]) -> _Pieces:
        joined = [pieces[0]]
        for start, end in pieces[1:]:
            between = self.document.text[joined[-1][1] : start]
            if not between.strip() and "\n" in between:
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        return tuple(joined)

    def _read_other(self, line: int, words: str) -> None:
        if match := _LINK.match(words):
            relation, one, other = match.groups()
            bearers = types.RELATIONS.get(relation)
            if bearers is None:
                self.tell(line, f"{relation!r} is no relation: {', '.join(types.RELATIONS)}")
            elif self._are(line, (one, bearers[0]), (other, bearers[1])):
                self.links[one][relation].append(other)
        elif match := _MARK.match(words):
            attribute, bearer, value = match.groups()
            known = types.ATTRIBUTES.get(attribute)
            if known is None:
                self.tell(line, f"{attribute!r} is no attribute: {', '.join(types.ATTRIBUTES)}")
            elif (value or None) not in (known[1] or (None,)):
                self.tell(line, f"{attribute} cannot be {value!r}; known: {', '.join(known[1]) or 'no value'}")
            elif self._are(line, (bearer, known[0])):
                self.marks[bearer][attribute] = value or ""
        elif match := _GROUP.match(words):
            members = match[1].split(" ")
            if self._are(line, *((member, types.MENTIONS) for member in members)):
                self.groups.append(members)
        elif match := _NOTE.match(words):
            self.names[match[1]] = match[2].strip()
        else:
            self.tell(line, "no line of brat's standoff format that is known here (T, R, A, * Equiv, #)")

    def _are(self, line: int, *wanted: tuple[str, tuple[str, ...]]) -> bool:
        for name, bearers in wanted:
            if name not in self.spans:
                self.tell(line, f"{name} is no span of this file")
                return False
            if self.spans[name][0] not in bearers:
                self.tell(line, f"{name} is {self.spans[name][0]}, but has to be one of {', '.join(bearers)}")
                return False
        return True

    def _entities(self) -> tuple[dict[str, str], list[dict[str, Any]]]:
        mentions = [name for name, (bears, _) in self.spans.items() if bears in types.MENTIONS]
        leader = {name: name for name in mentions}
        for members in self.groups:
            leaders = {_find(leader, member) for member in members}
            first = min(leaders, key=_position)
            leader.update(dict.fromkeys(leaders, first))
        together: dict[str, list[str]] = defaultdict(list)
        for name in mentions:
            together[_find(leader, name)].append(name)
        entity_of, entities = {}, []
        for number, members in enumerate(together.values(), start=1):
            bears = {self.spans[name][0] for name in members}
            if len(bears) > 1:
                self.tell(self.lines[members[0]], f"one entity of several types: {', '.join(sorted(bears))}")
            entities.append(self._entity(f"e{number}", min(bears), members))
            entity_of.update(dict.fromkeys(members, f"e{number}"))
        return entity_of, entities

    def _entity(self, entity_id: str, bears: str, members: list[str]) -> dict[str, Any]:
        named = not bears.startswith(types.UNNAMED)
        usual = "nominal" if not named else "value" if bears in VALUE_TYPES else "name"
        mentions = sorted(
            ({**self._one(name), "form": self.marks[name].get("Form", usual)} for name in members),
            key=lambda mention: (mention["start"], mention["end"]),
        )
        noted = [self.names[name] for name in members if self.names.get(name)]
        name = noted[0] if noted and named else usual_name(mention["text"] for mention in mentions)
        return {
            "id": entity_id,
            "name": name if named else mentions[0]["text"],
            "type": bears if named else None,
            "kind": None if named else bears.removeprefix(types.UNNAMED),
            "mentions": mentions,
        }

    def _quotes(self, entity_of: dict[str, str]) -> tuple[dict[str, str], list[dict[str, Any]]]:
        heads = self._heads(types.CONTENT)
        quote_of = {}
        for number, head in enumerate(heads, start=1):
            quote_of.update(dict.fromkeys([head, *self.links[head]["More"]], f"q{number}"))
        quotes = []
        for head in heads:
            cue, source, speaker, parent = (self._linked(head, name) for name in ("Cue", "Source", "Speaker", "Parent"))
            if "Type" not in self.marks[head]:
                self.tell(self.lines[head], f"{head} is content, but has no Type")
            quotes.append(
                {
                    "id": quote_of[head],
                    "type": self.marks[head].get("Type"),
                    "content": self._several(head),
                    "cue": cue and self._one(cue),
                    "source": source and self._one(source),
                    "speaker": speaker and entity_of[speaker],
                    "parent": parent and quote_of.get(parent),
                }
            )
        return quote_of, quotes

    def _stances(self, entity_of: dict[str, str]) -> list[dict[str, Any]]:
        stances = []
        for head in self._heads(types.STANCE):
            missing = [name for name in ("Target", "Side") if name not in self.marks[head]]
            if missing:
                self.tell(self.lines[head], f"{head} is a stance, but has no {' and no '.join(missing)}")
            holder = self._linked(head, "Holder")
            stances.append(
                {
                    "holder": holder and entity_of[holder],
                    "target": self.marks[head].get("Target", ""),
                    "label": self.marks[head].get("Side"),
                    "evidence": [] if "NoEvidence" in self.marks[head] else self._several(head),
                }
            )
        return stances

    def _claims(self, quote_of: dict[str, str], speakers: dict[str, str | None]) -> list[dict[str, Any]]:
        claims = []
        for number, head in enumerate(self._heads(types.CLAIM), start=1):
            marks = self.marks[head]
            missing = [name for name in ("Worth", "Kind") if name not in marks]
            if missing:
                self.tell(self.lines[head], f"{head} is a claim, but has no {' and no '.join(missing)}")
                continue
            within = self._linked(head, "Within")
            quote = quote_of.get(within or "")
            claims.append(
                {
                    "id": f"c{number}",
                    **self._one(head),
                    "claimant": speakers[quote] if quote else None,
                    "quote": quote,
                    "worth": marks["Worth"],
                    "kind": marks["Kind"],
                    "title": "Title" in marks,
                    "disputed": "Disputed" in marks,
                }
            )
        return claims

    def _heads(self, bears: str) -> list[str]:
        """Returns the spans of a type that hang on no other by ``More``, in the order of the file."""
        more = {other for links in self.links.values() for other in links["More"]}
        return [name for name, (kind, _) in self.spans.items() if kind == bears and name not in more]

    def _linked(self, head: str, relation: str) -> str | None:
        found = self.links[head][relation]
        if len(found) > 1:
            self.tell(self.lines[head], f"{head} has {len(found)} relations {relation}, but can have one")
        return found[0] if found else None

    def _several(self, head: str) -> list[dict[str, Any]]:
        pieces = [piece for name in (head, *self.links[head]["More"]) for piece in self.spans[name][1]]
        return [self._cut(*piece) for piece in sorted(pieces)]

    def _one(self, name: str) -> dict[str, Any]:
        pieces = self.spans[name][1]
        if len(pieces) > 1:
            self.tell(self.lines[name], f"{name} is {self.spans[name][0]}, which is one span, but has {len(pieces)}")
        return self._cut(*pieces[0])

    def _cut(self, start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": self.document.text[start:end]}


def _find(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = name = leader[leader[name]]
    return name


def _position(name: str) -> int:
    return int(name[1:])
