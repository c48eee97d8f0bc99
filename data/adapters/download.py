"""One question to an official service: short delays, a size limit, no redirection, and each failure told in French."""

import json
import time

import httpx2

from data.ground.faults import Fault, Refused
from data.ground.french import number, with_unit

CONNECT, READ, TOTAL = 3.0, 20.0, 60.0  # [s] for the connection, for the next bytes, for the whole answer
LARGEST = 30_000_000  # [bytes] once unpacked: five times the contours of a département at their finest
HEADERS = {"User-Agent": "StudioLozere (tableau de bord de Lozere Developpement)", "Accept": "application/geo+json, application/json"}
HERE = {"all://127.0.0.1": None, "all://localhost": None}  # no proxy stands between this machine and itself
CONNECTION = "vérifier la connexion au réseau"
ALLOW = "demander au service informatique d'autoriser cette adresse"
LATER = "le service est en défaut, réessayer plus tard"
OK = 200


def ask(base: str, path: str, query: dict[str, str]) -> tuple[str, bytes]:
    """The address asked and the body of the answer. Refused, with a French fault, when there is no whole answer of status 200."""
    url = str(httpx2.URL(base + path, params=query))
    try:
        with (
            httpx2.Client(timeout=httpx2.Timeout(READ, connect=CONNECT), headers=HEADERS, follow_redirects=False, mounts=HERE) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code != OK:
                kind = " (redirection)" if answer.is_redirect else ""
                raise Refused(Fault(base, f"réponse {answer.status_code}{kind} au lieu de {OK}", LATER))
            return url, _body(base, answer)
    except httpx2.ConnectTimeout:
        raise Refused(Fault(base, f"pas de connexion en {with_unit(number(CONNECT), 's')}", CONNECTION)) from None
    except httpx2.TimeoutException:
        raise Refused(Fault(base, f"pas de réponse en {with_unit(number(READ), 's')}", LATER)) from None
    except httpx2.ConnectError as error:
        cause = "certificat de sécurité refusé" if "certificate" in str(error).lower() else "connexion impossible"
        raise Refused(Fault(base, cause, CONNECTION)) from None
    except httpx2.ProxyError:
        raise Refused(Fault(base, "le serveur mandataire (proxy) refuse la demande", ALLOW)) from None
    except httpx2.HTTPError:
        raise Refused(Fault(base, "réponse interrompue avant la fin, ou mal formée", LATER)) from None


def _body(base: str, answer: httpx2.Response) -> bytes:
    end, received = time.monotonic() + TOTAL, bytearray()
    for part in answer.iter_bytes():
        received += part
        if len(received) > LARGEST:
            raise Refused(Fault(base, f"réponse de plus de {with_unit(number(LARGEST / 1e6), 'Mo')}", LATER))
        if time.monotonic() > end:
            raise Refused(Fault(base, f"réponse inachevée après {with_unit(number(TOTAL), 's')}", LATER))
    return bytes(received)


def as_json(base: str, body: bytes) -> object:
    """The JSON of an answer. Refused when it is something else."""
    try:
        return json.loads(body, parse_constant=_not_json)
    except (ValueError, RecursionError):
        what = "une page HTML au lieu de JSON" if body.lstrip()[:1] == b"<" else "JSON illisible ou tronqué"
        raise Refused(Fault(base, what, LATER)) from None


def _not_json(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity, which Python reads and JSON does not have
