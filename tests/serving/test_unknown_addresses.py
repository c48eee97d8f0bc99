"""An address that leads nowhere says so in French with the status 404, and leads to the nearest page."""

import pytest

from data.store import people, signing
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role
from data.store.writings import agency
from data.store.writings.agency import Drafts
from pages.serving.identity.middleware import COOKIE

NEAREST = 'La plus proche\N{NO-BREAK SPACE}: <a href="/tres-haut-debit">'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/tres-haut-debit/x", NEAREST),
        ("/Tres-Haut-Debt", NEAREST),
        ("/foo/bar", '<a href="/">Accueil</a>'),
        ("/.git/config", "Aucune page du Studio n'a cette adresse"),
        ("/layers/", "Aucune page du Studio n'a cette adresse"),
        ("/<script>alert(1)", "Aucune page du Studio n'a cette adresse"),
        ("/" + "a" * 5_000, "Aucune page du Studio n'a cette adresse"),
    ],
)
def test_an_address_without_a_page_is_told_in_french_with_the_status_of_what_is_not_found(client, asked, said):
    answer = client.get(asked)
    assert (answer.status_code, client.head(asked).status_code) == (404, 404)
    assert "Page introuvable" in answer.text and '<html lang="fr">' in answer.text and said in answer.text
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_the_menu_of_a_page_that_is_not_found_has_the_sections_of_the_other_pages(client):
    text = client.get("/foo/bar").text
    studies, landmarks = text.index("<h2>Études</h2>"), text.index("<h2>Repères</h2>")
    assert text.index('<nav aria-label="Menu">') < text.index('href="/fibre"') < studies < text.index('href="/porc-de-qualite"') < landmarks
    assert landmarks < text.index('href="/sources"') and text.count('href="/fibre"') == 1


@pytest.mark.parametrize("asked", ["/", "/fibre", "/hydrogene?hydrogen.hgv_share=0.04"])
def test_a_page_is_found_by_who_reads_it_and_by_who_asks_for_its_headers_alone(client, asked):
    assert (client.get(asked).status_code, client.head(asked).status_code) == (200, 200)


def test_a_draft_that_is_not_for_all_has_an_address_for_its_team_only(client, tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    agency.show_drafts(store(), CONSOLE, Drafts.MEMBERS)
    token = people.invite(store(), CONSOLE, [Newcomer("Aline Vert", "Chambre")], [Grant(Role.ADMINISTRATOR)])[0].token
    assert client.get("/hydrogene").status_code == 404
    assert "/hydrogene" not in client.get("/hydrogen").text
    assert client.get("/hydrogene", headers={"cookie": f"{COOKIE}=invented"}).status_code == 404
    assert client.get("/hydrogene", headers={"cookie": f"{COOKIE}={signing.enter(store(), token).secret}"}).status_code == 200
