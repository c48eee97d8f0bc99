"""Who may write an inventory from a page, until there are accounts: whoever has the key of this server, told on its console when it starts.

The command line needs no key: whoever can run it already holds the files.
"""

import os
import secrets
import threading
import time
from functools import cache

from data.ground.faults import Fault, Refused

VARIABLE = "STUDIO_IMPORT_KEY"  # a key that lasts from one start to the next
TRIES, PAUSE = 5, 60.0  # wrong keys in that time [s] before everybody waits: a key of 96 bits is not found by trying
REFUSED = Fault("clé d'import", "clé refusée", f"recopier la clé que la console du serveur affiche à son démarrage (ou la variable {VARIABLE})")
PATIENCE = Fault("clé d'import", "trop de clés refusées", "attendre une minute, puis recopier la clé de la console")

_lock = threading.Lock()
_wrong: list[float] = []


@cache
def key() -> str:
    """The key of this server."""
    return os.environ.get(VARIABLE, "").strip() or secrets.token_urlsafe(12)


def verify(given: str) -> None:
    """Refused unless that is the key."""
    now = time.monotonic()
    with _lock:
        _wrong[:] = [moment for moment in _wrong if now - moment < PAUSE]
        if len(_wrong) >= TRIES:
            raise Refused(PATIENCE)
        if not secrets.compare_digest(given.strip().encode(), key().encode()):
            _wrong.append(now)
            raise Refused(REFUSED)
