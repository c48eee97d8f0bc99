"""An intern's first quarter of an hour: a study is started in a copy of the project, the server runs, the page opens from the menu."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.conftest import running_server

pytestmark = pytest.mark.browser


def command(folder, *words) -> str:
    """What `python -m studies` answers in that copy."""
    done = subprocess.run([sys.executable, "-m", "studies", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def started(project_copy, tmp_path):
    """The address of the Studio of somebody who has just started a study and changed nothing else."""
    assert "studies/chaleur_bois" in command(project_copy, "new", "chaleur_bois", "--title", "Chaleur au bois")
    assert "aucun défaut" in command(project_copy, "check", "chaleur_bois")
    with running_server(tmp_path / "server.log", project_copy) as base:
        yield base


def test_a_new_study_stands_on_the_home_page_opens_from_the_menu_and_asks_nothing_outside(started, open_page):
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
    assert page.outside == [] and page.errors == []


def test_a_new_study_answers_its_levers_and_draws_its_map(started, open_page):
    page = open_page()
    page.goto(started + "/chaleur-bois")
    settle(page)
    expect(page.locator("[data-testid='stException']")).to_have_count(0)
    expect(page.locator("[data-testid='stDeckGlJsonChart']")).to_have_count(1)
    before = page.locator("[data-testid='stMetricValue']").first.inner_text()
    lever = page.locator("[data-testid='stSlider']", has_text="Logements aidés chaque année").locator("input")
    lever.focus()
    lever.press("ArrowRight")
    expect(page.locator("[data-testid='stMetricValue']").first).not_to_have_text(before)
    settle(page)
    assert page.outside == [] and page.errors == []
