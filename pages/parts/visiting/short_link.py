"""A title, a button, then a short link: how a visitor keeps what is on screen with its figures of the day."""

from collections.abc import Callable

import streamlit as st

from data.ground import budgets
from data.ground.faults import Fault, Refused
from data.store.access import Actor
from pages.parts import prose, provenance, visitor
from pages.parts.printing import paper
from pages.parts.visiting import done
from studies.toolkit.errors import BadRequest

SAVED = budgets.named("short_links")
OFTEN = Fault("lien court", "beaucoup ont été enregistrés depuis une heure", "attendre quelques minutes, puis recommencer")


def offer(key: str, heading: str, explained: str, example: str, keep: Callable[[Actor, str], str]) -> None:
    """The form; `keep` writes what is on screen under a title and gives the code of its link. On paper, nothing."""
    if not paper.is_printed():
        _form(key, heading, explained, example, keep)


@st.fragment
def _form(key: str, heading: str, explained: str, example: str, keep: Callable[[Actor, str], str]) -> None:
    with st.container(width=provenance.READABLE):
        prose.subheader(heading)
        provenance.small(explained)
        if just_kept := f"{key}.code" in st.session_state:
            st.session_state[f"{key}.title"] = ""
        with st.form(key, border=False, clear_on_submit=False):
            title = prose.text_input("Titre", placeholder=example, key=f"{key}.title")
            asked = st.form_submit_button("Enregistrer", icon=":material/bookmark_add:")
        if asked and not just_kept and (code := _kept(keep, title)):
            st.session_state[f"{key}.code"] = code
            st.rerun()
        if code := st.session_state.pop(f"{key}.code", ""):
            link = f"{visitor.base()}/s/{code}"
            done.say("Enregistré. Le lien à donner :", f"[{link}]({link})")
            st.code(link, language=None)


def _kept(keep: Callable[[Actor, str], str], title: str) -> str:
    """Keeps it and gives the code of its link; "" when something refuses, which is said: the title stays in its field."""
    try:
        visiting = visitor.as_anybody()
        paced = visitor.paced_as(visiting)
        if SAVED.exhausted(paced):
            raise Refused(OFTEN)
        code = keep(visiting.actor, title)
    except (Refused, BadRequest) as refused:
        done.refuse(refused.fault)
        return ""
    SAVED.count(paced)
    return code
