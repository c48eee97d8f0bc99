"""The limits of the communes of Lozère: the official contours once they are in the cache, approximate cells until then."""

import logging
from dataclasses import dataclass, replace
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Polygon, shape
from shapely.geometry.base import BaseGeometry

from data import official_contours, tables
from data.ground.faults import Refused
from data.ground.french import listed, number, with_unit
from data.ground.stamped import stamped
from data.official_contours import CachedCard
from geo.territory.lozere import LOZERE, communes

METRIC = "EPSG:2154"  # Lambert-93: distances and areas in metres
DEGREES = "EPSG:4326"
NAMED = ["name", "epci_siren", "epci_name"]  # what the frame says of each commune
LEAST_ENCLOSED = 0.5  # [km²] a smaller hole is a rounding
PRECISION = 5  # decimals of a degree: about 1 m
APPROXIMATE_NOTE = "Limites approximatives : cellules autour du point de chaque commune, en attendant les contours officiels."
DAMAGED_NOTE = "Le fichier des contours officiels, endommagé, est ignoré."
APPROXIMATE_SOURCE = "Cellules de Voronoï, tables communes et outlines"
# The kinds that open an official name, and their short forms (table epci, Etalab).
EPCI_KINDS = {"communauté de communes": "CC", "communauté d'agglomération": "CA", "communauté urbaine": "CU"}
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Contours:
    """Limits of communes: frame (code, name, epci_siren, epci_name, geometry in EPSG:4326, in the order of the codes), and what to say of them
    (French)."""

    frame: gpd.GeoDataFrame
    approximate: bool
    source: str
    note: str

    @property
    def caution(self) -> str:
        """The note in Markdown: a warning while the limits are approximate, a plain source afterwards."""
        return f"**{self.note}**" if self.approximate else self.note


def contours() -> Contours:
    """The 152 communes of Lozère, neighbours sharing their edges, as they are known now. A copy: yours to change."""
    known = shared()
    return replace(known, frame=known.frame.copy())


@stamped(official_contours.stamp)
def shared() -> Contours:
    """The same, read once for each state of the cached file. Shared: do not change the frame."""
    if official_contours.stamp() is None:
        return cells()
    try:
        found = official_contours.read()
    except Refused as refused:
        LOG.warning("%s", refused.fault)
        return replace(cells(), note=f"{APPROXIMATE_NOTE} {DAMAGED_NOTE}")
    if found is None:
        return cells()  # gone since
    card, features = found
    return _official(card, features, communes(LOZERE)[NAMED])


@stamped(official_contours.stamp)
def of_department(department: str) -> Contours | None:
    """The communes of any département, as the package names them; None until its contours are in the cache. Shared: do not change the frame.

    Refused when the file is damaged. What the contours lack is in the note.
    """
    found = official_contours.read(department)
    if found is None:
        return None
    card, features = found
    sirens = [feature["properties"]["epci"] for feature in features]
    names = [feature["properties"]["nom"] for feature in features]
    known = pd.DataFrame({"name": names, "epci_siren": sirens, "epci_name": [short_epci(card.epci.get(siren, "")) for siren in sirens]})
    official = _official(card, features, known)
    lacking = [f"Sans contour connu : {listed(card.without)}."] if card.without else []
    if card.enclosed_km2 >= LEAST_ENCLOSED:
        area = with_unit(number(card.enclosed_km2, 0), "km²")
        lacking.append(f"En blanc, {area} entourés par ces communes : d'un autre département, ou sans contour connu.")
    return replace(official, note=" ".join([official.note, *lacking]))


def short_epci(name: str) -> str:
    """The name of an intercommunality as the tables write those of Lozère: CC de Millau Grands Causses; a name that does not begin by its kind
    (a métropole, a name of its own) stays whole."""
    kind = next((kind for kind in EPCI_KINDS if name.lower().startswith(f"{kind} ")), None)
    return f"{EPCI_KINDS[kind]} {name[len(kind) + 1 :]}" if kind else name


def _official(card: CachedCard, features: list[dict], known: pd.DataFrame) -> Contours:
    frame = gpd.GeoDataFrame(
        {"code": [feature["properties"]["code"] for feature in features], **{name: known[name].to_numpy() for name in NAMED}},
        geometry=[shape(feature["geometry"]) for feature in features],
        crs=DEGREES,
    )
    source = f"{card.producer}, {card.origin} ({card.licence})"
    return Contours(frame, approximate=False, source=f"{source}, simplifiés", note=f"Limites des communes : {source}, simplifiées.")


def by_epci(known: Contours) -> gpd.GeoDataFrame:
    """The part of each intercommunality that these communes make: siren, name, geometry (EPSG:4326), in the order of the SIREN.

    A commune that is in none is in no row.
    """
    frame = known.frame[known.frame["epci_siren"] != ""]
    groups = [(siren, rows["epci_name"].iloc[0], shapely.coverage_union_all(rows.geometry.to_numpy())) for siren, rows in frame.groupby("epci_siren")]
    sirens, names, geometries = zip(*groups, strict=True)
    return gpd.GeoDataFrame({"siren": sirens, "name": names}, geometry=list(geometries), crs=DEGREES)


def whole(known: Contours) -> BaseGeometry:
    """The département that these communes make (EPSG:4326)."""
    return shapely.coverage_union_all(known.frame.geometry.to_numpy())


def outline(department: str) -> Polygon:
    """The simplified outline of a département ("48", "12" or "46") in EPSG:4326. ValueError (in French) for another one."""
    points = tables.read("outlines")
    points = points[points["department"] == department].sort_values("order")
    if points.empty:
        raise ValueError(f"département « {department} » sans contour ; contours connus : 12, 46, 48")
    return Polygon(points[["lon", "lat"]].to_numpy())


@cache
def cells() -> Contours:
    """The approximate limits: a cell around the point of each commune. Shared: do not change the frame."""
    places = communes(LOZERE)
    points = gpd.GeoSeries.from_xy(places["lon"], places["lat"], crs=DEGREES).to_crs(METRIC)
    inside = gpd.GeoSeries([outline(LOZERE)], crs=DEGREES).to_crs(METRIC).iloc[0]
    clipped = gpd.GeoSeries(voronoi_cells(points.to_numpy(), inside), crs=METRIC).to_crs(DEGREES)
    named = {name: places[name].to_numpy() for name in NAMED}
    frame = gpd.GeoDataFrame({"code": places.index, **named}, geometry=list(rounded(clipped.to_numpy())), crs=DEGREES)
    return Contours(frame, approximate=True, source=APPROXIMATE_SOURCE, note=APPROXIMATE_NOTE)


def voronoi_cells(points: np.ndarray, inside: BaseGeometry) -> np.ndarray:
    """The part of `inside` nearest to each point, in the order of the points [same plane coordinates]."""
    around = shapely.voronoi_polygons(shapely.MultiPoint(list(points)), extend_to=inside, ordered=True)
    return shapely.intersection(np.array(around.geoms), inside)


def rounded(geometries: np.ndarray) -> np.ndarray:
    """Vertices rounded one by one to PRECISION, so that an edge shared by two cells stays shared, and rings in the order of GeoJSON."""
    return shapely.orient_polygons(shapely.transform(geometries, lambda xy: np.round(xy, PRECISION)))
