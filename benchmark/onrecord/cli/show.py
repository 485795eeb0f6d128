"""Prints a document with its layers: coloured names and quotations in the text, claims under it, stances after it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from onrecord.cli.terminal import console, safe
from onrecord.foreign import shown
from onrecord.layers import Document, Record

_TYPE_STYLES = {
    "PERSON": "bold cyan",
    "NORP": "magenta",
    "ORG": "bold blue",
    "GPE": "bold green",
    "LOC": "green",
    "FAC": "green",
    "EVENT": "yellow",
    "LAW": "bold yellow",
    "DATE": "bright_black",
    "MONEY": "bright_black",
    "PERCENT": "bright_black",
    "CARDINAL": "bright_black",
}
_STANCE_STYLES = {"favor": "green", "against": "red", "neutral": "bright_black"}
_LABEL_MARKS = {"check-worthy": "●", "factual": "○"}


def print_document(document: Document, record: Record) -> None:
    """Prints the text unit by unit, and what its layers say of each unit beneath it."""
    out = console()
    out.print(safe(f"{document.id}  ({document.genre}, {document.topic}, split {document.split})", "bold"))
    out.print(_legend())
    styles = list(_styled(record))
    names = {entity.id: entity.name or entity.id for entity in record.entities or ()}
    for number, (start, end) in enumerate(document.units, start=1):
        line = Text(f"{number:>3} ")
        shift = len(line) - start
        # Escaping changes lengths, so a unit with something to escape is printed without colours.
        words = document.text[start:end]
        line.append(shown(words, len(words)))
        if shown(words, len(words)) == words:
            for span_start, span_end, style in styles:
                if span_start < end and span_end > start:
                    line.stylize(style, max(span_start, start) + shift, min(span_end, end) + shift)
        out.print(line, soft_wrap=True)
        for note in _notes(document, record, names, start, end):
            out.print(note, soft_wrap=True)
    out.print()
    targets = {target.id: target.text for target in document.targets}
    for stance in record.stances or ():
        holder = "the article's own voice" if stance.holder is None else names.get(stance.holder, stance.holder)
        line = Text("stance ", "dim")
        line.append(str(stance.label), _STANCE_STYLES.get(str(stance.label), ""))
        line.append_text(safe(f"  {holder}  on  {targets.get(stance.target, stance.target)}"))
        out.print(line, soft_wrap=True)


def _legend() -> Text:
    line = Text()
    for kind, style in _TYPE_STYLES.items():
        line.append(kind, style)
        line.append(" ")
    line.append("quotation", "italic on grey23")
    line.append(" ")
    line.append("cue", "reverse")
    line.append(" ")
    line.append("source", "underline")
    line.append("  ● check-worthy ○ factual")
    return line


def _styled(record: Record) -> Iterator[tuple[int, int, str]]:
    for quote in record.quotes or ():
        for span in quote.content:
            yield span.start, span.end, "italic on grey23"
        if quote.source is not None:
            yield quote.source.start, quote.source.end, "underline"
        if quote.cue is not None:
            yield quote.cue.start, quote.cue.end, "reverse"
    for entity in record.entities or ():
        for mention in entity.mentions:
            if mention.form in ("name", "value"):
                yield mention.start, mention.end, _TYPE_STYLES.get(str(entity.type), "")


def _notes(document: Document, record: Record, names: dict[str, str], start: int, end: int) -> Iterator[Text]:
    for quote in record.quotes or ():
        if start <= quote.content[0].start < end:
            speaker = "nobody" if quote.speaker is None else names.get(quote.speaker, quote.speaker)
            yield safe(f"      “ {quote.id} {quote.type}, {speaker}", "dim", 300)
    for claim in record.claims or ():
        if start <= claim.start < end:
            whose = "" if claim.claimant is None else f", {names.get(claim.claimant, claim.claimant)}"
            flags = " title" * claim.title + " disputed" * claim.disputed
            words = document.text[claim.start : claim.end]
            yield safe(f"      {_LABEL_MARKS[claim.worth]} {claim.id} {claim.kind}{flags}{whose}: {words}", "dim", 300)
