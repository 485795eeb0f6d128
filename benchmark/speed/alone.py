"""Our scoring alone, as a program: counting and figures, without the reading and checking of files.

``python -m speed.alone NAME FOLDER`` prints the ``Answer`` of a contest, ``python -m speed.alone lengths FOLDER`` the
seconds of CPU time that each task takes to count the one document of a set of data.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.cases import Case
from onrecord.comparison import compare_task
from onrecord.report import Scope, make_report
from onrecord.streams import Sources, read_together
from onrecord.tabulation import Tabulator
from onrecord.tasks import TASKS
from onrecord.tracks import completed, given_of
from speed.answers import Answer, Watch
from speed.contests import ALL_TASKS, CONTESTS, Contest

TRIES = 5
"""How often each task counts a long document; the least time counts."""


def score(contest: Contest, folder: Path) -> Answer:
    """Scores a set of data in this process, some documents at a time, and times what comes after their reading.

    Of reading, the columns that it makes for its checks are not used again: scoring makes its own.
    """
    watch = Watch()
    tabulators = [Tabulator(contest.track) for _ in contest.predicted]
    for runs_cases in _batches(contest, folder):
        watch.lap("read")
        for tabulator, cases in zip(tabulators, runs_cases, strict=True):
            tabulator.add(cases, [case.predicted.record for case in cases])
        watch.lap("score")
    runs = [tabulator.result() for tabulator in tabulators]
    if len(runs) == 2:
        (task,) = (task for task in TASKS[contest.track] if task.name == contest.task)
        tables = {name: run.tables[task.name] for name, run in zip(contest.predicted, runs, strict=True)}
        compare_task(task, tables)
    else:
        scope = Scope(data="generated", split="own", track=contest.track, resamples=contest.resamples, version="")
        make_report(runs[0], scope)
    watch.lap("score")
    return Answer({}, watch.seconds)


def count_lengths(folder: Path) -> Answer:
    """Times how each task of the track ``text`` by itself counts the one document of a set of data.

    It is one thread's work, so CPU time measures it, and other work on the machine does not disturb the exponents.
    """
    ((cases,),) = _batches(ALL_TASKS, folder)
    seconds = {}
    for task in TASKS["text"]:
        tries = []
        for _ in range(TRIES):
            # A case keeps its pairings, so each try has cases of its own.
            own = [Case(case.document, case.gold.record, case.predicted.record) for case in cases]
            began = time.process_time()
            task.table(own)
            tries.append(time.process_time() - began)
        seconds[task.name] = min(tries)
    return Answer({}, seconds)


def _batches(contest: Contest, folder: Path) -> Iterator[list[list[Case]]]:
    """Yields for each batch of documents its cases, a list for each file of predictions."""
    paths = tuple(folder / f"{name}.jsonl" for name in contest.predicted)
    gold = folder / f"{contest.gold}.jsonl"
    for batch in read_together(Sources(folder / "corpus.jsonl", gold, paths, contest.track, installed=False)):
        yield [
            [
                Case(document, wanted, completed(record, given_of(wanted)), given=True)
                if contest.track == "given" and record is not None
                else Case(document, wanted, record)
                for document, wanted, record in zip(batch.documents, batch.gold, records, strict=True)
            ]
            for records in batch.predicted
        ]


def main(name: str, folder: Path) -> Answer:
    """Returns the answer for a contest by its name, or for ``lengths``."""
    if name == "lengths":
        return count_lengths(folder)
    (contest,) = (contest for contest in CONTESTS if contest.name == name)
    return score(contest, folder)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(main(sys.argv[1], Path(sys.argv[2]))))
