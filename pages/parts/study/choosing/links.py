"""The links that carry the choice of a visitor: read where nothing moves it, written where one takes it away."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

from data.ground import french
from pages.parts import address
from pages.parts.printing.paper import VIEW
from pages.parts.study.choosing import sliders, state
from pages.parts.study.choosing.scenario import accepted
from pages.parts.study.view import Choice
from pages.parts.versions import reading
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

T = TypeVar("T")
PLACES = ("tab",)  # where one reads, which is no part of what one reads


def read(study: Study, query: Mapping[str, Sequence[str]]) -> Choice:
    """The choice that the parameters of an address ask, where no page is drawn: what cannot be followed stays as the scenario has it."""
    accepts, _ = accepted(study)
    scenario = _scenario(study, _followed(accepts, query.get(state.key(study, state.SCENARIO)), ""))
    values = {}
    for parameter, named in _movable(study, scenario):
        bounds = address.Number(parameter.low, parameter.high)
        values[parameter.id] = float(_followed(bounds, query.get(state.key(study, parameter.id)), named))
    return state.choice_of(study, scenario, values)


def _followed(accepts: address.Accepts, asked: Sequence[str] | None, otherwise: T) -> str | T:
    """The last value asked, as it is read."""
    try:
        return accepts.read(asked[-1])[0] if asked else otherwise
    except address.NotFollowed:
        return otherwise


def asked(study: Study) -> Choice:
    """The choice that the address asks, on a page that has nothing to move it."""
    key, accepts, kept = state.key(study, state.SCENARIO), *accepted(study)
    address.follow(key, accepts, kept, "Scénario")
    scenario = _scenario(study, st.query_params.get(key, ""))
    return state.choice_of(study, scenario, sliders.now(study, _movable(study, scenario)))


def _scenario(study: Study, title: str) -> str:
    """The scenario of that title, or the one that is shown first."""
    titles = {french.spaced(plan.title): name for name, plan in study.scenarios.items()}
    return titles.get(french.spaced(title), study.card.default_scenario)


def _movable(study: Study, scenario: str) -> list[tuple[Parameter, float]]:
    """What a visitor may move, and where it stands in a scenario [unit of each]."""
    named = runs.choices(study, scenario, {})
    movable = [*state.adjustable(study, "lever"), *state.adjustable(study, "uncertainty")]
    return [(parameter, state.within(parameter, named[parameter.id])) for parameter in movable]


def _carried(study: Study, name: str) -> bool:
    """Whether a parameter of the address goes on: those of the study, and those that name the draft or the version on screen."""
    return name.startswith(state.key(study, "")) or name in (reading.STUDY, reading.NUMBER)


def to(study: Study, choice: Choice, view: str = "") -> str:
    """The query of a link to this page with a choice and what else the address carries of this study (layer and commune of the map), in a view."""
    chosen = [state.SCENARIO, *study.parameters, *PLACES]
    own = {VIEW, *(state.key(study, name) for name in chosen)}
    carried = {name: st.query_params.get_all(name) for name in st.query_params if _carried(study, name) and name not in own}
    if choice.scenario != study.card.default_scenario:
        carried[state.key(study, state.SCENARIO)] = [choice.scenario]
    carried |= {state.key(study, name): [repr(float(value))] for name, value in choice.changes}
    if view:
        carried[VIEW] = [view]
    return urlencode(carried, doseq=True)
