"""My commune, my intercommunality: what each study says of it, and of what stands around it when it cannot say it of so small a place."""

from datetime import date

import streamlit as st

from data.ground import french
from geo import place_facts
from geo.maps import decks, frame
from geo.places import chosen
from geo.places.chosen import Place
from geo.territory import contours, lozere
from geo.travel import access
from pages.parts import address, menu, prose, provenance, visitor
from pages.parts.maps import commune_choice, commune_layers, legend
from pages.parts.my_place import card, choice, decided
from pages.parts.printing import paper, sheet
from pages.parts.versions import reading

MAP = "my-place.map"
HERE = [decks.PLAIN, decks.PALETTE[-2]]  # the other communes, those of the place
TEXT = "my_place"  # of pages/texts: what is said of the sites of a place


def head(place: Place) -> None:
    """What the place is, and the way to the one that holds it."""
    people = commune_layers.places().population.sel(commune=list(place.communes))
    count = f"{french.number(float(people.sum()), 0)} habitants ({people.attrs['year']})"
    around = chosen.intercommunality_of(place)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="place-head"):
        if place.is_commune:
            prose.markdown(f"{around.name} · {count}", width="content")
            prose.button(f"Voir toute la {around.name}", on_click=choice.choose, args=(around.code,), type="tertiary", key="my-place.around")
        else:
            prose.markdown(f"{choice.counted(place)} · {count}", width="content")
        if not paper.is_printed():
            prose.markdown(f"[Version à imprimer](?{choice.address_of(place)}&{paper.VIEW}={paper.PRINTED})", width="content")


def show_map(place: Place | None) -> None:
    """The communes of the place among the others; a click chooses one."""
    codes = lozere.communes(lozere.LOZERE).index
    classes = [int(place is not None and code in place.communes) for code in codes]
    alone = place.code if place is not None and place.is_commune else None
    where = f" En couleur : {place.name}." if place else ""
    drawn = decks.commune_map(classes, HERE, selected=alone)
    commune_choice.clickable(drawn, MAP, f"Carte des {len(codes)} communes de la Lozère et des sites de l'inventaire.{where}", choice.clicked)
    legend.show(legend.sites())
    hint = "" if paper.is_printed() else "Un clic sur la carte choisit une commune. "
    provenance.small(f"{hint}{contours.contours().caution}")


def show_sites(place: Place) -> None:
    """What is known of the sites of the place."""
    with st.container(key="cards-sites"), st.container(border=True):
        prose.header("Zones, terrains et bâtiments")
        prose.markdown(provenance.text(TEXT, **place_facts.of(place, ("sites", "fit", "exit"))))
        provenance.small(
            f"Inventaire de l'agence et poids proposés par « {menu.TERRITORY.title} ». Temps en voiture de cette page : {access.method()}."
        )
        prose.page_link(menu.as_page(menu.TERRITORY), label="Voir les sites, ou changer les poids", icon=":material/arrow_forward:")


def show_studies(place: Place) -> None:
    """A card for each study that the visitor reads."""
    with st.container(key="cards-place"):
        for one in reading.read_by(visitor.current()):
            card.show(one, place)


def show_decisions(place: Place) -> None:
    """The decisions that touch the place."""
    with visitor.told():
        decided.show(place, visitor.current())


def on_paper(place: Place) -> None:
    """The page to print: one column, and where it comes from."""
    with st.container(key=sheet.MARK):
        show_studies(place)
        show_sites(place)
        show_decisions(place)
        show_map(place)
        home = f"/{menu.MY_PLACE.address}?{choice.address_of(place)}"
        prose.markdown(f"Imprimé le {french.day(date.today())}. Licence Ouverte 2.0. La même page, à jour : [{home}]({home}).")


address.follow(paper.VIEW, address.OneOf([paper.PRINTED]), "la page est affichée", "Vue")
here = choice.current()
prose.title(here.name if here else choice.LABEL)
if here:
    head(here)
else:
    prose.markdown("Ce que chaque étude change là où vous vivez. Choisir une commune ou une intercommunalité, ici, dans le menu ou sur la carte.")
if here and paper.is_printed():
    on_paper(here)
else:
    left, right = st.columns([3, 2], gap="large")
    with right, st.container(key=frame.LARGE):
        show_map(here)
    if here:
        with left:
            show_studies(here)
        with right:
            show_sites(here)
            show_decisions(here)
    else:
        with left:
            choice.show_list()
