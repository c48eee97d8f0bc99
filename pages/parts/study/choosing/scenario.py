"""The named scenario that one starts from."""

from collections.abc import Callable

import streamlit as st

from data.ground import french
from pages.parts import address, prose
from pages.parts.study.choosing import echoes, state
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import Choice
from studies.toolkit.running.study import Study


class ScenarioChoice(Part):
    """The scenario to start from, which the others need: the strip explains its figures under it."""

    id = "scenario"
    first = True

    def draw(self, screen: Screen) -> None:
        """Until a lever moves, it is the choice."""
        screen.choice = Choice(choose(screen.study))


def choose(study: Study) -> str:
    """The named scenario to start from, one of those of the study."""
    names = list(study.scenarios)
    accepts, kept = accepted(study)
    scenario = address.bound(
        prose.radio,
        "Scénario",
        names,
        index=names.index(study.card.default_scenario),
        key=state.key(study, state.SCENARIO),
        accepts=accepts,
        kept=kept,
        format_func=_title(study),
        on_change=_follow,
        args=(study,),
    )
    echoes.drawn(state.key(study, state.SCENARIO), scenario)
    summary = study.scenarios[scenario].summary
    reference = study.scenarios[study.card.reference].title
    prose.caption(f"{summary} {f'Référence : {french.in_sentence(reference)}, en pointillé.' if scenario != study.card.reference else ''}".strip())
    return scenario


def accepted(study: Study) -> tuple[address.OneOf, str]:
    """The scenarios that an address may ask, and what is said when it asks another one."""
    return address.OneOf(list(study.scenarios), _title(study)), f"« {study.scenarios[study.card.default_scenario].title} » est affiché"


def _title(study: Study) -> Callable[[str], str]:
    return lambda name: study.scenarios[name].title


def _follow(study: Study) -> None:
    """Puts every slider on the values of the scenario that the visitor just chose."""
    key = state.key(study, state.SCENARIO)
    if echoes.touched(key):
        state.put(study, Choice(st.session_state[key]))
