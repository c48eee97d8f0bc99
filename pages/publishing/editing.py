"""Modifier une étude: its assumptions, scenarios, texts and tables written on screen, checked as its files are, then submitted to the agency."""

from collections.abc import Callable

import streamlit as st

from data.ground import escaping, french
from pages.parts import address, menu, prose, visitor
from pages.parts.editing import assumptions, conflict, deposits, desk, scenarios, submitting, texts
from pages.parts.editing.desk import Desk
from pages.parts.versions import reading
from pages.parts.versions.reading import STUDY
from pages.parts.visiting import closed
from studies import catalog

SECTIONS: dict[str, Callable[[Desk], None]] = {
    "Hypothèses": assumptions.show,
    "Scénarios": scenarios.show,
    "Textes": texts.show,
    "Tables": deposits.one_table,
    "Tout un dossier": deposits.whole,
    "Vérifier et soumettre": submitting.show,
}


def chosen(slugs: list[str]) -> str:
    """The study on screen: the one of the address, else the first."""
    titles = {study.slug: study.card.title for study in catalog.studies()}
    address.follow(STUDY, address.OneOf(slugs, unknown="étude inconnue, ou que vous ne modifiez pas"), "la première est montrée", "Étude")
    if len(slugs) == 1:
        return slugs[0]
    name = desk.key("study")
    if st.query_params.get(STUDY) in slugs:
        st.session_state.setdefault(name, st.query_params[STUDY])
    slug = prose.selectbox("Étude", slugs, format_func=lambda one: titles.get(one, one), key=name, on_change=written, args=(name,), width=420)
    return slug or slugs[0]


def written(name: str) -> None:
    """Has the address name the study that was chosen."""
    st.query_params[STUDY] = st.session_state[name]


def standing(here: Desk) -> None:
    """What the draft is made of, and where else it is seen."""
    count = len(here.changed)
    if count:
        last = max(here.changed.values(), key=lambda file: file.at)
        told = f"{french.counted(count, 'fichier changé', 'fichiers changés')} à l'écran, le dernier à {desk.moment(last.at)}"
        told += f" par {escaping.markdown(desk.name(last.by))}"
    else:
        told = "le dossier de l'étude, sans changement à l'écran"
    links = f"[Aperçu](/{menu.PREVIEW.address}?{STUDY}={here.slug}) · [Versions]({reading.list_of(here.slug)})"
    name = next((study.card.title for study in catalog.studies() if study.slug == here.slug), here.slug)
    prose.markdown(f":material/edit_note: **{escaping.markdown(name)}**, brouillon : {told} · {links}")


def edition(slugs: list[str]) -> None:
    """The desk of somebody who may edit these studies."""
    slug = chosen(slugs)
    with visitor.told():
        here = desk.opened(visiting.actor, slug)
        with st.container(key="editing-standing"):
            standing(here)
        if clash := desk.clash(slug):  # in the place of the form, where one looks after saving: on a phone, what stands above it is not seen
            desk.keep_choices(slug)
            conflict.show(here, clash)
            return
        st.session_state.setdefault(desk.key("section"), next(iter(SECTIONS)))
        section = prose.segmented_control("Que modifier ?", list(SECTIONS), key=desk.key("section"))
        SECTIONS[section or next(iter(SECTIONS))](here)


visiting = visitor.current()
prose.title(menu.EDITING.title)
if visiting.fault:
    visitor.tell(visiting.fault)
if edited := [folder.name for folder in catalog.folders() if visiting.may("edit_study", folder.name)]:
    edition(edited)
else:
    address.keep(STUDY)  # the link was right: it waits for who may follow it
    closed.page(visiting.person, menu.EDITING.needs, "editing")
    prose.page_link(menu.as_page(menu.ACCOUNT), label="Mon compte", icon=":material/person:")
