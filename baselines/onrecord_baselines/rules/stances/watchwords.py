"""Words that the stages of stance look for, as the bits of one column: a stage finds its own by a scan of bytes."""

from __future__ import annotations

from functools import cache

from onrecord_baselines.rules.stances.leanings import leaning_words
from onrecord_baselines.rules.stances.signs import LESS, MORE, PAIRS, SIGNS
from onrecord_baselines.rules.text.memory import Memory
from onrecord_baselines.rules.text.tokens import Sheet, chosen
from onrecord_baselines.rules.text.words import marked

TRIGGER = 1  # a form that can show a side
ANAPHOR = 2  # `it`, `they` and the like, which can stand for a target
ECHO = 4  # can tell that somebody takes the side shown before
EVALUATES = 8  # praise or blame, or where it can begin
STOP = 16  # a mark that ends a sentence
CONDITION = 32  # makes support depend on something
ARGUES = 64  # the first person, or a norm: a text that argues itself has many
STANDS = 128  # a noun like `plan`, which can stand for a target

SINGULAR = frozenset(("it", "this", "that", "its"))
PLURAL = frozenset(("they", "them", "these", "those", "their"))
ANAPHORS = SINGULAR | PLURAL
ECHOES = frozenset(("echo", "echoes", "echoed", "echoing", "share", "shares", "shared", "seconded", "repeated"))
AGREEING = frozenset(("agree", "agrees", "agreed", "concur", "concurs", "concurred"))
STOPS = frozenset((".", ";", "!", "?", ":"))
GENERIC = marked("leanings", "generic")
CONDITIONS = marked("leanings", "condition")
DUTIES = marked("leanings", "duty")
DISLIKED = frozenset(("like", "want", "need", "trust", "accept", "deserve"))
FIRST = frozenset(("i", "we", "our", "us", "my", "me"))
NORMS = frozenset(("should", "must", "ought"))


@cache
def watched() -> dict[str, int]:
    """Return the bits of every word that a stage looks for."""
    evaluating = {word for word, sign in SIGNS.items() if sign} | {first for first, _ in PAIRS}
    found: dict[str, int] = {}
    for words, bit in (
        (leaning_words(), TRIGGER),
        (ANAPHORS, ANAPHOR),
        (ECHOES | AGREEING | {"so", "as", "joined"}, ECHO),
        (evaluating | LESS | MORE | DUTIES | DISLIKED | {"without"}, EVALUATES),
        (STOPS, STOP),
        (CONDITIONS, CONDITION),
        (FIRST | NORMS, ARGUES),
        (GENERIC, STANDS),
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


def bits_of(word: str) -> int:
    """Return the bits of a word."""
    return watched().get(word, 0) | (EVALUATES if word.startswith("deserve") else 0)


BITS = Memory(bits_of)


class Watch:
    """The column of a document: one byte a token, and for each bit one with 1 where it is set."""

    def __init__(self, sheet: Sheet) -> None:
        self.bits = bytes(map(BITS.__getitem__, sheet.lowers))
        self.triggers = self.marked(TRIGGER)
        self.anaphors = self.marked(ANAPHOR)
        self.echoes = self.marked(ECHO)
        self.evaluating = self.marked(EVALUATES)
        self.stops = self.marked(STOP)
        self.conditions = self.marked(CONDITION)
        self.arguing = self.marked(ARGUES)
        self.generics = self.marked(STANDS)

    def marked(self, bit: int) -> bytes:
        """Return one byte a token, 1 if it has the bit, else 0."""
        return self.bits.translate(chosen(bit))
