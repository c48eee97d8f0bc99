"""What a study computed beforehand: the tables of numbers of its folder tables/, which its model imports by name: `from .tables import dispatch`.

A table is a CSV of numbers under a line of names; the model reads a column of it by its name: `dispatch["bill"]`.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from data.ground.faults import Fault
from studies.toolkit.reading.validation import read_text

FOLDER = "tables"
Grid = Mapping[str, np.ndarray]  # the columns of a table; nobody can write in them


def files(folder: Path) -> list[Path]:
    """The tables of a study."""
    return sorted((folder / FOLDER).glob("*.csv"))


def _column_faults(names: list[str], place: str) -> list[Fault]:
    wrong = [name for name in names if not name.isidentifier() or names.count(name) > 1]
    remedy = "un nom différent pour chaque colonne : minuscules sans accent, chiffres et _"
    return [Fault(f"{place}, ligne 1", f"nom de colonne « {name} » refusé", remedy) for name in dict.fromkeys(wrong)]


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def _read(path: Path, place: str) -> tuple[Grid, list[Fault]]:
    """A table, or the fault of the first line that cannot be read."""
    text, faults = read_text(path, place)
    if text is None:
        return {}, faults
    names, *lines = list(csv.reader(text.splitlines())) or [[]]
    if not names or not lines:
        return {}, [Fault(place, "table vide", "une ligne de noms, puis des lignes de nombres")]
    if faults := _column_faults(names, place):
        return {}, faults
    rows = []
    for number, cells in enumerate(lines, start=2):
        values = [_number(cell) for cell in cells]
        if len(values) != len(names) or None in values:
            return {}, [Fault(f"{place}, ligne {number}", "ligne illisible", f"{len(names)} nombres séparés par des virgules, avec un point décimal")]
        rows.append(values)
    columns = np.array(rows, dtype=float).T.copy()
    columns.flags.writeable = False
    return MappingProxyType(dict(zip(names, columns, strict=True))), []


def read(folder: Path, place: str) -> tuple[dict[str, Grid], list[Fault]]:
    """The tables of a study by their names, and every fault found."""
    found, faults = {}, []
    for path in files(folder):
        found[path.stem], wrong = _read(path, f"{place}/{FOLDER}/{path.name}")
        faults += wrong
    return found, faults
