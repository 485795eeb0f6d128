"""Where one name in a run of capitals ends and the next begins: at titles, known names and heads."""

from __future__ import annotations

from typing import NamedTuple

from .tokens import Token
from .words import gazetteer, longest_known, marked, word_map

# Heads that are surnames as often: a given name before one of them makes a person.
SURNAMES = marked("grammar", "surnames")


class Name(NamedTuple):
    """A candidate name: its tokens, the title before it (if any), and how it was cut out."""

    first: int
    last: int
    title: str
    rule: str


def known_end(tokens: list[Token], at: int, last: int) -> int:
    """Return where the longest name of the gazetteer that begins at a token ends, or ``at``."""
    names = gazetteer()
    for end in range(min(last, at + longest_known()), at, -1):
        if " ".join(token.text for token in tokens[at:end]) in names:
            return end
    return at


def split_run(tokens: list[Token], first: int, last: int) -> list[Name]:
    """Cut a run at titles and known names: `New York Mayor Ana Ruiz` is `New York` and `Ana Ruiz`."""
    while last > first and not tokens[last - 1].capital:
        last -= 1
    if last <= first:
        return []
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].text in word_map("titles"):
        # `Minister of Education Ana Ruiz`.
        office = first
        while office < last and word_map("titles").get(tokens[office].text) == "+":
            office += 1
        if first < office < last:
            return [Name(office, last, tokens[first - 2].text, "after title")]
    cut = body_then_person(tokens, first, last)
    if cut:
        return [*split_run(tokens, first, cut), *split_run(tokens, cut, last)]
    if known_end(tokens, first, last) == last or whole(tokens, first, last):
        return [Name(first, last, "", "whole run")]
    found: list[Name] = []
    at = first
    begin = first
    while at < last:
        known = known_end(tokens, at, last)
        if at == begin and known > at + 1:
            at = known
            continue
        stop = title_end(tokens, at, last)
        if stop == at:
            at += 1
            continue
        if at > begin:
            found.extend(split_known(tokens, begin, at, ""))
        while (more := title_end(tokens, stop, last)) > stop:
            stop = more
        title = " ".join(token.text for token in tokens[at:stop])
        while stop < last and not tokens[stop].capital:
            stop += 1
        if stop < last:
            end = next_title(tokens, stop, last)
            found.append(Name(stop, end, title, "after title"))
            begin = at = end
        else:
            begin = at = last
    if begin < last:
        found.extend(split_known(tokens, begin, last, ""))
    return found


def whole(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a head word makes the run one name of a body, place, event or law."""
    if last - first < 2:
        return False
    heads = word_map("heads")
    end = tokens[last - 1].text
    if has_title_then_person(tokens, first, last):
        return False
    if end in heads and not (end in SURNAMES and tokens[first].text in word_map("given_names")):
        return True
    return any(tokens[k].lower in ("of", "for", "on") and tokens[k - 1].text in heads for k in range(first + 1, last))


def body_then_person(tokens: list[Token], first: int, last: int) -> int:
    """Return where a person's full name begins after the head of a body (`Refugee Council | Ana Ruiz`), or 0."""
    heads = word_map("heads")
    given = word_map("given_names")
    for at in range(first + 2, last - 1):
        of_body = last - at == 2 and tokens[at].text not in heads and office_before(tokens, first)
        if (
            (tokens[at].text in given or of_body)
            and heads.get(tokens[at - 1].text) == "ORG"
            and tokens[last - 1].text not in heads
            and last - at <= 3
        ):
            return at
    return 0


def office_before(tokens: list[Token], first: int) -> bool:
    """Tell whether a run hangs on an office: `head of the ...`, `CEO of ...`."""
    at = first - 2 if first > 1 and tokens[first - 1].lower == "the" else first - 1
    if at < 1 or tokens[at].lower != "of":
        return False
    return tokens[at - 1].lower in word_map("roles") or tokens[at - 1].text in word_map("titles")


def has_title_then_person(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a title in the run is followed by a given name or an initial."""
    titles = word_map("titles")
    given = word_map("given_names")
    return any(titles.get(tokens[k].text, "+") != "+" and tokens[k + 1].text in given for k in range(first, last - 1))


def next_title(tokens: list[Token], first: int, last: int) -> int:
    """Return where the name after a title ends: at the next title, or with the run."""
    for at in range(first + 1, last):
        if title_end(tokens, at, last) > at and at + 1 < last:
            return at
    return last


def title_end(tokens: list[Token], at: int, last: int) -> int:
    """Return where a title that begins at a token ends, or ``at``; a modifier counts only before a title."""
    titles = word_map("titles")
    end = at
    while end < last and titles.get(tokens[end].text) == "+":
        end += 1
    if end < last and tokens[end].text in titles:
        # `Dean Kamal` is a name as likely as a dean.
        if tokens[end].text in word_map("given_names") and last - end < 3:
            return at
        return end + 1
    return at


def split_known(tokens: list[Token], first: int, last: int, title: str) -> list[Name]:
    """Cut known nationalities and places off the front of a person: `French Ana Ruiz`."""
    while last > first and not tokens[last - 1].capital:
        last -= 1
    while first < last and not tokens[first].capital:
        first += 1
    if last <= first:
        return []
    known = known_end(tokens, first, last)
    if first < known < last and not whole(tokens, first, last):
        rest = tokens[known]
        kind = gazetteer()[" ".join(token.text for token in tokens[first:known])][0]
        next_known = known_end(tokens, known, last) > known
        person = rest.text in word_map("given_names")
        if (
            next_known
            or (person and tokens[first].text not in word_map("given_names"))
            or (kind == "NORP" and last - known > 1)
        ):
            return [Name(first, known, "", "known name"), *split_known(tokens, known, last, "")]
    return [Name(first, last, title, "capitals")]
