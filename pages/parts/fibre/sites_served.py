"""Page Fibre, part 5, folded: what is known of the fibre of each zone, plot and building, with its date and its source."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from data import editions
from data.coverage import SURVEYS
from data.editions import Stamp
from data.ground import escaping, french
from data.inventory import store
from geo.fibre import premises, rollout
from geo.sites import located
from pages.parts import prose, provenance
from pages.parts.charts import chart_panel
from pages.parts.fibre import long_table

KEY = "fibre.sites"


def show() -> None:
    """The table of the states, the best known first for each site."""
    places, states = known(editions.stamp(store.KIND), editions.stamp(SURVEYS))
    with prose.expander(reading(places, states)):
        with st.container(width=provenance.READABLE):
            prose.markdown(_survey_words())
        show_states(KEY)


def show_states(key: str) -> None:
    """The table of the states, in pages of a few lines, its sources and its data."""
    places, states = known(editions.stamp(store.KIND), editions.stamp(SURVEYS))

    @st.fragment
    def page() -> None:
        """The lines shown, apart, so that turning them does not run the page again."""
        long_table.show(table(places, states), _row, key)

    page()
    line = f"Source : celle de chaque ligne ; les sites viennent de l'inventaire. {located.example_words()} {provenance.TREATMENT}"
    chart_panel.source_and_data(line, lambda: _to_download(places, states), key)


@lru_cache(maxsize=2)
def known(_inventory: Stamp, _survey: Stamp) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sites and what is known of their fibre, computed once for one state of the inventory and of the surveys. Shared: do not change them."""
    places = located.all_sites()
    return places, rollout.fibre_states(places)


def reading(places: pd.DataFrame, states: pd.DataFrame) -> str:
    """How many sites have a known state of their own, by kind: the share of their commune is not one."""
    their_own = states[~states["basis"].str.startswith(rollout.IN_COMMUNE)]
    parts = []
    for kind in located.KINDS:
        here = places.loc[places["kind"] == kind, "site_id"]
        count = int(here.isin(their_own["site_id"]).sum())
        if len(here):
            parts.append(f"{french.counted(count, kind)} sur {french.number(len(here))}")
    return f"La fibre site par site : un état connu pour {french.listed(parts)}"


def table(places: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """One line for each known fact, the sites in the order of the inventory; a site of which nothing is known has one line, without state."""
    frame = places[["site_id", "name", "kind", "commune", "example"]].merge(states, on="site_id", how="left")
    return frame.fillna({"state": "", "on": "", "source": "", "basis": ""})


def _row(row) -> dict[str, str]:
    return {
        "Site": provenance.linked(row.name, f"/territoire?site={row.site_id}"),
        "Type": f"{row.kind}{' (exemple)' if row.example else ''}",
        "Commune": row.commune,
        "État de la fibre": f"**{escaping.markdown(row.state)}**" if row.state else french.UNKNOWN,
        "Date": escaping.markdown(provenance.day(row.on)),
        "Comment on le sait": escaping.markdown(row.basis),
        "Source": provenance.linked(row.source, escaping.web_address(row.source)),
    }


def _survey_words() -> str:
    """What the last state of a building could rest on."""
    held = premises.survey()
    if held is None:
        return (
            "L'état vient de l'inventaire, sinon du réseau public ouvert en 2012, qui ne dit rien d'aujourd'hui. Le relevé des immeubles de l'Arcep "
            "(base_imb, Ma connexion internet) dirait plus : **à l'agence de l'importer**, la marche à suivre est dans le fichier README du Studio."
        )
    card = held.edition.card
    held_words = f"{card.title}, {french.counted(card.rows, 'immeuble')}, édition n° {card.number}"
    return (
        f"L'état vient de l'inventaire, du relevé des immeubles de l'Arcep ({held_words}), "
        "sinon du réseau public ouvert en 2012. Un site connu à la commune a la part de sa commune, jamais un immeuble voisin."
    )


def _to_download(places: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    names = {"name": "nom", "kind": "type", "state": "etat", "on": "date", "basis": "origine"}
    return table(places, states).drop(columns="example").rename(columns=names)
