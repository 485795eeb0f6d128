"""The article's own voice: a side only where the text argues itself, as in an editorial."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.stances.acts import LONG
from onrecord_baselines.rules.stances.evaluation import Evaluator
from onrecord_baselines.rules.stances.signs import shares

RARE = 4  # a text argues itself if one in so many of its own sentences does
CLEAR = 2
SHORT = 2
IMPERATIVES = frozenset(("keep", "stop", "scrap", "build", "save", "drop", "reject", "vote", "end", "let", "bury"))


def own_voices(page: Page, drafts: list[Draft], evaluator: Evaluator) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Return, for each target that the article itself argues about, its side and the units that show it."""
    sheet = page.sheet
    own = own_units(page, drafts)
    arguing = evaluator.watch.arguing
    argued = 0
    for unit in own:
        low, high = sheet.ranges[unit]
        argued += arguing.find(1, low, high) >= 0 or sheet.lowers[low] in IMPERATIVES
    if argued * RARE < len(own) or not argued:
        return {}
    total: dict[int, int] = {}
    evidence: dict[int, list[tuple[int, int]]] = {}
    for unit in own:
        low, high = sheet.ranges[unit]
        targets = evaluator.targets_in(low, high) if evaluator.referents.live[unit] else []
        if not targets:
            continue
        signs = evaluator.weigh(low, high, None, own=True)
        if sheet.lowers[low] in IMPERATIVES:
            signs.append((low, 2 if sheet.lowers[low] in ("keep", "build", "save", "let") else -2))
        for target, score in shares(targets, signs).items():
            total[target] = total.get(target, 0) + score
            if score:
                evidence.setdefault(target, []).append(sheet.document.units[unit])
    return {target: ((score >= CLEAR) - (score <= -CLEAR), evidence.get(target, [])) for target, score in total.items()}


def own_units(page: Page, drafts: list[Draft]) -> list[int]:
    """Return the units of ordinary length, no headings, that are the article's own but for two tokens at most."""
    sheet = page.sheet
    taken = bytearray(len(sheet.words))
    spans = [span for draft in drafts for span in draft.content]
    spans += [(stretch.outer_start, stretch.outer_end) for stretch in page.stretches]
    for start, end in spans:
        first, last = bisect_left(sheet.starts, start), bisect_left(sheet.starts, end)
        taken[first:last] = b"\x01" * (last - first)
    return [
        unit
        for unit, (low, high) in enumerate(sheet.ranges)
        if SHORT < high - low < LONG and not sheet.headings[unit] and taken.count(1, low, high) <= 2
    ]
