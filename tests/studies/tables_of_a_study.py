"""A study of the template whose model reads a table, and the folder of tables read alone."""

from functools import cache
from pathlib import Path

from data.ground.faults import Fault
from geo.territory import lozere
from studies.toolkit.checking import starting
from studies.toolkit.reading.tables import reading
from studies.toolkit.reading.tables.values import Table
from tests.studies.study_changes import append, edit

SOURCED = 'basis = "observé"\nsource = "census"\nverified_on = 2025-11-20\n'
BY_COMMUNE = f"""[help]
title = "Aides versées"
by = "commune"
year = 2022
{SOURCED}
[help.columns]
homes = {{ unit = "homes", label = "Logements aidés" }}
"""
SOURCES = {"census"}


@cache
def communes() -> dict[str, str]:
    """The 152 communes of Lozère: their names by their codes."""
    here = lozere.dataset()
    return dict(zip(here.commune.values.tolist(), here.name.values.tolist(), strict=True))


def read(folder: Path, card: str = BY_COMMUNE, dimensions: dict | None = None, **files: str | bytes) -> tuple[dict[str, Table], list[Fault]]:
    """The tables of a folder that holds that card and those files: `help_csv` is tables/help.csv."""
    held = folder / "tables"
    held.mkdir(exist_ok=True)
    if card:
        (held / "tables.toml").write_text(card, "utf-8")
    for name, content in files.items():
        (held / ".".join(name.rsplit("_", 1))).write_bytes(content.encode() if isinstance(content, str) else content)
    found, faults = reading.read(folder, "studies/s", lozere.dataset(), dimensions or {}, SOURCES)
    return dict(found.tables), faults


def in_a_study(root: Path, table: str | bytes, card: str = BY_COMMUNE, name: str = "help.csv") -> Path:
    """A study whose map shows a result that its model takes from the table `help`: the column `homes`, by commune."""
    folder = starting.start(root, "chaleur_bois")
    (folder / "tables").mkdir()
    (folder / "tables" / name).write_bytes(table.encode() if isinstance(table, str) else table)
    (folder / "tables/tables.toml").write_text(card, "utf-8")
    append("sources.csv", "census,INSEE,Recensement,https://www.insee.fr,2022,2025-11-20,Licence Ouverte 2.0,\n")(folder)
    append("results.csv", "counted_homes,Logements comptés,homes,1,observé,commune\n")(folder)
    append("study.toml", '\n[[layers]]\nid = "counted"\nvariable = "counted_homes"\ntable = "help"\n')(folder)
    edit("model.py", "import numpy as np\n", "import numpy as np\n\nfrom . import tables as t\n")(folder)
    edit("model.py", "    return results\n", '    results["counted_homes"] = t.help["homes"].values\n    return results\n')(folder)
    return folder
