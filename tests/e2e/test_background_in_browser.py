"""The background of the maps in a real browser: its tiles are fetched from the host that the administrator chose, and from no other."""

import re

import pytest
from playwright.sync_api import expect

from tests.data import answers
from tests.e2e.conftest import running_server
from tests.geo.maps.background import tiles

pytestmark = [pytest.mark.browser, pytest.mark.nightly]  # a server of its own, for a setting that is off by default


def test_the_tiles_of_the_chosen_service_come_under_the_strict_policy(tmp_path, page):
    with answers.running() as service:
        service.reply = answers.body(tiles.image((8, 130, 91)), kind="image/png", **{"Access-Control-Allow-Origin": "*"})
        chosen = {"STUDIO_BACKGROUND": "ign", "STUDIO_IGN_URL": service.base, "STUDIO_OFFLINE": "0", "STUDIO_GEO_API_URL": "http://127.0.0.1:9"}
        with running_server(tmp_path / "server.log", **chosen) as base, page.expect_response(re.compile("TILEMATRIX=9")) as tile:
            page.goto(base)
        assert tile.value.ok
        expect(page.get_by_text("© IGN – Géoplateforme")).to_be_visible()
    assert page.errors == page.outside == []
    assert all(
        asked.startswith("/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&") for asked in service.asked
    )
