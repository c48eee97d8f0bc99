"""A price of another year is brought to the year of the studies, and its line says from which: nobody adds euros of 2011 to euros of 2024."""

import re

import pytest

from studies import catalog
from studies.toolkit import prices
from studies.toolkit.reading import units

READ = re.compile(r"(?P<amount>\d[\d ]*(?:,\d+)?) € en (?P<year>\d{4})")
BY_INDEX = "portés en euros de 2024 par l'indice des prix de l'INSEE"
OTHERWISE = ("Montant d'une règle", "comme le coût d'une place d'engraissement", "un rapport de deux prix", "Posé", "posé")
ROUNDED = 0.01  # [share] to which a converted price is written


def said(note: str) -> str:
    """A note with ordinary spaces."""
    return note.replace("\u202f", " ").replace("\xa0", " ")


def prices_of(slug: str) -> list:
    """The amounts of money of a study that no lever chooses, in euros of the year of the studies."""
    return [
        parameter
        for parameter in catalog.get(slug).parameters.values()
        if units.find(parameter.unit).price_year == prices.YEAR and parameter.role != "lever"
    ]


@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_a_price_read_in_an_earlier_year_says_how_it_came_to_euros_of_2024(slug):
    silent = [
        parameter.id
        for parameter in prices_of(slug)
        if parameter.year < prices.YEAR and BY_INDEX not in said(parameter.note) and not any(word in parameter.note for word in OTHERWISE)
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("slug", "name", "amount", "year"),
    [
        ("pork", "price_bio", 3.5, 2017),
        ("pork", "investment_ne_bio", 8_500, 2018),
        ("pork", "renewal", 120, 2011),
        ("broadband", "set_rent", 40, 2021),
        ("broadband", "cabin_rent", 600, 2022),
        ("hydrogen", "refuse_price_h2", 700_000, 2021),
        ("hydrogen", "refuse_price_diesel", 200_000, 2021),
        ("hydrogen", "snow_price_diesel", 237_500, 2019),
        ("hydrogen", "lcv_price_h2", 70_000, 2021),
        ("hydrogen", "price_2022", 276, 2022),
        ("hydrogen", "price_2023", 97, 2023),
        ("hydrogen", "station_cost", 3_500, 2021),
        ("hydrogen", "delivered_cost", 5.3, 2021),
        ("hydrogen", "outside_price", 13.5, 2019),
    ],
)
def test_a_converted_price_is_that_of_its_source_times_what_prices_gained(slug, name, amount, year):
    parameter = catalog.get(slug).parameters[name]
    assert parameter.value == pytest.approx(prices.converted(amount, year), rel=ROUNDED)
    read = READ.search(said(parameter.note))
    assert (float(read["amount"].replace(" ", "").replace(",", ".")), int(read["year"])) == (amount, year)


def test_a_desk_costs_the_middle_of_two_prices_of_two_years():
    desk = catalog.get("broadband").parameters["desk_price"]
    assert desk.low == pytest.approx(prices.converted(58, 2021), rel=ROUNDED)
    assert desk.high == pytest.approx(prices.converted(150, 2016), rel=ROUNDED)
    assert desk.low < desk.value < desk.high


def test_the_videoconference_can_be_free():
    figures = catalog.get("broadband").parameters
    assert figures["videoconference_aid"].high == figures["set_rent"].value


def test_a_sow_place_and_a_fattening_place_have_become_dearer_alike():
    """401 EUR in 2015, 583 in 2023 for the same place (Ifip)."""
    figures, rise = catalog.get("pork").parameters, 583 / 401
    assert figures["investment_ne_m"].value == pytest.approx(7_500 * rise, rel=ROUNDED)
    assert figures["investment_eng_lr"].value == pytest.approx(531 * rise, rel=ROUNDED)
