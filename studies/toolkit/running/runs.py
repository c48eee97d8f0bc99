"""How a study is run: figures and choices in, one run and its ensemble, an outcome out."""

import logging
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from weakref import WeakValueDictionary

import numpy as np
import xarray as xr

from studies.toolkit.errors import BadRequest, FaultyStudy, Refusal
from studies.toolkit.reading import units
from studies.toolkit.reading.dimensions import DRAW
from studies.toolkit.reading.material import Answered, Material
from studies.toolkit.reading.parameters import Parameter, Parameters
from studies.toolkit.reading.results import EVERY_PLACE
from studies.toolkit.reading.scenarios import MadeScenario
from studies.toolkit.running import ensemble, labelling, outcome
from studies.toolkit.running.apart import pool

KEPT = 64  # outcomes kept in memory, about 0.5 MB each: enough for a meeting, little beside the 400 MB of the server
REPLAY = "rejouer ce choix sur la version courante"
OTHERWISE = "corriger les valeurs demandées, ou revenir à celles du scénario"
NUMERIC = (ArithmeticError, ValueError, LookupError)  # what the lines of a model raise on figures that they cannot work with
LOG = logging.getLogger(__name__)
Changes = tuple[tuple[str, float], ...]  # of levers and figures, in a fixed order
SAME = 1e-9  # two values of a lever closer than that are one
NOTHING = 1e-9  # [unit of the result] what divides a rate and is no more than that is nothing


def _scenario_changes(study: Material, scenario: str) -> dict[str, float]:
    if scenario not in study.scenarios:
        raise BadRequest(f"étude {study.slug}", f"scénario « {scenario} » inconnu", f"choisir parmi : {', '.join(study.scenarios)}")
    return dict(study.scenarios[scenario].changes)


def accepted(study: Material, identifier: str, value: float) -> float:
    """A value of a parameter [its unit] as it can be used. Raises BadRequest out of the bounds of a lever, or of what its unit allows."""
    place = f"étude {study.slug}, {identifier}"
    parameter = study.parameters.get(identifier)
    if parameter is None:
        raise BadRequest(place, "paramètre inconnu", f"choisir parmi : {', '.join(study.parameters)}")
    if not math.isfinite(value):
        raise BadRequest(place, f"« {value} » n'est pas un nombre", "donner un nombre fini : 60.5 ou 60,5")
    unit = units.find(parameter.unit)
    low, high = (parameter.low, parameter.high) if parameter.role == "lever" else (unit.lowest, unit.highest)
    if not low - SAME <= value <= high + SAME:
        raise BadRequest(place, f"{value:g} hors des bornes", f"choisir entre {low:g} et {high:g}")
    return min(max(float(value), low), high)


def choices(study: Material, scenario: str, changes: Mapping[str, float]) -> dict[str, float]:
    """The value of every parameter under a scenario and the visitor's own changes [unit of each].

    Raises BadRequest for a scenario, a parameter or a value that cannot be used.
    """
    values = {identifier: parameter.value for identifier, parameter in study.parameters.items()}
    values |= _scenario_changes(study, scenario)
    return values | {identifier: accepted(study, identifier, value) for identifier, value in changes.items()}


def _stretched(parameter: Parameter, drawn: np.ndarray | float, chosen: np.ndarray | float) -> np.ndarray | float:
    """The draws of a parameter around a chosen value: those below the declared value are spread between the lower bound and the chosen one, those
    above between the chosen one and the upper bound.

    So the chance of being above the value on screen stays what the author wrote, and no draw leaves what he holds possible: moved as a whole, draws
    would give fewer places than none. A scenario may choose a value outside of the declared range; the range then goes just as far as it.
    """
    low, value, high = parameter.low, parameter.value, parameter.high
    below, above = np.minimum(drawn - value, 0.0), np.maximum(drawn - value, 0.0)
    lowest, highest = np.minimum(low, chosen), np.maximum(high, chosen)
    down = (chosen - lowest) / (value - low) if value > low else 0.0  # a value on its bound has no draw on that side
    up = (highest - chosen) / (high - value) if high > value else 0.0
    return np.clip(chosen + below * down + above * up, lowest, highest)  # for the last bit only


def assemble(study: Material, chosen: Mapping[str, float | np.ndarray], draws: Mapping[str, np.ndarray] | None = None) -> Parameters:
    """What the model receives. `chosen` gives a value, or an array over the draws, to every parameter; `draws` its uncertain ones."""
    now, base = {}, {}
    for identifier, parameter in study.parameters.items():
        held = _fixed if parameter.low is None else _by_draw
        drawn = (draws or {}).get(identifier, parameter.value)
        base[identifier] = held(drawn)
        kept = np.ndim(chosen[identifier]) == 0 and chosen[identifier] == parameter.value  # what nobody changed is the same array
        now[identifier] = (
            base[identifier] if kept else held(_stretched(parameter, drawn, chosen[identifier]) if parameter.uncertain else chosen[identifier])
        )
    return Parameters(now, base=Parameters(base))


def _locked(values: np.ndarray) -> np.ndarray:
    """The values, in which a model cannot write: they are shared by all the runs that hold them."""
    view = values.view()
    view.flags.writeable = False
    return view


def _by_draw(value: float | np.ndarray) -> np.ndarray:
    return _locked(np.asarray(value, dtype=float).reshape(-1))


def _fixed(value: float | np.ndarray) -> np.ndarray:
    """A figure without range: a number, unless a caller of the toolkit spreads it over draws."""
    return _locked(np.asarray(value, dtype=float))


def answer(study: Material, chosen: Mapping[str, float | np.ndarray], draws: Mapping[str, np.ndarray] | None = None) -> xr.Dataset:
    """The answer of the model with its words, not looked at yet. Raises BadRequest when the model refuses its figures (it raises Refusal),
    FaultyStudy when its answer is not what results.csv declares, and whatever else the model raises."""
    return called(study, assemble(study, chosen, draws))


def called(study: Material, figures: Parameters) -> xr.Dataset:
    """The same, from figures already assembled."""
    try:
        found = study.model.run(figures, study.territory)
    except Refusal as error:
        raise BadRequest(f"étude {study.slug}", str(error), OTHERWISE) from error
    return labelling.labelled(study, found, figures.draws)


def simulate(study: Material, chosen: Mapping[str, float | np.ndarray], draws: Mapping[str, np.ndarray] | None = None) -> xr.Dataset:
    """The answer of the model, every figure finite. Raises BadRequest when the model refuses its figures, stops on them, or answers with a figure
    that is none: a share of an empty fleet is no number, and nobody should read one."""
    try:
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):  # what is not finite is refused below, by its name
            found = answer(study, chosen, draws)
    except NUMERIC as error:
        LOG.warning("étude %s : le modèle s'arrête sur ces valeurs", study.slug, exc_info=error)
        raise BadRequest(f"étude {study.slug}", "le modèle s'arrête sur ces valeurs, qui ne vont pas ensemble", OTHERWISE) from error
    except FaultyStudy as error:  # `check` refuses such a model: only rare values can lead here
        LOG.warning("étude %s : %s", study.slug, error)
        raise BadRequest(f"étude {study.slug}", error.faults[0].fault, OTHERWISE) from error
    for name in outcome.unfinished(found, study.without_data):
        where = f"étude {study.slug}, résultat « {found[name].attrs.get('label') or name} »"
        raise BadRequest(where, "ces valeurs n'en donnent aucun chiffre (division par zéro)", OTHERWISE)
    return found


def by_chunks(study: Material, chosen: Mapping[str, float], draws: Mapping[str, np.ndarray], wanted: Collection[str] | None = None) -> xr.Dataset:
    """The same answer as `simulate`, or the results `wanted` of it, whose draws are computed some at a time: the arrays of ten thousand draws do not
    hold in the cache of a processor, and cost three times what those of `chunk` draws do. Raises as `simulate` does."""
    if not draws:  # a study without any doubt
        return simulate(study, chosen)
    (count,) = {values.size for values in draws.values()}
    found = {}
    for place in ensemble.cut(count, study.card.chunk):
        answer = simulate(study, chosen, {name: values[place] for name, values in draws.items()})
        for name, variable in outcome.results(answer):
            if wanted is None or name in wanted:
                _put(found, name, variable, place, count)
    return xr.Dataset(found, coords=answer.coords)


def _put(found: dict[str, xr.Variable], name: str, variable: xr.Variable, place: slice, draws: int) -> None:
    """Writes the draws of a result at their place among all of them; one that no draw moves is the same in every chunk."""
    if variable.sizes.get(DRAW, draws) == draws:
        found[name] = variable
        return
    if name not in found:
        found[name] = xr.Variable(variable.dims, np.empty((*variable.shape[:-1], draws), variable.dtype), variable.attrs)
    found[name].values[..., place] = variable.values


@lru_cache(maxsize=4)  # some megabytes each
def _draws(study: Material, scenario: str, changes: Changes) -> xr.Dataset:
    if study.answered:
        raise BadRequest(f"étude {study.slug}", "une version figée ne garde pas tous ses tirages", REPLAY)
    return by_chunks(study, choices(study, scenario, dict(changes)), _plan(study))


def draws(study: Material, shown: outcome.Outcome) -> xr.Dataset:
    """The ensemble behind an outcome: the answer of the model over `draw`. Shared between callers: read it, do not change it."""
    return _draws(study, shown.scenario, in_order(shown.changes.items()))


@lru_cache(maxsize=16)  # half a megabyte each
def _plan(study: Material) -> dict[str, np.ndarray]:
    return ensemble.draw(study.parameters)


def with_draws(study: Material, shown: outcome.Outcome, draws: int) -> outcome.Outcome:
    """An outcome whose headlines have the ranges of an ensemble of `draws` draws; its series keep theirs. Raises BadRequest as `simulate` does."""
    named = {indicator.variable.partition("[")[0] for indicator in study.card.indicators}
    drawn = by_chunks(study, shown.values, ensemble.draw(study.parameters, draws), named)
    return replace(shown, indicators=outcome.headlines(study.card, shown.data, drawn))


def _kept(study: Material, scenario: str, changes: Changes) -> Answered:
    """What a version that was kept answered. Raises BadRequest for a change: its model is not run."""
    if changes:
        raise BadRequest(f"étude {study.slug}", "les leviers d'une version figée ne bougent plus", REPLAY)
    _scenario_changes(study, scenario)
    return study.answered[scenario]


@lru_cache(maxsize=KEPT)
def _central(study: Material, scenario: str, changes: Changes) -> xr.Dataset:
    if study.answered:
        return _kept(study, scenario, changes).central
    return with_meaning(study, simulate(study, choices(study, scenario, dict(changes))))


def with_meaning(study: Material, found: xr.Dataset) -> xr.Dataset:
    """An answer, or those of several draws, in which what has no object holds no number: a rate `over` nothing, as the use of no station, and what a
    warning of the card says so of, as the price of what is not sold. Only what is shown loses it: break-evens and checks work on the figures of the
    model."""
    for name, result in study.results.items():
        if result.over in found and name in found and (nothing := abs(found[result.over]) <= NOTHING).any():
            found = found.assign({name: found[name].where(~nothing).transpose(*found[name].dims)})
    for warning in study.card.warnings:
        if not warning.without_object:
            continue
        raised = xr.apply_ufunc(warning.raised_by, outcome.read(found, warning.on), vectorize=True, output_dtypes=[bool])
        for name in warning.without_object if raised.any() else ():
            stem, _, places = name.rstrip("]").partition("[")
            figures = found[stem]
            chosen = zip(outcome.own_axes(figures), places.split(",") if places else (), strict=False)
            emptied = xr.zeros_like(figures, dtype=bool)
            emptied.loc[{axis: place.strip() for axis, place in chosen if place.strip() != EVERY_PLACE}] = True
            found = found.assign({stem: figures.where(~(emptied & raised))})
    return found


def central_headlines(study: Material, scenario: str, changes: Changes) -> dict[str, outcome.Headline]:
    """The headlines of a choice without their ranges, at once: the ensemble of `run` is what takes long. Raises BadRequest as `choices` does."""
    return outcome.central_headlines(study.card, _central(study, scenario, in_order(changes)))


def ranges(study: Material, scenario: str, changes: Changes) -> outcome.Ranges:
    """What the ensemble of a choice says, counted here. Raises BadRequest as `simulate` does."""
    if study.answered:
        kept = _kept(study, scenario, changes)
        drawn = {name: xr.DataArray(values, dims=DRAW) for name, values in kept.draws.items()}
        return outcome.Ranges(outcome.with_ranges(outcome.central_headlines(study.card, kept.central), drawn), kept.spreads)
    return outcome.ranges(study.card, _central(study, scenario, changes), _draws(study, scenario, changes))


def key(study: Material, scenario: str, changes: Changes) -> tuple:
    """How a process apart is asked for the ranges of a choice: it reads the study from its files, which hold no scenario made on a page."""
    return study.slug, study.version, *in_files(study, scenario, changes)


def in_files(study: Material, scenario: str, changes: Changes) -> tuple[str, Changes]:
    """A choice as the files of the study can say it: in the place of a scenario made on a page, the one that it stands on and what it adds."""
    plan = study.scenarios.get(scenario)
    if isinstance(plan, MadeScenario):
        scenario, changes = plan.over, {**dict(plan.added), **dict(changes)}.items()
    return scenario, in_order(changes)


def in_order(changes: Iterable[tuple[str, float]]) -> Changes:
    """Changes in the order in which answers are kept: those of a page come in the order of its levers."""
    return tuple(sorted((identifier, float(value)) for identifier, value in changes))


@contextmanager
def asked(study: Material, scenario: str, changes: Changes) -> Iterator[Future | None]:
    """Asks the process apart for the ranges of a choice, so that `run` finds them there; None when it cannot be asked, or has no need to."""
    if study.answered or (study, scenario, in_order(changes)) in _known:
        yield None
        return
    with pool.asked(*key(study, scenario, changes)) as future:
        yield future


_known: WeakValueDictionary[tuple[Material, str, Changes], outcome.Outcome] = WeakValueDictionary()  # those that `_outcome` keeps


@lru_cache(maxsize=KEPT)
def _outcome(study: Material, scenario: str, changes: Changes) -> outcome.Outcome:
    central, again = _central(study, scenario, changes), partial(_draws, study, scenario, changes)
    given = ranges(study, scenario, changes) if study.answered else pool.answer(*key(study, scenario, changes))
    found = _known[study, scenario, changes] = outcome.Outcome(
        study.slug,
        study.version,
        scenario,
        dict(changes),
        choices(study, scenario, dict(changes)),
        central,
        outcome.Bands(central, again, given.spreads if given else {}),
        given.headlines if given else outcome.headlines(study.card, central, again()),
        partial(run, study),
    )
    return found


def run(study: Material, scenario: str | None = None, changes: Mapping[str, float] | None = None) -> outcome.Outcome:
    """The outcome of a study under a named scenario (its default one when None) and changes to single parameters.

    Outcomes are shared between callers: read them, do not change them. Raises BadRequest as `choices` does.
    """
    return _outcome(study, scenario or study.card.default_scenario, in_order((changes or {}).items()))
