"""Draws the plan of the companion corpus: ``python corpus/plan/dice.py`` prints ``plan.jsonl``, always the same.

What a document is about, who speaks in it, how long it and its quotations are, which outlet prints it and what happens
in it is drawn here from the pools beside this file, so that no writer chooses it. ``corpus/PLAN.md`` explains the grid.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEED = "onrecord companion corpus, 1"
SIZES = {"train": 168, "validation": 42, "test": 84}
"""How many documents are planned; a few more than the splits need, since some texts will not do."""

SHARES = {"train": 4, "validation": 1, "test": 2}
"""In which proportion outlets, surnames and places go to the splits; none of them is in two."""

SEEN_MATTERS = 0.25
"""The share of test documents that have the matter of a training document, with other people elsewhere."""

Row = dict[str, Any]

GENRES: dict[str, tuple[int, int, tuple[str, ...]]] = {
    # genre: (weight, usual number of words, kinds of outlets that have it)
    "wire report": (15, 330, ("wire agency",)),
    "local news": (17, 390, ("local daily", "local weekly", "regional daily", "news site")),
    "analysis": (8, 640, ("national daily", "magazine", "regional daily", "news site")),
    "press release": (
        8,
        420,
        ("government press office", "company press office", "union press office", "university press office"),
    ),
    "court report": (8, 430, ("court news service", "local daily", "regional daily", "national daily")),
    "council meeting": (8, 520, ("local daily", "local weekly", "regional daily")),
    "interview": (6, 640, ("magazine", "national daily", "broadcaster", "public radio", "trade paper")),
    "live blog": (5, 600, ("news site", "national daily", "broadcaster")),
    "broadcast script": (6, 320, ("broadcaster", "public radio")),
    "opinion": (5, 600, ("national daily", "regional daily", "magazine", "local daily")),
    "newsletter": (4, 400, ("newsletter", "trade paper")),
    "correction": (2, 230, ("national daily", "local daily", "news site", "regional daily")),
    "obituary": (3, 520, ("national daily", "local daily", "regional daily", "magazine")),
    "explainer": (5, 580, ("news site", "public radio", "broadcaster", "national daily", "trade paper")),
    "investigation": (4, 800, ("national daily", "magazine", "news site", "regional daily")),
}

ABROAD = ("wire agency", "magazine", "broadcaster", "public radio", "national daily", "news site", "newsletter")
"""Kinds of outlets that report from other countries."""

RAW = (
    "a transcript of a recorded phone call, with false starts",
    "minutes of a meeting as its clerk typed them",
    "a reporter's shorthand notes, typed up in a hurry",
    "an internal memo that was passed on",
    "a press release of one side",
    "a statement read aloud on the steps, taken from a recording",
    "a chain of e-mails between two people involved",
    "a table of figures with a note on how they were counted",
    "a reply to a request for records, with parts blacked out",
    "a voice mail",
    "a listing of a court with the charge and what was said in the room",
    "posts and replies on a neighbourhood page",
    "a report's summary and two of its recommendations",
    "an old cutting about the same matter from some years ago",
    "a list of questions sent by the desk with the answers that came back",
    "a public hearing's transcript, two speakers out of many",
)

ROLES = (
    "holds the office that decides",
    "sits in the body that decides, and was outvoted",
    "runs the firm or service at the centre of it",
    "speaks for a firm or service, and keeps to the prepared words",
    "works there, and is in the union",
    "leads a campaign",
    "lives beside it",
    "pays for it, or is paid by it",
    "studies such things at a university",
    "inspects or audits",
    "a lawyer for one side",
    "the official who must carry it out",
    "was there when it happened",
    "lost something by it",
    "gained something by it",
    "used to be in charge of it",
    "a rival for the office",
    "a clergyman, teacher, nurse or farmer whom everybody there knows",
    "a regulator from the capital",
    "a police or fire officer",
)

HARD = (
    "one person flatly denies what another says",
    "one person, asked twice, will not comment or does not ring back",
    "one person repeats what somebody else told them, in that person's words",
    "one person agrees only on a condition, and names it",
    "one person has changed sides, and says since when and why",
    "one person is for one part of the matter and against another",
    "one person explains the matter at length and takes no side",
    "two people of one surname, who are not of one mind",
    "a body is known by its initials to all who speak; its full name stands once, late",
    "a nickname or coined term for the thing, which one side hates",
    "somebody foretells what will come of it, with a number",
    "somebody gives an opinion that sounds like a fact",
    "two sources give different numbers for the same thing",
    "a document says what nobody will say aloud",
    "somebody who will not be named says the most important thing",
    "a group speaks as one (residents, drivers, parents)",
    "somebody takes back or corrects what was said before",
    "somebody speaks of what was said years ago, with the date",
    "somebody speaks another language and is translated",
    "somebody is told to do something, and says what the order was",
    "somebody praises with a sting in it",
    "one person is only ever called by the office held",
    "a figure is given in words, another as a share, another per head",
    "somebody asks a question instead of answering",
)

DESK = (
    "let the longest quotation run over two paragraphs",
    "put one telling phrase of three to five words in quotation marks inside your own sentence",
    "open with a quotation",
    "break one quotation in the middle with who said it",
    "let one quotation stand in a paragraph of its own, where it is plain who speaks",
    "paraphrase the officials; quote the others",
    "give one person's answer to another's point",
    "use the initials of the body in the first paragraph and spell them out later",
    "name nobody in the first two paragraphs",
    "end on a fact, not on a quotation",
    "end on a quotation",
    "use no quotation marks at all in the first half",
    "quote from one document by its own words",
    "keep the background to two sentences",
    "begin with the figures",
    "begin in the past, with how it started",
    "one sentence each for those who would not comment",
    "refer to people by office or as he, she, they where that is plain; not the name each time",
    "no quotation of more than ten words",
    "three people say much the same: do not give each a verb of their own",
)

NOISE = (
    "two or three typing errors that a tired editor would miss",
    "a stray double space or a missing space after a full stop in two places",
    "one name spelt two ways",
    "non-breaking spaces between figures and their units",
    "a paragraph of copy that was plainly cut short",
    "a line of code for a picture or a link left in the text, in words",
    "a repeated word",
)


def table(name: str) -> list[Row]:
    """Returns the rows of a pool of tab-separated values."""
    with open(HERE / name, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


class Dealer:
    """Deals items to the splits in proportion to ``SHARES``; each heap goes on where the last one ended."""

    def __init__(self) -> None:
        self._order = [split for split, share in SHARES.items() for _ in range(share)]
        self._at = 0

    def deal(self, items: Sequence[Any], dice: random.Random) -> dict[str, list[Any]]:
        """Returns the items, mixed, in one heap for each split."""
        heaps: dict[str, list[Any]] = {split: [] for split in SHARES}
        for item in dice.sample(items, len(items)):
            heaps[self._order[self._at % len(self._order)]].append(item)
            self._at += 1
        return heaps


def spread(weights: dict[str, int], size: int, dice: random.Random) -> list[str]:
    """Returns so many names, each as often as its weight says, in random order."""
    total = sum(weights.values())
    exact = {name: weight * size / total for name, weight in weights.items()}
    counts = {name: int(share) for name, share in exact.items()}
    for name in sorted(exact, key=lambda name: counts[name] - exact[name])[: size - sum(counts.values())]:
        counts[name] += 1
    return dice.sample([name for name, count in counts.items() for _ in range(count)], size)


def length(usual: int, dice: random.Random) -> int:
    """Returns a number of words from 200 to 900, to the nearest ten."""
    return max(200, min(900, 10 * round(usual * dice.lognormvariate(0, 0.28) / 10)))


def quotation(dice: random.Random) -> str:
    """Returns how one utterance is to stand in the text."""
    kind = dice.choices(("in your own words", "in your own words, one phrase in marks", "quoted"), (64, 13, 23))[0]
    words = {
        "in your own words": dice.choice((8, 12, 15, 20, 25, 32)),
        "in your own words, one phrase in marks": dice.choice((10, 16, 22, 30)),
        "quoted": dice.choice((3, 6, 9, 12, 16, 20, 26, 34, 45, 60)),
    }[kind]
    return f"{kind}, about {words} words"


ENDINGS = {"Russian": ("ov", "ev", "in"), "Greek": ("os", "is", "as")}
CZECH_OF_ALL = ("Janků", "Petrů", "Dolejší")


def bearer(origin: str, surname: str) -> str:
    """Returns who bears a surname in this form: ``f``, ``m``, or ``fm`` for all."""
    if surname.startswith(("Ní ", "Nic ")):
        return "f"
    if surname.startswith(("Ó ", "Mac ", "MacIlleathain", "ap ", "ab ", "wa ", "ole ")):
        return "m"
    if surname.endswith(ENDINGS.get(origin, ())) or (origin == "Czech" and surname not in CZECH_OF_ALL):
        return "m"
    return "fm"


class Names:
    """Draws persons of one split: surnames of that split alone, given names of all."""

    def __init__(self, surnames: Iterable[Row], given: Iterable[Row], countries: dict[str, tuple[str, ...]]) -> None:
        self._surnames: dict[str, list[str]] = {}
        self._origin: dict[str, str] = {}
        for row in surnames:
            self._surnames.setdefault(row["origin"], []).append(row["surname"])
            self._origin[row["surname"]] = row["origin"]
        self._given: dict[str, list[Row]] = {}
        for row in given:
            self._given.setdefault(row["origin"], []).append(row)
        self._countries = countries
        self._used: set[str] = set()

    def draw(self, country: str, number: int, *, one_surname: bool, dice: random.Random) -> list[Row]:
        """Returns so many persons, none of them drawn before; with ``one_surname`` the first two share theirs."""
        found: list[Row] = []
        while len(found) < number:
            origins = self._countries.get(country, ())
            origin = dice.choice(origins) if origins and dice.random() < 0.75 else dice.choice(sorted(self._surnames))
            surname = found[0]["surname"] if one_surname and len(found) == 1 else dice.choice(self._surnames[origin])
            given = dice.choice(self._given[origin])
            gender = given["gender"] if given["gender"] != "any" else dice.choice("fm")
            if gender not in bearer(self._origin[surname], surname):
                continue
            name = f"{given['given']} {surname}"
            if name in self._used or any(surname == p["surname"] for p in found) != (one_surname and len(found) == 1):
                continue
            self._used.add(name)
            found.append({"name": name, "surname": surname, "gender": gender})
        return found


COUNTRIES = {
    "US": (
        "English",
        "English",
        "English",
        "African American",
        "African American",
        "Hispanic",
        "Irish",
        "German",
        "Italian",
        "Polish",
    ),
    "UK": ("English", "English", "English", "Scottish", "Welsh", "Irish", "Pakistani", "Indian North"),
    "Ireland": ("Irish", "Irish", "English"),
    "Canada": ("English", "Scottish", "French", "Chinese"),
    "Australia": ("English", "Irish", "Greek", "Vietnamese"),
    "New Zealand": ("English", "Scottish"),
    "India": ("Indian North", "Indian South"),
    "Pakistan": ("Pakistani",),
    "Nigeria": ("Nigerian-Ghanaian-Kenyan",),
    "Ghana": ("Nigerian-Ghanaian-Kenyan",),
    "Kenya": ("Nigerian-Ghanaian-Kenyan",),
    "South Africa": ("English", "Dutch", "Nigerian-Ghanaian-Kenyan"),
    "Philippines": ("Filipino",),
    "Singapore": ("Chinese", "Indian South"),
    "Malaysia": ("Chinese", "Indian South", "Arabic"),
    "Jamaica": ("English", "African American"),
    "Germany": ("German", "German", "Turkish"),
    "France": ("French", "French", "Arabic"),
    "Italy": ("Italian",),
    "Spain": ("Hispanic",),
    "Portugal": ("Portuguese",),
    "Poland": ("Polish",),
    "Romania": ("Romanian",),
    "Greece": ("Greek",),
    "Turkey": ("Turkish",),
    "Egypt": ("Arabic",),
    "Morocco": ("Arabic",),
    "Israel": ("Hebrew", "Arabic", "Russian"),
    "Japan": ("Korean-Japanese",),
    "South Korea": ("Korean-Japanese",),
    "Brazil": ("Portuguese",),
    "Mexico": ("Hispanic",),
    "Argentina": ("Hispanic", "Italian"),
    "Chile": ("Hispanic",),
    "Colombia": ("Hispanic",),
    "Sweden": ("Scandinavian",),
    "Norway": ("Scandinavian",),
    "Finland": ("Finnish",),
    "Netherlands": ("Dutch",),
    "Belgium": ("Dutch", "French"),
}
"""From which origins three quarters of a country's names are drawn; the others are drawn from all."""


def plan() -> list[Row]:
    """Returns the plan, a row a document."""
    dice, dealer = random.Random(SEED), Dealer()
    outlets = [json.loads(line) for line in (HERE / "outlets.jsonl").read_text(encoding="utf-8").splitlines()]
    printed = [
        dealer.deal([o for o in outlets if o["kind"] == kind], dice) for kind in sorted({o["kind"] for o in outlets})
    ]
    surnames, towns, matters, given = map(table, ("surnames.tsv", "towns.tsv", "matters.tsv", "given.tsv"))
    origins = sorted({row["origin"] for row in surnames})
    named = [dealer.deal([row for row in surnames if row["origin"] == origin], dice) for origin in origins]
    countries = sorted({town["country"] for town in towns})
    placed = {country: dealer.deal([t for t in towns if t["country"] == country], dice) for country in countries}
    topics = sorted({row["topic"] for row in matters})
    left = {topic: [m for m in matters if m["topic"] == topic] for topic in topics}
    rows: list[Row] = []
    for split, size in SIZES.items():
        names = Names([row for heaps in named for row in heaps[split]], given, COUNTRIES)
        own = [outlet for heaps in printed for outlet in heaps[split]]
        genres = spread({genre: weight for genre, (weight, *_) in GENRES.items()}, size, dice)
        subjects = spread(dict.fromkeys(topics, 1), size, dice)
        for number, (genre, topic) in enumerate(zip(genres, subjects, strict=True), start=1):
            trained = [row["matter"] for row in rows if row["split"] == "train" and row["topic"] == topic]
            seen = split == "test" and dice.random() < SEEN_MATTERS
            matter, outlet = pair(trained if seen else left[topic], own, genre, dice)
            if not seen:
                left[topic].remove(matter)
            rows.append(_document(f"{split}-{number:03}", split, genre, topic, matter, outlet, placed, names, dice))
    return rows


def pair(matters: Sequence[Row], outlets: Sequence[Row], genre: str, dice: random.Random) -> tuple[Row, Row]:
    """Returns a matter and an outlet of a kind that has the genre: of one country, if any go together so."""
    able = [outlet for outlet in outlets if outlet["kind"] in GENRES[genre][2]] or list(outlets)
    at_home = [(m, o) for m in matters for o in able if m["place"] == o["country"]]
    abroad = [(m, o) for m in matters for o in able if m["shape"] != "local" and o["kind"] in ABROAD]
    wide = dice.random() < 0.2
    return dice.choice((abroad if wide and abroad else at_home) or abroad or [(m, o) for m in matters for o in able])


def _document(
    doc_id: str,
    split: str,
    genre: str,
    topic: str,
    matter: Row,
    outlet: Row,
    placed: dict[str, dict[str, list[Row]]],
    names: Names,
    dice: random.Random,
) -> Row:
    words = length(GENRES[genre][1], dice)
    country = matter["place"]
    towns = placed.get(country, {}).get(split) or [t for heaps in placed.values() for t in heaps[split]]
    sources = max(1, min(7, round(words / 110 + dice.gauss(0, 0.8))))
    hard = dice.sample(HARD, dice.choice((2, 3, 3, 4)))
    people = names.draw(country, sources, one_surname=any("one surname" in h for h in hard) and sources > 1, dice=dice)
    roles = dice.sample(ROLES, sources)
    day = date(2011, 1, 1) + timedelta(days=dice.randrange(15 * 365))
    return {
        "id": doc_id,
        "split": split,
        "genre": genre,
        "topic": topic,
        "matter": matter,
        "outlet": outlet["name"],
        "date": day.isoformat(),
        "weekday": day.strftime("%A"),
        "town": dice.choice(towns)["town"],
        "people": [{**person, "role": role} for person, role in zip(people, roles, strict=True)],
        "raw": dice.sample(RAW, dice.choice((2, 3, 3))),
        "hard": hard,
        "words": words,
        "utterances": [quotation(dice) for _ in range(max(2, round(words / 45 + dice.gauss(0, 1.5))))],
        "desk": dice.sample(DESK, dice.choice((1, 2, 2, 3))),
        "headline_in_text": dice.random() < 0.5,
        "noise": [dice.choice(NOISE)] if dice.random() < 0.22 else [],
    }


if __name__ == "__main__":
    sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in plan())
