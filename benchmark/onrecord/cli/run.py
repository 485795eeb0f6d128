"""``onrecord run``: predict a split with systems, score them, print the leaderboard."""

from __future__ import annotations

import click

from onrecord.cli.options import json_option, seed_option, track_option
from onrecord.cli.plain import prints_aside, write_json
from onrecord.cli.terminal import print_board, progress
from onrecord.layers import SPLITS, Track
from onrecord.leaderboard import run_systems
from onrecord.store import installed
from onrecord.systems import own_systems


@click.command()
@click.option("--split", type=click.Choice(SPLITS), default="article", show_default=True)
@click.option(
    "--system", "systems", multiple=True, help="A system's name, may be repeated; by default all that come with it."
)
@track_option
@seed_option
@json_option
def run(split: str, systems: tuple[str, ...], track: Track, seed: int, as_json: bool) -> None:
    """Predicts a split with each system, scores what comes out, and prints the leaderboard."""
    with prints_aside():
        names = tuple(dict.fromkeys(systems)) or own_systems(track)
        board = run_systems(installed(), split, names, track=track, seed=seed, watch=progress)
    if as_json:
        shown = dict(board.reports)
        if board.second_pass is not None:
            shown["second pass"] = board.second_pass
        write_json(shown)
    else:
        print_board(board)
