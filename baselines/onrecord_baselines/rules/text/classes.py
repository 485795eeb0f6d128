"""Classes of words: what every distinct word form is, worked out once and kept as bits of two bytes."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from onrecord_baselines.rules.text.claimwords import claim_words
from onrecord_baselines.rules.text.words import classed, marked, word_map, word_set

# The bits of a form's kind: a stage finds its words by them in one scan of the document.
WORD = 1  # a word or number, no mark
CAPITAL = 2  # can be part of a name
VALUE = 4  # can begin a date, a sum, a percentage or a count
VERB = 8  # a finite verb form, where what stands before lets it be one
CUE = 16  # a form of a verb of speech, or `according`
JOINT = 32  # can stand between two clauses
FIGURE = 64  # a number in digits or a number word
WEIGHT = 128  # speaks for or against a claim

# The bits of a form's traits: a stage that looks at a word asks for them.
LONG = 1  # a word of more than three characters that begins with a letter
BREAK = 2  # a mark after which a capital says nothing
NOUNS = 4  # what follows is a noun, not a verb (`the report`, `his claim`)
FUNCTION = 8  # a function word
ROLE = 16  # a common noun that names a source
TITLE = 32  # a title, or a word that belongs to one
ADVERB = 64  # an adverb or auxiliary that may stand between a subject and its verb
ENDING = 128  # in -ing

BREAKS = frozenset("-*\u2022\u2013\u2014\u00b7\u25cf>#:\"\u201c\u2018'\u00ab\u201e.!?\u2026")
SYMBOLS = "$\u00a3\u20ac\u00a5\u20b9\u20a6\u20b1\u20a9\u20aa\u20ab\u20b4\u20bd\u0e3f\u20b5\u20ba"
ARABIC = ("al", "el", "ul", "as", "ad", "an", "ar", "ibn")
FIRST_PERSON = marked("grammar", "first_person")
FIRST_SINGULAR = frozenset(("i", "i'm", "i've", "i'd", "i'll"))
NO_NAME = word_set("acronyms_no_name")
TITLES = word_map("titles")
# Words that can begin a date, a time or a sum; what they are as written is a calendar word or a symbol.
STARTS_VALUE = (
    frozenset(word for word, label in word_map("time").items() if label not in {"period", "part", "ordinal"})
    | classed("numbers", "symbol")
    | classed("numbers", "dollar")
    | {"New", "one", "half", "this", "that", "noon", "midnight", "many", "several"}
    | {"hours", "days", "weeks", "months", "years", "decades"}
)
DIGIT_NAMES = frozenset(name for name in word_map("other_names") if name[0].isdigit() and " " not in name)
NOT_PAST = marked("grammar", "not_past")
JOINTS = frozenset((";", "and", "but", "while", "whereas"))
SPAN_WORD = re.compile(r"(?:\d{1,4}|[a-z]{2,12})-(?:year|month|week|day|hour|minute|decade)s?(?:-(?:old|olds|long))?")


RAND = re.compile(r"R\d[\d,.]{0,20}")


class Form(NamedTuple):
    """One distinct word form: what it is by itself, and how far the token after it begins (its size and a gap)."""

    word: str
    lower: str
    size: int
    advance: int
    kind: int
    traits: int


def make_form(word: str, advance: int) -> Form:
    """Return what a word is by itself."""
    lower = word.lower()
    if "\u2019" in lower:
        lower = lower.replace("\u2019", "'")
    if lower == word:
        # One string for both: what is read most is then found in half as much memory.
        lower = word
    kind, traits = listed().get(lower, (0, 0))
    size = len(word)
    if not word[:1].isalnum():
        if word[:1] in SYMBOLS:
            kind |= VALUE
        if word[:1] in BREAKS:
            traits |= BREAK
        return Form(word, lower, size, advance, kind & ~(WEIGHT | VERB), traits)
    kind |= WORD
    capital = is_capital(word, lower)
    if capital:
        kind = (kind | CAPITAL) & ~VERB
    elif size > 4 and lower.endswith("ed") and lower not in NOT_PAST:
        kind |= VERB
    if word[0].isdigit():
        kind = (kind | FIGURE | VALUE) & ~WEIGHT
    elif size > 3:
        traits |= LONG
    if (
        word in STARTS_VALUE
        or (word[0] == "R" and RAND.fullmatch(word))
        or (size > 5 and "-" in lower and SPAN_WORD.fullmatch(lower))
    ):
        kind |= VALUE
    if word in DIGIT_NAMES:
        # `9/11`.
        kind = (kind | CAPITAL) & ~(VALUE | FIGURE)
    if word in TITLES:
        traits |= TITLE
    if lower.endswith("ing"):
        traits |= ENDING
    elif not capital and lower.endswith("ly"):
        traits |= ADVERB
    return Form(word, lower, size, advance, kind, traits)


def is_capital(word: str, lower: str) -> bool:
    """Tell whether a word has a capital that can be a name's (`al-Rashid` has one, `I` has none)."""
    head = word[0]
    if head.isupper():
        return lower not in FIRST_SINGULAR and head.isalpha()
    if word[1:2].isupper() and len(word) > 3:
        # `eKasi`, a brand.
        return word not in NO_NAME
    return "-" in word and lower.partition("-")[0] in ARABIC and word.partition("-")[2][:1].isupper()


@cache
def listed() -> dict[str, tuple[int, int]]:
    """Return the kind and the traits that the lists give each word in lower case."""
    kinds: tuple[tuple[AbstractSet[str], int], ...] = (
        (verb_forms(), VERB),
        (word_map("cues").keys() | {"according"}, CUE),
        (JOINTS, JOINT),
        (classed("numbers", "count"), FIGURE),
        (claim_words().keys() | FIRST_PERSON, WEIGHT),
        (number_words() | STARTS_VALUE, VALUE),
    )
    traits: tuple[tuple[AbstractSet[str], int], ...] = (
        (noun_markers(), NOUNS),
        (word_set("function_words"), FUNCTION),
        (word_map("roles").keys(), ROLE),
        (marked("grammar", "adverbs"), ADVERB),
    )
    found: dict[str, tuple[int, int]] = {}
    for words, bit in kinds:
        for word in words:
            found[word] = (found.get(word, (0, 0))[0] | bit, 0)
    for words, bit in traits:
        for word in words:
            kind, known = found.get(word, (0, 0))
            found[word] = (kind, known | bit)
    for word in classed("numbers", "count"):
        found[word] = (found[word][0] & ~WEIGHT, found[word][1])
    return found


@cache
def verb_forms() -> frozenset[str]:
    """Return the verb forms of the lists."""
    return word_set("verbs") | word_set("cues")


@cache
def noun_markers() -> frozenset[str]:
    """Return the words after which a form that is verb and noun is a noun."""
    either = {"that", "this", "all", "both", "each", "most", "some"}
    return marked("grammar", "noun_before") | (marked("grammar", "determiners") - either)


@cache
def number_words() -> frozenset[str]:
    """Return the words that can begin a number."""
    short = {"k", "bn", "mn", "tn"}
    return classed("numbers", "count") | classed("numbers", "mass") | (classed("numbers", "scale") - short)
