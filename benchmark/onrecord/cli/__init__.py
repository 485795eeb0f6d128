"""The command line: the face's verbs in a shell, with one clear line and an exit code for every mistake."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from onrecord.faults import IncompleteRun, OnrecordError
from onrecord.foreign import shown
from onrecord.version import VERSION

_MOST_LINES = 2000
_HOMES = {
    "run": "run",
    "data": "data",
    "predict": "predict",
    "inputs": "predict",
    "validate": "score",
    "score": "score",
    "compare": "compare",
    "errors": "errors",
    "agreement": "compare",
    "export": "exchange",
    "import": "exchange",
}
"""The verbs in the order in which they are shown, each with the module that has it."""


class _Verbs(click.Group):
    """Loads the module of a verb when the verb is asked for, so that a quick one starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's interface
        """Returns the names of the verbs."""
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """Returns a verb by its name."""
        if cmd_name not in _HOMES:
            return None
        function = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"onrecord.cli.{_HOMES[cmd_name]}"), function)
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="onrecord")
def cli() -> None:
    """Who said what about what, where do they stand, and can it be checked?

    An annotated news dataset and its benchmark. Exit codes: 0 good; 1 a gate failed; 2 usage; 3 invalid predictions;
    4 data missing or changed; 5 a run left incomplete.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and leaves with its exit code."""
    if sys.stdout is None:
        # Started with standard output closed: what is printed goes nowhere.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal of a small character set shows what it has no sign for as an escape, and no traceback.
            stream.reconfigure(errors="backslashreplace")
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
        # A message may hold what a stranger's system said, so it passes the one function too, line by line.
        for line in f"onrecord: {error}".splitlines()[:_MOST_LINES]:
            click.echo(shown(line, 800), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _leave_closed_pipe()
    except SystemExit:
        # click turns a closed pipe into an exit of 1, which here would say that a gate failed.
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            _leave_closed_pipe()
        raise
    except OSError as error:
        _drop_output()
        click.echo(f"onrecord: the output cannot be written: {error.strerror}", err=True)
        sys.exit(IncompleteRun.exit_code)
    sys.exit(code if isinstance(code, int) else 0)


def _leave_closed_pipe() -> NoReturn:
    # The reader of our output left, as `head` does; that is no error of ours.
    _drop_output()
    sys.exit(0)


def _drop_output() -> None:
    """Lets what is still buffered go nowhere, so that the interpreter does not fail on it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
