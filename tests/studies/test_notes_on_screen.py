"""The notes and the tables of texts of a study, as its screens show them: filled from the choice on screen; what is missing is told."""

import pytest

from pages.parts import texts
from pages.parts.study.view import View
from studies import catalog
from studies.toolkit.errors import BadRequest
from tests.studies.study_changes import copy_of_the_good_study, read_by_page

NOTES = """{#few} Sur {homes}, {page.towns}.

{#late} Une autre.
"""
SIGNS = """sign,rule,source
fibre,{homes},
cuivre,{page.end},
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    folder = copy_of_the_good_study(tmp_path_factory.mktemp("studies"))
    (folder / "text/notes.md").write_text(NOTES, "utf-8")
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables/signs.csv").write_text(SIGNS, "utf-8")
    read_by_page(folder, "signs", "few", "late")
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return View(study, study.run(), study.run(), "Tendanciel")


@pytest.fixture
def shown(monkeypatch):
    """What is written on the page, plain spaces."""
    found = []
    monkeypatch.setattr(texts.provenance, "small", found.append)
    monkeypatch.setattr(texts.tables, "show", found.append)
    return found


def test_a_note_is_filled_and_followed_by_its_source(view, shown):
    texts.note(view, "few", "Source : Insee.", towns="trois communes")
    assert shown[0].replace("\u202f", " ").replace("\u00a0", " ") == "Sur 71 000 logements, trois communes. Source : Insee."


def test_a_table_of_texts_shows_the_columns_and_the_lines_that_are_asked_for(view, shown):
    texts.table(view, "signs", {"sign": "Signe", "rule": "Règle"}, {"sign": "cuivre"}, end="2030")
    assert shown == [[{"Signe": "cuivre", "Règle": "2030"}]]


@pytest.mark.parametrize(("name", "fault"), [("many", "note « many » absente"), ("few", "la page ne donne pas « towns »")])
def test_a_note_that_cannot_be_shown_is_told(view, shown, name, fault):
    with pytest.raises(BadRequest) as refused:
        texts.note(view, name)
    assert refused.value.fault.fault == fault and refused.value.fault.place.startswith("studies/broadband/") and shown == []
