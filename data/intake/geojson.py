"""A GeoJSON collection as a table: a line for each object, a column for each property, and its geometry."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from data.ground import strict_json
from data.ground.faults import Fault
from data.ground.french import number
from data.intake.delimited import decoded
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import RawFile, Rejected, Sheet, Value, rejected
from data.intake.task import Tell

GEOMETRY = "geometry"
KNOWN_CRS = re.compile(r"(.*\b)?(CRS84|EPSG:([\d.]*:)?(4326|2154))", re.IGNORECASE)  # degrees, and Lambert-93: their numbers tell them apart
AS_GEOJSON = "l'exporter de nouveau en GeoJSON, en degrés (WGS 84) ou en Lambert-93"


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The objects of a FeatureCollection. Rejected when it is something else, or beyond the limits."""
    tell("Lecture du fichier", 0, 1)
    written, remarks = decoded(path.read_bytes())
    try:
        found = strict_json.read(written)
    except (ValueError, RecursionError):
        raise rejected("JSON illisible, tronqué, avec un champ répété ou un nombre qui n'est pas fini", AS_GEOJSON) from None
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection" or not isinstance(found.get("features"), list):
        raise rejected("ce n'est pas une collection GeoJSON", AS_GEOJSON)
    _check_crs(found.get("crs"))
    features = found["features"]
    if len(features) > limits.rows:
        raise rejected(f"plus de {number(limits.rows)} objets", TOO_LONG)
    try:
        return RawFile("geojson", (Sheet("", "geojson", _rows(features, limits)),), tuple(remarks))
    except RecursionError:
        raise rejected("trop de niveaux emboîtés", AS_GEOJSON) from None


def _rows(features: list, limits: Limits) -> list[list[Value]]:
    names: dict[str, None] = {}
    for index, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(feature.get("properties") or {}, dict):
            raise Rejected([Fault(f"objet {index}", "objet GeoJSON mal formé", AS_GEOJSON)])
        if not isinstance(feature.get("geometry"), (dict, type(None))):
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


def _check_crs(crs: object) -> None:
    if crs is None:
        return
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) and isinstance(crs.get("properties"), dict) else ""
    if not KNOWN_CRS.fullmatch(name):
        raise rejected(f"système de coordonnées « {name[:60]} » non lu", AS_GEOJSON)
