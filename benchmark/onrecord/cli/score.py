"""``onrecord validate`` and ``score``: whether predictions are well formed, and how good they are."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import (
    chosen_gold,
    gold_options,
    in_file,
    json_option,
    resamples_option,
    seed_option,
    track_option,
)
from onrecord.cli.plain import write_json
from onrecord.faults import InvalidRecords, UsageError
from onrecord.foreign import shown
from onrecord.layers import Track
from onrecord.schema import prediction_schema
from onrecord.tabulation import SLICES, chosen_slices


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
        write_json(prediction_schema())
        return
    if predictions is None:
        raise UsageError("name the file of predictions (or give --schema)")
    chosen = chosen_gold(split, gold, corpus, track=track).read()
    try:
        found = chosen.read(predictions)
    except InvalidRecords as error:
        if as_json:
            told = {"valid": False, "counts": dict(error.log.counts), "faults": error.log.faults}
            write_json(told)
        raise
    layers = sorted(found.layers)
    if as_json:
        result = {"valid": True, "records": len(found.records), "documents": len(chosen.documents), "layers": layers}
        write_json(result)
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
        write_json(report)
    else:
        from onrecord.cli.terminal import print_report  # noqa: PLC0415  # rich is slow to load, and JSON needs none

        print_report(report, everything=everything)
