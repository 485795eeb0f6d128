"""Functions that remember what they returned for words and names, but for none so long that keeping it fills memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

KEPT = 60  # code points: longer keys are not kept
MOST = 20_000  # keys: when there are more, all are dropped

Key: TypeAlias = "str | bytes | tuple[Key, ...]"
K = TypeVar("K", bound=Key)
V = TypeVar("V")


class Memory(dict[K, V]):
    """What a function returned for every key met so far; to read a key that is kept runs no Python."""

    def __init__(self, work: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self.work, self.most = work, most

    def __missing__(self, key: K) -> V:
        """Work out a key that is new, and keep it unless it is long."""
        found = self.work(key)
        if size_of(key) <= KEPT:
            if len(self) >= self.most:
                self.clear()
            self[key] = found
        return found


def remembered(work: Callable[[K], V]) -> Callable[[K], V]:
    """Return a function of one argument that remembers: bounded in entries, as `lru_cache` is, and in their size."""
    return Memory(work).__getitem__


def size_of(key: Key) -> int:
    """Return how many characters or bytes a key has."""
    return len(key) if isinstance(key, (str, bytes)) else sum(map(size_of, key))
