"""Where one writes to add a result, a question, an option: in the study alone, once each, and nothing of the house changes."""

import json
from pathlib import Path

import pytest

from pages.parts.study import questions
from pages.parts.study.questions import Shown
from pages.parts.study.view import View
from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import card as cards
from studies.toolkit.reading import results
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running import study as studies
from tests.studies.study_changes import answer, append, edit


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


def test_a_question_without_drawing_is_one_title_of_questions_md(folder):
    append("text/questions.md", "\n## end: Est-ce fini ?\nPresque : {coverage_2031}.\n")(folder)
    study = checked(folder)
    question = questions.written(study, {"few": Shown(print), "late": Shown(print)})[-1]
    view = View(study, study.run(), study.run(), "Tendanciel")
    assert (question.answered(view).replace("\u00a0", " "), question.has_details) == ("Presque : 98,5 %.", False)


def test_a_drawing_of_a_question_is_one_entry_of_the_page(folder):
    append("text/questions.md", "\n## end: Est-ce fini ?\nPresque : {coverage_2031}.\nVoir : la courbe\n")(folder)
    _, (fault,) = catalog.check_folder(folder)
    assert str(fault).startswith(
        "studies/broadband/text/questions.md (end) | question « end » sans dessin | le donner dans page.py, sous le nom « end »"
    )
    edit("page.py", 'asked={"few"', 'asked={"end": Shown(show_rollout), "few"')(folder)
    assert list(checked(folder).questions) == ["few", "late", "end"]


def test_an_option_is_one_entry_of_the_card(folder):
    append("study.toml", '\n[[options]]\nid = "later"\ntitle = "Attendre"\nscenario = "trend"\n')(folder)
    assert [option.id for option in checked(folder).card.options][-1] == "later"


def test_a_note_is_one_paragraph_of_notes_md_filled_from_the_choice_on_screen(folder):
    (folder / "text/notes.md").write_text("{#why} Il faut compter\n{coverage_2031}.\n\n{#how} Sur place.\n", "utf-8")
    append("page.py", '\n\ndef notes(view):\n    return [view.note(name) for name in ("why", "how")]\n')(folder)
    study = checked(folder)
    view = View(study, study.run(), study.run(), "Tendanciel")
    assert [view.note(name).replace("\u00a0", " ") for name in ("why", "how")] == ["Il faut compter\n98,5 %.", "Sur place."]
    with pytest.raises(BadRequest) as refused:
        view.note("when")
    assert str(refused.value) == "studies/broadband/text/notes.md | note « when » absente | l'y écrire : {#when} Ce qu'elle dit."


def test_a_name_in_a_note_that_stands_for_nothing_is_told_with_its_line(folder):
    (folder / "text/notes.md").write_text("{#why} Il faut.\n\n{#how} {jobs_2031}\n", "utf-8")
    append("page.py", '\n\ndef notes(view):\n    return view.note("why"), view.note("how")\n')(folder)
    _, (fault,) = catalog.check_folder(folder)
    assert (fault.place, fault.fault) == ("studies/broadband/text/notes.md, ligne 3", "« {jobs_2031} » ne se lit pas")


@pytest.mark.parametrize("slug", ["broadband", "datacenter", "hydrogen", "pork"])
def test_the_page_of_a_study_is_shorter_than_its_model(slug):
    folder = Path(__file__).parents[2] / "studies" / slug
    page, model = (
        sum(len(path.read_text("utf-8").splitlines()) for path in paths)
        for paths in (linked_files.page_files(folder), linked_files.model_files(folder))
    )
    assert page < model


def test_a_study_is_one_folder(root, told):
    assert told("new", "chaleur_bois")[0] == 0
    assert [study.slug for study in catalog.studies()] == ["broadband", "chaleur_bois"]


def test_the_unit_of_a_result_is_written_in_results_csv_and_read_there_by_the_screens(folder):
    edit("results.csv", "subscribers,Abonnés à la fibre,subscribers,", "subscribers,Abonnés à la fibre,homes,")(folder)
    study, _ = studies.read(folder, catalog.get("broadband").territory, catalog.shared())
    view = View(study, study.run(), study.run(), "Tendanciel")
    assert (view.unit("subscribers"), view.unit("rollout_curve[48]")) == ("homes", "share")
    assert view.written("subscribers@2031").replace("\u202f", " ").replace("\u00a0", " ").endswith(" logements")


@pytest.mark.parametrize("slug", ["_template", "broadband", "datacenter", "hydrogen", "pork"])
def test_the_label_of_a_result_is_written_in_results_csv_alone(slug):
    folder = Path(__file__).parents[2] / "studies" / slug
    labels = {name: result.label for name, result in results.read(folder / "results.csv", None, "")[0].items()}
    card, _ = cards.read(folder / "study.toml", "")
    named = [(part.variable, part.label) for part in card.indicators] + [(part.variable, part.title) for part in card.layers]
    assert [variable for variable, written in named if written and written == labels.get(variable)] == []


def test_an_indicator_and_a_layer_without_name_have_that_of_their_result(folder):
    edit("study.toml", 'label = "Foyers et établissements permanents sans fibre, fin 2030"\n', "")(folder)
    edit("study.toml", 'title = "Logements raccordables, courbe du département"\n', "")(folder)
    study = checked(folder)
    assert study.card.indicators[0].label == "Foyers et établissements permanents sans abonnement à la fibre"
    assert study.run().indicators[study.card.indicators[0].id].label == "Foyers et établissements permanents sans abonnement à la fibre"
    assert [layer.title for layer in study.card.layers] == ["Abonnés rapportés à tous les logements", "Logements raccordables à la fibre"]


def test_an_indicator_in_one_place_of_a_result_says_which(folder):
    edit("study.toml", 'variable = "without_fibre"', 'variable = "rollout_curve[48]"')(folder)
    edit("study.toml", 'label = "Foyers et établissements permanents sans fibre, fin 2030"\n', "")(folder)
    _, (fault,) = catalog.check_folder(folder)
    assert str(fault) == (
        'studies/broadband/study.toml, ligne 21 (indicators n° 1) | libellé absent | dire de quelle place du résultat il s\'agit : label = "…"'
    )
