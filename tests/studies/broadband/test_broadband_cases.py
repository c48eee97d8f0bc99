"""The cases of the broadband study hold, and fail when what they prove is broken; its levers move what they should."""

import pytest

from studies.toolkit.checking import cautions, proving
from studies.toolkit.running import effects, runs
from tests.studies.breaking import answer_of, break_function, faults_of, headlines

STUDY = "broadband"
MOVED = {"subscribers@2031", "at_risk@2031", "public_money", "teleworkers@2036"}


@pytest.fixture(scope="module")
def unbroken(study):
    """The headlines of each scenario with every function whole."""
    return {name: headlines(study, name) for name in study.scenarios}


@pytest.mark.parametrize(
    ("lever", "value", "headline", "sign"),
    [
        ("final_coverage", 1.0, "subscribers_2031", 1),
        ("final_coverage", 1.0, "at_risk_2031", -1),
        ("final_coverage", 0.96, "at_risk_2031", 1),
        ("sessions", 120, "at_risk_2031", -1),
        ("sessions", 120, "public_money", 1),
        ("sessions", 120, "lines_to_move", -1),
        ("advisers", 20, "subscribers_2031", 1),
        ("second_homes_gain", 0.2, "subscribers_2031", 1),
        ("telework_practice", 0.7, "teleworkers_2036", 1),
        ("desks", 400, "public_money", 1),
        ("closed_first", 152, "lines_to_move", 1),
    ],
)
def test_a_lever_moves_a_headline_the_way_it_should(study, lever, value, headline, sign):
    moved, still = study.run("trend", **{lever: value}).indicators[headline].value, study.run("trend").indicators[headline].value
    assert (moved - still) * sign > 0


def test_every_lever_moves_a_result(study):
    still = study.run("proactive").data
    for name, parameter in study.parameters.items():
        if parameter.role == "lever":
            moved = study.run("proactive", **{name: parameter.low if study.run("proactive").values[name] != parameter.low else parameter.high}).data
            assert any(not moved[key].equals(still[key]) for key in still.data_vars), name


def test_every_uncertainty_moves_a_result(study):
    for name, parameter in study.parameters.items():
        if parameter.uncertain:
            end = parameter.high if parameter.value != parameter.high else parameter.low
            assert any(moves(study, scenario, name, end) for scenario in ("proactive", "trend")), name


def moves(study, scenario, name, value):
    """Whether a parameter moves any result of a scenario."""
    still, moved = study.run(scenario).data, answer_of(study, scenario, **{name: value})
    return any(not moved[key].equals(still[key]) for key in still.data_vars)


def test_every_case_holds(study):
    assert len(study.cases) >= 40
    assert proving.faults(study) == []


@pytest.mark.parametrize(
    "function",
    [
        "bass_step",
        "left_out",
        "logistic",
        "closing_gap",
        "calibrate_potential",
        "potential_ceiling",
        "moved_to_fibre",
        "moving",
        "accompanied",
        "made_autonomous",
        "desk_cost",
        "shared",
    ],
)
def test_breaking_a_function_breaks_a_case_and_moves_a_headline(study, unbroken, monkeypatch, function):
    break_function(study, monkeypatch, function)
    assert faults_of(study, function) != []
    assert any(headlines(study, name) != before for name, before in unbroken.items())


def test_a_headline_stands_within_its_range_under_every_scenario(study):
    for scenario in study.scenarios:
        for headline in study.run(scenario).indicators.values():
            assert headline.low <= headline.value <= headline.high, (scenario, headline.id)


def test_each_lever_alone_is_the_run_with_that_lever(study):
    found = {effect.parameter: effect for effect in effects.each_lever(study, "proactive", tuple(MOVED))}
    assert len(found) == 8
    alone, still = study.run("trend", sessions=120).data, study.run("trend").data
    assert found["sessions"].changes["at_risk@2031"] == pytest.approx(float((alone.at_risk - still.at_risk).sel(year=2031)))
    assert found["sessions"].changes["public_money"] == pytest.approx(float(alone.public_money - still.public_money))
    assert effects.each_lever(study, "trend", ("subscribers@2031",)) == []


@pytest.mark.parametrize(
    ("scenario", "changes", "raised"),
    [
        ("trend", {}, {"third_places_even@2036"}),
        ("trend", {"closed_first": 60}, {"third_places_even@2036", "closed_first"}),
        ("fracture", {}, {"third_places_even@2036", "at_risk@2031"}),
        ("breakthrough", {}, {"third_places_even@2036", "sessions", "final_coverage", "second_homes_gain", "videoconference_target"}),
    ],
)
def test_a_scenario_raises_the_warnings_that_it_should(study, scenario, changes, raised):
    assert {caution.on for caution in cautions.raised(study, runs.run(study, scenario, changes), study.run())} == raised


def test_more_teleworkers_than_the_region_beside_counts_are_said_to_be_implausible(study):
    """INSEE counts 21 % of employees in Auvergne-Rhône-Alpes: 6 400 people at work in Lozère."""
    shown = study.run("breakthrough", telework_practice=0.75)
    warned = next(caution for caution in cautions.raised(study, shown, study.run()) if caution.on == "teleworkers_2036")
    assert "hors des valeurs plausibles" in warned.what and "INSEE" in warned.why
