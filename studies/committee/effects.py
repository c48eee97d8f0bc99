"""What the values of a committee do to a study: its headlines at once, and whether its options change places."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from studies.toolkit.reading.card import Indicator
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

Values = Mapping[str, float]  # of assumptions, by their names [unit of each]


@dataclass(frozen=True)
class Effect:
    """The headlines of a scenario before and after some values were put in place of those of the study. `held`: the assumptions that the scenario
    sets itself, whose value of the study is not used there: nothing is put in their place."""

    scenario: str
    before: Mapping[str, Headline]
    after: Mapping[str, Headline]
    held: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """The options in the order in which a headline puts them, before and after, the best first; equal ones share a place."""

    indicator: Indicator
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]

    @property
    def changed(self) -> bool:
        """Whether an option changed places."""
        return bool(self.overtaken or self.joined or self.left)

    @property
    def overtaken(self) -> list[tuple[str, str]]:
        """Each option with one that stood before it, and does no more."""
        return self._pairs(lambda gap, now: gap > 0 > now)

    @property
    def joined(self) -> list[tuple[str, str]]:
        """Each option with one that stood before it, and is now level with it."""
        return self._pairs(lambda gap, now: gap > 0 == now)

    @property
    def left(self) -> list[tuple[str, str]]:
        """Each option with one that was level with it, and is now behind."""
        return self._pairs(lambda gap, now: gap == 0 > now)

    def _pairs(self, wanted: Callable[[int, int], bool]) -> list[tuple[str, str]]:
        """The pairs of options whose distance in places, before then after, is as `wanted`."""
        (was, now), known = self._ranks, list(self._ranks[0])
        return [(one, other) for one in known for other in known if one != other and wanted(was[one] - was[other], now[one] - now[other])]

    @cached_property
    def _ranks(self) -> tuple[dict[str, int], dict[str, int]]:
        before, after = ({option: rank for rank, level in enumerate(order) for option in level} for order in (self.before, self.after))
        return before, after


def of(study: Study, scenario: str, values: Values) -> Effect:
    """What some values do to the headlines of a scenario: what `study.run(scenario, **values)` gives, to the last digit.

    Raises BadRequest for a value that its assumption cannot take, or that the model refuses.
    """
    held = tuple(name for name in values if name in study.scenarios[scenario].changes)
    return Effect(scenario, runs.central_headlines(study, scenario, ()), _headlines(study, scenario, values), held)


def places(study: Study, values: Values) -> list[Places]:
    """How the options stand by each headline that has a better side, before and after. Raises BadRequest as `of` does."""
    options = {option.id: option.scenario for option in study.card.options}
    before = {name: runs.central_headlines(study, scenario, ()) for name, scenario in options.items()}
    after = {name: _headlines(study, scenario, values) for name, scenario in options.items()}
    sided = [one for one in study.card.indicators if any(headlines[one.id].sense for headlines in before.values())]
    return [Places(one, _order(one, before), _order(one, after)) for one in sided]


def _headlines(study: Study, scenario: str, values: Values) -> Mapping[str, Headline]:
    """The headlines of a scenario with some values where it does not set its own."""
    own = study.scenarios[scenario].changes
    return runs.central_headlines(study, scenario, tuple((name, value) for name, value in values.items() if name not in own))


def _order(indicator: Indicator, by_option: Mapping[str, Mapping[str, Headline]]) -> tuple[tuple[str, ...], ...]:
    """The options by a headline, the best first, those that stand together as one; those in which it has no object stand nowhere."""
    found = {option: headlines[indicator.id].sense * headlines[indicator.id].value for option, headlines in by_option.items()}
    found = {option: value for option, value in found.items() if not math.isnan(value)}
    return tuple(_levels(sorted(found.items(), key=lambda one: -one[1])))


def _levels(ranked: list[tuple[str, float]]) -> Iterator[tuple[str, ...]]:
    """The options that stand together: two sums made in another order may differ by their last bit."""
    level: list[str] = []
    last = math.nan
    for option, value in ranked:
        if level and not math.isclose(value, last, rel_tol=runs.SAME, abs_tol=runs.SAME):
            yield tuple(level)
            level = []
        level.append(option)
        last = value
    if level:
        yield tuple(level)
