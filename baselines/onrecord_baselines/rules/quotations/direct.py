"""Direct quotations: stretches in marks beside their cue, or painted by a verb that names."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.bare import has_verb
from onrecord_baselines.rules.quotations.causers import cue_subject
from onrecord_baselines.rules.quotations.clauses import content_start
from onrecord_baselines.rules.quotations.frames import Draft, Frame, Page
from onrecord_baselines.rules.quotations.marks import Stretch
from onrecord_baselines.rules.quotations.sources import Phrase, source_after, source_before
from onrecord_baselines.rules.quotations.terms import (
    before_mark,
    capitals_only,
    is_name,
    is_sentence,
    is_term,
    titled,
)
from onrecord_baselines.rules.quotations.verbs import NOUNS_TOO
from onrecord_baselines.rules.text.classes import ENDING, WORD
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map

DIRECT = marked("grammar", "direct")
CUES = word_map("cues")
PAINTING = frozenset(("name", "deny", "believe", "weak"))
ENDS = ".,?!\u2026\u2014-"
SENTENCE_ENDS = frozenset(ENDS)
DASHES = ",\u2014-"
LONGEST = 30  # tokens: no clause that leads into marks is so long
INNER = "\"'\u2019\u201d"


def direct_drafts(page: Page, frame: Frame, claimed: set[int]) -> list[Draft]:
    """Return the quotations of a frame whose cue stands directly beside its stretch in marks."""
    made: list[Draft] = []
    for cue in frame.cues:
        before, after = neighbours(page, frame, cue)
        draft = None
        if before >= 0 and before not in claimed:
            draft = after_stretch(page, frame, cue, before, after, claimed)
        if draft is None and after >= 0 and after not in claimed:
            draft = before_stretch(page, frame, cue, after, claimed) or painted(page, frame, cue, after, claimed)
        if draft is not None:
            made.append(draft)
    return made


def neighbours(page: Page, frame: Frame, cue: int) -> tuple[int, int]:
    """Return the stretch before and the stretch after a cue in its frame, -1 for none."""
    place = page.sheet.starts[cue]
    before = -1
    for stretch in frame.stretches:
        if page.stretches[stretch].outer_end > place:
            return before, stretch
        before = stretch
    return before, -1


def first_after(page: Page, frame: Frame, stretch: int, cue: int) -> int:
    """Return the first word outside marks after a stretch, at most the cue."""
    at = bisect_left(page.sheet.starts, page.stretches[stretch].outer_end, max(frame.low, cue - 45), cue)
    while at < cue and not page.sheet.kinds[at] & WORD:
        at += 1
    return at


def cue_span(page: Page, cue: int) -> tuple[int, int]:
    """Return the place of a cue; `according to` is two words, `went on to say` its last one."""
    sheet = page.sheet
    last = cue + 1 if sheet.lowers[cue] == "according" else cue
    return sheet.starts[cue], sheet.ends[last]


def after_stretch(page: Page, frame: Frame, cue: int, before: int, after: int, claimed: set[int]) -> Draft | None:
    """Read `"...," Ruiz said` and `"...," said Ruiz`, with a second stretch after them."""
    sheet = page.sheet
    kind = CUES.get(sheet.lowers[cue], "according")
    if kind not in DIRECT and kind != "according":
        return None
    stretch = page.stretches[before]
    text = sheet.text
    if text[max(stretch.start, stretch.end - 4) : stretch.end].rstrip(INNER)[-1:] not in SENTENCE_ENDS:
        following = text[stretch.outer_end : stretch.outer_end + 2].lstrip()[:1]
        if not following or following not in DASHES:
            return None
    first = first_after(page, frame, before, cue)
    source: Phrase | None
    if first == cue:
        source = source_after(sheet, cue + 2 if kind == "according" else cue + 1, frame.high)
        if source is None and kind == "according":
            return None
        rest = source.last if source is not None else cue + 1
    else:
        source = source_before(sheet, cue, first)
        if source is None or source.first > first + 1:
            source = modified(sheet, first, cue)
        if source is None:
            return None
        rest = cue + 1
    if part_of_clause(page, frame, before):
        return None
    led = stretch.outer_start > sheet.starts[frame.low] and not before_mark(text, stretch)
    if led and (titled(text, stretch) or capitals_only(text, stretch)):
        # `On CNN's "New Day," Ruiz told ...`.
        return None
    named = stretch.outer_start > sheet.starts[frame.low] and text[stretch.end - 1] not in ENDS
    if named and is_term(text, stretch):
        # `After the film "Nobody's Ferry", Ruiz said`.
        return None
    claimed.add(before)
    content = [(stretch.start, stretch.end)]
    if (
        after >= 0
        and after not in claimed
        and leads_on(page, frame, rest, after)
        and not is_name(text, page.stretches[after])
    ):
        claimed.add(after)
        content.append((page.stretches[after].start, page.stretches[after].end))
    return Draft(content, "direct", "marks before the cue", cue_span(page, cue), source)


def modified(sheet: Sheet, first: int, cue: int) -> Phrase | None:
    """Return the source before a modifier (`a man holding a sign told Ruiz`), which is no part of it."""
    source = source_after(sheet, first, cue)
    if source is None or not first <= source.first or source.last >= cue or cue - source.last > 15:
        return None
    following = sheet.lowers[source.last]
    modifies = sheet.traits[source.last] & ENDING or following in (
        "who",
        "which",
        "in",
        "on",
        "at",
        "near",
        "with",
        "from",
    )
    return source if modifies or following.endswith("ed") else None


def part_of_clause(page: Page, frame: Frame, stretch: int) -> bool:
    """Tell whether a clause outside marks leads into a stretch: `The plan is "a gift," Ruiz said` is mixed."""
    sheet = page.sheet
    end = bisect_left(sheet.starts, page.stretches[stretch].outer_start, frame.low)
    at = end
    nearest = max(frame.low, end - LONGEST)
    while at > nearest and page.inside[at - 1] < 0 and sheet.kinds[at - 1] & WORD:
        if at - 1 in frame.cues:
            return False
        at -= 1
    return at == frame.low and 1 < end - at < LONGEST and has_verb(sheet, at, end)


def leads_on(page: Page, frame: Frame, at: int, stretch: int) -> bool:
    """Tell whether nothing but a short adjunct without a verb or cue stands between a place and a stretch."""
    sheet = page.sheet
    end = bisect_left(sheet.starts, page.stretches[stretch].outer_start, at, max(at, frame.high))
    if end - at > 16:
        return False
    for token in range(at, end):
        if token in frame.cues or (sheet.finite[token] and not sheet.traits[token] & ENDING):
            return False
    return end == 0 or not sheet.kinds[end - 1] & WORD


def before_stretch(page: Page, frame: Frame, cue: int, after: int, claimed: set[int]) -> Draft | None:
    """Read `Ruiz said, "..."`, `Ruiz told the council: "..."` and `said that "..."` where marks hold all of it."""
    sheet = page.sheet
    kind = CUES.get(sheet.lowers[cue], "according")
    if kind not in DIRECT:
        return None
    stretch = page.stretches[after]
    end = bisect_left(sheet.starts, stretch.outer_start, cue + 1)
    if end - cue > 19:
        return None
    words = [at for at in range(cue + 1, end) if sheet.kinds[at] & WORD] if end > cue + 1 else []
    # More than a dozen words before the marks are a clause: a mixed quotation.
    if len(words) > 12:
        return None
    only_that = not words or (len(words) == 1 and sheet.lowers[words[0]] == "that")
    sentence = is_sentence(sheet.text, stretch)
    punctuated = end > cue + 1 and not sheet.kinds[end - 1] & WORD
    if (
        not sentence
        and punctuated
        and sheet.words[end - 1] in (",", ":")
        and len(sheet.text[stretch.start : stretch.end].split()) > 3
    ):
        # The stop stands outside the marks: `said, "The roof is gone".`
        sentence = sheet.text[stretch.start].isupper() and rest_is_empty(page, frame, stretch)
    adjunct = (
        punctuated and sentence and not any(sheet.finite[at] and sheet.lowers[at] not in NOUNS_TOO for at in words)
    )
    if not adjunct and not (only_that and (sentence or rest_is_empty(page, frame, stretch))):
        return None
    if kind in ("vow", "deny", "believe") and not (only_that or adjunct):
        return None
    source = cue_subject(page, frame, cue)
    claimed.add(after)
    return Draft([(stretch.start, stretch.end)], "direct", "marks after the cue", cue_span(page, cue), source)


def rest_is_empty(page: Page, frame: Frame, stretch: Stretch) -> bool:
    """Tell whether at most a stop follows a stretch before its frame ends, or a comma."""
    end = page.sheet.ends[frame.high - 1]
    rest = page.sheet.text[stretch.outer_end : min(end, stretch.outer_end + 3)].strip()
    return not rest or rest[0] in ".,;:?!)"


def painted(page: Page, frame: Frame, cue: int, after: int, claimed: set[int]) -> Draft | None:
    """Read `called the plan "a stunt"`: the content is the stretch that follows."""
    sheet = page.sheet
    kind = CUES.get(sheet.lowers[cue], "according")
    if kind in ("say", "according"):
        return None
    stretch = page.stretches[after]
    end = bisect_left(sheet.starts, stretch.outer_start, cue + 1, max(cue + 1, frame.high))
    between = sheet.words[cue + 1 : end]
    if len(between) > 18 or ";" in between or ":" in between or any(cue < at < end for at in frame.cues):
        return None
    if kind not in PAINTING and (len(between) > 8 or "," in between or has_verb(sheet, cue + 1, end)):
        return None
    if kind != "name" and content_start(page, cue, kind, frame.high) >= 0:
        return None
    names = kind == "name" or (kind == "deny" and "as" in between)
    if is_term(sheet.text, stretch) and (not names or capitals_only(sheet.text, stretch)):
        return None
    source = cue_subject(page, frame, cue)
    if source is None:
        return None
    claimed.add(after)
    content = [(stretch.start, stretch.end)]
    for index in frame.stretches:
        # `as "blinding" and "prison-like"`.
        more = page.stretches[index]
        if more.outer_start > stretch.outer_end and index not in claimed:
            if sheet.text[content[-1][1] + 1 : more.outer_start].strip(" ,").lower() not in ("and", "or", "", "and as"):
                break
            claimed.add(index)
            content.append((more.start, more.end))
    return Draft(content, "direct", "painted in the source's words", cue_span(page, cue), source)
