"""A study page is a list of parts: each has a name, a place, and can be added, moved or taken away from the page.py of a study alone."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from data.store.access import CONSOLE, Person
from data.store.permissions import Grant, Role
from pages.parts.printing import sheet
from pages.parts.remarks.committee import Committee
from pages.parts.study import groups, part, study_page
from pages.parts.study.part import Part, Screen
from pages.parts.study.questions import Question, Shown
from pages.parts.study.view import ANONYMOUS, Chart, Choice
from pages.parts.visitor import Visitor
from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.code import page_parts
from studies.toolkit.reading.figures.declared import Figure
from studies.toolkit.reading.questions import WrittenQuestion
from tests.pages.conftest import in_whole
from tests.studies.study_changes import edit, good_study

ROOT = Path(__file__).parents[3]
USUAL = [
    "aside",
    "scenario",
    "levers",
    "header",
    "indicators",
    "near-levers",
    "changes",
    "meeting",
    "tabs",
    "sight",
    "map",
    "charts",
    "answer",
    "essential",
    "warnings",
    "options",
    "decisions",
    "questions",
    "limits",
    "assumptions",
    "method",
    "robustness",
    "breakeven",
    "differences",
    "draws",
    "downloads",
    "keep",
    "report",
]


MEMBERS = Committee(good_study(), Visitor(CONSOLE, Person("1", "Aline", "", "", (Grant(Role.REVIEWER),))), [])
QUESTION = Question(WrittenQuestion("then", "Et alors ?", (), ""), Shown())


def names(parts) -> list[str]:
    return [each.id for each in part.every(parts)]


def test_a_study_page_has_its_parts_in_the_order_one_reads_them():
    assert names(study_page.parts(good_study(), live=[], asked=[QUESTION])) == USUAL


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A study that was just started, in a folder of studies of its own."""
    shutil.copytree(ROOT / "studies/_template", tmp_path / "_template", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    return starting.start(tmp_path, "chaleur_bois", "Chaleur au bois")


ADDED = '''import streamlit as st

from pages.parts import prose
from pages.parts.study import study_page
from pages.parts.study.part import Part


class Opinion(Part):
    """What the committee thinks of it."""

    id = "opinion"

    def draw(self, screen):
        prose.header("Avis du comité")
        self.place = st.container()

    def redraw(self, view):
        with self.place:
            prose.markdown(f"Avis de {view.visitor.name} sur « {view.title} »")


study_page.show(__file__, arranged=lambda parts: [parts[0], *parts[:0:-1], Opinion()])
'''
GIVEN = "from pages.parts.study import study_page\n\nstudy_page.show(__file__)\n"


def opened(folder: Path, site):
    site.switch_page(str(folder / "page.py"))
    in_whole(site)
    page = site.run()
    assert not page.exception
    return page


def said(page) -> list[str]:
    return [text.value.replace("\u00a0", " ") for text in page.markdown]


def shown(page) -> list[str]:
    return [header.value for header in page.header]


def test_a_part_is_added_and_the_others_are_put_in_another_order_by_the_page_of_the_study_alone(folder, site):
    before = shown(opened(folder, site))
    edit("page.py", GIVEN, ADDED)(folder)
    page = opened(folder, site)
    assert [shown(page)[0], shown(page)[-1]] == [before[1], "Avis du comité"]  # the tabs came after the question
    assert sorted(shown(page)) == sorted([*before, "Avis du comité"])
    assert "Avis de anonyme sur « Tendanciel »" in said(page)


def test_a_lever_redraws_the_added_part_with_the_others(folder, site):
    edit("page.py", GIVEN, ADDED)(folder)
    page = opened(folder, site)
    page.slider(key="chaleur_bois.homes_per_year").set_value(600).run()
    assert not page.exception
    assert "Avis de anonyme sur « Mon scénario »" in said(page) and "Avis de anonyme sur « Tendanciel »" not in said(page)


def test_the_check_of_a_study_knows_the_names_of_the_parts_of_every_page():
    study = good_study()
    card = study.card.model_copy(update={"figures": [Figure(id="covered", kind="line", title="La couverture", results=["coverage"])]})
    with_all = replace(study, card=card, texts={**study.texts, "story": "Le récit.", "since": "Depuis."})
    usual = study_page.parts(with_all, live=[Chart("broadband.one", "", print, print)] * 2, asked=[QUESTION], said=MEMBERS)
    every = [*part.every(usual), *part.every(sheet.on_paper(usual))]
    classes = {each.id: type(each).__name__ for each in reversed(every)}  # those on a screen, when paper has another
    by_hand = {name: "" if made in page_parts.NAMED_WHERE_MADE else made for name, made in classes.items()}
    assert by_hand == page_parts.HOUSE_PARTS


def test_two_parts_of_the_same_name_are_refused_before_anything_is_drawn():
    study = good_study()
    with pytest.raises(BadRequest) as refused:
        study_page.walk(study, [*study_page.parts(study, live=[]), study_page.StudyMap(study)])
    assert str(refused.value) == "studies/broadband/page.py | partie « map » en double | donner un nom à chacune"


class Recorder(Part):
    """Writes down what is asked of it."""

    def __init__(self, name: str, said: list[str]) -> None:
        self.id, self.said = name, said

    def choose(self, screen):
        self.said.append(f"{self.id} chooses")

    def redraw(self, view):
        self.said.append(f"{self.id} shows {view.title} to {view.visitor.name}")

    def refuse(self, fault):
        self.said.append(f"{self.id} refuses: {fault.fault}")


def test_every_part_chooses_before_any_part_is_redrawn():
    said = []
    part.move([Recorder("a", said), groups.Row("row", [[Recorder("b", said)]], [1])], Screen(good_study(), Choice("proactive")))
    assert said == ["a chooses", "b chooses", "a shows Volontariste to anonyme", "b shows Volontariste to anonyme"]


def test_no_part_is_redrawn_when_the_model_refuses_the_choice():
    said = []
    part.move([Recorder("a", said), Recorder("b", said)], Screen(good_study(), Choice("trend", (("unicorns", 1.0),))))
    assert [words.partition(":")[0] for words in said] == ["a chooses", "b chooses", "a refuses", "b refuses"]


def test_nobody_says_who_they_are_yet():
    assert Screen(good_study(), Choice("trend")).view.visitor == ANONYMOUS == part.Visitor("anonyme", "public")
