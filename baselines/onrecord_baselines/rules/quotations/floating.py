"""Stretches in marks that no cue claims: they go on with the quotation before, float, or are no quotation."""

from __future__ import annotations

from bisect import bisect_left

from onrecord_baselines.rules.quotations.frames import MOST, Draft, Frame, Page
from onrecord_baselines.rules.quotations.marks import Stretch
from onrecord_baselines.rules.quotations.signed import signature
from onrecord_baselines.rules.quotations.sources import Phrase, source_after
from onrecord_baselines.rules.quotations.subjects import sentence_subject
from onrecord_baselines.rules.quotations.terms import before_mark, has_function_word, is_sentence, is_term, titled
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.tokens import Sheet


def frame_subject(page: Page, frame: Frame) -> Phrase | None:
    """Return the subject of a frame that does not begin in marks."""
    if page.inside[frame.low] >= 0:
        return None
    return sentence_subject(page.sheet, frame.low, frame.high)


def floating_drafts(
    page: Page, frame: Frame, claimed: set[int], made: list[Draft], earlier: list[Draft]
) -> list[Draft]:
    """Read the stretches that no cue claims: they go on with the quotation before, float, or are terms."""
    found: list[Draft] = []
    text = page.sheet.text
    for index in frame.stretches:
        stretch = page.stretches[index]
        if index in claimed or covered(stretch, made):
            continue
        sentence = is_sentence(text, stretch)
        if sentence:
            near = [*earlier[-2:], *(draft for draft in made + found if draft.content[0][0] < stretch.start)]
            if near and joins(page, frame, near[-1], near, stretch):
                claimed.add(index)
                join(near[-1], stretch)
                continue
        alone = stands_alone(page, frame, stretch)
        headed = heads_line(page, frame, stretch)
        if headed is not None:
            claimed.add(index)
            found.append(Draft([(stretch.start, stretch.end)], "direct", "marks before a colon", None, headed))
            continue
        if not (sentence and alone) and is_term(text, stretch):
            continue
        if not alone and not before_mark(text, stretch) and titled(text, stretch):
            # `in his classic "The Four Loves."`.
            continue
        size = 0 if alone else len(text[stretch.start : min(stretch.end, stretch.start + 200)].split())
        colon = text[max(0, stretch.outer_start - 2) : stretch.outer_start].strip().endswith(":")
        if (
            alone
            or (sentence and size > 2)
            or (colon and (size > 2 or sentence))
            or (size >= 4 and has_function_word(text, stretch))
        ):
            claimed.add(index)
            told = not alone and page.sheet.starts[frame.low] < stretch.outer_start
            source = frame_subject(page, frame) if told else None
            signed = signed_by(page, stretch)
            if signed is not None:
                source = signed
            elif colon and source is None:
                source = headline_source(page, frame, stretch)
            draft = Draft([(stretch.start, stretch.end)], "direct", "floating marks", None, source)
            if source is None:
                draft.hint = beside(page, frame, stretch)
            found.append(draft)
    return found


def join(last: Draft, stretch: Stretch) -> None:
    """Add a stretch to the quotation that it goes on with; with its marks where that one is indirect."""
    if last.type == "indirect":
        last.content.append((stretch.outer_start, stretch.outer_end))
        last.type = "mixed"
    else:
        last.content.append((stretch.start, stretch.end))


def signed_by(page: Page, stretch: Stretch) -> Phrase | None:
    """Return who signs a stretch: a name after a dash on its line, or alone on the line below."""
    sheet = page.sheet
    at = bisect_left(sheet.starts, stretch.outer_end)
    if at >= len(sheet.words) or sheet.starts[at] - stretch.outer_end > 4:
        return None
    return signature(sheet, at, sheet.ranges[sheet.unit_of[at]][1])


def headline_source(page: Page, frame: Frame, stretch: Stretch) -> Phrase | None:
    """Return the name that a line begins with before a colon and marks: `Ruiz on the deal: "It is dead"`."""
    sheet = page.sheet
    end = bisect_left(sheet.starts, stretch.outer_start)
    first = max(frame.low, end - 16)
    for at in range(end - 2, first, -1):
        if sheet.words[at] in (":", ".", "|"):
            first = at + 1
            break
    last = first
    while last < end and sheet.kinds[last] & CAPITAL:
        last += 1
    return Phrase(first, last, last) if first < last and last - first < 6 else None


def heads_line(page: Page, frame: Frame, stretch: Stretch) -> Phrase | None:
    """Return who says so after the colon of `"Enough is enough": nurses' leader says strike will go ahead`."""
    sheet = page.sheet
    if stretch.outer_start != sheet.starts[frame.low] or sheet.text[stretch.outer_end : stretch.outer_end + 1] != ":":
        return None
    at = bisect_left(sheet.starts, stretch.outer_end + 1, frame.low)
    return source_after(sheet, at, frame.high) if at < frame.high and stretch.end - stretch.start > 8 else None


def covered(stretch: Stretch, made: list[Draft]) -> bool:
    """Tell whether a stretch lies inside the content of a quotation already made."""
    return any(start <= stretch.start and stretch.end <= end for draft in made for start, end in draft.content)


def stands_alone(page: Page, frame: Frame, stretch: Stretch) -> bool:
    """Tell whether a frame holds no word outside a stretch."""
    text = page.sheet.text
    start, end = page.sheet.starts[frame.low], page.sheet.ends[frame.high - 1]
    left = text[start : min(stretch.outer_start, start + 40)]
    if any(map(str.isalnum, left)):
        return False
    return not any(map(str.isalnum, text[stretch.outer_end : min(end, stretch.outer_end + 40)]))


def joins(page: Page, frame: Frame, last: Draft, drafts: list[Draft], stretch: Stretch) -> bool:
    """Tell whether a stretch goes on with the quotation before, and is not the answer to it."""
    if len(last.content) >= MOST or not adjoins(page, last, stretch):
        return False
    text = page.sheet.text
    between = text[last.content[-1][1] : stretch.outer_start]
    if last.type == "indirect":
        # `The clock stopped, said its keeper. "A pigeon sat on the hand."`.
        return last.source is not None and "\n\n" not in between and stands_alone(page, frame, stretch)
    if last.rule == "floating marks" and not open_before(page, stretch):
        return "\n" not in between
    return "\n" not in between or open_before(page, stretch) or not in_dialogue(page, drafts, stretch)


def open_before(page: Page, stretch: Stretch) -> bool:
    """Tell whether the stretch before one was left open at its paragraph's end."""
    at = bisect_left(page.stretches, stretch)
    return at > 0 and not page.stretches[at - 1].closed


def in_dialogue(page: Page, drafts: list[Draft], stretch: Stretch) -> bool:
    """Tell whether two speakers took turns in the two paragraphs before a stretch."""
    text = page.sheet.text
    near = [draft for draft in drafts[-3:] if draft.content[0][0] < stretch.start and draft.type == "direct"][-2:]
    if len(near) < 2:
        return False
    first, second = near
    return text.count("\n", first.content[-1][1], stretch.outer_start) <= 5 and (
        first.source is None or second.source is None or words_of(page, first) != words_of(page, second)
    )


def words_of(page: Page, draft: Draft) -> list[str]:
    """Return the words of a draft's source."""
    return page.sheet.lowers[draft.source.first : draft.source.last] if draft.source is not None else []


def next_unit(sheet: Sheet, cue: int, place: int) -> bool:
    """Tell whether a place begins the unit after the one that a cue stands in."""
    first = bisect_left(sheet.starts, cue)
    at = bisect_left(sheet.starts, place)
    return at < len(sheet.starts) and sheet.unit_of[at] == sheet.unit_of[first] + 1


def beside(page: Page, frame: Frame, stretch: Stretch) -> Phrase | None:
    """Return the subject of the sentence before floating marks in their paragraph, or else of the one after."""
    sheet = page.sheet
    unit = sheet.unit_of[frame.low]
    for near in (unit - 1, sheet.unit_of[frame.high - 1] + 1):
        if not 0 <= near < len(sheet.ranges):
            continue
        low, high = sheet.ranges[near]
        if low >= high or page.inside[low] >= 0:
            continue
        place = sheet.starts[low]
        between = sheet.text[min(place, stretch.outer_end) : max(place, stretch.outer_start)]
        if "\n" not in between:
            return opening_phrase(sheet, low, high) or sentence_subject(sheet, low, high)
    return None


def opening_phrase(sheet: Sheet, low: int, high: int) -> Phrase | None:
    """Return the noun phrase after `For` at the start of a sentence (`For Ana Ruiz, the matter is simple`)."""
    return source_after(sheet, low + 1, high) if sheet.lowers[low] == "for" else None


def adjoins(page: Page, draft: Draft, stretch: Stretch) -> bool:
    """Tell whether a stretch follows a quotation with its attribution and nothing else in between."""
    text = page.sheet.text
    sheet = page.sheet
    end = max(draft.content[-1][1], draft.cue[1] if draft.cue else 0)
    if draft.source is not None and draft.cue is not None:
        end = max(end, sheet.ends[draft.source.last - 1])
    if end > stretch.outer_start or stretch.outer_start - end > 300:
        return False
    between = text[end : stretch.outer_start]
    apart = draft.cue is not None and draft.type == "direct" and next_unit(sheet, draft.cue[0], stretch.outer_start)
    if apart and not any(mark in between for mark in '\u201c"?'):
        return True
    question = text[draft.content[-1][1] - 1] == "?" and "\n" in between
    if question:
        return False
    words = between.split()
    return not any(map(str.isalnum, between)) or (
        "\n" not in between and len(words) <= 10 and between.rstrip().endswith(".") and between.count(".") == 1
    )
