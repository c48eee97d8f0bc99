"""Who subscribes to fibre: published figures, hand calculations and an independent integration.

V7 is the closed form of Bass (1969) for p = 0.03, q = 0.38, m = 100 000; "published" is Arcep, Orange and INSEE, as the study quotes them.
"""

import numpy as np
import pytest

from studies.toolkit.reading.parameters import Parameters
from studies.toolkit.running import ensemble, runs

STUDY = "broadband"
P, Q, M = 0.03, 0.38, 100_000
STEP = 0.25  # [year]
SEEN = 2026.5  # [year] the published count


@pytest.fixture(scope="module")
def model(study):
    return study.modules["adoption"]


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
        adopters = model.bass_step(adopters, M, P, Q, STEP)
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
        path.append(float(model.bass_step(path[-1], 100.0, 0.2, 0.4, STEP)))
    assert all(before > after >= 100.0 for before, after in zip(path, path[1:], strict=False))
    assert path[-1] == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(
    ("adopters", "potential", "p", "q", "expected"), [(0, 0, 0.2, 0.4, 0), (0, 100, 0, 0.4, 0), (30, 100, 0, 0, 30), (100, 100, 0.2, 0.4, 100)]
)
def test_the_closed_form_holds_where_its_quotient_does_not(model, adopters, potential, p, q, expected):
    assert model.bass_step(adopters, potential, p, q, STEP) == expected


# Neighbours, and two classes that learn from the same subscribers


def test_a_commune_hears_from_the_mean_of_the_others_of_its_intercommunality(model):
    epci, communes = np.array([7, 7, 9]), np.array([1, 3, 1])  # one commune and three alike in 7, one alone in 9
    heard = model.neighbours_ratio(np.array([0.6, 0.2, 0.5]), epci, communes)
    assert heard == pytest.approx([0.2, (0.6 + 2 * 0.2) / 3, 0.5])


def euler(study, coverage, share, weight, steps=12):
    """The subscribers per premise of the five groups, by Euler steps of 1/48 year, with the coverage in straight lines between quarters."""
    places = study.modules["rollout"].gather(study.territory)
    values = {name: parameter.value for name, parameter in study.parameters.items()}
    p, q = values["innovation"], values["imitation"]
    adopters, path = np.zeros(coverage.shape[1]), [np.zeros(coverage.shape[1])]
    for quarter in range(len(coverage) - 1):
        for step in range(steps):
            ceiling = share * (coverage[quarter] + (coverage[quarter + 1] - coverage[quarter]) * (step + 0.5) / steps)
            ratio = np.divide(adopters, ceiling, out=np.zeros_like(adopters), where=ceiling > 0)
            heard = np.array(
                [
                    (sum(places.communes[j] * ratio[j] for j in np.flatnonzero(places.epci == places.epci[i])) - ratio[i])
                    / (places.communes[places.epci == places.epci[i]].sum() - 1)
                    for i in range(len(ratio))
                ]
            )
            adopters = adopters + (p + q * ((1 - weight) * ratio + weight * heard)) * (ceiling - adopters) / (4 * steps)
        path.append(adopters)
    return np.array(path), places


# What neighbours do is prolonged to the middle of a quarter: the more they weigh, the further the quarter is from a fine step.
@pytest.mark.parametrize(("weight", "error"), [(0.0, 0.001), (0.3, 0.0025), (0.6, 0.0045)])
def test_quarters_with_neighbours_agree_with_steps_of_a_forty_eighth_of_a_year(study, model, trend, weight, error):
    places = study.modules["rollout"].gather(study.territory)
    firsts = [int(np.flatnonzero(places.groups == group)[0]) for group in range(places.groups.max() + 1)]
    coverage = trend.coverage_by_commune.values[firsts].T
    base = {name: parameter.value for name, parameter in study.parameters.items()} | {"neighbour_effect": weight}
    figures = runs.assemble(study, base)
    quarterly = model.bass_diffusion(coverage[:, None, :], model.behaviour_before(Parameters(figures._values)), places)[:, 0]
    fine, _ = euler(study, coverage, 1.0, weight)
    assert np.abs((quarterly - fine) @ places.weights).max() < error  # [share of the premises] of about 0.8 at the end
    later = trend.year.values >= 2024
    assert quarterly[later] == pytest.approx(fine[later], rel=0.01)


def test_two_classes_that_would_subscribe_alike_are_one_bass_diffusion(model, study):
    places = study.modules["rollout"].gather(study.territory)
    dates, groups = 9, len(places.weights)
    coverage = np.full((dates, 1, groups), 0.9)
    rates = model.Behaviour(*(np.full((dates, 1, 1), rate) for rate in (0.2, 0.4, 0.0)))
    both = model.adoption(coverage, np.full((2, dates, 1, 1), 0.5), np.zeros((2, 1, groups)), rates, places)
    assert both[0] == pytest.approx(both[1])
    assert both[0, 8, 0, 0] == pytest.approx(float(model.bass_step(0.0, 0.45, 0.2, 0.4, 2.0)), rel=1e-12)


def test_second_homes_learn_from_the_permanent_subscribers_around_them(model, study):
    places = study.modules["rollout"].gather(study.territory)
    dates, groups = 5, len(places.weights)
    coverage, shares = np.ones((dates, 1, groups)), np.full((2, dates, 1, 1), 0.5)
    rates = model.Behaviour(*(np.full((dates, 1, 1), rate) for rate in (0.0, 0.4, 0.0)))  # nobody innovates: only imitation
    alone = model.adoption(coverage, shares, np.zeros((2, 1, groups)), rates, places)
    pulled = model.adoption(coverage, shares, np.stack([np.full((1, groups), 0.4), np.zeros((1, groups))]), rates, places)
    assert (alone == 0).all()
    assert (pulled[1, 1:] > 0).all()


# The calibration


@pytest.mark.parametrize(
    ("innovation", "imitation", "second_homes"), [(0.2, 0.4, 0.0), (0.238, 0.518, 0.0), (0.16, 0.44, 0.1), (0.24, 0.32, 0.2), (0.3, 0.1, 0.05)]
)
@pytest.mark.parametrize("published", [25_500, 26_000, 26_500])
def test_the_run_gives_the_published_subscribers_whatever_the_behaviour_before(study, innovation, imitation, second_homes, published):
    base = {
        **{name: parameter.value for name, parameter in study.parameters.items()},
        "innovation": innovation,
        "imitation": imitation,
        "second_homes_before": second_homes,
        "subscribers_observed": published,
    }
    figures = runs.assemble(study, base)
    answer = runs.called(study, Parameters(figures._values))
    assert float(answer.subscribers.sel(year=SEEN)) == pytest.approx(published, abs=1)


def test_every_draw_is_calibrated_within_five_per_cent_and_its_three_figures_go_together(study):
    drawn = ensemble.draw(study.parameters)
    answer = runs.simulate(study, runs.choices(study, "trend", {}), drawn)
    assert answer.sizes["draw"] == 256
    assert np.abs(answer.subscribers.sel(year=SEEN).values / 26_000 - 1).max() < 0.05
    share = answer.potential_share.values
    assert share.min() > 0.6
    assert share.max() < 1
    for name in ("innovation", "imitation"):  # who subscribes fast needs fewer people to reach the count
        assert np.corrcoef(drawn[name], share)[0, 1] < -0.4


def test_a_draw_never_needs_more_subscribers_than_exclusion_allows_unless_it_misses_the_count_by_three_per_cent(model):
    assert float(model.within_ceiling(0.80, 0.912, 0.03)) == 0.80
    assert float(model.within_ceiling(0.93, 0.912, 0.03)) == 0.912
    assert float(model.within_ceiling(0.98, 0.912, 0.03)) == pytest.approx(0.9506)


def test_the_calibrated_share_is_about_eighty_three_per_cent(trend):
    assert float(trend.potential_share) == pytest.approx(0.83, abs=0.01)


def test_second_homes_already_subscribing_lower_the_calibrated_share(model):
    assert model.calibrate_potential(26_000, 31_000, 9_000, 0.0) == pytest.approx(0.838710, abs=1e-6)
    assert model.calibrate_potential(26_000, 31_000, 9_000, 0.2) == pytest.approx(0.780645, abs=1e-6)


def test_the_same_subscribers_read_on_three_denominators(trend):
    now = trend.sel(year=SEEN)
    assert float(now.subscribers) == pytest.approx(26_000, abs=0.5)
    assert float(now.take_up_homes) == pytest.approx(26_000 / 71_000, abs=0.0001)
    assert float(now.take_up_connectable) == pytest.approx(0.38, abs=0.01)
    assert float(now.take_up_main) == pytest.approx(0.74, abs=0.01)


def test_a_date_of_observation_that_no_quarter_begins_is_refused_in_french(study):
    with pytest.raises(runs.BadRequest, match="observed_on doit être un début de trimestre avant decision_year"):
        study.run("trend", observed_on=2026.4)
    with pytest.raises(runs.BadRequest, match="avant decision_year"):
        study.run("trend", decision_year=2026)


# The decision


SCENARIOS = ["proactive", "breakthrough", "fracture"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_before_the_decision_moves_by_a_single_bit(study, trend, scenario):
    changed = study.run(scenario).data
    compared = [str(name) for name in trend.data_vars if "year" in trend[name].dims]
    assert len(compared) > 50
    known_ahead = {"third_places_even", "videoconference_cost", "videoconference_even", "cabin_consultation_cost"}  # prices, the same at any date
    for name in compared:
        until = 2026.75 if name in ("potential", "remaining_by_commune") else 2027.0  # who would subscribe changes with the decision itself
        if name not in {"cost", "paid", "public_cost"} and name not in known_ahead:
            assert np.array_equal(changed[name].sel(year=slice(None, until)), trend[name].sel(year=slice(None, until))), name
    spent = changed.public_cost.sel(year=slice(None, 2026.75))
    assert (spent == 0).all()
    assert float(changed.subscribers.sel(year=2027.5)) != float(trend.subscribers.sel(year=2027.5))


def test_a_later_decision_leaves_more_of_the_past_alone(study):
    late, never = study.run("breakthrough", decision_year=2030).data, study.run("trend", decision_year=2030).data
    before = slice(None, 2028.75)  # the lot of the end of 2028 is decided elsewhere
    assert np.array_equal(late.subscribers.sel(year=before), never.subscribers.sel(year=before))
    assert float(late.subscribers.sel(year=2032)) > float(never.subscribers.sel(year=2032))
    assert float(late.subscribers.sel(year=2032)) < float(study.run("breakthrough").data.subscribers.sel(year=2032))


# Mediation


def test_today_s_sessions_and_advisers_are_already_in_the_calibration(study, model):
    figures = runs.assemble(study, runs.choices(study, "trend", {}))
    assert model.mediation_gain(figures, study.modules["rollout"].gather(study.territory)) == pytest.approx(0, abs=1e-15)


def test_mediation_gains_one_household_for_each_person_who_would_not_have_subscribed(study):
    # 110 sessions more x 8 people x 0.5, four years: 1 760 people, 40 % of whom lived in a household that nobody would have subscribed for
    more, still = study.run("trend", sessions=120).data, study.run("trend").data
    assert float(more.made_autonomous.sel(year=2031) - still.made_autonomous.sel(year=2031)) == pytest.approx(1_760)
    reached = float(still.coverage.sel(year=2031))
    assert float((more.potential - still.potential).sel(year=2031)) == pytest.approx(1_760 * 0.4 * reached, rel=0.001)


def test_digital_exclusion_caps_what_mediation_can_gain(model, study):
    assert model.potential_ceiling(0.22, 0.6) == pytest.approx(0.912, abs=1e-12)  # 1 - 22 % x (1 - 60 %)
    everybody, still = study.run("trend", sessions=300, advisers=25).data, study.run("trend").data
    gained = float((everybody.potential - still.potential).sel(year=2040))
    most = 0.22 * 0.4 * float(study.territory.main_residences.sum())  # the excluded for whom nobody subscribes
    assert gained == pytest.approx(most * float(still.coverage.sel(year=2040)), rel=0.001)


def test_innovation_follows_the_sessions_and_imitation_the_desks(model):
    assert float(model.response(0.2, 0.05, 120 / 76.5, 10 / 76.5)) == pytest.approx(0.21428, abs=1e-5)
    assert float(model.response(0.2, 0.05, 10 / 76.5, 10 / 76.5)) == 0.2


def test_a_campaign_for_second_homes_hardly_touches_permanent_premises(study):
    moved, still = study.run("trend", second_homes_gain=0.3).data, study.run("trend").data
    gained = float((moved.subscribers - still.subscribers).sel(year=2031))
    permanent = float((moved.with_fibre - still.with_fibre).sel(year=2031))
    assert gained > 3_000
    assert abs(permanent) < 0.01 * gained  # they learn from more subscribers, or are a smaller part of those who could


def test_the_published_count_on_main_residences_does_not_depend_on_an_assumption(study):
    for second_homes in (0.0, 0.05):
        share = float(study.run("trend", second_homes_before=second_homes).data.published_on_main)
        assert share == pytest.approx(26_000 / 35_191, abs=1e-3)  # INSEE, census of 2018
