"""Where: the zones ranked by the weights of the committee, the communes that would serve the demand best, and what residents would live beside."""

import numpy as np
import pandas as pd
import streamlit as st

from data import tables as data_tables
from data.ground import escaping, french
from geo.sites import located, siting
from geo.sites.siting import Criterion, Ranking
from geo.territory import distances
from geo.travel import access
from pages.parts import provenance, tables
from pages.parts.ranking import placement, ranks, weights
from pages.parts.study.view import View
from studies.hydrogen.screens import around as page_around
from studies.hydrogen.screens.money import mark_row
from studies.hydrogen.screens.price import KEY, doubtful, heading, number, said
from studies.toolkit.reading import units

REACH, DECAY = 30.0, 20.0  # [min] demand beyond is not counted; demand at 20 min counts for 0.37 of one next door
NEAR_EXIT = 5.0  # [min] a truck does not leave the motorway for longer
PLOT = 3_000  # [m2] a station with its production
STEEL_WORKS = "48140"  # the commune of the only known user of heat and gas
PLANTS, PLANT_REACH = ("48191", "48029", "48111", "48083"), 10.0  # communes of the plants that the study knows; [km] in a straight line
CRITERIA = (
    Criterion("demand", f"demande à moins de {REACH:.0f} min", "t/an, pondérées", 1),
    Criterion("trucks", f"poids lourds de l'A75 à moins de {NEAR_EXIT:.0f} min", "par jour", 1),
    Criterion("power", "parc renouvelable connu à moins de 10 km", "", 1),
    Criterion("plot", f"terrain d'au moins {french.number(PLOT)} m²", "", 1),
    Criterion("heat", "industrie qui prend chaleur ou gaz", "", 1),
)
START = {"demand": 40, "trucks": 25, "power": 15, "plot": 10, "heat": 10}  # [%]
RIVALS = {"biogas": "une station de biométhane", "battery": "des bornes (batterie)"}
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
    straight = distances.geodesic_km(
        places["lon"].to_numpy()[:, None], places["lat"].to_numpy()[:, None], plants["lon"].to_numpy(), plants["lat"].to_numpy()
    )
    return (straight <= PLANT_REACH).any(axis=1).astype(float)


def ranked(view: View, chosen: dict[str, float]) -> tuple[pd.DataFrame, Ranking]:
    """The zones, and their ranking with these weights."""
    return located.of_kind(located.ZONE).set_index("site_id"), siting.rank(criteria(view), CRITERIA, chosen)


def rival_ranks(view: View, chosen: dict[str, float]) -> dict[str, pd.Series]:
    """The rank of each zone if the station sold biomethane, or charged trucks, with the same weights; only for what someone asks for."""
    asked = {name: title for name, title in RIVALS.items() if float(view.outcome.data[f"{name}_by_commune"].sum()) > page_around.SEEN}
    return {f"rang pour {title}": siting.rank(criteria(view, name), CRITERIA, chosen).frame["rank"] for name, title in asked.items()}


def zones(view: View) -> str:
    """The zone that comes first with the weights proposed, or those that tie, and how sure that is."""
    frame, ranking = ranked(view, {name: float(share) for name, share in START.items()})
    row = ranking.frame.iloc[0]
    tied = ranking.frame.index[ranking.frame["rank"] == row["rank"]]
    town = frame.at[tied[0], "commune"]
    if len(tied) > 1 and (frame.loc[tied, "commune"] == town).all():
        first = f"les {len(tied)} zones de {town} viennent en tête, ex æquo"
    else:
        first = f"« {escaping.markdown(frame.at[tied[0], 'name'])} » vient en tête"
    return f"Avec les poids proposés, {first} ; ce qu'on ignore peut faire descendre la première au rang {row['rank_worst']} sur {len(frame)}"


def show_zones(view: View) -> None:
    """The weights, the ranks and how far they move, then the communes that would serve the demand best."""
    heading("Les zones d'activité, selon vos poids")
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
            "rang pour l'hydrogène",
            beside,
        )
    towns = frame["name"] + ", " + frame["commune"]
    tables.show(ranks.reasons("Rang et zone", towns, ranking, criteria(view), CRITERIA, chosen, SHOWN))
    provenance.small(
        "Note de 0 à 100 : entre les deux bornes selon ce que personne ne sait. Parcs connus : La Tieule, Le Palais du Roy, Les Laubies (en projet). "
        "Ni le "
        "poste électrique ni la distance aux logements ne sont connus, la surface l'est pour peu de zones : demander à l'agence et au gestionnaire "
        "de "
        f"réseau. Le kilo coûte le même prix partout dans ce calcul, {said(view, 'pump_price')}. {located.example_words()}"
    )
    with st.container():
        page_around.show(view, frame, list(ranking.frame.index))
    with st.container():
        placement.show(f"{KEY}.stations", page_around.demands(view), {})


def asked_by_link() -> bool:
    """Whether the address gives weights to the committee."""
    return weights.asked(KEY, CRITERIA)


# The residents


def residents(view: View) -> str:
    """The hydrogen stored against the thresholds, the water, the plants."""
    limits = data_tables.read("hydrogen_marks").set_index("id")["value"]
    tank = number(view, "tank")
    if tank >= limits["icpe_authorisation"]:
        regime = "au-dessus du seuil d'autorisation"
    elif tank >= limits["icpe_declaration"]:
        regime = "soumis à déclaration"
    else:
        regime = "sous le seuil de déclaration"
    return (
        f"{said(view, 'tank')} d'hydrogène stockés en tout, {regime} s'ils sont au même endroit (seuils à vérifier) ; {said(view, 'water')} d'eau, "
        f"celle de {people_of_water(view)}"
    )


def people_of_water(view: View) -> str:
    """The water of the electrolyser, in inhabitants."""
    each = data_tables.read("hydrogen_marks").set_index("id").at["household_water", "value"]
    return units.headline(round(number(view, "water") / each), "inhabitants")


def show_residents(view: View) -> None:
    """The thresholds, then the plants that the electricity would take, and what the rivals would take."""
    marks = data_tables.read("hydrogen_marks")
    heading("Les seuils qui comptent")
    tables.show([mark_row(row) for row in marks[marks["kind"] == "risk"].itertuples()])
    page_around.show_distances(view)
    size = marks.set_index("id")["value"]
    parks, turbines = number(view, "sun_power") / size["pv_plant"], number(view, "wind_power") / size["wind_turbine"]
    heading("Ce qu'il faudrait pour l'électricité, et ce qu'il faut aux autres")
    data = view.outcome.data
    needs = {
        f"**Électricité consommée** : {said(view, 'electricity')}": f"{said(view, 'target_part')} de ce que le département veut produire en plus "
        "d'ici 2033",
        f"**Solaire sous contrat** : {said(view, 'sun_power')}": f"{french.significant(parks)} fois La Tieule",
        f"**Éolien sous contrat** : {said(view, 'wind_power')}": f"{french.significant(turbines)} {french.plural(turbines, 'éolienne')} du "
        "Palais du Roy",
        f"**Eau** : {said(view, 'water')}": f"l'eau de {people_of_water(view)}, à vérifier",
        f"**Biométhane** : {units.headline(round(float(data.biogas_vehicles[-1])), 'vehicles')}": "une station de gaz ; la méthanisation est "
        "un autre chantier",
        f"**Batterie** : {units.headline(round(float(data.battery_vehicles[-1])), 'vehicles')}": "des bornes dans les dépôts",
    }
    tables.show([{"Besoin": need, "Repère": mark} for need, mark in needs.items()])
    provenance.small(
        "Ni le bruit du compresseur, ni les distances d'éloignement d'un site précis ne sont calculés : ils viennent de l'étude de dangers du "
        "projet. "
        f"Eau par kilo{doubtful(view, 'water_use') or ' : mesurée à Toulouse'}. {provenance.of_tables('hydrogen_marks')}"
    )
