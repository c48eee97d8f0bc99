"""The tables of the Studio and their cards: the one door to data/tables."""

from functools import cache
from pathlib import Path

import pandas as pd

from data.cards import CATALOGUE, FOLDER, Card, names, read_catalogue, read_packages, read_services
from data.checks import table_faults
from data.ground.faults import Fault
from data.ground.files import load

COMMUNES = "communes"  # the table whose codes the others must know
LOZERE = "48"


def path(name: str, folder: Path = FOLDER) -> Path:
    """Where the table `name` is stored."""
    return folder / "tables" / f"{name}.csv"


@cache
def cards() -> dict[str, Card]:
    """Every valid card, by table name. Do not change the dictionary."""
    return read_catalogue()[0]


def card(name: str) -> Card:
    """The card of a table. KeyError (in French) when there is none."""
    try:
        return cards()[name]
    except KeyError:
        raise KeyError(f"table « {name} » inconnue ; tables connues : {', '.join(cards())}") from None


@cache
def _loaded(name: str) -> pd.DataFrame:
    return load(path(name))


def read(name: str) -> pd.DataFrame:
    """A copy of a table, one row per line of its file: codes and texts as str, numbers as numbers. KeyError (in French) without a card."""
    card(name)
    return _loaded(name).copy(deep=False)  # pandas copies on write


def check(folder: Path = FOLDER) -> list[Fault]:
    """Every fault of the catalogue and of the tables of `folder` (which holds catalog.toml and tables/), told at once."""
    known, faults = read_catalogue(folder)
    for read_others in (read_services, read_packages):
        faults += [fault for fault in read_others(folder)[1] if fault not in faults]  # an unreadable catalogue is told once
    communes = _commune_codes(folder)
    for name, of_table in known.items():
        faults += table_faults(path(name, folder), name, of_table, communes)
    carded = names(folder)
    for file in sorted((folder / "tables").glob("*.csv")):
        if file.stem not in carded:
            faults.append(Fault(f"data/tables/{file.name}", "table sans carte", f"écrire sa carte [tables.{file.stem}] dans data/{CATALOGUE}"))
    return faults


def lozere_codes() -> list[str]:
    """The codes of today's 152 communes of Lozère, in order."""
    frame = _loaded(COMMUNES)
    return sorted(frame.loc[frame["department"] == LOZERE, "code"])


def _commune_codes(folder: Path) -> frozenset[str]:
    """The current commune codes, or none when the table itself is at fault (which is told elsewhere)."""
    try:
        return frozenset(load(path(COMMUNES, folder))["code"])
    except (OSError, ValueError, KeyError):
        return frozenset()
