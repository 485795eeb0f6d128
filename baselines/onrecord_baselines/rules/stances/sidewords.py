"""The words that show a side, in every form: verbs, verbs with a particle, nouns, words of praise and blame."""

from __future__ import annotations

from functools import cache

from onrecord_baselines.rules.text.inflection import all_forms
from onrecord_baselines.rules.text.words import marked

VERBAL, UNDOING, NEUTRAL, NOUN, AGENT, AGAINST, ADJECTIVE, UNDO_NOUN, CASE, NAMING, VOTE, WANTED = range(12)
SIGNED: tuple[tuple[str, int, int], ...] = (
    ("for_verb", VERBAL, 1),
    ("against_verb", VERBAL, -1),
    ("undo_verb", UNDOING, -1),
    ("neutral_verb", NEUTRAL, 0),
)
NOUNS: tuple[tuple[str, int, int], ...] = (
    ("for_noun", NOUN, 1),
    ("against_noun", NOUN, -1),
    ("undo_noun", UNDO_NOUN, -1),
    ("neutral_noun", CASE, 0),
    ("for_agent", AGENT, 1),
    ("against_agent", AGENT, -1),
    ("for_adjective", ADJECTIVE, 1),
    ("against_adjective", ADJECTIVE, -1),
)


@cache
def verb_leanings() -> dict[str, tuple[int, int]]:
    """Return the class and side of every verb form."""
    found: dict[str, tuple[int, int]] = {}
    for label, kind, sign in reversed(SIGNED):
        for lemma in sorted(marked("leanings", label)):
            for form in all_forms("leanings", lemma):
                found[form] = (kind, sign)
    return found


@cache
def noun_leanings() -> dict[str, tuple[int, int]]:
    """Return the class and side of every noun and adjective."""
    return {word: (kind, sign) for label, kind, sign in reversed(NOUNS) for word in sorted(marked("leanings", label))}


@cache
def forms_of(label: str) -> frozenset[str]:
    """Return every form of a class's verbs."""
    return frozenset(form for lemma in marked("leanings", label) for form in all_forms("leanings", lemma))


@cache
def evaluations() -> dict[str, int]:
    """Return the side of every word of praise or blame."""
    return (
        dict.fromkeys(forms_of("bad_verb"), -1)
        | dict.fromkeys(forms_of("good_verb"), 1)
        | dict.fromkeys(marked("leanings", "bad"), -1)
        | dict.fromkeys(marked("leanings", "good"), 1)
        | dict.fromkeys(marked("leanings", "plain"), 0)
    )


@cache
def phrases() -> dict[tuple[str, str], tuple[int, int]]:
    """Return the class and side of each verb with its particle (`struck down`, `stood by`)."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for label, kind, sign in (("undo_phrase", UNDOING, -1), ("against_phrase", VERBAL, -1), ("for_phrase", VERBAL, 1)):
        for phrase in sorted(marked("leanings", label)):
            verb, particle = phrase.split("_")
            for form in all_forms("leanings", verb):
                found[form, particle] = (kind, sign)
    return found


@cache
def phrase_starts() -> frozenset[str]:
    """Return the verb forms that a particle can follow."""
    return frozenset(form for form, _ in phrases())
