"""What only a real browser can tell of the server: deep links after a restart, the addresses it tells, the one it listens on."""

import json
import socket
import urllib.request

import pytest

from studies import catalog
from tests.e2e.browser import settle
from tests.e2e.every_page.visits import ADDRESSES

pytestmark = pytest.mark.browser

STUDY = f"/{catalog.studies()[0].card.url}"
# Everything that the menu and the alerts showed, even for an instant.
WATCH = """(() => {
    window.seen = {links: {}, alerts: {}};
    const note = (selector, found) => document.querySelectorAll(selector).forEach(e => { if (e.innerText.trim()) found[e.innerText.trim()] = 1 });
    new MutationObserver(() => {
        note("[data-testid='stTopNavLink']", window.seen.links);
        note("[role='alert'], [role='alertdialog'], [role='dialog'], [data-testid='stException']", window.seen.alerts);
    }).observe(document, {subtree: true, childList: true, characterData: true});
})()"""


def addresses(base):
    """Every public address, as the server itself tells them."""
    with urllib.request.urlopen(base + "/healthz") as answer:
        return json.load(answer)["pages"]


def test_a_deep_link_opened_first_after_a_restart_shows_its_page_and_the_whole_menu_at_once(fresh_server, open_page):
    page = open_page(apart=True)  # it watches all that it shows from now on
    page.add_init_script(WATCH)
    page.goto(fresh_server + STUDY)
    settle(page)
    seen = page.evaluate("window.seen")
    assert page.title().endswith("Studio Lozère")
    assert seen["alerts"] == {}
    last = [text.strip() for text in page.locator("[data-testid='stTopNavLink']").all_inner_texts() if text.strip()]
    assert last
    assert set(seen["links"]) == set(last), "another menu was shown for an instant"
    heading = page.locator("h1").first.inner_text()
    page.goto(fresh_server + "/")
    settle(page)
    assert page.locator("h1").first.inner_text() != heading, "the deep link showed the home page"


def test_a_study_can_be_read_before_its_figures_are_drawn_and_without_javascript(server, browser, page):
    """The same headlines stand in the page itself, and leave when the strip that has them comes."""
    address = f"{server}/hydrogene?hydrogen.hgv_share=0.04"
    silent = browser.new_context(java_script_enabled=False, color_scheme="dark", viewport={"width": 320, "height": 700})
    plain = silent.new_page()
    plain.goto(address)
    values = plain.locator("#studio-first-words dd").all_inner_texts()
    assert len(values) == 5 and plain.get_by_text("Que faire maintenant").is_visible() and plain.get_by_text("sans lui, cette page").is_visible()
    assert plain.locator("#studio-first-words").evaluate("words => words.scrollWidth <= words.clientWidth")
    silent.close()
    page.goto(address, wait_until="commit")
    page.locator("#studio-first-words dd").first.wait_for()
    settle(page)
    assert page.locator("#studio-first-words").count() == 0
    drawn = page.locator("[data-testid='stMetricValue']").all_inner_texts()
    assert [value.split("\n")[0].strip() for value in values] == [value.strip() for value in drawn]
    assert page.errors == []


def test_every_address_that_the_server_tells_is_visited(server):
    """tests/e2e/every_page/test_on_every_screen.py reads there what is asked outside, what the console says, the language and the fonts."""
    assert addresses(server)
    assert [address for address in addresses(server) if address not in {visited.partition("?")[0] for visited in ADDRESSES}] == []


def test_the_server_listens_on_this_machine_only(server):
    port = int(server.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)):
        pass  # it does answer here
    # The whole of 127/8 is this machine; a server bound to every address would answer on any of it.
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=2):
        pass
