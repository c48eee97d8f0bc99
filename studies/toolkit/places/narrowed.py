"""The results of a study in one place: what its results by commune are worth there, added up or in mean."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import xarray as xr

from studies.toolkit.reading import units
from studies.toolkit.reading.card import Card
from studies.toolkit.running.outcome import Outcome

# What a rate is a rate of, by the unit that stands under it: names of figures of the communes.
DENOMINATORS = {"km2": "area", "ha": "area", "premise": "premises", "home": "dwellings", "dwelling": "dwellings", "household": "main_residences"}


def base_of(unit: str) -> str:
    """The figure of the communes that a mean of rates of this unit is weighted by, when the card says none."""
    return next((DENOMINATORS[part] for part in unit.split("/")[1:] if part in DENOMINATORS), "population")


def with_permanent_premises(communes: xr.Dataset) -> xr.Dataset:
    """The figures of the communes with one more that rates are rates of: the homes lived in all year and the establishments [premises]."""
    permanent = (communes.main_residences + communes.establishments).assign_attrs(
        communes.main_residences.attrs, label="Résidences principales et établissements"
    )
    return communes.assign(permanent_premises=permanent)


def narrowed(outcome: Outcome, card: Card, communes: xr.Dataset, here: np.ndarray) -> Outcome:
    """An outcome whose results by commune are those of a place: the communes that `here` holds [bool, in the order of `communes`, which has the
    permanent premises]. A count is added up, and whole when things are counted one by one; any other is the mean weighted by the base of its layer,
    or by what its unit is a rate of. So are the outcomes of the other scenarios."""
    bases = {layer.variable: layer.base for layer in card.layers if layer.base}
    data = InPlace(outcome.data, communes, here, bases)
    under = outcome.under
    others = None if under is None else lambda scenario: narrowed(under(scenario), card, communes, here)
    return replace(outcome, data=data, bands=_WithoutCommunes(outcome.bands, outcome.data), under=others)


class InPlace(Mapping):
    """The results of an answer by their names, as a dataset gives them, those by commune being what they are in one place: worked out when they are
    asked for, since a sentence names two or three of a hundred."""

    def __init__(self, data: xr.Dataset, communes: xr.Dataset, here: np.ndarray, bases: Mapping[str, str]) -> None:
        self.data_vars = data.data_vars
        self._data, self._communes, self._here, self._bases = data, communes, here, bases

    def __getitem__(self, name: str) -> xr.DataArray:
        found = self._data[name]
        if "commune" not in found.dims:
            return found
        values = found.transpose(..., "commune").values[..., self._here]
        if name not in self._bases and units.adds_up(found.attrs["unit"]):
            counted = values.sum(axis=-1)
            counted = np.rint(counted) if units.one_by_one(found.attrs["unit"]) else counted
        else:
            weights = self._communes[self._bases.get(name) or base_of(found.attrs["unit"])].values[self._here]
            counted = values @ weights / weights.sum()
        return found.isel(commune=0, drop=True).copy(data=counted)

    def __iter__(self) -> Iterator[str]:
        return iter(self.data_vars)

    def __len__(self) -> int:
        return len(self.data_vars)


class _WithoutCommunes(Mapping):
    """The ranges of an outcome; there is none of a result in one place, which is computed once."""

    def __init__(self, bands: Mapping[str, tuple[np.ndarray, np.ndarray]], data: xr.Dataset) -> None:
        self._bands, self._data = bands, data

    def __getitem__(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        if "commune" in self._data[name.partition("@")[0].partition("[")[0]].dims:
            raise KeyError(name)
        return self._bands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bands)

    def __len__(self) -> int:
        return len(self._bands)
