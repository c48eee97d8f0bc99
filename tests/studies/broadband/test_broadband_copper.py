"""The end of copper: who has to move, who is left, where they are; hand calculations and sums that must hold."""

import numpy as np
import pytest

from data.ground import french
from pages.parts.study.view import View
from studies.broadband.screens import copper
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import read

STUDY = "broadband"
NAMED = ["48081", "48003", "48090", "48071", "48167", "48082", "48004", "48021", "48080", "48094", "48150", "48034"]  # 48FM after Orange, 2026
SCENARIOS = ["trend", "proactive", "breakthrough", "fracture"]


@pytest.fixture(scope="module")
def model(study):
    return study.modules["copper"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_permanent_premise_has_fibre_has_copper_or_is_at_risk(study, scenario):
    data = study.run(scenario).data
    premises = float(study.territory.main_residences.sum() + study.territory.establishments.sum())
    assert (data.with_fibre + data.copper_lines + data.at_risk).values == pytest.approx(premises)
    assert (data.copper_lines + data.at_risk).values == pytest.approx(data.without_fibre.values, abs=1e-6)
    for name in ("with_fibre", "copper_lines", "at_risk"):
        assert float(data[name].min()) >= 0


def test_copper_stops_at_the_end_of_2028_in_the_named_communes_and_in_part_of_the_others(study):
    data = study.run("trend").data
    gone = data.copper_by_commune.sel(year=2029)
    assert (gone.sel(commune=NAMED) == 0).all()
    before, after = (data.copper_by_commune.sel(year=date).drop_sel(commune=NAMED) for date in (2028.75, 2029))
    # 27 of the 140 communes that are not named: 19.3 % of the lines of each, and a few more subscribers within the quarter
    assert (after / before).values == pytest.approx(1 - 27 / 140, abs=0.03)
    assert float(data.copper_by_commune.sel(year=2031).sum()) == 0
    assert float(data.at_risk_by_commune.sel(year=2028.75).sum()) == 0


@pytest.mark.parametrize(("communes", "left"), [(12, 1.0), (39, 113 / 140), (152, 0.0)])
def test_the_communes_not_named_keep_copper_in_proportion_of_those_that_wait(study, communes, left):
    data = study.run("trend", closed_first=communes).data
    before, after = (data.copper_by_commune.sel(year=date).drop_sel(commune=NAMED).sum() for date in (2028.75, 2029))
    assert float(after / before) == pytest.approx(left, abs=0.03)


def test_of_the_lines_that_fibre_reaches_nine_in_ten_move(model):
    # 70 % had fibre, fibre reaches 98 %: 0.9 x 28 points move where copper has stopped, half of it here
    assert float(model.moved_to_fibre(0.70, 0.98, 1.0, 0.9)) == pytest.approx(0.952)
    assert float(model.moved_to_fibre(0.70, 0.98, 0.5, 0.9)) == pytest.approx(0.826)
    assert float(model.moved_to_fibre(0.99, 0.98, 1.0, 0.9)) == 0.99


def test_the_homes_at_risk_are_those_that_fibre_does_not_reach_and_one_in_ten_of_the_lines_left(study):
    data = study.run("trend").data.sel(year=2031)
    premises = float(study.territory.main_residences.sum() + study.territory.establishments.sum())
    unreached = float(1 - data.coverage) * premises
    before = study.run("trend", moving_alone=0, moving_helped=0).data.sel(year=2031)  # nobody moves: the lines left are all at risk
    lines = float(before.at_risk) - unreached
    assert float(data.at_risk) == pytest.approx(unreached + 0.1 * lines, rel=0.01)


def test_a_hundred_and_twenty_sessions_halve_those_who_do_not_move(model, study):
    assert float(model.accompanied(10, 10, 120)) == 0
    assert float(model.accompanied(0, 10, 120)) == 0
    assert float(model.accompanied(65, 10, 120)) == pytest.approx(0.5)
    assert float(model.accompanied(300, 10, 120)) == 1
    assert float(model.moving(0.90, 0.95, 1)) == pytest.approx(0.95)
    assert float(model.moving(0.97, 0.95, 1)) == 0.97  # help never makes it worse
    # what sessions do to subscribers before copper stops is put to nothing: what is left is what they do when it stops
    only = {"final_coverage": 1, "catch_up_rate": 1.5, "session_effect": 0, "session_success": 0}
    alone, helped = (study.run("trend", sessions=number, **only).data.at_risk.sel(year=2031) for number in (10, 120))
    assert float(helped / alone) == pytest.approx(0.5, abs=0.01)


def test_the_lines_to_move_are_counted_when_copper_stops_where_they_are(model):
    adopters, closed = np.array([0.2, 0.5, 0.6])[:, None, None], np.array([0.0, 0.25, 1.0])[:, None, None]
    # a quarter of 1 000 premises stops when half have fibre, the rest when 60 % have it: 125 + 300
    assert model.lines_to_move(adopters, closed, np.array([1_000.0])) == pytest.approx([425])


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(
    ("local", "whole"),
    [
        ("subscribers_by_commune", "subscribers"),
        ("copper_by_commune", "copper_lines"),
        ("at_risk_by_commune", "at_risk"),
        ("teleworkers_by_commune", "teleworkers"),
        ("telework_km_by_commune", "telework_km"),
        ("connected_by_commune", "videoconference_people"),
    ],
)
def test_the_communes_add_up_to_the_departement(study, scenario, local, whole):
    data = study.run(scenario).data
    assert data[local].sum("commune").values == pytest.approx(data[whole].values, rel=1e-6, abs=1e-6)


def test_exclusion_follows_age_and_keeps_its_mean(model, study):
    older, people = study.territory.people_75.values, study.territory.population.values
    share = model.exclusion_by_age(older, people, 0.22, 0.62)
    assert float((share * people).sum() / people.sum()) == pytest.approx(0.22)
    oldest, youngest = (older / people).argmax(), (older / people).argmin()
    assert share[oldest] == share.max()
    assert share[youngest] == share.min()


def test_more_of_those_left_are_where_more_people_are_excluded(study):
    data, here = study.run("trend").data, study.territory
    rate = (data.at_risk_by_commune / data.copper_by_commune.sel(year=2030.75)).sel(year=2031)
    older = (here.people_75 / here.population).values
    assert np.corrcoef(rate.drop_sel(commune=NAMED).values, older[~np.isin(here.commune.values, NAMED)])[0, 1] > 0.8


def test_the_need_of_mediation_falls_to_a_third_beside_a_place_of_help(model):
    assert float(model.accessible(0.0, 15.0)) == 1
    assert float(model.accessible(15.0, 15.0)) == pytest.approx(0.367879, abs=1e-6)


def test_a_scenario_whose_levers_spare_nobody_says_so(study):
    shown = View(study, study.run("fracture"), study.run("trend"), "Fracture")
    assert all(effect.changes[copper.RISK] > -1 for effect in copper.tried(shown))
    assert copper.strongest(shown) == {"strongest": "aucun des leviers que ce choix déplace n'évite un foyer sans fibre"}


def test_the_lever_that_protects_most_is_named_with_what_it_spares_and_costs(study):
    shown = View(study, study.run("proactive"), study.run("trend"), "Volontariste")
    assert copper.strongest(shown) == {
        "strongest": french.spaced("« séances de médiation numérique » évite le plus de foyers sans fibre : 372, pour 0,149 M€ jusqu'en 2035")
    }


def test_each_option_says_what_a_home_with_fibre_costs_beside_its_total(study):
    unpaid, helped = study.run("nothing"), study.run("copper")
    spared = unpaid.indicators["at_risk_2031"].value - helped.indicators["at_risk_2031"].value
    each = (helped.indicators["public_money"].value - unpaid.indicators["public_money"].value) * 1e6 / spared
    row = copper.option_row("Fin du cuivre", helped, unpaid)
    assert 2_000 < each < 2_300  # [EUR] 1,23 MEUR more for 570 homes
    # the same 1,23 MEUR over the 77 people who telework because their home has fibre
    teleworkers = "15\u202f900\u00a0€ par télétravailleur de plus"
    assert list(row.values())[-1] == f"{units.headline(each, 'EUR_2024')} par foyer qui a la fibre ; {teleworkers}"
    assert list(copper.option_row("Rien", unpaid, unpaid).values())[-1] == "rien de plus"


def test_the_options_are_all_there_and_the_choice_on_screen_once(study):
    shown = View(study, study.run("proactive"), study.run("trend"), "Volontariste")
    assert len(copper.options_shown(shown)) == 5
    moved = View(study, study.run("proactive", sessions=50), study.run("trend"), "Volontariste")
    assert list(copper.options_shown(moved))[-1] == "Volontariste"


def test_every_lever_is_there_for_a_result_of_the_study(study):
    aims = copper.aims(View(study, study.run(), study.run(), "Tendanciel"))
    assert sorted(aims) == sorted(name for name, parameter in study.parameters.items() if parameter.role == "lever")
    trend = study.run("trend").data
    for aim in aims.values():
        assert np.isfinite(float(read(trend, aim["result"]))), aim["result"]


def test_lines_that_a_commune_cannot_keep_stay_in_the_others(study):
    """Eight lines in ten stay, 100 lines in each of two communes, one three times as excluded: it keeps all of its own, the other one keeps 60."""
    copper = study.modules["copper"]
    staying = copper.staying_by_exclusion(np.array([[100.0, 100.0]]), np.array([[0.2]]), np.array([0.6, 0.2]))
    assert staying[0] == pytest.approx([1.0, 0.6])
    few = copper.staying_by_exclusion(np.array([[100.0, 100.0]]), np.array([[0.9]]), np.array([0.6, 0.2]))
    assert few[0] == pytest.approx([0.15, 0.05])
