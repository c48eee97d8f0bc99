"""How every file that a visitor takes away is written: cells that no spreadsheet runs, CSV in two forms, sheets that read well.

CSV comes in two forms: for French spreadsheets (`;`, decimal comma, UTF-8 with BOM) and for machines (`,`, dot, UTF-8).
"""

from collections.abc import Iterable

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from data.ground import escaping

LICENCE = "Licence Ouverte 2.0, Studio Lozère Développement"
WIDEST_COLUMN = 70  # [characters] a longer text is wrapped
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_for_spreadsheets(frame: pd.DataFrame) -> bytes:
    """A table as a French spreadsheet opens it."""
    return frame.map(escaping.cell).to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n").encode("utf-8-sig")


def csv_for_machines(frame: pd.DataFrame) -> bytes:
    """A table as a program reads it."""
    return frame.map(escaping.cell).to_csv(index=False, lineterminator="\n").encode("utf-8")


def fill(book: Workbook, title: str, rows: Iterable[tuple], header: int = 1, headed: bool = True) -> None:
    """Adds a sheet: `header` is the line of the titles, kept on screen; a sheet that is not `headed` is a list of names and values."""
    sheet = book.create_sheet(title)
    widths: dict[int, int] = {}
    for line, row in enumerate(rows, start=1):  # counted here: openpyxl looks at every cell to tell how many lines there are
        sheet.append([escaping.cell(_plain(value)) for value in row])
        if line >= header:
            widths |= {i: max(widths.get(i, 0), len(str(value)) + 2) for i, value in enumerate(row, start=1) if value is not None}
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(width, WIDEST_COLUMN)
    if not headed:
        for cell in sheet["A"]:
            cell.font = Font(bold=True)
        for cell in sheet["B"]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return
    for cell in sheet[header]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(header + 1, 1)


def _plain(value: object) -> object:
    """numpy numbers as Python's, which is what openpyxl writes."""
    return value.item() if hasattr(value, "item") else value
