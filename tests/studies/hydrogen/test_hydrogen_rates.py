"""What the rates of hydrogen are divided by: the tonnes that the public euro bought, stations that there are, kilos that are sold."""

import math

import pytest

STUDY = "hydrogen"


def test_a_tonne_is_one_that_the_public_euro_bought(study):
    """Users and energy suppliers pay the batteries: their tonnes made the one of biomethane cost 10.8 EUR, for 16.7 with those that it paid."""
    found = {option.id: study.run(option.scenario) for option in study.card.options}
    nothing, advised = found["nothing"].data, found["biomethane_first"].data
    spent, bought = (float(advised[name] - nothing[name]) for name in ("public_money", "carbon_bought"))
    assert spent * 1e6 / bought == pytest.approx(16.7, abs=0.05)
    assert {outcome.values["battery_share"] for outcome in found.values()} == {0.05}  # what the world decides is the same for all
    more = study.run("biomethane", battery_share=0.1).data
    assert float(more.carbon_total) > float(advised.carbon_total) * 1.1
    assert float(more.carbon_bought) == pytest.approx(float(advised.carbon_bought), rel=0.01)  # batteries take a little of the renewal


def test_the_use_of_no_station_and_the_price_of_no_kilo_have_no_object(study):
    closed, opened = study.run("nothing"), study.run("proactive")
    assert math.isnan(closed.indicators["station_use"].value) and closed.data.station_use.isnull().all() and math.isnan(closed.data.public_each_kilo)
    assert opened.indicators["station_use"].value == pytest.approx(0.35, abs=0.01) and not opened.data.station_use.isnull().any()
