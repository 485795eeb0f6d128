"""The deliberately naive scorer of the track ``given``, where predictions join gold by the ids that they were given.

It scores a list of (document, gold record, predicted record or None) like ``oracle`` and shares its counting: only the
join differs. Run as a script, it checks itself on examples worked by hand, on random cases, and against the track
``text``, which must come to the same numbers once each prediction is filled up with what it was given.

Where the definition is silent or can be read in two ways, this is the reading taken here, beside those of ``oracle``:

 1. All entities, quotations and pairs of (holder, target) are given, the article's own voice among them; claims are
    not. An entity is shown by its names and values; if it has none, by the first of its mentions by (start, end,
    form), whatever its form. Ids, names, types and kinds are given as they stand in the gold.
 2. A predicted quotation has the given content, type and parent, whether it says so or leaves them out; its speaker is
    its own. An entity layer of a prediction counts for nothing, and so do its cues and sources.
 3. A quotation or a pair that is not given has no meaning: such an id raises KeyError. A speaker, holder or claimant
    that is not a given entity stands for nobody.
 4. A gold quotation that the prediction leaves out is unpaired, and is no chain of the prediction. A prediction cannot
    have an unpaired quotation. Its quotations alone hold characters on its side.
 5. A claim is inside a quotation by the given content and by the gold's cue and source on both sides: nobody is asked
    for a cue or a source here, and the claims of a system that gives none cover them all the same.
 6. Stance: a wrong label is fn of the gold one and fp of the predicted one; a missing pair, or one without a label, is
    fn alone. ``found`` counts the gold pairs of an entity that the prediction has.
 7. Attribution needs quotes alone, stance stances, claims claims or unit scores, record quotes, stances and claims.
    ``entities`` and ``quotes`` are not scored, so they have no place in the answer.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from onrecord.layers import STANCE_LABELS, Claim, Document, Entity, Mention, Quote, Record, Span, Stance, Target
from oracle import (
    COUNTS,
    DATA,
    HOLDERS,
    Case,
    Join,
    Numbers,
    Pairs,
    Scored,
    Training,
    as_floats,
    blank,
    claims_of,
    content_of,
    entities_of,
    entity_named,
    holder_kind,
    mean,
    oracle,
    prf,
    quotes_of,
    ratio,
    score_attribution,
    score_claims,
    score_record,
    seen_group,
    some_training,
    stances_of,
    submits,
    with_records,
)

# What is given


def shown(entity: Entity) -> tuple[Mention, ...]:
    """Return the mentions of an entity that an input shows."""
    named = tuple(mention for mention in entity.mentions if mention.form in ("name", "value"))
    return named or tuple(sorted(entity.mentions, key=lambda m: (m.start, m.end, m.form))[:1])


def given_of(gold: Record) -> Record:
    """Return what an input of the track ``given`` shows of a gold record."""
    return Record(
        gold.doc_id,
        entities=tuple(replace(entity, mentions=shown(entity)) for entity in entities_of(gold)),
        quotes=UNSET
        if isinstance(gold.quotes, UnsetType)
        else tuple(Quote(id=q.id, type=q.type, content=q.content, parent=q.parent) for q in gold.quotes),
        stances=tuple(Stance(stance.holder, stance.target, None) for stance in stances_of(gold)),
    )


# The join


def resolved(gold: Record, predicted: Record) -> Record:
    """Return a prediction with the gold's entities, and with the given content, type and parent in its quotations."""
    given = {quote.id: quote for quote in quotes_of(gold)}

    def resolve(quote: Quote) -> Quote:
        own = given[quote.id]
        return replace(quote, content=own.content, type=own.type, parent=own.parent)

    quotes = UNSET if isinstance(predicted.quotes, UnsetType) else tuple(resolve(quote) for quote in predicted.quotes)
    return replace(predicted, entities=entities_of(gold), quotes=quotes)


def pair_by_id(_: Document, gold: Sequence[Quote], predicted: Sequence[Quote]) -> Pairs:
    """Return the pairs of quotations with equal ids."""
    return tuple((i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if g.id == p.id)


def themselves(gold: Record, _: Record) -> tuple[dict[str, str], dict[str, str]]:
    """Return each given entity standing for itself, one to one and many to one alike."""
    own = {entity.id: entity.id for entity in entities_of(gold)}
    return own, own


BY_ID = Join(pair_by_id, themselves, lambda gold, _: gold)
"""The join of the track ``given``."""


# Scores


def score_given_stance(cases: Sequence[Scored], training: Training | None) -> Numbers:
    """Return the numbers of the stance task on the pairs given."""
    tp, fp, fn = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    voice, voice_right, gold_pairs, found, label_right = 0, 0, 0, 0, 0
    pairs_of = Counter[str]()
    for document, gold, predicted in cases:
        true = {(stance.holder, stance.target): stance.label for stance in stances_of(gold)}
        answers = dict.fromkeys(true) | {(s.holder, s.target): s.label for s in stances_of(predicted)}
        answered = {(s.holder, s.target) for s in stances_of(predicted)}
        for pair, answer in answers.items():
            label = true[pair]
            assert label is not None
            if pair[0] is None:
                voice += 1
                voice_right += answer == label
                continue
            kind = holder_kind(entity_named(gold, pair[0]))
            gold_pairs += 1
            pairs_of[kind] += 1
            found += pair in answered
            label_right += answer == label
            for group in ("all", kind, seen_group(document, pair[1], training)):
                tp[group, label] += answer == label
                fn[group, label] += answer != label
                if answer not in (None, label):
                    fp[group, str(answer)] += 1
    numbers: Numbers = {
        "article_voice.accuracy": ratio(voice_right, voice),
        "article_voice.pairs": voice,
        "label_accuracy": ratio(label_right, found),
        "found": found,
        "gold_pairs": gold_pairs,
    }
    holders = [(kind, f"holder.{kind}.") for kind in HOLDERS]
    numbers |= {f"{prefix}gold_pairs": pairs_of[kind] for kind, prefix in holders}
    for group, prefix in (("all", ""), ("seen", "seen."), ("unseen", "unseen."), *holders):
        rows: Numbers = {}
        for name in STANCE_LABELS:
            rows |= prf(name, tp[group, name], fp[group, name], fn[group, name])
        if group == "all":
            numbers |= rows
        defined = group not in ("seen", "unseen") or training is not None
        numbers[f"{prefix}macro_f1"] = mean(rows[f"{name}.f1"] for name in STANCE_LABELS) if defined else None
    return numbers


def oracle_given(cases: Sequence[Case], training: Training | None = None) -> dict[str, dict[str, float | None]]:
    """Score predictions in the track ``given``: task name -> number name -> value, None where undefined.

    ``training`` is the train split, documents with their gold; None means that there is none.
    """
    quotes, stances, claims, ranked = (
        submits(cases, layer) for layer in ("quotes", "stances", "claims", "unit_scores")
    )
    scored: list[Scored] = [(d, gold, resolved(gold, predicted)) for d, gold, predicted in with_records(cases)]
    tasks: dict[str, tuple[bool, Numbers]] = {
        "attribution": (quotes, score_attribution(scored, training, BY_ID)),
        "stance": (stances, score_given_stance(scored, training)),
        "claims": (claims or ranked, score_claims(scored, claims, BY_ID)),
        "record": (quotes and stances and claims, score_record(scored, BY_ID)),
    }
    return as_floats(tasks)


# The checks of this file on itself


def check_given(gold: Record) -> None:
    """Assert that an input keeps every id, content and pair, and shows no answer."""
    given = given_of(gold)
    assert [entity.id for entity in entities_of(given)] == [entity.id for entity in entities_of(gold)]
    for entity, whole in zip(entities_of(given), entities_of(gold), strict=True):
        assert set(entity.mentions) <= set(whole.mentions)
        if whole.type is not None:
            assert {m.form for m in entity.mentions} <= {"name", "value"}
            assert len(entity.mentions) == sum(m.form in ("name", "value") for m in whole.mentions)
        else:
            assert len(entity.mentions) == 1
            assert entity.mentions[0].start == min(m.start for m in whole.mentions)
    assert [(q.id, q.type, q.content, q.parent) for q in quotes_of(given)] == [
        (q.id, q.type, q.content, q.parent) for q in quotes_of(gold)
    ]
    assert all((q.cue, q.source, q.speaker) == (None, None, None) for q in quotes_of(given))
    assert [(s.holder, s.target) for s in stances_of(given)] == [(s.holder, s.target) for s in stances_of(gold)]
    assert all((s.label, s.evidence) == (None, ()) for s in stances_of(given))
    assert isinstance(given.claims, UnsetType)
    assert isinstance(given.unit_scores, UnsetType)


def answer_key(gold: Record) -> Record:
    """Return the shortest perfect prediction: ids and answers alone."""
    return Record(
        gold.doc_id,
        quotes=tuple(Quote(id=q.id, speaker=q.speaker, cue=q.cue, source=q.source) for q in quotes_of(gold)),
        stances=tuple(Stance(stance.holder, stance.target, stance.label) for stance in stances_of(gold)),
        claims=tuple(claims_of(gold)),
    )


def check_perfect(cases: Sequence[Case]) -> int:
    """Score the answers alone: all but counts and facts of the data are 1 or undefined; return how many are 1."""
    ones = 0
    for task, numbers in oracle_given([(d, gold, answer_key(gold)) for d, gold, _ in cases], some_training()).items():
        for name, value in numbers.items():
            if value is not None and not name.endswith((*COUNTS, *DATA)):
                assert value == 1.0, (task, name, value)
                ones += 1
    return ones


def check_bounds(cases: Sequence[Case]) -> None:
    """Assert that all numbers lie in [0, 1] except counts and the normalised AP."""
    for task, numbers in oracle_given(cases, []).items():
        for name, value in numbers.items():
            if value is not None and not name.endswith((*COUNTS, "normalised_ap")):
                assert 0 <= value <= 1, (task, name, value)


def renamed(record: Record) -> Record:
    """Return a record with other ids of entities and quotations, in the reverse order as strings."""

    def new(old: str | None) -> str | None:
        return None if old is None else f"{old[0]}-{9 - int(old[1:])}"

    return replace(
        record,
        entities=UNSET
        if isinstance(record.entities, UnsetType)
        else tuple(replace(entity, id=new(entity.id)) for entity in record.entities),
        quotes=UNSET
        if isinstance(record.quotes, UnsetType)
        else tuple(replace(q, id=new(q.id), speaker=new(q.speaker), parent=new(q.parent)) for q in record.quotes),
        stances=UNSET
        if isinstance(record.stances, UnsetType)
        else tuple(replace(stance, holder=new(stance.holder)) for stance in record.stances),
        claims=UNSET
        if isinstance(record.claims, UnsetType)
        else tuple(replace(claim, claimant=new(claim.claimant), quote=new(claim.quote)) for claim in record.claims),
    )


def check_order(cases: Sequence[Case], seed: int) -> None:
    """Assert that order never matters, nor what the ids are if both sides have the same."""
    from random_cases import reordered

    rng = random.Random(seed)
    other = [
        (d, renamed(reordered(gold, rng)), None if p is None else renamed(reordered(p, rng))) for d, gold, p in cases
    ]
    rng.shuffle(other)
    assert oracle_given(cases, some_training()) == oracle_given(other, some_training())


def check_silence(cases: Sequence[Case]) -> None:
    """Assert that nothing hangs on what a prediction says of entities, content, type, parent, cue and source."""
    other: list[Case] = []
    for document, gold, predicted in cases:
        if predicted is None or isinstance(predicted.quotes, UnsetType):
            other.append((document, gold, None if predicted is None else replace(predicted, entities=UNSET)))
            continue
        quotes = tuple(Quote(id=quote.id, speaker=quote.speaker) for quote in predicted.quotes)
        other.append((document, gold, replace(predicted, entities=UNSET, quotes=quotes)))
    assert oracle_given(cases, some_training()) == oracle_given(other, some_training())


def reported(gold: Record, predicted: Record) -> Record:
    """Return a prediction with the gold's cues and sources."""
    if isinstance(predicted.quotes, UnsetType):
        return predicted
    own = {quote.id: quote for quote in quotes_of(gold)}
    quotes = (replace(quote, cue=own[quote.id].cue, source=own[quote.id].source) for quote in predicted.quotes)
    return replace(predicted, quotes=tuple(quotes))


def check_against_text(cases: Sequence[Case]) -> bool:
    """Compare with the track ``text`` on predictions filled up with what is given; return if all was comparable.

    There, gold entities on both sides pair with themselves, and so do quotations if no two have the same characters.
    """
    filled: list[Case] = [(d, gold, None if p is None else reported(gold, resolved(gold, p))) for d, gold, p in cases]
    if all(p is None for _, _, p in filled):
        return False
    here, there = oracle_given(cases, some_training()), oracle(filled, some_training())
    for name in there["stance"].keys() & here["stance"].keys():
        assert here["stance"][name] == there["stance"][name], name
    assert here["claims"] == there["claims"]
    contents = [[content_of(d, quote) for quote in quotes_of(gold)] for d, gold, _ in cases]
    if any(len(set(sets)) < len(sets) for sets in contents):
        return False
    assert here["attribution"] == there["attribution"]
    assert here["record"] == there["record"]
    return True


def check_known() -> None:
    """Check numbers worked out by hand on three quotations of ten letters, two entities and five pairs."""
    document = replace(blank(((0, 15), (15, 30))), targets=(Target("t1", "a tax"), Target("t2", "the ban")))
    people = (
        Entity(id="e1", name="x", type="PERSON", mentions=(Mention(start=0, end=2, form="name"),)),
        Entity(
            id="e2",
            kind="person",
            mentions=(Mention(start=25, end=26, form="nominal"), Mention(start=22, end=23, form="pronoun")),
        ),
    )
    gold = Record(
        "d",
        entities=people,
        quotes=(
            Quote(id="q1", type="direct", content=(Span(0, 10),), source=Span(0, 3), speaker="e1"),
            Quote(id="q2", type="mixed", content=(Span(10, 20),)),
            Quote(id="q3", type="indirect", content=(Span(20, 30),), source=Span(20, 30), speaker="e2"),
        ),
        stances=(
            Stance("e1", "t1", "favor"),
            Stance("e1", "t2", "against"),
            Stance("e2", "t1", "neutral"),
            Stance(None, "t1", "neutral"),
            Stance(None, "t2", "favor"),
        ),
        claims=(Claim(start=16, end=20, worth="factual"),),
    )
    given = given_of(gold)
    assert [entity.mentions for entity in entities_of(given)] == [people[0].mentions, people[1].mentions[1:]]
    predicted = Record(
        "d",
        quotes=(
            Quote(id="q1", speaker="e1", content=(Span(20, 30),), source=Span(25, 30)),
            Quote(id="q2", speaker="e1"),
        ),
        stances=(Stance("e1", "t1", "favor"), Stance("e2", "t1", "favor"), Stance(None, "t1", "neutral")),
        claims=(Claim(start=16, end=20, worth="factual", claimant="e2", quote="q3"),),
    )
    numbers = oracle_given([(document, gold, predicted)], some_training())
    # q1 is right, q2 has a speaker too many, q3 is left out
    who = numbers["attribution"]
    assert [who[name] for name in ("p", "r", "f1")] == [0.5, 0.5, 0.5]
    assert [who[f"named.{name}"] for name in ("p", "r", "f1")] == [0.5, 1.0, 2 / 3]
    assert [who[f"characters.{name}"] for name in ("p", "r", "f1")] == [0.5, 0.5, 0.5]
    assert (who["speaker_accuracy"], who["speaker_pairs"], who["speaker_accuracy_many_to_one"]) == (1.0, 1.0, 1.0)
    assert (who["by_source_form.name.accuracy"], who["by_source_form.name.pairs"]) == (1.0, 1.0)
    assert (who["by_source_form.nominal.accuracy"], who["by_source_form.nominal.pairs"]) == (None, 0.0)
    assert (who["no_speaker.accuracy"], who["no_speaker.pairs"]) == (0.0, 1.0)
    # in train there is neither the name xx nor any name of the second, which is no name either
    assert (who["unseen.accuracy"], who["unseen.pairs"], who["seen.accuracy"], who["seen.pairs"]) == (1, 1, None, 0)
    assert [who[f"by_type.{kind}.f1"] for kind in ("direct", "mixed", "indirect", "untyped")] == [1.0, 0.0, 0.0, None]
    assert (who["by_type.indirect.r"], who["by_type.mixed.p"], who["by_type.mixed.r"]) == (0.0, 0.0, None)
    assert [who[f"by_type.{kind}.pairs"] for kind in ("direct", "mixed", "indirect")] == [1.0, 0.0, 0.0]
    # favor: one right, one too many; against: missing; neutral: called favor
    stance = numbers["stance"]
    assert [stance[f"favor.{name}"] for name in ("p", "r", "f1")] == [0.5, 1.0, 2 / 3]
    assert [stance[f"against.{name}"] for name in ("p", "r", "f1")] == [None, 0.0, 0.0]
    assert [stance[f"neutral.{name}"] for name in ("p", "r", "f1")] == [None, 0.0, 0.0]
    assert stance["macro_f1"] == float(Fraction(2, 9))
    assert (stance["seen.macro_f1"], stance["unseen.macro_f1"]) == (float(Fraction(1, 3)), 0.0)
    # both holders are persons, one by its type and one by its kind
    assert (stance["holder.person.macro_f1"], stance["holder.person.gold_pairs"]) == (stance["macro_f1"], 3.0)
    assert (stance["holder.group.macro_f1"], stance["holder.group.gold_pairs"]) == (None, 0.0)
    assert (stance["label_accuracy"], stance["found"], stance["gold_pairs"]) == (0.5, 2.0, 3.0)
    assert (stance["article_voice.accuracy"], stance["article_voice.pairs"]) == (0.5, 2.0)
    claims = numbers["claims"]
    assert (claims["unit.f1"], claims["spans.f1"], claims["claimant_accuracy"]) == (1.0, 1.0, 0.0)
    assert (claims["average_precision"], claims["prevalence"]) == (None, 0.0)
    # q1 breaks at the sides (against t2 is missing), q2 at the speaker
    chain = numbers["record"]
    steps = [chain[f"chain.{step}.f1"] for step in ("content", "speaker", "sides", "worth")]
    assert steps == [0.8, 0.4, 0.0, 0.0]
    # q3's holder is neutral and has no claim
    assert (chain["gold_chains"], chain["empty_share"]) == (3.0, 1 / 3)
    # a record without stances: neither stance nor the record is submitted; no train: seen and unseen are undefined
    numbers = oracle_given([(document, gold, replace(predicted, stances=UNSET))])
    assert {*numbers["stance"].values(), *numbers["record"].values()} == {None}
    assert numbers["attribution"]["f1"] == 0.5
    stance = oracle_given([(document, gold, predicted)])["stance"]
    assert (stance["seen.macro_f1"], stance["unseen.macro_f1"]) == (None, None)
    who = oracle_given([(document, gold, predicted)])["attribution"]
    assert (who["seen.pairs"], who["unseen.pairs"]) == (None, None)


def surprises(cases: Sequence[Case]) -> Counter[str]:
    """Count what makes random cases worth scoring."""
    seen = Counter[str]()
    for _, gold, predicted in cases:
        if predicted is None:
            seen["no record"] += 1
            continue
        given = {quote.id: quote for quote in quotes_of(gold)}
        answers = quotes_of(predicted)
        for quote in answers:
            own = given[quote.id]
            seen["no content"] += not quote.content
            seen["content"] += bool(quote.content)
            seen["type"] += quote.type is not None
            seen["parent"] += quote.parent is not None
            seen["right speaker"] += own.speaker is not None and quote.speaker == own.speaker
            seen["wrong speaker"] += None not in (own.speaker, quote.speaker) and quote.speaker != own.speaker
            seen["speaker too many"] += own.speaker is None and quote.speaker is not None
            seen["no speaker"] += own.speaker is not None and quote.speaker is None
            seen["cue"] += quote.cue is not None
            seen["source"] += quote.source is not None
        seen["quotation left out"] += len(given) - len(answers)
        seen["pair left out"] += len(stances_of(gold)) - len(stances_of(predicted))
        seen["claim of a quotation left out"] += sum(
            claim.quote is not None and claim.quote not in {quote.id for quote in answers}
            for claim in claims_of(predicted)
        )
        seen["other entities"] += bool(entities_of(predicted)) and entities_of(predicted) != entities_of(gold)
        for layer in ("quotes", "stances", "claims"):
            seen[f"{layer} unset"] += isinstance(getattr(predicted, layer), UnsetType)
        scored = not isinstance(predicted.unit_scores, UnsetType)
        seen["scores"] += scored
        seen["scores alone"] += scored and isinstance(predicted.claims, UnsetType)
    return seen


def main(rounds: int = 300) -> None:
    """Run all checks and say so."""
    from random_cases import check_given_case, random_given_cases

    check_known()
    ones, compared, seen = 0, 0, Counter[str]()
    for seed in range(rounds):
        cases = random_given_cases(seed)
        for case in cases:
            check_given_case(*case)
            check_given(case[1])
        seen += surprises(cases)
        ones += check_perfect(cases)
        check_bounds(cases)
        check_order(cases, seed)
        check_silence(cases)
        compared += check_against_text(cases)
    assert len(seen) == 20, seen
    assert min(seen.values()) >= 3, seen
    print(f"{rounds} rounds: bounds, order and silence hold; {ones} numbers of the answers themselves are 1;")
    print(f"{compared} rounds agree with the track text in all numbers; the cases hold")
    print(", ".join(f"{name} {count}" for name, count in sorted(seen.items())))


if __name__ == "__main__":
    main()
