"""The card of a study on the page of a place: under which option, what it says here and around, how far it may be read."""

import streamlit as st

from data.ground import escaping
from geo.places.chosen import Place
from pages.parts import menu, prose, provenance, refusal
from pages.parts.home import advised
from pages.parts.my_place import choice, told
from pages.parts.my_place.told import Said
from pages.parts.versions import reading
from studies.publishing.shown import Shown

NOTHING = "Cette étude ne dit rien d'un lieu en particulier."


def show(one: Shown, place: Place) -> None:
    """What a study says of a place, and the way to its page, opened on it under the same option."""
    study = one.study
    with st.container(border=True):
        prose.header(escaping.markdown(study.card.title))
        prose.caption(f"{advised.named(study)} · {reading.named(one)}")
        with refusal.in_place(study):
            found = told.of_study(told.shown(study), place)
            for said in found:
                prose.markdown("\n".join([f":small[**{_where(said, place)}**]", "", *(f"- {sentence}" for sentence in said.sentences)]))
            if not found:
                prose.markdown(NOTHING)
            provenance.small(f"À ne pas lire sous {study.card.minimum_scale}.")
        prose.page_link(
            menu.as_page(menu.of_shown(one)),
            label=f"Ouvrir l'étude sur {place.in_sentence}",
            icon=":material/arrow_forward:",
            query_params={choice.KEY: place.name, **advised.in_address(study)},
        )


def _where(said: Said, place: Place) -> str:
    """Of which place sentences are said, and why not of the one that was chosen."""
    if said.place == place:
        return place.name
    name = "Toute la Lozère" if said.place.is_department else said.place.name
    return f"{name} : ces chiffres ne se lisent pas plus bas"
