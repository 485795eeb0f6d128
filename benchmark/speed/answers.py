"""What a measured process prints: the figures that it found, and the seconds that each stage of its work took."""

from __future__ import annotations

import time

from msgspec import Struct

STAGES = ("read", "convert", "score")
"""Reading the files, making of them what the tool wants, and the tool's own work."""


class Answer(Struct):
    """Figures by name, and seconds by stage (``STAGES``)."""

    figures: dict[str, float]
    seconds: dict[str, float]


class Watch:
    """Adds up the seconds of the stages of a run."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Counts the time since the last lap to a stage."""
        now = time.perf_counter()
        self.seconds[stage] += now - self._last
        self._last = now
