"""What an abattoir, a border, a price or feed does to the farms: what is not slaughtered is not paid, and every animal is found."""

import numpy as np
import pytest

from tests.studies.pork import weekly_herd

STUDY = "pork"
ALL_CLOSED = {f"closed_years_{name}": 10 for name in ("langogne", "antrenas", "saint_chely")}
LAST = 2041


def at(data, name, year=LAST, **place) -> float:
    return float(data[name].sel(year=year, **place))


@pytest.fixture(scope="module")
def trend(study):
    return study.run("trend").data


@pytest.fixture(scope="module")
def shut(study):
    return study.run("trend", **ALL_CLOSED).data


def test_no_abattoir_in_lozere_reaches_incomes_farms_pigs_and_installations(trend, shut):
    assert at(shut, "income", archetype="ne_m") < 0 < at(trend, "income", archetype="ferm")
    for name in ("farms", "pigs", "jobs", "public_cost"):
        assert at(shut, name) < at(trend, name), name
    opened = [float(data.public_by_line.sel(line="farms").sum()) for data in (trend, shut)]
    assert opened[1] < opened[0]


def test_langogne_closed_alone_costs_farms_and_does_not_stop_them_as_the_answer_says(study, trend, shut):
    alone = study.run("trend", closed_years_langogne=10).data
    assert 0.9 * at(trend, "farms") < at(alone, "farms") < at(trend, "farms")
    assert at(shut, "farms") < 0.6 * at(trend, "farms")


def test_nothing_moves_before_the_first_closure(trend, shut):
    for name in ("farms", "pigs", "income", "public_cost"):
        assert np.array_equal(shut[name].sel(year=slice(2025, 2031)), trend[name].sel(year=slice(2025, 2031))), name


def test_a_pig_that_no_abattoir_takes_has_eaten_and_is_not_paid(shut):
    """A mountain farm of 90 sows and 22 pigs of 95 kg, 25 hours a sow: all that is not placed is taken off its sales, nothing off its costs."""
    data, people = shut.sel(year=2033, archetype="ne_m"), 90 * 25 / 1_800
    assert 0 < float(data.placed_share) < 0.7
    costs = float(data.even - data.cost_by_part.sel(part="labour"))
    assert float(data.income) * people == pytest.approx((float(data.price * data.placed_share) - costs) * 90 * 22 * 95)


def test_the_journey_to_the_abattoir_is_taken_off_the_price(trend):
    """1.90 EUR/kg read at the abattoir, a premium of 0.05, one kilogram in ten under a contract that feed does not move."""
    assert at(trend, "price", archetype="ne_m") == pytest.approx(1.95 - at(trend, "haulage_per_kg"))


def test_a_farther_abattoir_alone_stops_farms(study, trend):
    farther = study.run("trend", closed_years_langogne=3).data
    assert at(farther, "placed_share", 2032) == pytest.approx(1)
    assert at(farther, "farms") < at(trend, "farms")
    assert at(farther, "income", 2032, archetype="eng_lr") < at(trend, "income", 2032, archetype="eng_lr")


@pytest.mark.parametrize("change", [{"base_price": 1.69}, {"feed_price": 358.0}, {"feed_rise": 0.34}])
def test_a_lower_price_or_dearer_feed_reaches_incomes_exits_and_installations(study, trend, change):
    worse = study.run("trend", **change).data
    assert at(worse, "income", 2031, archetype="ne_m") < at(trend, "income", 2031, archetype="ne_m")
    assert at(worse, "farms") < at(trend, "farms")
    assert float(worse.public_by_line.sel(line="farms").sum()) < float(trend.public_by_line.sel(line="farms").sum())


def test_feed_up_a_third_takes_from_a_farmer_and_stops_farms_as_counted_by_hand(study):
    """108.8 EUR/t more; 2.356 kg a kilo on the farm, of which 76.5 % is carcass, is 0.335 EUR/kg; six tenths under a contract of 0.3 cent per EUR/t
    give 0.196 back; 1 260 pigs of 95 kg for 0.56 of a job. Exits: 5 % x exp(29 765 x 0.5 / 25 000)."""
    calm, dear = (study.run("proactive", **changes).data for changes in ({}, {"feed_rise": 0.34}))
    taken = (calm.income - dear.income).sel(archetype="eng_lr", year=2031)
    assert float(taken) == pytest.approx((0.3351 - 0.1958) * 1_260 * 95 / 0.56, rel=0.01)
    stopped = [
        1 - float(data.farms_by_kind.sel(kind="eng_today", year=2031) / data.farms_by_kind.sel(kind="eng_today", year=2030)) for data in (calm, dear)
    ]
    assert stopped == pytest.approx([0.05, 0.0907], rel=0.01)
    assert float(dear.public_money) < float(calm.public_money)  # fewer farms open


def test_a_border_that_stops_piglets_leaves_places_empty_and_unpaid(study, trend):
    closed = study.run("trend", ban_weeks=26).data
    assert at(closed, "piglets_stopped", 2032) > 1_000 and at(closed, "piglets_stopped", 2034) == 0
    assert at(closed, "income", 2032, archetype="eng_lr") < at(trend, "income", 2032, archetype="eng_lr")
    assert at(closed, "income", 2032, archetype="ne_m") == pytest.approx(at(trend, "income", 2032, archetype="ne_m"), rel=0.05)


def test_a_better_premium_keeps_the_farms_that_get_it_and_no_others(study):
    low, high = study.run("proactive", premium=0.1).data, study.run("proactive").data
    assert at(high, "farms_by_kind", kind="eng_lr") > 1.1 * at(low, "farms_by_kind", kind="eng_lr")
    for kind in ("ne_m", "ferm", "pa_ext"):
        assert at(high, "farms_by_kind", kind=kind) == pytest.approx(at(low, "farms_by_kind", kind=kind), rel=1e-3), kind


def test_no_premium_at_all_stops_installations(study, trend):
    without = study.run("trend", premium=0).data
    assert at(without, "farms") < at(trend, "farms")
    assert float(without.public_by_line.sel(line="farms").sum()) < float(trend.public_by_line.sel(line="farms").sum())


def test_clients_lost_reach_incomes_exits_installations_and_public_money(study):
    kept, lost = study.run("proactive").data, study.run("proactive", clients_lost=1).data
    for name in ("income", "price"):
        for farm in ("eng_lr", "ferm", "pa_ext"):
            assert at(lost, name, archetype=farm) < at(kept, name, archetype=farm), (name, farm)
    for name in ("farms", "pigs", "jobs", "public_cost"):
        assert at(lost, name) < at(kept, name), name
    assert float(lost.public_money) < float(kept.public_money)


def test_without_a_client_a_labelled_pig_is_worth_the_price_of_any_other(study):
    """1.90 EUR/kg at the abattoir and no premium, the journey taken off."""
    lost = study.run("trend", clients_lost=1).data
    for farm in ("eng_lr", "ferm", "pa_ext"):
        assert at(lost, "price", archetype=farm) == pytest.approx(1.9 - at(lost, "haulage_per_kg")), farm


def test_some_clients_may_go_as_long_as_the_others_want_all_the_quality_pork(study, trend):
    """In the reference, 284 t live on the price of quality in 2040, and local buyers want half as much again."""
    fewer = study.run("trend", clients_lost=0.3).data
    assert at(fewer, "quality_left") == 0
    assert at(fewer, "income", archetype="eng_lr") == at(trend, "income", archetype="eng_lr")


def test_piglets_that_the_border_keeps_are_not_sold_elsewhere(study):
    """600 sows give more than the finishers buy: half a year of a closed border keeps half of what would leave."""
    open_, closed = (study.run("trend", collective_sows=600, ban_weeks=weeks).data for weeks in (0, 26))
    assert at(open_, "piglets_stuck", 2032) == 0 < at(open_, "piglets_exported", 2032)
    assert at(closed, "piglets_stuck", 2032) == pytest.approx(at(open_, "piglets_exported", 2032) / 2, rel=0.02)
    kept = at(closed, "piglets_exported", 2032) + at(closed, "piglets_stuck", 2032)
    assert kept == pytest.approx(at(open_, "piglets_exported", 2032), rel=0.02)
    assert at(closed, "income", 2032, archetype="nuc") < at(open_, "income", 2032, archetype="nuc")


def test_the_sales_of_a_mountain_farm_pay_all_that_it_buys_and_then_its_farmers(trend):
    """90 sows, 22 pigs of 95 kg at 1.95 EUR/kg; 25 hours a sow make 1.25 jobs."""
    assert at(trend, "farm_sales", archetype="ne_m") == pytest.approx(90 * 22 * 95 * 1.95 / 1_000)
    assert at(trend, "farm_pays", archetype="ne_m", payee="farmers") == pytest.approx(at(trend, "income", archetype="ne_m") * 1.25 / 1_000)


def test_public_money_is_the_sum_of_its_years_and_lines(trend):
    """In millions of euros, from the decision to the end of 2040."""
    assert float(trend.public_money) == pytest.approx(float(trend.public_by_line.sel(year=slice(2028, 2041)).sum()) / 1_000)


def test_the_animals_that_die_are_those_that_a_hand_count_finds():
    """100 piglets in one week, a tenth lost over two weeks: half of the time done, 100 x (1 - 0.9 ** 0.5) have died, and ten in all."""
    pulse = np.zeros((104, 1))
    pulse[50] = 100.0  # dies in weeks 51 and 52: one in each of the two years
    lost = weekly_herd.deaths(pulse, 0.1, 2)
    assert lost[:, 0] == pytest.approx([100 * (1 - 0.9**0.5), 10 - 100 * (1 - 0.9**0.5)])
    assert weekly_herd.deaths(np.full((104, 1), 7.0), 0.1, 5)[:, 0] == pytest.approx([7 * 52 * 0.1] * 2)
