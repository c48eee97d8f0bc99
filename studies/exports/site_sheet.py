"""The sheet of a site as a PDF of one or two A4 pages, tagged for those who do not see it: to print, to send to a firm.

Reference: PDF/UA-1 (ISO 14289-1), which typst checks while it writes: a missing title or alternative text stops it.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import geopandas as gpd
import typst

from data.ground.french import counted, day, listed, number, with_unit
from data.ground.installation import agency
from data.inventory import photos, store
from geo.maps import layers
from geo.sites import offers
from geo.sites.site_card import Card
from geo.territory import contours
from geo.territory.contours import DEGREES, METRIC

TEMPLATE = Path(__file__).with_suffix(".typ")
STANDARDS = ["ua-1"]
MAP_WIDTH = 600  # units of the drawing
PAPER, LINE, OWN, HERE = "#E6EBE8", "#8C8C8C", "#F0C9A8", "#B3431E"  # communes, their limits, the commune of the site, the site


def pdf(site, card: Card, access: str) -> bytes:
    """The sheet of a site: `site` is its row of geo.sites.offers.offers(), `access` says how the time to the motorway was obtained."""
    content = {
        "title": site.name,
        "subtitle": f"{site.kind.capitalize()}, {site.commune} ({site.epci_name}). {layers.price_words(site)}".strip(),
        "warning": warning(card),
        "completeness": completeness_words(card),
        "missing": missing_words(card),
        "lines": lines(site, access),
        "map": _map(site),
        "map_alt": f"Carte de la Lozère : le site est à {site.commune}.",
        "map_caption": layers.position_words(site),
        "photos": [{"file": photos.path(name).name, "alt": f"Photographie de {site.name}"} for name in photos.kept(card.photos)],
        "contact": agency.contact(),
        "facts": [vars(fact) for fact in card.facts],
        "footer": f"Le Studio, Lozère Développement, {day(date.today())} · {store.current().title} · {site.site_id} · Licence Ouverte 2.0",
    }
    inputs = {"site": json.dumps(content, ensure_ascii=False, allow_nan=False)}
    root = photos.folder() if content["photos"] else None
    return typst.compile(TEMPLATE.read_bytes(), root=root, sys_inputs=inputs, pdf_standards=STANDARDS, ignore_system_fonts=True)


def warning(card: Card) -> str:
    """What must be read before the rest: an invented line, a doubtful one."""
    if card.example:
        return store.EXAMPLE.capitalize() + "."
    return "À vérifier : citée de mémoire, aucune source n'a été lue." if card.doubtful else ""


def completeness_words(card: Card) -> str:
    """The completeness of a card in words: 3 faits connus sur 13 (23 %)."""
    whole = len(card.missing) if card.score == 0 else round(len(card.missing) / (1 - card.score)) if card.score < 1 else 0
    if not card.missing:
        return "Fiche complète : tous les faits demandés d'abord par une entreprise sont connus."
    known = counted(whole - len(card.missing), "fait connu", "faits connus")
    return f"Complétude : {with_unit(number(100 * card.score, 0), '%')} ({known} sur {whole})."


def missing_words(card: Card) -> str:
    """What is missing, in words; "" when nothing is."""
    return f"Il manque : {listed([label[:1].lower() + label[1:] for label in card.missing])}." if card.missing else ""


def lines(site, access: str) -> Sequence[str]:
    """The fibre and the access of a site, one sentence each."""
    fibre = f"Fibre : {site.fibre}{f', {site.fibre_on}' if site.fibre_on else ''}{f' ({site.fibre_source})' if site.fibre_source else ''}."
    return [fibre, f"Accès à l'autoroute : {offers.motorway_words(site)}. Temps {access}."]


def _map(site) -> str:
    """The communes of Lozère with the place of the site, as SVG."""
    frame = contours.contours().frame.to_crs(METRIC)
    left, bottom, right, top = frame.total_bounds
    scale = MAP_WIDTH / (right - left)

    def path(geometry) -> str:
        rings = [ring for part in getattr(geometry, "geoms", [geometry]) for ring in (part.exterior, *part.interiors)]
        return "".join("M" + "L".join(f"{(x - left) * scale:.0f} {(top - y) * scale:.0f}" for x, y in ring.coords) + "Z" for ring in rings)

    here = gpd.GeoSeries.from_xy([site.lon_shown], [site.lat_shown], crs=DEGREES).to_crs(METRIC).iloc[0]
    drawn = "".join(
        f'<path d="{path(geometry)}" fill="{OWN if code == site.commune_code else PAPER}"/>'
        for code, geometry in zip(frame["code"], frame.geometry, strict=True)
    )
    place = f'<circle cx="{(here.x - left) * scale:.0f}" cy="{(top - here.y) * scale:.0f}" r="11" fill="{HERE}" stroke="#fff" stroke-width="3"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {MAP_WIDTH} {(top - bottom) * scale:.0f}"><g stroke="{LINE}">{drawn}</g>{place}</svg>'
    )
