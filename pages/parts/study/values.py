"""Values of the choice on screen, by the names that results.csv and the dimensions of study.toml give them."""

from collections.abc import Collection, Mapping

import numpy as np
import xarray as xr

from pages.parts.study.view import View
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import own_axes, read


def number(view: View, name: str) -> float:
    """One value of a result: "npv", "heat_given[building]", "spent[land]@2041" [its unit]."""
    return float(read(view.outcome.data, name))


def said(view: View, name: str) -> str:
    """The same, with its unit and three digits at most."""
    return units.headline(number(view, name), read(view.outcome.data, name).attrs["unit"])


def labels(view: View, dimension: str) -> dict[str, str]:
    """The French names of the values of a dimension of study.toml, in its order."""
    return dict(view.study.card.dimensions[dimension].values)


def along(data: xr.Dataset, name: str) -> dict[str, float]:
    """A result along the one dimension that it has, by French names: "heat", "spent@2041" [its unit]."""
    result = read(data, name)
    (axis,) = own_axes(result)
    return dict(zip(data[axis].attrs["labels"].values(), map(float, result.values), strict=True))


def swept(view: View, names: Collection[str], given: Mapping[str, np.ndarray | float]) -> dict[str, np.ndarray]:
    """Some results when some parameters go through the values `given`, everything else as shown."""
    chosen = runs.choices(view.study, view.outcome.scenario, view.outcome.changes)
    answer = runs.simulate(view.study, {**chosen, **given})
    shape = np.broadcast_shapes(*map(np.shape, given.values()))
    return {name: np.broadcast_to(read(answer, name).values, shape) for name in names}
