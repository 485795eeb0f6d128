"""The floors: valid on anything, the same bytes every time, and what they claim to be."""

import pytest

from onrecord import Input, UsageError, make_system
from onrecord.checks import record_problems
from onrecord.records import encode
from onrecord.store import installed
from random_cases import random_cases

FLOORS = ("majority", "random")


@pytest.mark.parametrize("name", FLOORS)
def test_floors_are_valid_on_anything(name: str) -> None:
    """Each record keeps every rule, on the article and on hostile nonsense."""
    documents = [document for seed in range(30) for document, _, _ in random_cases(seed)]
    documents += installed().documents("article")
    records = list(make_system(name).predict(Input(document) for document in documents))
    assert [record.doc_id for record in records] == [document.id for document in documents]
    for record, document in zip(records, documents, strict=True):
        assert list(record_problems(record, document)) == []


@pytest.mark.parametrize("name", FLOORS)
def test_floors_depend_on_seed_and_document_alone(name: str) -> None:
    """The same seed gives the same bytes, in any order of documents; another seed changes `random` alone."""
    documents = [document for seed in range(5) for document, _, _ in random_cases(seed)]

    def bytes_of(seed: int, *, backwards: bool = False) -> dict[str, bytes]:
        order = documents[::-1] if backwards else documents
        # The random documents of several seeds share ids, so their texts tell them apart here.
        records = make_system(name, seed=seed).predict(Input(document) for document in order)
        return {d.id + d.text: encode(r) for d, r in zip(order, records, strict=True)}

    assert bytes_of(1) == bytes_of(1, backwards=True)
    assert (bytes_of(1) == bytes_of(2)) == (name == "majority")


@pytest.mark.parametrize("name", FLOORS)
@pytest.mark.parametrize(("suffix", "options"), [(":x", {}), ("", {"k": "v"})], ids=["argument", "option"])
def test_floors_refuse_settings(name: str, suffix: str, options: dict[str, str]) -> None:
    """Neither floor takes an argument or an option."""
    with pytest.raises(UsageError, match="no argument and no option"):
        make_system(name + suffix, options=options)


def test_majority_labels() -> None:
    """Without training data the labels are PERSON, direct, neutral, factual."""
    (document,) = installed().documents("article")
    (record,) = make_system("majority").predict([Input(document)])
    assert {entity.type for entity in record.entities or ()} == {"PERSON"}
    assert {quote.type for quote in record.quotes or ()} == {"direct"}
    assert {stance.label for stance in record.stances or ()} == {"neutral"}
    assert {claim.worth for claim in record.claims or ()} == {"factual"}
