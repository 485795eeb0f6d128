"""The rules take time in proportion to a text, whatever stands in it: hostile text of each kind."""

import time
import tracemalloc
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from onrecord import Input, Target, make_system
from small_cases import document

PATTERNS = {
    "capitals": "Ana Ruiz de la Vega ",
    "one name": "Ruiz ",
    "all capitals": "NATO UNHCR (WHO) ",
    "numbers": "1,234.5 million % $ 3 May 2020 ",
    "open marks": "“ ‘ « ` ",
    "marks": "“a” 'b' ‘c’ \"d\" ",
    "apostrophes": "it's o' the dogs' '90s ",
    "cues": "said that he said she told them that ",
    "cue without end": "He said that ",
    "according": "according to officials, according to ",
    "commas": "and, but, which, who, while, ",
    "stance": "supporters of the plan condemned critics who vowed to fight the plan ",
    "negation": "not never no longer refused to deny ",
    "claims": "the highest rate in ten years rose by 5 percent after the law was passed ",
    "pronouns": "he she they his her it ",
    "dashes": "-- — – -",
    "brackets": "(((([[[[",
    "line breaks": "\n\nA\n\n",
    "one word": "a",
    "one capital": "A",
    "one number": "7",
    "thousands": "1,",
    "straight marks": '"',
    "combining": "é́ ",
    "tokens": "U.S.-led a.b,c'd 1,2-3/4:5 ",
    "values": "May 4, 2021, five hundred and $1.5 million ",
    "names": "Mayor Ana of the Harbour Council and New York v. Ruiz ",
    "headings": "Ana Ruiz Of New York Of ",
    "interrupted": '"Yes," he said, adding, "no," ',
    "speakers": "The mayor said it was. They said she was. ",
    "clauses": "it was 4, and he ran; but (a) it fell ",
}
SIZE = 1_000_000
MOST_SECONDS = 30
MOST_QUOTED = 100
"""How often the length of a text may be quoted: every few words of a clause can be a noun that reports its rest."""

# Hostile in one form of units only: what fills a text (of two patterns each a half; `{}` is a word that is new each
# time), how many characters a unit has (0: all of them), and how long a text shows the fault.
FORMS = {
    "passives": (("It was alleged that the roof leaked ",), 0, 250_000),
    "vows": (("his promise to go ",), 0, 250_000),
    "marks before claims": (("- ", "their claim that it failed; "), 0, 250_000),
    "dates before claims": (("Monday 1", "their claim that it failed; "), 0, 250_000),
    "mentions after claims": (("Ruiz's claim that he failed; ", "the plan "), 0, 250_000),
    "headings": (("New Ways In {} Now\nHe had met {} now.\n",), 22, 250_000),
    "signatures": (("\U0001f600-ab(@a)",), 0, 1_000_000),
    "verbs in marks": (('"Ruth said it was over." ',), 25, 250_000),
}


def hostile(pattern: str, size: int, *, one_unit: bool) -> Input:
    """Returns an input of so many characters."""
    text = (pattern * (size // len(pattern) + 1))[:size].strip()
    return cut(text, len(text) if one_unit else 200)


def cut(text: str, step: int) -> Input:
    """Returns an input whose units have so many characters, less the white space at their ends."""
    units, start = [], 0
    while start < len(text):
        end = min(len(text), start + step)
        words = text[start:end]
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if left < right:
            units.append((start + left, start + right))
        start = end
    return Input(replace(document(units, text=text), targets=(Target("t1", "the plan"), Target("t2", "a ban on dogs"))))


@pytest.mark.parametrize("one_unit", [False, True], ids=["short units", "one unit"])
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_hostile_text_takes_linear_time(pattern: str, *, one_unit: bool) -> None:
    """Four times the text takes no more than about four times as long, and a megabyte takes seconds."""
    check_linear([hostile(pattern, size, one_unit=one_unit) for size in (SIZE // 4, SIZE)])


@pytest.mark.parametrize(("patterns", "step", "size"), FORMS.values(), ids=FORMS)
def test_hostile_form_takes_linear_time(patterns: tuple[str, ...], step: int, size: int) -> None:
    """A text that is hostile in one form of units takes linear time in that form."""
    texts = []
    for length in (size // 4, size):
        share = length // len(patterns)
        repeated = [(pattern, number) for pattern in patterns for number in range(share // len(pattern))]
        texts.append("".join(pattern.replace("{}", new_word(number)) for pattern, number in repeated))
    check_linear([cut(text, step or len(text)) for text in texts])


def new_word(number: int) -> str:
    """Returns a capital word of five letters that tells a number."""
    return "Q" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")


def check_linear(items: Sequence[Input]) -> None:
    """Checks that an input four times as long takes about four times as long, and quotes no text over and over."""
    system = make_system("rules", seed=1)
    seconds = []
    for item in items:
        start = time.process_time()
        (record,) = system.predict([item])
        seconds.append(time.process_time() - start)
        quoted = sum(span.end - span.start for quote in record.quotes for span in quote.content)
        assert quoted <= MOST_QUOTED * len(item.document.text)
    # Quadratic time would be 16 times as long; half a second is left to chance.
    assert seconds[1] <= 8 * seconds[0] + 0.5
    assert seconds[1] < MOST_SECONDS


def test_long_words_are_not_kept() -> None:
    """Long words are not kept in memory, whatever they are made of and wherever they stand."""
    read_words(100)
    tracemalloc.start()
    read_words(100_000)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Where a word is kept at all, so are dozens of forms of it.
    assert kept < 1_000_000


def read_words(size: int) -> None:
    """Reads sentences with words of so many characters."""
    system = make_system("rules", seed=1)
    for letter in "aB7":
        for shape in ("A{}", "a{}", "A{}b", "7{}", "A-{}", "A.{}", "$7{}", "{}'s", "D-{}"):
            word = shape.format(letter * size)
            for sentence in (
                "Mayor Ana {} of {} told {} on {} that {} was a {}. ",
                "{} ({}) said. New York {} {}s 5 {}: ",
                "{} In {}. ",
            ):
                text = sentence.replace("{}", word)
                assert len(list(system.predict([cut(text, len(text))]))) == 1
