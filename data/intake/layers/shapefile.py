"""A shapefile, zipped: its four files together, in an archive of our own where no other has a place."""

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

from data.ground.faults import Fault
from data.ground.french import listed
from data.intake import archives
from data.intake.cells import short
from data.intake.layers import gdal
from data.intake.limits import Limits
from data.intake.raw import RawFile, rejected
from data.intake.task import Tell

NEEDED, USED = (".shp", ".shx", ".dbf"), (".shp", ".shx", ".dbf", ".prj", ".cpg")
TOGETHER = "compresser ensemble les fichiers .shp, .shx, .dbf et .prj de la couche, ou l'exporter en GeoPackage depuis QGIS"
ARCHIVE = archives.Words("dossier compressé", TOGETHER, "l'exporter en GeoPackage, ou en couper l'étendue")
UTF8, WINDOWS = "UTF-8", "CP1252"
SHOWN = {UTF8: "UTF-8", WINDOWS: "Windows-1252"}
NAMES_OF_UTF8 = ("UTF-8", "UTF8", "65001")
KNOWN = re.compile(r"(?:ISO[- ]?|ANSI ?|CP|LDID/|WINDOWS-|OEM ?)?[\d-]{2,8}|LATIN-?1|BIG5|SJIS", re.IGNORECASE)  # how a .cpg names an encoding


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
    """How the texts of a layer are written, None as its .cpg says: in UTF-8 if they are, whatever the .cpg says, as no other text looks like it; in
    Windows-1252, and it is told, when the .cpg is not there, is wrong, or says nothing that one knows."""
    if files[".dbf"].isascii():
        return None, []
    said = files.get(".cpg", b"").decode("ascii", "replace").strip()
    in_utf8 = said.upper() in ("", *NAMES_OF_UTF8)
    try:
        files[".dbf"][_header(files[".dbf"]) :].decode("utf-8")
        found = UTF8
    except UnicodeDecodeError:
        if not in_utf8 and KNOWN.fullmatch(said):
            return None, []
        found = WINDOWS
    if found == UTF8 and in_utf8:
        return UTF8, []
    why = f"et non en « {short(said)} » comme le dit son fichier .cpg" if said else "faute de fichier .cpg"
    told = Fault(f"couche « {title} »", f"lue en {SHOWN[found]}, {why}", "relire les accents ; sinon l'exporter en GeoPackage")
    return found, [told]


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
