"""Places and contours that cannot be those of their line: far from their commune, or many times the area that the line says."""

import json
from collections.abc import Mapping, Sequence

import shapely
from pyproj import Geod
from shapely.geometry import shape

from data import communes
from data.ground.faults import Fault
from data.ground.french import number, with_unit
from data.inventory.fields import COMMUNES, CONTOURS, KEYS, PLOTS, SQUARE_METRES, ZONES, fields
from data.inventory.linking import degrees, misplaced
from data.inventory.parsing import Line

AREAS = {ZONES: "site_surf_brute", PLOTS: "terr_surf_brute"}  # [ha]
TIMES = 5  # a contour drawn by hand may be half too large: five times, it is that of something else (posé, à vérifier)
Rows = Sequence[Mapping[str, str]]


def faults(table: str, lines: Sequence[Line], zones: Rows) -> list[Fault]:
    """Contours, and places of plots, far from the commune of their line; a plot is in the commune of its zone."""
    if table not in CONTOURS:
        return []
    of_zone = {zone[KEYS[ZONES]]: zone[COMMUNES[ZONES]] for zone in zones}
    found = []
    for line in lines:
        code = line.values.get(COMMUNES[ZONES], "") if table == ZONES else of_zone.get(line.values.get("site_id", ""), "")
        for name, lon, lat in _places(table, line):
            if away := communes.far(lon, lat, code):
                what = f"« {fields(table)[name].label} » à {away.told}, la commune de {'cette zone' if table == ZONES else 'sa zone'}"
                found.append(Fault(line.place(name), what, f"corriger le tracé, ou la commune : {away.proposed}"))
    return found


def remarks(table: str, lines: Sequence[Line]) -> list[Fault]:
    """Areas that the contour of the line contradicts."""
    found = []
    for line in lines:
        said, drawn = line.values.get(AREAS.get(table, ""), ""), line.values.get(CONTOURS.get(table, ""), "")
        if not (said and drawn and float(said)):
            continue
        area = abs(Geod(ellps="WGS84").geometry_area_perimeter(shape(json.loads(drawn)))[0]) / SQUARE_METRES
        if not 1 / TIMES <= float(said) / area <= TIMES:
            what = f"« {fields(table)[AREAS[table]].label} » : {_hectares(float(said))}, et son contour {_hectares(area)}"
            found.append(Fault(line.place(AREAS[table]), what, f"{_hectares(area)} ? Relire la surface, ou le contour ; les deux sont gardés"))
    return found


def _places(table: str, line: Line) -> list[tuple[str, float, float]]:
    """The middle of a contour, and the place of a plot [degrees] unless it is out of France, which is told already; the place of a zone is looked at
    with those of buildings."""
    found = []
    if drawn := line.values.get(CONTOURS[table], ""):
        middle = shapely.centroid(shape(json.loads(drawn)))
        found.append((CONTOURS[table], middle.x, middle.y))
    lon, lat = line.values.get("lon", ""), line.values.get("lat", "")
    if table == PLOTS and lon and lat and not misplaced(float(lon), float(lat), ""):
        found.append(("lon", *degrees(float(lon), float(lat))))
    return found


def _hectares(area: float) -> str:
    return with_unit(number(round(area, 4 if area < 0.1 else 2)), "ha")
