"""Keeps the two editions of a split's gold, inline notation and records, the same, and renews the manifest."""

from __future__ import annotations

import msgspec

from onrecord.faults import DataError, Fault, FaultLog, InvalidRecords
from onrecord.files import write_whole
from onrecord.inline import compile_inline, write_inline
from onrecord.layers import Document, Record
from onrecord.records import encode, own_gold_problems
from onrecord.store import MANIFEST, Store


def compile_split(store: Store, split: str, *, write: bool = True) -> list[str]:
    """Compiles every document of a split and returns the names of the files that changed (or, not writing, would).

    Nothing is written unless every document compiles and keeps the rules of gold.

    Raises:
        InvalidRecords: the notation, or what it compiles to, breaks a rule; the faults of all documents are told.
        DataError: a document has no inline file.
    """
    documents = store.documents(split)
    compiled = b"".join(encode(record) for record in compile_documents(store, split, documents))
    changed = []
    gold = store.gold_file(split)
    before = gold.read_bytes() if gold.is_file() else None
    if before != compiled:
        changed.append(f"annotations/{gold.name}")
        if write:
            write_whole(gold, compiled)
    manifest = msgspec.json.format(msgspec.json.encode(dict(sorted(store.manifest().items()))), indent=1) + b"\n"
    path = store.annotations / MANIFEST
    if not path.is_file() or path.read_bytes() != manifest:
        changed.append(f"annotations/{MANIFEST}")
        if write:
            write_whole(path, manifest)
    return changed


def compile_documents(store: Store, split: str, documents: tuple[Document, ...]) -> list[Record]:
    """Compiles the inline file of each document, in the order of the documents.

    Raises:
        InvalidRecords, DataError: as ``compile_split``.
    """
    log = FaultLog()
    records = []
    for document in documents:
        path = store.inline_file(split, document.id)
        try:
            record = compile_inline(path.read_text(encoding="utf-8"), document, file=str(path))
        except InvalidRecords as error:
            log.extend(error.log)
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: the inline file cannot be read: {error}") from None
        records.append(record)
        for where, rule, message in own_gold_problems(record, document):
            log.add(Fault(rule, message, file=str(path), doc_id=document.id, path=where))
    if log:
        raise InvalidRecords(log)
    return records


def decompile_split(store: Store, split: str) -> int:
    """Writes the inline file of each document of a split from its gold record; returns how many there are.

    Raises:
        UsageError: the notation cannot express a record. DataError, InvalidRecords: the split cannot be read.
    """
    gold = store.gold(split)
    sources = [(document, write_inline(gold[document.id], document)) for document in store.documents(split)]
    for document, source in sources:
        path = store.inline_file(split, document.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, source.encode("utf-8"))
    return len(sources)
