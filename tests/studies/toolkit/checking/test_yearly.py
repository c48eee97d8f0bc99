"""A result that says a year for a total, or a total for a year: told when the model says it for certain, and never of a study that is right."""

from pathlib import Path

import pytest

from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.checking.trials import yearly
from tests.studies.study_changes import GOOD, all_of, append, cell, edit, sound
from tests.studies.toolkit.checking.doubts.test_doubts import doubts, without_cases

EACH_YEAR = "np.diff(helped * p.grant, axis=0, prepend=0) / KILO"
ADDED_UP = "np.minimum(np.cumsum(p.homes_per_year * np.ones_like(elapsed), axis=0), p.homes_to_help * homes.sum())"
PAID, HELPED = '"public_cost": helped * p.grant / KILO', "np.minimum(p.homes_per_year * elapsed, p.homes_to_help * homes.sum())"
VEHICLE = (
    "upkeep,Entretien,900,800,1000,EUR_2024/vehicle/year,2024,Lozère,assumption,uncertainty,uniform,from_memory,,low,2026-11-22,Fourchette posée."
)
A_VEHICLE, A_PRICE = append("parameters.csv", f"{VEHICLE}\n"), edit("parameters.csv", "EUR_2024/vehicle/year", "EUR_2024/vehicle")
IS_OF_A_YEAR = cell("results.csv", "public_cost", "unit", "kEUR_2024/year")
FLEET = "(homes.sum() * p.homes_to_help * p.upkeep / KILO + 0 * helped * p.grant)"
IS_TWICE, IS_OF_NO_YEAR = "le calcul y met « par an » deux fois", "le calcul compte une fois de plus chaque année ce qui n'est pas par an"
IS_TOTAL, IS_YEARLY = "elle dit par an, et le calcul donne un total", "le calcul donne un chiffre par an"


@pytest.fixture
def wood(root) -> Path:
    folder = starting.start(root, "chaleur_bois", "Chaleur au bois")
    without_cases(folder)
    lines = (folder / "cases.csv").read_text("utf-8").splitlines()
    (folder / "cases.csv").write_text("\n".join(line for line in lines if not line.startswith(("helped", "scenarios"))) + "\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "result", "told"),
    [
        (cell("results.csv", "public_cost", "unit", "kEUR_2024/year"), "public_cost", IS_TOTAL),
        (edit("model.py", PAID, f'"public_cost": {EACH_YEAR}'), "public_cost", IS_YEARLY),
        (all_of(edit("model.py", HELPED, ADDED_UP), cell("results.csv", "helped_homes", "unit", "homes/year")), "helped_homes", IS_TOTAL),
        (all_of(A_VEHICLE, edit("model.py", PAID, f'"public_cost": {FLEET}')), "public_cost", IS_YEARLY),
        (all_of(A_VEHICLE, IS_OF_A_YEAR, edit("model.py", PAID, f'"public_cost": {FLEET} * p.homes_per_year')), "public_cost", IS_TWICE),
        (all_of(A_VEHICLE, A_PRICE, edit("model.py", PAID, f'"public_cost": {FLEET} * elapsed')), "public_cost", IS_OF_NO_YEAR),
    ],
    ids=[
        "a total said per year",
        "a difference said as a total",
        "a sum said per year",
        "a cost of each year said as a total",
        "per year twice",
        "years of a price",
    ],
)
def test_a_total_and_a_year_are_told_apart(wood, change, result, told):
    change(wood)
    (found,) = doubts(wood, yearly.remarks)
    assert f"results.csv ({result}) | " in found and told in found


@pytest.mark.parametrize(
    "change",
    [
        all_of(edit("model.py", PAID, f'"public_cost": {EACH_YEAR}'), cell("results.csv", "public_cost", "unit", "kEUR_2024/year")),
        all_of(edit("model.py", HELPED, ADDED_UP), edit("model.py", "(YEARS - YEARS[0])", "(1 + YEARS - YEARS[0])")),
        edit("model.py", "(YEARS - YEARS[0])[:, None]", "np.arange(11)[:, None]"),
    ],
    ids=["a difference said per year", "a sum said as a total", "years typed by their number"],
)
def test_what_is_right_or_uncertain_raises_no_alarm(wood, change):
    change(wood)
    assert doubts(wood, yearly.remarks) == []


def test_what_a_growth_compounds_is_read_too(wood):
    rate = "rise,Hausse,0.02,0,0.04,share/year,2024,Lozère,assumption,uncertainty,uniform,from_memory,,low,2026-11-22,Fourchette posée."
    spent = "p.homes_per_year * p.grant * (1 + p.rise) ** elapsed / KILO"
    all_of(append("parameters.csv", f"{rate}\n"), edit("model.py", PAID, f'"public_cost": {spent}'))(wood)
    (found,) = doubts(wood, yearly.remarks)
    assert "results.csv (public_cost) | " in found and IS_YEARLY in found
    cell("results.csv", "public_cost", "unit", "kEUR_2024/year")(wood)
    assert doubts(wood, yearly.remarks) == []


@pytest.mark.parametrize(
    "line", ["    for _ in YEARS:\n        helped = helped * 1\n", "    helped = helped * 52 / 52\n"], ids=["a loop", "weeks typed"]
)
def test_a_model_that_hides_time_is_left_alone(wood, line):
    all_of(cell("results.csv", "public_cost", "unit", "kEUR_2024/year"), edit("model.py", "    results = {\n", f"{line}    results = {{\n"))(wood)
    assert doubts(wood, yearly.remarks) == []


SPENT = """[spent]
title = "Aides versées"
by = "year"
basis = "observé"
source = "census"
verified_on = 2025-11-20

[spent.columns]
amount = { unit = "%s" }
"""


def with_spending(root: Path, column: str, result: str, formula: str) -> Path:
    """A study that gives a result from a table of three years: 100, 150 and 250 k€."""
    folder = starting.start(root, "chaleur_bois", "Chaleur au bois")
    (folder / "tables").mkdir()
    (folder / "tables/spent.csv").write_text("year;amount\n2022;100\n2023;150\n2024;250\n", "utf-8")
    (folder / "tables/tables.toml").write_text(SPENT % column, "utf-8")
    append("sources.csv", "census,INSEE,Recensement,https://www.insee.fr,2022,2025-11-20,Licence Ouverte 2.0,\n")(folder)
    append("results.csv", f"spent,Aides versées,{result},1,,\n")(folder)
    edit("model.py", "import numpy as np\n", "import numpy as np\n\nfrom . import tables as t\n")(folder)
    edit("model.py", "    return results\n", f'    amount = t.spent["amount"]\n    results["spent"] = {formula}\n    return results\n')(folder)
    return folder


@pytest.mark.parametrize("column", ["kEUR_2024", "kEUR_2024/year"])
@pytest.mark.parametrize(
    "formula",
    ['float(t.spent["amount"].sum())', 'float(amount.sum("year", skipna=True))', "float(np.sum(amount.values))", 'float(amount.cumsum("year")[-1])'],
)
def test_a_sum_of_the_years_of_a_table_is_no_figure_per_year(root, column, formula):
    (found,) = doubts(with_spending(root, column, "kEUR_2024/year", formula), yearly.remarks)
    assert "results.csv (spent) | " in found and IS_TOTAL in found


@pytest.mark.parametrize(
    ("column", "result", "formula"),
    [
        ("kEUR_2024", "kEUR_2024", "float(amount.sum())"),
        ("kEUR_2024/year", "kEUR_2024", 'float(amount.sum("year"))'),
        ("kEUR_2024", "kEUR_2024/year", 'float(amount.mean("year"))'),
        ("kEUR_2024/year", "kEUR_2024/year", "float(amount[-1])"),
        ("kEUR_2024", "kEUR_2024", "float(amount[-1])"),
    ],
    ids=["a sum said as a total", "of figures per year", "a mean said per year", "the last year, said per year", "a stock at its last date"],
)
def test_a_table_by_year_that_is_right_one_way_or_the_other_raises_no_alarm(root, column, result, formula):
    assert doubts(with_spending(root, column, result, formula), yearly.remarks) == []


@pytest.mark.parametrize("folder", [GOOD, GOOD.parent / "third_places"], ids=lambda folder: folder.name)
def test_the_studies_that_tests_stand_on_raise_no_alarm(folder):
    assert yearly.remarks(sound(folder)) == []


@pytest.mark.parametrize("slug", ("pork", "hydrogen"))
def test_a_study_of_the_house_raises_no_alarm(slug):
    assert yearly.remarks(catalog.get(slug)) == []  # not read a second time: other tests hold what the catalogue gave them
