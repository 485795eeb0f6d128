"""The rules take time in proportion to a text, whatever stands in it: a megabyte of hostile text of each kind."""

import time

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


def hostile(pattern: str, size: int, *, one_unit: bool) -> Input:
    """Returns an input of so many characters."""
    text = (pattern * (size // len(pattern) + 1))[:size].strip()
    step = len(text) if one_unit else 200
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
    system = make_system("rules", seed=1)
    seconds = []
    for size in (SIZE // 4, SIZE):
        item = hostile(pattern, size, one_unit=one_unit)
        start = time.process_time()
        assert len(list(system.predict([item]))) == 1
        seconds.append(time.process_time() - start)
    # Quadratic time would be 16 times as long; half a second is left to chance.
    assert seconds[1] <= 8 * seconds[0] + 0.5
    assert seconds[1] < 30
