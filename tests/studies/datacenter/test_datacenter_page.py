"""The page of the datacenter study: its twelve questions, each answered, with what the answer rests on once it is opened."""

import json
import re
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from data import tables
from geo.fibre import backbone
from pages.parts.charts import curves
from pages.parts.study.view import View
from studies.datacenter.screens import clients, money, sites
from studies.toolkit.reading import units
from studies.toolkit.running import narrative
from tests.pages.conftest import Visitor, in_whole

STUDY = "datacenter"
ROOT = Path(__file__).parents[3]
ASKED = 12


def view(study, scenario="proactive", **changes):
    return View(study, study.run(scenario, **changes), study.run("trend"), scenario)


def opened(scenario: str | None = None) -> AppTest:
    page = Visitor.new()
    page.switch_page(str(ROOT / "studies/datacenter/page.py"))
    in_whole(page)
    if scenario:
        page.query_params["datacenter.scenario"] = scenario
    return page.run()


@pytest.fixture(scope="module")
def visited() -> tuple[AppTest, str]:
    """The page that the tests of one question share, and what it says with every question closed."""
    page = opened()
    return page, plain(page)


def only_open(page: AppTest, number: int) -> AppTest:
    """The page with this question open and the others closed."""
    for other in range(1, ASKED + 1):
        page.session_state[f"datacenter.question-{other}"] = other == number
    return page.run()


def plain(page: AppTest) -> str:
    said = [*(element.value for element in [*page.markdown, *page.caption]), *(str(element.value.to_dict("records")) for element in page.table)]
    return "\n".join(said).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("scenario", ["Tendanciel", "Volontariste", "Rupture", "Location"])
def test_every_question_is_answered_and_opens_whatever_the_scenario(scenario):
    page = opened(scenario)
    said = [element.value for element in page.markdown]
    asked = [text for text in said if re.match(r":small\[\*\*\d+\. ", text)]
    assert len(asked) == ASKED
    for text in asked:
        assert said[said.index(text) + 1].startswith("### "), text
    for number in range(1, ASKED + 1):
        page.session_state[f"datacenter.question-{number}"] = True
    page.run()
    assert not page.exception
    assert plain(page).count("Source : ") > ASKED / 2


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Construire au-delà de la demande coûte"),
        (2, "D'où vient chaque baie"),
        (3, "5 zones sur 23 sont écartées d'abord"),
        (4, "de refroidissement libre de plus qu'à Montpellier"),
        (5, "Le Mans, Sarthe Numérique (2024)"),
        (6, "Ce que lit un prêteur"),
        (7, "À prix fixe, la valeur passe de"),
        (8, "Délégation de service public"),
        (9, "La branche de 30 km vers Mende"),
        (10, "Le réseau de Mende demande trop chaud"),
        (11, "d'argent public par emploi"),
        (12, "la même électricité émettrait 14 fois plus"),
    ],
)
def test_a_question_shows_what_its_answer_rests_on_once_it_is_opened(visited, number, expected):
    page, closed = visited
    assert expected not in closed
    assert expected in plain(only_open(page, number))


@pytest.mark.parametrize(
    ("scenario", "changes", "question", "said"),
    [
        ("proactive", {}, "hosts", "Oui, si le centre vend lui-même"),
        ("proactive", {"service": 0}, "hosts", "Peu : le centre ne loue que des murs"),
        ("rent", {}, "hosts", "Non : rien n'est construit ici"),
        ("proactive", {}, "safe", "Pas à Mende : une seule branche connue, {isolation} sans fibre en moyenne ; deux opérateurs"),
        ("proactive", {"carriers": 1}, "safe", "Pas à Mende : une seule branche connue, {isolation} sans fibre en moyenne ; un seul opérateur"),
        ("proactive", {"route_km": 50}, "safe", "Oui pour Mende"),
        ("proactive", {"heat_need": 0}, "heat", "Rien dans ce choix"),
        ("proactive", {"heat_need": 0, "heat_network": 1}, "heat", "Oui, {page.given}, d'une valeur de {heat_npv} sur 20 ans : cela ne paie pas"),
        ("proactive", {"signed_racks": 40}, "even", "À {break_even} d'occupation, soit {racks_needed} ; l'argent revient en"),
        ("proactive", {}, "even", "À {break_even} d'occupation, soit {racks_needed} ; l'argent ne revient pas"),
        ("trend", {}, "even", "Jamais"),
        ("none", {}, "cost", "Rien : ce choix ne prend aucun argent public"),
        ("none", {}, "electricity", "Rien ne change : rien n'est construit ni loué"),
        ("rent", {}, "cost", "{public_money} d'argent public sur 20 ans, {public_per_rack_month} par baie louée, sans emploi"),
        ("trend", {"rack_price": 500, "staff": 8, "racks": 4}, "even", "Jamais"),
        ("rent", {}, "even", "Jamais"),
        ("rent", {}, "carbon", "Rien ici"),
    ],
)
def test_an_answer_is_the_one_of_its_case(study, scenario, changes, question, said):
    shown = view(study, scenario, **changes)
    answer = narrative.answer_of(study.questions[question], shown.outcome, study.parameters)
    assert answer.replace("\u202f", " ").replace("\u00a0", " ").startswith(said)


def test_the_size_that_pays_is_near_the_demand(study):
    values, signed = clients.sweep(view(study)), clients.sweep_signed(view(study))
    best = clients.SIZES[values.argmax()]
    assert 36 <= best <= 52  # 40.8 racks wanted
    assert signed.max() > values.max()
    assert clients.size(view(study))["wanted"].replace("\u00a0", " ") == "41 baies demandées"


def test_racks_wanted_are_written_alike_in_the_answer_and_in_the_table_below_it(study):
    """40.78 racks wanted, 36.14 of them in Lozère and 4.64 by neighbours."""
    shown = view(study)
    said = {name: text.replace("\u00a0", " ") for name, text in clients.clients(shown).items()}
    assert said == {"local": "36 baies probables", "outside": "4,6 baies possibles", "wanted": "41 baies demandées", "signed": "5 baies signées"}
    assert said["wanted"] == clients.size(shown)["wanted"].replace("\u00a0", " ")
    (neighbours,) = (row for row in clients.client_rows(shown) if row["Qui"] == "Départements proches")
    assert neighbours["Baies, à terme"] == "4,6"


@pytest.mark.parametrize("scenario", ["none", "rent", "trend", "proactive", "breakthrough"])
def test_no_headline_is_a_value_that_stands_for_something_else(study, scenario):
    for headline in study.run(scenario).indicators.values():
        assert units.headline(headline.value, headline.unit).replace("\u202f", " ") not in ("200 %", "21 ans", "−100 %", "0,625 emploi"), headline.id


def test_the_answer_gives_the_euros_of_the_option_that_it_advises_whatever_is_on_screen(study):
    advised = units.headline(float(study.run("rent").data.public_if_stopped.sel(year=2033)), "MEUR_2024")
    for scenario in ("proactive", "breakthrough", "none"):
        shown = study.run(scenario)
        assert advised in narrative.fill(study.texts["essential"], shown, shown, study.parameters), scenario
        assert advised in narrative.fill(study.card.summary, shown, shown, study.parameters)


def test_the_grid_of_rents_meets_the_plan_of_the_study_where_it_stands(study):
    shown = view(study)
    plan = money.plan(shown)
    assert float(plan["npv"][0]) / 1_000 == pytest.approx(float(shown.outcome.data.npv), rel=1e-6)
    values = money.grid(shown)
    assert np.all(np.diff(values, axis=0) > 0)  # fuller is better
    assert np.all(np.diff(values, axis=1) > 0)  # dearer is better


def test_zones_far_from_the_known_fibre_or_flooded_are_set_aside(study):
    known = sites.zones(view(study))
    ranking = sites.ranked(known, sites.START)
    assert "langogne_zi" not in ranking.frame.index  # flooded
    assert "florac_za" not in ranking.frame.index  # 26 km from the nearest known place
    assert "monastier_carlac" in ranking.frame.index
    assert set(known.values.loc[["monastier_carlac", "saint_chely_za"], "routes"]) == {2.0}
    assert known.values.at["mende_polen", "routes"] == 1.0


def test_a_weight_on_heat_alone_puts_mende_first(study):
    known = sites.zones(view(study))
    ranking = sites.ranked(known, dict.fromkeys(sites.START, 0) | {"heat": 10})
    assert known.facts.at[ranking.frame.index[0], "commune_code"] == "48095"
    assert sites.ranked(known, dict.fromkeys(sites.START, 0)) is None


def test_the_accounts_of_the_first_zones_are_those_of_their_altitude(study):
    shown = view(study)
    known = sites.zones(shown)
    found = sites.accounts(shown, known, sites.ranked(known, sites.START))
    assert len(found) == 3
    for site, outcome in found.items():
        assert outcome.values["altitude"] == pytest.approx(known.facts.at[site, "altitude"])
    hours = {float(outcome.data.free_hours) for outcome in found.values()}
    assert len(hours) > 1


def test_the_costs_per_rack_that_are_shown_are_the_published_ones():
    rows = {row["Centre"].split(",")[0]: row for row in money.comparable_rows()}
    assert rows["Le Mans"]["Coût par baie"].replace("\u00a0", " ") == "60,6 k€"
    assert rows["Dijon"]["Coût"] == "non lu"
    assert len(tables.read("comparable_datacenters")) == len(rows)


def test_a_grid_draws_its_line_only_where_the_value_changes_sign():
    mixed = go.Figure(curves.grid([1, 2], [1, 2], np.array([[-1.0, 1.0], [1.0, 2.0]]), "MEUR_2024", ("a", "b"), (1, 1)))
    all_good = go.Figure(curves.grid([1, 2], [1, 2], np.ones((2, 2)), "MEUR_2024", ("a", "b"), (1, 1)))
    assert [trace.type for trace in mixed.data] == ["heatmap", "contour", "scatter"]
    assert [trace.type for trace in all_good.data] == ["heatmap", "scatter"]


def test_a_curve_scales_shares_and_marks_the_choice():
    figure = go.Figure(curves.curve([0, 1], {"part": [0.1, 0.2]}, "share", "Baies", here=0.5, zero=True))
    assert list(figure.data[0].y) == [10, 20]
    assert len(figure.layout.shapes) == 2


def test_an_axis_keeps_kilowatts_and_thousands_of_euros_as_they_are_written():
    titles = [go.Figure(curves.curve([0], {"a": [1]}, unit, "x")).layout.yaxis.title.text for unit in ("kW", "kEUR_2024", "racks")]
    assert titles == ["kW", "k€ (2024)", "Baies"]


def test_a_rate_per_thousand_people_is_a_unit():
    assert units.written(0.5, "racks/kinhabitant").replace("\u202f", " ").replace("\u00a0", " ") == "0,5 baie/1 000 habitants"


def test_the_routes_of_2012_reach_mende_by_one_way_and_the_motorway_by_two():
    towns = {code: backbone.reach(*backbone.communes().loc[code, ["lon", "lat"]]) for code in ("48095", "48140", "48061")}
    assert (towns["48095"].directions, towns["48140"].directions) == (1, 2)
    assert towns["48140"].km == 0
    assert towns["48061"].km > 20  # Florac


def test_a_round_trip_is_one_millisecond_for_a_hundred_kilometres_of_cable():
    times = backbone.round_trips(3.501, 44.519)
    assert times["Montpellier"] == pytest.approx(105 * 1.4 / 100, rel=0.02)  # 105 km as the crow flies
    assert times["Paris"] > times["Marseille"] > times["Montpellier"]


def test_a_zone_that_is_set_aside_is_struck_on_the_map(visited):
    page = only_open(visited[0], 3)
    drawn = [json.loads(chart.proto.json) for chart in page.get("deck_gl_json_chart")]
    crosses = next(layer["data"] for deck in drawn for layer in deck["layers"] if layer["id"] == "struck")
    assert len(crosses) == 5  # as many as the list of the zones set aside


@pytest.mark.parametrize(("count", "said"), [(0, "0 baie signée"), (1, "1 baie signée"), (1.4, "1,4 baie signée"), (2, "2 baies signées")])
def test_what_is_said_of_racks_agrees_with_their_number(count, said):
    assert clients.racks(count, "signée").replace("\u00a0", " ") == said


def test_the_story_says_once_that_hours_are_those_of_a_year(visited):
    _, said = visited
    assert "7 490 h/an de refroidissement libre. Mais" in said
    assert not re.search(r"/an[^.;:|]{0,40} par an\b", said)
    assert "Le prix payé une fois rempli, 150 €/MWh," in said  # the price of question 7; 151, that of the tenth year, in version 0.15.0


@pytest.mark.parametrize("name", ["elsewhere:npv", "rent:nothing_of_the_kind", "rent:"])
def test_a_figure_of_a_scenario_that_does_not_exist_is_told(study, name):
    shown = study.run()
    (fault,) = narrative.name_faults(f"Il faudrait {{{name}}}.", "studies/datacenter/study.toml (summary)", shown, study.parameters)
    assert f"« {{{name}}} » ne se lit pas" in fault.fault


def test_a_figure_of_another_scenario_is_written_with_its_range_and_its_parameters(study):
    shown, rented = study.run("proactive"), study.run("rent").indicators["npv"]
    said = narrative.fill("{rent:npv}, {rent:npv.range}, {rent:rented_racks}", shown, shown, study.parameters)
    assert said == f"{units.headline(rented.value, rented.unit)}, {units.headline_range(rented.low, rented.high, rented.unit)}, 8\u00a0baies"


@pytest.mark.parametrize(("tariff", "npv"), [(0.0, -0.890), (0.5, -1.201)])
def test_the_grids_of_rent_hold_at_the_choice_on_screen_the_value_of_its_card_social_tariff_included(study, tariff, npv):
    seen = view(study, social_tariff=tariff)
    assert seen.number("npv") == pytest.approx(npv, abs=0.001)
    assert money.plan(seen)["npv"] / 1_000 == pytest.approx(seen.number("npv"), abs=1e-9)


@pytest.mark.parametrize(
    ("name", "value", "none"),
    [
        ("break_even", 2.0, True),  # « équilibre à 200 % d'occupation » in version 0.14.0
        ("break_even", 1.03, True),
        ("break_even", 0.62, False),
        ("payback", 21.0, True),
        ("payback", 20.0, False),
        ("irr", -1.0, True),
        ("irr", -0.02, False),
        ("npv", -3.0, False),
    ],
)
def test_no_account_of_a_zone_shows_the_figure_that_stands_for_none(name, value, none):
    assert money.absent(name, value) == none


def test_the_zones_of_a_room_that_never_pays_say_so():
    assert sites.even(2.0) == "équilibre hors d'atteinte"
    assert sites.even(0.62).replace("\u202f", " ").replace("\u00a0", " ") == "équilibre à 62 % d'occupation"


def test_what_the_choice_would_be_worth_with_the_clients_of_a_room_is_told_where_it_differs(study):
    told = {scenario: money.as_for_a_room(view(study, scenario)) for scenario in ("signed", "trend", "none", "rent")}
    assert told == {"signed": "\u22120,268\u00a0M€", "trend": "", "none": "", "rent": ""}
