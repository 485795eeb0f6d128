"""What a system is given in each track, and how a prediction that leaves the given things out is made whole again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from onrecord.checks import cut, record_problems
from onrecord.layers import Document, Entity, Input, Quote, Record, Stance, Track
from onrecord.shapes import Problem, shape_problems


def given_of(gold: Record) -> Record:
    """Returns what the track ``given`` shows of a gold record.

    Entities with their name and value mentions, unnamed ones with their first mention; quotations with id, type,
    content and parent; (holder, target) pairs without label and evidence. A gold cue, source or pronoun would give the
    speaker away.
    """
    return Record(
        gold.doc_id,
        entities=tuple(_given_entity(entity) for entity in gold.entities or ()),
        quotes=tuple(
            Quote(id=quote.id, type=quote.type, content=quote.content, parent=quote.parent)
            for quote in gold.quotes or ()
        ),
        stances=tuple(Stance(stance.holder, stance.target, None) for stance in gold.stances or ()),
    )


def inputs_of(documents: Iterable[Document], gold: Mapping[str, Record], track: Track) -> tuple[Input, ...]:
    """Returns the inputs of a track: each document, and in ``given`` what that track shows of its gold."""
    if track == "text":
        return tuple(Input(document) for document in documents)
    return tuple(Input(document, given_of(gold[document.id])) for document in documents)


def completed(record: Record, given: Record) -> Record:
    """Returns a prediction of the track ``given`` with the given entities, contents, types and parents put in.

    Whatever a prediction says itself of these is overwritten: it is not scored.
    """
    known = {quote.id: quote for quote in given.quotes or ()}
    quotes = record.quotes
    if quotes is not UNSET:
        quotes = tuple(
            replace(quote, content=known[quote.id].content, type=known[quote.id].type, parent=known[quote.id].parent)
            for quote in quotes
        )
    return replace(record, entities=given.entities, quotes=quotes)


def prediction_problems(record: Record, document: Document, given: Record | None) -> Iterator[Problem]:
    """Yields every fault of a predicted record, in the track ``text`` (nothing given) or ``given``."""
    if given is None:
        yield from record_problems(record, document)
        return
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
    if not isinstance(record, Record) or record.doc_id != item.document.id:
        return None, [("", "order", "a system yields one Record an input, in order")]
    try:
        line = msgspec.json.encode(record)
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        return None, [("", "type", f"the record cannot be written as JSON: {error}")]
    try:
        whole = msgspec.json.decode(line, type=Record)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return None, list(shape_problems(line, Record)) or [("", "type", str(error))]
    problems = list(prediction_problems(whole, item.document, item.given))
    return (None if problems else whole), problems


def _not_given(record: Record, given: Record) -> Iterator[Problem]:
    quote_ids = {quote.id for quote in given.quotes or ()}
    for index, quote in enumerate(record.quotes or ()):
        if quote.id not in quote_ids:
            yield f"quotes[{index}].id", "not-given", f"{cut(quote.id)} is none of the quotations given"
    pairs = {(stance.holder, stance.target) for stance in given.stances or ()}
    for index, stance in enumerate(record.stances or ()):
        if (stance.holder, stance.target) not in pairs:
            yield f"stances[{index}]", "not-given", "the holder and target are none of the pairs given"


def input_problems(item: Input) -> Iterator[Problem]:
    """Yields the faults of what an input gives, held against its document."""
    if item.given is None:
        return
    if item.given.doc_id != item.document.id:
        yield "given.doc_id", "unknown-doc", "what is given is of another document"
        return
    # A label is what the track asks for, so an input has none; any will do to check the rest.
    labelled = tuple(replace(stance, label="neutral") for stance in item.given.stances or ())
    for path, rule, message in record_problems(replace(item.given, stances=labelled), item.document):
        yield f"given.{path}", rule, message


def _given_entity(entity: Entity) -> Entity:
    shown = tuple(mention for mention in entity.mentions if mention.form in ("name", "value"))
    first = sorted(entity.mentions, key=lambda mention: (mention.start, mention.end, mention.form))[:1]
    return replace(entity, mentions=shown or tuple(first))
