"""Positions and contours in a cell: GeoJSON, WKT or two numbers, in degrees or in Lambert-93; always degrees out, longitude first."""

import json
import re
from functools import cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

from data import tables
from data.intake.cells import Unreadable, number, short, text
from data.intake.raw import Value

DEGREES, LAMBERT = "EPSG:4326", "EPSG:2154"
ANY_DEGREE = 180  # no longitude is above it: larger numbers are metres
MARGIN = 0.1  # [degrees] around the outline of Lozère
PRECISION = 6  # decimals of a degree: about 0.1 m
MOST_VERTICES = 20_000  # of one contour: a zone drawn by hand has less than a hundred
PAIR = re.compile(r"\s*(\S+?)\s*[,; ]\s*(\S+)\s*")
EXPECTED = "en Lozère : longitude 3,5, latitude 44,5"


def point(value: Value) -> tuple[float, float]:
    """Longitude and latitude [degrees] of "3.5, 44.5", of a WKT or a GeoJSON point. Metres of Lambert-93 are converted; swapped axes refused."""
    if isinstance(value, dict) or _looks_written(text(value)):
        drawn = _drawn(value)
        if drawn.geom_type != "Point":
            raise Unreadable(f"{drawn.geom_type} au lieu d'un point", "donner un point")
        return _placed(drawn.x, drawn.y)
    found = PAIR.fullmatch(text(value))
    if not found:
        raise Unreadable(f"« {short(value)} » n'est pas une position", f"écrire longitude, latitude ({EXPECTED})")
    x, y = number(found[1].rstrip(",;")), number(found[2])
    return _placed(x, y)


def geometry(value: Value) -> dict:
    """A geometry as GeoJSON in degrees, from GeoJSON (text or object) or WKT; Lambert-93 is converted, rings are closed and valid."""
    drawn = _drawn(value)
    if shapely.get_num_coordinates(drawn) > MOST_VERTICES:
        raise Unreadable(f"contour de plus de {MOST_VERTICES} points", "le simplifier")
    x, y = shapely.get_coordinates(drawn)[0]
    if abs(x) > ANY_DEGREE:
        drawn = shapely.transform(drawn, lambda xy: np.column_stack(_to_degrees().transform(xy[:, 0], xy[:, 1])))
        x, y = shapely.get_coordinates(drawn)[0]
    _check_degrees(float(x), float(y))
    if not shapely.is_valid(drawn):
        drawn = shapely.make_valid(drawn, method="structure")
    drawn = shapely.transform(drawn, lambda xy: np.round(xy, PRECISION))
    if drawn.is_empty:
        raise Unreadable("contour vide", "dessiner une surface")
    return json.loads(json.dumps(mapping(drawn)))


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude [degrees] of metres in Lambert-93 (EPSG:2154)."""
    lon, lat = _to_degrees().transform(x, y)
    return round(float(lon), PRECISION), round(float(lat), PRECISION)


def _placed(x: float, y: float) -> tuple[float, float]:
    lon, lat = to_degrees(x, y) if abs(x) > ANY_DEGREE else (x, y)
    _check_degrees(lon, lat)
    return lon, lat


def _check_degrees(lon: float, lat: float) -> None:
    west, south, east, north = box()
    if west <= lat <= east and south <= lon <= north:
        raise Unreadable("axes inversés : la latitude avant la longitude", f"écrire la longitude d'abord ({EXPECTED})")
    if not (np.isfinite([lon, lat]).all() and abs(lon) <= ANY_DEGREE and abs(lat) <= ANY_DEGREE / 2):
        raise Unreadable("coordonnées hors de la Terre", f"écrire des degrés ({EXPECTED}), ou des mètres en Lambert-93")


def _looks_written(written: str) -> bool:
    return written[:1] in ("{", "P", "p", "M", "m", "L", "l", "S", "s")


def _drawn(value: Value) -> shapely.Geometry:
    try:
        if isinstance(value, dict):
            drawn = shape(value)
        else:
            written = text(value)
            drawn = shape(json.loads(written)) if written.startswith("{") else shapely.from_wkt(re.sub(r"^SRID=\d+;", "", written))
        drawn = shapely.force_2d(drawn)
        coordinates = shapely.get_coordinates(drawn)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, shapely.errors.ShapelyError):
        raise Unreadable(f"« {short(value)} » n'est pas une géométrie", "donner du GeoJSON ou du WKT : POINT(3.5 44.5)") from None
    if not len(coordinates) or not np.isfinite(coordinates).all():
        raise Unreadable("géométrie vide ou sans coordonnées finies", "la dessiner de nouveau")
    return drawn


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(LAMBERT, DEGREES, always_xy=True)


@cache
def box() -> tuple[float, float, float, float]:
    """West, south, east and north of Lozère with a margin [degrees]."""
    outline = tables.read("outlines")
    outline = outline[outline["department"] == tables.LOZERE]
    return (outline["lon"].min() - MARGIN, outline["lat"].min() - MARGIN, outline["lon"].max() + MARGIN, outline["lat"].max() + MARGIN)
