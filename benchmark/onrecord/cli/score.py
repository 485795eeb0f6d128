"""``onrecord validate``, ``score`` and ``errors``: whether predictions are well formed, how good, and where wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import msgspec
from rich.text import Text

from onrecord.cli.options import (
    chosen_gold,
    gold_options,
    in_file,
    json_option,
    resamples_option,
    seed_option,
    track_option,
)
from onrecord.cli.terminal import console, print_report, print_rows, safe, write_json
from onrecord.differences import Difference, find_differences
from onrecord.faults import InvalidRecords, UsageError
from onrecord.foreign import shown
from onrecord.layers import LAYERS, Track
from onrecord.schema import prediction_schema
from onrecord.tabulation import SLICES
from onrecord.verbs import chosen_slices


@click.command()
@click.argument("predictions", type=in_file, required=False)
@gold_options
@track_option
@json_option
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a line of predictions instead.")
def validate(
    predictions: Path | None,
    split: str | None,
    gold: Path | None,
    corpus: Path | None,
    track: Track,
    as_json: bool,
    schema: bool,
) -> None:
    """Checks PREDICTIONS against every rule and tells each fault with its place (exit code 3 if there is one)."""
    if schema:
        write_json(msgspec.json.format(msgspec.json.encode(prediction_schema()), indent=2) + b"\n")
        return
    if predictions is None:
        raise UsageError("name the file of predictions (or give --schema)")
    chosen = chosen_gold(split, gold, corpus, track=track).read()
    try:
        found = chosen.read(predictions)
    except InvalidRecords as error:
        if as_json:
            told = {"valid": False, "counts": dict(error.log.counts), "faults": error.log.faults}
            write_json(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
        raise
    layers = sorted(found.layers)
    if as_json:
        result = {"valid": True, "records": len(found.records), "documents": len(chosen.documents), "layers": layers}
        write_json(msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")
        return
    words = f"{len(found.records)} of {len(chosen.documents)} documents; layers: {', '.join(layers) or 'none'}"
    click.echo(shown(f"{predictions}: valid; {words}", 500))


@click.command()
@click.argument("predictions", type=in_file)
@gold_options
@track_option
@seed_option
@resamples_option
@json_option
@click.option("--all", "everything", is_flag=True, help="Print every number, not the headlines alone.")
@click.option("--slices", default="", help=f"Give the numbers by these too, with commas between: {', '.join(SLICES)}.")
def score(
    predictions: Path,
    split: str | None,
    gold: Path | None,
    corpus: Path | None,
    track: Track,
    seed: int,
    resamples: int,
    as_json: bool,
    everything: bool,
    slices: str,
) -> None:
    """Scores PREDICTIONS in every task, with 95% intervals where there are documents enough."""
    names = chosen_slices(slices)
    report = chosen_gold(split, gold, corpus, track=track, seed=seed, resamples=resamples).report(
        predictions, slices=names
    )
    if as_json:
        write_json(report.to_json())
    else:
        print_report(report, everything=everything)


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
