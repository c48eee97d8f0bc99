"""What the page of a study answers to its committee, under each scenario as its author wrote it: the page is read, and nothing of it is drawn.

A version keeps these sentences, since a page computes some of them.
"""

from collections.abc import Mapping
from pathlib import Path

from data.ground.faults import Fault
from pages.parts.drawings import without_browser
from pages.parts.study import questions
from pages.parts.study.questions import Question, Shown
from pages.parts.study.view import View
from studies import catalog
from studies.toolkit.reading.code import page_loading
from studies.toolkit.running.study import Study


def asked(folder: Path) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """The sentences of the page of a folder, or the fault of a page that fails."""
    study = catalog.of_page(str(folder / "page.py"))
    try:
        return of_page(study), []
    except Exception as error:  # whatever the code of a page raises is told to its author
        return {}, [without_browser.failed(study, error)]


def of_page(study: Study) -> dict[str, dict[str, str]]:
    """The sentences by scenario, then by question, as a reader finds them on the page. Raises what the page raises."""
    found: dict[str, dict[str, str]] = {}

    def listen(read: Study, asked: Mapping[str, Shown]) -> None:
        found.update({scenario: _said(read, scenario, questions.written(read, asked)) for scenario in read.scenarios})

    with questions.listening(listen):
        page_loading.run(study.folder)
    return found


def _said(study: Study, scenario: str, asked: list[Question]) -> dict[str, str]:
    view = View(study, study.run(scenario), study.run(study.card.reference), study.scenarios[scenario].title)
    return {question.words.id: question.answered(view) for question in asked}
