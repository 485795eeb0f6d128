"""How a stretch is cut into clauses: at joints with subjects of their own, at relative clauses, at its edges."""

from __future__ import annotations

from onrecord_baselines.rules.names.numerals import is_number
from onrecord_baselines.rules.quotations.nouns import phrase_start
from onrecord_baselines.rules.quotations.verbs import DETERMINERS
from onrecord_baselines.rules.text.classes import CAPITAL, ENDING, FIGURE, ROLE, WORD
from onrecord_baselines.rules.text.tokens import Sheet, places
from onrecord_baselines.rules.text.words import marked, word_map

LEADING = marked("grammar", "leading")
SUBORDINATE = marked("grammar", "subordinate")
PRONOUNS = word_map("pronouns")
RELATIVE = frozenset(("that", "which", "who", "whom"))
WHO_CLAUSES = frozenset(("who", "which", "where", "whose"))
SHORTEST = 3  # tokens: no clause is shorter
CONTRASTS = frozenset(("but", "while"))
DASHES = frozenset(("\u2014", "\u2013", "--"))
OPENING = {")": "(", "\u201d": "\u201c", '"': '"', "]": "[", "\u00bb": "\u00ab"}
CURRENCIES = "$\u00a3\u20ac"
OPENING_WORDS = DETERMINERS | PRONOUNS.keys() | {"no"}
BULLETS = frozenset(("-", "\u2022", "*", "\u2013", "\u2014", "\u00b7", "\u25cf"))
OPENS_ITEM = '"\u201c$\u00a3\u20ac('


def clauses(sheet: Sheet, joints: bytes, begin: int, last: int, verbs: bytearray) -> list[tuple[int, int]]:
    """Cut a region at semicolons and before coordinated clauses with subjects of their own."""
    if joints.find(1, begin, last) < 0:
        cut = trim(sheet, begin, last)
        return [cut] if cut[1] - cut[0] >= SHORTEST else []
    cuts: list[tuple[int, int]] = []
    for at in places(joints, begin, last):
        if sheet.words[at] == ";":
            cuts.append(trim(sheet, begin, at))
            begin = at + 1
            continue
        strict = sheet.words[at - 1] not in (",", "\u2014") and sheet.lowers[at] not in CONTRASTS
        if at <= begin + 1 or verbs.find(1, begin, at) < 0:
            continue
        if own_subject(sheet, verbs, at + 1, last, strict=strict):
            for comma in spliced(sheet, verbs, begin, at):
                cuts.append(trim(sheet, begin, comma))
                begin = comma + 1
            cuts.append(trim(sheet, begin, at))
            begin = at + 1
    cuts.append(trim(sheet, begin, last))
    return [cut for cut in cuts if cut[1] - cut[0] >= SHORTEST]


def spliced(sheet: Sheet, verbs: bytearray, begin: int, last: int) -> list[int]:
    """Return the commas between whole clauses of a list that ends in `and` (`A shut, B lost jobs and C was paid`)."""
    if sheet.lowers[begin] in SUBORDINATE:
        return []
    found: list[int] = []
    for at in range(begin + 2, min(last - 2, begin + 60)):
        if (
            sheet.words[at] == ","
            and verbs.find(1, begin, at) >= 0
            and own_subject(sheet, verbs, at + 1, last, strict=True)
        ):
            found.append(at)
            begin = at + 1
    return found


def own_subject(sheet: Sheet, verbs: bytearray, at: int, last: int, *, strict: bool) -> bool:
    """Tell whether a subject and then a finite verb follow: within a dozen tokens, or at once where ``strict``."""
    if at < last and sheet.lowers[at] == "that":
        # `said that it leaked and that nobody told them`.
        at += 1
        strict = False
    if at >= last or verbs[at] or sheet.traits[at] & ENDING:
        return False
    lower = sheet.lowers[at]
    opens = (
        sheet.kinds[at] & CAPITAL
        or sheet.traits[at] & ROLE
        or lower in OPENING_WORDS
        or (sheet.kinds[at] & FIGURE and is_number(sheet, at))
    )
    if not opens:
        return False
    verb = verbs.find(1, at + 1, min(last, at + (7 if strict else 12)))
    if verb < 0:
        return False
    if strict:
        between = sheet.lowers[at:verb]
        return RELATIVE.isdisjoint(between) and "," not in between and "to" not in between
    return True


def relative_clauses(sheet: Sheet, verbs: bytearray, low: int, high: int) -> list[tuple[int, int, int]]:
    """Return the finite relative clauses with the nouns that they hang on: first token, verb, token after the last."""
    found: list[tuple[int, int, int]] = []
    if WHO_CLAUSES.isdisjoint(sheet.lowers[low:high]):
        return found
    for at in range(low + 1, high - 1):
        if sheet.lowers[at] not in WHO_CLAUSES or sheet.words[at - 1] not in (",", "which", "on", "in"):
            continue
        verb = verbs.find(1, at + 1, min(high, at + 8))
        if verb < 0:
            continue
        comma = at - 1
        while comma > low and at - comma < 5 and sheet.words[comma] != ",":
            comma -= 1
        if comma <= low or sheet.words[comma] != ",":
            continue
        first = phrase_start(sheet, comma - 1, low)
        end = next((place for place in range(at + 1, high) if sheet.words[place] == ","), high)
        if first < comma and end > verb:
            begin, stop = trim(sheet, first, end)
            found.append((begin, verb, stop))
    return found


def trim(sheet: Sheet, low: int, high: int) -> tuple[int, int]:
    """Drop punctuation, bullets and a leading connective at a clause's edges."""
    words, lowers, kinds = sheet.words, sheet.lowers, sheet.kinds
    if low < high and kinds[low] & CAPITAL and low == sheet.ranges[sheet.unit_of[low]][0]:
        low = after_dateline(sheet, low, high)
    while low < high and (
        (not kinds[low] & WORD and words[low][0] not in CURRENCIES) or (lowers[low] in LEADING and low + 1 < high)
    ):
        low += 1
    while high > low and not kinds[high - 1] & WORD and words[high - 1][0] not in "%?!":
        opening = OPENING.get(words[high - 1])
        if opening is not None and opening in words[max(low, high - 60) : high - 1]:
            # It closes a bracket or a quotation mark that opens inside the clause.
            break
        high -= 1
    return low, high


def after_dateline(sheet: Sheet, low: int, high: int) -> int:
    """Return the token after the dateline of a wire report (`PORTMERE \u2014`), which is no part of its first claim."""
    head = sheet.words[low + 1 : min(high, low + 6)]
    if DASHES.isdisjoint(head):
        return low
    at = low + 1 + next(number for number, word in enumerate(head) if word in DASHES)
    return at + 1 if all(kind & CAPITAL for kind in sheet.kinds[low:at] if kind & WORD) else low


def item_span(sheet: Sheet, unit: int) -> tuple[int, int] | None:
    """Return the place of a list item's words without its bullet; None if the unit is no item."""
    first, last = sheet.ranges[unit]
    if last - first < 2 or sheet.words[first] not in BULLETS:
        return None
    at = first + 1
    while at < last and not sheet.kinds[at] & WORD and sheet.words[at][0] not in OPENS_ITEM:
        at += 1
    end = last
    while end > at and sheet.words[end - 1] in (".", ",", ";", ":"):
        end -= 1
    return (sheet.starts[at], sheet.ends[end - 1]) if at < end else None
