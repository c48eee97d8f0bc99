"""Every page on an enlarged screen and on a phone, all its drawers open."""

import pytest

from tests.e2e.browser import settle
from tests.e2e.every_page.visits import ADDRESSES, violations

pytestmark = pytest.mark.browser

PHONE, ENLARGED = {"width": 390, "height": 844}, {"width": 320, "height": 640}
# Streamlit's own menu on a phone, and nothing else: its list holds wrappers that are not list items.
OPEN_DRAWERS = """async () => {
    for (const drawer of [...document.querySelectorAll("[data-testid='stExpander'] details:not([open])")]) {
        drawer.querySelector("summary").click();
        while (!drawer.open) await new Promise(soon => setTimeout(soon, 20));
        await new Promise(soon => setTimeout(soon, 100));
    }
}"""
STREAMLIT_ON_A_PHONE = {"list", "listitem"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_a_small_screen_nothing_scrolls_sideways_and_axe_finds_nothing_of_ours(server, page, address):
    """320 pixels are what a screen of 1 280 leaves when the page is enlarged to 400 % (WCAG 1.4.10); then a phone, everything open."""
    page.set_viewport_size(ENLARGED)
    page.goto(server + address)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]
    page.set_viewport_size(PHONE)
    page.evaluate(OPEN_DRAWERS)
    settle(page)
    assert page.locator("[data-testid='stExpander'] details:not([open]) summary").all_inner_texts() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) <= STREAMLIT_ON_A_PHONE
