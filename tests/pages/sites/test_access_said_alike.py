"""The time from a site to the motorway is the same wherever it is read: list, card, sheet, map in one file, tables to take away."""

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from data.inventory import store
from data.inventory.fields import ZONES
from geo.maps import standalone_map
from geo.sites import offers, site_card
from pages.parts import menu
from pages.parts.sites import site_list
from studies.exports import in_words, site_exports, site_sheet, spreadsheets
from studies.pork.screens import land
from tests.pages.conftest import Visitor

ROOT = Path(__file__).parents[3]
SITE = "la_tieule_hqe"
HOW = "à vol d'oiseau × 1,35 à 50 km/h"
SAID = "11 min (entre 1 et 21 min) de l'A75, sortie 41"
MINUTES, LOW, HIGH = 11, 1, 21
NEAR = ("au pied", "à deux pas", "aux portes", "tout près", "à proximité immédiate")  # what only a time may say
AT_ITS_FOOT = 5  # [min] from which nobody would say so


def site():
    return next(row for row in offers.offers().itertuples() if row.site_id == SITE)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_screen_says_it_in_the_list_and_on_the_card():
    page = Visitor.new()
    page.switch_page(str(menu.TERRITORY.file))
    page.query_params["territory.text"] = "Tieule"
    assert [text for text in lines(page) if f"accès : {SAID}" in text]
    page.query_params[site_list.PARAMETER] = SITE
    assert [text for text in lines(page) if f"Autoroute : **{SAID}**." in text]


def lines(page) -> list[str]:
    return [plain(text.value) for text in page.run().markdown]


def test_the_printed_sheet_says_it():
    content = site_sheet.pdf(site(), site_card.card(SITE, "zone"), HOW)
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert f"Accès à l'autoroute : {SAID}. Temps {HOW}." in plain(pages).replace("’", "'")


def test_the_map_in_one_file_says_it_in_its_table_and_in_its_pop_up():
    text = plain(html.unescape(standalone_map.page(offers.offers(), HOW).decode("utf-8")))
    assert f"<td>{SAID}</td>" in text
    assert f"Accès : {SAID}" in text


def test_the_tables_give_the_same_whole_minutes():
    found = offers.offers()
    table = site_exports.table(found, HOW)
    french = csv.DictReader(io.StringIO(spreadsheets.csv_for_spreadsheets(in_words.readable(table)).decode("utf-8-sig")), delimiter=";")
    machine = csv.DictReader(io.StringIO(spreadsheets.csv_for_machines(table).decode("utf-8")))
    features = json.loads(site_exports.geojson(found, HOW))["features"]
    sheet = load_workbook(io.BytesIO(site_exports.workbook(found, HOW)))["Sites"]
    titles, *rows = ([cell.value for cell in row] for row in sheet.rows)
    names = ("identifiant", "acces_autoroute_min", "acces_autoroute_bas_min", "acces_autoroute_haut_min", "sortie_autoroute")
    read = [[row[name] for name in names] for row in (*machine, *(feature["properties"] for feature in features))]
    titled = [in_words.header(name).title for name in names]
    read += [[row[title] for title in titled] for row in (*french, *(dict(zip(titles, row, strict=True)) for row in rows))]
    of_site = [row for row in read if row[0] == SITE]
    assert len(of_site) == 4
    for _, *minutes, leaves in of_site:
        assert [float(str(value).replace(",", ".")) for value in minutes] == [MINUTES, LOW, HIGH]
        assert str(leaves) == "41"


def test_the_list_of_sites_of_pork_says_it():
    site = next(row for row in land.places().itertuples() if row.site_id == SITE)
    assert f"accès : {SAID}" in plain(land.place_row(site, {"langogne": "Langogne", "antrenas": "Antrenas"})["Ce qu'on sait"])


@pytest.mark.parametrize("word", NEAR)
def test_no_text_of_the_inventory_sets_a_site_at_the_foot_of_an_exit_that_its_time_does_not_show(word):
    farthest = offers.offers().set_index("site_id")["minutes_high"]
    for row in store.current().frames[ZONES].itertuples():
        if word in f"{row.desserte_route_nom} {row.site_description}".lower():
            assert farthest[row.site_id] <= AT_ITS_FOOT, row.site_id
