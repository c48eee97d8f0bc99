"""Public layers that a browser loads by URL, once: the name of each is the digest of its content, so it never changes."""

import hashlib
import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd
from shapely.geometry import mapping

from data import official_contours
from data.french import number, with_unit
from data.official_contours import Stamp
from geo import contours, sites
from geo.territory import LOZERE, communes

BLANK_STYLE = {"version": 8, "sources": {}, "layers": []}  # a base map with nothing in it: no tile, no outside request
BLANK_STYLE_URL = "/layers/blank.json"
DIGEST_LENGTH = 20  # characters of SHA-256: 80 bits, enough that two layers never share a name
BUILDING_SIGN = "◆"  # carried by each feature: deck.gl takes a text from an accessor only
PRICE_UNITS = {"EUR": "€ HT", "EUR/m2/year": "€ HT le m² par an"}


@dataclass(frozen=True)
class Layer:
    """A published layer: body is GeoJSON in UTF-8, served at url."""

    name: str
    digest: str
    url: str
    body: bytes


_published: dict[str, Layer] = {}


def publish(name: str, features: dict) -> Layer:
    """Makes a GeoJSON FeatureCollection known by its URL. Publishing the same content again gives the same layer."""
    body = json.dumps(features, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    digest = hashlib.sha256(body).hexdigest()[:DIGEST_LENGTH]
    return _published.setdefault(digest, Layer(name, digest, f"/layers/{digest}.geojson", body))


def find(digest: str) -> Layer | None:
    """The layer of that digest, or None. The public layers are found even before a page has shown them (another tab, a restart)."""
    if digest not in _published:
        public_layers()
    return _published.get(digest)


def public_layers() -> tuple[Layer, ...]:
    """The layers of the territory: communes, zones, buildings."""
    return commune_layer(), zone_layer(), building_layer()


def commune_layer() -> Layer:
    """The limits of the communes; properties code, nom, detail (EPCI), i (its place in geo.territory.dataset().commune).

    Another layer, with another URL, as soon as the official contours change; the former one is still served to those who have its URL.
    """
    return _commune_layer(official_contours.stamp())


@lru_cache(maxsize=2)
def _commune_layer(stamp: Stamp | None) -> Layer:
    names = communes(LOZERE)["epci_name"]
    frame = contours.at(stamp).frame.sort_values("code")
    features = [
        _feature(mapping(row.geometry), code=row.code, nom=_safe(row.name), detail=_safe(names[row.code]), i=i)
        for i, row in enumerate(frame.itertuples(index=False))
    ]
    return publish("communes", _collection(features))


@cache
def zone_layer() -> Layer:
    """The zones at the place shown; properties id, nom, type, commune, code, fibre_2012 (1 or 0), detail (lines of the tooltip)."""
    return publish("zones", _points(sites.zones(), _zone))


@cache
def building_layer() -> Layer:
    """The available buildings at the place shown; properties id, nom, type, commune, code, sign, detail (lines of the tooltip)."""
    return publish("buildings", _points(sites.buildings(), _building))


def _zone(row: pd.Series) -> dict:
    area = f"Surface : {with_unit(number(row.area_ha), 'ha')}" if pd.notna(row.area_ha) else "Surface : inconnue"
    doubt = "À vérifier : cité de mémoire" if row.confidence == "low" else ""
    lines = [f"Zone d'activités, {row.commune}", row.epci_name, f"Fibre : {row.fibre}", area, f"Accès : {row.access}", doubt, _position()]
    return {"type": "zone", "fibre_2012": int(row.fibre_2012 == "oui"), "detail": _lines(lines)}


def _building(row: pd.Series) -> dict:
    height, power = with_unit(number(row.height_m), "m"), with_unit(number(row.power_kva), "kVA")
    price = with_unit(number(row.price), PRICE_UNITS.get(row.price_unit, row.price_unit))
    lines = [
        f"{row.kind.capitalize()}, {row.commune}",
        row.status.capitalize(),
        f"{with_unit(number(row.surface_m2), 'm²')}, hauteur {height}, puissance {power}",
        f"{row.sale_or_lease.capitalize()} : {price}",
        f"Fibre : {row.fibre}",
        _position(),
    ]
    return {"type": "bâtiment", "sign": BUILDING_SIGN, "detail": _lines(lines)}


def _points(frame: pd.DataFrame, described: Callable[[pd.Series], dict]) -> dict:
    features = []
    for _, row in frame.iterrows():
        where = {"type": "Point", "coordinates": (row.lon_shown, row.lat_shown)}
        features.append(_feature(where, id=row.id, nom=_safe(row["name"]), commune=_safe(row.commune), code=row.commune_code, **described(row)))
    return _collection(features)


def _position() -> str:
    return sites.POSITION_NOTE.capitalize()


def _lines(lines: list[str]) -> str:
    return "<br>".join(_safe(line) for line in lines if line)


def _safe(text: str) -> str:
    """Text that a tooltip may show as HTML; apostrophes stay, since no value goes into an attribute."""
    return html.escape(str(text), quote=False)


def _feature(geometry: dict, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}
