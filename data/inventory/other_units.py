"""Numbers written in another unit than that of their column, where one is so many times the other (other_units.csv): 850 k€, 1,2 ha for m²."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.intake.cells import SPACES
from data.intake.raw import Value
from data.inventory.fields import Field

NO_TAX = " HT"  # which nobody writes in each cell
ALSO = {"m²": "m2", "m³": "m3", "€": "EUR"}  # how a keyboard without those signs writes a unit


@dataclass(frozen=True)
class Amount:
    """A cell without its unit, as written; how many of the column's unit its own is, and its own, "" when it is the column's."""

    alone: Value
    times: float = 1
    unit: str = ""


def read(field: Field, value: Value) -> Amount:
    """A number beside a unit, without it: 1 234,5 m², 850 €, €850, 850 k€ HT. As it is when it has none, or one that is not a multiple."""
    if not isinstance(value, str) or not field.unit:
        return Amount(value)
    written = value.strip()
    for unit, times in _multiples(field.bare_unit):
        if (alone := _without(written, _forms(field, unit))) is not None and alone[-1:].isdigit():
            return Amount(alone, times, unit if times != 1 else "")
    for unit in filter(None, (field.bare_unit, ALSO.get(field.bare_unit))):
        if (alone := _without(written, _forms(field, unit))) is not None:
            return Amount(alone)
    return Amount(value)


def _forms(field: Field, unit: str) -> list[str]:
    """How a unit may be written in a column, the longest first: k€ HT/an, k€/an, k€ HT, k€."""
    whole = field.unit.replace(field.bare_unit, unit, 1)
    return [whole, whole.replace(NO_TAX, ""), f"{unit}{NO_TAX}", unit]


def _without(written: str, forms: list[str]) -> str | None:
    """A text without the form that ends or begins it, None when none does."""
    for form in forms:
        if written.endswith(form) or written.startswith(form):
            return written.removesuffix(form).removeprefix(form).strip(SPACES)
    return None


@cache
def _multiples(bare: str) -> tuple[tuple[str, float], ...]:
    """The other units of a column's unit, the longest first: the end of ha is not an a."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        found = [(row["written"], float(row["times"])) for row in csv.DictReader(file) if row["unit"] == bare]
    return tuple(sorted(found, key=lambda one: -len(one[0])))
