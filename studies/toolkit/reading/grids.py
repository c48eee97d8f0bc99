"""The tables of texts of a study, in its folder tables/: a CSV under a line of names, one of which is `source`.

They are for the screens (`written`): no figure depends on them, and the cells of the column `source` name rows of sources.csv, separated by spaces; a
row may have none. When its first column has the name of a dimension of the study, or is `lever`, the table has one row for each value of that
dimension, for each lever (see checking/text_tables.py). The tables of figures of the same folder have a card (see tables/).
"""

import re
from collections.abc import Container, Mapping
from pathlib import Path

import numpy as np

from data.ground import escaping, french
from data.ground.faults import Fault
from data.ground.text_files import uneven
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.tables import canonical
from studies.toolkit.reading.validation import LONGEST_PROSE, identifiers, lines_of

FOLDER, SOURCE = "tables", "source"
IN_BRACES = re.compile(r"(\{[^{}]*\})")  # a name that a screen replaces by its value
NAME = re.compile(r"[a-z][a-z0-9_]*(\[[a-z0-9_, ]+\])?(@\d{4}(\.\d+)?)?")  # of a figure or a result, which a screen looks up


def _of_texts(path: Path) -> bool:
    return SOURCE in (canonical.of_file(path, None, "").text or "").partition("\n")[0].strip().split(",")


def all_files(folder: Path) -> list[Path]:
    """The tables of a study that are a CSV, of figures and of texts."""
    return sorted(path for path in (folder / FOLDER).glob("*.csv") if path.is_file())


def text_files(folder: Path) -> list[Path]:
    """The tables of texts of a study."""
    return [path for path in all_files(folder) if _of_texts(path)]


def _named(text: str, place: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """The numbered lines of a table, at least that of its names, and the fault of the first that cannot be read."""
    lines, faults = lines_of(text, place)
    return lines or [(1, [])], faults


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


def _shown(cell: str) -> str:
    """A cell as Markdown shows it as it was written, spaced as French wants; a number, a name alone and a name
    in braces stay what they are."""
    if _number(cell) is not None or NAME.fullmatch(cell):
        return cell
    return french.spaced("".join(part if IN_BRACES.fullmatch(part) else _escaped(part) for part in IN_BRACES.split(cell)))


def _escaped(part: str) -> str:
    """A piece of a cell, its blanks at both ends kept."""
    inside = part.strip(" ")
    return part.replace(inside, escaping.markdown(inside)) if inside else part


class Row(dict[str, str]):
    """A row of a table of texts, by column, and the line of the file where it begins."""

    def __init__(self, cells: Mapping[str, str], place: str, line: int) -> None:
        super().__init__(cells)
        self.place, self.line = place, line

    def __missing__(self, column: str) -> str:
        raise BadRequest(self.place, f"colonne « {column} » absente, qu'un écran lit", "rendre ce nom à la colonne, ou corriger l'écran")


def _read_texts(path: Path, place: str, sources: set[str] | None) -> tuple[list[Row], list[Fault]]:
    """The rows of a table of texts, and the faults of its lines; `sources` are those of sources.csv, None when nobody can say."""
    text = canonical.of_file(path, None, place)
    if text.text is None:
        return [], text.faults
    ((_, names), *lines), faults = _named(text.text, place)
    rows, faults = [], faults + _column_faults(names, place)
    if not lines and not faults:
        faults.append(Fault(place, "table vide", "une ligne de noms, puis des lignes de textes"))
    for number, cells in lines:
        where = f"{place}, ligne {number}"
        if len(cells) != len(names):
            remedy = "mettre entre guillemets les textes qui ont une virgule"
            faults.append(Fault(where, uneven(len(cells), len(names)), remedy))
            continue
        row = dict(zip(names, cells, strict=True))
        faults += [
            Fault(f"{where} ({name})", f"texte de {french.number(len(cell))} signes", f"{french.number(LONGEST_PROSE)} au plus : le raccourcir")
            for name, cell in row.items()
            if len(cell) > LONGEST_PROSE
        ]
        unknown = [source for source in row.get(SOURCE, "").split() if sources is not None and source not in sources]
        faults += [Fault(f"{where} ({SOURCE})", f"source « {source} » inconnue", "l'ajouter à sources.csv, ou corriger le nom") for source in unknown]
        rows.append(Row({name: cell if name == SOURCE else _shown(cell) for name, cell in row.items()}, place, number))
    return rows, faults


def written(folder: Path, name: str) -> list[Row]:
    """The rows of a table of texts of a study, ready for Markdown: the faults of its lines were told when the study was read.

    Raises BadRequest for a table that is not there, and so does a row for a column that it does not have: only the screens know which they read.
    """
    place, path = f"studies/{folder.name}/{FOLDER}/{name}.csv", folder / FOLDER / f"{name}.csv"
    if not path.is_file():
        raise BadRequest(place, "table absente, qu'un écran lit", "rendre son nom au fichier, ou corriger l'écran")
    return _read_texts(path, place, None)[0]


def faults(folder: Path, place: str, declared: Container[str] = ()) -> list[Fault]:
    """Every fault of the tables of texts of a study; those that are `declared` with a card are tables of figures."""
    sources = identifiers(folder / "sources.csv")
    return [
        fault for path in text_files(folder) if path.stem not in declared for fault in _read_texts(path, f"{place}/{FOLDER}/{path.name}", sources)[1]
    ]
