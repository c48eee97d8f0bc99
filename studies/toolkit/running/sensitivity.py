"""What matters most: each parameter taken alone to both ends of its range, all in one call of the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study


@dataclass(frozen=True)
class Swing:
    """The indicator when one parameter is at its lower and at its upper bound, everything else held [unit of the indicator]."""

    parameter: str
    low: float
    high: float

    @property
    def span(self) -> float:
        """How far the parameter moves the indicator [its unit]."""
        return abs(self.high - self.low)


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
    answers = np.broadcast_to(outcome.at(runs.simulate(study, levers, draws), wanted).values, (2 * len(moved),)).reshape(-1, 2)
    swings = (Swing(parameter.id, float(low), float(high)) for parameter, (low, high) in zip(moved, answers, strict=True))
    return tuple(sorted(swings, key=lambda swing: swing.span, reverse=True))
