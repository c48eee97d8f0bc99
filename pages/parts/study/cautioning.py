"""The warnings that a choice raises, under the answer: what is doubtful, why, what to change."""

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import prose
from pages.parts.provenance import READABLE
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from studies.toolkit.checking import cautions


class Cautions(Part):
    """Nothing to read when the choice raises none; the place is held, since a lever may raise one later and can write only where the page wrote."""

    id = "warnings"

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.place = st.container()

    def redraw(self, view: View) -> None:
        """Those that the choice raises."""
        raised = cautions.raised(view.study, view.outcome, view.reference)
        with self.place:
            _told(raised) if raised else st.empty()

    def refuse(self, fault: Fault) -> None:
        """Without figures, no warning."""
        with self.place:
            st.empty()


def _told(raised: list[cautions.Raised]) -> None:
    first, *others = raised
    with st.container(width=READABLE, border=True):
        _one(first)
        if others:
            with prose.expander(french.counted(len(others), "autre alerte", "autres alertes")):
                for caution in others:
                    _one(caution)


def _one(caution: cautions.Raised) -> None:
    said = f":material/warning: **Attention{french.NO_BREAK}: {french.in_sentence(caution.what)}** {caution.why}"
    prose.markdown(f"{said} *Que changer{french.NO_BREAK}:* {french.in_sentence(caution.change)}")
