"""The command line: the face's verbs in a shell, with one clear line and an exit code for every mistake."""

from __future__ import annotations

import os
import sys

import click

from onrecord.cli.data import data
from onrecord.cli.predict import inputs, predict
from onrecord.cli.run import run
from onrecord.cli.score import errors, score, validate
from onrecord.faults import OnrecordError
from onrecord.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="onrecord")
def cli() -> None:
    """Who said what about what, where do they stand, and can it be checked?

    An annotated news dataset and its benchmark. Exit codes: 0 good; 1 a gate failed; 2 usage; 3 invalid predictions;
    4 data missing or changed; 5 a run left incomplete.
    """


for command in (run, data, predict, inputs, validate, score, errors):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and leaves with its exit code."""
    try:
        code = cli.main(args=arguments, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output left, as `head` does; that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
