"""The tables that a study shows of what its author observed: as the spreadsheet gave them, nothing left out."""

from types import SimpleNamespace

from pages.parts.study.figures import figure_data
from studies.toolkit.reading.figures.declared import Figure
from tests.studies.tables_of_a_study import SOURCED, read

SPENT = f"""[spent]
title = "Dépenses"
year = 2025
{SOURCED}
[spent.columns]
item = {{ unit = "text", label = "Poste" }}
amount = {{ unit = "EUR_2024", label = "Montant" }}
paid = {{ unit = "date", label = "Payé le" }}
"""
TRIPS = f"""[trips]
title = "Trajets"
by = "year"
{SOURCED}
[trips.columns]
trips = {{ unit = "trips", label = "Trajets" }}
"""


def shown(folder, card: str, **files: str) -> list[list[str]]:
    tables, faults = read(folder, card, **files)
    assert faults == []
    study = SimpleNamespace(tables=tables, card=SimpleNamespace(dimensions={}))
    figure = Figure(id="seen", kind="table", title="Vu", table=next(iter(tables)))
    header, lines = figure_data.grid(study, figure, SimpleNamespace(data=None))
    return [[cell.text.replace("\u202f", " ") for cell in line] for line in (header, *lines)]


def test_a_plain_list_keeps_its_days_and_its_cents(tmp_path):
    spent = "Poste;Montant;Payé le\nPanneaux;7 240,55;28/11/2025\nAnimation;n.d.;\n"
    assert shown(tmp_path, SPENT, spent_csv=spent) == [
        ["Poste", "Montant", "Payé le"],
        ["Panneaux", "7 240,55", "28/11/2025"],
        ["Animation", "pas de donnée", "pas de donnée"],
    ]


def test_a_series_that_was_observed_is_not_rounded_as_a_headline(tmp_path):
    assert shown(tmp_path, TRIPS, trips_csv="Année;Trajets\n2024;10 940\n2025;12 487\n") == [
        ["Année", "Trajets"],
        ["2024", "10 940"],
        ["2025", "12 487"],
    ]
