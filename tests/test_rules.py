"""The rules: each family on invented sentences, the record's validity on junk, and time that grows with the text."""

from __future__ import annotations

import hashlib
import random
from itertools import pairwise
from typing import TypeVar

import pytest
from msgspec import UnsetType

from onrecord import Document, Input, Record, Target, UsageError
from onrecord_baselines.rules import make

Item = TypeVar("Item")
VALUES = ("DATE", "MONEY", "PERCENT", "CARDINAL")


def layer(items: tuple[Item, ...] | UnsetType) -> tuple[Item, ...]:
    """Return a layer that the rules always submit."""
    assert not isinstance(items, UnsetType)
    return items


def document(*units: str, targets: tuple[str, ...] = (), gap: str = " ") -> Document:
    """Return a document of the given units, one after another."""
    text = gap.join(units)
    places: list[tuple[int, int]] = []
    at = 0
    for unit in units:
        places.append((at, at + len(unit)))
        at += len(unit) + len(gap)
    return make_document(text, places, targets)


def make_document(text: str, places: list[tuple[int, int]], targets: tuple[str, ...] = ()) -> Document:
    """Return a document with its units at the given places."""
    return Document(
        id="d1",
        split="test",
        title=None,
        genre="wire report",
        topic="transport",
        outlet=None,
        date=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        canary="",
        units=tuple(places),
        targets=tuple(Target(f"t{number}", words) for number, words in enumerate(targets, 1)),
    )


def read(doc: Document) -> Record:
    """Return the rules' record of a document."""
    return next(iter(make(None, seed=1, options={}).predict([Input(doc)])))


def mentions(record: Record) -> set[tuple[str | None, str | None]]:
    """Return the words and type of every name and value."""
    return {(m.text, e.type) for e in layer(record.entities) for m in e.mentions if m.form in ("name", "value")}


def clusters(record: Record, kind: str) -> list[list[str | None]]:
    """Return the words of each entity of a type, in order."""
    return [[m.text for m in e.mentions if m.form == "name"] for e in layer(record.entities) if e.type == kind]


def names(record: Record) -> dict[str, str | None]:
    """Return entity id to name."""
    return {entity.id: entity.name for entity in layer(record.entities)}


def quotations(record: Record) -> list[tuple[str | None, list[str | None], str | None, str | None, str | None]]:
    """Return type, content, cue, source and speaker's name of every quotation."""
    known = names(record)
    return [
        (
            quote.type,
            [span.text for span in quote.content],
            quote.cue.text if quote.cue else None,
            quote.source.text if quote.source else None,
            known[quote.speaker] if quote.speaker else None,
        )
        for quote in layer(record.quotes)
    ]


def stances(record: Record) -> set[tuple[str | None, str, str | None]]:
    """Return holder's name, target and label of every stance."""
    known = names(record)
    return {(known[s.holder] if s.holder else None, s.target, s.label) for s in layer(record.stances)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The plan was drawn up by Harbour Falls Mayor Ana Ruiz in June.",
            {("Ana Ruiz", "PERSON"), ("Harbour Falls", "LOC"), ("June", "DATE")},
        ),
        ("We met Dr. Ngozi Bello, and later Sen. Tom Hale.", {("Ngozi Bello", "PERSON"), ("Tom Hale", "PERSON")}),
        (
            "It was run by the Northern Transport Authority (NTA).",
            {("Northern Transport Authority", "ORG"), ("NTA", "ORG")},
        ),
        (
            "A grant came from the Department of Housing and Urban Renewal.",
            {("Department of Housing and Urban Renewal", "ORG")},
        ),
        ("The French and Kenyan teams met in Nairobi.", {("French", "NORP"), ("Kenyan", "NORP"), ("Nairobi", "GPE")}),
        ("Most Democrats sided with a Republican member.", {("Democrats", "NORP"), ("Republican", "NORP")}),
        ("They sailed from the Gulf of Mexico to Lake Orme.", {("Gulf of Mexico", "LOC"), ("Lake Orme", "LOC")}),
        (
            "The Clean Rivers Act and the Treaty of Lund apply.",
            {("Clean Rivers Act", "LAW"), ("Treaty of Lund", "LAW")},
        ),
        ("He missed the Orme Summit near Vesper Bridge.", {("Orme Summit", "EVENT"), ("Vesper Bridge", "FAC")}),
        ("She criticised the Okoro administration again.", {("Okoro administration", "ORG")}),
        ("It is Spain's Harbour Institute that pays.", {("Spain", "GPE"), ("Harbour Institute", "ORG")}),
        ("The U.S. Immigration and Customs Enforcement moved.", {("U.S. Immigration and Customs Enforcement", "ORG")}),
        (
            "A note reached Homeland Security Secretary Lena Voss.",
            {("Homeland Security", "ORG"), ("Lena Voss", "PERSON")},
        ),
        ("However, nothing changed there.", set()),
        ("Officers waited outside.", set()),
        ("The court cited Hale v. Orme.", {("Hale v. Orme", "LAW")}),
    ],
)
def test_names_are_found_without_titles_and_determiners(sentence: str, expected: set[tuple[str, str]]) -> None:
    """A name is found by its capitals, without title, determiner or possessive, and typed."""
    assert expected == mentions(read(document(sentence)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It opened on Monday, May 4, 2020.", {("Monday, May 4, 2020", "DATE")}),
        ("It opened on 4 May 2020 at 10:30 a.m. sharp.", {("4 May 2020", "DATE"), ("10:30 a.m.", "DATE")}),
        (
            "It shut three years ago, in the 1990s or early 2001.",
            {("three years ago", "DATE"), ("1990s", "DATE"), ("early 2001", "DATE")},
        ),
        ("The loan was $4.5 million, or 4 million euros.", {("$4.5 million", "MONEY"), ("4 million euros", "MONEY")}),
        (
            "Rents rose 12%, then 3.5 per cent last year.",
            {("12%", "PERCENT"), ("3.5 per cent", "PERCENT"), ("last year", "DATE")},
        ),
        ("About 1,200 people and two dozen dogs came.", {("1,200", "CARDINAL"), ("two dozen", "CARDINAL")}),
        ("The second pier is 40 metres long.", set()),
        ("One of them left.", set()),
    ],
)
def test_values_are_found_by_pattern(sentence: str, expected: set[tuple[str, str]]) -> None:
    """Dates, times, durations, sums, percentages and counts are values; ordinals and measures are none."""
    assert expected == mentions(read(document(sentence)))


def test_values_have_the_form_value_and_names_the_form_name() -> None:
    """The form is `value` for the four value types, and only for them."""
    record = read(document("Ana Ruiz paid $40 to 12 clerks in Madrid on Friday."))
    assert all((m.form == "value") == (e.type in VALUES) for e in layer(record.entities) for m in e.mentions)


@pytest.mark.parametrize(
    ("units", "kind", "expected"),
    [
        (("Mayor Ana Ruiz spoke.", "Later Ruiz left."), "PERSON", [["Ana Ruiz", "Ruiz"]]),
        (("We met Mr. Hale there.", "We met Mrs. Hale too."), "PERSON", [["Hale"], ["Hale"]]),
        (
            ("It joined the Northern Transport Authority (NTA).", "Then the NTA paid."),
            "ORG",
            [["Northern Transport Authority", "NTA", "NTA"]],
        ),
        (("They left the United States.", "The U.S. paid."), "GPE", [["United States", "U.S."]]),
        (
            ("The Peel administration cut it.", "Clerks sued the Peel administration again."),
            "ORG",
            [["Peel administration", "Peel administration"]],
        ),
        (
            ("Orme and Voss, the law firm, acts for Tom Orme.", "Orme and Voss has 16 partners."),
            "ORG",
            [["Orme and Voss", "Orme and Voss"]],
        ),
        (("A Democratic bill passed.", "Many Democrats cheered."), "NORP", [["Democratic", "Democrats"]]),
    ],
)
def test_mentions_of_one_referent_are_joined(units: tuple[str, ...], kind: str, expected: list[list[str]]) -> None:
    """Surnames, acronyms and short forms join the entity that the text has named."""
    assert expected == clusters(read(document(*units)), kind)


def test_the_name_of_an_entity_is_its_fullest_form() -> None:
    """The canonical name is the fullest form, a noun before an adjective."""
    record = read(document("A Democratic bill passed.", "Many Democrats cheered.", "Ruiz and Ana Ruiz are one."))
    assert ["Democrats", "Ana Ruiz"] == [
        entity.name for entity in layer(record.entities) if entity.type in ("NORP", "PERSON")
    ]


def test_a_heading_holds_only_names_that_the_text_knows() -> None:
    """Capitals say nothing in a title-case heading: names there are those of the text or the gazetteer."""
    record = read(document("Ferry Plan Angers Ana Ruiz Again", "Mayor Ana Ruiz spoke at length.", gap="\n\n"))
    assert {("Ana Ruiz", "PERSON")} == mentions(record)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (
            ('"We cannot close the pier," Ana Ruiz said.',),
            [("direct", ["We cannot close the pier"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            ("“It is too late,” said Tom Hale, director of the Harbour Institute.",),
            [("direct", ["It is too late"], "said", "Tom Hale, director of the Harbour Institute", "Tom Hale")],
        ),
        (
            ('Ana Ruiz told reporters: "The pier will stay."',),
            [("direct", ["The pier will stay"], "told", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            ("«We are ready,» Ana Ruiz said.",),
            [("direct", ["We are ready"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            ('"The pier," Ana Ruiz said, "will stay open."',),
            [("direct", ["The pier", "will stay open"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            ('"The pier stays," Ana Ruiz said.', '"We will fight."'),
            [("direct", ["The pier stays", "We will fight"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            ('Tom Hale called the plan "a stunt".',),
            [("direct", ["a stunt"], "called", "Tom Hale", "Tom Hale")],
        ),
        (('The city held a "know your rights" workshop.',), []),
        (('Her book, "Tides of Orme", sold well.',), []),
    ],
)
def test_direct_quotations_have_cue_source_and_speaker(units: tuple[str, ...], expected: list[object]) -> None:
    """Marks with a cue are a direct quotation; what goes on after it joins; names and terms in marks are none."""
    assert expected == quotations(read(document(*units)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ana Ruiz said that the pier was closed.",
            [("indirect", ["the pier was closed"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        ("Ana Ruiz said the pier was closed.", [("indirect", ["the pier was closed"], "said", "Ana Ruiz", "Ana Ruiz")]),
        (
            "The pier was closed, Ana Ruiz said.",
            [("indirect", ["The pier was closed"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            "The pier, Ana Ruiz said, was closed.",
            [("indirect", ["The pier", "was closed"], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            "According to Ana Ruiz, the pier was closed.",
            [("indirect", ["the pier was closed"], "According to", "Ana Ruiz", "Ana Ruiz")],
        ),
        (
            "The pier was closed, according to a report.",
            [("indirect", ["The pier was closed"], "according to", "a report", "report")],
        ),
        (
            'Ana Ruiz said the plan was "a stunt" and dear.',
            [("mixed", ['the plan was "a stunt" and dear'], "said", "Ana Ruiz", "Ana Ruiz")],
        ),
        ("Ana Ruiz vowed to fight the plan.", [("indirect", ["to fight the plan"], "vowed", "Ana Ruiz", "Ana Ruiz")]),
        ("Ana Ruiz denied taking bribes.", [("indirect", ["taking bribes"], "denied", "Ana Ruiz", "Ana Ruiz")]),
        (
            "Ana Ruiz asked whether the pier was safe.",
            [("indirect", ["whether the pier was safe"], "asked", "Ana Ruiz", "Ana Ruiz")],
        ),
        ("Ana Ruiz declined to comment.", []),
        ("Ana Ruiz did not say whether it was safe.", []),
        ("Ana Ruiz announced the plan on Friday.", []),
        ("The council ordered the firm to leave.", []),
        ("A light show drew many visitors.", []),
    ],
)
def test_reported_speech_is_read_without_marks(sentence: str, expected: list[object]) -> None:
    """A clause after or before a cue is its content; bare objects, orders and silence are none."""
    assert expected == quotations(read(document(sentence)))


@pytest.mark.parametrize(
    ("units", "speaker"),
    [
        (("Mayor Ana Ruiz arrived.", '"It is late," she said.'), "Ana Ruiz"),
        (("Mayor Ana Ruiz arrived.", "Mr. Tom Hale followed.", '"It is late," she said.'), "Ana Ruiz"),
        (("Mayor Ana Ruiz arrived.", '"It is late," the mayor said.'), "Ana Ruiz"),
        (
            ("It joined the Northern Transport Authority.", "The authority said the pier was shut."),
            "Northern Transport Authority",
        ),
        (("Two officials said the pier was shut.",), "Two officials"),
        (("A spokesman for Ana Ruiz said the pier was shut.",), "spokesman for Ana Ruiz"),
        (("Ana Ruiz and Tom Hale said the pier was shut.",), "Ana Ruiz and Tom Hale"),
        (("For Tom Hale, who keeps goats by the pier, the case is closed.", '"No pier, no pay."'), "Tom Hale"),
    ],
)
def test_the_speaker_is_resolved(units: tuple[str, ...], speaker: str) -> None:
    """Names, pronouns and roles lead to the entity named before; an unnamed source is an entity of its own."""
    assert speaker == quotations(read(document(*units)))[-1][4]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Two officials said the pier was shut.", "group"),
        ("A resident said the pier was shut.", "person"),
        ("A report said the pier was shut.", "document"),
        ("A water company said the pier was shut.", "organization"),
    ],
)
def test_an_unnamed_source_has_a_kind_and_no_type(sentence: str, kind: str) -> None:
    """An unnamed source is an entity with a kind, a nominal mention and no type."""
    record = read(document(sentence))
    found = [(e.type, e.kind, [m.form for m in e.mentions]) for e in layer(record.entities) if e.kind is not None]
    assert [(None, kind, ["nominal"])] == found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('"The ferry plan is cruel," Ana Ruiz said.', {("Ana Ruiz", "t1", "against"), (None, "t1", "neutral")}),
        ('"The ferry plan is fair," Ana Ruiz said.', {("Ana Ruiz", "t1", "favor"), (None, "t1", "neutral")}),
        ('"The ferry plan is not fair," Ana Ruiz said.', {("Ana Ruiz", "t1", "against"), (None, "t1", "neutral")}),
        ("Ana Ruiz said the ferry plan has two parts.", {("Ana Ruiz", "t1", "neutral"), (None, "t1", "neutral")}),
        ("Ana Ruiz strongly opposed the ferry plan.", {("Ana Ruiz", "t1", "against"), (None, "t1", "neutral")}),
        ("Ana Ruiz said it rained.", {(None, "t1", "neutral")}),
        ("A report said the ferry plan is fair.", {(None, "t1", "neutral")}),
    ],
)
def test_stance_is_what_a_holder_says_or_does(sentence: str, expected: set[tuple[str | None, str, str]]) -> None:
    """Words about the target give a side, a negation turns it, no side is neutral, and documents hold none."""
    assert expected == stances(read(document(sentence, targets=("the ferry plan",))))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The council approved the ferry plan in 2021.", [("The council approved the ferry plan in 2021", "event")]),
        ("Meanwhile, rents rose 12% in Madrid.", [("rents rose 12% in Madrid", "quantity")]),
        (
            "The council cut 40 jobs, and the firm sold two ships.",
            [("The council cut 40 jobs", "quantity"), ("the firm sold two ships", "quantity")],
        ),
        ("The council should close the pier.", []),
        ("Will the council close the pier?", []),
        ("The council will close the pier on Friday.", []),
        ("It was a beautiful and wonderful day.", []),
        (
            "Tom Hale, director of the Harbour Institute, smiled.",
            [("Tom Hale, director of the Harbour Institute", "record")],
        ),
        ("We saw Madrid Mayor Ana Ruiz.", [("Madrid Mayor Ana Ruiz", "record")]),
    ],
)
def test_claims_are_clauses_that_state_something_checkable(sentence: str, expected: list[tuple[str, str]]) -> None:
    """Statements of fact are claims; opinions, norms, questions and forecasts are none; an office is a title claim."""
    record = read(document(sentence))
    found = [
        (claim.text, claim.kind)
        for claim in layer(record.claims)
        if claim.title or not expected or expected[0][1] != "record"
    ]
    assert expected == found


def test_a_vow_is_a_deed_whatever_was_vowed() -> None:
    """A pledge of a thing is a claim that it was pledged, though other words of plans make no claim."""
    found = layer(read(document("The mayor, Ana Ruiz, pledged a swimming pool.", "The mayor expects a pool.")).claims)
    assert ["The mayor, Ana Ruiz, pledged a swimming pool"] == [claim.text for claim in found]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (("Who chairs the Harbour Bank?", "Tom Hale, chairman of the Harbour Bank, left."), ["check-worthy"]),
        (("Who runs the Harbour Bank?", "Tom Hale, director of the Harbour Bank, left."), ["check-worthy"]),
        (("Who is the mayor?", "Mayor Ana Ruiz met Senator Tom Hale."), ["check-worthy", "factual"]),
        (("Who chairs the bank?", "Mayor Ana Ruiz left."), ["factual"]),
        (("Who left the bank?", "Mayor Ana Ruiz left."), ["factual"]),
    ],
)
def test_an_office_is_in_dispute_where_the_text_asks_who_holds_it(units: tuple[str, ...], expected: list[str]) -> None:
    """A title claim is worth a check if a question of the text asks for that office, not if it asks for another."""
    assert expected == [claim.worth for claim in layer(read(document(*units)).claims) if claim.title]


def test_a_claim_in_a_quotation_has_its_claimant() -> None:
    """A claim inside a quotation's content carries the quotation and its speaker, without the attribution."""
    record = read(document("Ana Ruiz said the NTA paid 40 workers in May."))
    known = names(record)
    found = [(c.text, known[c.claimant] if c.claimant else None, c.quote) for c in layer(record.claims)]
    assert [("the NTA paid 40 workers in May", "Ana Ruiz", "q1")] == found


def test_unit_scores_rank_figures_above_opinions() -> None:
    """The score of a unit with figures and acts is higher than that of an opinion, and every unit has one."""
    record = read(document("The council cut 40 jobs in 2021.", "It is a lovely town.", "Why not?"))
    scores = record.unit_scores
    assert isinstance(scores, tuple)
    assert (3, True) == (len(scores), scores[0] > scores[1] >= scores[2])


def test_every_item_has_the_rule_that_made_it() -> None:
    """`trace` names a rule for each entity, quotation, claim and stance."""
    doc = document('"The ferry plan is cruel," Ana Ruiz said.', "The council cut 40 jobs.", targets=("the ferry plan",))
    record = read(doc)
    ids = [item.id for items in (layer(record.entities), layer(record.quotes), layer(record.claims)) for item in items]
    ids += [f"{stance.holder or '-'}/{stance.target}" for stance in layer(record.stances)]
    rules = make(None, seed=1, options={}).trace(Input(doc))  # type: ignore[attr-defined]
    assert (sorted(map(str, ids)), True) == (sorted(key for key in rules if ":" not in key), all(rules.values()))


def test_what_is_left_out_has_its_rule() -> None:
    """`trace` says of marks, cues, capitals, numbers and units that made nothing why they did not."""
    page = document(
        "The film “Ana and the Ferry” is long.",
        "She said goodbye.",
        "Buy It Now And Save Big Money Here",
        "Is it 4ish?",
    )
    rules = make(None, seed=1, options={}).trace(Input(page))  # type: ignore[attr-defined]
    told = {
        (key.partition(":")[0], page.text[slice(*map(int, key.partition(":")[2].split("-")))]): rule
        for key, rule in rules.items()
        if ":" in key
    }
    assert "name in marks" == told["quotes", "Ana and the Ferry"]
    assert "no clause for the cue `said`" == told["quotes", "She said goodbye."]
    assert "capital in a heading" == told["entities", "Save"]
    assert "heading" == told["claims", "Buy It Now And Save Big Money Here"]
    assert "no clause states a fact" == told["claims", "Is it 4ish?"]


@pytest.mark.parametrize(("argument", "options"), [("fast", {}), (None, {"k": "v"})])
def test_an_argument_or_option_is_a_usage_error(argument: str | None, options: dict[str, str]) -> None:
    """The rules take neither an argument nor options."""
    with pytest.raises(UsageError):
        make(argument, seed=1, options=options)


def test_the_track_given_is_a_usage_error() -> None:
    """An input with part of the gold is refused, in words that say what the rules read."""
    doc = document("Nothing happened.")
    with pytest.raises(UsageError, match="track text only"):
        list(make(None, seed=1, options={}).predict([Input(doc, Record(doc_id="d1"))]))


WORDS = """
said says told called vowed denied asked adding whether that to opposed is was closed fair cruel not
Ana Ruiz Mayor Northern Transport Authority NTA (NTA) U.S. Mr. Mrs. v. 's The the of and
he she they it who director officials report plan ferry
"""
PIECES = (
    *'"“”‘’«»(),.?:;—-',
    *(
        "\n",
        "\n\n",
        " ",
        "\t",
        "é",
        "数字",
        "🙂",
        "\u0301",
        "$4",
        "12",
        "%",
        "1,200",
        "2021",
        "million",
        "May",
        "Monday",
    ),
    *WORDS.split(),
    "according to",
)


def check(doc: Document, record: Record) -> None:
    """Assert everything that a prediction must hold to be valid."""
    text = doc.text

    def covered(item: object) -> bool:
        start, end = item.start, item.end  # type: ignore[attr-defined]
        words = text[start:end]
        return 0 <= start < end <= len(text) and words == item.text and words == words.strip()  # type: ignore[attr-defined]

    entity_ids = [entity.id for entity in layer(record.entities)]
    quote_ids = [quote.id for quote in layer(record.quotes)]
    claim_ids = [claim.id for claim in layer(record.claims)]
    assert all(len(ids) == len(set(ids)) for ids in (entity_ids, quote_ids, claim_ids))
    seen = [(m.start, m.end, m.form, e.type) for e in layer(record.entities) for m in e.mentions]
    assert len(seen) == len(set(seen))
    flat = sorted((m.start, m.end) for e in layer(record.entities) for m in e.mentions if m.form in ("name", "value"))
    assert all(left[1] <= right[0] for left, right in pairwise(flat))
    for entity in layer(record.entities):
        assert entity.mentions
        assert all(covered(mention) for mention in entity.mentions)
        assert (entity.type is None) == (entity.kind is not None)
        assert all((m.form == "value") == (entity.type in VALUES) for m in entity.mentions)
    contents = [tuple((span.start, span.end) for span in quote.content) for quote in layer(record.quotes)]
    assert len(contents) == len(set(contents))
    for quote in layer(record.quotes):
        spans = [*quote.content, *([quote.cue] if quote.cue else []), *([quote.source] if quote.source else [])]
        assert quote.content
        assert all(covered(span) for span in spans)
        assert all(any(char.isalnum() for char in text[span.start : span.end]) for span in quote.content)
        assert quote.speaker is None or quote.speaker in entity_ids
        assert quote.parent is None or (quote.parent in quote_ids and quote.parent != quote.id)
    pairs = [(stance.holder, stance.target) for stance in layer(record.stances)]
    assert len(pairs) == len(set(pairs))
    assert all(holder is None or holder in entity_ids for holder, _ in pairs)
    assert all(covered(span) for stance in layer(record.stances) for span in stance.evidence)
    places = [(claim.start, claim.end, claim.title) for claim in layer(record.claims)]
    assert len(places) == len(set(places))
    for claim in layer(record.claims):
        assert covered(claim)
        assert any(start <= claim.start and claim.end <= end for start, end in doc.units)
        assert claim.claimant is None or claim.claimant in entity_ids
        assert claim.quote is None or claim.quote in quote_ids
    scores = record.unit_scores
    assert isinstance(scores, tuple)
    assert len(scores) == len(doc.units)
    assert all(0 <= score <= 1 and score == round(score, 4) for score in scores)


def cut(text: str, size: int) -> list[tuple[int, int]]:
    """Return units of about ``size`` characters that together hold every character that is no space."""
    places: list[tuple[int, int]] = []
    for begin in range(0, len(text), size):
        part = text[begin : begin + size]
        if part.strip():
            places.append((begin + len(part) - len(part.lstrip()), begin + len(part.rstrip())))
    return places


@pytest.mark.parametrize("seed", range(100))
def test_a_record_of_junk_is_valid(seed: int) -> None:
    """Whatever the text, the record is well-formed, and reading it twice gives the same."""
    draw = random.Random(seed)
    text = "".join(draw.choice(PIECES) + draw.choice((" ", " ", " ", "")) for _ in range(draw.randrange(1, 200)))
    doc = make_document(text, cut(text, draw.randrange(3, 120)), ("the ferry plan", "the closed pier"))
    record = read(doc)
    check(doc, record)
    assert record == read(doc)


def test_an_empty_document_has_an_empty_record() -> None:
    """A text without units gives empty layers."""
    record = read(make_document("", []))
    assert ((), (), (), (), ()) == (
        layer(record.entities),
        layer(record.quotes),
        layer(record.stances),
        layer(record.claims),
        record.unit_scores,
    )
