"""Nothing built and nothing rented: no money comes back, no rack is let, and the charts say so."""

import math

import pytest

from pages.parts.study.view import View
from studies import catalog
from studies.datacenter.screens import clients, money
from studies.toolkit.running import narrative


@pytest.fixture(scope="module")
def nothing():
    study = catalog.get("datacenter")
    return View(study, study.run("none"), study.run(study.card.reference), "none")


def test_no_money_is_said_to_come_back_where_none_is_spent(nothing):
    """In version 0.17.0: « l'argent revient au bout de 0 an »."""
    assert money.cash(nothing).title == "Trésorerie cumulée : rien n'est dépensé ni encaissé dans ce choix"


def test_no_rack_is_said_to_be_let_elsewhere(nothing):
    """In version 0.17.0: « Au plus 0 baie louée ailleurs : un service public, qui ne paie pas ses frais »."""
    assert clients.filling(nothing).title == "Aucune baie n'est construite ni louée ailleurs dans ce choix"


@pytest.mark.parametrize(("scenario", "last"), [("none", 0.0), ("rent", 7.2)])
def test_each_scenario_is_drawn_with_what_it_fills_whatever_is_on_screen(scenario, last):
    """In version 0.18.0: under « Rien », every scenario was drawn with no rack."""
    study = catalog.get("datacenter")
    shown = View(study, study.run(scenario), study.run("trend"), study.scenarios[scenario].title)
    ends = {trace["name"]: trace["y"][-1] for trace in clients.filling(shown).figure["data"] if trace.get("name")}
    assert ends[shown.title] == pytest.approx(last)
    assert (ends["Tendanciel"], ends["Rupture"], ends["Centre signé"]) == pytest.approx((13, 144, 43.2), abs=0.1)


def test_the_money_of_a_job_is_in_millions_from_one_on():
    """In version 0.18.0: « 1 060 k€ par emploi »."""
    assert [money.each_job(amount).replace("\u00a0", " ") for amount in (429.0, 1_060.0)] == ["429 k€", "1,06 M€"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hosts", "Non : rien n'est construit ni loué dans ce choix"),
        ("safe", "Aucun site dans ce choix ; à Mende, une seule branche est connue"),
        ("heat", "Non : sans bâtiment, pas de chaleur à donner"),
    ],
)
def test_an_answer_does_not_judge_a_site_that_does_not_exist(question, said):
    study = catalog.get("datacenter")
    answer = narrative.answer_of(study.questions[question], study.run("none"), study.parameters)
    assert answer.replace("\u202f", " ").replace("\u00a0", " ").startswith(said)


def test_options_start_with_nothing_which_takes_no_money_and_does_nothing(nothing):
    first = money.option_rows(nothing)[0]
    assert (first["Option"], first["Par baie louée"], first["Par emploi"]) == ("Ne rien faire", "aucune baie", "aucun emploi")
    headlines = nothing.outcome.indicators
    assert math.isnan(headlines["occupancy_2039"].value)  # nobody can fill racks that nobody offers
    for headline in (one for name, one in headlines.items() if name != "occupancy_2039"):
        assert headline.value == headline.low == headline.high == 0, headline.id
