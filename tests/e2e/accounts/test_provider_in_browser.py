"""Signing in through a real identity provider, beside the links of the agency: the same pages, the same rights, the same way out."""

import contextlib
import json
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from data.store import people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from tests.e2e import browser as finder
from tests.e2e.conftest import free_port, server_process

PATIENCE = 60  # [s] for the provider to answer
SECRETS = """[auth]
redirect_uri = "{base}/oauth2callback"
cookie_secret = "trente-deux signes pour les essais"
client_id = "studio"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextlib.contextmanager
def provider(**users: dict):
    """A provider that knows those users, by the name that they write in its form; gives its address."""
    port = free_port()
    base = f"http://localhost:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + PATIENCE
        for name, claims in users.items():
            _put(f"{base}/users/{name}", claims, deadline)
        yield base
    finally:
        process.kill()
        process.wait()


def _put(address: str, claims: dict, deadline: float) -> None:
    body = json.dumps(claims).encode()
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(address, body, {"Content-Type": "application/json"}, method="PUT"), timeout=10).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def sign_in(page: Page, base: str, name: str) -> None:
    """Goes through the provider as that user, and comes back."""
    page.goto(f"{base}/compte")
    finder.settle(page)
    page.get_by_role("button", name="Se connecter").click()
    page.locator("input[name=sub]").fill(name)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{base}/**")
    page.goto(f"{base}/compte")
    finder.settle(page)


@pytest.mark.browser
def test_an_invited_person_enters_by_the_provider_and_leaves_and_the_others_stay_outside(open_page, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / ".streamlit").mkdir()
    store = Store(f"sqlite:///{tmp_path}/var/studio.sqlite")
    people.invite(store, CONSOLE, [Newcomer("Aline Vert", "", "aline@exemple.fr")], [Grant(Role.ADMINISTRATOR)])
    by_link = people.invite(store, CONSOLE, [Newcomer("Zoé Roux")], [Grant(Role.REVIEWER)])[0].token
    port = free_port()
    aline = {"email": "aline@exemple.fr", "email_verified": True, "session": "claimed", "x-studio-session": "claimed"}
    with provider(aline=aline, pirate={"email": "aline@exemple.fr", "email_verified": False}) as named_by:
        (tmp_path / ".streamlit/secrets.toml").write_text(SECRETS.format(base=f"http://127.0.0.1:{port}", provider=named_by), "utf-8")
        with server_process(tmp_path / "server.log", port, STUDIO_VAR=str(tmp_path / "var"), HOME=str(tmp_path)) as (base, _):
            page = open_page(another=True)
            sign_in(page, base, "aline")
            expect(page.get_by_text("Vous êtes connecté : Aline Vert")).to_be_visible()
            page.get_by_role("button", name="De cet appareil").click()
            leave_provider(page, base)
            expect(page.get_by_role("button", name="Se connecter")).to_be_visible()

            pirate = open_page(another=True)
            sign_in(pirate, base, "pirate")
            expect(pirate.get_by_text("n'a pas vérifié cette adresse")).to_be_visible()

            guest = open_page(another=True)
            guest.goto(f"{base}/invitation/{by_link}")
            guest.get_by_role("button", name="Entrer dans le Studio").click()
            expect(guest.get_by_role("link", name="Zoé Roux : mon compte")).to_be_visible()
    store.engine.dispose()


def leave_provider(page: Page, base: str) -> None:
    """The provider asks whether to leave it too; back on the page, nobody is there any more."""
    page.wait_for_url(lambda address: not address.startswith(f"{base}/compte"))
    page.goto(f"{base}/compte")
    finder.settle(page)
