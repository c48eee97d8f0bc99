"""A file that supports what is said: a PDF, a picture, a table. What comes out holds what one reads, and nothing that acts.

To be run in the process made for it (data.intake.job). A picture is drawn again, the cells of a table are written again without their formulas, a
PDF is kept as it is once nothing in it was found to act. In `out`, one file; the summary says its ending:
{"files": {"content": "0"}, "ending": ".pdf"}.
"""

import csv
import io
import re
import zlib
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from data.ground.escaping import cell
from data.ground.french import number
from data.intake import cells, reading, sniff
from data.intake.cells import Unreadable
from data.intake.limits import Limits
from data.intake.raw import Rejected, Sheet, Value, rejected
from data.intake.task import Tell, Told
from data.intake.workbooks.workbook import FORMULA
from data.inventory import photos

KINDS = "PDF, PNG, JPEG, CSV, XLSX ou ODS"
PDF, PDF_END, PDF_TAIL = b"%PDF-", b"%%EOF", 2_048  # how a PDF begins, how it ends, in how many of its last bytes
AS_PDF = "l'exporter de nouveau en PDF, sans mot de passe ni formulaire"
STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
OBJECTS = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)  # objects that a PDF packs together
HIDDEN_SIGN = re.compile(rb"#([0-9a-fA-F]{2})")  # how a name of a PDF may write its letters
ACTING = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
UNCOMPUTED = "formule sans valeur"  # in the place of a formula whose value was not saved
EXPORT = f"l'exporter en {KINDS}"


def run(paths: list[Path], limits: Limits, _options: dict, out: Path, tell: Tell) -> Told:
    """Reads what was given. Rejected whole when it is none of KINDS, or cannot be read."""
    path = paths[0]
    size = path.stat().st_size
    if size > limits.size:
        raise rejected(f"{number(size / 1e6, 1)} Mo", f"{number(limits.size / 1e6)} Mo au plus : n'en joindre que les pages utiles")
    content = path.read_bytes()
    tell("Lecture de la pièce jointe", 0, 1)
    ending, made = _kept(content, path, limits, tell)
    (out / "0").write_bytes(made)
    return Told(summary={"files": {"content": "0"}, "ending": ending})


def _kept(content: bytes, path: Path, limits: Limits, tell: Tell) -> tuple[str, bytes]:
    """The ending of its name, and what is kept of it."""
    if content.startswith(PDF):
        return ".pdf", _pdf(content, limits)
    if content.startswith(PICTURES):
        return ".jpg", _picture(content)
    try:
        kind = sniff.kind(path)
    except Rejected as wrong:
        raise rejected(wrong.faults[0].fault, EXPORT) from None
    if kind in sniff.WORKBOOKS:
        return ".xlsx", _workbook(list(reading.read(path, limits, tell).sheets))
    if kind == "csv":
        return ".csv", _csv(list(reading.read(path, limits, tell).sheets))
    raise rejected("fichier géographique", "dessiner le lieu sur la carte")


def _pdf(content: bytes, limits: Limits) -> bytes:
    """A PDF that ends, that everybody can open, and in which nothing was found to act."""
    if PDF_END not in content[-PDF_TAIL:]:
        raise rejected("PDF incomplet", "le déposer entier, ou l'exporter de nouveau")
    said = STREAM.sub(b"", content)  # a picture inside may hold any sequence of letters
    said += b"".join(_unpacked(found[1], limits.unpacked) for found in OBJECTS.finditer(content))
    said = HIDDEN_SIGN.sub(lambda found: bytes([int(found[1], 16)]), said)
    if re.search(rb"/Encrypt(?![A-Za-z0-9])", said):
        raise rejected("PDF protégé par un mot de passe", AS_PDF)
    if found := ACTING.search(said):
        raise rejected(f"PDF qui contient autre chose que des pages ({found[1].decode()})", AS_PDF)
    return content


def _unpacked(packed: bytes, most: int) -> bytes:
    """The objects of a pack; what is not packed the usual way is looked at as it is."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return packed


def _picture(content: bytes) -> bytes:
    try:
        return photos.redrawn(content)
    except photos.UNREADABLE:
        raise rejected("image illisible ou démesurée", "l'enregistrer de nouveau en JPEG ou en PNG") from None


def _workbook(sheets: list[Sheet]) -> bytes:
    """The same cells in a new workbook: values, no formula."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        written = book.create_sheet(re.sub(r"[\\/?*\[\]:]", " ", sheet.name)[:31] or "Feuille")
        for row, line in enumerate(sheet.rows):
            written.append(
                [_plain(UNCOMPUTED if value == FORMULA and (row, column) in sheet.formulas else value) for column, value in enumerate(line)]
            )
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _csv(sheets: list[Sheet]) -> bytes:
    """The same lines as a French spreadsheet opens them."""
    made = io.StringIO()
    csv.writer(made, delimiter=";", lineterminator="\r\n").writerows([_plain(value) for value in row] for row in sheets[0].rows)
    return made.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> object:
    """A value that no spreadsheet computes; a number written as a text stays as it is."""
    if isinstance(value, datetime | date) or not isinstance(value, str):
        return value
    try:
        return value if cells.number(value) is not None else cell(value)
    except Unreadable:
        return cell(value)
