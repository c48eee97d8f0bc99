"""A shapefile, zipped: its four files together, in an archive of our own where no other has a place."""

import io
import zipfile
from pathlib import Path, PurePosixPath

from data.ground.faults import Fault
from data.ground.french import listed
from data.intake import archives
from data.intake.layers import gdal
from data.intake.limits import Limits
from data.intake.raw import RawFile, rejected
from data.intake.task import Tell

NEEDED, USED = (".shp", ".shx", ".dbf"), (".shp", ".shx", ".dbf", ".prj", ".cpg")
TOGETHER = "compresser ensemble les fichiers .shp, .shx, .dbf et .prj de la couche, ou l'exporter en GeoPackage depuis QGIS"
ARCHIVE = archives.Words("dossier compressé", TOGETHER, "l'exporter en GeoPackage, ou en couper l'étendue")
UTF8, WINDOWS = "UTF-8", "CP1252"


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The layers of an archive of shapefiles. Rejected when a part is missing, for anything else in it, or beyond the limits."""
    tell("Ouverture du dossier compressé", 0, 1)
    parts = {name: content for name, content in archives.parts(path, limits, ARCHIVE).items() if not archives.is_of_a_system(name)}
    layers = sorted(name for name in parts if name.casefold().endswith(".shp"))
    sheets, remarks, used = [], [], set()
    for done, name in enumerate(layers):
        title = PurePosixPath(name).stem
        tell(f"Lecture de la couche « {title} »", done, len(layers))
        files = _files(name, parts)
        used |= set(files.values())
        layer = {ending: parts[entry] for ending, entry in files.items()}
        encoding, told = _encoding(title, layer)
        found, more = gdal.sheets(_archive(title, layer), [title], limits, encoding)
        sheets += found
        remarks += [*told, *more]
    if left := sorted(PurePosixPath(name).name for name in set(parts) - used if not name.endswith("/")):
        remarks.append(Fault("dossier compressé", f"fichiers laissés de côté : {listed(left[:5])}{'…' if len(left) > 5 else ''}", "rien à faire"))
    return gdal.raw_file(sheets, remarks)


def _files(name: str, parts: dict[str, bytes]) -> dict[str, str]:
    """The files of a layer by their ending. Rejected when one that is needed is not there."""
    stem = name[: -len(".shp")].casefold()
    found = {ending: entry for entry in parts for ending in USED if entry.casefold() == stem + ending}
    if missing := [ending for ending in NEEDED if ending not in found]:
        raise rejected(f"couche « {PurePosixPath(name).stem} » sans son fichier {listed(missing)}", TOGETHER)
    return found


def _encoding(title: str, files: dict[str, bytes]) -> tuple[str | None, list[Fault]]:
    """How the texts of a layer are written, when no .cpg says it: in UTF-8 if they can be, else as Windows does, and it is told."""
    if ".cpg" in files or files[".dbf"].isascii():
        return None, []
    try:
        files[".dbf"][_header(files[".dbf"]) :].decode("utf-8")
        return UTF8, []
    except UnicodeDecodeError:
        told = Fault(f"couche « {title} »", "lue en Windows-1252, faute de fichier .cpg", "relire les accents ; sinon l'exporter en GeoPackage")
        return WINDOWS, [told]


def _header(table: bytes) -> int:
    """Where the lines of a dBASE table begin: its bytes 8 and 9 say so."""
    return int.from_bytes(table[8:10], "little")


def _archive(title: str, files: dict[str, bytes]) -> bytes:
    """The files of one layer, under its name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for ending, content in files.items():
            archive.writestr(f"{title}{ending}", content)
    return made.getvalue()
