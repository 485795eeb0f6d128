"""How the command line prints with rich: foreign text made safe, tables, and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table
from rich.text import Text

from onrecord.cli.plain import figure, print_notes
from onrecord.foreign import shown
from onrecord.leaderboard import Board, Reach
from onrecord.report import Report, notes
from onrecord.tasks import TASKS

Item = TypeVar("Item")

_WIDTH_WITHOUT_TERMINAL = 120
_SELF_CONSISTENCY = (
    "second pass: one annotation pass scored against the other, before adjudication; language models of one family"
    " wrote both, so this is self-consistency, and no ceiling"
)
_TALLIES = ("pairs", "found", "chains")
"""Ends of the keys whose numbers count something and are no shares."""


class _Console(Console):
    """A console that leaves a closed pipe to the command line, which knows the exit code."""

    def on_broken_pipe(self) -> None:
        """Passes the error on."""
        raise  # noqa: PLE0704  # rich calls this while it handles the error


def console() -> Console:
    """Returns a console on standard output; markup, emoji codes and highlighting are off, since text is foreign."""
    width = None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL
    return _Console(markup=False, emoji=False, highlight=False, width=width)


def safe(text: str, style: str = "", limit: int = 200) -> Text:
    """Returns foreign text as rich prints it safely: escaped, cut, and never read as markup."""
    return Text(shown(text, limit), style=style)


def progress(name: str, items: Iterable[Item], total: int) -> Iterable[Item]:
    """Shows a bar on standard error while the items come, if that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        return items
    return track(items, description=escape(shown(name, 30)), total=total, console=Console(stderr=True), transient=True)


def print_board(board: Board) -> None:
    """Prints systems as rows and the headline of each task as columns; below them what the split can show."""
    reports = board.reports
    some = next(iter(reports.values()))
    table = Table(title=f"onrecord leaderboard: {_scope_line(some)}", title_justify="left")
    table.add_column("system")
    for task in TASKS[some.track]:
        table.add_column(Text(f"{task.name}\n{task.headline}", justify="right"), justify="right", no_wrap=True)
    for name, report in reports.items():
        table.add_row(safe(name, "bold"), *_headlines(report))
    table.add_section()
    if board.second_pass is not None:
        table.add_row(Text("second pass", "dim"), *_headlines(board.second_pass))
    for words, cells in _reach_rows([board.reach[task.name] for task in TASKS[some.track]]):
        table.add_row(Text(words, "dim"), *cells)
    console().print(table)
    told = [*dict.fromkeys(note for report in reports.values() for note in notes(report))]
    if board.second_pass is not None:
        told.append(_SELF_CONSISTENCY)
    print_notes(told)


def _headlines(report: Report) -> list[str]:
    cells = []
    for scored in report.tasks.values():
        cell = figure(scored.headline)
        if scored.interval is not None:
            cell += f"\n{figure(scored.interval[0])}–{figure(scored.interval[1])}"
        cells.append(cell)
    return cells


def _reach_rows(reach: Sequence[Reach]) -> Iterator[tuple[str, list[str]]]:
    """Yields how many items a task has, and where they are known half-width and smallest difference."""
    yield "items", [str(each.items) for each in reach]
    for words, values in (
        ("half-width", [each.half_width for each in reach]),
        ("smallest difference", [each.smallest_difference for each in reach]),
    ):
        if any(value is not None for value in values):
            yield words, [figure(value) for value in values]


def print_report(report: Report, *, everything: bool) -> None:
    """Prints one report: the headlines with intervals, and with ``everything`` each number."""
    table = Table(title=f"onrecord: {_scope_line(report)}", title_justify="left")
    for name, justify in (("task", "left"), ("number", "left"), ("value", "right"), ("95% interval", "right")):
        table.add_column(name, justify="right" if justify == "right" else "left")
    for task in TASKS[report.track]:
        scored = report.tasks[task.name]
        ends = "–" if scored.interval is None else f"{figure(scored.interval[0])} – {figure(scored.interval[1])}"
        table.add_row(Text(task.name, "bold"), task.headline, Text(figure(scored.headline), "bold"), ends)
        if everything and task.submitted(frozenset(report.coverage.layers)):
            for key, value in scored.numbers.items():
                if key != task.headline:
                    tally = value is not None and key.endswith(_TALLIES)
                    table.add_row("", key, str(int(value or 0)) if tally else figure(value), "")
        if everything:
            table.add_section()
    console().print(table)
    if everything:
        for scored in report.tasks.values():
            click.echo(scored.signature)
    print_notes(notes(report))


def print_rows(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a small table whose first column is words and whose others are counts."""
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*(safe(cell) for cell in row))
    console().print(table)


def _scope_line(report: Report) -> str:
    documents = "document" if report.documents == 1 else "documents"
    return f"split {report.split}, track {report.track}, {report.documents} {documents}"
