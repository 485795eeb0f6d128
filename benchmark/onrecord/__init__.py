"""onrecord: who said what about what, where do they stand, and can it be checked?

An annotated news dataset and the harness that scores any system against it. Everything a user needs is in
``__all__``; what is heavy loads when a name of it is first used (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord import version

if TYPE_CHECKING:
    from onrecord.faults import DataError, Fault, IncompleteRun, InvalidRecords, OnrecordError, UsageError
    from onrecord.inline import compile_inline, write_inline
    from onrecord.layers import (
        Claim,
        ClaimKind,
        Document,
        Entity,
        EntityType,
        Form,
        Input,
        Kind,
        Mention,
        Quote,
        QuoteType,
        Record,
        Span,
        Stance,
        StanceLabel,
        Target,
        Track,
        Worth,
    )
    from onrecord.records import Predictions, read_documents, read_gold, read_predictions
    from onrecord.report import Report, Scored
    from onrecord.schema import prediction_schema
    from onrecord.store import load_documents, load_gold
    from onrecord.systems import Card, System, make_system
    from onrecord.verbs import predict, score
    from onrecord.views import load

__version__ = version.VERSION

__all__ = [
    "Card",
    "Claim",
    "ClaimKind",
    "DataError",
    "Document",
    "Entity",
    "EntityType",
    "Fault",
    "Form",
    "IncompleteRun",
    "Input",
    "InvalidRecords",
    "Kind",
    "Mention",
    "OnrecordError",
    "Predictions",
    "Quote",
    "QuoteType",
    "Record",
    "Report",
    "Scored",
    "Span",
    "Stance",
    "StanceLabel",
    "System",
    "Target",
    "Track",
    "UsageError",
    "Worth",
    "__version__",
    "compile_inline",
    "load",
    "load_documents",
    "load_gold",
    "make_system",
    "predict",
    "prediction_schema",
    "read_documents",
    "read_gold",
    "read_predictions",
    "score",
    "write_inline",
]

_HOMES = {
    "Card": "systems",
    "Claim": "layers",
    "ClaimKind": "layers",
    "DataError": "faults",
    "Document": "layers",
    "Entity": "layers",
    "EntityType": "layers",
    "Fault": "faults",
    "Form": "layers",
    "IncompleteRun": "faults",
    "Input": "layers",
    "InvalidRecords": "faults",
    "Kind": "layers",
    "Mention": "layers",
    "OnrecordError": "faults",
    "Predictions": "records",
    "Quote": "layers",
    "QuoteType": "layers",
    "Record": "layers",
    "Report": "report",
    "Scored": "report",
    "Span": "layers",
    "Stance": "layers",
    "StanceLabel": "layers",
    "System": "systems",
    "Target": "layers",
    "Track": "layers",
    "UsageError": "faults",
    "Worth": "layers",
    "compile_inline": "inline",
    "load": "views",
    "load_documents": "store",
    "load_gold": "store",
    "make_system": "systems",
    "predict": "verbs",
    "prediction_schema": "schema",
    "read_documents": "records",
    "read_gold": "records",
    "read_predictions": "records",
    "score": "verbs",
    "write_inline": "inline",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"onrecord.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
