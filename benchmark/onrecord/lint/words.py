"""What the lint of several layers asks of words: is `that` a complementiser, and how long words are told."""

from __future__ import annotations

_MOST_SHOWN = 60

NO_SUBJECT = r"(?!(?:is|was|were|would|will|has|had|could|can|may|might|should|must|did|does|means?|meant)\b)"
"""A look ahead that fails where the word before is the subject itself (`that was no ceiling`)."""


def told(words: str | None) -> str:
    """Returns words as a Python literal, the end left out where they are long."""
    words = words or ""
    return repr(words if len(words) <= _MOST_SHOWN else words[: _MOST_SHOWN - 3] + "…")
