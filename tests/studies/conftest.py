"""The study that a file is about, a folder of studies that a test may add to, and the command line asked as a person would."""

import shutil
from pathlib import Path

import pytest

from studies import __main__ as command_line
from studies import catalog
from studies.toolkit.checking.trials import page_trial
from tests.new_stores import tables_made_once  # noqa: F401
from tests.studies.study_changes import copy_of_the_good_study

TEMPLATE = Path(__file__).parents[2] / "studies/_template"


@pytest.fixture(scope="module")
def study(request):
    """The study that a file is about, as its STUDY names it: to be read, never changed."""
    return catalog.get(request.module.STUDY)


@pytest.fixture
def root(tmp_path: Path, monkeypatch) -> Path:
    """A folder of studies of its own, with the template and one study."""
    studies = tmp_path / "studies"
    shutil.copytree(TEMPLATE, studies / "_template", ignore=shutil.ignore_patterns("__pycache__"))
    copy_of_the_good_study(studies)
    monkeypatch.setattr(catalog, "ROOT", studies)
    return studies


@pytest.fixture(autouse=True)
def no_page_tried(request, monkeypatch) -> None:
    """A check draws no page in a process apart, which takes seconds: the tests that are about it ask for `page_tried`."""
    if "page_tried" not in request.fixturenames:
        monkeypatch.setattr(page_trial, "faults", lambda *_asked, **_how: [])


@pytest.fixture
def page_tried() -> None:
    """A check draws the page, as for an author."""


@pytest.fixture
def told(capsys):
    """A function that gives a command to `python -m studies`: its status, and what it answers on both outputs."""

    def ask(*words: str) -> tuple[int, str]:
        status = command_line.main(list(words))
        said = capsys.readouterr()
        return status, said.out + said.err

    return ask
