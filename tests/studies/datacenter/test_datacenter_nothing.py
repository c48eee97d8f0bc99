"""Nothing built and nothing rented: no money comes back, no rack is let, and the charts say so."""

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


@pytest.mark.parametrize(
    ("question", "said"),
    [("hosts", "Non : rien n'est construit ni loué dans ce choix"), ("safe", "Aucun site dans ce choix ; à Mende, une seule branche est connue")],
)
def test_an_answer_does_not_judge_a_site_that_does_not_exist(question, said):
    study = catalog.get("datacenter")
    answer = narrative.answer_of(study.questions[question], study.run("none"), study.parameters)
    assert answer.replace("\u202f", " ").replace("\u00a0", " ").startswith(said)
