"""A browser's proof of each rule of our stylesheet: after an upgrade of Streamlit, the rule that no longer holds is seen here."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.study_page.active_rules import idle, look, look_at_a_list, look_at_what_opens, of_studies
from tests.e2e.study_page.steps import visit

pytestmark = pytest.mark.browser

DESK, ROOM, SMALL, PHONE = (1440, 900), (1920, 1080), (1024, 768), (390, 844)
LEVER, MAP = "[data-testid='stSidebarContent'] [data-testid='stSlider']", "[data-testid='stDeckGlJsonChart']"
# Each rule of our sheet, taken away then put back: what it declares must change on something of the page, or it holds no more.
PAPER = "hydrogene?vue=imprimer&hydrogen.hgv_share=0.1"  # a lever moved: headlines have a difference
ASKED = "porc-de-qualite?pork.tab=Questions du comité&pork.committee.weight-relief=21"  # a question whose map is open
OTHERS = (
    ("ma-commune?lieu=Langogne", (DESK,)),
    ("", (DESK, PHONE)),
    ("fibre", (PHONE,)),
    ("hydrogene?hydrogen.tab=Emporter", (PHONE,)),
    (ASKED, (DESK, ROOM)),
)


def test_every_rule_of_our_stylesheet_changes_something_on_a_desk_small_or_not_on_a_phone_or_on_paper(server, page):
    visit(page, server, "hydrogene?vue=entiere&hydrogen.map.commune=Mende", DESK)
    answer = page.request.get(server + page.locator("link[href^='/styles/']").get_attribute("href"))
    assert answer.status == 200 and "immutable" in answer.headers["cache-control"] and answer.headers["content-type"].startswith("text/css")
    page.keyboard.press("Tab")
    found = []
    look_at_a_list(page, found)  # the chart drawn, nothing moved yet
    page.locator(f"{MAP} canvas[tabindex]").first.focus()
    page.emulate_media(media="print", color_scheme="dark")
    settle(page)
    look(page, found)  # the page of the screen, printed from a dark one
    page.emulate_media(media="screen", color_scheme="light")
    settle(page)
    page.locator(".st-key-part-charts").get_by_text("Tableau").first.click()
    expect(page.locator(".studio-numbers")).to_have_count(1)
    settle(page)
    look(page, found)
    page.get_by_text("Les équations, leurs sources").click()
    expect(page.locator(".katex-display").first).to_be_visible()
    page.locator(f"{LEVER} input").first.press("ArrowRight")
    expect(page.locator(".studio-changes")).to_have_count(1)
    settle(page)
    look(page, found)
    page.locator(".studio-changes summary").click()  # what changed, folded
    page.emulate_media(color_scheme="dark")
    settle(page)
    look_at_what_opens(page, found, "Argent public")  # its button, while pressed, is to be read in the dark too
    page.emulate_media(color_scheme="light")
    settle(page)
    look_at_what_opens(page, found, "Emporter", "Signaler une erreur", "Leviers sans effet ici")
    for width, height in (ROOM, SMALL, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        look(page, found)
    look_at_what_opens(page, found, "Argent public", "Chez moi")
    page.get_by_role("button", name="Ouvrir le menu et les leviers").click()
    settle(page)
    look(page, found)  # the side panel unfolded over the page
    cut = page.locator(".katex-display").evaluate_all("formulas => formulas.filter(each => each.scrollWidth > each.clientWidth).length")
    assert cut == 0  # a formula goes to the next line
    visit(page, server, PAPER, DESK)
    look(page, found)
    page.emulate_media(media="print")
    look(page, found)
    page.emulate_media(media="screen")
    for address, sizes in OTHERS:
        visit(page, server, address, DESK)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            settle(page)
            look(page, found)
    assert len({selector for selector, _ in found}) > 30
    assert of_studies(idle(found)) == set()
    assert page.errors == []
