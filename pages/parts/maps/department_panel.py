"""The home map of another département than Lozère: its communes, the figures that the tables have of it, and what stays Lozère's."""

import streamlit as st
import xarray as xr

from data import department
from data.ground import french
from data.ground.faults import Refused
from geo.maps import decks, department_map, frame
from geo.territory import contours
from geo.territory.contours import Contours
from geo.territory.department_figures import figures
from pages.parts import prose, provenance, tables
from pages.parts.maps import commune_choice, legend
from pages.parts.maps.commune_layers import SECOND_HOME_LIMITS, CommuneLayer
from studies.toolkit.reading import units

KEY = "department"
LOZERE_ONLY = "Les études, l'inventaire et les autres pages restent ceux de la Lozère."
NO_FIGURE = "Aucun chiffre des communes de ce département n'est dans les tables du Studio : la carte montre leurs limites."


def show(code: str) -> None:
    """The map of the communes of a département beside the facts of the chosen one; a sentence when its contours are not there."""
    prose.subheader(f"{department.name(code)} ({code})")
    prose.markdown(LOZERE_ONLY)
    try:
        known = contours.of_department(code)
    except Refused as refused:
        prose.warning(str(refused.fault))
        return
    if known is None:
        prose.warning("Les contours de ce département ne sont pas là : relancer « make run » avec le réseau ; la console dit ce qui a manqué.")
        return
    layer = _second_homes(known)
    if layer is not None:
        prose.markdown(f"**{layer.named(None)}**")
        legend.show(of=layer, with_road=False)  # the width of the page: on one line
    with st.container(horizontal=True, gap="medium"):
        left, right = st.container(width=frame.LARGE_WIDTH, key=frame.LARGE), st.container()
    with right:
        chosen = commune_choice.ask(KEY, known.frame.set_index("code")["name"], in_address=True)
        _facts(known, chosen)
        provenance.small(NO_FIGURE if layer is None else f"{layer.named(None)}. {layer.source}")
        provenance.small(f"**{known.note}**")
    with left:
        _map(code, known, layer, chosen)


def _map(code: str, known: Contours, layer: CommuneLayer | None, chosen: str | None) -> None:
    classes, palette = (None, decks.PALETTE) if layer is None else (layer.classes(None), layer.palette)
    colour = "" if layer is None else f" Couleur : {layer.named(None)}."
    people = figures(list(known.frame["code"]))
    drawn = department_map.department_map(known, classes, palette, chosen, None if people is None else people["population"].tolist())
    commune_choice.clickable(drawn, KEY, f"Carte des {len(known.frame)} communes du département {department.name(code)}.{colour}")


def _second_homes(known: Contours) -> CommuneLayer | None:
    """The one figure that is drawn, where the tables have it."""
    found = figures(list(known.frame["code"]))
    if found is None:
        return None
    values = xr.DataArray(found["second_homes"].to_numpy(), dims="commune", coords={"commune": found.index.to_numpy(dtype=str)})
    title, source = "Résidences secondaires dans les logements", provenance.of_tables("commune_figures")
    return CommuneLayer("second_homes", title, "share", SECOND_HOME_LIMITS, "observé", source, values)


def _facts(known: Contours, chosen: str | None) -> None:
    if chosen is None:
        counts = known.frame[known.frame["epci_name"] != ""].groupby("epci_name").size()
        tables.show([{"Intercommunalité": name, "Communes dans le département": str(count)} for name, count in counts.items()])
        return
    facts = {"Intercommunalité": known.frame.set_index("code").loc[chosen, "epci_name"] or "aucune"}
    found = figures([chosen])
    if found is not None:
        facts["Population municipale (2023)"] = french.number(float(found["population"].iloc[0]), 0)
        facts["Résidences secondaires dans les logements (2018)"] = units.headline(float(found["second_homes"].iloc[0]), "share")
    tables.show([{"Fait": name, "Valeur": value} for name, value in facts.items()])
