"""A link that asks what cannot be, then a choice that the model refuses, in front of a real server: fragments write only where the page wrote."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.conftest import running_server

pytestmark = pytest.mark.browser

FIRST_LINE = "    places = gather(territory)\n"  # of `run`, in the model of the broadband study
FIRST_IMPORT = "from .adoption import"
REFUSING = """    if ((p.sessions > 59) & (p.sessions < 61)).any():
        raise Refusal("soixante séances ne se tiennent pas")
"""


def test_a_link_says_what_it_could_not_follow_and_a_refusal_stands_where_the_figures_were(project_copy, tmp_path, page):
    model = project_copy / "studies/broadband/model.py"
    text = model.read_text("utf-8")
    assert text.count(FIRST_LINE) == text.count(FIRST_IMPORT) == 1
    text = text.replace(FIRST_LINE, REFUSING + FIRST_LINE)
    model.write_text(text.replace(FIRST_IMPORT, f"from studies.toolkit.errors import Refusal\n\n{FIRST_IMPORT}"), "utf-8")
    with running_server(tmp_path / "log", project_copy) as base:
        page.goto(f"{base}/tres-haut-debit?broadband.scenario=&broadband.sessions=50,0&broadband.final_coverage=99&nope=[a](https://exemple.fr)")
        settle(page)
        notice, refused = page.get_by_text("Le lien demandait"), page.get_by_text("soixante séances ne se tiennent pas")
        expect(notice).to_have_count(3)
        expect(page.locator("a[href*='exemple.fr']")).to_have_count(0)
        assert page.url.endswith("/tres-haut-debit?broadband.sessions=50.0")
        expect(page.get_by_test_id("stMetric").first).to_be_visible()
        sessions = page.locator("[data-testid='stSlider']", has_text="Séances de médiation numérique").locator("input")
        sessions.focus()
        sessions.press("ArrowRight")
        expect(refused.first).to_be_visible(timeout=30_000)
        expect(notice).to_have_count(0)
        settle(page)
        expect(page.get_by_test_id("stMetric")).to_have_count(0)
        expect(page.get_by_text("numéro d'incident")).to_have_count(0)
        with page.expect_download() as file:
            page.get_by_role("button", name="Séries, CSV pour tableur").click()
        assert "soixante séances ne se tiennent pas" in file.value.path().read_text("utf-8-sig")
        page.get_by_role("button", name="Revenir au scénario").click()
        expect(refused).to_have_count(0, timeout=30_000)
        expect(page.get_by_test_id("stMetric").first).to_be_visible()
        expect(notice).to_have_count(0)
        assert not page.errors
