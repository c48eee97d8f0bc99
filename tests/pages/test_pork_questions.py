"""The pork study on screen: the twelve questions of its committee, what moves when an abattoir closes, the assumed start."""

import pytest

from pages.parts.study.view import View
from studies import catalog
from studies.pork.screens import market, slaughter
from tests.pages.conftest import ROOT, in_whole, lines, opened_question
from tests.pages.test_home_and_study import texts

QUESTIONS = 12


@pytest.fixture
def pork(site):
    """The pork study, already run; a function that opens it with an address when it gets one."""

    def opened(**address: str):
        site.switch_page(str(ROOT / "studies/pork/page.py"))
        in_whole(site)
        for name, value in address.items():
            site.query_params[f"pork.{name}"] = value
        return site.run()

    return opened


def answers(page) -> list[str]:
    """The sentence under each question, in order."""
    said = [text.value for text in page.markdown]
    return [said[place + 1].removeprefix("### ") for place, text in enumerate(said) if text.startswith(":small[**") and "?**]" in text]


def test_each_question_has_its_answer_and_none_fails(pork):
    page = pork()
    assert not page.exception
    assert len(answers(page)) == QUESTIONS
    assert all(len(answer) > 30 for answer in answers(page))


def test_the_details_of_each_question_open(pork):
    page = pork()
    for number in range(1, QUESTIONS + 1):
        page.session_state[f"pork.question-{number}"] = True
    assert not page.run().exception
    drawers = [drawer for drawer in page.expander if drawer.label.startswith("Voir ")]
    assert len(drawers) == QUESTIONS and all(drawer.children for drawer in drawers)


def test_the_start_is_marked_as_assumed_on_headlines_and_answers(pork):
    page = pork()
    assert sum("suppos" in metric.label for metric in page.metric) == 5
    assert sum("(départ supposé)" in answer for answer in answers(page)) >= 6


def test_closing_langogne_moves_the_kilometres_the_load_and_the_cost_at_once(pork):
    page = pork()
    before = answers(page)[3]
    assert "Langogne serait rempli" in before
    assert "s'il ferme en 2031, chaque porc fait cette année-là" in before  # 1 160 t away in 2031 are more than the 964 t raised in 2040
    assert page.text_input(key="pork.typed.closure_year").value == "2031"  # « 2 031 » in version 0.15.0
    assert page.slider(key="pork.closure_year").proto.format == "%.0f"
    page.slider(key="pork.closed_years_langogne").set_value(10.0).run()
    assert not page.exception
    assert "Langogne serait fermé en 2040\u00a0; en 2031, au début de la fermeture," in answers(page)[3]
    assert "l'abattoir de Langogne est fermé dans ce choix." in texts(page)


def shown_in(page, number: int) -> str:
    """All that a question shows once it is open, its tables included."""
    page = opened_question(page, "pork", number)
    return texts(page) + "\n".join(lines(page))


def test_closing_langogne_changes_the_loads_the_kilometres_and_the_times_that_the_question_shows(pork):
    page = pork()
    before = shown_in(page, 4)
    page.slider(key="pork.closed_years_langogne").set_value(10.0).run()
    after = shown_in(page, 4)
    assert not page.exception
    for words in ("Place libre en 2040", "feraient le plus de route", "communes à moins de 30 min"):
        was, now = (next(line for line in text.splitlines() if words in line) for text in (before, after))
        assert was != now
    assert "fermé (Langogne)" in after and "fermé" not in next(line for line in before.splitlines() if "Place libre" in line)
    opened = "Ouverts cette année-là\u00a0: "
    assert f"{opened}Langogne, Antrenas, Saint-Chély" in before and f"{opened}Antrenas, Saint-Chély" in after


def test_the_table_of_closures_tells_kilometres_costs_and_jobs(pork):
    page = opened_question(pork(), "pork", 4)
    shown = texts(page) + "\n".join(lines(page))
    assert "| Abattoir fermé | Trajet et transport | Abattu dehors\u00a0; emplois ici |" in shown
    assert "Fermer Langogne, et lui seul, en 2031 coûterait" in shown


def test_the_closures_tell_what_becomes_of_the_other_animals(pork):
    shown = shown_in(pork(), 4)
    assert "| Autres bêtes, si l'on ferme | Chemin de plus | Reprises en Lozère |" in shown
    assert "Langogne\u00a0: 3\u202f200\u00a0t/an" in shown


def test_the_criteria_without_data_are_named(pork):
    shown = shown_in(pork(), 7)
    assert "6 critères sur 11 n'ont pas de donnée" in shown
    for what in ("Périmètres de captage", "Cours d'eau \\(35 m\\)", "Chefs d'exploitation de plus de 55 ans"):
        assert next(line for line in shown.splitlines() if what in line).count("pas de donnée") == 1


def test_welfare_gives_the_share_outdoors_with_the_journey_in_each_scenario(pork):
    shown = shown_in(pork(), 11)
    assert "| Scénario | Dehors ou sur paille\u00a0; trajet, 2040 | Trajet de la pire année |" in shown


ABATTOIRS = ("langogne", "antrenas", "saint_chely")


def test_closing_the_three_abattoirs_says_the_figures_of_the_choice_and_no_impossible_remedy(pork):
    page = pork(**{f"closed_years_{name}": "10" for name in ABATTOIRS}, antrenas_line="1500")
    page.session_state["pork.question-2"] = page.session_state["pork.question-4"] = True
    page.run()
    assert not page.exception
    income, closing = answers(page)[1], answers(page)[3]
    assert "seulement des porcs ont une place à l'abattoir" in income
    assert "Langogne, Antrenas et Saint-Chély seraient fermés en 2040" in closing and "670\u00a0t/an partent dehors" in closing
    shown = texts(page) + "\n".join(lines(page))
    assert "Ventes qui paient les bâtiments et le travail\u00a0: 1 type de ferme sur 7" in shown
    closed = [f"'abattoir {name} est fermé dans ce choix." for name in ("de Langogne", "d'Antrenas", "de Saint-Chély")]
    assert f"{closed[0]} L{closed[1]} L{closed[2]}" in shown and shown.count("L'année la plus dure, tous les abattoirs fermés") == 1  # one alert
    assert "une chaîne porc est payée dans un abattoir qui ferme." in shown
    assert "Ouvrir une chaîne porc à Antrenas" not in shown and "ouvrir une chaîne porc à Antrenas" not in shown
    assert "dans ce choix\u00a0: Langogne, Antrenas et Saint-Chély" in shown


def test_the_cost_says_what_fewer_exits_would_keep_and_what_paying_nothing_pays(pork):
    page = pork(scenario="Rien")
    assert "celui des fermes déjà décidées" in answers(page)[9] and "en garde 69\u00a0exploitations" in answers(page)[9]
    shown = shown_in(page, 10)
    assert "garderait 81 exploitations au lieu de 69" in shown and "ne rien payer 28 au lieu de 21" in shown
    assert "l'aide à l'installation des fermes déjà décidées" in shown


def shown_under(**changes: float) -> View:
    """What the charts of the page are drawn from, some figures of the reference being changed."""
    study = catalog.get("pork")
    return View(study, study.run("trend", **changes), study.run("trend"), "")


def test_without_any_local_buyer_no_outlet_has_the_largest_demand():
    assert market.outlets(shown_under(clients_lost=1.0, clients_lost_year=2027.0)).title == "Aucun débouché ne demande de porc de Lozère en 2040"


def test_what_an_abattoir_slaughters_in_a_year_is_drawn_at_that_year():
    view = shown_under(closed_years_langogne=1.0)  # in 2031
    langogne = slaughter.loads(view).figure["data"][0]
    assert [amount for year, amount in zip(langogne["x"], langogne["y"], strict=True) if year == 2031] == [0]
    assert langogne["x"][-1] == 2040
