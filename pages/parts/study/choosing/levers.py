"""What a visitor may change: the levers of the département, the uncertainties of the world. The address carries it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import french
from data.ground.faults import Fault
from pages.parts import address, lane, prose, refusal
from pages.parts.study.choosing import history, redrawn, sliders, state
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import MINE, Choice, View
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import effects, runs
from studies.toolkit.running.study import Study


class Levers(Part):
    """What the département decides and what the world decides, under what was moved and the way back."""

    id = "levers"

    def draw(self, screen: Screen) -> None:
        """The rooms of the levers, the uncertainties."""
        self.scenario = screen.choice.scenario
        self.status = st.container()
        prose.markdown("**Ce que le département décide**")  # no heading: the panel comes before the title of the page
        self.shown: dict[str, float] = {}
        self._levers(screen.study, rooms(screen.study, self.scenario))
        self.idle = st.container()
        prose.markdown("**Ce que le monde décide**")
        self._levers(screen.study, tried(screen.study, self.scenario))
        self.world = uncertainties(screen.study, self.scenario)

    def _levers(self, study: Study, found: Sequence["Room"]) -> None:
        """The levers of each room, in its place."""
        for room in found:
            with room.place:
                for parameter in room.levers:
                    self._lever(study, parameter)

    def _lever(self, study: Study, parameter: Parameter) -> None:
        """A lever under its name, which nothing moves."""
        default = runs.choices(study, self.scenario, {})[parameter.id]
        sliders.name(study, parameter, default)

        def draw() -> None:
            self.shown[parameter.id] = sliders.typed_too(study, parameter, default)

        redrawn.fragment(study, parameter.id, draw)

    def choose(self, screen: Screen) -> None:
        """Where the sliders stand."""
        study = self.study = screen.study
        if self._moved_elsewhere(study):
            st.rerun()
        standing = {name: st.session_state.get(state.key(study, name), value) for name, value in self.shown.items()}
        screen.choice = self.choice = state.choice_of(study, self.scenario, standing | self.world)
        history.of(study).record(screen.choice)

    def redraw(self, view: View) -> None:
        """What moved, the levers that do nothing."""
        self._finish()
        with self.idle, st.container():  # written at each run, even when empty: a fragment may only write where it wrote when the page was drawn
            self._idle()

    @st.fragment
    def _idle(self) -> None:
        """The button that opens the levers that do nothing: they are looked for then, and for nobody else."""
        opened = prose.popover("Leviers sans effet ici", type="tertiary", key=state.key(self.study, "idle"), on_change="rerun")
        if opened.open:
            with opened, refusal.in_place(self.study), lane.turn(lane.REST):
                tell_idle(self.study, self.choice)

    def refuse(self, fault: Fault) -> None:
        """The way back stays."""
        self._finish()
        with self.idle, st.container():
            st.empty()

    def _finish(self) -> None:
        with self.status, st.container():
            tell(self.study, self.choice)

    def _moved_elsewhere(self, study: Study) -> bool:
        """Whether a way back, or a button of a question, moved the scenario or a slider that nobody draws again."""
        now, awaited = st.session_state, redrawn.awaited(study)
        return now.get(state.key(study, state.SCENARIO), self.scenario) != self.scenario or any(
            now.get(state.key(study, name), value) != value for name, value in (self.shown | self.world).items() if name not in awaited
        )


@dataclass(frozen=True)
class Room:
    """The place of some levers on the page."""

    place: DeltaGenerator
    levers: Sequence[Parameter]


def rooms(study: Study, scenario: str) -> list[Room]:
    """Room for the levers of the département, in the groups of the card: the first in sight, each of the others behind its title, open once one of
    its levers moved."""
    others = {parameter.id: parameter for parameter in state.adjustable(study, "lever") if parameter.id not in study.card.tried}
    groups = [(title, [others.pop(one.id) for one in inside]) for title, inside in _groups(study, "department")]
    if not groups:
        return [Room(st.container(), list(others.values()))]
    if others:
        groups.append(("Autres leviers", list(others.values())))
    (title, first), *behind = groups
    prose.caption(title)
    return [Room(st.container(), first), *(Room(_drawer(study, scenario, title, inside), inside) for title, inside in behind)]


def tried(study: Study, scenario: str) -> list[Room]:
    """Room for the levers that somebody else decides, each group behind its title."""
    return [Room(_drawer(study, scenario, title, inside), inside) for title, inside in _groups(study, "world")]


def _groups(study: Study, who: str) -> list[tuple[str, list[Parameter]]]:
    """The groups of the card that `who` decides, each with its levers that have a range."""
    known = {parameter.id: parameter for parameter in state.adjustable(study, "lever")}
    return [(one.title, [known[name] for name in one.levers if name in known]) for one in study.card.lever_groups if one.decided_by == who]


def _drawer(study: Study, scenario: str, title: str, inside: Sequence[Parameter]) -> DeltaGenerator:
    named = runs.choices(study, scenario, {})
    moved = sliders.moved(study, ((parameter, named[parameter.id]) for parameter in inside))
    return prose.expander(f"{title} ({len(inside)})", expanded=bool(moved))


def uncertainties(study: Study, scenario: str) -> dict[str, float]:
    """What the world decides: returns the value of each uncertainty [unit of each]. Their sliders are drawn once the drawer opens, except those that
    were moved: a study has up to a hundred and fifty of them, two thirds of the weight of its page."""
    named, world = runs.choices(study, scenario, {}), state.adjustable(study, "uncertainty")
    values = {parameter.id: state.within(parameter, named[parameter.id]) for parameter in world}
    label = french.counted(len(world), "incertitude")
    drawer = prose.expander(label, key=state.key(study, "uncertainties"), on_change="rerun")
    with drawer:
        prose.caption("Tirées ensemble pour les fourchettes ; en déplacer une la fixe autour de sa nouvelle valeur.")
        moved = sliders.moved(study, ((each, values[each.id]) for each in world))
        drawn = {each.id for each in world if drawer.open or each.id in moved}
        address.keep(*(state.key(study, each.id) for each in world if each.id not in drawn))
        return values | {each.id: sliders.slider(study, each, values[each.id]) for each in world if each.id in drawn}


def tell(study: Study, chosen: Choice) -> None:
    """What the visitor moved, with the way back of each, and the ways back and forth: there from the beginning, or the first move would push the
    levers away from who moves one."""
    moved = len(chosen.changes)
    label = f"{MINE} : {french.counted(moved, 'levier déplacé', 'leviers déplacés')}" if moved else "Aucun levier déplacé"
    with st.container(key="moved", gap="xsmall"):
        with prose.popover(label, width="stretch", disabled=not moved):
            if moved:
                prose.markdown(f"**{MINE}**, à partir de « {study.scenarios[chosen.scenario].title} ». Remettre un levier :")
                for name, value in chosen.changes:
                    _way_back(study, chosen, study.parameters[name], value)
                _all_back(study, chosen)
        past = history.of(study)
        with st.container(horizontal=True, gap="small"):
            for label, by, icon, nothing in (("Annuler", -1, "undo", past.first), ("Rétablir", 1, "redo", past.last)):
                prose.button(
                    label, key=state.key(study, f"step{by}"), icon=f":material/{icon}:", disabled=nothing, on_click=history.step, args=(study, by)
                )


def tell_idle(study: Study, chosen: Choice) -> None:
    """The levers that nothing on the page answers to, then those that no headline answers to."""
    idle, aside = (find(study, chosen.scenario, dict(chosen.changes)) for find in (effects.idle, effects.aside))
    if not idle and not aside:
        prose.markdown("Chaque levier a ici un effet visible.")
    with st.container(key="idle-levers"):
        if idle:
            count = french.plural(len(idle), "1 levier ne change", f"{len(idle)} leviers ne changent")
            prose.markdown(
                f"{count} aucun résultat, tant que le reste du choix ne s'en sert pas ; une fourchette, ou l'essai d'une question, peut les suivre :"
            )
            prose.markdown("\n".join(f"- {study.parameters[name].label}" for name in idle))
        if aside:
            count = french.plural(len(aside), "1 levier ne change", f"{len(aside)} leviers ne changent")
            prose.markdown(f"{count} aucun chiffre de tête ; voici ce qui change d'abord :")
            prose.markdown("\n".join(f"- {french.begun(result)} : {' ; '.join(levers)}" for result, levers in _by_result(study, aside).items()))


def _by_result(study: Study, aside: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of levers by the result that they move."""
    found: dict[str, list[str]] = {}
    for name, result in aside.items():
        found.setdefault(result, []).append(french.in_sentence(study.parameters[name].label))
    return found


def _way_back(study: Study, chosen: Choice, parameter: Parameter, value: float) -> None:
    """A lever that was moved, from where to where, and the button that puts it back."""
    named = runs.choices(study, chosen.scenario, {})[parameter.id]
    moved = f"{units.written(named, parameter.unit, unit_too=False)} → {units.written(value, parameter.unit)}"
    sliders.way_back(study, parameter, named, "back", f"{parameter.label} : {moved}")


def _all_back(study: Study, chosen: Choice) -> None:
    """The way back to the named scenario."""
    prose.button(
        f"Revenir au scénario « {study.scenarios[chosen.scenario].title} »",
        icon=":material/undo:",
        on_click=state.put,
        args=(study, Choice(chosen.scenario)),
        key=state.key(study, "reset"),
    )
