"""Open questions in a real browser: what is solved in the background comes in its place, once, and the levers may take it; figures give their data.

AppTest runs the whole page again when a widget moves: only here does a lever run its fragment alone, as it does for a visitor.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle

pytestmark = pytest.mark.browser

QUESTIONS = "Questions du comité"  # the tab that holds them
# The answers whose last line runs into the drawer under them.
TOUCHING = """() => [...document.querySelectorAll(".st-key-part-questions > :has(> [data-testid='stExpander'])")].map(drawer => {
    const answer = drawer.previousElementSibling.querySelector("h3"), words = document.createRange();
    words.selectNodeContents(answer);
    return words.getBoundingClientRect().bottom + 4 <= drawer.getBoundingClientRect().top ? "" : answer.innerText;
}).filter(Boolean)"""


def opened(page, address: str, words: str):
    """The drawer of a question, opened on its page."""
    page.goto(address)
    settle(page)
    drawer = page.locator("[data-testid='stExpander']", has_text=words)
    drawer.locator("summary").click()
    return drawer


@pytest.fixture
def hours(open_page, server):
    """The page with its question on the hours open, the week being drawn."""
    page = open_page()
    drawer = opened(page, f"{server}/hydrogene?hydrogen.scenario=trend&hydrogen.tab={QUESTIONS}", "une semaine de marche")
    expect(drawer.get_by_role("heading", name=re.compile("Cette semaine-là"))).to_have_count(1, timeout=30_000)
    assert page.evaluate(TOUCHING) == []
    return page, drawer


def headings(drawer) -> list[str]:
    """The titles of the answer, in order."""
    return [text.split(" : ")[0].split(",")[0] for text in drawer.get_by_role("heading").all_inner_texts()]


@pytest.mark.nightly  # by day tests/studies/hydrogen/test_hydrogen_page.py asks for the same sizes and takes the best
def test_the_exact_sizes_come_in_their_place_and_the_levers_take_the_best(hours):
    page, drawer = hours
    drawer.get_by_role("button", name="Chercher la meilleure taille").click()
    take = drawer.get_by_role("button", name="Mettre les leviers sur cette taille")
    expect(take).to_be_visible(timeout=30_000)
    settle(page)
    assert headings(drawer)[-2:] == ["Résolu exactement", "Le domaine où le calcul horaire a été éprouvé"]
    take.click()
    expect(page).to_have_url(re.compile(r"hydrogen\.full_load_hours=4300&hydrogen\.tank_days=2\.2"), timeout=30_000)
    expect(page.locator("h3", has_text=re.compile(r"^0,5.MW, 4.210.h.an, "))).to_have_count(1, timeout=30_000)
    assert page.errors == [] and page.outside == []


@pytest.mark.nightly  # by day tests/pages/test_pork_questions.py reads the same data
def test_every_figure_of_an_open_question_gives_its_data(server, page):
    drawer = opened(page, f"{server}/porc-de-qualite?pork.tab={QUESTIONS}", "Voir les débouchés et le chemin des porcs")
    buttons = drawer.get_by_role("button", name="Emporter")
    expect(buttons).to_have_count(2)
    settle(page)
    names = []
    for button in buttons.all():
        button.click()
        with page.expect_download() as file:
            page.get_by_role("button", name="Données (CSV)").click()
        names.append(file.value.suggested_filename)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Données (CSV)")).to_have_count(0)
    assert names == ["pork-committee-outlets.csv", "pork-committee-flows.csv"]


def test_a_lever_leaves_one_week_on_screen_even_when_its_year_is_known(hours):
    page, drawer = hours
    lever = page.locator("[data-testid='stSlider'] input").first
    week = drawer.get_by_role("heading", name=re.compile("Cette semaine-là"))
    before = week.inner_text()
    for key, address in (
        ("ArrowRight", r"hydrogen\.(?!scenario|tab)\w+="),
        ("ArrowLeft", r"/hydrogene\?hydrogen\.scenario=[^&]*&hydrogen\.tab=[^&]*$"),
    ):  # there, solved in the background; back, known already
        lever.focus()
        lever.press(key)
        expect(page).to_have_url(re.compile(address), timeout=30_000)
        settle(page)
        expect(drawer.get_by_role("heading").first).to_have_text(re.compile("Cette semaine-là"), timeout=30_000)
        expect(week).to_have_count(1, timeout=30_000)
    expect(week).to_have_text(before, timeout=30_000)
