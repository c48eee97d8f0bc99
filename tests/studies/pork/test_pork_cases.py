"""The cases of the pork study hold, and fail when what they prove is broken; its levers and its uncertainties move what they should."""

import pytest

from studies.toolkit.checking import proving
from studies.toolkit.running import runs
from tests.studies.breaking import answer_of, break_function, faults_of
from tests.studies.moving import unmoved

STUDY = "pork"
SCENARIOS = ("trend", "proactive", "breakthrough")


@pytest.fixture(scope="module")
def unbroken(study):
    """What each scenario answers with every function whole."""
    return {name: answer_of(study, name) for name in SCENARIOS}


def moves(study, scenario, before):
    """Whether any result of a scenario is another one now."""
    after = answer_of(study, scenario)
    return any(not after[key].equals(before[key]) for key in before.data_vars)


def test_every_case_holds(study):
    assert len(study.cases) >= 60
    assert proving.faults(study) == []


@pytest.mark.parametrize(
    "function",
    [
        "cohort_sales",
        "pigs_sold",
        "pigs_per_year",
        "pigs_of_places",
        "piglets_to_buy",
        "per_present_sow",
        "exit_rate",
        "age_at_sale",
        "margin_over_feed",
        "feed_cost_per_kg",
        "contract_price",
        "annuity",
        "spreadable_nitrogen",
        "outdoor_land",
        "water",
        "free_capacity",
        "haulage",
        "jobs",
        "s_curve",
    ],
)
def test_breaking_a_function_breaks_a_case_and_moves_a_result(study, unbroken, monkeypatch, function):
    break_function(study, monkeypatch, function, 0.9)
    assert any(moves(study, name, before) for name, before in unbroken.items())
    assert faults_of(study, function) != []


def test_every_lever_and_every_uncertainty_moves_a_result(study):
    stressed = {"closed_years_langogne": 3, "ban_weeks": 6, "feed_rise": 0.3, "clients_lost": 0.3}  # without a test, nothing of its dates could move
    movable = {name for name, parameter in study.parameters.items() if parameter.role == "lever" or parameter.uncertain}
    assert unmoved(study, runs.choices(study, "proactive", stressed), movable) == set()
