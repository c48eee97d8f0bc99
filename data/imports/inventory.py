"""The inventory of zones, plots and buildings: a file read, verified, compared with the inventory in force, and kept as an edition.

`run` works in the child process, on a file that nobody vouches for; `keep` works in the parent, once somebody has read the differences.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from data import communes, editions, tables
from data.editions import Edition, Origin
from data.ground import files, kept_tables
from data.ground.faults import Fault, first
from data.ground.french import counted, listed, plural
from data.intake import reading, sniff
from data.intake.cells import Unreadable
from data.intake.job import Answer
from data.intake.limits import Limits
from data.intake.raw import Rejected
from data.intake.task import Tell, Told
from data.inventory import comparing, linking, photos, store
from data.inventory.fields import KEYS, NUMBERS, SHEETS, fields
from data.inventory.kinds import Codes, reader
from data.inventory.parsing import parse
from data.inventory.plausibility import judging
from data.inventory.store import KIND
from data.inventory.ways import REPLACE, Way

TITLE = "Inventaire des zones, terrains et bâtiments"
PRODUCER = "Lozère Développement"
LICENCE = "Licence Ouverte 2.0"
PLACED = ("commune", "point", "geometry", "day", "day_or_year")  # kinds of the fields that a page computes with, beside the numbers
DEGREES = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0)}
CHANGES = "changes.json"  # every difference, for the screen


def run(paths: list[Path], limits: Limits, options: dict, out: Path, tell: Tell) -> Told:
    """Reads the file, writes the tables of the new inventory and their differences in `out`; nothing but faults when there is one."""
    inventory, way = store.current(), Way(*options["way"]) if "way" in options else REPLACE
    rows, given, faults, remarks = _read(paths[0], limits, inventory, way, tell)
    if faults:
        return Told(first(faults), remarks, {})
    tell("Comparaison avec l'inventaire en place", 0, 1)
    counted = {table: len(rows[table]) for table in SHEETS}
    changes = comparing.compare({table: linking.kept(table, inventory) for table in SHEETS}, rows)
    (out / CHANGES).write_text(json.dumps(changes, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    changed = comparing.counts(changes)
    del changes
    for table in SHEETS:
        texts = linking.as_frame(table, rows.pop(table))  # each let go of before it is read back: it may fill hundreds of megabytes
        kept_tables.write(out / f"{table}.csv", texts, partial(store.read, table), store.typed(table, texts))
    summary = {
        "base": inventory.number,
        "counts": changed,
        "way": [way.kind, way.value],
        "kept": {SHEETS[table]: count - changed[SHEETS[table]]["ajouté"] - changed[SHEETS[table]]["modifié"] for table, count in counted.items()},
        "rows": {SHEETS[table]: count for table, count in counted.items()},
        "read": given,
    }
    return Told([], remarks, summary)


def _read(
    path: Path, limits: Limits, inventory: store.Inventory, way: Way, tell: Tell
) -> tuple[dict[str, linking.Rows], dict[str, int], list[Fault], list[Fault]]:
    """The lines of the new inventory, how many of each sheet the file gives, the faults and the remarks; the file is let go of before they are
    compared: it may fill hundreds of megabytes."""
    with path.open("rb") as file:
        if photograph := photos.refusal(file.read(sniff.HEAD)):
            raise Rejected([photograph])
    raw = reading.read(path, limits, tell)
    found, others, unknown = parse(raw.sheets, _codes(), tell)
    if not found:
        nothing = Fault(path.name, "aucune zone, aucun terrain, aucun bâtiment", "partir du modèle de classeur et garder ses titres")
        return {}, {}, others or [nothing], [*raw.remarks, *unknown]
    if not any(parsed.lines or parsed.faults for parsed in found.values()):
        empty = Fault(
            path.name,
            "des titres de colonnes, et aucune ligne dessous",
            "remplir au moins une ligne ; pour retirer des lignes, donner celles qui restent",
        )
        return {}, {}, [empty], [*raw.remarks, *others, *unknown]
    rows, more, told = linking.complete(found, inventory, way)
    judged = judging.faults(found, rows)
    seen = {fault.place for fault in judged}  # what an identifier was turned into says more than that it is none
    faults = [*judged, *(fault for parsed in found.values() for fault in parsed.faults if fault.place not in seen), *more]
    remarks = [*raw.remarks, *others, *unknown, *(remark for parsed in found.values() for remark in parsed.remarks), *told]
    if not faults:
        remarks += judging.remarks(found, date.today())
    return rows, {SHEETS[table]: len(parsed.lines) for table, parsed in found.items()}, faults, remarks


def changes(answer: Answer) -> list[comparing.Change]:
    """The differences that an answer holds."""
    return [comparing.Change(*change) for change in json.loads((answer.folder / CHANGES).read_text("utf-8"))]


def sentence(answer: Answer) -> str:
    """What an import would do, in one sentence."""
    totals = {kind: sum(count[kind] for count in answer.summary["counts"].values()) for kind in ("ajouté", "modifié", "retiré")}
    if not any(totals.values()):
        return "Aucune différence avec l'inventaire en place."
    totals["gardé"] = sum(answer.summary["kept"].values())
    words = [f"{counted(count, 'ligne')} {plural(count, kind + 'e')}" for kind, count in totals.items() if count]
    return f"Différences avec l'inventaire en place : {listed(words)}."


def keep(answer: Answer, paths: Sequence[Path], name: str = "") -> tuple[Edition, str]:
    """Keeps what was read as the edition in force, and the sentence that says so. Rejected when the answer has faults, Refused when another edition
    came since it was compared.

    `name` is what the author called the file, when it is not the name of its path.
    """
    if answer.faults:
        raise Rejected(answer.faults)
    tables_of = {f"{table}.csv": (answer.folder / f"{table}.csv").read_bytes() for table in SHEETS}
    count = sum(answer.summary["rows"][SHEETS[table]] for table in SHEETS if table != "facts")
    words = Way(*answer.summary["way"]).words
    origin = Origin(TITLE, PRODUCER, LICENCE, date.today().isoformat(), name or paths[0].name, files.digest(paths[0]), count, words)
    edition = editions.keep(KIND, tables_of, origin, expected=answer.summary["base"])
    return edition, f"Inventaire : édition {edition.card.number} en place, {counted(count, 'site')}."


def verify(folder: Path) -> None:
    """The tables as the sites read them: identifiers, places, dates and numbers that can be followed. ValueError (in French) otherwise."""
    for table in SHEETS:
        _verify_table(folder / f"{table}.csv", table)


def _verify_table(path: Path, table: str) -> None:
    try:
        frame = store.read(table, path)
    except ValueError:
        raise ValueError(f"{path.name} n'est pas une table, ou un de ses nombres n'en est pas un") from None
    if table in KEYS:
        names = frame[KEYS[table]]
        kept_tables.verify_column(path, names.name, names, (names != "") & ~names.duplicated())
    for name, field in fields(table).items():
        column = frame[name]
        if field.kind in NUMBERS:
            low, high = DEGREES.get(name, (0, np.inf))
            kept_tables.verify_column(path, name, column, column.isna() | (column.between(low, high) & (column != np.inf)))
        elif field.kind in PLACED:
            read = reader(field, _codes())
            kept_tables.verify_column(path, name, column, column.map({text: _reads_back(read, text) for text in column.unique()}).astype(bool))


def _reads_back(read: Callable[[str], str], text: str) -> bool:
    """Whether a text is one that a reader of cells gives."""
    try:
        return not text or read(text) == text
    except Unreadable:
        return False


def _codes() -> Codes:
    return Codes(frozenset(tables.lozere_codes()), communes.successors())
