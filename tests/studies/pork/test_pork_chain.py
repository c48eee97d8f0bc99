"""What an abattoir, a border, a price or feed does to the farms: what is not slaughtered is not paid, and every animal is found."""

import numpy as np
import pytest

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


def test_a_border_that_stops_piglets_leaves_places_empty_and_unpaid(study, trend):
    closed = study.run("trend", ban_weeks=26).data
    assert at(closed, "piglets_stopped", 2032) > 1_000 and at(closed, "piglets_stopped", 2034) == 0
    assert at(closed, "income", 2032, archetype="eng_lr") < at(trend, "income", 2032, archetype="eng_lr")
    assert at(closed, "income", 2032, archetype="ne_m") == pytest.approx(at(trend, "income", 2032, archetype="ne_m"), rel=0.05)


def test_the_animals_that_die_are_those_that_a_hand_count_finds(study):
    """100 piglets in one week, a tenth lost over two weeks: half of the time done, 100 x (1 - 0.9 ** 0.5) have died, and ten in all."""
    herd = study.modules["herd"]
    pulse = np.zeros((104, 1))
    pulse[50] = 100.0  # dies in weeks 51 and 52: one in each of the two years
    lost = herd.deaths(pulse, 0.1, 2)
    assert lost[:, 0] == pytest.approx([100 * (1 - 0.9**0.5), 10 - 100 * (1 - 0.9**0.5)])
    assert herd.deaths(np.full((104, 1), 7.0), 0.1, 5)[:, 0] == pytest.approx([7 * 52 * 0.1] * 2)
