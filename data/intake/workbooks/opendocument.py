"""The sheets of an OpenDocument workbook (.ods), as LibreOffice saves one: its XML is looked through first, then its cells are read."""

import io
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from data.ground import french
from data.intake import archives
from data.intake.limits import Limits
from data.intake.raw import RawFile, Sheet, Value, normalised, rejected
from data.intake.workbooks.census import SAVE_AGAIN, parse
from data.intake.workbooks.workbook import cells_of

CONTENT, KIND = "content.xml", "mimetype"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
RUNS = ("basic/", "scripts/", "object ")  # folders of macros and of embedded documents
ONLY_CELLS = "copier les cellules seules dans un classeur neuf, puis l'enregistrer"


def is_one(path: Path) -> bool:
    """Whether a file says that it is such a workbook; nothing else of it is believed."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(KIND) as said:
            return said.read(len(SPREADSHEET) + 1).strip() == SPREADSHEET
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return False


def read(path: Path, limits: Limits) -> RawFile:
    """The sheets of a workbook, in order. Rejected for anything in it but sheets of cells, or beyond the limits."""
    parts = archives.parts(path, limits)
    if parts.get(KIND, b"").strip() != SPREADSHEET or CONTENT not in parts:
        raise rejected("ce n'est pas un classeur .ods", "l'enregistrer depuis LibreOffice au format « Classeur ODF (.ods) »")
    if any(name.casefold().startswith(RUNS) for name in parts):
        raise rejected("classeur avec des macros ou des documents incorporés", ONLY_CELLS)
    seen = _Seen(limits)
    parse(CONTENT, parts[CONTENT], seen.add)
    try:
        book = CalamineWorkbook.from_filelike(_only_cells(parts[CONTENT]))
        read_as = [cells_of(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError, KeyError):
        raise rejected("classeur illisible", SAVE_AGAIN) from None
    sheets = [_sheet(name, cells, seen, number) for number, (name, cells) in enumerate(zip(book.sheet_names, read_as, strict=True))]
    if any(len(sheet.rows) > limits.rows for sheet in sheets):
        raise rejected(f"plus de {french.number(limits.rows)} lignes", "ne garder que les lignes utiles")
    return normalised(RawFile("workbook", tuple(sheets)))


def _sheet(name: str, cells: list[list[Value]], seen: "_Seen", number: int) -> Sheet:
    """A sheet whose percentages are written as such, as those of another workbook are: 0,125 shown « 12,5 % » is no 0,125 %."""
    formulas = frozenset((row, column) for sheet, row, column in seen.formulas if sheet == number and row < len(cells) and column < len(cells[row]))
    for sheet, row, column in seen.percents:
        if sheet == number and row < len(cells) and column < len(cells[row]) and isinstance(cells[row][column], (int, float)):
            cells[row][column] = french.with_unit(french.number(100 * cells[row][column]), "%")
    return Sheet(name, "workbook", cells, formulas)


class _Seen:
    """What the XML says of the cells of each sheet that their values do not: (sheet, row, column), from 0."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.percents, self.formulas = limits, [], []
        self.sheet, self.row, self.next_row, self.column = -1, 0, 0, 0

    def add(self, tag: str, attributes: dict[str, str]) -> None:
        """The next tag of the file. Rejected when a cell that holds something stands a thousand times: it would fill the memory."""
        told = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        times = [int(value) for name, value in told.items() if name.endswith("-repeated") and value.isdigit()]
        if ("value-type" in told or "formula" in told) and max(times, default=1) > self.limits.rows:
            raise rejected("cellule répétée sans fin", ONLY_CELLS)
        match tag.rpartition(":")[2]:
            case "table":
                self.sheet, self.next_row = self.sheet + 1, 0
            case "table-row":
                self.row, self.column = self.next_row, 0
                self.next_row += max(times, default=1)
            case "table-cell" | "covered-table-cell":
                self._cell(told, max(times, default=1))

    def _cell(self, told: dict[str, str], times: int) -> None:
        rows = range(self.row, min(self.next_row, self.row + self.limits.rows))
        for kept, here in ((self.percents, told.get("value-type") == "percentage"), (self.formulas, "formula" in told)):
            if here:
                kept += [(self.sheet, row, self.column + more) for row in rows for more in range(times)]
        self.column += times


def _only_cells(content: bytes) -> io.BytesIO:
    """The XML that was looked through, in an archive of our own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(KIND, SPREADSHEET)
        archive.writestr("META-INF/manifest.xml", b"<manifest/>")
        archive.writestr(CONTENT, content)
    made.seek(0)
    return made
