"""Quotations inside quotations: which one holds which."""

from __future__ import annotations

from .frames import Draft


def find_parents(drafts: list[Draft]) -> None:
    """Give each quotation inside another's content that one as its parent."""
    open_drafts: list[tuple[int, int, int]] = []
    order = sorted(range(len(drafts)), key=lambda k: (drafts[k].content[0][0], -drafts[k].content[-1][1]))
    for index in order:
        start, end = drafts[index].content[0][0], drafts[index].content[-1][1]
        cue = drafts[index].cue
        while open_drafts and open_drafts[-1][1] <= start:
            open_drafts.pop()
        if open_drafts:
            outer = open_drafts[-1]
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
    """Tell whether a place lies inside one content span of a quotation."""
    return any(first <= start and end <= last for first, last in draft.content)
