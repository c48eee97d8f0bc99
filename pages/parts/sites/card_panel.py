"""The card of the chosen site: its facts with their date and source, what is missing, its photographs, what can be done with it."""

import pandas as pd
import streamlit as st

from data.ground import escaping
from data.inventory import photos
from geo.fibre import rollout
from geo.maps import layers
from geo.sites import offers, site_card
from geo.travel import access
from pages.parts import prose, provenance, tables
from pages.parts.reporting import form as reporting
from pages.parts.sites import editing, site_list
from studies.exports import site_sheet

PHOTO_WIDTH = 360  # [px]


def show(offers: pd.DataFrame, identifier: str) -> None:
    """The card of a site of the inventory, in half a page: what a firm asks first, then every fact."""
    site = next(offers[offers["site_id"] == identifier].itertuples())
    card = site_card.card(site.site_id, site.kind)
    with st.container(border=True):
        prose.button("Revenir à la liste", icon=":material/arrow_back:", type="tertiary", on_click=site_list.choose, args=("",), key="card.close")
        prose.header(escaping.markdown(site.name), anchor=site_list.CARD)
        told = [
            site_list.kind_words(site),
            site.commune,
            site.epci_name,
            f"zone : {escaping.markdown(site.zone)}" if site.zone else "",
            site_list.surface_words(site),
            escaping.markdown(layers.price_words(site)),
        ]
        prose.markdown(" · ".join(filter(None, told)))
        if words := site_sheet.warning(card):
            prose.warning(words, icon=":material/warning:")
        _first_asked(site)
        _completeness(card)
        prose.subheader("Les faits, leur date et leur source")
        if card.facts:
            tables.show([_fact(fact) for fact in card.facts])
        else:
            prose.markdown("Aucun fait connu, hors du nom et de la commune.")
        _photos(site, card)
        _actions(site, card)
        editing.show(site)


def _fact(fact: site_card.Fact) -> dict[str, str]:
    on = f"{escaping.markdown(fact.on)}. " if fact.on else ""
    return {"Fait": escaping.markdown(fact.label), "Valeur": _value(fact), "Date et source": f"{on}{_source(fact)}"}


def _value(fact: site_card.Fact) -> str:
    """A value; a web address becomes a link."""
    return provenance.linked("lien", fact.value) if escaping.web_address(fact.value) else escaping.markdown(fact.value)


def _source(fact: site_card.Fact) -> str:
    source = provenance.linked(fact.source or ("lien" if fact.url else "source non dite"), fact.url)
    return f"{source}. {escaping.markdown(fact.remark)}" if fact.remark else source


def _first_asked(site) -> None:
    """The fibre and the way to the motorway."""
    states = rollout.fibre_states(pd.DataFrame([site._asdict()]))
    lines = [] if len(states) else ["- Fibre : **inconnue**."]
    for state in states.itertuples():
        on = f", {escaping.markdown(site_card.day(state.on))}" if state.on else ""
        source = provenance.linked("source", state.source) if state.source.startswith("http") else escaping.markdown(state.source)
        lines.append(f"- Fibre : **{escaping.markdown(state.state)}** ({escaping.markdown(state.basis)}{on}). {source}")
    prose.markdown("\n".join([*lines, f"- Autoroute : **{offers.motorway_words(site)}**."]))
    provenance.small(f"Temps {access.method()}. {layers.position_words(site)}.")


def _completeness(card: site_card.Card) -> None:
    prose.progress(card.score, text=site_sheet.completeness_words(card))
    if card.missing:
        provenance.small(site_sheet.missing_words(card))


def _photos(site, card: site_card.Card) -> None:
    """The pictures kept here are shown; a web address is a link, that the visitor follows or not."""
    here = photos.kept(card.photos)
    if here:
        with st.container(horizontal=True):
            for name in here:
                st.image(photos.path(name).read_bytes(), width=PHOTO_WIDTH, alt=f"Photographie de {site.name}")
    elsewhere = [name for name in card.photos if escaping.web_address(name)]
    if elsewhere:
        links = [provenance.linked(f"n° {i}", url) for i, url in enumerate(elsewhere, start=1)]
        provenance.small(f"Photographies sur d'autres sites : {', '.join(links)}")


def _actions(site, card: site_card.Card) -> None:
    with st.container(horizontal=True):
        prose.download_button(
            "Fiche à imprimer (PDF)",
            lambda: site_sheet.pdf(site, card, access.method()),
            file_name=f"{site.site_id}.pdf",
            mime="application/pdf",
            key=f"card.pdf-{site.site_id}",
            icon=":material/print:",
            on_click="ignore",
        )
        reporting.show_for_site(site)
    provenance.small("L'adresse de cette page mène à cette fiche : la copier suffit pour la partager.")
