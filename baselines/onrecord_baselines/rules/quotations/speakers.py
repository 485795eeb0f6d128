"""Speakers: the entity that a source phrase names, be it by name, by a title or role, or by a pronoun."""

from __future__ import annotations

from onrecord_baselines.rules.names.cluster import Place
from onrecord_baselines.rules.names.kinds import ROLES
from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.quotations.nominals import described, new_source, nominal_span, several
from onrecord_baselines.rules.quotations.parents import find_parents
from onrecord_baselines.rules.quotations.pronouns import POSSESSIVES, PRONOUNS, pronoun
from onrecord_baselines.rules.quotations.sources import Phrase, head_of, holds_and
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.words import marked

FIRST_PERSON = frozenset(("i", "we", "my"))
PERSONAL = PRONOUNS.keys() | POSSESSIVES.keys()
HONORIFICS = marked("grammar", "honorifics")
NOUN_PREPOSITIONS = frozenset(("for", "of", "with", "to", "from", "by"))


def resolve_speakers(page: Page, cast: Cast, drafts: list[Draft]) -> None:
    """Give each quotation its speaker; floating ones take who stands beside them, or whose turn it is."""
    find_parents(drafts)
    previous: int | None = None
    last: Draft | None = None
    turns: list[int | None] = []
    for draft in drafts:
        if draft.parent is not None:
            draft.speaker = inner_speaker(cast, draft, drafts[draft.parent], previous)
            continue
        if draft.source is not None and draft.rule == "speaker's label":
            draft.speaker = answering(cast, draft.source)
        elif draft.source is not None:
            draft.speaker = resolve(cast, draft.source, previous)
        elif draft.cue is None:
            last_end = end_of(cast, last) if last is not None else 0
            draft.speaker = floating_speaker(page, cast, draft, previous, last_end, turns)
        if draft.speaker is not None:
            previous = draft.speaker
            cast.spoken.append(previous)
        last = draft
        if draft.type == "direct":
            turns.append(draft.speaker)


def end_of(cast: Cast, draft: Draft) -> int:
    """Return where a quotation ends with its attribution."""
    end = max(draft.content[-1][1], draft.cue[1] if draft.cue is not None else 0)
    return max(end, cast.sheet.ends[draft.source.last - 1]) if draft.source is not None else end


def inner_speaker(cast: Cast, draft: Draft, outer: Draft, previous: int | None) -> int | None:
    """Return the speaker of a quotation inside another: the outer one's for `I`, else what its source names."""
    if draft.source is None:
        return None
    if cast.sheet.lowers[draft.source.first] in FIRST_PERSON and draft.source.last - draft.source.first == 1:
        return outer.speaker
    return resolve(cast, draft.source, previous)


def answering(cast: Cast, label: Phrase) -> int | None:
    """Return who answers: for `A` the person named last outside the answers, else whom the label names."""
    start = cast.sheet.starts[label.first]
    if cast.sheet.lowers[label.first] in ("a", "answer"):
        known = cast.unnamed.get("a label")
        found = known if known is not None else cast.told_before(start, "PERSON")
        if found is not None:
            cast.unnamed["a label"] = found
            cast.clusters[found].add(start, cast.sheet.ends[label.last - 1], "nominal")
        return found
    key = f"label {cast.sheet.lowers[label.last - 1]}"
    found = cast.unnamed.get(key)
    if found is None:
        names = cast.names_in(start, cast.sheet.ends[label.last - 1])
        found = names[-1].entity if names else new_source(cast, label, "person")
        cast.unnamed[key] = found
    return found


def floating_speaker(
    page: Page,
    cast: Cast,
    draft: Draft,
    previous: int | None,
    last_end: int,
    turns: list[int | None],
) -> int | None:
    """Return who speaks in floating marks: the subject beside them, whose turn it is, or the last in the paragraph."""
    if draft.hint is not None:
        speaker = speaking_subject(cast, draft.hint, previous)
        if speaker is not None:
            return speaker
    start = draft.content[0][0]
    between = page.sheet.text[last_end : min(start, last_end + 2000)]
    if "\n" not in between:
        return previous
    if len(turns) > 1 and not any(map(str.isalnum, between.rstrip()[:-1])) and turns[-2] != turns[-1]:
        return turns[-2]
    return None


def speaking_subject(cast: Cast, hint: Phrase, previous: int | None) -> int | None:
    """Return the person that a subject names, by name, role or pronoun; things do not speak."""
    sheet = cast.sheet
    if sheet.lowers[hint.first] in PRONOUNS:
        return pronoun(cast, hint.first, previous) if PRONOUNS[sheet.lowers[hint.first]] in ("m", "f") else None
    for name in cast.names_in(sheet.starts[hint.first], sheet.ends[hint.last - 1]):
        if cast.clusters[name.entity].type == "PERSON":
            return name.entity
    head = sheet.lowers[head_of(sheet, hint)]
    if ROLES.get(head) in ("person", "document") and not sheet.kinds[head_of(sheet, hint)] & CAPITAL:
        return described(cast, hint, head)
    return None


def resolve(cast: Cast, phrase: Phrase, previous: int | None) -> int | None:
    """Return the entity that a source phrase stands for, with a new unnamed one where it names none."""
    sheet = cast.sheet
    first, last, head_last = phrase
    if last - first == 1 and sheet.lowers[first] in PERSONAL:
        return pronoun(cast, first, previous)
    names = cast.names_in(sheet.starts[first], sheet.ends[last - 1])
    if holds_and(sheet, phrase) and several(cast, phrase, names):
        return new_source(cast, phrase, "group")
    if not names:
        return described(cast, phrase, sheet.lowers[head_of(sheet, phrase)], previous)
    owned = sheet.lowers[head_last - 1] == "'s"
    for name in names:
        ends = name.first < head_last <= name.last and not owned
        if ends and cast.clusters[name.entity].type == "PERSON" and not for_person(cast, phrase, name):
            return name.entity
    head = head_of(sheet, phrase)
    for name in names:
        if name.first <= head < name.last:
            if cast.clusters[name.entity].type == "NORP" and sheet.lowers[first] == "the":
                return partisan(cast, phrase, name)
            return name.entity
    if head_last < last:
        limit = min(head_last + 4, last - 1)
        for name in names:
            if head_last <= name.first <= limit and cast.clusters[name.entity].type == "PERSON":
                return name.entity
    return described(cast, phrase, sheet.lowers[head], previous)


def partisan(cast: Cast, phrase: Phrase, name: Place) -> int | None:
    """Return whom `the Republican` stands for: the person named last, where the word is singular; else the group."""
    if cast.sheet.lowers[name.last - 1].endswith(("s", "sh", "ch", "ese")):
        return name.entity
    found = cast.told_before(cast.sheet.starts[phrase.first], "PERSON")
    if found is None:
        return name.entity
    cast.clusters[found].add(*nominal_span(cast, phrase), "nominal")
    return found


def for_person(cast: Cast, phrase: Phrase, name: Place) -> bool:
    """Tell whether a name in a phrase hangs on a preposition (`a spokesman for Ana Ruiz`)."""
    at = name.first - 1
    if at > phrase.first and cast.sheet.lowers[at] in HONORIFICS:
        at -= 1
    return phrase.first < at + 1 and cast.sheet.lowers[at] in NOUN_PREPOSITIONS
