"""A link brings back what was on screen: scenario, levers, tab, and the layer and the commune of a map whose tab has closed since. So do Back and
Forward."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import choose, settle

pytestmark = pytest.mark.browser

LAYER, COMMUNE = "Abonnés rapportés à tous les locaux", "Langogne"


def asked(page) -> dict[str, str]:
    """What the address of the page holds."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def shown(page) -> tuple[str, str]:
    """The layer and the commune of the map on screen."""
    boxes = page.locator(".st-key-part-map [data-testid='stSelectbox'] input")
    return boxes.nth(0).input_value(), boxes.nth(1).input_value()


def test_the_map_of_a_tab_that_closed_is_in_the_link_and_comes_back_with_it(server, open_page):
    page = open_page()
    page.goto(f"{server}/tres-haut-debit?broadband.scenario=proactive")
    settle(page)
    layers, communes = page.locator(".st-key-part-map [data-testid='stSelectbox'] input").all()[:2]
    choose(page, layers, LAYER)
    choose(page, communes, COMMUNE)
    page.get_by_role("tab", name="Récit").click()
    settle(page)
    expect(page.get_by_role("heading", name="Le récit, pour les élus")).to_be_visible()
    carried = asked(page)
    assert carried["broadband.map.layer"].startswith(LAYER) and carried["broadband.map.commune"] == COMMUNE
    assert "Volontariste" in carried["broadband.scenario"] and carried["broadband.tab"] == "Récit"
    other = open_page(another=True)
    other.goto(page.url)
    settle(other)
    expect(other.get_by_role("heading", name="Le récit, pour les élus")).to_be_visible()
    expect(other.get_by_text("Le lien demandait")).to_have_count(0)
    other.get_by_role("tab", name="L'essentiel").click()
    settle(other)
    assert shown(other) == (carried["broadband.map.layer"], COMMUNE)
    page.get_by_role("tab", name="L'essentiel").click()
    settle(page)
    assert shown(page) == (carried["broadband.map.layer"], COMMUNE)


def test_back_gives_the_page_with_its_levers_and_the_next_back_goes_on(server, open_page):
    page = open_page()
    page.goto(f"{server}/accessibilite")
    settle(page)
    page.goto(f"{server}/hydrogene?nope=1")
    settle(page)
    slider = page.locator("[data-testid='stSidebar'] [data-testid='stSlider'] input").first
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(page).to_have_url(f"{server}/hydrogene?hydrogen.stations=2")
    settle(page)
    figures = page.locator("[data-testid='stMetricValue']").all_inner_texts()
    page.get_by_role("link", name="Méthode", exact=True).first.click()
    page.wait_for_url(f"{server}/methode")
    settle(page)
    page.go_back()
    page.wait_for_url(f"{server}/hydrogene?hydrogen.stations=2")
    settle(page)
    expect(slider).to_have_value("2")
    assert page.locator("[data-testid='stMetricValue']").all_inner_texts() == figures
    page.go_forward()
    page.wait_for_url(f"{server}/methode")
    settle(page)
    page.go_back()
    page.wait_for_url(f"{server}/hydrogene?hydrogen.stations=2")
    settle(page)  # what a page writes in its address while it leaves would keep it there
    page.go_back()
    page.wait_for_url(f"{server}/accessibilite")
    settle(page)
    expect(page.locator("h1")).to_have_text("Accessibilité")
    page.get_by_role("link", name="Méthode", exact=True).first.dispatch_event("click")  # as a screen reader does: no pointer nor key
    page.wait_for_url(f"{server}/methode")
    settle(page)
    page.keyboard.press("Alt+ArrowLeft")  # which goes back where the browser has its windows
    page.evaluate("history.pushState(null, '', location.href)")  # a page that still writes its address while it is left
    page.go_back()
    page.wait_for_url(f"{server}/accessibilite")
