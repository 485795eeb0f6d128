"""The JSON Schema of one line of predictions, generated from the types."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.checks import MOST_ID
from onrecord.layers import STANCE_LABELS, Record

_TITLE = "A record of onrecord predictions"
_ABOUT = (
    "One line of a predictions file. A layer that is not submitted is left out. What a schema cannot say (offsets "
    "inside the text, covered words, ids that resolve, duplicates, claims inside one unit) `onrecord validate` checks."
)


def prediction_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) that one line of predictions in the track ``text`` keeps."""
    (root,), parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    for name in ("Span", "Mention", "Claim"):
        parts[name]["properties"]["start"]["minimum"] = 0
        parts[name]["properties"]["end"]["minimum"] = 1
    # `silent` belongs to annotation passes, a null label to the inputs of the track `given`.
    parts["Stance"]["properties"]["label"] = {"enum": sorted(STANCE_LABELS)}
    parts["Quote"]["properties"]["content"]["minItems"] = 1
    parts["Quote"]["required"] = ["id", "content"]
    for name in ("Entity", "Quote"):
        parts[name]["properties"]["id"] |= {"minLength": 1, "maxLength": MOST_ID}
    parts["Record"]["properties"]["unit_scores"]["items"] |= {"minimum": 0, "maximum": 1}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        "description": _ABOUT,
        **root,
        "$defs": parts,
    }
    # Defaults come as tuples; what is returned is what is printed.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(schema))
    return plain
