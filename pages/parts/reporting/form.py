"""« Signaler une erreur »: at the foot of every page, pinned to what is wrong on it."""

import streamlit as st

from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings import reports
from pages.parts import pace, prose, provenance, visitor
from pages.parts.printing import paper
from pages.parts.reporting import items

KEY = "report"
WRITTEN = pace.Pace(20, 3600.0)  # reports from one address in an hour [s]: a meeting room has one address
OFTEN = Fault("erreur à signaler", "beaucoup ont été signalées depuis cette adresse", "attendre quelques minutes, puis recommencer")
THANKS = "Merci : l'auteur de l'étude et l'agence la liront. Elle porte le numéro {number}."


def show(title: str) -> None:
    """The button of the page of that title, which opens the form."""
    if not paper.is_printed():
        _opened(title)


@st.fragment
def _opened(title: str) -> None:
    drawer = prose.popover("Signaler une erreur", icon=":material/flag:", type="tertiary", key=f"{KEY}.{title}", on_change="rerun", width="content")
    if not drawer.open:
        return
    with drawer:
        about = items.of_page(title)
        with st.form(f"{KEY}.form", border=False):
            item = prose.selectbox("Sur quoi ?", range(len(about)), format_func=lambda number: about[number].label, key=f"{KEY}.item")
            text = prose.text_area("Qu'est-ce qui est faux, et qu'est-ce qui serait juste ?", max_chars=reports.LONGEST, key=f"{KEY}.text")
            provenance.small("Sans nom ni adresse, sauf si vous êtes connecté. N'écrivez rien de personnel.")
            sent = st.form_submit_button("Envoyer", icon=":material/send:")
        if sent:
            _send(about[item], text)


def _send(about: reports.About, text: str) -> None:
    """Keeps it, or says what refuses: the words stay in their field."""
    address = visitor.address()
    try:
        if WRITTEN.exhausted(address):
            raise Refused(OFTEN)
        identifier = reports.report(store(), visitor.current().actor, about, text)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    WRITTEN.count(address)
    prose.success(THANKS.format(number=identifier[:6]), icon=":material/check_circle:")
