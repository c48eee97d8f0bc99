"""Where a headline comes from: the parts that its study declares, which add up to it; what each lever that was moved brings on the way from the
scenario to it; the assumptions that it depends on most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xarray as xr

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Card, Indicator
from studies.toolkit.reading.results import NAMED_PARTS
from studies.toolkit.running import narrative, outcome, runs, sensitivity
from studies.toolkit.running.figures import pieces
from studies.toolkit.running.sensitivity import Swing
from studies.toolkit.running.study import Study

CLOSED = 1e-9  # of the largest amount: what is left under it is rounding
TOLD = 5  # assumptions under a headline


@dataclass(frozen=True)
class Part:
    """What is added to a headline, or taken from it when it is negative [unit of the headline]."""

    label: str
    amount: float


@dataclass(frozen=True)
class Change:
    """A parameter that goes from its value before to its value after [its unit], and what it brings to the headline when it goes alone [unit of the
    headline]."""

    parameter: str
    before: float
    after: float
    amount: float


@dataclass(frozen=True)
class Way:
    """The way from the figure of a scenario to that of a choice made from it: the changes, the one that weighs most first; beside what each does
    alone, what they do `together` [unit of the headline]."""

    start: float
    changes: tuple[Change, ...]
    together: float
    end: float


def parts(data: xr.Dataset, indicator: Indicator) -> list[Part]:
    """The parts of a headline in one run of the model, in the order in which its study declares them. Raises KeyError for a part that names nothing,
    ValueError for one that names several values."""
    return [Part(label, sign * float(piece)) for name in indicator.parts for sign, label, piece in _pieces(data, name, indicator.year)]


def _pieces(data: xr.Dataset, name: str, year: float | None) -> Iterator[tuple[int, str, xr.DataArray]]:
    """The values that a declared part stands for: its sign, its French name, its value. `*` is every place of a dimension, and so is a result that
    is named without places."""
    for piece in pieces.of_result(data, name):
        values = piece.at(year)
        if values.size != 1:
            raise ValueError(name)
        yield piece.sign, piece.words or piece.label, values


def faults(card: Card, data: xr.Dataset, folder: str) -> list[Fault]:
    """The declared parts that name no value, and the headlines that theirs do not add up to."""
    return [fault for indicator in card.indicators if indicator.parts for fault in _faults(indicator, data, f"{folder}/study.toml")]


def _faults(indicator: Indicator, data: xr.Dataset, file: str) -> list[Fault]:
    place = f"{file} (indicators, {indicator.id}, parts)"
    for name in indicator.parts:
        result = NAMED_PARTS.fullmatch(name)["result"]
        if result not in data:
            return [Fault(place, f"le modèle n'a pas de résultat « {result} »", f"choisir parmi : {', '.join(map(str, data.data_vars))}")]
        try:
            list(_pieces(data, name, indicator.year))
        except KeyError:
            return [Fault(place, f"« {name} » ne désigne aucune valeur", outcome.places_of(data[result]))]
        except ValueError:
            return [Fault(place, f"« {name} » désigne plusieurs valeurs", "donner year à l'indicateur, ou un résultat sans année ni commune")]
    amounts = [part.amount for part in parts(data, indicator)]
    value = float(outcome.at(data, indicator))
    gap = value - sum(amounts)
    if abs(gap) <= CLOSED * max(map(abs, [value, *amounts])):
        return []
    return [
        Fault(place, f"les parts n'ont pas l'indicateur pour somme : {gap:.4g} d'écart", "comparer leurs résultats dans model.py, et leurs signes")
    ]


def way(study: Study, indicator: Indicator, scenario: str, changes: Mapping[str, float]) -> Way:
    """From the figure of a scenario to that of a choice made from it, each change alone, all in one call of the model. Raises BadRequest when the
    model refuses one of them alone."""
    return _way(study, indicator.id, scenario, tuple(sorted(changes.items())))


@lru_cache(maxsize=runs.KEPT)
def _way(study: Study, name: str, scenario: str, moved: tuple[tuple[str, float], ...]) -> Way:
    indicator = next(indicator for indicator in study.card.indicators if indicator.id == name)
    start, end = (runs.run(study, scenario, changes).indicators[name].value for changes in ({}, dict(moved)))
    before, rows = runs.choices(study, scenario, {}), np.arange(len(moved) + 1)  # the last one is the start: what is subtracted is of the same call
    spread = {parameter.id: np.full(rows.size, before[parameter.id]) for parameter in study.parameters.values() if parameter.low is not None}
    for row, (parameter, value) in enumerate(moved):
        spread[parameter][row] = value
    *alone, first = np.broadcast_to(outcome.at(runs.with_meaning(study, runs.simulate(study, before | spread)), indicator).values, rows.shape)
    amounts = np.nan_to_num(np.array(alone) - first)  # alone, a change that leaves the figure without object brings nothing: the others do it with it
    changes = (Change(parameter, before[parameter], value, float(amount)) for (parameter, value), amount in zip(moved, amounts, strict=True))
    ranked = tuple(sorted(changes, key=lambda change: -abs(change.amount)))
    return Way(start, ranked, end - start - sum(change.amount for change in ranked), end)


def assumptions(study: Study, indicator: Indicator, scenario: str, changes: Mapping[str, float]) -> list[Swing]:
    """The assumptions that move a headline most around a choice, the strongest first: what the world decides. What the département decides comes
    after, when the world does not fill the list."""
    unit = study.run(scenario, **changes).indicators[indicator.id].unit
    seen = [swing for swing in sensitivity.tornado(study, indicator.id, scenario, changes) if swing.whole and sensitivity.is_seen(swing, unit)]
    return sorted(seen, key=lambda swing: study.parameters[swing.parameter].role == "lever")[:TOLD]


def without_object(study: Study, indicator: Indicator, shown: outcome.Outcome) -> str:
    """Why a headline has no object in an outcome, in the middle of a sentence: what divides it is nothing, or what the warning that empties it
    says."""
    result = study.results[indicator.variable.partition("[")[0]]
    if result.over is not None and not np.any(shown.data[result.over]):
        divisor = study.results[result.over]
        return f"{french.in_sentence(divisor.label)} : {units.headline(0.0, divisor.unit)}"
    for warning in study.card.warnings:
        if any(name.partition("[")[0] == result.id for name in warning.without_object) and warning.raised_by(
            float(outcome.read(shown.data, warning.on))
        ):
            return french.in_sentence(narrative.fill(warning.what, shown, shown, study.parameters)).rstrip(".")
    return "ce qu'il mesure n'y existe pas"
