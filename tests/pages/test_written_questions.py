"""The questions of text/questions.md on a page: the words come from the text, the page gives the drawings."""

import pytest

from pages.parts.study import questions
from pages.parts.study.view import View
from studies.toolkit.errors import BadRequest
from tests.studies.study_changes import good_study


def few(view):
    """Stands for a drawing."""


def late(view):
    """Stands for another."""


@pytest.fixture(scope="module")
def study():
    return good_study()


def test_questions_stand_in_the_order_of_the_text_with_their_drawings(study):
    asked = questions.written(study, {"late": late, "few": few}, still=["late"])
    assert [(one.asked, one.shows, one.details, one.details_move, one.on_zones) for one in asked] == [
        ("Pourquoi si peu d'abonnés ?", "les abonnés sur trois dénominateurs", few, True, False),
        ("Où en est le déploiement ?", "la promesse et les points publiés", late, False, False),
    ]


def test_an_answer_is_filled_from_the_outcome_on_screen(study):
    view = View(study, study.run("proactive"), study.run(), "Volontariste")
    first, second = (one.answered(view).replace("\u00a0", " ") for one in questions.written(study, {"few": few, "late": late}))
    assert first == "Ils ne sont pas si peu : 73,9 % des résidences principales, pour 36,6 % de tous les logements."
    assert second.startswith("La courbe ajustée donne 9") and second.endswith(" % dans le Lot au début de 2025.")


@pytest.mark.parametrize(
    ("figures", "still", "fault"),
    [
        ({"few": few}, [], "question « late » sans figure"),
        ({"few": few, "late": late, "jobs": few}, [], "question « jobs » absente de text/questions.md"),
        ({"few": few, "late": late}, ["jobs"], "question « jobs » absente de text/questions.md"),
    ],
)
def test_a_page_and_a_text_that_do_not_agree_are_told(study, figures, still, fault):
    with pytest.raises(BadRequest) as refused:
        questions.written(study, figures, still)
    assert (refused.value.fault.place, refused.value.fault.fault) == ("studies/broadband/page.py", fault)
