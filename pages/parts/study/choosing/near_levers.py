"""On a phone, the levers that weigh most stand under the headlines that they move: the side panel covers both. A wider screen does not show them."""

import streamlit as st

from data.ground import french
from pages.parts.study.choosing import redrawn, sliders, state
from pages.parts.study.part import Part, Screen
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import sensitivity
from studies.toolkit.running.study import Study

SHOWN = 3


class NearLevers(Part):
    """Twins of sliders of the side panel: each moves the other."""

    id = "near-levers"

    def draw(self, screen: Screen) -> None:
        """Each where its slider stands; drawn again with it."""
        for parameter in weightiest(screen.study):
            redrawn.fragment(screen.study, parameter.id, lambda parameter=parameter: sliders.twin(screen.study, parameter))
        self.place = st.container()

    def choose(self, screen: Screen) -> None:
        """How many were moved, as the side panel, which comes first, says."""
        with self.place:
            _tell_moved(len(screen.choice.changes))


def _tell_moved(count: int) -> None:
    """How many levers were moved: our stylesheet writes it on the button that unfolds them."""
    with st.container():
        if count:
            st.html(f'<p class="studio-moved">({french.counted(count, "déplacé")})</p>')
        else:
            st.empty()


def weightiest(study: Study) -> list[Parameter]:
    """The levers that move the first headline most around the scenario shown first, the strongest first; where they are too few, the one more that
    moves each of the next headlines most. Those that move none are left out."""
    first, *others = study.card.indicators
    found = _moving(study, first.id)[:SHOWN]
    for indicator in others:
        if len(found) < SHOWN:
            found += [parameter for parameter in _moving(study, indicator.id) if parameter not in found][:1]
    return found


def _moving(study: Study, indicator: str) -> list[Parameter]:
    """The levers that move a headline, the strongest first."""
    swings = sensitivity.tornado(study, indicator, study.card.default_scenario)
    moving = [study.parameters[swing.parameter] for swing in swings if swing.span > 0]
    return [parameter for parameter in moving if parameter in state.adjustable(study, "lever")]
