"""Draws the fictional persons of the companion corpus, with names that are usual where a story plays."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

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
