"""How a study is run: figures and choices in, one run and its ensemble, an outcome out."""

import math
from collections.abc import Mapping
from functools import lru_cache, partial

import numpy as np
import xarray as xr

from studies.toolkit import ensemble, outcome, units
from studies.toolkit.errors import BadRequest, Refusal
from studies.toolkit.parameters import Parameter, Parameters
from studies.toolkit.study import Study

KEPT = 64  # outcomes kept in memory, about 0.5 MB each: enough for a meeting, little beside the 400 MB of the server
SAME = 1e-9  # two values of a lever closer than that are one


def _scenario_changes(study: Study, scenario: str) -> dict[str, float]:
    if scenario not in study.scenarios:
        raise BadRequest(f"étude {study.slug}", f"scénario « {scenario} » inconnu", f"choisir parmi : {', '.join(study.scenarios)}")
    return dict(study.scenarios[scenario].changes)


def _accepted(study: Study, identifier: str, value: float) -> float:
    place = f"étude {study.slug}, {identifier}"
    parameter = study.parameters.get(identifier)
    if parameter is None:
        raise BadRequest(place, "paramètre inconnu", f"choisir parmi : {', '.join(study.parameters)}")
    if not math.isfinite(value):
        raise BadRequest(place, f"« {value} » n'est pas un nombre", "donner un nombre, avec un point décimal")
    unit = units.find(parameter.unit)
    low, high = (parameter.low, parameter.high) if parameter.role == "lever" else (unit.lowest, unit.highest)
    if not low - SAME <= value <= high + SAME:
        raise BadRequest(place, f"{value:g} hors des bornes", f"choisir entre {low:g} et {high:g}")
    return min(max(float(value), low), high)


def choices(study: Study, scenario: str, changes: Mapping[str, float]) -> dict[str, float]:
    """The value of every parameter under a scenario and the visitor's own changes [unit of each].

    Raises BadRequest for a scenario, a parameter or a value that cannot be used.
    """
    values = {identifier: parameter.value for identifier, parameter in study.parameters.items()}
    values |= _scenario_changes(study, scenario)
    return values | {identifier: _accepted(study, identifier, value) for identifier, value in changes.items()}


def _shifted(parameter: Parameter, base: np.ndarray | float, chosen: float) -> np.ndarray | float:
    """The draws around a chosen value: moved as a whole, kept within what the unit allows."""
    unit = units.find(parameter.unit)
    return np.clip(base + (chosen - parameter.value), unit.lowest, unit.highest)


def assemble(study: Study, chosen: Mapping[str, float | np.ndarray], draws: Mapping[str, np.ndarray] | None = None) -> Parameters:
    """What the model receives. `chosen` gives a value, or an array over `draw`, to every parameter; `draws` its uncertain ones."""
    now, base = {}, {}
    for identifier, parameter in study.parameters.items():
        drawn = (draws or {}).get(identifier, parameter.value)
        base[identifier] = _array(drawn)
        kept = np.ndim(chosen[identifier]) == 0 and chosen[identifier] == parameter.value  # what nobody changed is the same array
        now[identifier] = base[identifier] if kept else _array(
            _shifted(parameter, drawn, chosen[identifier]) if parameter.uncertain else chosen[identifier])
    return Parameters(now, base=Parameters(base))


def _array(value: float | np.ndarray) -> xr.DataArray:
    return xr.DataArray(np.asarray(value, dtype=float), dims="draw") if np.ndim(value) else _single(float(value))


@lru_cache(maxsize=4096)
def _single(value: float) -> xr.DataArray:
    """One value, shared by all the runs that hold it: a model cannot write in it."""
    held = np.array(value)
    held.flags.writeable = False
    return xr.DataArray(held)


def simulate(study: Study, chosen: Mapping[str, float | np.ndarray], draws: Mapping[str, np.ndarray] | None = None) -> xr.Dataset:
    """The answer of the model, as it gives it. Raises BadRequest when the model refuses its figures (it raises Refusal)."""
    try:
        return study.model.run(assemble(study, chosen, draws), study.territory)
    except Refusal as error:
        raise BadRequest(f"étude {study.slug}", str(error), "corriger les valeurs demandées") from error


@lru_cache(maxsize=4)  # some megabytes each
def _draws(study: Study, scenario: str, changes: tuple[tuple[str, float], ...]) -> xr.Dataset:
    return simulate(study, choices(study, scenario, dict(changes)), ensemble.draw(study.parameters))


def draws(study: Study, shown: outcome.Outcome) -> xr.Dataset:
    """The ensemble behind an outcome: the answer of the model over `draw`. Shared between callers: read it, do not change it."""
    return _draws(study, shown.scenario, tuple(sorted(shown.changes.items())))


@lru_cache(maxsize=KEPT)
def _outcome(study: Study, scenario: str, changes: tuple[tuple[str, float], ...]) -> outcome.Outcome:
    chosen = choices(study, scenario, dict(changes))
    central, drawn = simulate(study, chosen), _draws(study, scenario, changes)
    return outcome.Outcome(study.slug, study.version, scenario, dict(changes), chosen, central,
                           outcome.Bands(partial(_draws, study, scenario, changes)), outcome.headlines(study.card, central, drawn))


def run(study: Study, scenario: str | None = None, changes: Mapping[str, float] | None = None) -> outcome.Outcome:
    """The outcome of a study under a named scenario (its default one when None) and changes to single parameters.

    Outcomes are shared between callers: read them, do not change them. Raises BadRequest as `choices` does.
    """
    kept = tuple(sorted((identifier, float(value)) for identifier, value in (changes or {}).items()))
    return _outcome(study, scenario or study.card.default_scenario, kept)
