"""Home: what le Studio is, what each study advises and its figure, the territory."""

import streamlit as st

from data import department
from data.ground.faults import Refused
from data.tables import LOZERE
from pages.parts import address, menu, prose, provenance, visitor
from pages.parts.decisions import last_year
from pages.parts.decisions import reading as decided
from pages.parts.home import study_cards
from pages.parts.maps import commune_layers, department_panel, territory_map
from pages.parts.versions import news, reading

visiting = visitor.current()
read = reading.read_by(visiting)
with st.container(key="home-head"):
    prose.title("Le Studio")
    prose.markdown(provenance.text("home"))
    with st.container(horizontal=True, gap="medium", key="home-doors"):
        prose.page_link(menu.as_page(menu.MY_PLACE), label="Ce que les études changent dans ma commune", icon=":material/location_on:")
        prose.page_link(menu.as_page(menu.ROLLOUT), label="Quand le cuivre s'arrête, commune par commune", icon=":material/phone_disabled:")
        prose.page_link(menu.as_page(menu.TERRITORY), label="Trouver une zone, un terrain, un bâtiment", icon=":material/search:")
with visitor.told():
    last_year.in_brief(decided.held(visiting), visiting)
news.show(visiting, read)
study_cards.show(read)

prose.header("Le territoire")


@address.fragment
def territory() -> None:
    """The map, apart, so that choosing a commune does not run the page again."""
    territory_map.draw(territory_map.panel("home.map", commune_layers.observed(), large=True), commune_layers.observed())


@address.fragment
def other_department(code: str) -> None:
    """The map of another département, apart for the same reason."""
    department_panel.show(code)


try:
    chosen = department.chosen()
except Refused as refused:
    prose.warning(str(refused.fault))
    chosen = LOZERE
if chosen == LOZERE:
    territory()
else:
    other_department(chosen)
