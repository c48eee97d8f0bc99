"""Whether the fibre holds: the routes that the sources tell, their single points of failure, how far the networks are in milliseconds."""

import pandas as pd
import streamlit as st

from data.ground import french
from geo.fibre import backbone
from geo.maps import decks
from geo.territory import lozere
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_choice, legend
from pages.parts.study.view import View
from studies.datacenter.screens.clients import KEY
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units

MENDE = "48095"
LINE = '<rect width="16" height="20" fill="#CDD6D1"/><path d="M0 10 L16 10" stroke="{}" stroke-width="{}"/>'  # on the ground of a commune


def show_safe(view: View) -> None:
    """The map of the routes, then the round trips."""
    left, right = st.columns(2, gap="medium")
    with left:
        texts.heading(view, "routes_title")
        under = commune_choice.with_facts(
            f"{KEY}.routes", lambda chosen: decks.commune_map(sites=True, selected=chosen, under=backbone.layer()), view.note("routes_map")
        )
        with under:
            legend.show(route_signs())
        texts.note(view, "routes")
        chart_panel.source_and_data(provenance.line(view.study, "net48"), route_table, f"{KEY}.routes-data")
    with right:
        texts.heading(view, "weak_points_title")
        tables.show(weak_rows(view))
        texts.heading(view, "round_trips_title")
        place = lozere.communes().loc[MENDE]
        times = backbone.round_trips(place["lon"], place["lat"])
        tables.show([{"Vers": name, "Temps": french.with_unit(french.significant(value, 2), "ms")} for name, value in times.items()])
        texts.note(view, "round_trips")


def route_signs() -> list[legend.Entry]:
    """The sign of each route, with its words."""
    return [(LINE.format(legend.rgb(colour), 2 if route == backbone.MISSING else 5), route) for route, colour in backbone.COLOURS.items()]


def weak_rows(view: View) -> list[dict[str, str]]:
    """The single points of failure."""
    values = view.outcome.values
    second = units.headline(values["route_needed"] * values["route_cost"] / KILO, "MEUR_2024")
    return texts.rows(view, "weak_points", {"weak_point": "Point faible", "avoided_by": "Ce qui l'évite"}, second_route=second)


def route_table() -> pd.DataFrame:
    """The routes as a table."""
    return pd.concat([backbone.places(route).assign(route=route) for route in backbone.ROUTES]).rename_axis("commune").reset_index()
