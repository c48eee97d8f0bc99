"""The settings of an installation that contradict each other, or that nothing will ever meet."""

import ipaddress
import os
import re
from collections.abc import Callable, Iterator

from streamlit import config

from data.ground.faults import Fault, Refused
from data.ground.installation import base_path
from pages.parts import menu
from pages.serving.deployment import hosts
from pages.serving.doctor.exam import Exam

TRUSTED = "FORWARDED_ALLOW_IPS"  # of uvicorn: whose word is taken for the address of a visitor and for https; 127.0.0.1 when it is not set
ADDRESS, SECRET, USERS, XSRF, CORS = (
    "server.address",
    "server.cookieSecret",
    "server.trustedUserHeaders",
    "server.enableXsrfProtection",
    "server.enableCORS",
)
SHORT = 32  # characters: 128 bits in hexadecimal, under which a signature is guessed (ASVS 5.0, 11.2.3)
OURS = '{"x-studio-session": "session"}'
Setting = Callable[[str], str]


def asked(name: str) -> str:
    """A setting as the server will read it: the environment, which Streamlit reads when it starts a server, else .streamlit/config.toml."""
    variable = name if name.isupper() else variable_of(name)
    if variable in os.environ:
        return os.environ[variable]
    found = config.get_option(name) if "." in name else ""
    return " ".join(found) if isinstance(found, list) else "" if found is None else str(found)


def variable_of(name: str) -> str:
    """The variable of a setting of Streamlit: server.baseUrlPath is STREAMLIT_SERVER_BASE_URL_PATH."""
    return "STREAMLIT_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace(".", "_").upper()


def exam(setting: Setting = asked) -> Exam:
    """All of them."""
    found = [fault for check in (_path, _names, _trusted, _secret, _protections) for fault in check(setting)]
    return Exam("réglages du serveur", "se tiennent", tuple(found))


def _path(setting: Setting) -> Iterator[Fault]:
    try:
        path = base_path.read(setting(base_path.SETTING))
    except Refused as refused:
        yield refused.fault
        return
    if path.removeprefix("/") in {entry.address for entry in menu.entries()} - {""}:
        fault = f"« {path} » est aussi l'adresse d'une page : un mandataire qui retire le chemin ne les distingue pas"
        yield Fault(base_path.SETTING, fault, "choisir un autre chemin")


def _names(setting: Setting) -> Iterator[Fault]:
    for name in setting(hosts.SETTING).split():
        if "/" in name or name.rpartition(":")[2].isdigit():
            yield Fault(
                hosts.SETTING, f"« {name} » n'est pas un nom de machine : il ne sera jamais reconnu", "écrire le nom seul : studio.exemple.fr"
            )
        elif name == "*":
            yield Fault(hosts.SETTING, "« * » accepte tous les noms", "écrire les noms du Studio")
    if not _is_here(setting(ADDRESS)) and not setting(hosts.SETTING):
        fault = f"le serveur s'ouvre au réseau ({setting(ADDRESS)}) sans nom : il ne répond qu'à des adresses en chiffres"
        yield Fault(hosts.SETTING, fault, f"écrire les noms du Studio dans {variable_of(hosts.SETTING)}")


def _trusted(setting: Setting) -> Iterator[Fault]:
    addresses = [each.strip() for each in setting(TRUSTED).split(",") if each.strip()]
    for each in addresses:
        if each == "*":
            if not _is_here(setting(ADDRESS)):
                yield Fault(TRUSTED, "« * » : tout visiteur peut se donner l'adresse d'un autre", "écrire l'adresse du mandataire")
        elif not _is_network(each):
            yield Fault(
                TRUSTED, f"« {each} » n'est ni une adresse ni un réseau : personne ne sera cru", "écrire par exemple 10.0.0.4 ou 172.30.48.0/24"
            )
    if not addresses and not _is_here(setting(ADDRESS)) and setting(hosts.SETTING):
        fault = (
            "le serveur s'ouvre au réseau sous un nom, et ne croit aucun mandataire d'une autre machine : tous les visiteurs auront la même adresse"
        )
        yield Fault(TRUSTED, fault, f"écrire l'adresse du mandataire dans {TRUSTED} ; sans mandataire, y écrire 127.0.0.1")


def _secret(setting: Setting) -> Iterator[Fault]:
    secret = setting(SECRET)
    if secret and (len(secret) < SHORT or "remplacer" in secret):
        yield Fault(SECRET, "la signature des témoins de connexion se devine", "écrire ce que dit « openssl rand -hex 32 »")


def _protections(setting: Setting) -> Iterator[Fault]:
    for name in (XSRF, CORS):
        if setting(name).lower() in ("false", "0"):
            yield Fault(name, "désactivé : un autre site peut agir au nom d'un visiteur", "retirer ce réglage")
    if setting(USERS).replace("'", '"') != OURS:
        yield Fault(USERS, "changé : le Studio ne reconnaît plus personne, ou croit ce qu'un navigateur dit", "retirer ce réglage")


def _is_here(address: str) -> bool:
    return address in ("", hosts.HERE) or (_is_network(address) and ipaddress.ip_network(address, strict=False).is_loopback)


def _is_network(written: str) -> bool:
    try:
        ipaddress.ip_network(written)
    except ValueError:
        return False
    return True
