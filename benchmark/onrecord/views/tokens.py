"""A document as tokens with their tags: the rows of the view ``tokens``, for the tokenizer that a model uses.

How a token gets its tag:

- Each column of tags is flat. Spans are taken in the order of the text, the longer first where two start together;
  a span that overlaps one taken before is left out (two quotations may share a source; it is tagged once).
- A token belongs to the first span with which it shares a character, so a token that straddles the edge of a span
  is wholly inside it. A token that straddles two spans belongs to the first; the second begins at its next token,
  and has no tag where it has no other token.
- The first token of a span is ``B``, all others ``I``; each content span of an interrupted quotation has its own
  ``B``. Special tokens and tokens outside every span are ``O``; ``special_tokens_mask`` tells the two apart.
- Entities: mentions of the forms name and value. Quotations: those without a parent. One inside another's content
  (at any depth) has no tag, as flat tags cannot hold both; the view ``quotes`` has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from os import PathLike
from typing import Any, TypeAlias

from onrecord.faults import UsageError
from onrecord.foreign import shown
from onrecord.layers import Document, Record, Span
from onrecord.views.features import ENTITY_TAGS, QUOTE_TAGS
from onrecord.views.rows import Row, RowsOf

Stretch: TypeAlias = tuple[int, int, str]
"""Start, end and the label that the tags of its tokens carry (empty for tags without one)."""

_NUMBERS = {
    column: {tag: number for number, tag in enumerate(names)}
    for column, names in (
        ("entity_tags", ENTITY_TAGS),
        ("content_tags", QUOTE_TAGS),
        ("cue_tags", QUOTE_TAGS),
        ("source_tags", QUOTE_TAGS),
    )
}


def fast_tokenizer(tokenizer: Any) -> Any:
    """Returns the tokenizer itself, or the one that a name or a folder stands for.

    Raises:
        UsageError: there is none, it cannot be loaded, or it is slow: only fast ones know the offsets of tokens.
    """
    if tokenizer is None:
        raise UsageError("the view tokens needs a tokenizer: a fast one of transformers, or its name or folder")
    if isinstance(tokenizer, (str, PathLike)):
        tokenizer = _by_name(tokenizer)
    if not getattr(tokenizer, "is_fast", False):
        kind = f"{type(tokenizer).__module__}.{type(tokenizer).__qualname__}"
        raise UsageError(
            f"the view tokens needs a fast tokenizer of transformers, and {kind} is none: only fast ones tell the "
            "offsets of their tokens (wrap one of the library tokenizers in transformers.PreTrainedTokenizerFast)"
        )
    return tokenizer


def token_rows(tokenizer: Any) -> RowsOf:
    """Returns what turns a document and its gold into the one row of its tokens (``tokenizer`` is a fast one)."""

    def rows(document: Document, record: Record) -> Iterator[Row]:
        encoded = tokenizer(
            document.text,
            truncation=False,
            padding=False,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
            # No word about texts longer than the model takes: cutting them to windows is the caller's choice.
            verbose=False,
        )
        special = encoded["special_tokens_mask"]
        offsets = [(int(start), int(end)) for start, end in encoded["offset_mapping"]]
        places = [None if mask else offset for mask, offset in zip(special, offsets, strict=True)]
        outermost = [quote for quote in record.quotes or () if quote.parent is None]
        stretches = {
            "entity_tags": _names_and_values(record),
            "content_tags": _unlabelled(span for quote in outermost for span in quote.content),
            "cue_tags": _unlabelled(quote.cue for quote in outermost),
            "source_tags": _unlabelled(quote.source for quote in outermost),
        }
        yield {
            "doc_id": document.id,
            "tokens": tokenizer.convert_ids_to_tokens(encoded["input_ids"]),
            "input_ids": encoded["input_ids"],
            "offsets": offsets,
            "special_tokens_mask": special,
            # Tags as numbers: a text has thousands, and the library would look each name up anew.
            **{
                column: [_NUMBERS[column][tag] for tag in tags(found, places, len(document.text))]
                for column, found in stretches.items()
            },
        }

    return rows


def tags(stretches: Iterable[Stretch], places: Sequence[tuple[int, int] | None], length: int) -> list[str]:
    """Returns a BIO tag for each token, by the rules above.

    Args:
        stretches: what is to be tagged, in any order.
        places: the offsets of each token in code points, None for a special token.
        length: how many code points the text has.
    """
    taken: list[Stretch] = []
    owners = [-1] * length
    for stretch in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        start, end, _ = stretch
        if not taken or taken[-1][1] <= start:
            owners[start:end] = [len(taken)] * (end - start)
            taken.append(stretch)
    begun: set[int] = set()
    result = []
    for place in places:
        owner = -1 if place is None else _owner(owners, *place)
        if owner < 0:
            result.append("O")
            continue
        label = taken[owner][2]
        edge = "I" if owner in begun else "B"
        begun.add(owner)
        result.append(f"{edge}-{label}" if label else edge)
    return result


def _owner(owners: Sequence[int], start: int, end: int) -> int:
    if start == end:
        # Some tokenizers make tokens of no width; between two characters of one span they are part of it.
        inside = 0 < start < len(owners) and owners[start - 1] == owners[start]
        return owners[start] if inside else -1
    return next((owner for owner in owners[start:end] if owner >= 0), -1)


def _names_and_values(record: Record) -> Iterator[Stretch]:
    for entity in record.entities or ():
        for mention in entity.mentions:
            if mention.form in ("name", "value") and entity.type is not None:
                yield mention.start, mention.end, entity.type


def _unlabelled(spans: Iterable[Span | None]) -> Iterator[Stretch]:
    for span in spans:
        if span is not None:
            yield span.start, span.end, ""


def _by_name(name: str | PathLike[str]) -> Any:
    try:
        # Typed as Any: the library is big, optional, and its types change with its version.
        transformers: Any = import_module("transformers")
    except ImportError as error:
        raise UsageError(f"a tokenizer's name needs transformers: pip install transformers ({error})") from None
    try:
        return transformers.AutoTokenizer.from_pretrained(str(name))
    except Exception as error:  # noqa: BLE001  # the tokenizers beneath raise bare Exception; any failure is the name's
        raise UsageError(f"the tokenizer {shown(str(name), 120)} cannot be loaded: {shown(str(error), 300)}") from None
