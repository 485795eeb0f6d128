"""Where one name in a run of capitals ends and the next begins: at titles, known names and heads."""

from __future__ import annotations

from typing import TypeAlias

from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.words import gazetteer, known_sizes, marked, word_map

# Heads that are surnames as often: a given name before one of them makes a person.
SURNAMES = marked("grammar", "surnames")
KNOWN = gazetteer()
SIZES = known_sizes()
GIVEN = word_map("given_names")
HEADS = word_map("heads")
TITLES = word_map("titles")
TITLE_SURNAMES = marked("grammar", "title_surname")
STATES_SHORT = frozenset(("U.S.", "US", "UK", "U.K.", "U.N.", "UN", "EU"))
OF_HEAD = frozenset(("of", "for", "on"))
JOINING = marked("grammar", "particles") | marked("grammar", "joining")

Words: TypeAlias = tuple[str, ...] | list[str]
Name: TypeAlias = tuple[int, int, str]
"""A candidate name: its first word, the word after its last, and the title before it (or the empty string)."""


def known_end(words: Words, at: int, last: int) -> int:
    """Return where the longest name of the gazetteer that begins at a word ends, or ``at``."""
    size = SIZES.get(words[at])
    if size is None:
        return at
    if size > 1 and at + 1 < last:
        end = min(last, at + SIZES.get(f"{words[at]} {words[at + 1]}", 0))
        while end > at + 1:
            if " ".join(words[at:end]) in KNOWN:
                return end
            end -= 1
    return at + 1 if words[at] in KNOWN else at


@remembered
def split_run(words: tuple[str, ...]) -> tuple[Name, ...]:
    """Cut a run at titles and known names: `New York Mayor Ana Ruiz` is `New York` and `Ana Ruiz`."""
    return split_hanging(words, "", of_office=False)


def split_hanging(words: tuple[str, ...], of_title: str, *, of_office: bool) -> tuple[Name, ...]:
    """Cut a run that hangs on the title ``of_title`` (`Minister of`), if any, and may hang on an office (`head of`)."""
    first, last = 0, len(words)
    if of_title:
        # `Minister of Education Ana Ruiz`.
        office = first
        while office < last and TITLES.get(words[office]) == "+":
            office += 1
        if first < office < last:
            return ((office, last, of_title),)
    cut = body_then_person(words, of_office) if last > 3 else 0
    if cut:
        person = tuple((cut + begin, cut + end, title) for begin, end, title in split_run(words[cut:]))
        return split_run(words[:cut]) + person
    if known_end(words, first, last) == last or whole(words, first, last):
        return ((first, last, ""),)
    if any(word in TITLES for word in words):
        return tuple(cut_at_titles(words))
    return tuple(split_known(words, first, last))


def cut_at_titles(words: tuple[str, ...]) -> list[Name]:
    """Cut a run that has title words at them."""
    found: list[Name] = []
    at = begin = 0
    last = len(words)
    while at < last:
        if at == begin:
            known = known_end(words, at, last)
            if known > at + 1:
                at = known
                continue
        if at + 1 < last and names_place(words, begin, at):
            # `Sarn County Sheriff Dale Roe`, `Treasury Secretary Ana Ruiz`.
            at += 1
            continue
        stop = title_end(words, at, last)
        if stop == at:
            at += 1
            continue
        if at > begin:
            found += split_known(words, begin, at)
        while (more := title_end(words, stop, last)) > stop:
            stop = more
        title = " ".join(words[at:stop])
        while stop < last and words[stop] in JOINING:
            stop += 1
        if stop < last:
            end = next_title(words, stop, last)
            found.append((stop, end, title))
            begin = at = end
        else:
            begin = at = last
    if begin < last:
        found += split_known(words, begin, last)
    return found


def names_place(words: Words, begin: int, at: int) -> bool:
    """Tell whether a title word is the end of a place's name (`Sarn County`), or itself a body (`Treasury`)."""
    if words[at] in ("Police", "Fire") and at > begin:
        # `Fresno Police Chief Ana Ruiz`.
        return " ".join(words[begin:at]) in KNOWN
    if at == begin:
        return KNOWN.get(words[at], ("", ""))[0] == "ORG" and TITLES.get(words[at]) == "+"
    if words[at] not in ("County", "City", "State"):
        return False
    return words[at] == "County" or " ".join(words[begin:at]) not in KNOWN


def whole(words: Words, first: int, last: int) -> bool:
    """Tell whether a head word makes the run one name of a body, place, event or law."""
    if last - first < 2 or has_title_then_person(words, first, last):
        return False
    end = words[last - 1]
    if end in HEADS and not (end in SURNAMES and words[first] in GIVEN):
        return True
    return any(words[at] in OF_HEAD and words[at - 1] in HEADS for at in range(first + 1, last))


def body_then_person(words: tuple[str, ...], of_office: bool) -> int:
    """Return where a person's full name begins after the head of a body (`Refugee Council | Ana Ruiz`), or 0."""
    last = len(words)
    if words[-1] in HEADS:
        return 0
    for at in range(max(2, last - 3), last - 1):
        person = words[at] in GIVEN or (of_office and last - at == 2 and words[at] not in HEADS)
        if person and HEADS.get(words[at - 1]) == "ORG":
            return at
    return 0


def has_title_then_person(words: Words, first: int, last: int) -> bool:
    """Tell whether a title in the run is followed by a given name."""
    return any(words[at + 1] in GIVEN and TITLES.get(words[at], "+") != "+" for at in range(first, last - 1))


def next_title(words: Words, first: int, last: int) -> int:
    """Return where the name after a title ends: at the next title, or with the run."""
    for at in range(first + 1, last - 1):
        if title_end(words, at, last) > at:
            return at
    return last


def title_end(words: Words, at: int, last: int) -> int:
    """Return where a title that begins at a word ends, or ``at``; a modifier counts only before a title."""
    end = at
    if at and at + 1 == last and words[at] in TITLE_SURNAMES and words[at - 1] in GIVEN:
        return at
    while end < last and TITLES.get(words[end]) == "+":
        end += 1
    if end < last and words[end] in TITLES:
        # `Dean Kamal` is a name as likely as a dean, and `Steve King` is no king.
        if words[end] in GIVEN and last - end < 3:
            return at
        return end + 1
    return at


def split_known(words: Words, first: int, last: int) -> list[Name]:
    """Cut known nationalities and places off the front of a person: `French Ana Ruiz`."""
    while last > first and words[last - 1] in JOINING:
        last -= 1
    while first < last and words[first] in JOINING:
        first += 1
    if last <= first:
        return []
    if last - first > 2 and words[last - 2 : last] == ("White", "House"):
        # `Bush White House`.
        return [*split_known(words, first, last - 2), (last - 2, last, "")]
    known = known_end(words, first, last)
    if words[first] in STATES_SHORT and first + 1 == known < last == known_end(words, known, last):
        # `U.S. State Department`.
        body = KNOWN[" ".join(words[known:last])][0] == "ORG"
        return [(first, last, "")] if body else [(first, known, ""), (known, last, "")]
    if first < known < last and not whole(words, first, last):
        person = words[known] in GIVEN and words[first] not in GIVEN
        people = KNOWN[" ".join(words[first:known])][0] == "NORP" and last - known > 1
        if person or people or known_end(words, known, last) > known:
            return [(first, known, ""), *split_known(words, known, last)]
    return [(first, last, "")]
