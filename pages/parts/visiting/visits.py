"""Who comes: the visit of a page counted when somebody arrives on it, not at each lever; whom an identity provider lets in, in the journal."""

import streamlit as st

from data.ground.faults import Refused
from data.store import signing
from data.store.access import Actor
from data.store.opening import store
from data.store.writings.visits import Visits
from pages.parts.incidents import LOG

LAST = "visits.last"  # in the session of a visitor: the page where she is
NAMED = "visits.named"  # the same: as whom a provider let her in
VISITS = Visits()  # of this process


def count(page: str) -> None:
    """One more visit of the page at that address, unless the visitor was there already."""
    if st.session_state.get(LAST) == page:
        return
    st.session_state[LAST] = page
    if VISITS.count(page):
        write()


def note_named(actor: Actor) -> None:
    """Notes once that an identity provider has let that person in; a store that cannot be written keeps her from nothing, and the log says it."""
    if not actor.email or st.session_state.get(NAMED) == actor:
        return
    st.session_state[NAMED] = actor
    try:
        signing.note_named(store(), actor)
    except Refused as refused:
        LOG.warning("connexion par le fournisseur d'identité : %s", refused.fault)


def write() -> None:
    """Writes those that wait; a store that refuses them keeps nobody from reading, and the log says it."""
    try:
        VISITS.write(store())
    except Refused as refused:
        LOG.warning("comptes de visites : %s", refused.fault)
