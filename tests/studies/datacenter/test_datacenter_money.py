"""The money of a datacenter: twenty years of flows as a finance officer would do them by hand, and what each reader sees in them."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from studies.toolkit.checking import proving

STUDY = "datacenter"
GROWTH = 1.02
NOTHING = MappingProxyType({})  # no field changed
FUNDING = {
    "subsidy": 0,
    "loan_share": 0.6,
    "loan_rate": 0.035,
    "loan_years": 15,
    "tax": 0.25,
    "depreciation_years": 15,
    "inflation": 0.02,
    "discount": 0.05,
}


@pytest.fixture(scope="module")
def finance(study):
    return study.modules["finance"]


def plan(finance, site=NOTHING, prices=NOTHING, costs=NOTHING, funding=NOTHING):
    """A site of 10 racks of 1 kW used in full, always full, 1 000 EUR a month, 50 kEUR of costs, 300 kEUR to build."""
    return finance.business_plan(
        replace(finance.Site(racks=10, rack_power=1, load_factor=1, occupancy=[1.0] * 20, pue=1.5), **site),
        replace(finance.Prices(rent=1_000, service=0, electricity=100, markup=1), **prices),
        replace(finance.Costs(capex=300, fixed=50, maintenance=0, renewal=0, renewal_year=12), **costs),
        replace(finance.Funding(**FUNDING), **funding),
    )


def test_the_first_year_is_rents_less_costs(finance):
    found = plan(finance)
    assert found["ebitda"][0, 0] == pytest.approx(120 - 50)
    assert found["ebitda"][1, 0] == pytest.approx(70 * GROWTH)


def test_tax_is_on_what_is_above_depreciation_and_is_never_given_back(finance):
    assert plan(finance)["tax"][0, 0] == pytest.approx(0.25 * (70 - 20))  # 300 over 15 years
    assert plan(finance)["tax"][15, 0] == pytest.approx(0.25 * 70 * GROWTH**15)  # nothing left to write off in year 16
    assert plan(finance, costs={"fixed": 500})["tax"].max() == 0


def test_a_renewal_costs_once_and_is_not_indexed(finance):
    bare, renewed = plan(finance)["flows"], plan(finance, costs={"renewal": 0.2})["flows"]
    assert bare[12, 0] - renewed[12, 0] == pytest.approx(60)
    assert np.delete(bare - renewed, 12, axis=0) == pytest.approx(0)


def test_a_subsidy_lowers_what_is_invested_borrowed_and_written_off(finance):
    helped = plan(finance, funding={"subsidy": 0.5})
    assert helped["flows"][0, 0] == pytest.approx(-150)
    assert helped["annuity"][0] == pytest.approx(0.6 * 150 * 0.0868251, rel=1e-5)
    assert helped["tax"][0, 0] == pytest.approx(0.25 * (70 - 10))


def test_electricity_resold_at_cost_earns_nothing_and_an_empty_room_loses_on_it(finance):
    assert plan(finance)["energy_margin"] == pytest.approx(0)
    hungry = plan(finance, site={"pue": [2.0] * 20, "billed_pue": [1.5] * 20})
    assert hungry["energy_margin"][0, 0] == pytest.approx(-10 * 8.76 * 100 * 0.5 / 1_000)  # 87.6 MWh at 100 EUR, half of it not invoiced


def test_break_even_counts_costs_debt_and_margin(finance):
    found = plan(finance)
    assert found["break_even_without_debt"][0] == pytest.approx(50 / 120)
    assert found["break_even"][0] == pytest.approx((50 + 180 * 0.0868251) / 120, rel=1e-5)
    assert plan(finance, prices={"rent": 1})["break_even"][0] == 2.0  # out of reach


def test_a_project_that_never_pays_says_so(finance):
    found = plan(finance, costs={"fixed": 500})
    assert (found["irr"][0], found["payback"][0]) == (-1.0, 21.0)


AMOUNTS = st.one_of(st.just(0.0), st.floats(-500, -1), st.floats(1, 500))  # [kEUR]


@given(flows=arrays(float, (21, 3), elements=AMOUNTS), paid=st.sampled_from([0.0, -300.0, -2_000.0]))
def test_the_rates_of_return_of_many_draws_are_those_of_numpy_financial_one_by_one(finance, flows, paid):
    """Investments followed by gains, renewals, losses, several rates or none: the flows are worth nothing at the rate told, nearest to zero."""
    flows[0] += paid
    for draw, rate in zip(flows.T, finance.internal_rate(flows), strict=True):
        expected = npf.irr(draw) if draw.any() else np.nan
        if np.isnan(expected):
            assert rate == -1 or abs(npf.npv(rate, draw)) < 1e-6 * np.abs(draw).sum()
        else:
            assert rate == pytest.approx(expected, abs=1e-6) or abs(rate) < abs(expected)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [([-100, 110], 0.10), ([-100, 0, 121], 0.10), ([-100, 90], -0.10), ([-100, 100], 0.0), ([-100, 230, -132], 0.10), ([100, 10], -1.0)],
)
def test_a_rate_of_return_found_by_hand(finance, flows, rate):
    """A gain, a gain in two years, a loss, money given back as it was, 10 and 20 % of which the nearest to zero, nothing ever paid."""
    assert finance.internal_rate(flows) == pytest.approx([rate], abs=1e-9)


def test_payback_is_the_first_year_in_the_black(finance):
    assert finance.payback(np.array([-10.0, 4, 4, 4, -5, 1])) == 3


def test_a_second_phase_is_written_off_and_paid_from_its_own_year(finance):
    capex = np.zeros((21, 1))
    capex[0], capex[5] = 150, 150
    found = plan(finance, costs={"capex": capex, "maintenance": 0.1})
    assert found["debt_service"][4, 0] == pytest.approx(0.6 * 150 * 0.0868251, rel=1e-5)
    assert found["debt_service"][5, 0] == pytest.approx(0.6 * 300 * 0.0868251, rel=1e-5)
    assert found["debt_service"][15, 0] == pytest.approx(0.6 * 150 * 0.0868251, rel=1e-5)  # the first loan is over
    assert found["costs"][0, 0] == pytest.approx(50 + 15)
    assert found["costs"][5, 0] == pytest.approx((50 + 30) * GROWTH**5)


def test_an_annuity_fixed_in_current_euros_weighs_less_each_year_in_constant_ones(finance):
    found = plan(finance, funding={"inflation": 0, "erosion": 0.02})
    paid = 0.6 * 300 * 0.0868251
    assert found["debt_service"][[0, 9, 14, 15], 0] == pytest.approx([paid / 1.02, paid / 1.02**10, paid / 1.02**15, 0], rel=1e-5)
    assert found["tax"][0, 0] == pytest.approx(0.25 * (70 - 20 / 1.02))  # what taxes let write off is fixed too
    assert found["ebitda"] == pytest.approx(np.full((20, 1), 70))


def test_the_same_plan_has_the_same_cover_of_its_debt_in_constant_and_in_current_euros(finance):
    """Flows of year t in current euros are t years of prices above the constant ones, those of the plan of 2019 one year less."""
    constant = plan(finance, funding={"inflation": 0, "erosion": 0.02, "tax": 0})
    current = plan(finance, funding={"inflation": 0.02, "tax": 0})
    assert constant["dscr_mean"][0] == pytest.approx(1.02 * current["dscr_mean"][0])
    assert constant["llcr"][0] == pytest.approx(1.02 * current["llcr"][0])


def test_what_is_divided_by_racks_that_nobody_offers_has_no_object(study):
    none, rent = study.run("none"), study.run("rent")
    assert np.isnan(none.indicators["occupancy_2039"].value) and bool(none.data.occupancy.isnull().all())
    assert bool(np.isnan([float(none.data[name]) for name in ("break_even", "public_per_rack_month", "public_per_job")]).all())
    assert rent.indicators["occupancy_2039"].value == pytest.approx(0.9) and bool(np.isnan(rent.data.capex_per_rack))  # rented elsewhere, none built


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough", "rent"])
def test_the_general_rise_of_prices_only_acts_on_what_is_fixed_in_current_euros(study, scenario):
    values = {rise: study.run(scenario, inflation=rise, tax=0).data for rise in (0, 0.02, 0.05)}
    for name in ("npv", "npv_private", "irr", "public_money", "ebitda", "break_even", "heat_npv"):
        for rise in (0.02, 0.05):
            assert values[rise][name].values == pytest.approx(values[0][name].values), name
    if scenario != "rent":
        assert float(values[0.05].debt_service[-6]) < float(values[0].debt_service[-6])


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough", "rent"])
def test_without_any_rise_of_prices_the_headline_keeps_its_sign(study, scenario):
    now, still = (study.run(scenario, **changes).data for changes in ({}, {"inflation": 0}))
    assert float(now.npv * still.npv) > 0
    assert abs(float(still.npv - now.npv)) < 0.02 * float(now.capex)


@pytest.mark.parametrize("scenario", ["trend", "proactive", "breakthrough", "rent"])
def test_nothing_is_earned_spent_nor_employed_where_nothing_is_offered(study, scenario):
    data = study.run(scenario, racks=0, rented_racks=0, heat_need=1_000, heat_network=1, staff=8).data
    for name in ("npv", "public_money", "jobs", "capex", "ebitda", "electricity", "racks_sold", "heat_given", "losses", "net_flow", "left"):
        assert float(abs(data[name]).max()) == 0, name


def test_what_services_cost_is_taken_from_what_they_bring(study):
    free, paid = (study.run("proactive", service_cost=share).data for share in (0, 0.6))
    services = free.racks_sold[1:] * 850 * 0.2 * 12 / 1_000
    assert (paid.running_costs - free.running_costs)[1:].values == pytest.approx((0.6 * services).values)
    assert float(paid.rents[-1]) == float(free.rents[-1])
    assert float(paid.break_even) > float(free.break_even)


def test_draws_are_computed_as_single_runs_are(finance):
    together = plan(finance, prices={"rent": np.array([800.0, 1_000, 1_200])})
    for row, price in enumerate((800, 1_000, 1_200)):
        alone = plan(finance, prices={"rent": price})
        for name in ("npv", "irr", "payback", "break_even", "dscr_mean", "llcr"):
            assert together[name][row] == pytest.approx(alone[name][0]), name


def test_a_lender_reads_the_cover_of_the_debt(finance):
    found = plan(finance)
    first = (70 - 12.5) / (180 * 0.0868251)
    assert found["dscr_min"][0] == pytest.approx(first, rel=1e-5)  # results grow: the first year is the worst
    assert found["dscr_mean"][0] > found["dscr_min"][0]
    assert found["llcr"][0] > found["dscr_min"][0]


def test_the_waterfall_of_funding_adds_up(study):
    data = study.run("proactive").data
    assert float(data.funding.sum("funder")) == pytest.approx(float(data.capex))
    assert float(data.funding.sel(funder="subsidy")) == pytest.approx(0.6 * 2.9, rel=0.01)


@pytest.mark.parametrize(("scenario", "lost"), [("trend", 1.02), ("rent", 0.081), ("proactive", 0), ("breakthrough", 0), ("none", 0)])
def test_what_a_public_owner_would_not_get_back_is_public_money(study, scenario, lost):
    """Two million of flows are missing in the end at POLeN: deficits are one of them, the owner's own part and the renewal the other."""
    data = study.run(scenario).data
    assert float(data.capital_lost) == pytest.approx(lost, abs=0.001)
    assert float(data.public_money) == pytest.approx(float(data.funding.sel(funder="subsidy") + data.losses + data.capital_lost))
    missing = -float(data.net_flow.sum()) / 1_000  # [MEUR]
    assert float(data.losses + data.capital_lost) == pytest.approx(max(missing, float(data.losses)))


@pytest.mark.parametrize("scenario", ["trend", "rent", "proactive", "breakthrough", "none"])
def test_what_is_stopped_in_the_last_year_has_cost_the_public_money_of_the_whole_life(study, scenario):
    data = study.run(scenario).data
    assert float(data.public_if_stopped[-1]) == pytest.approx(float(data.public_money), abs=1e-12)


def test_four_years_of_renting_take_the_backup_room_and_what_rents_do_not_pay(study):
    data = study.run("rent").data
    missing = -float(data.ebitda.sel(year=slice(2030, 2033)).sum()) / 1_000  # [MEUR]
    assert float(data.public_if_stopped.sel(year=2033)) == pytest.approx(0.060 + missing)
    months = 12 * float(data.racks_rented.sum())
    assert float(data.public_per_rack_month) == pytest.approx(1e6 * float(data.public_money) / months)


def test_the_signed_centre_has_the_least_racks_signed_that_are_worth_the_works(study):
    assert float(study.run("signed").data.npv) >= 0 > float(study.run("signed", signed_racks=32).data.npv)


def test_the_study_advises_to_sign_first_which_is_one_of_its_options_and_the_figure_that_it_is_shown_by(study):
    assert (study.card.advice.id, study.card.advice.scenario) == ("sign_first", "signed")
    assert float(study.run("signed").data.public_money) == pytest.approx(1.74, abs=0.005)  # [MEUR] 2.14 when 5 racks are signed
    assert study.card.summary.index("{signed:public_money}") < study.card.summary.index("{proactive:public_money}")


def test_a_private_investor_without_subsidy_loses_in_the_three_sites(study):
    for scenario in ("trend", "proactive", "breakthrough"):
        assert float(study.run(scenario).data.npv_private) < 0, scenario


def test_the_price_of_break_even_is_a_break_even(study):
    data = study.run("proactive", price_elasticity=0).data
    again = study.run("proactive", rack_price=float(data.break_even_price), price_elasticity=0).data
    assert float(again.break_even) == pytest.approx(0.85, abs=1e-6)


def test_nothing_is_built_nor_borrowed_when_racks_are_rented_elsewhere(study):
    data = study.run("rent").data
    assert float(data.capex) == pytest.approx(0.06)  # the backup room
    assert float(data.racks_sold.max()) == float(data.electricity.max()) == 0
    assert float(data.racks_rented.max()) == pytest.approx(0.9 * 8)  # nine tenths of what is rented elsewhere find a client


def test_a_loan_without_interest_is_paid_in_equal_parts(finance):
    assert finance.annuity(0.0, 15, 300.0) == pytest.approx(20)
    assert finance.annuity(np.array([0.0, 0.035]), 15, 300.0) == pytest.approx([20, 26.04753])


def test_a_case_writes_a_record_as_an_object_of_its_fields(study):
    where, case = next((where, case) for where, case in study.cases if case.function == "business_plan")
    assert proving.faults(replace(study, cases=[(where, case)])) == []
    misspelt = case.model_copy(update={"inputs": case.inputs.replace('"rent"', '"rents"')})
    (fault,) = proving.faults(replace(study, cases=[(where, misspelt)]))
    assert "rents" in fault.fault


def test_the_great_client_lost_reaches_rents_losses_and_public_money(study):
    """By hand: 15.9 racks of public bodies, 9.9 of firms, 9.7 of neighbours are left of 144; 1 300 EUR a month and a tenth of services; a
    quarter of 12.5 M EUR of works is paid by a subsidy, and the flows of twenty years, deficits apart, leave 14 M EUR to find."""
    kept, lost = (study.run("breakthrough", **changes).data for changes in ({}, {"anchor_client": 0}))
    assert [float(data.racks_sold.sel(year=2049)) for data in (kept, lost)] == pytest.approx([144, 35.61], rel=1e-3)
    assert [float(data.rents.sel(year=2039)) for data in (kept, lost)] == pytest.approx([143.85 * 17.16, 35.576 * 17.16], rel=1e-3)
    assert [float(data.losses) for data in (kept, lost)] == pytest.approx([0.329, 5.501], rel=1e-3)
    assert [float(data.public_money) for data in (kept, lost)] == pytest.approx([3.124 + 0.329, 3.124 + 5.501 + 14.026], rel=1e-3)


def test_a_rack_a_third_cheaper_brings_private_clients_and_loses_rents_that_the_public_pays(study):
    """By hand: 18.5 racks of private clients and neighbours x (850 / 570)^0.8, 22.2 of public bodies; 90 % of 48 racks are let at most."""
    dear, cheap = (study.run("proactive", **changes).data for changes in ({}, {"rack_price": 570}))
    assert [float(data.racks_wanted) for data in (dear, cheap)] == pytest.approx([22.24 + 18.54, 22.24 + 18.54 * 1.3767], rel=1e-3)
    assert [float(data.rents.sel(year=2039)) for data in (dear, cheap)] == pytest.approx([40.57 * 12.24, 42.98 * 8.208], rel=1e-3)
    assert [float(data.public_money) for data in (dear, cheap)] == pytest.approx([2.143, 3.695], rel=1e-3)
    assert float(cheap.npv) < float(dear.npv) - 1
