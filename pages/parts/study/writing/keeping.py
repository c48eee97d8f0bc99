"""« Enregistrer mon scénario » : the choice on screen and its figures, kept under a short link that shows the same figures later."""

import streamlit as st

from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings import saved
from pages.parts import pace, prose, provenance, visitor
from pages.parts.printing import paper
from pages.parts.study.choosing import state
from pages.parts.study.part import Part, Screen
from pages.parts.study.writing import stored_figures
from studies.toolkit.errors import BadRequest

SAVED = pace.Pace(30, 3600.0)  # scenarios from one address in an hour [s]: a meeting room has one address
OFTEN = Fault("scénario à enregistrer", "beaucoup ont été enregistrés depuis cette adresse", "attendre quelques minutes, puis recommencer")


class Keeping(Part):
    """A title and a button; then the link."""

    id = "keep"

    def complete(self, screen: Screen) -> None:
        """The choice is read when somebody asks."""
        if not paper.is_printed():
            _form(screen)


@st.fragment
def _form(screen: Screen) -> None:
    key = state.key(screen.study, "keep")
    with st.container(width=provenance.READABLE):
        prose.subheader("Enregistrer ce scénario")
        provenance.small("Un lien court gardera ce choix et ses chiffres tels qu'ils sont aujourd'hui, même quand l'étude aura changé.")
        with st.form(key, border=False, clear_on_submit=False):
            title = prose.text_input("Titre", max_chars=saved.LONGEST, placeholder="Loyers hauts, sans aide", key=f"{key}.title")
            asked = st.form_submit_button("Enregistrer", icon=":material/bookmark_add:")
        if asked:
            _keep(screen, title)


def _keep(screen: Screen, title: str) -> None:
    """Keeps it and gives the link, or says what refuses; the title stays in its field."""
    study, choice, address = screen.study, screen.choice, visitor.address()
    try:
        if SAVED.exhausted(address):
            raise Refused(OFTEN)
        figures = stored_figures.of(study, choice)
        code = saved.save(store(), visitor.current().actor, study.slug, study.version, title, choice.scenario, dict(choice.changes), figures)
    except (Refused, BadRequest) as refused:
        visitor.tell(refused.fault)
        return
    SAVED.count(address)
    prose.success("Enregistré. Le lien à donner :", icon=":material/check_circle:")
    st.code(f"{visitor.base()}/s/{code}", language=None)
