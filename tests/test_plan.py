"""The plan of the companion corpus is what its dice draw, and keeps the splits apart."""

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from conftest import ROOT
from onrecord.layers import GENRES, TOPICS

PLAN = ROOT / "corpus" / "plan"

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module", name="rows")
def _rows() -> Rows:
    return [json.loads(line) for line in (PLAN / "plan.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_dice_draw_the_plan() -> None:
    """The stored plan is what the program prints."""
    done = subprocess.run([sys.executable, PLAN / "dice.py"], capture_output=True, check=True)
    assert (PLAN / "plan.jsonl").read_bytes() == done.stdout


def test_the_grid_is_filled(rows: Rows) -> None:
    """Enough documents, every genre and topic in each split, lengths in bounds, topics evenly."""
    sizes = Counter(row["split"] for row in rows)
    assert all(sizes[split] >= size for split, size in {"train": 160, "validation": 40, "test": 80}.items())
    for split in ("train", "test"):
        own = [row for row in rows if row["split"] == split]
        assert set(GENRES) == {row["genre"] for row in own}
    for split in sizes:
        topics = Counter(row["topic"] for row in rows if row["split"] == split)
        assert set(TOPICS) == set(topics)
        assert max(topics.values()) - min(topics.values()) <= 1
    words = sorted(row["words"] for row in rows)
    assert (200, 900) >= (words[0], words[-1])
    assert 380 <= words[len(words) // 2] <= 500
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("field", ["outlet", "surname", "name", "town"])
def test_splits_share_no_names(rows: Rows, field: str) -> None:
    """No outlet, surname, person or town of one split is drawn for another."""
    found: dict[str, set[str]] = {}
    for row in rows:
        own = {person[field] for person in row["people"]} if field in ("surname", "name") else {row[field]}
        found.setdefault(row["split"], set()).update(own)
    assert not found["train"] & found["test"]
    assert not found["train"] & found["validation"]
    assert not found["validation"] & found["test"]


def test_matters_of_the_test_are_mostly_new(rows: Rows) -> None:
    """At least half of the test's matters are in no other split; no other matter is drawn twice."""
    matters = Counter(row["matter"]["matter"] for row in rows)
    trained = {row["matter"]["matter"] for row in rows if row["split"] == "train"}
    tested = [row["matter"]["matter"] for row in rows if row["split"] == "test"]
    assert 0.1 * len(tested) < sum(matter in trained for matter in tested) < 0.5 * len(tested)
    assert all(matter in trained and matter in tested for matter, count in matters.items() if count > 1)
