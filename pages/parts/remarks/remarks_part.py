"""The part of a study page that holds what its committee says: to give one's remark, what the values of all would change, what each said."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.drawn_places import shown
from pages.parts.provenance import READABLE
from pages.parts.remarks import by_thing, their_scenario, window
from pages.parts.remarks.committee import Committee
from pages.parts.study.choosing import state
from pages.parts.study.part import Part, Screen


@dataclass
class Remarks(Part):
    """For who may read or give remarks, and for all once some were answered. No lever moves it: effects are those of the named scenario."""

    committee: Committee
    id = "remarks"

    def complete(self, screen: Screen) -> None:
        """The figures come before."""
        with st.container(width=READABLE):
            window.offer(self.committee, self.id)
            if self.committee.reads:
                their_scenario.show(self.committee)
        shown.of_study(self.committee.remarks, state.key(self.committee.study, "remarks"))
        by_thing.show(self.committee)
