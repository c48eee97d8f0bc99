"""What an intern adds to a copy of the project: a new study, which opens from the menu, and the report of one that stands, read in the page."""

import pytest
import typst
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.conftest import copy_project, running_server
from tests.studies.toolkit.figures.figures_of_a_study import begun_with_a_picture

# by day tests/pages/test_new_study_on_screen.py opens the study and the report without a browser
pytestmark = [pytest.mark.browser, pytest.mark.nightly]


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """The address of the Studio of somebody who has just started a study and written the report of another."""
    folder = tmp_path_factory.mktemp("started")
    project = copy_project(folder / "copy")
    begun_with_a_picture(project / "studies")
    source = folder / "report.typ"
    source.write_text('#set document(title: "Rapport")\n#set text(lang: "fr")\n= Rapport de stage\nUne page sur la fibre.', "utf-8")
    (project / "studies/broadband/report.pdf").write_bytes(typst.compile(str(source)))
    with running_server(folder / "server.log", project) as base:
        yield base


def test_a_new_study_stands_on_the_home_page_opens_from_the_menu_answers_its_levers_and_asks_nothing_outside(started, open_page):
    page = open_page()
    page.goto(started + "/")
    settle(page)
    expect(page.get_by_role("heading", name="Chaleur au bois")).to_be_visible()
    page.get_by_test_id("stTopNavSection").filter(has_text="Études").click()
    page.get_by_role("menuitem", name="Chaleur au bois").click()
    expect(page.locator("h1").first).to_have_text("Chaleur au bois", timeout=30_000)
    settle(page)
    assert page.url == started + "/chaleur-bois"
    assert page.title() == "Chaleur au bois - Studio Lozère"
    expect(page.locator("[data-testid='stException']")).to_have_count(0)
    expect(page.locator("[data-testid='stDeckGlJsonChart']")).to_have_count(1)
    before = page.locator("[data-testid='stMetricValue']").first.inner_text()
    lever = page.locator("[data-testid='stSidebar'] [data-testid='stSlider']", has_text="Logements aidés chaque année").locator("input")
    lever.focus()
    lever.press("ArrowRight")
    expect(page.locator("[data-testid='stMetricValue']").first).not_to_have_text(before)
    settle(page)
    page.get_by_role("tab", name="Figures").click()
    picture = page.get_by_role("img", name="Un mur en cours d'isolation.")
    expect(picture).to_be_visible(timeout=30_000)
    settle(page)
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [60, 40]
    curve = page.locator("[class*='st-key-chaleur_bois.figure-saved'], [class*='st-key-chaleur_bois-figure-saved']")
    expect(curve.get_by_text("Mon scénario").first).to_be_visible()
    assert page.outside == [] and page.errors == []


def test_the_report_is_read_in_the_page_and_taken_away(started, open_page):
    """It is sent when it is asked for, with nothing from outside, in French for assistive technology."""
    page = open_page()
    page.goto(started + "/tres-haut-debit?broadband.tab=Emporter")
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
