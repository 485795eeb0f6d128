"""Quotations: the order in which the kinds of them are read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Set as AbstractSet

from onrecord_baselines.rules.quotations.direct import direct_drafts
from onrecord_baselines.rules.quotations.floating import floating_drafts
from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.quotations.labels import label_drafts
from onrecord_baselines.rules.quotations.nested import nested_drafts
from onrecord_baselines.rules.quotations.nouncues import noun_drafts
from onrecord_baselines.rules.quotations.passive import passive_drafts
from onrecord_baselines.rules.quotations.reported import reported_drafts
from onrecord_baselines.rules.quotations.signed import tweet_drafts
from onrecord_baselines.rules.quotations.unlisted import unlisted_drafts

NEAR = 3
NONE: AbstractSet[int] = frozenset()


def find_quotations(page: Page) -> list[Draft]:
    """Return the quotations of a document in the order of their first content."""
    drafts: list[Draft] = []
    for frame in page.frames:
        claimed: set[int] = set()
        made: list[Draft] = []
        if frame.passives:
            made += passive_drafts(page, frame, claimed)
        if frame.cues:
            if frame.stretches:
                made += direct_drafts(page, frame, claimed)
            used = {draft.cue[0] for draft in made if draft.cue is not None} if made else NONE
            made += reported_drafts(page, frame, claimed, used)
        if len(made) > 1:
            made.sort(key=lambda draft: draft.content[0])
        if frame.stretches and not claimed.issuperset(frame.stretches):
            made += unlisted_drafts(page, frame, claimed)
            made += floating_drafts(page, frame, claimed, made, drafts)
        if made and drafts:
            take_opening(page, made[0], drafts)
        drafts += made
    nouns = noun_drafts(page)
    if nouns:
        starts = [draft.content[0][0] for draft in nouns]
        drafts = [draft for draft in drafts if not (draft.rule == "floating marks" and held(draft, starts, nouns))]
        drafts += nouns
    drafts += label_drafts(page)
    tweets = tweet_drafts(page)
    if tweets:
        drafts = without_doubles(drafts, tweets)
    if page.stretches:
        drafts += nested_drafts(page)
    drafts.sort(key=lambda draft: (draft.content[0][0], -draft.content[-1][1]))
    return drafts


def held(draft: Draft, starts: list[int], nouns: list[Draft]) -> bool:
    """Tell whether floating marks lie in the clause that one of the last nouns before them reports."""
    start, end = draft.content[0][0], draft.content[-1][1]
    at = bisect_right(starts, start)
    return any(end <= noun.content[-1][1] for noun in nouns[max(0, at - NEAR) : at])


def without_doubles(drafts: list[Draft], tweets: list[Draft]) -> list[Draft]:
    """Return the quotations with the tweets, less those that share words with a tweet and have no cue inside it."""
    starts = [draft.content[0][0] for draft in tweets]
    return [draft for draft in drafts if not doubles(draft, starts, tweets)] + tweets


def doubles(draft: Draft, starts: list[int], tweets: list[Draft]) -> bool:
    """Tell whether a quotation shares words with a tweet and is not one inside it."""
    first, last = draft.content[0][0], draft.content[-1][1]
    at = bisect_right(starts, first) - 1
    for tweet in tweets[max(0, at) : at + NEAR]:
        start, end = tweet.content[0]
        if first < end and start < last:
            return draft.cue is None or not (start <= draft.cue[0] and last <= end)
    return False


def take_opening(page: Page, draft: Draft, drafts: list[Draft]) -> None:
    """Join a paragraph in marks that was left open and has no attribution to the quotation that it goes on in."""
    last = drafts[-1]
    if draft.cue is None or draft.type != "direct" or last.rule != "floating marks" or last.source is not None:
        return
    at = bisect_left(page.stretches, (draft.content[0][0],)) if page.stretches else 0
    before = page.stretches[at - 1] if at else None
    if before is not None and not before.closed and last.content[-1] == (before.start, before.end):
        draft.content = last.content + draft.content
        drafts.pop()
