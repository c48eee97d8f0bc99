"""Under whose name the server answers, and what its cookies say behind TLS."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDisconnect
from streamlit import config

from pages.serving import startup
from pages.serving.deployment import hosts
from pages.serving.deployment.cookies import SecureCookies


async def answer(request):
    page = PlainTextResponse("ouvert")
    page.set_cookie("studio_session", "secret", httponly=True)
    page.set_cookie("autre", "1", secure=True)
    return page


async def linked(socket):
    await socket.accept()
    await socket.close()


@pytest.fixture
def studio():
    routes = [Route("/", answer), Route("/healthz", answer), WebSocketRoute("/_stcore/stream", linked)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(hosts.KnownHosts), Middleware(SecureCookies)]))


@pytest.fixture
def declared(monkeypatch):
    """The administrator has declared two names."""
    allowed = config.get_option(hosts.SETTING)
    before, allowed[:] = allowed[:], ["studio.exemple.fr", "*.agence.example"]
    yield
    allowed[:] = before


@pytest.fixture
def undeclared():
    allowed = config.get_option(hosts.SETTING)
    before, allowed[:] = allowed[:], []
    yield
    allowed[:] = before


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "192.168.1.20", "essai.localhost:8501"])
def test_without_a_setting_this_machine_and_figures_are_ours(studio, undeclared, host):
    assert studio.get("/", headers={"Host": host}).text == "ouvert"


@pytest.mark.parametrize("host", ["pirate.exemple", "pirate.exemple:8501", "127.0.0.1.pirate.exemple", "localhost.pirate.exemple", ""])
def test_without_a_setting_a_name_that_leads_here_reads_nothing_and_is_told_the_remedy(studio, undeclared, host):
    refused = studio.get("/", headers={"Host": host})
    assert (refused.status_code, "set-cookie" in refused.headers) == (421, False)
    assert "STREAMLIT_SERVER_ALLOWED_HOSTS" in refused.text
    with pytest.raises(WebSocketDisconnect), studio.websocket_connect("/_stcore/stream", headers={"Host": host}):
        pass


@pytest.mark.parametrize(
    ("host", "status"), [("studio.exemple.fr", 200), ("Studio.Exemple.fr:443", 200), ("un.agence.example", 200), ("pirate.exemple", 421)]
)
def test_the_names_of_the_setting_are_ours_and_no_other(studio, declared, host, status):
    assert studio.get("/", headers={"Host": host}).status_code == status


def test_the_first_administrator_is_given_the_public_name(declared, below_studio):
    assert startup.opened_at() == "https://studio.exemple.fr/studio"


def test_without_a_name_it_is_this_machine(undeclared):
    assert startup.opened_at().startswith("http://127.0.0.1:")


def test_a_proxy_asks_for_health_under_any_name(studio, declared):
    assert studio.get("/healthz", headers={"Host": "10.0.0.4:8501"}).text == "ouvert"


def test_behind_tls_every_cookie_is_for_tls_only(studio, undeclared):
    behind = TestClient(studio.app, base_url="https://localhost").get("/").headers.get_list("set-cookie")
    assert ["secure" in cookie.lower() for cookie in behind] == [True, True]
    assert behind[1].lower().count("secure") == 1


def test_without_tls_they_are_left_as_they_are(studio, undeclared):
    plain = TestClient(studio.app, base_url="http://localhost").get("/").headers.get_list("set-cookie")
    assert "secure" not in plain[0].lower()
