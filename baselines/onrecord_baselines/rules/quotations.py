"""Quotations: direct ones in marks with their attribution, and what goes on after it."""

from __future__ import annotations

from .floating import capitals_only, floating_drafts, frame_subject
from .frames import Draft, Frame, Page
from .marks import Stretch, is_sentence, is_term
from .reported import reported_drafts
from .sources import Phrase, source_after, source_before
from .verbs import is_verb, verb_at
from .words import marked, word_map

DIRECT = marked("grammar", "direct")
ENDS = ".,?!\u2026\u2014-"


def find_quotations(page: Page) -> list[Draft]:
    """Return the quotations of a document in the order of their first content."""
    drafts: list[Draft] = []
    for number, frame in enumerate(page.frames):
        claimed: set[int] = set()
        made: list[Draft] = []
        if frame.cues and frame.stretches:
            made += direct_drafts(page, frame, number, claimed)
        if frame.cues:
            used = {draft.cue[0] for draft in made if draft.cue is not None}
            made += reported_drafts(page, frame, number, claimed, used)
        made.sort(key=lambda draft: draft.content[0])
        made += floating_drafts(page, frame, number, claimed, made, drafts)
        drafts += made
    drafts.sort(key=lambda draft: draft.content[0])
    return drafts


def direct_drafts(page: Page, frame: Frame, number: int, claimed: set[int]) -> list[Draft]:
    """Return the quotations of a frame whose cue stands directly beside its stretch in marks."""
    made: list[Draft] = []
    for cue in frame.cues:
        draft = after_stretch(page, frame, number, cue, claimed) or before_stretch(page, frame, number, cue, claimed)
        if draft is None:
            draft = painted(page, frame, number, cue, claimed)
        if draft is not None:
            made.append(draft)
    return made


def neighbours(page: Page, frame: Frame, cue: int) -> tuple[int, int]:
    """Return the stretch before and the stretch after a cue in its frame, -1 for none."""
    place = page.sheet.tokens[cue].start
    before = after = -1
    for stretch in frame.stretches:
        if page.stretches[stretch].outer_end <= place:
            before = stretch
        elif after < 0:
            after = stretch
            break
    return before, after


def first_after(page: Page, frame: Frame, stretch: int, cue: int) -> int:
    """Return the first word outside marks after a stretch, at most the cue."""
    at = cue
    tokens = page.sheet.tokens
    end = page.stretches[stretch].outer_end
    while at > frame.low and tokens[at - 1].start >= end and cue - at < 45:
        at -= 1
    while at < cue and not tokens[at].word:
        at += 1
    return at


def cue_span(page: Page, cue: int) -> tuple[int, int]:
    """Return the place of a cue; `according to` is two words, `went on to say` its last one."""
    tokens = page.sheet.tokens
    last = cue + 1 if tokens[cue].lower == "according" else cue
    return tokens[cue].start, tokens[last].end


def cue_class(page: Page, cue: int) -> str:
    """Return the class of a cue."""
    token = page.sheet.tokens[cue]
    return "according" if token.lower == "according" else word_map("cues")[token.lower]


def after_stretch(page: Page, frame: Frame, number: int, cue: int, claimed: set[int]) -> Draft | None:
    """Read `"...," Ruiz said` and `"...," said Ruiz`, with a second stretch after them."""
    before, after = neighbours(page, frame, cue)
    kind = cue_class(page, cue)
    if before < 0 or before in claimed or kind not in DIRECT | {"according"}:
        return None
    stretch = page.stretches[before]
    text = page.sheet.text
    if text[stretch.end - 1] not in ENDS and text[stretch.outer_end : stretch.outer_end + 2].lstrip()[:1] not in (
        ",",
        "\u2014",
        "-",
    ):
        return None
    first = first_after(page, frame, before, cue)
    source: Phrase | None
    if first == cue:
        at = cue + 2 if kind == "according" else cue + 1
        source = source_after(page.sheet, at, frame.high)
        if source is None and kind == "according":
            return None
        rest = source.last if source is not None else cue + 1
    else:
        source = source_before(page.sheet, cue, first)
        if source is None or source.first > first + 1:
            return None
        rest = cue + 1
    claimed.add(before)
    content = [(stretch.start, stretch.end)]
    if after >= 0 and after not in claimed and leads_on(page, frame, rest, after):
        claimed.add(after)
        content.append((page.stretches[after].start, page.stretches[after].end))
    return Draft(content, "direct", "marks before the cue", number, cue_span(page, cue), source)


def leads_on(page: Page, frame: Frame, at: int, stretch: int) -> bool:
    """Tell whether nothing but a short adjunct without a verb or cue stands between a place and a stretch."""
    tokens = page.sheet.tokens
    place = page.stretches[stretch].outer_start
    count = 0
    while at < frame.high and tokens[at].start < place:
        token = tokens[at]
        if token.word and (at in frame.cues or (verb_at(tokens, at) and not token.lower.endswith("ing"))):
            return False
        count += 1
        at += 1
        if count > 16:
            return False
    return at == 0 or not tokens[at - 1].word


def before_stretch(page: Page, frame: Frame, number: int, cue: int, claimed: set[int]) -> Draft | None:
    """Read `Ruiz said, "..."`, `Ruiz told the council: "..."` and `said that "..."` where marks hold all of it."""
    _, after = neighbours(page, frame, cue)
    kind = cue_class(page, cue)
    if after < 0 or after in claimed or kind not in DIRECT:
        return None
    stretch = page.stretches[after]
    tokens = page.sheet.tokens
    gap = [token for token in tokens[cue + 1 : cue + 20] if token.start < stretch.outer_start]
    words = [token for token in gap if token.word]
    # More than a dozen words before the marks are a clause: a mixed quotation.
    if len(words) > 12 or (len(gap) == 19 and tokens[cue + 19].start < stretch.outer_start):
        return None
    ends_clause = rest_is_empty(page, frame, stretch)
    punctuated = bool(gap) and not gap[-1].word
    only_that = not words or (len(words) == 1 and words[0].lower == "that")
    adjunct = punctuated and not any(is_verb(token) for token in words) and is_sentence(page.sheet.text, stretch)
    if not (only_that and (ends_clause or is_sentence(page.sheet.text, stretch))) and not adjunct:
        return None
    if kind in ("vow", "deny", "believe") and not (only_that or adjunct):
        return None
    source = subject_of(page, frame, cue)
    claimed.add(after)
    return Draft([(stretch.start, stretch.end)], "direct", "marks after the cue", number, cue_span(page, cue), source)


def rest_is_empty(page: Page, frame: Frame, stretch: Stretch) -> bool:
    """Tell whether at most a stop follows a stretch before its frame ends, or a comma."""
    text = page.sheet.text
    end = page.sheet.tokens[frame.high - 1].end
    rest = text[stretch.outer_end : min(end, stretch.outer_end + 3)].strip()
    return not rest or rest[0] in ".,;:?!)"


def subject_of(page: Page, frame: Frame, cue: int) -> Phrase | None:
    """Return the source of a cue: the phrase before it, or the subject of its clause for a participle."""
    sheet = page.sheet
    low = frame.low
    # Not back past a stretch in marks: what stands before it is another clause.
    at = cue
    while at > frame.low and cue - at < 60 and page.inside[at - 1] < 0:
        at -= 1
    low = at
    token = sheet.tokens[cue]
    if not token.lower.endswith("ing"):
        source = source_before(sheet, cue, low)
        if source is not None:
            return source
    before = [each for each in frame.cues if each < cue]
    if before:
        return (
            subject_of(page, Frame(frame.low, frame.high, frame.stretches, frame.cues[: len(before)]), before[-1])
            if len(before) < 4
            else None
        )
    return frame_subject(page, frame)


def painted(page: Page, frame: Frame, number: int, cue: int, claimed: set[int]) -> Draft | None:
    """Read `called the plan "a stunt"`: the content is the stretch that follows."""
    if cue_class(page, cue) not in ("name", "deny", "believe", "weak"):
        return None
    _, after = neighbours(page, frame, cue)
    if after < 0 or after in claimed:
        return None
    tokens = page.sheet.tokens
    stretch = page.stretches[after]
    at = cue + 1
    while at < frame.high and tokens[at].start < stretch.outer_start:
        if at in frame.cues or at - cue > 18 or tokens[at].text in (";", ":"):
            return None
        at += 1
    if is_term(page.sheet.text, stretch) and (
        cue_class(page, cue) != "name" or capitals_only(page.sheet.text, stretch)
    ):
        return None
    source = subject_of(page, frame, cue)
    if source is None:
        return None
    claimed.add(after)
    return Draft(
        [(stretch.start, stretch.end)], "direct", "painted in the source's words", number, cue_span(page, cue), source
    )
