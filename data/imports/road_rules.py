"""How the segments of a road network are read: their path, their words, the speed of a road that says none, Lambert-93.

The words are those of troncon_de_route, BD TOPO of IGN: "BD TOPO, descriptif de contenu", version 3.0, July 2021, page 345,
https://geoservices.ign.fr/sites/default/files/2021-07/DC_BDTOPO_3-0.pdf
"""

from functools import cache

import numpy as np
import pyproj
import shapely

from data import tables
from data.ground import french
from data.ground.faults import Fault
from data.intake import cells
from data.intake.coordinates.systems import DEGREES, LAMBERT
from data.intake.raw import Sheet, Value

MARGIN = 5_000  # [m] around the box of Lozère: the outlines are simplified
LEAP = 20_000  # [m] no road of France goes that far without a bend, nor BD TOPO without a crossing (posé, à vérifier)
SHIFTED = "échanger les deux coordonnées de chaque point : longitude puis latitude, ou x puis y"
WAYS = {"double sens": (1, 1), "sens direct": (1, 0), "sens inverse": (0, 1), "sans objet": (1, 1), "": (1, 1)}
CLOSED_ACCESS = ("physiquement impossible", "restreint aux ayants droit")
IN_SERVICE = ("", "en service")

# The mean speed of a light vehicle [km/h] that IGN itself gives to a segment, by nature then by importance from 1 to 5 ("Vitesse moyenne VL").
OUTSIDE_TOWNS = {
    "type autoroutier": (125, 115, 100, 90, 90),
    "route à 2 chaussées": (80, 75, 67, 67, 65),
    "route à 1 chaussée": (67, 67, 63, 58, 35),
    "bretelle": (45, 45, 45, 45, 30),
}
IN_TOWNS = {
    "type autoroutier": (100, 95, 90, 67, 67),
    "route à 2 chaussées": (50, 50, 45, 40, 35),
    "route à 1 chaussée": (50, 50, 45, 40, 30),
    "bretelle": (45, 45, 45, 45, 30),
}
WHATEVER_IMPORTANCE = {
    "rond-point": 25,
    "route empierrée": 10,
    "chemin": 1,
    "sentier": 0,
    "escalier": 0,
    "piste cyclable": 0,
    "bac ou liaison maritime": 5,
}


def word(value: Value) -> str:
    """A value as one compares it: "Sens direct" is "sens direct", an empty cell is ""."""
    return "" if value is None else str(value).strip().casefold()


def speed_of(nature: Value, importance: Value, urban: Value) -> float | None:
    """The speed [km/h] of a road that says none, 0 where cars do not go (importance 6 too), None when its nature or its importance is not known.
    cells.Unreadable when `urban` is neither yes nor no."""
    kind, rank = word(nature), word(importance).removesuffix(".0")
    if kind in WHATEVER_IMPORTANCE:
        return float(WHATEVER_IMPORTANCE[kind])
    if rank == "6":
        return 0.0
    speeds = (IN_TOWNS if cells.yes_no(urban) else OUTSIDE_TOWNS).get(kind)
    return float(speeds[int(rank) - 1]) if speeds and rank in ("1", "2", "3", "4", "5") else None


def parts(geometry: Value) -> list[np.ndarray]:
    """The paths [points x 2] of a LineString or a MultiLineString of GeoJSON, heights left out. cells.Unreadable on anything else."""
    if isinstance(geometry, shapely.Geometry):
        geometry = shapely.geometry.mapping(geometry)
    if not isinstance(geometry, dict) or geometry.get("type") not in ("LineString", "MultiLineString"):
        raise cells.Unreadable("tracé absent, ou qui n'est pas une ligne", "donner à chaque tronçon une géométrie LineString ou MultiLineString")
    coordinates = geometry.get("coordinates")
    try:
        lines = [coordinates] if geometry["type"] == "LineString" else list(coordinates)
        found = [np.array([(point[0], point[1]) for point in line], dtype=float) for line in lines]
    except (TypeError, ValueError, LookupError, OverflowError):
        raise cells.Unreadable("coordonnées illisibles", "écrire chaque point [x, y], en nombres") from None
    if not found or any(len(path) < 2 or not np.isfinite(path).all() for path in found):
        raise cells.Unreadable("tracé de moins de deux points, ou coordonnée qui n'est pas un nombre", "corriger ce tronçon, ou le retirer")
    return found


def lambert(points: np.ndarray, rows: np.ndarray, sheet: Sheet) -> tuple[np.ndarray, list[Fault]]:
    """The points of a file in Lambert-93 [m], given in degrees or in Lambert-93 already, and what is wrong with them; `rows`: the object of each.

    Faults: degrees and metres in one file, swapped axes, a point that is nowhere, no point in Lozère.
    """
    degrees = (np.abs(points) <= (180, 180)).all(axis=1)
    if degrees.any() and not degrees.all():
        count = len(np.unique(rows[degrees]))
        told = f"{french.counted(count, 'tronçon')} en degrés et les autres en mètres"
        return points, [Fault("fichier", told, "écrire toutes les coordonnées de la même façon")]
    placed = _metres(points) if degrees.all() else points
    lost = np.unique(rows[~np.isfinite(placed).all(axis=1)])
    if len(lost):
        return placed, _nowhere(lost, sheet)
    if _in_lozere(placed).any():
        return placed, _nowhere(np.unique(rows[~_in_france(placed)]), sheet)
    swapped = points[:, ::-1]
    if _in_lozere(_metres(swapped) if degrees.all() else swapped).any():
        return placed, [Fault("fichier", "axes inversés", SHIFTED)]
    return placed, [Fault("fichier", "aucun tronçon en Lozère", "extraire le réseau de la Lozère et de ses bords, puis recommencer")]


def leaps(points: np.ndarray, counts: np.ndarray, rows: np.ndarray, sheet: Sheet) -> list[Fault]:
    """Segments that go straight for longer than any road: one of their points is elsewhere. `counts`: the points of each path, `rows` its object."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    within = np.ones(len(steps), dtype=bool)
    within[np.cumsum(counts)[:-1] - 1] = False  # from the end of a path to the beginning of the next
    object_of = np.repeat(rows, counts)[:-1]
    far = within & (steps > LEAP)
    longest = {int(row): _kilometres(float(step)) for row, step in sorted(zip(object_of[far], steps[far], strict=True))}
    most = f"plus de {_kilometres(LEAP)} (posé, à vérifier)"
    return [Fault(sheet.place(row), f"{step} d'un point au suivant, {most}", "corriger le point qui est ailleurs") for row, step in longest.items()]


def _kilometres(metres: float) -> str:
    return french.with_unit(french.number(metres / 1000, 0), "km")


def _nowhere(rows: np.ndarray, sheet: Sheet) -> list[Fault]:
    return [Fault(sheet.place(int(row)), "point hors de la carte de France", "corriger ce tronçon, ou le retirer") for row in rows]


def _metres(points: np.ndarray) -> np.ndarray:
    """Degrees as Lambert-93 [m]; infinite where the projection has no answer."""
    return np.column_stack(_projection().transform(points[:, 0], points[:, 1]))


@cache
def _projection() -> pyproj.Transformer:
    """From degrees to Lambert-93."""
    return pyproj.Transformer.from_crs(DEGREES, LAMBERT, always_xy=True)


def _in_lozere(points: np.ndarray) -> np.ndarray:
    """Whether points [m] are in the box of Lozère, with a margin. Source: table outlines."""
    outline = _metres(tables.read("outlines").query("department == @tables.LOZERE")[["lon", "lat"]].to_numpy())
    return ((points >= outline.min(axis=0) - MARGIN) & (points <= outline.max(axis=0) + MARGIN)).all(axis=1)


def _in_france(points: np.ndarray) -> np.ndarray:
    """Whether points [m] are where Lambert-93 is used, the sea around metropolitan France included. Source: area of use of EPSG:2154."""
    west, south, east, north = _projection().transform_bounds(*pyproj.CRS(LAMBERT).area_of_use.bounds)
    return ((points >= (west, south)) & (points <= (east, north))).all(axis=1)
