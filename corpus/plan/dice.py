"""Draws the plan of the companion corpus: ``python corpus/plan/dice.py`` prints ``plan.jsonl``, always the same.

What a document is about, who speaks in it, how long it and its quotations are, which outlet prints it and what happens
in it is drawn here from the pools beside this file, so that no writer chooses it. ``corpus/PLAN.md`` explains the grid.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from grid import ABROAD, DESK, GENRES, HARD, NOISE, RAW, ROLES
from persons import COUNTRIES, Names, Row

HERE = Path(__file__).parent
SEED = "onrecord companion corpus, 1"
SIZES = {"train": 168, "validation": 42, "test": 84}
"""How many documents are planned; a few more than the splits need, since some texts will not do."""

SHARES = {"train": 4, "validation": 1, "test": 2}
"""In which proportion outlets, surnames and places go to the splits; none of them is in two."""

SEEN_MATTERS = 0.25
"""The share of test documents that have the matter of a training document, with other people elsewhere."""


def table(name: str) -> list[Row]:
    """Returns the rows of a pool of tab-separated values."""
    with open(HERE / name, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


class Dealer:
    """Deals items to the splits in proportion to ``SHARES``; each heap goes on where the last one ended."""

    def __init__(self) -> None:
        self._order = [split for split, share in SHARES.items() for _ in range(share)]
        self._at = 0

    def deal(self, items: Sequence[Any], dice: random.Random) -> dict[str, list[Any]]:
        """Returns the items, mixed, in one heap for each split."""
        heaps: dict[str, list[Any]] = {split: [] for split in SHARES}
        for item in dice.sample(items, len(items)):
            heaps[self._order[self._at % len(self._order)]].append(item)
            self._at += 1
        return heaps


def spread(weights: dict[str, int], size: int, dice: random.Random) -> list[str]:
    """Returns so many names, each as often as its weight says, in random order."""
    total = sum(weights.values())
    exact = {name: weight * size / total for name, weight in weights.items()}
    counts = {name: int(share) for name, share in exact.items()}
    for name in sorted(exact, key=lambda name: counts[name] - exact[name])[: size - sum(counts.values())]:
        counts[name] += 1
    return dice.sample([name for name, count in counts.items() for _ in range(count)], size)


def length(usual: int, dice: random.Random) -> int:
    """Returns a number of words from 200 to 900, to the nearest ten."""
    return max(200, min(900, 10 * round(usual * dice.lognormvariate(0, 0.28) / 10)))


def quotation(dice: random.Random) -> str:
    """Returns how one utterance is to stand in the text."""
    kind = dice.choices(("in your own words", "in your own words, one phrase in marks", "quoted"), (64, 13, 23))[0]
    words = {
        "in your own words": dice.choice((8, 12, 15, 20, 25, 32)),
        "in your own words, one phrase in marks": dice.choice((10, 16, 22, 30)),
        "quoted": dice.choice((3, 6, 9, 12, 16, 20, 26, 34, 45, 60)),
    }[kind]
    return f"{kind}, about {words} words"


def plan() -> list[Row]:
    """Returns the plan, a row a document."""
    dice, dealer = random.Random(SEED), Dealer()
    outlets = [json.loads(line) for line in (HERE / "outlets.jsonl").read_text(encoding="utf-8").splitlines()]
    printed = [
        dealer.deal([o for o in outlets if o["kind"] == kind], dice) for kind in sorted({o["kind"] for o in outlets})
    ]
    surnames, towns, matters, given = map(table, ("surnames.tsv", "towns.tsv", "matters.tsv", "given.tsv"))
    origins = sorted({row["origin"] for row in surnames})
    named = [dealer.deal([row for row in surnames if row["origin"] == origin], dice) for origin in origins]
    countries = sorted({town["country"] for town in towns})
    placed = {country: dealer.deal([t for t in towns if t["country"] == country], dice) for country in countries}
    topics = sorted({row["topic"] for row in matters})
    left = {topic: [m for m in matters if m["topic"] == topic] for topic in topics}
    rows: list[Row] = []
    for split, size in SIZES.items():
        names = Names([row for heaps in named for row in heaps[split]], given, COUNTRIES)
        own = [outlet for heaps in printed for outlet in heaps[split]]
        genres = spread({genre: weight for genre, (weight, *_) in GENRES.items()}, size, dice)
        subjects = spread(dict.fromkeys(topics, 1), size, dice)
        for number, (genre, topic) in enumerate(zip(genres, subjects, strict=True), start=1):
            trained = [row["matter"] for row in rows if row["split"] == "train" and row["topic"] == topic]
            seen = split == "test" and dice.random() < SEEN_MATTERS
            matter, outlet = pair(trained if seen else left[topic], own, genre, dice)
            if not seen:
                left[topic].remove(matter)
            rows.append(_document(f"{split}-{number:03}", split, genre, topic, matter, outlet, placed, names, dice))
    return rows


def pair(matters: Sequence[Row], outlets: Sequence[Row], genre: str, dice: random.Random) -> tuple[Row, Row]:
    """Returns a matter and an outlet of a kind that has the genre: of one country, if any go together so."""
    able = [outlet for outlet in outlets if outlet["kind"] in GENRES[genre][2]] or list(outlets)
    at_home = [(m, o) for m in matters for o in able if m["place"] == o["country"]]
    abroad = [(m, o) for m in matters for o in able if m["shape"] != "local" and o["kind"] in ABROAD]
    wide = dice.random() < 0.2
    return dice.choice((abroad if wide and abroad else at_home) or abroad or [(m, o) for m in matters for o in able])


def _document(
    doc_id: str,
    split: str,
    genre: str,
    topic: str,
    matter: Row,
    outlet: Row,
    placed: dict[str, dict[str, list[Row]]],
    names: Names,
    dice: random.Random,
) -> Row:
    words = length(GENRES[genre][1], dice)
    country = matter["place"]
    towns = placed.get(country, {}).get(split) or [t for heaps in placed.values() for t in heaps[split]]
    sources = max(1, min(7, round(words / 110 + dice.gauss(0, 0.8))))
    hard = dice.sample(HARD, dice.choice((2, 3, 3, 4)))
    people = names.draw(country, sources, one_surname=any("one surname" in h for h in hard) and sources > 1, dice=dice)
    roles = dice.sample(ROLES, sources)
    day = date(2011, 1, 1) + timedelta(days=dice.randrange(15 * 365))
    return {
        "id": doc_id,
        "split": split,
        "genre": genre,
        "topic": topic,
        "matter": matter,
        "outlet": outlet["name"],
        "date": day.isoformat(),
        "weekday": day.strftime("%A"),
        "town": dice.choice(towns)["town"],
        "people": [{**person, "role": role} for person, role in zip(people, roles, strict=True)],
        "raw": dice.sample(RAW, dice.choice((2, 3, 3))),
        "hard": hard,
        "words": words,
        "utterances": [quotation(dice) for _ in range(max(2, round(words / 45 + dice.gauss(0, 1.5))))],
        "desk": dice.sample(DESK, dice.choice((1, 2, 2, 3))),
        "headline_in_text": dice.random() < 0.5,
        "noise": [dice.choice(NOISE)] if dice.random() < 0.22 else [],
    }


if __name__ == "__main__":
    sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in plan())
