"""What both twins of a study page show."""

import numpy as np
import xarray as xr

from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import Outcome, read
from studies.toolkit.running.study import Study


def levers(study: Study) -> list[tuple[Parameter, float]]:
    """The levers of a study that have a range, each with its value in the default scenario [its unit]."""
    named = runs.choices(study, study.card.default_scenario, {})
    return [(lever, float(named[lever.id])) for lever in study.parameters.values() if lever.role == "lever" and lever.low is not None]


def series(outcome: Outcome) -> tuple[str, xr.DataArray, np.ndarray, np.ndarray]:
    """The first series by year of an outcome: its name, its values, the ends of its range [its unit]."""
    name = next(iter(outcome.bands))
    low, high = outcome.bands[name]
    return name, read(outcome.data, name), low, high
