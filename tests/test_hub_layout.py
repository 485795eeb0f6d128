"""Tests that the checkout is a Hugging Face dataset: what its front matter declares is what its files hold."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import datasets
import huggingface_hub
import pytest
import yaml  # type: ignore[import-untyped]  # PyYAML has none

from onrecord.version import DATA_VERSION
from onrecord.views import load
from onrecord.views.features import view_features

CHECKOUT = Path(__file__).parents[1]
FILES = {
    "documents": "corpus/{split}.jsonl",
    "records": "annotations/{split}.jsonl",
    "passes_first": "annotations/passes/{split}.first.jsonl",
    "passes_second": "annotations/passes/{split}.second.jsonl",
}
"""Where the data of each config lie; a split that a config does not have has no such file."""


def front_matter() -> str:
    """The YAML between the two lines of dashes at the head of README.md."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    return text[4 : text.index("\n---\n", 4) + 1]


CARD: dict[str, Any] = yaml.safe_load(front_matter())
SPLITS = {
    (config["config_name"], part["split"]): part["path"] for config in CARD["configs"] for part in config["data_files"]
}
FEATURES: dict[str, list[Any]] = {info["config_name"]: info["features"] for info in CARD["dataset_info"]}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of what the checkout has for Hugging Face: the front matter and the data."""
    root = tmp_path / "onrecord"
    for folder in ("corpus", "annotations", "annotations/passes"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for path in (CHECKOUT / folder).glob("*.jsonl"):
            shutil.copy(path, root / folder)
    (root / "README.md").write_text(f"---\n{front_matter()}---\n\n# onrecord\n", encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps every cache in the test's own folder, and fails on any connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    for module in (datasets.config, huggingface_hub.constants):
        monkeypatch.setattr(module, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    monkeypatch.setattr(socket.socket, "connect", refuse)


def read(root: Path, config: str, split: str = "article", **options: Any) -> list[dict[str, Any]]:
    """The rows of one split of one config, dates as the files have them."""
    rows = datasets.load_dataset(str(root), config, split=split, cache_dir=str(root.parent / "cache"), **options)
    return [
        {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()} for row in rows
    ]


def raise_versions(root: Path, version: str) -> None:
    readme = root / "README.md"
    text, count = re.subn(
        r"^( +version:) .*$", rf"\1 {version}", readme.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert len(CARD["configs"]) == count
    readme.write_text(text, encoding="utf-8")


def turn_a_side(root: Path) -> str:
    """Edits the first stance of the article's gold and returns its new label."""
    path = root / FILES["records"].format(split="article")
    records = lines(path)
    stance = records[0]["stances"][0]
    stance["label"] = "against" if stance["label"] == "favor" else "favor"
    write(path, records)
    return str(stance["label"])


@pytest.mark.parametrize("streaming", [False, True], ids=["loaded", "streamed"])
@pytest.mark.parametrize(("config", "split"), SPLITS)
def test_every_config_gives_the_rows_of_its_file(config: str, split: str, streaming: bool, repository: Path) -> None:
    """Row by row and key by key, in order."""
    expected = lines(CHECKOUT / SPLITS[config, split])
    assert expected != []
    assert expected == read(repository, config, split, streaming=streaming)


@pytest.mark.parametrize(("config", "split"), SPLITS)
def test_keys_are_exactly_the_declared_ones(config: str, split: str) -> None:
    """At every depth: ``datasets`` fails on a key too many, and fills a missing one with null in silence."""
    for number, row in enumerate(lines(CHECKOUT / SPLITS[config, split]), 1):
        hold_keys(FEATURES[config], row, f"{SPLITS[config, split]}:{number}")


def hold_keys(fields: list[dict[str, Any]], value: dict[str, Any], place: str) -> None:
    assert [field["name"] for field in fields] == list(value), place
    for field in fields:
        inner = value[field["name"]]
        where = f"{place} {field['name']}"
        if "struct" in field and inner is not None:
            hold_keys(field["struct"], inner, where)
        elif isinstance(field.get("list"), list):
            for item in inner:
                hold_keys(field["list"], item, where)


def test_every_file_of_data_is_in_its_config() -> None:
    """A split that is added to the folders is added to the front matter too, and the other way round."""
    expected = {
        (config, split): pattern.format(split=split)
        for config, pattern in FILES.items()
        for split in ("article", "train", "validation", "test")
        if (CHECKOUT / pattern.format(split=split)).is_file()
    }
    assert expected == SPLITS
    assert list(FILES) == [config["config_name"] for config in CARD["configs"]] == list(FEATURES)


def test_every_config_has_the_version_of_the_data() -> None:
    """The cache of ``datasets`` goes by the version, so it is raised with the data, in each config."""
    for config in CARD["configs"]:
        assert config["version"] == DATA_VERSION


def test_declared_features_are_those_of_the_library(repository: Path) -> None:
    """The front matter and the view ``default`` declare the same columns; here labels are words, and dates are days."""
    expected = plain(dict(view_features("default", datasets)))
    documents, records = (
        datasets.load_dataset_builder(str(repository), name).info.features for name in ("documents", "records")
    )
    found = {**plain(dict(documents)), **plain(dict(records))}
    assert found.pop("doc_id") == "string"
    assert found.pop("date") == "date32"
    assert expected.pop("date") == "string"
    assert expected == found
    assert FEATURES["records"] == FEATURES["passes_first"] == FEATURES["passes_second"]


def plain(feature: Any) -> Any:
    """A feature in the terms of JSON, the same for every release of ``datasets``."""
    if isinstance(feature, dict):
        return {name: plain(inner) for name, inner in feature.items()}
    if isinstance(feature, list):
        return [plain(feature[0])]
    if isinstance(feature, datasets.ClassLabel):
        return "string"
    return [plain(feature.feature)] if hasattr(feature, "feature") else feature.dtype


def test_a_first_document_with_nothing_in_it_is_no_harm(repository: Path) -> None:
    """Empty lists and nulls at the head of a file, and dates, come back as they are, since the types are declared.

    Without declared types the first rows decide. A date that is declared as a string comes back as
    ``2025-07-18 00:00:00``, as the reader of JSON takes it for a time first; hence ``date32``.
    """
    document = lines(repository / "corpus" / "article.jsonl")[0]
    record = lines(repository / "annotations" / "article.jsonl")[0]
    empty = {key: [] if isinstance(value, list) else value for key, value in record.items()}
    bare = {**record, "quotes": [{**record["quotes"][0], "cue": None, "source": None, "speaker": None}]}
    documents = [{**document, "date": date, "targets": []} for date in ("2025-07-18", "1999-12-31", None)]
    write(repository / "corpus" / "article.jsonl", documents)
    write(repository / "annotations" / "article.jsonl", [empty, bare, record])
    assert documents == read(repository, "documents")
    assert [empty, bare, record] == read(repository, "records")
    write(repository / "annotations" / "article.jsonl", [empty])
    raise_versions(repository, "99.0.0")
    assert [empty] == read(repository, "records")


def test_a_key_too_many_is_refused(repository: Path) -> None:
    """An undeclared key, however deep, makes loading fail, so no such row may reach a file."""
    path = repository / "annotations" / "article.jsonl"
    records = lines(path)
    records[0]["entities"][0]["mentions"][0]["note"] = "no such key"
    write(path, records)
    with pytest.raises(datasets.exceptions.DatasetGenerationError):
        read(repository, "records")


def test_an_edit_is_read_once_the_version_is_raised(repository: Path) -> None:
    """What holds of an edited file, and what a reader of a checkout can rely on.

    ``datasets`` (5.2 at least) keeps what it made of a local folder by the folder's own name, the config, its
    version and the front matter, not by the content of the files, nor by where the folder is: after an edit,
    ``load_dataset`` gives the old rows in silence, and so it does for another checkout of the same name. (That is not
    asserted, as it may get better.) The new rows are read after the version was raised, when streamed, with
    ``download_mode="force_redownload"``, and always by ``onrecord.load``.
    """
    before = read(repository, "records")[0]["stances"][0]["label"]
    label = turn_a_side(repository)
    assert label != before
    view = load("stance", root=repository)
    assert label == view.features["label"].int2str(view[0]["label"])
    assert label == read(repository, "records", streaming=True)[0]["stances"][0]["label"]
    raise_versions(repository, "99.0.0")
    assert label == read(repository, "records")[0]["stances"][0]["label"]
    again = turn_a_side(repository)
    assert again == read(repository, "records", download_mode="force_redownload")[0]["stances"][0]["label"]


def test_another_process_loads_the_checkout_offline(repository: Path, tmp_path: Path) -> None:
    """With the hub switched off by its variable and an empty home, as a user without a network has it."""
    code = (
        "import json, sys; from datasets import load_dataset;"
        "print(json.dumps(load_dataset(sys.argv[1], 'records', split='article')[:]['doc_id']))"
    )
    home = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home"), "HOME": str(tmp_path / "home")}
    drop = ("HF_DATASETS_CACHE", "HF_HUB_CACHE", "XDG_CACHE_HOME")
    environment = {key: value for key, value in os.environ.items() if key not in drop} | home
    done = subprocess.run(
        [sys.executable, "-c", code, str(repository)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    expected = [row["doc_id"] for row in lines(CHECKOUT / "annotations" / "article.jsonl")]
    assert expected == json.loads(done.stdout.splitlines()[-1])


def test_the_card_says_what_the_data_are() -> None:
    """The keys that the hub sorts datasets by, with a size that fits the number of documents."""
    count = sum(len(lines(CHECKOUT / path)) for (config, _), path in SPLITS.items() if config == "documents")
    size = "n<1K" if count < 1_000 else "1K<n<10K"
    expected = {
        "license": "other",
        "language": ["en"],
        "pretty_name": "onrecord",
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found", "machine-generated"],
        "size_categories": [size],
        "task_categories": ["token-classification", "text-classification"],
    }
    assert expected == {key: CARD[key] for key in expected}
    assert all(CARD[key] for key in ("license_name", "license_details", "tags"))
    assert (CHECKOUT / CARD["license_link"]).is_file()
    assert [config["config_name"] for config in CARD["configs"] if config.get("default")] == ["documents"]
