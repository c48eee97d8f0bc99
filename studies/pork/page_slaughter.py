"""Questions 4 and 11: do volumes hold the abattoirs and what if one closes; how far pigs travel and how they live."""

import numpy as np
import pandas as pd
import streamlit as st

from data import french
from geo import maps
from geo.classes import round_limits
from pages.parts import commune_layers, exhibit, flow_figures, provenance, tables
from pages.parts import maps as map_parts
from pages.parts.study_page import Drawing, View
from studies.pork.page_common import KEY, draw, mark, said, value, written
from studies.toolkit import running, units

HERE = {"langogne": "Langogne", "antrenas": "Antrenas", "saint_chely": "Saint-Chély-d'Apcher"}
FULL = 0.5  # [t/week] what is left is called nothing
TRIED = 3  # [year] how long each abattoir is closed in the table: long enough to be seen
READ = ("slaughter_km", "haulage", "slaughtered_outside", "jobs_slaughter", "unplaced")


# 4. The abattoirs


def closures(view: View) -> dict[str, dict[str, float]]:
    """The results of the year after the closures begin [their unit], everything open, then with each abattoir closed, in one call of the model."""
    chosen = dict(view.outcome.values)
    for row, name in enumerate(HERE, start=1):
        chosen[f"closed_years_{name}"] = np.where(np.arange(len(HERE) + 1) == row, float(TRIED), 0.0)
    answer = running.simulate(view.study, chosen).sel(year=float(round(view.outcome.values["closure_year"])) + 1)
    return {words: {name: float(answer[name].values[row]) for name in READ} for row, words in enumerate(["aucun", *HERE.values()])}


def abattoirs(view: View) -> str:
    """The load of Langogne, and what its closure costs."""
    capacity, found = value(view, "capacity_now_langogne"), closures(view)
    shut = found["Langogne"]
    more, away = units.headline(shut["slaughter_km"] - found["aucun"]["slaughter_km"], "km"), units.headline(shut["slaughtered_outside"], "t/year")
    if not capacity:
        return f"Langogne serait fermé en 2040 ; au début de la fermeture, {away} partent dehors, et chaque porc fait {more} de plus{mark(view)}"
    filled = units.headline(value(view, "load_langogne") / capacity, "share")
    return f"Langogne serait rempli à {filled} en 2040 ; s'il ferme, chaque porc fait {more} de plus et {away} partent dehors{mark(view)}"


def show_abattoirs(view: View) -> None:
    """The weekly load of each abattoir against its capacity, what each closure does, the map of the kilometres."""
    draw(view, f"{KEY}.loads", loads(view), *(f"load_{one}" for one in HERE), *(f"capacity_now_{one}" for one in HERE))
    found, when = closures(view), round(view.outcome.values["closure_year"])
    cost = found["Langogne"]["haulage"] - found["aucun"]["haulage"]
    st.markdown(f"### Fermer Langogne en {when} coûterait {units.headline(cost, 'kEUR_2024')} de transport de plus par an")
    tables.show([closure_row(words, one) for words, one in found.items()])
    exhibit.source_and_data(
        provenance.of_model(view.study), lambda: pd.DataFrame(found).T.rename_axis("abattoir_ferme").reset_index(), f"{KEY}.closures"
    )
    provenance.small(
        "Les curseurs « Mettre à l'épreuve » ferment un abattoir et changent cette carte. Une fermeture envoie aussi hors de Lozère les autres "
        "espèces et les porcs d'ailleurs, qui ne sont pas comptés."
    )
    show_map(view, when + 1)


def loads(view: View) -> Drawing:
    """Tonnes slaughtered by week, all species, against the capacity."""
    data = view.outcome.data
    series = {words: data[f"load_{name}"].values for name, words in HERE.items()}
    limits = {f"capacité, {words}": data[f"capacity_now_{name}"].values for name, words in HERE.items()}
    figure = flow_figures.lines(data.year.values, series, "t/week", limits)
    free = {words: value(view, f"capacity_now_{name}") - value(view, f"load_{name}") for name, words in HERE.items()}
    reading = "Place libre en 2040 : " + ", ".join(
        f"{units.headline(left, 't/week') if left > FULL else 'rien'} ({words})" for words, left in free.items()
    )
    return Drawing(figure, reading, ". ".join(said(view, f"load_{name}", words) for name, words in HERE.items()) + ".")


def closure_row(words: str, one: dict[str, float]) -> dict[str, str]:
    """What a closure changes, in three columns that a phone shows whole."""
    journey, cost = units.headline(one["slaughter_km"], "km"), units.headline(one["haulage"], "kEUR_2024/year")
    away, jobs = units.headline(one["slaughtered_outside"], "t/year"), french.number(one["jobs_slaughter"], 1)
    return {"Abattoir fermé": words, "Trajet et transport": f"{journey} ; {cost}", "Abattu dehors ; emplois ici": f"{away} ; {jobs}"}


def show_map(view: View, date: float) -> None:
    """Where the pigs of each zone travel in a year, coloured by distance."""
    one = view.outcome.data.haul_by_commune.sel(year=date)
    layer = commune_layers.CommuneLayer(
        "haul",
        "Distance jusqu'à l'abattoir, moyenne de la zone",
        "km",
        round_limits(one.values, 4),
        "estimé",
        provenance.of_tables("abattoirs", "commune_estimates"),
        one,
        "area",
    )
    far = str(view.study.territory.farm_zone.values[int(np.argmax(one.values))])
    near, most = (units.headline(float(end), "km") for end in (one.min(), one.max()))
    st.markdown(f"### En {date - 1:.0f}, les porcs de la zone {far} feraient le plus de route : {most}")
    st.pydeck_chart(
        maps.commune_map(layer.classes(None), sites=False),
        height=maps.HEIGHT,
        key=f"{KEY}.haul-map",
        alt=f"Carte des communes : distance moyenne de la zone jusqu'à l'abattoir, de {near} à {most}.",
    )
    map_parts.legend(map_parts.shades(layer))
    tables.show(
        [{"Zone du recensement agricole": name, "Distance (estimation)": units.headline(km, "km")} for name, km in zone_km(view, one).items()]
    )
    exhibit.source_and_data(layer.source, lambda: zone_km(view, one).rename("km").rename_axis("zone").reset_index(), f"{KEY}.haul")


def zone_km(view: View, one) -> pd.Series:
    """The kilometres of each zone, the farthest first [km]."""
    return pd.Series(one.values, index=view.study.territory.farm_zone.values).groupby(level=0).mean().sort_values(ascending=False)


# 11. Welfare


def welfare(view: View) -> str:
    """The share outdoors, and the journey."""
    journey = written(view, "slaughter_km")
    return f"{written(view, 'outdoor_share')} des porcs seraient dehors ou sur parcours en 2040 ; le trajet moyen serait de {journey}{mark(view)}"


def show_welfare(view: View) -> None:
    """The journey year by year, and what each rule gives a pig."""
    data = view.outcome.data
    base = view.reference.data
    title = view.study.scenarios[view.study.card.reference].title
    figure = flow_figures.lines(data.year.values, {view.title: data.slaughter_km.values}, "km", {title: base.slaughter_km.values})
    far = data.year.values[int(np.argmax(data.slaughter_km.values))]
    reading = f"Le trajet le plus long serait celui de {far - 1:.0f} : {units.headline(float(data.slaughter_km.max()), 'km')} en moyenne"
    draw(view, f"{KEY}.journey", Drawing(figure, reading, f"{said(view, 'slaughter_km', 'Distance moyenne')}."), "slaughter_km", "haul_by_commune")
    tables.show(
        [
            {"Règle": "Label Rouge fermier plein air", "Par porc": "83 m² de parcours dès 15 à 17 semaines"},
            {"Règle": "Label Rouge fermier sur paille", "Par porc": "2,6 m²"},
            {"Règle": "Baron des Cévennes", "Par porc": "200 m² au moins, douze mois"},
            {"Règle": "Plein air, installation classée", "Par porc": "111 m² par an (90 porcs par hectare)"},
        ]
    )
    provenance.small(
        f"Les engraisseurs d'aujourd'hui sont comptés en bâtiment. Distances par la formule du Studio (à vol d'oiseau x 1,35). "
        f"{provenance.line(view.study, 'ifip_label', 'baron', 'arrete_plein_air')}"
    )
