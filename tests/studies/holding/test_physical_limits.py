"""Whatever is chosen within declared bounds, jointly and at corners: figures are finite, accounts add up, no share passes one, nobody sells what he
has not nor slaughters more than he can. Hundreds of settings by day, thousands by night."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import balances, outcome, runs, standing

TOGETHER, ALONE = 32, 2  # settings computed in one call, and one by one for what is by commune
EXAMPLES = max(settings.default.max_examples // 25, 1)  # 8 by day, 200 by night
TINY = 1e-9
# Shares of a threshold, which may be passed: pork made over pork eaten, nitrogen over its room, the occupation that a desk needs, which above one it
# cannot reach, the occupation at which a datacenter pays, which it may not reach either; and a rate of return, which may be negative.
MAY_PASS_ONE = {"coverage": "pork", "nitrogen_room": "pork", "third_places_even": "broadband"}
MAY_PASS_ONE |= dict.fromkeys(("break_even", "break_even_without_debt", "irr"), "datacenter")
many = settings(max_examples=EXAMPLES, phases=[Phase.generate])
few = settings(max_examples=max(EXAMPLES // 4, 1), phases=[Phase.generate])  # each draws its whole ensemble
seeds = st.integers(0, 2**32 - 1)


def drawn(study, seed: int, size: int) -> dict:
    """Settings of a scenario whose levers and uncertainties are each left, or put at a bound, or anywhere between them."""
    random = np.random.default_rng(seed)
    scenario = list(study.scenarios)[random.integers(len(study.scenarios))]
    chosen = dict(runs.choices(study, scenario, {}))
    for parameter in study.parameters.values():
        if parameter.low is not None and parameter.role != "constant":
            ends = random.choice([parameter.low, parameter.high], size)
            inside = np.where(random.random(size) < 0.5, ends, random.uniform(parameter.low, parameter.high, size))
            chosen[parameter.id] = np.where(random.random(size) < 0.6, inside, chosen[parameter.id])
    return chosen


def one_of(chosen: dict, place: int) -> dict:
    return {name: float(value[place]) if np.ndim(value) else value for name, value in chosen.items()}


def hold(study, answer) -> None:
    """The limits that every study keeps."""
    for name, variable in outcome.results(answer):
        assert np.isfinite(variable.values).all(), name
        if variable.attrs["unit"] == "share" and MAY_PASS_ONE.get(name) != study.slug:
            assert float(variable.min()) >= -TINY and float(variable.max()) <= 1 + TINY, name
    for balance in study.card.balances:
        if {*balance.whole, *balance.parts} <= set(answer.data_vars):
            missing, nothing = balances.gap(answer, balance)
            assert float(abs(missing).max()) <= nothing, balance.id


@many
@given(seed=seeds)
def test_pork_is_slaughtered_where_there_is_room_and_sold_once(seed):
    study = catalog.get("pork")
    answer = runs.simulate(study, drawn(study, seed, TOGETHER))
    hold(study, answer)
    assert (answer.load_by_site <= answer.capacity_by_site + 1e-6).all()
    for name in (
        "pigs_by_abattoir",
        "slaughtered_here",
        "slaughtered_outside",
        "unplaced",
        "held",
        "farms_by_kind",
        "pigs_by_kind",
        "animals_present",
    ):
        assert float(answer[name].min()) >= -1e-6, name
    flows = ("piglets_stopped", "piglets_stuck", "piglets_imported", "piglets_exported", "animals_lost", "public_by_line", "missing_by_outlet")
    for name in (*flows, "quality_sold", "quality_left"):
        assert float(answer[name].min()) >= -1e-6, name
    assert (answer.served <= answer.local_pork + TINY).all()
    assert (answer.quality_sold <= answer.local_demand + 1e-6).all()
    assert (answer.quality_pork <= answer.pork + 1e-6).all()
    assert (answer.piglets_stuck <= answer.piglets_for_sale + 1e-6).all()
    assert (answer.local_pork <= answer.slaughtered_here + TINY).all()
    assert (answer.slaughtered_here <= answer.capacity_by_site.sum("site") * 52 + 1e-6).all()


@many
@given(seed=seeds)
def test_nobody_subscribes_twice_and_copper_lines_move_once(seed):
    study = catalog.get("broadband")
    answer = runs.simulate(study, drawn(study, seed, TOGETHER))
    hold(study, answer)
    whole = answer.with_fibre + answer.without_fibre
    assert float(abs(whole - whole.isel(year=0)).max()) < 1e-6
    for name in ("subscribers", "potential", "copper_lines", "at_risk", "lines_to_move", "paid", "cost", "teleworkers", "videoconference_people"):
        assert float(answer[name].min()) >= -1e-6, name
    assert (answer.lines_to_move <= whole.isel(year=0) + 1e-6).all()
    assert float(abs(answer.cost.sum("purpose") - answer.paid.sum("funder")).max()) < 1e-6


@many
@given(seed=seeds)
def test_a_datacenter_sells_racks_that_stand_power_that_it_has_and_heat_that_it_makes(seed):
    study = catalog.get("datacenter")
    chosen = drawn(study, seed, TOGETHER)
    answer = runs.simulate(study, chosen)
    hold(study, answer)
    racks, rented, cap, power = (chosen[name] for name in ("racks", "rented_racks", "occupancy_cap", "rack_power"))
    power = power * chosen["rack_power_doubt"]
    assert (answer.racks_sold <= cap * answer.racks_installed + 1e-6).all()
    assert (answer.racks_installed <= racks + 1e-6).all()
    assert (answer.racks_rented <= cap * rented + 1e-6).all()
    assert (answer.racks_sold + answer.racks_rented <= answer.racks_wanted + 1e-6).all()
    assert (answer.machines <= answer.racks_sold * power * 8.76 + 1e-6).all()  # [MWh/year] of a kW that never stops
    assert (answer.electricity >= answer.machines - 1e-6).all()
    for name in ("racks_sold", "racks_rented", "electricity_by_use", "heat_given", "heat_drawn", "heat_rejected", "tax_paid", "works", "losses"):
        assert float(answer[name].min()) >= -1e-6, name
    closed = np.broadcast_to((np.asarray(racks) == 0) & (np.asarray(rented) == 0), answer.sizes.get("draw", 1))
    for name in ("npv", "public_money", "jobs", "capex", "ebitda", "electricity"):
        earned = abs(answer[name]).max([axis for axis in answer[name].dims if axis != "draw"])
        assert float((earned * closed).max()) == 0, name


@many
@given(seed=seeds)
def test_a_dearer_electricity_is_never_a_gain_for_a_datacenter(seed):
    study = catalog.get("datacenter")
    chosen = drawn(study, seed, TOGETHER)
    dearer = [runs.simulate(study, chosen | {"wholesale_electricity_price": price}) for price in (58.0, 65.0, 97.0, 150.0, 300.0)]
    for cheap, dear in pairwise(dearer):
        assert (dear.npv <= cheap.npv + TINY).all()
        assert (dear.racks_sold <= cheap.racks_sold + TINY).all()
        assert (cheap.racks_lost >= 0).all()


@many
@given(seed=seeds)
def test_hydrogen_is_sold_where_there_is_room_and_every_vehicle_runs_on_one_thing(seed):
    study = catalog.get("hydrogen")
    answer = runs.simulate(study, drawn(study, seed, TOGETHER))
    hold(study, answer)
    assert float(answer.station_use.max()) <= 0.98 + TINY  # the time that a station works
    for name in ("sold", "turned_away", "supply", "stored", "fleet_vehicles", "spent", "paid", "left_to_users", "certificates", "public_each_kilo"):
        assert float(answer[name].min()) >= -1e-6, name
    assert (answer.sold <= answer.demand + 1e-6).all()
    assert (answer.sold_by_segment <= answer.demand_by_segment + 1e-6).all()
    changed = answer.fleet_size - answer.fleet_vehicles.sel(technology="diesel")
    assert (changed <= answer.fleet_size + 1e-6).all()
    assert (changed.diff("year") <= answer.fleet_size.isel(year=slice(1, None)) / 7 + 1e-6).all()  # the shortest life of a vehicle, in years
    assert (answer.saved.sel(saving=["biogas", "battery"]).sum("saving") <= answer.fleet_carbon + 1e-6).all()  # no more than all emit
    assert (answer.pump_price > 0).all() and (answer.pump_price_unaided >= answer.pump_price - TINY).all()


@pytest.mark.parametrize("slug", ["pork", "broadband", "datacenter", "hydrogen"])
@few
@given(seed=seeds)
def test_the_range_of_a_headline_has_two_ends_in_order_inside_what_its_unit_can_be_and_its_value_is_never_far_from_them(slug, seed):
    """A value may be out of the band of its draws where a scenario takes the best of many assumptions: by a fifth of the band at most in 600 settings
    tried apart."""
    study = catalog.get(slug)
    chosen = one_of(drawn(study, seed, 1), 0)
    levers = {name: chosen[name] for name, parameter in study.parameters.items() if parameter.role == "lever"}
    shown = study.run(list(study.scenarios)[seed % len(study.scenarios)], **levers)
    for headline in shown.indicators.values():
        unit = units.find(headline.unit)
        if np.isnan(headline.value):  # without object: neither value nor range
            assert np.isnan([headline.low, headline.high]).all(), headline.id
            continue
        assert unit.lowest <= headline.low <= headline.high <= unit.highest, headline.id
        assert 0 <= headline.reached <= 1, headline.id
        out = max(headline.low - headline.value, headline.value - headline.high, 0)
        assert not standing.outside(headline) or out <= (headline.high - headline.low) / 3, headline.id


@pytest.mark.parametrize("slug", ["pork", "broadband", "datacenter", "hydrogen"])
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_lever_and_every_assumption_at_its_end_gives_figures_or_a_refusal_that_says_what_to_do(slug, end):
    """All ends in one call: each figure alone, then all together."""
    study = catalog.get(slug)
    moved = [parameter for parameter in study.parameters.values() if parameter.low is not None and parameter.role != "constant"]
    chosen = dict(runs.choices(study, study.card.default_scenario, {}))
    for place, parameter in enumerate(moved):
        values = np.full(len(moved) + 1, chosen[parameter.id])
        values[[place, -1]] = getattr(parameter, end)
        chosen[parameter.id] = values
    hold(study, runs.simulate(study, chosen))


@pytest.mark.parametrize("slug", [*(pytest.param(slug, marks=pytest.mark.nightly) for slug in ("pork", "hydrogen")), "broadband", "datacenter"])
def test_a_rate_a_price_or_a_time_of_zero_is_counted_or_refused_in_words(slug):
    study = catalog.get(slug)
    for parameter in study.parameters.values():
        if units.find(parameter.unit).lowest <= 0 and parameter.role != "lever":
            try:
                hold(study, runs.simulate(study, runs.choices(study, study.card.default_scenario, {parameter.id: 0.0})))
            except BadRequest as refused:
                assert refused.fault.fault and refused.fault.remedy, parameter.id


@pytest.mark.parametrize("slug", ["pork", "broadband", "datacenter", "hydrogen"])
@many
@given(seed=seeds)
def test_what_communes_have_adds_up_to_the_departement(slug, seed):
    study = catalog.get(slug)
    chosen = drawn(study, seed, ALONE)
    for place in range(ALONE):
        hold(study, runs.simulate(study, one_of(chosen, place)))
