"""What the agency decides for the whole Studio: who reads the drafts."""

import streamlit as st

from data.ground import french
from data.ground.faults import Refused
from data.store.access import Actor
from data.store.opening import store
from data.store.writings import agency
from data.store.writings.agency import Drafts
from pages.parts import prose, provenance, visitor
from pages.parts.visiting import done

KEY = "team.drafts"


def show(actor: Actor) -> None:
    """The choice, as it stands."""
    with visitor.told():
        now = agency.drafts(store())
        done.show(KEY)
        with st.form(KEY, border=False):
            chosen = prose.radio(
                "Qui lit une étude dont rien n'est publié",
                list(Drafts),
                index=list(Drafts).index(now),
                format_func=lambda one: french.begun(one.value),
                key=f"{KEY}.who",
            )
            provenance.small(
                "Une étude publiée se lit toujours sans compte. Gardé pour les membres, un brouillon n'est plus au menu, à l'accueil, aux adresses "
                "pour programmes ni dans la santé du service."
            )
            if st.form_submit_button("Enregistrer ce réglage"):
                _keep(actor, chosen)


def _keep(actor: Actor, chosen: Drafts) -> None:
    try:
        agency.show_drafts(store(), actor, chosen)
    except Refused as refused:
        done.refuse(refused.fault)
        return
    done.keep(KEY, "Réglage enregistré.")
    st.rerun()
