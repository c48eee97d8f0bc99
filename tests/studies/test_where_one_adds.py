"""Where one writes to add a result, a question, an option: in the study alone, once each, and nothing of the house changes."""

import json

import pytest

from pages.parts.study import questions
from pages.parts.study.view import View
from studies import catalog
from tests.studies.study_changes import answer, append


@pytest.fixture
def folder(root):
    return root / "broadband"


def checked(folder):
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return study


def test_a_result_is_one_row_of_results_csv_and_what_run_gives_under_its_name(folder, told):
    append("results.csv", "no_fibre,Part des locaux sans fibre,share,-1,,year\n")(folder)
    answer('results["no_fibre"] = 1 - results["coverage"]')(folder)
    checked(folder)
    status, said = told("run", "broadband", "--json")
    assert status == 0
    series = json.loads(said)["series"]
    assert series["no_fibre"]["unit"] == "share"
    pairs = zip(series["coverage"]["values"], series["no_fibre"]["values"], strict=True)
    assert all(covered + without == pytest.approx(1) for covered, without in pairs)


def test_a_question_is_one_title_of_questions_md_and_the_drawing_of_that_name(folder):
    append("text/questions.md", "\n## end: Est-ce fini ?\nPresque : {coverage_2031}.\nVoir : la courbe\n")(folder)
    study = checked(folder)
    asked = questions.written(study, dict.fromkeys(("few", "late", "end"), print))
    view = View(study, study.run(), study.run(), "Tendanciel")
    assert [question.answered(view).replace("\u00a0", " ") for question in asked][-1] == "Presque : 98,5 %."


def test_an_option_is_one_entry_of_the_card(folder):
    append("study.toml", '\n[[options]]\nid = "later"\ntitle = "Attendre"\nscenario = "trend"\n')(folder)
    assert [option.id for option in checked(folder).card.options][-1] == "later"


def test_a_study_is_one_folder(root, told):
    assert told("new", "chaleur_bois")[0] == 0
    assert [study.slug for study in catalog.studies()] == ["broadband", "chaleur_bois"]
