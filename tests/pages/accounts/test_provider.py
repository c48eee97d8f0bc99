"""An identity provider names a visitor: she is the person whom the agency invited at that address, or nobody."""

from datetime import UTC, datetime

import pytest

from data.store import people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import store
from data.store.permissions import Grant, Role

CONFIGURED = {
    "redirect_uri": "http://127.0.0.1:8501/oauth2callback",
    "cookie_secret": "un secret de trente-deux signes !",
    "client_id": "studio",
    "client_secret": "secret",
    "server_metadata_url": "https://fournisseur.exemple.fr/.well-known/openid-configuration",
}
NAMED = {"is_logged_in": True, "email": "Aline@Exemple.fr", "email_verified": True, "iat": 4e9}


@pytest.fixture(autouse=True)
def aline(tmp_path, monkeypatch):
    """The agency has invited Aline at her address."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    return people.invite(store(), CONSOLE, [Newcomer("Aline Vert", "", "aline@exemple.fr")], [Grant(Role.ADMINISTRATOR)])[0]


def account(site, user: dict, auth: dict | None = None):
    """The page of that visitor, when the administrator has written that section."""
    site.user = user
    site.secrets["auth"] = CONFIGURED if auth is None else auth
    return site.switch_page("pages/account.py").run()


def keys(page) -> set[str]:
    return {button.key for button in page.button if button.key and button.key.startswith("account.")}


def test_the_person_invited_at_that_address_is_in(site):
    page = account(site, NAMED)
    assert "**Aline Vert**" in page.markdown[0].value
    assert not site.switch_page("pages/team.py").run().exception
    assert len(site.tabs) == 5


@pytest.mark.parametrize(
    ("user", "told"),
    [
        ({**NAMED, "email_verified": False}, "n'a pas vérifié cette adresse"),
        ({**NAMED, "email_verified": "true"}, "n'a pas vérifié cette adresse"),
        ({"is_logged_in": True, "email": "aline@exemple.fr"}, "n'a pas vérifié cette adresse"),
        ({**NAMED, "email": "autre@exemple.fr"}, "personne n'est invité à cette adresse"),
        ({**NAMED, "email": "<b>*x*</b>@exemple.fr"}, r"\<b\>\*x\*"),
        ({**NAMED, "email": ""}, "adresse absente"),
        ({**NAMED, "session": "0123456789abcdef", "email": "autre@exemple.fr"}, "personne n'est invité"),
    ],
)
def test_anybody_else_stays_the_public_and_reads_why(site, user, told):
    page = account(site, user)
    assert told in page.error[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert keys(page) == {"account.provider-leave"}
    assert not site.switch_page("pages/team.py").run().tabs


def test_a_visitor_is_offered_to_sign_in_only_when_that_is_configured(site):
    assert keys(account(site, {})) == {"account.enter"}
    incomplete = {name: value for name, value in CONFIGURED.items() if name != "client_id"}
    assert keys(account(site, {"is_logged_in": True, **NAMED}, incomplete)) == set()


def test_leaving_all_devices_ends_what_the_provider_said(site):
    page = account(site, {**NAMED, "iat": datetime.now(UTC).timestamp() - 60})
    page.button(key="account.leave-all").click().run()
    assert "personne n'est invité à cette adresse, ou vous avez quitté" in account(site, NAMED | {"iat": 1.0}).error[0].value
    assert signing.person_of(store(), Actor(email="aline@exemple.fr", since=datetime.now(UTC))).name == "Aline Vert"


def test_a_link_wins_over_the_provider(site, aline):
    other = people.invite(store(), CONSOLE, [Newcomer("Zoé")], [Grant(Role.ELECTED)])[0]
    page = account(site, {**NAMED, "session": signing.enter(store(), other.token).session})
    assert "**Zoé**" in page.markdown[0].value
