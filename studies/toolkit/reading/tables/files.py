"""The files that hold the tables of a study: their sheets by the names of the tables, and the cards that their sheets `Source` give.

A folder that holds a table holds a model that the Studio runs: its author is trusted as the author of a program is, and workbooks are read here,
within limits, rather than in a process apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from data.ground.faults import Fault
from data.intake import reading
from data.intake.limits import MEGABYTE, Limits
from data.intake.raw import RawFile, Rejected, Sheet, normalised
from data.intake.task import silent
from data.intake.workbooks import opendocument
from studies.toolkit.reading import grids
from studies.toolkit.reading.tables import cards, words
from studies.toolkit.reading.tables.cards import TableCard

LIMITS = Limits(size=5 * MEGABYTE, unpacked=50 * MEGABYTE, rows=20_000, seconds=20)
OPEN_DOCUMENT = ".ods"
WORKBOOK = "tables"  # the workbook that holds several tables, a sheet each
WORKBOOKS = (".xlsx", OPEN_DOCUMENT)
READ = (".csv", *WORKBOOKS)
LOCKED = "~$"  # how the name of what Excel leaves beside an open workbook begins


@dataclass
class Found:
    """What the folder of the tables of a study holds."""

    sheets: dict[str, tuple[Sheet, Path, str]] = field(default_factory=dict)  # of each table, with its file and its place
    cards: dict[str, TableCard] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)  # tables that two files hold: nobody can say which is meant
    faults: list[Fault] = field(default_factory=list)
    remarks: dict[str, list[Fault]] = field(default_factory=dict)  # of each file


def _files(folder: Path) -> list[Path]:
    held = folder / grids.FOLDER
    return sorted(path for path in held.glob("*") if path.is_file() and not path.name.startswith((".", LOCKED)))


def found(folder: Path, place: str) -> Found:
    """The tables of a study that a model or a page reads as figures, without those of texts (see `grids`)."""
    here = Found()
    written = folder / grids.FOLDER / cards.NAME
    here.cards, faults = cards.read_file(written, f"{place}/{grids.FOLDER}/{cards.NAME}")
    here.faults += faults
    if (folder / cards.NAME).is_file():
        remedy = f"la déplacer dans le dossier {grids.FOLDER} de l'étude"
        here.faults.append(Fault(f"{place}/{cards.NAME}", f"carte des tables hors du dossier {grids.FOLDER}", remedy))
    texts = {path for path in grids.text_files(folder) if path.stem not in here.cards}
    for path in _files(folder):
        if path != written and path not in texts:
            _add(here, path, f"{place}/{grids.FOLDER}/{path.name}")
    return here


def _add(here: Found, path: Path, place: str) -> None:
    """What a file of the folder holds."""
    if fault := _name_fault(path, place):
        here.faults.append(fault)
        return
    try:
        raw = normalised(opendocument.read(path, LIMITS, silent)) if path.suffix.lower() == OPEN_DOCUMENT else reading.read(path, LIMITS, silent)
    except Rejected as rejected:
        here.faults += [_of_file(fault, place) for fault in rejected.faults]
        return
    here.remarks[path.name] = [_of_file(fault, place) for fault in raw.remarks if not fault.fault.startswith("dernière ligne")]
    sources = [sheet for sheet in raw.sheets if words.plain(sheet.name) in (cards.SHEET, "sources")]
    for sheet in sources:
        given, faults = cards.read_sheet(sheet, place)
        here.faults += faults + [_twice(f"{place}, feuille « {sheet.name} »", name, "carte") for name in given if name in here.cards]
        here.cards |= given
    _add_sheets(here, path, place, [sheet for sheet in raw.sheets if sheet not in sources and sheet.rows], raw)


def _add_sheets(here: Found, path: Path, place: str, sheets: list[Sheet], raw: RawFile) -> None:
    if path.stem != WORKBOOK or raw.kind == "csv":
        if len(sheets) > 1:
            remedy = f"n'en garder qu'une, avec Source ; ou nommer le classeur {WORKBOOK}{path.suffix}, une table par feuille"
            here.faults.append(Fault(place, f"{len(sheets)} feuilles pour une table", remedy))
            return
        if not sheets:
            here.faults.append(Fault(place, "table vide", "une ligne de titres, puis des lignes de données"))
    for sheet in sheets:
        name = words.identifier(sheet.name) if path.stem == WORKBOOK else path.stem
        where = f"{place}, feuille « {sheet.name} »" if path.stem == WORKBOOK else place
        if not words.NAME.fullmatch(name):
            here.faults.append(Fault(where, f"nom de feuille « {sheet.name} » refusé", "une lettre, puis des lettres, des chiffres ou des espaces"))
        elif name in here.sheets:
            here.faults.append(Fault(where, f"deux fichiers pour « {name} » : {here.sheets[name][1].name} et {path.name}", "n'en garder qu'un"))
            here.twice.add(name)
        else:
            here.sheets[name] = (sheet, path, place)


def _twice(place: str, name: str, what: str) -> Fault:
    return Fault(place, f"deux {what}s pour « {name} »", "n'en garder qu'une")


def _name_fault(path: Path, place: str) -> Fault | None:
    """What keeps a file from being a table, by its name."""
    if path.suffix.lower() not in READ:
        ends = [ending for ending in READ if path.stem.lower().endswith(ending)]
        remedy = f"le renommer {path.stem}" if ends else f"l'enregistrer en {', '.join(READ)}, ou le sortir de ce dossier"
        return Fault(place, f"fichier « {path.suffix or path.name} » qui n'est pas une table", remedy)
    if not words.NAME.fullmatch(path.stem):
        return Fault(
            place,
            "nom de fichier refusé",
            f"une lettre, puis des minuscules sans accent, des chiffres et _ : {words.identifier(path.stem) or 'aides'}{path.suffix}",
        )
    return None


def _of_file(fault: Fault, place: str) -> Fault:
    """A fault of a file of the folder: the reader calls it « fichier »."""
    return Fault(place if fault.place == "fichier" else f"{place}, {fault.place}", fault.fault, fault.remedy)


def workbooks(path: Path) -> list[Path]:
    """The workbooks that stand beside a CSV, or in its place, under its name."""
    return [book for ending in WORKBOOKS if (book := path.with_suffix(ending)).is_file()]


def names(tables: Iterable[str]) -> str:
    """The tables that there are, in a remedy."""
    return ", ".join(sorted(tables)) or "aucune"
