"""An invitation link lets its person in, once, on a confirmation; a browser cannot claim to be somebody."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from data.ground.budgets import Budget
from data.store import people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from pages.serving.budgets import refusing
from pages.serving.identity import invitation, middleware
from pages.serving.identity.middleware import COOKIE, HEADER, Identity

HERE = {"origin": "http://testserver"}


@pytest.fixture
def token(database) -> str:
    """The secret of a link, in each of the two databases."""
    return people.invite(store(), CONSOLE, [Newcomer("Aline <b>Vert</b>", "Chambre & Cie")], [Grant(Role.ADMINISTRATOR)])[0].token


@pytest.fixture(autouse=True)
def nobody_has_tried(monkeypatch):
    monkeypatch.setattr(invitation, "TRIES", Budget(20, 60.0))
    monkeypatch.setattr(refusing, "EVENTS", Budget(1, 60.0))


def given_to(headers: list[tuple[bytes, bytes]], kind: str = "websocket") -> list[tuple[bytes, bytes]]:
    """The headers that the application receives."""
    received = []

    async def application(scope, _receive, _send):
        received.extend(scope["headers"])

    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the thread of the tests
        apart.submit(asyncio.run, Identity(application)({"type": kind, "headers": headers}, None, None)).result()
    return received


def test_opening_the_page_of_a_link_uses_nothing_up(client, token):
    for _ in range(3):
        answer = client.get(f"/invitation/{token}")
        assert answer.status_code == 200
        assert COOKIE not in answer.cookies
    sheet = client.get("/styles/" + answer.text.split('href="/styles/')[1].split('"')[0])
    assert (sheet.status_code, ".studio-plain" in sheet.text) == (200, True)
    assert "Ce lien est à <strong>Aline &lt;b&gt;Vert&lt;/b&gt;</strong> (Chambre &amp; Cie)" in answer.text
    assert signing.shown(store(), token).organisation == "Chambre & Cie"


def test_the_button_lets_the_person_in_and_the_link_opens_nothing_any_more(client, token):
    answer = client.post(f"/invitation/{token}", headers=HERE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "../compte")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    secret = answer.cookies[COOKIE]
    (_, session) = given_to([(b"cookie", f"autre=1; {COOKIE}={secret}".encode())])[-1]
    assert signing.person_of(store(), Actor(session=session.decode())).name == "Aline <b>Vert</b>"
    again = client.post(f"/invitation/{token}", headers=HERE, follow_redirects=False)
    assert (again.status_code, "Ce lien a déjà servi" in again.text) == (404, True)
    client.cookies.clear()


@pytest.mark.parametrize(
    ("grants", "arrives"),
    [
        ([Grant(Role.REVIEWER, "pork")], "../comite"),
        ([Grant(Role.ELECTED)], "../comite"),
        ([Grant(Role.AUTHOR, "pork", date(2999, 1, 1))], "../modifier"),
        ([Grant(Role.CONTRIBUTOR)], "../compte"),
    ],
)
def test_one_arrives_where_what_one_is_invited_for_is_done(client, database, grants, arrives):
    token = people.invite(store(), CONSOLE, [Newcomer("Bruno Roche")], grants)[0].token
    answer = client.post(f"/invitation/{token}", headers=HERE, follow_redirects=False)
    assert answer.headers["location"] == arrives
    client.cookies.clear()


def test_the_cookie_travels_by_tls_only_when_the_page_does(client, token):
    answer = client.post(f"https://testserver/invitation/{token}", headers={"origin": "https://testserver"}, follow_redirects=False)
    assert "; secure" in answer.headers["set-cookie"].lower()
    client.cookies.clear()


@pytest.mark.parametrize(
    "headers", [{"origin": "https://pirate.exemple"}, {"origin": "null"}, {"origin": "http://["}, {"origin": ""}, {"sec-fetch-site": "cross-site"}]
)
def test_another_site_cannot_push_the_button(client, token, headers):
    answer = client.post(f"/invitation/{token}", headers=headers, follow_redirects=False)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert signing.shown(store(), token).name.startswith("Aline")


@pytest.mark.parametrize("path", ["/invitation/rien", "/invitation/%F0%9F%92%A9", "/invitation/" + "a" * 5_000, "/invitation/<script>"])
def test_what_is_no_link_is_said_in_french_with_the_remedy(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Ce lien n'existe pas, ou il a été remplacé" in answer.text.replace("&#39;", "'")
    assert "<script>" not in answer.text.split("<main>")[1]


def test_wrong_links_in_numbers_have_to_wait_and_the_right_one_never_does(client, token, monkeypatch, caplog):
    now = [1_000.0]
    monkeypatch.setattr(invitation, "TRIES", Budget(20, 60.0, lambda: now[0]))
    for _ in range(20):
        assert client.get("/invitation/rien-de-juste").status_code == 404
    refused = client.get("/invitation/rien-de-juste")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3")
    assert "Trop de liens refusés" in refused.text
    assert "lien d'invitation refusé" in caplog.text
    assert client.get(f"/invitation/{token}").status_code == 200
    assert client.post(f"/invitation/{token}", headers=HERE, follow_redirects=False).status_code == 303
    client.cookies.clear()
    now[0] += 3
    assert client.get("/invitation/rien-de-juste").status_code == 404
    assert "rien-de-juste" not in caplog.text and token not in caplog.text


@pytest.mark.parametrize("name", [b"x-studio-session", b"X-Studio-Session", b"x-studio-email", b"X-STUDIO-ROLE"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_an_identity_claimed_by_a_header_is_taken_out(name, kind):
    assert given_to([(b"host", b"x"), (name, b"0123456789abcdef")], kind) == [(b"host", b"x")]


@pytest.mark.parametrize("cookie", ["", "studio_session=", f"{COOKIE}=faux", f"{COOKIE}={'a' * 10_000}", "é=\xff; ,;=", f'{COOKIE}="; DROP TABLE'])
def test_a_forged_cookie_makes_nobody(cookie):
    assert [name for name, _ in given_to([(b"cookie", cookie.encode("latin-1"))])] == [b"cookie"]


@pytest.mark.parametrize("beside", ['preferences={"x": 1, "y": [2]}', "nom=Lozère", "a[b]=1", "expires=x", "path=/", "=", "deux mots=1"])
def test_what_another_site_of_the_same_host_keeps_signs_nobody_out(token, beside):
    entered = signing.enter(store(), token)
    for cookie in (f"{beside}; {COOKIE}={entered.secret}", f"{COOKIE}={entered.secret}; {beside}"):
        assert dict(given_to([(b"cookie", cookie.encode("utf-8"))]))[HEADER] == entered.session.encode()


def test_a_session_that_ended_is_nobody_at_the_next_page(client, token):
    entered = signing.enter(store(), token)
    signing.sign_out(store(), Actor(session=entered.session), everywhere=True)
    assert HEADER not in dict(given_to([(b"cookie", f"{COOKIE}={entered.secret}".encode())]))


def test_a_store_that_does_not_answer_leaves_pages_open_to_all(monkeypatch, tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("STUDIO_VAR", str(blocked / "var"))
    assert middleware.known_session("x") == ""
    assert "base de données" in caplog.text
