"""Figures out of all order: a size that nothing of the kind has, one that another figure of the same line contradicts, a date that cannot be.

The bounds of usual_values.csv are wide: what is beyond was most often typed in another unit, or with a point between thousands. `factor` is what a
value in that other unit is multiplied by. These bounds are our own, as the shares, times and years below are (posé, à vérifier), and each remark on a
bound says so; nothing is refused for them.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.ground.faults import Fault
from data.ground.french import number, short_day, with_unit
from data.inventory.fields import BUILDINGS, PLOTS, SQUARE_METRES, UPDATED, fields
from data.inventory.parsing import Line

USUAL = Path(__file__).with_name("usual_values.csv")
FLOORS = 6  # a building that has more floor than six times its whole ground has one of the two wrong
WALLS = 1.05  # what the parts of a building may be of the whole: outer and inner surfaces
TIMES = 3  # a price beyond three times, or under a third of, what the other figures of its line give
FIRST_YEAR, AHEAD = 1900, 15  # a day of these lines is not before, nor more than so many years ahead
HISTORY = ("terr_cession_date", "date_publication", "site_identif_date", "terr_identif_date")  # what has happened, beside the dates of UPDATED
READ_AGAIN = "le relire à sa source ; il est gardé"


@dataclass(frozen=True)
class Usual:
    """What a figure usually is: its bounds, its unit, by what it is multiplied when it was written in another, where the bounds come from."""

    low: float
    high: float
    unit: str
    factor: float | None
    source: str

    @property
    def bounds(self) -> str:
        """In words: 10 à 200 000 m² (posé, à vérifier)."""
        return f"{number(self.low)} à {_written(self.high, self.unit)} ({self.source})"


@cache
def usual_values() -> Mapping[tuple[str, str], Usual]:
    """The usual bounds of each figure, by table and field."""
    with USUAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["table"], row["field"]): Usual(
            float(row["low"]), float(row["high"]), row["unit"], float(row["factor"]) if row["factor"] else None, row["source"]
        )
        for row in rows
    }


def remarks(table: str, line: Line, today: date) -> Iterable[Fault]:
    """What is hardly possible in the figures and dates of a line."""
    yield from _sizes(table, line)
    yield from _together(table, line)
    yield from _days(table, line, today)


def _sizes(table: str, line: Line) -> Iterable[Fault]:
    for (of, name), usual in usual_values().items():
        value = _value(line, name) if of == table else None
        if value is None or value == 0 or usual.low <= value <= usual.high:
            continue
        other = None if usual.factor is None else value * usual.factor
        proposed = other is not None and usual.low <= other <= usual.high
        what = f"« {fields(table)[name].label} » : {_written(value, usual.unit)}, hors de l'intervalle usuel, {usual.bounds}"
        yield Fault(line.place(name), what, f"{_written(other, usual.unit)} ? {READ_AGAIN}" if proposed else READ_AGAIN)


def _together(table: str, line: Line) -> Iterable[Fault]:
    """Figures of one line that contradict each other."""
    if table == BUILDINGS:
        floor, ground = _value(line, "surface_totale_m2"), _value(line, "surface_terrain_m2")
        if floor and ground and floor > FLOORS * ground:
            what = f"{_written(floor, 'm²')} de bâtiment sur {_written(ground, 'm²')} de terrain"
            yield Fault(line.place("surface_totale_m2"), what, f"l'une des deux surfaces n'est pas en m² ? {READ_AGAIN}")
        parts = sum(_value(line, name) or 0 for name in ("surface_atelier_m2", "surface_bureaux_m2"))
        if floor and parts > WALLS * floor:
            what = f"{_written(parts, 'm²')} d'atelier et de bureaux dans {_written(floor, 'm²')} en tout"
            yield Fault(line.place("surface_totale_m2"), what, READ_AGAIN)
        for name in ("loyer_annuel_eur_ht", "prix_vente_eur"):
            yield from _price(line, name, _value(line, name), _value(line, "prix_m2_eur"), floor)
    if table == PLOTS:
        area = _value(line, "terr_surf_brute")
        yield from _price(line, "terr_vente_montant", _value(line, "terr_vente_montant"), _value(line, "terr_m2_prix"), area and area * SQUARE_METRES)


def _price(line: Line, name: str, whole: float | None, by_m2: float | None, area: float | None) -> Iterable[Fault]:
    """A price that is not that of its square metres. A building may be let and sold: then one price by square metre says nothing of the other."""
    both = line.values.get("loyer_annuel_eur_ht") and line.values.get("prix_vente_eur")
    if not (whole and by_m2 and area) or both or 1 / TIMES <= whole / (by_m2 * area) <= TIMES:
        return
    what = f"{_written(whole, '€')} pour {_written(area, 'm²')} à {_written(by_m2, '€')} le m², qui feraient {_written(by_m2 * area, '€')}"
    yield Fault(line.place(name), what, f"l'un des trois est faux ? {READ_AGAIN}")


def _days(table: str, line: Line, today: date) -> Iterable[Fault]:
    for name, field in fields(table).items():
        written = line.values.get(name, "")
        if field.kind != "day" or not written:
            continue
        found = date.fromisoformat(written)
        if found > today and name in (UPDATED.get(table), *HISTORY):
            yield Fault(line.place(name), f"« {field.label} » : {short_day(found)}, à venir", f"relire l'année ; {READ_AGAIN}")
        elif not FIRST_YEAR <= found.year <= today.year + AHEAD:
            yield Fault(line.place(name), f"« {field.label} » : {short_day(found)}, hors de tout ordre", f"relire l'année ; {READ_AGAIN}")


def _value(line: Line, name: str) -> float | None:
    written = line.values.get(name, "")
    return float(written) if written else None


def _written(value: float, unit: str) -> str:
    return with_unit(number(value), unit)
