"""The server is killed while somebody writes through its pages: what the screen confirmed is read again once it is back."""

import random
import re
import shutil
import time

import pytest
from playwright.sync_api import Page, expect

from data.ground import files
from data.store import journal, people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import reports
from tests.e2e import browser as finder
from tests.e2e.accounts.quick_server import kill, starter, wait_until_answers
from tests.e2e.conftest import free_port

THANKED = re.compile(r"Elle porte le numéro ([0-9a-f]{6})")
SHOWN = re.compile(r"n° ([0-9a-f]{6})")
WRITING = 0.4  # [s] after the click at most until the server is killed: before, during or after the write


def report(page: Page, text: str) -> None:
    """Writes in the form of the page, and pushes its button."""
    page.get_by_label("Qu'est-ce qui est faux").fill(text)
    page.get_by_role("button", name="Envoyer").click()


def thanked(page: Page) -> set[str]:
    """The numbers that the screen has confirmed."""
    return set(THANKED.findall(page.locator("body").inner_text()))


def written_until_killed(page: Page, base: str, pid: int, name: str) -> set[str]:
    """Reports an error, waits for its number, reports another and kills the server meanwhile; the numbers that were confirmed."""
    page.goto(base + "/methode")
    finder.settle(page)
    page.get_by_role("button", name="Signaler une erreur").click()
    report(page, f"{name} première")
    expect(page.get_by_text(THANKED).first).to_be_visible()
    confirmed = thanked(page)
    report(page, f"{name} seconde")
    time.sleep(random.uniform(0, WRITING))
    kill(pid)
    page.wait_for_timeout(300)  # [ms] what the server had sent arrives
    return confirmed | thanked(page)


def whole_list(page: Page) -> str:
    """What all the pages of a long list read."""
    main, coming = page.locator("[data-testid=stMain]"), page.get_by_role("button", name="Page suivante")
    read = [main.inner_text()]
    while coming.count() and coming.is_enabled():
        coming.click()
        expect(main).not_to_contain_text(SHOWN.search(read[-1])[1])  # the page that was read has gone
        finder.settle(page)
        read.append(main.inner_text())
    return "".join(read)


def kept(store: Store) -> dict[str, str]:
    """The reports that are there, by the number that a screen gives; the journal is whole."""
    with store.reading() as connection:
        assert journal.faults(connection) == []
    return {report.id[:6]: report.text for report in reports.listed(store, CONSOLE)}


@pytest.mark.browser
@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.nightly)])
def test_what_the_screen_confirmed_is_there_after_the_server_was_killed(open_page, tmp_path, kills: int):
    (tmp_path / "var").mkdir()
    shutil.copytree(files.var_folder() / "proven", tmp_path / "var/proven")
    store = Store(f"sqlite:///{tmp_path}/var/studio.sqlite")
    token = people.invite(store, CONSOLE, [Newcomer("Aline Vert")], [Grant(Role.ADMINISTRATOR)])[0].token
    page, port, confirmed, asked = open_page(another=True), free_port(), set(), set()
    base = f"http://127.0.0.1:{port}"
    with starter(tmp_path / "server.log", STUDIO_VAR=str(tmp_path / "var")) as start:
        for number in range(kills):
            pid = start(port)
            wait_until_answers(base, pid)
            asked |= {f"essai {number} première", f"essai {number} seconde"}
            confirmed |= written_until_killed(page, base, pid, f"essai {number}")
            found = kept(store)
            assert confirmed <= set(found)
            assert set(found.values()) <= asked
        wait_until_answers(base, start(port))
        page.goto(f"{base}/invitation/{token}")
        page.get_by_role("button", name="Entrer dans le Studio").click()
        expect(page.get_by_text("Vous êtes connecté")).to_be_visible()
        page.goto(base + "/erreurs")
        finder.settle(page)
        read = whole_list(page)
    assert confirmed <= set(SHOWN.findall(read)) == set(kept(store))
    assert set(re.findall(r"essai \d+ \w+", read)) <= asked
    store.engine.dispose()
    assert len(confirmed) >= kills
