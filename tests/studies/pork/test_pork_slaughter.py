"""The transport program of the pork study: against linprog week by week, mass balance, closures, a closed border."""

import numpy as np
import pytest
from scipy.optimize import linprog

from studies.toolkit.running import ensemble, runs

STUDY = "pork"
LEFT = 1_000.0


@pytest.fixture(scope="module")
def model(study):
    return study.modules["slaughter"]


@pytest.fixture(scope="module")
def weeks():
    """Forty weeks of nine zones and seven abattoirs, full ones and closed ones among them."""
    chance = np.random.default_rng(7)
    kilometres, offers = chance.uniform(5, 150, (9, 7)), chance.uniform(0, 8, (40, 9))
    capacities = chance.uniform(0, 12, (40, 7)) * (chance.random((40, 7)) > 0.3)
    return kilometres, offers, capacities


def solved(kilometres, offer, capacity):
    """The least cost of one week by linprog alone, in its inequality form."""
    zones, abattoirs = kilometres.shape
    from_zone = np.hstack([np.kron(np.eye(zones), np.ones((1, abattoirs))), np.eye(zones)])
    to_abattoir = np.hstack([np.kron(np.ones((1, zones)), np.eye(abattoirs)), np.zeros((abattoirs, zones))])
    costs = np.concatenate([kilometres.ravel(), np.full(zones, LEFT)])
    return linprog(costs, A_eq=from_zone, b_eq=offer, A_ub=to_abattoir, b_ub=capacity, method="highs-ipm").fun


def test_every_week_costs_what_linprog_finds_alone(model, weeks):
    kilometres, offers, capacities = weeks
    taken, left = model.allocate(kilometres, offers, capacities)
    found = (taken * kilometres).sum(axis=(1, 2)) + LEFT * left.sum(axis=1)
    assert found == pytest.approx([solved(kilometres, offer, capacity) for offer, capacity in zip(offers, capacities, strict=True)], rel=1e-6)


def test_every_pig_is_taken_or_left_and_no_abattoir_overflows(model, weeks):
    kilometres, offers, capacities = weeks
    taken, left = model.allocate(kilometres, offers, capacities)
    assert taken.sum(axis=2) + left == pytest.approx(offers, abs=1e-7)
    assert (taken.sum(axis=1) <= capacities + 1e-7).all()
    assert taken.min() >= 0 and left.min() >= 0


def test_weeks_of_one_regime_are_solved_once(model):
    kilometres, known = np.array([[10.0, 50.0], [20.0, 30.0]]), {}
    offers = np.column_stack([np.linspace(4, 6, 500), np.linspace(4, 6, 500)])
    model.allocate(kilometres, offers, np.tile([7.0, 20.0], (500, 1)), known)
    assert [len(bases) for bases in known.values()] == [1]


def test_weeks_of_every_regime_cost_what_linprog_finds(model):
    """Twelve origins, some that offer nothing, and seven abattoirs, some closed, too small by far or not at all; two abattoirs at the same place."""
    rng = np.random.default_rng(8)
    kilometres = rng.uniform(5, 200, (12, 7))
    kilometres[:, 6] = kilometres[:, 5]
    offers = rng.uniform(0, 30, (40, 12)) * (rng.random((40, 12)) < 0.8)
    capacities = rng.uniform(0, 60, (40, 7)) * (rng.random((40, 7)) < 0.7)
    taken, left = model.allocate(kilometres, offers, capacities)
    assert taken.sum(axis=2) + left == pytest.approx(offers, abs=1e-6)
    assert (taken.sum(axis=1) <= capacities + 1e-6).all()
    for week, amounts in enumerate(taken):
        cost = (amounts * kilometres).sum() + LEFT * left[week].sum()
        assert cost == pytest.approx(solved(kilometres, offers[week], capacities[week]), rel=1e-6)


def test_pigs_are_left_only_when_all_abattoirs_are_full(model, weeks):
    kilometres, offers, capacities = weeks
    taken, left = model.allocate(kilometres, offers, capacities)
    free = (capacities - taken.sum(axis=1)).sum(axis=1)
    assert not ((left.sum(axis=1) > 1e-6) & (free > 1e-6)).any()
    assert left.sum() > 0


def test_no_abattoir_is_chosen_when_none_is_open(model):
    taken, left = model.allocate(np.array([[10.0]]), np.array([[5.0]]), np.array([[0.0]]))
    assert taken.item() == 0 and left.item() == 5


def test_what_other_pigs_leave_is_free(model):
    assert model.free_capacity(4_500, 1_200, 2_000, 0) == 1_300
    assert model.free_capacity(4_500, 1_200, 2_000, 0.5) == 2_300
    assert model.free_capacity(500, 600, 0, 0) == 0


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough"])
def test_every_tonne_is_slaughtered_here_outside_or_has_no_place(study, scenario):
    data = study.run(scenario).data
    whole = data.slaughtered_here + data.slaughtered_outside + data.unplaced
    assert whole.values == pytest.approx(data.pork.values, rel=1e-6)
    assert data.pigs_by_abattoir.abattoir.values.tolist() == study.territory.abattoir.values.tolist()
    assert data.pigs_by_abattoir.sum("abattoir").values == pytest.approx((data.slaughtered_here + data.slaughtered_outside).values, rel=1e-6)


@pytest.mark.parametrize("name", ["langogne", "antrenas", "saint_chely"])
def test_closing_an_abattoir_moves_kilometres_loads_and_costs_of_its_years_and_leaves_fewer_pigs(study, name):
    base = study.run("trend").data
    shut = study.run("trend", **{f"closed_years_{name}": 3, "closure_year": 2031}).data
    assert shut.load_by_site.sel(site=name, year=[2032, 2033, 2034]).values == pytest.approx(0)
    assert (shut.slaughter_km.sel(year=[2032, 2033, 2034]) > base.slaughter_km.sel(year=[2032, 2033, 2034]) - 1e-9).all()
    assert (shut.haulage.sel(year=[2032, 2033, 2034]) > base.haulage.sel(year=[2032, 2033, 2034]) - 1e-9).all()
    others = [abattoir for abattoir in study.territory.abattoir.values if abattoir != name]
    now, before = (data.pigs_by_abattoir.sel(year=2032) for data in (shut, base))
    fewer = base.pork - shut.pork  # the farms that a longer journey has stopped
    moved = float(before.sel(abattoir=name) - fewer.sel(year=2032))
    assert float((now - before).sel(abattoir=others).sum()) == pytest.approx(moved, rel=1e-6)
    assert shut.slaughter_km.sel(year=slice(2025, 2031)).values == pytest.approx(base.slaughter_km.sel(year=slice(2025, 2031)).values)
    assert fewer.sel(year=slice(2025, 2031)).values == pytest.approx(0, abs=1e-9) and (fewer.sel(year=slice(2032, 2041)) > 0).all()
    for date in (2035, 2041):  # open again: a nearer one has room for more of those who are left
        assert 0.9 * float(base.slaughter_km.sel(year=date)) < float(shut.slaughter_km.sel(year=date)) <= float(base.slaughter_km.sel(year=date))


def test_the_other_users_of_a_closed_abattoir_all_go_elsewhere_or_have_no_place(study):
    shut = study.run("trend", closed_years_langogne=3).data.sel(year=2032)
    values = study.run("trend").values
    assert float(shut.rerouted) == pytest.approx(values["other_langogne"] + values["outside_langogne"])
    outside = sum(values[f"free_{abattoir}"] for abattoir in ("le_puy", "aubenas", "rodez", "lacaune"))
    left = float(shut.rerouted - shut.rerouted_here - shut.rerouted_unplaced + shut.slaughtered_outside)
    assert left <= outside + 1e-6


def test_the_other_users_of_a_closed_abattoir_fill_the_others(study):
    shut = study.run("trend", closed_years_langogne=3).data.sel(year=2032)
    for name in ("antrenas", "saint_chely"):
        assert float(shut.load_by_site.sel(site=name)) == pytest.approx(float(shut.capacity_by_site.sel(site=name)))
    mine = float(shut.pigs_by_abattoir.sel(abattoir=["antrenas", "saint_chely"]).sum())
    free = sum(
        study.run("trend").values[f"capacity_{abattoir}"] - study.run("trend").values[f"other_{abattoir}"] for abattoir in ("antrenas", "saint_chely")
    )
    assert mine + float(shut.rerouted_here) == pytest.approx(free)


def test_no_abattoir_slaughters_more_than_it_can_while_another_is_closed(study):
    for name in ("langogne", "antrenas", "saint_chely"):
        data = study.run("proactive", **{f"closed_years_{name}": 5}).data
        assert data.load_by_site.site.values.tolist() == ["langogne", "antrenas", "saint_chely"]
        assert (data.load_by_site <= data.capacity_by_site + 1e-6).all(), name


def test_beef_still_crosses_the_border_that_no_pig_crosses(study):
    data = study.run("trend", ban_weeks=12, closed_years_langogne=3).data.sel(year=2032)
    assert float(data.rerouted_unplaced) == pytest.approx(0, abs=1e-6)
    assert float(data.rerouted) == pytest.approx(1_200 + 2_000 * 40 / 52)


def test_an_origin_that_offers_nothing_does_not_stop_the_solver(model):
    taken, left = model.allocate(np.array([[10.0, 50.0], [3.0, 60.0]]), np.array([[5.0, 0.0], [0.0, 0.0]]), np.array([[4.0, 0.0], [0.0, 0.0]]))
    assert taken[0].sum() == pytest.approx(4, abs=1e-5) and left[0, 0] == pytest.approx(1, abs=1e-5)
    assert taken[1].sum() == pytest.approx(0, abs=1e-5) and left[1].sum() == pytest.approx(0, abs=1e-5)


def test_langogne_closed_costs_kilometres_and_jobs(study):
    base, shut = study.run("trend").data, study.run("trend", closed_years_langogne=3).data
    assert float(shut.slaughter_km.sel(year=2032)) > 2 * float(base.slaughter_km.sel(year=2032))
    assert float(shut.jobs_by_trade.sel(trade="slaughter", year=2032)) < 0.5 * float(base.jobs_by_trade.sel(trade="slaughter", year=2032))


def test_a_closed_border_keeps_pigs_on_the_farms_when_langogne_is_closed_too(study):
    data = study.run("trend", ban_weeks=12, closed_years_langogne=3).data
    assert float(data.held.sel(year=2032)) > 100
    assert float(study.run("trend", ban_weeks=12).data.held.sel(year=2032)) == pytest.approx(0, abs=1e-6)
    assert float(data.held.sel(year=2033)) == 0


def test_pigs_that_a_closed_border_holds_eat_and_the_farm_pays_their_feed(study):
    """They wait half of 12 weeks, at 2.5 kg of feed a day and 320 EUR/t: 33.60 EUR a pig held. A farm sells 90 x 22 pigs, for 1.25 farmers."""
    tried = {"ban_weeks": 12, "closed_years_langogne": 3}
    fed, fasting = (study.run("trend", **tried, **more).data.sel(year=2032) for more in ({}, {"held_ration": 0}))
    held = float(fasting.held / (fasting.slaughtered_here + fasting.slaughtered_outside + fasting.unplaced))
    lost = float(fasting.income.sel(archetype="ne_m") - fed.income.sel(archetype="ne_m"))
    assert held > 0.1
    assert lost == pytest.approx(held * 6 * 7 * 2.5 * 0.320 * 90 * 22 / 1.25, rel=0.02)


def test_a_closed_border_stops_piglets_from_outside(study):
    base, shut = study.run("trend").data, study.run("trend", ban_weeks=12).data
    assert float(shut.pigs.sel(year=2032)) < float(base.pigs.sel(year=2032))
    assert float(shut.born_here_share.sel(year=2032)) > float(base.born_here_share.sel(year=2032))


def test_a_draw_gives_what_the_same_figures_give_alone(study):
    chosen = runs.choices(study, "breakthrough", {})
    draws = ensemble.draw(study.parameters, draws=8)
    together = runs.simulate(study, chosen, draws)
    for draw in (0, 5):
        alone = runs.simulate(study, chosen, {name: values[draw : draw + 1] for name, values in draws.items()})
        for name in (
            "farms",
            "pigs",
            "piglet_balance",
            "slaughter_km",
            "income",
            "load_by_site",
            "missing",
            "farm_piglets",
            "cash",
            "runs",
            "haulage",
        ):
            assert together[name].isel(draw=draw).values == pytest.approx(alone[name].values, rel=1e-6), name


def test_levers_that_move_together_in_one_call_give_what_they_give_alone(study):
    chosen = runs.choices(study, "trend", {})
    both = runs.simulate(
        study,
        {
            **chosen,
            "closed_years_langogne": np.array([0.0, 3.0]),
            "ban_weeks": np.array([12.0, 0.0]),
            "collective_year": np.array([2029.0, 2032.0]),
            "collective_sows": np.array([200.0, 300.0]),
        },
    )
    alone = study.run("trend", closed_years_langogne=3, collective_year=2032, collective_sows=300).data
    for name in ("slaughter_km", "pigs", "piglets_for_sale", "public_cost"):
        assert both[name].isel(draw=1).values == pytest.approx(alone[name].values, rel=1e-9), name


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.nightly)])  # by night each of them, by day one in four
def test_any_figure_may_vary_alone_and_gives_what_it_gives_alone(study, every):
    chosen = runs.choices(study, "breakthrough", {})
    for parameter in [one for one in study.parameters.values() if one.low is not None][::every]:
        both = runs.simulate(study, {**chosen, parameter.id: np.array([parameter.low, parameter.high])})
        alone = runs.simulate(study, {**chosen, parameter.id: parameter.high})
        for name in ("pigs", "slaughter_km", "piglet_balance", "public_money", "income"):
            found = both[name].isel(draw=1) if "draw" in both[name].dims else both[name]
            assert found.values == pytest.approx(alone[name].values, rel=1e-9, abs=1e-9), (parameter.id, name)
