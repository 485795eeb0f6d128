"""Scoring files a few documents at a time, or in shards, gives what scoring them whole gives, faults included."""

import os
import random
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from conftest import strict_cases
from onrecord import goldsets, records, shards, streams
from onrecord.faults import OnrecordError
from onrecord.goldsets import GoldFiles, own_files
from onrecord.layers import Record, Track
from onrecord.records import encode
from onrecord.report import Scope
from onrecord.tracks import given_of


class Files(NamedTuple):
    """The three files of a run, as lines."""

    corpus: list[bytes]
    gold: list[bytes]
    predictions: list[bytes]


def some_files(seed: int, documents: int = 12, track: Track = "text") -> Files:
    """Returns the lines of a random run."""
    cases = strict_cases(seed, documents)
    predictions = [record for _, _, record in cases if record is not None]
    if track == "given":
        predictions = [replace(given_of(gold), stances=()) for _, gold, _ in cases]
    scored = all(record.unit_scores for record in predictions)
    if not scored:
        predictions = [Record(r.doc_id, r.entities, r.quotes, r.stances, r.claims) for r in predictions]
    return Files(
        [encode(document) for document, _, _ in cases],
        [encode(gold) for _, gold, _ in cases],
        [encode(record) for record in predictions],
    )


def written(files: Files, folder: Path, track: Track = "text") -> tuple[GoldFiles, Path]:
    """Writes the files and returns the gold with the path of the predictions."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.jsonl" for name in Files._fields]
    for path, lines in zip(paths, files, strict=True):
        path.write_bytes(b"".join(lines))
    return own_files(paths[0], paths[1], track=track), paths[2]


def told(run: Callable[[], bytes]) -> bytes | str:
    """Returns what a run gives, or the message with which it fails."""
    try:
        return run()
    except OnrecordError as error:
        return f"{error.exit_code} {error}"


def both_ways(files: Files, folder: Path, track: Track = "text") -> tuple[bytes | str, bytes | str]:
    """Scores the files as a stream, and read whole."""
    gold, predictions = written(files, folder, track)

    def whole() -> bytes:
        loaded = gold.read()
        return loaded.report(loaded.read(predictions), slices=("genre",)).to_json()

    return told(lambda: gold.report(predictions, slices=("genre",)).to_json()), told(whole)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_DOCUMENTS", 5)
    monkeypatch.setattr(goldsets, "Scope", partial(Scope, resamples=200))


@pytest.mark.parametrize("track", ["text", "given"])
@pytest.mark.parametrize("seed", range(4))
def test_a_stream_scores_as_the_whole(seed: int, track: Track, tmp_path: Path) -> None:
    """In the same report, whatever the order of the lines and whichever documents are missing."""
    files = some_files(seed, track=track)
    rng = random.Random(seed)
    for order in ("as written", "shuffled", "reversed", "half missing"):
        if order == "shuffled":
            rng.shuffle(files.gold)
            rng.shuffle(files.predictions)
        elif order == "reversed":
            files.predictions.reverse()
        elif order == "half missing":
            del files.predictions[::2]
        streamed, whole = both_ways(files, tmp_path / order, track)
        assert isinstance(whole, bytes)
        assert whole == streamed


def _drop_gold(files: Files) -> None:
    del files.gold[7]


def _double_gold(files: Files) -> None:
    files.gold.append(files.gold[0])


def _double_prediction(files: Files) -> None:
    files.predictions.insert(1, files.predictions[-1])


def _unknown_twice(files: Files) -> None:
    files.predictions[3:3] = [b'{"doc_id":"nobody"}\n', b'{"doc_id":"nobody"}\n']


def _double_document(files: Files) -> None:
    files.corpus.append(files.corpus[2])


def _torn(files: Files) -> None:
    files.predictions[-1] = files.predictions[-1][:40]


def _wrong_hash(files: Files) -> None:
    files.corpus[9] = files.corpus[9].replace(b'"sha256":"', b'"sha256":"0')
    files.gold[0] = b"{}\n"


def _bad_span(files: Files) -> None:
    files.gold[8] = files.gold[8].replace(b'"start":', b'"start":9', 1)
    files.predictions[0] = b"[]\n"


def _mixed_scores(files: Files) -> None:
    for line in (0, len(files.predictions) - 1):
        doc_id = files.predictions[line].split(b'"')[3].decode()
        units = next(row for row in files.corpus if f'"{doc_id}"'.encode() in row).split(b'"units":[')[1]
        count = units.split(b'],"targets"')[0].count(b"[")
        layer = b'"claims":[]' if line else b'"unit_scores":[' + b",".join([b"0.5"] * count) + b"]"
        files.predictions[line] = b'{"doc_id":"' + doc_id.encode() + b'",' + layer + b"}\n"


FAULTS = [
    _drop_gold,
    _double_gold,
    _double_prediction,
    _unknown_twice,
    _double_document,
    _torn,
    _wrong_hash,
    _bad_span,
    _mixed_scores,
]


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_stream_tells_the_faults_of_the_whole(spoil: Callable[[Files], None], tmp_path: Path) -> None:
    """In the same words, each with its line."""
    files = some_files(1)
    spoil(files)
    streamed, whole = both_ways(files, tmp_path)
    assert isinstance(whole, str)
    assert whole == streamed


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    """Each of the three files in turn."""
    for place in range(3):
        files = some_files(1)
        files[place].clear()
        streamed, whole = both_ways(files, tmp_path / str(place))
        assert whole == streamed
        assert "[empty-file]" in str(whole)


def test_a_layer_that_comes_late_is_scored_for_all(tmp_path: Path) -> None:
    """The first batches have entities alone, and the tasks of other layers were left out until they came."""
    files = some_files(2)
    for number in range(8):
        doc_id = files.corpus[number].split(b'"')[3]
        files.predictions[:] = [line for line in files.predictions if doc_id not in line[:40]]
        files.predictions.insert(number, b'{"doc_id":"' + doc_id + b'","entities":[]}\n')
    streamed, whole = both_ways(files, tmp_path)
    assert isinstance(whole, bytes)
    assert whole == streamed


def test_predictions_may_come_through_a_pipe(tmp_path: Path) -> None:
    """What cannot be read again is kept: lines in any order are scored all the same."""
    files = some_files(3)
    files.predictions.reverse()
    gold, predictions = written(files, tmp_path)
    expected = gold.report(predictions).to_json()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(b"".join(files.predictions)))
    writer.start()
    found = gold.report(pipe).to_json()
    writer.join()
    assert expected == found


# Shards


@pytest.fixture
def _many_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_FEWEST_BYTES", 1000)
    monkeypatch.setattr(shards.os, "sched_getaffinity", lambda _: set(range(3)))


def in_shards(gold: GoldFiles, predictions: Path) -> bool:
    """Says whether the shards alone could count these files."""
    sources = streams.Sources(gold.corpus, gold.gold, (predictions,), gold.scope.track, gold.installed)
    return (
        shards.count_in_shards((gold.corpus, gold.gold, predictions), lambda lines: gold._count(sources, lines))
        is not None
    )


@pytest.mark.usefixtures("_many_shards")
@pytest.mark.parametrize("track", ["text", "given"])
def test_shards_score_as_one_process(track: Track, tmp_path: Path) -> None:
    """Three processes give the report of one, over files whose lines are of the same documents."""
    files = some_files(5, 16, track)
    by_id = {line.split(b'"')[3]: line for line in files.predictions}
    ids = [line.split(b'"')[3] for line in files.corpus]
    files.predictions[:] = [
        by_id.get(doc_id, b'{"doc_id":"' + doc_id + b'","entities":[],"quotes":[],"stances":[],"claims":[]}\n')
        for doc_id in ids
    ]
    gold, predictions = written(files, tmp_path, track)
    assert in_shards(gold, predictions)
    streamed, whole = both_ways(files, tmp_path / "again", track)
    assert isinstance(whole, bytes)
    assert whole == streamed


@pytest.mark.usefixtures("_many_shards")
@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_what_shards_cannot_count_one_process_tells(spoil: Callable[[Files], None], tmp_path: Path) -> None:
    """A fault in any shard, also one that no shard sees alone, is told as ever."""
    files = some_files(1)
    spoil(files)
    gold, predictions = written(files, tmp_path)
    assert not in_shards(gold, predictions)
    streamed, whole = both_ways(files, tmp_path / "again")
    assert isinstance(whole, str)
    assert whole == streamed


def test_gold_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """The signature's hash is of what was scored: a file written anew since it was hashed is told."""
    files = some_files(3)
    gold, predictions = written(files, tmp_path)
    assert gold.report(predictions).documents == len(files.corpus)
    gold.gold.write_bytes(b"".join(reversed(files.gold)) + b"\n")
    with pytest.raises(OnrecordError, match=r"blank-line|changed while it was read"):
        gold.report(predictions)
    gold.gold.write_bytes(b"".join(files.gold))
    with pytest.raises(OnrecordError, match="changed while it was read"):
        gold.report(predictions)


def test_corpus_and_gold_must_be_regular_files(tmp_path: Path) -> None:
    """They are read more than once, so a pipe is refused in one line."""
    files = some_files(3)
    gold, _ = written(files, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OnrecordError, match="not a regular file"):
        own_files(gold.corpus, tmp_path / "pipe")
