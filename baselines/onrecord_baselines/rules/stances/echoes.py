"""Echoes: who takes the side that somebody else showed before (`echoed that view`, `so did`, `agreed`)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onrecord_baselines.rules.stances.acts import LONG, Reader
from onrecord_baselines.rules.stances.watchwords import AGREEING, ECHOES
from onrecord_baselines.rules.text.classes import WORD
from onrecord_baselines.rules.text.tokens import Sheet, places
from onrecord_baselines.rules.text.words import marked

ECHOED = marked("leanings", "echoed")
JOINED = marked("leanings", "joined")
DID = frozenset(("did", "do", "does", "has", "have", "had"))


@dataclass(slots=True)
class Sign:
    """One sign of a side: where in the text, whose, on which target, and how (1, 0 or -1)."""

    at: int
    holder: int
    target: int
    sign: int
    evidence: list[tuple[int, int]]
    rule: str
    old: bool = False


def echoing(sheet: Sheet, reader: Reader, at: int, low: int, high: int) -> list[int]:
    """Return who takes the side shown before: `echoed that view`, `a view shared by`, `so did`, `joined them`."""
    lowers = sheet.lowers
    lower, after = lowers[at], lowers[at + 1 : min(high, at + 5)]
    if lower in ECHOES and not ECHOED.isdisjoint(after):
        return reader.authors.of_subject(at, low, high)
    if lower in ECHOES and after[:1] == ["by"] and not ECHOED.isdisjoint(lowers[max(low, at - 4) : at]):
        return reader.holders.after(at + 2, high)
    if lower in ("so", "as") and after and after[0] in DID and (at == low or lowers[at - 1] in (",", "and", ";")):
        return reader.holders.after(at + 2, high)
    if lower == "joined" and (after[:1] in (["them"], ["him"], ["her"]) or not JOINED.isdisjoint(after[1:3])):
        return reader.authors.of_subject(at, low, high)
    if lower in AGREEING and (not after or not sheet.kinds[at + 1] & WORD):
        return reader.authors.of_subject(at, low, high)
    return []


def with_echoes(sheet: Sheet, reader: Reader, signs: list[Sign]) -> list[Sign]:
    """Add who `echoed the sentiment` or `shared that view`: the side that somebody else showed last before."""
    echoes: list[Sign] = []
    ordered = sorted((sign for sign in signs if sign.sign), key=lambda sign: sign.at)
    if not ordered:
        return signs
    told = [sign.at for sign in ordered]
    lowers = sheet.lowers
    for at in places(reader.watch.echoes, told[0] + 1, len(sheet.words)):
        unit = sheet.unit_of[at]
        low, high = sheet.ranges[unit]
        if high - low > LONG or (lowers[at] in ("so", "as") and (at + 1 >= high or lowers[at + 1] not in DID)):
            continue
        number = bisect_left(told, at)
        if not reader.referents.live[unit]:
            # Its triggers are verbs, too.
            reader.triggers(unit)
        holders = echoing(sheet, reader, at, low, high)
        before = [sign for sign in ordered[max(0, number - 5) : number] if sign.holder not in holders]
        if before:
            last = before[-1]
            evidence = [sheet.document.units[sheet.unit_of[at]]]
            echoes.extend(Sign(at, holder, last.target, last.sign, evidence, "act: echo") for holder in holders[:3])
    return signs + echoes
