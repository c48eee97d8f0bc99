"""Contours of communes that come from elsewhere: verified against what is known of them, then simplified without gaps."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import mapping

from data import official_contours, tables
from data.ground.faults import Fault, Refused
from data.ground.french import counted, listed, number, with_unit

DEGREES, METRIC = "EPSG:4326", "EPSG:2154"  # Lambert-93: metres
OVERSEAS = "97"  # the first characters of the codes that Lambert-93 does not hold
MARGIN = 0.05  # [degrees] around the known outline of the département: 4 to 6 km
FAR = 2_000  # [m] a commune whose known point is farther than that from its contour is another commune
AREA_GAP = 0.02  # [share] between the area of all the contours and that of INSEE
SLIVER = 50  # [m] a gap narrower than that between two communes is a rounding, and is closed
TOLERANCES = range(150, 601, 25)  # [m] tried in turn (the root of the area of the corners taken off): the finest whose file is light enough
HEAVIEST = 108_000  # [bytes] of the features, so that the layer of a map stays under 120 kB with its names
FEW = 152  # communes that weigh that much; a département of more may weigh more, in proportion
PRECISION = 5  # decimals of a degree: about 1 m
SHOWN = 5  # communes named in one message
FORMS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Origin:
    """Whose contours they are, as a fault names it, and what to do about a fault."""

    place: str
    remedy: str

    def refused(self, what: str) -> Refused:
        """The fault of what it gave."""
        return Refused(Fault(self.place, what, self.remedy))


@dataclass(frozen=True)
class Expected:
    """What is known beforehand of the communes of Lozère: codes in order, a point of each, the box around them [degrees], their area [km²]."""

    codes: list[str]
    points: np.ndarray
    box: np.ndarray
    area_km2: float


def expected() -> Expected:
    """What the tables know of the communes of Lozère."""
    places = tables.read("communes").set_index("code").loc[tables.lozere_codes()]
    outline = tables.read("outlines")
    outline = outline[outline["department"] == tables.LOZERE]
    west, south, east, north = outline["lon"].min(), outline["lat"].min(), outline["lon"].max(), outline["lat"].max()
    return Expected(
        list(places.index),
        shapely.points(places["lon"], places["lat"]),
        np.array([west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN]),
        tables.read("commune_figures").set_index("code").loc[places.index, "area_km2"].sum(),
    )


def check_codes(origin: Origin, given: list[str], known: Expected) -> None:
    """Refused when the communes given are not those that are known, each once."""
    if len(given) != len(known.codes):
        raise origin.refused(f"{counted(len(given), 'commune')} au lieu de {number(len(known.codes))}")
    if unknown := sorted(set(given) - set(known.codes)):
        raise origin.refused(f"codes inconnus en Lozère : {_some(unknown)}")
    if missing := sorted(set(known.codes) - set(given)):
        raise origin.refused(f"communes absentes, d'autres répétées : {_some(missing)}")


def verified(origin: Origin, codes: list[str], shapes: np.ndarray, known: Expected | None) -> tuple[np.ndarray, int]:
    """The contours [metres] of communes given in degrees, and how many were mended. Refused when one is no surface, or not at its known place."""
    _surfaces(origin, codes, shapes)
    if known is not None:
        _in_the_box(origin, shapes, known)
    broken = ~shapely.is_valid(shapes)
    shapes = shapes.copy()
    shapes[broken] = [_polygons_of(part) for part in shapely.make_valid(shapes[broken])]
    metric = gpd.GeoSeries(shapes, crs=DEGREES).to_crs(metric_of(codes[0], shapes)).to_numpy()
    repaired = broken
    if not shapely.coverage_is_valid(metric):
        repaired = broken | ~shapely.is_empty(shapely.coverage_invalid_edges(metric, gap_width=SLIVER))
        metric = np.array(shapely.coverage_clean(metric, gap_width=SLIVER))
    if shapely.is_empty(metric).any():
        raise origin.refused(f"contours loin de leur commune : {_some(list(np.array(codes)[shapely.is_empty(metric)]))}")
    if not shapely.coverage_is_valid(metric):
        raise origin.refused("trous ou chevauchements entre les communes")
    if known is not None:
        _sound(origin, metric, known)
    return metric, int(repaired.sum())


def simplified(origin: Origin, metric: np.ndarray, crs: object, properties: list[dict[str, str]]) -> tuple[int, list[dict]]:
    """The tolerance [m] and the features in WGS 84 with these properties: neighbours keep the same limit, no gap, light enough for a page."""
    heaviest = HEAVIEST * max(1, len(properties) / FEW)
    for tolerance in TOLERANCES:
        simple = gpd.GeoSeries(shapely.coverage_simplify(metric, tolerance), crs=crs).to_crs(DEGREES).to_numpy()
        simple = shapely.orient_polygons(shapely.transform(simple, lambda xy: np.round(xy, PRECISION)))
        features = [
            {"type": "Feature", "properties": known, "geometry": as_lists(mapping(contour))}
            for known, contour in zip(properties, simple, strict=True)
        ]
        if len(official_contours.compact(features)) <= heaviest and shapely.is_valid(simple).all() and shapely.coverage_is_valid(simple):
            return tolerance, features
    raise origin.refused("contours impossibles à simplifier sans trou")


def enclosed_km2(metric: np.ndarray) -> float:
    """The area [km²] that these communes surround without holding it: communes of a neighbouring département, or contours that are not there."""
    whole = shapely.get_parts(shapely.coverage_union_all(metric))
    return sum(shapely.Polygon(ring).area for part in whole for ring in part.interiors) / 1e6


def metric_of(code: str, shapes: np.ndarray) -> object:
    """The projection in which the contours of a département are measured: Lambert-93, or the UTM zone of an overseas one."""
    return gpd.GeoSeries(shapes, crs=DEGREES).estimate_utm_crs() if code.startswith(OVERSEAS) else METRIC


def _surfaces(origin: Origin, codes: list[str], shapes: np.ndarray) -> None:
    for code, contour in zip(codes, shapes, strict=True):
        if contour is None:
            raise origin.refused(f"contour absent : {code}")
        if contour.geom_type not in FORMS or contour.is_empty:
            raise origin.refused(f"contour absent : {code} ({'vide' if contour.is_empty else contour.geom_type})")


def _in_the_box(origin: Origin, shapes: np.ndarray, known: Expected) -> None:
    """Every contour within the box of the département, in degrees, longitude first."""
    bounds = shapely.bounds(shapes)
    inside = _within(bounds, known.box)
    if inside.all():
        return
    if _within(bounds[:, [1, 0, 3, 2]], known.box).all():
        raise origin.refused("axes inversés : la latitude avant la longitude")
    raise origin.refused(f"contours hors de la Lozère (degrés WGS 84 attendus) : {_some(list(np.array(known.codes)[~inside]))}")


def _within(bounds: np.ndarray, box: np.ndarray) -> np.ndarray:
    inside = (bounds[:, :2] >= box[:2]) & (bounds[:, 2:] <= box[2:])  # false for what is not a number
    return inside.all(axis=1)


def _polygons_of(mended: shapely.Geometry) -> shapely.Geometry:
    """The surfaces of a mended contour, without the lines and points that mending leaves."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(mended)) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _sound(origin: Origin, metric: np.ndarray, known: Expected) -> None:
    """Each surface at its place, together the département without a hole."""
    points = gpd.GeoSeries(known.points, crs=DEGREES).to_crs(METRIC).to_numpy()
    wrong = ~(shapely.distance(metric, points) <= FAR)
    if wrong.any():
        raise origin.refused(f"contours loin de leur commune : {_some(list(np.array(known.codes)[wrong]))}")
    whole = shapely.coverage_union_all(metric)
    if any(part.interiors for part in shapely.get_parts(whole)):
        raise origin.refused("trous ou chevauchements entre les communes")
    if abs(whole.area / 1e6 / known.area_km2 - 1) > AREA_GAP:
        areas = f"{with_unit(number(whole.area / 1e6, 0), 'km²')} au lieu de {with_unit(number(known.area_km2, 0), 'km²')}"
        raise origin.refused(f"surface du département : {areas}")


def as_lists(geometry: dict) -> dict:
    """A geometry whose coordinates are lists, as JSON reads them back."""
    return {"type": geometry["type"], "coordinates": _listed(geometry["coordinates"])}


def _listed(coordinates):
    return [_listed(part) for part in coordinates] if isinstance(coordinates, (tuple, list)) else coordinates


def _some(codes: list[str]) -> str:
    return listed([str(code) for code in codes]) if len(codes) <= SHOWN else f"{', '.join(codes[:SHOWN])}…"
