"""The article's own voice: a side only where the text argues itself, as in an editorial."""

from __future__ import annotations

from bisect import bisect_left

from .acts import LONG
from .evaluation import Evaluator
from .frames import Draft, Page
from .signs import shares

FIRST = frozenset(("i", "we", "our", "us", "my", "me"))
RARE = 4  # a text argues itself if one in so many of its own sentences does
CLEAR = 2
SHORT = 2
NORMS = frozenset(("should", "must", "ought"))
IMPERATIVES = frozenset(("keep", "stop", "scrap", "build", "save", "drop", "reject", "vote", "end", "let", "bury"))


def own_voice(page: Page, drafts: list[Draft], evaluator: Evaluator) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Return, for each target that the article itself argues about, its side and the units that show it."""
    sheet = page.sheet
    free = bytearray(b"\x01") * len(sheet.words)
    for draft in drafts:
        for start, end in draft.content:
            first, last = bisect_left(sheet.starts, start), bisect_left(sheet.starts, end)
            free[first:last] = bytes(last - first)
    total: dict[int, int] = {}
    evidence: dict[int, list[tuple[int, int]]] = {}
    argued = units = 0
    for unit, (low, high) in enumerate(sheet.ranges):
        own = [at for at in range(low, high) if free[at] and page.inside[at] < 0]
        if len(own) < high - low - 2 or not SHORT < high - low < LONG or sheet.headings[unit]:
            continue
        lowers = set(sheet.lowers[low:high])
        argues = bool(lowers & FIRST) or bool(lowers & NORMS) or sheet.lowers[low] in IMPERATIVES
        argued += argues
        units += 1
        targets = evaluator.targets_in(low, high)
        if not targets:
            continue
        signs = evaluator.weigh(low, high, None, own=True)
        if sheet.lowers[low] in IMPERATIVES:
            signs.append((low, 2 if sheet.lowers[low] in ("keep", "build", "save", "let") else -2))
        for target, score in shares(targets, signs).items():
            total[target] = total.get(target, 0) + score
            if score:
                evidence.setdefault(target, []).append(sheet.document.units[unit])
    if argued * RARE < units or not argued:
        return {}
    return {target: ((score >= CLEAR) - (score <= -CLEAR), evidence.get(target, [])) for target, score in total.items()}
