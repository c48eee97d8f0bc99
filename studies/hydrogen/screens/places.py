"""Where: the zones ranked by the weights of the committee, the communes that would serve the demand best, and what residents would live beside."""

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import escaping, french
from geo.sites import located, siting
from geo.sites.siting import Criterion, Ranking
from geo.territory import distances
from geo.travel import access
from pages.parts import provenance, tables, texts
from pages.parts.ranking import placement, ranks, weights
from pages.parts.study.view import View
from studies.hydrogen.screens import around as page_around
from studies.hydrogen.screens import common
from studies.hydrogen.screens.common import KEY
from studies.toolkit.reading import units
from studies.toolkit.running.narrative import Given

REACH, DECAY = 30.0, 20.0  # [min] demand beyond is not counted; demand at 20 min counts for 0.37 of one next door
NEAR_EXIT = 5.0  # [min] a truck does not leave the motorway for longer
PLOT = 3_000  # [m2] a station with its production
STEEL_WORKS = "48140"  # the commune of the only known user of heat and gas
PLANTS, PLANT_REACH = ("48191", "48029", "48111", "48083"), 10.0  # communes of the plants that the study knows; [km] in a straight line
CRITERIA = (
    Criterion("demand", f"demande à moins de {REACH:.0f} min", "t/an, pondérées", 1),
    Criterion("trucks", f"poids lourds de l'A75 à moins de {NEAR_EXIT:.0f} min", "par jour", 1),
    Criterion("power", f"parc renouvelable connu à moins de {PLANT_REACH:.0f} km", "", 1),
    Criterion("plot", f"terrain d'au moins {french.number(PLOT)} m²", "", 1, scale=(0, 1)),
    Criterion("heat", "industrie qui prend chaleur ou gaz", "", 1),
)
START = {"demand": 40, "trucks": 25, "power": 15, "plot": 10, "heat": 10}  # [%]
RIVALS = {"biogas": "une station de biométhane", "battery": "des bornes (batterie)"}
STATIONS = {"demand": "une station d'hydrogène"} | RIVALS  # what is placed
SHOWN = 10  # zones in the chart and the table


# The zones


def criteria(view: View, energy: str = "demand") -> pd.DataFrame:
    """What zones are compared on when the station sells an `energy`, one row for each; NaN where nobody knows."""
    places = located.of_kind(located.ZONE).set_index("site_id")
    around = access.commune_points("48")
    minutes = access.between(places, around)
    weights = view.outcome.data[f"{energy}_by_commune"].to_series().loc[around.index].to_numpy()
    reached = np.where(minutes <= REACH, np.exp(-minutes / DECAY), 0)
    exit_minutes = access.nearest_exit(places)["minutes"]
    trucks = np.where(exit_minutes.isna(), np.nan, np.where(exit_minutes <= NEAR_EXIT, view.outcome.values["transit_flow"], 0.0))
    plot = np.where(places["surface_m2"].isna(), np.nan, (places["surface_m2"] >= PLOT).astype(float))
    heat = np.where(places["commune_code"] == STEEL_WORKS, 1.0, 0.0)
    frame = {"demand": reached @ weights, "trucks": trucks, "power": near_plants(places), "plot": plot, "heat": heat}
    return pd.DataFrame(frame, index=places.index)


def near_plants(places: pd.DataFrame) -> np.ndarray:
    """1 where a known plant stands within reach of a zone, 0 elsewhere."""
    plants = access.commune_points("48").loc[list(PLANTS)]
    return (distances.straight_km(places, plants) <= PLANT_REACH).any(axis=1).astype(float)


def sold(view: View) -> str:
    """What the station would sell in this choice: hydrogen when somebody asks for it, biomethane otherwise."""
    return "demand" if float(view.outcome.data.demand_by_commune.sum()) > page_around.SEEN else "biogas"


def ranked(view: View, chosen: dict[str, float]) -> tuple[pd.DataFrame, Ranking]:
    """The zones, and their ranking with these weights."""
    return located.of_kind(located.ZONE).set_index("site_id"), siting.rank(criteria(view, sold(view)), CRITERIA, chosen)


def rival_ranks(view: View, chosen: dict[str, float]) -> dict[str, pd.Series]:
    """The rank of each zone if the station sold biomethane, or charged trucks, with the same weights; only for what someone asks for."""
    beside = {name: title for name, title in RIVALS.items() if name != sold(view)}
    asked = {name: title for name, title in beside.items() if float(view.outcome.data[f"{name}_by_commune"].sum()) > page_around.SEEN}
    return {f"rang pour {title}": siting.rank(criteria(view, name), CRITERIA, chosen).frame["rank"] for name, title in asked.items()}


def zones(view: View) -> Given:
    """The zone that comes first with the weights proposed, or how many of a town tie, and how sure that is."""
    frame, ranking = ranked(view, {name: float(share) for name, share in START.items()})
    row = ranking.frame.iloc[0]
    first = frame.loc[ranks.tied(ranking), ["name", "commune"]]
    names = [f"« {escaping.markdown(name)} »{'' if town in name else f' ({town})'}" for name, town in first.itertuples(index=False)]
    named = {"first": french.listed(names), "station": STATIONS[sold(view)]}
    return {
        "tied": len(first),
        "many": str(len(first)),
        "worst": str(row["rank_worst"]),
        "lowest": int(row["rank_worst"]),
        "compared": str(len(frame)),
    } | named


def show_zones(view: View) -> None:
    """The weights, the ranks and how far they move, then the communes that would serve the demand best."""
    texts.heading(view, "zones_title")
    left, right = st.columns([1, 2], gap="large")
    with left:
        chosen = weights.ask(KEY, CRITERIA, START)
    if chosen is None:
        return
    frame, ranking = ranked(view, chosen)
    beside = rival_ranks(view, chosen)
    with right:
        source = f"{provenance.of_model(view.study)} Inventaire des zones. Temps d'accès : {access.method()}."
        ranks.chart(
            f"{KEY}.zones",
            frame["name"],
            ranking,
            SHOWN,
            source,
            lambda: ranks.table(frame["name"], ranking, beside),
            f"rang pour {STATIONS[sold(view)]}",
            beside,
        )
    towns = frame["name"] + ", " + frame["commune"]
    tables.show(ranks.reasons("Rang et zone", towns, ranking, criteria(view, sold(view)), CRITERIA, chosen, SHOWN))
    texts.note(view, "zones", located.example_words())
    with st.container():
        page_around.show(view, frame, list(ranking.frame.index))
    with st.container():
        if asked := page_around.demands(view):  # nobody to serve, no place to look for
            placement.show(f"{KEY}.stations", asked, {})


def asked_by_link() -> bool:
    """Whether the address gives weights to the committee."""
    return weights.asked(KEY, CRITERIA)


# The residents


def people_of_water(view: View) -> str:
    """The water of the electrolyser, in inhabitants."""
    return units.headline(round(view.number("water") / common.marks().at["household_water", "value"]), "inhabitants")


def residents(view: View) -> Given:
    """From which hydrogen stored a site is declared, then authorised [kg]; the water in inhabitants."""
    limits = common.marks()["value"]
    return {"declared": limits["icpe_declaration"], "authorised": limits["icpe_authorisation"], "people": people_of_water(view)}


def show_residents(view: View) -> None:
    """The thresholds, then the plants that the electricity would take, and what the rivals would take."""
    texts.heading(view, "thresholds_title")
    common.show_marks("risk")
    page_around.show_distances(view)
    size = common.marks()["value"]
    turbines = view.number("wind_power") / size["wind_turbine"]
    texts.heading(view, "needed_title")
    texts.table(
        view,
        "facts",
        {"what": "Besoin", "value": "Repère"},
        {"about": "needs"},
        parks=french.significant(view.number("sun_power") / size["pv_plant"]),
        turbines=f"{french.significant(turbines)} {french.plural(turbines, 'éolienne')}",
        people=people_of_water(view),
        **{name: common.vehicles(view, name) for name in RIVALS},
    )
    water = f", {provenance.DOUBT}" if view.study.parameters["water_use"].doubtful else " : mesurée à Toulouse"
    texts.note(view, "residents", provenance.of_tables("hydrogen_marks"), water=water)
