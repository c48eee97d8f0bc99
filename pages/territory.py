"""Territory: the zones, plots and buildings of the inventory, found on a map and in a list, and ranked for a firm."""

import streamlit as st

from data.ground import escaping, french
from data.inventory import store
from geo.maps import frame
from geo.sites import located, needs, offers
from geo.territory import contours
from pages.parts import address, menu, prose, provenance
from pages.parts.provenance import READABLE
from pages.parts.ranking import siting_panel
from pages.parts.sites import card_panel, filters, site_downloads, site_list

KEY = "territory"
EXPLORE, FIT = "Explorer les sites", "Quel site convient ?"

prose.title("Territoire")
with st.container(width=READABLE):
    prose.markdown(
        "Les zones d'activités, les terrains et les bâtiments où une entreprise peut s'installer en Lozère. "
        f"Source : {escaping.markdown(store.current().title)}. **{located.example_words()}**".rstrip("* ")
        + ("**" if located.example_words() else "")
    )
modes = [EXPLORE, FIT]
mode = address.bound(
    prose.segmented_control, "Que cherchez-vous ?", modes, default=EXPLORE, required=True, key=f"{KEY}.mode", accepts=address.OneOf(modes)
)
need, unknown_too = filters.ask(KEY)
everything = offers.offers()
site_list.follow(everything)
suits = needs.suiting(everything, need, unknown_too)
found = everything[suits]

if mode == EXPLORE:
    none = "Aucun site ne convient" if len(everything) else "L'inventaire n'a aucun site"
    prose.header(f"{french.number(len(found))} sites sur {french.number(len(everything))}" if len(found) else none)
    if hidden := site_list.hidden_words(*needs.turned_away(everything, need, unknown_too)):
        provenance.small(hidden)
    with st.container(horizontal=True, gap="medium"):
        left, right = st.container(width=frame.DESK_WIDTH), st.container()
    with left:
        site_list.show_map(KEY, everything, suits)
        provenance.small(f"**{contours.contours().note}** Sorties de l'A75 et sites sans adresse : à leur commune, écartés pour se lire.")
    with right:
        if everything.empty:
            prose.markdown("L'agence dépose les zones, les terrains et les bâtiments sur la page « Inventaire ».")
        elif found.empty:
            prose.markdown("Élargir la demande : ôter une règle ci-dessus, choisir un autre type de site ou un autre lieu.")
        else:
            unknown = needs.unknown(found, need)
            site_list.show_list(KEY, found, dict(zip(found["site_id"], unknown, strict=True)))
else:
    siting_panel.show(KEY, everything, need)
if site_list.chosen():
    card_panel.show(everything, site_list.chosen())
site_downloads.show(KEY, found)
prose.page_link(menu.as_page(menu.INVENTORY), label="Mettre à jour l'inventaire", icon=":material/edit_document:")
