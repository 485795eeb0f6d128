"""What the dice of the companion corpus draw from: genres, papers, parts of people, what happens, wishes, noise."""

from __future__ import annotations

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
