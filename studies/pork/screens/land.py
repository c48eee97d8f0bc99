"""Questions 6, 7 and 8: manure, water and neighbours; which communes could host; where to cut and cure."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import escaping, french
from geo.sites import offers, siting
from geo.sites.confidence import NARROW
from geo.sites.siting import Criterion
from geo.territory import lozere
from geo.travel import access
from pages.parts import address, prose, provenance, tables, texts
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_layers
from pages.parts.maps import territory_map as map_parts
from pages.parts.ranking import ranks, weights
from pages.parts.study import scenario_lines
from pages.parts.study.view import Drawing, View
from studies.pork.screens.common import KEY, draw, said, value, written
from studies.toolkit.constants import HUNDRED
from studies.toolkit.reading import grids, units

CRITERIA = (
    Criterion("near", "distance à un abattoir qui a de la place", "km", -1),
    Criterion("headroom", "azote encore épandable", "kg/ha", 1),
    Criterion("relief", "dénivelé", "m/km", -1),
    Criterion("hosts", "fermes au km²", "", 1),
    Criterion("dwellings", "logements au km²", "", -1),
)
OUT = "non"  # a criterion that does not count
NAMED = 12  # communes listed
LIMITS = (0.0, 40.0, 50.0, 60.0, 70.0, 100.0)  # [points]
TIMES = ["minutes", "to_langogne", "to_antrenas"]  # [min] of the table of sites
WITHIN, FLOOR = 15, 500  # [min] of an abattoir, [m²] for a cutting or curing unit


# 6. Manure, water, neighbours


def show_manure(view: View) -> None:
    """Nitrogen by zone, runs year by year, the class of each farm, the water, the neighbours."""
    texts.heading(view, "nitrogen_title", grazing=written(view, "nitrogen_grazing"), pressure=written(view, "nitrogen_pressure"))
    tables.show(zone_rows(view))
    chart_panel.source_and_data(
        provenance.line(view.study, "agreste_ra2020", "arrete_2011", "commune_estimates"), lambda: pd.DataFrame(zone_rows(view)), f"{KEY}.zones"
    )
    figure = scenario_lines.compared(view, "runs")
    missing = value(view, "runs_missing")
    found = (
        f"il en manquerait {units.headline(missing, view.unit('runs_missing'))}"
        if missing > 0
        else f"il en resterait {units.headline(-missing, view.unit('runs_missing'))} libres"
    )
    draw(
        view,
        f"{KEY}.runs",
        Drawing(figure, f"{written(view, 'runs')} de parcours en 2040 : {found}", f"{said(view, 'runs', 'Parcours')}."),
        "runs",
        "runs_missing",
        "water",
    )
    texts.heading(view, "regime_title", regime=regime(view, value(view, "farm_equivalents[eng_lr]")))
    tables.show([class_row(view, name) for name in view.names("archetype")])
    texts.note(view, "manure", provenance.line(view.study, "icpe_2014", "arrete_plein_air"))


def zone_rows(view: View) -> list[dict[str, str]]:
    """Nitrogen by zone of the census, herbivores alone then with the pigs of 2040."""
    here = view.study.territory
    frame = pd.DataFrame(
        {
            "zone": here.farm_zone.values,
            "fields": here.farmland.values,
            "cattle": here.livestock_units.values,
            "after": view.outcome.data.nitrogen_by_commune.values,
        }
    )
    rows = []
    for name, zone in frame.groupby("zone"):
        before = view.outcome.values["n_unit"] * zone.cattle.sum() / zone.fields.sum()
        rows.append(
            {"Zone": str(name), "kg/ha, sans porcs": french.significant(before), "kg/ha avec, 2040 (réparti)": french.significant(zone.after.iloc[0])}
        )
    return rows


def class_row(view: View, name: str) -> dict[str, str]:
    """The ICPE class of a new farm."""
    amount = value(view, f"farm_equivalents[{name}]")
    return {"Nouvelle ferme": view.names("archetype")[name], "Animaux-équivalents ; régime": f"{french.significant(amount)} ; {regime(view, amount)}"}


def regime(view: View, amount: float) -> str:
    """The ICPE class of a number of animal equivalents."""
    return [row["regime"] for row in grids.written(view.study.folder, "regimes") if float(row["from"]) <= amount][-1]


# 7. Which communes


def hosts(view: View) -> dict[str, str]:
    """What the answer names: how many communes stand out, and the first of them."""
    points, least = view.outcome.data.suitability, LIMITS[-2]
    best = str(view.study.territory.name.values[int(points.values.argmax())])
    return {"many": french.counted(int((points >= least).sum()), "commune dépasse", "communes dépassent"), "points": f"{least:.0f}", "best": best}


def show_hosts(view: View) -> None:
    """The weights, the map, the first communes with the ranks that they can take."""

    @address.fragment
    def answer() -> None:
        """All that a weight moves."""
        left, right = st.columns([1, 2], gap="large")
        with left:
            prose.markdown("**Donner les poids**")
            chosen = weights.ask(KEY, CRITERIA, proposed(view))
        if chosen is None:
            return
        ranking = ranked(view, chosen)
        with right:
            show_ranking(view, ranking, chosen)

    answer()
    known = grids.written(view.study.folder, "siting_criteria")
    unknown = sum(criterion["used"] == OUT for criterion in known)
    texts.heading(view, "hosts_title", unknown=str(unknown), all=str(len(known)))
    tables.show([{"Critère": criterion["criterion"], "Ce qu'on a": criterion["held"], "Dans le calcul": criterion["used"]} for criterion in known])
    communes = len(view.study.territory.name)
    texts.note(view, "hosts", narrow=units.headline(NARROW, "share"), places=str(int(NARROW * (communes - 1))))


def proposed(view: View) -> dict[str, int]:
    """The weights of the study, which the visitor moves [%]."""
    return {criterion.id: round(100 * view.study.parameters[f"weight_{criterion.id}"].value) for criterion in CRITERIA}


def asked_by_link() -> bool:
    """Whether the address gives weights to the committee."""
    return weights.asked(KEY, CRITERIA)


def values_of(view: View) -> pd.DataFrame:
    """The criteria of the communes."""
    data = view.outcome.data
    return pd.DataFrame({criterion.id: data[criterion.id].values for criterion in CRITERIA}, index=data.commune.values)


def ranked(view: View, chosen: dict[str, float]) -> siting.Ranking:
    """The communes in the order of their points, with the ranks that other weights would give."""
    return siting.rank(values_of(view), CRITERIA, chosen, draws=200)


def show_ranking(view: View, ranking: siting.Ranking, chosen: dict[str, float]) -> None:
    """The map of the points and the first communes."""
    names = lozere.communes(lozere.LOZERE)["name"]
    points = HUNDRED * ranking.frame["score_low"].loc[view.outcome.data.commune.values]
    layer = commune_layers.CommuneLayer(
        "suitability",
        "Aptitude à accueillir un atelier",
        "points",
        LIMITS,
        "estimé",
        provenance.of_model(view.study),
        view.outcome.data.suitability.copy(data=points.values),
        "",
    )
    first = ranking.frame.head(NAMED)
    texts.heading(view, "first_title", first=names[first.index[0]], best=str(first.rank_best.iloc[0]), worst=str(first.rank_worst.iloc[0]))
    said_instead = f"Carte des communes : aptitude de {points.min():.0f} à {points.max():.0f} points sur 100, estimation."
    map_parts.of_layer(layer, f"{KEY}.hosts-map", said_instead)
    tables.show(ranks.reasons("Rang et commune", names, ranking, values_of(view), CRITERIA, chosen, NAMED))
    chart_panel.source_and_data(
        provenance.of_tables("commune_estimates", "abattoirs", "commune_figures"), lambda: to_download(view, ranking, points), f"{KEY}.hosts"
    )


def to_download(view: View, ranking: siting.Ranking, points: pd.Series) -> pd.DataFrame:
    """Criteria, points and ranks of every commune."""
    names = lozere.communes(lozere.LOZERE)["name"]
    return (
        values_of(view)
        .assign(
            commune=names,
            points=points,
            rang=ranking.frame["rank_sum"],
            rang_meilleur=ranking.frame["rank_best"],
            rang_pire=ranking.frame["rank_worst"],
        )
        .rename_axis("code")
        .reset_index()
    )


# 8. Where to cut and cure


def places() -> pd.DataFrame:
    """The sites that could host a unit, with the minutes to Langogne and to Antrenas, the nearest first."""
    frame = offers.offers()
    towns = access.commune_points(lozere.LOZERE).loc[["48080", "48005"]]
    found = access.times(frame, towns)
    nearest = {f"nearest{end}": np.nanmin(part, axis=1) for end, part in (("", found.minutes), ("_low", found.low), ("_high", found.high))}
    frame = frame.assign(to_langogne=found.minutes[:, 0], to_antrenas=found.minutes[:, 1], **nearest)
    large = frame["surface_m2"].isna() | (frame["surface_m2"] >= FLOOR)
    return frame[frame["open"] & large].sort_values("nearest", kind="stable")


def cutting(_view: View) -> dict[str, str]:
    """What the answer names: how many sites of the inventory are near an abattoir, and the nearest of them."""
    known = places()
    near = known[known["nearest"] <= WITHIN]
    sites = french.counted(len(near), "site de l'inventaire est", "sites de l'inventaire sont") if len(near) else "Aucun site de l'inventaire n'est"
    nearest = f", le plus proche à {near.iloc[0].commune}" if len(near) else ""
    return {"sites": sites, "minutes": units.written(WITHIN, "min"), "nearest": nearest}


def show_cutting(view: View) -> None:
    """The sites nearest to the abattoirs, with what is known of each."""
    known = places().head(NAMED)
    texts.heading(view, "cutting_title")
    tables.show([place_row(site, view.names("site")) for site in known.itertuples()])
    texts.note(view, "cutting", method=access.method(), floor=str(FLOOR))
    chart_panel.source_and_data(
        provenance.of_tables("zones", "plots", "buildings_example"),
        lambda: known[["name", "kind", "commune", "surface_m2", "power_kva", "fibre", *TIMES]].round(dict.fromkeys(TIMES, 0)),
        f"{KEY}.cutting",
    )


def place_row(site, abattoirs: Mapping[str, str]) -> dict[str, str]:
    """A site: where it is, how far from the nearest of two abattoirs, what is known."""
    area = french.with_unit(french.number(site.surface_m2, 0), "m²") if pd.notna(site.surface_m2) else ""
    power = french.with_unit(french.number(site.power_kva, 0), "kVA") if pd.notna(site.power_kva) else ""
    fibre = f"fibre : {site.fibre}" if site.fibre else ""
    example = " (exemple)" if site.example else ""
    nearest = abattoirs["langogne" if site.to_langogne <= site.to_antrenas else "antrenas"]
    near = access.in_words(site.nearest, site.nearest_low, site.nearest_high)
    known = [f"{nearest} à {near}", area, power, fibre, f"accès : {offers.motorway_words(site)}"]
    return {"Site": f"{escaping.markdown(site.name)}, {site.commune}{example}", "Ce qu'on sait": " ; ".join(filter(None, known))}
