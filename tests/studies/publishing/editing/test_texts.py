"""A text while it is written: its faults by line, its figures in their place."""

from pathlib import Path

import pytest

from studies import catalog
from studies.publishing.editing import texts
from tests.studies.study_changes import good_study

PATH = "text/essential.md"


def test_a_text_reads_with_the_figures_of_the_study():
    study = good_study()
    text = "Il y aurait {subscribers_2031} ; {page.towns} villes."
    assert texts.faults("text/notes.md", text, study) == []
    shown = texts.preview(text, study)
    assert "{" not in shown
    assert texts.OF_THE_PAGE in shown


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("Bien.\n\nIl y aurait {subscriber_2031}.", 3, "ne se lit pas"),
        ("Bien.\nIl y aurait {subscribers_2031.", 2, "accolade"),
        ("<b>Gras</b>", 1, "balise HTML"),
        ("Un\ntexte ca\u200bché", 2, "caractère invisible"),
    ],
)
def test_a_fault_is_told_by_its_line(text, line, told):
    fault = texts.faults(PATH, text, good_study())[0]
    assert told in fault.fault
    assert fault.place.endswith(f"ligne {line}")


def test_an_empty_text_is_told():
    assert texts.faults(PATH, "  \n", good_study())[0].fault == "texte vide"


def test_a_new_paragraph_without_a_name_is_told_as_it_is_written_once_the_study_keeps_its_names(root: Path):
    folder = root / "broadband"
    text = "{#copper} La fin du cuivre.\n\nUn paragraphe de plus."
    assert texts.faults(PATH, text, catalog.read_folder(folder)) == []
    (folder / "ids.csv").write_text("kind,name,now\n", "utf-8")
    (fault,) = texts.faults(PATH, text, catalog.read_folder(folder))
    assert (fault.place, fault.fault) == (f"studies/broadband/{PATH}, ligne 3", "paragraphe sans nom")
