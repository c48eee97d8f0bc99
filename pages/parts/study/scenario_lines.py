"""A result by year among the scenarios of its study: the choice over the reference and over all the others, on a scale that no lever moves."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from pages.parts.charts import figures
from pages.parts.charts.house import Chart
from pages.parts.study.view import View
from studies.toolkit.running.outcome import read
from studies.toolkit.running.study import Study


def compared(
    view: View, variable: str, observed: Mapping[float, float] | None = None, small: bool = False, known: tuple[float, float] | None = None
) -> Chart:
    """The chart of a result by year; `observed`: the published points; `small`: without room for the names of the other scenarios; `known`: what the
    axis holds [unit of the result], when other charts stand beside this one."""
    study, base = view.study, view.study.scenarios[view.study.card.reference].title
    return figures.compared_series(
        variable,
        view.outcome,
        view.reference,
        view.title,
        base,
        observed,
        others=others(view, variable),
        known=known or reached(study, variable, view.outcome.scenario),
        small=small,
    )


def others(view: View, variable: str) -> dict[str, np.ndarray]:
    """The result in each named scenario that is neither the reference nor the choice on screen, by its title."""
    return {view.study.scenarios[name].title: read(view.study.run(name).data, variable).values for name in others_than(view)}


def others_than(view: View) -> list[str]:
    """The scenarios that are neither the reference nor the choice on screen."""
    shown = {view.study.card.reference} | (set() if view.outcome.changes else {view.outcome.scenario})
    return [name for name in view.study.scenarios if name not in shown]


@lru_cache(maxsize=64)
def reached(study: Study, variable: str, scenario: str) -> tuple[float, float]:
    """The least and the greatest value of a result in all the named scenarios, and in the ranges of the reference and of the scenario that levers
    start from; zero where it has an object in none. Counted once, not at each move of a lever. The ranges of the others are left out: they are not
    drawn, and would flatten the rest."""
    ranges = [side for name in (study.card.reference, scenario) for side in study.run(name).bands[variable]]
    values = [*ranges, *(read(study.run(name).data, variable).values for name in study.scenarios)]
    known = _known(values)
    return float(known.min()), float(known.max())


@lru_cache(maxsize=64)
def highest(study: Study, variable: str) -> float:
    """The greatest value of a result in all the named scenarios where it has an object."""
    return float(_known([read(study.run(name).data, variable).values for name in study.scenarios]).max())


def _known(values: list[np.ndarray]) -> np.ndarray:
    """The numbers among values; zero when there is none: what has no object under any scenario."""
    found = np.concatenate([np.ravel(some) for some in values])
    return found[~np.isnan(found)] if not np.isnan(found).all() else np.zeros(1)
