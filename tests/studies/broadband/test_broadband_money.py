"""What it costs, and who pays: every euro has a funder, nothing is spent before the decision."""

import numpy as np
import pytest

from studies.toolkit.running import runs

STUDY = "broadband"
SCENARIOS = ["trend", "proactive", "breakthrough", "fracture"]


@pytest.fixture(scope="module")
def model(study):
    return study.modules["money"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_line_is_paid_by_somebody_and_nobody_pays_less_than_nothing(study, scenario):
    data = study.run(scenario).data
    assert data.cost.sizes["purpose"] == 8
    assert data.cost.sum("purpose").values == pytest.approx(data.paid.sum("funder").values, abs=1e-9)
    assert data.public_cost.values == pytest.approx(data.paid.sel(funder=["state", "region", "local"]).sum("funder").values)
    for spent in (data.cost, data.paid):
        assert float(spent.min()) >= 0
        assert (spent.sel(year=slice(None, 2026.75)) == 0).all()


def test_each_purpose_and_each_funder_stands_under_its_own_name(study, model):
    """The model gives them by their place in an array, study.toml names the places."""
    figures, steady = runs.assemble(study, runs.choices(study, "trend", {})), np.ones((89, 1))
    assert list(model.lines(figures, study.territory, steady, steady, steady, steady)) == list(study.card.dimensions["purpose"].values)
    assert list(model.FUNDERS) == list(study.card.dimensions["funder"].values)
    data = study.run("trend", cabins=4, videoconference_target=300, videoconference_aid=20).data.sel(year=2030)
    assert float(data.cost.sel(purpose="care")) == pytest.approx(4 * 12 * 0.64)  # [kEUR a year] cabins at 640 EUR a month
    assert float(data.paid.sel(funder="users")) == pytest.approx(float(data.videoconference_people) * 12 * 25 / 1_000)


def test_the_public_money_is_the_sum_of_nine_years(study):
    data = study.run("proactive").data
    spent = data.public_cost.sel(year=slice(2027, 2035.75))
    assert spent.size == 36
    assert float(data.public_money) == pytest.approx(float(spent.sum()) * 0.25 / 1_000)


def test_sessions_and_advisers_cost_what_the_table_says(study):
    line = study.run("trend", sessions=120, advisers=12).data.cost.sel(purpose="mediation", year=2030)
    assert float(line) == pytest.approx(120 * 0.150 + 12 * 45)  # [kEUR a year] 18 + 540


def test_an_adviser_is_half_paid_by_the_state(model):
    paid = model.shared(90.0, state=0.5)
    assert paid == {"state": 45.0, "region": 0.0, "users": 0.0, "local": 45.0}


def test_the_grant_of_the_state_goes_first_to_what_third_places_lack(model):
    lacking, earning = (model.support(np.array([result]), 50) for result in (-80.0, 20.0))
    assert (float(lacking["state"][0]), float(lacking["local"][0])) == (50, 30)
    assert sum(float(part[0]) for part in lacking.values()) == 80
    assert sum(float(np.sum(part)) for part in earning.values()) == 0


def test_a_last_home_is_paid_for_once_even_when_the_trend_would_have_reached_it_later(model):
    more = np.array([0.0, 10.0, 25.0, 20.0, 5.0])[:, None]  # premises ahead of the trend, which catches up
    yearly = model.last_homes_grant(more, 3_000)
    assert float(yearly.sum()) * 0.25 == pytest.approx(25 * 3)  # [kEUR] 25 homes at 3 000 EUR
    assert float(yearly.min()) >= 0


def test_what_is_not_helped_of_a_set_is_paid_by_its_user(study):
    free, half, none = (study.run("trend", videoconference_target=300, videoconference_aid=aid).data.sel(year=2034) for aid in (45, 22.5, 0))
    people = [float(data.videoconference_people) for data in (free, half, none)]
    assert people == pytest.approx([people[0], 0.4066 * people[0], 0.1653 * people[0]], rel=1e-3)  # 1/e every 25 EUR a month
    assert float(free.paid.sel(funder="users")) == 0
    assert float(half.paid.sel(funder="users")) == pytest.approx(people[1] * 12 * 22.5 / 1_000)
    spent = [float(data.cost.sel(purpose="videoconference")) / number for data, number in zip((free, half, none), people, strict=True)]
    assert spent == pytest.approx([spent[0]] * 3)  # each of those who are left costs as much


def test_a_campaign_lasts_three_years_and_costs_by_home_to_win(model):
    spent = model.campaign_cost(1_000, 120, 3, np.array([-0.25, 0.0, 2.75, 3.0]))
    assert spent == pytest.approx([0, 40, 40, 0])  # [kEUR a year]


def test_the_key_of_the_concession_shares_the_last_homes(study):
    data = study.run("trend", final_coverage=1).data
    line = data.cost.sel(purpose="network", year=2028)
    assert float(line) > 0
    more = (data.paid - study.run("trend").data.paid).sel(year=2028)
    assert float(more.sel(funder="state") / line) == pytest.approx(0.66)
    assert float(more.sel(funder="region") / line) == pytest.approx(0.14)
