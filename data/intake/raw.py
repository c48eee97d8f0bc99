"""A file as it was written, before anybody decides what its cells mean: sheets of cells that know their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

import shapely

from data.ground.faults import Fault
from data.ground.french import counted, listed, plural
from data.ground.text_files import CONTROL

LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # what programs of every age end a line with, beside "\n"
DOUBTFUL = re.compile(rf"\d{CONTROL.pattern}+\d|[\ud800-\udfff]")  # removing them would make another number, or half a letter
NAMED, MOST = 3, 20  # cells named in one remark; faults told one by one
LONGEST_NAME = 80  # signs of the name of a file that a fault shows
LONGEST = 32_767  # characters of a cell of a spreadsheet
LARGEST = 1e15  # beyond it, a float no longer holds every whole number: no quantity here comes near
MIDNIGHT = time()

Geometry = dict | shapely.Geometry  # of a GeoJSON object; of an object of a layer
Value = str | float | int | bool | date | Geometry | None  # an empty cell is None
Kind = Literal["workbook", "csv", "geojson"]  # cells of a spreadsheet; lines of text; objects with a geometry, of a GeoJSON or of a layer


def cell(value: object) -> Value:
    """A value that a library read, as the readers know it: a moment at midnight is a day, 48095.0 is 48095, "" is nothing."""
    if value is None or isinstance(value, str):
        return value[: LONGEST + 1] if value else None  # too long a text is refused by whoever reads it
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < LARGEST else value
    if isinstance(value, datetime):
        return value.date() if value.time() == MIDNIGHT else value
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return value if isinstance(value, (int, bool, date)) else str(value)


@dataclass(frozen=True)
class Sheet:
    """The lines of a table, all of the same length; row 0 is the first line of the file (or the names of the properties of a GeoJSON)."""

    name: str  # of the sheet of a workbook, of a layer; "" otherwise
    kind: Kind
    rows: list[list[Value]]
    formulas: frozenset[tuple[int, int]] = frozenset()  # (row, column) of those that a spreadsheet computes; their value is the one it saved
    merged: tuple[tuple[int, int, int, int], ...] = ()  # (first row, first column, last row, last column)
    lines: tuple[int, ...] = ()  # of a CSV: the line where each row begins, as an editor counts them; a cell may hold several
    separator: str = ""  # of a CSV: what parts its cells

    @property
    def title(self) -> str:
        """How a sentence names the whole of it: feuille « Bâtiments », couche « site_eco », fichier."""
        if not self.name:
            return "fichier"
        return f"{'couche' if self.kind == 'geojson' else 'feuille'} « {self.name} »"

    def place(self, row: int, column: int | None = None) -> str:
        """How a fault names a cell, or a whole line: feuille « Bâtiments », cellule C7 · ligne 7, colonne C · objet 6, propriété « site_id ».

        In a CSV whose cells hold several lines, a spreadsheet counts rows and an editor lines: ligne 9 (7 dans un tableur), colonne C."""
        if self.kind == "geojson":
            what = [*([self.title] if self.name else []), *([f"objet {row}"] if row or column is None else [])]
            return ", ".join(what if column is None else [*what, f"propriété « {self.rows[0][column]} »"])
        if self.kind == "csv":
            line = self.lines[row] if self.lines else row + 1
            where = f"ligne {line}" if line == row + 1 else f"ligne {line} ({row + 1} dans un tableur)"
            return where if column is None else f"{where}, colonne {letters(column)}"
        where = f"ligne {row + 1}" if column is None else f"cellule {letters(column)}{row + 1}"
        return f"{self.title}, {where}"


@dataclass(frozen=True)
class RawFile:
    """What a file holds. `remarks` are what was mended while reading and that the reader should know (an encoding, for instance)."""

    kind: Kind
    sheets: tuple[Sheet, ...]
    remarks: tuple[Fault, ...] = field(default=())


def left_aside(raw: RawFile, used: Sequence[Sheet]) -> list[Fault]:
    """What is said of the sheets of a file that a reader had no use for: one remark, none when they are empty."""
    names = [sheet.title for sheet in raw.sheets if sheet.name and sheet.rows and not any(sheet is one for one in used)]
    return [Fault(listed(names), plural(len(names), "non lue", "non lues"), "rien à faire si tout est dans les autres")] if names else []


def normalised(raw: RawFile) -> RawFile:
    """The same file with one kind of line end and without invisible characters; a remark names the first cells that lost some.

    They are what makes a kept table read back as another one: a lone carriage return cuts a line in two, a mark of direction turns a name round.
    Rejected where removing them would change what is written: between two digits, or half a character.
    """
    sheets, changed, doubtful = [], [], []
    for given in raw.sheets:
        sheet = replace(given, name=CONTROL.sub("", LINE_END.sub(" ", given.name)))
        rows = []
        for row, line in enumerate(sheet.rows):
            if all(not isinstance(value, str) or _is_plain(value) for value in line):
                rows.append(line)
                continue
            ended = [LINE_END.sub("\n", value) if isinstance(value, str) else value for value in line]
            rows.append([CONTROL.sub("", value) if isinstance(value, str) else value for value in ended])
            doubtful += [sheet.place(row, column) for column, value in enumerate(ended) if isinstance(value, str) and DOUBTFUL.search(value)]
            changed += [sheet.place(row, column) for column, value in enumerate(ended) if value != rows[-1][column]]
        sheets.append(replace(sheet, rows=rows))
    if doubtful:
        what = "caractère invisible entre deux chiffres, ou moitié de caractère"
        raise Rejected([Fault(place, what, "retaper cette cellule") for place in doubtful[:MOST]])
    return replace(raw, sheets=tuple(sheets), remarks=(*raw.remarks, *_invisible(changed)))


def _is_plain(value: str) -> bool:
    """Whether a text has nothing to remove. Python takes some of the characters that nobody sees for printable: only ASCII is believed at once."""
    return value.isprintable() and (value.isascii() or not CONTROL.search(value))


def _invisible(places: list[str]) -> list[Fault]:
    """What is said of the cells that lost invisible characters."""
    if not places:
        return []
    return [Fault(some(places), "caractères invisibles retirés", "relire ces textes, et les retaper s'il y manque quelque chose")]


def some(places: list[str]) -> str:
    """The first cells of those that one remark is about, and how many others."""
    more = len(places) - NAMED
    return listed([*places[:NAMED], counted(more, "autre")] if more > 0 else places)


class Rejected(Exception):
    """A file that is refused whole, with every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def rejected(fault: str, remedy: str, entry: str = "") -> Rejected:
    """The refusal of a whole file for one fault that has no place in it, or that is its `entry` when it is an archive."""
    return Rejected([Fault(named(entry) if entry else "fichier", fault, remedy)])


def named(entry: str) -> str:
    """An entry of an archive in a sentence: short, and without the signs that do not show or turn the sentence around."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in entry[:LONGEST_NAME])
    return f"fichier « {shown}{'…' if len(entry) > LONGEST_NAME else ''} »"


def letters(column: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
