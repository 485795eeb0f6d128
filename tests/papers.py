"""The tables of the datasheet, the boards of the README and the pins of the data, as the data give them.

`python tests/papers.py` writes them anew after a change of data or scores; the tests hold what is written against it.
"""

import json
import re
from pathlib import Path
from typing import Any

from conftest import run_cli
from onrecord.leaderboard import run_systems
from onrecord.statistics import count_split
from onrecord.store import checkout
from onrecord.systems import own_systems

ROOT = Path(__file__).parents[1]
STORE = checkout(ROOT)
DATASHEET = ROOT / "DATASHEET.md"
README = ROOT / "README.md"
PINS = ROOT / "tests" / "pins.json"
PLACES = (0, 9, -1)
BOARDS = ("article", "test")
_MARKED = r"(<!-- {}: [^\n]*-->\n).*?(<!-- end of {} -->)"


def pinned(split: str) -> dict[str, Any]:
    """Returns what is pinned of a split: its counts, and the first, tenth and last of its documents and items."""
    documents, gold = STORE.documents(split), STORE.gold(split)
    records = list(gold.values())
    mentions = [
        (record.doc_id, *row)
        for record in records
        for row in sorted((m.start, m.end, m.text, m.form, e.type) for e in record.entities or () for m in e.mentions)
    ]
    quotes = [(r.doc_id, q.id, q.type, q.content[0].start, q.content[-1].end) for r in records for q in r.quotes or ()]
    claims = [(r.doc_id, c.start, c.end, c.worth, c.kind) for r in records for c in r.claims or ()]
    stances = [(r.doc_id, s.holder, s.target, s.label) for r in records for s in r.stances or ()]
    units = [(document.id, *unit) for document in documents for unit in document.units]
    rows = {"mentions": mentions, "quotes": quotes, "claims": claims, "stances": stances, "units": units}
    found: dict[str, Any] = {"counts": count_split(documents, records)}
    found["documents"] = [(documents[n].id, documents[n].sha256) for n in PLACES if n < len(documents)]
    found |= {name: [items[n] for n in PLACES if n < len(items)] for name, items in rows.items()}
    return json.loads(json.dumps(found))


def datasheet() -> str:
    """Returns the datasheet with its marked tables as the data give them."""
    text = DATASHEET.read_text(encoding="utf-8")
    tables = {"counts": run_cli("data", "stats", "--markdown", "--root", ROOT).out, "power": _power()}
    for split in STORE.splits():
        if split != "article" and all(STORE.pass_file(split, number).is_file() for number in ("first", "second")):
            tables[f"agreement, {split}"] = _agreement(split)
    for name, table in tables.items():
        marked = re.compile(_MARKED.format(re.escape(name), re.escape(name)), re.DOTALL)
        text, found = marked.subn(lambda around, table=table: around[1] + table + around[2], text)
        if found != 1:
            raise SystemExit(f"DATASHEET.md: there should be one table marked {name!r}, there are {found}")
    return text


def readme() -> str:
    """Returns the README with its first block, the boards, as `make run` prints them."""
    boards = "".join(run_cli("run", "--split", split).out for split in BOARDS)
    block = "\n".join(line.rstrip() for line in boards.strip().splitlines())
    text = README.read_text(encoding="utf-8")
    return re.sub(r"```text\n.*?```", lambda _: f"```text\n{block}\n```", text, count=1, flags=re.DOTALL)


def pins() -> str:
    """Returns what is pinned of every split, as JSON."""
    return json.dumps({split: pinned(split) for split in STORE.splits()}, ensure_ascii=False, indent=1) + "\n"


def _agreement(split: str) -> str:
    found = json.loads(run_cli("agreement", "--split", split, "--json").out)
    rows = [
        f"| {task} | {key} | {_figure(value)} |"
        for task, keys in found["numbers"].items()
        for key, value in keys.items()
    ]
    rows += [
        f"| {name} | alpha over {grid['cells']:,} cells ({_figure(grid['equal'])} equal) | {_figure(grid['alpha'])} |"
        for name, grid in found["grids"].items()
    ]
    return "\n".join(["| layer | figure | |", "|---|---|---:|", *rows, ""])


def _power() -> str:
    reach = run_systems(STORE, "test", own_systems("text")).reach
    rows = [
        f"| {task} | {each.items:,} | {_figure(each.half_width)} | {_figure(each.smallest_difference)} |"
        for task, each in reach.items()
    ]
    return "\n".join(["| task | items | half-width | smallest difference |", "|---|---:|---:|---:|", *rows, ""])


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    for path, made in ((DATASHEET, datasheet()), (README, readme()), (PINS, pins())):
        path.write_text(made, encoding="utf-8")
