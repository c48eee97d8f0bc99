"""The air, the electricity, the fibre and the heat of a datacenter, against published points and hand calculations."""

from itertools import pairwise

import numpy as np
import pytest

STUDY = "datacenter"
LOSSES = {"fixed": 0.04, "linear": 0.04, "square": 0.02, "fans": 0.05, "inverter": 0.06}


def machine(weather):
    return weather.Machine(carnot=0.35, least=2.5, greatest=7, condenser=12, evaporator=8)


def pue(study, mean, amplitude, supply=25, approach=11, load=0.6):
    weather = study.modules["weather"]
    year = weather.cooling_year(mean, supply, approach, weather.Climate(amplitude, 8, 12, 3.3), machine(weather))
    return float(study.function("loaded_pue")(load, 1.0, year["compressors"], **LOSSES)[0])


@pytest.mark.parametrize(
    ("place", "mean", "amplitude", "expected"),
    [("Châteauneuf-de-Randon", 6.7, 15.4, 1.179), ("Saint-Chély", 7.9, 15.8, 1.183), ("Mende", 10.1, 16.1, 1.193), ("Florac", 10.8, 16.1, 1.196)],
)
def test_the_pue_of_a_town_is_the_one_worked_out_on_a_simulated_year(study, place, mean, amplitude, expected):
    assert pue(study, mean, amplitude) == pytest.approx(expected, abs=0.003), place


def test_warm_supply_and_warming_move_the_pue_of_mende_as_published_with_it(study):
    assert pue(study, 10.1, 16.1, supply=27, approach=7) == pytest.approx(1.177, abs=0.002)
    assert pue(study, 12.1, 16.1) == pytest.approx(1.204, abs=0.003)


def test_an_empty_room_wastes_more_than_a_hot_climate(study):
    emptiness = pue(study, 10.1, 16.1, load=0.2) - pue(study, 10.1, 16.1)
    climate = pue(study, 14.4, 17) - pue(study, 10.1, 16.1)
    assert emptiness == pytest.approx(0.13, abs=0.01)
    assert 0.02 < climate < 0.045
    assert emptiness > 3 * climate


def test_a_year_has_8760_hours_and_the_right_mean(study):
    weather = study.modules["weather"]
    climate = weather.Climate(16.1, 8, 12, 3.3)
    values, share = weather.bins(climate)
    assert weather.hourly_anomaly(climate).size == 8_760
    assert share.sum() == pytest.approx(1)
    assert values @ share == pytest.approx(0, abs=0.05)
    january, july = (weather.hourly_anomaly(climate)[start : start + 744].mean() for start in (0, 4_344))
    assert july - january == pytest.approx(16.1, abs=0.6)


def test_the_bins_give_what_the_hours_one_by_one_give(study):
    weather = study.modules["weather"]
    climate, mean = weather.Climate(16.1, 8, 12, 0.0), 10.1
    hours = mean + weather.hourly_anomaly(climate)
    one_by_one = np.clip((25 - hours) / 11, 0, 1).sum()
    year = weather.cooling_year(mean, 25, 11, climate, machine(weather))
    assert float(year["free"][0]) == pytest.approx(one_by_one, rel=1e-3)


def test_the_air_is_not_worked_out_again_when_a_lever_does_not_touch_it(study):
    year = study.modules["weather"]._year
    study.run("proactive", rack_price=905)
    before = year.cache_info().misses
    study.run("proactive", rack_price=907, staff=3, signed_racks=12, subsidy=0.3)
    assert year.cache_info().misses == before
    study.run("proactive", altitude=1_111)
    assert year.cache_info().misses > before


@pytest.mark.parametrize(("altitude", "commune"), [(899, "Mende"), (1026, "Saint-Chély-d'Apcher"), (973, "Langogne")])
def test_the_straight_line_is_within_its_stated_error_of_the_published_normals(study, altitude, commune):
    published = {"Mende": 10.1, "Saint-Chély-d'Apcher": 7.9, "Langogne": 8.5}[commune]
    values = study.run("trend").values
    given = study.function("mean_temperature")(altitude, values["sea_temperature"], values["lapse"], 0)
    assert given == pytest.approx(published, abs=1.4)  # two standard errors of the line


def test_a_small_site_pays_electricity_dear_and_the_reduced_excise_gives_it_nothing(study):
    small, large = study.run("trend").data, study.run("breakthrough").data
    assert float(small.electricity_price[-1]) > 1.3 * float(large.electricity_price[-1])
    assert float(small.excise_saved) == 0
    assert float(study.run("proactive").data.excise_saved) < 3_000


def test_pue_falls_as_the_room_fills(study):
    assert np.all(np.diff(study.run("proactive").data.pue.values[1:]) <= 1e-12)


def test_an_operator_whose_contracts_do_not_follow_electricity_bears_it_all(study):
    plain = float(study.run("proactive").data.npv)
    dear = {"wholesale_electricity_price": 116}
    stuck = {"price_elasticity": 0}  # no client ever leaves
    faithful = float(study.run("proactive", **stuck).data.npv)
    assert faithful - 0.1 < float(study.run("proactive", **dear, **stuck).data.npv) < faithful  # passed on, without any margin on the rise
    assert plain - 0.2 < float(study.run("proactive", **dear).data.npv) < plain - 0.1  # and some clients leave
    assert float(study.run("proactive", indexed=0, **dear).data.npv) < plain - 0.5


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough"])
def test_nobody_earns_on_a_dearer_electricity_and_a_cheaper_one_never_hurts(study, scenario):
    dearer = [float(study.run(scenario, wholesale_electricity_price=price).data.npv) for price in (58, 97, 150, 215, 300)]
    assert all(after < before for before, after in pairwise(dearer))
    bought_together = [float(study.run(scenario, purchase=saved).data.npv) for saved in (0, 5, 20)]
    assert all(after > before for before, after in pairwise(bought_together))


def test_what_clients_do_not_accept_stays_with_the_operator(study):
    invoiced = study.function("invoiced")
    contract = {"pue": 1.25, "billed_pue": 1.3, "quoted": 150.0, "markup": 1.1}
    assert invoiced(**contract, passed=0.0, accepted=245.0) == pytest.approx(1.3 * 165)
    assert invoiced(**contract, passed=40.0, accepted=245.0) == pytest.approx(1.3 * 165 + 1.25 * 40)  # the rise, on what is drawn
    assert invoiced(**contract, passed=400.0, accepted=245.0) == pytest.approx(1.3 * 245)
    assert invoiced(**(contract | {"pue": 1.8}), passed=40.0, accepted=245.0) == pytest.approx(1.3 * 205)  # an empty room is not billed


def test_a_second_route_only_counts_once_it_is_whole(study):
    hours = [float(study.run("proactive", route_km=km).data.isolation) for km in (0, 30, 50)]
    assert hours[0] == hours[1] == pytest.approx(1.2)
    assert hours[2] < 0.001


def test_a_client_takes_no_more_than_it_needs_and_no_more_than_is_offered(study):
    heat = study.function("heat_taken")
    site = {"base": 0.4, "mean": 10.1, "heating_limit": 16, "climate": study.modules["weather"].Climate(16.1, 8, 12, 0.0)}
    assert float(heat(offered=1e6, need=300, **site)[0]) == pytest.approx(300)
    assert float(heat(offered=10, need=300, **site)[0]) == pytest.approx(10)  # less than the summer need, always used
    assert 100 < float(heat(offered=300, need=300, **site)[0]) < 300  # heat of summer that nobody wants
    assert float(heat(offered=100, need=0, **site)[0]) == 0


def test_heat_matched_in_order_is_heat_matched_hour_by_hour(study):
    weather = study.modules["weather"]
    climate = weather.Climate(16.1, 8, 12, 0.0)
    hours = 10.1 + weather.hourly_anomaly(climate)
    cold = np.maximum(16 - hours, 0)
    need = 300 * (0.4 / 8_760 + 0.6 * cold / cold.sum())
    by_hour = np.minimum(need, 250 / 8_760).sum()
    found = study.function("heat_taken")(offered=250, need=300, base=0.4, mean=10.1, heating_limit=16, climate=climate)
    assert float(found[0]) == pytest.approx(by_hour)


def test_no_pipe_is_laid_to_the_network_for_the_heat_that_a_sum_leaves_by_rounding(study):
    """20 racks give a building all that they have; what the sum of 8 760 hours leaves of it is rounding, and a pipe is worth 160 kEUR."""
    left = study.function("heat_left")
    assert left(np.array([200.0, 200.0]), np.array([200.0 - 3e-13, 150.0])) == pytest.approx([0, 50])
    assert left(np.array([200.0]), np.array([200.0 + 3e-13]))[0] == 0
    alone, offered = (study.run("trend", heat_need=1_000, heat_network=part).data for part in (0, 1))
    assert float(offered.heat_given.sel(heat_client="network")) == 0
    assert float(offered.heat_investment) == float(alone.heat_investment)


def test_the_network_at_100_degrees_is_a_poor_client(study):
    data = study.run("proactive", heat_need=0, heat_network=1).data
    assert float(data.pump_cop.sel(heat_client="network")) < 3
    assert float(data.heat_npv) < 0
    assert float(study.run("proactive", heat_need=0, heat_network=0).data.heat_npv) == 0
