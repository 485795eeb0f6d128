"""Signs of praise and blame: their words and pairs of words, a cue's own side, and which target a sign counts for."""

from __future__ import annotations

from onrecord_baselines.rules.stances.sidewords import UNDOING, VERBAL, evaluations, forms_of, verb_leanings
from onrecord_baselines.rules.text.memory import remembered
from onrecord_baselines.rules.text.words import marked

SIGNS = evaluations()
OWN = 2
BESIDE = 2
ANNOUNCING = frozenset(("announce", "announced", "announces", "announcing", "propose", "proposed", "proposes"))
HARMING = forms_of("bad_verb")
PAIRS = {tuple(pair.split("_")): -OWN for pair in marked("leanings", "bad_pair")} | {
    tuple(pair.split("_")): OWN for pair in marked("leanings", "good_pair")
}
LESS = forms_of("lessening")
MORE = forms_of("increasing")
MOVING = LESS | MORE
ILLS = marked("leanings", "ill")
GOODS = marked("leanings", "boon")
NEAR = 10  # tokens between a sign and the target that it counts for
PREDICATES = marked("leanings", "predicate")
THINGS = marked("leanings", "thing")


@remembered
def cue_sign(cue: str) -> int:
    """Return the side that a cue itself shows (`praised`, `condemned`, `warned`)."""
    cue = cue.lower()
    if cue.startswith(("warn", "caution", "threat", "lament", "complain", "protest", "object")):
        return -1
    kind, sign = verb_leanings().get(cue, (UNDOING, 0))
    return OWN * sign if kind == VERBAL and cue not in ANNOUNCING else 0


def shares(targets: list[tuple[int, int]], signs: list[tuple[int, int]]) -> dict[int, int]:
    """Give each sign to the target spoken of last before it, else to the first one; return the sum for each target."""
    total = dict.fromkeys((target for _, target in targets), 0)
    for place, sign in signs:
        before = [pair for pair in targets if pair[0] <= place]
        at, target = before[-1] if before else targets[0]
        # `limits it to protect the other`: what follows a sign at once is what it is about.
        at, target = next((pair for pair in targets if 0 < pair[0] - place <= BESIDE), (at, target))
        if abs(place - at) <= NEAR:
            total[target] += sign
    return total
