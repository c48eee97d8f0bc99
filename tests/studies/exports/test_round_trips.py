"""What one takes away comes back without loss; exports.csv says of every export what becomes of it, and which test holds it."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from shapely.geometry import mapping, shape

from data.ground.faults import Fault
from data.imports import inventory
from data.intake import cells, reading
from data.intake.limits import PAGE
from data.intake.task import silent
from data.intake.tasks import attachment, study_files, table
from data.inventory import store
from geo.sites import offers
from studies.exports import site_exports, spreadsheets
from studies.exports.study_exports import single_sheet
from studies.publishing.editing import deposits
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import kept_inventory

TEMPLATE = Path(__file__).parents[3] / "studies/_template"
HOW = "à vol d'oiseau × 1,35 à 50 km/h"
TEXTS = (
    "=1+1",
    "+33 4 66",
    "-12",
    "@moi",
    "d'Apcher",
    "1 234,5",
    "12/03/2027",
    "a;b",
    'dit "non"',
    "deux\nlignes",
    "é€ł",
    "0048",
    "4.8E13",
    "NA",
    "None",
    "oui",
)


def brought_in(tmp_path, name: str, content: bytes):
    """What the import of an inventory says of a file, and every difference that it would make."""
    path, out = tmp_path / name, tmp_path / "out"
    path.write_bytes(content)
    out.mkdir()
    told = inventory.run([path], PAGE, {}, out, silent)
    assert told.faults == []
    return told, (out / inventory.CHANGES).read_text("utf-8")


@pytest.mark.usefixtures("cache")
def test_the_workbook_of_the_sites_that_anybody_takes_away_comes_back_without_any_difference(tmp_path):
    current = store.current()
    buildings = [
        {"offre_id": "b", "titre": "Halle", "comm_insee": "48095", "description": "Deux\nlignes", "surface_totale_m2": "1234.5", "contact_nom": "X"},
        {"offre_id": "c", "titre": "+33 Halle", "comm_insee": "48080", "date_maj": "2026-11-22", "gaz": "oui", "loyer_annuel_eur_ht": "40000"},
    ]
    kept_inventory(buildings=buildings)
    told, changes = brought_in(tmp_path, "sites.xlsx", site_exports.workbook(offers.offers(), HOW))
    assert changes == "[]"
    assert told.summary["read"]["Zones"] == len(current.frames["zones"])
    *aside, contacts = told.remarks
    assert [remark.place for remark in aside] == ["feuille « À lire »", "feuille « Sites »"]  # made to be read
    assert contacts.fault == "colonnes absentes du fichier, valeurs gardées : Contact : nom"  # nobody takes it away


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("name", ["sites.csv", "sites.geojson"])
def test_a_list_made_to_be_read_is_no_inventory_and_says_what_to_give(tmp_path, name):
    found = offers.offers()
    listed = spreadsheets.csv_for_spreadsheets(site_exports.table(found, HOW)) if name == "sites.csv" else site_exports.geojson(found, HOW)
    path, out = tmp_path / name, tmp_path / "out"
    path.write_bytes(listed)
    out.mkdir()
    (fault,) = inventory.run([path], PAGE, {}, out, silent).faults
    assert isinstance(fault, Fault)
    assert "modèle de classeur" in fault.remedy


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_joined_to_an_opinion_comes_back_as_it_is_taken_away(tmp_path, ending):
    frame = pd.DataFrame({"texte": TEXTS, "nombre": range(len(TEXTS))})
    given = single_sheet("Essai", frame) if ending == "xlsx" else spreadsheets.csv_for_spreadsheets(frame)
    once = joined(tmp_path / f"a.{ending}", given)
    again = joined(tmp_path / f"b.{ending}", once)
    assert rows(tmp_path / f"c.{ending}", again) == rows(tmp_path / f"d.{ending}", once) == rows(tmp_path / f"e.{ending}", given)


WRITERS = {"a.csv": spreadsheets.csv_for_spreadsheets, "b.csv": spreadsheets.csv_for_machines, "c.xlsx": lambda frame: single_sheet("Essai", frame)}


@pytest.mark.parametrize("name", WRITERS)
def test_every_cell_of_a_list_is_read_as_it_was_written(tmp_path, name):
    numbers = [-12.5, 0.1, 1_234_567.25, 1e-7, 3.0] * 4
    frame = pd.DataFrame({"texte": TEXTS, "nombre": numbers[: len(TEXTS)], "jour": date(2027, 3, 1), "vide": None})
    (tmp_path / name).write_bytes(WRITERS[name](frame))
    (sheet,) = reading.read(tmp_path / name, PAGE, silent).sheets
    titles, *lines = sheet.rows
    assert titles[:3] == ["texte", "nombre", "jour"]
    assert [line[0].removeprefix("'") for line in lines] == list(TEXTS)  # written before what a spreadsheet would run
    assert [cells.number(line[1]) for line in lines] == numbers[: len(TEXTS)]
    assert {cells.day(line[2]) for line in lines} == {date(2027, 3, 1)}
    assert {value for line in lines for value in line[3:]} <= {None}


@pytest.mark.usefixtures("cache")
def test_every_object_of_a_geojson_is_read_as_it_was_written(tmp_path):
    written = site_exports.geojson(offers.offers(), HOW)
    (tmp_path / "a.geojson").write_bytes(written)
    raw = reading.read(tmp_path / "a.geojson", PAGE, silent)
    titles, *lines = raw.sheets[0].rows
    for feature, line in zip(json.loads(written)["features"], lines, strict=True):
        read = {title: value for title, value in zip(titles, line, strict=True) if value is not None}
        assert mapping(read.pop("geometry")) == mapping(shape(feature["geometry"]))
        assert read == feature["properties"]
    assert raw.remarks == ()


def test_the_tables_of_a_study_come_back_one_by_one_as_they_are_taken_away(tmp_path):
    tables_of = {str(path.relative_to(TEMPLATE)): path.read_bytes() for path in sorted(TEMPLATE.rglob("*.csv"))}
    assert tables_of
    for index, (name, content) in enumerate(tables_of.items()):
        path, out = tmp_path / f"{index}.csv", tmp_path / str(index)
        path.write_bytes(content)
        out.mkdir()
        told = study_files.run([path], deposits.LIMITS, {"sheets": deposits.sheets(tables_of), "only": name}, out, silent)
        assert (name, told.faults, told.remarks) == (name, [], [])
        assert {one: (out / place).read_bytes() for one, place in told.summary["files"].items()} == {name: content}


def joined(path, content: bytes) -> bytes:
    """What is kept of a table that is joined."""
    path.write_bytes(content)
    out = path.with_suffix(".out")
    out.mkdir()
    attachment.run([path], PAGE, {}, out, silent)
    return (out / "0").read_bytes()


def rows(path, content: bytes) -> list[list]:
    """The cells of a table."""
    path.write_bytes(content)
    out = path.with_suffix(".out")
    out.mkdir()
    table.run([path], PAGE, {}, out, silent)
    return [list(line) for line in table.sheets((out / table.NAME).read_bytes())[0].rows]
