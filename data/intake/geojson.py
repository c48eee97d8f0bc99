"""A GeoJSON collection as a table: a line for each object, a column for each property, and its geometry."""

import contextlib
import io
import json
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

import shapely
from shapely.geometry import shape

from data.ground.faults import Fault
from data.ground.french import listed, number
from data.intake.cells import short
from data.intake.coordinates import systems
from data.intake.delimited import encoding
from data.intake.json_pieces import Pieces
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import MOST, Geometry, RawFile, Rejected, Sheet, Value, rejected
from data.intake.task import Tell

GEOMETRY, FEATURES, FEATURE = "geometry", "features", "Feature"
USED = {"type", "properties", GEOMETRY, "bbox", "crs"}  # members of an object that are read, or that say again what is read
EVERY = 5_000  # objects between two reports of progress
NO_GEOMETRY = (ValueError, TypeError, LookupError, AttributeError, OverflowError, shapely.errors.ShapelyError)  # what is raised by what is none
AS_GEOJSON = "l'exporter de nouveau en GeoJSON, en degrés (WGS 84) ou en Lambert-93"
NO_COLLECTION = "ce n'est pas une collection GeoJSON", AS_GEOJSON
OTHER_JSON = {  # a member that another kind of JSON has -> what it is, the remedy
    "doc_id": ("raccourci de Google Sheets, sans ses cellules", "dans Google Sheets : Fichier, Télécharger, Microsoft Excel (.xlsx)"),
    "arcs": ("fichier TopoJSON", AS_GEOJSON),
    "geometryType": ("JSON d'ArcGIS", AS_GEOJSON),
}


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The objects of a FeatureCollection, or of a sequence: one after another, each with its line or its record separator (RFC 8142), as QGIS and
    ogr2ogr write GeoJSONSeq. Rejected when it is something else, or beyond the limits."""
    tell("Lecture du fichier", 0, 1)
    content = path.read_bytes()
    name, remarks = encoding(content)
    features: list[object] = []
    said: dict[str, int] = {}

    def each(feature: object) -> None:
        if len(features) >= limits.rows:
            raise rejected(f"plus de {number(limits.rows)} objets", TOO_LONG)
        said.setdefault(_own_system(feature), len(features) + 1)
        features.append(_packed(feature))
        if len(features) % EVERY == 0:
            tell("Lecture du fichier", len(features), 0)

    pieces, found = Pieces(io.TextIOWrapper(io.BytesIO(content), name, newline="")), {}
    try:
        found |= pieces.members(FEATURES, each)
        if found.get("type") == FEATURE and FEATURES not in found:
            for feature in chain([found], pieces.others()):
                each(feature)
            if len(features) > 1 and not content.endswith(b"\n"):
                cut = Fault(f"objet {number(len(features))}", "dernière ligne sans retour à la ligne", "vérifier que le fichier n'a pas été coupé")
                remarks.append(cut)
        elif found.get("type") != "FeatureCollection" or found.get(FEATURES, "") is not None:
            raise rejected(*next((said for member, said in OTHER_JSON.items() if member in found), NO_COLLECTION))
        elif any(True for _ in pieces.others()):
            raise ValueError("deux collections")
    except (ValueError, RecursionError):
        where = f"objet {number(len(features) + 1)}" if found.get("type") == FEATURE else "fichier"
        raise Rejected([Fault(where, "JSON illisible, tronqué, avec un champ répété ou un nombre qui n'est pas fini", AS_GEOJSON)]) from None
    system = _one_system(found.get("crs"), said)
    if system not in systems.READ_AS_THEY_ARE:
        remarks.append(_in_degrees(features, system))
    remarks += _not_read(features)
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
        if not isinstance(feature, dict) or feature.get("type") != FEATURE or not isinstance(feature.get("properties") or {}, dict):
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


def _own_system(feature: object) -> str:
    """The system that an object, or its geometry as PostGIS writes it, says for itself, in JSON; "" when it says none."""
    held = [feature, feature.get(GEOMETRY)] if isinstance(feature, dict) else []
    said = [one["crs"] for one in held if isinstance(one, dict) and one.get("crs") is not None]
    return json.dumps(said[0], allow_nan=False) if said else ""


def _one_system(of_collection: object, said: Mapping[str, int]) -> str:
    """The system of all the objects; `said` is what they say for themselves, with the first object that says it. Rejected when there are two."""
    found = {_system(json.loads(crs) if crs else of_collection): index for crs, index in said.items()} or {_system(of_collection): 0}
    if len(found) > 1:
        names = listed([f"« {systems.name(system)} »" for system in found])
        raise Rejected([Fault(f"objet {number(max(found.values()))}", f"les objets ne sont pas tous dans le même système : {names}", AS_GEOJSON)])
    return next(iter(found))


def _not_read(features: list) -> list[Fault]:
    """What is said of the members that nobody reads, such as the number that a program gives to an object."""
    names = dict.fromkeys(name for feature in features if isinstance(feature, dict) for name in feature if name not in USED)
    told = listed([f"« {short(name)} »" for name in list(names)[:MOST]])
    return [Fault("objets", f"hors des propriétés, non lu : {told}", "rien à faire si les propriétés le disent aussi")] if names else []


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
