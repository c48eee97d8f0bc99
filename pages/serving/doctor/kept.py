"""What is kept and what is served: the store, the editions, the tables, the studies."""

import os
from pathlib import Path

from data import editions, tables
from data.ground.faults import Fault, Refused
from data.ground.french import counted, number
from data.store import journal, opening
from data.store.writings.assembly import settled
from pages.serving.doctor.exam import Exam
from studies import catalog

STORE = "base de ce que les gens écrivent"


def store(folder: Path) -> Exam:
    """Whether it opens, and whether its journal and the decisions are whole, as `python -m data store check` says."""
    if not os.environ.get(opening.VARIABLE) and not (folder / opening.FILE).exists():
        return Exam(STORE, "pas encore créée : le premier démarrage le fait")
    if faults := opening.faults():
        return Exam(STORE, "", tuple(faults))
    try:
        with opening.store().reading() as connection:
            found = [*journal.faults(connection), *settled.faults(connection)]
            lines, _ = journal.head(connection)
    except Refused as refused:
        found, lines = [refused.fault], 0
    return Exam(STORE, f"journal entier, {counted(lines, 'ligne')}", tuple(found))


def editions_kept() -> Exam:
    """What was imported."""
    return _of("éditions importées", editions.faults())


def house_tables() -> Exam:
    """The tables of data/."""
    return Exam("tables", f"{number(len(tables.cards()))} sans défaut", tuple(tables.check()))


def studies_served() -> Exam:
    """The studies."""
    return _of("études", catalog.faults())


def _of(subject: str, by_name: dict[str, list[Fault]]) -> Exam:
    return Exam(subject, "sans défaut", tuple(fault for found in by_name.values() for fault in found))
