"""A result with dimensions of the study: `cost[wood, school]` is read, ranged, headed, exported and shown as any other."""

import pytest

from pages.parts.study.view import results
from studies import catalog
from studies.__main__ import as_json
from studies.exports import study_exports
from studies.toolkit.checking import starting
from studies.toolkit.running import breakeven, effects, narrative, outcome, runs, sensitivity
from tests.studies.study_changes import append, cell, edit

DIMENSIONS = """
[dimensions.fuel]
label = "Énergie"
values = { wood = "Bois", oil = "Fioul" }

[dimensions.building]
label = "Bâtiment"
values = { school = "École", hall = "Mairie", pool = "Piscine" }
"""
INDICATOR = """
[[indicators]]
id = "wood_school_2037"
variable = "heat[wood, school]"
year = 2037
label = "Chaleur au bois des écoles, fin 2036"

[[breakeven]]
id = "four_gigawatt_hours"
indicator = "wood_school_2037"
target = 4000
parameter = "homes_per_year"
"""
HEAT = '"heat": np.stack([[helped * p.saving_per_home, 2 * helped, 3 * helped], [0 * helped, helped + 7, helped]]),'
PRICE = '"price": np.stack([p.works_cost * part for part in (1, 2)]),'


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The template with two results of its own dimensions: heat by fuel, building and year; price by fuel."""
    root = tmp_path_factory.mktemp("studies")
    (root / "_template").symlink_to(catalog.ROOT / "_template")
    folder = starting.start(root, "chaleur_bois")
    append("study.toml", f"{DIMENSIONS}{INDICATOR}")(folder)
    append("results.csv", "heat,Chaleur,MWh/year,1,,fuel building year\nprice,Prix des travaux,EUR_2024/home,-1,,fuel\n")(folder)
    edit("model.py", "    results = {", f"    results = {{{HEAT}{PRICE}")(folder)
    cell("cases.csv", "helped_in_ten_years", "output", "heat[oil, hall]@2037")(folder)
    cell("cases.csv", "helped_in_ten_years", "expected", "507")(folder)
    append("text/essential.md", "\n{heat[wood, school]@2037} ; {heat[wood, school]@2037.difference} ; {heat[wood, school]@2037.range}\n")(folder)
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return study


def test_a_place_is_read_by_its_name_with_and_without_a_date(study):
    data = study.run().data
    assert data.heat.dims == ("fuel", "building", "year")
    assert float(outcome.read(data, "heat[wood, hall]@2037")) == 1_000  # twice 50 homes x 10 years
    assert outcome.read(data, "heat[oil,hall]").values[0] == 7
    assert float(outcome.read(data, "price[oil]")) == 30_000  # twice 15 000 EUR
    assert data.heat.fuel.attrs == {"label": "Énergie", "labels": {"wood": "Bois", "oil": "Fioul"}}


@pytest.mark.parametrize(
    "name", ["heat[wood]@2037", "heat[coal, hall]@2037", "heat[wood, hall, oil]", "heat[wood, hall]@1950", "public_cost[wood]", "heat[", "cold[wood]"]
)
def test_a_place_that_does_not_exist_is_refused(study, name):
    with pytest.raises(KeyError):
        outcome.read(study.run().data, name)


def test_an_indicator_reads_one_place_and_has_its_range(study):
    headline = study.run().indicators["wood_school_2037"]
    assert (headline.value, headline.unit) == (2_500, "MWh/year")
    assert 2_100 < headline.low < 2_500 < headline.high < 2_900


def test_each_place_of_a_series_has_its_band(study):
    bands = study.run().bands
    assert {"heat[wood, school]", "heat[oil, pool]", "saved_energy"} <= set(bands)
    low, high = bands["heat[wood, school]"]
    assert low.shape == high.shape == (11,) and low[-1] < 2_500 < high[-1]
    assert [float(side) for side in bands["heat[oil, hall]@2037"]] == [507, 507]  # no draw moves it
    with pytest.raises(KeyError):
        bands["heat[coal, hall]"]


def test_a_sentence_names_a_place_a_date_a_range_a_difference_a_number_and_a_unit(study):
    text = "{heat[wood, hall]@2037} | {heat[wood, hall]@2037.difference} | {price[wood].range} | {heat[wood, hall]@2037.number} | {price[wood].unit}"
    filled = narrative.fill(text, study.run("proactive"), study.run(), study.parameters)
    value, difference, spread, number, unit = filled.replace("\u202f", " ").replace("\u00a0", " ").split(" | ")
    assert (value, difference, number) == ("4 000 MWh/an", "+3 000 MWh/an", "4 000")
    assert spread.startswith("entre 13 ") and spread.endswith(" €/logement") and unit == "€/logement"


def test_what_is_taken_away_names_the_places_in_french(study):
    table = study_exports.series(study, study.run())
    rows = table[table.resultat == "heat[wood, school]"]
    assert set(rows.libelle) == {"Chaleur : Bois, École"}
    assert rows.valeur.iloc[-1] == 2_500 and rows.bas.iloc[-1] < 2_500 < rows.haut.iloc[-1]
    assert sum(name.startswith("heat[") for name in set(table.resultat)) == 6
    assert as_json(study, study.run())["series"]["heat[oil, hall]"]["values"][-1] == 507


def test_the_table_under_a_chart_has_a_column_for_each_place(study):
    assert list(results("heat[oil, hall]")(study.run())) == ["year", "Chaleur : Fioul, Mairie"]
    assert len(results("heat")(study.run()).columns) == 7
    with pytest.raises(KeyError):
        results("heat[coal, hall]")(study.run())


def test_what_moves_a_place_most_and_what_brings_it_to_a_target(study):
    assert sensitivity.tornado(study, "wood_school_2037", "trend")[0].parameter == "homes_per_year"
    found = breakeven.find(study, "wood_school_2037", 4_000, "homes_per_year", "trend", {})
    assert found.roots == pytest.approx([80])  # 80 homes x 10 years x 5 MWh
    alone = {effect.parameter: effect.changes for effect in effects.each_lever(study, "proactive", ["heat[oil, hall]@2037"])}
    assert alone["homes_per_year"] == {"heat[oil, hall]@2037": 1_500}


def test_an_ensemble_carries_the_draw_as_its_last_axis(study):
    answer = runs.draws(study, study.run())
    assert answer.heat.dims == ("fuel", "building", "year", "draw") and answer.price.dims == ("fuel", "draw")
    assert answer.sizes["draw"] == 256
    assert "helped_by_commune" not in answer
