"""A second study made from the guide alone: 152 communes from a French spreadsheet, a series by year, three declared figures and a picture."""

import io
import re
import shutil
import textwrap
import zipfile
from pathlib import Path

import pytest

from data.intake.raw import Rejected
from data.intake.task import silent
from data.intake.workbooks import opendocument
from pages.parts.drawings import trying, without_browser
from studies import catalog
from studies.toolkit.checking.doubts import typed
from studies.toolkit.checking.trials import scaling
from studies.toolkit.reading.tables import files
from tests.studies.study_changes import GOOD

FOLDER = GOOD.parent / "third_places"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture(scope="module")
def places():
    study, faults = catalog.check_folder(FOLDER)
    assert faults == []
    return study


def test_it_is_read_as_its_spreadsheet_saved_it_and_computes_what_hands_do(places):
    assert places.tables["workers"].data["employed"].size == 152
    assert float(places.tables["workers"]["employed"].sum()) == pytest.approx(30_568.4)
    assert places.tables["population"].data["people"].values.tolist() == [76_607, 76_520, 76_519]
    found = places.run().indicators
    assert found["desks_2037"].value == 200  # 25 places of 8 desks
    assert found["seats_2037"].value == pytest.approx(200 / (30_568.4 * 0.18))
    assert found["balance_2037"].value == pytest.approx(200 * (2_000 - 12 * 150 * 0.5) / 1_000)
    assert places.card.layers[0].source == "INSEE, Recensements 2013, 2018 et 2021, comparateur de territoires, 2018, observé"


def test_nothing_in_it_is_doubtful(places):
    assert [str(fault) for fault in [*scaling.remarks(places), *typed.remarks(places)]] == []


def test_its_page_shows_its_figures_and_its_picture_under_each_scenario(places):
    assert trying.faults(places, only_scenarios=True) == []
    with without_browser.errors() as raised:
        page = without_browser.alone(places)
        without_browser.visit(page, places, "trend", {})
    assert raised == []
    said = "\n".join(text.value for text in page.markdown).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Postes partagés : 200 postes fin 2036" in said and "d'un recensement à l'autre" in said
    assert "![Plan : huit tables sur deux rangs" in said


def ods(path: Path, rows: list[list[str]], more: dict[str, bytes] | None = None, cell: str = "") -> Path:
    """A workbook as LibreOffice saves one, of one sheet."""

    def written(value: str) -> str:
        if value.replace(",", "").isdigit() and "," in value:
            return f'<table:table-cell office:value-type="float" office:value="{value.replace(",", ".")}"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(written, row))}</table:table-row>" for row in rows)
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1">{lines}{cell}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, part in {"mimetype": SPREADSHEET, "META-INF/manifest.xml": b"<manifest/>", "content.xml": content.encode(), **(more or {})}.items():
            archive.writestr(name, part)
    path.write_bytes(held.getvalue())
    return path


def rows() -> list[list[str]]:
    lines = (FOLDER / "tables/workers.csv").read_bytes().decode("cp1252").splitlines()
    return [line.replace('"', "").split(";") for line in lines[2:]]


def test_the_same_table_saved_by_libreoffice_gives_the_same_figures(places, tmp_path):
    folder = Path(shutil.copytree(FOLDER, tmp_path / "third_places"))
    (folder / "tables/workers.csv").unlink()
    ods(folder / "tables/workers.ods", rows())
    study, faults = catalog.check_folder(folder)
    assert faults == []
    assert study.tables["workers"].fingerprint == places.tables["workers"].fingerprint
    assert study.version == places.version


@pytest.mark.parametrize(
    ("more", "cell", "told"),
    [
        ({"Basic/script-lb.xml": b"<a/>"}, "", "macros"),
        ({"Object 1/content.xml": b"<a/>"}, "", "documents incorporés"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "", "ce n'est pas un classeur .ods"),
        ({"content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "", "DTD"),
        (
            {},
            '<table:table-row table:number-rows-repeated="9"><table:table-cell office:value-type="float" office:value="1" '
            'table:number-columns-repeated="999999"/></table:table-row>',
            "répétée sans fin",
        ),
    ],
)
def test_a_workbook_that_holds_more_than_cells_is_refused(tmp_path, more, cell, told):
    with pytest.raises(Rejected) as refused:
        opendocument.read(ods(tmp_path / "workers.ods", [["Code", "Actifs"]], more, cell), files.LIMITS, silent)
    assert told in str(refused.value.faults[0])


def test_the_guide_shows_pieces_of_this_very_study():
    guide = (Path(__file__).parents[4] / "studies/README.md").read_text("utf-8")
    told = re.search(r"^## Du tableur à la page.*?(?=^## )", guide, re.DOTALL | re.MULTILINE)[0]
    shown = [textwrap.dedent(block).strip() for block in re.findall(r"^   ```\n(.*?)^   ```", told, re.DOTALL | re.MULTILINE)]
    table = (FOLDER / "tables/workers.csv").read_bytes().decode("cp1252").replace("\r\n", "\n")
    held = [table, *((FOLDER / name).read_text("utf-8") for name in ("tables/tables.toml", "study.toml"))]
    assert [any(block in text for text in held) for block in shown] == [True, True, True]
    assert "from . import tables as t" in told and 't.workers["employed"].values' in (FOLDER / "model.py").read_text("utf-8")
