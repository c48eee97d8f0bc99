"""The links that carry the choice of a visitor: read where nothing moves it, written where one takes it away."""

from urllib.parse import urlencode

import streamlit as st

from data.ground import french
from pages.parts import address
from pages.parts.printing.paper import VIEW
from pages.parts.study.choosing import sliders, state
from pages.parts.study.choosing.scenario import accepted
from pages.parts.study.view import Choice
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

PLACES = ("tab",)  # where one reads, which is no part of what one reads


def asked(study: Study) -> Choice:
    """The choice that the address asks, on a page that has nothing to move it."""
    key, accepts, kept = state.key(study, state.SCENARIO), *accepted(study)
    address.follow(key, accepts, kept, "Scénario")
    titles = {french.spaced(plan.title): name for name, plan in study.scenarios.items()}
    scenario = titles.get(french.spaced(st.query_params.get(key, "")), study.card.default_scenario)
    named = runs.choices(study, scenario, {})
    values = {
        parameter.id: sliders.now(study, parameter, state.within(parameter, named[parameter.id]))
        for role in ("lever", "uncertainty")
        for parameter in state.adjustable(study, role)
    }
    return state.choice_of(study, scenario, values)


def to(study: Study, choice: Choice, view: str = "") -> str:
    """The query of a link to this page with a choice and what else the address carries of this study (layer and commune of the map), in a view."""
    chosen = [state.SCENARIO, *study.parameters, *PLACES]
    own = {VIEW, *(state.key(study, name) for name in chosen)}
    carried = {name: st.query_params.get_all(name) for name in st.query_params if name.startswith(state.key(study, "")) and name not in own}
    if choice.scenario != study.card.default_scenario:
        carried[state.key(study, state.SCENARIO)] = [choice.scenario]
    carried |= {state.key(study, name): [repr(float(value))] for name, value in choice.changes}
    if view:
        carried[VIEW] = [view]
    return urlencode(carried, doseq=True)
