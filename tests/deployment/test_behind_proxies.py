"""The real server behind real proxies, from the files of deploy/: every link and every file of every page, at the root and below a path."""

import contextlib
import signal
import socket
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from pages.serving.streamlit_page.assets import BUNDLES
from tests.deployment import crawl, proxies
from tests.deployment.proxies import STANDS
from tests.e2e.browser import settle
from tests.e2e.conftest import free_port, server_process
from tests.e2e.desk import visitor

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

REFUSING = "    http-request deny if { path_end /_stcore/stream }\n"  # at the end of the file, in its part about the servers
FEW = 3  # pages where the whole of them was crawled behind another proxy: home and two studies
ROOT, BELOW, STRIPPED = STANDS
EVERYWHERE = [("haproxy", ROOT, None), ("haproxy", BELOW, None), ("caddy", ROOT, None), ("caddy", BELOW, None)]
IN_SHORT = [("haproxy", STRIPPED, FEW), ("caddy", STRIPPED, FEW), ("nginx", ROOT, FEW), ("nginx", BELOW, FEW), ("nginx", STRIPPED, FEW)]
STOP = 10  # [s] on a loaded machine; without the limit that the server sets itself, it would never stop


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """The port of a server at the root, and of one below /studio, by path."""
    folder = tmp_path_factory.mktemp("servers")
    with contextlib.ExitStack() as stack:
        ports = {}
        for path in ("", "/studio"):
            ports[path] = free_port()
            log = folder / f"server{path.replace('/', '-')}.log"
            stack.enter_context(server_process(log, ports[path], STREAMLIT_SERVER_BASE_URL_PATH=path.strip("/")))
        yield ports


@pytest.fixture
def secure(browser):
    """A visitor who takes the certificate of the test."""
    context = visitor(browser, painted=False, ignore_https_errors=True)
    yield context
    context.close()


@pytest.mark.parametrize(("name", "stand", "few"), [*EVERYWHERE, *IN_SHORT], ids=str)
def test_every_link_and_every_file_answers(servers, secure, tmp_path, name, stand, few):
    with proxies.running(name, stand, [servers[stand.path]] * 2, tmp_path / "proxy") as home:
        met, wrong = crawl.crawl(secure, home, few)
    assert wrong == []
    kinds = {urlsplit(address).path.removeprefix(stand.path).split("/")[1] for address in met}
    assert {"static", "styles", "scripts", "layers", "pictures", "_stcore"} <= kinds


@pytest.mark.parametrize("name", ["haproxy", "caddy", "nginx"])
def test_a_visitor_is_known_by_her_own_address_and_her_cookies_are_for_tls(servers, secure, tmp_path, name):
    """The pace of wrong links is counted by address: what a visitor says of her own (X-Forwarded-For) does not give her another."""
    with proxies.running(name, BELOW, [servers["/studio"]] * 2, tmp_path / "proxy") as home:
        answers = [secure.request.get(f"{home}/invitation/faux", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status for number in range(40)]
        page = secure.new_page()
        page.goto(f"{home}/fibre")
        settle(page)
    assert answers[-1] == 429
    ours = [cookie for cookie in secure.cookies() if cookie["name"].startswith("studio_")]
    assert ours and all(cookie["secure"] and cookie["path"] == "/studio/" for cookie in ours)


def test_one_reader_who_does_not_read_does_not_keep_a_server_that_is_asked_to_stop(tmp_path):
    largest = max(BUNDLES, key=lambda address: BUNDLES[address].stat().st_size)
    with server_process(tmp_path / "server.log", port := free_port()) as (_, process), socket.create_connection(("127.0.0.1", port)) as stalled:
        stalled.sendall(f"GET {largest} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 20)  # more than the system keeps on its way
        assert stalled.recv(1) == b"H"
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOP) in (0, -signal.SIGTERM)


def test_a_proxy_that_lets_no_websocket_through_leaves_no_page_blank(servers, secure, tmp_path):
    with proxies.running("haproxy", BELOW, [servers["/studio"]] * 2, tmp_path / "proxy", REFUSING) as home:
        page = secure.new_page()
        page.goto(f"{home}/fibre")
        expect(page.locator("#studio-connection")).to_contain_text("est refusée en chemin")
