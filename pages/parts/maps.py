"""The map of the territory as every page shows it: layer, year, communes, zones, buildings, with the same facts in a list beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
import streamlit as st
import xarray as xr

from data import french
from geo import contours, maps, rollout, sites, territory
from geo.classes import classify
from pages.parts import exhibit, provenance
from studies.toolkit import units
from studies.toolkit.outcome import Outcome
from studies.toolkit.study import Study

NOBODY = "Aucune commune choisie"
SWATCH = 14  # [px]
SHARE_LIMITS = (0.0, 0.1, 0.25, 0.5, 0.8, 1.0)  # Arcep's own classes of coverage


@dataclass(frozen=True)
class CommuneLayer:
    """One figure by commune: its title, unit, class limits, the word that tells how it was obtained, its source.

    `values` has the dimension commune, and `year` when the layer has a slider.
    """

    key: str
    title: str
    unit: str
    limits: Sequence[float]
    basis: str
    source: str
    values: xr.DataArray

    @property
    def dates(self) -> list[float]:
        """The dates of the slider, whole years when the series is long."""
        if "year" not in self.values.dims:
            return []
        years = [float(year) for year in self.values.year.values]
        return [year for year in years if year.is_integer()] if len(years) > 12 else years

    def at(self, date: float | None) -> xr.DataArray:
        """The value of each commune at a date."""
        return self.values if date is None else self.values.sel(year=date)


@cache
def places() -> xr.Dataset:
    """The communes of Lozère, read once; nobody changes it."""
    return territory.dataset()


@cache
def observed_layers() -> tuple[CommuneLayer, ...]:
    """What was counted, whatever the study: second homes, connectable premises of 2017-2018."""
    counted = (places().connectable / places().premises).rename(quarter="year")
    second = places().second_homes / places().dwellings
    return (
        CommuneLayer("second_homes", "Résidences secondaires dans les logements", "share", (0.0, 0.15, 0.3, 0.45, 0.6, 1.0), "observé",
                     provenance.of_tables("commune_figures"), second),
        CommuneLayer("connectable", "Locaux raccordables, comptés par l'Arcep", "share", SHARE_LIMITS, "observé", provenance.of_tables("arcep_communes"), counted),
    )


def study_layers(study: Study, outcome: Outcome) -> list[CommuneLayer]:
    """The results of a study by commune, as its card lists them."""
    found = []
    for layer in study.card.layers:
        values = outcome.data[layer.variable]
        limits = (0.0, *layer.limits, 1.0 if values.attrs["unit"] == "share" else float("inf"))
        found.append(CommuneLayer(layer.variable, layer.title, values.attrs["unit"], limits, values.attrs["basis"], f"Source : {layer.source}.", values))
    return found


def show(key: str, layers: Sequence[CommuneLayer], start: float | None = None) -> None:
    """The map with its choices above, its legend and source below, and its list beside; `start` is the date shown first."""
    layer = _choose_layer(key, layers)
    date = _choose_date(key, layer, start) if layer else None
    left, right = st.columns(2, gap="medium")
    with right:
        commune = _choose_commune(key)
        _facts(commune, layer, date)
    with left:
        _draw(key, layer, date, commune)
    _places(key)


def _choose_layer(key: str, layers: Sequence[CommuneLayer]) -> CommuneLayer | None:
    if not layers:
        return None
    names = {layer.key: layer for layer in layers}
    chosen = st.selectbox("Ce que montre la couleur des communes", list(names), format_func=lambda name: f"{names[name].title} ({names[name].basis})",
                          key=f"{key}.layer", bind="query-params")
    return names[chosen]


def _choose_date(key: str, layer: CommuneLayer, start: float | None) -> float | None:
    dates = layer.dates
    if not dates:
        return None
    default = start if start in dates else dates[-1]
    return st.select_slider("Date", dates, value=default, format_func=_date, key=f"{key}.{layer.key}.date")


def _date(year: float) -> str:
    """A date of the model is the beginning of a quarter: what it shows is the state at the end of the quarter before."""
    return f"fin {year - 1:.0f}" if float(year).is_integer() else f"fin du {french.quarter(year - 0.25)}"


def _choose_commune(key: str) -> str | None:
    names = territory.communes(territory.LOZERE)["name"]
    return st.selectbox("Commune", [None, *names.index], format_func=lambda code: NOBODY if code is None else names[code], key=f"{key}.commune",
                        on_change=_forget_click, args=(key,))


def _map_key(key: str) -> str:
    return f"{key}.map-{st.session_state.get(f'{key}.turn', 0)}"


def _forget_click(key: str) -> None:
    """A commune chosen in the list replaces the one clicked on the map, which only a new map lets go."""
    if clicked(st.session_state.get(_map_key(key))):
        st.session_state[f"{key}.turn"] = st.session_state.get(f"{key}.turn", 0) + 1


def clicked(event: dict | None) -> str | None:
    """The code of the commune that a click on the map selected: of the commune itself, or of the zone or building that was hit."""
    objects = (event or {}).get("selection", {}).get("objects", {})
    hit = [one for layer in ("communes", "zones", "buildings") for one in objects.get(layer, [])]
    return hit[0]["properties"]["code"] if hit else None


def _follow_click(key: str) -> None:
    """Puts the list of communes on what was clicked; a click beside the département chooses nobody."""
    st.session_state[f"{key}.commune"] = clicked(st.session_state[_map_key(key)])


def _facts(code: str | None, layer: CommuneLayer | None, date: float | None) -> None:
    """What is known of the chosen commune, or the list by intercommunality when none is chosen."""
    if code is None:
        _by_epci(layer, date)
        return
    here = places().sel(commune=code)
    facts = {"Intercommunalité": str(here.epci_name.values)}
    if layer:
        facts[f"{layer.title} ({layer.basis}{', ' + _date(date) if date else ''})"] = units.headline(float(layer.at(date).sel(commune=code)), layer.unit)
    facts |= {
        f"{here[name].attrs['label']} ({here[name].attrs['year']})": french.number(float(here[name]), 0)
        for name in ("population", "main_residences", "second_homes", "establishments")
    }
    zones = sites.zones()
    facts["Zones d'activités"] = french.listed(zones[zones["commune_code"] == code]["name"].tolist()) or "aucune connue"
    st.table([{"Fait": name, "Valeur": value} for name, value in facts.items()], hide_index=True)


def _by_epci(layer: CommuneLayer | None, date: float | None) -> None:
    """The layer by intercommunality (mean weighted by premises): the smallest scale that results should be read at."""
    frame = pd.DataFrame({"epci": places().epci_name.values, "population": places().population.values, "premises": places().premises.values})
    if layer:
        frame["value"] = layer.at(date).values * frame["premises"] if layer.unit == "share" else layer.at(date).values
    added = frame.groupby("epci").sum()
    rows = []
    for name, row in added.iterrows():
        value = row["value"] / row["premises"] if layer and layer.unit == "share" else row.get("value")
        rows.append({"Intercommunalité": name, "Habitants (2023)": french.number(row["population"], 0)}
                    | ({layer.basis.capitalize(): units.headline(value, layer.unit)} if layer else {}))
    st.table(rows, hide_index=True)
    st.caption("Communes de Lozère seulement ; une part est pondérée par les locaux de 2018." if layer else "Communes de Lozère seulement.")


def _draw(key: str, layer: CommuneLayer | None, date: float | None, commune: str | None) -> None:
    classes = classify(layer.at(date).values.tolist(), layer.limits) if layer else None
    deck = maps.commune_map(classes, selected=commune)
    limits = contours.contours()
    st.pydeck_chart(deck, height=maps.HEIGHT, key=_map_key(key), alt=_alt(layer, date), on_select=lambda: _follow_click(key), selection_mode="single-object")
    _legend(layer)
    provenance.small(f"**{limits.note}** Zones et bâtiments : {sites.POSITION_NOTE}, écartés pour se lire. Bâtiments : exemples, à remplacer par l'inventaire de l'agence.")
    exhibit.source_and_data(layer.source if layer else provenance.of_tables("communes", "zones"), lambda: _table(layer, date), f"{key}.map-data")


def _alt(layer: CommuneLayer | None, date: float | None) -> str:
    what = "Carte des 152 communes de la Lozère, avec 23 zones d'activités et trois bâtiments d'exemple."
    if layer is None:
        return what
    values = layer.at(date).values
    return (f"{what} Couleur : {layer.title.lower()} ({layer.basis}{', ' + _date(date) if date else ''}), "
            f"{french.between(units.headline(values.min(), layer.unit), units.headline(values.max(), layer.unit))} selon la commune.")


def _legend(layer: CommuneLayer | None) -> None:
    """The classes with their limits, and the signs of zones and buildings, as one picture with its words."""
    entries = [('<circle cx="7" cy="10" r="5" fill="#000" stroke="#fff" stroke-width="1.5"/>', "zone sur le réseau public de fibre de 2012"),
               ('<circle cx="7" cy="10" r="5" fill="#fff" stroke="#000" stroke-width="1.5"/>', "autre zone"),
               (f'<path d="M7 3 L13 10 L7 17 L1 10 Z" fill="{_rgb(maps.BUILDING)}"/>', "bâtiment (exemple)")]
    if layer:
        entries = [(f'<rect y="3" width="{SWATCH}" height="{SWATCH}" fill="{_rgb(shade)}" stroke="#7A858E"/>', words)
                   for shade, words in zip(maps.PALETTE, _class_words(layer), strict=False)] + entries
    with st.container(horizontal=True, gap="small"):
        for shape, words in entries:
            with st.container(horizontal=True, gap="xxsmall", width="content", vertical_alignment="center"):
                st.image(f'<svg viewBox="0 0 16 20" width="16" height="20">{shape}</svg>', alt="", width=16)
                st.caption(words)


def _rgb(colour: Sequence[int]) -> str:
    return f"rgb({','.join(map(str, colour))})"


def _class_words(layer: CommuneLayer) -> list[str]:
    unit = units.find(layer.unit)
    texts = [french.number(round(limit * unit.scale, 6)) for limit in layer.limits]
    last = len(texts) - 2
    words = [f"moins de {french.with_unit(texts[1], unit.label)}"]
    words += [f"{texts[i]} à {french.with_unit(texts[i + 1], unit.label)}" for i in range(1, last)]
    return [*words, f"{french.with_unit(texts[last], unit.label)} et plus"]


def _table(layer: CommuneLayer | None, date: float | None) -> pd.DataFrame:
    frame = territory.communes(territory.LOZERE)[["name", "epci_name", "population"]].rename(
        columns={"name": "nom", "epci_name": "intercommunalite", "population": "habitants_2023"})
    if layer:
        frame = frame.assign(figure=layer.title, origine=layer.basis, date=_date(date) if date else "", valeur=layer.at(date).values, unite=layer.unit)
    return frame.reset_index()


def _places(key: str) -> None:
    """The zones and buildings of the map, as a list with the same facts."""
    zones, buildings = sites.zones(), sites.buildings()
    drawer = st.expander(f"Liste des {len(zones)} zones d'activités et des {len(buildings)} bâtiments de la carte", key=f"{key}.places", on_change="rerun")
    if not drawer.open:  # made when somebody opens it: a lever that moves does not wait for it
        return
    with drawer:
        st.table([_zone_row(zone) for _, zone in zones.iterrows()], hide_index=True)
        st.table([_building_row(building) for _, building in buildings.iterrows()], hide_index=True)
        provenance.small(f"Zones et bâtiments : {sites.POSITION_NOTE}. La source d'une zone est le lien de son nom ; sans lien, elle est citée de mémoire.")


def _zone_row(zone: pd.Series) -> dict[str, str]:
    area = french.with_unit(french.number(zone.area_ha), "ha") if pd.notna(zone.area_ha) else "inconnue"
    doubt = ". **À vérifier**" if zone.confidence == "low" else ""
    return {"Zone": provenance.linked(zone["name"], zone.source_url), "Commune": zone.commune, "Fibre": zone.fibre, "Accès": zone.access,
            "Gestionnaire": zone.manager, "Surface": area, "Note": f"{zone.note}{doubt}"}


def _building_row(building: pd.Series) -> dict[str, str]:
    return {"Bâtiment": building["name"], "Commune": building.commune, "Zone": building.zone, "État": building.status, "Fibre": building.fibre,
            "Surface": french.with_unit(french.number(building.surface_m2, 0), "m²"), "Disponible": str(building.available_on)}
