"""On a phone, the levers that weigh most stand under the headlines that they move: the side panel covers both. A wider screen does not show them."""

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts.study.choosing import sliders, state
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import runs, sensitivity
from studies.toolkit.running.study import Study

SHOWN = 3


class NearLevers(Part):
    """Twins of sliders of the side panel: each moves the other."""

    id = "near-levers"

    def draw(self, screen: Screen) -> None:
        """Their room."""
        self.place = st.container()
        self.levers = weightiest(screen.study)

    def choose(self, screen: Screen) -> None:
        """What the side panel, which comes first, says."""
        self.study, self.moved = screen.study, len(screen.choice.changes)
        self.values = runs.choices(screen.study, screen.choice.scenario, dict(screen.choice.changes))

    def redraw(self, view: View) -> None:
        """The twins, where the levers stand."""
        self._twins()

    def refuse(self, fault: Fault) -> None:
        """The same: one of them leads out of what the model refuses."""
        self._twins()

    def _twins(self) -> None:
        with self.place:
            for parameter in self.levers:
                sliders.twin(self.study, parameter, self.values[parameter.id])
            _tell_moved(self.moved)


def _tell_moved(count: int) -> None:
    """How many levers were moved: our stylesheet writes it on the button that unfolds them."""
    with st.container():
        if count:
            st.html(f'<p class="studio-moved">({count} {french.plural(count, "déplacé")})</p>')
        else:
            st.empty()


def weightiest(study: Study) -> list[Parameter]:
    """The levers that move the first headline most around the scenario shown first, the strongest first; those that do not move it are left out."""
    swings = sensitivity.tornado(study, study.card.indicators[0].id, study.card.default_scenario)
    moving = [study.parameters[swing.parameter] for swing in swings if swing.span > 0]
    return [parameter for parameter in moving if parameter in state.adjustable(study, "lever")][:SHOWN]
