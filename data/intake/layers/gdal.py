"""GDAL with two formats and nothing else: no address is ever asked, no file beside the one given is ever opened."""

import math
import os
import warnings
from collections.abc import Sequence

import numpy as np
import shapely

from data.ground.faults import Fault
from data.ground.french import counted, number
from data.intake.coordinates import systems
from data.intake.geojson import GEOMETRY
from data.intake.limits import TOO_LONG, Limits
from data.intake.raw import RawFile, Rejected, Sheet, Value, cell, rejected

FORMATS = ("GPKG", "ESRI Shapefile")
# Every other format of vectors that the wheels of pyogrio 0.13 have: GDAL leaves out those that it is told to skip before it starts.
OTHERS = (
    "MEM PCIDSK PDS4 VICAR PDF MBTiles EEDA OGCAPI GDALG LVBAG S57 DGN OGR_VRT CSV GML GPX LIBKML KML GeoJSON GeoJSONSeq ESRIJSON TopoJSON OGR_GMT "
    "SQLite WAsP OpenFileGDB DXF FlatGeobuf GeoRSS VFK PGDUMP OSM GPSBabel OGR_PDS WFS OAPIF EDIGEO Idrisi ODS XLSX Elasticsearch Carto AmigoCloud "
    "SXF Selafin JML PLSCENES CSW VDV MVT NGW MapML GTFS PMTiles JSONFG MiraMonVector ADBC AVCBin AVCE00 AIVector HTTP"
)
CONFIGURED = {
    "GDAL_SKIP": f"{OTHERS.replace(' ', ',')},MapInfo File",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",  # no file beside
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{noext}",  # no address
    "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
}
UNDAMAGED = "l'exporter de nouveau depuis QGIS, en GeoPackage"


def sheets(content: bytes, names: Sequence[str], limits: Limits, encoding: str | None = None) -> tuple[list[Sheet], list[Fault]]:
    """The layers of a file by name, as tables whose last column is the geometry (degrees or Lambert-93), and what is to be said of them.

    Rejected when one of them cannot be read, or is beyond the limits.
    """
    found, remarks = [], []
    for name in names:
        sheet, told = _layer(content, name, limits, encoding)
        found.append(sheet)
        remarks += told
    return found, remarks


def names_of(content: bytes) -> list[str]:
    """The layers that a file holds, in order. Rejected when GDAL does not open it."""
    library = _pyogrio()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [str(name) for name, _ in library.list_layers(content)]
    except _unread(library):
        raise rejected("couche géographique illisible", UNDAMAGED) from None


def confine() -> None:
    """Leaves GDAL these two formats, as long as it has not started. For the process that reads: every other one keeps its own."""
    os.environ.update(CONFIGURED)


def _pyogrio():
    """The library, started as late as can be."""
    import pyogrio
    import pyogrio.raw

    return pyogrio


def _unread(library) -> tuple[type[Exception], ...]:
    """What a damaged layer raises. pyogrio 0.13 reads a variable that it did not set (UnboundLocalError) when a system of coordinates is no UTF-8."""
    own = (getattr(library.errors, f"{what}Error") for what in ("DataSource", "DataLayer", "Feature", "Field", "Geometry"))
    return (*own, ValueError, RuntimeError, UnboundLocalError)


def _layer(content: bytes, name: str, limits: Limits, encoding: str | None) -> tuple[Sheet, list[Fault]]:
    library = _pyogrio()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            info = library.read_info(content, layer=name, encoding=encoding)
            if info["driver"] not in FORMATS:
                raise rejected("couche géographique illisible", UNDAMAGED)
            if len(info["fields"]) >= limits.columns:
                raise rejected(f"couche « {name} » : plus de {number(limits.columns)} colonnes", "ne garder que les colonnes utiles")
            told, _, shapes, values = library.raw.read(
                content, layer=name, encoding=encoding, max_features=limits.rows + 1, force_2d=True, datetime_as_string=True
            )
    except _unread(library):
        raise rejected(f"couche « {name} » illisible", UNDAMAGED) from None
    titles = [str(title) for title in told["fields"]]
    count = len(values[0]) if titles else 0 if shapes is None else len(shapes)
    if count > limits.rows:
        raise rejected(f"couche « {name} » : plus de {number(limits.rows)} objets", TOO_LONG)
    if GEOMETRY in titles:
        raise rejected(f"couche « {name} » : colonne nommée « {GEOMETRY} », comme le tracé des objets", "la renommer, ou la retirer")
    drawn, remarks = _drawn(name, shapes, count, told["crs"])
    columns = [[_value(value) for value in column] for column in values]
    rows = [list(line) for line in zip(*columns, drawn, strict=True)]
    return Sheet(name, "geojson", [[*titles, GEOMETRY], *rows]), remarks


def _drawn(name: str, shapes: np.ndarray | None, count: int, system: str | None) -> tuple[list[Value], list[Fault]]:
    """The geometries, None where there is none, converted to degrees from another system than degrees and Lambert-93."""
    if shapes is None:
        return [None] * count, []
    try:
        drawn = shapely.from_wkb(shapes)
    except shapely.errors.ShapelyError:
        raise rejected(f"couche « {name} » : tracés courbes ou abîmés", "les convertir en segments dans QGIS, puis exporter de nouveau") from None
    remarks = []
    where = f"couche « {name} »"
    if system is None:
        if count:
            remarks.append(Fault(where, "système de coordonnées non dit, lu en degrés ou en Lambert-93", "relire les positions sur la carte"))
    elif system not in systems.READ_AS_THEY_ARE:
        try:
            drawn = systems.converted(drawn, system)
        except systems.UnknownSystem:
            raise Rejected([Fault(where, "système de coordonnées inconnu", systems.AGAIN)]) from None
        words = f"coordonnées en « {systems.name(system)} », converties en degrés"
        remarks += [Fault(where, words, "relire les positions sur la carte")] if count else []
    return [None if shape is None or shape.is_empty else shape for shape in drawn], remarks


def _value(value: object) -> Value:
    """A value of a field as a cell: nothing for NaN, the size of what is no text."""
    if isinstance(value, bytes):
        return counted(len(value), "octet")
    plain = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(plain, float) and math.isnan(plain) else cell(plain)


def raw_file(found: list[Sheet], remarks: Sequence[Fault]) -> RawFile:
    """The layers as a file. Rejected when there is none."""
    if not found:
        raise rejected("aucune couche d'objets", UNDAMAGED)
    return RawFile("geojson", tuple(found), tuple(remarks))
