"""The rules' readings of the ways in which news reports attribute words: cue, source and content of each."""

from __future__ import annotations

import pytest

from test_rules import document, layer, quotations, read


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (("The clerk was asked to resign.",), ("indirect", ["to resign"], "asked", None)),
        (("The clerk is accused of hiding the ledger.",), ("indirect", ["hiding the ledger"], "accused", None)),
        (("Ana Ruiz admitted taking the ledger.",), ("indirect", ["taking the ledger"], "admitted", "Ana Ruiz")),
        (("Ana Ruiz claims to have won.",), ("indirect", ["to have won"], "claims", "Ana Ruiz")),
        (("Ana Ruiz explained how the pier fell.",), ("indirect", ["how the pier fell"], "explained", "Ana Ruiz")),
        (("Ana Ruiz pointed out that it fell.",), ("indirect", ["it fell"], "pointed out", "Ana Ruiz")),
        (("As Ana Ruiz told us, the pier had fallen.",), ("indirect", ["the pier had fallen"], "told", "Ana Ruiz")),
        (
            ("The bill names a pier, which Ana Ruiz says is closed.",),
            ("indirect", ["is closed"], "says", "Ana Ruiz"),
        ),
        (("They sent a letter urging him to resign.",), ("indirect", ["to resign"], "urging", "a letter")),
        (("The firm rejected claims it lied.",), ("indirect", ["it lied"], "claims", None)),
        (('"It fell," Ana Ruiz captioned the photo.',), ("direct", ["It fell"], "captioned", "Ana Ruiz")),
        (("The pier is safe \u2014 Ana Ruiz (@ana) May 4, 2020",), ("direct", ["The pier is safe"], None, "Ana Ruiz")),
        (
            ("Ana Ruiz said it was safe but declined to say more.",),
            ("indirect", ["it was safe"], "said", "Ana Ruiz"),
        ),
        (
            ("The board, through its lawyer, said it had paid.",),
            ("indirect", ["it had paid"], "said", "The board"),
        ),
        (
            ("Ana Ruiz said the roof had leaked, which angered nobody who had seen it.",),
            ("indirect", ["the roof had leaked"], "said", "Ana Ruiz"),
        ),
        (
            ("Ana Ruiz said the pier had sunk, a result that the firm kept from its staff for a week.",),
            ("indirect", ["the pier had sunk"], "said", "Ana Ruiz"),
        ),
    ],
)
def test_words_are_attributed(units: tuple[str, ...], expected: tuple[str, list[str], str | None, str | None]) -> None:
    """Type, content, cue and source of the first quotation."""
    found = quotations(read(document(*units)))
    assert found[0][:4] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Tom Hale pleaded guilty to theft on Monday.",
        "The board announced his retirement in a short post.",
        "Ana Ruiz claimed victory with fewer than 200 votes.",
        "The league stopped short of saying it would pay.",
        "Ana Ruiz chose to respond in kind, with a smile.",
        'They sang it in the film "The Long Night."',
    ],
)
def test_other_words_are_no_quotation(sentence: str) -> None:
    """Acts, objects and titles that look like reports."""
    assert quotations(read(document(sentence))) == []


@pytest.mark.parametrize(
    ("units", "speaker"),
    [
        (("Miners from Pit Seven met.", '"We want lamps," they said.'), "Miners from Pit Seven"),
        (("Ana Ruiz met Tom Hale.", "The Republican said it was late."), "Tom Hale"),
        (("Hale ally and chief aide Ana Ruiz said it was late.",), "Ana Ruiz"),
    ],
)
def test_the_speaker_is_whom_the_text_means(units: tuple[str, ...], speaker: str) -> None:
    """Plural pronouns, a party's word for its member, and two roles of one person."""
    assert quotations(read(document(*units)))[0][4] == speaker


@pytest.mark.parametrize("words", ["As Ruiz heard,", "As they had heard,", "As Ruiz told,", "As Ruiz told us,"])
def test_a_text_may_end_in_an_aside(words: str) -> None:
    """An aside with nothing behind it is no quotation, and no fault."""
    assert () == layer(read(document(words)).quotes)
