"""The value of bascule: which value of one parameter brings an indicator to a target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from studies.toolkit.errors import BadRequest
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study

POINTS = 33  # the range is cut in 32, twice, then a straight line: a root is known far better than a slider can set


class Asked(NamedTuple):
    """Where an indicator equals a target [its unit] when a parameter moves."""

    indicator: str
    target: float
    parameter: str


@dataclass(frozen=True)
class BreakEven:
    """The values of the parameter that reach the target [its unit], whether the indicator only rises or only falls, and the range searched."""

    roots: list[float]
    monotone: bool
    searched: tuple[float, float]


def _swept(study: Study, chosen: Mapping[str, float], sweeps: Sequence[tuple[Asked, np.ndarray]]) -> list[np.ndarray]:
    """The indicator of each question for each of its values of the parameter: all questions in one call of the model, one after the other along the
    draws, since most of a call does not depend on how many values it is given."""
    ends = np.cumsum([values.size for _, values in sweeps])
    moved = {asked.parameter: np.full(ends[-1], chosen[asked.parameter]) for asked, _ in sweeps}
    places = [slice(end - values.size, end) for end, (_, values) in zip(ends, sweeps, strict=True)]
    for place, (asked, values) in zip(places, sweeps, strict=True):
        moved[asked.parameter][place] = values
    answer = runs.simulate(study, {**chosen, **moved})
    wanted = {indicator.id: indicator for indicator in study.card.indicators}
    found = (np.broadcast_to(outcome.at(answer, wanted[asked.indicator]).values, (ends[-1],)) for asked, _ in sweeps)
    return [values[place] for values, place in zip(found, places, strict=True)]


def _crosses(before: float, after: float) -> bool:
    return before * after < 0 or (after == 0 and before != 0)


def _crossings(values: np.ndarray, gap: np.ndarray) -> list[tuple[float, float]]:
    return [(values[i], values[i + 1]) for i in range(len(values) - 1) if _crosses(gap[i], gap[i + 1])]


def _root(values: np.ndarray, gap: np.ndarray) -> float:
    """Where the straight line between two points meets zero."""
    return float(values[0] - gap[0] * (values[1] - values[0]) / (gap[1] - gap[0]))


def _accept(study: Study, asked: Asked) -> None:
    place = f"étude {study.slug}"
    if asked.indicator not in {indicator.id for indicator in study.card.indicators}:
        raise BadRequest(
            place, f"indicateur « {asked.indicator} » inconnu", f"choisir parmi : {', '.join(indicator.id for indicator in study.card.indicators)}"
        )
    ranged = [name for name, parameter in study.parameters.items() if parameter.low is not None]
    if asked.parameter not in ranged:
        raise BadRequest(place, f"« {asked.parameter} » n'a pas de fourchette à parcourir", f"choisir parmi : {', '.join(ranged)}")


def find_all(study: Study, questions: Sequence[Asked], scenario: str, changes: Mapping[str, float]) -> list[BreakEven]:
    """Where each indicator equals its target when its parameter goes through its whole range, everything else held.

    Raises BadRequest for an unknown indicator or parameter, or one without a range.
    """
    for asked in questions:
        _accept(study, asked)
    return _found(study, tuple(questions), tuple(runs.choices(study, scenario, changes).items()))


def find(study: Study, indicator: str, target: float, parameter: str, scenario: str, changes: Mapping[str, float]) -> BreakEven:
    """The same for one question."""
    return find_all(study, [Asked(indicator, target, parameter)], scenario, changes)[0]


@lru_cache(maxsize=runs.KEPT)
def _found(study: Study, questions: tuple[Asked, ...], chosen: tuple[tuple[str, float], ...]) -> list[BreakEven]:
    if not questions:
        return []
    held = dict(chosen)
    ranges = [(study.parameters[asked.parameter].low, study.parameters[asked.parameter].high) for asked in questions]
    sweeps = [(asked, np.linspace(*searched, POINTS)) for asked, searched in zip(questions, ranges, strict=True)]
    answers = _swept(study, held, sweeps)
    gaps = [values - asked.target for values, asked in zip(answers, questions, strict=True)]
    roots = [[searched[0]] if gap[0] == 0 else [] for gap, searched in zip(gaps, ranges, strict=True)]
    closer = [
        (number, np.linspace(low, high, POINTS))
        for number, ((_, values), gap) in enumerate(zip(sweeps, gaps, strict=True))
        for low, high in _crossings(values, gap)
    ]
    if closer:
        for (number, fine), values in zip(closer, _swept(study, held, [(questions[number], fine) for number, fine in closer]), strict=True):
            gap = values - questions[number].target
            roots[number] += [_root(fine[i : i + 2], gap[i : i + 2]) for i in range(POINTS - 1) if _crosses(gap[i], gap[i + 1])]
    return [BreakEven(*answer) for answer in zip(roots, map(_monotone, answers), ranges, strict=True)]


def _monotone(values: np.ndarray) -> bool:
    steps = np.diff(values)
    return bool((steps >= 0).all() or (steps <= 0).all())
