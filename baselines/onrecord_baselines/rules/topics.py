"""What a target of stance is about: the stems of its content words, and where a document speaks of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from .nameforms import FUNCTION_WORDS
from .pieces import KEPT, MOST
from .tokens import Sheet
from .words import marked, word_map

COMMON = marked("grammar", "common")
THIN = marked("grammar", "thin")
ROLES = word_map("roles")
ENDINGS = (
    *("ations", "ation", "ures", "ure", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ers"),
    *("er", "ed", "es", "s", "e", "y"),
)


class Topic(NamedTuple):
    """A target's content words as stems, and the stem of its head."""

    words: frozenset[str]
    head: str


def read_topic(text: str) -> Topic:
    """Return what a target is about: `the closure of the pier` has the head `closure`."""
    kept = content_words(text)
    front = re.split(r" (?:of|for|on|to|in|at|against|from) ", text, maxsplit=1)[0]
    heads = [stem for stem in (crude_stem(word.lower()) for word in front.split()) if stem in kept]
    return Topic(kept, heads[-1] if heads else "")


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a target's words that are no function words."""
    words = [word.strip(".,'\u2019\"").lower() for word in text.split()]
    kept = [word for word in words if word and (word not in FUNCTION_WORDS or word in ROLES or word in COMMON)]
    return frozenset(crude_stem(word) for word in kept if len(word) > 2 and word not in THIN)


def crude_stem(word: str) -> str:
    """Return a word without the usual endings, so that `closing`, `closure` and `closes` come near each other."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Stems(dict[str, str]):
    """The stem of every word met so far; emptied when it grows too big."""

    def __missing__(self, word: str) -> str:
        """Work out the stem of a word that is new."""
        stem = crude_stem(word)
        if len(self) >= MOST:
            self.clear()
        if len(word) <= KEPT:
            self[word] = stem
        return stem


STEMS = Stems()


class Traces:
    """Where a document has words of its targets, the stem of each, and where it has one of the words to watch for."""

    def __init__(self, sheet: Sheet, topics: list[Topic], watched: frozenset[str]) -> None:
        wanted = frozenset().union(*(topic.words for topic in topics))
        distinct = list(set(sheet.lowers))
        self.lowers = sheet.lowers
        stems = zip(distinct, map(STEMS.__getitem__, distinct), strict=True)
        self.stems = {lower: stem for lower, stem in stems if stem in wanted}
        sought = watched.union(self.stems)
        found = [at for at, lower in enumerate(sheet.lowers) if lower in sought]
        self.places = [at for at in found if sheet.lowers[at] in self.stems]
        self.watched = [at for at in found if sheet.lowers[at] in watched]

    def met(self, first: int, last: int) -> set[str]:
        """Return the stems of targets that stand from token ``first`` to before token ``last``."""
        places = self.places
        found = places[bisect_left(places, first) : bisect_left(places, last)]
        return {self.stems[self.lowers[at]] for at in found}


def speaks_of(met: set[str], topic: Topic) -> bool:
    """Tell whether stems met in a stretch speak of a target: its head word, or half of its content words."""
    if not met or not topic.words:
        return False
    return topic.head in met or 2 * len(met & topic.words) >= len(topic.words)
