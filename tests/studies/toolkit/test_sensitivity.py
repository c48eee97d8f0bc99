"""What matters most: each swing of the tornado against separate runs of the study."""

import pytest

from studies.toolkit.errors import BadRequest
from studies.toolkit.running import runs, sensitivity
from tests.studies.study_changes import good_study

INDICATOR = "without_fibre_2031"


@pytest.fixture(scope="module")
def study():
    return good_study()


def test_the_bars_are_ranked_from_the_widest_and_hold_every_parameter_that_has_a_range(study):
    swings = sensitivity.tornado(study, INDICATOR, "trend")
    assert [swing.span for swing in swings] == sorted((swing.span for swing in swings), reverse=True)
    assert {swing.parameter for swing in swings} == {name for name, parameter in study.parameters.items() if parameter.low is not None}


def test_a_lever_gives_the_same_values_as_two_runs_of_the_study(study):
    swing = next(swing for swing in sensitivity.tornado(study, INDICATOR, "proactive") if swing.parameter == "potential_gain")
    assert swing.low == pytest.approx(study.run("proactive", potential_gain=0.0).indicators[INDICATOR].value, rel=1e-12)
    assert swing.high == pytest.approx(study.run("proactive", potential_gain=0.1).indicators[INDICATOR].value, rel=1e-12)


def test_an_uncertainty_moves_the_past_too_as_it_does_in_the_ensemble(study):
    """With a faster imitation the same 26 000 subscribers need a smaller potential: more premises stay without fibre."""
    swing = next(swing for swing in sensitivity.tornado(study, INDICATOR, "trend") if swing.parameter == "imitation")
    assert swing.high > study.run("trend").indicators[INDICATOR].value > swing.low


def test_what_cannot_move_an_indicator_has_no_bar(study):
    swings = {swing.parameter: swing.span for swing in sensitivity.tornado(study, "coverage_2031", "trend")}
    assert swings["final_coverage"] > 0 and swings["catch_up_rate"] > 0
    assert swings["imitation"] == swings["subscribers_observed"] == swings["second_homes_gain"] == 0


def test_the_model_is_called_once(study, monkeypatch):
    calls = []
    simulate = runs.simulate
    monkeypatch.setattr(runs, "simulate", lambda *given: calls.append(1) or simulate(*given))
    sensitivity.tornado(study, INDICATOR, "trend", {"final_coverage": 0.9712})
    assert len(calls) == 1


def test_an_unknown_indicator_is_refused_with_the_known_ones(study):
    with pytest.raises(BadRequest, match="indicateur « jobs » inconnu | choisir parmi : without_fibre_2031"):
        sensitivity.tornado(study, "jobs", "trend")
