"""What each lever does alone: the reference with one lever moved where a scenario puts it, one lever at a time, all in one call of the model; and
which levers do nothing, at either of their bounds, in a choice on screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xarray as xr

from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study

SEEN = 1e-3  # of the largest value of a result: what moves it by less does not change the three digits that pages write


@dataclass(frozen=True)
class Effect:
    """A lever that goes alone from its value in the reference to `after` [its unit], and what it changes in each figure [unit of the figure]."""

    parameter: str
    before: float
    after: float
    changes: Mapping[str, float]


def each_lever(study: Study, scenario: str, figures: Sequence[str]) -> list[Effect]:
    """The effect of each lever that `scenario` moves from the reference of the study, in the order of parameters.csv.

    `figures` name results of the model, at a date when they have one: "subscribers@2031". Empty when the scenario moves no lever.
    """
    return list(_each_lever(study, scenario, tuple(figures)))


@lru_cache(maxsize=runs.KEPT)
def _each_lever(study: Study, scenario: str, figures: tuple[str, ...]) -> tuple[Effect, ...]:
    start, end = (runs.choices(study, name, {}) for name in (study.card.reference, scenario))
    moved = [parameter.id for parameter in study.parameters.values() if parameter.role == "lever" and start[parameter.id] != end[parameter.id]]
    if not moved:
        return ()
    alone: dict[str, float | np.ndarray] = dict(start)
    for row, name in enumerate(moved):
        alone[name] = np.where(np.arange(len(moved)) == row, end[name], start[name])
    together, base = runs.simulate(study, alone), runs.simulate(study, start)
    found = {name: np.broadcast_to((outcome.read(together, name) - outcome.read(base, name)).values, (len(moved),)) for name in figures}
    return tuple(Effect(name, start[name], end[name], {key: float(change[row]) for key, change in found.items()}) for row, name in enumerate(moved))


def idle(study: Study, scenario: str, changes: Mapping[str, float]) -> list[str]:
    """The levers that move no result of a choice so that one sees it, at neither of their bounds, in the order of parameters.csv: the year of a
    closure without any closure. It costs more than the ranges of a choice: for whoever asks, not for each move. Raises BadRequest when the model
    refuses one of these bounds: of a choice that it cannot compute, nothing is said."""
    return [name for name, moved in _moved(study, scenario, tuple(sorted(changes.items()))).items() if not moved.results]


def aside(study: Study, scenario: str, changes: Mapping[str, float]) -> dict[str, str]:
    """The levers that move no headline of a choice, at neither of their bounds, but something else: its first result, by its French name. The
    vehicles of a station that is not open change what would be asked of it. Raises BadRequest as `idle` does."""
    moved = _moved(study, scenario, tuple(sorted(changes.items())))
    return {name: study.results[one.results[0]].label for name, one in moved.items() if one.results and not one.headline}


@dataclass(frozen=True)
class Moved:
    """What a lever moves at one of its bounds so that one sees it: the names of results, whether a headline is among what they say."""

    results: tuple[str, ...]
    headline: bool


@lru_cache(maxsize=runs.KEPT)
def _moved(study: Study, scenario: str, changes: tuple[tuple[str, float], ...]) -> Mapping[str, Moved]:
    chosen = runs.choices(study, scenario, dict(changes))
    levers = [parameter for parameter in study.parameters.values() if parameter.role == "lever"]
    if not levers:
        return {}
    size = 2 * len(levers) + 1  # the last one is the choice itself
    tried: dict[str, float | np.ndarray] = dict(chosen)
    for place, parameter in enumerate(levers):
        values = np.full(size, chosen[parameter.id])
        values[2 * place : 2 * place + 2] = parameter.low, parameter.high
        tried[parameter.id] = values
    data = runs.simulate(study, tried)
    seen = {name: _seen(variable, size) for name, variable in outcome.results(data) if "draw" in variable.dims}
    headlines = [outcome.at(data, indicator).variable for indicator in study.card.indicators]
    told = np.any([_seen(variable, size) for variable in headlines if "draw" in variable.dims] or [np.zeros(size, bool)], axis=0)
    pairs = [(lever, slice(2 * place, 2 * place + 2)) for place, lever in enumerate(levers)]
    curves = {lever: tuple(name for name, moves in seen.items() if moves[pair].any()) for lever, pair in pairs}
    return {lever.id: Moved(curves[lever] or _maps_moved(study, chosen, lever, data), bool(told[pair].any())) for lever, pair in pairs}


def _maps_moved(study: Study, chosen: Mapping[str, float], lever: Parameter, known: xr.Dataset) -> tuple[str, ...]:
    """The results that a lever moves at one of its bounds so that one sees it, of those that many draws together do not have: the maps."""
    shown = [runs.simulate(study, {**chosen, lever.id: value}) for value in (lever.low, lever.high, chosen[lever.id])]
    maps = [name for name, _ in outcome.results(shown[-1]) if name not in known]
    return tuple(name for name in maps if _seen(xr.concat([one[name] for one in shown], "draw").variable, len(shown)).any())


def _seen(variable: xr.Variable, size: int) -> np.ndarray:
    """In which of `size` draws a result is not what it is in the last one, so that one sees it."""
    values = variable.transpose(..., "draw").values.reshape(-1, size)
    return ~(np.abs(values - values[:, -1:]) <= SEEN * np.abs(values[:, -1]).max()).all(axis=0)
