"""The ranges of the headlines counted on ten thousand draws, for whoever asks: how far it is, a way to stop, then both ranges side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import lane, prose, provenance, refusal, wide_tables
from pages.parts.printing import paper
from pages.parts.study.choosing import state
from pages.parts.study.part import Part, Screen, wait_apart
from pages.parts.study.view import Choice, View
from pages.parts.wide_tables import Cell
from studies.toolkit.reading import units
from studies.toolkit.running import ensemble, runs
from studies.toolkit.running.apart import many_draws, pool
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

COUNT = french.number(many_draws.DRAWS)


@dataclass
class Asked:
    """The choice of which somebody wants the ranges of many draws, and these once they are counted."""

    choice: Choice
    found: Mapping[str, Headline] | None = None


class ManyDraws(Part):
    """A button, what it counts, what it found. A move of a lever stops it, and takes away what it found of another choice."""

    id = "draws"

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.screen, self.place = screen, st.container()

    def redraw(self, view: View) -> None:
        """All of it: it has a part to itself, which is drawn again alone when somebody presses."""
        with self.place, st.container():
            if many_draws.places(view.study) and not paper.is_printed():
                self._show()

    def refuse(self, fault: Fault) -> None:
        """No range without figures: what is under the strip says why."""
        with self.place, st.container():
            st.empty()

    @st.fragment
    def _show(self) -> None:
        study, choice = self.screen.study, self.screen.choice
        key, now = state.key(study, "draws"), st.session_state
        if key in now and now[key].choice != choice:
            del now[key]
        prose.markdown("#### Des fourchettes plus fines")
        if key not in now:
            provenance.small(f"Celles de la page viennent de {ensemble.DRAWS} tirages des incertitudes.")
            prose.button(f"{COUNT} tirages", key=f"{key}.ask", icon=":material/casino:", on_click=now.__setitem__, args=(key, Asked(choice)))
            return
        with lane.turn(lane.REST), refusal.in_place(study):
            if now[key].found is None:
                now[key].found = _counted(self.screen, key)
            _compare(self.screen.outcome.indicators, now[key].found)


def _counted(screen: Screen, key: str) -> dict[str, Headline]:
    """The headlines of the choice on screen, piece after piece; Streamlit stops it between two, when somebody presses the button or moves a lever."""
    places, pieces = many_draws.places(screen.study), []
    with st.empty():
        with st.container():
            bar = st.empty()
            prose.button("Arrêter", key=f"{key}.stop", icon=":material/stop_circle:", on_click=st.session_state.pop, args=(key, None))
            for place in places:
                with bar:
                    prose.progress(place.start / many_draws.DRAWS, f"{french.number(place.start)} tirages sur {COUNT}")
                pieces.append(_piece(screen.study, screen.choice, place))
        st.empty()
    return many_draws.gathered(screen.outcome, pieces)


def _piece(study: Study, choice: Choice, place: slice) -> many_draws.Piece:
    """Some draws of a choice, counted by the process apart, or here when there is none; others pass meanwhile in both cases."""
    key = (*runs.key(study, choice.scenario, choice.changes), place.start, place.stop)
    with pool.asked(*key) as answer:
        wait_apart(answer)
        return pool.answer(*key) or many_draws.piece(study, choice.scenario, choice.changes, place.start, place.stop)


def _compare(few: Mapping[str, Headline], many: Mapping[str, Headline]) -> None:
    """Both ranges of each headline."""
    header = ["Indicateur", "Valeur", *(f"8 chances sur 10, {count} tirages" for count in (ensemble.DRAWS, COUNT))]
    lines = [[headline.label, units.headline(headline.value, headline.unit), _range(few[name]), _range(headline)] for name, headline in many.items()]
    wide_tables.show(f"Fourchettes de {COUNT} tirages", [*map(Cell, header)], [[*map(Cell, line)] for line in lines])


def _range(headline: Headline) -> str:
    return units.headline_range(headline.low, headline.high, headline.unit)
