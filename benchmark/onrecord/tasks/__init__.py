"""The tasks, each a value in a file of its own; report, resampling and leaderboard loop over ``TASKS``."""

from dataclasses import replace

from onrecord.counts import Task
from onrecord.layers import Track
from onrecord.tasks.attribution import ATTRIBUTION
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES
from onrecord.tasks.quotes import QUOTES
from onrecord.tasks.record import RECORD
from onrecord.tasks.stance import STANCE, STANCE_GIVEN

TASKS: dict[Track, tuple[Task, ...]] = {
    "text": (ENTITIES, QUOTES, ATTRIBUTION, STANCE, CLAIMS, RECORD),
    # Entities and quotations are given there, so they are not scored, and nothing needs them to be submitted.
    "given": (
        replace(ATTRIBUTION, needs=(("quotes",),)),
        STANCE_GIVEN,
        CLAIMS,
        replace(RECORD, needs=(("quotes",), ("stances",), ("claims",))),
    ),
}
"""The tasks that each track scores, in the order in which they are shown."""

__all__ = ["TASKS"]
