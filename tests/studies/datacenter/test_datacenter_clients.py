"""Who rents racks, what is built for them and when; the cases, the levers, the ranges of the datacenter study."""

import numpy as np
import pytest

from studies.toolkit.checking import cautions, proving
from studies.toolkit.running import ensemble, runs
from tests.studies.breaking import answer_of, break_function, faults_of
from tests.studies.moving import unmoved

STUDY = "datacenter"


@pytest.fixture(scope="module")
def unbroken(study):
    """What the study answers with every function whole."""
    return answer_of(study, "proactive", purchase=0)


def test_every_case_holds(study):
    assert len(study.cases) >= 80
    assert proving.faults(study) == []


@pytest.mark.parametrize(
    "function",
    [
        "business_plan",
        "cooling_year",
        "excise_saving",
        "delivery_price",
        "building_cost",
        "heat_pump_cop",
        "isolation_hours",
        "racks_wanted",
        "gravity_share",
        "logistic",
        "present_value",
        "internal_rate",
        "annuity",
        "total_energy",
        "carbon",
        "water",
        "power_usage_effectiveness",
    ],
)
def test_breaking_a_function_breaks_a_case_and_moves_a_result(study, unbroken, monkeypatch, function):
    break_function(study, monkeypatch, function, 0.9)
    after = answer_of(study, "proactive", purchase=0)
    assert any(not after[name].equals(unbroken[name]) for name in unbroken.data_vars)
    assert faults_of(study, function) != []


def test_the_demand_of_lozere_is_counted_by_client(study):
    data = study.run("proactive").data
    racks = data.racks_by_client
    assert float(racks.sel(client="towns")) == pytest.approx(152 * 0.63 * 0.5 * 0.15)
    assert float(racks.sel(client="epci")) == pytest.approx(len(set(study.territory.epci.values)) * 0.63 * 0.5)
    assert float(racks.sum()) == pytest.approx(float(data.racks_wanted))
    assert 15 <= float(data.local_racks) <= 50  # what operators say of a département of this size


def test_communes_add_up_to_the_demand_of_lozere(study):
    data = study.run("proactive").data
    assert float(data.racks_by_commune.sum()) == pytest.approx(float(data.local_racks))
    assert data.racks_by_commune.attrs["basis"] == "réparti"
    assert data.free_hours_by_commune.attrs["basis"] == "estimé"


def test_racks_signed_before_the_works_are_a_floor(study):
    data = study.run("proactive", signed_racks=20).data
    assert float(data.racks_sold.sel(year=2030)) == pytest.approx(20)
    assert float(data.npv) > float(study.run("proactive").data.npv)


def test_signing_more_than_public_bodies_seemed_ready_for_is_demand(study):
    plain, signed = study.run("trend").data, study.run("trend", signed_racks=18).data
    assert float(signed.public_racks) == pytest.approx(18)
    assert float(signed.racks_wanted) > float(plain.racks_wanted)


def test_a_client_that_is_lost_takes_away_what_it_signed_and_brings_no_demand_to_lozere(study):
    """Lozère wants 25.9 racks, 15.9 of them public, whether an outside client takes 115 and signs 19 of them or nobody does."""
    kept, lost = (study.run("breakthrough", anchor_client=racks).data for racks in (115, 0))
    assert [float(data.local_racks) for data in (kept, lost)] == pytest.approx([25.866, 25.866], abs=1e-3)
    assert [float(data.public_racks) for data in (kept, lost)] == pytest.approx([15.946, 15.946], abs=1e-3)
    assert [float(data.racks_signed) for data in (kept, lost)] == pytest.approx([24, 5])
    assert float(study.run("breakthrough", anchor_client=10).data.racks_signed) == pytest.approx(15)  # it signs no more than it rents


def test_no_more_is_sold_than_an_operator_fills(study):
    data = study.run("proactive", racks=20).data
    assert float(data.racks_sold.max()) <= 0.9 * 20 + 1e-9


def test_a_second_phase_is_built_when_the_first_is_three_quarters_full(study):
    data = study.run("proactive", first_phase=0.5).data
    installed, sold = data.racks_installed.values[1:], study.run("proactive").data.racks_sold.values[1:]
    assert (installed[0], installed[-1]) == (24, 48)
    opened = int(np.argmax(installed > 24))
    assert sold[opened - 1] > 0.75 * 24 >= sold[opened - 2]
    assert float(data.pue.sel(year=2030)) < float(study.run("proactive").data.pue.sel(year=2030))  # less is empty


def test_a_single_carrier_loses_half_of_hospitals_and_firms(study):
    two, single = (study.run("proactive", carriers=number).data.racks_by_client for number in (2, 1))
    for client in ("health", "firms", "small_firms", "neighbours"):
        assert float(single.sel(client=client)) == pytest.approx(0.5 * float(two.sel(client=client))), client
    assert float(single.sel(client="towns")) == float(two.sel(client="towns"))


def test_a_dearer_rack_loses_private_clients_and_public_ones_above_what_is_let_elsewhere(study):
    """The middle of the rents read, 600 to 900 EUR a month in 2020, is that at which one rents elsewhere: 750 EUR, 857.76 of 2024. A public body pays
    750 or 850 alike, and leaves as a firm does above."""
    assert (study.parameters["market_price"].value, study.parameters["rent_elsewhere"].value) == (750, 750)
    cheap, fair, dear = (study.run("proactive", rack_price=price).data.racks_by_client for price in (750, 850, 1_500))
    assert float(dear.sel(client="firms") / cheap.sel(client="firms")) == pytest.approx((1_500 / 750) ** -0.8)
    assert float(fair.sel(client="epci")) == float(cheap.sel(client="epci"))
    assert float(dear.sel(client="epci") / cheap.sel(client="epci")) == pytest.approx((1_500 / 857.76) ** -0.8, rel=1e-4)
    social = study.run("proactive", rack_price=1_500, social_tariff=0.5).data.racks_by_client
    assert float(social.sel(client="towns")) == float(cheap.sel(client="towns"))  # they pay 750


def test_what_public_bodies_signed_stays_at_any_rent(study):
    assert float(study.run("proactive", rack_price=1_500, signed_racks=30).data.public_racks) == pytest.approx(30)


def lost(study, scenario, **changes):
    """Racks lost to a dear electricity in the last year [racks]."""
    return float(study.run(scenario, **changes).data.racks_lost[-1])


def test_a_dear_electricity_sends_a_part_of_private_clients_away_and_nobody_else(study):
    """A rack draws 1.752 MWh a month, invoiced at 1.3 x 155 x 1.1 EUR when contracts are signed, then 1.3 x 34 more: 388 EUR become 466 beside a rent
    of 850, and (1 316 / 1 238)^-0.8 of private clients stay."""
    data = study.run("proactive", wholesale_electricity_price=97).data
    private = float(data.racks_by_client.sel(client=["firms", "small_firms", "neighbours"]).sum())
    assert lost(study, "proactive", wholesale_electricity_price=97) / private == pytest.approx(0.0477, abs=0.001)
    assert lost(study, "proactive") == 0  # contracts are at 58
    assert lost(study, "proactive", wholesale_electricity_price=40) == 0
    assert lost(study, "proactive", wholesale_electricity_price=97, prospecting=0, ready_firms=0, ready_small_firms=0) == 0


def test_nobody_more_leaves_once_the_rise_is_no_longer_invoiced(study):
    assert lost(study, "breakthrough", wholesale_electricity_price=300) > 5
    assert lost(study, "breakthrough", wholesale_electricity_price=500) == pytest.approx(lost(study, "breakthrough", wholesale_electricity_price=300))
    assert lost(study, "proactive", wholesale_electricity_price=300, indexed=0) == 0  # a fixed price changes no bill


def test_racks_signed_before_the_works_stay_however_dear_electricity_is(study):
    data = study.run("breakthrough", anchor_signed=55, wholesale_electricity_price=300).data
    assert float(data.racks_sold.sel(year=2030)) == pytest.approx(60)  # with the 5 of public bodies


def test_lozere_alone_has_no_neighbour(study):
    assert float(study.run("trend").data.outside_racks) == 0
    assert 0 < float(study.run("trend", prospecting=1).data.outside_racks) < 10


@pytest.mark.parametrize("role", ["lever", "uncertainty"])
def test_every_figure_that_can_be_moved_moves_a_result(study, role):
    apart = {"first_phase": 0.5, "route_km": 50, "heat_network": 0.5}
    places = [("trend", {"wholesale_electricity_price": 90}), ("rent", {}), ("proactive", apart), ("trend", {"anchor_client": 5})]
    left = {name for name, parameter in study.parameters.items() if parameter.role == role and parameter.low is not None}
    for scenario, changes in places:
        left = unmoved(study, runs.choices(study, scenario, changes), left)
    assert left == set()


def test_draws_are_single_runs_put_side_by_side(study):
    drawn = ensemble.draw(study.parameters, draws=8)
    chosen = runs.choices(study, "proactive", {})
    together = runs.simulate(study, chosen, drawn)
    for row in (0, 5):
        alone = runs.simulate(study, chosen, {name: values[row : row + 1] for name, values in drawn.items()})
        for name in ("npv", "irr", "break_even", "local_racks", "free_hours", "heat_npv", "public_money"):
            assert float(together[name][row]) == pytest.approx(float(alone[name])), name


def test_any_figure_alone_can_carry_many_values(study):
    chosen = runs.choices(study, "proactive", {"first_phase": 0.5, "heat_network": 0.2})
    for name, parameter in study.parameters.items():
        if parameter.low is None:
            continue
        values = np.array([parameter.low, chosen[name], parameter.high])
        together = runs.simulate(study, chosen | {name: values})
        alone = runs.simulate(study, chosen | {name: parameter.high})
        for result in together.data_vars:
            if "draw" in together[result].dims:
                assert together[result].values[..., 2] == pytest.approx(alone[result].values, rel=1e-9, abs=1e-9), (name, result)


def test_twenty_draws_are_not_mistaken_for_twenty_years(study):
    values = np.linspace(600, 1_200, 20)
    chosen = runs.choices(study, "proactive", {})
    together = runs.simulate(study, chosen | {"rack_price": values})
    alone = runs.simulate(study, chosen | {"rack_price": values[7]})
    assert float(together.npv[7]) == pytest.approx(float(alone.npv))


@pytest.mark.parametrize("scenario", ["proactive", "breakthrough", "rent"])
def test_the_central_plan_is_on_the_favourable_side_of_its_draws_as_the_limits_say(study, scenario):
    outcome = study.run(scenario)
    assert float(outcome.data.npv) > float(runs.draws(study, outcome).npv.median())
    assert any("côté favorable" in limit for limit in study.card.limits)


@pytest.mark.parametrize(
    ("scenario", "on"), [("trend", "break_even"), ("trend", "carriers"), ("breakthrough", "anchor_client"), ("breakthrough", "racks")]
)
def test_a_choice_that_goes_too_far_is_told(study, scenario, on):
    assert on in {caution.on for caution in cautions.raised(study, study.run(scenario), study.run("trend"))}


def test_the_reference_conventions_are_those_of_the_other_studies(study):
    for name in ("wholesale_electricity_price", "electricity_carbon", "public_discount_rate", "yearly_wage_cost"):
        assert name in study.card.shared
