"""The map of the territory as every page shows it, with the same facts in a list beside it.

`panel` draws what a lever does not move (the choices, the legend, the source, the list of places) and keeps two places free; `draw` fills
them with the map and the facts, as often as a lever moves.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import french
from geo.maps import decks, frame, landmarks, symbols
from geo.sites import located
from geo.territory import contours, lozere, positions
from pages.parts import address, prose, provenance, tables
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_choice, digital_places, legend, site_table
from pages.parts.maps.commune_layers import CommuneLayer, by_epci, date_words, table, weights
from pages.parts.printing import paper
from studies.toolkit.reading import units

FACTS_WIDTH = 380  # [px] of the facts beside a map: both hold in the 864 px of a page of 1024
NEARLY_ALL = 0.9  # [share of the communes] in one class: the map says little by its colours
COMMUNE_WIDTH = 168  # [px] of the list of communes beside a date, in half of a page of 1440: its first line is read whole
NARROW, NARROW_FACTS = "half", 300  # names of the two in half of a page, and [px] of the second: both hold in its 745 px on a screen of 1920


@dataclass(frozen=True)
class Panel:
    """What the visitor chose (layer, date, commune, whether digital places are drawn) and the places kept for the map and for the facts."""

    key: str
    layer: str
    date: float | None
    commune: str | None
    digital: bool
    narrow: bool
    large: bool
    sites: bool
    map_place: DeltaGenerator
    facts_place: DeltaGenerator


def panel(
    key: str,
    layers: Sequence[CommuneLayer],
    start: float | None = None,
    digital: bool = False,
    narrow: bool = False,
    sites: bool = True,
    large: bool = False,
) -> Panel:
    """The choices and the classes above the map, its signs below, facts then source beside it, the list of places; `start` is the date shown first
    [year], `digital` offers the digital places too, `narrow` is the map that has half of a page: its figures by intercommunalité are folded;
    `sites` puts those of the inventory on it; a `large` map is most of what the page shows."""
    named = {layer.key: layer for layer in layers}
    what, by = (st.container(), None) if narrow else st.columns([2, 1], gap="medium")  # in half of a page, the longest title needs all of it
    with what:
        chosen = address.bound(
            prose.selectbox,
            "Ce que montre la carte",
            list(named),
            format_func=lambda name: named[name].named(None),
            key=f"{key}.layer",
            accepts=address.OneOf(list(named), lambda name: named[name].named(None)),
        )
    layer = named[chosen]
    asked = st.container(horizontal=True, vertical_alignment="bottom", gap="small" if narrow else "medium")
    with by or asked, st.container(width=COMMUNE_WIDTH if narrow and layer.dates else "stretch"):
        commune = commune_choice.ask(key, in_address=True, named=not narrow)
    with asked:
        date = _choose_date(key, layer, start, named=not narrow)
        places_too = digital and digital_places.choose(key)
    signs = [*(legend.sites() if sites else []), *(legend.digital_places() if places_too else [])]
    legend.show([] if narrow else signs, layer, with_road=not narrow, titled=True)
    if not narrow and (said := crowded(layer, date)):
        provenance.small(said)
    with st.container(horizontal=True, gap="small" if narrow else "medium"):
        with st.container(width=frame.LARGE_WIDTH if large else frame.DESK_WIDTH, key=f"{NARROW}-map" if narrow else frame.LARGE if large else None):
            map_place = st.container()
        facts_width = "stretch" if paper.is_printed() else NARROW_FACTS if narrow else FACTS_WIDTH
        with st.container(width=facts_width, key=f"{NARROW}-facts" if narrow else None):
            facts_place = st.container()
            if narrow:
                legend.show(signs)
            if narrow or large:
                with prose.popover("Limites, routes et sites" if sites else "Limites et routes", type="tertiary"):
                    provenance.small(_shapes_and_signs(sites))
                if large:
                    chart_panel.source_and_data(layer.source, lambda: table(layer, date), f"{key}.map-data")
                if sites:
                    site_table.show(key)
            elif commune is None:
                provenance.small(_how(layer, date))
        if not (narrow or large):
            with st.container():
                provenance.small(_shapes_and_signs(sites))
                chart_panel.source_and_data(layer.source, lambda: table(layer, date), f"{key}.map-data")
    if narrow:  # under the map and its signs: beside it, a source would have two words on a line
        chart_panel.source_and_data(layer.source, lambda: table(layer, date), f"{key}.map-data")
    if not (narrow or large) and sites:
        site_table.show(key)
    if digital:
        digital_places.show_list(key)
    return Panel(key, chosen, date, commune, places_too, narrow, large, sites, map_place, facts_place)


def crowded(layer: CommuneLayer, date: float | None) -> str:
    """What nearly all the communes have in common, when the map is nearly of one colour; nothing otherwise."""
    if not layer.rate:
        return ""
    counted = Counter(rank for rank in layer.classes(date) if rank is not None)
    rank, most = counted.most_common(1)[0] if counted else (0, 0)
    known = counted.total()
    if most < NEARLY_ALL * known or not known:
        return ""
    whole = "communes" if known == layer.at(date).size else "communes dont la donnée est connue"
    share = f"pour {most} communes sur {known}" if most < known else f"pour les {known} {whole}"
    return f"{'Presque une' if most < known else 'Une'} seule couleur sur la carte : {layer.class_words()[rank]} {share}."


def _how(layer: CommuneLayer, date: float | None) -> str:
    """What a figure by intercommunalité is the mean of."""
    said = french.listed(list(filter(None, ["Communes de Lozère seulement", weights(layer)[1]])), ";")
    return f"{layer.named(date)}. {said}."


def _shapes_and_signs(sites: bool) -> str:
    """Where the shapes and the signs come from."""
    spread = f"Sites : {positions.POSITION_NOTE} quand rien de mieux n'est connu, écartés pour se lire. {located.example_words()}"
    return f"{contours.contours().caution} {landmarks.note()} {spread if sites else ''}".strip()


def draw(on: Panel, layers: Sequence[CommuneLayer]) -> None:
    """The map and the facts for what the visitor chose, from the values of the moment."""
    layer = next(layer for layer in layers if layer.key == on.layer)
    with on.map_place:
        drawn = coloured(layer, on.date, sites=on.sites, selected=on.commune, above=[symbols.digital()] if on.digital else [])
        commune_choice.clickable(drawn, on.key, _alt(layer, on))
    with on.facts_place:
        if on.commune:
            prose.markdown(f"**{lozere.communes(lozere.LOZERE)['name'][on.commune]}**")  # under the map: the list of communes is above it
            commune_choice.show(on.commune, layer, on.date)
        else:
            _by_intercommunality(on, layer)
    if commune_choice.just_clicked(on.key):
        st.rerun()  # the list of communes stands outside of what a lever redraws


def in_address(key: str, layers: Sequence[str], digital: bool) -> list[str]:
    """What the address carries of a panel: the layer, the date of each, the commune, whether digital places are drawn."""
    return [f"{key}.layer", f"{key}.commune", *(f"{key}.{layer}.date" for layer in layers), *([f"{key}.digital"] if digital else [])]


def _by_intercommunality(on: Panel, layer: CommuneLayer) -> None:
    """The figures by intercommunality; in half of a page they are folded, and sent when somebody opens them: a lever sends less. Beside a large map
    too, under a sentence that reads it."""
    if not (on.narrow or on.large):
        _intercommunalities(layer, on.date)
        return
    if on.large:
        prose.markdown(reading(layer, on.date))
    drawer = prose.expander("Par intercommunalité", key=f"{on.key}.by-epci", on_change="rerun")
    if drawer.open:
        with drawer:
            _intercommunalities(layer, on.date)
            provenance.small(_how(layer, on.date))


def reading(layer: CommuneLayer, date: float | None) -> str:
    """A map in a sentence: the département, then the intercommunalities where a figure is the least and the greatest."""
    figures = by_epci(layer, date)
    whole, parts = figures.iloc[-1], figures.iloc[:-1].dropna()
    said = f"**{layer.named(date)} : {units.headline(whole, layer.unit)}** dans le département"
    if parts.empty:
        return f"{said}."
    least, most = (f"{units.headline(parts[name], layer.unit)} ({name})" for name in (parts.idxmin(), parts.idxmax()))
    return f"{said}, de {least} à {most}."


def _choose_date(key: str, layer: CommuneLayer, start: float | None, named: bool) -> float | None:
    dates = layer.dates
    if not dates:
        return None
    return address.bound(
        prose.select_slider,
        "Date",
        dates,
        value=layer.shown_first(start),
        format_func=date_words,
        key=f"{key}.{layer.key}.date",
        accepts=address.OneOf(dates, date_words),
        label_visibility="visible" if named else "collapsed",  # « fin 2030 » over the slider is enough where the map lacks room
    )


def _intercommunalities(layer: CommuneLayer, date: float | None) -> None:
    """The layer at the smallest scale that results should be read at."""
    tables.show(
        [
            {"Intercommunalité": name, layer.basis.capitalize(): units.headline(value, layer.unit, without=french.UNKNOWN)}
            for name, value in by_epci(layer, date).items()
        ]
    )


def _alt(layer: CommuneLayer, on: Panel) -> str:
    shown = [f"des {len(lozere.communes(lozere.LOZERE))} communes de la Lozère"]
    if on.sites:
        shown += ["des zones d'activités", "des bâtiments de l'inventaire"]
    if on.digital:
        shown.append("des lieux du numérique")
    return f"Carte {french.listed(shown)}. {colour_words(layer, on.date)}"


def colour_words(layer: CommuneLayer, date: float | None) -> str:
    """What the communes show of a layer: the least and the greatest known values."""
    values = layer.at(date)
    spread = french.between(units.headline(float(values.min()), layer.unit), units.headline(float(values.max()), layer.unit))
    return f"Couleur : {layer.named(date)}, {spread} selon la commune."


def coloured(layer: CommuneLayer, date: float | None, **settings) -> decks.Deck:
    """The communes painted by class for a rate; a circle on each for a quantity. `settings` are those of decks.commune_map."""
    if layer.rate:
        return decks.commune_map(layer.classes(date), layer.palette, **settings)
    return decks.commune_map(circles=layer.at(date).values.tolist(), most=layer.most, **settings)


def of_layer(layer: CommuneLayer, key: str, alt: str) -> None:
    """A layer that has no date, alone on a map, with its legend; `alt` is said instead of the map."""
    with commune_choice.with_facts(key, lambda chosen: coloured(layer, None, sites=False, selected=chosen), alt, layer):
        legend.show(of=layer)
