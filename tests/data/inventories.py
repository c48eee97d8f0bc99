"""Inventories for tests: an edition kept from a few lines, workbooks with the faults of real ones."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from data import editions
from data.editions import Edition, Origin
from data.imports import inventory
from data.intake.limits import PAGE, Limits
from data.intake.raw import Rejected
from data.intake.task import Told, silent
from data.inventory import linking, store
from data.inventory.fields import SHEETS
from data.inventory.ways import REPLACE, Way
from tests import shared_proofs

Row = Mapping[str, str]


def kept_inventory(**tables: Sequence[Row]) -> Edition:
    """Keeps an edition of the inventory: the tables given (zones, plots, buildings, facts), the others as they are in force."""
    assert not shared_proofs.shares(os.environ["STUDIO_VAR"]), "the other tests would find it: ask for a folder apart (fixture cache)"
    current = store.current()
    rows = {table: [dict(row) for row in tables[table]] if table in tables else linking.kept(table, current) for table in SHEETS}
    content = {f"{table}.csv": linking.as_frame(table, rows[table]).to_csv(index=False, lineterminator="\n").encode() for table in SHEETS}
    origin = Origin("Inventaire", "Agence", "Licence Ouverte 2.0", "2026-11-24", "test.xlsx", "0" * 64, sum(map(len, rows.values())))
    return editions.keep(store.KIND, content, origin)


def workbook_of(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of those sheets: lists of lines, the titles first."""
    book = Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def read(path: Path, limits: Limits = PAGE, way: Way = REPLACE) -> Told:
    """What the import task answers, in this process: its output goes beside the file."""
    out = path.parent / f"out-{path.name}"
    out.mkdir(exist_ok=True)
    try:
        return inventory.run([path], limits, {"way": [way.kind, way.value]}, out, silent)
    except Rejected as rejected:
        return Told(rejected.faults)


ZONE = ("Identifiant de la zone", "Nom de la zone", "Code de la commune")
BUILDING = ("Identifiant de l'offre", "Titre de l'offre", "Code de la commune")


def faults(told) -> list[str]:
    """The faults that were told, as they are written."""
    return [str(fault) for fault in told.faults]


def building(path, titles=(), values=(), key="48095_BAT_00001", commune="48095"):
    """A workbook with one building and some columns more."""
    return workbook_of(path / "a.xlsx", {"Bâtiments": [(*BUILDING, *titles), (key, "Halle", commune, *values)]})


def rows(path) -> list[dict]:
    """The buildings that were read from a workbook."""
    frame = store.read("buildings", path.parent / f"out-{path.name}" / "buildings.csv")
    return frame.to_dict("records")
