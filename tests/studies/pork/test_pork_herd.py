"""The herd of the pork study: cohorts as delays, piglets, demography; published figures of InterPIG and IFIP, and hand calculations."""

import numpy as np
import pytest

from studies.toolkit.running import runs
from tests.studies.pork import weekly_herd

STUDY = "pork"
QUIET = {"install_eng_lr": 0, "install_ferm": 0, "install_pa_ext": 0}


@pytest.fixture(scope="module")
def model(study):
    return study.modules["herd"]


@pytest.fixture(scope="module")
def farms(study):
    return study.modules["farms"]


def steady(weaned, weeks=200):
    return np.full((weeks, 1), weaned)


# Cohorts


@pytest.mark.parametrize(
    ("weaned", "nursery", "finishing", "sold"),
    [
        (26.59, 0.022, 0.036, 25.1),
        (27.67, 0.020, 0.022, 26.5),
        (28.12, 0.028, 0.040, 26.2),  # InterPIG 2010, as published
    ],
)
def test_the_weekly_cohorts_settle_at_the_published_pigs_per_sow(model, weaned, nursery, finishing, sold):
    weekly = model.cohort_sales(steady(weaned / 52), nursery, finishing, 7, 15, before=0)
    assert weekly[:22].sum() == 0
    assert weekly[-52:].sum() == pytest.approx(sold, rel=0.01)


def test_british_pigs_of_2010_stay_under_twenty_one(model):
    assert model.cohort_sales(steady(22.0 / 52), 0.027, 0.034, 7, 15)[-52:].sum() < 21


def test_a_pulse_of_piglets_comes_out_in_one_week_twenty_two_weeks_later(model):
    pulse = np.zeros((60, 1))
    pulse[10] = 100
    sold = model.cohort_sales(pulse, 0.02, 0.03, 7, 15, before=0)
    assert np.flatnonzero(sold).tolist() == [32]
    assert sold.sum() == pytest.approx(100 * 0.98 * 0.97)


def test_the_stages_of_a_hundred_sows_in_steady_state(model):
    """100 present sows, 25.3 pigs sold each, 6.4 % lost from weaning to sale: 208 suckling, 360 in nursery, 746 finishing; France 2022: 13.6."""
    weaned = 100 * 25.3 / (1 - 0.064) / 52
    weeks, ends = steady(weaned), np.array([150])
    nursery = weekly_herd.stock(weeks, 0.022, 7, ends).item()
    finishing = weekly_herd.stock(weeks * (1 - 0.022), model.finishing_loss(0.064, 0.022), 15, ends).item()
    assert weaned * 4 == pytest.approx(208, rel=0.01)
    assert nursery == pytest.approx(360, rel=0.01)
    assert finishing == pytest.approx(746, rel=0.01)
    assert 100 + weaned * 4 + nursery + finishing == pytest.approx(1_414, rel=0.01)
    assert model.cohort_sales(weeks, 0.022, model.finishing_loss(0.064, 0.022), 7, 15)[-52:].sum() == pytest.approx(2_530, rel=1e-6)


def test_animals_in_a_stage_are_those_that_entered_less_those_that_left_or_died(model):
    entered = np.linspace(10, 30, 120)[:, None]
    stocks = weekly_herd.stock(entered, 0.0, 15, np.arange(60, 121))[:, 0]
    out = model.delayed(entered, 15)[60:120, 0]
    assert np.diff(stocks) == pytest.approx(entered[60:120, 0] - out)


def test_nothing_in_gives_nothing_out(model):
    assert not model.cohort_sales(np.zeros((80, 2)), 0.02, 0.04, 7, 15).any()
    assert not weekly_herd.stock(np.zeros((80, 2)), 0.02, 7, np.array([40])).any()


def test_new_sows_wean_only_after_twenty_four_weeks(model):
    placed = np.where(np.arange(60) >= 20, 100.0, 0.0)[:, None]
    weaning = weekly_herd.productive(placed, placed, 24)[:, 0]
    assert np.flatnonzero(weaning)[0] == 44
    assert weaning[44:] == pytest.approx(100)


def test_growth_lasts_as_the_published_ages_say(study, model):
    assert model.age_at_sale(28, 8, 30, 115, 0.473, 0.794) == pytest.approx(181.5, abs=0.1)
    assert model.age_at_sale(75, 30, 30, 115, 0.473, 0.817) == pytest.approx(179.0, abs=0.1)
    p = runs.assemble(study, runs.choices(study, "trend", {}))
    assert model.durations(p) == {"ne_m": 15, "eng_lr": 16, "ne_lr": 16, "ne_bio": 18, "ferm": 23, "pa_ext": 41}


# The herd of the study


def test_without_exit_nor_opening_the_herd_stays_what_it_is(study):
    chosen = runs.choices(study, "trend", QUIET)
    fixed = {name: np.array([value]) for name, value in {"exit_rate": 0.0}.items()}
    p = runs.assemble(study, {**chosen, "exit_lowest": 0.0}, fixed)
    for name in ("install_eng_lr", "install_ferm", "install_pa_ext"):
        p.base._values[name] = p.base._values[name] * 0
    data = runs.called(study, p)
    assert data.pigs.values == pytest.approx(15_400, rel=1e-9)
    assert data.farms.values == pytest.approx(float(data.farms.isel(year=0).item()), rel=1e-12)
    assert data.week_low.values == pytest.approx(data.week_high.values, rel=1e-9)


def test_a_farm_that_sells_itself_is_paid_for_the_pigs_that_the_technical_support_gives_it(study):
    """Half of 40 pigs come of its own sows, 20 / 18 of them: with the support each gives 2.35 x 0.5 x 0.89 more. Version 0.13.0 sold 41.2 pigs a farm
    and counted the income of 40."""
    data = study.run("nothing", technical_support=1, exit_rate=0, exit_lowest=0).data
    sold = float((data.pigs_by_kind / data.farms_by_kind).sel(kind="ferm", year=2041))
    assert sold == pytest.approx(40 + 20 / 18 * 2.35 * 0.5 * 0.89)
    assert float(data.farm_pigs.sel(archetype="ferm")) == pytest.approx(sold)
    assert float(data.farm_piglets.sel(archetype="ferm")) == pytest.approx(20 / (1 - 0.06))  # it buys as many


def test_piglets_for_sale_are_used_here_or_sold_elsewhere(study):
    for scenario in study.scenarios:
        data = study.run(scenario).data
        gone = data.piglets_exported + data.piglets_stuck
        assert (data.piglets_for_sale - gone).values == pytest.approx((data.piglets_wanted - data.piglets_imported).values)
        assert (data.piglet_balance).values == pytest.approx((gone - data.piglets_imported).values)


def test_counts_are_never_negative_and_shares_stay_within_one(study):
    for scenario in study.scenarios:
        data = study.run(scenario).data
        for name in data.data_vars:
            counted = data[name].attrs["unit"] in ("pigs/year", "farms", "sows", "heads", "t/week") and name != "piglet_balance"
            if counted or name.startswith("piglets_"):
                assert float(data[name].min()) >= 0, name
        assert float(data.born_here_share.min()) >= 0
        assert float(data.born_here_share.max()) <= 1 + 1e-9


def test_a_label_finisher_of_450_places_eats_the_piglets_of_fifty_five_to_sixty_sows(study):
    data = study.run("trend").data
    piglets = float(data.farm_piglets.sel(archetype="eng_lr"))
    assert piglets == pytest.approx(1_306, abs=1)
    assert 50 < piglets / float(study.parameters["pigs_per_sow_nuc"].value) < 60


def test_the_mountain_farm_sells_between_twenty_and_twenty_three_pigs_per_present_sow(study):
    data = study.run("trend").data
    per_sow = float(data.farm_pigs.sel(archetype="ne_m") / data.farm_sows.sel(archetype="ne_m"))
    assert 20 <= per_sow <= 23.1


def test_the_technical_support_is_counted_per_present_sow(study, farms):
    p = runs.assemble(study, runs.choices(study, "trend", {"technical_support": 1.0}))
    assert farms.gained(p).item() == pytest.approx(2.35 * 0.5 * 0.89)


# Demography


def test_exits_alone_halve_the_farms_in_fourteen_years_at_five_per_cent(farms):
    old, new = farms.demography(np.array([[100.0]]), np.zeros((1, 17, 1)), np.full((1, 17, 1), 0.05))
    assert old[0, 14, 0] == pytest.approx(100 * 0.95**14)
    assert not new.any()


def test_farms_are_conserved_from_a_year_to_the_next(farms):
    opened, leaving = np.full((1, 17, 1), 0.8), np.full((1, 17, 1), 0.03)
    old, new = farms.demography(np.array([[10.0]]), opened, leaving)
    total = (old + new)[0, :, 0]
    assert np.diff(total) == pytest.approx(0.8 - 0.03 * total[:-1])


def test_an_installation_decided_in_2027_opens_in_2029(study):
    trend, more = (study.run("trend", **change).data for change in ({}, {"install_eng_lr": 1.2}))
    gained = (more.farms_by_kind - trend.farms_by_kind).sel(kind="eng_lr")
    assert gained.sel(year=slice(2025, 2029)).values == pytest.approx(0, abs=1e-12)
    assert (more.farms_by_kind - trend.farms_by_kind).sel(kind="eng_today").values == pytest.approx(0, abs=1e-12)
    assert float(gained.sel(year=2030)) == pytest.approx(1.0)  # one farm more in the year 2029


def test_a_lower_income_makes_more_farms_stop_within_bounds(farms):
    rates = [farms.exit_rate(0.05, 0.5, change, 25_000, 0.005, 0.15) for change in (25_000, 0, -25_000, -1e6)]
    assert rates == pytest.approx([0.05 * np.exp(-0.5), 0.05, 0.05 * np.exp(0.5), 0.15])


def test_the_collective_unit_gives_its_piglets_after_its_weeks_of_setting_up(study):
    without, with_it = (study.run("trend", collective_sows=sows, collective_year=2029).data.piglets_for_sale for sows in (0, 350))
    gained = with_it - without
    assert gained.sel(year=slice(2025, 2029)).values == pytest.approx(0)
    assert float(gained.sel(year=2030)) == pytest.approx(350 * 24 * (52 - 24 - 7) / 52, rel=1e-6)  # 24 weeks to wean, 7 more to sell
    assert float(gained.sel(year=2041)) == pytest.approx(8_400, rel=1e-6)


def test_the_past_does_not_move_with_the_decision(study):
    trend, proactive = (study.run(name).data for name in ("trend", "proactive"))
    for name in ("farms", "pigs", "piglet_balance", "slaughter_km"):
        assert proactive[name].sel(year=[2025, 2026, 2027]).values == pytest.approx(trend[name].sel(year=[2025, 2026, 2027]).values)


def test_the_pigs_of_every_kind_of_farm_add_up(study):
    for scenario in study.scenarios:
        data = study.run(scenario).data
        kinds = data.pigs_by_kind
        assert kinds.sum("kind").values == pytest.approx(data.pigs.values)
        assert float(kinds.sel(kind="eng_lr", year=2025)) == pytest.approx(0, abs=1e-6)
        assert float(kinds.sel(kind="eng_today")[-1]) < float(kinds.sel(kind="eng_today")[0])
        assert not kinds.sel(kind="nuc").any()  # who only farrows sells no finished pig


def test_the_farms_of_every_kind_add_up(study):
    for scenario in study.scenarios:
        data = study.run(scenario).data
        assert data.farms_by_kind.sum("kind").values == pytest.approx(data.farms.values)


def test_the_order_of_every_dimension_of_the_card_is_that_of_the_model(study, farms):
    outlets, money, slaughter = (study.modules[name] for name in ("outlets", "money", "slaughter"))
    computed = {
        "archetype": farms.ORDER,
        "kind": farms.KINDS,
        "animal": study.model.ANIMALS,
        "outlet": outlets.OUTLETS,
        "abattoir": tuple(study.territory.abattoir.values),
        "site": slaughter.HERE,
        "part": money.COSTS,
        "payee": money.PAID,
        "supplier": money.SUPPLIERS,
        "line": money.LINES,
        "trade": money.TRADES,
    }
    assert {name: tuple(dimension.values) for name, dimension in study.card.dimensions.items()} == computed
