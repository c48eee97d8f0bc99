"""The sites to take away: the same facts in every form, nothing of a person, nothing that runs."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from geo.maps import standalone_map
from geo.sites import offers, site_card
from studies.exports import site_exports, site_sheet, spreadsheets
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import kept_inventory

HOW = "à vol d'oiseau × 1,35 à 50 km/h"
HOSTILE = "<script>alert('a')</script>\"&</td>"


@pytest.fixture
def hostile():
    """An inventory whose texts would do harm where they are not escaped, with the contacts of a person."""
    kept_inventory(
        zones=[{"site_id": "z", "site_nom": "=1+1", "site_comm_insee": "48095"}],
        plots=[],
        facts=[],
        buildings=[
            {
                "offre_id": "b",
                "titre": HOSTILE,
                "comm_insee": "48095",
                "type_bien": "atelier",
                "description": "+33 [lien](javascript:alert(1))",
                "contact_nom": "Martine Dupont",
                "contact_mail": "m.dupont@exemple.fr",
                "contact_tel": "04 66 12 34 56",
                "surface_totale_m2": "1234.5",
                "source": "javascript:alert(2)",
                "exemple": "oui",
            }
        ],
    )


def everything() -> dict[str, bytes]:
    """Every file that a visitor can take away, and the sheets of the sites."""
    found = offers.offers()
    sheets = [site_sheet.pdf(site, site_card.card(site.site_id, site.kind), HOW) for site in found.itertuples()]
    table = site_exports.table(found, HOW)
    return {
        "csv": spreadsheets.csv_for_spreadsheets(table),
        "machine": spreadsheets.csv_for_machines(table),
        "xlsx": site_exports.workbook(found, HOW),
        "geojson": site_exports.geojson(found, HOW),
        "html": standalone_map.page(found, HOW),
        **{f"pdf{i}": sheet for i, sheet in enumerate(sheets)},
    }


def test_a_workbook_has_each_kind_with_its_own_fields_and_the_sources_of_the_facts():
    book = load_workbook(io.BytesIO(site_exports.workbook(offers.offers(), HOW)))
    assert book.sheetnames == ["À lire", "Sites", "Zones", "Terrains", "Bâtiments", "Sources"]
    assert (book["Sites"].max_row, book["Zones"].max_row, book["Sources"].max_row) == (28, 24, 16)
    assert "exemple, à remplacer par l'inventaire de l'agence" in str([cell.value for row in book["À lire"].rows for cell in row])
    titles = [cell.value for cell in book["Bâtiments"][1]]
    assert "Surface totale (m²)" in titles


def test_a_csv_says_the_units_the_fibre_and_where_everything_comes_from():
    content = spreadsheets.csv_for_spreadsheets(site_exports.table(offers.offers(), HOW)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    site = next(row for row in rows if row["identifiant"] == "la_tieule_hqe")
    assert (site["surface_proposee_m2"], site["fibre"], site["fibre_date"]) == ("226000,0", "réseau public de 2012", "2012-11-27")
    assert site["acces_methode"] == HOW
    assert {row["exemple"] for row in rows if row["type"] == "bâtiment"} == {"exemple, à remplacer par l'inventaire de l'agence"}
    assert all(row["licence"] and row["inventaire"] for row in rows)


def test_a_geojson_has_a_feature_for_each_site_and_no_empty_property():
    found = json.loads(site_exports.geojson(offers.offers(), HOW))
    assert len(found["features"]) == 27
    assert all(value not in ("", None) for feature in found["features"] for value in feature["properties"].values())
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [3.15534, 44.38386]}


@pytest.mark.usefixtures("hostile")
def test_no_file_holds_the_name_the_address_or_the_telephone_of_a_person():
    for name, content in everything().items():
        for secret in ("Dupont", "dupont@exemple.fr", "04 66 12 34 56"):
            assert secret.encode() not in content, (name, secret)
            if name == "xlsx":
                cells = str([cell.value for sheet in load_workbook(io.BytesIO(content)) for row in sheet.rows for cell in row])
                assert secret not in cells


@pytest.mark.usefixtures("hostile")
def test_no_card_holds_a_fact_of_a_person():
    facts = site_card.card("b", "bâtiment").facts
    assert {fact.field for fact in facts} >= {"description", "type_bien", "surface_totale_m2"}
    assert not [fact for fact in facts if "contact" in fact.field or "Dupont" in fact.value]


@pytest.mark.usefixtures("hostile")
def test_no_spreadsheet_runs_a_text_of_the_inventory():
    files = everything()
    book = load_workbook(io.BytesIO(files["xlsx"]))
    assert not [cell for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"]
    for name, encoding, separator in (("csv", "utf-8-sig", ";"), ("machine", "utf-8", ",")):
        for row in csv.reader(io.StringIO(files[name].decode(encoding)), delimiter=separator):
            assert not [cell for cell in row if cell[:1] in "=+@" and cell], row


@pytest.mark.usefixtures("hostile")
def test_the_standalone_map_holds_everything_and_asks_nobody():
    text = everything()["html"].decode("utf-8")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", text)
    assert not re.findall(r"url\((?!data:)", text.split("</style>")[0])
    assert "href='javascript" not in text
    assert '<html lang="fr">' in text


def test_the_sheet_of_a_site_is_a_tagged_pdf_in_french_with_its_title():
    site = next(offers.offers().itertuples())
    content = site_sheet.pdf(site, site_card.card(site.site_id, site.kind), HOW)
    assert content.startswith(b"%PDF-")
    for mark in (b"/Lang", b"fr", b"pdfuaid", b"/StructTreeRoot", b"/Figure", b"/Alt"):
        assert mark in content, mark
    read = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "Lozère Développement, POLeN, 12 rue Albert Einstein, 48000 Mende" in read  # mentions légales: whom to call to visit


@pytest.mark.usefixtures("hostile")
def test_a_text_of_the_inventory_is_never_read_as_markup_by_the_sheet():
    markup = '#panic("x") $1$ *gras* @ref'
    kept_inventory(buildings=[{"offre_id": "b", "titre": markup, "comm_insee": "48095", "description": '#import "a.typ": *'}])
    site = next(row for row in offers.offers().itertuples() if row.site_id == "b")
    assert site_sheet.pdf(site, site_card.card("b", "bâtiment"), HOW).startswith(b"%PDF-")
