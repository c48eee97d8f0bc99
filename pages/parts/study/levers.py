"""What a visitor may change: the scenario, the levers of the département, the uncertainties of the world. The address carries it all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from pages.parts import address, prose, provenance
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import MINE, Choice
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import effects, runs
from studies.toolkit.running.study import Study

KEPT = "la valeur du scénario est gardée"  # when the address asks a lever what it cannot do


class ScenarioChoice(Part):
    """The scenario to start from, which the others need: the strip explains its figures under it."""

    id = "scenario"
    first = True

    def draw(self, screen: Screen) -> None:
        """Until a lever moves, it is the choice."""
        screen.choice = Choice(choose_scenario(screen.study))


class Levers(Part):
    """What the département decides and what the world decides."""

    id = "levers"

    def draw(self, screen: Screen) -> None:
        """The rooms of the levers, the uncertainties, the way back."""
        self.scenario = screen.choice.scenario
        self.groups, self.world = panel(screen.study, self.scenario)

    def choose(self, screen: Screen) -> None:
        """The levers stand in the fragment that they move."""
        screen.choice = chosen(screen.study, self.scenario, self.groups, self.world)


def _key(study: Study, name: str) -> str:
    return f"{study.slug}.{name}"


def _adjustable(study: Study, role: str) -> list[Parameter]:
    return [parameter for parameter in study.parameters.values() if parameter.role == role and parameter.low is not None]


def _follow_scenario(study: Study) -> None:
    """Puts every slider on the values of the scenario that was just chosen."""
    values = runs.choices(study, st.session_state[_key(study, "scenario")], {})
    for parameter in [*_adjustable(study, "lever"), *_adjustable(study, "uncertainty")]:
        st.session_state[_key(study, parameter.id)] = _within(parameter, values[parameter.id])


def _title(study: Study) -> Callable[[str], str]:
    return lambda name: study.scenarios[name].title


def choose_scenario(study: Study) -> str:
    """The named scenario to start from."""
    names = list(study.scenarios)
    scenario = address.bound(
        prose.segmented_control,
        "Scénario",
        names,
        default=study.card.default_scenario,
        required=True,
        key=_key(study, "scenario"),
        accepts=address.OneOf(names, _title(study)),
        kept=f"« {study.scenarios[study.card.default_scenario].title} » est affiché",
        format_func=_title(study),
        on_change=_follow_scenario,
        args=(study,),
    )
    reference = study.scenarios[study.card.reference].title
    prose.caption(f"{study.scenarios[scenario].summary} La référence, « {reference} », reste en gris pointillé sur les graphiques.")
    return scenario


def _label(parameter: Parameter) -> str:
    """Its name and its bounds; the slider itself shows the value."""
    return f"{parameter.label} ({french.between(units.written(parameter.low, parameter.unit), units.written(parameter.high, parameter.unit))})"


def _slider(study: Study, parameter: Parameter, default: float) -> float:
    return address.bound(
        prose.slider,
        _label(parameter),
        min_value=parameter.low,
        max_value=parameter.high,
        value=default,
        step=parameter.step_through(*(plan.changes[parameter.id] for plan in study.scenarios.values() if parameter.id in plan.changes)),
        key=_key(study, parameter.id),
        accepts=address.Number(parameter.low, parameter.high),
        kept=KEPT,
        named=parameter.label,
        format="percent" if units.find(parameter.unit).label.startswith("%") else "localized",
        help=_help(study, parameter),
    )


def _help(study: Study, parameter: Parameter) -> str:
    source = study.sources[parameter.source]
    return f"Source : {provenance.linked(source.producer, source.url)}, {escaping.markdown(str(source.published_on))}"


@dataclass(frozen=True)
class Room:
    """The place of some levers on the page."""

    place: DeltaGenerator
    levers: Sequence[Parameter]


def panel(study: Study, scenario: str) -> tuple[list[Room], dict[str, float]]:
    """What the département decides and what the world decides: the rooms of the levers, the values of the uncertainties [unit of each]."""
    prose.subheader("Ce que le département décide")
    groups = _rooms(study, scenario)
    world = uncertainties(study, scenario)
    _reset_button(study, scenario)
    return groups, world


def chosen(study: Study, scenario: str, groups: Sequence[Room], world: dict[str, float]) -> Choice:
    """The choice of the moment; draws the levers in their rooms and says what was changed."""
    choice = _choice(study, scenario, levers(study, scenario, groups) | world)
    with groups[0].place:
        _tell(study, choice)
        _tell_idle(study, choice)
    return choice


def _rooms(study: Study, scenario: str) -> list[Room]:
    """Room for the levers, in the groups of the card: the first in sight, each of the others behind its title, open once one of its levers moved."""
    if not study.card.lever_groups:
        return [Room(st.container(), _adjustable(study, "lever"))]
    known = {parameter.id: parameter for parameter in _adjustable(study, "lever")}
    groups = [(group.title, [known.pop(name) for name in group.levers if name in known]) for group in study.card.lever_groups]
    if known:
        groups.append(("Autres leviers", list(known.values())))
    (title, first), *others = groups
    prose.markdown(f"**{title}**")
    places = [Room(st.container(), first)]
    return places + [Room(_drawer(study, scenario, title, inside), inside) for title, inside in others]


def _drawer(study: Study, scenario: str, title: str, inside: Sequence[Parameter]) -> DeltaGenerator:
    count = len(inside)
    named = runs.choices(study, scenario, {})
    moved = any(
        abs(st.session_state.get(_key(study, parameter.id), _asked(study, parameter, named[parameter.id])) - named[parameter.id]) > runs.SAME
        for parameter in inside
    )
    return prose.expander(f"{title} : {count} {french.plural(count, 'levier')}", expanded=moved)


def _asked(study: Study, parameter: Parameter, default: float) -> float:
    """What the address asks of a lever before its slider is drawn."""
    address.follow(_key(study, parameter.id), address.Number(parameter.low, parameter.high), KEPT, parameter.label)
    return float(st.query_params.get(_key(study, parameter.id), default))


def levers(study: Study, scenario: str, groups: Sequence[Room]) -> dict[str, float]:
    """What the département decides: a slider for each lever, in its room; returns their values."""
    named = runs.choices(study, scenario, {})
    values = {}
    for room in groups:
        with room.place:
            values |= {parameter.id: _slider(study, parameter, named[parameter.id]) for parameter in room.levers}
    return values


def uncertainties(study: Study, scenario: str) -> dict[str, float]:
    """What the world decides: a slider for each uncertainty; returns their values."""
    named = runs.choices(study, scenario, {})
    with prose.expander(f"Ce que le monde décide : {len(_adjustable(study, 'uncertainty'))} incertitudes, tirées ensemble pour les fourchettes"):
        return {parameter.id: _slider(study, parameter, _within(parameter, named[parameter.id])) for parameter in _adjustable(study, "uncertainty")}


def _choice(study: Study, scenario: str, values: dict[str, float]) -> Choice:
    """The choice that sliders make: what differs from the named scenario."""
    named = runs.choices(study, scenario, {})
    moved = {name: value for name, value in values.items() if abs(value - _within(study.parameters[name], named[name])) > runs.SAME}
    return Choice(scenario, tuple(moved.items()))


def _within(parameter: Parameter, value: float) -> float:
    """A scenario may push an uncertainty out of the range of its slider; the slider then rests on its bound."""
    return min(max(value, parameter.low), parameter.high)


def _tell(study: Study, chosen: Choice) -> None:
    """What the visitor changed, in words."""
    if chosen.changes:
        moved = [(study.parameters[name], value) for name, value in chosen.changes]
        written = [f"{french.in_sentence(parameter.label)} : {units.written(value, parameter.unit)}" for parameter, value in moved]
        provenance.small(f"**{MINE}**, à partir de « {study.scenarios[chosen.scenario].title} » : {french.listed(written)}.")


def _tell_idle(study: Study, chosen: Choice) -> None:
    """The levers that nothing on the page answers to, in words."""
    if idle := effects.idle(study, chosen.scenario, dict(chosen.changes)):
        names = french.listed([f"« {study.parameters[name].label} »" for name in idle])
        which = french.plural(len(idle), "Ce levier ne change", "Ces leviers ne changent")
        provenance.small(f"{which} rien de visible tant que le reste du choix ne s'en sert pas : {names}.")


def _reset_button(study: Study, scenario: str) -> None:
    """The way back to the named scenario."""
    prose.button(
        f"Revenir au scénario « {study.scenarios[scenario].title} »",
        icon=":material/undo:",
        on_click=_follow_scenario,
        args=(study,),
        key=_key(study, "reset"),
    )
