"""A table as a model reads it: arrays with named dimensions, in which what is missing stays missing.

`help["homes"]` is an array of xarray whose dimensions are those of the card: `commune` (all those of the territory), `year`, a dimension of the
study, `line` for a plain list. A commune, a year or a cell that the file does not give is NaN (None for a text, NaT for a day), and a sum over it is
NaN too: `.sum("commune", skipna=True)` says that one leaves it out on purpose.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading.tables.cards import COMMUNE, DAY, TEXT, YEAR, TableCard

LINE = "line"  # the dimension of a plain list


class Values(xr.DataArray):
    """A column of a table: what it is summed to is missing when a part of it is, unless the model asks otherwise."""

    __slots__ = ()

    def reduce(self, func: Any, dim: Any = None, **kept: Any) -> xr.DataArray:
        """As xarray does, but for what is missing: xarray leaves it out of a sum without a word, as if it were 0."""
        if "skipna" in kept and kept["skipna"] is None:
            kept["skipna"] = False
        return super().reduce(func, dim, **kept)


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a study: its card, its file, its columns; `remarks` are what its author should read again."""

    name: str
    card: TableCard
    file: Path
    place: str
    data: xr.Dataset
    remarks: tuple[Fault, ...] = field(default=())

    def __getitem__(self, column: str) -> Values:
        if column not in self.card.columns:
            raise KeyError(f"{column}, parmi les colonnes de {self.name} : {', '.join(self.card.columns)}")
        return Values(self.data[column])

    @property
    def years(self) -> np.ndarray:
        """The years that the file gives [date_year]."""
        return self.data[YEAR].values

    @property
    def without_data(self) -> frozenset[str]:
        """The communes that lack a figure somewhere [code]; none for a table that is not by commune."""
        if COMMUNE not in self.data.dims:
            return frozenset()
        lacking = np.zeros(self.data.sizes[COMMUNE], dtype=bool)
        for variable in self.data.data_vars.values():
            lacking |= variable.isnull().transpose(COMMUNE, ...).values.reshape(lacking.size, -1).any(axis=1)
        return frozenset(self.data[COMMUNE].values[lacking].tolist())

    @property
    def fingerprint(self) -> str:
        """Of all that a figure may take from it: the same after its file is saved in another form."""
        digest = hashlib.sha256(self.card.reading.encode())
        for name in (*self.data.dims, *self.data.data_vars):
            digest.update(repr((name, self.data[name].dims, self.data[name].values.tolist())).encode())
        return digest.hexdigest()


def empty(unit: str, shape: tuple[int, ...]) -> np.ndarray:
    """A column in which nothing is known yet."""
    if unit == TEXT:
        return np.full(shape, None, dtype=object)
    return np.full(shape, np.datetime64("NaT"), dtype="datetime64[D]") if unit == DAY else np.full(shape, np.nan)
