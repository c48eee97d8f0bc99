"""The values behind a name of a figure or of a sum, `subscribers`, `-costs`, `spent[*, hgv]`, a column of a table: a piece for each of its places."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr

from data.ground import french
from studies.toolkit.reading.dimensions import Dimension
from studies.toolkit.reading.figures import named as names
from studies.toolkit.reading.figures.declared import Figure
from studies.toolkit.reading.material import Material
from studies.toolkit.reading.results import EVERY_PLACE, NAMED_PARTS
from studies.toolkit.reading.tables.values import LINE, Table
from studies.toolkit.running.outcome import own_axes

YEAR = "year"


class Piece(NamedTuple):
    """One value or one series: its name as the outcome reads it, `tco[battery, hgv]`; its French name; the names of its places when it is one among
    several; the sign before it; its values, by year and by commune when it has them."""

    name: str
    label: str
    words: str
    sign: int
    values: xr.DataArray
    unit: str

    def at(self, year: float | None) -> xr.DataArray:
        """Its values at a date, when it has dates and one is asked for. Raises KeyError for a date that it does not have."""
        return self.values.sel({YEAR: year}) if year is not None and YEAR in self.values.dims else self.values

    def called(self, short: bool) -> str:
        """Its name in a figure, where `short` says that the rest of it goes without saying."""
        return self.words if short and self.words else f"{self.label} : {french.in_sentence(self.words)}" if self.words else self.label


def of_result(data: xr.Dataset, written: str) -> Iterator[Piece]:
    """The pieces of a result: `*` is every place of a dimension, and so is a result that is named without places. Raises KeyError for a name that
    stands for nothing."""
    named = NAMED_PARTS.fullmatch(written)
    variable = data[named["result"]]
    axes = own_axes(variable)
    places = [place.strip() for place in named["places"].split(",")] if named["places"] else [EVERY_PLACE] * len(axes)
    if len(places) != len(axes):
        raise KeyError(written)
    choices = [list(variable[axis].attrs["labels"]) if place == EVERY_PLACE else [place] for axis, place in zip(axes, places, strict=True)]
    fixed = [variable[axis].attrs["labels"][place] for axis, place in zip(axes, places, strict=True) if place != EVERY_PLACE]
    label = f"{variable.attrs['label']} : {french.in_sentence(', '.join(fixed))}" if fixed else variable.attrs["label"]
    for each in itertools.product(*choices):
        words = [variable[axis].attrs["labels"][place] for axis, place, asked in zip(axes, each, places, strict=True) if asked == EVERY_PLACE]
        name = f"{named['result']}[{', '.join(each)}]" if each else named["result"]
        values = variable.sel(dict(zip(axes, each, strict=True)))
        yield Piece(name, label, ", ".join(words), -1 if named["sign"] else 1, values, variable.attrs["unit"])


def of_column(table: Table, column: str, dimensions: Mapping[str, Dimension]) -> Iterator[Piece]:
    """The pieces of a column of a table: one for each place of its dimensions, one for each line of a plain list."""
    card, values = table.card.columns[column], xr.DataArray(table.data[column])
    label = card.label or column
    if not table.card.by:
        lines = table.data[names.names_of_lines(table)].values
        for number, line in enumerate(lines):
            yield Piece(f"{column}[{number}]", label, str(line), 1, values.isel({LINE: number}), card.unit)
        return
    axes = [str(axis) for axis in values.dims if axis in dimensions]
    for each in itertools.product(*(dimensions[axis].values for axis in axes)):
        words = ", ".join(dimensions[axis].values[place] for axis, place in zip(axes, each, strict=True))
        name = f"{column}[{', '.join(each)}]" if each else column
        yield Piece(name, label, words, 1, values.sel(dict(zip(axes, each, strict=True))), card.unit)


def of_figure(study: Material, figure: Figure, data: xr.Dataset) -> list[Piece]:
    """All that a figure shows, in an answer of the model. Raises KeyError for a name that stands for nothing."""
    if figure.table is None:
        return [piece for name in figure.results for piece in of_result(data, name)]
    table = study.tables[figure.table]
    columns = figure.columns or names.numbers(table)
    return [piece for column in columns for piece in of_column(table, column, study.card.dimensions)]


def called(figure: Figure, pieces: Sequence[Piece]) -> list[str]:
    """The name of each piece of a figure: short when all are places of one thing."""
    alone = len({piece.label for piece in pieces}) == 1
    return [piece.called(short=alone) for piece in pieces]


def known(piece: Piece) -> bool:
    """Whether all its values are numbers."""
    return bool(np.isfinite(np.asarray(piece.values.values, dtype=float)).all())
