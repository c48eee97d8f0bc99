"""Every text of the inventory and of a study is text in every file that leaves: no template, no markup, no formula is made of it."""

import csv
import io
import json
import re

import pandas as pd
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from geo.maps import layers, standalone_map
from geo.sites import offers, site_card
from studies.exports import for_machines, site_exports, site_sheet, spreadsheets
from studies.publishing import life
from tests.data.conftest import cache  # noqa: F401
from tests.hostile_texts import JINJA, TEXTS, WITNESS, kept_hostile_inventory
from tests.studies.study_changes import good_study

HOW = "à vol d'oiseau"


@pytest.fixture
def texts():
    """The texts by name, kept in every text field of a zone, a plot and a building for each."""
    return kept_hostile_inventory()


@pytest.fixture(scope="module")
def version():
    """The document of a small study."""
    return life.document_of(good_study())


def bare(text: str) -> str:
    """A text without its blanks: a page of a PDF breaks lines where it likes."""
    return "".join(text.split())


def content_of(page: str) -> dict:
    """What the script of the stand-alone map reads."""
    return json.loads(written_in(page))


def written_in(page: str) -> str:
    """The JSON of the page, as it is written there."""
    return page.partition('id="content">')[2].partition("</script>")[0]


def test_the_standalone_map_runs_no_text_as_a_template(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kept_hostile_inventory({"jinja": JINJA})
    page = standalone_map.page(offers.offers(), HOW).decode("utf-8")
    assert not (tmp_path / WITNESS).exists()
    assert JINJA in written_in(page)


def test_the_standalone_map_holds_every_text_whole_and_none_as_markup(texts):
    page = standalone_map.page(offers.offers(), HOW).decode("utf-8")
    names = {site["name"] for kind in content_of(page)["kinds"] for site in kind["sites"]}
    assert names == set(texts.values())
    assert page.count("<script") == page.count("</script>") == 3
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert not {"\u2028", "\u2029"} & set(written_in(page))


def test_a_workbook_holds_no_formula_and_every_text(texts):
    book = load_workbook(io.BytesIO(site_exports.workbook(offers.offers(), HOW)))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert set(texts.values()) <= {str(cell.value).removeprefix("'") for cell in cells}
    assert not [cell for cell in cells if str(cell.value)[:1] in tuple("=+-@\t\r\n") and cell.data_type == "s"]


def test_another_reader_of_workbooks_gives_every_text_back(texts):
    content = io.BytesIO(site_exports.workbook(offers.offers(), HOW))
    sheets = pd.read_excel(content, engine="calamine", sheet_name=None, header=None).values()
    assert set(texts.values()) <= {str(value).removeprefix("'") for sheet in sheets for value in sheet.to_numpy().ravel()}


@pytest.mark.parametrize(
    ("write", "encoding", "separator"), [(spreadsheets.csv_for_spreadsheets, "utf-8-sig", ";"), (spreadsheets.csv_for_machines, "utf-8", ",")]
)
def test_a_csv_holds_no_formula_and_every_text(texts, write, encoding, separator):
    content = write(site_exports.table(offers.offers(), HOW)).decode(encoding)
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator))
    assert len(rows) == 1 + 3 * len(texts)
    assert set(texts.values()) <= {cell.removeprefix("'") for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\n"))]


@pytest.mark.parametrize("write", [spreadsheets.csv_for_spreadsheets, spreadsheets.csv_for_machines])
def test_a_lone_carriage_return_begins_no_line_in_a_csv(write):
    table = site_exports.table(offers.offers().head(1).assign(name="Halle\r=1+1"), HOW)
    assert b"\r=" not in write(table)
    assert b'Halle\n=1+1"' in write(table)


def test_a_geojson_and_the_layers_hold_every_text_as_it_is(texts):
    told = json.loads(site_exports.geojson(offers.offers(), HOW))["features"]
    assert {feature["properties"]["nom"] for feature in told} == set(texts.values())
    for layer in (layers.zone_layer(), layers.plot_layer(), layers.building_layer()):
        assert {feature["properties"]["nom"] for feature in json.loads(layer.body)["features"]} == set(texts.values())


@pytest.mark.parametrize("kind", ["zone", "terrain", "bâtiment"])
def test_the_sheet_of_a_site_shows_every_text_as_it_is(texts, kind):
    site = next(row for row in offers.offers().itertuples() if row.kind == kind and row.site_id.endswith("-all"))
    reader = PdfReader(io.BytesIO(site_sheet.pdf(site, site_card.card(site.site_id, kind), HOW)))
    assert reader.metadata.title == texts["all"]
    read = bare("".join(page.extract_text() for page in reader.pages))
    for name, text in texts.items():
        assert bare(text) in read, name
    links = [note.get_object()["/A"].get("/URI") for page in reader.pages for note in page.get("/Annots") or []]
    assert [link for link in links if not link.startswith("https://")] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_table_of_a_version_for_programs_holds_no_formula_and_the_words_of_its_author(version, text):
    card, labelled = {**version["card"], "title": text}, [{**row, "label": text, "unit": text} for row in version["parameters"]]
    of = for_machines.Of("1", 1, "2026-11-30", {**version, "card": card, "parameters": labelled, "study": text})
    rows = list(csv.DictReader(io.StringIO(for_machines.table(of).decode(), newline="")))
    assert {row["etude"].removeprefix("'") for row in rows} == {text}
    assert text in {row["libelle"].removeprefix("'") for row in rows if row["genre"] == "hypothèse"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+@\t\r\n")) or re.match(r"-(?!\d+(\.\d+)?(e-?\d+)?$)", cell)]
