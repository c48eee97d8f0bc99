"""What fibre is used for: published orders of magnitude and hand calculations."""

import numpy as np
import pytest

from studies.toolkit.running import narrative

STUDY = "broadband"


@pytest.fixture(scope="module")
def model(study):
    return study.modules["uses"]


def test_a_weekly_day_of_telework_avoids_187_kilogrammes_a_year_after_rebound(model):
    assert model.carbon_avoided(1_000, 1, 271, 0.31) == pytest.approx(187, abs=0.1)  # ADEME (2020), in tonnes for 1 000 people


def test_kilometres_and_carbon_are_two_counts_that_nothing_adds_up(study, model):
    data, values = study.run("trend").data.sel(year=2031), study.run("trend").values
    people, days = float(data.teleworkers), values["telework_days"]
    assert float(data.telework_km) == pytest.approx(people * days * 45 * 2 * 13 * 0.75)
    assert float(data.telework_carbon) == pytest.approx(people * days * 0.187, rel=0.001)
    carbon = [name for name, result in study.run("trend").data.data_vars.items() if "CO2" in result.attrs["unit"]]
    assert carbon == ["telework_carbon"]


def test_teleworkers_live_in_the_households_that_subscribe(study, model):
    assert model.teleworkers(1_000, 0.3, 0.5, 0.8) == pytest.approx(120)
    # half of the compatible jobs, three in ten of 30 569 people at work, in 96.76 % of the households: not in all, establishments being no homes
    assert float(study.run("trend").data.teleworkers.sel(year=2036)) == pytest.approx(30_569 * 0.3 * 0.5 * 0.9676, rel=0.001)
    for scenario in study.scenarios:
        data, values = study.run(scenario).data.sel(year=2036), study.run(scenario).values
        everybody = float(study.territory.employed.sum()) * values["compatible"] * values["telework_practice"]
        assert float(data.teleworkers) / everybody <= float(data.households_subscribed) + 1e-9


def test_no_occupancy_pays_for_a_desk_with_a_host_at_the_price_of_claret(model):
    # 18.75 m2 (Luzech and Prayssac: 300 m2 for 16 desks) at 60 + 20 EUR, and a quarter of a host for ten desks: 1 500 + 1 125 EUR
    cost = model.desk_cost(18.75, 60, 20, 0.025, 45_000)
    assert cost == pytest.approx(2_625)
    assert model.break_even_occupancy(cost, 58) == pytest.approx(3.77, abs=0.01)
    assert model.break_even_occupancy(1_500, 150) == pytest.approx(0.8333, abs=1e-4)  # without a host, at the price of the cheapest region
    assert model.third_places_result(10, 1.0, 150, 1_800) == 0


def test_at_the_break_even_occupancy_a_third_place_neither_earns_nor_loses(study, model):
    data = study.run("trend", desk_rent=40, desk_price=150, desk_hosts=0).data.sel(year=2036)
    even = float(data.third_places_even)
    assert even < 1
    assert model.third_places_result(100, even, 150, 12 * 150 * even) == pytest.approx(0)


@pytest.mark.parametrize("target", [300, 1_500])
def test_the_videoconference_reaches_those_it_aims_at_and_never_more_than_the_isolated(study, target):
    data = study.run("trend", videoconference_target=target).data
    people = data.videoconference_people
    assert float(people.sel(year=2027)) == 0
    assert (np.diff(people.values) >= 0).all()
    assert 0.9 * target < float(people.sel(year=2036)) <= target
    isolated = float(study.territory.people_75.sum()) * 0.4
    assert float(study.run("trend", videoconference_target=1_500, living_alone=0.05).data.videoconference_people.max()) <= isolated * 0.05 / 0.4


def test_a_connected_person_costs_780_euros_and_pays_for_itself_with_twenty_two_visits(model):
    cost = model.cost_of_a_beneficiary(40, 45_000, 150)  # e-lio: about 40 EUR a month; a host for 150 people
    assert cost == 780
    assert model.visits_to_break_even(cost, 35) == pytest.approx(22.29, abs=0.01)


@pytest.mark.parametrize(("rent", "consultations", "euros"), [(600, 7, 86), (1_000, 20, 50), (10_000 / 36, 20, 13.9)])
def test_a_consultation_in_a_cabin_costs_its_rent_over_their_number(model, rent, consultations, euros):
    assert model.cabin_unit_cost(rent, consultations) == pytest.approx(euros, abs=0.5)


def test_two_per_cent_of_the_consultations_of_lozere_are_seven_thousand_a_year(study):
    data = study.run("trend").data.sel(year=2024)
    assert float(data.teleconsultations) == pytest.approx(76_486 * 4.5 * 0.02, rel=0.001)
    assert float(data.travel_hours) == pytest.approx(float(data.teleconsultations) * 50 / 60)


def test_what_is_proven_elsewhere_gives_small_upper_bounds(study):
    data = study.run("trend").data.sel(year=2031)
    reached = float(data.coverage) - float(study.run("trend").data.coverage[0])
    assert float(data.creations) == pytest.approx(900 * 0.02 * reached)
    assert 25 < float(data.seekers) < 35  # one per cent of about 3 200 people who look for a job
    assert float(data.esport_jobs) == pytest.approx(1.15, abs=0.01)


def test_an_event_gathers_a_hundred_people_once_it_is_in_place(study):
    public = study.run("trend", esport_events=4).data.esport_public
    assert [float(public.sel(year=date)) for date in (2027, 2031, 2035)] == [0, 200, 400]


def said(study, question, **changes):
    """The answer to a question of the committee, filled, with a dash for what only the page knows and plain spaces."""
    shown = study.run("trend", **changes)
    text = narrative.answer_of(study.questions[question], shown, study.parameters)
    return narrative.fill(text, shown, study.run("trend"), study.parameters, lambda: dict.fromkeys(["places", "help"], "-")).replace("\u00a0", " ")


ALONE = {"desk_rent": 40, "desk_price": 150, "desk_hosts": 0}  # without a host: 18,8 m2 x 60 EUR over 12 x 150 EUR, 62,7 %


@pytest.mark.parametrize(
    ("changes", "economy"),
    [
        ({}, "même plein, un poste ne paie pas ses charges : 150 postes demanderaient - d'aide fin 2035"),
        (ALONE, "l'équilibre est à 62,7 % d'occupation : 150 postes demanderaient - d'aide fin 2035"),
        ({**ALONE, "desk_occupancy": 0.7}, "l'équilibre est à 62,7 % d'occupation, et les postes paieraient leurs charges fin 2035"),
    ],
)
def test_the_answer_on_third_places_says_whether_a_desk_can_pay_its_cost(study, changes, economy):
    assert said(study, "third_places", **changes) == f"- d'abord ; {economy}"


@pytest.mark.parametrize(
    ("target", "reached"),
    [(0, "personne n'est relié dans ce scénario"), (1.5, "1,5 personne serait reliée fin 2035"), (300, "296 personnes seraient reliées fin 2035")],
)
def test_the_answer_on_the_videoconference_agrees_with_how_many_are_reached(study, target, reached):
    cost = "Relier une personne coûte 840 € par an : il faut qu'elle évite 24 visites à domicile"
    assert said(study, "videoconference", videoconference_target=target) == f"{cost} ; {reached}"
