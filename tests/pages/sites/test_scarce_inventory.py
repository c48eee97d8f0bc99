"""An inventory with a kind empty, a single row or its optional fields blank: every page, layer and file still opens, and no JSON holds NaN."""

import json
from pathlib import Path

import pytest

from data import editions
from data.inventory import linking, store
from data.inventory.fields import BUILDINGS, FACTS, KEYS, PLOTS, SHEETS, ZONES, fields
from geo.maps import layers, standalone_map
from geo.sites import located, offers, site_card
from pages.parts import menu
from studies.exports import site_exports, site_sheet, spreadsheets
from tests.data.inventories import kept_inventory
from tests.pages.conftest import Visitor, in_whole

ROOT = Path(__file__).parents[3]
MOST_QUESTIONS = 16  # a study of the house asks fifteen at most
HOW = "à vol d'oiseau × 1,35 à 50 km/h"
OPENED = ("territoire", "fibre", "inventaire")  # with the home page and the studies, the pages that read the inventory


def rows(table: str) -> list[dict[str, str]]:
    """The lines of a table of the inventory that the Studio ships with."""
    return [dict(row) for row in linking.kept(table, store.current())]


def blank(table: str) -> list[dict[str, str]]:
    """The first line of a table with nothing but what the reader of an import asks for."""
    needed = {name for name, field in fields(table).items() if field.required} | {KEYS[table]}
    return [{name: value if name in needed else "" for name, value in rows(table)[0].items()}]


SCARCE = {
    "no zone": lambda: {ZONES: [], PLOTS: [], FACTS: [], BUILDINGS: [{**row, "site_id": ""} for row in rows(BUILDINGS)]},
    "no plot": lambda: {PLOTS: [], FACTS: []},
    "no building": lambda: {BUILDINGS: [], FACTS: []},
    "nothing at all": lambda: dict.fromkeys(SHEETS, []),
    "one row of each": lambda: {
        ZONES: [row for row in rows(ZONES) if row["site_id"] == rows(PLOTS)[0]["site_id"]],
        PLOTS: rows(PLOTS)[:1],
        BUILDINGS: [{**rows(BUILDINGS)[0], "site_id": ""}],
        FACTS: [],
    },
    "every optional field blank": lambda: {ZONES: blank(ZONES), PLOTS: [], BUILDINGS: blank(BUILDINGS), FACTS: []},
}


AT_NIGHT = ("no zone", "no plot", "no building", "every optional field blank")  # by day pages open where there is nothing, and one row of each
FOR_PAGES = [pytest.param(name, marks=pytest.mark.nightly if name in AT_NIGHT else ()) for name in SCARCE]


@pytest.fixture(params=list(SCARCE))
def scarce(request, tmp_path, monkeypatch):
    """An inventory kept as an edition, in a folder of its own."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    kept_inventory(**SCARCE[request.param]())
    assert editions.current(store.KIND).card.number == 1
    return request.param


def refuse_constant(word: str) -> None:
    raise AssertionError(f"{word} is not JSON")


def strictly(text: bytes | str) -> object:
    """A JSON document as a browser reads it: NaN and Infinity are refused."""
    return json.loads(text, parse_constant=refuse_constant)


@pytest.mark.parametrize("scarce", FOR_PAGES, indirect=True)
def test_every_page_opens_with_its_questions(scarce):
    """One visitor goes from page to page, each study with all its questions open."""
    page = Visitor.new().run()
    assert not page.exception, f"{scarce}: /"
    for entry in menu.entries():
        if entry.section == "Études":
            in_whole(page)
            for number in range(1, MOST_QUESTIONS + 1):
                page.session_state[f"{entry.file.parent.name}.question-{number}"] = True
        elif entry.address not in OPENED:
            continue
        page.switch_page(str(entry.file)).run()
        assert not page.exception, f"{scarce}: /{entry.address}"
        if entry.section == "Études":
            assert all(page.session_state[f"{entry.file.parent.name}.question-{number}"] for number in range(1, MOST_QUESTIONS + 1))
        if entry.address == "territoire":
            page.query_params["territory.mode"] = "Quel site convient ?"
            assert not page.run().exception, f"{scarce}: le classement"
            page.query_params.clear()


def test_layers_hold_what_the_inventory_holds_and_no_nan(scarce):
    frame = located.all_sites()
    for kind, layer in ((located.ZONE, layers.zone_layer()), (located.PLOT, layers.plot_layer()), (located.BUILDING, layers.building_layer())):
        features = strictly(layer.body)["features"]
        assert [feature["properties"]["id"] for feature in features] == list(frame.loc[frame["kind"] == kind, "site_id"])
    assert isinstance(strictly(layers.contour_layer().body)["features"], list)
    assert len(offers.offers()) == len(frame)


def test_files_to_take_away_are_made(scarce):
    frame = offers.offers()
    assert len(strictly(site_exports.geojson(frame, HOW))["features"]) == len(frame)
    assert len(site_exports.table(frame, HOW)) == len(frame)
    assert spreadsheets.csv_for_spreadsheets(site_exports.table(frame, HOW))
    assert site_exports.workbook(frame, HOW)[:2] == b"PK"
    assert b"<html" in standalone_map.page(frame, HOW)
    for site in frame.groupby("kind").head(1).itertuples():
        assert site_sheet.pdf(site, site_card.card(site.site_id, site.kind), HOW)[:4] == b"%PDF"
