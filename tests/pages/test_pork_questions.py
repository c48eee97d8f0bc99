"""The pork study on screen: the twelve questions of its committee, what moves when an abattoir closes, the assumed start."""

import pytest

from tests.pages.conftest import ROOT, lines, opened_question
from tests.pages.test_home_and_study import texts

QUESTIONS = 12


@pytest.fixture
def pork(site):
    """The pork study, already run; a function that opens it with an address when it gets one."""

    def opened(**address: str):
        site.switch_page(str(ROOT / "studies/pork/page.py"))
        for name, value in address.items():
            site.query_params[f"pork.{name}"] = value
        return site.run()

    return opened


def answers(page) -> list[str]:
    """The sentence under each question, in order."""
    said = [one.value for one in page.markdown]
    return [said[place + 1].removeprefix("### ") for place, text in enumerate(said) if text.startswith(":small[**") and "?**]" in text]


def test_each_question_has_its_answer_and_none_fails(pork):
    page = pork()
    assert not page.exception
    assert len(answers(page)) == QUESTIONS
    assert all(len(one) > 30 for one in answers(page))


@pytest.mark.parametrize("number", range(1, QUESTIONS + 1))
def test_the_details_of_each_question_open(pork, number):
    page = opened_question(pork(), "pork", number)
    assert not page.exception


def test_the_start_is_marked_as_assumed_on_headlines_and_answers(pork):
    page = pork()
    assert sum("suppos" in one.label for one in page.metric) == 5
    assert sum("(départ supposé)" in one for one in answers(page)) >= 6


def test_closing_langogne_moves_the_kilometres_the_load_and_the_cost_at_once(pork):
    page = pork()
    before = answers(page)[3]
    assert "Langogne serait rempli" in before
    page.slider(key="pork.closed_years_langogne").set_value(10.0).run()
    assert not page.exception
    assert "Langogne serait fermé en 2040" in answers(page)[3]
    assert "l'abattoir de Langogne est fermé dans ce choix." in texts(page)


def test_the_table_of_closures_tells_kilometres_costs_and_jobs(pork):
    page = opened_question(pork(), "pork", 4)
    shown = texts(page) + "\n".join(lines(page))
    assert "| Abattoir fermé | Trajet et transport | Abattu dehors ; emplois ici |" in shown
    assert "Fermer Langogne en 2031 coûterait" in shown
