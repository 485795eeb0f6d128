"""The types of brat annotations, and the configuration files that tell brat's server of them.

Mentions bear their entity's type, or ``unnamed_`` and its kind; those of one entity are linked by ``Equiv``. A
quotation, a stance and a claim each hang on one span: its first content, its first evidence, its words. Further spans
hang on it by ``More``, the rest by relations that say what they are; ``Within`` is the quotation around a claim.
"""

from __future__ import annotations

from onrecord.layers import CLAIM_KINDS, ENTITY_TYPES, FORMS, KINDS, QUOTE_TYPES, STANCE_LABELS, WORTHS

UNNAMED = "unnamed_"
MENTIONS = (*ENTITY_TYPES, *(UNNAMED + kind for kind in KINDS))
CONTENT, CUE, SOURCE, STANCE, CLAIM = "Content", "CueWords", "SourceWords", "Stance", "Claim"
SPANS = (*MENTIONS, CONTENT, CUE, SOURCE, STANCE, CLAIM)
MOST_TARGETS = 3
TARGETS = tuple(f"t{number}" for number in range(1, MOST_TARGETS + 1))

RELATIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "More": ((CONTENT, STANCE), (CONTENT, STANCE)),
    "Cue": ((CONTENT,), (CUE,)),
    "Source": ((CONTENT,), (SOURCE,)),
    "Speaker": ((CONTENT,), MENTIONS),
    "Parent": ((CONTENT,), (CONTENT,)),
    "Holder": ((STANCE,), MENTIONS),
    "Within": ((CLAIM,), (CONTENT,)),
}
"""Each relation with the span types that its first and its second argument may have."""

ATTRIBUTES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Form": (MENTIONS, FORMS),
    "Type": ((CONTENT,), QUOTE_TYPES),
    "Target": ((STANCE,), TARGETS),
    "Side": ((STANCE,), (*STANCE_LABELS, "silent")),
    "NoEvidence": ((STANCE,), ()),
    "Worth": ((CLAIM,), WORTHS),
    "Kind": ((CLAIM,), CLAIM_KINDS),
    "Title": ((CLAIM,), ()),
    "Disputed": ((CLAIM,), ()),
}
"""Each attribute with the span types that may bear it, and its values; one without values is a flag."""


def _annotation_conf() -> str:
    lines = ["[entities]", *SPANS, "", "[relations]"]
    lines += [f"{name}\tArg1:{'|'.join(one)}, Arg2:{'|'.join(other)}" for name, (one, other) in RELATIONS.items()]
    lines += [f"Equiv\tArg1:{name}, Arg2:{name}, <REL-TYPE>:symmetric-transitive" for name in MENTIONS]
    lines += ["<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    for name, (bearers, values) in ATTRIBUTES.items():
        lines.append(f"{name}\tArg:{'|'.join(bearers)}" + (f", Value:{'|'.join(values)}" if values else ""))
    return "\n".join(lines) + "\n"


CONFIGURATION = {"annotation.conf": _annotation_conf()}
"""The configuration files by name; brat fills in the rest."""
