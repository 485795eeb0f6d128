"""Agreement of two annotation passes, worked by hand: whose cells meet whose, what a pass leaves out, alpha."""

import json

import pytest

from conftest import run_cli
from onrecord import load_documents, load_gold
from onrecord.agreement import Grid, agree
from onrecord.differences import most_disputed
from onrecord.layers import Claim, Entity, Mention, Record, Stance, Worth
from small_cases import document

UNITS = ((0, 10), (11, 21), (22, 28))
FACTUAL: Worth = "factual"
WORTHY: Worth = "check-worthy"


def one_pass(names: dict[str, tuple[int, int]], stances: list[Stance], claims: list[tuple[int, int, Worth]]) -> Record:
    """Returns a pass with a named person at each place, stances, and claims by their places and worths."""
    return Record(
        "d",
        entities=tuple(
            Entity(id=name, type="PERSON", mentions=(Mention(start=start, end=end, form="name"),))
            for name, (start, end) in names.items()
        ),
        quotes=(),
        stances=tuple(stances),
        claims=tuple(Claim(start=start, end=end, worth=worth) for start, end, worth in claims),
    )


def grids(first: Record, second: Record) -> dict[str, Grid]:
    """Returns the two grids of passes over one document of three units."""
    return agree([document(UNITS)], {"d": first}, {"d": second}).grids


def test_the_grid_of_stances() -> None:
    """Holders meet by their mentions, never by their ids, and a cell that one pass does not have is silent there.

    Cells: first's a and second's z, who are one, on t1 (favor, against) and t2 (silent, silent); first's b, whom the
    second does not have, on t1 (neutral, silent) and t2 (silent, silent); second's b, another, on t1 (silent, favor);
    the article's voice (neutral, neutral). Three of six are equal. Of twelve labels 2 are favor, 1 against, 6 silent
    and 3 neutral: by chance 1 − (2·1 + 6·5 + 3·2)/(12·11) = 94/132 would differ, and alpha is 1 − (1/2)/(94/132).
    """
    first = one_pass(
        {"a": (0, 10), "b": (11, 21)},
        [
            Stance("a", "t1", "favor"),
            Stance("a", "t2", "silent"),
            Stance("b", "t1", "neutral"),
            Stance("b", "t2", "silent"),
            Stance(None, "t1", "neutral"),
        ],
        [],
    )
    second = one_pass(
        {"z": (0, 10), "b": (22, 28)},
        [
            Stance("z", "t1", "against"),
            Stance("z", "t2", "silent"),
            Stance("b", "t1", "favor"),
            Stance(None, "t1", "neutral"),
        ],
        [],
    )
    expected = Grid(pytest.approx(14 / 47), 0.5, 6)
    assert expected == grids(first, second)["stance"]
    assert expected == grids(second, first)["stance"]


def test_the_grid_of_units() -> None:
    """A unit has the highest worth of its claims, or none; every unit is a cell.

    Cells: (check-worthy, check-worthy), (factual, none), (none, factual). Of six labels two are of each kind: by chance
    1 − 3·2/30 would differ, two of three do, and alpha is 1 − (2/3)/(4/5).
    """
    first = one_pass({}, [], [(0, 4, FACTUAL), (5, 10, WORTHY), (11, 15, FACTUAL)])
    second = one_pass({}, [], [(0, 10, WORTHY), (22, 25, FACTUAL)])
    expected = Grid(pytest.approx(1 / 6), pytest.approx(1 / 3), 3)
    assert expected == grids(first, second)["unit worth"]
    assert expected == grids(second, first)["unit worth"]


def test_passes_with_nothing_to_compare() -> None:
    """Without stances that grid has no cells and no figures; units that are all none have no alpha."""
    nothing = one_pass({}, [], [])
    assert {"stance": Grid(None, None, 0), "unit worth": Grid(None, 1.0, 3)} == grids(nothing, nothing)


def test_the_most_disputed_documents_come_first() -> None:
    """Documents stand by differing items a unit; two passes that are the same differ nowhere."""
    for split in ("article", "test"):
        found = json.loads(run_cli("agreement", "--split", split, "--by-document", "--json").out)
        rates = [each["per_unit"] for each in found]
        assert rates == sorted(rates, reverse=True)
        documents = {document.id: document for document in load_documents(split)}
        assert {each["doc_id"] for each in found} == set(documents)
        for each in found:
            assert each["per_unit"] == pytest.approx(each["differences"] / len(documents[each["doc_id"]].units))
    gold = load_gold("article")
    assert [each.differences for each in most_disputed(load_documents("article"), gold, gold)] == [0]
    # The article's two passes differ in the worth of one claim alone.
    (article,) = json.loads(run_cli("agreement", "--by-document", "--json").out)
    assert article["differences"] == 1
