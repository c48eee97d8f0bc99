"""The part of a study page that holds what its committee says: to give one's remark, what the values of all would change, what each said."""

from dataclasses import dataclass

import streamlit as st

from pages.parts.drawn_places import shown
from pages.parts.printing import paper
from pages.parts.provenance import READABLE
from pages.parts.remarks import by_thing, giving, their_scenario
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
        gives = self.committee.gives and not paper.is_printed()
        if gives and self.committee.reads:
            form, theirs = st.columns(2, gap="large")
            with form:
                giving.show(screen, self.committee)
            with theirs:
                their_scenario.show(self.committee)
        elif gives:
            with st.container(width=READABLE):
                giving.show(screen, self.committee)
        elif self.committee.reads:
            with st.container(width=READABLE):
                their_scenario.show(self.committee)
        shown.of_study(self.committee.remarks, state.key(self.committee.study, "remarks"))
        by_thing.show(self.committee)
