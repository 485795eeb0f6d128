"""``onrecord inputs`` and ``onrecord predict``: what a system may see, and its predictions in a file, with resume."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import in_file, parse_options, seed_option, split_option, system_options, track_option
from onrecord.cli.terminal import progress
from onrecord.faults import Fault, FaultLog, IncompleteRun, InvalidRecords, UsageError
from onrecord.files import whole_file
from onrecord.foreign import shown
from onrecord.goldsets import installed_gold
from onrecord.layers import Input, Track
from onrecord.records import encode, read_inputs
from onrecord.running import predict_to_file
from onrecord.store import installed
from onrecord.systems import make_system
from onrecord.tracks import mixed_tracks

out_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@split_option
@track_option
@click.option("-o", "--output", type=out_file, required=True, help="The file to write, a document a line.")
def inputs(split: str | None, track: Track, output: Path) -> None:
    """Writes what a system may see of each document, for systems that run elsewhere."""
    items = installed_gold(installed(), split or "article", track=track).inputs()
    _require_folder(output)
    try:
        with whole_file(output) as stream:
            for item in items:
                stream.write(encode(item))
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from None
    click.echo(shown(f"{output}: {len(items)} inputs", 500), err=True)


@click.command()
@click.argument("system")
@split_option
@track_option
@click.option("--inputs", "inputs_file", type=in_file, help="A file that `onrecord inputs` wrote, instead of a split.")
@click.option("-o", "--output", type=out_file, required=True, help="The predictions to write, a record a line.")
@seed_option
@system_options
def predict(
    system: str,
    split: str | None,
    track: Track,
    inputs_file: Path | None,
    output: Path,
    seed: int,
    options: tuple[str, ...],
) -> None:
    """Predicts with SYSTEM: an installed one, NAME:ARGUMENT, or any MODULE:MAKE in the working folder.

    A run that was broken off goes on where it stopped when the same command is given again.
    """
    if (split is None) == (inputs_file is None):
        raise UsageError("give either --split (of the installed data) or --inputs (a file)")
    chosen = parse_options(options)
    made = make_system(system, seed=seed, options=chosen)
    if inputs_file is not None:
        items = _inputs_of_one_track(inputs_file)
        if track == "given" and any(item.given is None for item in items):
            raise UsageError(f"--track given, but {shown(str(inputs_file), 200)} has documents with nothing given")
    else:
        items = installed_gold(installed(), split or "", track=track).inputs()
    _require_folder(output)
    steps = predict_to_file(made, items, output, name=shown(system, 80), seed=seed, options=chosen)
    try:
        first = next(steps)
        if first:
            click.echo(shown(f"{output}: goes on after {first} of {len(items)} records", 500), err=True)
        for _ in progress(system, steps, len(items) - first):
            pass
    except KeyboardInterrupt:
        raise IncompleteRun(f"{output}: interrupted; the same command goes on from there") from None
    click.echo(shown(f"{output}: {len(items)} records", 500), err=True)


def _inputs_of_one_track(path: Path) -> tuple[Input, ...]:
    items = read_inputs(path)
    log = FaultLog()
    for index, (where, rule, message) in mixed_tracks(items):
        # Every line was read, so the place of an input is its line.
        doc_id = items[index].document.id
        log.add(Fault(rule, message, file=str(path), line=index + 1, doc_id=doc_id, path=where))
    if log:
        raise InvalidRecords(log)
    return items


def _require_folder(output: Path) -> None:
    if not output.parent.is_dir():
        raise UsageError(f"{output}: the folder {output.parent} does not exist")
