"""Which words are finite verbs, and which forms of a speech verb report nothing."""

from __future__ import annotations

from functools import cache

from .tokens import Token
from .words import classed, marked, word_map, word_set

DETERMINERS = marked("grammar", "determiners")
ADVERBS = marked("grammar", "adverbs")
PRONOUNS = marked("grammar", "pronouns")
NOUN_BEFORE = marked("grammar", "noun_before")
NOT_PAST = marked("grammar", "not_past")
NOUNS_TOO = marked("grammar", "nouns_too")
AFTER_CUE = marked("grammar", "after_cue")


@cache
def verb_forms() -> frozenset[str]:
    """Return the verb forms of the lists."""
    return word_set("verbs") | word_set("cues")


def is_verb(token: Token) -> bool:
    """Tell whether a token is a finite verb form by list or by ending (`-ed`, lower case)."""
    if token.capital or not token.word:
        return False
    lower = token.lower
    return lower in verb_forms() or (lower.endswith("ed") and len(lower) > 4 and lower not in NOT_PAST)


def verb_at(tokens: list[Token], at: int) -> bool:
    """Tell whether the token at a place is a finite verb there: `the report` and `his claim` are nouns."""
    if not is_verb(tokens[at]):
        return False
    before = tokens[at - 1].lower if at else ""
    return not (
        before in NOUN_BEFORE
        or (before in DETERMINERS and before not in ("that", "this", "all", "both", "each", "most", "some"))
    )


def reads_as_noun(tokens: list[Token], cue: int, low: int, high: int) -> bool:
    """Tell whether a form that is verb and noun is a noun here: `a light show`, `50 questions`, `the city's claims`."""
    token = tokens[cue]
    if token.lower not in NOUNS_TOO:
        return False
    if cue <= low:
        return True
    before = tokens[cue - 1]
    if before.lower in PRONOUNS:
        return False
    following = tokens[cue + 1] if cue + 1 < high else None
    goes_on = following is not None and (
        following.lower in AFTER_CUE or following.capital or following.text[0] in ',:"\u201c\u2018'
    )
    if (
        not goes_on
        or not before.word
        or before.lower in DETERMINERS
        or before.text[0].isdigit()
        or before.lower in NOUN_BEFORE
    ):
        return True
    if token.lower.endswith("s"):
        return not (before.capital or before.lower in ADVERBS or before.lower in word_map("roles"))
    return not before.lower.endswith("s") and before.lower not in (
        "people",
        "women",
        "men",
        "police",
        "also",
        "officials",
    )


def passive_or_infinitive(tokens: list[Token], cue: int, low: int) -> bool:
    """Tell whether a cue is no report: `to say`, `did not say`, `is said to`, `a said amount`."""
    if cue <= low:
        return False
    before = tokens[cue - 1].lower
    form = tokens[cue].lower
    if before in ("to", "not", "n't", "never", "being", "be", "been") or before.endswith("n't"):
        # `went on to say`, `continued to insist` report all the same.
        goes_on = before == "to" and cue - 2 >= low and tokens[cue - 2].lower in ("on", "continued", "continues")
        return not goes_on
    if before in ("is", "are", "was", "were", "a", "an", "the") and form not in (
        "saying",
        "telling",
        "asking",
        "calling",
        "warning",
        "urging",
    ):
        return not form.endswith("ing")
    if before in ("would", "could", "might", "can", "will") and form in classed("cues", "say"):
        return form in ("say", "tell") and before in ("can", "could", "might")
    return False
