"""``onrecord data``: verify the data, look for what is wrong in them, count, show, compile what annotators wrote."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import json_option
from onrecord.cli.plain import write_json
from onrecord.cli.show import print_document
from onrecord.cli.terminal import print_rows
from onrecord.editions import compile_split, decompile_split
from onrecord.faults import GateFailed, UsageError
from onrecord.layers import SPLITS
from onrecord.leaks import Leak, likeness_leaks, name_leaks, wording_leaks
from onrecord.lint import read_waivers, suspicions, unwaived
from onrecord.statistics import count_split, count_tables
from onrecord.store import Store, checkout, installed

in_folder = click.Path(exists=True, file_okay=False, path_type=Path)
root_option = click.option(
    "--root", type=in_folder, help="A checkout; by default the one around the working folder, else the installed data."
)
split_choice = click.option("--split", type=click.Choice(SPLITS), default="article", show_default=True)


@click.group()
def data() -> None:
    """Looks after the data: verify, lint, leaks, stats, show, compile, decompile."""


@data.command()
@root_option
@json_option
def verify(root: Path | None, as_json: bool) -> None:
    """Holds every file against the manifest and every record against the rules (exit code 4 if one fails)."""
    store = _readable(root)
    store.verify()
    sizes = {split: len(store.documents(split)) for split in store.splits()}
    if as_json:
        write_json({"documents": sizes})
        return
    for split, size in sizes.items():
        click.echo(f"{split}: {size} documents, texts, gold and passes as the manifest says")
    if not sizes:
        click.echo("no split is in this installation: it was built without the article")


@data.command()
@root_option
@json_option
def lint(root: Path | None, as_json: bool) -> None:
    """Tells what looks wrong in the gold and is not waived in annotations/waivers.toml (exit code 1 if any is)."""
    store = _readable(root)
    found = []
    for split in store.splits():
        gold = store.gold(split)
        for document in store.documents(split):
            found += [(document.id, problem) for problem in suspicions(gold[document.id], document)]
    waivers = read_waivers(store.annotations / "waivers.toml")
    left = [f"{doc_id} {path}: [{rule}] {message}" for doc_id, (path, rule, message) in unwaived(found, waivers)]
    _tell_gate("suspicions", left, as_json, f"nothing looks wrong ({len(waivers)} waivers)")


@data.command()
@root_option
@json_option
def leaks(root: Path | None, as_json: bool) -> None:
    """Tells wording, names and documents that splits share (exit code 1 if they do).

    What they may share stands in corpus/boilerplate.txt (wording) and corpus/real_names.txt (names of what is real).
    """
    store = _readable(root)
    documents = [document for split in store.splits() for document in store.documents(split)]
    gold = {doc_id: record for split in store.splits() for doc_id, record in store.gold(split).items()}
    found: list[Leak] = [*wording_leaks(documents, store.lines("boilerplate.txt"))]
    found += name_leaks(documents, gold, store.lines("real_names.txt"))
    found += likeness_leaks(documents)
    _tell_gate("leaks", [str(leak) for leak in found], as_json, f"no leaks between {', '.join(store.splits())}")


@data.command()
@root_option
@json_option
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the tables that stand in the datasheet.")
def stats(root: Path | None, as_json: bool, as_markdown: bool) -> None:
    """Counts documents, words and labels of every split."""
    store = _readable(root)
    counts = {split: count_split(store.documents(split), list(store.gold(split).values())) for split in store.splits()}
    if as_json:
        write_json(counts)
        return
    if as_markdown:
        click.echo(count_tables(counts), nl=False)
        return
    for split, numbers in counts.items():
        print_rows(f"split {split}", ("what", "count"), [(name, str(count)) for name, count in numbers.items()])


@data.command()
@click.argument("document")
@split_choice
@root_option
def show(document: str, split: str, root: Path | None) -> None:
    """Prints DOCUMENT (its id) with its layers coloured: names, quotations, claims, stances."""
    store = _readable(root)
    documents = {item.id: item for item in store.documents(split)}
    if document not in documents:
        known = ", ".join(list(documents)[:5])
        raise UsageError(f"no document {document!r} in the split {split} (there: {known}{' …' * (len(documents) > 5)})")
    print_document(documents[document], store.gold(split)[document])


@data.command("compile")
@split_choice
@root_option
@click.option(
    "--check", is_flag=True, help="Write nothing; exit code 1 if the stored files are not what compiling gives."
)
def compile_(split: str, root: Path | None, check: bool) -> None:
    """Compiles the inline notation of a split to its gold records, and renews the manifest."""
    store = _writable(root)
    changed = compile_split(store, split, write=not check)
    if check and changed:
        raise GateFailed(f"not what compiling gives: {', '.join(changed)}; run `onrecord data compile --split {split}`")
    click.echo(f"{split}: {', '.join(changed) or 'nothing'} changed")


@data.command()
@split_choice
@root_option
def decompile(split: str, root: Path | None) -> None:
    """Writes the gold records of a split in the inline notation, the exact inverse of compile."""
    written = decompile_split(_writable(root), split)
    click.echo(f"{split}: {written} documents written")


def _tell_gate(what: str, found: list[str], as_json: bool, good: str) -> None:
    if as_json:
        write_json({what: found})
    else:
        click.echo("\n".join(found) or good)
    if found:
        raise GateFailed(f"{len(found)} {what}")


def _readable(root: Path | None) -> Store:
    return installed() if root is None and _around() is None else _writable(root)


def _writable(root: Path | None) -> Store:
    folder = root or _around()
    if folder is None:
        raise UsageError("this is no checkout of onrecord; go to one or name it with --root")
    return checkout(folder)


def _around() -> Path | None:
    """Returns the checkout that the working folder is in, if it is in one."""
    here = Path.cwd()
    return next(
        (
            folder
            for folder in (here, *here.parents)
            if (folder / "corpus").is_dir() and (folder / "annotations" / "MANIFEST.json").is_file()
        ),
        None,
    )
