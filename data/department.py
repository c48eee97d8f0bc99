"""Which département the map of the home page shows: Lozère, or the one that STUDIO_DEPARTMENT names. Studies and inventory are Lozère's, always."""

import os

from data import tables
from data.ground.faults import Fault, Refused
from data.tables import LOZERE

VARIABLE = "STUDIO_DEPARTMENT"


def chosen() -> str:
    """The code of the département asked for ("48", "2A", "974"). Refused when there is none of that code."""
    code = os.environ.get(VARIABLE, "").strip().upper() or LOZERE
    if code not in set(tables.read("departments")["code"]):
        raise Refused(Fault(VARIABLE, f"aucun département n'a le code « {code} »", "écrire un code comme 48, 2A ou 974, ou vider la variable"))
    return code


def name(code: str) -> str:
    """The name of a département: Aveyron."""
    return tables.read("departments").set_index("code").loc[code, "name"]
