"""What the values of a committee do to a study: its headlines at once, and whether its options change places."""

from collections.abc import Mapping
from dataclasses import dataclass

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
        return self.before != self.after


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
    return [Places(one, _order(one, before), _order(one, after)) for one in study.card.indicators if one.sense]


def _headlines(study: Study, scenario: str, values: Values) -> Mapping[str, Headline]:
    """The headlines of a scenario with some values where it does not set its own."""
    own = study.scenarios[scenario].changes
    return runs.central_headlines(study, scenario, tuple((name, value) for name, value in values.items() if name not in own))


def _order(indicator: Indicator, by_option: Mapping[str, Mapping[str, Headline]]) -> tuple[tuple[str, ...], ...]:
    reached: dict[float, list[str]] = {}
    for option, headlines in by_option.items():
        reached.setdefault(indicator.sense * headlines[indicator.id].value, []).append(option)
    return tuple(tuple(reached[value]) for value in sorted(reached, reverse=True))
