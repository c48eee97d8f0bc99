"""A study of the template that declares a figure of each kind: results, a dimension of its own, two tables, two pictures."""

import io
from pathlib import Path

from PIL import Image

from studies.toolkit.checking import starting
from tests.studies.study_changes import append, edit
from tests.studies.tables_of_a_study import communes

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#0072B2"/></svg>'
TABLES = """[help]
title = "Logements aidés par commune"
by = "commune"
year = 2022
basis = "observé"
source = "template_example"
verified_on = 2025-11-20

[help.columns]
homes = { unit = "homes", label = "Logements aidés" }

[fuels]
title = "Chauffage des logements"
by = "year"
basis = "estimé"
source = "template_example"
verified_on = 2025-11-20

[fuels.columns]
oil = { unit = "homes", label = "Fioul" }
wood = { unit = "homes", label = "Bois" }

[towns]
title = "Guichets"
year = 2024
basis = "observé"
source = "template_example"
verified_on = 2025-11-20

[towns.columns]
name = { unit = "text" }
visits = { unit = "visits", label = "Visites" }
"""
FUELS = "année;oil;wood\n2020;9000;4000\n2021;8700;4300\n2022;8200;n.d.\n2023;8000;5100\n"
TOWNS = "name;visits\nMende;420\nFlorac;130\nLangogne;n.d.\n"
FIGURES = {
    "line": 'title = "Énergie économisée : {saved_energy_2037}"\nresults = ["saved_energy"]',
    "lines": 'kind = "line"\ntitle = "Par type"\nresults = ["by_kind"]',
    "bars": 'title = "Coût d\'un MWh"\nresults = ["saving_cost", "saving_cost_aid", "saving_cost_owner"]',
    "bars_by_year": 'kind = "bars"\ntitle = "Aides"\nresults = ["public_cost"]',
    "table": 'title = "Les nombres"\nresults = ["helped_homes", "saved_energy"]',
    "at_a_date": 'kind = "table"\ntitle = "En 2037"\nresults = ["helped_homes", "saved_energy", "saving_cost"]\nyear = 2037',
    "table_line": 'kind = "line"\ntitle = "Chauffage"\ntable = "fuels"',
    "table_bars": 'kind = "bars"\ntitle = "Visites"\ntable = "towns"\ncolumns = ["visits"]',
    "table_table": 'kind = "table"\ntitle = "Communes"\ntable = "help"',
    "picture": 'title = "Un chantier"\npicture = "works.png"\nalt = "Un mur en cours d\'isolation."\nsource = "template_example"',
    "drawing": 'kind = "picture"\ntitle = "Le principe"\npicture = "idea.svg"\nalt = "Un mur et son isolant."\nsource = "template_example"',
    "map": 'title = "Logements aidés fin 2036"\nresults = ["helped_by_commune"]\nyear = 2037',
    "table_map": 'kind = "map"\ntitle = "Aides versées"\ntable = "help"\ncolumns = ["homes"]',
    "stacked": 'title = "Logements par type"\nresults = ["by_kind"]',
    "pile": 'kind = "stacked"\ntitle = "Logements par type fin 2036"\nresults = ["by_kind"]\nyear = 2037',
    "range": 'title = "Fourchettes"\nresults = ["saving_cost", "saving_cost_aid"]',
    "range_at": 'kind = "range"\ntitle = "Fourchette fin 2036"\nresults = ["by_kind"]\nyear = 2037',
    "waterfall": 'title = "De quoi est fait le coût"\nresults = ["saving_cost_aid", "saving_cost_owner"]\ntotal = "Coût d\'un MWh"',
    "side_by_side": 'kind = "line"\ntitle = "Énergie"\nresults = ["saved_energy"]\nscenarios = ["trend", "proactive"]',
    "bars_beside": 'kind = "bars"\ntitle = "Coût"\nresults = ["saving_cost_aid", "saving_cost_owner"]\nscenarios = ["trend", "proactive"]',
}


def entry(name: str, text: str) -> str:
    """One entry of study.toml; its kind is its name unless the text gives it."""
    kind = "" if text.startswith("kind") else f'kind = "{name}"\n'
    return f'\n[[figures]]\nid = "{name}"\n{kind}{text}\n'


def png(size: tuple[int, int] = (60, 40)) -> bytes:
    """A plain picture."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "#009E73").save(drawn, "PNG")
    return drawn.getvalue()


def in_a_study(root: Path, *wanted: str) -> Path:
    """The folder of a study that declares those figures, all of them when none is named."""
    folder = starting.start(root, "chaleur_bois")
    card = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(card[: card.index("\n# Facultatif : des figures sans code")], "utf-8")  # those of the template
    for name in ("tables", "pictures"):
        (folder / name).mkdir()
    (folder / "tables/tables.toml").write_text(TABLES, "utf-8")
    (folder / "tables/help.csv").write_text("commune;homes\n" + "".join(f"{code};{len(name)}\n" for code, name in communes().items()), "utf-8")
    (folder / "tables/fuels.csv").write_text(FUELS, "utf-8")
    (folder / "tables/towns.csv").write_text(TOWNS, "utf-8")
    (folder / "pictures/works.png").write_bytes(png())
    (folder / "pictures/idea.svg").write_text(SVG, "utf-8")
    append("study.toml", '\n[dimensions.kind]\nlabel = "Type"\nvalues = { house = "Maison", flat = "Appartement" }\n')(folder)
    append("results.csv", "by_kind,Logements aidés par type,homes,1,,kind year\n")(folder)
    shares = '"by_kind": np.stack([helped * 0.7, helped * 0.3]),'
    edit("model.py", '"helped_homes": helped,', f'"helped_homes": helped,\n        {shares}')(folder)
    for name in wanted or FIGURES:
        append("study.toml", entry(name, FIGURES[name]))(folder)
    return folder


def begun_with_a_picture(root: Path) -> Path:
    """The folder of a study begun from the template, which shows a picture after the figures of the template."""
    folder = starting.start(root, "chaleur_bois", "Chaleur au bois")
    (folder / "pictures").mkdir()
    (folder / "pictures/works.png").write_bytes(png())
    append("study.toml", entry("picture", FIGURES["picture"]))(folder)
    return folder
