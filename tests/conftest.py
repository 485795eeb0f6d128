"""What the tests of the input side share: the command line run in-process, and a tiny corpus with a full gold."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
import pytest
from hypothesis import settings
from msgspec.structs import replace

from onrecord.cli import main
from onrecord.layers import CANARY, Document, Entity, Record
from random_cases import Case, random_cases

ROOT = Path(__file__).resolve().parents[1]

# Property tests draw the same examples each time under CI, and new ones at a desk; no example is timed.
settings.register_profile("onrecord", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("onrecord")

Json = dict[str, Any]

TEXT = "Mayor Ana Ruiz said on Monday that the levy “will ruin us”.\nThe council passed the levy by a vote of 5–4."
UNITS = [[0, 59], [60, 105]]


class Told(NamedTuple):
    """What a run of the command line gave: its exit code and all that it printed."""

    code: int
    out: str
    err: str


def run_cli(*arguments: str | Path) -> Told:
    """Runs the command line in this process, as the console script does."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    code: Any = 0
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        with pytest.MonkeyPatch.context() as patch:
            # click takes escape sequences out where it writes to no terminal; a terminal would get them.
            patch.setattr(click.utils, "should_strip_ansi", lambda *_, **__: False)
            main([str(argument) for argument in arguments])
    except SystemExit as left:
        code = left.code
    finally:
        sys.stdout, sys.stderr = before
    printed = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return Told(code if isinstance(code, int) else 0, *printed)


def run_process(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout: float = 60
) -> Told:
    """Runs the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env=env,
        timeout=timeout,
        check=False,
    )
    return Told(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def span(words: str, nth: int = 1) -> Json:
    """Returns a span of ``TEXT`` by its words."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def document(doc_id: str, text: str = TEXT, units: list[list[int]] | None = None) -> Json:
    """Returns a valid corpus row."""
    return {
        "id": doc_id,
        "split": "test",
        "title": None,
        "genre": "local news",
        "topic": "local budgets",
        "outlet": None,
        "date": None,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "canary": CANARY,
        "units": UNITS if units is None else units,
        "targets": [{"id": "t1", "text": "the levy"}, {"id": "t2", "text": "the vote"}],
    }


def gold(doc_id: str) -> Json:
    """Returns a valid gold record of ``TEXT``, with something in every place where something may stand."""
    return {
        "doc_id": doc_id,
        "entities": [
            {
                "id": "e1",
                "name": "Ana Ruiz",
                "type": "PERSON",
                "kind": None,
                "mentions": [{**span("Ana Ruiz"), "form": "name"}],
            },
            {
                "id": "e2",
                "name": "Monday",
                "type": "DATE",
                "kind": None,
                "mentions": [{**span("Monday"), "form": "value"}],
            },
            {
                "id": "e3",
                "name": "council",
                "type": None,
                "kind": "group",
                "mentions": [{**span("council"), "form": "nominal"}],
            },
        ],
        "quotes": [
            {
                "id": "q1",
                "type": "mixed",
                "content": [span("the levy “will ruin us”")],
                "cue": span("said"),
                "source": span("Mayor Ana Ruiz"),
                "speaker": "e1",
                "parent": None,
            },
            {
                "id": "q2",
                "type": "direct",
                "content": [span("will"), span("ruin us")],
                "cue": None,
                "source": None,
                "speaker": "e1",
                "parent": "q1",
            },
        ],
        "stances": [
            {"holder": "e1", "target": "t1", "label": "against", "evidence": [span("the levy “will ruin us”")]},
            {"holder": None, "target": "t1", "label": "neutral", "evidence": []},
        ],
        "claims": [
            {
                "id": "c1",
                **span("The council passed the levy by a vote of 5–4"),
                "claimant": None,
                "quote": None,
                "worth": "check-worthy",
                "kind": "event",
                "title": False,
                "disputed": False,
            },
            {
                "id": "c2",
                **span("Mayor Ana Ruiz"),
                "claimant": None,
                "quote": None,
                "worth": "factual",
                "kind": "record",
                "title": True,
                "disputed": True,
            },
        ],
    }


def compact(row: Json) -> bytes:
    """Returns a row as a canonical line has it, without the line feed."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def write_rows(path: Path, rows: Iterable[Json | bytes]) -> Path:
    """Writes rows, or lines as they are, as JSON Lines."""
    path.write_bytes(b"".join((row if isinstance(row, bytes) else compact(row)) + b"\n" for row in rows))
    return path


def strict_cases(seed: int, documents: int = 3) -> list[Case]:
    """Returns random cases that keep the rules of files as well: no line break in a unit, mentions in order."""
    return [
        (_one_line(text), _in_order(_rewritten(right, _one_line(text))), found and _rewritten(found, _one_line(text)))
        for text, right, found in random_cases(seed, documents)
    ]


def _one_line(row: Document) -> Document:
    text = row.text.replace("\n", " ")
    return replace(row, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def _rewritten(value: Any, row: Document) -> Any:
    """Returns a record, or what is in it, with the covered words of its document."""
    if isinstance(value, tuple):
        return tuple(_rewritten(item, row) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changed = {name: _rewritten(getattr(value, name), row) for name in value.__struct_fields__}
    if changed.get("text") is not None:
        changed["text"] = row.text[changed["start"] : changed["end"]]
    return replace(value, **changed)


def _in_order(record: Record) -> Record:
    def ordered(entity: Entity) -> Entity:
        mentions = tuple(sorted(entity.mentions, key=lambda mention: (mention.start, mention.end, mention.form)))
        return replace(entity, mentions=mentions, name=mentions[0].text)

    return replace(record, entities=tuple(ordered(entity) for entity in record.entities or ()))


class Own(NamedTuple):
    """A corpus of three documents ``d1`` to ``d3`` of the same text, with their gold."""

    corpus: Path
    gold: Path

    @property
    def options(self) -> tuple[str, ...]:
        """The options that name it."""
        return "--corpus", str(self.corpus), "--gold", str(self.gold)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    """A valid corpus and gold of one's own."""
    folder = tmp_path_factory.mktemp("own")
    names = ("d1", "d2", "d3")
    return Own(
        write_rows(folder / "corpus.jsonl", map(document, names)), write_rows(folder / "gold.jsonl", map(gold, names))
    )
