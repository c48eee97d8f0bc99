"""The tabulated dispatch: it holds the exact one within its stated error, and is never read outside the domain where that was proved."""

import numpy as np
import pytest

from studies.toolkit.errors import BadRequest, Refusal
from studies.toolkit.running import ensemble, runs, tabulating

STUDY = "hydrogen"


@pytest.fixture(scope="module")
def dispatch(study):
    return study.modules["dispatch"]


@pytest.fixture(scope="module")
def programme(study):
    return study.modules["programme"]


@pytest.fixture(scope="module")
def year(study):
    return study.modules["profiles"].synthetic_year()


# hours, tank, local electricity, sun, wind, water, price of the local kWh: none is a node of the grid
OUTSIDE_THE_NODES = [
    (3_300, 1.4, 0.6, 0.35, 0.45, 0.2, -0.6),
    (6_300, 0.7, 1.7, 0.7, 0.3, 0.0, -1.6),
    (1_600, 3.1, 0.4, 0.0, 0.6, 0.4, 0.4),
    (4_700, 2.6, 1.2, 0.25, 0.75, 0.0, -1.9),
    (5_200, 1.8, 0.9, 0.5, 0.2, 0.3, -0.3),
    (2_300, 1.0, 1.3, 0.9, 0.1, 0.0, 0.7),
]


@pytest.mark.parametrize(("hours", "days", "ratio", "sun", "wind", "water", "extra"), OUTSIDE_THE_NODES)
def test_between_the_nodes_the_answer_is_exact_within_the_stated_error(dispatch, programme, year, hours, days, ratio, sun, wind, water, extra):
    exact = programme.solve(programme.Plant(hours, days, ratio, (sun, wind, water), extra), programme.Rules(0.1, 0.06), year)
    bill, share = dispatch.dispatched(hours, days, ratio, wind, water, extra)
    assert bill.item() == pytest.approx(exact.bill, abs=dispatch.BILL_ERROR)
    assert share.item() == pytest.approx(exact.local, abs=dispatch.SHARE_ERROR)


@pytest.mark.parametrize(
    ("hours", "days", "ratio", "mix", "extra"),
    [
        (4_500, 2, 0.75, (1, 0, 0), -1.0),
        (2_250, 0.5, 1.5, (0, 1, 0), 0.0),
        (7_000, 4, 0.25, (1 / 3, 1 / 3, 1 / 3), 1.0),
        (1_500, 1, 0.0, (1, 0, 0), 0.0),
    ],
)
def test_at_a_node_the_answer_is_the_tabulated_one(dispatch, programme, year, hours, days, ratio, mix, extra):
    exact = programme.solve(programme.Plant(hours, days, ratio, mix, extra), programme.Rules(0.1, 0.06), year)
    bill, share = dispatch.dispatched(hours, days, ratio, mix[1], mix[2], extra)
    assert bill.item() == pytest.approx(exact.bill, abs=0.0011)  # written to the thousandth
    assert share.item() == pytest.approx(exact.local, abs=0.0011)


def test_the_minimum_load_is_within_the_stated_error(dispatch, programme, year):
    """A quarter of the year with a binary variable an hour: never between a stop and a tenth of the power."""
    profiles = type(year)(*(values[:2_190] for values in (year.sun, year.wind, year.water, year.price, year.demand)))
    plant, rules = programme.Plant(3_300, 1.4, 0.6, (0.5, 0.5, 0.0), -0.6), programme.Rules(0.1, 0.06)
    held, free = (programme.solve(plant, rules, profiles, whole=whole) for whole in (True, False))
    load, power = held.from_plants + held.from_grid, 8_760 / 3_300
    assert not np.any((load > 1e-6) & (load < 0.1 * power - 1e-6))
    assert np.any((free.from_plants + free.from_grid > 1e-6) & (free.from_plants + free.from_grid < 0.1 * power - 1e-6))
    assert 0 <= held.bill - free.bill + 1e-4 <= dispatch.BILL_ERROR / 2


# Solved over the whole year with a binary variable an hour, within a ten thousandth: hours, tank, local electricity, wind, water, price, then the
# bill and the local share. The worst of thirty plants drawn in the domain come first.
WITH_MINIMUM_LOAD = [
    (3087.6079, 0.7322, 0.14, 0.1449, 0.8498, -2.9235, -0.943, 0.1333),
    (1795.0056, 1.5408, 0.4108, 0.0966, 0.0888, -1.687, -1.1973, 0.3115),
    (5451.3416, 0.8469, 1.2232, 0.0085, 0.6842, -1.3819, -1.3965, 0.8182),
    (1680.9765, 2.6135, 0.3913, 0.9387, 0.0, -1.3657, -1.2759, 0.2744),
    (1908.4279, 2.5968, 0.4445, 0.5462, 0.0066, -1.3508, -1.2451, 0.2999),
    (2459.448, 0.9916, 0.9311, 0.8053, 0.0, -2.9365, -2.3226, 0.7146),
    (5028.9476, 0.5829, 0.5844, 0.4246, 0.3274, -0.4906, -0.6376, 0.3071),
    (3995.1276, 1.4576, 1.0108, 0.0144, 0.5952, 1.276, -0.6461, 0.0),
    (2027.0246, 0.6703, 1.5125, 0.0754, 0.0, 1.9262, -0.7306, 0.0),
    (5761.1866, 2.0573, 0.4253, 0.5963, 0.1507, 1.6777, -0.478, 0.0),
]


@pytest.mark.parametrize(("hours", "days", "ratio", "wind", "water", "extra", "bill", "local"), WITH_MINIMUM_LOAD)
def test_the_table_holds_the_dispatch_that_stops_or_runs_above_a_tenth(dispatch, hours, days, ratio, wind, water, extra, bill, local):
    found, share = dispatch.dispatched(hours, days, ratio, wind, water, extra)
    assert found.item() == pytest.approx(bill, abs=dispatch.BILL_ERROR)
    assert share.item() == pytest.approx(local, abs=dispatch.SHARE_ERROR)


def test_the_exact_dispatch_keeps_every_rule(programme, year):
    plant = programme.Plant(3_500, 1.5, 0.8, (0.6, 0.4, 0.0), -0.5)
    answer = programme.solve(plant, programme.Rules(0.1, 0.06), year)
    load = answer.from_plants + answer.from_grid
    before = np.roll(answer.tank, 1)
    assert answer.tank == pytest.approx(before + load - year.demand, abs=1e-6)  # hydrogen is neither made nor lost
    assert load.max() <= 8_760 / 3_500 + 1e-6
    assert np.all(answer.from_plants <= 0.8 * (0.6 * year.sun + 0.4 * year.wind) + 1e-6)
    assert (answer.tank.min(), answer.tank.max()) == (pytest.approx(0.06 * 36, abs=1e-6), pytest.approx(36, abs=1e-6))
    assert load.mean() == pytest.approx(1, abs=1e-6)
    assert answer.bill == pytest.approx((answer.from_grid * year.price + answer.from_plants * -0.5).mean(), abs=1e-6)


def test_without_tank_to_play_with_the_machine_follows_the_demand(programme, year):
    """By hand: a machine at full use all year, whose demand never changes, buys at the mean price."""
    flat = type(year)(year.sun, year.wind, year.water, year.price, np.ones(8_760))
    answer = programme.solve(programme.Plant(8_760, 1, 0, (1, 0, 0), 0), programme.Rules(0, 0), flat)
    assert answer.bill == pytest.approx(0, abs=1e-6)


def by_halves(year):
    """A year whose market is a deviation under its mean half of each day, over it the other half, and whose demand never changes."""
    hours = np.arange(8_760)
    return type(year)(year.sun, year.wind, year.water, np.where(hours % 24 < 12, -1.0, 1.0), np.ones(8_760))


@pytest.mark.parametrize(("price", "days", "bill"), [(1.8, 0.5 / 0.94, -1.0), (1.95, 0.1, -0.188)])
def test_the_cheapest_tank_holds_half_a_day_as_long_as_it_costs_less_than_it_spares(programme, year, price, days, bill):
    """By hand: a day more of tank moves 0.94 x 24 kWh a day from a dear hour to a cheap one, two deviations under, and spares 1.88 a kWh of the year;
    half a day is all there is to move, with six hundredths that stay in the tank. 0.1 day moves 0.1 x 0.94 x 24 of 24 kWh: 2 x 0.094."""
    found = programme.sized(programme.Plant(4_380, 1, 0, (1, 0, 0), 0), programme.Tank(price, 0.1, 4), programme.Rules(0, 0.06), by_halves(year))
    assert found.days == pytest.approx(days, abs=1e-6)
    assert found.answer.bill == pytest.approx(bill, abs=1e-6)


@pytest.mark.parametrize(("hours", "ratio", "price"), [(3_800, 0.0, 0.05), pytest.param(5_000, 0.8, 0.1, marks=pytest.mark.nightly)])
def test_no_other_tank_is_cheaper_than_the_one_that_was_found(programme, year, hours, ratio, price):
    def plant(days):
        return programme.Plant(hours, days, ratio, (0.5, 0.5, 0.0), -0.3)

    rules = programme.Rules(0.1, 0.06)
    found = programme.sized(plant(1), programme.Tank(price, 0.5, 4), rules, year)
    least = found.answer.bill + price * found.days
    assert programme.solve(plant(found.days), rules, year).bill == pytest.approx(found.answer.bill, abs=1e-6)
    assert 0.6 < found.days < 3.9  # neither end, so that both sides can be tried
    for other in (found.days - 0.1, found.days + 0.1):
        assert programme.solve(plant(other), rules, year).bill + price * other >= least - 1e-6


def test_a_demand_that_no_tank_serves_is_told(programme, year):
    with pytest.raises(ArithmeticError, match="aucune marche ne sert la demande"):
        programme.sized(programme.Plant(9_000, 1, 0, (1, 0, 0), 0), programme.Tank(0.1, 0.1, 4), programme.Rules(0, 0.06), year)


def test_the_local_share_is_the_slope_of_the_bill(dispatch):
    """A dearer local kWh costs more by what is used of it: the two tables tell one story."""
    step = 1e-4
    low, high = (dispatch.dispatched(3_000, 1.5, 0.8, 0.4, 0.1, extra)[0] for extra in (-0.5, -0.5 + step))
    assert ((high - low) / step).item() == pytest.approx(dispatch.dispatched(3_000, 1.5, 0.8, 0.4, 0.1, -0.5)[1].item(), abs=1e-3)


def test_beyond_the_prices_of_the_grid_the_cheapest_dispatch_no_longer_changes(dispatch, programme, year):
    for extra in (-6.0, 5.0):
        exact = programme.solve(programme.Plant(4_500, 2, 0.75, (1, 0, 0), extra), programme.Rules(0.1, 0.06), year)
        bill, share = dispatch.dispatched(4_500, 2, 0.75, 0, 0, extra)
        assert (bill.item(), share.item()) == (pytest.approx(exact.bill, abs=0.01), pytest.approx(exact.local, abs=0.002))


@pytest.mark.parametrize(
    ("hours", "days", "ratio", "words"),
    [
        (7_500, 2, 0.5, "les heures de marche"),
        (1_400, 2, 0.5, "les heures de marche"),
        (4_000, 5, 0.5, "le stockage"),
        (4_000, 0.2, 0.5, "le stockage"),
        (4_000, 2, 2.5, "électricité locale"),
        (4_000, 2, -0.1, "électricité locale"),
    ],
)
def test_nothing_is_read_outside_the_tested_domain(dispatch, hours, days, ratio, words):
    with pytest.raises(Refusal, match="aucun résultat n'est montré") as refused:
        dispatch.dispatched(hours, days, ratio, 0.5, 0, 0)
    assert words in str(refused.value)


def test_one_draw_outside_the_domain_is_enough_to_refuse(dispatch):
    with pytest.raises(Refusal):
        dispatch.dispatched(np.array([4_000, 9_000]), 2, 0.5, 0.5, 0, 0)


def test_the_domain_holds_whatever_the_levers_ask(study):
    for name in ("full_load_hours", "tank_days", "local_ratio", "wind_share", "water_share", "ppa_price"):
        parameter = study.parameters[name]
        for value in (parameter.low, parameter.high):
            assert np.isfinite(float(study.run("proactive", **{name: value}).data.pump_price)), (name, value)


@pytest.mark.parametrize("scenario", ["proactive", *(pytest.param(each, marks=pytest.mark.nightly) for each in ("trend", "breakthrough"))])
def test_the_draws_stay_in_the_domain_at_both_ends_of_every_lever(study, dispatch, monkeypatch, scenario):
    """What the model asks the tables for, draw by draw: never outside the nodes, whatever the lever; the hours that modules give are within too."""
    asked, read = [], dispatch.dispatched

    def watched(hours, days, ratio, *others):
        asked.append((np.min(hours), np.max(hours), np.min(days), np.max(days), np.min(ratio), np.max(ratio)))
        return read(hours, days, ratio, *others)

    monkeypatch.setattr(dispatch, "dispatched", watched)
    draws = ensemble.draw(study.parameters)
    for name, parameter in study.parameters.items():
        for value in (parameter.low, parameter.high) if parameter.role == "lever" else ():
            chosen = runs.choices(study, scenario, {name: value})
            assert np.isfinite(runs.simulate(study, chosen, draws).pump_price).all(), (name, value)
    ends = np.array(asked)
    assert len(asked) > 100
    assert ends[:, 0].min() >= 1_500 - 1e-6 and ends[:, 1].max() <= 7_000 + 1e-6  # hours at full load of the grid
    assert ends[:, 2].min() >= 0.5 and ends[:, 3].max() <= 4  # days of tank
    assert ends[:, 4].min() >= 0 and ends[:, 5].max() <= 2  # local electricity over the need


def test_a_lever_beyond_its_bounds_is_refused_before_any_table_is_read(study):
    for name, value in (("full_load_hours", 7_500), ("tank_days", 5), ("local_ratio", 2.5)):
        with pytest.raises(BadRequest, match="hors des bornes"):
            runs.choices(study, "trend", {name: value})


def test_other_rules_than_those_of_the_tables_are_refused_in_french(study):
    with pytest.raises(BadRequest, match="charge minimale de 10%.*python -m studies tabulate hydrogen"):
        runs.run(study, "trend", {"least_load": 0.2})


def test_the_tables_are_those_of_today_s_programme(study, monkeypatch):
    """A small grid made again gives the numbers of the large one at the same nodes."""
    made, (bill, share) = study.modules["tabulation"], study.modules["dispatch"].grids()
    monkeypatch.setattr(made, "HOURS", (4_500,))
    monkeypatch.setattr(made, "DAYS", (2,))
    monkeypatch.setattr(made, "RATIOS", (0.0, 0.75))
    monkeypatch.setattr(made, "MIXES", ((1, 0, 0),))
    monkeypatch.setattr(made, "EXTRAS", (-1.0,))
    found = tabulating.made(study)
    assert set(found) == {"dispatch.csv", "dispatch_rules.csv"}
    rows = [line.split(",") for line in found["dispatch.csv"].splitlines()]
    assert rows[0] == ["hours", "days", "ratio", "mix", "extra", "bill", "share"]
    assert [row[:5] for row in rows[1:]] == [["4500", "2", "0.0", "0", "-1.0"], ["4500", "2", "0.75", "0", "-1.0"]]
    assert found["dispatch_rules.csv"] == (study.folder / "tables/dispatch_rules.csv").read_text("utf-8")
    bills, shares = ([row[column] for row in rows[1:]] for column in (5, 6))
    hours, days, ratio, mix, extra = 3, 2, 3, 0, 1  # where they stand on the large grid
    assert [int(number) / 1_000 for number in bills] == pytest.approx([bill[hours, days, 0, mix, extra], bill[hours, days, ratio, mix, extra]])
    assert [int(number) / 1_000 for number in shares] == pytest.approx([share[hours, days, 0, mix, extra], share[hours, days, ratio, mix, extra]])


def test_more_local_electricity_a_larger_tank_or_a_larger_machine_never_cost_more(dispatch):
    ratios = dispatch.dispatched(4_000, 2, np.array([0, 0.4, 0.9, 1.6, 2.0]), 0.5, 0, -0.8)[0]
    tanks = dispatch.dispatched(4_000, np.array([0.5, 0.8, 1.5, 3, 4]), 0.5, 0.5, 0, -0.8)[0]
    hours = dispatch.dispatched(np.array([7_000, 5_000, 3_000, 2_000, 1_500]), 2, 0.5, 0.5, 0, -0.8)[0]
    for bills in (ratios, tanks, hours):
        assert np.all(np.diff(bills) <= 1e-9)


def test_the_synthetic_year_has_the_rhythms_it_should(year):
    days = year.sun.reshape(365, 24)
    assert (year.sun.mean(), year.wind.mean(), year.water.mean(), year.demand.mean()) == pytest.approx((1, 1, 1, 1))
    assert days[:, [0, 1, 2, 23]].max() == 0  # no sun at night
    assert days[152:243].mean() > 1.8 * days[[*range(59), *range(334, 365)]].mean()  # summer over winter
    assert year.wind[:2_190].mean() > year.wind[4_380:6_570].mean()  # winter winds
    assert (year.price.mean(), year.price.std()) == (pytest.approx(0, abs=0.02), pytest.approx(1, abs=0.02))
    assert year.price[(np.arange(8_760) % 24 == 19)].mean() > 0.7  # the evening peak
    assert year.demand[np.arange(8_760) % 24 == 3].max() == 0  # nobody refuels at night


def test_the_negative_hours_of_the_market_are_about_those_of_2024_and_2023(study, year):
    for name, published in (("price_spread", 359), ("spread_2023", 147)):
        counted = int((1 + study.parameters[name].value * year.price < 0).sum())
        assert counted == pytest.approx(published, abs=60), name
