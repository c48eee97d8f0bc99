"""Files of the shape that Arcep publishes, made from the shipped table of 2018: what every reader of editions is tried on."""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from data import tables
from data.coverage import coverage_class
from data.ground.faults import Fault
from data.intake.limits import COMMAND_LINE

THIN, NO_BREAK = "\u202f", "\u00a0"
QUARTERS = ("T3 2017", "T4 2017", "T1 2018")
COUNTS = ("connectable_2017t3", "connectable_2017t4", "connectable_2018t1")
# Six communes of 2018 that are now part of another: each is given 100 dwellings of the commune that took it in.
FORMER = {"48057": "48127", "48078": "48126", "48133": "48127", "48184": "48038", "48189": "48127", "48197": "48127"}
TAKEN = 100  # [dwellings]
TITLES = [["Réseaux en fibre optique jusqu'à l'abonné (FttH)"], ["Déploiement par Commune"], [], []]
Rows = list[list[str]]


def communes_of_2018() -> pd.DataFrame:
    """The 158 communes of Lozère of 2018, indexed by code: dwellings, establishments, premises and the counts of the three quarters."""
    frame = tables.read("arcep_communes").set_index("code")[["dwellings", "establishments", "premises", *COUNTS]]
    for former, today in FORMER.items():
        frame.loc[former] = [TAKEN, 0, TAKEN, 0, 0, 0]
        frame.loc[today, ["dwellings", "premises"]] -= TAKEN
    return frame.sort_index()


def long_rows(frame: pd.DataFrame | None = None, quarters: Iterable[str] = QUARTERS, best: str = "") -> Rows:
    """The sheet "FttH par Communes": two lines for each commune; `best` names a column of premises when the edition has one."""
    frame = communes_of_2018() if frame is None else frame
    rows = [*TITLES, ["Code commune", "Champ", *([best] if best else []), *quarters]]
    counts = frame.columns[3:]
    for code, line in frame.iterrows():
        classes = coverage_class(line[counts].to_numpy(dtype=float), float(line["premises"]))
        premises = [f"{line['premises']:.0f}"] if best else []
        rows.append([code, "Locaux Raccordables", *premises, *(f"{value:.0f}" for value in line[counts])])
        rows.append([code, "Catégorie", *([""] if best else []), *(str(value) for value in classes)])
    return rows


def territory_rows(frame: pd.DataFrame | None = None) -> Rows:
    """The sheet "Communes": premises with the spaces of the real files, and - for none."""
    frame = communes_of_2018() if frame is None else frame
    rows = [*TITLES, ["Code commune", "Nom commune", "Code département", "Logements", "Établissements", "Commune rurale", "OI 2018 T1"]]
    for code, line in frame.iterrows():
        rows.append([code, f"Commune {code}", "48", spaced(line["dwellings"]), spaced(line["establishments"]), " 1    ", ""])
    return rows


def spaced(value: float) -> str:
    """A number as the observatory writes it: " 1 683    ", " -    "."""
    text = f"{value:,.0f}".replace(",", THIN)
    return f" {text}    " if value else f" -{NO_BREAK}   "


def connexion_rows(date: str = "2026-06-30", share: float = 0.95) -> Rows:
    """commune_techno.csv of "Ma connexion internet", for today's 152 communes."""
    frame = tables.read("arcep_communes")
    rows = [["code_insee", "nom_com", "code_dep", "code_reg", "type", "date", "nbr", "elig_ftth", "elig_coax", "elig_cu"]]
    for line in frame.itertuples():
        rows.append([line.code, "Nom abÃ®mÃ©", "48", "76", "all", date, str(line.premises), str(int(share * line.premises)), "0", "0"])
    return rows


def as_csv(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file, all lines of the same length, as Arcep exports them."""
    width = max(map(len, rows))
    lines = [separator.join([*row, *[""] * (width - len(row))]) for row in rows]
    return ("\n".join(lines) + "\n").encode(encoding)


def as_workbook(**sheets: Rows) -> bytes:
    """The rows as a workbook: sheet names with _ for a space; codes and numbers as a spreadsheet would turn them (numbers, lost zeros)."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(rows: Rows, code: str, champ: str, change: Callable[[list[str]], list[str] | None]) -> Rows:
    """The rows with the line of a commune changed, or without it when `change` gives None."""
    found = [[row] if row[:2] != [code, champ] else [line] if (line := change(list(row))) is not None else [] for row in rows]
    return [row for pair in found for row in pair]


def write(folder: Path, **files: bytes) -> list[Path]:
    """The files on disk, named after the keywords (_csv and _xlsx give the ending)."""
    paths = []
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        path = folder / f"{stem}.{ending}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def run(module, paths: list[Path], folder: Path):
    """The import of a kind in this process, as the child does it: what it answers, its files in `folder`/out."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    return module.run(paths, COMMAND_LINE, {}, out, lambda stage, done, total: None)


def counting(code: str, premises: int, counts: tuple[int, int, int]) -> tuple[bytes, bytes]:
    """The two files of the observatory with other numbers for one commune."""
    frame = communes_of_2018()
    frame.loc[code] = [premises, 0, premises, *counts]
    return as_csv(long_rows(frame)), as_csv(territory_rows(frame))


def texts(faults: list[Fault]) -> str:
    """The faults or remarks, a line each, in plain spaces."""
    return "\n".join(map(str, faults)).replace("\u202f", " ").replace("\u00a0", " ")
