"""The ranges of thousands of draws, some draws at a time, so that whoever asks for them can follow, stop, and let the others pass."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import xarray as xr

from studies.toolkit.reading.dimensions import DRAW
from studies.toolkit.reading.material import Material
from studies.toolkit.running import ensemble, outcome, runs

DRAWS = 10_000
Piece = Mapping[str, np.ndarray]  # the value of each headline over some draws, or the one that no draw moves [its unit]


@lru_cache(maxsize=2)  # some megabytes each
def _plan(study: Material) -> dict[str, np.ndarray]:
    return ensemble.draw(study.parameters, DRAWS)


def places(study: Material) -> list[slice]:
    """Where each piece begins and ends among the draws; none for a study without any doubt."""
    return list(ensemble.cut(DRAWS, study.card.chunk)) if any(parameter.uncertain for parameter in study.parameters.values()) else []


def piece(study: Material, scenario: str, changes: runs.Changes, start: int, end: int) -> Piece:
    """The headlines of a choice over the draws from `start` to `end`. Raises BadRequest as `runs.simulate` does."""
    draws = {name: values[start:end] for name, values in _plan(study).items()}
    answer = runs.simulate(study, runs.choices(study, scenario, dict(changes)), draws)
    return {indicator.id: outcome.at(answer, indicator).values for indicator in study.card.indicators}


def gathered(shown: outcome.Outcome, pieces: Sequence[Piece]) -> dict[str, outcome.Headline]:
    """The headlines of an outcome with the ranges of all the pieces, in their order: those of `runs.with_draws`."""
    drawn = {}
    for name in shown.indicators:
        values = [each[name] for each in pieces]
        drawn[name] = xr.DataArray(np.concatenate(values), dims=DRAW) if values[0].ndim else xr.DataArray(values[0])
    return outcome.with_ranges(shown.indicators, drawn)
