"""A GeoJSON collection as a table: a line for each object, a column for each property, and its geometry."""

import contextlib
import io
import json
from collections.abc import Iterable
from pathlib import Path

import shapely
from shapely.geometry import shape

from data.ground.faults import Fault
from data.ground.french import number
from data.intake import systems
from data.intake.delimited import encoding
from data.intake.json_pieces import Pieces
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import Geometry, RawFile, Rejected, Sheet, Value, rejected
from data.intake.task import Tell

GEOMETRY, FEATURES = "geometry", "features"
EVERY = 5_000  # objects between two reports of progress
NO_GEOMETRY = (ValueError, TypeError, LookupError, AttributeError, OverflowError, shapely.errors.ShapelyError)  # what is raised by what is none
AS_GEOJSON = "l'exporter de nouveau en GeoJSON, en degrés (WGS 84) ou en Lambert-93"


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The objects of a FeatureCollection. Rejected when it is something else, or beyond the limits."""
    tell("Lecture du fichier", 0, 1)
    content = path.read_bytes()
    name, remarks = encoding(content)
    features: list[object] = []

    def each(feature: object) -> None:
        if len(features) >= limits.rows:
            raise rejected(f"plus de {number(limits.rows)} objets", TOO_LONG)
        features.append(_packed(feature))
        if len(features) % EVERY == 0:
            tell("Lecture du fichier", len(features), 0)

    try:
        found = dict(Pieces(io.TextIOWrapper(io.BytesIO(content), name, newline="")).members(FEATURES, each))
    except (ValueError, RecursionError):
        raise rejected("JSON illisible, tronqué, avec un champ répété ou un nombre qui n'est pas fini", AS_GEOJSON) from None
    if found.get("type") != "FeatureCollection" or found.get(FEATURES, "") is not None:
        raise rejected("ce n'est pas une collection GeoJSON", AS_GEOJSON)
    system = _system(found.get("crs"))
    if system not in systems.READ_AS_THEY_ARE:
        remarks.append(_in_degrees(features, system))
    try:
        return RawFile("geojson", (Sheet("", "geojson", _rows(features, limits)),), tuple(remarks))
    except RecursionError:
        raise rejected("trop de niveaux emboîtés", AS_GEOJSON) from None


def _packed(feature: object) -> object:
    """An object whose geometry, when it is one, weighs ten times less than the lists of its numbers."""
    if isinstance(feature, dict) and isinstance(feature.get("geometry"), dict):
        with contextlib.suppress(*NO_GEOMETRY):
            feature["geometry"] = shape(feature["geometry"])
    return feature


def _rows(features: list, limits: Limits) -> list[list[Value]]:
    names: dict[str, None] = {}
    for index, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(feature.get("properties") or {}, dict):
            raise Rejected([Fault(f"objet {index}", "objet GeoJSON mal formé", AS_GEOJSON)])
        if not isinstance(feature.get("geometry"), Geometry | None):
            raise Rejected([Fault(f"objet {index}", "géométrie mal formée", AS_GEOJSON)])
        names |= dict.fromkeys(feature.get("properties") or {})
    if GEOMETRY in names:
        raise rejected(f"propriété nommée « {GEOMETRY} », comme le tracé des objets", "la renommer, ou la retirer")
    if len(names) > limits.columns:
        raise rejected(f"plus de {number(limits.columns)} propriétés", "ne garder que les propriétés utiles")
    return [[*names, GEOMETRY], *(_row(feature, names) for feature in features)]


def _row(feature: dict, names: Iterable[str]) -> list[Value]:
    properties = feature.get("properties") or {}
    return [*(_plain(properties.get(name)) for name in names), feature.get("geometry")]


def _plain(value: object) -> Value:
    """A property as a cell: a list or an object is its JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) if isinstance(value, (list, dict)) else value


def _system(crs: object) -> str:
    """The system that a collection says, degrees when it says none. Rejected when nobody knows it."""
    if crs is None:
        return systems.DEGREES
    said = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) and isinstance(crs.get("properties"), dict) else ""
    try:
        found = systems.epsg(said)
        systems.name(found)
        return found
    except systems.UnknownSystem:
        raise rejected(f"système de coordonnées « {said[:60]} » non lu", AS_GEOJSON) from None


def _in_degrees(features: list, system: str) -> Fault:
    """Converts the geometries of the features, and what is said of it. Rejected when one is none."""
    for index, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not feature.get("geometry"):
            continue
        if not isinstance(feature["geometry"], shapely.Geometry):
            raise Rejected([Fault(f"objet {index}", "géométrie mal formée", AS_GEOJSON)])
        feature["geometry"] = systems.converted(shapely.force_2d(feature["geometry"]), system)
    return Fault("fichier", f"coordonnées en « {systems.name(system)} », converties en degrés", "relire les positions sur la carte")
