"""Whether what a study declares to add up does: the gap of each balance, told to the author by `check`, and to the reader under the limits."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.dimensions import DRAW
from studies.toolkit.reading.results import Balance

CLOSED = 1e-9  # of the largest amount of a balance: what is left under it is rounding


@dataclass(frozen=True)
class Gap:
    """A balance that does not close: what is missing on the side of its parts where it misses most [unit], and at which date when it has dates."""

    balance: Balance
    amount: float
    unit: str
    year: float | None

    def __str__(self) -> str:
        """« Les carcasses » ne tombe pas juste : 425 t/an d'écart au 1er janvier 2036."""
        when = "" if self.year is None else f" au 1er janvier {self.year:.0f}"
        return f"Le compte « {self.balance.title} » ne tombe pas juste : {units.headline(abs(self.amount), self.unit)} d'écart{when}."


def _summed(variables: Iterable[xr.Variable], dims: tuple[Hashable, ...]) -> xr.Variable:
    """Results added up, each over the dimensions that are not among `dims`."""
    return sum(variable.sum([axis for axis in variable.dims if axis not in (*dims, DRAW)]) for variable in variables)


def gap(data: xr.Dataset, balance: Balance) -> tuple[xr.Variable, float]:
    """What the whole of a balance has more than its parts [its unit], and what counts as nothing in it [same]. Axes are matched by their names and
    keep no values: a screen counts a dozen balances each time that it is drawn."""
    whole, parts = ([data.variables[name] for name in names] for names in (balance.whole, balance.parts))
    dims = whole[0].dims
    amounts = _summed(map(abs, whole), dims) + _summed(map(abs, parts), dims)
    missing = _summed(whole, dims) - _summed(parts, dims)
    return missing.fillna(0), CLOSED * float(amounts.fillna(0).max())  # what is without object is no account


def open_ones(card: Card, data: xr.Dataset) -> list[Gap]:
    """The balances of a card that do not close in an answer of the model."""
    found = []
    for balance in card.balances:
        missing, nothing = gap(data, balance)
        place = dict(zip(missing.dims, np.unravel_index(np.abs(missing.values).argmax(), missing.shape), strict=True))
        worst = float(missing.isel(place))
        if abs(worst) > nothing:
            year = float(data.variables["year"][place["year"]]) if "year" in place else None
            found.append(Gap(balance, worst, data.variables[balance.whole[0]].attrs["unit"], year))
    return found


def faults(card: Card, data: xr.Dataset, folder: str) -> list[Fault]:
    """The balances that name no result, and those that do not close."""
    place = f"{folder}/study.toml (balances"
    unknown = [
        Fault(f"{place}, {balance.id})", f"le modèle n'a pas de résultat « {name} »", f"choisir parmi : {', '.join(map(str, data.data_vars))}")
        for balance in card.balances
        for name in (*balance.whole, *balance.parts)
        if name not in data
    ]
    if unknown:
        return unknown
    return [
        Fault(f"{place}, {found.balance.id})", str(found).rstrip("."), f"comparer {_sides(found.balance)} dans le modèle")
        for found in open_ones(card, data)
    ]


def _sides(balance: Balance) -> str:
    return " à ".join(" + ".join(names) for names in (balance.whole, balance.parts))
