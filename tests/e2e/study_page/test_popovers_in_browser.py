"""What a button opens over the page: all of it can be read, typed in and sent, on a desk as on a phone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle

pytestmark = pytest.mark.browser

DESK, PHONE = (1440, 900), (390, 844)
OPENED, OPENS = "[data-testid='stPopoverBody']", "[data-testid='stPopoverButton']"


def opened(page, name: str) -> dict:
    """What the button of that name opens: where it stands, and how much of it is to be scrolled [px]."""
    button = page.locator(OPENS, has_text=name).first
    button.scroll_into_view_if_needed()
    button.click()
    settle(page)
    page.wait_for_timeout(300)  # [ms] its place is computed again when its content has come
    box = page.locator(OPENED).bounding_box()
    return box | {"hidden": page.locator(OPENED).evaluate("node => node.scrollHeight - node.clientHeight")}


def within(box: dict, size: tuple[int, int]) -> bool:
    """Whether all of it is on a screen of that size, with nothing to scroll."""
    return box["hidden"] <= 0 and box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]


def test_on_a_desk_what_a_button_opens_at_the_foot_of_the_window_or_on_a_headline_is_read_without_scrolling(server, page):
    page.goto(f"{server}/hydrogene?hydrogen.hgv_share=0.1")
    settle(page, 180_000)
    for name in ("Bascule d'un camion", "Leviers sans effet ici", "Emporter", "Signaler une erreur"):
        box = opened(page, name)
        assert box["height"] > 250 and within(box, DESK), (name, box)
        page.keyboard.press("Escape")
        expect(page.locator(OPENED)).to_have_count(0)
    assert page.errors == []


def test_on_a_phone_an_error_is_typed_over_the_keyboard_sent_and_thanked_for_and_closed_and_a_touch_beside_opens_nothing_else(server, open_page):
    page = open_page(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True)
    page.goto(f"{server}/methode")
    settle(page)
    box = opened(page, "Signaler une erreur")
    assert within(box, PHONE) and box["width"] == PHONE[0] and box["y"] < 80
    page.locator(f"{OPENED} textarea").tap()
    page.keyboard.type("L'indice des prix de 2012 est celui de 2011.")
    page.locator(OPENED).get_by_role("button", name="Fermer").tap()
    expect(page.locator(OPENED)).to_have_count(0)
    settle(page)
    opened(page, "Signaler une erreur")
    expect(page.locator(f"{OPENED} textarea")).to_have_value("L'indice des prix de 2012 est celui de 2011.")  # typed, not sent yet
    sent = page.locator(OPENED).get_by_role("button", name="Envoyer")
    thanks = page.locator(OPENED).get_by_text("Merci")
    assert sent.bounding_box()["y"] + sent.bounding_box()["height"] < 450  # over the keyboard of a phone
    sent.tap()
    expect(thanks).to_be_in_viewport(ratio=1)
    logo = page.get_by_test_id("stHeaderLogo").bounding_box()
    page.touchscreen.tap(logo["x"] + 10, logo["y"] + 10)  # a link to the home page
    expect(page.locator(OPENED)).to_have_count(0)
    settle(page)
    opened(page, "Signaler une erreur")
    close = page.locator(OPENED).get_by_role("button", name="Fermer")
    page.set_viewport_size({"width": PHONE[1], "height": PHONE[0]})  # turned: no room for the form and its answer
    sent.tap()
    refused = page.locator(OPENED).get_by_text("rien n'est écrit")
    expect(refused).to_be_in_viewport(ratio=1)
    settle(page)
    assert refused.bounding_box()["y"] + refused.bounding_box()["height"] <= close.bounding_box()["y"]
    close.tap()
    expect(page.locator(OPENED)).to_have_count(0)
    assert page.url == f"{server}/methode"
    assert page.errors == []
