"""Counts the visit of a page: once when somebody arrives on it, not at each lever."""

import streamlit as st

from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings.visits import Visits
from pages.parts.incidents import LOG

LAST = "visits.last"  # in the session of a visitor: the page where she is
VISITS = Visits()  # of this process


def count(page: str) -> None:
    """One more visit of the page at that address, unless the visitor was there already."""
    if st.session_state.get(LAST) == page:
        return
    st.session_state[LAST] = page
    if VISITS.count(page):
        write()


def write() -> None:
    """Writes those that wait; a store that refuses them keeps nobody from reading, and the log says it."""
    try:
        VISITS.write(store())
    except Refused as refused:
        LOG.warning("comptes de visites : %s", refused.fault)
