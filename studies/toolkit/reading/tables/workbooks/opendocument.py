"""The sheets of an OpenDocument workbook (.ods), as LibreOffice saves one: its XML is looked through first, then its cells are read."""

import io
import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from data.intake import archives
from data.intake.census import SAVE_AGAIN, parse
from data.intake.limits import Limits
from data.intake.raw import RawFile, Sheet, normalised, rejected
from data.intake.workbook import cells_of

CONTENT, KIND = "content.xml", "mimetype"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
RUNS = ("basic/", "scripts/", "object ")  # folders of macros and of embedded documents
ONLY_CELLS = "copier les cellules seules dans un classeur neuf, puis l'enregistrer"


def read(path: Path, limits: Limits) -> RawFile:
    """The sheets of a workbook, in order. Rejected for anything in it but sheets of cells, or beyond the limits."""
    parts = archives.parts(path, limits)
    if parts.get(KIND, b"").strip() != SPREADSHEET or CONTENT not in parts:
        raise rejected("ce n'est pas un classeur .ods", "l'enregistrer depuis LibreOffice au format « Classeur ODF (.ods) »")
    if any(name.casefold().startswith(RUNS) for name in parts):
        raise rejected("classeur avec des macros ou des documents incorporés", ONLY_CELLS)
    parse(CONTENT, parts[CONTENT], lambda tag, attributes: _looked_at(attributes, limits))
    try:
        book = CalamineWorkbook.from_filelike(_only_cells(parts[CONTENT]))
        sheets = [Sheet(name, "workbook", cells_of(book.get_sheet_by_name(name).to_python(skip_empty_area=False))) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError, KeyError):
        raise rejected("classeur illisible", SAVE_AGAIN) from None
    if any(len(sheet.rows) > limits.rows for sheet in sheets):
        raise rejected(f"plus de {limits.rows} lignes", "ne garder que les lignes utiles")
    return normalised(RawFile("workbook", tuple(sheets)))


def _looked_at(attributes: dict[str, str], limits: Limits) -> None:
    """A cell that holds something and says that it stands a thousand times would fill the memory."""
    value = any(name.rpartition(":")[2] in ("value-type", "formula") for name in attributes)
    times = [int(found) for name, found in attributes.items() if name.rpartition(":")[2].endswith("-repeated") and found.isdigit()]
    if value and max(times, default=1) > limits.rows:
        raise rejected("cellule répétée sans fin", ONLY_CELLS)


def _only_cells(content: bytes) -> io.BytesIO:
    """The XML that was looked through, in an archive of our own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(KIND, SPREADSHEET)
        archive.writestr("META-INF/manifest.xml", b"<manifest/>")
        archive.writestr(CONTENT, content)
    made.seek(0)
    return made
