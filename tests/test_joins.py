"""Which entity has a mention that two of them repeat, and which claims lie inside a quotation, case by case."""

import pytest

from onrecord.cases import Case
from onrecord.layers import CANARY, Claim, Document, Entity, EntityType, Mention, Quote, Record, Span
from onrecord.tasks.attribution import ATTRIBUTION
from onrecord.tasks.record import RECORD

DOCUMENT = Document(
    id="d",
    split="test",
    title=None,
    genre="wire report",
    topic="health",
    outlet=None,
    date=None,
    text="abcdefghijklmnopqrstuvwxyzabcdefghijklmn",
    sha256="",
    canary=CANARY,
    units=((0, 40),),
    targets=(),
)
Range = tuple[int, int]


def record(claim: Range, *content: Range, cue: Range | None = None, source: Range | None = None) -> Record:
    """Returns a record of one quotation with no speaker, and one check-worthy claim."""
    quote = Quote(
        id="q1",
        type="direct",
        content=tuple(Span(*place) for place in content),
        cue=Span(*cue) if cue else None,
        source=Span(*source) if source else None,
    )
    return Record(
        "d",
        entities=(),
        quotes=(quote,),
        stances=(),
        claims=(Claim(start=claim[0], end=claim[1], worth="check-worthy"),),
    )


INSIDE = [
    ("all of it is content", record((0, 10), (0, 10)), True),
    ("a character is neither content nor reporting", record((0, 11), (0, 10)), False),
    ("a cue interrupts it", record((0, 10), (0, 4), (7, 10), cue=(4, 7)), True),
    ("cue and source interrupt it", record((0, 10), (0, 4), (9, 10), cue=(4, 7), source=(7, 9)), True),
    ("a cue lies over all of it, on content", record((0, 10), (0, 20), cue=(0, 10)), False),
    ("a cue lies over all of it and reaches into content", record((0, 10), (8, 20), cue=(0, 10)), False),
    ("cue and source together lie over all of it", record((0, 10), (0, 20), cue=(0, 5), source=(5, 10)), False),
    ("a cue lies over all of it but one character of content", record((0, 10), (8, 20), cue=(0, 9)), True),
    ("a cue lies over all of it but one character that is no content", record((0, 10), (8, 20), cue=(1, 10)), False),
    ("it lies in the source", record((0, 10), (20, 30), source=(0, 10)), False),
]


@pytest.mark.parametrize(("gold", "inside"), [case[1:] for case in INSIDE], ids=[case[0] for case in INSIDE])
def test_claims_inside_a_quotation(gold: Record, inside: bool) -> None:
    """A claim is inside if it has characters outside cue and source, and all of these are content."""
    numbers = RECORD.numbers(RECORD.table([Case(DOCUMENT, gold, gold)]).sums())
    # The quotation has no speaker, so its chain is empty unless the claim is inside.
    assert float(numbers["empty_share"]) == float(not inside)


GOLD = record((6, 20), (10, 20), cue=(6, 10))
ANSWERS = [
    ("the same claim, no cue", record((6, 20), (10, 20)), 0.0, 1.0),
    ("the same claim, another cue", record((6, 20), (10, 20), cue=(30, 34)), 0.0, 1.0),
    ("the same claim and cue", GOLD, 1.0, 1.0),
    ("a longer claim that a longer cue covers", record((0, 20), (10, 20), cue=(0, 10)), 1.0, 0.0),
]


@pytest.mark.parametrize(
    ("predicted", "text", "given"), [case[1:] for case in ANSWERS], ids=[case[0] for case in ANSWERS]
)
def test_whose_cue_serves(predicted: Record, text: float, given: float) -> None:
    """In the track text a claim is held against its own side's cue, in given, where none is asked for, the gold's."""
    cases = {track: Case(DOCUMENT, GOLD, predicted, given=track == "given") for track in ("text", "given")}
    found = {track: float(RECORD.numbers(RECORD.table([case]).sums())["f1"]) for track, case in cases.items()}
    assert found == {"text": text, "given": given}


def named(name: str, kind: EntityType, *places: Range) -> Entity:
    """Returns an entity with names in some places."""
    return Entity(id=name, type=kind, mentions=tuple(Mention(start=a, end=b, form="name") for a, b in places))


@pytest.mark.parametrize("kinds", [("PERSON", "ORG"), ("ORG", "PERSON")])
def test_type_names_do_not_decide_who_has_a_mention(kinds: tuple[EntityType, EntityType]) -> None:
    """Of two entities that repeat a mention the one whose list of mentions is the lesser has it, whatever the types."""
    gold = Record(
        "d",
        entities=(named("g", "GPE", (0, 5)),),
        quotes=(Quote(id="q1", type="direct", content=(Span(30, 40),), speaker="g"),),
    )
    first, second = named("first", kinds[0], (0, 5), (10, 15)), named("second", kinds[1], (0, 5), (20, 25))
    right = {}
    for speaker in (first, second):
        quote = Quote(id="q1", content=(Span(30, 40),), speaker=speaker.id)
        case = Case(DOCUMENT, gold, Record("d", entities=(second, first), quotes=(quote,)))
        right[speaker.id] = float(ATTRIBUTION.numbers(ATTRIBUTION.table([case]).sums())["f1"])
    assert right == {"first": 1.0, "second": 0.0}
