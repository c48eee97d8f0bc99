"""The cases of the hydrogen study hold, and fail when what they prove is broken; its levers move what they should."""

import pytest

from studies.toolkit.checking import cautions, proving
from studies.toolkit.running import runs
from tests.studies.breaking import break_function, faults_of, headlines
from tests.studies.moving import unmoved

STUDY = "hydrogen"


@pytest.fixture(scope="module")
def unbroken(study):
    """The headlines of each scenario with every function whole."""
    return {name: headlines(study, name) for name in study.scenarios}


def test_every_case_holds(study):
    assert len(study.cases) >= 55
    assert proving.faults(study) == []


@pytest.mark.parametrize(
    "function",
    [
        "capital_recovery_factor",
        "electrolyser_capital",
        "after_subsidy",
        "use",
        "adoption",
        "transit_demand",
        "fleet_demand",
        "in_modules",
        "fuel_cost",
        "parity_price",
        "purchase_aid",
        "hydrogen_carbon",
        "all_in_price",
        "industry_energy",
        "grants",
        "mean_consumption",
    ],
)
def test_breaking_a_function_breaks_a_case_and_moves_a_headline(study, unbroken, monkeypatch, function):
    break_function(study, monkeypatch, function)
    assert faults_of(study, function) != []
    assert any(headlines(study, name) != before for name, before in unbroken.items())


def test_every_lever_and_every_uncertainty_moves_a_result(study):
    ploughed = {
        "tractors": 1,
        "delivered_share": 0.2,
        "wait_years": 1,
        "water_share": 0.2,
        "biogas_aid": 0.2,
        "diesel_price": 1.5,
    }  # without them nothing of theirs could move
    left = {name for name, parameter in study.parameters.items() if parameter.role == "lever" or parameter.uncertain}
    for scenario in ("breakthrough", "proactive", "trend", "nothing"):  # a kilo that a truck can pay, too dear a kilo, a small machine, no station
        left = unmoved(study, runs.choices(study, scenario, ploughed), left)
    assert left == set()


@pytest.mark.parametrize(
    ("lever", "value", "headline", "sign"),
    [
        ("hgv_share", 0.08, "pump_price", -1),
        ("hgv_share", 0.08, "station_use", 1),
        ("station_size", 1_200, "station_use", -1),
        ("stations", 3, "pump_price", 1),
        ("capex_aid", 0.6, "pump_price", -1),
        ("capex_aid", 0.6, "public_money", 1),
        ("vehicle_aid", 0, "parity_price", -1),
        ("vehicle_aid", 0, "public_money", -1),
        ("biogas_share", 0.5, "carbon_saved", 1),
        ("battery_share", 0.5, "carbon_saved", 1),
        ("biogas_aid", 0.5, "public_money", 1),
        ("public_equity", 0.5, "pump_price", -1),
        ("guaranteed_volume", 300, "pump_price", -1),
        ("guaranteed_volume", 300, "public_money", 1),
        ("site_given", 1, "public_money", 1),
        ("site_given", 1, "pump_price", -1),
        ("ppa_price", 40, "pump_price", -1),
        ("local_ratio", 0, "pump_price", 1),
        ("wait_years", 3, "pump_price", -1),
        ("snow_trucks", 15, "public_money", 1),
        ("coach_share", 0.5, "station_use", 1),
        ("refuse_share", 0, "station_use", -1),
    ],
)
def test_a_lever_moves_a_headline_the_way_it_should(study, lever, value, headline, sign):
    moved, still = (study.run("proactive", **changes).indicators[headline].value for changes in ({lever: value}, {}))
    assert (moved - still) * sign > 0


def test_one_run_is_the_first_draw_of_two_equal_ones(study):
    """The same lines compute one run and an ensemble, to the last bit."""
    chosen = runs.choices(study, "proactive", {})
    alone = runs.simulate(study, chosen)
    twice = runs.simulate(study, chosen | {"hgv_share": [chosen["hgv_share"], 0.1]})
    for name in twice.data_vars:
        assert twice[name].isel(draw=0, missing_dims="ignore").equals(alone[name]), name


@pytest.mark.parametrize(
    ("scenario", "changes", "raised"),
    [
        ("trend", {}, {"use_margin", "dear_gap", "low_carbon_margin"}),
        ("biomethane", {}, set()),
        ("nothing", {}, set()),
        ("nothing", {"tractors": 50}, {"unserved_here"}),
        ("proactive", {}, {"dear_gap"}),
        ("proactive", {"stations": 1, "station_size": 600}, {"peak_use", "dear_gap"}),  # what is turned away no longer makes the kilo cheaper
        ("battery", {}, {"use_margin", "dear_gap"}),
        ("breakthrough", {}, {"local_ratio", "biomass_share", "lcv_share"}),
        ("proactive", {"industry_tonnes": 1_500}, {"industry_tonnes", "target_part", "dear_gap"}),  # a station at its price of 2024
    ],
)
def test_a_scenario_raises_the_warnings_that_it_should(study, scenario, changes, raised):
    assert {caution.on for caution in cautions.raised(study, runs.run(study, scenario, changes), study.run("trend"))} == raised
