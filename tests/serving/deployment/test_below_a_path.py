"""Below /studio, every address that we write answers, whether the proxy keeps that path or takes it out."""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

import server
from geo.maps import decks, layers
from pages.serving.deployment.base_path import WithBasePath, WithoutBasePath, below
from pages.serving.streamlit_page.assets import BUNDLES, Assets
from pages.serving.streamlit_page.french_page import French

HOST = "http://testserver"


class Stripping:
    """A proxy that takes /studio out of the addresses before it passes them on, and knows nothing else."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            if not scope["path"].startswith("/studio/"):
                return await PlainTextResponse("une autre application", 404)(scope, receive, send)
            scope = dict(scope, path=scope["path"].removeprefix("/studio"))
        return await self.app(scope, receive, send)


async def streamlits_link(socket):
    await socket.accept()
    await socket.close()


@pytest.fixture(params=["kept", "stripped"])
def visitor(request, below_studio):
    """A browser before a proxy before our layers and our routes; Streamlit's own routes stand below the path, as it puts them."""
    streamlits = [WebSocketRoute("/studio/_stcore/stream", streamlits_link), *create_streamlit_static_assets_routes(base_url="studio")]
    layers_of_ours = [Middleware(WithoutBasePath), Middleware(Assets), Middleware(French), Middleware(WithBasePath)]
    studio = Starlette(routes=[*below(server.ROUTES), *streamlits], middleware=layers_of_ours)
    plain = {"Accept-Encoding": "identity"}  # packing the bundles takes half a minute, and is proved elsewhere
    return TestClient(Stripping(studio) if request.param == "stripped" else studio, base_url=HOST, headers=plain)


def test_every_file_that_the_page_names_answers(visitor):
    for asked in ("/studio/", "/studio/fibre"):
        page = visitor.get(asked).text
        named = [urljoin(HOST + asked, to) for to in re.findall(r'(?:href|src)="([^"]+)"', page) if "agent" not in to and "favicon" not in to]
        assert len(named) > 20
        for address in named:
            answer = visitor.get(address)
            assert urlsplit(address).path.startswith("/studio/")
            assert answer.is_success and "html" not in answer.headers["content-type"], address  # Streamlit's page, where there is no such file
        assert '<meta name="studio-base" content="/studio/">' in page


def test_health_is_told_to_a_machine_and_names_the_pages_as_visitors_ask_them(visitor):
    told = visitor.get("/studio/healthz").json()
    assert "/studio/fibre" in told["pages"]
    assert all(address.startswith("/studio/") for address in told["pages"])


def test_the_link_of_an_open_page_is_found(visitor):
    with visitor.websocket_connect("/studio/_stcore/stream") as opened:
        assert opened.receive()["type"] == "websocket.close"


def test_a_layer_answers_at_the_address_that_a_map_is_given(visitor):
    layer = layers.publish("essai", {"type": "FeatureCollection", "features": [], "essai": "sous un chemin"})
    assert visitor.get(layer.url).json()["essai"] == "sous un chemin"
    style = json.loads(decks.on_blank([], decks.VIEW).to_json())["mapStyle"]
    assert visitor.get(style).json()["version"] == 8


def test_short_links_and_the_frame_of_drawings_lead_below_the_path(visitor):
    assert (
        urljoin(HOST + "/studio/s/abc", visitor.get("/studio/s/abc", follow_redirects=False).headers["location"])
        == f"{HOST}/studio/scenario?code=abc"
    )
    frame = visitor.get("/studio/components/drawing.html").text
    for address in re.findall(r'(?:href|src)="([^"]+)"', frame):
        assert address.startswith("/studio/components/") and visitor.get(address).is_success


def test_programs_are_given_addresses_that_answer(visitor):
    table = visitor.get("/studio/api/tables.json").json()[0]
    assert table["json"].startswith("/studio/api/tables/") and visitor.get(table["json"]).is_success


def test_the_path_alone_leads_to_the_home_page_with_its_choices(below_studio):
    studio = TestClient(WithoutBasePath(Starlette()), base_url=HOST)
    answer = studio.get("/studio?vue=imprimer", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/studio/?vue=imprimer")


def test_the_bundles_are_those_of_the_root(visitor):
    answer = visitor.get(f"/studio{next(iter(BUNDLES))}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
