"""Where the installed data are, and how they are read and held against their manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from onrecord.cases import Seen
from onrecord.faults import DataError
from onrecord.files import file_sha256
from onrecord.layers import SPLITS, Document, Record, Split
from onrecord.records import read_documents, read_gold

MANIFEST = "MANIFEST.json"

_BLOCK = 1024 * 1024
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class Store:
    """A folder of corpus files and a folder of annotations: the installed ones, or those of a checkout."""

    def __init__(self, corpus: Path, annotations: Path) -> None:
        self.corpus, self.annotations = corpus, annotations

    def documents_file(self, split: str) -> Path:
        """Returns the path of a split's texts."""
        return self.corpus / f"{split}.jsonl"

    def gold_file(self, split: str) -> Path:
        """Returns the path of a split's gold."""
        return self.annotations / f"{split}.jsonl"

    def inline_file(self, split: str, doc_id: str) -> Path:
        """Returns the path of a document's annotation in the inline notation.

        Raises:
            DataError: the id is no file name.
        """
        if not _FILE_NAME.fullmatch(doc_id):
            raise DataError(f"{doc_id!r}: a document's id has small letters, digits and hyphens alone")
        return self.annotations / "inline" / split / f"{doc_id}.txt"

    def pass_file(self, split: str, number: str) -> Path:
        """Returns the path of an annotation pass, ``first`` or ``second``."""
        return self.annotations / "passes" / f"{split}.{number}.jsonl"

    def lines(self, name: str) -> tuple[str, ...]:
        """Reads a list that lies beside the texts: a line each, without empty ones and those that begin with ``#``.

        Raises:
            DataError: the file cannot be read; a missing one is an empty list.
        """
        path = self.corpus / name
        try:
            words = path.read_text(encoding="utf-8") if path.is_file() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: the list cannot be read: {error}") from None
        return tuple(line.strip() for line in words.splitlines() if line.strip() and not line.startswith("#"))

    def splits(self) -> tuple[Split, ...]:
        """Returns the splits that are there, in order."""
        return tuple(split for split in SPLITS if self.documents_file(split).is_file())

    def documents(self, split: str) -> tuple[Document, ...]:
        """Reads a split's documents.

        Raises:
            DataError: the split is not there. InvalidRecords (exit code 4): a row breaks a rule.
        """
        self._require(split, self.documents_file(split))
        return read_documents(self.documents_file(split), installed=True)

    def gold(self, split: str) -> dict[str, Record]:
        """Reads a split's gold, a record for each document, in the order of the documents.

        Raises:
            DataError: the split is not there. InvalidRecords (exit code 4): a record breaks a rule.
        """
        documents = self.documents(split)
        self._require(split, self.gold_file(split))
        return read_gold(self.gold_file(split), documents, installed=True)

    def required(self, split: str) -> tuple[Path, Path]:
        """Returns the paths of a split's texts and gold.

        Raises:
            DataError: one of them is not there.
        """
        paths = self.documents_file(split), self.gold_file(split)
        for path in paths:
            self._require(split, path)
        return paths

    def _require(self, split: str, path: Path) -> None:
        if not path.is_file():
            known = ", ".join(self.splits()) or "none"
            where = f"{path.parent.name}/{path.name}"
            raise DataError(f"the split {split} is not in this installation ({where} is missing; there: {known})")

    def seen(self) -> Seen | None:
        """Returns the targets and names of the training split, None without such a split.

        Raises:
            DataError: the split has no gold. InvalidRecords (exit code 4): a row breaks a rule.
        """
        if not self.documents_file("train").is_file():
            return None
        corpus, gold = self.required("train")
        documents = read_documents(corpus, installed=True)
        return Seen.of(documents, read_gold(gold, documents, installed=True))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yields every data file that the manifest lists, by its path from the root of a checkout.

        What lies in a folder of the corpus is how the texts were made, and no data; what is exported from the data
        for people to annotate is none either.
        """
        for name, folder, patterns in (
            ("corpus", self.corpus, ("*",)),
            ("annotations", self.annotations, ("*", "inline/*/*", "passes/*")),
        ):
            for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
                listed = path.suffix in {".jsonl", ".txt", ".toml", ".tsv"}
                if listed and path.is_file():
                    yield f"{name}/{path.relative_to(folder).as_posix()}", path

    def manifest(self) -> dict[str, str]:
        """Computes the manifest: the SHA-256 of every data file by its path."""
        return {name: file_sha256(path) for name, path in self.files()}

    def stored_manifest(self) -> dict[str, str]:
        """Reads the manifest as it is stored.

        Raises:
            DataError: it is missing or cannot be read.
        """
        path = self.annotations / MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: the manifest cannot be read: {error}") from None

    def verify(self) -> None:
        """Holds every data file against the manifest, and every document and record against the rules.

        Raises:
            DataError: a file is missing, changed or not listed. InvalidRecords: a row breaks a rule.
        """
        stored, found = self.stored_manifest(), self.manifest()
        faults = [f"{name}: missing; install the data again" for name in stored if name not in found]
        faults += [
            f"{name}: changed; its SHA-256 is {found[name]}, the manifest says {digest}"
            for name, digest in stored.items()
            if name in found and found[name] != digest
        ]
        faults += [f"{name}: not in the manifest" for name in found if name not in stored]
        if faults:
            raise DataError("\n".join(sorted(faults)))
        for split in self.splits():
            documents = self.documents(split)
            read_gold(self.gold_file(split), documents, installed=True, house=True)
            for document in documents:
                if document.split != split:
                    raise DataError(
                        f"{document.id}: stands in {split}.jsonl but says that its split is {document.split}"
                    )
            for number in ("first", "second"):
                path = self.pass_file(split, number)
                if path.is_file():
                    passed = read_gold(path, documents, installed=True, passes=True, house=True)
                    absent = [document.id for document in documents if document.id not in passed]
                    if number == "first" and absent:
                        raise DataError(f"{path.name}: the first pass covers a split whole; {absent[0]} is missing")


@cache
def installed() -> Store:
    """Returns the store of the installed data."""
    return Store(_folder("onrecord._corpus"), _folder("onrecord._annotations"))


def checkout(root: str | Path) -> Store:
    """Returns the store of a checkout's folders ``corpus`` and ``annotations``.

    Raises:
        DataError: ``root`` has no such folders.
    """
    store = Store(Path(root) / "corpus", Path(root) / "annotations")
    if not (store.corpus.is_dir() and store.annotations.is_dir()):
        raise DataError(f"{root}: not a checkout: it has no folders corpus and annotations")
    return store


def digest(corpus: Path, annotations: Path) -> str:
    """Returns the first 12 hex digits of the SHA-256 over a corpus file, then an annotations file."""
    whole = hashlib.sha256()
    for path in (corpus, annotations):
        with open(path, "rb") as stream:
            while block := stream.read(_BLOCK):
                whole.update(block)
    return whole.hexdigest()[:12]


def load_documents(split: str = "article") -> tuple[Document, ...]:
    """Reads the installed documents of a split (``article``, ``train``, ``validation`` or ``test``).

    Raises:
        DataError: the split is not there. InvalidRecords: a row breaks a rule.
    """
    return installed().documents(split)


def load_gold(split: str = "article") -> dict[str, Record]:
    """Reads the installed gold of a split: a record by document id, in the order of the documents.

    Raises:
        DataError: the split is not there. InvalidRecords: a record breaks a rule.
    """
    return installed().gold(split)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise DataError(f"the package {package} is missing; install onrecord again")
    return Path(places[0])
