"""The documents of a sitting: joined by who holds it, taken by its members."""

import streamlit as st

from data.ground import escaping
from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings.assembly import documents
from data.store.writings.remarks import Attachment
from pages.parts import prose
from pages.parts.attachments import joining
from pages.parts.committee.desk import do, form, renewed
from pages.parts.sittings.desk import Desk

LOST = Fault("document", "il n'est plus à lire", "recharger la page")


def show(here: Desk) -> None:
    """Those that are joined, each to take away; the field that joins another."""
    found = documents.of(store(), here.visiting.actor, here.sitting.id)
    if not found and not here.writes:
        return
    prose.subheader("Documents")
    if not found:
        prose.markdown("Aucun document n'est joint.")
    for one in found:
        with st.container(horizontal=True):
            prose.download_button(
                escaping.markdown(one.name),
                lambda one=one: _content(here, one.name),
                file_name=one.name,
                mime=joining.BINARY,
                icon=":material/attach_file:",
                on_click="ignore",
                key=here.key("document", one.digest, one.name),
            )
            if here.writes and prose.button("Retirer", icon=":material/delete:", key=here.key("take", one.name)):
                do(lambda one=one: _taken(here, one.name))
    if here.writes:
        _join(here)


def _join(here: Desk) -> None:
    name = here.key("join")
    with prose.expander("Joindre un document", icon=":material/upload_file:"):
        given = joining.field(form(name))
        if isinstance(given, Attachment) and prose.button("Joindre", icon=":material/attach_file:", key=f"{form(name)}.do"):
            do(lambda: _joined(here, given))


def _joined(here: Desk, given: Attachment) -> str:
    documents.join(store(), here.visiting.actor, here.sitting.id, given)
    renewed(here.key("join"))
    return f"Document joint : {escaping.markdown(given.name)}."


def _taken(here: Desk, name: str) -> str:
    documents.take_away(store(), here.visiting.actor, here.sitting.id, name)
    return f"Document retiré : {escaping.markdown(name)}."


def _content(here: Desk, name: str) -> bytes:
    found = documents.read(store(), here.visiting.actor, here.sitting.id, name)
    if found is None:
        raise Refused(LOST)
    return found
