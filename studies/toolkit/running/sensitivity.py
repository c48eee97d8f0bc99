"""What matters most: each parameter taken alone to both ends of its range, all in one call of the model."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xarray as xr

from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study


@dataclass(frozen=True)
class Swing:
    """The indicator when one parameter is at its lower and at its upper bound, everything else held, NaN where it is without object there; and how
    far the parameter moves the figure of the model, with or without object [unit of the indicator]."""

    parameter: str
    low: float
    high: float
    span: float

    @property
    def whole(self) -> bool:
        """Whether the indicator has an object at both bounds."""
        return not (math.isnan(self.low) or math.isnan(self.high))


def is_seen(swing: Swing, unit: str) -> bool:
    """Whether both ends of a swing differ as pages write them, in three digits: one that nobody can read is no reason to doubt a figure."""
    return units.headline(swing.low, unit) != units.headline(swing.high, unit)


def tornado(study: Study, indicator: str, scenario: str, changes: Mapping[str, float] | None = None) -> list[Swing]:
    """The swings of an indicator, the widest first, around a scenario and changes to single parameters.

    A lever goes to its bounds; an uncertainty moves as its range does around what the scenario makes of it. Raises BadRequest as `run` does.
    """
    known = [headline.id for headline in study.card.indicators]
    if indicator not in known:
        raise BadRequest(f"étude {study.slug}", f"indicateur « {indicator} » inconnu", f"choisir parmi : {', '.join(known)}")
    return list(_tornado(study, indicator, scenario, tuple(sorted((changes or {}).items()))))


@lru_cache(maxsize=runs.KEPT)
def _tornado(study: Study, indicator: str, scenario: str, changes: tuple[tuple[str, float], ...]) -> tuple[Swing, ...]:
    chosen = runs.choices(study, scenario, dict(changes))
    moved = [parameter for parameter in study.parameters.values() if parameter.low is not None and parameter.role != "constant"]
    if not moved:
        return ()
    draws, levers = {}, dict(chosen)
    for column, parameter in enumerate(moved):
        values = np.full(2 * len(moved), parameter.value if parameter.uncertain else chosen[parameter.id])
        values[2 * column : 2 * column + 2] = parameter.low, parameter.high
        (draws if parameter.uncertain else levers)[parameter.id] = values
    wanted = next(headline for headline in study.card.indicators if headline.id == indicator)
    found = runs.simulate(study, levers, draws)
    shown, figures = (_by_bound(outcome.at(one, wanted), len(moved)) for one in (runs.with_meaning(study, found), found))
    swings = (
        Swing(parameter.id, float(low), float(high), float(span))
        for parameter, (low, high), span in zip(moved, shown, np.abs(np.diff(figures)).ravel(), strict=True)
    )
    return tuple(sorted(swings, key=lambda swing: swing.span, reverse=True))


def _by_bound(values: xr.DataArray, moved: int) -> np.ndarray:
    """The values at the bounds of each parameter: (parameters, 2), also of what none of them moves."""
    return np.broadcast_to(values.values, (2 * moved,)).reshape(-1, 2)
