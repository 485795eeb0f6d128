"""Cuts a text into its units: headings, captions and other lines without a sentence whole, others at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# A mark that may end a sentence, with the marks of quotation and brackets that close after it, then space.
_END = re.compile(r"(?:\.{3}|…|[.!?]+)[\"'”’»)\]]*(?=[ \u00a0\u2009]+(\S+))")
_OPENERS = "\"'“‘«([—–-•"
# After these, a full stop never ends a sentence here; after the next ones it does, unless a number follows; after the
# last ones it does if what follows may begin a sentence.
_TITLES = re.compile(
    r"(?:^|[\s\"'“‘(\[/])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Sr|Hon|Gov|Sen|Rep|Reps|Sens|Gen|Col|Maj|Lt|Sgt|Cpl|Capt|Cmdr|Adm|Det|Insp|Supt"
    r"|Cllr|Coun|Pte|Pvt|Msgr|St|Ste|Mt|Ft|vs|v|cf|e\.g|i\.e|approx|[A-Z])\.\Z"
)
_COUNTED = re.compile(
    r"(?:^|[\s\"'“‘(\[])(?:No|Nos|no|nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|p|pp|para|paras|art|Art|s|ss|c|ca|cl"
    r"|Sec|sec|Ch|ch|Vol|vol|Fig|fig|Tel|tel|ext|Ext)\.\Z"
)
_MAY_END = re.compile(
    r"(?:^|[\s\"'“‘(\[])(?:(?:[A-Za-z]\.)+[A-Za-z]|(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|Ave|Blvd|Rd|Dept|Assn|etc|al|approx|min|sec|hrs|ft|in"
    r"|Pty|Pvt|Calif|Mass|Conn|Pa|Va|Wash|Ore|Ariz|Colo|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    r"|Tenn|Tex|Vt|Wis|Wyo|Ont|Que|Alta|Sask|Man))\.\Z"
)
_BEGINNERS = frozenset(
    """
    The A An He She It They We I You His Her Its Their Our My This That These Those There In On At But
    And Or So If When While After Before As For From By With No Not Two Three Some Many Most One Another
    Both What Why How Who Where Asked Under Until Since Last Next Now Then
    """.split()  # noqa: SIM905 - as a list literal it would be fifty lines
)
_ASKED = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|the|a|an|of|for|and|de|van|one|who|her|his|their)[ \u00a0]+){1,8}?"
    r"(?:said|says|asked|asks|wrote|writes|told|tells|added|adds|demanded|shouted|called|replied|wondered|inquired)\b"
)
_ENUMERATOR = re.compile(r"(?:[0-9]{1,3}|[A-Za-z]|[ivx]+)[.)]\Z")


def cut(text: str, corrections: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Returns the units of ``text``, ``[start, end)`` in code points.

    Args:
        text: the document's text.
        corrections: where the cutter errs, as a reader told it: words of the text with ``¦`` at a place where a unit
            has to end, or ``~`` where it must not, the space at that place left out.

    Raises:
        ValueError: a correction's words are not in the text exactly once.
    """
    ends = {end for end, _ in _gaps(text)}
    for words in corrections:
        mark = "¦" if "¦" in words else "~"
        before, _, after = words.partition(mark)
        places = [
            found.start() + len(before) for found in re.finditer(re.escape(before) + r"\s*" + re.escape(after), text)
        ]
        if len(places) != 1 or mark not in words:
            raise ValueError(f"{words!r} is {len(places)} times in the text")
        (ends.add if mark == "¦" else ends.discard)(places[0])
    units = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in (*sorted(end for end in ends if line.start() < end < line.end()), line.end()):
            stretch = text[start:end]
            if stretch.strip():
                lead = len(stretch) - len(stretch.lstrip())
                units.append((start + lead, start + len(stretch.rstrip())))
            start = end
    return units


def _gaps(text: str) -> Iterator[tuple[int, str]]:
    """Yields the end of each sentence inside a line, and the word after it."""
    for line in re.finditer(r"[^\n]+", text):
        for found in _END.finditer(text, line.start(), line.end()):
            if _ends(text[line.start() : found.end()], found[0], text[found.end() : line.end()].lstrip()):
                yield found.end(), found[1]


def _ends(before: str, marks: str, after: str) -> bool:
    word = after.split(maxsplit=1)[0].lstrip(_OPENERS)
    if not word:
        return not after[0].islower() and after[0] not in "—–-"
    if word[0].islower() or after[0] in "—–-)]":
        return False
    bare = before.rstrip("\"'”’»)]")
    if marks[0] == "." and not marks.startswith(".."):
        if _TITLES.search(bare) or _ENUMERATOR.match(bare.strip()):
            return False
        if _COUNTED.search(bare):
            return not word[0].isdigit()
        if _MAY_END.search(bare) and len(bare) == len(before):
            return word.rstrip(",.;:") in _BEGINNERS
    quoted = marks[0] in "?!…." and marks[-1] in "\"'”’»"
    return not (quoted and (marks[0] in "?!…" or marks.startswith("..")) and _ASKED.match(after))
