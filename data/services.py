"""The official services that may be asked for data: those of data/catalog.toml, or the address that replaces one in the environment."""

import os
from functools import cache
from urllib.parse import urlsplit

from data.cards import Service, read_services
from data.ground.faults import Fault, Refused


@cache
def services() -> dict[str, Service]:
    """Every valid card of a service, by the name of what it refreshes. Do not change the dictionary."""
    return read_services()[0]


def offline() -> bool:
    """Whether STUDIO_OFFLINE forbids to ask anybody (any value but 0)."""
    return os.environ.get("STUDIO_OFFLINE", "").strip() not in ("", "0")


def address(name: str) -> str:
    """The base address of a service, without a slash at the end. Refused when its variable holds something else than http(s)://host[:port][/path]."""
    service = services()[name]
    return address_in(service.variable, service.url)


def address_in(variable: str, usual: str) -> str:
    """The address that a variable of the environment holds, the usual one when it is empty; refused as `address` says."""
    base = (os.environ.get(variable, "").strip() or usual).rstrip("/")
    try:
        parts = urlsplit(base)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username is not None or parts.query or parts.fragment or not base.isprintable() or " " in base:
        raise Refused(Fault(variable, "adresse refusée", f"écrire une adresse comme {usual}, sans mot de passe, ou vider la variable"))
    return base


def host(base: str) -> str:
    """The host of an address, as it is named to a reader: geo.api.gouv.fr, 127.0.0.1:8700."""
    return urlsplit(base).netloc
