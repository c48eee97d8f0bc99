"""The levers of those present at a meeting, laid over each other: the least, the median, the greatest value of each that somebody moved."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from data.store.writings.meetings import Stand
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study


@dataclass(frozen=True)
class Spread:
    """Where a lever stands for all of them [its unit]; `moved`: how many moved it, the others leave it where their scenario has it."""

    parameter: Parameter
    low: float
    median: float
    high: float
    moved: int


def spreads(study: Study, stands: Sequence[Stand]) -> list[Spread]:
    """The levers that somebody moved, those that most moved first. A lever that the study does not know (another version of it does) is left out;
    who starts from a scenario that it does not know is counted from its reference."""
    found = []
    for name, parameter in study.parameters.items():
        moved = sum(name in stand.values for stand in stands)
        if moved:
            values = [standing_at(study, stand.scenario, name, stand.values) for stand in stands]
            found.append(Spread(parameter, min(values), statistics.median(values), max(values), moved))
    return sorted(found, key=lambda spread: -spread.moved)


def standing_at(study: Study, scenario: str, name: str, values) -> float:
    """Where somebody has a lever [its unit]: where she moved it, else where her scenario puts it."""
    if name in values:
        return values[name]
    return runs.choices(study, scenario if scenario in study.scenarios else study.card.reference, {})[name]
