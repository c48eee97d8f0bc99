"""The broadband model against published figures, hand calculations and an independent integration.

V7 is the closed form of Bass (1969) for p = 0.03, q = 0.38, m = 100 000; "published" is Arcep, Orange and INSEE, as the study quotes them.
"""

import numpy as np
import pytest
from scipy.optimize import curve_fit

from studies import catalog
from studies.toolkit import proving, running
from studies.toolkit.parameters import Parameters

P, Q, M = 0.03, 0.38, 100_000
MENDE, PEYRE = "48095", "48009"


@pytest.fixture(scope="module")
def study():
    return catalog.get("broadband")


@pytest.fixture(scope="module")
def model(study):
    return study.model


@pytest.fixture(scope="module")
def trend(study):
    return study.run("trend").data


def bass(model, time):
    return model.bass_step(0.0, M, P, Q, np.asarray(time))


# The closed form


@pytest.mark.parametrize(("time", "adopters"), [(1, 3_576), (2, 8_506), (5, 33_120), (10, 81_280), (15, 97_161), (20, 99_626)])
def test_cumulative_adopters_are_those_of_the_closed_form(model, time, adopters):
    assert bass(model, time) == pytest.approx(adopters, abs=1)


def test_the_first_rate_is_innovation_alone(model):
    assert bass(model, 1e-6) / 1e-6 == pytest.approx(3_000, rel=1e-4)


def test_the_peak_is_where_and_as_high_as_bass_says(model):
    grid = np.arange(0, 20, 0.001)
    adopters = bass(model, grid)
    rates = np.diff(adopters) / 0.001
    peak = int(rates.argmax())
    assert grid[peak] == pytest.approx(6.1926, abs=0.002)
    assert rates[peak] == pytest.approx(11_059.2, abs=0.1)
    assert adopters[peak] / M == pytest.approx(0.46053, abs=0.0002)


def test_twenty_steps_of_a_quarter_are_one_step_of_five_years(model):
    adopters = 0.0
    for _ in range(20):
        adopters = model.bass_step(adopters, M, P, Q, 0.25)
    assert adopters == pytest.approx(33_120, abs=1)


@pytest.mark.parametrize(("time", "adopters"), [(1, 3_576), (2, 8_506), (5, 33_120), (10, 81_280), (15, 97_161), (20, 99_626)])
def test_an_euler_integration_of_a_forty_eighth_of_a_year_agrees_within_one_per_cent(model, time, adopters):
    stepped = 0.0
    for _ in range(time * 48):
        stepped += (P + Q * stepped / M) * (M - stepped) / 48
    assert stepped == pytest.approx(adopters, rel=0.01)
    assert bass(model, time) == pytest.approx(stepped, rel=0.01)


def test_adopters_above_the_ceiling_fall_back_to_it_and_no_further(model):
    path = [120.0]
    for _ in range(40):
        path.append(float(model.bass_step(path[-1], 100.0, 0.2, 0.4, 0.25)))
    assert all(before > after >= 100.0 for before, after in zip(path, path[1:], strict=False))
    assert path[-1] == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(("adopters", "potential", "p", "q", "expected"), [
    (0, 0, 0.2, 0.4, 0), (0, 100, 0, 0.4, 0), (30, 100, 0, 0, 30), (100, 100, 0.2, 0.4, 100)])
def test_the_closed_form_holds_where_its_quotient_does_not(model, adopters, potential, p, q, expected):
    assert model.bass_step(adopters, potential, p, q, 0.25) == expected


def test_quarters_under_a_moving_ceiling_agree_with_a_fine_integration(model, trend):
    coverage = trend.coverage.values
    quarterly = model.bass_diffusion(coverage, np.full_like(coverage, 0.83), np.full_like(coverage, 0.2), np.full_like(coverage, 0.4))
    fine, adopters = [0.0], 0.0
    for quarter in range(len(coverage) - 1):
        for step in range(12):
            ceiling = 0.83 * (coverage[quarter] + (coverage[quarter + 1] - coverage[quarter]) * (step + 0.5) / 12)
            adopters += (0.2 + 0.4 * adopters / ceiling) * (ceiling - adopters) / 48
        fine.append(adopters)
    fine = np.array(fine)
    assert np.abs(quarterly - fine).max() * 71_000 < 150  # [subscribers], of about 35 000: under half a per cent of the homes
    later = trend.year.values >= 2024
    assert quarterly[later] == pytest.approx(fine[later], rel=0.01)


# The calibration


@pytest.mark.parametrize(("innovation", "imitation", "second_homes"), [
    (0.2, 0.4, 0.0), (0.238, 0.518, 0.0), (0.16, 0.32, 0.1), (0.24, 0.32, 0.2), (0.3, 0.1, 0.05)])
@pytest.mark.parametrize("published", [25_500, 26_000, 26_500])
def test_the_run_gives_the_published_subscribers_whatever_the_behaviour_before(study, innovation, imitation, second_homes, published):
    base = {**{name: one.value for name, one in study.parameters.items()}, "innovation": innovation, "imitation": imitation,
            "second_homes_before": second_homes, "subscribers_observed": published}
    figures = running.assemble(study, base)
    answer = study.model.run(Parameters(figures._values), study.territory)
    assert float(answer.subscribers.sel(year=2026.5)) == pytest.approx(published, abs=1)


def test_the_calibrated_share_is_about_eighty_three_per_cent(trend):
    assert float(trend.potential_share) == pytest.approx(0.83, abs=0.01)


def test_second_homes_already_subscribing_lower_the_calibrated_share(model):
    assert model.calibrate_potential(26_000, 31_000, 9_000, 0.0) == pytest.approx(0.838710, abs=1e-6)
    assert model.calibrate_potential(26_000, 31_000, 9_000, 0.2) == pytest.approx(0.780645, abs=1e-6)


def test_the_same_subscribers_read_on_three_denominators(trend):
    now = trend.sel(year=2026.5)
    assert float(now.subscribers) == pytest.approx(26_000, abs=0.5)
    assert float(now.take_up_homes) == pytest.approx(26_000 / 71_000, abs=0.0001)
    assert float(now.take_up_connectable) == pytest.approx(0.38, abs=0.01)
    assert float(now.take_up_main) == pytest.approx(0.74, abs=0.01)


def test_a_date_of_observation_that_no_quarter_begins_is_refused_in_french(study):
    with pytest.raises(running.BadRequest, match="observed_on doit être un début de trimestre avant decision_year"):
        study.run("trend", observed_on=2026.4)
    with pytest.raises(running.BadRequest, match="avant decision_year"):
        study.run("trend", decision_year=2026)


# The decision


@pytest.mark.parametrize("scenario", ["proactive", "breakthrough"])
def test_nothing_before_the_decision_moves_by_a_single_bit(study, trend, scenario):
    changed = study.run(scenario).data
    compared = [name for name in trend.data_vars if "year" in trend[name].dims]
    assert len(compared) == 12
    for name in compared:
        until = 2026.75 if name == "potential" else 2027.0  # who would subscribe changes with the decision, who has subscribed only after it
        assert np.array_equal(changed[name].sel(year=slice(None, until)), trend[name].sel(year=slice(None, until))), name
    assert float(changed.subscribers.sel(year=2027.25)) > float(trend.subscribers.sel(year=2027.25))


def test_a_later_decision_leaves_more_of_the_past_alone(study):
    late, never = study.run("breakthrough", decision_year=2030).data, study.run("trend", decision_year=2030).data
    assert np.array_equal(late.subscribers.sel(year=slice(None, 2030)), never.subscribers.sel(year=slice(None, 2030)))
    assert float(late.subscribers.sel(year=2031)) > float(never.subscribers.sel(year=2031))
    assert float(late.subscribers.sel(year=2031)) < float(study.run("breakthrough").data.subscribers.sel(year=2031))


@pytest.mark.parametrize(("lever", "value", "headline", "sign"), [
    ("final_coverage", 1.0, "coverage_2031", 1), ("final_coverage", 1.0, "subscribers_2031", 1), ("final_coverage", 0.96, "coverage_2031", -1),
    ("potential_gain", 0.05, "subscribers_2031", 1), ("potential_gain", 0.05, "without_fibre_2031", -1),
    ("potential_gain", 0.05, "take_up_main_2031", 1), ("second_homes_gain", 0.2, "subscribers_2031", 1)])
def test_a_lever_moves_a_headline_the_way_it_should(study, lever, value, headline, sign):
    moved, still = study.run("trend", **{lever: value}).indicators[headline].value, study.run("trend").indicators[headline].value
    assert (moved - still) * sign > 0


def test_every_lever_moves_a_headline(study):
    still = study.run("trend").indicators
    for name, one in study.parameters.items():
        if one.role == "lever":
            moved = study.run("trend", **{name: one.high}).indicators
            assert any(moved[key].value != still[key].value for key in still), name


def test_a_campaign_for_second_homes_leaves_permanent_premises_alone(study):
    moved, still = study.run("trend", second_homes_gain=0.3), study.run("trend")
    assert moved.indicators["without_fibre_2031"].value == still.indicators["without_fibre_2031"].value


def test_digital_exclusion_caps_what_mediation_can_gain(model, study):
    assert model.potential_ceiling(0.22, 0.6) == pytest.approx(0.912, abs=1e-12)  # 1 - 22 % x (1 - 60 %)
    assert float(study.run("trend", potential_gain=0.1).data.potential_share_after) == pytest.approx(0.912, abs=1e-12)


# The rollout


def test_the_communes_add_up_to_the_published_coverage_of_every_quarter(study, trend):
    premises = study.territory.premises
    published = study.territory.coverage.sel(department="48").dropna("observed_on")
    dates = [date for date in published.observed_on.values if date >= 2018.5]
    assert len(dates) == 25
    for date in dates:
        added = float((trend.coverage_by_commune.sel(year=date) * premises).sum() / premises.sum())
        assert added == pytest.approx(float(published.sel(observed_on=date)), abs=0.001)
        assert float(trend.coverage.sel(year=date)) == pytest.approx(added, abs=1e-9)


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough"])
def test_coverage_never_falls_and_stays_a_share(study, scenario):
    answer = study.run(scenario).data
    for coverage in (answer.coverage, answer.coverage_by_commune):
        assert float(coverage.min()) >= 0
        assert float(coverage.max()) <= 1
    assert (np.diff(answer.coverage.values) >= 0).all()
    assert (answer.coverage_by_commune.diff("year").values >= 0).all()


def test_mende_and_peyre_en_aubrac_have_their_published_count_of_t1_2018(trend):
    seen = trend.coverage_by_commune.sel(year=2018.25)
    assert float(seen.sel(commune=MENDE)) == pytest.approx(1_683 / 7_339, abs=1e-9)
    assert float(seen.sel(commune=PEYRE)) == pytest.approx(891 / 1_970, abs=1e-9)


def test_all_other_communes_share_one_curve(trend):
    others = trend.coverage_by_commune.drop_sel(commune=[MENDE, PEYRE]).transpose("commune", "year").values
    assert others.shape[0] == 150
    assert (others == others[0]).all()


def test_the_subscribers_of_the_communes_add_up_to_those_of_the_departement(trend):
    assert trend.subscribers_by_commune.sum("commune").values == pytest.approx(trend.subscribers.values, abs=1e-6)


def test_after_the_last_publication_the_gap_closes_at_its_rate(model):
    # from 94.13 %, half a year at 0.8 per year towards 98.5 %: the gap of 4.37 points is multiplied by exp(-0.4) = 0.67032
    assert float(model.closing_gap(0.9413, 0.985, 0.8, 0.5)) == pytest.approx(0.95571, abs=1e-5)
    assert float(model.closing_gap(0.97, 0.96, 0.8, 3.0)) == 0.97
    assert float(model.closing_gap(0.9413, 0.985, 0.8, -1.0)) == 0.9413


@pytest.mark.parametrize(("code", "name", "ceiling", "speed", "midpoint"), [
    ("48", "lozere", 0.975, 1.024, 2021.56), ("12", "aveyron", 0.960, 1.047, 2021.29), ("46", "lot", 1.000, 1.075, 2021.27)])
def test_a_new_fit_of_the_published_series_gives_the_parameters_of_the_study(study, model, code, name, ceiling, speed, midpoint):
    series = study.territory.coverage.sel(department=code).dropna("observed_on")
    assert series.size == 27
    bounds = ([0.5, 0.1, 2015], [1.0, 5.0, 2030])
    found, _ = curve_fit(model.logistic, series.observed_on.values, series.values, p0=(0.9, 1.0, 2021.0), bounds=bounds)
    assert found == pytest.approx([ceiling, speed, midpoint], abs=0.05)
    assert found[0] == pytest.approx(ceiling, abs=0.01)
    assert [study.parameters[f"{one}_{name}"].value for one in ("ceiling", "speed", "midpoint")] == [ceiling, speed, midpoint]


# The cases


def test_every_case_holds(study):
    assert len(study.cases) >= 26
    assert proving.faults(study) == []


def half(function):
    """The same function, giving half of its answer."""
    def broken(*given, **named):
        return function(*given, **named) / 2
    return broken


@pytest.mark.parametrize("function", ["bass_step", "logistic", "closing_gap", "calibrate_potential", "potential_ceiling"])
def test_breaking_a_function_breaks_a_case_and_moves_a_headline(study, monkeypatch, function):
    before = {name: headlines(study, name) for name in study.scenarios}
    monkeypatch.setattr(study.model, function, half(getattr(study.model, function)))
    assert proving.faults(study) != []
    assert any(headlines(study, name) != before[name] for name in study.scenarios)


def test_breaking_the_ceiling_of_mediation_moves_a_headline(study, monkeypatch):
    before = headlines(study, "breakthrough")
    monkeypatch.setattr(study.model, "potential_ceiling", half(study.model.potential_ceiling))
    assert headlines(study, "breakthrough") != before


def headlines(study, scenario):
    """The headlines of a fresh run."""
    answer = running.simulate(study, running.choices(study, scenario, {}))
    return [float(answer[one.variable].sel(year=one.year)) for one in study.card.indicators]
