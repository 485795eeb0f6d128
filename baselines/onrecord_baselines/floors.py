"""What both floors share: the candidates for names and quotations, and how a function becomes a system."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord import Card, Claim, Document, Input, Record, Track, UsageError, __version__

_CAPITALISED = re.compile(r"[A-Z][\w&]*(?:[ \t][A-Z][\w&]*){0,5}")
_IN_MARKS = re.compile(r"“([^“”\n]{1,2000})”|\"([^\"\n]{1,2000})\"")

PredictOne = Callable[[Input], Record]


class Floor:
    """A system that predicts each document by one function and learns nothing."""

    def __init__(self, card: Card, predict_one: PredictOne, *, tracks: tuple[Track, ...] = ("text", "given")) -> None:
        self.card = card
        self.tracks = tracks
        self._predict_one = predict_one

    def predict(self, inputs: Iterable[Input]) -> Iterator[Record]:
        """Yields a record for each input, in either track."""
        for item in inputs:
            yield self._predict_one(item)


def floor_card(title: str) -> Card:
    """Returns the card of a floor."""
    return Card(
        title=title,
        authors=("The onrecord authors",),
        licence="Apache-2.0",
        link="",
        kind="floor",
        parameters=0,
        versions={"onrecord": __version__},
    )


def refuse_settings(name: str, argument: str | None, options: Mapping[str, str]) -> None:
    """Raises ``UsageError`` if a floor is given an argument or an option, since it has none."""
    if argument is not None or options:
        raise UsageError(f"{name} takes no argument and no option")


def capitalised_runs(text: str) -> list[tuple[int, int]]:
    """Returns the ranges of one to six capitalised words in a row."""
    return [match.span() for match in _CAPITALISED.finditer(text)]


def stretches_in_marks(text: str) -> list[tuple[int, int]]:
    """Returns the ranges between a pair of double quotation marks on one line that hold a letter or digit, trimmed."""
    found = []
    for match in _IN_MARKS.finditer(text):
        start, end = match.span(1) if match[1] is not None else match.span(2)
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip().rstrip(",.;:"))
        if any(character.isalnum() for character in text[start:end]):
            found.append((start, end))
    return found


def every_unit_factual(document: Document) -> tuple[Claim, ...]:
    """Returns a claim over each unit, all of the worth that is most frequent."""
    return tuple(
        Claim(id=f"c{number}", start=start, end=end, text=document.text[start:end], worth="factual", kind="other")
        for number, (start, end) in enumerate(document.units, start=1)
    )
