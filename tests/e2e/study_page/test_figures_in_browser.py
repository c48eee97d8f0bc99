"""A figure of a study in a real browser: its table by the keyboard, its files downloaded and really opened."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.browser import settle
from tests.e2e.every_page.visits import violations

pytestmark = pytest.mark.browser

PAGE = "/datacenter-de-proximite"
CHARTS = ".st-key-part-charts"
PHONE = 390


def taken(page, name: str) -> bytes:
    with page.expect_download() as file:
        page.get_by_role("button", name=name).click()
    assert file.value.suggested_filename.startswith("datacenter-chart-cash.")
    return Path(file.value.path()).read_bytes()


def test_the_files_of_a_figure_carry_its_title_its_source_and_its_figures_and_its_table_is_read_by_the_keyboard_alone(server, page):
    page.goto(f"{server}{PAGE}?datacenter.racks=60")
    settle(page)
    charts = page.locator(CHARTS)
    title = charts.locator("h3").first.inner_text()
    charts.get_by_role("button", name="Emporter").first.click()
    expect(page.get_by_test_id("stCode").first).to_have_text(page.url)  # what a colleague opens to see the same figure
    drawn = ElementTree.fromstring(taken(page, "Dessin (SVG)"))
    words = " ".join("".join(text.itertext()) for text in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert drawn.find("{http://www.w3.org/2000/svg}title").text == title
    assert "Source\u00a0: calcul de l'étude" in words and "figure du " in words and "Licence Ouverte 2.0" in words
    image = Image.open(io.BytesIO(taken(page, "Image (PNG)")))
    image.load()
    assert (image.format, image.width) == ("PNG", 1440)
    rows = list(csv.reader(io.StringIO(taken(page, "Données (CSV)").decode("utf-8-sig")), delimiter=";"))
    kept = {row[0].partition(",")[0].partition(".")[0]: row[1] for row in rows[1:]}
    page.keyboard.press("Escape")
    switch = charts.get_by_role("radio", name="Tableau").first
    switch.focus()
    switch.press("Enter")
    table = charts.get_by_role("region", name="Tableau").first  # the name that a screen reader says
    expect(table).to_be_visible()
    shown = {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in table.locator("tbody tr").all()}
    assert float(shown["2040"].replace("\u2212", "-").replace(",", ".")) == pytest.approx(float(kept["2040"].replace(",", ".")), abs=0.006)
    expect(table.get_by_role("rowheader").first).to_have_text("2029")
    room = charts.get_by_role("heading").first.evaluate(
        "node => node.getBoundingClientRect().bottom - parseFloat(getComputedStyle(node).paddingBottom)"
    )
    assert room <= table.bounding_box()["y"]  # the table does not stand on the last line of its title
    settle(page)
    assert violations(page) == set()
    table.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.querySelector('.studio-numbers').scrollTop > 0")
    expect(table.get_by_role("columnheader").first).to_have_css("position", "sticky")  # the header stays in sight
    expect(table.get_by_role("cell").first).to_have_css("text-align", "right")
    assert page.errors == [] and page.outside == []


def test_on_a_phone_the_table_holds_in_the_width_of_the_page(server, open_page):
    page = open_page(viewport={"width": PHONE, "height": 844})
    page.goto(server + "/hydrogene")
    settle(page)
    page.locator(CHARTS).get_by_text("Tableau").first.click()
    table = page.locator(f"{CHARTS} .studio-numbers").first
    expect(table).to_be_visible()
    inside, frame = table.evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert inside <= frame + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
