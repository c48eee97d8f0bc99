"""Values of a table that nobody counted: a few below zero, more people in a commune than in the department, one that dwarfs the others."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.constants import HUNDRED
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.tables.cards import COMMUNE
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.running.study import Study

FEW = 0.1  # of the cells: beyond, a column is of balances, which go below zero
PEOPLE = ("inhabitants", "people", "households", "subscribers", "jobs")
IN_FRANCE = 70_000_000  # [people] what no column of a study about a department counts
LONE, CELLS = 100, 5  # how many times the next largest value, and among how many values at least, a value is alone of its kind


def remarks(study: Study) -> list[Fault]:
    """The cells to read again, by table and by column, and the rates of parameters.csv that were typed in percent."""
    place = f"studies/{study.slug}/parameters.csv"
    rates = [figure for figure in study.parameters.values() if figure.unit.startswith("share/") and figure.value > 1]
    return [
        Fault(f"{place} ({figure.id})", f"{units.written(figure.value, figure.unit)} : plus du double à chaque fois", _as_a_part(figure))
        for figure in rates
    ] + [
        Fault(f"{table.place}, colonne « {column.label or name} »", said, remedy)
        for table in study.tables.values()
        for name, column in table.card.columns.items()
        if units.find(column.unit)
        for said, remedy in _doubted(table, table.data[name], column.unit, study.territory)
    ]


def _as_a_part(figure: Parameter) -> str:
    better = figure.value / HUNDRED
    return f"un taux s'écrit comme une part : {better:g} pour {units.written(better, figure.unit)}"


def _doubted(table: Table, values: xr.DataArray, unit: str, territory: xr.Dataset) -> Iterator[tuple[str, str]]:
    held = values.values[np.isfinite(values.values)]
    below = int((held < 0).sum())
    if units.counted(unit) and not units.find(unit).price_year and 0 < below <= FEW * held.size:
        said = f"{french.counted(below, 'valeur')} sous zéro dans un compte : {_where(values, values < 0, territory)}"
        yield said, "corriger le signe ; une perte ou un solde se dit dans le libellé, et se compte pour toutes les lignes"
    most = float(territory.population.sum()) if COMMUNE in values.dims else IN_FRANCE
    if unit in PEOPLE and (held > most).any():
        whole = "la Lozère" if COMMUNE in values.dims else "la France"
        said = f"un compte plus grand que celui des habitants de {whole} ({units.noun(unit, 2)}) : {_where(values, values > most, territory)}"
        yield said, "relire la source : des milliers comptés deux fois, une virgule perdue, ou une autre unité dans la carte"
        return
    largest = np.sort(np.abs(held))[-2:]
    if held.size >= CELLS and not table.card.computed and largest[0] > 0 and largest[1] > LONE * largest[0]:
        said = f"une valeur plus de {LONE} fois plus grande que toutes les autres : {_where(values, np.abs(values) == largest[1], territory)}"
        yield said, "relire cette cellule : une virgule perdue, ou un total parmi les lignes"


def _where(values: xr.DataArray, told: xr.DataArray, territory: xr.Dataset) -> str:
    """The first cell that is told, as an author finds it: what its line is about, and its value."""
    first = tuple(int(rank) for rank in np.argwhere(told.values)[0])
    places = [values[name].values[rank] for name, rank in zip(values.dims, first, strict=True) if name in values.coords]
    names = [
        str(territory.name.sel(commune=place).item()) if isinstance(place, str) and place in territory.commune else f"{place}" for place in places
    ]
    return f"{', '.join(name.removesuffix('.0') for name in names) or f'ligne {first[0] + 1}'}, {french.number(float(values.values[first]))}"
