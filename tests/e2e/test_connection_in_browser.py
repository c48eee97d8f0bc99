"""What a page says when its link with the server is refused on the way, or when the server restarts: in French, with what to do, and no blank."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle

pytestmark = pytest.mark.browser

# The link is asked at an address where the server refuses it, as a proxy that lets no websocket through does.
REFUSED_ON_THE_WAY = """window.WebSocket = class extends window.WebSocket {
    constructor(address, ...given) { super(String(address).replace("/_stcore/stream", "/refuse/_stcore/stream"), ...given) }
}"""


def test_a_link_refused_on_the_way_is_told_with_the_remedy_and_the_first_words_stay(server, open_page):
    page = open_page(another=True)
    page.add_init_script(REFUSED_ON_THE_WAY)
    page.goto(f"{server}/hydrogene")
    told = page.locator("#studio-connection")
    expect(told).to_contain_text("est refusée en chemin")
    expect(told).to_contain_text("laisser passer les en-têtes Upgrade et Connection")
    expect(page.locator("#studio-first-words dd").first).to_be_visible()
    assert told.evaluate("told => document.elementFromPoint(innerWidth / 2, innerHeight - 10).closest('#studio-connection') === told")
    expect(page.get_by_test_id("stAppSkeleton")).to_be_hidden()  # nothing is on its way
    expect(page.locator("#studio-first-words [role=status]")).to_be_hidden()


def test_a_restart_is_told_to_an_open_page_which_comes_back_by_itself(server, open_page):
    page, links = open_page(another=True), []

    def through(link):
        links.append(link)
        link.connect_to_server()

    page.route_web_socket("**/_stcore/stream", through)
    page.goto(f"{server}/fibre")
    settle(page)
    told = page.locator("#studio-connection")
    expect(told).to_be_hidden()
    links[0].close(code=1012, reason="le serveur redémarre")
    expect(told).to_contain_text("Le Studio redémarre")
    expect(told).to_contain_text("La liaison avec le Studio est rétablie.")
    expect(told).to_be_hidden()
    settle(page)
    assert len(links) == 2 and page.get_by_role("dialog").count() == 0
