"""What one split of the data gives away of another: shared wording, shared names, documents that are alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from onrecord.layers import VALUE_TYPES, Document, Record

WORDING = 8
"""Two splits share no run of so many words."""
SHINGLE = 5
MOST_ALIKE = 0.05
"""The largest Jaccard index of two documents' sets of runs of ``SHINGLE`` words."""

_WORD = re.compile(r"\w+")


class Leak(Struct, frozen=True):
    """One leak: what is shared, and two documents of different splits that share it."""

    rule: str
    shared: str
    documents: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.documents[0]} and {self.documents[1]}: [{self.rule}] {self.shared}"


def wording_leaks(documents: Sequence[Document], boilerplate: Iterable[str]) -> Iterator[Leak]:
    """Yields every run of ``WORDING`` words that documents of different splits share, once.

    Runs that lie inside a line of ``boilerplate`` are let pass. Case, punctuation and line breaks do not count.
    """
    allowed = {run for line in boilerplate for run in _runs(_words(line), min(WORDING, len(_words(line))))}
    first: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for document in documents:
        for run in _runs(_words(document.text), WORDING):
            first[run].setdefault(document.split, document.id)
    for run, places in first.items():
        if len(places) > 1 and run not in allowed:
            ids = list(places.values())
            yield Leak("wording", " ".join(run), (ids[0], ids[1]))


def name_leaks(documents: Sequence[Document], gold: Mapping[str, Record], real: Iterable[str]) -> Iterator[Leak]:
    """Yields every name that documents of different splits share and that no line of ``real`` has.

    Names are those of typed entities that are no values and no nationalities or parties. A person's last name counts
    as a name too. Case does not count.
    """
    known = {line.casefold() for line in real}
    first: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for document in documents:
        for entity in gold[document.id].entities or ():
            if entity.type is None or entity.type in VALUE_TYPES or entity.type == "NORP":
                continue
            name = entity.name or ""
            last = [name.split()[-1]] if entity.type == "PERSON" and " " in name else []
            for shown in (name, *last):
                first[shown.casefold()].setdefault(document.split, (document.id, shown))
    for name, places in sorted(first.items()):
        if len(places) > 1 and name not in known:
            (one, shown), (other, _) = list(places.values())[:2]
            yield Leak("name", shown, (one, other))


def likeness_leaks(documents: Sequence[Document]) -> Iterator[Leak]:
    """Yields every pair of documents of different splits whose Jaccard index is above ``MOST_ALIKE``."""
    runs = {document.id: set(_runs(_words(document.text), SHINGLE)) for document in documents}
    splits = {document.id: document.split for document in documents}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for doc_id, own in runs.items():
        for run in own:
            holders[run].append(doc_id)
    shared = Counter(pair for ids in holders.values() for pair in combinations(ids, 2))
    for (one, other), count in sorted(shared.items()):
        index = count / (len(runs[one]) + len(runs[other]) - count)
        if splits[one] != splits[other] and index > MOST_ALIKE:
            yield Leak("likeness", f"Jaccard index of runs of {SHINGLE} words {index:.3f}", (one, other))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1) if size)
