"""Stretches in marks that no cue claims: they go on with the quotation before, float, or are no quotation."""

from __future__ import annotations

from .classes import FUNCTION, ROLE, WORD
from .frames import Draft, Frame, Page
from .marks import Stretch, has_function_word, is_sentence, is_term
from .sources import Phrase, source_after
from .words import marked, word_map

OPENERS = marked("grammar", "openers")
SUBJECT_STARTS = marked("grammar", "subject_starts")
PRONOUNS = word_map("pronouns")


def frame_subject(page: Page, frame: Frame) -> Phrase | None:
    """Return the noun phrase that a frame begins with, if it begins with one."""
    sheet = page.sheet
    at = frame.low
    while at < frame.high and (
        not sheet.kinds[at] & WORD or sheet.lowers[at] in OPENERS or sheet.lowers[at].endswith("ly")
    ):
        at += 1
    if at >= frame.high or page.inside[at] >= 0:
        return None
    lower = sheet.lowers[at]
    if sheet.traits[at] & (FUNCTION | ROLE) == FUNCTION and lower not in PRONOUNS and lower not in SUBJECT_STARTS:
        return None
    return source_after(sheet, at, frame.high)


def capitals_only(text: str, stretch: Stretch) -> bool:
    """Tell whether every word of a stretch has a capital, as in a name (`labelled "Anonymous"`)."""
    return all(word[0].isupper() for word in text[stretch.start : min(stretch.end, stretch.start + 200)].split())


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
        before = [draft for draft in made + found if draft.content[0][0] < stretch.start]
        last = before[-1] if before else (earlier[-1] if earlier else None)
        sentence = is_sentence(text, stretch)
        alone = stands_alone(page, frame, stretch)
        if sentence and last is not None and last.type != "indirect" and adjoins(page, last, stretch):
            claimed.add(index)
            last.content.append((stretch.start, stretch.end))
            continue
        if is_term(text, stretch) and not (sentence and alone):
            continue
        size = len(text[stretch.start : min(stretch.end, stretch.start + 200)].split())
        colon = text[max(0, stretch.outer_start - 2) : stretch.outer_start].strip().endswith(":")
        if alone or (sentence and size > 2) or colon or (size >= 4 and has_function_word(text, stretch)):
            claimed.add(index)
            told = not alone and page.sheet.starts[frame.low] < stretch.outer_start
            source = frame_subject(page, frame) if told else None
            found.append(Draft([(stretch.start, stretch.end)], "direct", "floating marks", None, source))
    return found


def covered(stretch: Stretch, made: list[Draft]) -> bool:
    """Tell whether a stretch lies inside the content of a quotation already made."""
    return any(start <= stretch.start and stretch.end <= end for draft in made for start, end in draft.content)


def stands_alone(page: Page, frame: Frame, stretch: Stretch) -> bool:
    """Tell whether a frame holds no word outside a stretch."""
    text = page.sheet.text
    start, end = page.sheet.starts[frame.low], page.sheet.ends[frame.high - 1]
    left = text[start : min(stretch.outer_start, start + 40)]
    right = text[stretch.outer_end : min(end, stretch.outer_end + 40)]
    return not any(char.isalnum() for char in left + right)


def adjoins(page: Page, draft: Draft, stretch: Stretch) -> bool:
    """Tell whether a stretch follows a quotation with its attribution and nothing else in between."""
    text = page.sheet.text
    sheet = page.sheet
    end = max(draft.content[-1][1], draft.cue[1] if draft.cue else 0)
    if draft.source is not None and draft.cue is not None:
        end = max(end, sheet.ends[draft.source.last - 1])
    if end > stretch.outer_start or stretch.outer_start - end > 120:
        return False
    between = text[end : stretch.outer_start]
    question = text[draft.content[-1][1] - 1] == "?" and "\n" in between
    if question:
        return False
    words = between.split()
    return not any(char.isalnum() for char in between) or (
        "\n" not in between and len(words) <= 10 and between.rstrip().endswith(".") and between.count(".") == 1
    )
