"""What the XML of an .ods says of its cells that their values do not: computed, in error, in percent, merged, hidden; how far they go."""

from dataclasses import dataclass, field

from data.ground.french import number
from data.intake.limits import Limits
from data.intake.raw import rejected
from data.intake.workbooks import aside
from data.intake.workbooks.census import SAVE_AGAIN, parse

ONLY_CELLS = "copier les cellules seules dans un classeur neuf, puis l'enregistrer"
VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")
WRITTEN = ("table:formula", "office:string-value")  # attributes that hold texts
MOST_DIGITS = 18  # of a number of times: what has more is beyond every limit, and Python refuses to read thousands
IN_A_SHEET = ("table-column", "table-row", "table-cell", "covered-table-cell")
HIDDEN = ("collapse", "filter")
Place = tuple[int, int]  # row and column, from 0


@dataclass
class SheetCensus:
    """What is found in one sheet."""

    percents: list[Place] = field(default_factory=list)
    formulas: list[Place] = field(default_factory=list)
    uncomputed: list[Place] = field(default_factory=list)  # formulas whose value was not saved
    errors: list[Place] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    links: list[aside.Link] = field(default_factory=list)


def census(name: str, content: bytes, limits: Limits) -> tuple[list[SheetCensus], int]:
    """What each sheet holds, in order, and how many comments there are. Rejected for bad XML, or sheets, cells or texts beyond the limits."""
    seen = _Seen(limits)
    parse(name, content, seen.add, seen.text)
    return seen.sheets, seen.comments


class _Seen:
    """The sheets as their elements come; a row or a cell may stand for many."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[SheetCensus] = []
        self.comments = 0
        self._limits, self._title = limits, ""
        self._row, self._next_row, self._column, self._defined = 0, 0, 0, 0
        self._here = -1  # the column of the cell that came last; before it, shapes may have links of their own
        self._height = self._width = self._before = 0  # how far the cells go; how many there are in the sheets before: calamine opens them all
        self._copies = self._written = 0  # how many cells hold what comes; the letters of the workbook, counted for each of them

    def add(self, tag: str, attributes: dict[str, str]) -> None:
        """The next element. Rejected when a cell that holds something stands so many times that it would fill the memory."""
        name = tag.rpartition(":")[2]
        if name in IN_A_SHEET and not self.sheets:
            raise rejected("lignes, colonnes ou cellules hors de toute feuille", SAVE_AGAIN)
        match name:
            case "table":
                self.sheets.append(SheetCensus())
                if len(self.sheets) > self._limits.sheets:
                    raise rejected(f"plus de {number(self._limits.sheets)} feuilles", "ne garder que les feuilles utiles")
                self._before += self._height * self._width
                self._title, self._next_row, self._defined, self._height, self._width = attributes.get("table:name", ""), 0, 0, 0, 0
                self._copies, self._here = 0, -1
            case "table-column":
                self._columns(attributes)
            case "table-row":
                self._row, self._column = self._next_row, 0
                times = _times(attributes, "rows")
                self._next_row += times
                if attributes.get("table:visibility") in HIDDEN:
                    self.sheets[-1].hidden_rows |= set(range(self._row, min(self._next_row, self._limits.rows + 1)))
            case "table-cell" | "covered-table-cell":
                self._cell(attributes)
            case "s":
                self._count(_said(attributes.get("text:c", "1")))
            case "a" if self._here >= 0:
                self.sheets[-1].links.append((self._row, self._here, attributes.get("xlink:href", "")))
            case "annotation":
                self.comments += 1

    def text(self, written: str) -> None:
        """What the cells that came last hold. Rejected when the texts of the workbook would fill the memory."""
        self._count(len(written))

    def _count(self, letters: int) -> None:
        self._written += letters * self._copies
        aside.check_letters(self._title, self._written, self._limits)

    def _columns(self, attributes: dict[str, str]) -> None:
        first, self._defined = self._defined, self._defined + _times(attributes, "columns")
        if attributes.get("table:visibility") in HIDDEN:
            self.sheets[-1].hidden_columns |= set(range(first, min(self._defined, self._limits.columns)))

    def _cell(self, attributes: dict[str, str]) -> None:
        here, times = self._column, _times(attributes, "columns")
        self._here = here
        self._column += times
        kinds = {value for name, value in attributes.items() if name.endswith("value-type")}
        computed = "table:formula" in attributes
        self._copies = 0
        if not (kinds or computed):
            return
        self._height, self._width = max(self._height, self._next_row), max(self._width, self._column)
        if max(times, self._next_row - self._row) > self._limits.rows:
            raise rejected("cellule répétée sans fin", ONLY_CELLS)
        aside.check_area(self._title, self._height, self._width, self._limits, self._before)
        if self._width > self._limits.columns:
            raise rejected(f"feuille « {self._title} » : plus de {number(self._limits.columns)} colonnes", "ne garder que les colonnes utiles")
        self._copies = times * (self._next_row - self._row)
        self._count(sum(len(attributes.get(name, "")) for name in WRITTEN))
        sheet, valued = self.sheets[-1], any(f"office:{name}" in attributes for name in VALUES)
        for places, found in (
            (sheet.percents, "percentage" in kinds),
            (sheet.formulas, computed),
            (sheet.errors, "error" in kinds),
            (sheet.uncomputed, computed and not kinds and not valued),
        ):
            if found:
                places += [(row, column) for row in range(self._row, self._next_row) for column in range(here, self._column)]
        if address := aside.address_in(attributes.get("table:formula", "")):
            sheet.links.append((self._row, here, address))
        down, right = (_said(attributes.get(f"table:number-{name}-spanned", "1")) for name in ("rows", "columns"))
        if down > 1 or right > 1:
            sheet.merged.append((self._row, here, self._row + down - 1, here + right - 1))


def _times(attributes: dict[str, str], what: str) -> int:
    """How many rows or columns an element stands for."""
    return _said(attributes.get(f"table:number-{what}-repeated", "1"))


def _said(written: str) -> int:
    """How many times, once when it is no number."""
    digits = written.removeprefix("+")  # which calamine reads too, as zeros before the number
    return int(digits.lstrip("0")[:MOST_DIGITS] or "0") if digits.isdigit() and digits.isascii() else 1
