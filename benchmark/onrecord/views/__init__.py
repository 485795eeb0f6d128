"""The dataset as tables of Hugging Face ``datasets``: ``load`` builds one of six views from the data on disk.

The data flow through three files: ``rows`` turns a document and its gold into rows, ``tokens`` does the same for
models that read tokens, ``features`` declares the type of every column; ``load`` puts rows and types together.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.faults import UsageError
from onrecord.foreign import shown
from onrecord.layers import SPLITS
from onrecord.records import read_gold
from onrecord.store import checkout, installed
from onrecord.views.features import VIEWS, datasets_library, view_features
from onrecord.views.rows import ROWS
from onrecord.views.tokens import fast_tokenizer, token_rows

if TYPE_CHECKING:
    # The library has no types of its own: mypy takes this for Any, while editors and pyright read its source.
    from datasets import Dataset

__all__ = ["load"]


def load(
    view: str = "default",
    split: str = "article",
    *,
    root: str | PathLike[str] | None = None,
    tokenizer: Any = None,
) -> Dataset:
    """Returns a split as a ``datasets.Dataset``, built offline and in memory from the installed data.

    Nothing is cached: an edited row is seen by the next call, which ``datasets.load_dataset`` does not promise. The
    rows are checked against every rule of the data first. Offsets are half-open ranges of Unicode code points
    (Python ``str`` indices) into the document's text. ``span`` stands for ``{start, end, text}``, ``[…]`` for a list,
    ``?`` for a column that may be null. Ids are local to a document. Closed labels are ``ClassLabel``: whole numbers,
    whose names ``dataset.features`` has; where there is no label the value is None (never -1), which ``int2str``
    refuses and NumPy and pandas turn into NaN.

    Views, with the columns of a row:

    - ``default``, a row a document: id, split (label), title?, genre (label), topic (label), outlet?, date?, text,
      sha256, canary, units [[start, end]], targets [{id, text}], and the four layers nested: entities [{id, name,
      type? (label), kind? (label), mentions [{start, end, text, form (label)}]}], quotes [{id, type (label),
      content [span], cue? span, source? span, speaker?, parent?}], stances [{holder?, target, label (label),
      evidence [span]}], claims [{id, start, end, text, claimant?, quote?, worth (label), kind (label), title (bool),
      disputed (bool)}]. ``date`` is the text that the corpus has, ``YYYY-MM-DD``.
    - ``entities``, a row a mention in the order of the text: doc_id, entity_id, name, type? (label), kind? (label),
      form (label), start, end, text, unit (the index of the sentence unit in which the mention starts),
      sentence_start, sentence (that unit's offset and words).
    - ``quotes``, a row a quotation: doc_id, quote_id, type (label), content [span], content_text (their words joined
      by a space), cue? span, source? span, speaker_id?, speaker_name?, speaker_type? (label), speaker_kind? (label),
      parent_id?, context [{unit, start, end, text}] (the units that content, cue or source touch).
    - ``stance``, a row a pair of holder and target: doc_id, holder_id?, holder_name? (both null for the article's own
      voice), target_id, target_text, label (label), evidence [span].
    - ``claims``, a row a sentence unit: doc_id, unit, start, end, text, label (``none``, ``factual`` or
      ``check-worthy``: the highest worth of its claims), claims [{id, start, end, text, worth (label),
      kind (label), claimant_id?, claimant_name?, quote_id?, title (bool), disputed (bool)}].
    - ``tokens``, a row a document, for the ``tokenizer`` given and never cut off: doc_id, tokens [str], input_ids
      [int], offsets [[start, end]], special_tokens_mask [0 or 1], and one tag (label) a token in entity_tags
      (``O``, ``B-PERSON``, ``I-PERSON``, …: names and values), content_tags, cue_tags and source_tags (``O``, ``B``,
      ``I``: outermost quotations alone). ``onrecord.views.tokens`` says which token gets which tag.

    Args:
        view: the name of a view.
        split: ``article``, ``train``, ``validation`` or ``test``.
        root: a checkout whose folders ``corpus`` and ``annotations`` are read instead of the installed data.
        tokenizer: for the view ``tokens`` alone: a fast tokenizer of ``transformers``, or its name or folder.

    Raises:
        UsageError: the view or split is unknown; the view ``tokens`` has no tokenizer or a slow one, or another view
            has one; ``datasets`` (or, for a tokenizer's name, ``transformers``) is not installed.
        DataError: the split or the checkout is not there.
        InvalidRecords: a row breaks a rule (exit code 4).
    """
    if view not in VIEWS:
        raise UsageError(f"unknown view {shown(str(view), 80)}; the views are {', '.join(VIEWS)}")
    if split not in SPLITS:
        raise UsageError(f"unknown split {shown(str(split), 80)}; the splits are {', '.join(SPLITS)}")
    if tokenizer is not None and view != "tokens":
        raise UsageError(f"the view {view} takes no tokenizer; only the view tokens does")
    library = datasets_library()
    rows_of = token_rows(fast_tokenizer(tokenizer)) if view == "tokens" else ROWS[view]
    store = installed() if root is None else checkout(Path(root))
    documents = store.documents(split)
    gold = read_gold(store.gold_file(split), documents, installed=True)
    rows = [row for document in documents for row in rows_of(document, gold[document.id])]
    features = view_features(view, library)
    # By columns, not by rows: a split without a single row of a view still gets its columns.
    columns = {name: [row[name] for row in rows] for name in features}
    return library.Dataset.from_dict(columns, features=features, split=library.NamedSplit(split))
