"""A file as it was written, before anybody decides what its cells mean: sheets of cells that know their place."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from data.ground.faults import Fault

Value = str | float | int | bool | date | dict | None  # a dict is the geometry of a GeoJSON object; an empty cell is None
Kind = Literal["workbook", "csv", "geojson"]


@dataclass(frozen=True)
class Sheet:
    """The lines of a table, all of the same length; row 0 is the first line of the file (or the names of the properties of a GeoJSON)."""

    name: str  # of the sheet of a workbook; "" otherwise
    kind: Kind
    rows: list[list[Value]]
    formulas: frozenset[tuple[int, int]] = frozenset()  # (row, column) of the cells that a spreadsheet computes
    merged: tuple[tuple[int, int, int, int], ...] = ()  # (first row, first column, last row, last column)

    def place(self, row: int, column: int | None = None) -> str:
        """How a fault names a cell, or a whole line: feuille « Bâtiments », cellule C7 · ligne 7, colonne C · objet 6, propriété « site_id »."""
        if self.kind == "geojson":
            what = f"objet {row}"
            return what if column is None else f"{what}, propriété « {self.rows[0][column]} »"
        if self.kind == "csv":
            return f"ligne {row + 1}" if column is None else f"ligne {row + 1}, colonne {letters(column)}"
        where = f"ligne {row + 1}" if column is None else f"cellule {letters(column)}{row + 1}"
        return f"feuille « {self.name} », {where}"


@dataclass(frozen=True)
class RawFile:
    """What a file holds. `remarks` are what was mended while reading and that the reader should know (an encoding, for instance)."""

    kind: Kind
    sheets: tuple[Sheet, ...]
    remarks: tuple[Fault, ...] = field(default=())


class Rejected(Exception):
    """A file that is refused whole, with every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def rejected(fault: str, remedy: str) -> Rejected:
    """The refusal of a whole file for one fault that has no place in it."""
    return Rejected([Fault("fichier", fault, remedy)])


def letters(column: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
