"""The sheets of an OpenDocument workbook (.ods), as LibreOffice saves one: its XML is looked through first, then its cells are read."""

import io
import re
import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from data.ground import french
from data.ground.faults import Fault
from data.intake import archives
from data.intake.limits import Limits
from data.intake.raw import RawFile, rejected
from data.intake.task import Tell
from data.intake.workbooks import aside
from data.intake.workbooks.census import SAVE_AGAIN, parse
from data.intake.workbooks.opendocument_census import ONLY_CELLS, census
from data.intake.workbooks.workbook import sheet

CONTENT, KIND = "content.xml", "mimetype"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
RUNS = ("basic/", "scripts/", "object ")  # folders of macros and of embedded documents
NEW_LINE = b"<text:line-break/>"  # which calamine passes over: two words would be one
INDENT = rb">\s+(?=</?table:|<text:p[ />]|</?office:)"  # what GDAL puts between two elements: calamine takes it for a cell, and stops
REWRITTEN = re.compile(INDENT + b"|" + NEW_LINE)
PIECE = 1 << 16  # [bytes] written at once


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The sheets of a workbook, in order. Rejected for anything in it but sheets of cells, or beyond the limits."""
    tell("Ouverture du classeur", 0, 1)
    parts = archives.parts(path, limits)
    if parts.get(KIND, b"").strip() != SPREADSHEET or CONTENT not in parts:
        raise rejected("ce n'est pas un classeur .ods", "l'enregistrer depuis LibreOffice au format « Classeur ODF (.ods) »")
    if any(name.casefold().startswith(RUNS) for name in parts):
        raise rejected("classeur avec des macros ou des documents incorporés", ONLY_CELLS)
    for name, content in parts.items():
        if name.casefold().endswith(".xml") and name != CONTENT:
            parse(name, content, None)
    seen, comments = census(CONTENT, parts[CONTENT], limits)
    tell("Lecture des feuilles", 0, 1)
    try:
        book = CalamineWorkbook.from_filelike(_only_cells(parts[CONTENT]))
        if twice := {name for name in book.sheet_names if book.sheet_names.count(name) > 1}:  # calamine gives the last one for each
            raise rejected(f"feuille « {min(twice)} » en double", "donner à chaque feuille un nom à elle")
        sheets = [sheet(name, book.get_sheet_by_name(name), told) for name, told in zip(book.sheet_names, seen, strict=True)]
    except (CalamineError, ValueError, OSError, KeyError):
        raise rejected("classeur illisible", SAVE_AGAIN) from None
    if any(len(one.rows) > limits.rows + 1 for one in sheets):  # the titles do not count
        raise rejected(f"plus de {french.number(limits.rows)} lignes", "ne garder que les lignes utiles")
    hidden = [title for title, said in zip(book.sheet_names, book.sheets_metadata, strict=True) if said.visible != SheetVisibleEnum.Visible]
    remarks = [Fault(f"feuille « {title} »", "feuille masquée, lue quand même", "l'afficher pour la relire") for title in hidden]
    for one, told in zip(sheets, seen, strict=True):
        remarks += aside.remarks_of_sheet(one, told.hidden_rows, told.hidden_columns, told.links)
    remarks += aside.remarks_of_parts(parts, ["commentaires"] if comments else [])
    return RawFile("workbook", tuple(sheets), tuple(remarks))


def _only_cells(content: bytes) -> io.BytesIO:
    """The XML that was looked through, as calamine reads it, in an archive of our own; never twice in memory."""
    made, held, at = io.BytesIO(), bytearray(), 0
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(KIND, SPREADSHEET)
        archive.writestr("META-INF/manifest.xml", b"<manifest/>")
        with archive.open(CONTENT, "w") as written:
            for found in REWRITTEN.finditer(content):
                held += content[at : found.start()]
                held += b"\n" if found[0] == NEW_LINE else b">"
                at = found.end()
                if len(held) > PIECE:
                    written.write(held)
                    held.clear()
            written.write(held)
            written.write(memoryview(content)[at:])
    made.seek(0)
    return made
