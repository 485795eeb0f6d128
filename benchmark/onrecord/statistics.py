"""Counts what a split holds: documents, words, and every label of every layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.layers import Document, Record, Split


def count_split(documents: Sequence[Document], records: Sequence[Record]) -> dict[str, int]:
    """Returns counts by name, layer by layer; labels are sorted within their layer, and each name says which."""
    result = {
        "documents": len(documents),
        "words": sum(len(document.text.split()) for document in documents),
        "units": sum(len(document.units) for document in documents),
        "targets": sum(len(document.targets) for document in documents),
    }
    for field in ("genre", "topic"):
        result |= _by(f"{field}: ", [str(getattr(document, field)) for document in documents])
    entities = [entity for record in records for entity in record.entities or ()]
    mentions = [mention for entity in entities for mention in entity.mentions]
    result |= {"entities": len(entities), "mentions": len(mentions)}
    result |= _by("mention form: ", [mention.form for mention in mentions])
    result |= _by("entity type: ", [str(entity.type) for entity in entities if entity.type])
    result |= _by("unnamed entity kind: ", [str(entity.kind) for entity in entities if entity.kind])
    quotes = [quote for record in records for quote in record.quotes or ()]
    result |= {
        "quotations": len(quotes),
        "quotations in several spans": sum(len(quote.content) > 1 for quote in quotes),
        "quotations without a speaker": sum(quote.speaker is None for quote in quotes),
        "quotations inside another": sum(quote.parent is not None for quote in quotes),
    }
    result |= _by("quotation type: ", [str(quote.type) for quote in quotes])
    stances = [stance for record in records for stance in record.stances or ()]
    result |= {"stances": len(stances), "stances of the article's voice": sum(s.holder is None for s in stances)}
    result |= _by("stance: ", [str(stance.label) for stance in stances])
    claims = [claim for record in records for claim in record.claims or ()]
    result |= {
        "claims": len(claims),
        "claims in quotations": sum(claim.quote is not None for claim in claims),
        "title claims": sum(claim.title for claim in claims),
        "disputed claims": sum(claim.disputed for claim in claims),
    }
    result |= _by("claim worth: ", [claim.worth for claim in claims])
    result |= _by("claim kind: ", [str(claim.kind) for claim in claims])
    return result


def count_tables(counts: Mapping[Split, Mapping[str, int]]) -> str:
    """Returns the counts of splits as Markdown tables, one for the sums and one for each family of labels."""
    names = list(dict.fromkeys(name for split in counts.values() for name in split))
    families: dict[str, list[str]] = {}
    for name in names:
        family, colon, _ = name.partition(": ")
        families.setdefault(family if colon else "what", []).append(name)
    tables = []
    for family, rows in families.items():
        lines = [f"| {family} | {' | '.join(counts)} |", f"|---|{'---:|' * len(counts)}"]
        for name in rows if family == "what" else sorted(rows):
            cells = [f"{split.get(name, 0):,}" for split in counts.values()]
            lines.append(f"| {name.removeprefix(f'{family}: ')} | {' | '.join(cells)} |")
        tables.append("\n".join(lines))
    return "\n\n".join(tables) + "\n"


def _by(prefix: str, labels: Sequence[str]) -> dict[str, int]:
    return {f"{prefix}{label}": count for label, count in sorted(Counter(labels).items())}
