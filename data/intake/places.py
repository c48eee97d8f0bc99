"""Positions and contours in a cell: GeoJSON, WKT or two numbers, in degrees or in metres; always degrees out, longitude first."""

import json
import math
import re
from functools import cache

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from data import tables
from data.intake.cells import Unreadable, number, short, text
from data.intake.coordinates import sexagesimal, systems
from data.intake.raw import Geometry, Value

ANY_DEGREE = 180  # no longitude is above it: larger numbers are metres
MARGIN = 0.1  # [degrees] around the outline of Lozère
PRECISION = 6  # decimals of a degree: about 0.1 m
MOST_VERTICES = 20_000  # of one contour: a zone drawn by hand has less than a hundred
# Two numbers: apart by a semicolon or a space, their decimals are after a comma or a point; by a comma alone, it must not be that of 44,5.
APART = re.compile(r"([^;\s]+?)\s*(?:;|,\s|\s,?)\s*([^;\s]+)")
BY_COMMA = re.compile(r"([+-]?\d+\.\d+|\d{6,7}),([+-]?\d+\.\d+|\d{6,7})", re.ASCII)
SRID = re.compile(r"SRID=(\d{4,6});", re.ASCII)
BINARY = re.compile(r"0[01][0-9a-fA-F]{40,}", re.ASCII)  # WKB or EWKB in hexadecimal, as PostGIS and QGIS write it in a CSV
LAMBERT_BOUNDS = ((40_047, 6_023_107), (1_256_238, 7_143_567))  # [m] mainland France and Corsica in Lambert-93: https://epsg.io/2154
LAMBERT_93 = "Lambert-93"
MINUTES = "degrés, minutes et secondes"
WIDEST = 10  # [degrees] a contour of a site is a hundred times smaller: one of its points is elsewhere
EXPECTED = "en Lozère : longitude 3,5, latitude 44,5"
ANY_SYSTEM = f"écrire des degrés ({EXPECTED}), ou des mètres en Lambert-93"


def point(value: Value) -> tuple[float, float]:
    """Longitude and latitude [degrees] of "3.5, 44.5", of two angles with their cardinal points, of a WKT or a GeoJSON point. Metres are converted;
    swapped axes refused."""
    if isinstance(value, str) and (angles := sexagesimal.pair(text(value))):
        return _placed(*angles)
    if isinstance(value, Geometry) or _looks_written(text(value)):
        drawn = _drawn(value)
        if drawn.geom_type != "Point":
            raise Unreadable(f"{drawn.geom_type} au lieu d'un point", "donner un point")
        return _placed(drawn.x, drawn.y)
    return _placed(*_numbers(value))


def is_point(value: Value) -> bool:
    """Whether a geometry is a point, as two coordinates are. Unreadable when it is neither."""
    return is_position(value) or _drawn(value).geom_type == "Point"


def is_position(value: Value) -> bool:
    """Whether a text holds two coordinates, wherever they are."""
    if not isinstance(value, str) or _looks_written(text(value)):
        return False
    try:
        return sexagesimal.pair(text(value)) is not None or all(map(math.isfinite, _numbers(value)))
    except Unreadable:
        return False


def to_tell(value: Value) -> tuple[bool, str]:
    """Whether a contour crosses itself, so that `geometry` gives another shape than the one drawn; the system from which it, or a position, was
    converted, "" when it was in degrees. Unreadable when it is none."""
    if isinstance(value, str) and sexagesimal.pair(text(value)):
        return False, MINUTES if sexagesimal.has_minutes(value) else ""
    if not isinstance(value, (shapely.Geometry, dict)) and not _looks_written(text(value)):
        x, y = _numbers(value)
        return False, metres_named(x, y) if abs(x) > ANY_DEGREE else ""
    drawn = _drawn(value)
    said = _system(text(value)) if isinstance(value, str) else ""
    return not shapely.is_valid(drawn), systems.name(said) if said else metres_named(*drawn.bounds[:2]) if drawn.bounds[2] > ANY_DEGREE else ""


def geometry(value: Value) -> dict:
    """A geometry as GeoJSON in degrees, from GeoJSON (text or object) or WKT; metres are converted, rings are closed and valid."""
    drawn = _drawn(value)
    if shapely.get_num_coordinates(drawn) > MOST_VERTICES:
        raise Unreadable(f"contour de plus de {MOST_VERTICES} points", "le simplifier")
    if drawn.bounds[2] > ANY_DEGREE:
        drawn = systems.converted(drawn, _system_of_metres(*drawn.bounds))
    _check_degrees(*drawn.bounds)
    if not shapely.is_valid(drawn):
        drawn = shapely.make_valid(drawn, method="structure")
    drawn = shapely.transform(drawn, lambda xy: np.round(xy, PRECISION))
    if drawn.is_empty or (drawn.geom_type in ("Polygon", "MultiPolygon") and not drawn.area):
        raise Unreadable("contour vide, ou dont les points se confondent", "dessiner une surface")
    return json.loads(json.dumps(mapping(drawn), allow_nan=False))


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude [degrees] of metres, in Lambert-93 when nothing says another system."""
    lon, lat = systems.from_metres(x, y, metric_system(x, y) or systems.LAMBERT)
    return round(float(lon), PRECISION), round(float(lat), PRECISION)


def metric_system(x: float, y: float) -> str:
    """The system in which two numbers [m] are a place: Lambert-93 in all mainland France, else the only one of surveyors where they are in Lozère;
    "" for none."""
    (x_first, y_first), (x_last, y_last) = LAMBERT_BOUNDS
    if x_first <= x <= x_last and y_first <= y <= y_last:
        return systems.LAMBERT
    west, south, east, north = box()
    possible = []
    for system in systems.OF_SURVEYORS:
        lon, lat = systems.from_metres(x, y, system)
        possible += [system] if west <= lon <= east and south <= lat <= north else []
    return possible[0] if len(possible) == 1 else ""


def metres_named(x: float, y: float) -> str:
    """How the system of two numbers [m] is called."""
    system = metric_system(x, y)
    return systems.name(system) if system not in ("", systems.LAMBERT) else LAMBERT_93


def _placed(x: float, y: float) -> tuple[float, float]:
    if abs(x) > ANY_DEGREE:
        _system_of_metres(x, y, x, y)
        x, y = to_degrees(x, y)
    _check_degrees(x, y, x, y)
    return x, y


def _system_of_metres(left: float, bottom: float, right: float, top: float) -> str:
    """The system of bounds [m]. Unreadable when they are in none, or swapped: the same numbers mean another place in another system."""
    if (system := metric_system(left, bottom)) and system == metric_system(right, top):
        return system
    if metric_system(bottom, left) and metric_system(top, right):
        raise Unreadable("axes inversés : y avant x", "écrire x d'abord, puis y, en mètres (Lambert-93)")
    raise Unreadable("coordonnées qui ne sont ni des degrés, ni du Lambert-93", ANY_SYSTEM)


def _check_degrees(left: float, bottom: float, right: float, top: float) -> None:
    """Refuses bounds [degrees] that are out of the Earth, swapped, or that no contour of a site has."""
    west, south, east, north = box()
    if west <= bottom and top <= east and south <= left and right <= north:
        raise Unreadable("axes inversés : la latitude avant la longitude", f"écrire la longitude d'abord ({EXPECTED})")
    if max(-left, right) > ANY_DEGREE or max(-bottom, top) > ANY_DEGREE / 2:
        raise Unreadable("coordonnées hors de la Terre", ANY_SYSTEM)
    if max(right - left, top - bottom) > WIDEST:
        raise Unreadable(f"contour de plus de {WIDEST} degrés de large", "corriger le point qui est loin des autres, ou dont les axes sont inversés")


def _numbers(value: Value) -> tuple[float, float]:
    """The two numbers of a position. Unreadable when they are not two."""
    written = " ".join(text(value).split())  # in a long row of spaces, the end of the first number would be looked for at each of them
    found = BY_COMMA.fullmatch(written) or APART.fullmatch(written)
    x, y = (number(found[1]), number(found[2])) if found else (None, None)
    if x is None or y is None:
        raise Unreadable(f"« {short(value)} » n'est pas une position", f"écrire longitude ; latitude ({EXPECTED})")
    return x, y


def latitude_first(value: Value) -> str:
    """Two numbers that are a place of Lozère once swapped, put longitude first; "" for anything else. No place of Lozère reads both ways."""
    if not is_position(value) or sexagesimal.pair(text(value)):
        return ""
    y, x = _numbers(value)
    west, south, east, north = box()
    return f"{x:.7g}, {y:.7g}" if west <= x <= east and south <= y <= north else ""


def _looks_written(written: str) -> bool:
    return written[:1] in ("{", "P", "p", "M", "m", "L", "l", "S", "s") or BINARY.fullmatch(written) is not None


def _drawn(value: Value) -> shapely.Geometry:
    try:
        drawn = value if isinstance(value, shapely.Geometry) else shape(value) if isinstance(value, dict) else _written(text(value))
        drawn = shapely.force_2d(drawn)
        coordinates = shapely.get_coordinates(drawn)
    except Unreadable:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, shapely.errors.ShapelyError):
        raise Unreadable(f"« {short(value)} » n'est pas une géométrie", "donner du GeoJSON ou du WKT : POINT(3.5 44.5)") from None
    if not len(coordinates) or not np.isfinite(coordinates).all():
        raise Unreadable("géométrie vide ou sans coordonnées finies", "la dessiner de nouveau")
    return drawn


def _written(value: str) -> shapely.Geometry:
    """The geometry of a text; one that says another system than degrees and Lambert-93 is converted to degrees."""
    if value.startswith("{"):
        return shape(json.loads(value))
    drawn = shapely.from_wkb(value) if BINARY.fullmatch(value) else shapely.from_wkt(SRID.sub("", value, count=1))
    system = _system(value)
    try:
        return systems.converted(drawn, system) if system else drawn
    except systems.UnknownSystem:
        raise Unreadable(f"système de coordonnées {system.removeprefix('EPSG:')} non lu", ANY_SYSTEM) from None


def _system(value: str) -> str:
    """The system that the text of a geometry says, "" for none, degrees or Lambert-93: the numbers of these tell them apart."""
    said = SRID.match(value)
    srid = int(said[1]) if said else shapely.get_srid(shapely.from_wkb(value)) if BINARY.fullmatch(value) else 0
    return "" if not srid or f"EPSG:{srid}" in systems.READ_AS_THEY_ARE else f"EPSG:{srid}"


@cache
def box() -> tuple[float, float, float, float]:
    """West, south, east and north of Lozère with a margin [degrees]."""
    outline = tables.read("outlines")
    outline = outline[outline["department"] == tables.LOZERE]
    return (outline["lon"].min() - MARGIN, outline["lat"].min() - MARGIN, outline["lon"].max() + MARGIN, outline["lat"].max() + MARGIN)
