"""What hydrogen cannot do: sell more than there is room for, move more vehicles than there are, be paid by nobody, compare unequal years."""

import numpy as np
import pytest

from studies.toolkit.errors import BadRequest
from studies.toolkit.running import balances, runs
from studies.toolkit.running.outcome import read

STUDY = "hydrogen"


def value(data, name):
    return float(read(data, name))


def test_what_the_fleets_of_the_study_emit_on_diesel_is_counted_by_hand_and_less_than_a_quarter_of_it_is_avoided(study):
    """600 trucks at 91 500 km and 34.5 l, 60 coaches at 40 000 km and 30 l, 12 000 vans at 18 000 km and 8.5 l, 30 refuse trucks at 18 000 km and
    45 l, 58 snow trucks at 12 000 km and 40 l for 100 km, 3.1 kg a litre: 118 kt on the flat, a fifth more on the slopes of Lozère."""
    flat = 600 * 915 * 34.5 + 60 * 400 * 30 + 12_000 * 180 * 8.5 + 30 * 180 * 45 + 58 * 120 * 40  # [l/year]
    data = study.run("biomethane").data
    assert 1.15 < float(data.fleet_carbon) / (flat * 3.1 / 1_000) < 1.25
    assert value(data, "carbon_saved@2041") / float(data.fleet_carbon) == pytest.approx(0.229, abs=0.01)


def test_all_the_options_suppose_the_same_diesel_and_a_truck_changes_at_the_same_price_under_each(study):
    """Version 0.10.0 compared 3.84 EUR/kg without commitment, at 1.20 EUR/l, with 4.75 when pooling fleets, at 1.40."""
    found = [study.run(option.scenario).indicators["parity_price"].value for option in study.card.options]
    assert found == pytest.approx([3.845] * 4, abs=0.001)


def test_pooling_now_costs_what_it_does_in_the_world_of_the_other_options_and_waiting_still_costs_less(study):
    """8.93 EUR/kg and 12.9 M EUR in version 0.10.0, 8.63 and 12.5 when waiting: cheaper machines, a dearer diesel, a busier motorway."""
    now, later = (study.run(scenario).indicators for scenario in ("proactive", "wait"))
    assert [now["pump_price"].value, later["pump_price"].value] == pytest.approx([10.35, 9.92], abs=0.01)
    assert [now["public_money"].value, later["public_money"].value] == pytest.approx([14.05, 13.48], abs=0.01)


# The stations


def test_a_station_that_is_too_small_sells_what_it_can_and_its_kilo_does_not_get_cheaper(study):
    """Version 0.7.1 sold 395 % of the capacity of two stations of 100 kg/day, and the price fell from 8.70 to 7.01 EUR/kg."""
    small, wide = (study.run("proactive", **changes).data for changes in ({"station_size": 100}, {}))
    assert value(small, "target_use") == pytest.approx(0.98)  # 98 % of the time, all they have
    assert float(small.station_use.max()) <= 0.98 + 1e-9
    assert value(small, "target_turned_away") > 150 > value(wide, "target_turned_away") == 0
    assert value(small, "pump_price") > value(wide, "pump_price")
    assert value(small, "carbon_total") < value(wide, "carbon_total")  # those turned away stay on diesel


def test_nobody_guarantees_more_hydrogen_than_the_stations_could_sell(study):
    """In version 0.12.0, 300 t a year guaranteed to a station of 36 t brought its kilo from 15.4 to 5.4 EUR."""
    most, more = (study.run("trend", station_size=100, guaranteed_volume=tonnes).data for tonnes in (36, 300))
    assert value(more, "pump_price") == pytest.approx(value(most, "pump_price"), rel=1e-3)
    assert value(more, "spent[guarantee]") == pytest.approx(value(most, "spent[guarantee]"), rel=0.05)


def test_a_plant_is_built_for_what_is_guaranteed_and_makes_what_is_sold(study):
    """In version 0.13.0 a plant of some 40 t answered for 300 t: the kilo fell from 21.4 to 6.8 EUR."""
    sold, none, more = (study.run("trend", gap_delay=0, **moved).data for moved in ({}, {"guaranteed_volume": 20}, {"guaranteed_volume": 250}))
    assert balances.open_ones(study.card, more) == []
    assert value(none, "pump_price") == value(sold, "pump_price")  # more than that is sold anyway
    assert value(more, "sold@2036") == pytest.approx(value(sold, "sold@2036")) and value(more, "sold@2036") < 50
    # 250 t at 3 500 h and 58 kWh a kilo once worn: 4.1 MW, by whole megawatts
    assert value(more, "electrolyser_power") == 5
    assert value(more, "tank") == pytest.approx(250_000 / 365 * 2.5)
    assert value(more, "electricity") == pytest.approx(value(sold, "electricity"), rel=1e-9)
    assert value(more, "water") == pytest.approx(value(sold, "water"), rel=1e-9)
    assert value(more, "running_hours") < 1_500 < value(sold, "running_hours")
    assert value(more, "kilo_carbon") > value(sold, "kilo_carbon")  # the whole plant was built, for fewer kilos


@pytest.mark.parametrize("more", [{}, {"biomass_share": 1}, {"delivered_share": 1}, {"industry_tonnes": 500, "biomass_share": 0.5}])
def test_who_fills_up_industry_and_the_guarantor_pay_all_that_a_year_of_hydrogen_costs(study, more):
    """In version 0.12.0 nobody paid for the plant of hydrogen from wood that was guaranteed and not bought: 0.12 of 3.9 M EUR in a year."""
    data = study.run("trend", guaranteed_volume=300, **more).data
    paid = [value(data, f"paid_{who}") for who in ("at_pump", "by_industry", "by_guarantor")]
    assert sum(paid) == pytest.approx(value(data, "hydrogen_costs"), rel=1e-9)
    assert paid[0] > 0 and paid[2] > 0 and (paid[1] > 0) == ("industry_tonnes" in more)


NOBODY = dict.fromkeys(("coach_share", "refuse_share", "lcv_share", "hgv_share", "transit_share"), 0.0)


def test_the_operator_loses_what_a_station_where_nobody_comes_costs(study):
    """Nobody paid for it in version 0.14.0. By hand: 400 kg x 3 940 EUR x (700/400)^0.7 = 2.33 M EUR, of which 35 % is aided, a year of works at
    6 %, 15 years of annuity (0.10296), 4 % of upkeep, 6 % of 3 000 m2 at 19.8 EUR."""
    alone, three, many = (study.run("trend", **NOBODY, **more).data for more in ({}, {"stations": 3}, {"guaranteed_volume": 50}))
    assert value(alone, "lost_by_operator") == pytest.approx(0.26225, rel=1e-4) == value(alone, "hydrogen_costs")
    assert value(three, "lost_by_operator") == pytest.approx(3 * 0.26225, rel=1e-4)
    assert value(many, "lost_by_operator") == 0 < value(many, "paid_by_guarantor")  # that is what a guarantee is for
    assert [balances.open_ones(study.card, data) for data in (alone, three, many)] == [[], [], []]
    assert value(study.run("trend").data, "lost_by_operator") == 0


@pytest.mark.parametrize(
    ("asked", "capacity", "sold"),
    [
        (100, 150, 100),  # the worst day, half as much again, is just served
        (100, 50, 50),  # the emptiest day, half as much, fills the station
        (100, 100, 87.5),  # half of the days pass it, by a quarter on average
        (0, 100, 0),
        (100, 0, 0),
    ],
)
def test_days_are_spread_around_their_mean_and_those_that_do_not_fit_are_turned_away(study, asked, capacity, sold):
    assert float(study.modules["station"].served(np.float64(asked), np.float64(capacity), 1.5)) == pytest.approx(sold)


def test_the_sales_of_a_day_are_those_of_a_year_drawn_day_by_day(study):
    days = np.linspace(0.5, 1.5, 100_001) * 800
    for capacity in (300, 500, 700, 900, 1_100, 1_300):
        assert float(study.modules["station"].served(800.0, float(capacity), 1.5)) == pytest.approx(np.minimum(days, capacity).mean(), rel=1e-4)


def test_without_a_station_nothing_is_sold_and_one_pays_the_price_of_the_neighbours(study):
    data = study.run("proactive", stations=0).data
    assert float(data.sold.max()) == 0 and value(data, "pump_price") == 15.5
    assert value(data, "target_turned_away") == pytest.approx(value(data, "target_demand"))
    assert float(data.demand_by_segment.sel(segment="transit").max()) == 0  # nobody stops where there is no station
    assert value(data, "vehicles[h2]@2041") == 0


def test_industry_without_a_station_has_its_own_hydrogen_at_the_cost_of_making_it(study):
    data = study.run("nothing", industry_tonnes=300, gap_delay=0).data
    assert value(data, "sold@2036") == pytest.approx(300)
    assert value(data, "heat[h2]") == pytest.approx(value(data, "production_price") / 33.33 * 1_000)
    assert value(data, "production_price") > 3


def test_hydrogen_that_nobody_makes_here_is_never_free(study):
    data = study.run("nothing").data
    assert value(data, "production_price") == pytest.approx(5.97 + 2.3)  # a factory of the region, and 230 km at 1 EUR per 100 km
    assert value(data, "kilo_carbon") > 3


def test_a_machine_of_no_size_costs_nothing_whatever_the_law_of_scale(study):
    """In version 0.13.0, with an exponent of 0, a compressor that nobody built cost 0.07 M EUR a year."""
    assert float(study.modules["production"].scaled_capital(3_500.0, np.array([0.0]), 100.0, 0.0)[0]) == 0
    assert balances.open_ones(study.card, study.run("biomethane", compressor_scale=0).data) == []


# The vehicles


def test_rivals_take_no_more_than_a_fleet_has(study):
    """Version 0.7.1 put 410 and 393 vehicles on biomethane and batteries out of 690."""
    data = study.run("trend", biogas_share=0.6, battery_share=0.6, lcv_fleet=0).data
    both = data.fleet_vehicles.sel(technology=["biogas", "battery"], fleet=["hgv", "coach", "refuse"]).sum(["technology", "fleet"])
    assert float(both.max()) <= 690
    assert float(data.fleet_vehicles.min()) >= -1e-9
    shares = data.fleet_vehicles.sel(fleet="hgv", year=2041) / data.fleet_size.sel(fleet="hgv", year=2041)
    assert float(shares.sel(technology="biogas")) == pytest.approx(float(shares.sel(technology="battery")))  # each yields in proportion


def test_rivals_obey_the_renewal_and_reach_their_share(study):
    data = study.run("biomethane", battery_share=0.15).data
    trucks = data.fleet_vehicles.sel(fleet="hgv") / 600
    changed = 1 - trucks.sel(technology="diesel")
    assert float(changed.diff("year").max()) <= 1 / 10.5 + 1e-9  # a truck lives ten years and a half
    assert float(trucks.sel(technology="biogas", year=2036)) == pytest.approx(0.4)  # 95 % of it in version 0.7.1
    assert float(trucks.sel(technology="battery", year=2036)) == pytest.approx(0.15)


def test_hydrogen_is_served_first_and_the_rivals_share_the_renewal_that_it_leaves(study):
    hydrogen = np.array([[0.0], [0.1], [0.15], [0.15]])
    wanted = {"biogas": np.array([[0.0], [0.5], [0.5], [0.5]]), "battery": np.array([[0.0], [0.25], [0.25], [0.25]])}
    found = study.modules["vehicles"].rival_shares(wanted, hydrogen, np.array([10.0]))
    assert found["biogas"][:, 0] == pytest.approx([0, 0, 0.05 * 2 / 3, 0.05 * 2 / 3 + 0.1 * 2 / 3])
    assert found["battery"][:, 0] == pytest.approx([0, 0, 0.05 / 3, 0.05 / 3 + 0.1 / 3])


def test_a_tractor_costs_is_aided_by_its_rule_and_saves_diesel(study):
    """Version 0.7.1: fifty tractors cost nothing, saved nothing, and brought the kilo from 20.6 to 12.1 EUR."""
    still, fifty = (study.run("trend", tractors=number).data for number in (0, 50))
    assert value(fifty, "spent[vehicles_h2]") - value(still, "spent[vehicles_h2]") > 4  # [MEUR] capped at 100 000 EUR each
    assert value(fifty, "left_to_users[h2]") > value(still, "left_to_users[h2]") + 4
    assert value(fifty, "saved[h2]@2041") > value(still, "saved[h2]@2041") + 300
    assert value(fifty, "tractor_extra") > 10  # [kEUR a year] when one is bought at four times and a half the price


def test_a_tractor_by_hand(study):
    """450 000 EUR less 100 000 of aid, against 100 000, over 15 years at 6 %; 600 h of 4.2 kg at 10 EUR, against 12 l at 1 EUR."""
    p = type("Figures", (), {})()
    for name, figure in {
        "tractor_price_ratio": 4.5,
        "tractor_price_diesel": 100_000,
        "vehicle_aid": 0.5,
        "aid_cap": 300_000,
        "vehicles_each": 3,
        "cost_of_capital": 0.06,
        "tractor_life": 15,
        "tractor_hours": 600,
        "tractor_h2_use": 4.2,
        "tractor_diesel_use": 12,
        "farm_diesel_price": 1,
        "diesel_carbon": 3.1,
    }.items():
        setattr(p, name, figure)
    tractors = study.modules["tractors"]
    assert tractors.tractor_extra(p, 10.0) == pytest.approx(250_000 * 0.1029628 + 600 * (42 - 12), rel=1e-5)
    assert tractors.tractor_carbon(p, 3.0) == pytest.approx(600 * (37.2 - 12.6) / 1_000)


# The money


def test_doing_nothing_costs_the_public_nothing_and_opens_no_station(study):
    outcome = study.run("nothing")
    assert (outcome.values["stations"], value(outcome.data, "public_money"), value(outcome.data, "hydrogen_total")) == (0, 0, 0)
    assert study.card.reference == "nothing" and study.card.options[0].scenario == "nothing"


def test_the_advised_option_has_no_station_and_is_the_one_shown_first(study):
    advised = study.run(study.card.default_scenario)
    assert study.card.default_scenario == "biomethane" and advised.values["stations"] == 0
    assert value(advised.data, "public_money") == value(advised.data, "spent[vehicles_biogas]") > 1


def test_each_technology_has_its_own_rule_of_aid(study):
    """The Region aids hydrogen, farm vehicles included; certificates, which energy suppliers pay, batteries; nobody biomethane unless one decides."""
    data = study.run("trend", battery_share=0.3, biogas_share=0.3).data
    assert value(data, "aid[battery, hgv]") == 30  # [kEUR] and not half of what it costs more
    assert value(data, "aid[biogas, hgv]") == 0
    assert value(data, "spent[vehicles_biogas]") == 0 and "vehicles_battery" not in data.post.values
    assert value(data, "certificates") > 1
    without = study.run("trend", battery_share=0, biogas_share=0.3).data
    assert value(data, "public_money") == pytest.approx(value(without, "public_money"), rel=0.05)  # batteries take nothing of the hydrogen aid


def test_a_certificate_never_pays_more_than_a_battery_costs_more(study):
    certificate = study.modules["vehicles"].certificate
    assert [float(certificate(price, 100.0, 30.0)) for price in (90.0, 120.0, 200.0)] == [0, 20, 30]


def test_waiting_is_counted_over_as_many_years_of_service(study):
    """With a machine that never gets cheaper, waiting three years spares nothing and loses nothing: the same years, later."""
    patient = {"fall_realised": 0, "gap_delay": 0}
    now, later = (study.run(name, **patient).data for name in ("proactive", "wait"))
    for name in ("public_money", "left_to_users[h2]", "hydrogen_total", "public_each_kilo", "pump_price"):
        assert value(later, name) == pytest.approx(value(now, name), rel=1e-9), name
    assert value(later, "carbon_total") == pytest.approx(value(now, "carbon_total"), rel=0.01)  # the rivals take what hydrogen leaves meanwhile
    assert value(study.run("wait").data, "public_money") < value(study.run("proactive").data, "public_money")  # what is left: the machine


def test_every_wait_that_the_lever_allows_leaves_its_years_of_service(study):
    series = study.modules["series"]
    for years in range(6):
        p = type("Figures", (), {"service_years": 13})()
        assert series.in_service(p, 2028 + years).sum() == 13


# Bounds


@pytest.mark.parametrize("name", ["snow_fleet", "coach_fleet", "refuse_fleet", "lcv_fleet", "hgv_fleet", "transit_flow"])
@pytest.mark.parametrize("scenario", ["proactive", "biomethane", "nothing"])
def test_a_fleet_of_none_gives_finite_figures(study, name, scenario):
    data = runs.simulate(study, runs.choices(study, scenario, {name: 0}))
    assert all(np.isfinite(variable.values).all() for variable in data.data_vars.values())
    assert balances.open_ones(study.card, data) == []


def test_all_fleets_of_none_at_once_give_finite_figures(study):
    none = dict.fromkeys(("snow_fleet", "coach_fleet", "refuse_fleet", "lcv_fleet", "hgv_fleet", "transit_flow", "tractors"), 0)
    data = runs.simulate(study, runs.choices(study, "proactive", none))
    assert all(np.isfinite(variable.values).all() for variable in data.data_vars.values())
    assert value(data, "hydrogen_total") == 0 and np.isnan(value(study.run("proactive", **none).data, "public_each_kilo"))  # without object


def test_more_stations_than_the_lever_has_are_refused_with_a_remedy(study):
    with pytest.raises(BadRequest) as told:
        runs.choices(study, "trend", {"stations": 4})
    assert "entre 0 et 3" in str(told.value)


def test_a_price_band_holds_the_price_under_every_scenario(study):
    for name in study.scenarios:
        headline = study.run(name).indicators["pump_price"]
        assert headline.low <= headline.value <= headline.high, name


def test_every_figure_stands_on_the_step_of_its_slider(study):
    for parameter in study.parameters.values():
        if parameter.low is not None:
            for end in (parameter.value, parameter.high):
                steps = (end - parameter.low) / parameter.step
                assert steps == pytest.approx(round(steps), abs=1e-6), parameter.id
