"""The six tasks, each a value in a file of its own; report, resampling and leaderboard loop over ``TASKS``."""

from onrecord.counts import Task
from onrecord.tasks.attribution import ATTRIBUTION
from onrecord.tasks.claims import CLAIMS
from onrecord.tasks.entities import ENTITIES
from onrecord.tasks.quotes import QUOTES
from onrecord.tasks.record import RECORD
from onrecord.tasks.stance import STANCE

TASKS: tuple[Task, ...] = (ENTITIES, QUOTES, ATTRIBUTION, STANCE, CLAIMS, RECORD)

__all__ = ["TASKS"]
