"""Runs of capitalised words that may be names, and where one name in them ends and the next begins."""

from __future__ import annotations

from .splits import Name, known_end, split_run
from .tokens import Sheet, Token, after_break
from .words import classed, gazetteer, marked, word_map, word_set

PARTICLES = marked("grammar", "particles")
PLURAL_OWNERS = marked("grammar", "plural_owners")
ABSTRACT_OF = marked("grammar", "abstract_of")


def find_names(sheet: Sheet, taken: list[bool]) -> list[Name]:
    """Return the candidate names of all units that are no headings, in order; ``taken`` tokens are values."""
    seen = Evidence(sheet)
    found: list[Name] = []
    for (first, last), heading in zip(sheet.ranges, sheet.headings, strict=True):
        if heading:
            continue
        at = first
        while at < last:
            if taken[at] or not sheet.tokens[at].capital:
                at += 1
                continue
            start, end = seen.run(at, last, taken)
            if end <= start:
                at += 1
                continue
            found.extend(split_run(sheet.tokens, start, end))
            at = end
    return found


class Evidence:
    """What the document tells of its capitals: which words stand with one inside a sentence, which without."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.capitals: set[str] = set()
        self.lowers: set[str] = set()
        for number, (first, last) in enumerate(sheet.ranges):
            if sheet.headings[number]:
                continue
            for index in range(first, last):
                token = sheet.tokens[index]
                if not token.word:
                    continue
                if not token.capital:
                    self.lowers.add(token.lower)
                elif token.lower not in self.capitals and not after_break(sheet, index):
                    self.capitals.add(token.lower)

    def run(self, at: int, last: int, taken: list[bool]) -> tuple[int, int]:
        """Return the tokens of the run of capitals that begins at a token; an empty run is no name."""
        tokens = self.sheet.tokens
        known = known_end(tokens, at, last)
        if known > at + 1:
            return at, extend(tokens, at, known, last, taken)
        if not after_break(self.sheet, at):
            if tokens[at].lower in ("the", "a", "an"):
                return at, at
            end = extend(tokens, at, at + 1, last, taken)
            if end == at + 1:
                token = tokens[at]
                if token.text in word_set("acronyms_no_name") or token.lower in word_set("function_words"):
                    return at, at
            return at, end
        end = extend(tokens, at, at + 1, last, taken)
        token = tokens[at]
        if end > at + 1:
            if self.opens(token):
                return at, end
            start = at + 1
            while start < end and not tokens[start].capital:
                start += 1
            if end == start + 1 and tokens[start].text in word_set("acronyms_no_name"):
                return at, at
            return start, end
        return (at, end) if self.stands_alone(at, last) else (at, at)

    def opens(self, token: Token) -> bool:
        """Tell whether the first word of a sentence belongs to the name that seems to begin with it."""
        lower = token.lower
        if token.text in gazetteer() or token.text in word_map("given_names") or token.text in word_map("titles"):
            return lower not in (
                "the",
                "may",
                "will",
                "first",
                "special",
                "former",
                "senior",
                "home",
                "health",
                "education",
                "fire",
                "border",
            )
        if lower in word_set("function_words"):
            return token.text in word_map("heads") and lower not in ("order", "plan")
        if lower in word_map("roles") or lower in word_map("cues"):
            return lower in self.capitals
        return lower in self.capitals or not (lower in self.lowers or lower.endswith("ly"))

    def stands_alone(self, at: int, last: int) -> bool:
        """Tell whether a single capitalised word at a sentence's start is a name."""
        token = self.sheet.tokens[at]
        if token.lower in word_set("function_words") or token.text in word_set("acronyms_no_name"):
            return False
        if token.text in gazetteer():
            return True
        if len(token.text) > 1 and token.text.isupper():
            return token.text not in word_set("acronyms_no_name")
        if token.lower in self.capitals and token.lower not in self.lowers:
            return True
        if token.text in word_map("given_names"):
            return token.lower not in self.lowers
        following = self.sheet.tokens[at + 1] if at + 1 < last else None
        if following is None or token.lower in self.lowers or token.lower in word_map("roles"):
            return False
        return following.lower == "'s" or following.lower in classed("cues", "say")


def next_capital(tokens: list[Token], at: int, last: int, taken: list[bool]) -> bool:
    """Tell whether a capitalised word that is no value follows directly."""
    return at + 1 < last and tokens[at + 1].capital and not taken[at + 1] and tokens[at + 1].start == tokens[at].end + 1


def extend(tokens: list[Token], at: int, end: int, last: int, taken: list[bool]) -> int:
    """Return where the run of capitals ends, over `of`, `and` and particles where they join one name."""
    limit = min(last, at + 24)
    while end < limit and not taken[end]:
        token = tokens[end]
        gap = token.start - tokens[end - 1].end
        if gap > 1:
            break
        if token.capital:
            end += 1
            continue
        joined = join_end(tokens, at, end, limit, taken)
        if joined == end:
            break
        end = joined
    return end


def join_end(tokens: list[Token], at: int, end: int, limit: int, taken: list[bool]) -> int:
    """Return the place after the capital that a connector at ``end`` joins to the run, or ``end``."""
    token, before = tokens[end], tokens[end - 1]
    heads = word_map("heads")
    after = end + 1
    if token.lower in ("of", "for", "on", "against") and after < limit and tokens[after].lower == "the":
        after += 1
    if after >= limit or not tokens[after].capital or taken[after]:
        return end
    head_before = before.text in heads or before.text in ABSTRACT_OF
    # `Secretary of State`: a title, not a body.
    if token.lower == "of" and head_before:
        return after + 1
    if (
        token.lower == "of"
        and any(each.lower in ("for", "of") for each in tokens[max(at, end - 4) : end])
        and tokens[after].text not in gazetteer()
    ):
        return after + 1
    if token.lower in ("for", "on", "against") and heads.get(before.text) in ("ORG", "LAW"):
        return after + 1
    if token.text == "&" or (token.lower in PARTICLES and after == end + 1):
        return after + 1
    if token.lower in ("v.", "vs.", "v") and before.capital:
        return after + 1
    if token.lower in ("'s", "'", "\u2019") and end == at + 1 and before.lower in PLURAL_OWNERS:
        return after + 1
    if token.lower == "and" and joins_and(tokens, at, end, limit, taken):
        return after + 1
    return end


def joins_and(tokens: list[Token], at: int, end: int, limit: int, taken: list[bool]) -> bool:
    """Tell whether `and` joins two parts of one name (`Customs and Enforcement`), not two names."""
    heads = word_map("heads")
    names = gazetteer()
    stop = end + 1
    while (
        stop < limit
        and tokens[stop].capital
        and not taken[stop]
        and (stop == end + 1 or tokens[stop].start == tokens[stop - 1].end + 1)
    ):
        stop += 1
    if (
        tokens[end + 1].text in names
        or tokens[end + 1].text in word_map("given_names")
        or tokens[end - 1].text in names
    ):
        return False
    has_of = any(token.lower in ("of", "for", "on") for token in tokens[at:end])
    if has_of:
        # `Department of Housing and Urban Renewal`, but not `Ministry of Transport and Harbour Council`.
        parted = tokens[end - 1].text in heads and tokens[stop - 1].text in heads
        return not parted and tokens[end + 1].text not in word_map("titles")
    if heads.get(tokens[stop - 1].text) not in ("ORG", "LAW") or stop - end < 2:
        return False
    alone = stop == end + 2
    if alone and end - at > 1:
        return tokens[end - 1].text not in heads
    return tokens[end - 1].text not in heads and tokens[at].text not in word_map("given_names")
