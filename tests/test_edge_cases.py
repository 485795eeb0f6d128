"""The cases where known scorers go wrong, with the right answers, and for each of them the tests that hold it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.cases import Case
from onrecord.counts import Task
from onrecord.layers import Entity, EntityType, Mention, Record, Stance, StanceLabel
from onrecord.report import Scope
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES
from onrecord.tasks.stance import STANCE, STANCE_GIVEN
from small_cases import Numbers, assert_close, claims, document, names, numbers_of

HELD: dict[str, tuple[str, ...]] = {
    "a wider span beside the right one": ("test_entities[a wider span beside the right one]",),
    "two gold spans that compete": ("test_entities[two gold spans that compete]",),
    "one span under two types": ("test_entities[one span under two types]",),
    "spans that touch": ("test_entities[spans that touch]", "test_peers_entities::test_four_schemes_are_nervaluates"),
    "a label outside the schema": ("test_edge_cases_files::test_refused[a label outside the schema]",),
    "the right span, a wrong type": (
        "test_entities[a wrong type]",
        "test_peers_entities::test_rows_by_type_sum_to_the_total",
    ),
    "an empty first document": ("test_the_first_document_may_be_empty",),
    "neither gold nor prediction": ("test_entities[nothing]", "test_labels[a label with nothing]"),
    "tags of another scheme": (
        "test_peers_entities::test_the_views_tags_are_strict_iob2",
        "test_edge_cases_files::test_refused[tags in a record]",
        "test_edge_cases_files::test_refused[a file of tags]",
    ),
    "two spans taken for one": ("test_entities[two spans taken for one]",),
    "duplicates of a right prediction": ("test_edge_cases_files::test_refused[a right mention four times]",),
    "no prediction": ("test_entities[no prediction]", "test_entities[no record]"),
    "ids in another order": ("test_edge_cases_files::test_records_join_by_id",),
    "scores all tied": ("test_tied_scores_are_one_threshold",),
    "a positive unit three times": (
        "test_edge_cases_files::test_refused[a positive unit three times]",
        "test_edge_cases_files::test_refused[a score for it three times]",
    ),
    "unknown ids, a broken format": (
        "test_edge_cases_files::test_refused[an unknown document]",
        "test_broken_files::test_in_a_process_of_its_own",
    ),
    "labels of the union": ("test_labels[frozen labels]", "test_edge_cases_files::test_refused[a third label]"),
    "a mean of F1 for F1 of the pool": ("test_pools_and_means_go_by_their_names",),
    "intervals that are too short": ("test_peers_statistics::test_documents_are_resampled_and_not_mentions",),
    "numbers that are none": (
        "test_edge_cases_files::test_refused[NaN]",
        "test_broken_files::test_lines_that_cannot_be_read",
        "test_broken_files::test_records_that_break_a_rule",
    ),
    "a perfect prediction": ("test_entities[perfect]", "test_measures::test_gold_against_itself_is_exactly_one"),
}
"""Each case with the tests that hold it: the module if it is another one, the function, and its row if it has rows."""


def test_every_case_is_held() -> None:
    """All 21 cases lead to tests, and to rows of tests, that are there."""
    assert len(HELD) == 21
    for test in (test for tests in HELD.values() for test in tests):
        place, _, row = test.removesuffix("]").partition("[")
        module, _, function = place.rpartition("::")
        path = Path(__file__).with_name(f"{module}.py") if module else Path(__file__)
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        assert function in {node.name for node in nodes if isinstance(node, ast.FunctionDef)}, test
        keywords = [node for node in nodes if isinstance(node, ast.keyword) and node.arg == "id"]
        rows = {node.value.value for node in keywords if isinstance(node.value, ast.Constant)}
        assert not row or row in rows, test


# Entities

TYPES: dict[str, EntityType] = {"A": "PERSON", "B": "ORG"}
Lettered = tuple[int, int, str]
MISSED = {"strict.p": None, "strict.r": 0.0, "strict.f1": 0.0, "b3.f1": 0.0}

CASES = [
    pytest.param(
        [(0, 6, "A")],
        [(0, 10, "A"), (0, 6, "A")],
        {"strict.f1": 2 / 3, "strict.p": 1 / 2, "strict.r": 1.0},
        id="a wider span beside the right one",
    ),
    pytest.param(
        [(5, 10, "A"), (0, 5, "A")],
        [(3, 10, "A"), (5, 10, "A")],
        {"strict.f1": 1 / 2, "strict.p": 1 / 2, "strict.r": 1 / 2, "type.r": 1.0, "type.p": 1.0},
        id="two gold spans that compete",
    ),
    pytest.param(
        [(0, 2, "A")], [(0, 3, "B"), (0, 3, "A")], {"type.r": 1.0, "type.p": 1 / 2}, id="one span under two types"
    ),
    pytest.param([(0, 5, "A")], [(5, 9, "A")], {"partial.f1": 0.0, "type.f1": 0.0}, id="spans that touch"),
    pytest.param(
        [(0, 5, "A")],
        [(0, 5, "B")],
        {"strict.by_type.PERSON.r": 0.0, "strict.by_type.ORG.p": 0.0, "exact.f1": 1.0, "strict.f1": 0.0},
        id="a wrong type",
    ),
    pytest.param(
        [(0, 2, "A"), (2, 4, "A")],
        [(0, 4, "A")],
        {"strict.p": 0.0, "strict.r": 0.0, "strict.f1": 0.0, "partial.p": 1 / 2, "partial.r": 1 / 4},
        id="two spans taken for one",
    ),
    pytest.param([], [], {"strict.f1": None, "strict.p": None, "b3.f1": None}, id="nothing"),
    pytest.param([(0, 5, "A")], [], MISSED, id="no prediction"),
    pytest.param([(0, 5, "A")], None, MISSED, id="no record"),
    pytest.param([], [(0, 5, "A")], {"strict.p": 0.0, "strict.r": None, "strict.f1": 0.0}, id="no gold"),
    pytest.param(
        [(0, 5, "A"), (6, 9, "B")],
        [(6, 9, "B"), (0, 5, "A")],
        {"strict.f1": 1.0, "partial.f1": 1.0, "lea.f1": 1.0},
        id="perfect",
    ),
    pytest.param(
        [(0, 5, "A")],
        [(0, 5, "A"), (0, 5, "B")],
        {"b3.r": 1.0, "b3.p": 1 / 2, "lea.r": 1.0},
        id="bounds that repeat under another type do not lift cluster measures over 1",
    ),
]


@pytest.mark.parametrize(("gold", "predicted", "expected"), CASES)
def test_entities(gold: list[Lettered], predicted: list[Lettered] | None, expected: Numbers) -> None:
    """In every order of gold and predictions the numbers are exactly these.

    nervaluate 1.2.1 pairs greedily, so that its numbers depend on the order, takes ends as inclusive, and calls a wrong
    type "incorrect" in all but missed and spurious by type; seqeval 1.2.2 and nervaluate say 0 for 0/0; conlleval reads
    gold ``B E B E`` and predicted ``B I I E`` (two spans taken for one) as F1 100.
    """
    for right in permutations(gold):
        for found in permutations(predicted or ()):
            sides = [names((start, end, TYPES[letter]) for start, end, letter in side) for side in (right, found)]
            case = Case(document(), sides[0], None if predicted is None else sides[1])
            assert_close(expected, numbers_of(ENTITIES, [case]), 0, (right, found))


def test_the_first_document_may_be_empty() -> None:
    """An empty first document is scored like any other; nervaluate 1.2.1 raises IndexError."""
    cases = [Case(document(doc_id="a"), names([], "a"), names([], "a"))]
    cases.append(Case(document(doc_id="b"), names([(0, 5, "ORG")], "b"), names([(0, 5, "ORG")], "b")))
    assert numbers_of(ENTITIES, cases)["strict.f1"] == 1.0


# Claims

UNITS = ((0, 5), (5, 10), (11, 21), (22, 28))


def positive(unit: int, doc_id: str = "d") -> Record:
    """Returns a record with one claim, which is check-worthy and the whole of a unit."""
    return claims(UNITS, {unit: "check-worthy"}, doc_id)


@pytest.mark.parametrize("unit", range(4))
def test_tied_scores_are_one_threshold(unit: int) -> None:
    """Four units, one positive, all scores tied: .25 wherever it stands; a scorer that ranks by file order says 1.0."""
    case = Case(document(UNITS), positive(unit), Record("d", unit_scores=(0.5, 0.5, 0.5, 0.5)))
    assert numbers_of(CLAIMS, [case])["average_precision"] == 0.25


def test_scores_are_compared_at_four_decimals() -> None:
    """Scores that differ in the fifth decimal are tied."""
    case = Case(document(UNITS), positive(0), Record("d", unit_scores=(0.50001, 0.50002, 0.1, 0.1)))
    assert numbers_of(CLAIMS, [case])["average_precision"] == 0.5


def test_missing_documents_stay_in_the_denominator() -> None:
    """A document without claims and scores is never found: average precision falls to the half that is there."""
    found, missing = Case(document(UNITS), positive(0), positive(0)), Case(document(UNITS, "e"), positive(1, "e"), None)
    expected = {"average_precision": 0.5, "prevalence": 0.25, "map": 0.5}
    assert_close(expected, numbers_of(CLAIMS, [found, missing]), 0, "one of two documents")


def test_an_empty_list_of_claims_scores_every_unit_zero() -> None:
    """`"claims": []` is an answer, and not a missing one: every unit ties at 0."""
    assert numbers_of(CLAIMS, [Case(document(UNITS), positive(0), Record("d", claims=()))])["average_precision"] == 0.25


# Labels


def labelled(labels: Sequence[StanceLabel | None]) -> Record:
    """Returns a record in which so many holders have these labels on the one target, or have none."""
    mentions = [Mention(start=2 * number, end=2 * number + 1, form="name") for number in range(len(labels))]
    return Record(
        "d",
        entities=tuple(Entity(id=f"e{n}", type="PERSON", mentions=(mention,)) for n, mention in enumerate(mentions)),
        stances=tuple(Stance(f"e{n}", "t1", label) for n, label in enumerate(labels) if label is not None),
    )


F, A, N = "favor", "against", "neutral"


@pytest.mark.parametrize(
    ("gold", "predicted", "text", "given"),
    [
        # F1 of favor is 1, of against 2·1/(2·1 + 0 + 1) = 2/3; what is predicted for the fourth is no third class.
        pytest.param([F, F, A, A], [F, F, A, None], 5 / 6, 5 / 6, id="frozen labels"),
        # In the track given neutral is one of the frozen labels: (1 + 2/3 + 0)/3.
        pytest.param([F, F, A, A], [F, F, A, N], 5 / 6, 5 / 9, id="a label of the schema"),
        pytest.param([F, F], [F, F], 1.0, 1.0, id="a label with nothing"),
        pytest.param([F, A], [F, None], 1 / 2, 1 / 2, id="a label with gold alone"),
        pytest.param([], [], None, None, id="no label"),
    ],
)
def test_labels(
    gold: list[StanceLabel], predicted: list[StanceLabel | None], text: float | None, given: float | None
) -> None:
    """Macro-F1 is over the schema's labels; scikit-learn, if not told, takes the union's, and says .556 for 5/6."""
    for task, expected in ((STANCE, text), (STANCE_GIVEN, given)):
        case = Case(document(), labelled(gold), labelled(predicted), given=task is STANCE_GIVEN)
        assert_close({task.headline: expected}, numbers_of(task, [case]), 1e-15, task.reading)


def test_pools_and_means_go_by_their_names() -> None:
    """F1 and average precision pool documents, a mean over documents has a key of its own, and signatures say which.

    Known tools call a mean of documents' F1 (.487 on one set of data) by the name of F1 of the pool (.661), or the
    other way round.
    """
    one, other = names([(0, 5, "ORG")], "a"), names([(0, 5, "ORG"), (6, 9, "ORG"), (11, 14, "ORG")], "b")
    cases = [Case(document(doc_id="a"), one, one), Case(document(doc_id="b"), other, names([(0, 4, "ORG")], "b"))]
    # F1 is 1 and 0, so their mean is 1/2; the pool has tp 1, fp 1, fn 3.
    assert numbers_of(ENTITIES, cases)["strict.f1"] == pytest.approx(1 / 3)
    scores = {"a": (0.3, 0.1, 0.1, 0.1), "b": (0.9, 0.5, 0.0, 0.0)}
    ranked = [
        Case(document(UNITS, name), positive(0, name), Record(name, unit_scores=of)) for name, of in scores.items()
    ]
    # Each document's positive stands first; in the pool one of the other document stands between: (1 + 2/3)/2.
    assert_close({"average_precision": 5 / 6, "map": 1.0}, numbers_of(CLAIMS, ranked), 1e-15, scores)
    scope = Scope(data="own", split="own", track="text", version="0")
    readings: dict[str, Task] = {
        "entities:strict": ENTITIES,
        "claims:average-precision": CLAIMS,
        "stance:mean-of-sides": STANCE,
        "stance:macro-of-labels": STANCE_GIVEN,
    }
    for reading, task in readings.items():
        assert f"|{reading}|" in scope.signature(task)
