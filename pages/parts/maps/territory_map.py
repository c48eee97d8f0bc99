"""The map of the territory as every page shows it, with the same facts in a list beside it.

`panel` draws what a lever does not move (the choices, the legend, the source, the list of places) and keeps two places free; `draw` fills
them with the map and the facts, as often as a lever moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from data.inventory import store
from geo.fibre import rollout
from geo.maps import decks, landmarks, layers, symbols
from geo.places.digital_places import KINDS
from geo.sites import located
from geo.territory import contours, lozere, positions
from pages.parts import address, prose, provenance, tables
from pages.parts.charts import chart_panel
from pages.parts.maps import digital_places
from pages.parts.maps.commune_layers import CommuneLayer, by_epci, date_words, places, table, weights
from studies.toolkit.reading import units

MOST_ROWS = 100  # sites in the list under a map: a page of ten thousand lines would help nobody
NOBODY = "Aucune commune choisie"
DISC = '<rect width="16" height="20" fill="#CDD6D1"/><circle cx="8" cy="10" r="5" fill="{}" stroke="{}" stroke-width="1.5"/>'
SQUARE = '<rect y="3" width="14" height="14" fill="{}" stroke="#7A858E"/>'
PLOT_SIGN = '<rect x="1" y="4" width="12" height="12" fill="{}"/>'
TRIANGLE = '<path d="M8 3 L15 16 L1 16 Z" fill="{}"/>'
SITE_LAYERS = ("contours", "zones", "plots", "buildings")  # names of the layers of geo.maps.symbols that a click may hit
GLYPH = '<rect width="16" height="20" fill="#CDD6D1"/><text x="8" y="16" font-size="15" text-anchor="middle" fill="{}">{}</text>'
CIRCLE = f'<circle cx="8" cy="10" r="6" fill="rgb({",".join(map(str, decks.CIRCLE[:3]))})" fill-opacity="0.6" stroke="#7A858E"/>'
ROAD = '<path d="M0 10 H16" stroke="#FFFFFF" stroke-width="6"/><path d="M0 10 H16" stroke="rgb(0,60,130)" stroke-width="3"/>'
ROAD_ENTRY = (ROAD, "A75, schématique")
DIAMOND = '<path d="M7 3 L13 10 L7 17 L1 10 Z" fill="{}"/>'


@dataclass(frozen=True)
class Panel:
    """What the visitor chose (layer, date, commune, whether digital places are drawn) and the places kept for the map and for the facts."""

    key: str
    layer: str
    date: float | None
    commune: str | None
    digital: bool
    map_place: DeltaGenerator
    facts_place: DeltaGenerator


def panel(key: str, layers: Sequence[CommuneLayer], start: float | None = None, digital: bool = False) -> Panel:
    """The choices above the map, its legend and source below, the list of places; `start` is the date shown first [year], `digital` offers the
    digital places too."""
    named = {layer.key: layer for layer in layers}
    chosen = address.bound(
        prose.selectbox,
        "Ce que montre la couleur des communes",
        list(named),
        format_func=lambda name: named[name].named(None),
        key=f"{key}.layer",
        accepts=address.OneOf(list(named), lambda name: named[name].named(None)),
    )
    layer = named[chosen]
    date = _choose_date(key, layer, start)
    places_too = digital and digital_places.choose(key)
    left, right = st.columns(2, gap="medium")
    with left:
        map_place = st.container()
        legend([*shades(layer), *site_entries(), *(digital_entries() if places_too else [])])
        provenance.small(
            f"**{contours.contours().note}** {landmarks.NOTE} "
            f"Sites : {positions.POSITION_NOTE} quand rien de mieux n'est connu, écartés pour se lire. "
            f"{located.example_words()}"
        )
        chart_panel.source_and_data(layer.source, lambda: table(layer, date), f"{key}.map-data")
    with right:
        commune = _choose_commune(key)
        facts_place = st.container()
        if commune is None:
            said = french.listed(list(filter(None, ["Communes de Lozère seulement", weights(layer)[1]])), ";")
            provenance.small(f"{layer.named(date)}. {said}.")
    _list_of_places(key)
    if digital:
        digital_places.show_list(key)
    return Panel(key, chosen, date, commune, places_too, map_place, facts_place)


def draw(on: Panel, layers: Sequence[CommuneLayer]) -> None:
    """The map and the facts for what the visitor chose, from the values of the moment."""
    layer = next(layer for layer in layers if layer.key == on.layer)
    with on.map_place:
        prose.pydeck_chart(
            coloured(layer, on.date, selected=on.commune, above=[symbols.digital()] if on.digital else []),
            height=decks.HEIGHT,
            key=_map_key(on.key),
            alt=_alt(layer, on.date, on.digital),
            on_select=lambda: _follow_click(on.key),
            selection_mode="single-object",
        )
    with on.facts_place:
        if on.commune:
            _facts(on.commune, layer, on.date)
        else:
            _intercommunalities(layer, on.date)
    if st.session_state.pop(f"{on.key}.clicked", False):
        st.rerun()  # the list of communes stands outside of what a lever redraws


def _choose_date(key: str, layer: CommuneLayer, start: float | None) -> float | None:
    dates = layer.dates
    if not dates:
        return None
    return prose.select_slider("Date", dates, value=layer.shown_first(start), format_func=date_words, key=f"{key}.{layer.key}.date")


def _choose_commune(key: str) -> str | None:
    names = lozere.communes(lozere.LOZERE)["name"]
    return prose.selectbox(
        "Commune",
        [None, *names.index],
        format_func=lambda code: NOBODY if code is None else names[code],
        key=f"{key}.commune",
        on_change=_forget_click,
        args=(key,),
    )


def _map_key(key: str) -> str:
    return f"{key}.map-{st.session_state.get(f'{key}.turn', 0)}"


def _forget_click(key: str) -> None:
    """A commune chosen in the list replaces the one clicked on the map, which only a new map lets go."""
    if clicked(st.session_state.get(_map_key(key))):
        st.session_state[f"{key}.turn"] = st.session_state.get(f"{key}.turn", 0) + 1


def clicked(event: dict | None) -> str | None:
    """The code of the commune that a click on the map selected: of the commune itself, or of the site or place that was hit."""
    objects = (event or {}).get("selection", {}).get("objects", {})
    hit = [place for layer in ("communes", *SITE_LAYERS, symbols.DIGITAL) for place in objects.get(layer, [])]
    return hit[0]["properties"]["code"] if hit else None


def _follow_click(key: str) -> None:
    """Puts the list of communes on what was clicked; a click beside the département chooses nobody."""
    st.session_state[f"{key}.commune"] = clicked(st.session_state[_map_key(key)])
    st.session_state[f"{key}.clicked"] = True


def _facts(code: str, layer: CommuneLayer, date: float | None) -> None:
    """What is known of the chosen commune."""
    here = places().sel(commune=code)
    zones = located.of_kind(located.ZONE)
    facts = {"Intercommunalité": str(here.epci_name.values), layer.named(date): units.headline(float(layer.at(date).sel(commune=code)), layer.unit)}
    facts |= {
        f"{here[name].attrs['label']} ({here[name].attrs['year']})": french.number(float(here[name]), 0)
        for name in ("population", "main_residences", "second_homes", "establishments")
    }
    facts["Zones d'activités"] = french.listed([escaping.markdown(name) for name in zones[zones["commune_code"] == code]["name"]]) or "aucune connue"
    tables.show([{"Fait": name, "Valeur": value} for name, value in facts.items()])


def _intercommunalities(layer: CommuneLayer, date: float | None) -> None:
    """The layer at the smallest scale that results should be read at."""
    tables.show(
        [{"Intercommunalité": name, layer.basis.capitalize(): units.headline(value, layer.unit)} for name, value in by_epci(layer, date).items()]
    )


def _alt(layer: CommuneLayer, date: float | None, digital: bool) -> str:
    what = "Carte des 152 communes de la Lozère, des zones d'activités et des bâtiments de l'inventaire"
    return f"{what}{', et des lieux du numérique' if digital else ''}. {colour_words(layer, date)}"


def colour_words(layer: CommuneLayer, date: float | None) -> str:
    """What the communes show of a layer: the least and the greatest known values."""
    values = layer.at(date)
    spread = french.between(units.headline(float(values.min()), layer.unit), units.headline(float(values.max()), layer.unit))
    return f"Couleur : {layer.named(date)}, {spread} selon la commune."


def rgb(colour: Sequence[int]) -> str:
    """A colour as SVG writes it."""
    return f"rgb({','.join(map(str, colour))})"


def shades(layer: CommuneLayer) -> list[tuple[str, str]]:
    """The classes of a layer with their limits, and what a grey commune means when there is one."""
    if not layer.rate:
        most = units.headline(float(layer.values.max()), layer.unit)
        return [(CIRCLE, f"surface du cercle : la quantité ; le plus grand, {most}")]
    known = [(SQUARE.format(rgb(shade)), words) for shade, words in zip(layer.palette, layer.class_words(), strict=True)]
    return [*known, (SQUARE.format(rgb(decks.MISSING)), "pas de donnée")] if layer.values.isnull().any() else known


def site_entries() -> list[tuple[str, str]]:
    """The signs of the sites, each with its words."""
    ink, paper = rgb(symbols.INK), rgb(symbols.PAPER)
    everything = located.all_sites()
    plots = [(PLOT_SIGN.format(rgb(symbols.PLOT)), "terrain")] if (everything["kind"] == located.PLOT).any() else []
    building = "bâtiment (exemple)" if everything["example"].any() else "bâtiment"
    return [
        (DISC.format(ink, paper), "zone avec la fibre, d'après ce qu'on en sait"),
        (DISC.format(paper, ink), "zone sans fibre connue"),
        *plots,
        (DIAMOND.format(rgb(symbols.BUILDING)), building),
    ]


def digital_entries() -> list[tuple[str, str]]:
    """The signs of the digital places, each with its words."""
    return [(GLYPH.format(rgb(kind.colour), kind.sign), kind.singular) for kind in KINDS.values()]


def coloured(layer: CommuneLayer, date: float | None, **settings) -> decks.Deck:
    """The communes painted by class for a rate; a circle on each for a quantity. `settings` are those of decks.commune_map."""
    if layer.rate:
        return decks.commune_map(layer.classes(date), layer.palette, **settings)
    return decks.commune_map(circles=layer.at(date).values.tolist(), **settings)


def of_layer(layer: CommuneLayer, key: str, alt: str) -> None:
    """A layer that has no date, alone on a map, with its legend; `alt` is said instead of the map."""
    prose.pydeck_chart(coloured(layer, None, sites=False), height=decks.HEIGHT, key=key, alt=alt)
    legend(shades(layer))


def legend(entries: Sequence[tuple[str, str]], with_road: bool = True) -> None:
    """Shapes, each beside its words; the A75, which every map of Lozère draws, is the last."""
    with st.container(horizontal=True, gap="small"):
        for shape, words in [*entries, *([ROAD_ENTRY] if with_road else [])]:
            with st.container(horizontal=True, gap="xxsmall", width="content", vertical_alignment="center"):
                st.image(f'<svg viewBox="0 0 16 20" width="16" height="20">{shape}</svg>', alt="", width=16)
                prose.caption(words)


def _list_of_places(key: str) -> None:
    """The sites of the map, as a list with the same facts; made when somebody opens it."""
    everything = located.all_sites()
    drawer = prose.expander(f"Liste des {len(everything)} sites de la carte", key=f"{key}.places", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        prose.table([_site_row(site) for site in everything.head(MOST_ROWS).itertuples()], hide_index=True)
        more = f" Les {MOST_ROWS} premiers sont listés ; la page Territoire les a tous, avec des filtres." if len(everything) > MOST_ROWS else ""
        provenance.small(
            f"Source : {escaping.markdown(store.current().title)}. "
            f"La source d'un site est le lien de son nom, ou dans sa fiche, page Territoire.{more}"
        )


def _site_row(site) -> dict[str, str]:
    area = french.with_unit(french.number(site.surface_m2, 0), "m²") if pd.notna(site.surface_m2) else "inconnue"
    name = provenance.linked(site.name, site.source if site.source.startswith("http") else "")
    fibre = site.fibre_typed or (rollout.IN_2012 if site.fibre_2012 else "inconnue")
    return {
        "Site": f"{name}{f', {provenance.DOUBT}' if site.doubtful else ''}",
        "Type": f"{site.kind}{' (exemple)' if site.example else ''}",
        "Commune": site.commune,
        "Surface proposée": area,
        "Prix": escaping.markdown(layers.price_words(site)) or "inconnu",
        "Fibre": escaping.markdown(fibre),
        "Disponible": escaping.markdown(provenance.day(site.available_on)) or "inconnu",
        "Position": layers.position_words(site),
    }
