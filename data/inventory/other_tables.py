"""The tables of others that people give in place of an inventory, known by the titles of their columns (other_tables.csv)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.intake.raw import Sheet
from data.inventory.fields import plain


@dataclass(frozen=True)
class Other:
    """A table that is not of the inventory: what it is, the titles that it has and those that it has not, what to do with it."""

    what: str
    titles: frozenset[str]
    without: frozenset[str]
    remedy: str


def recognised(sheet: Sheet, within: int) -> Other | None:
    """What a sheet is, by one of its first lines; None when it is none of those."""
    for line in sheet.rows[:within]:
        titles = {plain(value) for value in line if value not in (None, "")}
        if found := next((other for other in _known() if other.titles <= titles and not other.without & titles), None):
            return found
    return None


@cache
def _known() -> tuple[Other, ...]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return tuple(Other(row["what"], _words(row["titles"]), _words(row["without"]), row["remedy"]) for row in csv.DictReader(file))


def _words(written: str) -> frozenset[str]:
    return frozenset(filter(None, written.split("|")))
