"""What the capitals of a document tell: whether a run of them, or one at the start of a sentence, is a name."""

from __future__ import annotations

from onrecord_baselines.rules.names.joins import FIRST_HEADS, NAME_WORDS, PARTICLES, extend
from onrecord_baselines.rules.names.splits import GIVEN, HEADS, KNOWN, known_end
from onrecord_baselines.rules.text.classes import ADVERB, BREAK, CAPITAL, ENDING, FUNCTION, ROLE, TITLE, WORD
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.tokens import Sheet, after_break
from onrecord_baselines.rules.text.words import classed, marked, word_map, word_set

NO_OPENING = marked("grammar", "no_opening")
ACRONYMS_NO_NAME = word_set("acronyms_no_name")
CUES = word_map("cues")
SAYS = classed("cues", "say")
SURNAMES_KNOWN = word_set("surnames")
FUNCTION_WORDS = word_set("function_words")
LEADING = marked("grammar", "leading") | marked("grammar", "list_openers")
OPENING_ROLES = marked("grammar", "opening_role")
MASS = word_set("mass_nouns")
NO_OPENER = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ship",
    "ance",
    "ence",
    "ed",
    "phobia",
    "ology",
    "ics",
    "men",
)
SINGULAR = frozenset(("is", "was", "has", "'s", "does", "says", "isn't", "wasn't", "hasn't", "doesn't"))
COMMON_GIVEN = marked("grammar", "common_given")


# Not names: `Anti-Trump`, `Ex-mayor`.
PREFIXED = ("anti-", "pro-", "non-", "ex-", "pre-", "post-", "co-", "self-", "un-", "re-", "pan-", "multi-", "inter-")


@remembered
def by_itself(word: str) -> bool | None:
    """Tell whether a capitalised word is a name wherever it stands by itself, or none; None if its place decides."""
    lower = word.lower().replace("\u2019", "'")
    if word in ACRONYMS_NO_NAME or (lower in FUNCTION_WORDS and not (word in KNOWN and word.isupper())):
        return False
    if lower.endswith(("ism", "phobia")) or lower.startswith(PREFIXED):
        return False
    return True if word in KNOWN or word in SURNAMES_KNOWN else None


class Capitals:
    """What the document tells of its capitals: which words stand with one inside a sentence, which without."""

    def __init__(self, sheet: Sheet, capitals: list[int]) -> None:
        self.sheet = sheet
        self.opening = bytearray(len(sheet.words))
        self.written = set(sheet.words)
        traits, lowers = sheet.traits, sheet.lowers
        after_word = sheet.marked(WORD)
        firsts = {first for first, _ in sheet.ranges}
        inside: list[int] = [at for at in capitals if at and after_word[at - 1] and at not in firsts]
        self.capitals = {lowers[at] for at in inside}
        self.pairs = {(lowers[at], lowers[at + 1]) for at in inside if traits[at] & FUNCTION and at + 1 < len(lowers)}
        for at in capitals:
            if at in firsts:
                self.opening[at] = 1
            elif not after_word[at - 1]:
                if traits[at - 1] & BREAK or after_break(sheet, at):
                    self.opening[at] = 1
                else:
                    self.capitals.add(lowers[at])

    def run(self, at: int, last: int, taken: bytearray) -> tuple[int, int]:
        """Return the run of capitals that begins at a token, and may hold others; an empty run is no name."""
        sheet = self.sheet
        known = known_end(sheet.words, at, last)
        if known > at + 1:
            return at, extend(sheet, at, known, last, taken)
        end = extend(sheet, at, at + 1, last, taken)
        if end == at + 1:
            return (at, end) if self.stands_alone(at, last) else (at, at)
        if not self.opening[at]:
            return (at, at) if sheet.lowers[at] in ("the", "a", "an") else (at, end)
        if self.opens(at) and not self.is_epithet(at, end):
            return at, end
        start = at + 1
        while start < end and not sheet.kinds[start] & CAPITAL:
            start += 1
        if end == start + 1 and sheet.words[start] in ACRONYMS_NO_NAME:
            return at, at
        known = known_end(sheet.words, start, last) if start < end else end
        return start, extend(sheet, start, known, last, taken) if known > end else end

    def is_epithet(self, at: int, end: int) -> bool:
        """Tell whether the word that opens a sentence only describes the person after it (`Lanky Yegor Ruiz`)."""
        words = self.sheet.words
        unknown = words[at] not in GIVEN and words[at] not in SURNAMES_KNOWN and words[at] not in KNOWN
        if end == at + 2 and unknown and words[at + 1] in KNOWN and self.sheet.lowers[at] not in self.capitals:
            # `Holders Portugal`, `Angry Iraqis`, but not `Banco Chile`.
            person = words[at + 1] in SURNAMES_KNOWN or words[at + 1] in GIVEN
            return (
                not person and words[at] not in FIRST_HEADS and words[at] not in HEADS and words[at] not in NAME_WORDS
            )
        if not unknown or end != at + 3 or words[at + 1] not in GIVEN or self.sheet.lowers[at] in self.capitals:
            return False
        plain = not self.sheet.traits[at] & TITLE and "-" not in words[at] and words[at].istitle()
        return plain and words[end - 1] not in HEADS and words[at] not in FIRST_HEADS

    def opens(self, at: int) -> bool:
        """Tell whether the first word of a sentence belongs to the name that seems to begin with it."""
        word, lower, traits = self.sheet.words[at], self.sheet.lowers[at], self.sheet.traits[at]
        if word in FIRST_HEADS and lower not in self.written:
            return True
        if traits & FUNCTION and (lower, self.sheet.lowers[at + 1]) in self.pairs:
            # `New Horizon`, which stands inside a sentence as well.
            return True
        if lower in PARTICLES:
            return lower not in ("a", "la", "al", "el", "das", "der", "le", "do", "du", "ten", "bat", "zu", "av", "af")
        if word in KNOWN or word in GIVEN or traits & TITLE:
            return lower not in NO_OPENING
        if traits & FUNCTION:
            return word in HEADS and lower not in ("order", "plan")
        if lower in OPENING_ROLES or traits & ROLE or lower in CUES or (traits & ENDING and word not in SURNAMES_KNOWN):
            return lower in self.capitals
        return lower in self.capitals or not (lower in self.written or lower.endswith("ly"))

    def opens_list(self, at: int, last: int) -> bool:
        """Tell whether a word with a comma and more after it opens a list (`Vantor, Kelp & Sons, Ridge and …`)."""
        sheet = self.sheet
        if not sheet.kinds[at + 2] & CAPITAL:
            return False
        if sheet.lowers[at] in LEADING or sheet.traits[at] & (FUNCTION | ROLE | ADVERB) or sheet.lowers[at] in CUES:
            return False
        place = at + 2
        limit = min(last - 2, at + 8)
        while place < limit and (sheet.kinds[place] & CAPITAL or sheet.words[place] in ("&", "of")):
            place += 1
        if sheet.lowers[place] in ("and", "or"):
            return bool(sheet.kinds[place + 1] & CAPITAL)
        if sheet.words[place] != ",":
            return False
        place += 2 if sheet.lowers[place + 1] in ("and", "or") else 1
        return bool(sheet.kinds[place] & CAPITAL)

    def stands_alone(self, at: int, last: int) -> bool:
        """Tell whether a single capitalised word is a name; at a sentence's start the text must show it."""
        sheet = self.sheet
        word, traits = sheet.words[at], sheet.traits[at]
        told = by_itself(word)
        if told is not None:
            return told
        if at + 5 < last and sheet.words[at + 1] == "," and self.opens_list(at, last):
            return True
        if not self.opening[at]:
            # `a) Leaving the house`.
            return not (traits & ENDING and at and not sheet.kinds[at - 1] & WORD)
        if len(word) > 1 and word.isupper():
            return True
        lower = sheet.lowers[at]
        if lower in self.written:
            return False
        if word in COMMON_GIVEN and at + 1 < last:
            # `Frank talk` and `Frank said`.
            following = sheet.lowers[at + 1]
            return (
                following == "'s"
                or following in SAYS
                or (bool(sheet.finite[at + 1]) and following.endswith(("s", "ed")) and lower in self.capitals)
            )
        if lower in self.capitals or (word in GIVEN and word not in COMMON_GIVEN):
            return True
        if traits & ROLE or at + 1 >= last:
            return False
        following = sheet.lowers[at + 1]
        return following == "'s" or following in SAYS or self.acts(at, last)

    def acts(self, at: int, last: int) -> bool:
        """Tell whether the one capital that opens a sentence is its subject and no common noun: it has no article."""
        sheet = self.sheet
        lower, traits = sheet.lowers[at], sheet.traits[at]
        if traits & (ADVERB | ENDING | TITLE) or lower in MASS or lower in CUES or lower.endswith(NO_OPENER):
            return False
        after = at + 1
        following = sheet.lowers[after]
        if following == "," and at + 3 < last:
            start = sheet.lowers[at + 2]
            if start in ("who", "whose") or sheet.lowers[at + 2 : at + 4] == ["one", "of"]:
                return True
            # `Kandel, a chemist in Oslo, died`.
            close = next((end for end in range(at + 4, min(last - 1, at + 14)) if sheet.words[end] == ","), 0)
            role = any(sheet.traits[here] & ROLE for here in range(at + 3, min(close, at + 7)))
            return start in ("a", "an", "the") and role and bool(sheet.finite[close + 1])
        if following == "and" and at + 3 < last and sheet.kinds[at + 2] & CAPITAL and not lower.endswith("s"):
            return not sheet.traits[at + 2] & (FUNCTION | ROLE)
        plain = following in SINGULAR
        while after + 1 < last and sheet.traits[after] & ADVERB and not (plain or sheet.finite[after]):
            after += 1
            plain = sheet.lowers[after] in SINGULAR
        if lower.endswith("s") and not lower.endswith("ss"):
            # `Critics attacked`, but `Daines has`.
            return plain
        return plain or bool(sheet.finite[after])
