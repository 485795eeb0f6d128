"""Reported speech without marks around it, or with marks around a part: `said that`, bare clauses, `according to`."""

from __future__ import annotations

from .frames import Draft, Frame, Page
from .numerals import is_number
from .sources import Phrase, begins_apposition, source_after, source_before
from .verbs import DETERMINERS, verb_at
from .words import marked, word_map, word_set

ADDRESSED = marked("grammar", "addressed")
NO_CLAUSE = marked("grammar", "no_clause")
RELATIVE = frozenset(("who", "which", "that", "whose", "where"))
FINAL = ".,;:\u2014\u2013- "


def reported_drafts(page: Page, frame: Frame, number: int, claimed: set[int], used: set[int]) -> list[Draft]:
    """Return the indirect and mixed quotations of a frame; ``used`` holds the places of cues already taken."""
    made: list[Draft] = []
    tokens = page.sheet.tokens
    for order, cue in enumerate(frame.cues):
        if tokens[cue].start in used:
            continue
        stop = next_cut(page, frame, order)
        if tokens[cue].lower == "according":
            draft = according(page, frame, number, cue)
        else:
            draft = clause_after(page, frame, number, cue, stop) or clause_before(page, frame, number, cue)
        if draft is None:
            continue
        for index in frame.stretches:
            stretch = page.stretches[index]
            if any(start <= stretch.start and stretch.end <= end for start, end in draft.content):
                claimed.add(index)
        set_type(page, frame, draft)
        made.append(draft)
    return made


def set_type(page: Page, frame: Frame, draft: Draft) -> None:
    """Make a quotation mixed where marks stand in it, direct where they hold all of it."""
    inner = [
        page.stretches[index]
        for index in frame.stretches
        if any(
            start <= page.stretches[index].outer_start and page.stretches[index].outer_end <= end
            for start, end in draft.content
        )
    ]
    if not inner:
        return
    draft.type = "mixed"
    if len(draft.content) == 1 and len(inner) == 1:
        start, end = draft.content[0]
        if inner[0].outer_start == start and inner[0].outer_end >= end - 1:
            draft.content = [(inner[0].start, inner[0].end)]
            draft.type = "direct"


def next_cut(page: Page, frame: Frame, order: int) -> int:
    """Return the token before which the content after a cue must end: where the next coordinate cue's clause begins."""
    tokens = page.sheet.tokens
    for cue in frame.cues[order + 1 :]:
        source = source_before(page.sheet, cue, frame.cues[order] + 1)
        first = source.first if source is not None and not tokens[cue].lower.endswith("ing") else cue
        before = tokens[first - 1]
        if before.text in (",", ";", "\u2014") or before.lower in ("and", "but", "while"):
            while first - 1 > frame.cues[order] and (
                not tokens[first - 1].word or tokens[first - 1].lower in ("and", "but", "while")
            ):
                first -= 1
            return first
    return frame.high


def subject(page: Page, frame: Frame, cue: int) -> Phrase | None:
    """Return a cue's source before it; a participle's is the subject of its frame."""
    tokens = page.sheet.tokens
    if tokens[cue].lower.endswith("ing") or tokens[cue - 1].lower in ("and", "but"):
        earlier = [each for each in frame.cues if each < cue]
        if earlier:
            return source_before(page.sheet, earlier[-1], frame.low) or source_after(page.sheet, earlier[-1] + 1, cue)
        if tokens[cue].lower.endswith("ing") and page.inside[frame.low] < 0:
            return source_after(page.sheet, frame.low, cue)
    return source_before(page.sheet, cue, frame.low)


def clause_after(page: Page, frame: Frame, number: int, cue: int, stop: int) -> Draft | None:
    """Read `Ruiz said (that) the plan would fail`, `asked whether`, `vowed to`, `denied taking`."""
    if cue == frame.low:
        return None
    tokens = page.sheet.tokens
    kind = word_map("cues")[tokens[cue].lower]
    start = content_start(page, cue, kind, stop)
    if start < 0:
        return None
    source = subject(page, frame, cue)
    if source is None:
        return None
    span = trimmed(page, start, stop)
    if span is None:
        return None
    return Draft(
        [span], "indirect", f"clause after the cue ({kind})", number, (tokens[cue].start, tokens[cue].end), source
    )


def content_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return the first token of the content after a cue, or -1 if no clause follows."""
    tokens = page.sheet.tokens
    if kind in ("name", "believe"):
        return -1
    # `that` (or `whether`, `if`) within an addressee or an adverbial of the cue.
    for at in range(cue + 1, min(stop, cue + 12)):
        lower = tokens[at].lower
        if lower == "that" and at + 1 < stop and kind != "ask" and (at == cue + 1 or not verb_at(tokens, at + 1)):
            return at + 1 if has_verb(page, at + 1, stop) else -1
        if kind == "ask" and lower in ("whether", "if", "why", "how", "what", "when", "where"):
            return at
        if verb_at(tokens, at) or page.inside[at] >= 0 or tokens[at].text in (".", ";", ":", ","):
            break
    if kind in ("vow", "ask"):
        return infinitive_start(page, cue, kind, stop)
    if kind == "deny":
        following = tokens[cue + 1].lower if cue + 1 < stop else ""
        return cue + 1 if following.endswith("ing") and following not in ("anything", "nothing", "something") else -1
    return bare_start(page, cue, kind, stop) if kind in ("say", "tell") else -1


def infinitive_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return the `to` of the infinitive that a cue takes (`vowed to`, `asked them to`), or -1."""
    tokens = page.sheet.tokens
    for at in range(cue + 1, min(stop, cue + 10)):
        if tokens[at].lower == "not" and kind == "ask":
            # `asked not to be named` reports no question.
            return -1
        if (
            tokens[at].lower == "to"
            and at + 1 < stop
            and not tokens[at + 1].capital
            and tokens[at + 1].lower not in DETERMINERS
        ):
            return at
        if not tokens[at].word or verb_at(tokens, at):
            break
    return -1


def bare_start(page: Page, cue: int, kind: str, stop: int) -> int:
    """Return where a clause without `that` begins after a cue and its addressee, or -1."""
    tokens = page.sheet.tokens
    at = cue + 1
    if tokens[cue].lower in ADDRESSED:
        addressee = source_after(page.sheet, at, stop)
        if addressee is None:
            return -1
        at = addressee.last
    while at < stop and word_map("time").get(tokens[at].text) == "weekday":
        at += 1
    if (
        at >= stop
        or (tokens[at].lower in NO_CLAUSE and kind == "tell")
        or not (tokens[at].word or page.inside[at] >= 0)
    ):
        return -1
    if tokens[at].lower in NO_CLAUSE and not tokens[at].word:
        return -1
    if tokens[at].lower in ("of", "by", "to", "about", "and", "or", "so", "as", "with"):
        return -1
    return at if bare_clause(page, at, stop, kind) else -1


def has_verb(page: Page, at: int, stop: int) -> bool:
    """Tell whether a finite verb stands between two tokens."""
    tokens = page.sheet.tokens
    return any(verb_at(tokens, k) or tokens[k].lower in ("'s", "\u2019s", "'re") for k in range(at, min(stop, at + 60)))


def bare_clause(page: Page, at: int, stop: int, kind: str) -> bool:
    """Tell whether a clause with a subject and a finite verb of its own begins at a token."""
    tokens = page.sheet.tokens
    if verb_at(tokens, at):
        return False
    relative = False
    for k in range(at, min(stop, at + 40)):
        lower = tokens[k].lower
        if lower in RELATIVE and k > at:
            relative = True
        if tokens[k].text in (",", ";") and kind == "tell" and tokens[at].lower not in ("if", "when", "after", "in"):
            return False
        listed = lower in word_map("verbs")
        if k > at and (
            listed or lower in ("'re", "'ll") or (verb_at(tokens, k) and (kind == "say" or strong_past(page, k)))
        ):
            if relative and not (listed and k > at + 3 and tokens[k - 1].lower not in RELATIVE and kind == "say"):
                return kind == "say"
            return True
    return False


def strong_past(page: Page, at: int) -> bool:
    """Tell whether a form in -ed is a finite verb by what follows: an object, `to` or a preposition of its own."""
    tokens = page.sheet.tokens
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    before = tokens[at - 1].lower
    return following in DETERMINERS | {"to"} and before not in DETERMINERS and before not in ("of", "and")


def trimmed(page: Page, first: int, stop: int) -> tuple[int, int] | None:
    """Return the place of tokens ``first`` to before ``stop`` without final punctuation; None if nothing is left."""
    tokens = page.sheet.tokens
    last = stop
    while last > first and not tokens[last - 1].word and tokens[last - 1].text[0] not in "\"\u201d\u2019')]%?!":
        last -= 1
    while first < last and not tokens[first].word and tokens[first].text[0] not in '"\u201c\u2018$\u00a3\u20ac([':
        first += 1
    if not any(tokens[at].word for at in range(first, min(last, first + 50))):
        return None
    return tokens[first].start, tokens[last - 1].end


def clause_before(page: Page, frame: Frame, number: int, cue: int) -> Draft | None:
    """Read `The plan would fail, Ruiz said` and `The plan, Ruiz said, would fail`, cue after content."""
    tokens = page.sheet.tokens
    kind = word_map("cues")[tokens[cue].lower]
    if kind not in ("say", "tell", "weak") or tokens[cue].lower.endswith("ing"):
        return None
    following = tokens[cue + 1] if cue + 1 < frame.high else None
    inverted = tokens[cue - 1].text == "," if cue > frame.low else False
    source = source_after(page.sheet, cue + 1, frame.high) if inverted else None
    if source is not None:
        first, rest = cue, source.last
    else:
        # `its president, Ana Ruiz, said`: the comma before the cue closes an apposition.
        inverted = False
        source = source_before(page.sheet, cue, frame.low)
        first, rest = (source.first if source is not None else cue), cue + 1
    if source is None or first - 1 <= frame.low or tokens[first - 1].text != ",":
        return None
    if (
        not inverted
        and following is not None
        and following.word
        and following.lower not in NO_CLAUSE
        and following.lower not in word_map("time")
    ) and word_map("time").get(following.text, "") not in ("weekday", "month"):
        return None
    if not has_verb(page, frame.low, first - 1) and rest >= frame.high - 1:
        return None
    content = trimmed(page, frame.low, first - 1)
    if content is None or (
        page.inside[first - 2] >= 0 and page.stretches[page.inside[first - 2]].outer_start == tokens[frame.low].start
    ):
        return None
    spans = [content]
    if rest < frame.high and tokens[rest].text == ",":
        more = trimmed(page, rest + 1, frame.high)
        if more is not None and has_verb(page, rest + 1, frame.high):
            spans.append(more)
    elif not has_verb(page, frame.low, first - 1):
        return None
    return Draft(spans, "indirect", "clause before the cue", number, (tokens[cue].start, tokens[cue].end), source)


def according(page: Page, frame: Frame, number: int, cue: int) -> Draft | None:
    """Read `According to Ruiz, the plan ...` and `The plan ..., according to Ruiz` alike."""
    tokens = page.sheet.tokens
    source = source_after(page.sheet, cue + 2, frame.high)
    if source is None:
        return None
    span = (tokens[cue].start, tokens[cue + 1].end)
    comma = next((at for at in range(source.last, min(frame.high, cue + 24)) if tokens[at].text == ","), -1)
    if cue - frame.low < 2 and comma >= 0 and not any(verb_at(tokens, at) for at in range(source.last, comma)):
        # `According to the envoy to the islands Ana Ruiz, ...`, and an apposition up to the next comma.
        source = Phrase(cue + 2, comma, comma)
        more = next((at for at in range(comma + 1, min(frame.high, comma + 10)) if tokens[at].text == ","), -1)
        if (
            more > 0
            and (tokens[comma + 1].capital or begins_apposition(tokens, comma + 1, more))
            and (
                not any(verb_at(tokens, at) or is_number(tokens[at]) for at in range(comma + 1, more))
                and tokens[comma + 1].lower not in word_set("function_words") - DETERMINERS
            )
        ):
            source = Phrase(cue + 2, more, comma)
    before = cue - 1
    while before >= frame.low and not tokens[before].word:
        before -= 1
    leading = before < frame.low or (before == frame.low and tokens[before].lower in word_set("function_words"))
    spans: list[tuple[int, int]] = []
    if not leading:
        head = trimmed(page, clause_low(page, frame, cue), cue)
        if head is not None:
            spans.append(head)
    after = source.last
    if after < frame.high and tokens[after].text == "," and (leading or has_verb(page, after + 1, frame.high)):
        tail = trimmed(page, after + 1, frame.high)
        if tail is not None:
            spans.append(tail)
    elif leading:
        tail = trimmed(page, after, frame.high)
        if tail is not None:
            spans.append(tail)
    return Draft(spans, "indirect", "according to", number, span, source) if spans else None


def clause_low(page: Page, frame: Frame, cue: int) -> int:
    """Return where the clause before a cue begins: after a semicolon, or with the frame."""
    for at in range(cue - 1, frame.low, -1):
        if page.sheet.tokens[at].text == ";":
            return at + 1
    return frame.low
