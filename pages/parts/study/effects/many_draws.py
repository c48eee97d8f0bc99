"""The ranges of the headlines counted on ten thousand draws, for whoever asks: how far it is, a way to stop, then both ranges side by side."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import prose, provenance, refusal, wide_tables
from pages.parts.printing import paper
from pages.parts.study.choosing import redrawn, state
from pages.parts.study.part import Part, Screen, wait_apart
from pages.parts.study.view import Choice, View
from pages.parts.wide_tables import Cell
from studies.toolkit.reading import units
from studies.toolkit.running import ensemble, runs
from studies.toolkit.running.apart import many_draws, pool
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

NAME = "draws"
COUNT = french.number(many_draws.DRAWS)


@dataclass
class Asked:
    """The choice of which somebody wants the ranges of many draws, and what is counted of them."""

    choice: Choice
    pieces: list[many_draws.Piece] = field(default_factory=list)


class ManyDraws(Part):
    """A button, what it counts, what it found. A move of a lever stops it, and takes away what it found of another choice.

    Streamlit lets no move pass before a fragment that runs has ended: each run counts one piece, then asks for the next."""

    id = NAME

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.screen, self.place = screen, st.container()

    def redraw(self, view: View) -> None:
        """All of it: it has a part to itself, which is drawn again alone when somebody presses."""
        with self.place, st.container():
            if many_draws.places(view.study) and not paper.is_printed():
                self._stop_unfinished(view.study)
                redrawn.fragment(view.study, NAME, self._show)

    def refuse(self, fault: Fault) -> None:
        """No range without figures: what is under the strip says why."""
        with self.place, st.container():
            st.empty()

    def _stop_unfinished(self, study: Study) -> None:
        """What moves the page stops what is not counted yet: only the fragment of the button goes on counting."""
        asked = st.session_state.get(state.key(study, NAME))
        if asked and (asked.choice != self.screen.choice or len(asked.pieces) < len(many_draws.places(study))):
            del st.session_state[state.key(study, NAME)]

    def _show(self) -> None:
        study, choice = self.screen.study, self.screen.choice
        key, now = state.key(study, NAME), st.session_state
        prose.markdown("#### Des fourchettes plus fines")
        if key not in now:
            provenance.small(f"Celles de la page viennent de {ensemble.DRAWS} tirages des incertitudes.")
            prose.button(f"{COUNT} tirages", key=f"{key}.ask", icon=":material/casino:", on_click=now.__setitem__, args=(key, Asked(choice)))
            return
        with refusal.in_place(study):
            pieces, places = now[key].pieces, many_draws.places(study)
            if len(pieces) == len(places):
                _compare(self.screen.outcome.indicators, many_draws.gathered(self.screen.outcome, pieces))
                return
            _how_far(key, places[len(pieces)].start)
            pieces.append(_piece(study, choice, places[len(pieces) :]))
            st.rerun(scope="fragment")


def _how_far(key: str, counted: int) -> None:
    """How many draws are counted, and the way to stop."""
    prose.progress(counted / many_draws.DRAWS, f"{french.number(counted)} tirages sur {COUNT}")
    prose.button("Arrêter", key=f"{key}.stop", icon=":material/stop_circle:", on_click=st.session_state.pop, args=(key, None))


def _piece(study: Study, choice: Choice, places: Sequence[slice]) -> many_draws.Piece:
    """The draws of the first of these places for a choice, counted by the process apart, or here when there is none; others pass meanwhile in both
    cases. Those of the next place are asked at the same time, so that the process has something to count while the page is drawn again."""
    first, *following = ((*runs.key(study, choice.scenario, choice.changes), place.start, place.stop) for place in places[:2])
    with pool.asked(*first) as answer, ExitStack() as ahead:
        for key in following:
            ahead.enter_context(pool.asked(*key))
        wait_apart(answer)
        return pool.answer(*first) or many_draws.piece(study, choice.scenario, choice.changes, places[0].start, places[0].stop)


def _compare(few: Mapping[str, Headline], many: Mapping[str, Headline]) -> None:
    """Both ranges of each headline."""
    header = ["Indicateur", "Valeur", *(f"8 chances sur 10, {count} tirages" for count in (ensemble.DRAWS, COUNT))]
    lines = [[headline.label, units.headline(headline.value, headline.unit), _range(few[name]), _range(headline)] for name, headline in many.items()]
    wide_tables.show(f"Fourchettes de {COUNT} tirages", [*map(Cell, header)], [[*map(Cell, line)] for line in lines])


def _range(headline: Headline) -> str:
    return units.headline_range(headline.low, headline.high, headline.unit)
