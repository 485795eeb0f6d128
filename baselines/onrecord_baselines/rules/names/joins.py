"""What joins the parts of a name in a run of capitals: `of`, `and`, particles, an owner, a number, a nickname."""

from __future__ import annotations

from onrecord_baselines.rules.names.numerals import NUMBERS
from onrecord_baselines.rules.names.splits import GIVEN, HEADS, KNOWN, TITLES
from onrecord_baselines.rules.text.classes import CAPITAL
from onrecord_baselines.rules.text.tokens import Sheet
from onrecord_baselines.rules.text.words import marked, word_map, word_set

PARTICLES = marked("grammar", "particles")
FIRMS = frozenset(("firm", "company", "partnership", "bank", "agency", "broker", "brokerage", "publisher", "chain"))
PLURAL_OWNERS = marked("grammar", "plural_owners")
ABSTRACT_OF = marked("grammar", "abstract_of")
LONGEST_RUN = 24  # tokens
CASES = frozenset(("v.", "vs.", "v"))
FIRST_HEADS = word_map("first_heads")
COMPANY_ENDS = marked("grammar", "company_ends")
NUMBERED = marked("grammar", "numbered")
NAME_WORDS = word_set("name_words")
OPENING_MARKS = frozenset(("\u201c", '"', "\u2018", "'", "("))
CLOSING_MARKS = frozenset(("\u201d", '"', "\u2019", "'", ")"))
CONNECTORS = frozenset(("of", "for", "on", "against", "and", "&", "'s", "'")) | CASES | PARTICLES
# The words in lower case over which a run of capitals can go on; any other ends it, unless it is a number.
GOES_ON = CONNECTORS | OPENING_MARKS | frozenset(map(str.lower, COMPANY_ENDS))


def extend(sheet: Sheet, at: int, end: int, last: int, taken: bytearray) -> int:
    """Return where the run of capitals ends, over `of`, `and` and particles where they join one name."""
    words, kinds, lowers, starts, ends = sheet.words, sheet.kinds, sheet.lowers, sheet.starts, sheet.ends
    limit = min(last, at + LONGEST_RUN)
    while end < limit and not taken[end] and starts[end] - ends[end - 1] <= 1:
        if kinds[end] & CAPITAL:
            end += 1
            continue
        if lowers[end] not in GOES_ON and words[end - 1] not in NUMBERED:
            return end
        if lowers[end] in CONNECTORS:
            stop = join_end(sheet, at, end, limit, taken)
        elif words[end] in COMPANY_ENDS:
            # `Oban Deep Wind plc`.
            return end + 1
        elif numbered(sheet, end):
            stop = end + 1
        else:
            stop = nickname_end(sheet, at, end, limit)
        if stop == end:
            break
        end = stop
    return end


def join_end(sheet: Sheet, at: int, end: int, limit: int, taken: bytearray) -> int:
    """Return the place after the capital that a connector at ``end`` joins to the run, or ``end``."""
    words, lowers, kinds = sheet.words, sheet.lowers, sheet.kinds
    lower, before = lowers[end], words[end - 1]
    after = end + 1
    if after < limit and lowers[after] == "the" and lower in ("of", "for", "on", "against"):
        after += 1
    if lower in PARTICLES:
        while after < limit and after < end + 3 and lowers[after] in PARTICLES and not kinds[after] & CAPITAL:
            after += 1
    if after >= limit or not kinds[after] & CAPITAL or taken[after]:
        return end
    if before in COMPANY_ENDS and lower != "&":
        return end
    if lower == "of":
        # `Secretary of State`: a title, not a body.
        joins = before in HEADS or before in ABSTRACT_OF
        if (
            joins
            and before in ("University", "College")
            and end - at > 1
            and words[at] in KNOWN
            and words[after] in KNOWN
        ):
            # `Colorado State University of the US`.
            return end
        if not joins and words[after] not in KNOWN:
            joins = any(each in ("for", "of") for each in lowers[max(at, end - 4) : end])
    elif lower in ("for", "on", "against"):
        joins = HEADS.get(before) in ("ORG", "LAW") and words[after] not in GIVEN
    elif lower in CASES:
        # `Trump v. Slaughter`, but `Kent v Essex` is a match.
        joins = bool(kinds[end - 1] & CAPITAL) and not (before in KNOWN and words[after] in KNOWN)
        joins = joins and not (words[at] in GIVEN and words[after] in GIVEN)
    elif lower in ("'s", "'"):
        owners = lowers[end - 1] in PLURAL_OWNERS or (end > at + 1 and lowers[end - 2] in ("st", "st."))
        body = owned_head(sheet, end + 1, limit)
        # `Savers' Union`: any plural may own a body; it is one name.
        joins = (owners and (end == at + 1 or body)) or (lower == "'" and body and before.endswith("s"))
    elif lower == "and":
        joins = joins_and(sheet, at, end, limit, taken)
    else:
        joins = lower == "&" or lower in PARTICLES
    return after + 1 if joins else end


def owned_head(sheet: Sheet, at: int, limit: int) -> bool:
    """Tell whether a run of capitals that begins at a token ends with the head of a body (`Workers' | Union`)."""
    while at + 1 < limit and sheet.kinds[at + 1] & CAPITAL:
        at += 1
    return HEADS.get(sheet.words[at]) == "ORG"


def numbered(sheet: Sheet, at: int) -> bool:
    """Tell whether a token is the number or letter of a road, a bill and the like (`Highway 9`, `Measure B`)."""
    if sheet.words[at - 1] not in NUMBERED:
        return False
    word = sheet.words[at]
    return (word.isdigit() or word.istitle()) and (word[0].isdigit() or NUMBERS.get(sheet.lowers[at]) == "count")


def nickname_end(sheet: Sheet, at: int, end: int, limit: int) -> int:
    """Return where a person's name goes on after a nickname in marks (`Ana “Nita” Ruiz`), or ``end``."""
    words, kinds = sheet.words, sheet.kinds
    if end + 3 >= limit or words[end] not in OPENING_MARKS or end - at > 2 or words[at] not in GIVEN:
        return end
    close = end + 2 if kinds[end + 1] & CAPITAL else end
    if kinds[close] & CAPITAL and close + 1 < limit:
        close += 1
    joins = words[close] in CLOSING_MARKS and close > end and close + 1 < limit and kinds[close + 1] & CAPITAL
    return close + 2 if joins else end


def names_firm(sheet: Sheet, at: int, limit: int) -> bool:
    """Tell whether two capitals with `and` are one firm by what follows: its kind, or a verb in the singular."""
    lowers = sheet.lowers
    if at + 3 < limit and lowers[at] == "," and lowers[at + 1] in ("the", "a", "an"):
        return not FIRMS.isdisjoint(lowers[at + 2 : at + 5])
    return at < limit and lowers[at] in ("has", "is", "says", "employs")


def joins_and(sheet: Sheet, at: int, end: int, limit: int, taken: bytearray) -> bool:
    """Tell whether `and` joins two parts of one name (`Customs and Enforcement`), not two names."""
    words = sheet.words
    before, after = words[end - 1], words[end + 1]
    if sheet.lowers[end + 1] == "the":
        return False
    if (
        end > at + 1
        and end + 2 < limit
        and words[end + 2] in COMPANY_ENDS
        and " ".join(words[at:end]) not in KNOWN
        and before not in COMPANY_ENDS
    ):
        # `Nippon Telegraph and Telephone Corp`.
        return True
    if end == at + 1 and names_firm(sheet, end + 2, limit):
        return True
    if after in KNOWN or after in GIVEN or before in KNOWN or words[at] in FIRST_HEADS:
        return False
    stop = end + 2
    while (
        stop < limit
        and sheet.kinds[stop] & CAPITAL
        and not taken[stop]
        and sheet.starts[stop] == sheet.ends[stop - 1] + 1
    ):
        stop += 1
    final = words[stop - 1]
    if stop + 1 < limit and sheet.lowers[stop] == "'" and sheet.lowers[stop - 1] in PLURAL_OWNERS:
        # `Baltic Dock and Transport Workers' Union`.
        return HEADS.get(before) != "ORG" and owned_head(sheet, stop + 1, limit)
    if any(each in ("of", "for", "on") for each in sheet.lowers[at:end]):
        # `Department of Housing and Urban Renewal`, but not `Ministry of Transport and Harbour Council`.
        if stop - end > 2 and final not in HEADS and after not in NAME_WORDS:
            # `University of Oxford and Tony Blair`.
            return False
        return not (before in HEADS and final in HEADS) and TITLES.get(after, "+") == "+"
    if HEADS.get(final) not in ("ORG", "LAW"):
        return False
    if stop == end + 2 and end - at > 1:
        return before not in HEADS
    return before not in HEADS and words[at] not in GIVEN
