"""``onrecord export`` and ``onrecord import``: annotations out to tools in which people annotate, and back."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from onrecord.brat import CONFIGURATION, read_brat, write_brat
from onrecord.brat.reading import LARGEST
from onrecord.faults import DataError, Fault, FaultLog, InvalidRecords, UsageError
from onrecord.files import write_whole
from onrecord.layers import SPLITS, Document, Record
from onrecord.records import any_gold_problems, encode
from onrecord.store import installed

format_option = click.option("--format", "form", type=click.Choice(("brat",)), required=True, help="The tool's format.")
split_option = click.option(
    "--split", type=click.Choice(SPLITS), required=True, help="The split of the installed data."
)
TARGETS = "targets.tsv"


@click.command()
@format_option
@split_option
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this document; may be repeated.")
@click.option("--empty", is_flag=True, help="The texts without annotations, for a pass of its own.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder that is not there yet.")
def export(form: str, split: str, documents: tuple[str, ...], empty: bool, output: Path) -> None:
    """Writes the gold of a split, or its texts alone, as a folder for brat's server."""
    store = installed()
    gold, rows = store.gold(split), {row.id: row for row in store.documents(split)}
    unknown = [name for name in documents if name not in rows]
    if unknown:
        raise UsageError(f"no document {unknown[0]!r} in the split {split}")
    if output.exists():
        raise UsageError(f"{output} is there already; name a folder that is not")
    chosen = [rows[name] for name in documents] or list(rows.values())
    try:
        making = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.resolve().parent))
    except OSError as error:
        raise UsageError(f"{output}: the folder cannot be made: {error.strerror}") from None
    try:
        for name, words in CONFIGURATION.items():
            write_whole(making / name, words.encode())
        for row in chosen:
            write_whole(making / f"{row.id}.txt", row.text.encode())
            annotations = "" if empty else write_brat(gold[row.id], row)
            write_whole(making / f"{row.id}.ann", annotations.encode())
        lines = [f"{row.id}\t{target.id}\t{target.text}\n" for row in chosen for target in row.targets]
        write_whole(making / TARGETS, "".join(lines).encode())
        making.chmod(0o755)
        making.rename(output)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    click.echo(f"{output}: {len(chosen)} documents of {split}{', without annotations' * empty}")


@click.command("import")
@format_option
@split_option
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A JSONL file.")
def import_(form: str, split: str, folder: Path, output: Path) -> None:
    """Reads FOLDER as brat's server left it, checks it as a pass, and writes its records (exit code 3 on faults)."""
    log = FaultLog()
    records = []
    for row in installed().documents(split):
        path = folder / f"{row.id}.ann"
        if path.is_file():
            record = _read(path, row, log)
            records += [record] if record is not None else []
    if log:
        raise InvalidRecords(log)
    if not records:
        raise UsageError(f"{folder}: no file is named like a document of the split {split} (<id>.ann)")
    write_whole(output, b"".join(map(encode, records)))
    click.echo(f"{output}: {len(records)} records of {split}")


def _read(path: Path, row: Document, log: FaultLog) -> Record | None:
    text = path.with_suffix(".txt")
    if text.is_file() and _words(text) != row.text:
        log.add(Fault("text", "the text is not that of the corpus; export it again", file=str(text), doc_id=row.id))
        return None
    try:
        record = read_brat(_words(path), row, file=str(path))
    except InvalidRecords as error:
        log.extend(error.log)
        return None
    for where, rule, message in any_gold_problems(record, row, passes=True):
        log.add(Fault(rule, message, file=str(path), doc_id=row.id, path=where))
    return record


def _words(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: the file cannot be read: {error}") from None
