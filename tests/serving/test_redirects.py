"""No link of ours sends a visitor to another site, whatever stands in it: by an invitation, signing in or out, a provider's answer, a short link."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from streamlit.runtime.secrets import secrets_singleton

from data.ground.budgets import Budget
from data.store import people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from pages.serving.identity import invitation

HERE = "http://testserver"
ELSEWHERE = [
    "https://pirate.exemple/",
    "http:pirate.exemple",
    "//pirate.exemple",
    "///pirate.exemple",
    "\\\\pirate.exemple",
    "/\\pirate.exemple",
    "/%2f%2fpirate.exemple",
    "/..//pirate.exemple",
    "/%5cpirate.exemple",
    "javascript:alert(1)",
    "x\r\nLocation: https://pirate.exemple",
    "%0d%0aSet-Cookie: a=1",
    "@pirate.exemple",
    "/\t/pirate.exemple",
]
NAMES = ("next", "redirect", "redirect_uri", "return_to", "url", "origin")
PROVIDER = {
    "redirect_uri": f"{HERE}/oauth2callback",
    "cookie_secret": "trente-deux signes pour les essais",
    "client_id": "studio",
    "client_secret": "secret",
    "server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",  # where nobody answers
}


@pytest.fixture(autouse=True)
def nobody_has_tried(monkeypatch):
    monkeypatch.setattr(invitation, "TRIES", Budget(10_000, 60.0))


@pytest.fixture
def configured(monkeypatch):
    """The administrator has written an identity provider."""
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": PROVIDER})


def stays_here(answer, asked: str) -> bool:
    """Whether a browser that follows that answer stays on our site, and whether nothing of the address has become a header."""
    arrival = urlsplit(urljoin(urljoin(HERE, asked), answer.headers.get("location", "").replace("\\", "/")))
    return (arrival.scheme, arrival.netloc) == ("http", "testserver") and "a=1" not in answer.headers.get("set-cookie", "")


def test_the_button_of_a_link_leads_to_our_own_page(client, database):
    alines = [Newcomer(f"Aline {number}") for number in range(len(ELSEWHERE))]
    invited = people.invite(store(), CONSOLE, alines, [Grant(Role.CONTRIBUTOR)])
    for elsewhere, link in zip(ELSEWHERE, invited, strict=True):
        for asked in (
            f"/invitation/{quote(elsewhere, safe='')}",
            f"/invitation/{link.token}?{'&'.join(f'{name}={quote(elsewhere)}' for name in NAMES)}",
        ):
            answer = client.post(asked, headers={"origin": HERE}, follow_redirects=False)
            assert stays_here(answer, asked)
        assert (answer.status_code, answer.headers["location"]) == (303, "../compte")
    client.cookies.clear()


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_short_link_leads_to_our_own_page(client, elsewhere):
    for asked in (f"/s/{quote(elsewhere, safe='')}", f"/s/{quote(elsewhere, safe='/%')}", f"/s/k7m2qd?next={quote(elsewhere)}"):
        answer = client.get(asked, follow_redirects=False)
        assert stays_here(answer, asked)
        assert "\r" not in answer.headers.get("location", "") and "\n" not in answer.headers.get("location", "")


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_and_out_by_a_provider_leads_nowhere_that_an_address_asks(client, configured, path, elsewhere):
    asked = f"{path}?{'&'.join(f'{name}={quote(elsewhere)}' for name in (*NAMES, 'provider', 'state', 'code', 'error'))}"
    for headers in ({}, {"referer": "https://pirate.exemple/"}, {"x-forwarded-host": "pirate.exemple"}):
        answer = client.get(asked, headers=headers, follow_redirects=False)
        assert (answer.is_redirect, stays_here(answer, asked)) == (True, True)


@pytest.mark.parametrize("path", ["//pirate.exemple", "/\\pirate.exemple", "/%2f%2fpirate.exemple", "//pirate.exemple/%2e%2e", "/.//pirate.exemple"])
def test_an_address_of_our_site_that_looks_like_another_stays_here(client, path):
    assert stays_here(client.get(HERE + path, follow_redirects=False), "/")
