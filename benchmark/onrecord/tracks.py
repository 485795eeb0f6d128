"""What a system is given in each track, and what a prediction and a file of inputs must be in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from onrecord.checks import cut, id_problems, record_problems, span_problems
from onrecord.layers import Document, Entity, Input, Quote, Record, Span, Stance, Track
from onrecord.shapes import Problem, shape_problems

_NAMING = ("name", "value")
_GIVES = {
    "entities": "gives name and value mentions, and the first mention of an unnamed entity",
    "quotes": "gives id, type, content and parent of a quotation",
    "stances": "gives holder and target of a stance, and no label and evidence",
}


def given_of(gold: Record) -> Record:
    """Returns what the track ``given`` shows of a gold record.

    Entities with their name and value mentions, unnamed ones with their first mention; quotations with id, type,
    content and parent; (holder, target) pairs without label and evidence. A gold cue, source or pronoun would give the
    speaker away.
    """
    return Record(
        gold.doc_id,
        entities=tuple(_given_entity(entity) for entity in gold.entities or ()),
        quotes=tuple(_given_quote(quote) for quote in gold.quotes or ()),
        stances=tuple(_given_stance(stance) for stance in gold.stances or ()),
    )


def inputs_of(documents: Iterable[Document], gold: Mapping[str, Record], track: Track) -> tuple[Input, ...]:
    """Returns the inputs of a track: each document, and in ``given`` what that track shows of its gold."""
    if track == "text":
        return tuple(Input(document) for document in documents)
    return tuple(Input(document, given_of(gold[document.id])) for document in documents)


def completed(record: Record, given: Record) -> Record:
    """Returns a prediction of the track ``given`` with the given entities, contents, types and parents put in.

    What a prediction says itself of these agrees with what was given (``prediction_problems``), and is not scored.
    """
    known = {quote.id: quote for quote in given.quotes or ()}
    quotes = record.quotes
    if quotes is not UNSET:
        quotes = tuple(
            replace(quote, content=known[quote.id].content, type=known[quote.id].type, parent=known[quote.id].parent)
            for quote in quotes
        )
    return replace(record, entities=given.entities, quotes=quotes)


def prediction_problems(
    record: Record, document: Document, given: Record | None, *, sound_entities: bool = False
) -> Iterator[Problem]:
    """Yields every fault of a predicted record, in the track ``text`` (nothing given) or ``given``."""
    if given is None:
        yield from record_problems(record, document, sound_entities=sound_entities)
        return
    yield from _contradictions(record, given, document.text)
    faults = list(_not_given(record, given))
    yield from faults
    if not faults:
        # Ids may lead to anything that was given, so the quotations that the prediction leaves out are put in as well.
        said = {quote.id for quote in record.quotes or ()}
        left_out = tuple(quote for quote in given.quotes or () if quote.id not in said)
        whole = completed(record, given)
        yield from record_problems(replace(whole, quotes=(*(whole.quotes or ()), *left_out)), document)


def checked(record: object, item: Input) -> tuple[Record | None, list[Problem]]:
    """Returns a record made in memory as a reader of its file will see it, or None with its faults.

    Nothing checked its types so far: a system may have put anything into a ``Record``.
    """
    if not isinstance(record, Record) or not isinstance(record.doc_id, str) or record.doc_id != item.document.id:
        return None, [("", "order", "a system yields one Record an input, in order")]
    try:
        line = msgspec.json.encode(record)
    except (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError) as error:
        return None, [("", "type", f"the record cannot be written as JSON: {error}")]
    try:
        whole = msgspec.json.decode(line, type=Record)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return None, list(shape_problems(line, Record)) or [("", "type", str(error))]
    problems = list(prediction_problems(whole, item.document, item.given))
    return (None if problems else whole), problems


class MixedScores:
    """Finds claims without unit scores beside unit scores: of the records of one file all or none have them.

    Else units scored 1, .5 or 0 by their labels would be ranked among those that have scores of their own.
    """

    def __init__(self) -> None:
        self._scored: tuple[int | None, str] | None = None
        self._bare: tuple[int | None, str] | None = None

    def see(self, record: Record, line: int | None = None) -> None:
        """Looks at one record; ``line`` is its place, if it stands in a file."""
        if record.unit_scores is not UNSET:
            self._scored = self._scored or (line, record.doc_id)
        elif record.claims is not UNSET:
            self._bare = self._bare or (line, record.doc_id)

    def fault(self) -> tuple[int | None, str, Problem] | None:
        """Returns line and document of the first record with claims alone, and the fault; None if nothing is mixed."""
        if self._scored is None or self._bare is None:
            return None
        line, doc_id = self._scored
        place = cut(doc_id) if line is None else f"line {line}"
        message = f"{place} has unit scores, this record has claims without: all or none have them"
        return *self._bare, ("unit_scores", "mixed-scores", message)


def _not_given(record: Record, given: Record) -> Iterator[Problem]:
    entity_ids = {entity.id for entity in given.entities or ()}
    for index, entity in enumerate(record.entities or ()):
        if entity.id not in entity_ids:
            yield f"entities[{index}].id", "not-given", f"{cut(entity.id)} is none of the entities given"
    quote_ids = {quote.id for quote in given.quotes or ()}
    for index, quote in enumerate(record.quotes or ()):
        if quote.id not in quote_ids:
            yield f"quotes[{index}].id", "not-given", f"{cut(quote.id)} is none of the quotations given"
    pairs = {(stance.holder, stance.target) for stance in given.stances or ()}
    for index, stance in enumerate(record.stances or ()):
        if (stance.holder, stance.target) not in pairs:
            yield f"stances[{index}]", "not-given", "the holder and target are none of the pairs given"


def _contradictions(record: Record, given: Record, text: str) -> Iterator[Problem]:
    """Yields where a prediction says something else of a given thing than was given; what it leaves out is none.

    Ids alone join in this track, and those of a prediction made for the track ``text`` may be given ones by chance.
    """
    entities = {entity.id: entity for entity in given.entities or ()}
    quotes = {quote.id: quote for quote in given.quotes or ()}
    yield from id_problems("entities", (entity.id for entity in record.entities or ()))
    for index, entity in enumerate(record.entities or ()):
        path = f"entities[{index}]"
        for number, mention in enumerate(entity.mentions):
            yield from span_problems(mention, f"{path}.mentions[{number}]", text)
        shown = entities.get(entity.id)
        if shown is not None:
            if entity.type not in (None, shown.type) or entity.kind not in (None, shown.kind):
                yield path, "contradicts-given", f"{cut(entity.id)} was given with another type or kind"
            if not _mentions_agree(entity, shown):
                yield f"{path}.mentions", "contradicts-given", f"{cut(entity.id)} was given with other mentions"
    for index, quote in enumerate(record.quotes or ()):
        path = f"quotes[{index}]"
        for number, span in enumerate(quote.content):
            yield from span_problems(span, f"{path}.content[{number}]", text)
        known = quotes.get(quote.id)
        if known is not None:
            if quote.content and _ranges(quote.content) != _ranges(known.content):
                yield f"{path}.content", "contradicts-given", f"{cut(quote.id)} was given with other content"
            if quote.type not in (None, known.type):
                yield f"{path}.type", "contradicts-given", f"{cut(quote.id)} was given with the type {known.type}"
            if quote.parent not in (None, known.parent):
                yield f"{path}.parent", "contradicts-given", f"{cut(quote.id)} was given with another parent"


def _mentions_agree(entity: Entity, shown: Entity) -> bool:
    """Whether an entity's names and values are given ones, and at least one of its mentions is, if it lists any.

    Nominals and pronouns beside them are a system's own: what is given leaves them out.
    """
    known = {(mention.start, mention.end, mention.form) for mention in shown.mentions}
    said = {(mention.start, mention.end, mention.form) for mention in entity.mentions}
    return not said or (bool(said & known) and all(item in known for item in said if item[-1] in _NAMING))


def _ranges(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for span in spans)


def input_problems(item: Input) -> Iterator[Problem]:
    """Yields the faults of what an input gives, held against its document."""
    if item.given is None:
        return
    if item.given.doc_id != item.document.id:
        yield "given.doc_id", "unknown-doc", "what is given is of another document"
        return
    yield from _answers_given(item.given)
    # A label is what the track asks for, so an input has none; any will do to check the rest.
    shown = given_of(item.given)
    labelled = tuple(replace(stance, label="neutral") for stance in shown.stances or ())
    for path, rule, message in record_problems(replace(shown, stances=labelled), item.document):
        yield f"given.{path}", rule, message


def mixed_tracks(inputs: Iterable[Input]) -> Iterator[tuple[int, Problem]]:
    """Yields (index, fault) for each input that is of another track than the first."""
    first: Track | None = None
    for index, item in enumerate(inputs):
        track: Track = "text" if item.given is None else "given"
        first = first or track
        if track != first:
            message = f"this input is of the track {track}, the first one of {first}: a file holds those of one track"
            yield index, ("given", "mixed-tracks", message)


def _answers_given(given: Record) -> Iterator[Problem]:
    """Yields where what is given holds more than the track shows: part of what a system is asked for."""
    shown = given_of(given)
    for layer in ("claims", "unit_scores"):
        if getattr(given, layer) is not UNSET:
            yield f"given.{layer}", "gives-answers", "the track gives no claims and no unit scores"
    for layer in ("entities", "quotes", "stances"):
        for index, (item, bare) in enumerate(zip(getattr(given, layer) or (), getattr(shown, layer), strict=True)):
            for key in item.__struct_fields__:
                if getattr(item, key) != getattr(bare, key):
                    yield f"given.{layer}[{index}].{key}", "gives-answers", f"the track {_GIVES[layer]}"


def _given_quote(quote: Quote) -> Quote:
    return Quote(id=quote.id, type=quote.type, content=quote.content, parent=quote.parent)


def _given_stance(stance: Stance) -> Stance:
    return Stance(stance.holder, stance.target, None)


def _given_entity(entity: Entity) -> Entity:
    shown = tuple(mention for mention in entity.mentions if mention.form in _NAMING)
    first = sorted(entity.mentions, key=lambda mention: (mention.start, mention.end, mention.form))[:1]
    return replace(entity, mentions=shown or tuple(first))
