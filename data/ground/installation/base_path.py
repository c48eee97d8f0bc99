"""Where the Studio stands on its host: at its root, or below a path such as /studio.

Our addresses are written from the root of the Studio (/layers/…, /fibre). What sends one to a browser passes it through `at`, once.
"""

import re

from data.ground.faults import Fault, Refused

SETTING = "server.baseUrlPath"  # Streamlit's own; in the environment: STREAMLIT_SERVER_BASE_URL_PATH
WRITTEN = re.compile(r"(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)*")  # nothing in it needs an escape in a page, in a header or in an address
_settled: dict[str, str] = {}


def read(setting: str | None) -> str:
    """The setting as our addresses begin with it: "studio/" is /studio, nothing is "". Refused when no address can begin so."""
    base = f"/{(setting or '').strip().strip('/')}".rstrip("/")
    if not WRITTEN.fullmatch(base):
        fault = Fault(SETTING, f"« {setting} » n'est pas un chemin", "écrire des lettres sans accent, des chiffres et des tirets : studio")
        raise Refused(fault)
    return base


def settle(base: str) -> None:
    """Says it once, before anything is served."""
    _settled[SETTING] = base


def at(address: str) -> str:
    """An address of the Studio as a browser asks it of the host."""
    return f"{_settled.get(SETTING, '')}{address}"
