"""What a file is, by its content: its name proves nothing."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from data.intake.raw import rejected

Form = Literal["workbook", "opendocument", "csv", "geojson", "geopackage", "shapefile"]
WORKBOOKS = ("workbook", "opendocument")
HEAD = 4_096  # bytes looked at
TO_XLSX = "l'enregistrer en classeur XLSX sans macro, ou en CSV"
ZIPPED = "archive compressée"
TO_LAYER = "l'ouvrir dans QGIS et l'exporter en GeoPackage, avec les colonnes de l'inventaire"
SPREADSHEET = "l'ouvrir dans un tableur et l'enregistrer en classeur XLSX ou ODS"
READ_HERE = "déposer un classeur XLSX ou ODS, un CSV, un GeoJSON, un GeoPackage ou un shapefile compressé (ZIP)"
MAPINFO = "couche de MapInfo"
# what a file begins with -> what it is, and the remedy
SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "ancien classeur Excel (.xls) ou fichier protégé par un mot de passe", TO_XLSX),
    (b"\x00\x00\x27\x0a", "shapefile sans ses autres fichiers", "compresser ensemble ses fichiers .shp, .shx, .dbf et .prj, puis déposer le ZIP"),
    (b"\x03", "table dBASE seule (.dbf)", "compresser avec elle les autres fichiers du shapefile, ou l'enregistrer en XLSX dans un tableur"),
    (b"!table", MAPINFO, TO_LAYER),
    (b"Version 300", MAPINFO, TO_LAYER),
    (b"%PDF", "document PDF", READ_HERE),
    (b"\x89PNG", "image", READ_HERE),
    (b"\xff\xd8\xff", "image", READ_HERE),
    (b"GIF8", "image", READ_HERE),
    (b"RIFF", "image ou son", READ_HERE),
    (b"\x1f\x8b", ZIPPED, "la décompresser, puis déposer le fichier qu'elle contient"),
    (b"Rar!", ZIPPED, "la décompresser, puis déposer le fichier qu'elle contient"),
    (b"7z\xbc\xaf", ZIPPED, "la décompresser, puis déposer le fichier qu'elle contient"),
    (b"PAR1", "fichier Parquet", READ_HERE),
    (b"fgb\x03", "fichier FlatGeobuf", TO_LAYER),
    (b"\x7fELF", "programme", READ_HERE),
    (b"MZ", "programme", READ_HERE),
)
# what the head of a text in XML or HTML names -> what it is, and the remedy
XML = {
    "opengis.net/kml": ("fichier KML de Google Earth", TO_LAYER),
    "opengis.net/gml": ("fichier GML", TO_LAYER),
    "topografix.com/gpx": ("fichier GPX", TO_LAYER),
    "opendocument.spreadsheet": ("classeur en un seul XML (.fods)", SPREADSHEET),
    "office:spreadsheet": ("classeur XML d'Excel 2003", SPREADSHEET),
    "office:excel": ("page HTML sous le nom d'un classeur Excel", SPREADSHEET),
}
# how the name of an entry of an archive ends -> what it is, and the remedy
ARCHIVES = {
    ".kml": ("archive KMZ de Google Earth", TO_LAYER),
    ".tab": (MAPINFO, TO_LAYER),
    ".mif": (MAPINFO, TO_LAYER),
    ".gdbtable": ("géodatabase d'ArcGIS", TO_LAYER),
    ".iwa": ("document de Numbers", "dans Numbers : Fichier, Exporter vers, Excel ou CSV"),
    ".qgs": ("projet de QGIS, sans ses couches", "dans QGIS, exporter la couche en GeoPackage"),
    "word/document.xml": ("document de Word", "copier son tableau dans un tableur et l'enregistrer en XLSX ou ODS"),
}
OF_TELEPHONES = b"ftyp"  # after the length of their first box (ISO 14496-12)
GEOPACKAGE = b"SQLite format 3\x00"
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # a ZIP, an empty one, one in several pieces; a title may begin with PK too
JSON_LIST = re.compile(r"\[\s*\{")
UTF8_MARK, UTF16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


def kind(path: Path) -> Form:
    """What a file is. Rejected, with what it is and the remedy, when nothing here reads it."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.removeprefix(UTF8_MARK).strip(b"\x00 \r\n\t"):
        raise rejected("fichier vide", READ_HERE)
    for signature, what, remedy in SIGNATURES:
        if head.startswith(signature):
            raise rejected(what, remedy)
    if head[4:8] == OF_TELEPHONES:
        raise rejected("film d'un téléphone, ou photographie HEIC", READ_HERE)
    if head.startswith(GEOPACKAGE):
        return "geopackage"
    if head.startswith(ARCHIVE):
        return _of_archive(path)
    written = head.decode("utf-16" if head.startswith(UTF16) else "utf-8-sig", "replace").lstrip()
    if JSON_LIST.match(written):
        raise rejected("liste JSON de lignes", "l'exporter en CSV ou en GeoJSON : les portails de données ouvertes donnent les deux")
    if written.startswith(("{", "[")):
        return "geojson"
    if written.startswith("<"):
        raise rejected(*next((said for name, said in XML.items() if name in written.casefold()), ("page HTML ou document XML", READ_HERE)))
    return "csv"


def _of_archive(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise rejected("classeur ou archive endommagé", "l'enregistrer de nouveau, puis le déposer entier") from None
    if any("vbaproject" in name or name.endswith((".bin.rels", "macrosheets")) or "/macrosheets/" in name for name in names):
        raise rejected("classeur avec des macros", TO_XLSX)
    if "xl/workbook.bin" in names:
        raise rejected("classeur binaire (.xlsb)", TO_XLSX)
    if "xl/workbook.xml" in names:
        return "workbook"
    if "content.xml" in names:
        return "opendocument"
    if any(name.endswith(".shp") for name in names):
        return "shapefile"
    unpack = (ZIPPED, "la décompresser, puis déposer le fichier qu'elle contient")
    raise rejected(*next((said for end, said in ARCHIVES.items() if any(name.endswith(end) for name in names)), unpack))
