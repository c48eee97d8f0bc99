"""The value of bascule: which value of one parameter brings an indicator to a target."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from studies.toolkit import outcome, running
from studies.toolkit.errors import BadRequest
from studies.toolkit.study import Study

POINTS = 65  # the range is cut in 64, twice: a root is known within 1/4096 of the range, far below what a slider can set


@dataclass(frozen=True)
class BreakEven:
    """The values of the parameter that reach the target [its unit], whether the indicator only rises or only falls, and the range searched."""

    roots: list[float]
    monotone: bool
    searched: tuple[float, float]


def _sweep(study: Study, chosen: Mapping[str, float], parameter: str, indicator: str, values: np.ndarray) -> np.ndarray:
    """The indicator for each value of the parameter, in one call of the model."""
    answer = running.simulate(study, {**chosen, parameter: values})
    wanted = next(one for one in study.card.indicators if one.id == indicator)
    return np.broadcast_to(outcome.at(answer, wanted).values, values.shape)


def _crosses(before: float, after: float) -> bool:
    return before * after < 0 or (after == 0 and before != 0)


def _crossings(values: np.ndarray, gap: np.ndarray) -> list[tuple[float, float]]:
    return [(values[i], values[i + 1]) for i in range(len(values) - 1) if _crosses(gap[i], gap[i + 1])]


def _root(values: np.ndarray, gap: np.ndarray) -> float:
    """Where the straight line between two points meets zero."""
    return float(values[0] - gap[0] * (values[1] - values[0]) / (gap[1] - gap[0]))


def find(study: Study, indicator: str, target: float, parameter: str, scenario: str, changes: Mapping[str, float]) -> BreakEven:
    """Where the indicator equals `target` [its unit] when `parameter` goes through its whole range, everything else held.

    Raises BadRequest for an unknown indicator or parameter, or one without a range.
    """
    place = f"étude {study.slug}"
    if indicator not in {one.id for one in study.card.indicators}:
        raise BadRequest(place, f"indicateur « {indicator} » inconnu", f"choisir parmi : {', '.join(one.id for one in study.card.indicators)}")
    ranged = [name for name, one in study.parameters.items() if one.low is not None]
    if parameter not in ranged:
        raise BadRequest(place, f"« {parameter} » n'a pas de fourchette à parcourir", f"choisir parmi : {', '.join(ranged)}")
    chosen = running.choices(study, scenario, changes)
    others = tuple((name, value) for name, value in chosen.items() if name != parameter)
    return _found(study, indicator, target, parameter, others)


@lru_cache(maxsize=running.KEPT)
def _found(study: Study, indicator: str, target: float, parameter: str, others: tuple[tuple[str, float], ...]) -> BreakEven:
    """Kept for the visitor who moves the very parameter: the answer does not depend on where it stands."""
    chosen = dict(others)
    searched = (study.parameters[parameter].low, study.parameters[parameter].high)
    values = np.linspace(*searched, POINTS)
    answers = _sweep(study, chosen, parameter, indicator, values)
    roots = [searched[0]] if answers[0] == target else []
    for low, high in _crossings(values, answers - target):
        fine = np.linspace(low, high, POINTS)
        gap = _sweep(study, chosen, parameter, indicator, fine) - target
        roots += [_root(fine[i:i + 2], gap[i:i + 2]) for i in range(POINTS - 1) if _crosses(gap[i], gap[i + 1])]
    steps = np.diff(answers)
    return BreakEven(roots, bool((steps >= 0).all() or (steps <= 0).all()), searched)
