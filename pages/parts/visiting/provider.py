"""The identity provider of the agency (OpenID Connect), when the administrator has configured one: whom it names, for those who were invited."""

from datetime import UTC, datetime

import streamlit as st

from data.ground.faults import Fault
from data.store.access import PUBLIC, Actor

SECTION = "auth"  # of .streamlit/secrets.toml
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
AGAIN = "se déconnecter puis se reconnecter, ou demander une invitation à l'agence"


def faults() -> list[Fault]:
    """What is missing of the configuration; nothing when there is none."""
    if not _written():
        return []
    missing = [name for name in NEEDED if not st.secrets[SECTION].get(name)]
    remedy = "compléter la section [auth] de .streamlit/secrets.toml, ou l'enlever ; redémarrer"
    return [Fault("fournisseur d'identité", f"« {name} » absent", remedy) for name in missing]


def offered() -> bool:
    """Whether one signs in with it."""
    return _written() and not faults()


def signed_in() -> bool:
    """Whether it has named the visitor, whom the agency may not know."""
    return offered() and bool(st.user.get("is_logged_in"))


def actor() -> Actor:
    """As whom the visitor writes: the owner of the address that it has verified; the public in any other case."""
    if not signed_in() or st.user.get("email_verified") is not True:
        return PUBLIC
    named = st.user.get("iat")  # [s] since 1970, when it named her
    return Actor(email=str(st.user.get("email") or ""), since=None if named is None else datetime.fromtimestamp(named, UTC))


def refusal() -> Fault:
    """Why the address that it gave opens nothing here."""
    place = f"« {st.user.get('email') or 'adresse absente'} »"
    if actor() == PUBLIC:
        return Fault(place, "votre fournisseur d'identité n'a pas vérifié cette adresse", "l'y faire vérifier, ou demander un lien à l'agence")
    return Fault(place, "personne n'est invité à cette adresse, ou vous avez quitté tous vos appareils depuis", AGAIN)


def _written() -> bool:
    return st.secrets.load_if_toml_exists() and SECTION in st.secrets
