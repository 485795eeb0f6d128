"""The cases where known scorers go wrong, with the right answers."""

import math

import pytest

from onrecord.cases import Case
from onrecord.layers import CANARY, Claim, Document, Entity, Mention, Record, Target
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES

TEXT = "abcdefghij klmnopqrst uvwxyz"
Typed = tuple[int, int, str]


def document(units: tuple[tuple[int, int], ...] = ((0, 28),), doc_id: str = "d") -> Document:
    """Returns a document of nonsense."""
    return Document(
        id=doc_id,
        split="test",
        title=None,
        genre="wire report",
        topic="health",
        outlet=None,
        date=None,
        text=TEXT,
        sha256="",
        canary=CANARY,
        units=units,
        targets=(Target("t1", "a thing"),),
    )


def names(spans: list[Typed], doc_id: str = "d") -> Record:
    """Returns a record with an entity for each (start, end, type)."""
    types = {"A": "PERSON", "B": "ORG", "x": "PERSON", "y": "ORG"}
    return Record(
        doc_id,
        entities=tuple(
            Entity(id=f"e{number}", type=types[kind], mentions=(Mention(start=start, end=end, form="name"),))
            for number, (start, end, kind) in enumerate(spans)
        ),
    )


def entity_numbers(gold: list[Typed], predicted: list[Typed] | None) -> dict[str, float | None]:
    """Returns the numbers of the entities task for one document."""
    record = None if predicted is None else names(predicted)
    table = ENTITIES.table([Case(document(), names(gold), record)])
    return {key: None if math.isnan(float(v)) else float(v) for key, v in ENTITIES.numbers(table.sums()).items()}


CASES = [
    ("a wider span before the right one", [(0, 6, "A")], [(0, 10, "A"), (0, 6, "A")], {"strict.f1": 2 / 3}),
    ("the right span before a wider one", [(0, 6, "A")], [(0, 6, "A"), (0, 10, "A")], {"strict.f1": 2 / 3}),
    (
        "two golds that compete",
        [(5, 10, "A"), (0, 5, "A")],
        [(3, 10, "A"), (5, 10, "A")],
        {"strict.f1": 0.5, "type.r": 1.0, "type.p": 1.0},
    ),
    (
        "the same in the other order of gold",
        [(0, 5, "A"), (5, 10, "A")],
        [(5, 10, "A"), (3, 10, "A")],
        {"strict.f1": 0.5, "type.r": 1.0, "type.p": 1.0},
    ),
    ("another type first", [(0, 2, "x")], [(0, 3, "y"), (0, 3, "x")], {"type.r": 1.0, "type.p": 0.5}),
    ("another type last", [(0, 2, "x")], [(0, 3, "x"), (0, 3, "y")], {"type.r": 1.0, "type.p": 0.5}),
    ("spans that touch", [(0, 5, "A")], [(5, 9, "A")], {"partial.f1": 0.0, "type.f1": 0.0}),
    (
        "a wrong type is missed by the one and spurious by the other",
        [(0, 5, "A")],
        [(0, 5, "B")],
        {"strict.by_type.PERSON.r": 0.0, "strict.by_type.ORG.p": 0.0, "exact.f1": 1.0, "strict.f1": 0.0},
    ),
    ("neither gold nor prediction", [], [], {"strict.f1": None, "strict.p": None, "b3.f1": None}),
    ("no prediction", [(0, 5, "A")], None, {"strict.p": None, "strict.r": 0.0, "strict.f1": 0.0, "b3.f1": 0.0}),
    ("a prediction with no gold", [], [(0, 5, "A")], {"strict.p": 0.0, "strict.r": None, "strict.f1": 0.0}),
    ("a perfect prediction", [(0, 5, "A"), (6, 9, "B")], [(6, 9, "B"), (0, 5, "A")], {"strict.f1": 1.0, "lea.f1": 1.0}),
    (
        "bounds that repeat under another type do not lift cluster measures over 1",
        [(0, 5, "A")],
        [(0, 5, "A"), (0, 5, "B")],
        {"b3.r": 1.0, "b3.p": 0.5, "lea.r": 1.0},
    ),
]


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_entities(gold: list[Typed], predicted: list[Typed] | None, expected: dict[str, float | None]) -> None:
    """Greedy pairing and inclusive ends (nervaluate 1.2.1) or 0 for 0/0 (seqeval 1.2.2) miss these."""
    numbers = entity_numbers(gold, predicted)
    assert {key: numbers[key] for key in expected} == {
        key: value if value is None else pytest.approx(value, abs=1e-12) for key, value in expected.items()
    }


def test_the_first_document_may_be_empty() -> None:
    """An empty first document is scored like any other; nervaluate 1.2.1 raises IndexError."""
    cases = [Case(document(doc_id="a"), names([], "a"), names([], "a"))]
    cases.append(Case(document(doc_id="b"), names([(0, 5, "A")], "b"), names([(0, 5, "A")], "b")))
    assert float(ENTITIES.numbers(ENTITIES.table(cases).sums())["strict.f1"]) == 1.0


UNITS = ((0, 5), (5, 10), (11, 21), (22, 28))


def claims(*units: int, worth: str = "check-worthy") -> Record:
    """Returns a record with a claim in each of some units."""
    made = [
        Claim(id=f"c{unit}", start=UNITS[unit][0], end=UNITS[unit][1], worth=worth, kind="event")  # type: ignore[arg-type]
        for unit in units
    ]
    return Record("d", claims=tuple(made))


@pytest.mark.parametrize("positive", range(4))
def test_tied_scores_are_one_threshold(positive: int) -> None:
    """Four units, one positive, all scores tied: .25 wherever it stands; a scorer that ranks by file order says 1.0."""
    predicted = Record("d", unit_scores=(0.5, 0.5, 0.5, 0.5))
    table = CLAIMS.table([Case(document(UNITS), claims(positive), predicted)])
    assert float(CLAIMS.numbers(table.sums())["average_precision"]) == 0.25


def test_scores_are_compared_at_four_decimals() -> None:
    """Scores that differ in the fifth decimal are tied."""
    predicted = Record("d", unit_scores=(0.50001, 0.50002, 0.1, 0.1))
    table = CLAIMS.table([Case(document(UNITS), claims(0), predicted)])
    assert float(CLAIMS.numbers(table.sums())["average_precision"]) == 0.5


def test_missing_documents_stay_in_the_denominator() -> None:
    """A document without claims and scores is never found: average precision falls to the half that is there."""
    found, missing = Case(document(UNITS), claims(0), claims(0)), Case(document(UNITS, "e"), claims(1), None)
    numbers = CLAIMS.numbers(CLAIMS.table([found, missing]).sums())
    assert float(numbers["average_precision"]) == 0.5
    assert float(numbers["prevalence"]) == 0.25
    assert float(numbers["map"]) == 0.5


def test_an_empty_list_of_claims_scores_every_unit_zero() -> None:
    """`"claims": []` is an answer, and not a missing one: every unit ties at 0."""
    numbers = CLAIMS.numbers(CLAIMS.table([Case(document(UNITS), claims(0), Record("d", claims=()))]).sums())
    assert float(numbers["average_precision"]) == 0.25
