"""Territory: the zones, plots and buildings of the inventory, found on a map and in a list, and ranked for a firm."""

import streamlit as st

from data.ground import escaping
from data.inventory import store
from geo.sites import located, needs, offers
from pages.parts import address, menu, prose
from pages.parts.guides import head
from pages.parts.ranking import siting_panel
from pages.parts.reporting import form as reporting
from pages.parts.sites import editing, explorer, filters, site_downloads, site_list

KEY = "territory"
EXPLORE, FIT = "Explorer les sites", "Quel site convient ?"
MODES = [EXPLORE, FIT]

example = f" **{located.example_words()}**" if located.example_words() else ""
mode = head.with_choice(
    "Territoire",
    "Zones d'activités, terrains et bâtiments où une entreprise peut s'installer en Lozère. "
    f"Source : {escaping.markdown(store.current().title)}.{example}",
    lambda: address.bound(
        prose.segmented_control,
        "Que cherchez-vous ?",
        MODES,
        default=EXPLORE,
        required=True,
        key=f"{KEY}.mode",
        accepts=address.OneOf(MODES),
        label_visibility="collapsed",
    ),
)
everything = offers.offers()
need, unknown_too = filters.ask(KEY, everything["commune_code"].unique())
editing.give_back(everything["site_id"].tolist())
reporting.thank(everything["site_id"].tolist())
site_list.follow(everything)
suits = needs.suiting(everything, need, unknown_too)
with st.container(key="part-page"):
    if mode == EXPLORE:
        explorer.show(KEY, everything, suits, need, unknown_too)
    else:
        siting_panel.show(KEY, everything, need)
    site_downloads.show(KEY, everything[suits])
prose.page_link(menu.as_page(menu.INVENTORY), label=menu.INVENTORY.title, icon=":material/edit_document:")
