"""The map of the sites as one HTML file: it opens from a disk, asks nobody for anything, and holds the same facts in a table.

The script of the file (standalone_map.js) reads the sites as JSON; a policy in the file itself lets this script and Leaflet run, and no other.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
from xstatic.pkg import leaflet

from data.ground.escaping import html, json_in_html, web_address
from data.ground.french import counted, day, number, spaced, with_unit
from data.inventory import store
from geo.maps import layers
from geo.sites import offers
from geo.sites.located import BUILDING, PLOT, SQUARE_METRES, ZONE
from geo.territory import contours

LEAFLET = Path(leaflet.BASE_DIR)
SCRIPT = Path(__file__).with_suffix(".js")
CENTRE, ZOOM = (44.545, 3.5), 9
CLOSEST = 18  # the deepest zoom: without a base map, leaflet needs to be told
COLOURS = {ZONE: "#000000", PLOT: "#E69F00", BUILDING: "#CC79A7"}  # Okabe-Ito
RADII = {ZONE: 6, PLOT: 5, BUILDING: 8}  # [px] told apart by size too
TITLES = {ZONE: "Zones d'activités", PLOT: "Terrains", BUILDING: "Bâtiments"}
HEADING = "Zones d'activités, terrains et bâtiments de Lozère"
COLUMNS = ("Site", "Type", "Commune", "Surface proposée", "Prix", "Fibre", "Accès", "Disponible", "Source")
STYLE = """
body{font:16px/1.45 sans-serif;margin:1rem auto;max-width:70rem;padding:0 1rem;box-sizing:border-box;color:#000;background:#fff}
#map{height:60vh;width:100%;background:#f5f4f0}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #ccc;vertical-align:top}
td,.leaflet-popup-content{white-space:pre-line}
.wide{overflow-x:auto}.note{font-size:.9rem}a{color:#2B5C9E}@media print{#map{height:12cm}}
"""


def page(offers: pd.DataFrame, access: str) -> bytes:
    """The whole file in UTF-8, for the sites of geo.sites.offers.offers(); `access` says how the time to the motorway was obtained."""
    label = "Carte des sites ; les mêmes sont en liste plus bas"
    return document("Sites de Lozère", HEADING, _introduction(offers, access), label, _table(offers), _content(offers))


def words(text: str) -> str:
    """A text of ours as HTML shows it, its double signs kept to their word; one of the inventory is shown as it was written."""
    return html(spaced(text))


def document(title: str, heading: str, introduction: str, label: str, below: str, content: Mapping[str, object]) -> bytes:
    """A map in one file, in UTF-8: its title, its heading, `label` said instead of the map, `content` as the script reads it. `introduction` and
    `below` (what the map shows, as a table) are HTML already."""
    scripts = [_leaflet_script(), SCRIPT.read_text("utf-8")]
    return "".join(
        [
            '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">',
            _policy(scripts),
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{words(title)}</title>',
            f"<style>{_leaflet_style()}{STYLE}</style></head><body><main><h1>{words(heading)}</h1>",
            introduction,
            f'<div id="map" role="region" aria-label="{words(label)}"></div>',
            below,
            "</main>",
            f'<script type="application/json" id="content">{json_in_html(content)}</script>',
            *(f"<script>{script}</script>" for script in scripts),
            "</body></html>",
        ]
    ).encode("utf-8")


def _policy(scripts: list[str]) -> str:
    """What the file may do: run exactly these scripts, show the images it holds, ask nobody for anything."""
    known = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'" for script in scripts)
    rules = f"default-src 'none'; script-src {known}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def ground() -> dict[str, object]:
    """What every map draws: the communes of Lozère, in the order of their codes, and where one looks."""
    communes = json.loads(contours.contours().frame[["code", "name", "geometry"]].to_json(drop_id=True))
    return {"centre": CENTRE, "zoom": ZOOM, "closest": CLOSEST, "communes": communes}


def _content(offers: pd.DataFrame) -> dict:
    """What the script draws."""
    shown = {kind: offers[offers["kind"] == kind] for kind in TITLES}
    kinds = [
        {"title": TITLES[kind], "colour": COLOURS[kind], "radius": RADII[kind], "sites": [_site(row) for row in rows.itertuples(index=False)]}
        for kind, rows in shown.items()
        if len(rows)
    ]
    return {**ground(), "layers": [], "kinds": kinds}


def _site(row) -> dict:
    """A site: where it is drawn, its name, and what a click opens, one line for each fact."""
    lines = [f"{name} : {value}" for name, value in zip(COLUMNS[1:-1], facts(row)[1:-1], strict=True)]
    return {"lon": row.lon_shown, "lat": row.lat_shown, "name": row.name, "lines": lines}


def facts(row) -> tuple[str, ...]:
    """What the table and the pop-up say of a site, in the order of COLUMNS."""
    surface = with_unit(number(row.surface_m2, 0), "m²") if pd.notna(row.surface_m2) else "inconnue"
    if pd.isna(row.surface_m2) and pd.notna(row.total_m2):
        surface = f"{with_unit(number(row.total_m2 / SQUARE_METRES), 'ha')} en tout"
    kind = f"{row.kind}, {store.EXAMPLE}" if row.example else f"{row.kind}{', à vérifier' if row.doubtful else ''}"
    return (
        row.name,
        kind,
        row.commune,
        surface,
        layers.price_words(row) or "inconnu",
        row.fibre or "inconnue",
        offers.motorway_words(row),
        day(date.fromisoformat(row.available_on)) if row.available_on else "inconnu",
        row.source,
    )


def _introduction(offers: pd.DataFrame, access: str) -> str:
    example = f" {store.EXAMPLE.capitalize()} : {counted(int(offers['example'].sum()), 'ligne')}." if offers["example"].any() else ""
    said = (
        f"{counted(len(offers), 'site')}, {store.current().title}.{example} {contours.contours().note} Un site connu à la commune est placé autour "
        f"du point de sa commune. Accès : {access}. Licence Ouverte 2.0, traitement Studio Lozère Développement, {day(date.today())}."
    )
    return f'<p class="note">{words(said)}</p>'


def _table(offers: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    lines = "".join(f"<tr>{''.join(map(_cell, facts(row)))}</tr>" for row in offers.itertuples(index=False))
    return f'<h2>Les mêmes sites, en liste</h2><div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'


def _cell(text: str) -> str:
    """A cell of the table; a web address is a link, and nothing but http(s) is."""
    return f'<td><a href="{html(text)}" rel="noreferrer">source</a></td>' if web_address(text) else f"<td>{html(text)}</td>"


def _leaflet_style() -> str:
    """The style of Leaflet with its images inside: the file needs no other."""
    return re.sub(r"url\(([^)]+)\)", _inlined, (LEAFLET / "leaflet.css").read_text("utf-8"))


def _leaflet_script() -> str:
    script = (LEAFLET / "leaflet.js").read_text("utf-8").replace("</script", "<\\/script")
    return re.sub(r"//# sourceMappingURL=.*", "", script)


def _inlined(found: re.Match) -> str:
    image = LEAFLET / found[1].strip("'\"")
    return f"url(data:image/png;base64,{base64.b64encode(image.read_bytes()).decode()})" if image.suffix == ".png" and image.is_file() else "none"
