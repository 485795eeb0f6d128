"""Rows by kind of item sum to their totals, and what a training split has decides what is seen."""

import math
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import document, gold, write_rows
from onrecord.cases import Case, Seen
from onrecord.goldsets import installed_gold
from onrecord.layers import STANCE_LABELS, Claim, Record
from onrecord.records import predictions_of
from onrecord.store import Store
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.stance import STANCE
from random_cases import random_cases


@pytest.mark.parametrize("seed", range(30))
def test_rows_of_holders_sum_to_the_total(seed: int) -> None:
    """Every stance, right, missed or too many, is in one row of a kind of holder and in one of a group of targets."""
    cases = [Case(*triple) for triple in random_cases(seed)]
    sums = STANCE.table(cases).sums()
    kinds = ("person", "group", "organization", "document", "other")
    for label in STANCE_LABELS:
        for part in ("tp", "fp", "fn"):
            by_holder = sums.total("holder.", [f"{kind}.{label}.{part}" for kind in kinds])
            assert by_holder == sums.total("", [f"{group}.{label}.{part}" for group in ("seen", "unseen", "unsplit")])


@pytest.mark.parametrize(
    ("words", "row"), [(1, "short"), (12, "short"), (13, "medium"), (25, "medium"), (26, "long"), (40, "long")]
)
def test_lengths_of_units(words: int, row: str) -> None:
    """A unit is short up to 12 words and medium up to 25, and what parts words is any white space."""
    text = "a  " * (words - 1) + "b"
    case_document = replace(random_cases(1)[0][0], text=text, units=((0, len(text)),))
    record = Record(case_document.id, claims=(Claim(start=0, end=1, worth="check-worthy"),))
    numbers = CLAIMS.numbers(CLAIMS.table([Case(case_document, record, record)]).sums())
    for length in ("short", "medium", "long"):
        for label in ("unit", "check_worthy"):
            found = float(numbers[f"by_unit_length.{length}.{label}.f1"])
            assert found == 1.0 if length == row else math.isnan(found)


def test_disputed_units_are_left_out() -> None:
    """A unit with a disputed claim is left out with all that is predicted in it; claims of one's own do not matter."""
    case_document = replace(random_cases(1)[0][0], text="aa bb cc dd", units=((0, 2), (3, 5), (6, 8), (9, 11)))
    gold_claims = (
        Claim(start=0, end=2, worth="check-worthy"),
        Claim(start=3, end=4, worth="check-worthy"),
        Claim(start=3, end=5, worth="factual", disputed=True),
        Claim(start=6, end=8, worth="factual"),
    )
    predicted = (
        Claim(start=3, end=5, worth="factual"),
        Claim(start=6, end=8, worth="check-worthy", disputed=True),
        Claim(start=9, end=11, worth="factual"),
    )
    case = Case(case_document, Record("d", claims=gold_claims), Record("d", claims=predicted))
    numbers = CLAIMS.numbers(CLAIMS.table([case]).sums())
    expected = {
        "unit.p": 2 / 3,
        "unit.r": 2 / 3,
        "undisputed.unit.p": 1 / 2,
        "undisputed.unit.r": 1 / 2,
        "check_worthy.p": 0.0,
        "check_worthy.f1": 0.0,
        "undisputed.check_worthy.f1": 0.0,
    }
    assert {key: float(numbers[key]) for key in expected} == expected


def checkout(folder: Path, *, train: bool) -> Store:
    """Returns a store with a split ``test``, and, if asked, a training split of the same text with another target."""
    store = Store(folder / "corpus", folder / "annotations")
    for path in (store.corpus, store.annotations):
        path.mkdir()
    write_rows(store.documents_file("test"), [document("d1")])
    write_rows(store.gold_file("test"), [gold("d1")])
    if train:
        targets = [{"id": "t1", "text": "the vote"}]
        write_rows(store.documents_file("train"), [{**document("d2"), "split": "train", "targets": targets}])
        right = gold("d2")
        right["stances"] = []
        write_rows(store.gold_file("train"), [right])
    return store


def test_what_a_training_split_has(tmp_path: Path) -> None:
    """The store gives its targets and its names in folded case; values and nominals are no names."""
    assert checkout(tmp_path, train=True).seen() == Seen(frozenset({"the vote"}), frozenset({"ana ruiz"}))


@pytest.mark.parametrize(("train", "expected"), [(True, (2.0, 0.0, None, 1.0)), (False, (None, None, None, None))])
def test_numbers_of_a_store(tmp_path: Path, train: bool, expected: tuple[float | None, ...]) -> None:
    """The speaker of both quotations is named in the training split, and the only target with a side is not in it."""
    own = installed_gold(checkout(tmp_path, train=train), "test")
    report = own.report(predictions_of({"d1": own.records["d1"]}, "text"))
    numbers = report.tasks["attribution"].numbers | report.tasks["stance"].numbers
    assert tuple(numbers[key] for key in ("seen.pairs", "unseen.pairs", "seen.mean_f1", "unseen.mean_f1")) == expected
