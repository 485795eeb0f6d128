"""``onrecord errors``: where predictions differ from the gold, in context."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import msgspec
from rich.text import Text

from onrecord.cli.options import chosen_gold, gold_options, in_file, json_option, track_option
from onrecord.cli.plain import write_json
from onrecord.cli.terminal import console, print_rows, safe
from onrecord.differences import Difference, find_differences
from onrecord.layers import LAYERS, Track


@click.command()
@click.argument("predictions", type=in_file)
@gold_options
@track_option
@json_option
@click.option("--layer", type=click.Choice(LAYERS), help="Only the differences of this layer.")
def errors(
    predictions: Path,
    split: str | None,
    gold: Path | None,
    corpus: Path | None,
    track: Track,
    as_json: bool,
    layer: str | None,
) -> None:
    """Lists where PREDICTIONS differ from the gold: missed, spurious, boundary, label, wrong speaker, in context."""
    chosen = chosen_gold(split, gold, corpus, track=track).read()
    found = chosen.read(predictions)
    differences: list[Difference] = []
    texts = {document.id: document.text for document in chosen.documents}
    for case in chosen.cases(found):
        differences += find_differences(case, found.layers if layer is None else found.layers & {layer})
    if as_json:
        write_json(msgspec.json.format(msgspec.json.encode(differences), indent=2) + b"\n")
        return
    out = console()
    for item in differences:
        out.print(_line(item, texts[item.doc_id]), soft_wrap=True)
    counts = Counter((item.layer, item.kind) for item in differences)
    rows = [(f"{name}: {kind}", str(count)) for (name, kind), count in sorted(counts.items())]
    print_rows("differences", ("layer: kind", "count"), rows)


def _line(item: Difference, text: str) -> Text:
    before, words, after = (part.replace("\n", " ") for part in item.context(text))
    sides = [f"gold {item.gold}"] if item.gold is not None else []
    sides += [f"predicted {item.predicted}"] if item.predicted is not None else []
    line = Text.assemble(safe(item.doc_id, "dim"), f" {item.layer} ", (item.kind, "bold"), ": ")
    line.append_text(safe("; ".join(sides), limit=400))
    if words:
        line.append("  «")
        line.append_text(safe(before, "dim"))
        line.append_text(safe(words, "underline", 300))
        line.append_text(safe(after, "dim"))
        line.append("»")
    return line
