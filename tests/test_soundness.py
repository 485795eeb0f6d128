"""What is called sound at a glance keeps every rule: records and texts are spoiled by the thousand, none is missed."""

import random

from msgspec.structs import replace

from conftest import strict_cases
from onrecord.checks import record_problems
from onrecord.columns import EntityColumns, TextColumns
from onrecord.gold_checks import MOST_MARKS, document_problems
from onrecord.layers import ENTITY_TYPES, FORMS, Document, Entity, Record
from onrecord.records import any_gold_problems
from onrecord.soundness import sound_entities, sound_texts
from small_cases import document as make_document


def _spoiled(record: Record, document: Document, rng: random.Random) -> Record:
    """Returns the record with something changed in its entities."""
    entities = list(record.entities or ())
    if not entities:
        return record
    index = rng.randrange(len(entities))
    entity = entities[index]
    mentions = list(entity.mentions)
    place = rng.randrange(len(mentions)) if mentions else None
    kind = rng.randrange(10)
    if kind < 6 and place is not None:
        mention = mentions[place]
        shift = rng.choice((-1, 1, len(document.text), -len(document.text), 2**70))
        mentions[place] = (
            replace(mention, start=mention.start + shift)
            if kind == 0
            else replace(mention, end=mention.end + shift)
            if kind == 1
            else replace(mention, text=rng.choice((None, "", (mention.text or "") + " ")))
            if kind == 2
            else replace(mention, form=rng.choice(FORMS))
            if kind == 3
            else mentions[rng.randrange(len(mentions))]
            if kind == 4
            else replace(
                mention, start=max(0, mention.start - 1), text=document.text[max(0, mention.start - 1) : mention.end]
            )
        )
        entities[index] = replace(entity, mentions=tuple(mentions))
    elif kind == 6:
        entities[index] = replace(entity, type=rng.choice((None, *ENTITY_TYPES)))
    elif kind == 7:
        entities[index] = replace(entity, id=rng.choice(("", "x" * 65, "e\n", entities[0].id)))
    elif kind == 8:
        entities[index] = replace(entity, name=None, kind=rng.choice((None, "person")))
    else:
        entities.append(Entity(id="new", type=entity.type, name="x", mentions=entity.mentions))
    return replace(record, entities=tuple(entities))


def test_what_is_called_sound_keeps_every_rule() -> None:
    """Of thousands of spoiled records none that is called sound has a fault; sound ones are mostly known as such."""
    rng = random.Random(7)
    called = faultless = 0
    for seed in range(150):
        cases = strict_cases(seed, 6)
        documents = [document for document, _, _ in cases]
        for gold in (True, False):
            records = []
            for document, wanted, offered in cases:
                record = wanted if gold else offered or Record(document.id)
                record = Record(document.id, record.entities, (), (), ())
                records.append(_spoiled(record, document, rng) if rng.random() < 0.7 else record)
            for record, document, sound in zip(
                records,
                documents,
                sound_entities(EntityColumns(records), TextColumns(documents), gold=gold),
                strict=True,
            ):
                problems = list((any_gold_problems if gold else record_problems)(record, document))
                assert not (sound and problems), (record, problems)
                called += sound
                faultless += not problems
    # One offset outside its text makes all records of its batch doubtful.
    assert 0.6 * faultless < called < faultless


def _roughened(page: Document, rng: random.Random) -> Document:
    """Returns the document with something changed in its text or its units."""
    text, units = page.text, list(page.units)
    kind, index = rng.randrange(7), rng.randrange(max(1, len(units)))
    if kind == 0 or not units:
        place = rng.randrange(len(text) + 1)
        text = (
            text[:place] + "a" + rng.choice("\u0301\u20dd") * rng.randint(MOST_MARKS - 1, MOST_MARKS + 2) + text[place:]
        )
    elif kind == 1:
        del units[index]
    elif kind == 2:
        start, end = units[index]
        units[index] = (start + rng.choice((-2, -1, 0, 1, 2)), end + rng.choice((-2, -1, 0, 1, 2)))
    elif kind == 3:
        units.insert(index, units[rng.randrange(len(units))])
    elif kind == 4:
        text += rng.choice((" ", "\n\n", "\n\n\n", ".", " x", "\u3000", "\u3001"))
    elif kind == 5:
        text = rng.choice((" ", "x")) + text
    else:
        place = units[index][rng.randrange(2)]
        text = text[:place] + rng.choice(" \n\u3000.é") + text[place:]
    return make_document(units, page.id, text)


def test_a_text_that_is_called_sound_keeps_every_rule() -> None:
    """Of thousands of spoiled texts none that is called sound has a fault; sound ones are mostly known as such."""
    rng = random.Random(8)
    called = faultless = 0
    for seed in range(300):
        pages = [page for page, _, _ in strict_cases(seed, 6)]
        pages = [_roughened(page, rng) if rng.random() < 0.6 else page for page in pages]
        for page, sound in zip(pages, sound_texts(TextColumns(pages)), strict=True):
            problems = [problem for problem in document_problems(page) if problem[1] != "text-hash"]
            assert not (sound and problems), (page, problems)
            called += sound
            faultless += not problems
    # A gap of three characters may well be all spaces.
    assert 0.9 * faultless < called < faultless
