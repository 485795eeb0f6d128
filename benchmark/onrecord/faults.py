"""What can be wrong with what a user gives us, and how it is told: one line with where, which rule and what to do."""

from __future__ import annotations

import traceback
from collections import Counter

from msgspec import Struct

from onrecord.foreign import shown

MOST_OF_A_RULE = 20
"""How many faults of one rule are told in full; the rest are counted."""


class OnrecordError(Exception):
    """A user's mistake or a fault in data; ``str`` is one clear message, ``exit_code`` what the shell gets."""

    exit_code = 1


class GateFailed(OnrecordError):
    """A comparison that had to hold did not: a regression or a mismatch."""

    exit_code = 1


class UsageError(OnrecordError):
    """A call that cannot be meant: an unknown name, two things that do not go together."""

    exit_code = 2


class DataError(OnrecordError):
    """Installed data that are missing or are not what their manifest says."""

    exit_code = 4


class IncompleteRun(OnrecordError):
    """A run that stopped before its last document; what it had is kept and can be resumed."""

    exit_code = 5


class Fault(Struct, frozen=True):
    """One fault: the file and line where it stands, the document, the path in the record, the rule, what to do."""

    rule: str
    message: str
    file: str | None = None
    line: int | None = None
    doc_id: str | None = None
    path: str = ""

    def __str__(self) -> str:
        where = self.file or ""
        if self.line is not None:
            where += f":{self.line}"
        parts = [where] if where else []
        if self.doc_id is not None:
            parts.append(f"doc={shown(self.doc_id, 80)}")
        if self.path:
            # Bounded by itself, so that a long key of a stranger's does not push the rule out of the line.
            parts.append(shown(self.path, 120))
        head = " ".join(parts)
        return shown(f"{head}: [{self.rule}] {self.message}" if head else f"[{self.rule}] {self.message}", 600)


class FaultLog:
    """Faults as they are found: the first ``MOST_OF_A_RULE`` of each rule, and a count of the others.

    A file of a few megabytes can hold a million faults; nobody reads them, and they would not fit.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.counts: Counter[str] = Counter()

    def add(self, fault: Fault) -> None:
        """Counts a fault and keeps it if it is among the first of its rule."""
        self.counts[fault.rule] += 1
        if self.counts[fault.rule] <= MOST_OF_A_RULE:
            self.faults.append(fault)

    def extend(self, other: FaultLog) -> None:
        """Adds all that another log has counted."""
        for fault in other.faults:
            self.add(fault)
        for rule, count in other.counts.items():
            self.counts[rule] += max(0, count - MOST_OF_A_RULE)

    def sort(self) -> None:
        """Puts the faults into the order of their lines, those without a line last."""
        self.faults.sort(key=lambda fault: (fault.line is None, fault.line or 0))

    def __bool__(self) -> bool:
        return bool(self.counts)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults]
        lines += [
            f"[{rule}] and {count - MOST_OF_A_RULE} more of this rule"
            for rule, count in self.counts.items()
            if count > MOST_OF_A_RULE
        ]
        return "\n".join(lines)


class InvalidRecords(OnrecordError):
    """Records that break a rule; ``log`` holds the faults, and ``str`` has a line for each.

    ``exit_code`` is 3, and 4 where the records are installed data.
    """

    exit_code = 3

    def __init__(self, log: FaultLog, *, installed: bool = False) -> None:
        self.log = log
        if installed:
            self.exit_code = DataError.exit_code
        super().__init__(str(log))


def described(error: BaseException) -> str:
    """Returns what a foreign error says and where it was raised, in one safe line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" (at {frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    message = str(error).strip().split("\n", 1)[0]
    return shown(f"{type(error).__name__}: {message}", 300) + shown(place, 200)
