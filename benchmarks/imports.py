"""How long it takes to read what is imported, in the process made for it: an inventory of 20 000 lines, a file of Arcep for the whole of France.

    python -m benchmarks.imports

The ratio compares with what anybody would write first, in the same minutes: openpyxl for the workbook, pandas for the CSV, nothing verified.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd

from data import tables
from data.coverage import coverage_class
from data.ground import french
from data.intake.job import Reading
from data.intake.limits import COMMAND_LINE, PAGE, Limits
from data.inventory import store, template
from data.inventory.store import Inventory, typed

ROWS = 19_970  # buildings: with the zones, a page reads 20 000 lines
COMMUNES = 35_000  # of France, two lines each
BUDGETS = {"inventaire de 20 000 lignes": 20.0, "fichier communal de l'Arcep": 5.0}  # [s]


def timed(work: Callable[[], object]) -> float:
    """How long something takes [s]."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reading(kind: str, path: Path, limits: Limits) -> None:
    """Reads a file as a page or the command line does; a fault would make the time worthless."""
    answer = Reading(kind, [path], limits).answer()
    if answer.faults:
        raise SystemExit(f"{kind} : {answer.faults[0]}")


def big_inventory(path: Path) -> Path:
    """A workbook of 20 000 sites, made of the three examples, spread over the communes."""
    places = tables.read("communes").query("department == '48'").reset_index(drop=True)
    examples = store.current().frames["buildings"]
    rows = examples.loc[[i % len(examples) for i in range(ROWS)]].reset_index(drop=True)
    spread = places.loc[[i % len(places) for i in range(ROWS)]].reset_index(drop=True)
    rows = rows.assign(
        offre_id=[f"{code}_BAT_{i + 10_000}" for i, code in enumerate(spread["code"])],
        comm_insee=spread["code"],
        lon=spread["lon"],
        lat=spread["lat"],
        description="Atelier avec bureaux, cour et quai de chargement",
        gaz="non",
        dpe_classe="C",
    )
    path.write_bytes(template.workbook(Inventory({**store.current().frames, "buildings": typed("buildings", rows)}, None)))
    return path


def arcep_of_france(path: Path) -> Path:
    """A file of Arcep's observatory as long as the real one, true for Lozère and invented elsewhere."""
    lozere = tables.read("arcep_communes").set_index("code")
    lines = ["Réseaux en fibre optique,,,,", "Déploiement par Commune,,,,", ",,,,", ",,,,", "Code commune,Champ,T3 2017,T4 2017,T1 2018"]
    others = [f"{department:02d}{i:03d}" for department in range(1, 96) if department not in (20, 48) for i in range(1, 377)][:COMMUNES]
    for code in sorted([*others, *lozere.index]):
        counts = lozere.loc[code, ["connectable_2017t3", "connectable_2017t4", "connectable_2018t1"]].tolist() if code in lozere.index else [0, 0, 0]
        premises = lozere.loc[code, "premises"] if code in lozere.index else 100
        classes = coverage_class(counts, premises).tolist()
        lines += [f"{code},Locaux Raccordables,{','.join(map(str, counts))}", f"{code},Catégorie,{','.join(map(str, classes))}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        workbook, observatory = big_inventory(Path(folder) / "inventaire.xlsx"), arcep_of_france(Path(folder) / "arcep.csv")
        rows = (
            ("inventaire de 20 000 lignes", timed(lambda: reading("inventory", workbook, PAGE)), timed(lambda: plain_workbook(workbook))),
            ("fichier communal de l'Arcep", timed(lambda: reading("arcep", observatory, COMMAND_LINE)), timed(lambda: plain_csv(observatory))),
        )
    print(f"{'lecture':32}{'mesuré (s)':>12}{'budget (s)':>12}{'lecture simple (s)':>20}{'rapport':>10}")
    for name, measured, plain in rows:
        figures = (french.number(measured, 2), french.number(BUDGETS[name]), french.number(plain, 2), french.number(measured / plain, 1))
        print(f"{name:32}{figures[0]:>12}{figures[1]:>12}{figures[2]:>20}{figures[3]:>10}")


def plain_workbook(path: Path) -> None:
    """Every cell of a workbook, by openpyxl."""
    for sheet in openpyxl.load_workbook(path, read_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass


def plain_csv(path: Path) -> None:
    """Every cell of a CSV, by pandas."""
    pd.read_csv(path, header=4, dtype=str)


if __name__ == "__main__":
    main()
