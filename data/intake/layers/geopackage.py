"""A GeoPackage, as QGIS and ogr2ogr write it: its tables of objects, never its views, nor anything that it would compute."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from data.ground.faults import Fault
from data.ground.french import listed
from data.intake.layers import gdal
from data.intake.limits import Limits
from data.intake.raw import RawFile, rejected
from data.intake.task import Tell

MARKS = (b"GPKG", b"GP10", b"GP11")  # what a GeoPackage says of itself, at the place where SQLite leaves a program to say it (OGC 12-128r19, 1.1.1)
MARK_AT, JOURNAL_AT = 68, 18  # bytes: the application id; the two versions of the journal (https://www.sqlite.org/fileformat.html, 1.3)
ROLLBACK = b"\x01\x01"
OF_PLACES = re.compile(r"CREATE\s+VIRTUAL\s+TABLE\s+\S+\s+USING\s+rtree\b", re.IGNORECASE)  # the index of places, the only table that computes
VIRTUAL = re.compile(r"CREATE\s+VIRTUAL", re.IGNORECASE)


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The tables of a GeoPackage, in order. Rejected when it is damaged, holds what computes, or is beyond the limits."""
    tell("Ouverture du GeoPackage", 0, 1)
    content = path.read_bytes()
    if content[MARK_AT : MARK_AT + 4] not in MARKS:
        raise rejected("base SQLite qui n'est pas un GeoPackage", "exporter la couche en GeoPackage depuis QGIS")
    tables, views = _held(path)
    remarks = []
    if content[JOURNAL_AT : JOURNAL_AT + 2] != ROLLBACK:
        content = content[:JOURNAL_AT] + ROLLBACK + content[JOURNAL_AT + 2 :]
        what = "GeoPackage encore ouvert dans un autre logiciel : ses dernières modifications sont peut-être dans un fichier -wal, non lu"
        remarks.append(Fault("fichier", what, "fermer le projet dans QGIS, puis le déposer de nouveau"))
    names = [name for name in gdal.names_of(content) if name in tables]
    if views:
        remarks.append(Fault("fichier", f"{listed([f'« {view} »' for view in views])} : vues, non lues", "les exporter en couches"))
    tell("Lecture des couches", 0, 1)
    sheets, told = gdal.sheets(content, names, limits)
    return gdal.raw_file(sheets, [*remarks, *told])


def _held(path: Path) -> tuple[set[str], list[str]]:
    """The tables and the views of the file, without anything beside it. Rejected when something in it would compute."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            held = base.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        raise rejected("GeoPackage endommagé", gdal.UNDAMAGED) from None
    for _kind, name, sql in held:
        if VIRTUAL.match(str(sql)) and not OF_PLACES.match(str(sql)):
            raise rejected(f"GeoPackage avec une table calculée (« {name} »)", "exporter les seules couches d'objets dans un GeoPackage neuf")
    return {name for kind, name, _ in held if kind == "table"}, [name for kind, name, _ in held if kind == "view"]
