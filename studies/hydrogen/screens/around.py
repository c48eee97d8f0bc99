"""Around a site: the communes by their minutes to it, what each technology asks for there, and the distances to the neighbours."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import escaping, french
from geo.maps import symbols
from geo.sites import located
from geo.territory import distances, lozere, positions
from geo.travel import access
from pages.parts import prose, provenance, tables, texts
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_choice, commune_layers, legend
from pages.parts.maps import territory_map as map_parts
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.ranking import placement
from pages.parts.study.view import View
from pages.parts.versions import machine_addresses
from studies.hydrogen.screens import common
from studies.hydrogen.screens.common import KEY
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units

BANDS = (30.0, 60.0)  # [min] near enough to refuel every day, and to refuel now and then
WANTED = {"demand": "Hydrogène demandé, hors transit", "biogas": "Biométhane demandé", "battery": "Électricité des véhicules à batterie"}
NEIGHBOURS = (0.5, 1.0, 2.0)  # [km] bands around a zone
TOLD = 6  # zones in the table
SEEN = 0.05  # [MWh/year, t/year] less than that is nobody


def demands(view: View) -> list[placement.Demand]:
    """What each technology asks for by commune in this choice, those that ask for something."""
    source, data = provenance.of_model(view.study), view.outcome.data
    found = [
        placement.Demand(words, data[f"{name}_by_commune"], data[f"{name}_by_commune"].attrs["unit"], "réparti", source)
        for name, words in WANTED.items()
    ]
    return [demand for demand in found if float(demand.weights.sum()) > SEEN]


def show(view: View, frame: pd.DataFrame, ranked: Sequence[str]) -> None:
    """The travel times to a zone that the visitor chooses, the first ranked to begin with. A fragment: a choice does not run the page again."""
    texts.heading(view, "minutes_title")

    @st.fragment
    def answer() -> None:
        """The map and the table of one zone."""
        chosen = prose.selectbox(
            "Station dans la zone",
            list(ranked),
            format_func=lambda name: f"{frame.at[name, 'name']} ({frame.at[name, 'commune']})",
            key=f"{KEY}.zone",
        )
        draw(view, frame.loc[[chosen]])

    answer()


def draw(view: View, zone: pd.DataFrame) -> None:
    """The communes coloured by minutes to a zone, then what each technology asks for within half an hour and an hour; a sentence when none does."""
    wanted = demands(view)
    if not wanted:
        texts.note(view, "nobody_reached")
        return
    around = access.commune_points(lozere.LOZERE)
    minutes = pd.Series(access.between(around, zone)[:, 0], index=around.index)
    near, far = ({demand.label: within(demand, minutes, band) for demand in wanted} for band in BANDS)
    first = wanted[0].label
    texts.heading(
        view,
        "reached_title",
        zone=escaping.markdown(zone["name"].iloc[0]),
        near=units.headline(near[first], "share"),
        soon=french.number(BANDS[0]),
        far=units.headline(far[first], "share"),
        late=french.number(BANDS[1]),
    )
    layer = CommuneLayer(
        "zone-minutes",
        "Minutes jusqu'à la zone",
        "min",
        commune_layers.FAR,
        lozere.ESTIMATED,
        provenance.of_model(view.study),
        minutes.rename_axis("commune").to_xarray(),
    )
    ring = symbols.ring(*zone[["lon", "lat"]].iloc[0])
    under = commune_choice.with_facts(
        f"{KEY}.zone",
        lambda chosen: map_parts.coloured(layer, None, sites=False, selected=chosen, above=[ring]),
        f"Carte de la Lozère, minutes en voiture jusqu'à la zone de {zone['commune'].iloc[0]}.",
        layer,
    )
    with under:
        legend.show(of=layer)
    tables.show(
        [
            {
                "Demande de ce choix": label,
                "À moins de 30 min": units.headline(near[label], "share"),
                "À moins de 60 min": units.headline(far[label], "share"),
            }
            for label in near
        ]
    )
    chart_panel.source_and_data(
        f"{provenance.of_model(view.study)} Temps en voiture : {access.method()}.",
        lambda: minutes.round(1).rename("minutes").rename_axis("code").reset_index(),
        f"{KEY}.zone-minutes",
    )


def within(demand: placement.Demand, minutes: pd.Series, band: float) -> float:
    """The part of a demand whose commune is less than so many minutes away [share]."""
    weights = demand.weights.to_series().reindex(minutes.index)
    return float(weights[minutes < band].sum() / weights.sum())


def show_distances(view: View) -> None:
    """The distances that the rules ask for with each energy, then how near the zones are to where people live."""
    rules = common.marks("distance")
    bars, source = rules.set_index("label")["value"].to_dict(), provenance.of_tables("hydrogen_marks")
    reading = "Les distances qu'on s'impose autour d'une station, à vérifier une par une"
    programs = machine_addresses.of_tables("hydrogen_marks")
    common.draw_bars(view, f"{common.KEY}.distances", bars, "m", reading, ("distance", "metres"), programs, source)
    tables.show(
        [
            {"Distance": f"**{units.headline(row.value, 'm')}**. {row.label}", "À savoir": f"{row.note} {provenance.DOUBT}"}
            for row in rules.itertuples()
        ]
    )
    show_neighbours(view)
    texts.note(view, "distances")


def show_neighbours(view: View) -> None:
    """How near the zones are to a village, for those whose own place is known."""
    zones = located.of_kind(located.ZONE)
    known = zones[zones["precision"] != positions.COMMUNE]
    missing = len(zones) - len(known)
    texts.heading(view, "residents_title")
    if len(known):
        tables.show(neighbours(known))
    if missing:
        texts.note(view, "unplaced", missing=f"{missing} {french.plural(missing, 'zone')}", all=str(len(zones)))
    else:
        texts.note(view, "straight")


def neighbours(zones: pd.DataFrame) -> list[dict[str, str]]:
    """The zones nearest to the centre of a commune, with the band where it is."""
    around = lozere.communes(lozere.LOZERE)
    apart = distances.straight_km(zones, around)
    nearest = zones.assign(km=apart.min(axis=1), town=around["name"].to_numpy()[np.argmin(apart, axis=1)]).sort_values("km")
    return [
        {
            "Zone": f"**{escaping.markdown(row.name)}**, {row.commune}",
            "Bourg le plus proche": row.town,
            "Bande": f"{band(row.km)} ({units.headline(round(row.km * KILO, -1), 'm')})",
        }
        for row in nearest.head(TOLD).itertuples(index=False)
    ]


def band(kilometres: float) -> str:
    """The band in which a distance is."""
    for end in NEIGHBOURS:
        if kilometres < end:
            return f"moins de {units.headline(end * KILO, 'm') if end < 1 else units.headline(end, 'km')}"
    return f"plus de {units.headline(NEIGHBOURS[-1], 'km')}"
