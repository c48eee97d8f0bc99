"""Who may write an inventory from a page, until there are accounts: whoever has the key of this server, told on its console when it starts.

The command line needs no key: whoever can run it already holds the files.
"""

import logging
import os
import secrets
import time
from functools import cache

from data.ground.faults import Fault, Refused

VARIABLE = "STUDIO_IMPORT_KEY"  # a key that lasts from one start to the next
TRIES, PAUSE = 5, 60.0  # wrong keys in that time [s] before a visitor waits: a key of 96 bits is not found by trying
REFUSED = Fault("clé d'import", "clé refusée", f"recopier la clé que la console du serveur affiche à son démarrage (ou la variable {VARIABLE})")
PATIENCE = Fault("clé d'import", "trop de clés refusées", "attendre une minute, puis recopier la clé de la console")

SHORTEST = 12  # characters of a key chosen by the agency: a shorter one is found by trying
WEAK = Fault(
    f"variable {VARIABLE}",
    f"clé d'import de moins de {SHORTEST} caractères : elle se devine",
    "en choisir une plus longue, au hasard, ou ôter la variable : le Studio en tire une à chaque démarrage",
)
LOG = logging.getLogger(__name__)


@cache
def key() -> str:
    """The key of this server."""
    return chosen() or secrets.token_urlsafe(12)


def chosen() -> str:
    """The key that the agency chose, "" when it did not."""
    return os.environ.get(VARIABLE, "").strip()


def faults() -> list[Fault]:
    """What is to be told of the key when the server starts."""
    return [WEAK] if 0 < len(chosen()) < SHORTEST else []


def verify(given: str, wrong: list[float]) -> None:
    """Refused unless that is the key. `wrong` holds when [s] the same visitor gave another: each has its own tries, so that nobody can keep the
    agency from importing. A visitor that comes back as another has to have a file read first."""
    now = time.monotonic()
    wrong[:] = [moment for moment in wrong if now - moment < PAUSE]
    if len(wrong) >= TRIES:
        raise Refused(PATIENCE)
    if not secrets.compare_digest(given.strip().encode(errors="replace"), key().encode()):
        wrong.append(now)
        LOG.warning("clé d'import refusée, essai %s sur %s", len(wrong), TRIES)
        raise Refused(REFUSED)
