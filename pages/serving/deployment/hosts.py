"""The names to which the Studio answers. Another site may have its own name lead to this machine, and read with the eyes of a visitor what only
she can reach (DNS rebinding); it needs a name, and cannot choose ours."""

import ipaddress

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.serving.cache_headers import NEVER

SETTING = "server.allowedHosts"  # Streamlit's own, which it applies to the link of an open page only
HEALTH = "/healthz"  # asked by proxies under the name that they like; nothing in it is anybody's
HERE = "localhost"
MISDIRECTED = 421  # a server says so when it does not answer for the name that is asked (RFC 9110)
REFUSED = "Ce serveur ne répond pas au nom « {name} ». Que faire : ouvrir le Studio par son adresse habituelle ; si c'est celle-ci, {remedy}."
REMEDY = (
    "l'administrateur ajoute ce nom à STREAMLIT_SERVER_ALLOWED_HOSTS (plusieurs noms : une espace entre eux) et relance le Studio ; derrière un "
    "serveur mandataire, celui-ci transmet le nom demandé (en-tête Host)"
)


class KnownHosts:
    """Refuses, in French, what is asked under a name that is not ours."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket") or scope["path"].endswith(HEALTH):
            return await self.app(scope, receive, send)
        asked = Headers(scope=scope).get("host", "")
        if is_ours(asked):
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the server answers 403
        said = REFUSED.format(name=name_of(asked)[:100], remedy=REMEDY)
        return await PlainTextResponse(said, MISDIRECTED, headers=NEVER)(scope, receive, send)


def is_ours(host: str) -> bool:
    """Whether we answer to a Host header: the names of the setting; where there is none, this machine by its own name, and addresses in figures,
    which no site can have lead elsewhere."""
    if st.get_option(SETTING):
        return is_host_allowed(host)
    name = name_of(host)
    return name == HERE or name.endswith(f".{HERE}") or is_figures(name)


def name_of(host: str) -> str:
    """A Host header without its port."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return name.strip("[]").lower().rstrip(".")


def is_figures(name: str) -> bool:
    """Whether a host is written as an address in figures."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
