"""How a study is run: the same bits for the same inputs, honest ranges, French refusals."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running import breakeven, ensemble, outcome, runs
from tests.studies.study_changes import append, copy_of_the_good_study, edit, good_study, in_run

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def study():
    return good_study()


def figure(**changes) -> Parameter:
    given = {
        "id": "x",
        "label": "X",
        "value": 2.0,
        "low": 0.0,
        "high": 8.0,
        "unit": "kWh",
        "year": 2024,
        "place": "Lozère",
        "nature": "assumption",
        "role": "uncertainty",
        "distribution": "triangular",
        "source": "s",
        "confidence": "low",
        "verified_on": "2026-11-22",
    }
    return Parameter.model_validate(given | changes)


# One run and many


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough"])
def test_one_draw_alone_is_its_row_in_the_ensemble_to_the_last_bit(study, scenario):
    chosen = runs.choices(study, scenario, {})
    draws = ensemble.draw(study.parameters)
    together = runs.simulate(study, chosen, draws)
    compared = [name for name in together.data_vars if "draw" in together[name].dims]
    assert len(compared) >= 8
    for row in (0, 1, 100, 255):
        alone = runs.simulate(study, chosen, {name: values[row] for name, values in draws.items()})
        for name in compared:
            assert np.array_equal(alone[name].values, together[name].isel(draw=row).values), (name, row)


def test_a_swept_lever_gives_the_bits_of_each_single_run(study):
    chosen = runs.choices(study, "trend", {})
    swept = runs.simulate(study, {**chosen, "potential_gain": np.array([0.0, 0.025, 0.1])})
    for row, value in enumerate((0.0, 0.025, 0.1)):
        alone = runs.simulate(study, {**chosen, "potential_gain": value})
        assert np.array_equal(swept.subscribers.isel(draw=row).values, alone.subscribers.values)


def test_the_same_inputs_give_the_same_outcome_bit_for_bit(study):
    first = runs._outcome.__wrapped__(study, "proactive", (("final_coverage", 0.99),))
    again = runs._outcome.__wrapped__(study, "proactive", (("final_coverage", 0.99),))
    assert first is not again
    assert first.data.identical(again.data)
    assert first.indicators == again.indicators
    assert all(np.array_equal(first.bands[name], again.bands[name]) for name in first.bands)


def test_a_new_process_gives_the_same_bits(study):
    program = (
        "import json; from tests.studies.study_changes import good_study; o = good_study().run('proactive', potential_gain=0.03); "
        "print(json.dumps([o.version, [[i.value.hex(), i.low.hex(), i.high.hex()] for i in o.indicators.values()]]))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "12345"})
    here = study.run("proactive", potential_gain=0.03)
    told = [(headline.value, headline.low, headline.high) for headline in here.indicators.values()]
    assert json.loads(done.stdout) == [here.version, [[end.hex() for end in ends] for ends in told]]


def test_the_order_of_the_changes_does_not_matter(study):
    assert study.run("trend", potential_gain=0.02, final_coverage=0.99) is study.run("trend", final_coverage=0.99, potential_gain=0.02)


# The ensemble


def test_the_ensemble_has_256_draws_of_every_uncertainty_and_of_no_lever(study):
    draws = ensemble.draw(study.parameters)
    assert set(draws) == {
        "catch_up_rate",
        "innovation",
        "imitation",
        "subscribers_observed",
        "second_homes_before",
        "digital_exclusion",
        "excluded_subscribing",
    }
    assert {values.size for values in draws.values()} == {256}


def test_no_draw_leaves_its_range(study):
    for name, values in ensemble.draw(study.parameters).items():
        assert study.parameters[name].low <= values.min() < values.max() <= study.parameters[name].high


def test_a_triangular_figure_has_the_mean_and_the_quantiles_of_the_textbook():
    # triangular (0, 2, 8): mean 10/3; F(2) = 1/4; the median is 8 - sqrt(8 x 6 x 1/2) = 3.10102; P10 = sqrt(0.1 x 8 x 2) = 1.26491
    values = ensemble.draw({"x": figure()}, draws=4096)["x"]
    assert values.mean() == pytest.approx(10 / 3, abs=0.005)
    assert np.quantile(values, 0.5) == pytest.approx(3.10102, abs=0.01)
    assert np.quantile(values, 0.1) == pytest.approx(1.26491, abs=0.01)
    assert (values < 2).mean() == pytest.approx(0.25, abs=0.001)


def test_a_triangular_figure_with_its_top_at_its_end_only_falls():
    # triangular (0, 0, 8): P90 = 8 - sqrt(0.1 x 64) = 5.47018
    values = ensemble.draw({"x": figure(value=0.0)}, draws=4096)["x"]
    assert np.quantile(values, 0.9) == pytest.approx(5.47018, abs=0.01)
    assert values.mean() == pytest.approx(8 / 3, abs=0.005)


def test_a_uniform_figure_has_its_quantiles_where_they_are_asked():
    values = ensemble.draw({"x": figure(distribution="uniform")}, draws=1024)["x"]
    assert np.quantile(values, [0.1, 0.9]) == pytest.approx([0.8, 7.2], abs=0.02)


def test_a_figure_without_range_is_not_drawn():
    assert ensemble.draw({"x": figure(low=None, high=None, distribution="")}) == {}


def test_a_range_is_the_tenth_and_the_ninetieth_of_a_hundred():
    low, high = outcome.spread(xr.DataArray(np.arange(101.0), dims="draw"))
    assert (float(low), float(high)) == (10.0, 90.0)


# What is refused


@pytest.mark.parametrize(
    ("scenario", "changes", "fault", "remedy"),
    [
        ("rupture", {}, "scénario « rupture » inconnu", "choisir parmi : trend, proactive, breakthrough"),
        ("trend", {"coverage": 0.9}, "paramètre inconnu", "choisir parmi : final_coverage"),
        ("trend", {"final_coverage": float("nan")}, "« nan » n'est pas un nombre", "donner un nombre"),
        ("trend", {"final_coverage": float("inf")}, "« inf » n'est pas un nombre", "donner un nombre"),
        ("trend", {"final_coverage": 0.95}, "0.95 hors des bornes", "choisir entre 0.96 et 1"),
        ("trend", {"second_homes_gain": -0.01}, "-0.01 hors des bornes", "choisir entre 0 et 0.3"),
        ("trend", {"digital_exclusion": 1.2}, "1.2 hors des bornes", "choisir entre 0 et 1"),
        ("trend", {"observed_on": 2026.1}, "observed_on doit être un début de trimestre avant decision_year", "corriger"),
    ],
)
def test_what_cannot_be_run_is_refused_in_french_with_a_remedy(study, scenario, changes, fault, remedy):
    with pytest.raises(BadRequest) as refused:
        study.run(scenario, **changes)
    assert refused.value.fault.fault == fault
    assert remedy in refused.value.fault.remedy
    assert refused.value.fault.place.startswith("étude broadband")


def test_an_unknown_study_is_refused_with_those_that_exist():
    with pytest.raises(BadRequest, match="étude « nuclear » inconnue . choisir parmi : .*broadband"):
        catalog.get("nuclear")


def test_a_lever_at_the_edge_of_its_bounds_is_accepted(study):
    assert study.run("trend", final_coverage=1.0 + 1e-12).values["final_coverage"] == 1.0


# Shared parameters


def test_a_shared_parameter_reaches_the_study_that_names_it(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", "minimum_scale = ", 'shared = ["population_48"]\nminimum_scale = ')(folder)
    edit("study.toml", "[[options]]", '[[indicators]]\nid = "people"\nvariable = "people"\nlabel = "Population"\n\n[[options]]')(folder)
    edit("model.py", "    results |= {", "    results |= {'people': p.population_48}\n    results |= {")(folder)
    append("results.csv", "people,Population,inhabitants,0,,\n")(folder)
    study, faults = catalog.check_folder(folder)
    assert faults == []
    assert study.run().indicators["people"].value == 76_486  # INSEE, municipal population of 2023
    assert study.sources["administrative_units_2026"].licence == "MIT"


def test_a_wrong_shared_name_and_a_name_taken_twice_are_faults(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", "minimum_scale = ", 'shared = ["population_49", "population_48"]\nminimum_scale = ')(folder)
    append("parameters.csv", "population_48,Population,76486,,,inhabitants,2023,Lozère,measure,constant,,barometre,,high,2026-11-22,\n")(folder)
    told = [fault.fault for fault in catalog.check_folder(folder)[1]]
    assert told == ["paramètre partagé « population_49 » inconnu", "« population_48 » est aussi dans parameters.csv"]


def test_a_shared_parameter_that_the_model_does_not_read_is_a_fault(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", "minimum_scale = ", 'shared = ["population_48"]\nminimum_scale = ')(folder)
    (fault,) = catalog.check_folder(folder)[1]
    assert fault.place.endswith("(shared)") and "study.toml, ligne" in fault.place
    assert fault.fault == "chiffre commun « population_48 » que le modèle ne lit pas"


# The value of bascule


@pytest.mark.parametrize(
    ("indicator", "target", "parameter"),
    [
        ("without_fibre_2031", 6_000, "potential_gain"),
        ("subscribers_2031", 33_000, "potential_gain"),
        ("subscribers_2031", 32_000, "second_homes_gain"),
        ("coverage_2031", 0.98, "final_coverage"),
        ("subscribers_2031", 30_600, "imitation"),
    ],
)
def test_the_study_run_at_a_root_reaches_the_target(study, indicator, target, parameter):
    found = breakeven.find(study, indicator, target, parameter, "trend", {})
    assert len(found.roots) == 1
    assert found.searched == (study.parameters[parameter].low, study.parameters[parameter].high)
    assert found.searched[0] <= found.roots[0] <= found.searched[1]
    assert study.run("trend", **{parameter: found.roots[0]}).indicators[indicator].value == pytest.approx(target, rel=1e-4)


def test_the_coverage_of_the_scenario_is_found_at_the_value_of_the_scenario(study):
    found = breakeven.find(study, "coverage_2031", study.run("trend").indicators["coverage_2031"].value, "final_coverage", "trend", {})
    assert found.roots == pytest.approx([0.985], abs=1e-6)
    assert found.monotone


def test_a_target_out_of_reach_has_no_root(study):
    found = breakeven.find(study, "without_fibre_2031", 0, "potential_gain", "trend", {})
    assert found.roots == []
    assert found.monotone


def test_a_target_at_the_very_start_of_the_range_is_found(study):
    still = study.run("trend").indicators["subscribers_2031"].value
    assert breakeven.find(study, "subscribers_2031", still, "second_homes_gain", "trend", {}).roots == [0.0]


def test_a_root_does_not_depend_on_where_the_visitor_left_the_parameter(study):
    left = breakeven.find(study, "subscribers_2031", 32_000, "second_homes_gain", "trend", {"second_homes_gain": 0.25})
    assert left == breakeven.find(study, "subscribers_2031", 32_000, "second_homes_gain", "trend", {})


def test_questions_asked_together_have_the_answers_that_they_have_alone(study):
    asked = [
        breakeven.Asked("subscribers_2031", 32_000, "second_homes_gain"),
        breakeven.Asked("without_fibre_2031", 0, "potential_gain"),
        breakeven.Asked("subscribers_2031", 33_000, "potential_gain"),
    ]
    together = breakeven.find_all(study, asked, "trend", {})
    assert [len(answer.roots) for answer in together] == [1, 0, 1]
    for question, answer in zip(asked, together, strict=True):
        alone = breakeven.find(study, *question, "trend", {})
        assert answer.roots == pytest.approx(alone.roots, rel=1e-9)
        assert (answer.monotone, answer.searched) == (alone.monotone, alone.searched)


def test_two_roots_of_a_hill_are_both_found_and_it_is_not_called_monotone(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    edit("study.toml", "[[options]]", '[[indicators]]\nid = "hill"\nvariable = "hill"\nlabel = "Colline"\n\n[[options]]')(folder)
    hill = "    results |= {'hill': p.second_homes_gain * (0.3 - p.second_homes_gain)}\n"
    edit("model.py", "    results |= {", f"{hill}    results |= {{")(folder)
    append("results.csv", "hill,Colline,points,0,,\n")(folder)
    study, faults = catalog.check_folder(folder)
    assert faults == []
    found = breakeven.find(study, "hill", 0.02, "second_homes_gain", "trend", {})  # x (0.3 - x) = 0.02 at 0.1 and at 0.2
    assert found.roots == pytest.approx([0.1, 0.2], abs=1e-5)
    assert not found.monotone


@pytest.mark.parametrize(
    ("indicator", "parameter", "fault"),
    [
        ("jobs", "potential_gain", "indicateur « jobs » inconnu"),
        ("subscribers_2031", "homes", "« homes » n'a pas de fourchette à parcourir"),
        ("subscribers_2031", "gain", "« gain » n'a pas de fourchette à parcourir"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(study, indicator, parameter, fault):
    with pytest.raises(BadRequest) as refused:
        breakeven.find(study, indicator, 1.0, parameter, "trend", {})
    assert refused.value.fault.fault == fault
    assert refused.value.fault.remedy.startswith("choisir parmi : ")


def test_a_run_that_refuses_more_draws_than_a_few_is_told(tmp_path):
    folder = copy_of_the_good_study(tmp_path)
    in_run("assert p.draws is None or p.draws < 100")(folder)
    (fault,) = catalog.check_folder(folder)[1]
    assert "run échoue sur 256 tirages" in fault.fault
