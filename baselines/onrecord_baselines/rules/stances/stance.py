"""Stance: who is for or against each target, by what the text reports of them and by their quoted words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onrecord_baselines.rules.quotations.cast import Cast
from onrecord_baselines.rules.quotations.frames import Draft, Page
from onrecord_baselines.rules.stances.acts import Reader
from onrecord_baselines.rules.stances.echoes import Sign, with_echoes
from onrecord_baselines.rules.stances.evaluation import Evaluator
from onrecord_baselines.rules.stances.holders import Holders
from onrecord_baselines.rules.stances.leanings import Leaning
from onrecord_baselines.rules.stances.referents import GENERIC_STEMS, Referents
from onrecord_baselines.rules.stances.sidewords import noun_leanings
from onrecord_baselines.rules.stances.signs import cue_sign, shares
from onrecord_baselines.rules.stances.topics import STEMS, read_topic
from onrecord_baselines.rules.stances.voice import own_voices
from onrecord_baselines.rules.stances.watchwords import Watch
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked

AGENTS = marked("leanings", "for_agent") | marked("leanings", "against_agent")
LEANING_ON = frozenset(
    ("it", "this", "that", "they", "them", "these", "those", "its", "we", "i", "our", "us", "my", "me", "you", "your")
) | {"he", "she", "there"}
OWNED = GENERIC_STEMS | {STEMS[word] for word in ("push", "campaign", "drive", "bid", "tariffs", "attempt")}
QUOTED = "quotation about the target"
GUESSED = (QUOTED, "act: naming")
WANTING = marked("leanings", "wanting")
FURTHEST = 300  # tokens before a cue in which the target of its quotation is looked for
LABELS = {1: "favor", 0: "neutral", -1: "against"}


@dataclass(slots=True)
class Side:
    """What one holder (an entity's place in the cast, None for the article's own voice) shows on one target."""

    holder: int | None
    target: str
    label: str
    evidence: list[tuple[int, int]]
    rule: str


def find_stances(page: Page, cast: Cast, drafts: list[Draft]) -> list[Side]:
    """Return one side for each holder and target that the text speaks of; the latest position counts."""
    document = page.sheet.document
    if not document.targets:
        return []
    topics = [read_topic(target.text) for target in document.targets]
    watch = Watch(page.sheet)
    referents = Referents(cast, watch, topics)
    reader = Reader(page.sheet, watch, referents, Holders(cast))
    leanings = reader.read()
    evaluator = Evaluator(page.sheet, watch, referents, leanings)
    signs = act_signs(page, document.units, leanings)
    signs += owner_signs(page, referents, reader.holders)
    signs += quoted_signs(page.sheet, cast, drafts, evaluator)
    signs.sort(key=lambda sign: (not sign.old, sign.at))
    signs = with_echoes(page.sheet, reader, signs)
    sides: dict[tuple[int | None, str], Side] = {}
    unit_of = page.sheet.unit_of
    held_at: dict[tuple[int | None, str], int] = {}
    for sign in signs:
        own = document.targets[sign.target].id
        cluster = cast.clusters[sign.holder]
        if cluster.type == "PERSON" and cluster.words and topics[sign.target].head in {STEMS[w] for w in cluster.words}:
            # Nobody holds a side on himself.
            continue
        held = sides.get((sign.holder, own))
        acted = held is not None and held.rule.startswith("act") and held.label != "neutral"
        if acted and sign.rule in GUESSED and unit_of[sign.at] == unit_of[held_at[sign.holder, own]]:
            # What somebody does outweighs a guess from words of the same sentence.
            continue
        if held is None or sign.sign or sign.rule.startswith("act"):
            held_at[sign.holder, own] = sign.at
            sides[sign.holder, own] = Side(sign.holder, own, LABELS[sign.sign], sign.evidence, sign.rule)
    voices = own_voices(page, drafts, evaluator)
    for number, target in enumerate(document.targets):
        label, evidence = voices.get(number, (0, []))
        sides[None, target.id] = Side(None, target.id, LABELS[label], evidence, "the article's own voice")
    return list(sides.values())


def act_signs(page: Page, units: tuple[tuple[int, int], ...], leanings: list[Leaning]) -> list[Sign]:
    """Return the signs of acts that the article's own words report."""
    found: list[Sign] = []
    for leaning in leanings:
        at = leaning.trigger.at
        if page.inside[at] >= 0:
            continue
        evidence = [units[leaning.unit]]
        for holder in leaning.holders:
            found.extend(
                Sign(at, holder, target, leaning.sign, evidence, leaning.rule, leaning.old)
                for target in leaning.targets
            )
    return found


def owner_signs(page: Page, referents: Referents, holders: Holders) -> list[Sign]:
    """Return a weak sign for whoever owns a plan, a bill or an order in the article's words."""
    sheet = page.sheet
    found: list[Sign] = []
    for mention in referents.mentions:
        at = mention.first - 1
        if not mention.own or at < 1 or sheet.lowers[at] != "'s" or page.inside[at] >= 0:
            continue
        if STEMS[sheet.lowers[mention.last - 1]] not in OWNED or sheet.kinds[mention.last - 1] & CAPITAL:
            continue
        unit = sheet.unit_of[at]
        evidence = [sheet.document.units[unit]]
        owners = holders.before_apostrophe(at, sheet.ranges[unit][0])
        found.extend(
            Sign(at, owner, mention.target, 1, evidence, "act: owner", old=True)
            for owner in owners
            if holders.cast.clusters[owner].type in ("PERSON", "ORG")
        )
    return found


def quoted_signs(sheet: Sheet, cast: Cast, drafts: list[Draft], evaluator: Evaluator) -> list[Sign]:
    """Return the signs of quotations that speak about a target; a document holds no side."""
    found: list[Sign] = []
    for draft in drafts:
        if draft.speaker is None or cast.clusters[draft.speaker].kind == "document":
            continue
        total = weigh_quotation(sheet, draft, evaluator)
        place = bisect_left(sheet.starts, draft.content[0][0])
        for target, score in total.items():
            sign = (score > 0) - (score < 0)
            found.append(Sign(place, draft.speaker, target, sign, list(draft.content), QUOTED))
    return found


def weigh_quotation(sheet: Sheet, draft: Draft, evaluator: Evaluator) -> dict[int, int]:
    """Return, for each target that a quotation speaks of, how much it is for or against it."""
    total: dict[int, int] = {}
    loose: list[tuple[int, int]] = []
    conditional = False
    spans = [(bisect_left(sheet.starts, start), bisect_left(sheet.starts, end)) for start, end in draft.content]
    if not in_reach(sheet, draft, spans, evaluator.referents.live):
        return {}
    for first, last in spans:
        for low, high in evaluator.segments(first, last):
            asked = sheet.words[high - 1] == "?" or (high < last and sheet.words[high] == "?")
            signs = [] if asked else evaluator.weigh(low, high, draft.speaker)
            targets = evaluator.targets_in(low, high)
            conditional = conditional or evaluator.conditional(low, high)
            if targets:
                for target, score in shares(targets, signs).items():
                    total[target] = total.get(target, 0) + score
            else:
                loose += [pair for pair in signs if sheet.lowers[pair[0]] not in WANTING]
    score = sum(sign for _, sign in loose)
    if not total:
        target = target_beside(sheet, draft, evaluator, evaluative=bool(score), sided=False)
        if target >= 0:
            total[target] = score
    elif len(total) == 1:
        total = {target: value + score for target, value in total.items()}
    lean = side_of_source(sheet, draft)
    if draft.cue is not None:
        lean += cue_sign(sheet.text[draft.cue[0] : draft.cue[1]])
    if lean and len(total) <= 1:
        if not total:
            target = target_beside(sheet, draft, evaluator, evaluative=True, sided=True)
            total = {target: 0} if target >= 0 else {}
        total = {target: value + lean for target, value in total.items()}
    if conditional:
        total = {target: min(value, 0) for target, value in total.items()}
    return total


def in_reach(sheet: Sheet, draft: Draft, spans: list[tuple[int, int]], live: bytearray) -> bool:
    """Tell whether words can mean a target in a unit of a quotation (its tokens are ``spans``) or of its cue."""
    for first, last in spans:
        if (
            first < len(sheet.words)
            and live.find(1, sheet.unit_of[first], sheet.unit_of[max(first, last - 1)] + 1) >= 0
        ):
            return True
    return draft.cue is not None and bool(live[sheet.unit_of[bisect_left(sheet.starts, draft.cue[0])]])


def target_beside(sheet: Sheet, draft: Draft, evaluator: Evaluator, *, evaluative: bool, sided: bool) -> int:
    """Return the target that a quotation without words of one is about: in its cue's sentence, else spoken of last."""
    referents = evaluator.referents
    if draft.cue is not None:
        cue = bisect_left(sheet.starts, draft.cue[0])
        low, high = sheet.ranges[sheet.unit_of[cue]]
        for mention in referents.between(cue, min(high, cue + 12)):
            if not within(sheet, mention.first, draft):
                return mention.target
        for at in range(cue + 1, min(high, cue + 3)):
            target = referents.pronoun(at) if sheet.lowers[at] in ("it", "them", "this") else -1
            if target >= 0:
                return target
        evaluative = evaluative and (sided or speaks_of_more(sheet, draft))
        for mention in reversed(referents.between(max(low, cue - FURTHEST), cue) if evaluative else ()):
            if not within(sheet, mention.first, draft):
                return mention.target
    if not evaluative:
        return -1
    place = bisect_left(sheet.starts, draft.content[0][0])
    return referents.before(place, 1) if place < len(sheet.starts) else -1


def speaks_of_more(sheet: Sheet, draft: Draft) -> bool:
    """Tell whether a quotation leans on what was said before: by a pronoun, or as no full sentence."""
    first = bisect_left(sheet.starts, draft.content[0][0])
    last = bisect_left(sheet.starts, draft.content[-1][1])
    if sheet.finite.find(1, first, last) < 0:
        return True
    return not LEANING_ON.isdisjoint(sheet.lowers[first:last])


def within(sheet: Sheet, at: int, draft: Draft) -> bool:
    """Tell whether a token stands in a quotation's content."""
    place = sheet.starts[at]
    return any(start <= place < end for start, end in draft.content)


def side_of_source(sheet: Sheet, draft: Draft) -> int:
    """Return the side that a source's noun tells: `critics`, `supporters of the plan`."""
    if draft.source is None:
        return 0
    first = draft.source.first
    for lower in sheet.lowers[first : min(draft.source.head_last, first + 6)]:
        if lower in AGENTS:
            return 2 * noun_leanings()[lower][1]
    return 0
