"""What stands in the sliders of a visitor: read and written by the names that the address carries too."""

from pages.parts.study.choosing import echoes
from pages.parts.study.view import Choice
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

SCENARIO = "scenario"  # beside the parameters, the other thing one chooses


def key(study: Study, name: str) -> str:
    """The name of a choice in the session and in the address: "hydrogen.hgv_share"."""
    return f"{study.slug}.{name}"


def adjustable(study: Study, role: str) -> list[Parameter]:
    """The parameters of a role that have a range."""
    return [parameter for parameter in study.parameters.values() if parameter.role == role and parameter.low is not None]


def within(parameter: Parameter, value: float) -> float:
    """A scenario may push an uncertainty out of the range of its slider; the slider then rests on its bound."""
    return min(max(value, parameter.low), parameter.high)


def put(study: Study, choice: Choice) -> None:
    """Puts the scenario and every slider on a choice. To be called before they are drawn: in a callback."""
    echoes.put(key(study, SCENARIO), choice.scenario)
    values = runs.choices(study, choice.scenario, dict(choice.changes))
    for parameter in [*adjustable(study, "lever"), *adjustable(study, "uncertainty")]:
        echoes.put(key(study, parameter.id), within(parameter, values[parameter.id]))


def choice_of(study: Study, scenario: str, values: dict[str, float]) -> Choice:
    """The choice that the values of sliders make: what differs from the named scenario."""
    named = runs.choices(study, scenario, {})
    moved = {name: value for name, value in values.items() if abs(value - within(study.parameters[name], named[name])) > runs.SAME}
    return Choice(scenario, tuple(moved.items()))
