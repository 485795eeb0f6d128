"""Quotations inside quotations: which one holds which."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from onrecord_baselines.rules.quotations.frames import Draft


def find_parents(drafts: list[Draft]) -> None:
    """Give each quotation inside another's content that one as its parent."""
    reach = 0
    for draft in drafts:
        if draft.content[0][0] < reach:
            break
        reach = draft.content[-1][1]
    else:
        # They stand one after the other.
        return
    open_drafts: list[tuple[int, int, int]] = []
    spans = [(draft.content[0][0], -draft.content[-1][1], index) for index, draft in enumerate(drafts)]
    for start, minus_end, index in sorted(spans):
        end = -minus_end
        while open_drafts and open_drafts[-1][1] <= start:
            open_drafts.pop()
        if open_drafts:
            outer = open_drafts[-1]
            cue = drafts[index].cue
            inside_cue = cue is None or (outer[0] <= cue[0] and cue[1] <= outer[1])
            if (
                end <= outer[1]
                and inside_cue
                and (start, end) != (outer[0], outer[1])
                and one_span(drafts[outer[2]], start, end)
            ):
                drafts[index].parent = outer[2]
        open_drafts.append((start, end, index))


def one_span(draft: Draft, start: int, end: int) -> bool:
    """Tell whether a place lies inside one content span of a quotation; its spans are in order, none over another."""
    at = bisect_right(draft.content, start, key=itemgetter(0)) - 1
    return at >= 0 and end <= draft.content[at][1]
