"""Systems of coordinates: which numbers are read as they are, and the others turned into degrees when the file says what they are in."""

import re
from functools import cache

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

DEGREES, LAMBERT = "EPSG:4326", "EPSG:2154"
READ_AS_THEY_ARE = (DEGREES, "OGC:CRS84", LAMBERT)  # degrees, and metres of Lambert-93: their numbers tell them apart
EPSG = re.compile(r"(?:.*\b)?EPSG:(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)  # EPSG:3857, urn:ogc:def:crs:EPSG::3857
# In which surveyors, GPS receivers and web maps give metres of Lozère too: CC44, CC45, Lambert II étendu, UTM 31 N, Mercator.
OF_SURVEYORS = ("EPSG:3944", "EPSG:3945", "EPSG:27572", "EPSG:32631", "EPSG:3857")
ELSEWHERE = ("EXTENSION[", "GRID", "://", "@")  # what would make a system look for another file
Numbers = float | np.ndarray
AGAIN = "l'exporter de nouveau en Lambert-93 ou en degrés (WGS 84)"


class UnknownSystem(ValueError):
    """A system that nobody knows, or that would need another file."""


def converted(drawn: np.ndarray, system: str) -> np.ndarray:
    """Geometries in degrees (longitude first), from metres or degrees of a system. UnknownSystem when it is none."""
    to_degrees = _transformer(system)[0]
    return shapely.transform(drawn, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1])))


def from_lambert(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Longitude and latitude [degrees] of metres in Lambert-93."""
    return from_metres(x, y, LAMBERT)


def from_metres(x: Numbers, y: Numbers, system: str) -> tuple[Numbers, Numbers]:
    """Longitude and latitude [degrees] of metres in a system; infinite where it has no such place."""
    return _transformer(system)[0].transform(x, y)


def name(system: str) -> str:
    """How a system is called. UnknownSystem when it is none."""
    return _transformer(system)[1]


def epsg(said: str) -> str:
    """The system of a name, EPSG:3857 for urn:ogc:def:crs:EPSG::3857. UnknownSystem for any other name."""
    if "CRS84" in said.upper():
        return DEGREES
    if found := EPSG.fullmatch(said):
        return f"EPSG:{found[1]}"
    raise UnknownSystem(said)


@cache
def _transformer(system: str) -> tuple[Transformer, str]:
    if not system.startswith("EPSG:") and any(sign in system.upper() for sign in ELSEWHERE):
        raise UnknownSystem(system)
    try:
        known = CRS.from_user_input(system)
        return Transformer.from_crs(known, DEGREES, always_xy=True), known.name
    except ProjError:
        raise UnknownSystem(system) from None
