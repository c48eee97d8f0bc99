"""The page of a study is drawn by the check: under each scenario, and with its levers at their bounds."""

from pathlib import Path

import pytest
from streamlit import get_option

from pages.parts.drawings import trying
from pages.parts.drawings.without_browser import failed
from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.checking.trials import page_trial
from studies.toolkit.errors import BadRequest
from tests.studies.study_changes import append

HOME = "studies/chaleur_bois"
SHOW = "from pages.parts.study import study_page\n"
GOOD = f'"""The page of the study."""\n\n{SHOW}\nstudy_page.show(__file__)\n'


@pytest.fixture
def wood(root) -> Path:
    return starting.start(root, "chaleur_bois", "Chaleur au bois")


def tried(folder: Path, only_scenarios: bool = False) -> list[tuple[str, str]]:
    """What the page raises, drawn in this process: its place, and the fault."""
    study = catalog.get(folder.name, source=catalog.Folder(folder.parent))
    return [(fault.place, fault.fault) for fault in trying.faults(study, only_scenarios)]


def screen(folder: Path, condition: str) -> None:
    """A chart of the page that divides by zero when a condition holds of what is shown."""
    (folder / "screens").mkdir(exist_ok=True)
    (folder / "screens/money.py").write_text(
        '"""Money."""\n\n\ndef show(view):\n    """A chart that fails under some choices."""\n'
        f"    if {condition}:\n        raise ZeroDivisionError\n",
        "utf-8",
    )
    (folder / "page.py").write_text(
        f"{GOOD.split(SHOW, maxsplit=1)[0]}from pages.parts.study import study_page\nfrom pages.parts.study.questions import Shown\n"
        f"from studies.{folder.name}.screens import money\n\n"
        'study_page.show(__file__, asked={"worth": Shown(money.show)})\n',
        "utf-8",
    )
    (folder / "text/questions.md").write_text("## worth: Combien ?\nPeu.\n\nVoir : le prix\n", "utf-8")


def test_each_scenario_then_each_bound_then_the_corners_are_tried(wood):
    study = catalog.get("chaleur_bois")
    words = [trial.words for trial in trying.trials(study)]
    levers = [lever.id for lever in study.parameters.values() if lever.role == "lever"]
    assert words[:2] == ["", " sous le scénario « proactive »"]
    assert len(words) == len(study.scenarios) + 2 * len(levers) + 2
    assert words[-2:] == [" avec tous les leviers au plus bas", " avec tous les leviers au plus haut"]
    assert len(list(trying.trials(study, only_scenarios=True))) == len(study.scenarios)


@pytest.mark.parametrize("only_scenarios", [True, pytest.param(False, marks=pytest.mark.nightly)])
def test_a_page_without_fault_says_nothing(wood, only_scenarios):
    assert tried(wood, only_scenarios) == []


def test_a_drawing_that_fails_at_a_bound_only_is_told_once_with_the_choice(wood):
    screen(wood, 'view.outcome.values["homes_per_year"] == 0')
    assert tried(wood) == [(f"{HOME}/screens/money.py, ligne 7", "la page échoue avec homes_per_year à 0 : division par zéro")]


def test_what_a_page_raises_goes_to_the_log_that_is_read_even_where_rich_is_installed():
    assert get_option("logger.enableRich") is False


@pytest.mark.usefixtures("page_tried")
def test_the_check_tells_a_page_that_fails_with_its_line_and_draws_it_apart(wood, told):
    append("page.py", "\nGONE = study_page.nothing()\n")(wood)
    status, said = told("check", "chaleur_bois")
    assert status == 1
    assert f"{HOME}/page.py, ligne 7 | la page échoue : study_page n'a pas de « nothing »" in said


@pytest.mark.usefixtures("page_tried")
def test_a_program_that_does_not_answer_is_told(wood, monkeypatch):
    monkeypatch.setattr(page_trial, "TRIED", "tokenize")
    (fault,) = page_trial.faults(wood)
    assert fault.place == f"{HOME}/page.py" and "python -m pages try studies/chaleur_bois" in fault.remedy


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ValueError("The truth value of an array with more than one element is ambiguous."), "if, min ou max de Python sur un chiffre"),
        (None, "le modèle s'arrête sur ces valeurs"),
    ],
)
def test_a_page_that_stops_on_its_model_says_what_stopped_it_in_one_fault(wood, cause, said):
    error = BadRequest("étude chaleur_bois", "le modèle s'arrête sur ces valeurs", "en changer une")
    error.__cause__ = cause
    told = failed(catalog.get("chaleur_bois"), error)
    assert told.fault.startswith(f"la page échoue : {said}") and " | " not in told.fault
