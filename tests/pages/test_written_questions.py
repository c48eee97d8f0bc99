"""The questions of text/questions.md on a page: the words come from the text, the page gives the drawings."""

import pytest

from pages.parts.study import questions
from pages.parts.study.questions import Shown
from pages.parts.study.view import View
from studies import catalog
from studies.toolkit.errors import BadRequest
from tests.studies.study_changes import copy_of_the_good_study, good_study


def few(view):
    """Stands for a drawing."""


def late(view):
    """Stands for another."""


@pytest.fixture(scope="module")
def study():
    return good_study()


def test_questions_stand_in_the_order_of_the_text_with_their_drawings(study):
    asked = questions.written(study, {"late": Shown(late, still=True), "few": Shown(few)})
    assert [(question.words.asked, question.words.shows, question.given) for question in asked] == [
        ("Pourquoi si peu d'abonnés\u00a0?", "les abonnés sur trois dénominateurs", Shown(few)),
        ("Où en est le déploiement\u00a0?", "la promesse et les points publiés", Shown(late, still=True)),
    ]


def test_a_question_that_shows_nothing_needs_no_drawing_and_refuses_one(tmp_path):
    study = with_questions(tmp_path, "## few: Pourquoi si peu ?\nIls sont {subscribers@2026.5}.\n")
    (question,) = questions.written(study, {})
    assert (question.has_details, question.given) == (False, Shown())
    with pytest.raises(BadRequest, match="question « few » sans ligne « Voir : »"):
        questions.written(study, {"few": Shown(few)})


def test_an_answer_is_filled_from_the_outcome_on_screen(study):
    view = View(study, study.run("proactive"), study.run(), "Volontariste")
    first, second = (
        question.answered(view).replace("\u00a0", " ") for question in questions.written(study, {"few": Shown(few), "late": Shown(late)})
    )
    assert first == "Ils ne sont pas si peu : 73,9 % des résidences principales, pour 36,6 % de tous les logements."
    assert second.startswith("La courbe ajustée donne 9") and second.endswith(" % dans le Lot au début de 2025.")


CASES = """## few: Pourquoi si peu ?
Si subscribers@2026.5 > 26500 : Ils sont nombreux.
Si coverage_2031 < final_coverage : Presque tous,
{coverage_2031} sur {final_coverage}.

Sinon : Tous, près de {page.town}.
Voir : la carte
"""


OF_THE_PAGE = """## few: Pourquoi si peu ?
Si page.towns < 2 : Une seule commune, {page.names}.
Si take_up_homes@2026.5 > page.many : Plus d'un logement sur deux.
Sinon : {page.names}.
Voir : la carte
"""


def with_questions(folder, text):
    """The good study with other questions."""
    folder = copy_of_the_good_study(folder)
    (folder / "text/questions.md").write_text(text, "utf-8")
    drawn = 'study_page.show(__file__, asked={"few": Shown(print, dict)})' if "Voir : " in text else "study_page.show(__file__)"
    (folder / "page.py").write_text(f"from pages.parts.study import study_page\nfrom pages.parts.study.questions import Shown\n\n{drawn}\n", "utf-8")
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return study


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """The good study with an answer that depends on the figures."""
    return with_questions(tmp_path_factory.mktemp("studies"), CASES)


@pytest.fixture(scope="module")
def of_the_page(tmp_path_factory):
    """The good study with an answer that depends on what only the page knows."""
    return with_questions(tmp_path_factory.mktemp("studies"), OF_THE_PAGE)


def said(study, named=None, **changes):
    (question,) = questions.written(study, {"few": Shown(few, named)})
    return question.answered(View(study, study.run("trend", **changes), study.run(), "Tendanciel")).replace("\u00a0", " ")


def test_the_first_case_that_holds_is_the_answer(cases):
    assert said(cases) == "Presque tous, 98,5 % sur 98,5 %."
    assert said(cases, subscribers_observed=27_000) == "Ils sont nombreux."


def test_what_only_the_page_knows_is_asked_of_it_and_only_then(cases):
    asked = []

    def named(view):
        asked.append(view)
        return {"town": "Mende"}

    assert said(cases, named) == "Presque tous, 98,5 % sur 98,5 %." and asked == []
    assert said(cases, named, final_coverage=0.96) == "Tous, près de Mende." and len(asked) == 1


def test_a_name_that_the_page_does_not_give_is_told(cases):
    with pytest.raises(BadRequest, match="la page ne donne pas « town »"):
        said(cases, final_coverage=0.96)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"towns": 1, "names": "Mende", "many": 0.5}, "Une seule commune, Mende."),
        ({"towns": 3, "names": "Mende, Langogne et Florac", "many": 0.9}, "Mende, Langogne et Florac."),
        ({"towns": 3, "names": "Mende, Langogne et Florac", "many": 0.1}, "Plus d'un logement sur deux."),
    ],
)
def test_a_condition_may_read_what_only_the_page_knows(of_the_page, given, answer):
    asked = []
    assert said(of_the_page, lambda view: asked.append(view) or given) == answer
    assert len(asked) == 1  # whatever the number of names


@pytest.mark.parametrize(
    ("given", "fault", "remedy"),
    [
        ({"names": "Mende"}, "la page ne donne pas « towns »", "donner un nombre de ce nom dans named, sous « few »"),
        ({"towns": "un", "names": "Mende"}, "la page ne donne pas « towns »", "donner un nombre de ce nom dans named, sous « few »"),
        ({"towns": 1, "names": 1}, "la page ne donne pas « names »", "donner un texte de ce nom dans named, sous « few »"),
    ],
)
def test_a_condition_wants_a_number_and_a_sentence_a_text(of_the_page, given, fault, remedy):
    with pytest.raises(BadRequest) as refused:
        said(of_the_page, lambda view: given)
    assert (refused.value.fault.fault, refused.value.fault.remedy) == (fault, remedy)


def test_a_fault_in_what_the_page_computes_is_not_taken_for_a_missing_name(of_the_page):
    with pytest.raises(KeyError, match="Florac"):
        said(of_the_page, lambda view: {}["Florac"])


@pytest.mark.parametrize(
    ("shown", "fault"),
    [
        ({"few": Shown(few)}, "question « late » sans dessin"),
        ({"few": Shown(few), "late": Shown(still=True)}, "question « late » sans dessin"),
        ({"few": Shown(few), "late": Shown(late), "jobs": Shown(few)}, "question « jobs » absente de text/questions.md"),
        ({"few": Shown(few), "late": Shown(late), "jobs": Shown(still=True)}, "question « jobs » absente de text/questions.md"),
    ],
)
def test_a_page_and_a_text_that_do_not_agree_are_told(study, shown, fault):
    with pytest.raises(BadRequest) as refused:
        questions.written(study, shown)
    assert (refused.value.fault.place, refused.value.fault.fault) == ("studies/broadband/page.py", fault)
