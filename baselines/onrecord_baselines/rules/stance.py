"""Stance: who is for or against each target, by the words that a speaker or an agent has about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord import Document

from .cast import Cast
from .frames import Draft, Page
from .tokens import Sheet, Token
from .words import marked, word_map, word_set

NEAR = 6


@dataclass(slots=True)
class Side:
    """What one holder (an entity's place in the cast, None for the article's own voice) shows on one target."""

    holder: int | None
    target: str
    label: str
    evidence: list[tuple[int, int]]
    rule: str


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
    kept = [
        word
        for word in words
        if word and (word not in word_set("function_words") or word in word_map("roles") or word in COMMON)
    ]
    return frozenset(crude_stem(word) for word in kept if len(word) > 2 and word not in THIN)


COMMON = marked("grammar", "common")
THIN = marked("grammar", "thin")


@lru_cache(maxsize=65536)
def crude_stem(word: str) -> str:
    """Return a word without the usual endings, so that `closing`, `closure` and `closes` come near each other."""
    for ending in (
        "ations",
        "ation",
        "ures",
        "ure",
        "ments",
        "ment",
        "ings",
        "ing",
        "ions",
        "ion",
        "ies",
        "ers",
        "er",
        "ed",
        "es",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def find_stances(page: Page, cast: Cast, drafts: list[Draft], document: Document) -> list[Side]:
    """Return one side for each holder and target that the text speaks of; the article's own voice stays neutral."""
    sheet = page.sheet
    sides: dict[tuple[int | None, str], Side] = {}
    for target in document.targets:
        topic = read_topic(target.text)
        for draft in drafts:
            if draft.speaker is None or cast.clusters[draft.speaker].kind == "document":
                continue
            read_quotation(sheet, draft, target.id, topic, sides)
        read_agents(page, cast, target.id, topic, sides)
        sides[(None, target.id)] = Side(None, target.id, "neutral", [], "the article's own voice")
    return list(sides.values())


def read_quotation(
    sheet: Sheet, draft: Draft, target: str, topic: Topic, sides: dict[tuple[int | None, str], Side]
) -> None:
    """Take a side, or none, from one quotation that speaks about the target."""
    tokens = [token for start, end in draft.content for token in tokens_in(sheet, start, end)]
    if not mentions(tokens, topic):
        return
    score = side_score(tokens)
    if draft.cue is not None:
        score += cue_score(sheet.text[draft.cue[0] : draft.cue[1]].lower())
    label = "favor" if score > 0 else "against" if score < 0 else "neutral"
    key = (draft.speaker, target)
    held = sides.get(key)
    if held is None or (label not in ("neutral", held.label)):
        sides[key] = Side(draft.speaker, target, label, list(draft.content), "quotation about the target")


def tokens_in(sheet: Sheet, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch of the text."""
    first = bisect_left(sheet.tokens, start, key=lambda token: token.start)
    last = bisect_left(sheet.tokens, end, key=lambda token: token.start)
    return sheet.tokens[first:last]


def mentions(tokens: list[Token], topic: Topic) -> bool:
    """Tell whether tokens speak of a target: its head word, or half of its content words."""
    if not topic.words:
        return False
    met = {crude_stem(token.lower) for token in tokens} & topic.words
    return topic.head in met or 2 * len(met) >= len(topic.words)


def side_score(tokens: list[Token]) -> int:
    """Return how many more words are for than against, a negation within three words before turning one."""
    lexicon = word_map("stance")
    negations = word_set("negations")
    score = 0
    for at, token in enumerate(tokens):
        sign = lexicon.get(token.lower)
        if sign is None:
            continue
        value = 1 if sign == "+" else -1
        if any(before.lower in negations for before in tokens[max(0, at - 3) : at]):
            value = -value
        score += value
    return score


def cue_score(cue: str) -> int:
    """Return the side that a cue itself shows (`praised`, `condemned`)."""
    sign = word_map("stance").get(cue)
    return 0 if sign is None or word_map("cues").get(cue) != "name" else (2 if sign == "+" else -2)


def read_agents(page: Page, cast: Cast, target: str, topic: Topic, sides: dict[tuple[int | None, str], Side]) -> None:
    """Read `Ruiz opposed the closure` and `the union condemned it` in the article's own words."""
    sheet = page.sheet
    lexicon = word_map("stance")
    for number, (first, last) in enumerate(sheet.ranges):
        if last - first > 400 or first == last:
            continue
        tokens = sheet.tokens[first:last]
        if not mentions(tokens, topic):
            continue
        names = cast.names_in(tokens[0].start, tokens[-1].end)
        if not names:
            continue
        for at in range(first, last):
            token = sheet.tokens[at]
            if page.inside[at] >= 0 or token.lower not in lexicon or token.lower not in ACTS:
                continue
            holder = agent_before(sheet, cast, names, at)
            if holder is None or not mentions(sheet.tokens[at + 1 : last], topic):
                continue
            value = 1 if lexicon[token.lower] == "+" else -1
            if any(each.lower in word_set("negations") for each in sheet.tokens[max(first, at - 3) : at]):
                value = -value
            label = "favor" if value > 0 else "against"
            start, end = document_unit(sheet, number)
            sides[(holder, target)] = Side(holder, target, label, [(start, end)], "agent of an act")


ACTS = marked("grammar", "acts")


def agent_before(sheet: Sheet, cast: Cast, names: list[tuple[int, int, int]], at: int) -> int | None:
    """Return the person or body named as the subject before a verb, if no other verb stands between."""
    place = sheet.tokens[at].start
    before = [name for name in names if name[1] <= place]
    if not before:
        return None
    name = before[-1]
    if cast.clusters[name[2]].type not in ("PERSON", "ORG", "GPE", "NORP"):
        return None
    between = sheet.text[name[1] : place].split()
    return name[2] if len(between) <= NEAR - 2 and all(word.lower() in HELPERS for word in between) else None


HELPERS = marked("grammar", "helpers")


def document_unit(sheet: Sheet, number: int) -> tuple[int, int]:
    """Return the place of a unit."""
    return sheet.document.units[number]
