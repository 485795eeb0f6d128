"""What a common noun tells of the unnamed source that it heads: its kind, and its gender."""

from __future__ import annotations

from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.words import marked, word_map

MALE = marked("grammar", "male")
FEMALE = marked("grammar", "female")
ROLES = word_map("roles")


@remembered
def noun_gender(head: str) -> str:
    """Return m, f or u for a common noun."""
    if head in FEMALE or head.endswith("woman"):
        return "f"
    return "m" if head in MALE or (head.endswith("man") and head != "human") else "u"


@remembered
def kind_of(head: str) -> str:
    """Return the kind of an unnamed source by its head noun: by list, else by its ending."""
    if head in ROLES:
        return ROLES[head]
    for ending in ("s", "es"):
        single = head.removesuffix(ending)
        if single != head and ROLES.get(single) == "document":
            return "document"
        if single != head and single in ROLES:
            return "group"
    if head.endswith("s") and not head.endswith("ss"):
        return "group"
    if head.endswith(("er", "or", "ist", "man", "woman", "person", "ian", "ee", "ant")):
        return "person"
    return "organization" if head.endswith(("tion", "ment", "ship", "ry")) else "person"
