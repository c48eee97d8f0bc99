"""The one convention of money: constant euros, what is fixed in current ones, amounts of another year."""

import pytest

from studies import catalog
from studies.toolkit import prices
from studies.toolkit.reading import units


def test_an_amount_of_2019_buys_what_fifteen_per_cent_more_buys_in_2024():
    assert prices.converted(100.0, 2019) == pytest.approx(115, abs=0.5)
    assert prices.converted(115.0, 2024, to=2019) == pytest.approx(100, abs=0.5)
    assert prices.converted(80.0, 2024) == 80


def test_a_year_that_nobody_has_published_yet_is_that_of_the_last_index():
    assert prices.converted(25.79, 2025) == 25.79


def test_a_loan_at_four_per_cent_costs_half_of_it_when_prices_rise_by_two():
    assert prices.real_rate(0.04, 0.02) == pytest.approx(0.0196, abs=1e-4)
    assert prices.real_rate(0.04, 0.0) == pytest.approx(0.04)


def test_what_is_fixed_in_current_euros_is_worth_its_value_at_the_real_rate():
    """Twenty annuities at a nominal rate, each brought back to the start by the real rate once deflated, give back what was lent."""
    nominal, rise, years = 0.035, 0.02, 20
    annuity = 1_000 * nominal / (1 - (1 + nominal) ** -years)
    real = prices.real_rate(nominal, rise)
    assert sum(annuity * prices.worth(t, rise) / (1 + real) ** t for t in range(1, years + 1)) == pytest.approx(1_000)


@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_every_result_in_money_is_in_euros_of_the_one_year(slug):
    study = catalog.get(slug)
    years = {units.find(result.unit).price_year for result in study.results.values()} - {None}
    assert years <= {prices.YEAR}
