"""The lines of a sheet as the inventory keeps them: every cell read by the kind of its field, every fault told with its cell and remedy."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping

from data.ground.faults import Fault
from data.ground.french import listed, plural
from data.intake import cells, commune_codes, places
from data.intake.cells import Unreadable
from data.intake.coordinates import sexagesimal
from data.intake.raw import Sheet, Value, some
from data.intake.task import Tell
from data.inventory import asides, other_tables, other_units
from data.inventory.columns import TITLES, drawn, of_fields, reading
from data.inventory.fields import BUILDINGS, CONTOURS, FACTS, GUIDE, KEYS, LISTS, NUMBERS, PLOTS, SHEETS, ZONES, Field, fields, headings, plain
from data.inventory.kinds import Codes, contour

HEADER_WITHIN = 10  # the titles of the columns stand in one of the first lines
COMPUTED = "formule lue par la valeur enregistrée", "formules lues par leur valeur enregistrée"
NO_VALUE = ("NULL", "<NULL>", "(null)", "[NULL]")  # what QGIS and databases write of a value that is not there
ABSENT = "cellule « {} » lue comme vide", "cellules « {} » lues comme vides"
OTHER_UNIT = "cellule en {}, convertie en {}", "cellules en {}, converties en {}"
CROSSED = "contour qui se recoupe, gardé sous une autre forme", "contours qui se recoupent, gardés sous une autre forme"
CONVERTED = "position ou contour en {}, converti en degrés décimaux", "positions ou contours en {}, convertis en degrés décimaux"
DECIMALS = re.compile(r"[.,]0+$")  # of a code taken for a number; 48.095 and 48,095 have none
LATITUDE_FIRST = "position donnée latitude d'abord, lue ainsi", "positions données latitude d'abord, lues ainsi"
NOT_WORDS = (*NUMBERS, "day", "day_or_year")  # kinds that words say nothing of
EVERY = 500  # lines between two reports of progress


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of the inventory: its cells by field, as text ("" when empty), and where it stands in the file."""

    values: dict[str, str]
    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def place(self, name: str) -> str:
        """How a fault names the cell of a field; the whole line when the file has no such column."""
        return self.sheet.place(self.row, self.columns.get(name))


@dataclasses.dataclass
class Parsed:
    """What the sheets of a file say of one table."""

    lines: list[Line] = dataclasses.field(default_factory=list)
    named: set[str] = dataclasses.field(default_factory=set)  # the fields that have a column in the file
    faults: list[Fault] = dataclasses.field(default_factory=list)
    remarks: list[Fault] = dataclasses.field(default_factory=list)
    crossed: list[str] = dataclasses.field(default_factory=list)  # the places of contours that cross themselves, told together
    swapped: list[str] = dataclasses.field(default_factory=list)  # the places of positions whose latitude comes first
    absent: dict[str, list[str]] = dataclasses.field(default_factory=dict)  # by what they say, the places of cells that give no value
    amounts: dict[tuple[str, str], list[str]] = dataclasses.field(default_factory=dict)  # by unit written and unit kept, the places of the cells
    converted: dict[str, list[str]] = dataclasses.field(default_factory=dict)  # by system, the places of what was not in degrees


def parse(sheets: Iterable[Sheet], codes: Codes, tell: Tell) -> tuple[dict[str, Parsed], list[Fault], list[Fault]]:
    """The tables that the sheets of a file hold; then, of the sheets passed over, those known for tables of others, and those that nobody knows."""
    found: dict[str, Parsed] = {}
    others, unknown = [], []
    for sheet in sheets:
        if sheet.name in (GUIDE, LISTS) or not sheet.rows:
            continue
        if other := other_tables.recognised(sheet, HEADER_WITHIN):
            others.append(Fault(sheet.title, f"reconnu comme {other.what} : laissé de côté", other.remedy))
            continue
        header = _header(sheet)
        if header is None:
            unknown.append(Fault(sheet.title, "aucun titre de colonne de l'inventaire, laissé de côté", TITLES))
            continue
        table_of = _table_of(sheet, header)
        for table in SHEETS:
            rows = [row for row in range(header + 1, len(sheet.rows)) if table_of(row) == table]
            if rows or table_of(header) == table:
                _read(found.setdefault(table, Parsed()), sheet, header, table, rows, codes, tell)
    return found, others, unknown


def _header(sheet: Sheet) -> int | None:
    """The line of the titles: the first one that holds the title of an identifier."""
    keys = {title for table in (*KEYS, FACTS) for title, field in headings(table).items() if field.name in (*KEYS.values(), "champ")}
    for row, cells_of_row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if any(isinstance(value, str) and plain(value) in keys for value in cells_of_row):
            return row
    return None


def _table_of(sheet: Sheet, header: int) -> Callable[[int], str]:
    """The table that a line belongs to. A GeoJSON may mix objects: each goes by the most precise identifier that it carries."""
    titles = {plain(title) for title in sheet.rows[header]}
    present = [
        table for table in (BUILDINGS, PLOTS, ZONES) if titles & {title for title, field in headings(table).items() if field.name == KEYS[table]}
    ]
    named = next((table for table, name in SHEETS.items() if plain(name) == plain(sheet.name)), None)
    whole = named or (present[0] if present else FACTS)
    if sheet.kind != "geojson" or len(present) < 2:
        return lambda _row: whole
    columns = {
        table: [i for i, title in enumerate(sheet.rows[header]) if headings(table).get(plain(title)) == fields(table)[KEYS[table]]]
        for table in present
    }
    return lambda row: (
        whole if row == header else next((table for table in present if any(sheet.rows[row][i] not in (None, "") for i in columns[table])), whole)
    )


def _read(parsed: Parsed, sheet: Sheet, header: int, table: str, rows: list[int], codes: Codes, tell: Tell) -> None:
    columns, faults, remarks = of_fields(sheet, header, table, codes, rows)
    parsed.faults += faults
    parsed.remarks += remarks
    parsed.named |= set(columns)
    geometry = drawn(sheet, header)
    if geometry is not None and geometry in columns.values():
        geometry = None
    readers = []
    for name, index in columns.items():
        read, told = reading(fields(table)[name], codes, sheet, [sheet.rows[row][index] for row in rows])
        readers.append((name, index, fields(table)[name], read))
        if told:
            parsed.remarks.append(Fault(sheet.place(header, index), told, "les relire, ou les écrire jour/mois/année"))
    wide = {
        (row, column)
        for top, left, bottom, right in sheet.merged
        for column in columns.values()
        if left <= column <= right
        for row in range(top, min(bottom + 1, len(sheet.rows)))
    }
    for done, row in enumerate(rows):
        if done % EVERY == 0:
            tell(f"Vérification : {SHEETS[table].lower()}", done, len(rows))
        values = sheet.rows[row]
        if all(value in (None, "") for value in values):
            continue
        if aside := asides.told(sheet, header, row, columns.get(KEYS.get(table, "id"))):
            parsed.faults.append(Fault(sheet.place(row), *aside))
            continue
        line = Line({}, sheet, row, columns)
        for name, index, field, read in readers:
            line.values[name] = _cell(parsed, line, field, values[index], read, (row, index) in wide)
        if geometry is not None:
            _place_geometry(parsed, line, table, values[geometry], geometry)
        parsed.lines.append(line)
    if computed := [sheet.place(row, at) for row in rows for at in sorted(columns.values()) if (row, at) in sheet.formulas]:
        parsed.remarks.append(Fault(some(computed), plural(len(computed), *COMPUTED), "relire ces valeurs, telles que le fichier les garde"))
    _tell_noted(parsed)


def _cell(parsed: Parsed, line: Line, field: Field, value: Value, read: Callable[[Value], str], merged: bool) -> str:
    """The text of a cell; "" with a fault when it cannot be read."""
    try:
        if merged:
            raise Unreadable("cellule fusionnée", "séparer les cellules, puis écrire la valeur dans chacune")
        if _says_nothing(value) or (field.kind in NOT_WORDS and not field.required and cells.says_nothing(value)):
            parsed.absent.setdefault(cells.short(value.strip()), []).append(line.place(field.name))
            value = None
        text = "" if value is None else read(value)
        if field.required and not text:
            raise Unreadable("vide", "remplir la cellule : le champ est obligatoire")
        if field.kind == "commune" and text != str(value).strip():
            read_as = f"« {cells.short(value)} » lu {text}, {_code_read(str(value).strip(), text)}"
            parsed.remarks.append(Fault(line.place(field.name), read_as, "corriger le code, en texte"))
        if field.kind == "phone" and text.startswith("0") and not str(value).strip().startswith("0"):
            parsed.remarks.append(Fault(line.place(field.name), f"« {cells.short(value)} » lu {text}, zéro initial remis", "l'écrire en texte"))
        if field.unit == "°" and isinstance(value, str) and sexagesimal.has_minutes(value):
            parsed.converted.setdefault(places.MINUTES, []).append(line.place(field.name))
        if field.kind == "number" and text and (written := other_units.read(field, value).unit):
            parsed.amounts.setdefault((written, field.bare_unit), []).append(line.place(field.name))
        if field.kind in ("geometry", "point") and text:
            _look_at(parsed, line.place(field.name), value)
        return text
    except Unreadable as wrong:
        parsed.faults.append(Fault(line.place(field.name), f"« {field.label} » : {wrong.fault}", wrong.remedy))
        return ""


def _says_nothing(value: Value) -> bool:
    """Whether a cell holds the name of no value."""
    return isinstance(value, str) and value.strip() in NO_VALUE


def _code_read(written: str, code: str) -> str:
    """What was done to the code of a commune to read it."""
    bare, done = commune_codes.bare(written), []
    if bare != written:
        done.append("décimales retirées" if DECIMALS.search(written) else "séparateur de milliers retiré")
    if bare != code:
        done.append("code d'aujourd'hui")
    return listed(done)


def _place_geometry(parsed: Parsed, line: Line, table: str, value: Value, column: int) -> None:
    """The geometry of an object, or that a cell writes: a contour for a zone or a plot, a point for anything."""
    if value in (None, "") or table == FACTS:
        return
    if _says_nothing(value):
        parsed.absent.setdefault(value.strip(), []).append(line.sheet.place(line.row, column))
        return
    where = line.sheet.place(line.row, column)
    try:
        if is_point := places.is_point(value):
            if swapped := places.latitude_first(value):
                parsed.swapped.append(where)
                value = swapped
            lon, lat = places.point(value)
            line.values.update(lon=f"{lon:.7g}", lat=f"{lat:.7g}")
            parsed.named |= {"lon", "lat"}
        elif table in CONTOURS:
            line.values[CONTOURS[table]] = contour(value)
            parsed.named.add(CONTOURS[table])
        else:
            parsed.faults.append(Fault(where, "surface ou ligne pour un bâtiment", "donner un point"))
        if is_point or table in CONTOURS:
            _look_at(parsed, where, value)
    except Unreadable as wrong:
        parsed.faults.append(Fault(where, wrong.fault, wrong.remedy))


def _look_at(parsed: Parsed, where: str, value: Value) -> None:
    """Notes what is to be told of something drawn that was read."""
    crosses, system = places.to_tell(value)
    if crosses:
        parsed.crossed.append(where)
    if system:
        parsed.converted.setdefault(system, []).append(where)


def _tell_noted(parsed: Parsed) -> None:
    """Tells what was noted of the drawings and of the absent values of a sheet, together."""
    if parsed.crossed:
        parsed.remarks.append(Fault(some(parsed.crossed), plural(len(parsed.crossed), *CROSSED), "vérifier sur la carte, ou dessiner de nouveau"))
    for said, where in parsed.absent.items():
        words = plural(len(where), *(form.format(said) for form in ABSENT))
        parsed.remarks.append(Fault(some(where), words, "remplir celles dont la valeur est connue"))
    for units, where in parsed.amounts.items():
        words = plural(len(where), *(form.format(*units) for form in OTHER_UNIT))
        parsed.remarks.append(Fault(some(where), words, "relire ces valeurs"))
    if parsed.swapped:
        parsed.remarks.append(Fault(some(parsed.swapped), plural(len(parsed.swapped), *LATITUDE_FIRST), "relire les positions sur la carte"))
    for system, where in parsed.converted.items():
        words = plural(len(where), *(form.format(system) for form in CONVERTED))
        parsed.remarks.append(Fault(some(where), words, "relire les positions sur la carte"))
    parsed.crossed, parsed.swapped, parsed.absent, parsed.amounts, parsed.converted = [], [], {}, {}, {}
