"""The full report of a study is read in the page: sent when it is asked for, with nothing from outside, in French for assistive technology."""

import shutil

import pytest
import typst
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.conftest import running_server

pytestmark = pytest.mark.browser


@pytest.fixture
def reported(project_copy, tmp_path):
    """The address of a Studio whose broadband study has a report."""
    source = tmp_path / "report.typ"
    source.write_text('#set document(title: "Rapport")\n#set text(lang: "fr")\n= Rapport de stage\nUne page sur la fibre.', "utf-8")
    (project_copy / "studies/broadband/report.pdf").write_bytes(typst.compile(str(source)))
    with running_server(tmp_path / "server.log", project_copy) as base:
        yield base
    shutil.rmtree(project_copy, ignore_errors=True)


def test_the_report_is_read_in_the_page_and_taken_away(reported, open_page):
    page = open_page()
    page.goto(reported + "/tres-haut-debit")
    settle(page)
    expect(page.get_by_role("heading", name="Le rapport complet")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le rapport (PDF").click()
    assert waiting.value.suggested_filename == "tres-haut-debit-rapport.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    page.get_by_text("Lire le rapport ici").click()
    viewer = page.get_by_label("Rapport complet de l'étude « Usages du très haut débit »")
    expect(viewer.locator("canvas").first).to_be_visible(timeout=30_000)  # a page is drawn on a canvas
    settle(page)
    assert page.outside == [] and page.errors == []
