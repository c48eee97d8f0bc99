"""The full report of a study: read when a browser can open it, refused with a remedy when it cannot."""

import pytest
import typst

from studies import catalog
from studies.toolkit.reading import report


@pytest.fixture
def document(tmp_path) -> bytes:
    """A real PDF."""
    source = tmp_path / "report.typ"
    source.write_text('#set document(title: "Rapport")\n#set text(lang: "fr")\n= Rapport de stage\nUne page.', "utf-8")
    return typst.compile(str(source))


def faults_with(root, content: bytes) -> list[str]:
    (root / "broadband" / report.NAME).write_bytes(content)
    return [str(fault) for fault in catalog.faults().get("broadband", [])]


def test_a_study_without_a_report_has_none_and_no_fault(root):
    assert catalog.get("broadband").report is None


def test_a_report_that_opens_is_the_report_of_the_study_and_gives_new_words(root, document):
    before = catalog.get("broadband").words_version
    assert faults_with(root, document) == []
    study = catalog.get("broadband")
    assert study.report.read_bytes() == document
    assert study.words_version != before


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda good: b"PK\x03\x04" + good, "studies/broadband/report.pdf | ce n'est pas un document PDF"),
        (lambda good: good[:-1500], "studies/broadband/report.pdf | document incomplet : la fin du fichier manque"),
        (
            lambda good: good.replace(b"trailer", b"/Encrypt 5 0 R trailer") if b"trailer" in good else good[:-40] + b"/Encrypt 5 0 R" + good[-40:],
            "studies/broadband/report.pdf | document protégé par un mot de passe",
        ),
        (lambda good: good[:-6] + b" " * 20_000_000 + good[-6:], "studies/broadband/report.pdf | 20 Mo : trop lourd pour un téléphone"),
    ],
)
def test_a_report_that_a_browser_cannot_open_is_refused_with_a_remedy(root, document, broken, told):
    (fault,) = faults_with(root, broken(document))
    assert fault.startswith(told)
