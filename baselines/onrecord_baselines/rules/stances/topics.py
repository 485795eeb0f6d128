"""What a target of stance is about: the stems of its content words, its head, and its number."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord_baselines.rules.names.nameforms import FUNCTION_WORDS
from onrecord_baselines.rules.text.memory import Memory
from onrecord_baselines.rules.text.words import marked, word_map

COMMON = marked("grammar", "common") | marked("leanings", "content")
THIN = frozenset(("the", "new", "for", "its", "their", "and"))
ROLES = word_map("roles")
HISSING = ("ches", "shes", "sses", "xes", "zes", "uses")
ENDINGS = (
    *("ations", "ation", "ures", "ure", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ers"),
    *("er", "ed", "es", "s", "e", "y"),
)


class Topic(NamedTuple):
    """A target's content words as stems, the stem of its head, and whether the head is a plural."""

    words: frozenset[str]
    head: str
    plural: bool


def read_topic(text: str) -> Topic:
    """Return what a target is about: `the closure of the pier` has the head `closure`."""
    kept = content_words(text)
    front = re.split(r" (?:of|for|on|to|in|at|against|from|by|with) ", text, maxsplit=1)[0]
    heads = [word for word in front.lower().split() if STEMS[word] in kept]
    head = heads[-1] if heads else ""
    return Topic(kept, STEMS[head], head.endswith("s") and not head.endswith("ss"))


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a target's words that are no function words; a compound's parts count beside it."""
    words = [word.strip(".,'\u2019\"").lower() for word in text.split()]
    words += [part for word in words if "-" in word for part in word.split("-")]
    kept = [word for word in words if word and (word not in FUNCTION_WORDS or word in ROLES or word in COMMON)]
    return frozenset(STEMS[word] for word in kept if len(word) > 2 and word not in THIN)


def crude_stem(word: str) -> str:
    """Return a word without the usual endings, so that `closing`, `closure` and `closes` come near each other."""
    if word.endswith(HISSING):
        return word[:-2]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "siu":
        return word[:-1]
    return word


STEMS = Memory(crude_stem)
