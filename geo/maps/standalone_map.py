"""The map of the sites as one HTML file: it opens from a disk, asks nobody for anything, and holds the same facts in a table.

folium writes property values as HTML: every value is escaped here, once, before it gets there.
"""

import base64
import html
import json
import re
from datetime import date
from pathlib import Path

import branca.element
import folium
import pandas as pd
from xstatic.pkg import leaflet

from data.ground.french import day, number, with_unit
from data.inventory import store
from geo.maps import layers
from geo.sites.located import BUILDING, PLOT, SQUARE_METRES, ZONE
from geo.territory import contours

LEAFLET = Path(leaflet.BASE_DIR)
CENTRE, ZOOM = (44.545, 3.5), 9
CLOSEST = 18  # the deepest zoom: without a base map, leaflet needs to be told
COLOURS = {ZONE: "#000000", PLOT: "#E69F00", BUILDING: "#CC79A7"}  # Okabe-Ito
RADII = {ZONE: 6, PLOT: 5, BUILDING: 8}  # [px] told apart by size too
TITLES = {ZONE: "Zones d'activités", PLOT: "Terrains", BUILDING: "Bâtiments"}
ZOOM_BUTTONS = "L.control.zoom({zoomInTitle:'Agrandir',zoomOutTitle:'Réduire'})"
COLUMNS = ("Site", "Type", "Commune", "Surface proposée", "Prix", "Fibre", "Accès", "Disponible", "Source")
STYLE = """
body{font:16px/1.45 sans-serif;margin:1rem auto!important;max-width:70rem;padding:0 1rem!important;box-sizing:border-box;color:#000;background:#fff}
.folium-map{position:relative!important;height:60vh!important;width:100%!important;background:#f5f4f0}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #ccc;vertical-align:top}
.wide{overflow-x:auto}.note{font-size:.9rem}a{color:#2B5C9E}@media print{.folium-map{height:12cm!important}}
"""


def page(offers: pd.DataFrame, access: str) -> bytes:
    """The whole file in UTF-8, for the sites of geo.sites.offers.offers(); `access` says how the time to the motorway was obtained."""
    figure = branca.element.Figure()
    found = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True, zoom_control=False, attributionControl=False)
    found.default_js, found.default_css = [], []
    found.options["maxZoom"] = CLOSEST
    figure.add_child(found)
    _communes().add_to(found)
    for kind, title in TITLES.items():
        rows = offers[offers["kind"] == kind]
        if len(rows):
            _sites(rows, kind, title).add_to(found)
    folium.LayerControl(collapsed=False).add_to(found)
    text = _whole(figure, offers, access).replace("</html>", f"<script>{ZOOM_BUTTONS}.addTo({found.get_name()})</script></html>")
    return text.encode("utf-8")


def _communes() -> folium.GeoJson:
    frame = contours.contours().frame
    features = json.loads(frame.to_json(drop_id=True))
    for feature in features["features"]:
        feature["properties"] = {"nom": html.escape(feature["properties"]["name"])}
    return folium.GeoJson(features, name="Communes", style_function=_commune_style, tooltip=folium.GeoJsonTooltip(["nom"], labels=False))


def _commune_style(_feature: dict) -> dict:
    return {"color": "#8C8C8C", "weight": 1, "fillColor": "#CDD6D1", "fillOpacity": 0.5}


def _sites(rows: pd.DataFrame, kind: str, title: str) -> folium.GeoJson:
    features = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [row.lon_shown, row.lat_shown]},
                 "properties": {"nom": html.escape(row.name), "fiche": _card(row)}} for row in rows.itertuples(index=False)]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        name=f'<span style="color:{COLOURS[kind]}">⬤</span> {html.escape(title)} ({len(rows)})',
        marker=folium.CircleMarker(radius=RADII[kind], color="#FFFFFF", weight=1.5, fill=True, fill_color=COLOURS[kind], fill_opacity=1),
        tooltip=folium.GeoJsonTooltip(["nom"], labels=False),
        popup=folium.GeoJsonPopup(["nom", "fiche"], labels=False),
    )


def _card(row) -> str:
    """What a click on a site opens: one line for each fact."""
    return "<br>".join(html.escape(f"{name} : {value}") for name, value in zip(COLUMNS[1:-1], facts(row)[1:-1], strict=True))


def facts(row) -> tuple[str, ...]:
    """What the table and the pop-up say of a site, in the order of COLUMNS."""
    surface = with_unit(number(row.surface_m2, 0), "m²") if pd.notna(row.surface_m2) else "inconnue"
    if pd.isna(row.surface_m2) and pd.notna(row.total_m2):
        surface = f"{with_unit(number(row.total_m2 / SQUARE_METRES), 'ha')} en tout"
    minutes = f"{with_unit(number(row.minutes, 0), 'min')} de l'A75, sortie {row.exit}" if pd.notna(row.minutes) else "inconnu"
    kind = f"{row.kind}, {store.EXAMPLE}" if row.example else f"{row.kind}{', à vérifier' if row.doubtful else ''}"
    return (row.name, kind, row.commune, surface, layers.price_words(row) or "inconnu", row.fibre or "inconnue", minutes,
            day(date.fromisoformat(row.available_on)) if row.available_on else "inconnu", row.source)


def _whole(figure: branca.element.Figure, offers: pd.DataFrame, access: str) -> str:
    text = figure.render()
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Sites de Lozère</title>{_assets()}'
    text = re.sub(r"<head>.*?</head>", lambda found: found[0].replace("<head>", "<head>" + head, 1), text, count=1, flags=re.DOTALL)
    text = re.sub(r"<html[^>]*>", '<html lang="fr">', text, count=1)
    text = text.replace("<body>", f"<body>{_introduction(offers, access)}", 1)
    return text.replace("</body>", f"{_table(offers)}</body>", 1)


def _introduction(offers: pd.DataFrame, access: str) -> str:
    example = f" {store.EXAMPLE.capitalize()} : {int(offers['example'].sum())} lignes." if offers["example"].any() else ""
    said = (f"{len(offers)} sites, {store.current().title}.{example} {contours.contours().note} Un site connu à la commune est placé autour "
            f"du point de sa commune. Accès : {access}. Licence Ouverte 2.0, traitement Studio Lozère Développement, {day(date.today())}.")
    return f"<h1>Zones d'activités, terrains et bâtiments de Lozère</h1><p class='note'>{html.escape(said)}</p>"


def _table(offers: pd.DataFrame) -> str:
    head = "".join(f"<th scope='col'>{name}</th>" for name in COLUMNS)
    lines = "".join(f"<tr>{''.join(map(_cell, facts(row)))}</tr>" for row in offers.itertuples(index=False))
    return f"<h2>Les mêmes sites, en liste</h2><div class='wide'><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"


def _cell(text: str) -> str:
    """A cell of the table; a web address is a link, and nothing but http(s) is."""
    safe = html.escape(text)
    return f"<td><a href='{safe}' rel='noreferrer'>source</a></td>" if text.startswith(("http://", "https://")) else f"<td>{safe}</td>"


def _assets() -> str:
    """Leaflet itself, with its images inside: the file needs no other."""
    css = re.sub(r"url\(([^)]+)\)", _inlined, (LEAFLET / "leaflet.css").read_text("utf-8"))
    script = (LEAFLET / "leaflet.js").read_text("utf-8").replace("</script", "<\\/script")
    return f"<style>{css}{STYLE}</style><script>{re.sub(r'//# sourceMappingURL=.*', '', script)}</script>"


def _inlined(found: re.Match) -> str:
    image = LEAFLET / found[1].strip("'\"")
    return f"url(data:image/png;base64,{base64.b64encode(image.read_bytes()).decode()})" if image.suffix == ".png" and image.is_file() else "none"
