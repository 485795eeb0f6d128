"""Measures how far the companion's texts are from real news: a classifier, lengths, and the spread of cues and names.

``python corpus/plan/register.py REAL.jsonl [--split train --split validation]`` prints JSON. REAL.jsonl has a real text
a line, ``{"id": …, "text": …}``; no such text is part of this project. Needs scikit-learn (extra ``linear``).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from units import cut

from onrecord import Document, Input, Record
from onrecord.layers import CANARY
from onrecord_baselines.rules import make

ARTICLES = Path(__file__).parent / "articles"
CHUNK = 120
COMMON = 300
FEATURES = 30
QUANTILES = (10, 25, 50, 75, 90)
_TOKEN = re.compile(r"\w+|[^\w\s]")


def chunks(text: str) -> list[str]:
    """Returns a text's tokens in stretches of ``CHUNK``, a last one of less than half of that left out."""
    tokens = _TOKEN.findall(text)
    return [" ".join(tokens[at : at + CHUNK]) for at in range(0, len(tokens) - CHUNK // 2, CHUNK)]


def masked(chunk: str, common: set[str]) -> str:
    """Returns a chunk in which only common words and marks stand, all other words by their shape: no topics."""
    return " ".join(
        token.lower()
        if token.lower() in common
        else "Cap"
        if token[0].isupper()
        else "num"
        if token[0].isdigit()
        else "word"
        for token in chunk.split()
    )


def separability(real: dict[str, str], own: dict[str, str]) -> dict[str, Any]:
    """Returns the held-out AUC of a linear classifier by document folds, and its strongest features, masked and not."""
    rows = [(chunk, 0, name) for name, text in real.items() for chunk in chunks(text)]
    rows += [(chunk, 1, name) for name, text in own.items() for chunk in chunks(text)]
    words, labels, groups = [row[0] for row in rows], np.array([row[1] for row in rows]), [row[2] for row in rows]
    counted = Counter(token.lower() for chunk, label, _ in rows if not label for token in chunk.split())
    common = {token for token, _ in counted.most_common(COMMON)}
    views = {"words": (words, (1, 2)), "shapes": ([masked(chunk, common) for chunk in words], (1, 3))}
    found: dict[str, Any] = {"chunks": {"real": int((labels == 0).sum()), "companion": int(labels.sum())}}
    for view, (texts, spread) in views.items():
        scores = np.zeros(len(labels))
        for training, held in GroupKFold(6).split(texts, labels, groups):
            vectors, model = fitted([texts[at] for at in training], labels[training], spread)
            scores[held] = model.decision_function(vectors.transform([texts[at] for at in held]))
        vectors, model = fitted(texts, labels, spread)
        order, names = np.argsort(model.coef_[0]), vectors.get_feature_names_out()
        found[view] = {
            "auc": round(float(roc_auc_score(labels, scores)), 4),
            "companion": [str(names[at]) for at in order[::-1][:FEATURES]],
            "real": [str(names[at]) for at in order[:FEATURES]],
        }
    return found


def fitted(texts: list[str], labels: Any, spread: tuple[int, int]) -> tuple[TfidfVectorizer, LogisticRegression]:
    """Returns a vectoriser and a classifier fitted to texts."""
    vectors = TfidfVectorizer(ngram_range=spread, min_df=3, token_pattern=r"\S+", sublinear_tf=True)  # noqa: S106
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000)
    return vectors, model.fit(vectors.fit_transform(texts), labels)


def entropy(words: list[str]) -> float | None:
    """Returns the entropy of a list of words in bits."""
    counts = Counter(words)
    shares = [count / len(words) for count in counts.values()] if words else []
    return round(-sum(share * log2(share) for share in shares), 3) if shares else None


def measured(texts: dict[str, str]) -> dict[str, Any]:
    """Returns lengths and spreads of texts; quotations, cues and names are those that the rules find, here as there."""
    documents = [as_document(name, text) for name, text in texts.items()]
    records = list(make(None, seed=1, options={}).predict([Input(document) for document in documents]))
    sentences = [len(row.text[start:end].split()) for row in documents for start, end in row.units]
    tokens = [token for text in texts.values() for token in text.split()]
    quotes = [quote for record in records for quote in record.quotes or ()]
    names = last_names(records)
    cues = [(quote.cue.text or "").lower() for quote in quotes if quote.cue is not None]
    return {
        "documents": len(texts),
        "words": len(tokens),
        "words with a digit": round(sum(any(c.isdigit() for c in token) for token in tokens) / len(tokens), 4),
        "words of a unit, quantiles 10 25 50 75 90": np.percentile([n for n in sentences if n > 1], QUANTILES).tolist(),
        "words of a quotation, quantiles 10 25 50 75 90": np.percentile(
            [sum(len((span.text or "").split()) for span in quote.content) for quote in quotes], QUANTILES
        ).tolist(),
        "quotations in 100 words": round(100 * len(quotes) / len(tokens), 2),
        "share of direct, indirect, mixed": [
            round(sum(quote.type == kind for quote in quotes) / len(quotes), 3)
            for kind in ("direct", "indirect", "mixed")
        ],
        "entropy of cues, bits": entropy(cues),
        "share of cues that are said or says": round(sum(cue in ("said", "says") for cue in cues) / len(cues), 3),
        "entropy of persons' last names, bits": entropy(names),
        "persons named": len(names),
    }


def last_names(records: list[Record]) -> list[str]:
    """Returns the last word of each person's name, once for each document that names the person."""
    people = [entity for record in records for entity in record.entities or () if entity.type == "PERSON"]
    return [max((mention.text or "" for mention in person.mentions), key=len).split()[-1] for person in people]


def as_document(name: str, text: str) -> Document:
    """Returns a text as a document, cut by the corpus's own cutter."""
    return Document(
        id=name, split="train", title=None, genre="wire report", topic="media", outlet=None, date=None, text=text,
        sha256="", canary=CANARY, units=tuple(cut(text)), targets=(),
    )  # fmt: skip


def main() -> None:
    """Prints the figures of real texts and of the companion's."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("real", type=Path)
    parser.add_argument("--split", action="append", choices=("train", "validation", "test"))
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    given = parser.parse_args()
    rows = map(json.loads, given.real.read_text(encoding="utf-8").splitlines())
    real = {row["id"]: row["text"] for row in rows}
    own = {
        path.stem: path.read_text(encoding="utf-8").partition("\n")[2].strip()
        for path in sorted(given.articles.glob("*.txt"))
        if path.stem.split("-")[0] in (given.split or ("train", "validation"))
    }
    figures = {"real": measured(real), "companion": measured(own), "told apart": separability(real, own)}
    json.dump(figures, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
