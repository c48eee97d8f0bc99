"""What the files of Arcep say, sheet by sheet, before any rule: the observatory (workbook or CSV) and "Ma connexion internet".

A header is found by its column of codes, the other columns by the beginning of their name: titles, blank lines and columns change from one edition
to the next. Formats: observatory of Arcep from 2017 on (data.gouv.fr), statistics of "Ma connexion internet" (data.arcep.fr).
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from data.coverage import CONNECTABLE, ELIGIBLE
from data.ground.faults import Fault
from data.ground.french import listed
from data.intake import cells
from data.intake.raw import RawFile, Sheet, Value, left_aside
from data.inventory import asides

HEADER_WITHIN = 40  # lines: the header is the fifth in every edition read; after a longer preamble it is another file
MOST_PREMISES = 100_000_000  # twice the premises of France (44 million, Arcep, 2025)
CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")  # of a commune, as the INSEE writes it
QUARTER = re.compile(r"t([1-4]) ?(\d{4})")
COUNTED, CLASSED = "locaux raccordables", "categorie"  # the two lines of each commune, in the column Champ
BEST, DWELLINGS, ESTABLISHMENTS = "meilleure estimation des locaux", "logements", "etablissements"
ALL_PREMISES = "nbr"  # of "Ma connexion internet"
UNPUBLISHED = ("", "s", "ns", "nd", "nc")  # a count that Arcep does not give
OTHER_LEVELS = {"code departement", "code region", "siren epci", "code_dep", "code_reg", "code_epci"}
OBSERVATORY = "le classeur trimestriel de l'Arcep (feuilles « FttH par Communes » et « Communes »), ses exports CSV"
RIGHT_FILES = f"donner {OBSERVATORY}, ou commune_techno.csv de « Ma connexion internet »"


@dataclass
class Found:
    """What the sheets hold. counts: premises or class by (code, champ) then quarter ("2018-T1"); premises: by code then name of the column;
    places: where each code is in its file; a count that is not published is NaN."""

    counts: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    wide: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)  # quarters on the line of the commune, without classes
    premises: dict[str, dict[str, float]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    paired: bool = False  # each commune has two lines, its count and its class
    territory: set[str] = field(default_factory=set)  # the codes that a sheet lists with their premises
    best_name: str = ""  # the name of the column of the best estimate, as the file writes it
    ignored: int = 0  # lines of other fields
    remarks: list[Fault] = field(default_factory=list)  # what was passed over: sheets, notes
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A sheet whose header is found: the names of its columns in plain letters, the column of the codes, the lines below, how a place is said."""

    sheet: Sheet
    header: int
    names: list[str]
    codes: int
    prefix: str

    def place(self, row: int, column: int | None = None) -> str:
        """How a fault names a cell or a line."""
        return self.prefix + self.sheet.place(row, column)

    def column(self, name: str) -> int | None:
        """The only column whose name begins so, or None."""
        return next((i for i, known in enumerate(self.names) if known.startswith(name)), None)

    def quarters(self) -> dict[int, str]:
        """The columns that hold a quarter."""
        found = {i: QUARTER.fullmatch(name) for i, name in enumerate(self.names)}
        return {i: f"{match[2]}-T{match[1]}" for i, match in found.items() if match}

    def lines(self, found: Found) -> Iterator[tuple[int, str, list[Value]]]:
        """Row, code and cells of each commune; blank lines and the notes under the table are passed over, another thing is a fault."""
        for row in range(self.header + 1, len(self.sheet.rows)):
            line = self.sheet.rows[row]
            code = commune(line[self.codes])
            if code:
                yield row, code, line
            elif line[0] not in (None, "") and all(cell in (None, "") for cell in line[1:]):
                found.remarks.append(Fault(self.place(row), f"note non lue : « {cells.short(line[0])} »", "rien à faire"))
            elif any(cell not in (None, "") for cell in line[1:]):
                unreadable = f"code de commune illisible : « {line[self.codes]} »", "écrire cinq caractères, zéro initial compris (01001, 2A004)"
                found.faults.append(Fault(self.place(row, self.codes), *(asides.total_line(line[self.codes]) or unreadable)))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A name without accents, capitals or doubled spaces: "Catégorie " is "categorie"."""
    letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).lower().split())


def commune(value: Value) -> str:
    """The code of a commune in five characters, "" when the cell holds none. The zero that a spreadsheet takes away is put back."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip().upper()
    if len(text) == 4 and text.isdigit():
        text = "0" + text
    return text if CODE.fullmatch(text) else ""


def count(value: Value) -> float:
    """A number of premises or a class: "1 683", " -    " (none), NaN when it is not published. Unreadable on anything else."""
    if value is None or (isinstance(value, str) and value.strip().lower() in UNPUBLISHED):
        return math.nan
    number = float(value) if isinstance(value, str) and value.isascii() and value.isdigit() else cells.number(value, dash_is_zero=True)
    if number is None:
        return math.nan
    if number < 0 or not float(number).is_integer():
        raise cells.Unreadable(f"« {value} » n'est pas un nombre de locaux", "écrire un nombre entier, positif ou nul")
    if number > MOST_PREMISES:
        raise cells.Unreadable(f"« {value} » : plus de locaux qu'il n'y en a en France", "rétablir le nombre de locaux de cette commune")
    return float(number)


def extract(files: Sequence[tuple[str, RawFile]]) -> Found:
    """Everything that files given together say of communes; each fault is told in `faults`. Nothing is judged here."""
    found = Found()
    for name, raw in files:
        prefix = f"{name}, " if len(files) > 1 else ""
        tables = [table for sheet in raw.sheets if (table := _table(sheet, prefix))]
        readers = [(_reader(table), table) for table in tables]
        for reader, table in readers:
            if reader:
                reader(table, found)
        found.remarks += left_aside(raw, [table.sheet for reader, table in readers if reader])
        if not any(reader for reader, _ in readers):
            found.faults.append(_nothing_here(name, raw))
    if not found.counts:
        found.counts = found.wide
    return found


def _table(sheet: Sheet, prefix: str) -> Table | None:
    """The table of a sheet, when its first lines have a column of commune codes."""
    for row, line in enumerate(sheet.rows[:HEADER_WITHIN]):
        names = [plain(str(cell)) if cell is not None else "" for cell in line]
        for wanted in ("code commune", "code_insee"):
            if wanted in names:
                return Table(sheet, row, names, names.index(wanted), prefix)
    return None


def _reader(table: Table) -> Callable[[Table, Found], None] | None:
    """Who reads a table, by its columns."""
    names = set(table.names)
    if "imb_etat" in names:
        return None
    if {"elig_ftth", ALL_PREMISES, "date"} <= names:
        return _read_connexion
    if "champ" in names:
        return _read_long
    return _read_wide if table.column(BEST) is not None or {DWELLINGS, ESTABLISHMENTS} <= names or table.quarters() else None


def _read_long(table: Table, found: Found) -> None:
    """Two lines for each commune: connectable premises and class, one column a quarter."""
    champ, quarters, premises = table.names.index("champ"), table.quarters(), _premises_columns(table, found)
    if not quarters:
        found.faults.append(Fault(table.place(table.header), "aucune colonne de trimestre (T1 2018…)", RIGHT_FILES))
    found.measures.add(CONNECTABLE)
    found.paired = True
    for row, code, line in table.lines(found):
        what = plain(str(line[champ]))
        if what not in (COUNTED, CLASSED):
            found.ignored += 1
            continue
        if (code, what) in found.counts:
            found.faults.append(_repeated(table.place(row), code, what))
        found.counts[code, what] = _counts(table, row, quarters, found)
        found.places[code] = table.place(row)
        if what == COUNTED and premises:
            found.premises.setdefault(code, {}).update(_counts(table, row, premises, found))


def _read_wide(table: Table, found: Found) -> None:
    """One line for each commune: its premises and, in later editions, its connectable premises by quarter."""
    quarters, premises = table.quarters(), _premises_columns(table, found)
    for row, code, _ in table.lines(found):
        if code in found.territory:
            found.faults.append(_repeated(table.place(row), code))
        found.territory.add(code)
        found.places.setdefault(code, table.place(row))
        if premises:
            found.premises.setdefault(code, {}).update(_counts(table, row, premises, found))
        if quarters:
            found.wide[code, COUNTED] = _counts(table, row, quarters, found)
            found.measures.add(CONNECTABLE)


def _read_connexion(table: Table, found: Found) -> None:
    """ "Ma connexion internet": one line for each commune, premises and those eligible to fibre at a date."""
    place, total, eligible = table.names.index("date"), {table.names.index(ALL_PREMISES): ALL_PREMISES}, table.names.index("elig_ftth")
    kind = table.column("type")
    found.measures.add(ELIGIBLE)
    for row, code, line in table.lines(found):
        if kind is not None and plain(str(line[kind])) not in ("all", "none", ""):
            found.ignored += 1
            continue
        try:
            on = cells.day(line[place])
        except cells.Unreadable as unreadable:
            found.faults.append(Fault(table.place(row, place), unreadable.fault, unreadable.remedy))
            continue
        if on is None:
            found.faults.append(Fault(table.place(row, place), "date de l'édition absente", "retélécharger le fichier"))
            continue
        if (code, COUNTED) in found.counts:
            found.faults.append(_repeated(table.place(row), code))
        quarter = f"{on.year}-T{(on.month + 2) // 3}"
        found.counts[code, COUNTED] = _counts(table, row, {eligible: quarter}, found)
        found.places[code] = table.place(row)
        found.premises[code] = _counts(table, row, total, found)


def _premises_columns(table: Table, found: Found) -> dict[int, str]:
    """The columns that count all premises; the name of the best estimate differs from one edition to the next."""
    best = [i for i, name in enumerate(table.names) if name.startswith(BEST)]
    if len(best) > 1:
        written = listed([f"« {table.sheet.rows[table.header][i]} »" for i in best])
        found.faults.append(Fault(table.place(table.header), f"plusieurs colonnes de locaux : {written}", "n'en garder qu'une, celle de l'édition"))
    if best:
        found.best_name = " ".join(str(table.sheet.rows[table.header][best[0]]).split())
    return {**dict.fromkeys(best[:1], BEST), **{i: name for i, name in enumerate(table.names) if name in (DWELLINGS, ESTABLISHMENTS)}}


def _counts(table: Table, row: int, columns: dict[int, str], found: Found) -> dict[str, float]:
    """The numbers of a line by the name of their column; a cell that is none is a fault."""
    numbers = {}
    for column, name in columns.items():
        try:
            numbers[name] = count(table.sheet.rows[row][column])
        except cells.Unreadable as unreadable:
            found.faults.append(Fault(table.place(row, column), unreadable.fault, unreadable.remedy))
    return numbers


def _repeated(place: str, code: str, what: str = "") -> Fault:
    said = f"commune {code}{f', champ « {what} »' if what else ''}, donnée deux fois"
    return Fault(place, said, "ne garder qu'une ligne, et ne donner ensemble que des fichiers d'un même trimestre")


def _nothing_here(name: str, raw: RawFile) -> Fault:
    """Why a file says nothing of the communes, and which one to give instead."""
    names = {plain(str(cell)) for sheet in raw.sheets for line in sheet.rows[:HEADER_WITHIN] for cell in line if cell is not None}
    if "imb_etat" in names:
        return Fault(name, "c'est le relevé des immeubles, non un fichier par commune", "lancer « python -m data import premises FICHIER »")
    if "code_insee" in names and any(name.startswith(("elig_", "inel_")) for name in names):
        return Fault(
            name,
            "aucune colonne elig_ftth et nbr : les fichiers commune_debit… comptent des débits, non la fibre",
            "donner commune_techno.csv ou commune_meilleure_techno_thd.csv, dans le même dossier de « Ma connexion internet »",
        )
    if names & OTHER_LEVELS and "code commune" not in names:
        return Fault(name, "fichier d'un autre niveau que la commune (département, région ou intercommunalité)", RIGHT_FILES)
    sheets = [f"« {sheet.name} »" for sheet in raw.sheets if sheet.name]
    return Fault(name, f"aucune table de communes{f' dans les feuilles {listed(sheets)}' if sheets else ''}", RIGHT_FILES)
