"""What a stretch in marks is by its words: somebody's sentence, a term, a title or a name."""

from __future__ import annotations

from onrecord_baselines.rules.quotations.marks import Stretch
from onrecord_baselines.rules.text.words import marked, word_set

TERMS = marked("grammar", "terms")
FUNCTION_WORDS = word_set("function_words")
LONG = 4  # characters: shorter words may be small in a title


def capitals(words: list[str], shortest: int = 1) -> int:
    """Return how many words have at least so many characters if each of these begins with a capital, else 0."""
    counted = [word[0].isupper() for word in words if len(word) >= shortest]
    return len(counted) if all(counted) else 0


def is_term(text: str, stretch: Stretch) -> bool:
    """Tell whether the marks stand around a title, a name or a coined term, not around somebody's words."""
    words = text[stretch.start : min(stretch.end, stretch.start + 400)].split(None, 12)[:12]
    before = text[max(0, stretch.outer_start - 40) : stretch.outer_start].lower().split()
    if before and before[-1].strip(",:(") in TERMS:
        return True
    ends = text[stretch.end - 1] in ".?!,\u2026"
    if ends and len(words) > 2:
        return False
    if len(words) > 1 and capitals(words, LONG) and not ends:
        return True
    return bool(before) and before[-1] in ("the", "a", "an") and len(words) <= 3 and not ends


def titled(text: str, stretch: Stretch) -> bool:
    """Tell whether every long word of a short stretch has a capital, and it has two words at least."""
    words = text[stretch.start : min(stretch.end, stretch.start + 120)].split()
    return 1 < len(words) < 9 and capitals(words, LONG) > 1


def is_name(text: str, stretch: Stretch) -> bool:
    """Tell whether the marks stand around a name or title: a capital on every long word, at least two words."""
    words = text[stretch.start : min(stretch.end, stretch.start + 200)].split()
    if len(words) < 2 or len(words) > 10 or text[stretch.end - 1] in ".?!":
        return False
    return capitals(words, LONG) > 0 and words[-1][0].isupper()


def capitals_only(text: str, stretch: Stretch) -> bool:
    """Tell whether every word of a stretch has a capital, as in a name (`labelled "Anonymous"`)."""
    words = text[stretch.start : min(stretch.end, stretch.start + 200)].split()
    return capitals(words) == len(words)


def is_sentence(text: str, stretch: Stretch) -> bool:
    """Tell whether a stretch is a sentence by itself: a capital or digit first, a stop, comma or dash last."""
    if text[stretch.end - 1] not in ".?!,\u2026\u2014-":
        return False
    first = next(filter(str.isalnum, text[stretch.start : min(stretch.end, stretch.start + 8)]), "")
    return first.isupper() or first.isdigit()


def has_function_word(text: str, stretch: Stretch) -> bool:
    """Tell whether a stretch holds a function word, as somebody's words do and coined terms seldom do."""
    words = text[stretch.start : min(stretch.end, stretch.start + 400)].lower().split()
    return any(word.strip(".,;:!?'") in FUNCTION_WORDS for word in words)


def before_mark(text: str, stretch: Stretch) -> bool:
    """Tell whether a comma, colon or stop stands before a stretch."""
    return text[max(0, stretch.outer_start - 3) : stretch.outer_start].rstrip()[-1:] in (",", ":", ".", "?", "!")
