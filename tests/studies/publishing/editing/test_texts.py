"""A text while it is written: its faults by line, its figures in their place."""

import pytest

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
