"""Public layers that a browser loads by URL, once: the name of each is the digest of its content, so it never changes."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import pandas as pd
from shapely.geometry import mapping

from data import editions, official_contours
from data.ground.french import number, with_unit
from data.ground.installation.base_path import at
from data.ground.stamped import stamped
from data.inventory import store
from geo.places import digital_places
from geo.sites import located, needs, offers
from geo.territory import contours, positions
from geo.territory.lozere import LOZERE, communes

GROUND = "rgba(128,128,128,0.09)"  # a veil over the page: mist on the light theme, night on the dark one, without asking which is on
# A base map with nothing but its ground: no tile, no outside request.
BLANK_STYLE = {"version": 8, "sources": {}, "layers": [{"id": "ground", "type": "background", "paint": {"background-color": GROUND}}]}
BLANK_STYLE_ADDRESS = "/layers/blank.json"
DIGEST_LENGTH = 20  # characters of SHA-256: 80 bits, enough that two layers never share a name
BUILDING_SIGN, PLOT_SIGN = "◆", "■"  # carried by each feature: deck.gl takes a text from an accessor only
SIDE_BY_SIDE, ABOVE = 18, -14  # [px] between two digital places of one commune, and from its point
KEPT = 24  # layers served at once: those of the last editions, for pages that are still open
PRICES = {"sale_eur": "€ HT", "rent_eur_m2": "€ HT le m² par an", "land_eur_m2": "€ HT le m²"}  # column of a site -> its unit


@dataclass(frozen=True)
class Layer:
    """A published layer: body is GeoJSON in UTF-8, served at url."""

    name: str
    digest: str
    body: bytes

    @property
    def url(self) -> str:
        """Where a browser asks for it; who draws it again makes it known again, however long ago it was published."""
        _kept(self)
        return at(f"/layers/{self.digest}.geojson")


_published: OrderedDict[str, Layer] = OrderedDict()  # the one that was asked for longest ago first
ORDERING = Lock()


def publish(name: str, features: dict) -> Layer:
    """Makes a GeoJSON FeatureCollection known by its URL. Publishing the same content again gives the same layer."""
    body = json.dumps(features, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    digest = hashlib.sha256(body).hexdigest()[:DIGEST_LENGTH]
    return _kept(Layer(name, digest, body))


def find(digest: str) -> Layer | None:
    """The layer of that digest, or None. The public layers are found even before a page has shown them (another tab, a restart)."""
    if digest not in _published:
        for layer in public_layers():
            _kept(layer)
    found = _published.get(digest)
    return found and _kept(found)


def _kept(layer: Layer) -> Layer:
    """The layer, the last of those served to be forgotten: a page has just drawn it, or a browser has just asked for it."""
    with ORDERING:
        kept = _published.setdefault(layer.digest, layer)
        _published.move_to_end(layer.digest)
        while len(_published) > KEPT:
            _published.popitem(last=False)
    return kept


def public_layers() -> tuple[Layer, ...]:
    """The layers of the territory: communes, their points, zones, plots, contours of zones and plots, buildings, digital places."""
    return commune_layer(), point_layer(), zone_layer(), plot_layer(), contour_layer(), building_layer(), digital_layer()


@stamped(official_contours.stamp)
def commune_layer() -> Layer:
    """The limits of the communes; properties code, nom, detail (EPCI), i (its place in geo.territory.lozere.dataset().commune).

    Another layer, with another URL, as soon as the official contours change; the former one is still served to those who have its URL.
    """
    names = communes(LOZERE)["epci_name"]
    frame = contours.shared().frame.sort_values("code")
    features = [
        _feature(mapping(row.geometry), code=row.code, nom=row.name, detail=names[row.code], i=i)
        for i, row in enumerate(frame.itertuples(index=False))
    ]
    return publish("communes", _collection(features))


@lru_cache(maxsize=1)
def point_layer() -> Layer:
    """The point of each commune of Lozère; property i, its place in geo.territory.lozere.dataset().commune."""
    places = communes(LOZERE)[["lon", "lat"]].to_numpy().tolist()
    return publish("points des communes", _collection([_feature({"type": "Point", "coordinates": place}, i=i) for i, place in enumerate(places)]))


def zone_layer() -> Layer:
    """The zones at the place shown; properties id, nom, type, commune, code, i (its place among the zones), fibre (1 when it is known to be there),
    detail (lines of the tooltip)."""
    return _points(located.ZONE)


def plot_layer() -> Layer:
    """The plots at the place shown; properties id, nom, type, commune, code, i (its place among the plots), sign, detail (lines of the tooltip)."""
    return _points(located.PLOT)


def building_layer() -> Layer:
    """The buildings at the place shown; properties id, nom, type, commune, code, i (its place among the buildings), sign, detail."""
    return _points(located.BUILDING)


@stamped(lambda: editions.stamp(store.KIND))
def contour_layer() -> Layer:
    """The contours of the zones and plots that have one; the properties of their points, without tooltip."""
    frame = located.all_sites()
    drawn = frame[frame["geometry"].notna()]
    features = [_feature(row.geometry, id=row.site_id, nom=row.name, type=row.kind, code=row.commune_code) for row in drawn.itertuples(index=False)]
    return publish("contours", _collection(features))


@lru_cache(maxsize=1)
def digital_layer() -> Layer:
    """The digital places whose commune is known; properties id, nom, code, sign, rgb, shift [px], detail.

    Those that are known to one commune only stand side by side above its point: a shift in pixels keeps them apart at every scale.
    """
    frame = digital_places.on_map()
    at_point = frame["precision"] == positions.COMMUNE
    rank = frame[at_point].groupby("commune_code").cumcount().reindex(frame.index, fill_value=0)
    count = at_point.groupby(frame["commune_code"]).transform("sum")
    shifts = [[round(SIDE_BY_SIDE * (r - (n - 1) / 2)), ABOVE] if here else [0, 0] for r, n, here in zip(rank, count, at_point, strict=True)]
    features = [
        _feature(
            {"type": "Point", "coordinates": (row.lon, row.lat)},
            id=row.id,
            nom=row.name,
            code=row.commune_code,
            sign=digital_places.KINDS[row.kind].sign,
            rgb=digital_places.KINDS[row.kind].colour,
            shift=shift,
            detail=_digital(row),
        )
        for row, shift in zip(frame.itertuples(index=False), shifts, strict=True)
    ]
    return publish("lieux-numeriques", _collection(features))


def _digital(row) -> str:
    """The lines of the tooltip of a digital place."""
    kind = digital_places.KINDS[row.kind].singular.capitalize()
    since = f"Depuis {row.since}" if row.since else f"Vu en {row.status_on}"
    return _lines([f"{kind}, {row.commune}", since, "À vérifier" if row.doubtful else "", position_words(row)])


@stamped(lambda _kind: offers.state(), keep=8)
def _points(kind: str) -> Layer:
    everything = offers.offers()
    frame = everything[everything["kind"] == kind]
    frame = frame.assign(here=(needs.fibre_ranks(frame) >= needs.CONNECTABLE).astype(int))  # of `frame`: a longer column would make rows of its own
    features = [
        _feature(
            {"type": "Point", "coordinates": (row.lon_shown, row.lat_shown)},
            id=row.site_id,
            nom=row.name,
            type=kind,
            commune=row.commune,
            code=row.commune_code,
            i=i,
            **DESCRIBED[kind](row),
        )
        for i, row in enumerate(frame.itertuples(index=False))
    ]
    return publish(kind, _collection(features))


def _zone(row) -> dict:
    area = f"Surface : {with_unit(number(row.total_m2 / located.SQUARE_METRES), 'ha')}" if pd.notna(row.total_m2) else "Surface : inconnue"
    doubt = "À vérifier : cité de mémoire" if row.doubtful else ""
    lines = [f"Zone d'activités, {row.commune}", row.epci_name, _fibre(row), area, doubt, position_words(row)]
    return {"fibre": row.here, "detail": _lines(lines)}


def _plot(row) -> dict:
    area = with_unit(number(row.surface_m2, 0), "m²") if pd.notna(row.surface_m2) else "surface inconnue"
    lines = [f"Terrain, {row.commune}", row.zone, area, row.status.capitalize(), price_words(row), position_words(row)]
    return {"sign": PLOT_SIGN, "detail": _lines(lines)}


def _building(row) -> dict:
    facts = [
        with_unit(number(value), unit)
        for value, unit in ((row.surface_m2, "m²"), (row.height_m, "m de hauteur"), (row.power_kva, "kVA"))
        if pd.notna(value)
    ]
    lines = [
        f"Bâtiment, {row.commune}",
        store.EXAMPLE.capitalize() if row.example else row.status.capitalize(),
        ", ".join(facts),
        price_words(row),
        _fibre(row),
        position_words(row),
    ]
    return {"sign": BUILDING_SIGN, "detail": _lines(lines)}


DESCRIBED: dict[str, Callable[..., dict]] = {located.ZONE: _zone, located.PLOT: _plot, located.BUILDING: _building}


def price_words(row) -> str:
    """The price of a site as one reads it: Location : 50 € HT le m² par an; nothing when it is not known."""
    for column, unit in PRICES.items():
        if pd.notna(getattr(row, column)):
            return f"{row.transaction.capitalize() or 'Prix'} : {with_unit(number(getattr(row, column), None), unit)}"
    return ""


def position_words(row) -> str:
    """How well the place of a site is known."""
    return positions.POSITION_NOTE.capitalize() if row.precision == positions.COMMUNE else f"Position : {row.precision}"


def _fibre(row) -> str:
    return f"Fibre : {row.fibre or 'inconnue'}{f' ({row.fibre_on})' if row.fibre_on else ''}"


def _lines(lines: list[str]) -> str:
    """The lines of a tooltip, as text: Streamlit escapes what a tooltip shows, so a <br> would be seen."""
    return "\n".join(line for line in lines if line)


def _feature(geometry: dict, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}
