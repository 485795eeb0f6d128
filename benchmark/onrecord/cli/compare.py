"""``onrecord compare`` and ``onrecord agreement``: systems side by side with tests, and passes side by side."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import click
import msgspec
from rich.table import Table
from rich.text import Text

from onrecord.agreement import agree
from onrecord.cli.options import chosen_gold, gold_options, in_file, json_option, seed_option, track_option
from onrecord.cli.plain import figure, print_notes, write_json
from onrecord.cli.terminal import console, print_rows, safe
from onrecord.comparison import Comparison, compare_task
from onrecord.differences import most_disputed
from onrecord.faults import UsageError
from onrecord.goldsets import without_silence
from onrecord.layers import SPLITS, Track
from onrecord.records import read_gold
from onrecord.report import Report
from onrecord.resampling import FEWEST_DOCUMENTS
from onrecord.store import installed
from onrecord.tasks import TASKS


@click.command()
@click.argument("runs", nargs=-1, type=in_file, required=True)
@gold_options
@track_option
@seed_option
@json_option
def compare(
    runs: tuple[Path, ...],
    split: str | None,
    gold: Path | None,
    corpus: Path | None,
    track: Track,
    seed: int,
    as_json: bool,
) -> None:
    """Compares RUNS (files of predictions) with paired tests, ranks, and the smallest difference the split can show.

    RUNS that end in .json are reports of `onrecord score --json`. They have no predictions to test, but they must be of
    the same signature as all others, and a run whose signature differs is refused.
    """
    names = _names(runs)
    if len(runs) < 2:
        raise UsageError("a comparison needs two runs or more")
    reports = {name: _read_report(path) for name, path in names.items() if path.suffix == ".json"}
    if len(reports) == len(names):
        _same_signatures({name: _signatures(report) for name, report in reports.items()})
        raise UsageError("reports alone cannot be tested: give the predictions that they were made from")
    chosen = chosen_gold(split, gold, corpus, track=track, seed=seed)
    predictions = {name: path for name, path in names.items() if name not in reports}
    own = {task.name: chosen.scope.signature(task) for task in TASKS[track]}
    _same_signatures({"these predictions": own, **{name: _signatures(report) for name, report in reports.items()}})
    counted = dict(zip(predictions, chosen.tabulated(list(predictions.values())), strict=True))
    result: dict[str, Comparison] = {}
    for task in TASKS[track]:
        tables = {name: run.tables[task.name] for name, run in counted.items() if task.submitted(run.layers)}
        if tables:
            result[task.name] = compare_task(task, tables, seed=seed)
    if as_json:
        write_json(result)
        return
    for name, comparison in result.items():
        _print_comparison(name, comparison)
    documents = next(iter(counted.values())).documents
    if documents < FEWEST_DOCUMENTS:
        print_notes([f"no tests: they need {FEWEST_DOCUMENTS} documents, and this split has {documents}"])


@click.command()
@click.option("--split", type=click.Choice(SPLITS), default="article", show_default=True)
@click.option("--first", type=in_file, help="A pass of your own, instead of the installed first one.")
@click.option("--second", type=in_file, help="A pass of your own, instead of the installed second one.")
@click.option("--by-document", is_flag=True, help="List the documents instead, those with the most differences first.")
@json_option
def agreement(split: str, first: Path | None, second: Path | None, by_document: bool, as_json: bool) -> None:
    """Says how far two annotation passes over a split agree, layer by layer, before adjudication."""
    store = installed()
    documents = store.documents(split)
    passes = []
    for number, path in (("first", first), ("second", second)):
        stored = store.pass_file(split, number)
        if path is None and not stored.is_file():
            raise UsageError(f"the split {split} has no stored {number} pass; name one with --{number}")
        passes.append(read_gold(path or stored, documents, installed=path is None, passes=True))
    shared = [document for document in documents if all(document.id in records for records in passes)]
    if not shared:
        raise UsageError("the two passes have no document in common")
    if by_document:
        disputed = most_disputed(shared, *map(without_silence, passes))
        if as_json:
            write_json(disputed)
            return
        listed = [(each.doc_id, str(each.differences), f"{each.per_unit:.2f}") for each in disputed]
        print_rows(f"differing items of two passes, split {split}", ("document", "items", "a unit"), listed)
        return
    found = agree(shared, *passes)
    if as_json:
        write_json(found)
        return
    rows = [(f"{task}: {key}", figure(value)) for task, keys in found.numbers.items() for key, value in keys.items()]
    for name, grid in found.grids.items():
        rows += [(f"{name}: alpha", figure(grid.alpha)), (f"{name}: equal of {grid.cells} cells", figure(grid.equal))]
    print_rows(f"agreement of two passes, split {split}", ("what", "value"), rows)
    notes = ["the stored passes are by language models: agreement of two such is self-consistency, not correctness"]
    if len(shared) < len(documents):
        notes.append(f"over the {len(shared)} documents of {len(documents)} that both passes have")
    print_notes(notes)


def _names(runs: tuple[Path, ...]) -> dict[str, Path]:
    """Returns short names for the runs: their file names, or whole paths where these would be the same."""
    short = [path.stem for path in runs]
    names = {path.stem if short.count(path.stem) == 1 else str(path): path for path in runs}
    if len(names) < len(runs):
        raise UsageError("a run is named twice")
    return names


def _read_report(path: Path) -> Report:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not a report of `onrecord score --json`: {error}") from None


def _signatures(report: Report) -> dict[str, str]:
    return {name: scored.signature for name, scored in report.tasks.items()}


def _same_signatures(runs: dict[str, dict[str, str]]) -> None:
    """Raises ``UsageError`` if two runs differ in a signature, and says in which part."""
    (name, first), *others = runs.items()
    for other, signatures in others:
        if set(first) != set(signatures):
            raise UsageError(f"{name} and {other} are not of the same track: they score other tasks")
        for task, signature in first.items():
            pairs = zip_longest(signature.split("|"), signatures[task].split("|"), fillvalue="nothing")
            differing = [f"{ours} and {theirs}" for ours, theirs in pairs if ours != theirs]
            if differing:
                raise UsageError(f"{name} and {other} cannot be compared in {task}: {'; '.join(differing)}")


def _print_comparison(name: str, comparison: Comparison) -> None:
    out = console()
    table = Table(title=f"{name}: {comparison.items} {comparison.item}", title_justify="left")
    for column in ("system", "headline", "95% interval", "rank", "range"):
        table.add_column(column, justify="left" if column == "system" else "right")
    for system, rank in comparison.systems.items():
        ends = "–" if rank.interval is None else f"{figure(rank.interval[0])} – {figure(rank.interval[1])}"
        places = "–" if rank.range is None else f"{rank.range[0]}–{rank.range[1]}"
        table.add_row(safe(system, "bold"), figure(rank.headline), ends, str(rank.rank or "–"), places)
    out.print(table)
    for pair in comparison.pairs:
        if pair.p is not None:
            verdict = "apart" if pair.significant else "not told apart"
            line = Text("  ")
            line.append_text(safe(f"{pair.first} − {pair.second}"))
            line.append(f" = {figure(pair.difference)}, p {figure(pair.p)}, Holm {figure(pair.p_holm)}: {verdict}")
            out.print(line, soft_wrap=True)
    if comparison.half_width is not None and comparison.smallest_difference is not None:
        width, least = figure(comparison.half_width), figure(comparison.smallest_difference)
        out.print(f"  half-width {width}; differences under {least} would mostly go unseen", soft_wrap=True)
