"""The pages as a visitor meets them: the map and its clicks, a lever and the address, the files, accessibility, a phone."""

import functools
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from openpyxl import load_workbook
from playwright.sync_api import expect

from pages.parts import menu
from studies import catalog
from tests.e2e.browser import settle

pytestmark = pytest.mark.browser

STUDY = "/tres-haut-debit"
# Every page, and the states of the page Territoire that its own address does not show: a ranking, a card, weights deduced two by two.
ADDRESSES = [
    *menu.addresses(),
    "/territoire?territory.mode=Quel+site+convient+%3F&territory.surface=500&site=la_tieule_hqe",
    "/territoire?territory.mode=Quel+site+convient+%3F&territory.weights=deux+%C3%A0+deux&territory.coverage=true",
]
LEVER = "Séances de médiation numérique"
PHONE, ENLARGED = {"width": 390, "height": 844}, {"width": 320, "height": 640}
# Streamlit's own menu on a phone, and nothing else: its list holds wrappers that are not list items.
STREAMLIT_ON_A_PHONE = {"list", "listitem"}
ENGLISH = re.compile(r"\b(the|with|settings|download|loading|choose|select|search|error|more|press|value|rerun|share)\b", re.IGNORECASE)


def slider(page, label):
    """The slider whose label begins so."""
    return page.locator("[data-testid='stSlider']", has_text=label).locator("input")


def headline(page):
    """The text of the first headline."""
    return page.locator("[data-testid='stMetricValue']").first


def violations(page) -> set[str]:
    """The rules of axe-core that the page breaks seriously."""
    page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})).violations")
    return {violation["id"] for violation in found if violation["impact"] in ("serious", "critical")}


def test_a_lever_moves_by_keyboard_and_the_address_carries_it_to_another_visitor(server, open_page):
    page = open_page()
    page.goto(server + STUDY)
    settle(page)
    before = headline(page).inner_text()
    slider(page, LEVER).focus()
    for _ in range(5):
        slider(page, LEVER).press("ArrowRight")
    expect(headline(page)).not_to_have_text(before)
    settle(page)
    query = parse_qs(urlsplit(page.url).query)
    assert query == {"broadband.sessions": ["60"]}
    other = open_page()
    other.goto(page.url)
    settle(other)
    expect(headline(page)).to_have_text(headline(other).inner_text())  # the first page may still be counting its last step


def test_a_scenario_is_named_in_the_address_in_french(server, page):
    page.goto(server + STUDY)
    settle(page)
    page.get_by_role("radio", name="Rupture").click()
    expect(page.get_by_text("Le scénario affiché est la référence")).to_have_count(0)
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"broadband.scenario": ["Rupture"]}
    expect(slider(page, "Part des logements que la fibre atteindra")).to_have_value("1")


def test_the_map_draws_the_communes_in_colour_and_a_click_chooses_the_commune(server, page):
    page.goto(server + "/")
    settle(page)
    chart = page.locator("[data-testid='stDeckGlJsonChart']")
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(4000)  # [ms] a software WebGL paints late, and nothing tells when it has
    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 - 60, box["y"] + box["height"] / 2 + 100)
    expect(
        page.locator("[data-testid='stMarkdownContainer'] table", has_text="Intercommunalité").locator("tr", has_text="Population municipale")
    ).to_have_count(1, timeout=20_000)
    assert page.locator("[data-testid='stSelectbox']", has_text="Commune").locator("input").last.input_value() != "Aucune commune choisie"


def test_the_files_hold_the_figures_on_screen(server, page):
    page.goto(server + STUDY + "?broadband.sessions=50")
    settle(page)
    shown = headline(page).inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Classeur XLSX").click()
    book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    assert book.sheetnames == ["À lire", "Indicateurs", "Séries", *(f"Communes {number}" for number in range(1, 15)), "Hypothèses", "Sources"]
    value = book["Indicateurs"]["B2"].value
    assert shown.replace("\u202f", "").startswith(f"{round(value, -1):.0f}")  # three significant digits of a number of four
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Séries, CSV pour tableur").click()
    assert waiting.value.path().read_bytes().startswith(b"\xef\xbb\xbfetude;version;scenario")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_on_a_desk_is_clean_french_ordered_and_accessible(server, page, address):
    """One visit tells all that can be read of a page, and every fault of it at once."""
    page.goto(server + address)
    settle(page)
    faults = {
        "asked outside": page.outside,
        "console": page.errors,  # the content security policy writes its violations there
        "exceptions": page.locator("[data-testid='stException']").all_inner_texts(),
        "headings": heading_faults(page),
        "axe": violations(page),
        "english": english_lines(page),
    }
    assert {kind: found for kind, found in faults.items() if found} == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious_in_the_dark_theme(server, open_page, address):
    page = open_page(color_scheme="dark")
    page.goto(server + address)
    settle(page)
    assert violations(page) == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_a_small_screen_nothing_scrolls_sideways_and_axe_finds_nothing_of_ours(server, open_page, address):
    """320 pixels are what a screen of 1 280 leaves when the page is enlarged to 400 % (WCAG 1.4.10); then a phone, everything open."""
    page = open_page(viewport=ENLARGED)
    page.goto(server + address)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]
    page.set_viewport_size(PHONE)
    for drawer in page.locator("[data-testid='stExpander'] summary").all():
        drawer.click()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) <= STREAMLIT_ON_A_PHONE


def heading_faults(page) -> list[str]:
    """What is wrong with the levels of the headings: they go down one at a time from a single first one."""
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(e => e.offsetParent).map(e => +e.tagName[1])")
    alone = [] if levels.count(1) == 1 and levels[0] == 1 else [f"first headings: {levels}"]
    return alone + [f"h{before}, then h{after}" for before, after in zip(levels, levels[1:], strict=False) if after - before > 1]


def english_lines(page) -> list[str]:
    """The lines on screen that hold an English word, titles of sources aside. Takes the icons away: an icon is a word in its own font."""
    page.evaluate("document.querySelectorAll('[data-testid=stIconMaterial]').forEach(icon => icon.remove())")
    return [line for line in page.locator("body").inner_text().splitlines() if ENGLISH.search(without_titles(line))]


def without_titles(line):
    """The line without the titles of sources, which stay in their own language."""
    titles = [source.title for study in (*catalog.studies(), catalog.shared()) for source in study.sources.values()]
    return functools.reduce(lambda text, title: text.replace(title, ""), titles, line)


def test_a_page_is_named_after_what_it_shows(server, page):
    page.goto(server + STUDY)
    settle(page)
    assert page.title() == "Usages du très haut débit - Studio Lozère"


def test_a_figure_reaches_its_source_in_two_clicks(server, page):
    page.goto(server + STUDY)
    settle(page)
    page.get_by_role("button", name="Pourquoi ce chiffre ?").nth(1).click()
    link = page.get_by_role("link", name="Fin du réseau ADSL en Lozère").last
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith("https://48fm.org/")


def test_the_whole_page_can_be_walked_with_the_tab_key(server, page):
    """Every control of the page is reached, in the order it is read, and never twice before the last one."""
    page.goto(server + "/")
    settle(page)
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("(document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').trim().slice(0, 60)")
        )
    text = " | ".join(seen)
    for name in ("Accueil", "Ouvrir l'étude", "Données de cette figure (CSV)", "Liste des 27 sites", "Mentions légales"):
        assert name in text, text
