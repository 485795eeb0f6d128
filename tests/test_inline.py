"""The inline notation: compiling and writing are each other's inverse, and a wrong line is told with its number."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json as codec
from msgspec.structs import replace

from conftest import ROOT, compact, strict_cases
from conftest import document as corpus_row
from conftest import gold as gold_row
from onrecord import UsageError, compile_inline, write_inline
from onrecord.faults import Fault, InvalidRecords
from onrecord.inline.words import Finder, NotFound
from onrecord.layers import CANARY, Claim, Document, Entity, Mention, Quote, Record, Span, Stance, Target
from onrecord.records import encode, read_documents, read_gold

SPLITS = sorted(path.stem for path in (ROOT / "corpus").glob("*.jsonl") if (ROOT / "annotations" / path.name).exists())


# What is stored


@pytest.mark.parametrize("split", SPLITS)
def test_the_stored_notation_is_the_stored_gold(split: str) -> None:
    """Compiled, each inline file is its gold record to the byte; written, each gold record is its inline file."""
    documents = read_documents(ROOT / "corpus" / f"{split}.jsonl")
    gold = read_gold(ROOT / "annotations" / f"{split}.jsonl", documents)
    for row in documents:
        source = (ROOT / "annotations" / "inline" / split / f"{row.id}.txt").read_text(encoding="utf-8")
        assert encode(gold[row.id]) == encode(compile_inline(source, row))
        assert source == write_inline(gold[row.id], row)


# Round trips


def numbered(record: Record) -> Record:
    """Returns a record in the form of gold as the notation wants it: spans sorted, one of a kind, claims with ids."""
    quotes = tuple(
        replace(quote, content=tuple(sorted(set(quote.content), key=lambda span: (span.start, span.end))))
        for quote in record.quotes or ()
    )
    return replace(record, quotes=quotes)


@pytest.mark.parametrize("seed", range(150))
def test_random_gold_comes_back(seed: int) -> None:
    """Compiling what was written is the record again, and writing what was compiled is the text again."""
    for row, right, _ in strict_cases(seed):
        record = numbered(right)
        source = write_inline(record, row)
        assert record == compile_inline(source, row)
        assert source == write_inline(compile_inline(source, row), row)


PIECES = [
    "ICE",
    "ICE",
    "Élan",
    "the levy",
    "the",
    "a",
    "e1",
    "q1",
    "“we",
    "pay”",
    "‘no’",
    "it's",
    "it’s",
    "–",
    "—",
    "-",
    "#1",
    "#2",
    "ICE #2",
    ">>",
    "@2",
    "@2 the",
    "{0:3}",
    "{1:@2:3}",
    "\u00a0",
    "\u2009",
    "\u202f",
    "Ny\u00a0ICE",
    "\t",
    "東京",
    "𝔸x",
    "7½",
    "1|",
    "2| the",
    "entities",
    "quotes",
    "doc",
    "aa",
    "aaa",
    "'",
    '"',
    "U.S.",
    "\u2028",
    "\x85",
    "\u0301",
    "ﬁ",
    "«ICE»",
    "(ICE)",
    "ICEberg",
    "deICE",
    "-/t1",
    "parent=q1",
    "title",
    "null",
    "\x0b",
    "\u200b",
]


def text_of(parts: list[str], rng: random.Random) -> str:
    """Joins pieces with a space, with nothing, or with a line feed."""
    return "".join(part + rng.choice((" ", " ", " ", "", "\n")) for part in parts)


def units_of(text: str) -> list[tuple[int, int]]:
    """Returns the lines of a text, without spaces at their edges, and here and there cut in two."""
    units = []
    for match in re.finditer(r"[^\n]+", text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start >= end:
            continue
        middle = text.find(" ", start + 12, end)
        if middle > 0 and text[start:middle].strip() == text[start:middle] and text[middle:end].strip():
            inner = text[middle:end]
            units += [(start, middle), (middle + len(inner) - len(inner.lstrip()), end)]
        else:
            units.append((start, end))
    return units


def row_of(text: str, units: list[tuple[int, int]]) -> Document:
    """Returns a document."""
    return Document(
        id="d1",
        split="test",
        title=None,
        genre="opinion",
        topic="water",
        outlet=None,
        date=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        canary=CANARY,
        units=tuple(units),
        targets=(Target("t1", "the levy"), Target("t2", "a #1 >> {0:3} “target”")),
    )


def any_record(row: Document, rng: random.Random) -> Record:
    """Returns a record whose spans are anywhere that a span may be: inside words, over units, on marks."""
    text = row.text

    def place(unit: tuple[int, int] | None = None) -> tuple[int, int]:
        while True:
            low, high = unit or (0, len(text))
            start = rng.randrange(low, high)
            end = rng.randint(start + 1, min(high, start + rng.choice((3, 12, 80))))
            # As in gold, the ends are no space; and a span begins inside a unit.
            inside = any(a <= start < b for a, b in row.units) and any(a < end <= b for a, b in row.units)
            if inside and text[start:end].strip() == text[start:end]:
                return start, end

    def spans(count: int) -> tuple[Span, ...]:
        return tuple(Span(a, b, text[a:b]) for a, b in sorted({place() for _ in range(count)}))

    entities = []
    for number in range(1, rng.randint(2, 5)):
        kind = rng.random() < 0.4
        forms = ["nominal", "pronoun"] if kind else ["name", "nominal", "pronoun"]
        found = sorted({(*place(), rng.choice(forms)) for _ in range(rng.randint(1, 4))})
        mentions: Any = tuple(Mention(start=a, end=b, text=text[a:b], form=form) for a, b, form in found)
        name = re.sub(r"\s", " ", mentions[0].text)
        entities.append(
            Entity(
                id=f"e{number}",
                name=name,
                type=None if kind else "ORG",
                kind="group" if kind else None,
                mentions=mentions,
            )
        )
    ids = [entity.id for entity in entities]
    quotes = [
        Quote(
            id=f"q{number}",
            type=rng.choice(("direct", "indirect", "mixed")),
            content=spans(rng.randint(1, 3)),
            cue=rng.choice((None, *spans(1))),
            source=rng.choice((None, *spans(1))),
            speaker=rng.choice((None, *ids)),
            parent="q1" if number > 1 and rng.random() < 0.3 else None,
        )
        for number in range(1, rng.randint(1, 4))
    ]
    stances = [
        Stance(holder, target, rng.choice(("favor", "against", "neutral")), spans(rng.randint(0, 3)))
        for holder in (None, *ids)
        for target in ("t1", "t2")
        if rng.random() < 0.4
    ]
    claims = []
    for number in range(1, rng.randint(1, 5)):
        a, b = place(rng.choice(row.units))
        claims.append(
            Claim(
                id=f"c{number}",
                start=a,
                end=b,
                text=text[a:b],
                claimant=rng.choice((None, *ids)),
                quote=rng.choice([None, *(quote.id for quote in quotes)]),
                worth=rng.choice(("check-worthy", "factual")),
                kind=rng.choice(("quantity", "event", "record", "other")),
                title=rng.random() < 0.3,
                disputed=rng.random() < 0.3,
            )
        )
    return Record("d1", entities=tuple(entities), quotes=tuple(quotes), stances=tuple(stances), claims=tuple(claims))


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), min_size=4, max_size=60), st.integers(0, 2**32))
def test_hostile_texts_come_back(parts: list[str], seed: int) -> None:
    """Texts of odd spaces, marks, repeated words and of what looks like the notation itself lose nothing either."""
    rng = random.Random(seed)
    text = text_of(parts, rng).strip()
    units = units_of(text)
    if not units:
        return
    row = row_of(text, units)
    record = any_record(row, rng)
    source = write_inline(record, row)
    assert record == compile_inline(source, row)
    assert source == write_inline(compile_inline(source, row), row)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=30), st.integers(0, 2**32))
def test_every_span_has_words(parts: list[str], seed: int) -> None:
    """Any range that begins in a unit and ends in one is worded so that it is found again."""
    rng = random.Random(seed)
    text = text_of(parts, rng).strip()
    units = units_of(text)
    finder = Finder(text, units)
    for unit, (low, high) in enumerate(units):
        for start in range(low, min(high, low + 12)):
            for end in sorted(
                {start + 1, rng.randint(start + 1, high), rng.choice([b for _, b in units if b > start])}
            ):
                words = finder.word(start, end, unit)
                assert "\n" not in words
                assert (start, end) == finder.find(words, unit)


WORDED = [
    ("the words", "ICE said so.", "said", "said"),
    ("one of several", "ICE and ICE.", "ICE", "ICE #1"),
    ("a whole word before a part of one", "deICE ICE", "ICE", None),
    ("a part of a word", "ICEberg", "ICE", "{0:3}"),
    ("no-break spaces", "5\u00a0% of it", "5\u00a0%", "5\u00a0%"),
    ("curly marks", "“we pay,” he said", "“we pay,”", "“we pay,”"),
]


@pytest.mark.parametrize(("text", "words", "expected"), [pytest.param(*row[1:], id=row[0]) for row in WORDED])
def test_how_spans_are_worded(text: str, words: str, expected: str | None) -> None:
    """A span is worded by itself where that is clear."""
    finder = Finder(text, [(0, len(text))])
    start = text.index(words)
    worded = finder.word(start, start + len(words), 0)
    assert (start, start + len(words)) == finder.find(worded, 0)
    if expected is not None:
        assert expected == worded


TYPED = [
    ("straight marks for curly ones", "“We’re here,” he said", '"We\'re here,"', (0, 13)),
    ("a hyphen for a dash", "by 5–4 votes", "5-4", (3, 6)),
    ("a space for a no-break space", "5\u00a0% of it", "5 %", (0, 3)),
    ("the second", "ICE and ICE and ICE", "ICE #2", (8, 11)),
    ("from and to", "the levy will ruin us all", "the levy >> us", (0, 21)),
    ("from the second", "the tax, the levy ends", "the #2 >> ends", (9, 22)),
    ("a whole word", "deICE ICE", "ICE", (6, 9)),
    ("a word with a number sign in the text", "route #2 and route #3", "route #3", (13, 21)),
    ("offsets", "the levy", "{4:8}", (4, 8)),
]


@pytest.mark.parametrize(("text", "words", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TYPED])
def test_how_annotators_may_word_them(text: str, words: str, expected: tuple[int, int]) -> None:
    """What a keyboard gives is found: straight marks, hyphens, plain spaces."""
    assert expected == Finder(text, [(0, len(text))]).find(words, 0)


NOT_FOUND = [
    ("not there", "ICE said", "FBI"),
    ("in another case", "ICE said", "ice"),
    ("several", "ICE and ICE", "ICE"),
    ("no such number", "ICE and ICE", "ICE #3"),
    ("number zero", "ICE and ICE", "ICE #0"),
    ("an end that is not there", "the levy ends", "the >> begins"),
    ("an end before the start", "the levy ends", "levy >> the"),
    ("a unit that is not later", "the levy ends", "the >> @1 ends"),
    ("a unit that is not there", "the levy ends", "the >> @7 ends"),
    ("offsets beyond the text", "the levy ends", "{0:99}"),
    ("offsets the wrong way round", "the levy ends", "{5:2}"),
    ("empty offsets", "the levy ends", "{5:5}"),
    ("offsets in a unit that is not later", "the levy ends", "{0:@1:3}"),
    ("offsets in a unit that is not there", "the levy ends", "{0:@9:3}"),
]


@pytest.mark.parametrize(("text", "words"), [pytest.param(*row[1:], id=row[0]) for row in NOT_FOUND])
def test_what_is_not_found(text: str, words: str) -> None:
    """Words that name no place, or more than one, are refused."""
    with pytest.raises(NotFound):
        Finder(text, [(0, len(text))]).find(words, 0)


# Wrong lines


ROW = codec.decode(compact(corpus_row("d1")), type=Document)
RECORD = codec.decode(compact(gold_row("d1")), type=Record)
SOURCE = write_inline(RECORD, ROW)


def line_of(text: str) -> int:
    """Returns the number of the first line of ``SOURCE`` that begins so."""
    return next(n for n, line in enumerate(SOURCE.split("\n"), start=1) if line.startswith(text))


def test_the_base_of_the_cases() -> None:
    """The notation that the cases below break is good."""
    assert RECORD == compile_inline(SOURCE, ROW)


def faults_of(source: str) -> list[Fault]:
    """Compiles notation that must be refused."""
    with pytest.raises(InvalidRecords) as caught:
        compile_inline(source, ROW, file="x.txt")
    assert 3 == caught.value.exit_code
    for fault in caught.value.log.faults:
        assert ("inline", "x.txt", "d1") == (fault.rule, fault.file, fault.doc_id)
    return caught.value.log.faults


ONE_LINE = [
    ("another document", "doc d1", "doc d2"),
    ("another target", "t1 the levy", "t1 the tax"),
    ("a target with a space behind", "t2 the vote", "t2 the vote "),
    ("a changed unit", "1| Mayor", "1| Mayoress"),
    ("a unit with another number", "2| The", "3| The"),
    ("a unit with a space behind", "1| Mayor Ana Ruiz said on Monday that the levy “will ruin us”.", None),
    ("a span with one space", "  q1 cue said", " q1 cue said"),
    ("a span with three spaces", "  q1 cue said", "   q1 cue said"),
    ("a span with a tab", "  q1 cue said", "\tq1 cue said"),
    ("a span without words", "  q1 cue said", "  q1 cue"),
    ("a span of no role", "  q1 cue said", "  q1 verb said"),
    ("a span of a quotation alone", "  q1 cue said", "  q1 said"),
    ("a span of an unknown letter", "  e2 Monday", "  x2 Monday"),
    ("words that are not there", "  e2 Monday", "  e2 Tuesday"),
    ("words of another unit", "  e2 Monday", "  e2 council"),
    ("an unknown number", "  e2 Monday", "  e2 Monday #2"),
    ("an end that is not there", "  q1 content the levy", "  q1 content the >> begins"),
    ("a row of too few words", "e1 PERSON Ana Ruiz", "e1 PERSON"),
    ("a row with a bad id", "e2 DATE Monday", "x2 DATE Monday"),
    ("a row with a tab", "e2 DATE Monday", "e2\tDATE Monday"),
    ("a quotation without a speaker", "q1 mixed e1", "q1 mixed"),
    ("a quotation with a bad parent", "q2 direct e1 parent=q1", "q2 direct e1 parent=e1"),
    ("a quotation with more behind", "q2 direct e1 parent=q1", "q2 direct e1 parent=q1 nested"),
    ("a stance without a label", "e1 t1 against", "e1 t1"),
    ("a stance with a word too many", "- t1 neutral", "- t1 neutral title"),
    ("a claim without a claimant", "c1 check-worthy event -", "c1 check-worthy event"),
    (
        "a claim with marks in the wrong order",
        "c2 factual record - title disputed",
        "c2 factual record - disputed title",
    ),
    ("a claim with an unknown mark", "c2 factual record - title disputed", "c2 factual record - heading"),
    ("an unknown table", "stances", "stance"),
    ("a span in a table", "- t1 neutral", "  e1 Ana Ruiz"),
    ("an unknown type", "e1 PERSON Ana Ruiz", "e1 PERSN Ana Ruiz"),
    ("a type in small letters", "e1 PERSON Ana Ruiz", "e1 Person Ana Ruiz"),
    ("an unknown kind", "e3 group council", "e3 crowd council"),
    ("an unknown form", "  e2 Monday", "  e2:noun Monday"),
    ("an unknown type of quotation", "q1 mixed e1", "q1 mix e1"),
    ("an unknown stance", "e1 t1 against", "e1 t1 oppose"),
    ("an unknown worth", "c1 check-worthy event -", "c1 checkworthy event -"),
    ("an unknown kind of claim", "c1 check-worthy event -", "c1 check-worthy opinion -"),
    ("words with a control character", "  e2 Monday", "  e2 Mon\x1b[31mday"),
]


@pytest.mark.parametrize(("before", "after"), [pytest.param(*row[1:], id=row[0]) for row in ONE_LINE])
def test_a_wrong_line_is_told_with_its_number(before: str, after: str | None) -> None:
    """A line that is wrong in itself is told with its own number (and what follows from it, after it)."""
    number = line_of(before)
    lines = SOURCE.split("\n")
    whole = lines[number - 1]
    lines[number - 1] = f"{whole} " if after is None else after + whole[len(before) :]
    faults = faults_of("\n".join(lines))
    assert number in {fault.line for fault in faults}, [str(fault) for fault in faults]
    assert all(fault.line is not None for fault in faults), [str(fault) for fault in faults]
    assert all(character.isprintable() for fault in faults for character in str(fault))


def without(text: str) -> Callable[[list[str]], object]:
    """Returns a change that takes a line out."""
    return lambda lines: lines.pop(line_of(text) - 1)


def twice(text: str) -> Callable[[list[str]], object]:
    """Returns a change that doubles a line."""
    return lambda lines: lines.insert(line_of(text), next(line for line in lines if line.startswith(text)))


SEVERAL: list[tuple[str, Callable[[list[str]], object], list[int | None]]] = [
    ("spans without a row", without("e2 DATE"), [line_of("  e2")]),
    ("a quotation's spans without a row", without("q2 "), [line_of("  q2")]),
    ("a row without spans", without("  e2"), [line_of("e2 DATE") - 1]),
    ("a claim without a span", without("  c2"), [line_of("c2 ") - 1]),
    ("a quotation without content", without("  q1 content"), [line_of("q1 mixed") - 1]),
    ("two cues", twice("  q1 cue"), [line_of("q1 mixed") + 1]),
    ("two spans of a claim", twice("  c1"), [line_of("c1 ") + 1]),
    ("an entity twice in its table", twice("e2 DATE"), [line_of("e2 DATE") + 1]),
    ("a quotation twice in its table", twice("q1 mixed"), [line_of("q1 mixed") + 1]),
    ("a claim twice in its table", twice("c2 "), [line_of("c2 ") + 1]),
    ("a unit twice", twice("1| "), [line_of("1| ") + 1, None]),
    ("no last unit", lambda lines: lines.__delitem__(slice(line_of("2| ") - 1, line_of("2| ") + 2)), [None]),
    ("a span before the first unit", lambda lines: lines.insert(line_of("1| ") - 1, "  e1 Ana Ruiz"), [line_of("1| ")]),
    ("a remark", lambda lines: lines.insert(line_of("1| "), "# really?"), [line_of("1| ") + 1]),
    ("a remark in a table", lambda lines: lines.insert(line_of("e1 PERSON"), "# really?"), [line_of("e1 PERSON") + 1]),
    ("no head", lambda lines: lines.pop(0), [1, 2, 3]),
]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SEVERAL])
def test_lines_that_do_not_go_together(change: Callable[[list[str]], object], expected: list[int | None]) -> None:
    """What is wrong between lines is told with the line where it is to be mended."""
    lines = SOURCE.split("\n")
    change(lines)
    found = [fault.line for fault in faults_of("\n".join(lines))]
    assert set(expected) <= set(found), found
    assert expected[0] == found[0]


def test_all_faults_are_told_at_once() -> None:
    """Faults of units, spans and tables are told together, in one go."""
    source = SOURCE.replace("  e2 Monday", "  e2 Tuesday").replace("e1 t1 against", "e1 t1").replace("doc d1", "doc d")
    lines = [fault.line for fault in faults_of(source)]
    assert {1, line_of("  e2"), line_of("e1 t1")} <= set(lines)


def test_labels_of_several_tables_are_told_at_once() -> None:
    """A wrong label in one table does not hide that in the next."""
    source = SOURCE.replace("e3 group", "e3 crowd").replace("q1 mixed", "q1 mix").replace("c1 check-worthy", "c1 high")
    assert 3 <= len(faults_of(source))


@pytest.mark.parametrize("source", ["", "\n", "doc d1", SOURCE[: len(SOURCE) // 2], SOURCE.replace("\n", "\r\n")])
def test_other_texts_are_refused(source: str) -> None:
    """An empty file, half a file, and other line ends are faults, not crashes."""
    assert faults_of(source)


def test_random_damage_is_always_told() -> None:
    """Characters and lines changed, dropped and doubled: the notation compiles or is refused, and nothing else."""
    rng = random.Random(5)
    logs = []
    for _ in range(1500):
        text = SOURCE
        for _ in range(rng.choice((1, 1, 2, 4))):
            if rng.random() < 0.3:
                lines = text.split("\n")
                lines.insert(rng.randrange(len(lines)), lines.pop(rng.randrange(len(lines))))
                text = "\n".join(lines)
            else:
                at = rng.randrange(len(text))
                text = (
                    text[:at] + rng.choice(("", " ", "\n", "1", "#", ">>", "{", "e1", "|", "é", "@2 ")) + text[at + 1 :]
                )
        try:
            compile_inline(text, ROW)
        except InvalidRecords as error:
            logs.append(error.log)
    assert len(logs) > 500
    assert all(logs)


# What cannot be written


CANNOT: list[tuple[str, Callable[[Record], Record]]] = [
    ("an id of another form", lambda r: replace(r, entities=(replace(r.entities[0], id="x1"), *r.entities[1:]))),
    ("a claim without an id", lambda r: replace(r, claims=(replace(r.claims[0], id=None),))),
    ("a claim without a kind", lambda r: replace(r, claims=(replace(r.claims[0], kind=None),))),
    ("a quotation without a type", lambda r: replace(r, quotes=(replace(r.quotes[0], type=None),))),
    ("a name of two lines", lambda r: replace(r, entities=(replace(r.entities[0], name="Ana\nRuiz"), *r.entities[1:]))),
    (
        "a name with a space before",
        lambda r: replace(r, entities=(replace(r.entities[0], name=" Ana"), *r.entities[1:])),
    ),
    ("no name", lambda r: replace(r, entities=(replace(r.entities[0], name=None), *r.entities[1:]))),
    ("type and kind", lambda r: replace(r, entities=(replace(r.entities[0], kind="person"), *r.entities[1:]))),
    (
        "content out of order",
        lambda r: replace(r, quotes=(r.quotes[0], replace(r.quotes[1], content=r.quotes[1].content[::-1]))),
    ),
    (
        "an entity without mentions",
        lambda r: replace(r, entities=(*r.entities, Entity(id="e4", name="x", type="ORG", mentions=()))),
    ),
    ("a layer that is not there", lambda r: Record(r.doc_id, entities=r.entities)),
    ("unit scores", lambda r: replace(r, unit_scores=(0.5, 0.5))),
    ("spans without their words", lambda r: replace(r, quotes=(replace(r.quotes[0], cue=Span(15, 19)), r.quotes[1]))),
    ("a span beyond the text", lambda r: replace(r, quotes=(replace(r.quotes[0], cue=Span(15, 999)), r.quotes[1]))),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in CANNOT])
def test_records_that_the_notation_cannot_express(change: Callable[[Any], Record]) -> None:
    """A record that would not come back is refused as a whole, with a usage error, never written wrong."""
    with pytest.raises(UsageError):
        write_inline(change(RECORD), ROW)
