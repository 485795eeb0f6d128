"""Options that several verbs share, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.faults import UsageError
from onrecord.goldsets import GoldFiles, installed_files, own_files
from onrecord.layers import SPLITS, TRACKS, Track
from onrecord.resampling import RESAMPLES
from onrecord.store import installed

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

split_option = click.option("--split", type=click.Choice(SPLITS), help="The split of the installed data.")
track_option = click.option(
    "--track", type=click.Choice(TRACKS), default="text", show_default=True, help="What a system sees."
)
seed_option = click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True)
resamples_option = click.option(
    "--resamples",
    type=click.IntRange(0, 1_000_000),
    default=RESAMPLES,
    show_default=True,
    help="How often documents are drawn again for the intervals; 0 for none.",
)
system_options = click.option(
    "--option", "options", multiple=True, metavar="KEY=VALUE", help="Handed to the system; may be repeated."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
in_file = click.Path(exists=True, dir_okay=False, path_type=Path)


def gold_options(function: Decorated) -> Decorated:
    """Adds the options that name gold: a split of the installed data, or files of one's own."""
    for decorate in (
        click.option("--corpus", type=in_file, help="Documents of your own (with --gold)."),
        click.option("--gold", type=in_file, help="Gold records of your own (with --corpus)."),
        split_option,
    ):
        function = decorate(function)
    return function


def chosen_gold(
    split: str | None,
    gold: Path | None,
    corpus: Path | None,
    *,
    track: Track,
    seed: int = 1,
    resamples: int = RESAMPLES,
) -> GoldFiles:
    """Returns the gold that the options name, not yet read.

    Raises:
        UsageError: only one of the two files, or files and a split. DataError: the split is not there.
    """
    if (gold is None) != (corpus is None):
        raise UsageError("--gold and --corpus go together: gold records, and the documents that they annotate")
    if gold is None or corpus is None:
        return installed_files(installed(), split or "article", track=track, seed=seed, resamples=resamples)
    if split is not None:
        raise UsageError("give either --split (the installed data) or --gold and --corpus (your own), not both")
    return own_files(corpus, gold, track=track, seed=seed, resamples=resamples)


def parse_options(pairs: tuple[str, ...]) -> dict[str, str]:
    """Returns ``--option key=value`` pairs as a mapping.

    Raises:
        UsageError: a pair has no key or no equals sign, or a key stands twice.
    """
    options: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise UsageError(f"--option {pair}: write it as key=value")
        if key in options:
            raise UsageError(f"--option {key} is given twice")
        options[key] = value
    return options
