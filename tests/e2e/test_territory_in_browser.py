"""The page Territoire and the page Inventaire in a real browser: the map, the keyboard, a phone, the files, a deposit that is given up."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from geo.maps import decks
from geo.sites import located
from tests.data.inventories import BUILDING
from tests.e2e.browser import settle
from tests.e2e.conftest import running_server
from tests.e2e.every_page.small_screen import TABLES_OUT
from tests.e2e.study_page.active_rules import BESIDE_STUDIES, DEPOSIT, LINKS_IN_CELLS, idle, look

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory):
    """The folder of a server with an inventory of its own."""
    return tmp_path_factory.mktemp("territoire")


@pytest.fixture(scope="module")
def own_server(own_folder):
    """A server with an inventory of its own, which these tests may change."""
    with running_server(own_folder / "server.log", STUDIO_VAR=str(own_folder / "var")) as base:
        yield base


def enter_as_administrator(page, folder):
    """Opens the link that the console gave, as the agency does after its first start."""
    link = re.search(r"Premier administrateur : ouvrir (\S+)", (folder / "server.log").read_text("utf-8"))[1]
    page.goto(link)
    page.get_by_role("button", name="Entrer dans le Studio").click()
    settle(page)
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()
    expect(page.get_by_text("Vous êtes connecté")).to_be_visible()


def workbook(path, rows: int, name: str = "Halle"):
    book = Workbook()
    sheet = book.active
    sheet.title = "Bâtiments"
    sheet.append([*BUILDING, "Surface totale (m²)"])
    for i in range(rows):
        sheet.append([f"48095_BAT_{10_000 + i}", f"{name} {i}", "48095", 100 + i])
    book.save(path)
    return path


def test_the_filters_and_a_site_of_the_list_are_opened_by_keyboard_and_the_address_of_its_card_serves_somebody_else(server, open_page):
    page = open_page()
    page.goto(server + "/territoire")
    settle(page)
    filters = page.get_by_role("button", name="Filtres")
    filters.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Surface minimale (m²)")).to_be_focused()
    page.keyboard.press("Escape")
    expect(filters).to_be_focused()
    page.get_by_role("button", name="Parc HQE de La Tieule").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Parc HQE de La Tieule")).to_be_visible()
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"site": ["la_tieule_hqe"]}
    other = open_page(another=True, viewport=PHONE)
    other.goto(page.url)
    settle(other)
    expect(other.get_by_role("heading", name="Parc HQE de La Tieule")).to_be_visible()
    assert other.evaluate(TABLES_OUT) == []
    found: list[tuple[str, bool]] = []
    look(other, found)
    assert [acts for selector, acts in found if LINKS_IN_CELLS in selector] == [True]
    assert other.errors == other.outside == []


@pytest.mark.nightly  # by day a commune is clicked in test_pages_in_browser.py, and the card is opened by the list and by its address
def test_a_click_on_the_map_opens_the_card_of_the_site(server, page_with_maps):
    page = page_with_maps
    page.goto(server + "/territoire")
    settle(page)
    chart = page.locator("[data-testid='stDeckGlJsonChart']")
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(4000)  # [ms] a software WebGL paints late, and nothing tells when it has
    box = chart.bounding_box()
    site = located.all_sites().set_index("site_id").loc["pont_de_montvert_mas_mejean"]  # alone in its commune, far from the others
    enlarged = chart.evaluate("node => node.currentCSSZoom")  # by our stylesheet, on a desk
    pixels = enlarged * 512 * 2 ** decks.VIEW["zoom"] / 360  # [px] for a degree of longitude
    x = box["x"] + box["width"] / 2 + (site["lon_shown"] - decks.VIEW["longitude"]) * pixels
    y = box["y"] + box["height"] / 2 - (site["lat_shown"] - decks.VIEW["latitude"]) * pixels / 0.7127  # cosine of 44.545 degrees
    page.mouse.move(x, y)
    buttons = chart.get_by_test_id("stElementToolbar")
    expect(buttons).to_have_css("opacity", "1")
    shown = buttons.bounding_box()
    assert box["y"] + box["height"] / 2 < shown["y"]  # in its lower corner, and not on the title or the choices above it
    page.mouse.click(x, y)
    expect(page.get_by_role("heading", name="ZA de Mas Méjean")).to_be_visible()
    assert page.errors == page.outside == []
    the_rules_of_our_stylesheet_for_this_page_change_something(page)
    what_a_click_fills_is_right_under_the_map_of_a_phone(page)


def the_rules_of_our_stylesheet_for_this_page_change_something(page) -> None:
    """With its card open, then its list, on a desk and on a large screen."""
    found: list[tuple[str, bool]] = []
    settle(page)
    look(page, found)
    page.get_by_role("button", name="Revenir à la liste").click()
    page.set_viewport_size({"width": 1920, "height": 1080})
    settle(page)
    look(page, found)
    own = {selector for selector, _ in found if any(key in selector for key in BESIDE_STUDIES)}
    assert len(own) > 5 and own & idle(found) == set()


def what_a_click_fills_is_right_under_the_map_of_a_phone(page) -> None:
    """The list of communes, then the legend; the list of sites is the last."""
    page.set_viewport_size(PHONE)
    settle(page)
    found: list[tuple[str, bool]] = []
    look(page, found)
    reordered = {selector for selector, _ in found if "beside-map" in selector or "after-facts" in selector}
    assert len(reordered) == 4 and reordered & idle(found) == set()
    bottom = (box := page.locator("[data-testid='stDeckGlJsonChart']").bounding_box())["y"] + box["height"]
    facts, legend, listed = (
        page.locator(part).first.bounding_box()["y"] - bottom
        for part in ("[data-testid='stSelectbox']:has-text('Commune')", ".studio-legend", "h2:has-text('sites sur')")
    )
    assert 0 < facts < 24 and facts < legend < listed  # [px]


@pytest.mark.nightly  # by day tests/pages/ranking moves it without a browser
def test_the_ranking_is_moved_by_keyboard_and_carried_by_the_address(server, open_page):
    page = open_page()
    page.goto(server + "/territoire")
    settle(page)
    page.get_by_role("radio", name="Quel site convient ?").click()
    settle(page)
    weight = page.locator("[data-testid='stSlider']", has_text="Temps d'accès à l'autoroute").locator("input")
    weight.focus()
    weight.press("Home")
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"territory.mode": ["Quel site convient\N{NO-BREAK SPACE}?"], "territory.weight-minutes": ["0"]}
    first = page.locator("button", has=page.locator("p")).filter(has_text=re.compile("Mende|Marvejols|Antrenas|Carlac")).first.inner_text()
    other = open_page(another=True)
    other.goto(page.url)
    settle(other)
    assert first in other.locator("main").inner_text()
    assert page.errors == page.outside == []


def test_the_downloaded_map_opens_from_a_disk_without_asking_anybody(server, open_page, tmp_path):
    page = open_page()
    page.goto(server + "/territoire")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Carte HTML").click()
    download.value.save_as(tmp_path / "carte.html")
    alone = open_page(another=True)
    asked = []
    alone.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    alone.goto((tmp_path / "carte.html").as_uri())
    alone.wait_for_selector(".leaflet-container canvas")
    assert asked == [(tmp_path / "carte.html").as_uri()]
    assert alone.errors == []
    expect(alone.get_by_role("row", name="Parc HQE de La Tieule")).to_be_visible()
    expect(alone.get_by_role("button", name="Agrandir")).to_be_visible()


def give_up_a_deposit(page, file) -> None:
    """Deposits a file and stops its reading: the inventory is as it was."""
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Annuler la lecture").click()
    expect(page.get_by_role("button", name="Annuler la lecture")).to_have_count(0)
    settle(page)
    expect(page.get_by_text("Ce que ce fichier changerait")).to_have_count(0)
    expect(page.get_by_text(file.name)).to_have_count(0)


def deposit_beyond_a_budget(page, file) -> None:
    """Deposits a file that the server does not take: the field says why in French, in words that are seen."""
    page.route("**/upload_file/**", lambda route: route.fulfill(status=429, content_type="text/plain", body="Trop de fichiers déposés."))
    page.set_input_files("input[type=file]", file)
    expect(page.get_by_text("Refusé : Trop de fichiers déposés.")).to_be_in_viewport()
    found: list[tuple[str, bool]] = []
    look(page, found)
    own = {selector for selector, _ in found if DEPOSIT in selector}
    assert len(own) == 2 and own & idle(found) == set()
    page.unroute("**/upload_file/**")
    page.errors.clear()  # the browser writes down each answer that is not 200
    page.reload()
    settle(page)


def test_the_agency_enters_by_the_link_of_the_console_then_deposits_and_names_are_text(own_server, own_folder, open_page, tmp_path):
    page = open_page()
    enter_as_administrator(page, own_folder)
    page.goto(own_server + "/inventaire")
    settle(page)
    give_up_a_deposit(page, workbook(tmp_path / "grand.xlsx", 15_000))
    deposit_beyond_a_budget(page, workbook(tmp_path / "refus.xlsx", 3))
    page.set_input_files("input[type=file]", workbook(tmp_path / "a.xlsx", 3, "<img src=x onerror=window.hacked=1> **Halle**"))
    expect(page.get_by_text("3 lignes ajoutées et 42 lignes gardées").first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name="Ce que ce fichier changerait")).to_be_in_viewport(ratio=1)  # under a field at the foot of the window
    page.get_by_role("button", name="Enregistrer cette édition").click()
    expect(page.get_by_text("Inventaire : édition 1 en place, 30 sites.").first).to_be_visible()
    other = open_page(another=True)
    other.goto(own_server + "/equipe")
    settle(other)
    expect(other.get_by_text("Cette page est celle de l'agence")).to_be_visible()  # another browser is the public
    other.goto(own_server + "/territoire?site=48095_BAT_10000")
    settle(other)
    expect(other.get_by_role("heading", name="<img src=x onerror=window.hacked=1> **Halle** 0")).to_be_visible()
    assert other.evaluate("window.hacked") is None
    assert page.errors == other.errors == other.outside == []
