"""A page as a visitor meets it: the map and its clicks, a lever and the address, the files, the way to a source, the keyboard."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.browser import choose, settle

pytestmark = pytest.mark.browser

STUDY = "/tres-haut-debit"
LEVER = "Séances de médiation numérique"


def slider(page, label):
    """The slider whose label begins so."""
    return page.locator("[data-testid='stSidebar'] [data-testid='stSlider']", has_text=label).locator("input")


def headline(page):
    """The text of the first headline."""
    return page.locator("[data-testid='stMetricValue']").first


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
    other = open_page(another=True)
    other.goto(page.url)
    settle(other)
    expect(headline(page)).to_have_text(headline(other).inner_text())  # the first page may still be counting its last step


def test_the_map_draws_the_communes_in_colour_and_a_click_chooses_the_commune(server, page_with_maps):
    page = page_with_maps
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
    assert page.locator("[data-testid='stSelectbox']", has_text="Commune").locator("input").last.input_value() != "Aucune"


@pytest.mark.nightly  # by day tests/studies/exports/test_same_figures.py reads every page and every file
def test_the_files_hold_the_figures_on_screen(server, page):
    page.goto(server + STUDY + "?broadband.sessions=50&broadband.tab=Emporter")
    settle(page)
    shown = headline(page).inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Classeur XLSX").click()
    book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    assert book.sheetnames == [
        "À lire",
        "Indicateurs",
        "Séries",
        *(f"Communes {number}" for number in range(1, 16)),
        "Hypothèses",
        "Méthode",
        "Sources",
    ]
    value = book["Indicateurs"]["B2"].value
    assert shown.replace("\u202f", "").startswith(f"{round(value, -1):.0f}")  # three significant digits of a number of four
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Séries, CSV pour tableur").click()
    assert waiting.value.path().read_bytes().startswith("\ufeffRésultat;Unité;Date (en années".encode())


def test_a_page_is_named_after_what_it_shows_a_figure_reaches_its_source_in_two_clicks_and_a_scenario_is_named_in_the_address(server, page):
    page.goto(server + STUDY)
    settle(page)
    assert page.title() == "Usages du très haut débit - Studio Lozère"
    page.get_by_role("button", name="Obligés de changer").click()
    link = page.get_by_role("link", name="Fin du réseau ADSL en Lozère").last
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith("https://48fm.org/")
    page.keyboard.press("Escape")
    page.locator("[data-testid='stRadioOption'], [data-testid='stRadio'] label", has_text="Rupture").click()
    expect(page.get_by_text("Le scénario affiché est la référence")).to_have_count(0)
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"broadband.scenario": ["Rupture"]}
    expect(slider(page, "Part des logements que la fibre atteindra")).to_have_value("1")


def test_the_whole_page_can_be_walked_with_the_tab_key(server, page):
    """Every control of the page is reached, in the order it is read, and never twice before the last one; the pictures on the way are there."""
    page.goto(server + "/")
    settle(page)
    drawn = page.locator('img[src^="/pictures/"]').evaluate_all("images => images.map(image => [image.naturalWidth, image.alt.split('.')[0]])")
    assert sorted(drawn) == [[320, "Carte des communes de Lozère"]] * 2 + [[320, "Graphique"]] * 2
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("(document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').trim().slice(0, 60)")
        )
    text = " | ".join(seen)
    for name in ("Accueil", "Ouvrir l'étude", "Données de cette figure (CSV)", "Liste des 27 sites", "Mentions légales"):
        assert name in text, text


def test_the_notice_of_a_link_goes_once_the_visitor_chooses_another_layer_of_the_map_of_the_home_page(server, page):
    page.goto(server + "/?home.map.layer=inconnue")
    settle(page)
    notice, layers = page.get_by_text("Le lien demandait"), page.get_by_role("combobox", name="Ce que montre la carte")
    expect(notice).to_have_count(1)
    assert page.locator(".studio-legends").first.evaluate("node => node.clientHeight") <= 40  # [px] classes and signs on one line
    choose(page, layers, "Locaux raccordables")
    expect(notice).to_have_count(0)
    expect(layers).to_have_value("Locaux raccordables, comptés par l'Arcep (observé)")
