"""``python -m speed``: measures, prints the tables, and with ``--write`` puts them into the README beside this file."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from speed import readme
from speed.measure import measure
from speed.tables import tables

BLOCK = "measured"
SIZES = "100,1000,10000,100000"
LENGTHS = "1000,10000,100000"
PACKAGES = ("numpy", "msgspec", "nervaluate", "seqeval", "scikit-learn", "scipy")


def _numbers(_: click.Context, __: click.Parameter, value: str) -> tuple[int, ...]:
    """Returns whole numbers with commas between, in ascending order."""
    words = value.split(",")
    if not all(word.isdecimal() and int(word) > 0 for word in words):
        raise click.BadParameter("numbers above 0, with commas between")
    return tuple(sorted({int(word) for word in words}))


@click.command()
@click.option("--sizes", default=SIZES, show_default=True, callback=_numbers, help="Documents.")
@click.option("--lengths", default=LENGTHS, show_default=True, callback=_numbers, help="Tokens of one long document.")
@click.option("--rounds", type=click.IntRange(min=1), help="Rounds at each size; without it more where they are short.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder in which data are generated for a while; else that for temporary files.",
)
@click.option("--write", is_flag=True, help="Put the tables into the README of the benchmark.")
def main(sizes: tuple[int, ...], lengths: tuple[int, ...], rounds: int | None, data: Path | None, write: bool) -> None:
    """Measures onrecord beside its peers and prints the tables; exit code 1 if a figure of theirs is not ours.

    The data of 100,000 documents take some 3 GB of disk while they are measured.
    """
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=data, prefix="onrecord-speed-") as folder:
        results = measure(sizes, lengths, Path(folder), rounds=rounds, tell=lambda words: click.echo(words, err=True))
    measured = f"{readme.machine(load, PACKAGES)}\n\n{tables(results, sizes)}"
    click.echo(measured)
    if write:
        readme.write(BLOCK, measured)
    different = [check for check in results.checks if not check.equal]
    for check in different:
        words = f"{check.contest}, {check.documents} documents: {check.figure} is {check.ours}, by {check.tool}"
        click.echo(f"{words} {check.theirs}", err=True)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
