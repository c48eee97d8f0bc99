"""Question 4: do volumes hold the abattoirs, and what if one closes."""

import numpy as np
import pandas as pd

from data.ground import french
from geo.territory.classes import round_limits
from geo.territory.lozere import LOZERE
from geo.travel import access
from pages.parts import prose, provenance, tables, texts
from pages.parts.charts import chart_panel, flows
from pages.parts.maps import commune_layers
from pages.parts.maps import territory_map as map_parts
from pages.parts.study.view import Drawing, View
from studies.pork.screens.common import KEY, draw, marked, said, value
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import read

ALL_OPEN = ""  # the place of what happens when no abattoir closes
FULL = 0.5  # [t/week] what is left is called nothing
TRIED = 3  # [year] how long each abattoir is closed in the table: long enough to be seen
MOVED = ("rerouted", "rerouted_here", "rerouted_km", "rerouted_unplaced")  # of the other users of a closed abattoir
READ = ("slaughter_km", "haulage", "slaughtered_outside", "jobs_by_trade[slaughter]", "unplaced", *MOVED)
TOWNS = {"langogne": "48080", "antrenas": "48005", "saint_chely": "48140"}  # the commune of each
NEAR, FAR = 30.0, 60.0  # [min] of the committee's question


# 4. The abattoirs


def closures(view: View) -> dict[str, dict[str, float]]:
    """The results of the year after the closures begin [their unit], everything open, then with each abattoir closed, in one call of the model."""
    chosen, sites = dict(view.outcome.values), view.names("site")
    for row, name in enumerate(sites, start=1):
        chosen[f"closed_years_{name}"] = np.where(np.arange(len(sites) + 1) == row, float(TRIED), 0.0)
    answer = runs.simulate(view.study, chosen).sel(year=float(round(view.outcome.values["closure_year"])) + 1)
    return {site: {name: float(read(answer, name).values[row]) for name in READ} for row, site in enumerate([ALL_OPEN, *sites])}


def abattoirs(view: View) -> dict[str, str]:
    """What the answer names: the load of Langogne, and what its closure costs, alone while it is open, as the choice has it once it is closed."""
    capacity, found = value(view, "capacity_by_site[langogne]"), closures(view)
    shut = found["langogne"] if capacity else chosen_closures(view)
    outside, tonnes = shut["slaughtered_outside"], view.unit("slaughtered_outside")
    away = f"{units.headline(outside, tonnes)} {units.agreeing(outside, tonnes, 'part', 'partent')}"
    closed = [words for name, words in view.names("site").items() if not value(view, f"capacity_by_site[{name}]")]
    return {
        "filled": units.headline(value(view, "load_by_site[langogne]") / capacity, "share") if capacity else "",
        "more": units.headline(shut["slaughter_km"] - found[ALL_OPEN]["slaughter_km"], view.unit("slaughter_km")),
        "away": f"{units.headline(shut['unplaced'], tonnes)} n'ont pas de place, {away}" if shut["unplaced"] >= 1 else away,
        "alone": " seul" if any(closes(view, name) for name in view.names("site") if name != "langogne") else "",
        "shut": f"{french.listed(closed)} {french.plural(len(closed), 'serait fermé', 'seraient fermés')}",
        "when": str(round(view.outcome.values["closure_year"])),
        **marked(view),
    }


def closes(view: View, name: str) -> bool:
    """Whether the choice on screen closes an abattoir."""
    return view.outcome.values[f"closed_years_{name}"] > 0


def chosen_closures(view: View) -> dict[str, float]:
    """The same results as `closures` in the choice on screen, with all the abattoirs that it closes."""
    return {name: value(view, name, float(round(view.outcome.values["closure_year"])) + 1) for name in READ}


def show_abattoirs(view: View) -> None:
    """The weekly load of each abattoir against its capacity, what each closure does, the map of the kilometres."""
    draw(view, f"{KEY}.loads", loads(view), "load_by_site", "capacity_by_site")
    found, when = closures(view), round(view.outcome.values["closure_year"])
    cost, sites = found["langogne"]["haulage"] - found[ALL_OPEN]["haulage"], view.names("site")
    told = {{ALL_OPEN: "aucun", **sites}[site]: closure for site, closure in found.items()}
    together = [words for name, words in sites.items() if closes(view, name)]
    if len(together) > 1:
        told[f"dans ce choix : {french.listed(together)}"] = chosen_closures(view)
    texts.heading(view, "closing_title", site=sites["langogne"], year=str(when), cost=units.headline(cost, "kEUR_2024"))
    tables.show([closure_row(view, words, closure) for words, closure in told.items()])
    chart_panel.source_and_data(
        provenance.of_model(view.study), lambda: pd.DataFrame(told).T.rename_axis("abattoir_ferme").reset_index(), f"{KEY}.closures"
    )
    tables.show([others_row(view, words, closure) for words, closure in told.items() if closure["rerouted"] >= 1])
    texts.note(view, "closing")
    show_map(view, when + 1)
    show_reach(view, when + 1)


def loads(view: View) -> Drawing:
    """Tonnes slaughtered by week, all species, against the capacity, each drawn at the year in which they are slaughtered."""
    data, sites = view.outcome.data.isel(year=slice(1, None)), view.names("site")
    series = {words: data.load_by_site.sel(site=name).values for name, words in sites.items()}
    limits = {f"capacité, {words}": data.capacity_by_site.sel(site=name).values for name, words in sites.items()}
    figure = flows.lines(data.year.values - 1, series, view.unit("load_by_site"), limits)
    reading = "Place libre en 2040 : " + ", ".join(f"{room(view, name)} ({words})" for name, words in sites.items())
    return Drawing(figure, reading, ". ".join(said(view, f"load_by_site[{name}]", words) for name, words in sites.items()) + ".")


def room(view: View, name: str) -> str:
    """What is free in an abattoir in 2040, in words."""
    capacity, load = value(view, f"capacity_by_site[{name}]"), value(view, f"load_by_site[{name}]")
    if not capacity:
        return "fermé"
    return units.headline(capacity - load, view.unit("load_by_site")) if capacity - load > FULL else "rien"


def closure_row(view: View, words: str, closure: dict[str, float]) -> dict[str, str]:
    """What a closure changes, in three columns that a phone shows whole."""
    shown = ("slaughter_km", "haulage", "slaughtered_outside", "unplaced")
    journey, cost, away, unplaced = (units.headline(closure[name], view.unit(name)) for name in shown)
    jobs = french.number(closure["jobs_by_trade[slaughter]"], 1)
    if closure["unplaced"] >= 1:
        away = f"{away}, et {unplaced} sans place"
    return {"Abattoir fermé": words, "Trajet et transport": f"{journey} ; {cost}", "Abattu dehors ; emplois ici": f"{away} ; {jobs}"}


def others_row(view: View, words: str, closure: dict[str, float]) -> dict[str, str]:
    """What a closure does to those who are not pigs of Lozère."""
    kept, without = (units.headline(closure[name], view.unit(name)) for name in ("rerouted_here", "rerouted_unplaced"))
    where = f"{kept} ; {'toutes trouvent une place' if closure['rerouted_unplaced'] < 1 else f'{without} sans place'}"
    return {
        "Autres bêtes, si l'on ferme": f"{words} : {units.headline(closure['rerouted'], view.unit('rerouted'))}",
        "Chemin de plus": units.headline(closure["rerouted_km"], view.unit("rerouted_km")),
        "Reprises en Lozère": where,
    }


def minutes_to(view: View, date: float) -> tuple[np.ndarray, list[str]]:
    """Minutes from each commune to the nearest abattoir of the département that is open during the year that ends at a date; which are."""
    open_ = {name: words for name, words in view.names("site").items() if value(view, f"capacity_by_site[{name}]", date) > 0}
    around = access.commune_points(LOZERE).loc[view.outcome.data.commune.values]
    found = access.between(around, around.loc[[TOWNS[name] for name in open_]])
    return np.fmin.reduce(found, axis=1), list(open_.values())


def show_reach(view: View, date: float) -> None:
    """The communes within 30 and 60 minutes of an open abattoir."""
    if not (view.outcome.data.capacity_by_site.sel(year=date) > 0).any():
        prose.info(view.note("none_open", year=f"{date - 1:.0f}"))
        return
    minutes, open_ = minutes_to(view, date)
    layer = commune_layers.CommuneLayer(
        "reach",
        "Temps jusqu'à l'abattoir ouvert le plus proche",
        "min",
        (0.0, NEAR, FAR, float("inf")),
        "estimé",
        provenance.of_tables("abattoirs", "communes"),
        view.outcome.data.suitability.copy(data=minutes),
    )
    near, far = int((minutes < NEAR).sum()), int((minutes >= FAR).sum())
    beyond = f"{french.number(far, 0)} à une heure ou plus" if far else "aucune à une heure ou plus"
    texts.heading(view, "reach_title", year=f"{date - 1:.0f}", near=french.counted(near, "commune"), beyond=beyond)
    said_instead = f"Carte des communes : de {minutes.min():.0f} à {minutes.max():.0f} min jusqu'à {' ou '.join(open_)}."
    map_parts.of_layer(layer, f"{KEY}.reach-map", said_instead)
    texts.note(view, "reach", method=access.method(), open=", ".join(open_))
    names = view.study.territory.name.values
    chart_panel.source_and_data(layer.source, lambda: pd.DataFrame({"commune": names, "minutes": minutes}), f"{KEY}.reach")


def show_map(view: View, date: float) -> None:
    """Where the pigs of each zone travel in a year, coloured by distance."""
    kilometres = view.outcome.data.haul_by_commune.sel(year=date)
    layer = commune_layers.CommuneLayer(
        "haul",
        "Distance jusqu'à l'abattoir, moyenne de la zone",
        view.unit("haul_by_commune"),
        round_limits(kilometres.values, 4),
        "estimé",
        provenance.of_tables("abattoirs", "commune_estimates"),
        kilometres,
        "area",
    )
    far = str(view.study.territory.farm_zone.values[int(np.argmax(kilometres.values))])
    near, most = (units.headline(float(end), view.unit("haul_by_commune")) for end in (kilometres.min(), kilometres.max()))
    texts.heading(view, "haul_title", year=f"{date - 1:.0f}", zone=far, far=most)
    map_parts.of_layer(layer, f"{KEY}.haul-map", view.note("haul_map", near=near, far=most))
    tables.show(
        [
            {"Zone du recensement agricole": name, "Distance (estimation)": units.headline(km, view.unit("haul_by_commune"))}
            for name, km in zone_km(view, kilometres).items()
        ]
    )
    chart_panel.source_and_data(layer.source, lambda: zone_km(view, kilometres).rename("km").rename_axis("zone").reset_index(), f"{KEY}.haul")


def zone_km(view: View, kilometres) -> pd.Series:
    """The kilometres of each zone, the farthest first [km]."""
    return pd.Series(kilometres.values, index=view.study.territory.farm_zone.values).groupby(level=0).mean().sort_values(ascending=False)
